/* The last step of a race of epochs, as far as the batches of now tell. */
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
    {3, "sgd", 10, 12}, {3, "sgd", 12, 12}, {3, "sgd", 39, 6},    {3, "sgd", 0, 3},
    {3, "sgd", 50, 3},  {3, "gd", 10, 3},   {2.5, "sgd", 10, 12}, {3, "sgd", 1, 120},
};

START_TEST(last_step_is_that_of_the_last_epoch)
{
    struct race race;
    make_race(&race, cases[_i].epochs, cases[_i].method, cases[_i].batch);
    ck_assert_uint_eq(race_end(&race), cases[_i].end);
    race_go(&race, 5);
    ck_assert_uint_ge(race_end(&race), race.step);
    race_finish(&race);
}
END_TEST

/* Whole epochs end where it was said. */
START_TEST(race_stops_at_its_end)
{
    struct race race;
    make_race(&race, 3, "sgd", 12);
    const uint64_t end = race_end(&race);
    race_go(&race, 1000);
    ck_assert_uint_eq(race.step, end);
    ck_assert(race_is_over(&race));
    race_finish(&race);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("race_end");
    TCase *tests = tcase_create("end");
    tcase_add_loop_test(tests, last_step_is_that_of_the_last_epoch, 0,
                        sizeof cases / sizeof *cases);
    tcase_add_test(tests, race_stops_at_its_end);
    suite_add_tcase(suite, tests);
    return suite_main(suite);
}
