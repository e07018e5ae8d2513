/* The matrix products of networks, and the solution of normal equations.
 *
 * Matrices are row-major. Those with a row a unit and a column a sample have `stride` numbers a
 * row, a multiple of 4; every column is computed, also those beyond the last sample.
 *
 * Narrow layers go through kernels of our own. Each result is summed in a fixed order, so that its
 * bits do not depend on the processor. Wide layers go through OpenBLAS, which is faster but has
 * other bits on other processors; `own` says not to use it. It is loaded for the first of them;
 * where that fails, as there is no memory for it, all layers go through our own. */
#ifndef MATH_KERNELS_H
#define MATH_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

#define KERNELS_WIDE 64 /* a layer with at least so many inputs and outputs is wide */

/* What the library says of itself: "OpenBLAS 0.3.21 ...". */
const char *kernels_library(void);

/* A layer: W is out x in, its input x in x stride, its output y out x stride. */
struct kernels_layer {
    size_t in, out, stride;
    bool own;
};

/* y = W x + b; without b (NULL) y += W x. */
void kernels_forward(const struct kernels_layer *layer, const double *restrict w,
                     const double *restrict b, const double *restrict x, double *restrict y);

/* dx = W^T dy, or with `add` dx += W^T dy. */
void kernels_backward(const struct kernels_layer *layer, const double *restrict w,
                      const double *restrict dy, bool add, double *restrict dx);

/* dw += dy x^T (out x in): the sum over the columns. */
void kernels_weights(const struct kernels_layer *layer, const double *restrict dy,
                     const double *restrict x, double *restrict dw);

/* db += the sums of the rows of dy. */
void kernels_biases(const struct kernels_layer *layer, const double *restrict dy,
                    double *restrict db);

/* The sum of n numbers, n a multiple of 4. */
double kernels_sum(size_t n, const double *v);

/* Solve A X = B for a symmetric positive definite A (n x n): B holds the right sides, n numbers
 * each, and becomes X; A is overwritten. `condition` is an estimate of A's condition number in the
 * 1-norm, infinite if A is singular; then, or above `limit`, the answer is false. So it is, with
 * nan, where OpenBLAS cannot be loaded, of which LAPACK is a part. */
bool kernels_solve(size_t n, double *a, size_t count, double *b, double limit, double *condition);

#endif
