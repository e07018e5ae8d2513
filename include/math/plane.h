/* A plane through theta-space, for the map of a problem with more than two parameters:
 *
 *     theta(a, b) = origin + a u + b v
 *
 * Two parameters need none: their plane is all there is. */
#ifndef MATH_PLANE_H
#define MATH_PLANE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct plane {
    size_t dim;
    double *origin, *u, *v; /* dim */
    double share[2];        /* of the variance that u and v explain; nan where not asked */
};

/* All make a plane over zeroed or finished memory; release with plane_finish(). */

/* The parameters i and j themselves are a and b; the others stay as they are in `origin`. */
void plane_axes(struct plane *plane, size_t dim, const double *origin, size_t i, size_t j);

/* Parameters that belong together: `length` of them from `first` on. */
struct plane_block {
    size_t first, length;
};

/* Two random directions through `origin`. Each block of a direction is as long as the same block of
 * the origin (1 where that is 0); parameters in no block are 0. With the weights into a neuron for
 * a block these are the "filter-normalised" directions of Li et al. (2018). */
void plane_random(struct plane *plane, size_t dim, const double *origin,
                  const struct plane_block *blocks, size_t block_count, uint64_t seed);

/* The mean of `count` points (count x dim, row-major), and the two principal components of their
 * deviations, of length 1; `share` says how much of the variance each explains. Points that lie on
 * a line but for rounding are helped out by a direction at right angles to it, whose share is 0. */
void plane_pca(struct plane *plane, size_t dim, size_t count, const double *points);

void plane_finish(struct plane *plane);

/* Whether it is the plane of points that lie on a line. */
bool plane_is_of_line(const struct plane *plane);

/* theta (dim) of a point of the plane. */
void plane_point(const struct plane *plane, double a, double b, double *theta);

/* The point of the plane nearest to theta. */
void plane_project(const struct plane *plane, const double *theta, double point[static 2]);

#endif
