/* What is shown of a session: how a scene sets it, how it is saved, its copies. */
#include "played.h"

#include "base/rng.h"
#include "session/look.h"

#include <math.h>

static void set_up(void)
{
    open_scene("flowers");
    say("step 3; plane random");
}

static void tear_down(void)
{
    session_finish(&session);
}

START_TEST(copy_is_the_same_and_keeps_what_it_has)
{
    struct look copy;
    look_copy(&copy, &session.look);
    ck_assert_uint_gt(copy.plane.dim, 2);
    ck_assert(look_same(&copy, &session.look));
    ck_assert_ptr_ne(copy.plane.u, session.look.plane.u);
    say("step 3; plane pca; zoom 2");
    ck_assert(!look_same(&copy, &session.look));
    look_finish(&copy);
}
END_TEST

/* Each line changes one thing that is shown. */
static const char *const changes_of_look[] = {
    "zoom 2",   "pan 1 0", "pan 0 1",        "axis x",     "axis y",         "map",
    "arrows",   "theme",   "data",           "inputs 3 2", "inputs 1 4",     "pane loss",
    "pane max", "stage",   "plane axes 0 1", "axis x log", "pane hide rank",
};

START_TEST(every_change_makes_a_difference)
{
    struct look before, again;
    look_copy(&before, &session.look);
    say(changes_of_look[_i]);
    ck_assert_msg(!look_same(&before, &session.look), "%s", changes_of_look[_i]);
    look_copy(&again, &session.look);
    ck_assert_msg(look_same(&again, &session.look), "%s", changes_of_look[_i]);
    look_finish(&before);
    look_finish(&again);
}
END_TEST

/* Fitted again at the same step, a plane is another one in memory alone. */
START_TEST(plane_made_again_is_the_same)
{
    struct look before;
    look_copy(&before, &session.look);
    session_refit_plane(&session);
    ck_assert_uint_ne(before.plane_version, session.look.plane_version);
    ck_assert(look_same(&before, &session.look));
    session.look.plane.v[0] = -session.look.plane.v[0];
    ck_assert(!look_same(&before, &session.look));
    look_finish(&before);
}
END_TEST

/* ---- opening a scene ---- */

#define FLOWERS "problem = { model = \"softmax\"; data = \"iris\"; };\n"
#define TWO     "optimizers = ( { method = \"gd\"; }, { method = \"adam\"; batch = 30; } );\n"

/* A scene in a file of its own, in place of the session's. */
static void open_text(const char *text)
{
    FILE *file = fopen("saved.scene", "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
    session_finish(&session);
    open_scene("saved.scene");
}

START_TEST(scene_sets_everything_that_is_shown)
{
    const struct look *look = &session.look;
    open_text(FLOWERS TWO
              "view = { x = ( -2, 3 ); y = ( 0, 1 ); plane = \"axes\"; axes = ( 1, 4 );\n"
              "  focus = \"adam\"; all = true; panes = ( \"loss\", \"map\" ); maximized = true;\n"
              "  axis = \"evals\"; log_x = true; log_y = false; map = \"heat\";\n"
              "  arrows = true; data = \"confusion\"; inputs = ( 3, 1 );\n"
              "  speed = 400; theme = \"light\"; };\n");
    ck_assert_uint_eq(session.focus, 1);
    ck_assert(session.all);
    ck_assert_double_eq(session.speed, 400);
    ck_assert(look->lens.x[0] == -2 && look->lens.x[1] == 3);
    ck_assert(look->lens.y[0] == 0 && look->lens.y[1] == 1);
    ck_assert_int_eq(look->plane_kind, SCENE_PLANE_AXES);
    ck_assert_double_eq(look->plane.u[1], 1);
    ck_assert_double_eq(look->plane.v[4], 1);
    ck_assert_int_eq(look->pane, PANE_LOSS);
    for (size_t i = 0; i < PANE_COUNT; i++)
        ck_assert_int_eq(look_shows(look, (enum pane)i, session_problem(&session)),
                         i == PANE_LOSS || i == PANE_MAP);
    ck_assert(look->maximized && look->log_x && look->arrows);
    ck_assert_int_eq(look->axis_x, AXIS_X_EVALS);
    ck_assert_int_eq(look->axis_y, AXIS_Y_LINEAR);
    ck_assert_int_eq(look->map_style, MAP_HEAT);
    ck_assert_int_eq(look->data_style, DATA_CONFUSION);
    ck_assert(look->inputs[0] == 2 && look->inputs[1] == 0);
    ck_assert_str_eq(look->theme, "light");
}
END_TEST

START_TEST(models_with_batches_open_on_epochs)
{
    static const struct {
        const char *text;
        enum axis_x axis;
    } cases[] = {
        {FLOWERS TWO, AXIS_X_EPOCH},
        {FLOWERS TWO "view = { axis = \"step\"; };", AXIS_X_STEP},
        {FLOWERS "optimizers = ( { method = \"adam\"; } );", AXIS_X_STEP},
        {FLOWERS "batch = 149; optimizers = ( { method = \"adam\"; } );", AXIS_X_EPOCH},
        {FLOWERS "batch = 150; optimizers = ( { method = \"adam\"; } );", AXIS_X_STEP},
        {FLOWERS "batch = 10; optimizers = ( { method = \"gd\"; } );", AXIS_X_STEP},
        {"problem = { surface = \"bowl\"; noise = 1; samples = 64; }; batch = 8;\n"
         "optimizers = ( { method = \"sgd\"; } );",
         AXIS_X_STEP},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        open_text(cases[i].text);
        ck_assert_msg(session.look.axis_x == cases[i].axis, "%s", cases[i].text);
    }
}
END_TEST

/* What a scene sets is given back behind it, but for what the user changed meanwhile. */
START_TEST(scene_without_a_key_leaves_the_users_choice)
{
    open_text(FLOWERS TWO "view = { theme = \"mono\"; panes = ( \"net\", \"data\" ); speed = 7;\n"
                          "  map = \"lines\"; arrows = true; };");
    session_finish(&session);
    open_scene("bowl");
    say("theme light; pane rank; pane hide loss; speed 300; map heat");
    say("scene saved.scene");
    ck_assert_str_eq(session.look.theme, "mono");
    ck_assert_int_eq(session.look.pane, PANE_NET);
    ck_assert_double_eq(session.speed, 7);
    ck_assert_int_eq(session.look.map_style, MAP_LINES);
    say("map both; scene noisy");
    ck_assert_str_eq(session.look.theme, "light");
    ck_assert_int_eq(session.look.pane, PANE_RANK);
    ck_assert_uint_eq(session.look.hidden, 1u << PANE_LOSS);
    ck_assert_double_eq(session.speed, 300);
    ck_assert_int_eq(session.look.map_style, MAP_BOTH);
    ck_assert(!session.look.arrows);
}
END_TEST

START_TEST(theme_of_an_option_goes_before_the_scenes)
{
    open_text(FLOWERS TWO "view = { theme = \"mono\"; };");
    session_finish(&session);
    open_scene("bowl");
    look_give_theme(&session, DISPLAY_PROJECTOR);
    say("scene saved.scene");
    ck_assert_str_eq(session.look.theme, "projector");
    say("theme light");
    ck_assert_str_eq(session.look.theme, "light");
}
END_TEST

/* The focused pane is one that is shown, of another problem as well. */
START_TEST(focused_pane_is_shown)
{
    struct error err = {0};
    say("pane hide map; pane data; pane hide loss; pane hide inspect");
    say("pane hide rank; pane hide timeline; pane hide net");
    ck_assert_int_eq(session.look.pane, PANE_DATA);
    ck_assert(!verb_play(&session, "pane hide data", &err));
    ck_assert_str_eq(err.text, "one pane stays; 'pane all' shows all of them");
    say("scene bowl");
    ck_assert(look_shows(&session.look, session.look.pane, session_problem(&session)));
}
END_TEST

/* ---- windows ---- */

/* The window of a scene is one on the plane that it names, which a pca is only once there are
 * paths. */
START_TEST(window_waits_for_the_pca)
{
    const double *x = session.look.lens.x;
    open_text(FLOWERS "steps = 50;\n" TWO "view = { plane = \"pca\"; x = ( -7, 8 ); };\n");
    ck_assert(isnan(session.look.plane.share[0]));
    ck_assert_double_ne(x[0], -7);
    say("step");
    ck_assert(!isnan(session.look.plane.share[0]));
    ck_assert(x[0] == -7 && x[1] == 8);
    const uint64_t version = session.look.plane_version;
    say("seek end"); /* the plane follows the runs */
    ck_assert_uint_gt(session.look.plane_version, version);
    ck_assert(x[0] == -7 && x[1] == 8);
    say("plane random; lens reset");
    ck_assert_double_ne(x[0], -7);
}
END_TEST

/* Where numbers are far apart, a window keeps some width, or it could not be read again. */
START_TEST(window_has_a_width_everywhere)
{
    static const struct {
        const char *line, *refused, *message;
    } cases[] = {
        {"pan 250000 0", "zoom 1e11", "that is as close as it goes"},
        {"zoom 1e11", "pan 1e17 0", "that is as far as it goes at this width"},
        {"zoom 1e11", "pan 0 1e17", "that is as far as it goes at this width"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct error err = {0};
        struct look before;
        session_finish(&session);
        open_scene("bowl");
        say(cases[i].line);
        look_copy(&before, &session.look);
        ck_assert_msg(!verb_play(&session, cases[i].refused, &err), "%s", cases[i].refused);
        ck_assert_str_eq(err.text, cases[i].message);
        ck_assert(look_same(&before, &session.look));
        say("save saved.scene; scene saved.scene");
        ck_assert(look_same(&before, &session.look));
        look_finish(&before);
    }
}
END_TEST

/* ---- saving it ---- */

static const struct {
    const char *text;
    const char *verbs[8]; /* that this scene takes besides those of all */
} looked[] = {
    {"problem = { surface = \"rosenbrock\"; };\n" TWO, {"focus 2"}},
    {"problem = { surface = \"himmelblau\"; };\n" TWO
     "view = { x = ( -5, 5 ); y = ( -4, 6 ); focus = \"adam\"; panes = ( \"rank\", \"map\" );\n"
     "  speed = 33; log_x = true; theme = \"light\"; };\n",
     {"focus 1", "focus 2"}},
    {"problem = { model = \"linear\"; data = \"line\"; };\n" TWO,
     {"data residuals", "data fit", "focus 2", "pane data", "pane net"}},
    {FLOWERS TWO,
     {"data confusion", "inputs", "inputs 4 2", "plane axes 2 9", "plane random", "plane pca",
      "focus next", "pane hide data"}},
    {"problem = { model = \"mlp\"; data = \"moons\"; hidden = ( 3 ); };\n"
     "optimizers = ( { method = \"adam\"; batch = 20; },\n"
     "  { method = \"gd\"; name = \"wide\"; problem = { hidden = ( 5 ); }; } );\n"
     "view = { plane = \"random\"; x = ( -1, 2 ); arrows = true; axis = \"step\"; };\n",
     {"data residuals", "plane axes 0 12", "plane random", "plane pca", "focus wide", "focus adam",
      "pane hide net"}},
};

static const char *const verbs_of_all[] = {
    "axis x step",
    "axis x epoch",
    "axis x evals",
    "axis x log",
    "axis x linear",
    "axis y",
    "map",
    "map heat",
    "arrows",
    "theme",
    "theme mono",
    "pane max",
    "pane all",
    "pane map",
    "pane loss",
    "pane rank",
    "pane inspect",
    "pane next",
    "pane hide map",
    "pane hide loss",
    "pane hide rank",
    "pane hide inspect",
    "pane hide timeline",
    "lens reset",
    "speed up",
    "speed down",
    "focus 1",
};

struct dice {
    uint64_t seed, thrown;
};

static uint64_t below(struct dice *dice, uint64_t bound)
{
    return rng_below(dice->seed, RNG_ORDER, 0, dice->thrown++, bound);
}

static double uniform(struct dice *dice)
{
    return rng_uniform(dice->seed, RNG_ORDER, 1, dice->thrown++);
}

#define LINE 96

static void random_verb(struct dice *dice, size_t scene, char line[static LINE])
{
    size_t own = 0;
    while (own < ARRAY_LENGTH(looked[0].verbs) && looked[scene].verbs[own])
        own++;
    const double x = uniform(dice), y = uniform(dice);
    switch (below(dice, 5)) {
    case 0:
        snprintf(line, LINE, "zoom %.17g", 0.3 + 2 * x);
        break;
    case 1:
        snprintf(line, LINE, "pan %.17g %.17g", x - 0.5, y - 0.5);
        break;
    case 2:
        snprintf(line, LINE, "speed %.17g", 100 * x + 1e-3);
        break;
    case 3:
        snprintf(line, LINE, "%s", looked[scene].verbs[below(dice, own)]);
        break;
    default:
        snprintf(line, LINE, "%s", verbs_of_all[below(dice, ARRAY_LENGTH(verbs_of_all))]);
    }
}

static void go_to(uint64_t step)
{
    session_seek(&session, step);
    session_settle(&session, NULL);
    session_refit_plane(&session);
    session_reset_lens(&session);
}

/* Random verbs; the last pane is not hidden, and a window on a plane that stands in for a pca is
 * not kept. */
static void look_around(struct dice *dice, size_t scene, struct text *said)
{
    for (size_t i = 0; i < 12; i++) {
        struct error err = {0};
        char line[LINE];
        random_verb(dice, scene, line);
        text_printf(said, "%s; ", line);
        if (!verb_play(&session, line, &err))
            ck_assert_str_eq(err.text, "one pane stays; 'pane all' shows all of them");
    }
    if (session.look.plane_kind == SCENE_PLANE_PCA && isnan(session.look.plane.share[0]))
        say("lens reset");
}

START_TEST(saved_look_is_opened_again)
{
    struct dice dice = {.seed = (uint64_t)_i};
    const size_t scene = (size_t)_i % ARRAY_LENGTH(looked);
    const uint64_t step = 7 * below(&dice, 3);
    struct text said = {0}, saved = {0}, again = {0};
    struct look look;
    open_text(looked[scene].text);
    go_to(step);
    look_around(&dice, scene, &said);
    look_copy(&look, &session.look);
    const double speed = session.speed;
    const size_t focus = session.focus;
    say("save saved.scene");
    session_finish(&session);

    open_scene("saved.scene");
    scene_write(&session.scene, &saved);
    go_to(step);
    ck_assert_msg(look_same(&look, &session.look), "%s\n%s", text_string(&said),
                  text_string(&saved));
    ck_assert_double_eq(session.speed, speed);
    ck_assert_uint_eq(session.focus, focus);
    look_write_view(&session, &session.scene);
    scene_write(&session.scene, &again);
    ck_assert_str_eq(text_string(&saved), text_string(&again));
    look_finish(&look);
    text_finish(&said);
    text_finish(&saved);
    text_finish(&again);
}
END_TEST

/* Opened in the session that saved it, where the user's own choices would stand in for keys that
 * are left out. */
START_TEST(saved_look_is_opened_again_in_the_same_session)
{
    struct dice dice = {.seed = (uint64_t)_i};
    const size_t scene = (size_t)_i % ARRAY_LENGTH(looked);
    struct text said = {0};
    struct look look;
    open_text(looked[scene].text);
    look_around(&dice, scene, &said);
    look_copy(&look, &session.look);
    const double speed = session.speed;
    say("save saved.scene; scene saved.scene");
    go_to(0);
    ck_assert_msg(look_same(&look, &session.look), "%s", text_string(&said));
    ck_assert_double_eq(session.speed, speed);
    look_finish(&look);
    text_finish(&said);
}
END_TEST

/* Whatever the step at which it is opened, and at which it was fitted to the paths. */
START_TEST(window_of_a_plane_is_there_at_once)
{
    open_text(FLOWERS TWO "view = { plane = \"axes\"; };\n");
    say("seek 9; plane axes 2 3; save saved.scene");
    const struct lens lens = session.look.lens;
    session_finish(&session);
    open_scene("saved.scene");
    ck_assert_mem_eq(&session.look.lens, &lens, sizeof lens);
}
END_TEST

START_TEST(window_of_another_plane_is_not_that_of_a_pca)
{
    open_text(FLOWERS TWO "view = { plane = \"random\"; x = ( -1, 2 ); y = ( -1, 2 ); };\n");
    look_write_view(&session, &session.scene);
    ck_assert(session.scene.view.has_x && session.scene.view.has_y);
    say("plane pca");
    look_write_view(&session, &session.scene);
    ck_assert(!session.scene.view.has_x && !session.scene.view.has_y);
    ck_assert_int_eq(session.scene.view.plane, SCENE_PLANE_PCA);
}
END_TEST

START_TEST(what_is_the_default_is_not_written)
{
    static const char *const texts[] = {
        "problem = { surface = \"bowl\"; };\n" TWO,
        "problem = { surface = \"bowl\"; };\n" TWO "view = { focus = \"gd\"; };\n",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        struct text text = {0};
        open_text(texts[i]);
        say("step 3; save saved.scene");
        session_finish(&session);
        open_scene("saved.scene");
        scene_write(&session.scene, &text);
        ck_assert_ptr_nonnull(strstr(text_string(&text), "view = { levels = \"log\"; };\n"));
        text_finish(&text);
    }
}
END_TEST

/* There is no such run when the scene is opened. */
START_TEST(focus_on_a_run_of_a_lesson_is_not_written)
{
    open_text("problem = { surface = \"bowl\"; };\n" TWO
              "lesson = ( { at = 2; do = \"add nag; remove gd\"; } );\n");
    say("step 3; focus nag; save saved.scene");
    session_finish(&session);
    open_scene("saved.scene");
    ck_assert_ptr_null(session.scene.view.focus);
    say("step 3; focus adam; save saved.scene");
    session_finish(&session);
    open_scene("saved.scene");
    ck_assert_str_eq(session_focused(&session)->settings.name, "adam");
}
END_TEST

/* A run of a larger model has axes that the scene's model has not. */
START_TEST(axes_of_a_larger_run_are_opened_again)
{
    open_text("problem = { model = \"mlp\"; data = \"moons\"; hidden = ( 3 ); };\n"
              "optimizers = ( { method = \"gd\"; },\n"
              "  { method = \"gd\"; name = \"wide\"; problem = { hidden = ( 5 ); }; } );\n");
    say("focus wide; plane axes 0 20; save saved.scene");
    session_finish(&session);
    open_scene("saved.scene");
    ck_assert_double_eq(session.look.plane.v[20], 1);
    say("focus 1"); /* it has but 13 */
    ck_assert(session.look.axes[0] == 0 && session.look.axes[1] == 1);
    ck_assert_double_eq(session.look.plane.v[1], 1);
}
END_TEST

/* It would be taken for the user's own choice. */
START_TEST(default_that_a_scene_sets_is_written)
{
    open_text("problem = { surface = \"bowl\"; };\n" TWO
              "view = { theme = \"dark\"; map = \"both\"; speed = 20; };\n");
    session_finish(&session);
    open_scene("bowl");
    say("theme light; map heat; speed 77; scene saved.scene");
    say("save saved.scene; scene saved.scene");
    ck_assert_str_eq(session.look.theme, "dark");
    ck_assert_int_eq(session.look.map_style, MAP_BOTH);
    ck_assert_double_eq(session.speed, 20);
}
END_TEST

/* A theme that was asked for by an option is of the terminal, not of the scene. */
START_TEST(theme_of_an_option_is_not_written)
{
    open_text("problem = { surface = \"bowl\"; };\n" TWO);
    look_give_theme(&session, DISPLAY_LIGHT);
    look_write_view(&session, &session.scene);
    ck_assert(!session.scene.view.has_theme);
    say("theme mono");
    look_write_view(&session, &session.scene);
    ck_assert(session.scene.view.has_theme);
    ck_assert_int_eq(session.scene.view.theme, DISPLAY_MONO);
}
END_TEST

/* What nothing shows yet is kept for what will. */
START_TEST(plot_and_trail_are_kept)
{
    open_text(FLOWERS TWO "view = { plot = \"rate\"; trail = \"points 9\"; rank = \"score\"; };");
    say("step; save saved.scene");
    session_finish(&session);
    open_scene("saved.scene");
    ck_assert_int_eq(session.scene.view.plot, PLOT_RATE);
    ck_assert_int_eq(session.scene.view.trail, TRAIL_POINTS);
    ck_assert_uint_eq(session.scene.view.trail_points, 9);
    ck_assert_int_eq(session.scene.view.rank, RANK_SCORE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("look");
    TCase *tests = tcase_create("look");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, copy_is_the_same_and_keeps_what_it_has);
    tcase_add_loop_test(tests, every_change_makes_a_difference, 0,
                        (int)ARRAY_LENGTH(changes_of_look));
    tcase_add_test(tests, plane_made_again_is_the_same);
    tcase_add_test(tests, scene_sets_everything_that_is_shown);
    tcase_add_test(tests, models_with_batches_open_on_epochs);
    tcase_add_test(tests, scene_without_a_key_leaves_the_users_choice);
    tcase_add_test(tests, theme_of_an_option_goes_before_the_scenes);
    tcase_add_test(tests, focused_pane_is_shown);
    tcase_add_test(tests, window_waits_for_the_pca);
    tcase_add_test(tests, window_has_a_width_everywhere);
    tcase_add_loop_test(tests, saved_look_is_opened_again, 0, 200);
    tcase_add_loop_test(tests, saved_look_is_opened_again_in_the_same_session, 0, 50);
    tcase_add_test(tests, window_of_a_plane_is_there_at_once);
    tcase_add_test(tests, window_of_another_plane_is_not_that_of_a_pca);
    tcase_add_test(tests, what_is_the_default_is_not_written);
    tcase_add_test(tests, focus_on_a_run_of_a_lesson_is_not_written);
    tcase_add_test(tests, axes_of_a_larger_run_are_opened_again);
    tcase_add_test(tests, default_that_a_scene_sets_is_written);
    tcase_add_test(tests, theme_of_an_option_is_not_written);
    tcase_add_test(tests, plot_and_trail_are_kept);
    suite_add_tcase(suite, tests);
    return played_suite_main(suite);
}
