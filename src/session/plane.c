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
    const size_t dim = run->problem->dim, kept = run->keyframes.count;
    const size_t count = kept < POINTS_OF_A_RUN ? kept : POINTS_OF_A_RUN;
    for (size_t i = 0; points && i < count; i++)
        memcpy(points + i * dim, run_keyframe_theta(run, i * kept / count), dim * sizeof(double));
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

static void make_plane(struct session *session, const double *points, size_t count)
{
    const struct race *race = &session->race;
    const struct problem *problem = session_problem(session);
    const size_t dim = problem->dim;
    const double *theta = session_focused(session)->theta;
    const uint64_t *axes = session->look.axes;
    const bool axes_fit = axes[0] < dim && axes[1] < dim;
    bool moved = false;
    for (size_t i = 0; i < race->count; i++)
        moved |= problem_same_shape(race->runs[i]->problem, problem) && has_moved(race->runs[i]);
    if (session->look.plane_kind == SCENE_PLANE_AXES || problem->block_count == 0)
        plane_axes(&session->look.plane, dim, theta, axes_fit ? (size_t)axes[0] : 0,
                   axes_fit ? (size_t)axes[1] : 1);
    else if (session->look.plane_kind == SCENE_PLANE_PCA && count > 2 && moved)
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
    double *const sides[2] = {session->look.lens.x, session->look.lens.y};
    for (size_t d = 0; d < 2; d++) {
        const double extent = high[d] - low[d];
        const double margin = extent > 0 && extent < HUGE_VAL ? MARGIN * extent : 1;
        sides[d][0] = low[d] < HUGE_VAL ? low[d] - margin : -1;
        sides[d][1] = high[d] > -HUGE_VAL ? high[d] + margin : 1;
    }
}

void session_refit_plane(struct session *session)
{
    plane_finish(&session->look.plane);
    session->look.plane_version++;
    if (!problem_needs_plane(session_problem(session)))
        return;
    size_t count;
    double *points = gather_all(session, &count);
    make_plane(session, points, count);
    fit_lens(session, points, count);
    free(points);
}

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
    if (!is_scenes_plane(session))
        return;
    if (view->has_x)
        memcpy(session->look.lens.x, view->x, sizeof session->look.lens.x);
    if (view->has_y)
        memcpy(session->look.lens.y, view->y, sizeof session->look.lens.y);
}
