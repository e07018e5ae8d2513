/* The loss of every run over steps, epochs or evaluations. A logarithmic axis shows f - f* where f
 * falls below 0 and the minimum f* is known; where it is not, the axis is linear and says so. */
#include "pane.h"

#include <math.h>
#include <stdio.h>

/* How far a diverging run may stretch the axis: it leaves the plot beyond. */
#define STRETCH_LOG    1e4
#define STRETCH_LINEAR 10

struct scale {
    enum axis_x x;
    bool logarithmic;
    double shift; /* f*, taken off the loss */
    struct axis axis_x, axis_y;
};

static double row_x(enum axis_x axis, const struct trace_row *row)
{
    switch (axis) {
    case AXIS_X_EPOCH:
        return row->epoch;
    case AXIS_X_EVALS:
        return (double)row->evals;
    default:
        return (double)row->step;
    }
}

/* What is recorded, ghosts included. */
struct extent {
    double x;                /* the furthest */
    double low, high;        /* of the finite losses */
    double positive;         /* the lowest loss above `shift`, less it */
    double start_low, start; /* the lowest and highest loss at step 0 */
};

static void extend(struct extent *extent, const struct trace_row *row, const struct scale *scale)
{
    const double above = row->loss - scale->shift;
    extent->x = fmax(extent->x, row_x(scale->x, row));
    if (!isfinite(row->loss))
        return;
    extent->low = fmin(extent->low, row->loss);
    extent->high = fmax(extent->high, row->loss);
    if (above > 0)
        extent->positive = fmin(extent->positive, above);
    if (row->step == 0) {
        extent->start = fmax(extent->start, row->loss);
        extent->start_low = fmin(extent->start_low, row->loss);
    }
}

static struct extent take_extent(const struct race *race, const struct scale *scale)
{
    struct extent extent = {0, HUGE_VAL, -HUGE_VAL, HUGE_VAL, HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < race->count; i++) {
        const struct history *const records[] = {&race->runs[i]->rows, &race->runs[i]->ghost};
        for (size_t k = 0; k < 2; k++)
            for (size_t j = 0; j < records[k]->count; j++)
                extend(&extent, history_at(records[k], j), scale);
        extend(&extent, race->runs[i]->row, scale);
    }
    return extent;
}

/* The next 1, 2 or 5 times a power of ten, so that the axis moves seldom while a race runs. */
static double round_up(double value)
{
    const double power = pow(10, floor(log10(value)));
    const double steps[] = {1, 2, 5};
    for (size_t i = 0; i < 3; i++)
        if (steps[i] * power >= value)
            return steps[i] * power;
    return 10 * power;
}

static struct axis make_axis_x(const struct race *race, enum axis_x axis, double furthest)
{
    const double least = axis == AXIS_X_EPOCH && race->problem->samples > 1 ? 1 : 10;
    double end = round_up(fmax(furthest, least));
    const double last = (double)race_end(race);
    if (axis == AXIS_X_STEP && last >= furthest && last >= least)
        end = fmin(end, last);
    return axis_make(0, end, false);
}

static struct axis make_axis_log(const struct scale *scale, const struct extent *extent)
{
    double low = extent->positive, high = extent->high - scale->shift;
    const double start = extent->start - scale->shift;
    if (start > 0)
        high = fmin(high, STRETCH_LOG * start);
    if (isfinite(low) && high / low >= 10) { /* whole decades */
        low = pow(10, floor(log10(low)));
        high = pow(10, ceil(log10(high)));
    }
    return axis_make(low, high, true);
}

static struct axis make_axis_linear(const struct extent *extent)
{
    const double size = fmax(fabs(extent->start), fabs(extent->start_low));
    const double room = STRETCH_LINEAR * fmax(size, 1e-3);
    const double low = fmax(extent->low, extent->start_low - room);
    const double high = fmin(extent->high, extent->start + room);
    const double margin = 0.05 * (high - low);
    return axis_make(low - margin, high + margin, false);
}

static struct scale make_scale(const struct session *session)
{
    const struct race *race = &session->race;
    struct scale scale = {.x = session->axis_x, .logarithmic = session->axis_y == AXIS_Y_LOG};
    struct extent extent = take_extent(race, &scale);
    if (scale.logarithmic && extent.low < 0) {
        scale.logarithmic = race->problem->minima_count > 0;
        if (scale.logarithmic) {
            problem_loss(race->problem, 1, race->problem->minima, &scale.shift);
            extent = take_extent(race, &scale);
        }
    }
    scale.axis_x = make_axis_x(race, scale.x, extent.x);
    scale.axis_y = scale.logarithmic ? make_axis_log(&scale, &extent) : make_axis_linear(&extent);
    return scale;
}

static void loss_title(const struct drawing *drawing, int width, char title[static PANE_TITLE])
{
    const struct session *session = drawing->session;
    const struct scale scale = make_scale(session);
    const bool refused = session->axis_y == AXIS_Y_LOG && !scale.logarithmic;
    const char *what = scale.shift != 0 ? "f - f*" : "f";
    const char *how = refused ? "f < 0: linear" : scale.logarithmic ? "log" : "linear";
    snprintf(title, PANE_TITLE, "loss %s by %s%s%s%s", what, axis_x_name(scale.x),
             width < 30 ? "" : " (", width < 30 ? "" : how, width < 30 ? "" : ")");
}

/* ---- drawing ---- */

struct loss_plot {
    struct plot plot;
    struct scale scale;
};

static void loss_point(const struct curve *curve, const struct trace_row *row, double at[static 2])
{
    const struct loss_plot *loss = curve->context;
    const double value = row->loss - loss->scale.shift;
    at[0] = row_x(loss->scale.x, row);
    at[1] = loss->scale.logarithmic ? fmax(value, loss->scale.axis_y.low) : value;
    if (isnan(row->loss))
        at[1] = row->loss;
}

static void draw_cursor(const struct drawing *drawing, const struct loss_plot *loss)
{
    const struct run *run = session_focused(drawing->session);
    const struct rect rect = loss->plot.rect;
    if (!run)
        return;
    const int column = (int)plot_column(&loss->plot, row_x(loss->scale.x, run->row));
    const int x = rect.x + (column < rect.width ? column : rect.width - 1);
    for (int y = 0; y < rect.height; y++)
        canvas_put(drawing->canvas, x, rect.y + y,
                   glyph_symbol(drawing->style->glyphs, SYMBOL_WALL), drawing->style->theme.frame);
}

static void draw_curves(const struct drawing *drawing, const struct curve *curve)
{
    const struct session *session = drawing->session;
    const struct theme *theme = &drawing->style->theme;
    struct dots *dots = &drawing->view->dots;
    const size_t count = session->race.count;
    dots_begin(dots, curve->plot->rect, drawing->style->glyphs);
    for (size_t i = 0; i < count; i++) {
        curve_draw(drawing, curve, session->race.runs[i], CURVE_GHOST, pane_faded(theme, i));
        curve_draw(drawing, curve, session->race.runs[i], CURVE_FUTURE, pane_faded(theme, i));
    }
    dots_flush(dots, drawing->canvas);
    dots_begin(dots, curve->plot->rect, drawing->style->glyphs);
    for (size_t i = 0; i < count; i++) {
        const size_t run = pane_turn(session, i);
        curve_draw(drawing, curve, session->race.runs[run], CURVE_PAST, theme_run(theme, run));
    }
    dots_flush(dots, drawing->canvas);
    for (size_t i = 0; i < count; i++)
        curve_letters(drawing, curve, i);
}

/* A run whose loss left the plot has its letter at the edge. */
static void draw_head(const struct drawing *drawing, const struct curve *curve, size_t run)
{
    const struct rect rect = curve->plot->rect;
    double at[2];
    curve->point(curve, drawing->session->race.runs[run]->row, at);
    const double column = plot_column(curve->plot, at[0]);
    const double row = isnan(at[1]) ? 0 : plot_row(curve->plot, at[1]);
    const int x = (int)fmin(fmax(column, 0), rect.width - 1);
    const int y = (int)fmin(fmax(row, 0), rect.height - 1);
    pane_letter(drawing, rect.x + x, rect.y + y, run);
}

static void loss_draw(const struct drawing *drawing, struct rect inside)
{
    struct loss_plot loss = {.scale = make_scale(drawing->session)};
    const int gutter = plot_gutter(loss.scale.axis_y, inside.height);
    if (inside.width <= gutter + 2 || inside.height < 1)
        return;
    inside.x += gutter;
    inside.width -= gutter;
    loss.plot = (struct plot){inside, loss.scale.axis_x, loss.scale.axis_y};
    const struct curve curve = {.plot = &loss.plot, .point = loss_point, .context = &loss};
    plot_labels_y(drawing, &loss.plot, gutter);
    plot_labels_x(drawing, &loss.plot);
    draw_cursor(drawing, &loss);
    draw_curves(drawing, &curve);
    const size_t count = drawing->session->race.count;
    for (size_t i = 0; i < count; i++)
        draw_head(drawing, &curve, pane_turn(drawing->session, i));
}

const struct view_pane loss_pane = {.title = loss_title, .draw = loss_draw};
