#include "plot.h"

#include <math.h>
#include <string.h>

double plot_column(const struct plot *plot, double x)
{
    return axis_position(plot->x, x) * plot->rect.width;
}

double plot_row(const struct plot *plot, double y)
{
    return (1 - axis_position(plot->y, y)) * plot->rect.height;
}

static size_t ticks_y(struct axis axis, int height, struct tick ticks[static AXIS_TICKS])
{
    return axis_ticks(axis, height < 4 ? 2 : (size_t)height / (height < 12 ? 2 : 3), ticks);
}

int plot_gutter(struct axis axis, int height)
{
    struct tick ticks[AXIS_TICKS];
    const size_t count = ticks_y(axis, height, ticks);
    int widest = 3; /* so that the plot stays where it is while labels change a little */
    for (size_t i = 0; i < count; i++) {
        const int width = (int)strlen(ticks[i].label);
        widest = width > widest ? width : widest;
    }
    return widest + 1;
}

void plot_labels_y(const struct drawing *drawing, const struct plot *plot, int gutter)
{
    struct tick ticks[AXIS_TICKS];
    const size_t count = ticks_y(plot->y, plot->rect.height, ticks);
    const struct rect room = {plot->rect.x - gutter, plot->rect.y, gutter, plot->rect.height};
    for (size_t i = 0; i < count; i++) {
        const int row = (int)fmin((1 - ticks[i].position) * room.height, room.height - 1);
        const int width = (int)strlen(ticks[i].label);
        if (width < gutter)
            canvas_text(drawing->canvas, room, gutter - 1 - width, row, drawing->style->theme.dim,
                        ticks[i].label);
    }
}

/* The edge of a logarithmic axis is where 0 is drawn. */
void plot_labels_x(const struct drawing *drawing, const struct plot *plot)
{
    struct tick ticks[AXIS_TICKS];
    const int width = plot->rect.width;
    const size_t count = axis_ticks(plot->x, width < 24 ? 2 : (size_t)width / 8, ticks);
    const struct rect room = {plot->rect.x, plot->rect.y + plot->rect.height, width, 1};
    int taken = 0;
    if (plot->x.logarithmic) {
        canvas_text(drawing->canvas, room, 0, 0, drawing->style->theme.dim, "0 ");
        taken = 3;
    }
    for (size_t i = 0; i < count; i++) {
        const int length = (int)strlen(ticks[i].label);
        int column = (int)floor(ticks[i].position * width) - length / 2;
        column = column > width - length ? width - length : column < 0 ? 0 : column;
        if (column < taken || column + length > width)
            continue;
        canvas_printf(drawing->canvas, room, column - 1, 0, drawing->style->theme.dim, " %s ",
                      ticks[i].label);
        taken = column + length + 2;
    }
}
