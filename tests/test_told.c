/* What is said of a run is true of it: its status, whether it is at rest, its score. */
#include "told.h"

#include "base/number.h"
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

/* ---- the look-ahead ---- */

static void number_of(char out[NUMBER_SIZE], double value)
{
    number_round(out, value, 4);
}

/* The gradient at theta and the one at the look-ahead, which the next update uses. */
START_TEST(nag_shows_both_gradients)
{
    char here[NUMBER_SIZE], ahead[NUMBER_SIZE];
    open_text("problem = { surface = \"ellipse\"; }; start = ( 2.0, 1.0 ); steps = 100;\n"
              "optimizers = ( { method = \"nag\"; lr = 0.01; } );\n");
    ck_assert(shows("v = β v - η g(θ + β v)"));
    say("step 3; pane inspect; pane max");
    const struct run *run = first_run();
    const double y = run->theta[1] + 0.9 * run->state[1];
    number_of(here, 25 * run->theta[1]);
    number_of(ahead, 25 * y);
    ck_assert_str_ne(here, ahead);
    ck_assert(shows("∇f(θ)") && shows("∇f(θ + βv)") && shows(here) && shows(ahead));
    say("step 1");
    ck_assert_double_eq(run->g[1], 25 * y);
    ck_assert(shows(ahead)); /* among the numbers of the rule */
    close_scene();
}
END_TEST

START_TEST(the_look_ahead_is_on_the_map_of_the_focused_nag)
{
    open_text("problem = { surface = \"bowl\"; }; start = ( 2.0, 1.0 ); steps = 100;\n"
              "optimizers = ( { method = \"nag\"; lr = 0.1; }, { method = \"momentum\"; } );\n");
    ck_assert(!shows("◇")); /* the letter lies above */
    say("step 4");
    ck_assert(shows("◇"));
    say("focus 2");
    ck_assert(!shows("◇"));
    say("focus 1; help");
    ck_assert(shows("takes its next gradient") || view_furthest_scroll(&session, 160, 45) > 0);
    close_scene();
}
END_TEST

START_TEST(nag_of_a_network_shows_both_norms)
{
    open_text("problem = { model = \"mlp\"; data = \"moons\"; hidden = ( 4 ); };\n"
              "optimizers = ( { method = \"nag\"; lr = 0.1; } );\n");
    say("step 5; pane inspect; pane max");
    ck_assert(shows("|g(θ + βv)|"));
    close_scene();
}
END_TEST

START_TEST(the_rate_is_told_with_its_schedule)
{
    open_text("problem = { surface = \"bowl\"; }; steps = 60;\n"
              "optimizers = ( { method = \"gd\"; lr = 0.02;\n"
              "    schedule = { kind = \"cosine\"; tau = 50; warmup = 5; }; } );\n");
    say("step 3; pane inspect; pane max");
    ck_assert(shows("cos(pi k/tau)") && shows("times min(1, (k + 1)/warmup)"));
    say("set warmup 0");
    ck_assert(shows("cos(pi k/tau)") && !shows("(k + 1)/warmup"));
    close_scene();
}
END_TEST

/* No limit of gradient descent stands beside a method that it does not hold for, whatever its rate
 * and wherever it runs. */
START_TEST(no_limit_stands_beside_a_method_that_has_none)
{
    static const char *const problems[] = {
        "problem = { surface = \"ellipse\"; };",
        "problem = { model = \"mlp\"; data = \"xor\"; hidden = ( 3 ); };",
        "problem = { model = \"linear\"; data = \"line\"; };",
    };
    for (size_t p = 0; p < ARRAY_LENGTH(problems); p++)
        for (size_t i = 0; i < optimizer_count(); i++) {
            char text[256];
            const struct optimizer *optimizer = optimizer_at(i);
            snprintf(text, sizeof text, "%s optimizers = ( { method = \"%s\"; lr = 50; } );",
                     problems[p], optimizer->name);
            open_text(text);
            say("step 1");
            const bool has_limit = shows("/λmax") || shows("rate above");
            ck_assert_msg(has_limit == (optimizer->limit.factor != NULL), "%s", text);
            close_scene();
        }
}
END_TEST

/* ---- the ghost ---- */

/* Of 17 parameters, which the rows of the trace do not hold. */
START_TEST(a_ghost_of_many_parameters_stays_on_the_map)
{
    enum { DIM = 17, FROM = 25, TO = 60 };
    static double path[TO + 1][DIM];
    open_text("problem = { model = \"mlp\"; data = \"moons\"; hidden = ( 4 ); };\n"
              "view = { plane = \"axes\"; axes = ( 0, 1 ); }; steps = 100;\n"
              "optimizers = ( { method = \"adam\"; lr = 0.05; } );\n");
    struct run *run = session.race.runs[0];
    ck_assert_uint_eq(run->problem->dim, DIM);
    for (int step = 0; step <= TO; step++) {
        memcpy(path[step], run->theta, sizeof path[step]);
        if (step < TO)
            say("step");
    }
    say("plane; back 35; lr 0.5");
    ck_assert_uint_eq(run->ghost_from, FROM);
    ck_assert_uint_eq(run->ghost_count, TO - FROM + 2); /* the end is a keyframe too */
    for (size_t i = 0; i + 1 < run->ghost_count; i++)
        ck_assert_mem_eq(run->ghost_theta + i * DIM, path[FROM + i], sizeof path[0]);
    ck_assert_mem_eq(run->ghost_theta + (run->ghost_count - 1) * DIM, path[TO], sizeof path[0]);

    struct text with = screen_text(80, 24, "dark");
    run->ghost_count = 0;
    struct text without = screen_text(80, 24, "dark");
    ck_assert_str_ne(text_string(&with), text_string(&without));
    text_finish(&with);
    text_finish(&without);
    close_scene();
}
END_TEST

/* However long it was: some thetas, evenly, in bounded memory, and always both its ends. */
START_TEST(a_long_ghost_is_bounded)
{
    enum { DIM = 17, TO = 3001 };
    static double end[DIM];
    open_text("problem = { model = \"mlp\"; data = \"moons\"; hidden = ( 4 ); };\n"
              "optimizers = ( { method = \"gd\"; lr = 0.05; } );\n");
    struct run *run = session.race.runs[0];
    say("step 3001");
    memcpy(end, run->theta, sizeof end);
    say("back 3001; lr 0.5");
    ck_assert_uint_eq(run->ghost_count, RUN_GHOST_THETAS);
    ck_assert_mem_eq(run->ghost_theta, run->start, sizeof end);
    ck_assert_mem_eq(run->ghost_theta + (RUN_GHOST_THETAS - 1) * DIM, end, sizeof end);
    close_scene();
}
END_TEST

/* ---- a loss of 0 ---- */

/* The line of the loss pane, alone on the screen, that has the text; NULL: none. To be freed. */
static char *line_with(const char *part)
{
    struct text text = screen_text(80, 24, "dark");
    char *found = NULL;
    for (char *line = strtok(text.data, "\n"); line && !found; line = strtok(NULL, "\n"))
        if (strstr(line, part))
            found = strdup(line);
    text_finish(&text);
    return found;
}

/* From 1 at once to exactly 0: on a logarithmic axis that is below every label. */
START_TEST(a_loss_of_0_has_its_own_place)
{
    open_text("problem = { surface = \"bowl\"; }; start = ( 1.0, 1.0 ); steps = 9;\n"
              "optimizers = ( { method = \"gd\"; lr = 1; }, { method = \"gd\"; lr = 0.3; } );\n");
    say("seek end; pane loss; pane max");
    ck_assert_double_eq(first_run()->row->loss, 0);
    char *foot = line_with("A");
    ck_assert_ptr_nonnull(foot);
    ck_assert_msg(strstr(foot, " 0 ") && strstr(foot, " 0 ") < strstr(foot, "A"), "%s", foot);
    ck_assert_ptr_null(strstr(foot, "B"));
    free(foot);
    say("focus 2; remove 1");
    foot = line_with("│  0 ");
    ck_assert_ptr_null(foot); /* the remaining one never was at 0 */
    close_scene();
}
END_TEST

START_TEST(losses_of_0_alone_have_the_foot)
{
    open_text("problem = { surface = \"bowl\"; }; start = ( 0.0, 0.0 ); steps = 9;\n"
              "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n");
    say("seek end; pane loss; pane max");
    char *foot = line_with("A");
    ck_assert_ptr_nonnull(foot);
    ck_assert_msg(strstr(foot, " 0 ") != NULL, "%s", foot);
    free(foot);
    close_scene();
}
END_TEST

/* ---- paths on a line ---- */

/* From the minimum (0, 0, 1/2) along an eigenvector of the Hessian. */
START_TEST(paths_on_a_line_are_said_to_be)
{
    open_text("problem = { model = \"linear\"; data = \"xor\"; };\n"
              "start = ( 0.3, -0.3, 0.5 ); view = { plane = \"pca\"; }; steps = 50;\n"
              "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n");
    say("step 20; plane pca");
    const struct lens *lens = &session.look.lens;
    ck_assert(plane_is_of_line(&session.look.plane) && shows("paths on a line"));
    ck_assert_double_eq_tol((lens->y[1] - lens->y[0]) / (lens->x[1] - lens->x[0]), 1, 0.01);
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
    tcase_add_test(tests, equal_classes_are_tied);
    tcase_add_test(tests, no_zero_has_a_sign);
    tcase_add_test(tests, a_score_far_below_0_is_no_number);
    tcase_add_test(tests, a_diverged_run_has_no_score);
    tcase_add_test(tests, a_ghost_of_many_parameters_stays_on_the_map);
    tcase_add_test(tests, a_long_ghost_is_bounded);
    tcase_add_test(tests, a_loss_of_0_has_its_own_place);
    tcase_add_test(tests, losses_of_0_alone_have_the_foot);
    tcase_add_test(tests, paths_on_a_line_are_said_to_be);
    tcase_add_test(tests, nag_shows_both_gradients);
    tcase_add_test(tests, nag_of_a_network_shows_both_norms);
    tcase_add_test(tests, the_look_ahead_is_on_the_map_of_the_focused_nag);
    tcase_add_test(tests, the_rate_is_told_with_its_schedule);
    tcase_add_test(tests, no_limit_stands_beside_a_method_that_has_none);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return told_main(told_suite());
}
