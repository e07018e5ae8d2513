/* The last step of a race of epochs: the same wherever the race stands. */
#include <check.h>

#include "race/race.h"
#include "suite.h"

/* 40 samples. */
static void make_race(struct race *race, double epochs, const char *method, uint64_t batch)
{
    const struct surface_spec spec = {.surface = surface_find("bowl"), .noise = 0.1, .samples = 40};
    struct problem *problem = problem_create_surface(&spec, 1, NULL);
    const struct run_limits limits = {.epochs = epochs};
    struct run_settings settings;
    race_init(race, &limits);
    run_settings_init(&settings, optimizer_find(method));
    settings.batch = batch;
    race_add(race, problem, &settings, problem->start);
    problem_release(problem); /* the run has it */
}

static const struct {
    double epochs;
    const char *method;
    uint64_t batch, end;
} cases[] = {
    {3, "sgd", 10, 12},
    {3, "sgd", 12, 12},
    {3, "sgd", 39, 6},
    {3, "sgd", 0, 3},
    {3, "sgd", 50, 3},
    {3, "gd", 10, 3},
    {2.5, "sgd", 10, 10},
    {3, "sgd", 1, 120},
    {2.5, "sgd", 12, 10},
    {2.5, "sgd", 39, 5},
    {0.3, "sgd", 4, 3},
    {0.1, "sgd", 1, 4},
    {1e15, "sgd", 1, 40000000000000000},
};

START_TEST(last_step_is_the_same_at_every_step)
{
    struct race race;
    make_race(&race, cases[_i].epochs, cases[_i].method, cases[_i].batch);
    for (uint64_t step = 0; step <= 12; step++) {
        race_go(&race, step);
        ck_assert_uint_eq(race_end(&race), cases[_i].end);
    }
    race_finish(&race);
}
END_TEST

START_TEST(race_stops_at_its_end)
{
    struct race race;
    if (cases[_i].end > 1000)
        return;
    make_race(&race, cases[_i].epochs, cases[_i].method, cases[_i].batch);
    race_go(&race, 1000);
    ck_assert_uint_eq(race.step, cases[_i].end);
    ck_assert(race_is_over(&race));
    race_finish(&race);
}
END_TEST

/* Batches of 10, from step 6 of 4, from step 12 (in epoch 3) of 39: wherever the race stands. */
START_TEST(last_step_changes_with_a_batch_alone)
{
    struct race race;
    make_race(&race, 5, "sgd", 10);
    race_go(&race, 6);
    run_change(race.runs[0], RUN_BATCH, 4);
    const uint64_t end = race_end(&race);
    ck_assert_uint_eq(end, 6 + 5 + 30);
    race_go(&race, 12);
    ck_assert_uint_eq(race_end(&race), end);
    run_change(race.runs[0], RUN_BATCH, 39);
    const uint64_t sooner = race_end(&race);
    ck_assert_uint_eq(sooner, 12 + 1 + 4);
    for (uint64_t step = 0; step <= 17; step++) {
        race_go(&race, step);
        ck_assert_uint_eq(race_end(&race), sooner);
    }
    race_go(&race, 100);
    ck_assert_uint_eq(race.step, sooner);
    race_finish(&race);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("race_end");
    TCase *tests = tcase_create("end");
    tcase_add_loop_test(tests, last_step_is_the_same_at_every_step, 0,
                        sizeof cases / sizeof *cases);
    tcase_add_loop_test(tests, race_stops_at_its_end, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tests, last_step_changes_with_a_batch_alone);
    suite_add_tcase(suite, tests);
    return suite_main(suite);
}
