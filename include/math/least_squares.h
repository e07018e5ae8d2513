/* Linear least squares in closed form. */
#ifndef MATH_LEAST_SQUARES_H
#define MATH_LEAST_SQUARES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* f(W, b) = factor sum over samples |W x + b - y|^2 + l2/2 |W|^2, of n samples. theta holds
 * W (outputs x inputs, row-major), then b (outputs). */
struct least_squares {
    size_t n, inputs, outputs;
    const double *x; /* n x inputs, row-major; borrowed */
    double factor, l2;
    void (*gradient)(void *context, const double *theta, double *g); /* of f at theta, into g */
    void *context;
};

/* theta (zeroed) becomes the minimum; false if the data do not fix it, and `why` says so. */
bool least_squares(const struct least_squares *problem, double *theta, struct text *why);

#endif
