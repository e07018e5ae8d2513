/* Problems made of surfaces: shaped ellipses, expressions, points named by their curvature. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "sim/problem.h"
#include "suite.h"

static struct problem *problem_of(const struct surface_spec *spec)
{
    struct error err = {0};
    struct problem *problem = problem_create_surface(spec, 1, &err);
    ck_assert_msg(problem != NULL, "%s", err.text);
    return problem;
}

/* Eigenvalues 2 and 8, the first axis at 30 degrees: along it f = 2/2 d^2, across it 8/2 d^2. */
START_TEST(ellipse_has_its_eigenvalues_along_its_axes)
{
    const double angle = acos(-1) / 6;
    const struct surface_spec spec = {
        .surface = surface_find("ellipse"), .shaped = true, .eigenvalues = {2, 8}, .angle = angle};
    struct problem *problem = problem_of(&spec);
    const double points[4] = {3 * cos(angle), 3 * sin(angle), -3 * sin(angle), 3 * cos(angle)};
    double loss[2];
    problem_loss(problem, 2, points, loss);
    ck_assert_double_eq_tol(loss[0], 9, 1e-13);
    ck_assert_double_eq_tol(loss[1], 36, 1e-13);
    struct curvature curvature;
    ck_assert(problem_curvature(problem, points, &curvature));
    ck_assert_double_eq_tol(curvature.low, 2, 1e-13);
    ck_assert_double_eq_tol(curvature.high, 8, 1e-13);
    problem_release(problem);
}
END_TEST

START_TEST(shaped_ellipse_at_its_defaults_is_the_surface)
{
    const struct surface_spec plain = {.surface = surface_find("ellipse")};
    struct surface_spec shaped = plain;
    shaped.shaped = true;
    shaped.eigenvalues[0] = 1;
    shaped.eigenvalues[1] = 25;
    struct problem *a = problem_of(&plain), *b = problem_of(&shaped);
    const double theta[2] = {-1.25, 0.5};
    double g[2], h[2];
    ck_assert_double_eq(problem_gradient(a, theta, NULL, 1, g),
                        problem_gradient(b, theta, NULL, 1, h));
    ck_assert_double_eq(g[0], h[0]);
    ck_assert_double_eq(g[1], h[1]);
    problem_release(a);
    problem_release(b);
}
END_TEST

START_TEST(expression_is_the_surface_it_spells)
{
    char formula[] = "(1 - x)^2 + 100*(y - x^2)^2";
    const struct surface_spec plain = {.surface = surface_find("rosenbrock")};
    const struct surface_spec spelled = {.expression = formula};
    struct problem *a = problem_of(&plain), *b = problem_of(&spelled);
    for (double x = -2; x <= 2; x += 0.37) {
        const double theta[2] = {x, 1 - x / 3};
        double g[2], h[2];
        const double f = problem_gradient(a, theta, NULL, 1, g);
        ck_assert_double_eq_tol(problem_gradient(b, theta, NULL, 1, h), f, 1e-12 * f);
        ck_assert_double_eq_tol(g[0], h[0], 1e-11);
        ck_assert_double_eq_tol(g[1], h[1], 1e-11);
    }
    problem_release(a);
    problem_release(b);
}
END_TEST

START_TEST(stationary_points_are_named)
{
    static const struct {
        double xx, xy, yy;
        enum point_kind kind;
    } points[] = {
        {1, 0, 2, POINT_MINIMUM},
        {-1, 0, -2, POINT_MAXIMUM},
        {1, 0, -2, POINT_SADDLE},
        {1, 3, 1, POINT_SADDLE},
        {1, 1, 1, POINT_DEGENERATE},
        {0, 0, 0, POINT_DEGENERATE},
        {(double)NAN, 0, 1, POINT_DEGENERATE},
    };
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        const struct curvature c = curvature_of(points[i].xx, points[i].xy, points[i].yy);
        ck_assert_int_eq(point_kind_of(c, 0, 1e-9), points[i].kind);
        ck_assert_int_eq(point_kind_of(c, 1, 1e-9), POINT_SLOPE);
    }
}
END_TEST

/* Beale's function has a saddle at (0, 1), where descent may seem to have arrived. */
START_TEST(beales_saddle_is_no_minimum)
{
    const struct surface_spec spec = {.surface = surface_find("beale")};
    struct problem *problem = problem_of(&spec);
    const double saddle[2] = {0, 1};
    double g[2], distance;
    size_t nearest;
    struct curvature curvature;
    ck_assert_double_eq(problem_gradient(problem, saddle, NULL, 1, g), 14.203125);
    ck_assert(problem_curvature(problem, saddle, &curvature));
    ck_assert_int_eq(point_kind_of(curvature, hypot(g[0], g[1]), 1e-9), POINT_SADDLE);
    ck_assert(problem_nearest_minimum(problem, saddle, &nearest, &distance));
    ck_assert_double_eq_tol(distance, hypot(3, 0.5), 1e-12);
    problem_release(problem);
}
END_TEST

static Suite *problem_suite(void)
{
    Suite *suite = suite_create("problem");
    TCase *surfaces = tcase_create("surfaces");
    tcase_add_test(surfaces, ellipse_has_its_eigenvalues_along_its_axes);
    tcase_add_test(surfaces, shaped_ellipse_at_its_defaults_is_the_surface);
    tcase_add_test(surfaces, expression_is_the_surface_it_spells);
    tcase_add_test(surfaces, stationary_points_are_named);
    tcase_add_test(surfaces, beales_saddle_is_no_minimum);
    suite_add_tcase(suite, surfaces);
    return suite;
}

int main(void)
{
    return suite_main(problem_suite());
}
