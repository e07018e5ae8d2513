/* Matrix products by tiles that stay in registers, or by OpenBLAS; LAPACK's solver.
 *
 * A tile of y = W x is 4 rows by 8 columns: four broadcast weights and two vectors of x make eight
 * multiplications, and every sum runs over the inputs in their order. A tile of dw = dy x^T is 4 x
 * 2 numbers, each summed in four lanes: column s goes to lane s mod 4. */
#include "math/kernels.h"

#include "base/mem.h"
#include "kernels_blas.h"
#include "math/clones.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LANES 4

typedef double lanes __attribute__((vector_size(LANES * sizeof(double)), aligned(8), may_alias));

#define INLINE static inline __attribute__((always_inline))

const char *kernels_library(void)
{
    const struct blas *blas = blas_get();
    return blas ? blas->get_config() : "OpenBLAS, which cannot be loaded here";
}

/* OpenBLAS where it is for the layer; or NULL. */
static const struct blas *blas_for(const struct kernels_layer *layer)
{
    const bool is_wide = layer->in >= KERNELS_WIDE && layer->out >= KERNELS_WIDE;
    return is_wide && !layer->own ? blas_get() : NULL;
}

/* ---- products that are independent from column to column ---- */

/* y = M x + b, where M's element (r, k) is m[r * row_step + k * depth_step]. */
struct product {
    size_t rows, depth, row_step, depth_step, stride;
    const double *m, *b, *x;
    double *y;
    bool add; /* to y; otherwise to b, or to 0 */
};

/* `rows` rows from r on, `vectors` vectors of columns from s on: both known when this is compiled.
 */
INLINE void multiply_tile(const struct product *p, size_t r, size_t s, size_t rows, size_t vectors)
{
    lanes sum[4][2];
    for (size_t i = 0; i < rows; i++)
        for (size_t v = 0; v < vectors; v++)
            if (p->add)
                sum[i][v] = *(const lanes *)(p->y + (r + i) * p->stride + s + v * LANES);
            else
                sum[i][v] = (lanes){0} + (p->b ? p->b[r + i] : 0);

    const double *m = p->m + r * p->row_step, *x = p->x + s;
    const size_t depth = p->depth, row_step = p->row_step;
    for (size_t k = 0; k < depth; k++) {
        for (size_t i = 0; i < rows; i++)
            for (size_t v = 0; v < vectors; v++)
                sum[i][v] += m[i * row_step] * *(const lanes *)(x + v * LANES);
        m += p->depth_step;
        x += p->stride;
    }
    for (size_t i = 0; i < rows; i++)
        for (size_t v = 0; v < vectors; v++)
            *(lanes *)(p->y + (r + i) * p->stride + s + v * LANES) = sum[i][v];
}

INLINE void multiply_rows(const struct product *p, size_t r, size_t rows)
{
    size_t s = 0;
    for (; s + 2 * LANES <= p->stride; s += 2 * LANES)
        multiply_tile(p, r, s, rows, 2);
    if (s < p->stride)
        multiply_tile(p, r, s, rows, 1);
}

CLONES static void multiply(const struct product *p)
{
    size_t r = 0;
    for (; r + 4 <= p->rows; r += 4)
        multiply_rows(p, r, 4);
    if (r + 2 <= p->rows) {
        multiply_rows(p, r, 2);
        r += 2;
    }
    if (r < p->rows)
        multiply_rows(p, r, 1);
}

void kernels_forward(const struct kernels_layer *layer, const double *restrict w,
                     const double *restrict b, const double *restrict x, double *restrict y)
{
    const size_t in = layer->in, out = layer->out, stride = layer->stride;
    const struct blas *blas = blas_for(layer);
    if (!blas) {
        multiply(&(struct product){.rows = out,
                                   .depth = in,
                                   .row_step = in,
                                   .depth_step = 1,
                                   .stride = stride,
                                   .m = w,
                                   .b = b,
                                   .x = x,
                                   .y = y,
                                   .add = !b});
        return;
    }
    for (size_t o = 0; b && o < out; o++)
        for (size_t s = 0; s < stride; s++)
            y[o * stride + s] = b[o];
    blas->dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)out, (int)stride, (int)in, 1, w,
                (int)in, x, (int)stride, 1, y, (int)stride);
}

void kernels_backward(const struct kernels_layer *layer, const double *restrict w,
                      const double *restrict dy, bool add, double *restrict dx)
{
    const size_t in = layer->in, out = layer->out, stride = layer->stride;
    const struct blas *blas = blas_for(layer);
    if (!blas)
        multiply(&(struct product){.rows = in,
                                   .depth = out,
                                   .row_step = 1,
                                   .depth_step = in,
                                   .stride = stride,
                                   .m = w,
                                   .x = dy,
                                   .y = dx,
                                   .add = add});
    else
        blas->dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, (int)in, (int)stride, (int)out, 1, w,
                    (int)in, dy, (int)stride, add ? 1 : 0, dx, (int)stride);
}

/* ---- sums over the columns ---- */

INLINE double add_lanes(const lanes *v)
{
    return ((*v)[0] + (*v)[1]) + ((*v)[2] + (*v)[3]);
}

/* dw += dy x^T for `rows` units from r on and `columns` inputs from c on. */
INLINE void weights_tile(const struct kernels_layer *layer, const double *dy, const double *x,
                         double *dw, size_t r, size_t c, size_t rows, size_t columns)
{
    const size_t stride = layer->stride;
    lanes sum[4][2];
    memset(sum, 0, sizeof sum);
    dy += r * stride;
    x += c * stride;
    for (size_t s = 0; s < stride; s += LANES)
        for (size_t i = 0; i < rows; i++)
            for (size_t j = 0; j < columns; j++)
                sum[i][j] +=
                    *(const lanes *)(dy + i * stride + s) * *(const lanes *)(x + j * stride + s);
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            dw[(r + i) * layer->in + c + j] += add_lanes(&sum[i][j]);
}

INLINE void weights_rows(const struct kernels_layer *layer, const double *dy, const double *x,
                         double *dw, size_t r, size_t rows)
{
    size_t c = 0;
    for (; c + 2 <= layer->in; c += 2)
        weights_tile(layer, dy, x, dw, r, c, rows, 2);
    if (c < layer->in)
        weights_tile(layer, dy, x, dw, r, c, rows, 1);
}

CLONES static void add_weights(const struct kernels_layer *layer, const double *dy, const double *x,
                               double *dw)
{
    size_t r = 0;
    for (; r + 4 <= layer->out; r += 4)
        weights_rows(layer, dy, x, dw, r, 4);
    for (; r < layer->out; r++)
        weights_rows(layer, dy, x, dw, r, 1);
}

void kernels_weights(const struct kernels_layer *layer, const double *restrict dy,
                     const double *restrict x, double *restrict dw)
{
    const struct blas *blas = blas_for(layer);
    if (!blas)
        add_weights(layer, dy, x, dw);
    else
        blas->dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (int)layer->out, (int)layer->in,
                    (int)layer->stride, 1, dy, (int)layer->stride, x, (int)layer->stride, 1, dw,
                    (int)layer->in);
}

/* The sums of `rows` rows of v are added to `sums`. */
INLINE void sum_rows(size_t rows, size_t stride, const double *v, double *sums)
{
    lanes sum[4];
    memset(sum, 0, sizeof sum);
    for (size_t s = 0; s < stride; s += LANES)
        for (size_t i = 0; i < rows; i++)
            sum[i] += *(const lanes *)(v + i * stride + s);
    for (size_t i = 0; i < rows; i++)
        sums[i] += add_lanes(&sum[i]);
}

CLONES static void add_biases(size_t rows, size_t stride, const double *v, double *sums)
{
    size_t r = 0;
    for (; r + 4 <= rows; r += 4)
        sum_rows(4, stride, v + r * stride, sums + r);
    for (; r < rows; r++)
        sum_rows(1, stride, v + r * stride, sums + r);
}

void kernels_biases(const struct kernels_layer *layer, const double *restrict dy,
                    double *restrict db)
{
    add_biases(layer->out, layer->stride, dy, db);
}

double kernels_sum(size_t n, const double *v)
{
    double sum = 0;
    add_biases(1, n, v, &sum);
    return sum;
}

/* ---- LAPACK ---- */

/* The largest sum of magnitudes in a column. */
static double one_norm(size_t n, const double *a)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t j = 0; j < n; j++)
            sum += fabs(a[i * n + j]);
        largest = fmax(largest, sum);
    }
    return largest;
}

bool kernels_solve(size_t n, double *a, size_t count, double *b, double limit, double *condition)
{
    const double norm = one_norm(n, a);
    const int size = (int)n, right_sides = (int)count;
    const struct blas *lapack = blas_get();
    int info;
    *condition = lapack ? HUGE_VAL : nan("");
    if (!lapack)
        return false;
    lapack->dpotrf("L", &size, a, &size, &info, 1);
    if (info != 0)
        return false;
    double *work = mem_alloc(3 * n, sizeof *work), rcond = 0;
    int *iwork = mem_alloc(n, sizeof *iwork);
    lapack->dpocon("L", &size, a, &size, &norm, &rcond, work, iwork, &info, 1);
    free(work);
    free(iwork);
    if (info != 0 || !(rcond > 0))
        return false;
    *condition = 1 / rcond;
    if (*condition > limit)
        return false;
    lapack->dpotrs("L", &size, &right_sides, a, &size, b, &size, &info, 1);
    return info == 0;
}
