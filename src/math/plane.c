/* Planes through theta-space. The principal components are found by power iteration on the
 * points' small matrix of inner products, which has the same eigenvalues as the large one of
 * covariances (Turk and Pentland 1991). */
#include "math/plane.h"

#include "base/mem.h"
#include "math/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ITERATIONS 200   /* of the power method */
#define LINE       1e-12 /* a second variance below this share of the first is rounding */

static double dot(size_t n, const double *a, const double *b)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void plane_init(struct plane *plane, size_t dim)
{
    *plane = (struct plane){
        .dim = dim,
        .origin = mem_alloc(dim, sizeof(double)),
        .u = mem_alloc(dim, sizeof(double)),
        .v = mem_alloc(dim, sizeof(double)),
        .share = {(double)NAN, (double)NAN},
    };
}

void plane_finish(struct plane *plane)
{
    free(plane->origin);
    free(plane->u);
    free(plane->v);
    *plane = (struct plane){0};
}

void plane_axes(struct plane *plane, size_t dim, const double *origin, size_t i, size_t j)
{
    plane_init(plane, dim);
    memcpy(plane->origin, origin, dim * sizeof(double));
    plane->origin[i] = plane->origin[j] = 0;
    plane->u[i] = 1;
    plane->v[j] = 1;
}

/* ---- random directions ---- */

/* Scale a block to the norm of the same block of the origin, or to 1 where that is 0. */
static void normalise_block(size_t length, const double *origin, double *direction)
{
    const double wanted = sqrt(dot(length, origin, origin));
    const double has = sqrt(dot(length, direction, direction));
    for (size_t i = 0; i < length; i++)
        direction[i] *= (wanted > 0 ? wanted : 1) / has;
}

static void random_direction(const struct plane_block *blocks, size_t block_count,
                             const double *origin, uint64_t seed, uint64_t which, double *direction)
{
    for (size_t b = 0; b < block_count; b++) {
        const size_t first = blocks[b].first, length = blocks[b].length;
        for (size_t i = first; i < first + length; i++)
            direction[i] = random_normal(seed, RNG_PLANE, which, i);
        normalise_block(length, origin + first, direction + first);
    }
}

void plane_random(struct plane *plane, size_t dim, const double *origin,
                  const struct plane_block *blocks, size_t block_count, uint64_t seed)
{
    plane_init(plane, dim);
    memcpy(plane->origin, origin, dim * sizeof(double));
    random_direction(blocks, block_count, origin, seed, 0, plane->u);
    random_direction(blocks, block_count, origin, seed, 1, plane->v);
}

/* ---- principal components ---- */

/* The largest eigenvalue of the symmetric n x n matrix, none of whose are below 0, and its
 * eigenvector into x. */
static double power_iteration(size_t n, const double *matrix, double *x, double *scratch)
{
    double value = 0;
    for (size_t i = 0; i < n; i++)
        x[i] = random_normal(1, RNG_PLANE, 3, i); /* at right angles to nothing, but by accident */
    for (int k = 0; k < ITERATIONS; k++) {
        for (size_t i = 0; i < n; i++)
            scratch[i] = dot(n, matrix + i * n, x);
        const double length = sqrt(dot(n, scratch, scratch));
        value = k == 0 ? 0 : length;
        for (size_t i = 0; i < n; i++)
            x[i] = length > 0 ? scratch[i] / length : 0;
    }
    return value;
}

/* direction = sum of x_i point_i, of length 1 and, from the second on, at right angles to `first`.
 * Whether there is such a direction: not where no point deviates. */
static bool component(size_t dim, size_t count, const double *deviations, const double *x,
                      const double *first, double *direction)
{
    memset(direction, 0, dim * sizeof(double));
    for (size_t i = 0; i < count; i++)
        for (size_t d = 0; d < dim; d++)
            direction[d] += x[i] * deviations[i * dim + d];
    const double along = first ? dot(dim, direction, first) : 0;
    for (size_t d = 0; first && d < dim; d++)
        direction[d] -= along * first[d];
    const double length = sqrt(dot(dim, direction, direction));
    if (!(length > 0))
        return false;
    /* Of the two directions, the one that the points go from first to last. */
    double progress = 0;
    for (size_t d = 0; d < dim; d++)
        progress += (deviations[(count - 1) * dim + d] - deviations[d]) * direction[d];
    for (size_t d = 0; d < dim; d++)
        direction[d] /= progress < 0 ? -length : length;
    return true;
}

/* The axis that leans least on `first` (NULL: the first axis), less what of it does. */
static void other_direction(size_t dim, const double *first, double *direction)
{
    size_t axis = 0;
    for (size_t d = 1; first && d < dim; d++)
        axis = fabs(first[d]) < fabs(first[axis]) ? d : axis;
    for (size_t d = 0; d < dim; d++)
        direction[d] = (d == axis) - (first ? first[axis] * first[d] : 0);
    const double length = sqrt(dot(dim, direction, direction));
    for (size_t d = 0; d < dim; d++)
        direction[d] /= length;
}

/* The points less their mean, in units of the largest, so that no square overflows. */
static double *deviations_of(const struct plane *plane, size_t count, const double *points)
{
    const size_t dim = plane->dim;
    double *deviations = mem_alloc(count * dim, sizeof(double)), largest = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t d = 0; d < dim; d++) {
            deviations[i * dim + d] = points[i * dim + d] - plane->origin[d];
            largest = fmax(largest, fabs(deviations[i * dim + d]));
        }
    for (size_t i = 0; largest > 0 && i < count * dim; i++)
        deviations[i] /= largest;
    return deviations;
}

void plane_pca(struct plane *plane, size_t dim, size_t count, const double *points)
{
    plane_init(plane, dim);
    for (size_t i = 0; i < count; i++)
        for (size_t d = 0; d < dim; d++)
            plane->origin[d] += points[i * dim + d] / (double)count;

    double *deviations = deviations_of(plane, count, points);
    double *gram = mem_alloc(count * count, sizeof(double));
    double *x = mem_alloc(2 * count, sizeof(double)), *scratch = x + count;
    double total = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++)
            gram[i * count + j] = dot(dim, deviations + i * dim, deviations + j * dim);
        total += gram[i * count + i];
    }
    double *const directions[2] = {plane->u, plane->v}, values[2];
    for (size_t k = 0; k < 2; k++) {
        const double value = values[k] = power_iteration(count, gram, x, scratch);
        const double *first = k > 0 ? plane->u : NULL;
        const bool is_line = k > 0 && !(value > LINE * values[0]);
        const bool found = !is_line && component(dim, count, deviations, x, first, directions[k]);
        if (!found)
            other_direction(dim, first, directions[k]);
        plane->share[k] = found ? value / total : 0;
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < count; j++)
                gram[i * count + j] -= value * x[i] * x[j];
    }
    free(deviations);
    free(gram);
    free(x);
}

bool plane_is_of_line(const struct plane *plane)
{
    return plane->share[0] > 0 && plane->share[1] == 0;
}

/* ---- points ---- */

void plane_point(const struct plane *plane, double a, double b, double *theta)
{
    for (size_t d = 0; d < plane->dim; d++)
        theta[d] = plane->origin[d] + a * plane->u[d] + b * plane->v[d];
}

void plane_project(const struct plane *plane, const double *theta, double point[static 2])
{
    /* The normal equations of least squares, two by two. */
    double uu = 0, uv = 0, vv = 0, ur = 0, vr = 0;
    for (size_t d = 0; d < plane->dim; d++) {
        const double r = theta[d] - plane->origin[d];
        uu += plane->u[d] * plane->u[d];
        uv += plane->u[d] * plane->v[d];
        vv += plane->v[d] * plane->v[d];
        ur += plane->u[d] * r;
        vr += plane->v[d] * r;
    }
    const double determinant = uu * vv - uv * uv;
    point[0] = (vv * ur - uv * vr) / determinant;
    point[1] = (uu * vr - uv * ur) / determinant;
}
