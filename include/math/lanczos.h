/* The largest eigenvalue of a symmetric matrix that is known by its products with vectors alone
 * (Lanczos 1950; Golub and Van Loan, "Matrix Computations", 2013, section 10.1). Every product adds
 * a vector to a basis, on which the matrix is tridiagonal; all vectors are kept at right angles to
 * each other, and where there is no room for another one the basis begins again at the best
 * vector so far. */
#ifndef MATH_LANCZOS_H
#define MATH_LANCZOS_H

#include <stdbool.h>
#include <stddef.h>

struct lanczos {
    /* What is known after at least one product: the largest eigenvalue is no smaller than `value`,
     * and one eigenvalue is no farther from it than `error` (the length of H y - value y). */
    double value, error;
    size_t products;

    /* Its own. */
    size_t dim, most, count; /* vectors of the basis: at most, and made so far */
    size_t capacity;         /* numbers that there is room for */
    double *basis;           /* most + 1 x dim, then what follows */
    double *alpha, *beta;    /* most: the diagonal, and what stands beside it */
    double *ritz, *scratch;  /* most; most */
};

/* Begin anew with a matrix of dim x dim, in no more than `memory` bytes as far as four vectors fit.
 * Over zeroed memory, or what was used before; release with lanczos_finish(). */
void lanczos_begin(struct lanczos *lanczos, size_t dim, size_t memory);
void lanczos_finish(struct lanczos *lanczos);

/* The vector (dim, of length 1) whose product is wanted next. */
const double *lanczos_vector(const struct lanczos *lanczos);

/* Take the product of that vector (dim), which becomes scratch. False where it is not finite. */
bool lanczos_take(struct lanczos *lanczos, double *product);

#endif
