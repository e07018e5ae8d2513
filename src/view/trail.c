#include "trail.h"

#include "curve.h"
#include "race/record.h"
#include "race/run_part.h"

#include <math.h>
#include <string.h>

#define POINTS  2000   /* of a trail, at most, */
#define NUMBERS 400000 /* ... and of their thetas, as a projection takes time */

void trail_place(const struct session *session, const double *theta, double at[static 2])
{
    const struct problem *problem = session_problem(session);
    const double *y = session->look.lens.y;
    if (problem_needs_plane(problem)) {
        plane_project(&session->look.plane, theta, at);
        return;
    }
    at[0] = theta[0];
    at[1] = problem->dim > 1 ? theta[1] : y[0] + (y[1] - y[0]) / 2;
}

/* ---- trails ---- */

static void add_place(const struct drawing *drawing, const double *theta)
{
    double at[2];
    trail_place(drawing->session, theta, at);
    curve_add(drawing->view, at[0], at[1]);
}

/* The record of thetas. The path of a ghost whose rows have none is elsewhere: gather_path(). */
static const struct history *records_of(const struct run *run, enum run_part part)
{
    return part == PART_GHOST && run->problem->dim <= RUN_TRACE_DIM ? &run->ghost : run_thetas(run);
}

static const double *theta_at(const struct run *run, const struct history *records, size_t index)
{
    return records == &run->ghost ? record_theta(records, index) : run_theta_at(run, index);
}

/* Of a long record, two neighbours every so often: a path from wall to wall of a ravine stays one.
 */
static size_t records_apart(const struct history *records, size_t dim)
{
    const size_t most = NUMBERS / dim < POINTS ? NUMBERS / dim : POINTS;
    size_t apart = 1;
    while (2 * records->count / apart > most && apart < records->count && records->count > most)
        apart *= 2;
    return apart;
}

/* Of a ghost whose rows have no theta. */
static void gather_path(const struct drawing *drawing, const struct run *run)
{
    for (size_t i = 0; i < run->ghost_count; i++)
        add_place(drawing, run->ghost_theta + i * run->problem->dim);
}

static void gather_trail(const struct drawing *drawing, size_t index, enum run_part part)
{
    const struct run *run = drawing->session->race.runs[index];
    const struct history *records = records_of(run, part);
    const size_t apart = records_apart(records, run->problem->dim);
    size_t first, last;
    curve_begin(drawing->view);
    if (!session_is_on_map(drawing->session, index))
        return;
    if (part == PART_GHOST && run->problem->dim > RUN_TRACE_DIM) {
        gather_path(drawing, run);
        return;
    }
    if (!run_part_range(run, records, part, &first, &last))
        return;
    if (part == PART_FUTURE)
        add_place(drawing, run->theta);
    for (size_t i = first; i <= last; i++)
        if (i % apart < 2 || i == first || i == last)
            add_place(drawing, theta_at(run, records, i));
    if (part == PART_PAST) /* the record may be thinned */
        add_place(drawing, run->theta);
}

void trails_draw(const struct drawing *drawing, const struct plot *plot)
{
    const struct session *session = drawing->session;
    const struct theme *theme = &drawing->style->theme;
    struct dots *dots = &drawing->view->dots;
    const size_t count = session->race.count;
    dots_begin(dots, plot->rect, drawing->style->glyphs);
    for (size_t i = 0; i < count; i++) {
        const struct pen pen = pane_faded(theme, i);
        gather_trail(drawing, i, PART_GHOST);
        curve_draw(drawing, plot, pen, true);
        gather_trail(drawing, i, PART_FUTURE);
        curve_draw(drawing, plot, pen, false);
    }
    dots_flush(dots, drawing->canvas);
    dots_begin(dots, plot->rect, drawing->style->glyphs);
    for (size_t i = 0; i < count; i++) {
        const size_t run = pane_order(session, i);
        gather_trail(drawing, run, PART_PAST);
        curve_draw(drawing, plot, theme_run(theme, run), false);
    }
    dots_flush(dots, drawing->canvas);
    if (theme->colors != COLORS_NONE)
        return;
    for (size_t i = 0; i < count; i++) {
        gather_trail(drawing, i, PART_PAST);
        curve_letters(drawing, plot, i);
    }
}

/* ---- off the plane ---- */

#define NEAR 0.1 /* of the loss */

static bool differs_on_plane(const struct drawing *drawing, const struct run *run)
{
    const struct plane *plane = &drawing->session->look.plane;
    double at[2], loss, *theta = pane_scratch(drawing, plane->dim);
    plane_project(plane, run->theta, at);
    plane_point(plane, at[0], at[1], theta);
    problem_loss(run->problem, 1, theta, &loss);
    return fabs(loss - run->row->loss) > NEAR * fabs(run->row->loss);
}

/* Between two evaluations of the full problem, the run's own loss is not known: the last answer
 * holds. */
static bool knows_loss(const struct run *run)
{
    return run->limits.every < 2 || run->step % run->limits.every == 0;
}

bool trail_off_plane(const struct drawing *drawing, size_t index)
{
    const struct session *session = drawing->session;
    const struct run *run = session->race.runs[index];
    struct plane_error *error = &drawing->view->plane_errors[index];
    struct cache_key key = cache_key_of_state(session, index);
    key.plane = session->look.plane_version;
    if (!problem_needs_plane(run->problem))
        return false;
    if (!cache_key_equal(&key, &error->key) && knows_loss(run))
        *error = (struct plane_error){key, differs_on_plane(drawing, run)};
    return error->is_large;
}
