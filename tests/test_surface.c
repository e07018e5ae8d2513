/* The surfaces: each function against its formula, and the table against published numbers. */
#include <check.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "math/expr.h"
#include "sim/surface.h"
#include "suite.h"

static const char *const variables[] = {"x", "y"};

static struct expr *compile(const struct surface *surface)
{
    struct error err = {0};
    struct expr *expr = expr_create(surface->formula, variables, ARRAY_LENGTH(variables), &err);
    ck_assert_msg(expr != NULL, "%s: %s", surface->name, err.text);
    return expr;
}

/* Within `tolerance`, relative to what is larger than 1. */
static bool near(double a, double b, double tolerance)
{
    return fabs(a - b) <= tolerance * fmax(1, fabs(b));
}

static double hypotenuse(const double g[static 2])
{
    return sqrt(g[0] * g[0] + g[1] * g[1]);
}

/* Point k of the tests, inside the window: first a grid of 21 x 21, then random ones. */
#define GRID   21
#define POINTS (2 * GRID * GRID)

static void test_point(const struct surface *surface, size_t k, double p[static 2])
{
    double part[2] = {(double)(k % GRID) / (GRID - 1), (double)(k / GRID) / (GRID - 1)};
    for (size_t i = 0; i < 2; i++) {
        if (k >= GRID * GRID)
            part[i] = rng_uniform(1, RNG_ORDER, i, k);
        double from = surface->window[2 * i], to = surface->window[2 * i + 1];
        p[i] = from + part[i] * (to - from);
    }
}

START_TEST(surface_is_its_formula)
{
    const struct surface *surface = surface_at((size_t)_i);
    struct expr *expr = compile(surface);
    for (size_t k = 0; k < POINTS; k++) {
        double p[2], g[2], formula_g[2];
        test_point(surface, k, p);
        double f = surface->evaluate(p, g), formula_f = expr_gradient(expr, p, formula_g);
        /* Both are a few dozen roundings; where large terms cancel, f of order 1 loses three or
         * four digits, and its gradient, with factors up to 400, two more. */
        ck_assert_msg(near(f, formula_f, 1e-12), "%s at (%g, %g): %.17g, formula %.17g",
                      surface->name, p[0], p[1], f, formula_f);
        for (size_t i = 0; i < 2; i++)
            ck_assert_msg(near(g[i], formula_g[i], 1e-10), "%s at (%g, %g): d%zu %.17g, %.17g",
                          surface->name, p[0], p[1], i, g[i], formula_g[i]);
    }
    expr_destroy(expr);
}
END_TEST

START_TEST(gradient_is_that_of_central_differences)
{
    const struct surface *surface = surface_at((size_t)_i);
    const double h = 1e-5;
    for (size_t k = GRID * GRID; k < POINTS; k++) {
        double p[2], g[2], unused[2];
        test_point(surface, k, p);
        double scale = fabs(surface->evaluate(p, g)) + hypotenuse(g) + 1;
        for (size_t i = 0; i < 2; i++) {
            double low[2] = {p[0], p[1]}, high[2] = {p[0], p[1]};
            low[i] -= h;
            high[i] += h;
            double low_f = surface->evaluate(low, unused);
            double slope = (surface->evaluate(high, unused) - low_f) / (high[i] - low[i]);
            /* h^2/6 times third derivatives up to 1e5 times the scale, below 2e-6 of it. */
            ck_assert_msg(fabs(g[i] - slope) <= 2e-6 * scale, "%s at (%g, %g): d%zu %g, not %g",
                          surface->name, p[0], p[1], i, g[i], slope);
        }
    }
}
END_TEST

static const double *minimum_near(const struct surface *surface, const double p[static 2])
{
    for (size_t k = 0; k < surface->minima_count; k++) {
        const double *minimum = surface->minima[k];
        double off[2] = {minimum[0] - p[0], minimum[1] - p[1]};
        if (hypotenuse(off) < 3e-9) /* half a unit of the digits printed, in both coordinates */
            return minimum;
    }
    return NULL;
}

START_TEST(minimum_has_no_slope_and_no_way_down)
{
    const struct surface *surface = surface_at((size_t)_i);
    for (size_t k = 0; k < surface->minima_count; k++) {
        const double *p = surface->minima[k];
        double g[2], unused[2];
        double f = surface->evaluate(p, g);
        ck_assert_msg(hypotenuse(g) < 1e-6, "%s, minimum %zu: gradient (%g, %g)", surface->name, k,
                      g[0], g[1]);
        ck_assert_msg(minimum_near(surface, p) == p, "%s, minimum %zu is there twice",
                      surface->name, k);
        ck_assert_msg(k == 0 || f >= surface->evaluate(surface->minima[0], unused) - 1e-12,
                      "%s, minimum %zu is below the first", surface->name, k);
        for (int turn = 0; turn < 16; turn++) {
            double angle = turn * (3.14159265358979 / 8);
            double beside[2] = {p[0] + 1e-3 * cos(angle), p[1] + 1e-3 * sin(angle)};
            ck_assert_msg(surface->evaluate(beside, unused) > f, "%s, minimum %zu: lower beside it",
                          surface->name, k);
        }
    }
}
END_TEST

/* The larger and the smaller eigenvalue. */
static void eigenvalues(const struct jet *jet, double lambda[static 2])
{
    double mean = (jet->xx + jet->yy) / 2, half = (jet->xx - jet->yy) / 2;
    double radius = sqrt(half * half + jet->xy * jet->xy);
    lambda[0] = mean + radius;
    lambda[1] = mean - radius;
}

START_TEST(hessian_of_a_smooth_minimum_is_positive_definite)
{
    const struct surface *surface = surface_at((size_t)_i);
    struct expr *expr = compile(surface);
    /* Both hold a root that is 0 at the minimum, where its formula has no Hessian. */
    bool smooth = strcmp(surface->name, "ackley") != 0 && strcmp(surface->name, "drop_wave") != 0;
    for (size_t k = 0; smooth && k < surface->minima_count; k++) {
        struct jet jet = expr_jet(expr, surface->minima[k]);
        double lambda[2];
        eigenvalues(&jet, lambda);
        ck_assert_msg(lambda[1] > 0, "%s, minimum %zu: eigenvalue %g", surface->name, k, lambda[1]);
    }
    expr_destroy(expr);
}
END_TEST

/* Published values, to the digits printed; `f_digits` is half a unit of the last one. */
static const struct {
    const char *name;
    double p[2], f, f_error;
    double lr, lr_error;               /* 2 / lambda_max; 0: not published */
    double condition, condition_error; /* lambda_max / lambda_min */
} published[] = {
    {"bowl", {0, 0}, 0, 0, 2, 1e-15, 1, 1e-15}, /* these by hand */
    {"ellipse", {0, 0}, 0, 0, .08, 1e-15, 25, 1e-12},
    {"plateau", {.7, 0}, 0, 0, .5, 1e-12, 16, 1e-12},
    {"rosenbrock", {1, 1}, 0, 1e-15, .0019968, 5e-8, 2508.01, .005},
    {"beale", {3, .5}, 0, 1e-15, .0408332, 5e-8, 162.473, 5e-4},
    {"booth", {1, 3}, 0, 1e-15, .111111, 5e-7, 9, 1e-9},
    {"matyas", {0, 0}, 0, 1e-15, 2, 1e-9, 25, 1e-9},
    {"mccormick", {-.5471975512, -1.547197551}, -1.913222955, 5e-10, .5, 1e-9, 2.3094, 5e-5},
    {"himmelblau", {3, 2}, 0, 1e-15, .024306, 5e-7, 3.19976, 5e-6},
    {"himmelblau", {3.58442834, -1.848126527}, 0, 1e-15, 0, 0, 0, 0},
    {"himmelblau", {-3.779310253, -3.283185991}, 0, 1e-15, 0, 0, 0, 0},
    {"himmelblau", {-2.805118087, 3.131312518}, 0, 1e-15, 0, 0, 0, 0},
    {"six_hump_camel",
     {.0898420131, -.712656403},
     -1.031628453,
     5e-10,
     .121262,
     5e-7,
     2.14692,
     5e-6},
    {"six_hump_camel",
     {-.0898420131, .712656403},
     -1.031628453,
     5e-10,
     .121262,
     5e-7,
     2.14692,
     5e-6},
    {"three_hump_camel", {0, 0}, 0, 1e-15, .453082, 5e-7, 2.78361, 5e-6},
    {"goldstein_price", {0, -1}, 3, 1e-12, .00207218, 5e-9, 2.39596, 5e-6},
    {"styblinski_tang", {-2.903534028, -2.903534028}, -78.33233141, 5e-9, .0578318, 5e-8, 1, 1e-9},
    {"easom", {3.14159265359, 3.14159265359}, -1, 1e-15, .666667, 5e-7, 1, 1e-9},
    {"rastrigin", {0, 0}, 0, 1e-15, .00504052, 5e-9, 1, 1e-9},
    {"drop_wave", {0, 0}, -1, 1e-15, 0, 0, 0, 0},
    {"two_minima", {-.936300634, 0}, -2.063090252, 5e-10, 0, 0, 0, 0},
    {"two_minima", {.9053178992, 0}, -1.092731999, 5e-10, 0, 0, 0, 0},
    {"ackley", {0, 0}, 0, 1e-14, 0, 0, 0, 0}, /* 20 - 20 + e - e */
    {"griewank", {0, 0}, 0, 1e-15, 0, 0, 0, 0},
    {"schaffer2", {0, 0}, 0, 1e-15, 0, 0, 0, 0},
    {"levy", {1, 1}, 0, 1e-15, 0, 0, 0, 0},
};

START_TEST(minimum_is_the_published_one)
{
    const struct surface *surface = surface_find(published[_i].name);
    const double *p = minimum_near(surface, published[_i].p);
    ck_assert_msg(p != NULL, "%s has no minimum at (%.10g, %.10g)", surface->name,
                  published[_i].p[0], published[_i].p[1]);
    double g[2], f = surface->evaluate(p, g);
    ck_assert_msg(fabs(f - published[_i].f) <= published[_i].f_error, "%s: f is %.12g",
                  surface->name, f);
    if (published[_i].lr == 0)
        return;
    struct expr *expr = compile(surface);
    struct jet jet = expr_jet(expr, p);
    double lambda[2];
    eigenvalues(&jet, lambda);
    ck_assert_msg(fabs(2 / lambda[0] - published[_i].lr) <= published[_i].lr_error,
                  "%s: 2/lambda is %.10g", surface->name, 2 / lambda[0]);
    ck_assert_msg(fabs(lambda[0] / lambda[1] - published[_i].condition) <=
                      published[_i].condition_error,
                  "%s: condition number is %.10g", surface->name, lambda[0] / lambda[1]);
    expr_destroy(expr);
}
END_TEST

/* Saddles and a maximum that are published too: no slope, and the f given. */
static const struct {
    const char *name;
    double p[2], f, error;
} stationary[] = {
    {"beale", {0, 1}, 14.203125, 1e-14},
    {"himmelblau", {-.2708445907, -.9230385565}, 181.6165215, 5e-8},
    {"two_minima", {.06860243671, 0}, (double)NAN, 0},
    {"saddle", {0, 0}, 0, 0},
    {"monkey_saddle", {0, 0}, 0, 0},
    {"double_well", {0, 0}, 1, 0},
    {"ackley", {0, 0}, 0, 1e-14},
    {"drop_wave", {0, 0}, -1, 0},
};

START_TEST(stationary_point_has_no_slope)
{
    const struct surface *surface = surface_find(stationary[_i].name);
    double g[2], f = surface->evaluate(stationary[_i].p, g);
    ck_assert_msg(hypotenuse(g) < 1e-7, "%s: (%g, %g)", surface->name, g[0], g[1]);
    ck_assert_msg(isnan(stationary[_i].f) || fabs(f - stationary[_i].f) <= stationary[_i].error,
                  "%s: f is %.12g", surface->name, f);
}
END_TEST

/* A surface without a minimum has another point that is known, or none at all. */
START_TEST(surface_has_a_published_point)
{
    const struct surface *surface = surface_at((size_t)_i);
    size_t found = 0;
    for (size_t i = 0; i < sizeof published / sizeof *published; i++)
        found += strcmp(published[i].name, surface->name) == 0;
    for (size_t i = 0; i < sizeof stationary / sizeof *stationary; i++)
        found += strcmp(stationary[i].name, surface->name) == 0;
    ck_assert_msg(found > 0, "add a published point of %s to tests/test_surface.c", surface->name);
}
END_TEST

START_TEST(row_is_complete_and_start_is_in_the_window)
{
    const struct surface *surface = surface_at((size_t)_i);
    ck_assert(surface->name[0] && surface->title[0] && surface->source[0] && surface->help[0]);
    ck_assert_str_eq(surface->name, surface_name((size_t)_i));
    const double *window = surface->window;
    for (size_t i = 0; i < 2; i++) {
        double from = window[2 * i], to = window[2 * i + 1];
        ck_assert(from < to);
        ck_assert(from <= surface->start[i] && surface->start[i] <= to);
        for (size_t k = 0; k < surface->minima_count; k++)
            ck_assert_msg(from <= surface->minima[k][i] && surface->minima[k][i] <= to,
                          "%s, minimum %zu", surface->name, k);
    }
}
END_TEST

START_TEST(surface_is_found_by_its_name_and_no_other)
{
    ck_assert_uint_gt(surface_count(), 0);
    for (size_t i = 0; i < surface_count(); i++)
        ck_assert_ptr_eq(surface_find(surface_name(i)), surface_at(i));
    ck_assert_ptr_null(surface_find("bow"));
    ck_assert_ptr_null(surface_find("Bowl"));
    ck_assert_ptr_null(surface_find(""));
}
END_TEST

START_TEST(nan_and_far_points_are_data)
{
    const struct surface *surface = surface_at((size_t)_i);
    double g[2];
    ck_assert(isnan(surface->evaluate((double[]){(double)NAN, 1}, g)));
    /* Ever further out, as a descent that diverges is: past overflow nothing finite comes back
     * but from the surfaces that level off. */
    double f = surface->evaluate((double[]){1e300, -3e300}, g);
    bool level = fabs(f) < 30;
    ck_assert_msg(!isfinite(f) || level, "%s is %g far out", surface->name, f);
}
END_TEST

int main(void)
{
    int count = (int)surface_count();
    TCase *functions = tcase_create("functions");
    tcase_add_loop_test(functions, surface_is_its_formula, 0, count);
    tcase_add_loop_test(functions, gradient_is_that_of_central_differences, 0, count);
    tcase_add_loop_test(functions, nan_and_far_points_are_data, 0, count);

    TCase *table = tcase_create("table");
    tcase_add_loop_test(table, minimum_has_no_slope_and_no_way_down, 0, count);
    tcase_add_loop_test(table, hessian_of_a_smooth_minimum_is_positive_definite, 0, count);
    tcase_add_loop_test(table, minimum_is_the_published_one, 0, ARRAY_LENGTH(published));
    tcase_add_loop_test(table, stationary_point_has_no_slope, 0, ARRAY_LENGTH(stationary));
    tcase_add_loop_test(table, surface_has_a_published_point, 0, count);
    tcase_add_loop_test(table, row_is_complete_and_start_is_in_the_window, 0, count);
    tcase_add_test(table, surface_is_found_by_its_name_and_no_other);

    Suite *suite = suite_create("surface");
    suite_add_tcase(suite, functions);
    suite_add_tcase(suite, table);
    return suite_main(suite);
}
