/* What the map shows: the two parameters themselves, or a plane through more. */
#include "session/session.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define POINTS_OF_A_RUN 64   /* at most, that a plane goes by */
#define MARGIN          0.25 /* of the paths' extent, around them */

/* Some of the run's thetas, evenly over its past, and the present one: into `points` if it is not
 * NULL. Returns how many. */
static size_t gather(const struct run *run, double *points)
{
    const size_t dim = run->problem->dim, kept = run_thetas(run)->count;
    const size_t count = kept < POINTS_OF_A_RUN ? kept : POINTS_OF_A_RUN;
    for (size_t i = 0; points && i < count; i++)
        memcpy(points + i * dim, run_theta_at(run, i * kept / count), dim * sizeof(double));
    if (points)
        memcpy(points + count * dim, run->theta, dim * sizeof(double));
    return count + 1;
}

/* The thetas that the runs of the focused run's shape went through (count x dim). Those of a run
 * that diverged say nothing. */
static double *gather_all(const struct session *session, size_t *count)
{
    const struct race *race = &session->race;
    const struct problem *problem = session_problem(session);
    const size_t dim = problem->dim;
    double *points = mem_alloc(race->count * (POINTS_OF_A_RUN + 1) * dim, sizeof(double));
    *count = 0;
    for (size_t i = 0; i < race->count; i++)
        if (problem_same_shape(race->runs[i]->problem, problem) &&
            run_status(race->runs[i]) != RUN_DIVERGED)
            *count += gather(race->runs[i], points + *count * dim);
    return points;
}

static bool has_moved(const struct run *run)
{
    return memcmp(run->theta, run->start, run->problem->dim * sizeof(double)) != 0;
}

/* Whether any run has that is on the map, and did not diverge. */
static bool any_has_moved(const struct session *session)
{
    for (size_t i = 0; i < session->race.count; i++) {
        const struct run *run = session->race.runs[i];
        if (session_is_on_map(session, i) && run_status(run) != RUN_DIVERGED && has_moved(run))
            return true;
    }
    return false;
}

static bool is_slice(const struct session *session)
{
    return session->look.plane_kind == SCENE_PLANE_AXES ||
           session_problem(session)->block_count == 0;
}

static void make_plane(struct session *session, const double *points, size_t count)
{
    const struct problem *problem = session_problem(session);
    const size_t dim = problem->dim;
    const double *theta = session_focused(session)->theta;
    uint64_t *axes = session->look.axes;
    const bool moved = any_has_moved(session);
    if (is_slice(session) && (axes[0] >= dim || axes[1] >= dim)) {
        axes[0] = 0; /* they were those of a larger run */
        axes[1] = 1;
    }
    if (is_slice(session))
        plane_axes(&session->look.plane, dim, theta, (size_t)axes[0], (size_t)axes[1]);
    else if (session->look.plane_kind == SCENE_PLANE_PCA && moved)
        plane_pca(&session->look.plane, dim, count, points);
    else
        plane_random(&session->look.plane, dim, theta, problem->blocks, problem->block_count,
                     scene_init_seed(&session->scene));
}

/* Around the points' places on the plane; around the origin of random directions, as far as they
 * are long. */
static void fit_lens(struct session *session, const double *points, size_t count)
{
    double low[2] = {HUGE_VAL, HUGE_VAL}, high[2] = {-HUGE_VAL, -HUGE_VAL}, at[2];
    for (size_t i = 0; i < count; i++) {
        plane_project(&session->look.plane, points + i * session->look.plane.dim, at);
        for (size_t d = 0; d < 2; d++) {
            low[d] = fmin(low[d], at[d]);
            high[d] = fmax(high[d], at[d]);
        }
    }
    /* Across a line there is only rounding: as much room as along it. */
    if (plane_is_of_line(&session->look.plane) && low[0] < HUGE_VAL) {
        low[1] = -(high[0] - low[0]) / 2;
        high[1] = (high[0] - low[0]) / 2;
    }
    double *const sides[2] = {session->look.lens.x, session->look.lens.y};
    for (size_t d = 0; d < 2; d++) {
        const double extent = high[d] - low[d];
        const double margin = extent > 0 && extent < HUGE_VAL ? MARGIN * extent : 1;
        sides[d][0] = low[d] < HUGE_VAL ? low[d] - margin : -1;
        sides[d][1] = high[d] > -HUGE_VAL ? high[d] + margin : 1;
    }
    session->look.fitted = session->look.lens;
}

void session_refit_plane(struct session *session)
{
    struct look *look = &session->look;
    plane_finish(&look->plane);
    look->plane_turned = ++look->plane_version;
    look->plane_step = session->race.step;
    look->plane_race = session->race_version;
    if (!problem_needs_plane(session_problem(session)))
        return;
    size_t count;
    double *points = gather_all(session, &count);
    make_plane(session, points, count);
    fit_lens(session, points, count);
    free(points);
}

/* ---- following the runs ---- */

bool session_slice_is_current(const struct session *session)
{
    const struct plane *plane = &session->look.plane;
    const double *theta = session_focused(session)->theta;
    for (size_t d = 0; d < plane->dim; d++)
        if (plane->u[d] == 0 && plane->v[d] == 0 && plane->origin[d] != theta[d])
            return false;
    return true;
}

/* Put the slice through where the focused run is; its directions and the lens stay. */
static void move_slice(struct session *session)
{
    struct look *look = &session->look;
    const struct run *run = session_focused(session);
    const uint64_t step = session->race.step;
    const bool is_time = !session->playing || step < look->plane_step ||
                         (double)(step - look->plane_step) >= session->speed;
    if (!is_time || run_status(run) == RUN_DIVERGED || session_slice_is_current(session))
        return;
    for (size_t d = 0; d < look->plane.dim; d++)
        if (look->plane.u[d] == 0 && look->plane.v[d] == 0)
            look->plane.origin[d] = run->theta[d];
    look->plane_version++;
    look->plane_step = step;
}

/* Whether every run has stopped, or the race is at the end of the scene. */
static bool is_at_the_end(const struct session *session)
{
    bool stopped = true;
    for (size_t i = 0; i < session->race.count; i++)
        stopped &= run_stopped(session->race.runs[i]);
    return stopped || session->race.step >= race_end(&session->race);
}

bool session_lens_follows(const struct session *session)
{
    const struct look *look = &session->look;
    return look->plane.dim > 0 && !is_slice(session) && look->plane_kind == SCENE_PLANE_PCA &&
           memcmp(&look->lens, &look->fitted, sizeof look->lens) == 0;
}

static bool wants_pca(const struct session *session)
{
    const struct look *look = &session->look;
    const uint64_t step = session->race.step;
    const bool is_new = look->plane_race != session->race_version;
    if (!any_has_moved(session))
        return false;
    if (isnan(look->plane.share[0]))
        return true;
    if (!session_lens_follows(session))
        return false;
    return step / 2 >= look->plane_step ||
           (is_at_the_end(session) && (is_new || step != look->plane_step));
}

void session_follow_plane(struct session *session)
{
    if (session->look.plane.dim == 0 || !problem_needs_plane(session_problem(session)))
        return;
    if (is_slice(session))
        move_slice(session);
    else if (session->look.plane_kind == SCENE_PLANE_PCA && wants_pca(session)) {
        session_refit_plane(session);
        session_reset_lens(session);
    }
}

/* ---- the window ---- */

/* Whether the window of the scene is one on this plane. */
static bool is_scenes_plane(const struct session *session)
{
    const struct scene_view *view = &session->scene.view;
    const struct look *look = &session->look;
    if (look->plane.dim == 0)
        return true;
    if (look->plane_kind == SCENE_PLANE_AXES)
        return view->plane == SCENE_PLANE_AXES && look->axes[0] == view->axes[0] &&
               look->axes[1] == view->axes[1];
    const bool stands_in = look->plane_kind == SCENE_PLANE_PCA && isnan(look->plane.share[0]);
    return view->plane == look->plane_kind && !stands_in;
}

void session_reset_lens(struct session *session)
{
    const struct scene_view *view = &session->scene.view;
    const struct problem *problem = session_problem(session);
    if (!problem_needs_plane(problem)) {
        memcpy(session->look.lens.x, problem->window, sizeof session->look.lens.x);
        memcpy(session->look.lens.y, problem->window + 2, sizeof session->look.lens.y);
    } else {
        size_t count;
        double *points = gather_all(session, &count);
        fit_lens(session, points, count);
        free(points);
    }
    if (view->has_x && is_scenes_plane(session))
        memcpy(session->look.lens.x, view->x, sizeof session->look.lens.x);
    if (view->has_y && is_scenes_plane(session))
        memcpy(session->look.lens.y, view->y, sizeof session->look.lens.y);
    session->look.fitted = session->look.lens;
}
