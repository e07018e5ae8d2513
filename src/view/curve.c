#include "curve.h"

#include "base/mem.h"

#include <math.h>

/* A line that grows; dotted, it is a point every so many cells. */
struct pencil {
    struct dots *dots;
    struct pen pen;
    bool dotted, down;
    double x, y, gap; /* where it is, and how far to the next point */
};

#define GAP         1.0
#define UNSEEN      0.05 /* a shorter way, in cells, is left for the next point to go */
#define DOTS_AT_ONE 1000 /* longer lines leave the canvas */

static void pencil_dot_to(struct pencil *pencil, double x, double y)
{
    const double dx = x - pencil->x, dy = y - pencil->y;
    const double length = hypot(dx, 2 * dy); /* a cell is twice as high as wide */
    double at = pencil->gap;
    for (; at < length && at < DOTS_AT_ONE; at += GAP)
        dots_point(pencil->dots, pencil->x + dx * at / length, pencil->y + dy * at / length,
                   pencil->pen);
    pencil->gap = at < length ? 0 : at - length;
}

static void pencil_to(struct pencil *pencil, double x, double y)
{
    const bool finite = isfinite(x) && isfinite(y);
    if (pencil->down && fabs(x - pencil->x) < UNSEEN && fabs(y - pencil->y) < UNSEEN)
        return;
    if (finite && pencil->down && pencil->dotted)
        pencil_dot_to(pencil, x, y);
    else if (finite && pencil->down)
        dots_line(pencil->dots, pencil->x, pencil->y, x, y, pencil->pen);
    pencil->down = finite;
    pencil->x = x;
    pencil->y = y;
}

void curve_begin(struct view *view)
{
    view->curve_count = 0;
}

void curve_add(struct view *view, double x, double y)
{
    if (view->curve_count == view->curve_capacity) {
        view->curve_capacity = view->curve_capacity > 0 ? 2 * view->curve_capacity : 256;
        view->curve = mem_resize(view->curve, view->curve_capacity, sizeof *view->curve);
    }
    double *point = view->curve[view->curve_count++];
    point[0] = x;
    point[1] = y;
}

void curve_draw(const struct drawing *drawing, const struct plot *plot, struct pen pen, bool dotted)
{
    struct view *view = drawing->view;
    struct pencil pencil = {.dots = &view->dots, .pen = pen, .dotted = dotted};
    for (size_t i = 0; i < view->curve_count; i++)
        pencil_to(&pencil, plot_column(plot, view->curve[i][0]), plot_row(plot, view->curve[i][1]));
}

#define LETTERS_APART 12 /* cells */

void curve_letters(const struct drawing *drawing, const struct plot *plot, size_t run)
{
    const struct view *view = drawing->view;
    const struct rect rect = plot->rect;
    const uint32_t letter = theme_letter(run) - 'A' + 'a';
    double way = (double)(run % 4) * LETTERS_APART / 4; /* not all at one place */
    double x = (double)NAN, y = (double)NAN;
    if (drawing->style->theme.colors != COLORS_NONE)
        return;
    for (size_t i = 0; i < view->curve_count; i++) {
        const double column = plot_column(plot, view->curve[i][0]);
        const double row = plot_row(plot, view->curve[i][1]);
        if (isfinite(x) && isfinite(y) && isfinite(column) && isfinite(row))
            way += hypot(column - x, 2 * (row - y));
        x = column;
        y = row;
        if (way < LETTERS_APART || !(x >= 0 && x < rect.width && y >= 0 && y < rect.height))
            continue;
        canvas_put(drawing->canvas, rect.x + (int)x, rect.y + (int)y, letter,
                   drawing->style->theme.text);
        way = 0;
    }
}
