/* Marching squares against lines that are known. */
#include <check.h>
#include <math.h>
#include <stdbool.h>

#include "draw/isolines.h"
#include "suite.h"

struct segment {
    double x0, y0, x1, y1;
};

struct segments {
    struct segment list[4096];
    size_t count;
};

static void collect(void *context, double x0, double y0, double x1, double y1)
{
    struct segments *segments = context;
    ck_assert_uint_lt(segments->count, 4096);
    segments->list[segments->count++] = (struct segment){x0, y0, x1, y1};
}

static struct segments found;

static void trace(const double *values, size_t columns, size_t rows, double level)
{
    found.count = 0;
    isolines_trace(values, columns, rows, level, collect, &found);
}

#define SIDE 41

/* x^2 + y^2 over [-2, 2] x [-2, 2], as grid[row][column]. */
static void sample_bowl(double *grid)
{
    for (int r = 0; r < SIDE; r++) {
        for (int c = 0; c < SIDE; c++) {
            double x = (c - 20) / 10.0, y = (r - 20) / 10.0;
            grid[r * SIDE + c] = x * x + y * y;
        }
    }
}

START_TEST(isolines_of_a_bowl_are_circles)
{
    static double grid[SIDE * SIDE];
    sample_bowl(grid);
    static const double radii[] = {0.35, 0.7, 1.1, 1.55, 1.9};
    for (size_t i = 0; i < sizeof radii / sizeof radii[0]; i++) {
        double radius = radii[i];
        trace(grid, SIDE, SIDE, radius * radius);
        ck_assert_uint_gt(found.count, 8);
        for (size_t k = 0; k < found.count; k++) {
            double x = (found.list[k].x0 - 20) / 10, y = (found.list[k].y0 - 20) / 10;
            /* Linear interpolation of a square over h = 0.1 is off by h^2/4 at most, and the
             * radius by that over the slope 2r; half as much again for the higher orders. */
            ck_assert_double_eq_tol(hypot(x, y), radius, 1.5 * 0.0025 / (2 * radius));
        }
    }
}
END_TEST

/* How many ends of segments lie exactly there. */
static int ends_at(double x, double y)
{
    int ends = 0;
    for (size_t k = 0; k < found.count; k++) {
        ends += found.list[k].x0 == x && found.list[k].y0 == y;
        ends += found.list[k].x1 == x && found.list[k].y1 == y;
    }
    return ends;
}

START_TEST(closed_lines_meet_exactly)
{
    static double grid[SIDE * SIDE];
    sample_bowl(grid);
    trace(grid, SIDE, SIDE, 1.21);
    for (size_t k = 0; k < found.count; k++) {
        ck_assert_int_eq(ends_at(found.list[k].x0, found.list[k].y0), 2);
        ck_assert_int_eq(ends_at(found.list[k].x1, found.list[k].y1), 2);
    }
}
END_TEST

START_TEST(plane_has_one_straight_line)
{
    const double grid[] = {
        0,  1,  2, /* x + 10 y */
        10, 11, 12,
    };
    trace(grid, 3, 2, 6);
    ck_assert_uint_eq(found.count, 2);
    for (size_t k = 0; k < 2; k++) {
        ck_assert_double_eq_tol(found.list[k].x0 + 10 * found.list[k].y0, 6, 1e-12);
        ck_assert_double_eq_tol(found.list[k].x1 + 10 * found.list[k].y1, 6, 1e-12);
    }
}
END_TEST

/* Whether some segment cuts the corner at (x, y) off: both ends half an edge away from it. */
static bool cuts(double x, double y)
{
    for (size_t k = 0; k < found.count; k++) {
        struct segment s = found.list[k];
        if (fabs(s.x0 - x) + fabs(s.y0 - y) < 1 && fabs(s.x1 - x) + fabs(s.y1 - y) < 1)
            return true;
    }
    return false;
}

START_TEST(saddle_is_resolved_by_its_middle)
{
    const double high_middle[] = {2, 0, 0, 2.5}; /* mean 1.125 */
    trace(high_middle, 2, 2, 1.05);
    ck_assert_uint_eq(found.count, 2);
    ck_assert(cuts(1, 0) && cuts(0, 1));
    const double low_middle[] = {2, -0.5, -0.5, 2}; /* mean 0.75 */
    trace(low_middle, 2, 2, 0.8);
    ck_assert_uint_eq(found.count, 2);
    ck_assert(cuts(0, 0) && cuts(1, 1));
    const double turned[] = {0, 2, 2.5, 0};
    trace(turned, 2, 2, 1.05);
    ck_assert(cuts(0, 0) && cuts(1, 1));
}
END_TEST

START_TEST(squares_with_undefined_corners_are_left_out)
{
    const double grid[] = {
        0, 0, 0,       0, /* the line y = 1/2 but for the squares at the nan */
        1, 1, nan(""), 1,
    };
    trace(grid, 4, 2, 0.5);
    ck_assert_uint_eq(found.count, 1);
    const double infinite[] = {0, HUGE_VAL, -HUGE_VAL, 1};
    trace(infinite, 2, 2, 0.5);
    ck_assert_uint_eq(found.count, 0);
}
END_TEST

START_TEST(extreme_values_give_points_within_the_grid)
{
    const double grids[][4] = {
        {-1.7e308, 1.7e308, 1.7e308, -1.7e308}, {0, 5e-324, 5e-324, 0}, {1, 1, 1, 1 + 2.3e-16}};
    const double levels[] = {1e300, 5e-324, 1 + 2.3e-16};
    for (size_t i = 0; i < 3; i++) {
        trace(grids[i], 2, 2, levels[i]);
        ck_assert_uint_gt(found.count, 0);
        for (size_t k = 0; k < found.count; k++) {
            struct segment s = found.list[k];
            ck_assert(s.x0 >= 0 && s.x0 <= 1 && s.y0 >= 0 && s.y0 <= 1);
            ck_assert(s.x1 >= 0 && s.x1 <= 1 && s.y1 >= 0 && s.y1 <= 1);
        }
    }
}
END_TEST

START_TEST(overflowing_difference_is_still_halved)
{
    const double grid[] = {-1.7e308, 1.7e308, -1.7e308, 1.7e308};
    trace(grid, 2, 2, 0);
    ck_assert_uint_eq(found.count, 1);
    ck_assert_double_eq_tol(found.list[0].x0, 0.5, 1e-15);
    ck_assert_double_eq_tol(found.list[0].x1, 0.5, 1e-15);
}
END_TEST

START_TEST(grids_without_squares_have_no_lines)
{
    const double values[] = {0, 1, 0, 1};
    trace(values, 4, 1, 0.5);
    ck_assert_uint_eq(found.count, 0);
    trace(values, 1, 4, 0.5);
    ck_assert_uint_eq(found.count, 0);
    trace(values, 0, 0, 0.5);
    ck_assert_uint_eq(found.count, 0);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("isolines");
    tcase_add_test(tests, isolines_of_a_bowl_are_circles);
    tcase_add_test(tests, closed_lines_meet_exactly);
    tcase_add_test(tests, plane_has_one_straight_line);
    tcase_add_test(tests, saddle_is_resolved_by_its_middle);
    tcase_add_test(tests, squares_with_undefined_corners_are_left_out);
    tcase_add_test(tests, extreme_values_give_points_within_the_grid);
    tcase_add_test(tests, overflowing_difference_is_still_halved);
    tcase_add_test(tests, grids_without_squares_have_no_lines);
    Suite *suite = suite_create("isolines");
    suite_add_tcase(suite, tests);
    return suite_main(suite);
}
