#include "math/lanczos.h"

#include "base/mem.h"
#include "math/random.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_VECTORS  128
#define LEAST_VECTORS 4

static double dot(size_t n, const double *a, const double *b)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void add_times(size_t n, double factor, const double *a, double *to)
{
    for (size_t i = 0; i < n; i++)
        to[i] += factor * a[i];
}

static void scale(size_t n, double factor, double *v)
{
    for (size_t i = 0; i < n; i++)
        v[i] *= factor;
}

static double *vector_at(const struct lanczos *lanczos, size_t index)
{
    return lanczos->basis + index * lanczos->dim;
}

/* A direction that no eigenvector is at right angles to, but by accident. */
static void begin_anywhere(struct lanczos *lanczos)
{
    double *v = lanczos->basis;
    for (size_t i = 0; i < lanczos->dim; i++)
        v[i] = random_normal(1, RNG_PLANE, 2, i);
    scale(lanczos->dim, 1 / sqrt(dot(lanczos->dim, v, v)), v);
}

void lanczos_begin(struct lanczos *lanczos, size_t dim, size_t memory)
{
    const size_t fit = memory / sizeof(double) / dim;
    size_t most = fit < MOST_VECTORS ? fit : MOST_VECTORS;
    most = most < LEAST_VECTORS ? LEAST_VECTORS : most;
    most = most < dim ? most : dim;
    const size_t vectors = (most + 1) * dim, needed = vectors + 4 * most;
    const bool fits = needed <= lanczos->capacity;
    double *basis =
        fits ? lanczos->basis : mem_resize(lanczos->basis, needed, sizeof *lanczos->basis);
    *lanczos = (struct lanczos){
        .dim = dim,
        .most = most,
        .capacity = fits ? lanczos->capacity : needed,
        .basis = basis,
        .alpha = basis + vectors,
        .beta = basis + vectors + most,
        .ritz = basis + vectors + 2 * most,
        .scratch = basis + vectors + 3 * most,
    };
    begin_anywhere(lanczos);
}

void lanczos_finish(struct lanczos *lanczos)
{
    free(lanczos->basis);
    *lanczos = (struct lanczos){0};
}

const double *lanczos_vector(const struct lanczos *lanczos)
{
    return vector_at(lanczos, lanczos->count);
}

/* ---- the tridiagonal matrix ---- */

/* Whether none of its eigenvalues is above x: all pivots of x I - T are positive. */
static bool is_bound(const struct lanczos *lanczos, size_t n, double x)
{
    double pivot = 1;
    for (size_t i = 0; i < n; i++) {
        const double beside = i > 0 ? lanczos->beta[i - 1] : 0;
        pivot = x - lanczos->alpha[i] - beside * beside / pivot;
        if (!(pivot > 0))
            return false;
    }
    return true;
}

/* Its largest eigenvalue, by bisection to the last bit; *above is a bound of them all. */
static double largest_of(const struct lanczos *lanczos, size_t n, double *above)
{
    double low = lanczos->alpha[0], high = -HUGE_VAL;
    for (size_t i = 0; i < n; i++) {
        const double left = i > 0 ? lanczos->beta[i - 1] : 0;
        const double right = i + 1 < n ? lanczos->beta[i] : 0;
        low = fmax(low, lanczos->alpha[i]);
        high = fmax(high, lanczos->alpha[i] + left + right);
    }
    high += DBL_EPSILON * fabs(high) + DBL_MIN;
    for (double middle; middle = low + (high - low) / 2, middle > low && middle < high;)
        if (is_bound(lanczos, n, middle))
            high = middle;
        else
            low = middle;
    *above = high;
    return low;
}

/* Its eigenvector (n, of length 1), by inverse iteration: above the largest eigenvalue x I - T has
 * positive pivots, so that it is solved as it stands. */
static void eigenvector_of(const struct lanczos *lanczos, size_t n, double x)
{
    double *y = lanczos->ritz, *pivot = lanczos->scratch;
    const double *beta = lanczos->beta;
    for (size_t i = 0; i < n; i++) {
        pivot[i] = x - lanczos->alpha[i] - (i > 0 ? beta[i - 1] * beta[i - 1] / pivot[i - 1] : 0);
        pivot[i] = fmax(pivot[i], DBL_EPSILON * fabs(x) + DBL_MIN);
        y[i] = 1;
    }
    for (int round = 0; round < 3; round++) {
        for (size_t i = 1; i < n; i++)
            y[i] += beta[i - 1] / pivot[i - 1] * y[i - 1];
        for (size_t i = n; i-- > 0;)
            y[i] = (y[i] + (i + 1 < n ? beta[i] * y[i + 1] : 0)) / pivot[i];
        double largest = 0;
        for (size_t i = 0; i < n; i++)
            largest = fmax(largest, fabs(y[i]));
        scale(n, 1 / largest, y);
        scale(n, 1 / sqrt(dot(n, y, y)), y);
    }
}

/* ---- a product ---- */

/* The basis begins again at the best vector that it spans. */
static void begin_again(struct lanczos *lanczos)
{
    double *best = vector_at(lanczos, lanczos->count);
    memset(best, 0, lanczos->dim * sizeof *best);
    for (size_t i = 0; i < lanczos->count; i++)
        add_times(lanczos->dim, lanczos->ritz[i], vector_at(lanczos, i), best);
    scale(lanczos->dim, 1 / sqrt(dot(lanczos->dim, best, best)), best);
    memcpy(lanczos->basis, best, lanczos->dim * sizeof *best);
    lanczos->count = 0;
}

bool lanczos_take(struct lanczos *lanczos, double *product)
{
    const size_t dim = lanczos->dim, n = lanczos->count + 1;
    const double *v = lanczos_vector(lanczos);
    lanczos->products++;
    lanczos->alpha[n - 1] = dot(dim, v, product);
    for (int twice = 0; twice < 2; twice++) /* once leaves rounding that grows */
        for (size_t i = 0; i < n; i++)
            add_times(dim, -dot(dim, vector_at(lanczos, i), product), vector_at(lanczos, i),
                      product);
    const double beta = sqrt(dot(dim, product, product));
    if (!isfinite(lanczos->alpha[n - 1]) || !isfinite(beta))
        return false;
    lanczos->beta[n - 1] = beta;
    lanczos->count = n;
    double above;
    lanczos->value = largest_of(lanczos, n, &above);
    eigenvector_of(lanczos, n, above);
    lanczos->error = beta * fabs(lanczos->ritz[n - 1]);
    if (n == lanczos->most) {
        begin_again(lanczos);
    } else {
        memcpy(vector_at(lanczos, n), product, dim * sizeof *product);
        scale(dim, beta > 0 ? 1 / beta : 0, vector_at(lanczos, n));
    }
    return true;
}
