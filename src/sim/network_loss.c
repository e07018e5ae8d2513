/* The losses of networks, their derivatives at the output, and what is put around the sum. */
#include "sim/network.h"

#include "base/mem.h"
#include "math/clones.h"
#include "math/kernels.h"
#include "math/vmath_parts.h"
#include "network_parts.h"

#include <assert.h>
#include <math.h>
#include <string.h>

const char *loss_name(size_t index)
{
    static const char *const names[] = {
        [LOSS_SQUARED] = "squared", [LOSS_BCE] = "bce", [LOSS_CE] = "ce"};
    static_assert(ARRAY_LENGTH(names) == LOSS_COUNT, "a name for each loss");
    return index < LOSS_COUNT ? names[index] : NULL;
}

const char *loss_scale_name(size_t index)
{
    static const char *const names[] = {
        [SCALE_MEAN] = "mean",
        [SCALE_HALF_MEAN] = "half-mean",
        [SCALE_SUM] = "sum",
        [SCALE_HALF_SUM] = "half-sum",
    };
    static_assert(ARRAY_LENGTH(names) == SCALE_COUNT, "a name for each scale");
    return index < SCALE_COUNT ? names[index] : NULL;
}

double network_factor(const struct network *network, size_t m)
{
    const bool is_mean = network->scale == SCALE_MEAN || network->scale == SCALE_HALF_MEAN;
    const bool is_half = network->scale == SCALE_HALF_MEAN || network->scale == SCALE_HALF_SUM;
    return (is_half ? 0.5 : 1) / (is_mean ? (double)m : 1);
}

double network_penalty(const struct network *network, const double *theta, double *g)
{
    if (network->l2 == 0)
        return 0;
    double sum = 0;
    for (size_t l = 0; l < network->layers; l++)
        for (size_t i = network_weights(network, l); i < network_biases(network, l); i++) {
            sum += theta[i] * theta[i];
            if (g)
                g[i] += network->l2 * theta[i];
        }
    return network->l2 / 2 * sum;
}

/* ---- the losses, a column a sample, added up over the outputs into e (stride) ---- */

CLONES static void add_squared(size_t n, const double *restrict a, const double *restrict y,
                               double *restrict e)
{
    for (size_t s = 0; s < n; s++)
        e[s] += (a[s] - y[s]) * (a[s] - y[s]);
}

/* -y log a - (1 - y) log(1 - a) of a = sigmoid(z), written so that nothing overflows or cancels. */
CLONES static void add_bce(size_t n, const double *restrict z, const double *restrict y,
                           double *restrict e)
{
    for (size_t s = 0; s < n; s++) {
        const double positive = select_double(z[s] > 0, z[s], 0);
        e[s] += (positive - z[s] * y[s]) + log_one_plus(exp_scaled(-fabs(z[s]), 0, 0));
    }
}

/* -sum over outputs k of y_k log a_k, where log a_k = z_k - log(sum over j of exp z_j), with the
 * largest z taken off first. y sums to 1; every z is multiplied by one, so that nan is seen. */
CLONES static void add_ce(size_t rows, size_t n, const double *z, const double *y,
                          double *restrict e, double *restrict scratch)
{
    double *restrict largest = scratch, *restrict sum = scratch + n;
    for (size_t s = 0; s < n; s++) {
        largest[s] = z[s];
        sum[s] = 0;
    }
    for (size_t k = 1; k < rows; k++)
        for (size_t s = 0; s < n; s++)
            largest[s] = z[k * n + s] > largest[s] ? z[k * n + s] : largest[s];
    for (size_t k = 0; k < rows; k++)
        for (size_t s = 0; s < n; s++) {
            const double below = z[k * n + s] - largest[s];
            sum[s] += exp_scaled(below, 0, 0);
            e[s] -= y[k * n + s] * below;
        }
    for (size_t s = 0; s < n; s++)
        e[s] += log_inline(sum[s]);
}

/* The sum over the samples, after the columns that are none are cleared. */
double network_loss_sum(const struct network *network, struct network_pass *pass)
{
    const size_t last = network->layers, outputs = network->width[last], n = pass->stride;
    const double *z = pass->z[last], *a = pass->a[last], *y = pass->y; /* outputs x m */
    double *e = pass->scratch;
    memset(e, 0, n * sizeof *e);
    if (network->loss == LOSS_CE)
        add_ce(outputs, n, z, y, e, e + n);
    for (size_t i = 0; i < outputs * n && network->loss == LOSS_BCE; i += n)
        add_bce(n, z + i, y + i, e);
    for (size_t i = 0; i < outputs * n && network->loss == LOSS_SQUARED; i += n)
        add_squared(n, a + i, y + i, e);
    memset(e + pass->m, 0, (n - pass->m) * sizeof *e);
    return kernels_sum(n, e);
}

/* ---- the way back begins ---- */

/* Whether the derivatives of the loss and of the output cancel to a - y. */
static bool is_paired(const struct network *network)
{
    return network->loss != LOSS_SQUARED;
}

static void clear_spare(size_t rows, const struct network_pass *pass, double *delta)
{
    for (size_t k = 0; k < rows; k++)
        for (size_t s = pass->m; s < pass->stride; s++)
            delta[k * pass->stride + s] = 0;
}

/* dloss/dz = factor (a - y) of a pair; of the squared loss 2 factor (a - y) f'(z). */
void loss_delta(const struct network *network, double factor, struct network_pass *pass)
{
    const size_t last = network->layers, n = network->width[last] * pass->stride;
    const double *z = pass->z[last], *a = pass->a[last], *y = pass->y; /* outputs x m */
    const double slope = is_paired(network) ? factor : 2 * factor;
    double *restrict delta = pass->delta[last];
    for (size_t i = 0; i < n; i++)
        delta[i] = slope * (a[i] - y[i]);
    if (!is_paired(network))
        activation_at(network->output)->first(n, z, a, delta);
    clear_spare(network->width[last], pass, delta);
}

/* Ra_k = a_k (Rz_k - sum over j of a_j Rz_j), which is not element-wise. */
static void softmax_r(size_t rows, size_t n, const double *a, const double *rz, double *restrict ra,
                      double *restrict mean)
{
    memset(mean, 0, n * sizeof *mean);
    for (size_t k = 0; k < rows; k++)
        for (size_t s = 0; s < n; s++)
            mean[s] += a[k * n + s] * rz[k * n + s];
    for (size_t k = 0; k < rows; k++)
        for (size_t s = 0; s < n; s++)
            ra[k * n + s] = a[k * n + s] * (rz[k * n + s] - mean[s]);
}

/* factor Ra of a pair; of the squared loss 2 factor (f'(z) Ra + (a - y) f''(z) Rz). */
void loss_delta_r(const struct network *network, double factor, struct network_pass *pass,
                  struct network_pass *r)
{
    const size_t last = network->layers, outputs = network->width[last];
    const size_t n = outputs * pass->stride;
    const struct activation_kind *output = activation_at(network->output);
    const double *z = pass->z[last], *a = pass->a[last], *y = pass->y;
    const double *rz = r->z[last];
    double *ra = r->a[last], *delta = r->delta[last],
           *second_order = pass->scratch; /* outputs x m */
    if (network->output == ACTIVATION_SOFTMAX)
        softmax_r(outputs, pass->stride, a, rz, ra, pass->scratch);
    for (size_t i = 0; i < n; i++)
        delta[i] = factor * ra[i];
    if (!is_paired(network)) {
        for (size_t i = 0; i < n; i++)
            second_order[i] = (a[i] - y[i]) * rz[i];
        output->second(n, z, a, second_order);
        output->first(n, z, a, delta);
        for (size_t i = 0; i < n; i++)
            delta[i] = 2 * (delta[i] + factor * second_order[i]);
    }
    clear_spare(outputs, pass, delta);
}
