/* The Euclidean norm, as long as it is a number: where the squares overflow or vanish, they are
 * taken of scaled components. Inline, since a step of a run takes one of a few numbers. */
#ifndef MATH_NORM_H
#define MATH_NORM_H

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

/* For a sum of squares that is out of range, or nan: the same from components divided by the
 * largest. */
double norm_scaled(size_t n, const double *v, double sum);

/* Of the sum of the n squares of v. */
static inline double norm_of(size_t n, const double *v, double sum)
{
    return sum > 1e-280 && sum <= DBL_MAX ? sqrt(sum) : norm_scaled(n, v, sum);
}

static inline double norm(size_t n, const double *v)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i] * v[i];
    return norm_of(n, v, sum);
}

/* Whether the n magnitudes of v are at most `bound`; nan is not. */
bool all_within(size_t n, const double *v, double bound);

#endif
