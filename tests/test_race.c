/* Races in lock-step, and the record they keep. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "race/race.h"
#include "suite.h"

static struct race race;

static void set_up(void)
{
    const struct surface_spec spec = {
        .surface = surface_find("rosenbrock"), .noise = 0.1, .samples = 40};
    struct problem *problem = problem_create_surface(&spec, 1, NULL);
    const struct run_limits limits = {.steps = 200};
    race_init(&race, &limits);
    static const char *const methods[] = {"gd", "sgd", "adam"};
    for (size_t i = 0; i < 3; i++) {
        struct run_settings settings;
        run_settings_init(&settings, optimizer_find(methods[i]));
        settings.hyper[HYPER_LR] = i < 2 ? 0.001 : 0.05;
        settings.batch = i == 1 ? 10 : 0;
        race_add(&race, problem, &settings, problem->start);
    }
    problem_release(problem); /* the runs share it */
}

static void tear_down(void)
{
    race_finish(&race);
}

START_TEST(runs_stay_in_step)
{
    race_go(&race, 50);
    for (size_t i = 0; i < race.count; i++)
        ck_assert_uint_eq(race.runs[i]->step, 50);
    race_go(&race, 7);
    for (size_t i = 0; i < race.count; i++)
        ck_assert_uint_eq(race.runs[i]->step, 7);
}
END_TEST

START_TEST(work_is_done_in_slices)
{
    race_seek(&race, 100);
    ck_assert(!race_work(&race, 150));
    ck_assert_uint_eq(race_reached(&race), 50);
    ck_assert_double_eq_tol(race_progress(&race), 0.5, 1e-12);
    ck_assert(race_work(&race, 150));
    ck_assert_uint_eq(race.step, 100);
}
END_TEST

START_TEST(halt_leaves_all_runs_at_one_step)
{
    race_seek(&race, 100000);
    race_work(&race, 1000);
    race_halt(&race);
    ck_assert_uint_lt(race.step, 1000);
    for (size_t i = 0; i < race.count; i++)
        ck_assert_uint_eq(race.runs[i]->step, race.step);
}
END_TEST

START_TEST(late_run_starts_at_the_start_and_catches_up)
{
    race_go(&race, 30);
    struct run_settings settings;
    run_settings_init(&settings, optimizer_find("gd"));
    settings.hyper[HYPER_LR] = 0.001;
    struct problem *problem = race.runs[0]->problem;
    struct run *late = race_add(&race, problem, &settings, problem->start);
    race_go(&race, race.step);
    ck_assert_uint_eq(late->step, 30);
    ck_assert_double_eq(late->theta[0], race.runs[0]->theta[0]);
}
END_TEST

START_TEST(race_stands_where_its_last_run_stopped)
{
    for (size_t i = 0; i < race.count; i++)
        run_change(race.runs[i], HYPER_LR, 1e200);
    race_go(&race, 150);
    ck_assert(race_is_over(&race));
    ck_assert_uint_lt(race.step, 150);
}
END_TEST

START_TEST(end_is_that_of_the_scene_or_what_was_recorded_beyond)
{
    ck_assert_uint_eq(race_end(&race), 200);
    race_go(&race, 230);
    race_go(&race, 10);
    ck_assert_uint_eq(race_end(&race), 230);
}
END_TEST

START_TEST(history_keeps_every_stride_th_record)
{
    struct history history;
    history_init(&history, sizeof(uint64_t), 10 * sizeof(uint64_t));
    for (uint64_t step = 0; step < 1000; step++)
        if (history_wants(&history, step))
            history_add(&history, step, &step);
    ck_assert_uint_le(history.count, 10);
    ck_assert_uint_eq(history.stride, 128);
    for (size_t i = 0; i < history.count; i++) {
        const uint64_t *record = history_at(&history, i);
        ck_assert_uint_eq(*record, history_step(&history, i));
    }
    ck_assert_uint_eq(history_step(&history, history_before(&history, 700)), 640);
    history_truncate(&history, 300);
    ck_assert_uint_eq(history_step(&history, history_before(&history, 999)), 256);
    history_finish(&history);
}
END_TEST

static Suite *race_suite(void)
{
    Suite *suite = suite_create("race");
    TCase *lock_step = tcase_create("lock-step");
    tcase_add_checked_fixture(lock_step, set_up, tear_down);
    tcase_add_test(lock_step, runs_stay_in_step);
    tcase_add_test(lock_step, work_is_done_in_slices);
    tcase_add_test(lock_step, halt_leaves_all_runs_at_one_step);
    tcase_add_test(lock_step, late_run_starts_at_the_start_and_catches_up);
    tcase_add_test(lock_step, race_stands_where_its_last_run_stopped);
    tcase_add_test(lock_step, end_is_that_of_the_scene_or_what_was_recorded_beyond);
    suite_add_tcase(suite, lock_step);
    TCase *record = tcase_create("record");
    tcase_add_test(record, history_keeps_every_stride_th_record);
    suite_add_tcase(suite, record);
    return suite;
}

int main(void)
{
    return suite_main(race_suite());
}
