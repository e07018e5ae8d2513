#include "inspection.h"

#include "base/mem.h"
#include "base/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_PRODUCTS  400        /* of the Hessian with a vector */
#define LANCZOS_MEMORY (16 << 20) /* bytes of its vectors */
#define SURE           1e-10      /* an error below this share is rounding */
#define PRODUCT_LOSSES 5          /* losses that take about as long as a product */
#define DEGREES        (180 / 3.14159265358979323846)

void inspection_finish(struct inspection *inspection)
{
    free(inspection->hv);
    lanczos_finish(&inspection->lanczos);
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
    double *memory = fits ? inspection->hv : mem_resize(inspection->hv, 5 * dim, sizeof *memory);
    *inspection = (struct inspection){
        .key = key,
        .hv = memory,
        .point = memory + dim,
        .whole = memory + 2 * dim,
        .ahead = memory + 3 * dim,
        .ahead_g = memory + 4 * dim,
        .dim = fits ? inspection->dim : dim,
        .lanczos = inspection->lanczos,
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

/* To how many digits two numbers, the one not below the other, are the same when they are rounded.
 */
static int equal_digits(double low, double high)
{
    char text[2][NUMBER_SIZE];
    int digits = INSPECTION_DIGITS;
    if (high - low <= SURE * fabs(low))
        return digits;
    while (digits > 0 &&
           strcmp(number_round(text[0], low, digits), number_round(text[1], high, digits)) != 0)
        digits--;
    return digits;
}

static void settle(struct inspection *inspection)
{
    const bool exact = inspection->digits == INSPECTION_DIGITS;
    inspection->steepest = !(inspection->highest > 0) ? STEEPEST_NONE
                           : exact                    ? STEEPEST_KNOWN
                                                      : STEEPEST_LEAST;
}

/* A product, and what it says of the eigenvalue. */
static void multiply(struct inspection *inspection, const struct run *run)
{
    struct lanczos *lanczos = &inspection->lanczos;
    if (inspection->products == 0)
        lanczos_begin(lanczos, run->problem->dim, LANCZOS_MEMORY);
    inspection->products++;
    if (!problem_hessian_vector(run->problem, run->theta, lanczos_vector(lanczos),
                                inspection->hv) ||
        !lanczos_take(lanczos, inspection->hv)) {
        inspection->steepest = STEEPEST_NONE;
        return;
    }
    inspection->highest = lanczos->value;
    inspection->error = lanczos->error;
    inspection->digits = equal_digits(lanczos->value, lanczos->value + lanczos->error);
    if (inspection->digits == INSPECTION_DIGITS || inspection->products == MOST_PRODUCTS)
        settle(inspection);
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
