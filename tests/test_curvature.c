/* Eigenvalues of a Hessian, and what they say of a point. */
#include <check.h>
#include <math.h>

#include "math/curvature.h"
#include "suite.h"

START_TEST(eigenvalues_are_those_of_the_matrix)
{
    const struct curvature c = curvature_of(2, 2, 5); /* trace 7, determinant 6 */
    ck_assert_double_eq_tol(c.low, 1, 1e-15);
    ck_assert_double_eq_tol(c.high, 6, 1e-15);
}
END_TEST

/* Curvatures of one sign, however far apart, up to a factor of 1e9. */
static const struct {
    struct curvature curvature;
    enum point_kind kind;
} points[] = {
    {{1, 25}, POINT_MINIMUM},        {{1e-8, 1}, POINT_MINIMUM},   {{1e-10, 1}, POINT_DEGENERATE},
    {{0, 1}, POINT_DEGENERATE},      {{0, 0}, POINT_DEGENERATE},   {{-1, 1}, POINT_SADDLE},
    {{-1e-8, 1}, POINT_SADDLE},      {{-1, 1e-8}, POINT_SADDLE},   {{-1, 1e-10}, POINT_DEGENERATE},
    {{-25, -1}, POINT_MAXIMUM},      {{-1, -1e-8}, POINT_MAXIMUM}, {{-1, -1e-10}, POINT_DEGENERATE},
    {{1e-20, 1e-19}, POINT_MINIMUM},
};

START_TEST(kind_is_that_of_the_signs)
{
    ck_assert_str_eq(point_kind_name(point_kind_of(points[_i].curvature, 0, 0)),
                     point_kind_name(points[_i].kind));
}
END_TEST

START_TEST(gradient_above_the_tolerance_is_a_slope)
{
    const struct curvature c = {1, 1};
    ck_assert_int_eq(point_kind_of(c, 1e-6, 1e-6), POINT_MINIMUM);
    ck_assert_int_eq(point_kind_of(c, 1.1e-6, 1e-6), POINT_SLOPE);
    ck_assert_int_eq(point_kind_of(c, (double)NAN, 1), POINT_SLOPE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("curvature");
    TCase *tests = tcase_create("curvature");
    tcase_add_test(tests, eigenvalues_are_those_of_the_matrix);
    tcase_add_loop_test(tests, kind_is_that_of_the_signs, 0, sizeof points / sizeof *points);
    tcase_add_test(tests, gradient_above_the_tolerance_is_a_slope);
    suite_add_tcase(suite, tests);
    return suite_main(suite);
}
