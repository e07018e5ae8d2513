/* Matrix products by our own kernels and by OpenBLAS against plain loops, and the solver. */
#include <check.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "math/kernels.h"
#include "suite.h"

/* n numbers in -1 ... 1, others for every `what`. */
static double *numbers(size_t n, uint64_t what)
{
    double *v = mem_alloc(n, sizeof *v);
    for (size_t i = 0; i < n; i++)
        v[i] = 2 * rng_uniform(11, RNG_NOISE, what, i) - 1;
    return v;
}

static double largest_difference(size_t n, const double *a, const double *b)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(a[i] - b[i]));
    return largest;
}

/* A layer with numbers in it. */
struct layer {
    struct kernels_layer shape;
    double *w, *b, *x, *dy;   /* out x in, out, in x stride, out x stride */
    double *y, *dx, *dw, *db; /* results, with something in them already */
};

static void layer_init(struct layer *layer, size_t in, size_t out, size_t stride, bool own)
{
    layer->shape = (struct kernels_layer){.in = in, .out = out, .stride = stride, .own = own};
    layer->w = numbers(out * in, 1);
    layer->b = numbers(out, 2);
    layer->x = numbers(in * stride, 3);
    layer->dy = numbers(out * stride, 4);
    layer->y = numbers(out * stride, 5);
    layer->dx = numbers(in * stride, 6);
    layer->dw = numbers(out * in, 7);
    layer->db = numbers(out, 8);
}

static void layer_finish(struct layer *layer)
{
    double *const owned[] = {layer->w, layer->b,  layer->x,  layer->dy,
                             layer->y, layer->dx, layer->dw, layer->db};
    for (size_t i = 0; i < ARRAY_LENGTH(owned); i++)
        free(owned[i]);
}

static void play(struct layer *layer)
{
    kernels_forward(&layer->shape, layer->w, layer->b, layer->x, layer->y);
    kernels_forward(&layer->shape, layer->w, NULL, layer->x, layer->y);
    kernels_backward(&layer->shape, layer->w, layer->dy, false, layer->dx);
    kernels_backward(&layer->shape, layer->w, layer->dy, true, layer->dx);
    kernels_weights(&layer->shape, layer->dy, layer->x, layer->dw);
    kernels_biases(&layer->shape, layer->dy, layer->db);
}

/* The same by the definition. */
static void play_plainly(struct layer *layer)
{
    const size_t in = layer->shape.in, out = layer->shape.out, stride = layer->shape.stride;
    for (size_t s = 0; s < stride; s++) {
        for (size_t o = 0; o < out; o++) {
            double sum = 0;
            for (size_t i = 0; i < in; i++)
                sum += layer->w[o * in + i] * layer->x[i * stride + s];
            layer->y[o * stride + s] = layer->b[o] + 2 * sum;
            layer->db[o] += layer->dy[o * stride + s];
        }
        for (size_t i = 0; i < in; i++) {
            double sum = 0;
            for (size_t o = 0; o < out; o++) {
                sum += layer->w[o * in + i] * layer->dy[o * stride + s];
                layer->dw[o * in + i] += layer->dy[o * stride + s] * layer->x[i * stride + s];
            }
            layer->dx[i * stride + s] = 2 * sum;
        }
    }
}

/* The sums have up to 130 terms below 1, whose order differs: `tolerance` is some roundings. */
static void compare(struct layer *a, struct layer *b, double tolerance)
{
    const size_t in = a->shape.in, out = a->shape.out, stride = a->shape.stride;
    const double errors[] = {
        largest_difference(out * stride, a->y, b->y),
        largest_difference(in * stride, a->dx, b->dx),
        largest_difference(out * in, a->dw, b->dw),
        largest_difference(out, a->db, b->db),
    };
    for (size_t i = 0; i < ARRAY_LENGTH(errors); i++)
        ck_assert_msg(errors[i] <= tolerance, "%zu -> %zu, stride %zu: product %zu is off by %g",
                      in, out, stride, i, errors[i]);
}

START_TEST(own_kernels_are_the_plain_products)
{
    for (size_t in = 1; in <= 9; in++)
        for (size_t out = 1; out <= 9; out++)
            for (size_t stride = 4; stride <= 28; stride += 4) {
                struct layer a, b;
                layer_init(&a, in, out, stride, true);
                layer_init(&b, in, out, stride, true);
                play(&a);
                play_plainly(&b);
                compare(&a, &b, 1e-13);
                layer_finish(&a);
                layer_finish(&b);
            }
}
END_TEST

/* A unit's sums do not depend on the tile that it falls into: the last units of a layer, which fill
 * no tile, have the bits that they have as the first of another. */
START_TEST(own_kernels_give_the_same_bits_in_every_tile)
{
    enum { IN = 7, OUT = 11, STRIDE = 20 };
    struct layer all;
    layer_init(&all, IN, OUT, STRIDE, true);
    double *y = mem_alloc(OUT * STRIDE, sizeof *y), *dw = mem_alloc(OUT * IN, sizeof *dw);
    memset(all.dw, 0, OUT * IN * sizeof *dw);
    kernels_forward(&all.shape, all.w, all.b, all.x, all.y);
    kernels_weights(&all.shape, all.dy, all.x, all.dw);
    for (size_t from = 0; from < OUT; from++) {
        const struct kernels_layer part = {.in = IN, .out = OUT - from, .stride = STRIDE};
        memset(dw, 0, OUT * IN * sizeof *dw);
        kernels_forward(&part, all.w + from * IN, all.b + from, all.x, y);
        kernels_weights(&part, all.dy + from * STRIDE, all.x, dw);
        ck_assert_mem_eq(y, all.y + from * STRIDE, part.out * STRIDE * sizeof *y);
        ck_assert_mem_eq(dw, all.dw + from * IN, part.out * IN * sizeof *dw);
    }
    free(y);
    free(dw);
    layer_finish(&all);
}
END_TEST

/* Bit for bit the loop that everybody would write, however wide: OpenBLAS would not be. */
START_TEST(own_kernels_sum_in_order)
{
    enum { WIDE = 100, STRIDE = 12 };
    struct layer layer;
    layer_init(&layer, WIDE, WIDE, STRIDE, true);
    kernels_forward(&layer.shape, layer.w, layer.b, layer.x, layer.y);
    kernels_backward(&layer.shape, layer.w, layer.dy, false, layer.dx);
    for (size_t s = 0; s < STRIDE; s++)
        for (size_t j = 0; j < WIDE; j++) {
            double y = layer.b[j], dx = 0;
            for (size_t i = 0; i < WIDE; i++) {
                y += layer.w[j * WIDE + i] * layer.x[i * STRIDE + s];
                dx += layer.w[i * WIDE + j] * layer.dy[i * STRIDE + s];
            }
            ck_assert_double_eq(layer.y[j * STRIDE + s], y);
            ck_assert_double_eq(layer.dx[j * STRIDE + s], dx);
        }
    layer_finish(&layer);
}
END_TEST

START_TEST(openblas_agrees_with_own_kernels)
{
    static const size_t shapes[][2] = {{64, 64}, {65, 100}, {130, 70}};
    ck_assert_msg(!strstr(kernels_library(), "cannot"), "%s", kernels_library());
    for (size_t i = 0; i < ARRAY_LENGTH(shapes); i++) {
        struct layer a, b;
        layer_init(&a, shapes[i][0], shapes[i][1], 40, true);
        layer_init(&b, shapes[i][0], shapes[i][1], 40, false);
        play(&a);
        play(&b);
        compare(&a, &b, 1e-12);
        layer_finish(&a);
        layer_finish(&b);
    }
}
END_TEST

START_TEST(solver_solves_and_knows_the_condition)
{
    double a[4] = {4, 1, 1, 3}, b[4] = {6, 7, 9, 5}, condition; /* X = (1, 2), (2, 1) */
    ck_assert(kernels_solve(2, a, 2, b, 1e12, &condition));
    const double x[4] = {1, 2, 2, 1};
    ck_assert_double_lt(largest_difference(4, b, x), 1e-14);
    /* The inverse is [3 -1; -1 4]/11, so the condition number is 5 * 5/11. */
    ck_assert_double_eq_tol(condition, 25.0 / 11, 1e-12);
}
END_TEST

START_TEST(solver_refuses_a_singular_matrix)
{
    double a[4] = {1, 1, 1, 1}, b[2] = {1, 1}, condition;
    ck_assert(!kernels_solve(2, a, 1, b, 1e12, &condition));
    ck_assert(isinf(condition));
    double nearly[4] = {1, 1, 1, 1 + 1e-13};
    ck_assert(!kernels_solve(2, nearly, 1, b, 1e12, &condition));
    ck_assert_double_gt(condition, 1e12);
}
END_TEST

static Suite *kernels_suite(void)
{
    Suite *suite = suite_create("kernels");
    TCase *products = tcase_create("products");
    tcase_add_test(products, own_kernels_are_the_plain_products);
    tcase_add_test(products, own_kernels_give_the_same_bits_in_every_tile);
    tcase_add_test(products, own_kernels_sum_in_order);
    tcase_add_test(products, openblas_agrees_with_own_kernels);
    suite_add_tcase(suite, products);

    TCase *solver = tcase_create("solver");
    tcase_add_test(solver, solver_solves_and_knows_the_condition);
    tcase_add_test(solver, solver_refuses_a_singular_matrix);
    suite_add_tcase(suite, solver);
    return suite;
}

int main(void)
{
    return suite_main(kernels_suite());
}
