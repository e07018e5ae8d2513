#include "inspection.h"

#include "base/mem.h"
#include "math/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BOUND_ROUNDS   12   /* products for the size of the largest eigenvalue */
#define MOST_ROUNDS    200  /* products for the highest one */
#define PRECISION      5e-3 /* |H v - value v| within this share of the bound ends them */
#define PRODUCT_LOSSES 5    /* losses that take about as long as a product */
#define DEGREES        (180 / 3.14159265358979323846)

void inspection_finish(struct inspection *inspection)
{
    free(inspection->v);
    *inspection = (struct inspection){0};
}

static double dot(size_t n, const double *a, const double *b)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

void inspection_sync(struct inspection *inspection, const struct session *session)
{
    const struct run *run = session_focused(session);
    const size_t dim = run->problem->dim;
    const struct cache_key key = cache_key_of_state(session, session->focus);
    if (cache_key_equal(&key, &inspection->key))
        return;
    const bool fits = dim <= inspection->dim;
    double *memory = fits ? inspection->v : mem_resize(inspection->v, 6 * dim, sizeof *memory);
    *inspection = (struct inspection){
        .key = key,
        .v = memory,
        .hv = memory + dim,
        .point = memory + 2 * dim,
        .whole = memory + 3 * dim,
        .ahead = memory + 4 * dim,
        .ahead_g = memory + 5 * dim,
        .dim = fits ? inspection->dim : dim,
    };
}

/* ---- the gradient ---- */

void inspection_take_gradient(struct inspection *inspection, const struct run *run)
{
    const struct optimizer *optimizer = run->settings.optimizer;
    const size_t dim = run->problem->dim;
    const double *hyper = run->last_hyper;
    const double decay = optimizer->decoupled_decay ? 0 : hyper[HYPER_WEIGHT_DECAY];
    double *point = inspection->point, *whole = inspection->whole, product = 0, square = 0;
    if (inspection->has_gradient)
        return;
    memcpy(point, run->before, dim * sizeof *point);
    if (optimizer->look_ahead)
        optimizer->look_ahead(dim, run->before, run->before + dim, hyper, point);
    problem_gradient(run->problem, point, NULL, run->problem->samples, whole);
    for (size_t i = 0; i < dim; i++) {
        const double g = run->g[i] - decay * point[i]; /* the batch's; clipping changes no angle */
        product += g * whole[i];
        square += g * g;
    }
    inspection->whole_norm = sqrt(dot(dim, whole, whole));
    const double norms = sqrt(square) * inspection->whole_norm;
    inspection->angle =
        norms > 0 ? DEGREES * acos(fmin(fmax(product / norms, -1), 1)) : (double)NAN;
    inspection->has_gradient = true;
}

void inspection_look_ahead(struct inspection *inspection, const struct run *run)
{
    if (inspection->has_ahead)
        return;
    run->settings.optimizer->look_ahead(run->problem->dim, run->theta, run->state,
                                        run->settings.hyper, inspection->ahead);
    problem_gradient(run->problem, inspection->ahead, NULL, run->problem->samples,
                     inspection->ahead_g);
    inspection->has_ahead = true;
}

/* ---- the largest eigenvalue ---- */

bool inspection_wanted(const struct run *run)
{
    struct curvature curvature;
    return !problem_curvature(run->problem, run->theta, &curvature);
}

/* A direction that no eigenvector is at right angles to, but by accident. */
static void begin(struct inspection *inspection, size_t dim)
{
    for (size_t i = 0; i < dim; i++)
        inspection->v[i] = random_normal(1, RNG_PLANE, 2, i);
    const double length = sqrt(dot(dim, inspection->v, inspection->v));
    for (size_t i = 0; i < dim; i++)
        inspection->v[i] /= length;
}

/* The highest eigenvalue is found in two passes. The first finds how far from 0 the farthest one
 * is: the length of H v, which only grows, also where +value and -value stand against each other.
 * The second goes on with H + bound I, of which no eigenvalue is below 0, so that the highest one
 * is also the farthest. */
static void begin_second_pass(struct inspection *inspection, size_t dim, double bound)
{
    inspection->bound = bound;
    inspection->rounds = 0;
    begin(inspection, dim);
}

static void settle(struct inspection *inspection, double value)
{
    inspection->highest = value;
    inspection->steepest = value > 0 ? STEEPEST_KNOWN : STEEPEST_NONE;
}

/* A product, and what it says of the eigenvalue: v . H v (Rayleigh's quotient). */
static void multiply(struct inspection *inspection, const struct run *run)
{
    const size_t dim = run->problem->dim;
    double *v = inspection->v, *hv = inspection->hv, residual = 0;
    if (inspection->products == 0)
        begin(inspection, dim);
    if (!problem_hessian_vector(run->problem, run->theta, v, hv)) {
        inspection->steepest = STEEPEST_NONE;
        return;
    }
    inspection->products++;
    inspection->rounds++;
    const double value = dot(dim, v, hv), size = sqrt(dot(dim, hv, hv));
    for (size_t i = 0; i < dim; i++) {
        residual += (hv[i] - value * v[i]) * (hv[i] - value * v[i]);
        hv[i] += inspection->bound * v[i];
    }
    const double length = sqrt(dot(dim, hv, hv));
    for (size_t i = 0; i < dim; i++)
        v[i] = length > 0 ? hv[i] / length : 0;
    if (!(length > 0))
        settle(inspection, value);
    else if (inspection->bound > 0 &&
             (sqrt(residual) <= PRECISION * inspection->bound || inspection->rounds == MOST_ROUNDS))
        settle(inspection, value);
    else if (!(inspection->bound > 0) && inspection->rounds == BOUND_ROUNDS)
        begin_second_pass(inspection, dim, size);
}

bool inspection_work(struct inspection *inspection, const struct session *session, size_t losses)
{
    const struct run *run = session_focused(session);
    if (!run || session->playing || session->working || !inspection_wanted(run))
        return false;
    inspection_sync(inspection, session);
    const size_t most = losses / PRODUCT_LOSSES + 1;
    for (size_t i = 0; i < most && inspection->steepest == STEEPEST_UNKNOWN; i++)
        multiply(inspection, run);
    return inspection->steepest == STEEPEST_UNKNOWN;
}
