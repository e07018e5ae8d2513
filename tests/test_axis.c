/* Ticks are round, few and where they belong, whatever the range. */
#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "draw/axis.h"
#include "suite.h"

/* The labels, joined by spaces. */
static void labels(struct axis axis, size_t wanted, struct text *out)
{
    struct tick ticks[AXIS_TICKS];
    size_t count = axis_ticks(axis, wanted, ticks);
    for (size_t i = 0; i < count; i++)
        text_printf(out, "%s%s", i > 0 ? " " : "", ticks[i].label);
}

START_TEST(ticks_are_round)
{
    static const struct {
        double low, high;
        bool logarithmic;
        size_t wanted;
        const char *labels;
    } cases[] = {
        {0, 1, false, 6, "0 0.2 0.4 0.6 0.8 1"},
        {0, 1, false, 5, "0 0.5 1"},
        {0.1, 0.7, false, 7, "0.1 0.2 0.3 0.4 0.5 0.6 0.7"}, /* 0.7 / 0.1 is below 7 */
        {-1.2, 2, false, 4, "-1 0 1 2"},
        {0, 123456, false, 4, "0 50k 100k"},
        {1000, 1000.5, false, 4, "1000 1000.2 1000.4"},
        {3e6, 3.1e6, false, 3, "3M 3.05M 3.1M"},
        {0, 1e-9, false, 3, "0 5e-10 1e-9"},
        {1, 4, false, 1, "2"},
        {1e-8, 1000, true, 12, "1e-8 1e-7 1e-6 1e-5 1e-4 0.001 0.01 0.1 1 10 100 1000"},
        {1e-8, 1000, true, 6, "1e-8 1e-6 1e-4 0.01 1 100"},
        {0.5, 60, true, 5, "1 10"},
        {3, 50, true, 5, "10 20 30 40 50"},
        {1e-300, 1e300, true, 3, "1e-200 1 1e200"},
        {-1e300, 1e300, false, 3, "-1e300 0 1e300"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct text shown = {0};
        labels(axis_make(cases[i].low, cases[i].high, cases[i].logarithmic), cases[i].wanted,
               &shown);
        ck_assert_str_eq(text_string(&shown), cases[i].labels);
        text_finish(&shown);
    }
}
END_TEST

START_TEST(tick_values_are_exact_decimals)
{
    struct tick ticks[AXIS_TICKS];
    size_t count = axis_ticks(axis_make(0, 0.5, false), 6, ticks);
    const double exact[] = {0, 0.1, 0.2, 0.3, 0.4, 0.5};
    ck_assert_uint_eq(count, ARRAY_LENGTH(exact));
    for (size_t i = 0; i < count; i++)
        ck_assert(ticks[i].value == exact[i]); /* 3 * 0.1 would not be 0.3 */
}
END_TEST

START_TEST(backward_axis_has_the_same_ticks_at_mirrored_places)
{
    struct tick forward[AXIS_TICKS], backward[AXIS_TICKS];
    size_t count = axis_ticks(axis_make(-3, 7, false), 6, forward);
    ck_assert_uint_eq(axis_ticks(axis_make(7, -3, false), 6, backward), count);
    ck_assert_uint_gt(count, 3);
    for (size_t i = 0; i < count; i++) {
        ck_assert(forward[i].value == backward[i].value);
        ck_assert_double_eq_tol(forward[i].position, 1 - backward[i].position, 1e-15);
    }
}
END_TEST

/* All pairs of these, and all numbers of ticks, make an axis that can be drawn. */
START_TEST(every_range_makes_an_axis)
{
    static const double odd[] = {0,      -0.0,    1,        -1,        5e-324,   1e-308,
                                 1e308,  -1e308,  1e300,    1 + 1e-12, 1 + 1e-9, 2,
                                 1e-300, -5e-324, HUGE_VAL, -HUGE_VAL, 250,      99999};
    struct tick ticks[AXIS_TICKS];
    for (size_t i = 0; i <= ARRAY_LENGTH(odd); i++) {
        for (size_t j = 0; j < 2 * ARRAY_LENGTH(odd); j++) {
            double low = i < ARRAY_LENGTH(odd) ? odd[i] : nan("");
            struct axis axis = axis_make(low, odd[j / 2], j % 2);
            ck_assert(isfinite(axis.low) && isfinite(axis.high) && axis.low != axis.high);
            ck_assert(!axis.logarithmic || (axis.low > 0 && axis.high > 0));
            ck_assert(axis_position(axis, axis.low) == 0 && axis_position(axis, axis.high) == 1);
            for (size_t wanted = 0; wanted < 20; wanted++) {
                size_t count = axis_ticks(axis, wanted, ticks);
                ck_assert(count <= wanted && count <= AXIS_TICKS);
                for (size_t k = 0; k < count; k++) {
                    ck_assert(ticks[k].position > -1e-6 && ticks[k].position < 1 + 1e-6);
                    ck_assert(k == 0 || ticks[k].value > ticks[k - 1].value);
                    ck_assert(k == 0 || strcmp(ticks[k].label, ticks[k - 1].label) != 0);
                }
            }
        }
    }
}
END_TEST

START_TEST(bounds_that_are_missing_get_defaults)
{
    struct axis axis = axis_make(nan(""), HUGE_VAL, false);
    ck_assert(axis.low == 0 && axis.high == 1);
    axis = axis_make(0, 100, true);
    ck_assert(axis.low == 10 && axis.high == 100);
    axis = axis_make(5, 5, false);
    ck_assert(axis.low == 4.5 && axis.high == 5.5);
    axis = axis_make(0, 0, false);
    ck_assert(axis.low == -1 && axis.high == 1);
}
END_TEST

START_TEST(value_is_the_inverse_of_position)
{
    static const struct axis axes[] = {{-2, 3, false}, {3, -2, false}, {1e-8, 100, true}};
    for (size_t i = 0; i < ARRAY_LENGTH(axes); i++)
        for (double position = -0.25; position <= 1.25; position += 0.25)
            ck_assert_double_eq_tol(axis_position(axes[i], axis_value(axes[i], position)), position,
                                    1e-14);
    ck_assert(isnan(axis_position(axes[2], 0)));
    ck_assert(isnan(axis_position(axes[2], -1)));
    ck_assert(isnan(axis_position(axes[0], nan(""))));
}
END_TEST

START_TEST(labels_are_short)
{
    static const struct {
        double value;
        int digits;
        const char *label;
    } cases[] = {
        {0.01, 3, "0.01"},
        {1e-8, 3, "1e-8"},
        {0.0001, 3, "1e-4"},
        {1e-5, 3, "1e-5"},
        {1e5, 3, "100k"},
        {1e8, 3, "100M"},
        {-2.5, 3, "-2.5"},
        {250, 3, "250"},
        {10000, 3, "10k"},
        {12345, 3, "12.3k"},
        {3e6, 3, "3M"},
        {1e12, 3, "1e12"},
        {-1.5e-9, 2, "-1.5e-9"},
        {0.001, 1, "0.001"},
        {9999.6, 4, "10k"},
        {0.00099999, 3, "0.001"},
        {999999999, 3, "1e9"},
        {1234, 2, "1200"},
        {-0.0, 3, "0"},
        {-HUGE_VAL, 3, "-inf"},
        {HUGE_VAL, 3, "inf"},
        {100, 0, "100"},
        {-1.7e308, 2, "-1.7e308"},
        {1, 99, "1"},
        {-1.0 / 3e300, 99, "-3.33333333333e-301"},
    };
    char label[AXIS_LABEL];
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        ck_assert_str_eq(axis_label(label, cases[i].value, cases[i].digits), cases[i].label);
    ck_assert_str_eq(axis_label(label, nan(""), 3), "nan");
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("axis");
    tcase_add_test(tests, ticks_are_round);
    tcase_add_test(tests, tick_values_are_exact_decimals);
    tcase_add_test(tests, backward_axis_has_the_same_ticks_at_mirrored_places);
    tcase_add_test(tests, every_range_makes_an_axis);
    tcase_add_test(tests, bounds_that_are_missing_get_defaults);
    tcase_add_test(tests, value_is_the_inverse_of_position);
    tcase_add_test(tests, labels_are_short);
    Suite *suite = suite_create("axis");
    suite_add_tcase(suite, tests);
    return suite_main(suite);
}
