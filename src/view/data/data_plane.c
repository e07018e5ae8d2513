/* Data with two inputs or more as points in the plane of two of them. Where there are no others,
 * what the model says of every place lies behind: the regions of the classes, paler where it is
 * less sure, with the borders between them; or numbers as a heat map. */
#include "view/data/data.h"

#include "draw/heat.h"
#include "draw/isolines.h"

#include <math.h>

static double across(const struct data_picture *picture, size_t i)
{
    return data_input(picture, i, picture->drawing->session->look.inputs[0]);
}

static double up(const struct data_picture *picture, size_t i)
{
    return data_input(picture, i, picture->drawing->session->look.inputs[1]);
}

static double target(const struct data_picture *picture, size_t i)
{
    return data_y(picture, i)[0];
}

static void place(const struct data_picture *picture, size_t i, double at[static 2])
{
    at[0] = across(picture, i);
    at[1] = up(picture, i);
}

/* ---- the model's outputs all over the plane, in squares of `grain` x `grain` pixels ---- */

struct field {
    const struct data_picture *picture;
    const struct plot *plot;
    size_t grain, columns, rows; /* squares */
    size_t outputs;
    double *values; /* rows x columns x outputs, the top row first */
    double *level;  /* rows x columns: scratch */
};

static struct field take_field(const struct data_picture *picture, const struct plot *plot)
{
    const size_t columns = (size_t)plot->rect.width, rows = 2 * (size_t)plot->rect.height;
    const size_t most = data_affordable(picture->problem->dim), *inputs;
    struct field field = {picture, plot, 1, columns, rows, picture->dataset->outputs, NULL, NULL};
    inputs = picture->drawing->session->look.inputs;
    while (field.columns * field.rows > most) {
        field.grain *= 2;
        field.columns = (columns + field.grain - 1) / field.grain;
        field.rows = (rows + field.grain - 1) / field.grain;
    }
    const size_t m = field.columns * field.rows;
    double *x = pane_scratch(picture->drawing, m * (3 + field.outputs));
    field.level = x + 2 * m;
    field.values = x + 3 * m;
    for (size_t i = 0; i < m; i++) {
        const double column = ((double)(i % field.columns) + 0.5) * (double)field.grain;
        const double row = ((double)(i / field.columns) + 0.5) * (double)field.grain;
        x[2 * i + inputs[0]] = dataset_for_model(picture->dataset, inputs[0],
                                                 axis_value(plot->x, column / (double)columns));
        x[2 * i + inputs[1]] = dataset_for_model(picture->dataset, inputs[1],
                                                 axis_value(plot->y, 1 - row / (double)rows));
    }
    problem_predict(picture->problem, picture->run->theta, m, x, field.values);
    return field;
}

/* The outputs at a pixel. */
static const double *field_at(const struct field *field, int column, int row)
{
    const size_t square =
        (size_t)row / field->grain * field->columns + (size_t)column / field->grain;
    return field->values + square * field->outputs;
}

/* ---- classes ---- */

/* From 0 where the classes are as likely as each other to 1 where one is certain. */
static double certainty(size_t outputs, const double *a, size_t best)
{
    if (outputs == 1)
        return fmin(fabs(2 * a[0] - 1), 1);
    const double even = 1 / (double)outputs;
    return fmin(fmax((a[best] - even) / (1 - even), 0), 1);
}

static uint32_t pixel_color(const struct field *field, int column, int row)
{
    const struct theme *theme = &field->picture->drawing->style->theme;
    const double *a = field_at(field, column, row);
    const size_t best = dataset_class_of(field->picture->dataset, a, 1);
    const double sure = certainty(field->outputs, a, best);
    const double share = sure < 0.3 ? 0.4 : sure < 0.8 ? 0.7 : 1;
    if (!isfinite(a[0]))
        return theme->background.paper;
    return theme_region(theme, best, share);
}

static void draw_regions(const struct field *field)
{
    const struct drawing *drawing = field->picture->drawing;
    const struct rect rect = field->plot->rect;
    const uint32_t ink = drawing->style->theme.text.ink;
    if (drawing->style->theme.heat_ramp)
        return;
    for (int y = 0; y < rect.height; y++)
        for (int x = 0; x < rect.width; x++) {
            const uint32_t upper = pixel_color(field, x, 2 * y);
            const uint32_t lower = pixel_color(field, x, 2 * y + 1);
            const bool ascii = drawing->style->glyphs == GLYPHS_ASCII;
            const struct pen pixels = {upper, lower, STYLE_PIXELS};
            const struct pen mean = {ink, color_mix(upper, lower, 0.5), 0};
            canvas_put(drawing->canvas, rect.x + x, rect.y + y, ascii ? ' ' : 0x2580 /* ▀ */,
                       ascii ? mean : pixels);
        }
}

static void emit(void *context, double x0, double y0, double x1, double y1)
{
    const struct field *field = context;
    const struct drawing *drawing = field->picture->drawing;
    const double grain = (double)field->grain;
    dots_line(&drawing->view->dots, (x0 + 0.5) * grain, (y0 + 0.5) * grain / 2, (x1 + 0.5) * grain,
              (y1 + 0.5) * grain / 2, drawing->style->theme.title);
}

/* How far output k is above the others: 0 on the border of its class. */
static double lead(size_t outputs, const double *a, size_t k)
{
    if (outputs == 1)
        return a[0] - 0.5;
    double best = -HUGE_VAL;
    for (size_t i = 0; i < outputs; i++)
        best = i != k ? fmax(best, a[i]) : best;
    return a[k] - best;
}

static void draw_borders(struct field *field)
{
    const struct drawing *drawing = field->picture->drawing;
    dots_begin(&drawing->view->dots, field->plot->rect, drawing->style->glyphs);
    for (size_t k = 0; k < field->outputs; k++) {
        for (size_t i = 0; i < field->columns * field->rows; i++)
            field->level[i] = lead(field->outputs, field->values + i * field->outputs, k);
        isolines_trace(field->level, field->columns, field->rows, 0, emit, field);
    }
    dots_flush(&drawing->view->dots, drawing->canvas);
}

/* ---- numbers ---- */

/* On the scale of the targets. */
static void draw_heat(const struct field *field)
{
    const struct drawing *drawing = field->picture->drawing;
    const struct rect rect = field->plot->rect;
    const struct axis axis = data_axis(field->picture, target, 0);
    const struct heat_scale scale = {axis.low, axis.high, 0};
    double positions[2];
    for (int y = 0; y < rect.height; y++)
        for (int x = 0; x < rect.width; x++) {
            for (int half = 0; half < 2; half++)
                positions[half] = heat_position(scale, field_at(field, x, 2 * y + half)[0]);
            heat_draw(drawing->canvas, (struct rect){rect.x + x, rect.y + y, 1, 1},
                      &drawing->style->theme, drawing->style->glyphs, positions);
        }
}

void data_plane_draw(const struct data_picture *picture, struct rect inside)
{
    data_legend(picture, &inside);
    struct plot plot = {inside, data_axis(picture, across, 0.06), data_axis(picture, up, 0.06)};
    const int gutter = plot_gutter(plot.y, inside.height);
    if (inside.width <= gutter + 2 || inside.height < 1)
        return;
    plot.rect.x += gutter;
    plot.rect.width -= gutter;
    if (picture->dataset->inputs == 2 && !picture->is_tied) {
        struct field field = take_field(picture, &plot);
        if (picture->dataset->classes > 0) {
            draw_regions(&field);
            draw_borders(&field);
        } else {
            draw_heat(&field);
        }
    }
    plot_labels_y(picture->drawing, &plot, gutter);
    plot_labels_x(picture->drawing, &plot);
    data_points(picture, &plot, place);
}
