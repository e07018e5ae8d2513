/* What a branch keeps of the past, and at which point weight decay is taken. */
#include <check.h>
#include <string.h>

#include "race/run.h"
#include "suite.h"

static struct problem *problem;
static struct run *run;

static void start(const char *surface, const char *method, double weight_decay)
{
    const struct surface_spec spec = {.surface = surface_find(surface), .samples = 1};
    const struct run_limits limits = {.steps = 1000};
    const double at[2] = {1, 0};
    struct run_settings settings;
    problem = problem_create_surface(&spec, 1, NULL);
    run_settings_init(&settings, optimizer_find(method));
    settings.hyper[HYPER_LR] = 0.1;
    settings.hyper[HYPER_WEIGHT_DECAY] = weight_decay;
    run = run_create(problem, &settings, &limits, at);
}

static void finish(void)
{
    run_destroy(run);
    problem_release(problem);
}

START_TEST(branch_keeps_the_changes_of_its_own_step)
{
    start("bowl", "momentum", 0);
    run_seek(run, 10);
    run_change(run, HYPER_LR, 0.02);
    run_seek(run, 20);
    run_change(run, HYPER_LR, 0.03);
    run_seek(run, 30);
    run_seek(run, 10);
    run_change(run, HYPER_BETA, 0.5);
    ck_assert_uint_eq(run->change_count, 2);
    run_seek(run, 0);
    run_seek(run, 25);
    ck_assert_double_eq(run->settings.hyper[HYPER_LR], 0.02);
    ck_assert_double_eq(run->settings.hyper[HYPER_BETA], 0.5);
    ck_assert_double_eq(run->row->lr, 0.02);
    finish();
}
END_TEST

/* f = (x^2 + y^2)/2 from (1, 0), rate 0.1, beta 0.9, weight decay 0.5:
 * g = 1 + 0.5 = 1.5, v = -0.15, x = 0.85; the look-ahead is 0.85 - 0.9 0.15 = 0.715, and there
 * g = 1.5 0.715 = 1.0725. */
START_TEST(nag_decays_the_weights_of_the_look_ahead)
{
    start("bowl", "nag", 0.5);
    run_step(run);
    ck_assert_double_eq_tol(run->theta[0], 0.85, 1e-15);
    run_step(run);
    ck_assert_double_eq_tol(run->g[0], 1.0725, 1e-15);
    finish();
}
END_TEST

/* theta doubles with every update. Where the full problem is not evaluated at each, a step between
 * two evaluations is as it was when it was come to from the other side. */
START_TEST(growth_is_the_same_on_the_way_back)
{
    const struct surface_spec spec = {.surface = surface_find("bowl"), .samples = 1};
    const struct run_limits limits = {.steps = 1000, .every = 4};
    const double at[2] = {1, 1};
    enum run_status status[41];
    struct run_settings settings;
    problem = problem_create_surface(&spec, 1, NULL);
    run_settings_init(&settings, optimizer_find("gd"));
    settings.hyper[HYPER_LR] = 3;
    run = run_create(problem, &settings, &limits, at);
    for (uint64_t step = 0; step <= 40; step++) {
        run_seek(run, step);
        status[step] = run_status(run);
    }
    ck_assert_int_eq(status[8], RUN_RUNNING);
    ck_assert_int_eq(status[38], RUN_GROWING);
    for (uint64_t step = 40; step-- > 0;) {
        run_seek(run, step);
        ck_assert_int_eq(run_status(run), status[step]);
    }
    finish();
}
END_TEST

/* ---- the schedule ---- */

static double kind_of(const char *name)
{
    for (size_t i = 0; i < schedule_count(); i++)
        if (strcmp(schedule_name(i), name) == 0)
            return (double)i;
    ck_abort_msg("no schedule %s", name);
}

static void change_schedule(const char *kind, double tau)
{
    run_change(run, RUN_SCHEDULE_KIND, kind_of(kind));
    run_change(run, RUN_SCHEDULE + SCHEDULE_TAU, tau);
}

START_TEST(schedule_changed_on_the_way_is_replayed)
{
    start("bowl", "gd", 0);
    run_seek(run, 10);
    change_schedule("inverse", 20);
    run_seek(run, 40);
    ck_assert_double_eq(run->row->lr, 0.1 / (1 + 39.0 / 20));
    const double theta = run->theta[0];
    run_seek(run, 3);
    ck_assert_ptr_eq(run->settings.schedule.kind, schedule_find("constant"));
    ck_assert_double_eq(run->row->lr, 0.1);
    run_seek(run, 40);
    ck_assert_double_eq(run->theta[0], theta);
    finish();
}
END_TEST

/* The change of the kind drops what was said of the schedule at this step, so that its defaults
 * hold now and in the replay. */
START_TEST(schedule_of_another_kind_begins_with_its_defaults)
{
    start("bowl", "gd", 0);
    run_seek(run, 10);
    change_schedule("cosine", 7);
    run_change(run, RUN_SCHEDULE_KIND, kind_of("linear"));
    ck_assert_double_eq(run->settings.schedule.value[SCHEDULE_TAU], 100);
    ck_assert_uint_eq(run->change_count, 1);
    change_schedule("linear", 50);
    change_schedule("linear", 60);
    ck_assert_uint_eq(run->change_count, 2);
    run_change(run, RUN_SCHEDULE_KIND, kind_of("linear"));
    ck_assert_double_eq(run->settings.schedule.value[SCHEDULE_TAU], 100);
    run_seek(run, 30);
    const double theta = run->theta[0];
    run_seek(run, 0);
    run_seek(run, 30);
    ck_assert_double_eq(run->settings.schedule.value[SCHEDULE_TAU], 100);
    ck_assert_double_eq(run->theta[0], theta);
    finish();
}
END_TEST

START_TEST(settings_are_written_as_the_verb_takes_them)
{
    struct text words = {0};
    run_setting_words(HYPER_LR, 0.1, &words);
    text_add(&words, ", ");
    run_setting_words(HYPER_EPS_INSIDE, 1, &words);
    text_add(&words, ", ");
    run_setting_words(RUN_SCHEDULE_KIND, kind_of("cosine"), &words);
    ck_assert_str_eq(text_string(&words), "lr 0.1, eps_inside true, schedule cosine");
    text_finish(&words);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("run_branch");
    TCase *tests = tcase_create("run");
    tcase_add_test(tests, branch_keeps_the_changes_of_its_own_step);
    tcase_add_test(tests, nag_decays_the_weights_of_the_look_ahead);
    tcase_add_test(tests, growth_is_the_same_on_the_way_back);
    tcase_add_test(tests, schedule_changed_on_the_way_is_replayed);
    tcase_add_test(tests, schedule_of_another_kind_begins_with_its_defaults);
    tcase_add_test(tests, settings_are_written_as_the_verb_takes_them);
    suite_add_tcase(suite, tests);
    return suite_main(suite);
}
