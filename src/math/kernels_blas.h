/* OpenBLAS, with the LAPACK that comes with it but without a header; private to the layer.
 *
 * It is loaded when it is first needed. As a library is loaded that nobody asked for yet, it would
 * start threads and take address space; where a limit (ulimit -v) leaves none it waits for it for
 * ever, or ends the program. */
#ifndef MATH_KERNELS_BLAS_H
#define MATH_KERNELS_BLAS_H

#include <cblas.h>
#include <stddef.h>

struct blas {
    void (*dgemm)(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE transpose_a,
                  enum CBLAS_TRANSPOSE transpose_b, int m, int n, int k, double alpha,
                  const double *a, int lda, const double *b, int ldb, double beta, double *c,
                  int ldc);
    void (*dpotrf)(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t);
    void (*dpotrs)(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda,
                   double *b, const int *ldb, int *info, size_t);
    void (*dpocon)(const char *uplo, const int *n, const double *a, const int *lda,
                   const double *anorm, double *rcond, double *work, int *iwork, int *info, size_t);
    char *(*get_config)(void);
    void (*set_num_threads)(int count);
};

/* With one thread. NULL: it is not installed, or there is no memory for it. */
const struct blas *blas_get(void);

#endif
