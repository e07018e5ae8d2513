/* Planes through theta-space. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "math/plane.h"
#include "math/random.h"
#include "suite.h"

#define DIM 7

START_TEST(axes_are_the_parameters_themselves)
{
    const double origin[DIM] = {1, 2, 3, 4, 5, 6, 7};
    struct plane plane;
    plane_axes(&plane, DIM, origin, 2, 5);
    double theta[DIM], point[2];
    plane_point(&plane, -1.5, 8, theta);
    ck_assert_double_eq(theta[2], -1.5);
    ck_assert_double_eq(theta[5], 8);
    ck_assert_double_eq(theta[0], 1);
    plane_project(&plane, theta, point);
    ck_assert_double_eq(point[0], -1.5);
    ck_assert_double_eq(point[1], 8);
    plane_finish(&plane);
}
END_TEST

/* Points spread by 5, 2 and 0.1 along three orthogonal directions. */
START_TEST(pca_finds_the_directions_of_the_spread)
{
    enum { COUNT = 200 };
    static double points[COUNT * DIM];
    for (size_t i = 0; i < COUNT; i++) {
        double s[3];
        for (uint64_t k = 0; k < 3; k++)
            s[k] = random_normal(1, RNG_PLANE, k, i);
        double *p = points + i * DIM;
        p[0] = 10 + 5 * s[0] * 0.6 + 2 * s[1] * 0.8;
        p[3] = 5 * s[0] * 0.8 - 2 * s[1] * 0.6;
        p[6] = 0.1 * s[2];
    }
    struct plane plane;
    plane_pca(&plane, DIM, COUNT, points);
    ck_assert_double_eq_tol(fabs(plane.u[0]), 0.6, 0.05);
    ck_assert_double_eq_tol(fabs(plane.u[3]), 0.8, 0.05);
    ck_assert_double_eq_tol(fabs(plane.v[0]), 0.8, 0.05);
    ck_assert_double_gt(plane.share[0], 0.8);
    ck_assert_double_eq_tol(plane.share[0] + plane.share[1], 1, 0.001);
    plane_finish(&plane);
}
END_TEST

START_TEST(pca_of_a_single_point_is_still_a_plane)
{
    const double point[DIM] = {1, 2, 3};
    double theta[DIM], found[2];
    struct plane plane;
    plane_pca(&plane, DIM, 1, point);
    plane_point(&plane, 2, -3, theta);
    plane_project(&plane, theta, found);
    ck_assert_double_eq_tol(found[0], 2, 1e-12);
    ck_assert_double_eq_tol(found[1], -3, 1e-12);
    plane_finish(&plane);
}
END_TEST

/* Along (0.6, 0.8) in the first two of the parameters; the order of the points must not matter. */
START_TEST(pca_of_a_line_is_still_a_plane)
{
    double points[6 * DIM] = {0}, found[2], theta[DIM];
    const double along[6] = {-1, -1, 2, 2, -1, -1};
    for (size_t i = 0; i < 6; i++) {
        points[i * DIM] = 1e43 * along[i] * 0.6;
        points[i * DIM + 1] = 1e43 * along[i] * 0.8;
    }
    struct plane plane;
    plane_pca(&plane, DIM, 6, points);
    ck_assert_double_eq_tol(fabs(plane.u[0]), 0.6, 1e-12);
    ck_assert_double_eq_tol(plane.share[0], 1, 1e-9);
    ck_assert_double_eq_tol(plane.share[1], 0, 1e-9);
    double uv = 0, vv = 0;
    for (size_t d = 0; d < DIM; d++) {
        uv += plane.u[d] * plane.v[d];
        vv += plane.v[d] * plane.v[d];
    }
    ck_assert_double_eq_tol(uv, 0, 1e-12);
    ck_assert_double_eq_tol(vv, 1, 1e-12);
    plane_point(&plane, 2e43, -3e43, theta);
    plane_project(&plane, theta, found);
    ck_assert_double_eq_tol(found[1] / 1e43, -3, 1e-9);
    plane_finish(&plane);
}
END_TEST

/* Points on a line but for rounding, off it by `noise` of their spread. */
static struct plane plane_of_noisy_line(double noise)
{
    enum { COUNT = 40 };
    static double points[COUNT * DIM];
    for (size_t i = 0; i < COUNT; i++) {
        const double along = exp(-0.1 * (double)i);
        for (size_t d = 0; d < DIM; d++)
            points[i * DIM + d] =
                along * (1 + (double)d / 3) + noise * random_normal(3, RNG_PLANE, i, d);
    }
    struct plane plane;
    plane_pca(&plane, DIM, COUNT, points);
    return plane;
}

START_TEST(rounding_is_no_second_direction)
{
    struct plane plane = plane_of_noisy_line(1e-15);
    double uv = 0, largest = 0;
    ck_assert(plane_is_of_line(&plane));
    ck_assert_double_eq(plane.share[1], 0);
    for (size_t d = 0; d < DIM; d++) {
        uv += plane.u[d] * plane.v[d];
        largest = fmax(largest, fabs(plane.v[d]));
    }
    ck_assert_double_eq_tol(uv, 0, 1e-12);
    ck_assert_double_gt(largest, 0.9); /* an axis, and not what rounding makes */
    plane_finish(&plane);
    plane = plane_of_noisy_line(1e-8); /* a variance of 1e-16 of the first is still none */
    ck_assert(plane_is_of_line(&plane));
    plane_finish(&plane);
    plane = plane_of_noisy_line(1e-4);
    ck_assert(!plane_is_of_line(&plane));
    ck_assert_double_gt(plane.share[1], 0);
    plane_finish(&plane);
}
END_TEST

/* Each block of a direction is as long as the origin's; parameters in no block do not move. */
START_TEST(random_directions_are_normalised_by_block)
{
    static const struct plane_block blocks[] = {{0, 2}, {2, 2}, {5, 2}};
    double origin[DIM];
    struct plane plane;
    for (size_t i = 0; i < DIM; i++)
        origin[i] = (double)(i + 1) / 4;
    plane_random(&plane, DIM, origin, blocks, 3, 9);
    for (size_t b = 0; b < 3; b++) {
        double has = 0, wanted = 0;
        for (size_t i = blocks[b].first; i < blocks[b].first + blocks[b].length; i++) {
            has += plane.u[i] * plane.u[i];
            wanted += origin[i] * origin[i];
        }
        ck_assert_double_eq_tol(sqrt(has), sqrt(wanted), 1e-12);
    }
    ck_assert_double_eq(plane.v[4], 0);
    ck_assert_double_ne(plane.u[0], plane.v[0]);
    plane_finish(&plane);
}
END_TEST

/* Directions that are not orthogonal: the projection is still the nearest point. */
START_TEST(projection_is_the_nearest_point)
{
    double origin[3] = {0, 0, 1}, u[3] = {1, 0, 0}, v[3] = {1, 1, 0}, point[2];
    const struct plane plane = {.dim = 3, .origin = origin, .u = u, .v = v};
    const double theta[3] = {5, 2, 40};
    plane_project(&plane, theta, point);
    ck_assert_double_eq_tol(point[0], 3, 1e-12);
    ck_assert_double_eq_tol(point[1], 2, 1e-12);
}
END_TEST

static Suite *plane_suite(void)
{
    Suite *suite = suite_create("plane");
    TCase *planes = tcase_create("planes");
    tcase_add_test(planes, axes_are_the_parameters_themselves);
    tcase_add_test(planes, pca_finds_the_directions_of_the_spread);
    tcase_add_test(planes, pca_of_a_single_point_is_still_a_plane);
    tcase_add_test(planes, pca_of_a_line_is_still_a_plane);
    tcase_add_test(planes, rounding_is_no_second_direction);
    tcase_add_test(planes, random_directions_are_normalised_by_block);
    tcase_add_test(planes, projection_is_the_nearest_point);
    suite_add_tcase(suite, planes);
    return suite;
}

int main(void)
{
    return suite_main(plane_suite());
}
