/* What is said of a run is true of it: its status, whether it is at rest, its score. */
#include "told.h"

#include "race/verdict.h"

static const struct run *first_run(void)
{
    return session.race.runs[0];
}

/* ---- the status ---- */

#define GROWING                                                                                    \
    "problem = { surface = \"bowl\"; }; start = ( 1.0, 1.0 ); steps = 60;\n"                       \
    "optimizers = ( { method = \"gd\"; lr = 3; } );\n"

/* theta doubles with every update, the loss is four times as large: above 1e6 after 10. */
START_TEST(a_loss_far_above_its_first_one_grows)
{
    open_text(GROWING);
    say("step 9");
    ck_assert_str_eq(run_status_name(run_status(first_run())), "running");
    say("step 1");
    ck_assert_str_eq(run_status_name(run_status(first_run())), "growing");
    ck_assert(shows("growing"));
    say("seek end");
    ck_assert(shows("growing") && !shows("done"));
    ck_assert(summary_says("growing") && !summary_says("done"));
    ck_assert(json_says("\"status\":\"growing\""));
    close_scene();
}
END_TEST

START_TEST(a_growing_run_goes_on)
{
    open_text(GROWING);
    say("seek end");
    ck_assert_uint_eq(first_run()->step, 60);
    ck_assert(race_is_over(&session.race));
    say("step 5");
    ck_assert_uint_eq(first_run()->step, 65);
    ck_assert(!race_is_over(&session.race));
    close_scene();
}
END_TEST

START_TEST(a_high_loss_that_falls_does_not_grow)
{
    open_text(GROWING);
    say("step 20; lr 0.5; step 2");
    ck_assert_double_gt(first_run()->row->loss, 1e6);
    ck_assert_int_eq(run_status(first_run()), RUN_RUNNING);
    close_scene();
}
END_TEST

/* Also between two evaluations, and where a keyframe was put back. */
START_TEST(the_status_of_a_step_is_the_same_after_going_back)
{
    open_text(GROWING);
    enum run_status status[41];
    for (uint64_t step = 0; step <= 40; step++) {
        say(step ? "step" : "restart");
        if (step == 25)
            say("lr 0.5");
        status[step] = run_status(first_run());
    }
    for (uint64_t step = 40; step-- > 0;) {
        say("back");
        ck_assert_int_eq(run_status(first_run()), status[step]);
    }
    close_scene();
}
END_TEST

/* Noise around a minimum where the run began is no growth, whatever the first loss. */
START_TEST(a_first_loss_of_0_is_no_scale)
{
    open_text("problem = { surface = \"bowl\"; noise = 0.5; samples = 20; };\n"
              "start = ( 0.0, 0.0 ); batch = 2; steps = 50;\n"
              "optimizers = ( { method = \"sgd\"; lr = 0.1; } );\n");
    for (int i = 0; i < 50; i++) {
        say("step");
        ck_assert_int_ne(run_status(first_run()), RUN_GROWING);
    }
    close_scene();
}
END_TEST

START_TEST(beyond_the_scene_s_end_a_run_is_not_done)
{
    open_text("problem = { surface = \"rosenbrock\"; }; steps = 30;\n"
              "optimizers = ( { method = \"gd\"; lr = 0.001; } );\n");
    say("seek end");
    ck_assert(shows("done"));
    say("step 1");
    ck_assert(shows("running") && !shows("done"));
    say("back 1");
    ck_assert(shows("done"));
    close_scene();
}
END_TEST

/* ---- at rest ---- */

/* Momentum without friction to speak of passes the bowl's minimum at full speed. */
START_TEST(passing_a_minimum_is_no_rest)
{
    open_text("problem = { surface = \"bowl\"; }; start = ( 1.0, 0.0 ); steps = 100;\n"
              "optimizers = ( { method = \"momentum\"; lr = 1; beta = 0.9; } );\n");
    say("step 1"); /* exactly at the minimum, with a velocity of 1 */
    ck_assert_double_eq(first_run()->row->grad_norm, 0);
    ck_assert(!shows("at rest") && !summary_says("minimum  \n"));
    ck_assert_int_eq(run_point_kind(first_run()), POINT_SLOPE);
    close_scene();
}
END_TEST

/* Lion's steps are as long as its rate, also where the gradient is nearly 0. */
START_TEST(steps_of_a_sign_are_no_rest)
{
    open_text("problem = { surface = \"bowl\"; }; start = ( 0.01, 0.0 ); steps = 100;\n"
              "optimizers = ( { method = \"lion\"; lr = 0.01; } );\n");
    say("step 1");
    ck_assert_double_eq(first_run()->row->grad_norm, 0);
    ck_assert_int_eq(run_point_kind(first_run()), POINT_SLOPE);
    ck_assert(!shows("at rest"));
    close_scene();
}
END_TEST

START_TEST(a_run_that_stands_is_at_rest)
{
    open_text("problem = { surface = \"bowl\"; }; steps = 1000;\n"
              "optimizers = ( { method = \"gd\"; lr = 0.5; } );\n");
    say("step 100");
    ck_assert(shows("at rest: minimum"));
    struct text text = {0};
    summary_text(&session, &text);
    ck_assert_ptr_nonnull(strstr(text_string(&text), "  minimum\n"));
    text_finish(&text);
    say("back 50; step 50");
    ck_assert(shows("at rest: minimum"));
    close_scene();
}
END_TEST

/* A parameter of 1e200 on a surface that is flat there: nothing to be said of that point. */
START_TEST(a_diverged_run_is_at_no_flat_point)
{
    open_text("problem = { expression = \"-1e160*min(x, 1)\"; };\n"
              "start = ( 0.0, 0.0 ); steps = 10;\n"
              "optimizers = ( { method = \"gd\"; lr = 1; } );\n");
    say("step 3");
    ck_assert_int_eq(run_status(first_run()), RUN_DIVERGED);
    ck_assert_double_eq(first_run()->row->grad_norm, 0);
    ck_assert(!shows("flat point") && !summary_says("flat point"));
    ck_assert(!shows("curvature") && !shows("nan to nan") && shows("diverged"));
    close_scene();
}
END_TEST

START_TEST(a_curvature_that_is_none_is_no_number)
{
    open_text("problem = { expression = \"pow(x, 1.5) + y^2\"; };\n"
              "start = ( 0.0, 0.0 ); steps = 10;\n"
              "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n");
    ck_assert(!shows("nan") && !shows("inf") && shows("undefined here"));
    ck_assert(!shows("flat point") && !summary_says("flat point"));
    close_scene();
}
END_TEST

/* ---- scores ---- */

/* The best answer of a line to the exclusive or is 1/2, four times. */
#define HALF                                                                                       \
    "problem = { model = \"linear\"; data = \"xor\"; };\n"                                         \
    "start = ( 0.8, -0.6, 0.2 ); steps = 3000;\n"                                                  \
    "optimizers = ( { method = \"gd\"; lr = 0.3; } );\n"

START_TEST(outputs_that_are_equal_have_no_accuracy)
{
    open_text(HALF);
    ck_assert(shows("%") && !shows("all 0.5"));
    say("step 3000");
    ck_assert(shows("all 0.5") && !shows("50.0%") && !shows("75.0%"));
    ck_assert(summary_says("all 0.5") && !json_says("train_score"));
    say("pane data; pane max; data confusion");
    ck_assert(shows("right: all 0.5"));
    say("data residuals");
    ck_assert(shows("p(true class); all 0.5") && !shows("wrong"));
    close_scene();
}
END_TEST

/* Whether the screen has a line in dots. */
static bool shows_line(void)
{
    static const char *const braille[] = {"\xE2\xA0", "\xE2\xA1", "\xE2\xA2", "\xE2\xA3"};
    for (size_t i = 0; i < ARRAY_LENGTH(braille); i++)
        if (shows(braille[i]))
            return true;
    return false;
}

/* Weights of 1e-14 put no sample on either side: it is not wrong, and there is no border. */
START_TEST(outputs_that_are_equal_have_no_border)
{
    open_text(HALF);
    say("pane data; pane max");
    ck_assert(shows_line() && shows("O wrong") && shows("X▀"));
    say("step 3000");
    ck_assert(!shows_line() && !shows("wrong") && shows("all 0.5"));
    ck_assert(!shows("X ") && !shows("O ") && shows("x ") && shows("o "));
    close_scene();
}
END_TEST

/* Not yet at 1/2, but by less than four digits tell. */
START_TEST(outputs_that_look_equal_have_no_accuracy)
{
    open_text("problem = { model = \"linear\"; data = \"xor\"; };\n"
              "start = ( 0.0, 0.0, 0.50002 ); steps = 10;\n"
              "optimizers = ( { method = \"gd\"; lr = 0.001; } );\n");
    ck_assert(shows("all 0.5") && summary_says("all 0.5"));
    session.race.runs[0]->theta[2] = 0.5001;
    run_evaluate(session.race.runs[0]);
    ck_assert(shows("50.0%") && summary_says("  0.5  "));
    close_scene();
}
END_TEST

START_TEST(equal_classes_are_tied)
{
    open_text("problem = { model = \"softmax\"; init = { scheme = \"zero\"; };\n"
              "    data = { name = \"iris\"; test = 0.2; }; };\n"
              "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n");
    ck_assert(shows("tied") && !shows("33.3%") && summary_says("all tied"));
    ck_assert(!json_says("score"));
    say("step 5");
    ck_assert(!shows("tied") && json_says("train_score") && json_says("test_score"));
    close_scene();
}
END_TEST

/* R² of the mean is 0; of nearly the mean it is not -0.000. */
START_TEST(no_zero_has_a_sign)
{
    open_text("problem = { model = \"linear\"; data = \"line\"; };\n"
              "start = ( 0.0, 0.0 ); steps = 9;\n"
              "optimizers = ( { method = \"gd\"; lr = 1e-9; } );\n");
    double *theta = first_run()->theta, mean = 0;
    const struct dataset *dataset = first_run()->problem->dataset;
    for (size_t i = 0; i < dataset->n; i++)
        mean += dataset->y[i] / (double)dataset->n;
    theta[0] = 0;
    theta[1] = mean + 1e-3;
    run_evaluate(session.race.runs[0]);
    ck_assert_double_lt(first_run()->row->scores.train_score, 0);
    ck_assert(!shows("-0.000") && shows(" 0.000"));
    close_scene();
}
END_TEST

START_TEST(a_score_far_below_0_is_no_number)
{
    open_text("problem = { model = \"linear\"; data = \"line\"; };\n"
              "start = ( 1000.0, 1000.0 ); steps = 9;\n"
              "optimizers = ( { method = \"gd\"; lr = 1e-9; } );\n");
    const double score = first_run()->row->scores.train_score;
    char digits[40];
    snprintf(digits, sizeof digits, "%.0f", score);
    ck_assert_double_lt(score, -1000);
    ck_assert(shows("< -1") && !shows(digits) && summary_says("< -1") && !summary_says(digits));
    ck_assert(json_says("\"train_score\":-"));
    close_scene();
}
END_TEST

/* All of its outputs are nan, of which none is higher than another. */
START_TEST(a_diverged_run_has_no_score)
{
    open_text(
        "problem = { model = \"mlp\"; data = \"moons\"; hidden = ( 4 ); activation = \"relu\";\n"
        "    loss = \"squared\"; };\n"
        "optimizers = ( { method = \"gd\"; lr = 1e9; } );\n");
    say("step 100");
    ck_assert_int_eq(run_status(first_run()), RUN_DIVERGED);
    ck_assert(!shows("%") && !summary_says("0.5") && !json_says("score"));
    close_scene();
}
END_TEST

static Suite *told_suite(void)
{
    Suite *suite = suite_create("told");
    TCase *tests = tcase_create("told");
    tcase_add_test(tests, a_loss_far_above_its_first_one_grows);
    tcase_add_test(tests, a_growing_run_goes_on);
    tcase_add_test(tests, a_high_loss_that_falls_does_not_grow);
    tcase_add_test(tests, the_status_of_a_step_is_the_same_after_going_back);
    tcase_add_test(tests, a_first_loss_of_0_is_no_scale);
    tcase_add_test(tests, beyond_the_scene_s_end_a_run_is_not_done);
    tcase_add_test(tests, passing_a_minimum_is_no_rest);
    tcase_add_test(tests, steps_of_a_sign_are_no_rest);
    tcase_add_test(tests, a_run_that_stands_is_at_rest);
    tcase_add_test(tests, a_diverged_run_is_at_no_flat_point);
    tcase_add_test(tests, a_curvature_that_is_none_is_no_number);
    tcase_add_test(tests, outputs_that_are_equal_have_no_accuracy);
    tcase_add_test(tests, outputs_that_look_equal_have_no_accuracy);
    tcase_add_test(tests, outputs_that_are_equal_have_no_border);
    tcase_add_test(tests, equal_classes_are_tied);
    tcase_add_test(tests, no_zero_has_a_sign);
    tcase_add_test(tests, a_score_far_below_0_is_no_number);
    tcase_add_test(tests, a_diverged_run_has_no_score);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return told_main(told_suite());
}
