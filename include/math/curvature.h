/* What the second derivatives say of a point. */
#ifndef MATH_CURVATURE_H
#define MATH_CURVATURE_H

#include <stdbool.h>

/* The eigenvalues of a symmetric 2 x 2 Hessian, low <= high; nan where the surface has a kink. */
struct curvature {
    double low, high;
};

struct curvature curvature_of(double xx, double xy, double yy);

enum point_kind {
    POINT_SLOPE,      /* the gradient is not zero */
    POINT_MINIMUM,    /* both curvatures are positive */
    POINT_SADDLE,     /* one of each sign */
    POINT_MAXIMUM,    /* both are negative */
    POINT_DEGENERATE, /* a zero curvature, or none: the Hessian does not tell */
};

/* The gradient norm is compared with `tolerance`; a curvature within 1e-9 of the larger one counts
 * as zero. */
enum point_kind point_kind_of(struct curvature curvature, double grad_norm, double tolerance);

const char *point_kind_name(enum point_kind kind); /* "minimum", "saddle" ... */

#endif
