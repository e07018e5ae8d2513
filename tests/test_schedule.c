/* The schedules at their ends and in the middle. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/schedule.h"
#include "suite.h"

static struct schedule schedule_of(const char *name)
{
    struct schedule schedule = {.kind = schedule_find(name)};
    ck_assert_ptr_nonnull(schedule.kind);
    memcpy(schedule.value, schedule.kind->defaults, sizeof schedule.value);
    return schedule;
}

START_TEST(every_kind_begins_at_lr)
{
    for (size_t i = 0; i < schedule_count(); i++) {
        const struct schedule schedule = schedule_of(schedule_name(i));
        ck_assert_double_eq(schedule_rate(&schedule, 0.25, 0), 0.25);
    }
}
END_TEST

START_TEST(defaults_are_within_their_ranges)
{
    for (size_t i = 0; i < schedule_count(); i++)
        for (int v = 0; v < SCHEDULE_VALUES; v++)
            if (schedule_takes(schedule_at(i), (enum schedule_value)v))
                ck_assert(parameter_check(schedule_parameter((enum schedule_value)v),
                                          schedule_at(i)->defaults[v], NULL));
}
END_TEST

START_TEST(linear_goes_straight_to_final_and_stays)
{
    struct schedule linear = schedule_of("linear");
    linear.value[SCHEDULE_TAU] = 10;
    linear.value[SCHEDULE_FINAL] = 0.1;
    ck_assert_double_eq_tol(schedule_rate(&linear, 0.5, 5), 0.3, 1e-15);
    ck_assert_double_eq(schedule_rate(&linear, 0.5, 10), 0.1);
    ck_assert_double_eq(schedule_rate(&linear, 0.5, 1000000), 0.1);
}
END_TEST

START_TEST(cosine_is_half_way_at_half_time)
{
    struct schedule cosine = schedule_of("cosine");
    cosine.value[SCHEDULE_TAU] = 150;
    cosine.value[SCHEDULE_FINAL] = 0.1;
    ck_assert_double_eq_tol(schedule_rate(&cosine, 0.5, 75), 0.3, 1e-15);
    ck_assert_double_eq(schedule_rate(&cosine, 0.5, 150), 0.1);
}
END_TEST

START_TEST(inverse_halves_after_tau)
{
    struct schedule inverse = schedule_of("inverse");
    inverse.value[SCHEDULE_TAU] = 20;
    ck_assert_double_eq(schedule_rate(&inverse, 0.5, 20), 0.25);
    ck_assert_double_eq(schedule_rate(&inverse, 0.5, 60), 0.125);
}
END_TEST

START_TEST(step_falls_at_each_period)
{
    struct schedule step = schedule_of("step");
    step.value[SCHEDULE_PERIOD] = 40;
    ck_assert_double_eq(schedule_rate(&step, 1, 39), 1);
    ck_assert_double_eq(schedule_rate(&step, 1, 40), 0.5);
    ck_assert_double_eq(schedule_rate(&step, 1, 80), 0.25);
}
END_TEST

/* Also where gamma^k is below the smallest normal number of the corrections, 2^-54. */
START_TEST(exponential_multiplies_at_each_update)
{
    struct schedule exponential = schedule_of("exponential");
    exponential.value[SCHEDULE_GAMMA] = 0.5;
    ck_assert_double_eq(schedule_rate(&exponential, 1, 3), 0.125);
    ck_assert_double_eq(schedule_rate(&exponential, 1, 100), 0x1p-100);
}
END_TEST

START_TEST(warmup_rises_to_the_full_rate)
{
    struct schedule constant = schedule_of("constant");
    constant.value[SCHEDULE_WARMUP] = 4;
    const double rates[] = {0.25, 0.5, 0.75, 1, 1};
    for (uint64_t k = 0; k < 5; k++)
        ck_assert_double_eq(schedule_rate(&constant, 1, k), rates[k]);
}
END_TEST

static Suite *schedule_suite(void)
{
    Suite *suite = suite_create("schedule");
    TCase *kinds = tcase_create("kinds");
    tcase_add_test(kinds, every_kind_begins_at_lr);
    tcase_add_test(kinds, defaults_are_within_their_ranges);
    tcase_add_test(kinds, linear_goes_straight_to_final_and_stays);
    tcase_add_test(kinds, cosine_is_half_way_at_half_time);
    tcase_add_test(kinds, inverse_halves_after_tau);
    tcase_add_test(kinds, step_falls_at_each_period);
    tcase_add_test(kinds, exponential_multiplies_at_each_update);
    tcase_add_test(kinds, warmup_rises_to_the_full_rate);
    suite_add_tcase(suite, kinds);
    return suite;
}

int main(void)
{
    return suite_main(schedule_suite());
}
