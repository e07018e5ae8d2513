/* What the screen shows of a run besides its numbers: the look-ahead and the schedule, the ghost, a
 * loss of 0, paths on a line. */
#include "told.h"

#include "base/number.h"

static const struct run *first_run(void)
{
    return session.race.runs[0];
}

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

/* A number that is cut by the edge of its pane reads as another one. */
START_TEST(no_number_is_cut)
{
    open_text("problem = { surface = \"rosenbrock\"; }; steps = 60;\n"
              "optimizers = ( { method = \"nag\"; lr = 0.001; } );\n");
    say("step 60");
    const struct view_style style = style_of("dark", GLYPHS_ASCII, COLORS_NONE);
    struct canvas canvas;
    struct text text = {0};
    canvas_init(&canvas, 80, 24);
    view_draw(&view, &session, &canvas, &style);
    picture(&canvas, &text);
    ck_assert_ptr_nonnull(strstr(text_string(&text), "|(2+2beta)/(1+2beta)/lambda_max    |"));
    text_finish(&text);
    canvas_finish(&canvas);
    close_scene();
}
END_TEST

static Suite *shown_suite(void)
{
    Suite *suite = suite_create("shown");
    TCase *tests = tcase_create("shown");
    tcase_add_test(tests, nag_shows_both_gradients);
    tcase_add_test(tests, the_look_ahead_is_on_the_map_of_the_focused_nag);
    tcase_add_test(tests, nag_of_a_network_shows_both_norms);
    tcase_add_test(tests, the_rate_is_told_with_its_schedule);
    tcase_add_test(tests, no_limit_stands_beside_a_method_that_has_none);
    tcase_add_test(tests, a_ghost_of_many_parameters_stays_on_the_map);
    tcase_add_test(tests, a_long_ghost_is_bounded);
    tcase_add_test(tests, a_loss_of_0_has_its_own_place);
    tcase_add_test(tests, losses_of_0_alone_have_the_foot);
    tcase_add_test(tests, paths_on_a_line_are_said_to_be);
    tcase_add_test(tests, no_number_is_cut);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return told_main(shown_suite());
}
