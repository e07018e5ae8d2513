/* The loss of every run over steps, epochs or evaluations. A logarithmic axis shows f - f* where f
 * falls below 0 and the minimum f* is known; where it is not, the axis is linear and says so. */
#include "curve.h"
#include "decimation.h"
#include "pane.h"
#include "race/record.h"
#include "race/run_part.h"

#include <math.h>
#include <stdio.h>

/* Times the start, how far the axis goes for a diverging run: it leaves the plot beyond. */
#define HIGHEST_LOG    1e4
#define HIGHEST_LINEAR 10

struct scale {
    enum axis_x x;
    bool log_x;
    size_t series; /* 2 where samples are kept aside for a test */
    bool logarithmic;
    bool has_zero; /* a loss of 0, which a logarithmic axis has no place for */
    double shift;  /* f*, taken off the loss */
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

/* The decimation of a run's rows, or of its ghost's, brought up to date. */
static const struct decimation *decimation_of(const struct drawing *drawing, size_t index,
                                              const struct history *rows)
{
    const struct run *run = drawing->session->race.runs[index];
    struct decimation *decimation = &drawing->view->decimations[2 * index + (rows == &run->ghost)];
    decimation_update(decimation, drawing->session->race_version, run, rows);
    return decimation;
}

/* What is recorded, ghosts included. */
struct extent {
    double x;                /* the furthest */
    double first_x;          /* the nearest behind the start */
    double low, high;        /* of the finite losses */
    double positive;         /* the lowest loss above `shift`, less it */
    bool zero;               /* whether there is one at `shift` */
    double start_low, start; /* the lowest and highest loss at step 0 */
};

static void extend(struct extent *extent, double loss, const struct scale *scale)
{
    const double above = loss - scale->shift;
    if (!isfinite(loss))
        return;
    extent->low = fmin(extent->low, loss);
    extent->high = fmax(extent->high, loss);
    if (above > 0)
        extent->positive = fmin(extent->positive, above);
    else
        extent->zero = true;
}

static void extend_by_row(struct extent *extent, const struct trace_row *row,
                          const struct scale *scale)
{
    const double x = row_x(scale->x, row);
    extent->x = fmax(extent->x, x);
    if (x > 0)
        extent->first_x = fmin(extent->first_x, x);
    for (size_t s = 0; s < scale->series; s++)
        extend(extent, series_value(row, (enum series)s), scale);
    if (row->step == 0 && isfinite(row->loss)) {
        extent->start = fmax(extent->start, row->loss);
        extent->start_low = fmin(extent->start_low, row->loss);
    }
}

/* By a row of the record. */
static void extend_by_kept(struct extent *extent, const struct run *run, const struct history *rows,
                           size_t index, const struct scale *scale)
{
    struct trace_row row;
    record_read(run, rows, index, &row);
    extend_by_row(extent, &row, scale);
}

/* The first and the last row, and the lowest and highest of each bucket. */
static void extend_by_record(struct extent *extent, const struct decimation *decimation,
                             const struct run *run, const struct history *rows,
                             const struct scale *scale)
{
    if (rows->count == 0)
        return;
    extend_by_kept(extent, run, rows, 0, scale);
    if (rows->count > 1)
        extend_by_kept(extent, run, rows, 1, scale);
    extend_by_kept(extent, run, rows, rows->count - 1, scale);
    for (size_t s = 0; s < scale->series; s++)
        for (size_t i = 0; i * decimation->bucket_rows < rows->count; i++) {
            extend(extent, series_kept(rows, decimation->low[s][i], (enum series)s), scale);
            extend(extent, series_kept(rows, decimation->high[s][i], (enum series)s), scale);
        }
}

static struct extent take_extent(const struct drawing *drawing, const struct scale *scale)
{
    const struct race *race = &drawing->session->race;
    struct extent extent = {.first_x = HUGE_VAL,
                            .low = HUGE_VAL,
                            .high = -HUGE_VAL,
                            .positive = HUGE_VAL,
                            .start_low = HUGE_VAL,
                            .start = -HUGE_VAL};
    for (size_t i = 0; i < race->count; i++) {
        const struct run *run = race->runs[i];
        extend_by_record(&extent, decimation_of(drawing, i, &run->rows), run, &run->rows, scale);
        extend_by_record(&extent, decimation_of(drawing, i, &run->ghost), run, &run->ghost, scale);
        extend_by_row(&extent, run->row, scale);
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

/* A logarithmic axis begins below the first update, so that the start has a place at its edge. */
static struct axis make_axis_x(const struct session *session, const struct scale *scale,
                               const struct extent *extent)
{
    const struct race *race = &session->race;
    const enum axis_x axis = scale->x;
    const double furthest = extent->x;
    const double least =
        axis == AXIS_X_EPOCH && problem_has_batches(session_problem(session)) ? 1 : 10;
    double end = round_up(fmax(furthest, least));
    const double last = (double)race_end(race);
    if (axis == AXIS_X_STEP && last >= furthest && last >= least)
        end = fmin(end, last);
    if (!scale->log_x)
        return axis_make(0, end, false);
    return axis_make(isfinite(extent->first_x) ? extent->first_x / 2 : 0.5, end, true);
}

static struct axis make_axis_log(const struct scale *scale, const struct extent *extent)
{
    double low = extent->positive, high = extent->high - scale->shift;
    const double start = extent->start - scale->shift;
    if (start > 0)
        high = fmin(high, HIGHEST_LOG * start);
    if (isfinite(low) && high / low >= 10) { /* whole decades */
        low = pow(10, floor(log10(low)));
        high = pow(10, ceil(log10(high)));
    }
    return axis_make(low, high, true);
}

static struct axis make_axis_linear(const struct extent *extent)
{
    const double size = fmax(fabs(extent->start), fabs(extent->start_low));
    const double room = HIGHEST_LINEAR * fmax(size, 1e-3);
    const double low = fmax(extent->low, extent->start_low - room);
    const double high = fmin(extent->high, extent->start + room);
    const double margin = 0.05 * (high - low);
    return axis_make(low - margin, high + margin, false);
}

static struct scale make_scale(const struct drawing *drawing)
{
    const struct session *session = drawing->session;
    struct problem *problem = session_problem(session);
    struct scale scale = {
        .x = session->look.axis_x,
        .log_x = session->look.log_x,
        .series = problem_has_test(problem) ? 2 : 1,
        .logarithmic = session->look.axis_y == AXIS_Y_LOG,
    };
    struct extent extent = take_extent(drawing, &scale);
    if (scale.logarithmic && extent.low < 0) {
        scale.logarithmic = problem->minima_count > 0;
        if (scale.logarithmic) {
            problem_loss(problem, 1, problem->minima, &scale.shift);
            extent = take_extent(drawing, &scale);
        }
    }
    scale.has_zero = scale.logarithmic && extent.zero;
    scale.axis_x = make_axis_x(session, &scale, &extent);
    scale.axis_y = scale.logarithmic ? make_axis_log(&scale, &extent) : make_axis_linear(&extent);
    return scale;
}

static void loss_title(const struct drawing *drawing, int width, char title[static PANE_TITLE])
{
    const struct session *session = drawing->session;
    const struct scale scale = make_scale(drawing);
    const bool refused = session->look.axis_y == AXIS_Y_LOG && !scale.logarithmic;
    const char *what = session_losses_differ(session) ? "of different kinds"
                       : scale.shift != 0             ? "f - f*"
                                                      : "f";
    const char *how = refused ? "f < 0: linear" : scale.logarithmic ? "log" : "linear";
    const char *test = scale.series == 1 ? "" : ", test dotted";
    const bool brief = width < (scale.series > 1 ? 44 : 30);
    snprintf(title, PANE_TITLE, "loss %s by %s%s%s%s%s%s", what, scale.log_x ? "log " : "",
             axis_x_name(scale.x), brief ? "" : " (", brief ? "" : how, brief ? "" : ")", test);
}

/* ---- drawing ---- */

struct loss_plot {
    struct plot plot;
    struct scale scale;
    struct rect rect; /* the plot's, and its foot */
    double foot;      /* where 0 is drawn on a logarithmic axis; 0: nowhere */
};

/* Where a row is on the x axis; the start is at the edge of a logarithmic one. */
static double place_x(const struct scale *scale, const struct trace_row *row)
{
    return scale->log_x ? fmax(row_x(scale->x, row), scale->axis_x.low) : row_x(scale->x, row);
}

static void add_row(const struct drawing *drawing, const struct loss_plot *loss,
                    const struct trace_row *row, enum series series)
{
    const double value = series_value(row, series), above = value - loss->scale.shift;
    const double lowest = loss->foot > 0 && above <= 0 ? loss->foot : loss->scale.axis_y.low;
    curve_add(drawing->view, place_x(&loss->scale, row),
              loss->scale.logarithmic && above < lowest ? lowest : above);
}

/* Whose rows are drawn. */
struct kept {
    const struct run *run;
    const struct history *rows;
};

static void add_kept(const struct drawing *drawing, const struct loss_plot *loss,
                     const struct kept *kept, size_t index, enum series series)
{
    struct trace_row row;
    record_read(kept->run, kept->rows, index, &row);
    add_row(drawing, loss, &row, series);
}

/* The lowest and the highest row of a bucket, in their order. */
static void add_bucket(const struct drawing *drawing, const struct loss_plot *loss,
                       const struct kept *kept, uint32_t low, uint32_t high, enum series series)
{
    add_kept(drawing, loss, kept, low < high ? low : high, series);
    add_kept(drawing, loss, kept, low < high ? high : low, series);
}

static void gather_curve(const struct drawing *drawing, const struct loss_plot *loss, size_t index,
                         enum run_part part, enum series series)
{
    const struct run *run = drawing->session->race.runs[index];
    const struct history *rows = part == PART_GHOST ? &run->ghost : &run->rows;
    const struct decimation *decimation = decimation_of(drawing, index, rows);
    const struct kept kept = {run, rows};
    size_t first, last;
    curve_begin(drawing->view);
    if (!run_part_range(run, rows, part, &first, &last))
        return;
    if (part == PART_FUTURE)
        add_row(drawing, loss, run->row, series);
    for (size_t i = first; i <= last;) {
        const size_t bucket = i / decimation->bucket_rows;
        if (decimation->bucket_rows > 2 && i % decimation->bucket_rows == 0 &&
            i + decimation->bucket_rows - 1 <= last) {
            add_bucket(drawing, loss, &kept, decimation->low[series][bucket],
                       decimation->high[series][bucket], series);
            i += decimation->bucket_rows;
        } else {
            add_kept(drawing, loss, &kept, i, series);
            i++;
        }
    }
    if (part == PART_PAST) /* the record may be thinned */
        add_row(drawing, loss, run->row, series);
}

static void draw_cursor(const struct drawing *drawing, const struct loss_plot *loss)
{
    const struct run *run = session_focused(drawing->session);
    const struct rect rect = loss->rect;
    if (!run)
        return;
    const int column = (int)plot_column(&loss->plot, place_x(&loss->scale, run->row));
    const int x = rect.x + (column < rect.width ? column : rect.width - 1);
    for (int y = 0; y < rect.height; y++)
        canvas_put(drawing->canvas, x, rect.y + y,
                   glyph_symbol(drawing->style->glyphs, SYMBOL_WALL), drawing->style->theme.frame);
}

static void draw_curves(const struct drawing *drawing, const struct loss_plot *loss)
{
    const struct session *session = drawing->session;
    const struct theme *theme = &drawing->style->theme;
    const struct plot *plot = &loss->plot;
    struct dots *dots = &drawing->view->dots;
    const size_t count = session->race.count;
    dots_begin(dots, loss->rect, drawing->style->glyphs);
    for (size_t i = 0; i < count; i++) {
        const struct pen pen = pane_faded(theme, i);
        gather_curve(drawing, loss, i, PART_GHOST, SERIES_TRAIN);
        curve_draw(drawing, plot, pen, true);
        for (size_t s = 0; s < loss->scale.series; s++) {
            gather_curve(drawing, loss, i, PART_FUTURE, (enum series)s);
            curve_draw(drawing, plot, pen, s == SERIES_TEST);
        }
    }
    dots_flush(dots, drawing->canvas);
    dots_begin(dots, loss->rect, drawing->style->glyphs);
    for (size_t i = 0; i < count; i++) {
        const size_t run = pane_order(session, i);
        for (size_t s = loss->scale.series; s-- > 0;) {
            gather_curve(drawing, loss, run, PART_PAST, (enum series)s);
            curve_draw(drawing, plot, theme_run(theme, run), s == SERIES_TEST);
        }
    }
    dots_flush(dots, drawing->canvas);
    for (size_t i = 0; theme->colors == COLORS_NONE && i < count; i++) {
        gather_curve(drawing, loss, i, PART_PAST, SERIES_TRAIN);
        curve_letters(drawing, plot, i);
    }
}

/* A run whose loss left the plot has its letter at the edge. */
static void draw_head(const struct drawing *drawing, const struct loss_plot *loss, size_t run)
{
    const struct rect rect = loss->rect;
    curve_begin(drawing->view);
    add_row(drawing, loss, drawing->session->race.runs[run]->row, SERIES_TRAIN);
    const double *at = drawing->view->curve[0];
    const double column = plot_column(&loss->plot, at[0]);
    const double row = isnan(at[1]) ? 0 : plot_row(&loss->plot, at[1]);
    const int x = (int)fmin(fmax(column, 0), rect.width - 1);
    const int y = (int)fmin(fmax(row, 0), rect.height - 1);
    pane_letter(drawing, rect.x + x, rect.y + y, run);
}

/* The last row is for what is 0: in the middle of it, as if the axis went on. */
static void take_foot(const struct drawing *drawing, struct loss_plot *loss, struct rect *inside)
{
    inside->height--;
    loss->foot = axis_value(loss->scale.axis_y, -0.5 / inside->height);
    const struct rect label = {inside->x - 2, inside->y + inside->height, 2, 1};
    canvas_text(drawing->canvas, label, 0, 0, drawing->style->theme.dim, "0");
}

static void loss_draw(const struct drawing *drawing, struct rect inside)
{
    struct loss_plot loss = {.scale = make_scale(drawing)};
    const int gutter = plot_gutter(loss.scale.axis_y, inside.height);
    if (inside.width <= gutter + 2 || inside.height < 1)
        return;
    inside.x += gutter;
    inside.width -= gutter;
    loss.rect = inside;
    plot_labels_x(drawing, &(struct plot){inside, loss.scale.axis_x, loss.scale.axis_y});
    if (loss.scale.has_zero && inside.height > 2)
        take_foot(drawing, &loss, &inside);
    loss.plot = (struct plot){inside, loss.scale.axis_x, loss.scale.axis_y};
    plot_labels_y(drawing, &loss.plot, gutter);
    draw_cursor(drawing, &loss);
    draw_curves(drawing, &loss);
    const size_t count = drawing->session->race.count;
    for (size_t i = 0; i < count; i++)
        draw_head(drawing, &loss, pane_order(drawing->session, i));
}

const struct view_pane loss_pane = {
    .title = loss_title,
    .draw = loss_draw,
    .place = PLACE_PLOT,
    .priority = 40,
    .least = {20, 4},
};
