/* Data with one input: the points, and the model as a curve through them. Below the curve of the
 * focused run lie those of the others, dim; its own at earlier steps, dotted; and the closed-form
 * solution where there is one, dotted too. */
#include "view/data/data.h"

#include "view/curve.h"

#include <math.h>

#define ROOM_FOR_OTHERS 40 /* columns */

static double input(const struct data_picture *picture, size_t i)
{
    return data_input(picture, i, 0);
}

/* Of several classes, a sample is on the curve of its own. */
static double target(const struct data_picture *picture, size_t i)
{
    const size_t outputs = picture->dataset->outputs;
    return outputs == 1 ? data_y(picture, i)[0]
                        : picture->outputs[i * outputs + data_label(picture, i)];
}

static void place(const struct data_picture *picture, size_t i, double at[static 2])
{
    at[0] = input(picture, i);
    at[1] = target(picture, i);
}

static struct axis target_axis(const struct data_picture *picture)
{
    return picture->dataset->classes > 0 ? axis_make(-0.08, 1.08, false)
                                         : data_axis(picture, target, 0.08);
}

/* The model's outputs across the plot as a curve, two points a column. */
static void gather_curve(const struct data_picture *picture, const struct plot *plot,
                         const double *theta, size_t output)
{
    const size_t outputs = picture->dataset->outputs, most = data_affordable(picture->problem->dim);
    size_t m = 2 * (size_t)plot->rect.width + 1;
    m = m < most ? m : most;
    double *x = pane_scratch(picture->drawing, m * (1 + outputs)), *y = x + m;
    for (size_t i = 0; i < m; i++)
        x[i] = dataset_for_model(picture->dataset, 0,
                                 axis_value(plot->x, (double)i / (double)(m - 1)));
    problem_predict(picture->problem, theta, m, x, y);
    curve_begin(picture->drawing->view);
    for (size_t i = 0; i < m; i++)
        curve_add(picture->drawing->view, axis_value(plot->x, (double)i / (double)(m - 1)),
                  y[i * outputs + output]);
}

static void draw_curve(const struct data_picture *picture, const struct plot *plot,
                       const double *theta, struct pen pen, bool dotted)
{
    gather_curve(picture, plot, theta, 0);
    curve_draw(picture->drawing, plot, pen, dotted);
}

/* The fits at a quarter, half and three quarters of the way. */
static void draw_earlier(const struct data_picture *picture, const struct plot *plot)
{
    const struct run *run = picture->run;
    const struct pen pen =
        pane_faded(&picture->drawing->style->theme, picture->drawing->session->focus);
    const struct history *thetas = run_thetas(run);
    size_t last = history_before(thetas, run->step);
    for (uint64_t quarter = 3; quarter >= 1; quarter--) {
        const size_t index = history_before(thetas, run->step * quarter / 4);
        if (index != last)
            draw_curve(picture, plot, run_theta_at(run, index), pen, true);
        last = index;
    }
}

static void draw_curves(const struct data_picture *picture, const struct plot *plot)
{
    const struct session *session = picture->drawing->session;
    const struct theme *theme = &picture->drawing->style->theme;
    for (size_t turn = 0; turn + 1 < session->race.count; turn++) {
        const size_t run = pane_order(session, turn);
        if (plot->rect.width >= ROOM_FOR_OTHERS)
            draw_curve(picture, plot, session->race.runs[run]->theta, pane_faded(theme, run),
                       false);
    }
    draw_earlier(picture, plot);
    if (picture->problem->minima_count > 0)
        draw_curve(picture, plot, picture->problem->minima, theme->text, true);
    draw_curve(picture, plot, picture->run->theta, theme_run(theme, session->focus), false);
}

static void draw_class_curves(const struct data_picture *picture, const struct plot *plot)
{
    for (size_t k = 0; k < picture->dataset->outputs; k++) {
        gather_curve(picture, plot, picture->run->theta, k);
        curve_draw(picture->drawing, plot, theme_class(&picture->drawing->style->theme, k), false);
    }
}

static void draw_residuals(const struct data_picture *picture, const struct plot *plot)
{
    struct dots *dots = &picture->drawing->view->dots;
    for (size_t i = 0; i < picture->train; i++) {
        const double x = plot_column(plot, input(picture, i));
        dots_line(dots, x, plot_row(plot, target(picture, i)), x,
                  plot_row(plot, picture->outputs[i]), picture->drawing->style->theme.warning);
    }
}

/* Letters at the right edge, where the curves end. */
static void draw_letters(const struct data_picture *picture, const struct plot *plot)
{
    const struct session *session = picture->drawing->session;
    const struct rect rect = plot->rect;
    const double x =
        dataset_for_model(picture->dataset, 0, axis_value(plot->x, 1 - 0.5 / rect.width));
    for (size_t turn = 0; turn < session->race.count; turn++) {
        const size_t run = pane_order(session, turn);
        double y;
        if (run != session->focus && rect.width < ROOM_FOR_OTHERS)
            continue;
        problem_predict(picture->problem, session->race.runs[run]->theta, 1, &x, &y);
        const double row = plot_row(plot, y);
        if (row >= 0 && row < rect.height)
            pane_letter(picture->drawing, rect.x + rect.width - 1, rect.y + (int)row, run);
    }
}

static void legend(const struct data_picture *picture, struct rect *inside)
{
    const struct rect line = {inside->x, inside->y, inside->width, 1};
    const struct drawing *drawing = picture->drawing;
    const enum glyphs tier = drawing->style->glyphs;
    const int before = inside->height;
    data_legend(picture, inside);
    if (inside->height == before || picture->dataset->classes > 0)
        return;
    const size_t focus = drawing->session->focus;
    int column = picture->train < picture->count ? 20 : 8;
    column += data_legend_item(picture, line, column, glyph_symbol(tier, SYMBOL_RULE),
                               theme_run(&drawing->style->theme, focus), "fit");
    if (picture->problem->minima_count > 0)
        data_legend_item(picture, line, column, tier == GLYPHS_ASCII ? '.' : 0x22ef /* ⋯ */,
                         drawing->style->theme.text, "best");
}

void data_fit_draw(const struct data_picture *picture, struct rect inside, bool residuals)
{
    const struct drawing *drawing = picture->drawing;
    struct dots *dots = &drawing->view->dots;
    legend(picture, &inside);
    struct plot plot = {inside, data_axis(picture, input, 0.04), target_axis(picture)};
    const int gutter = plot_gutter(plot.y, inside.height);
    if (inside.width <= gutter + 2 || inside.height < 1)
        return;
    plot.rect.x += gutter;
    plot.rect.width -= gutter;
    plot_labels_y(drawing, &plot, gutter);
    plot_labels_x(drawing, &plot);
    dots_begin(dots, plot.rect, drawing->style->glyphs);
    if (residuals)
        draw_residuals(picture, &plot);
    if (picture->dataset->outputs > 1)
        draw_class_curves(picture, &plot);
    else
        draw_curves(picture, &plot);
    dots_flush(dots, drawing->canvas);
    data_points(picture, &plot, place);
    if (picture->dataset->outputs == 1)
        draw_letters(picture, &plot);
}
