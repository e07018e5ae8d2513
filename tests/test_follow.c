/* The plane of the map follows the runs: a slice goes through where they are, a pca through where
 * they were. */
#include "told.h"

#include <math.h>

#include "../src/view/raster.h"

enum { COLUMNS = 80, ROWS = 24 };

static void open_library_scene(const char *name)
{
    char path[512];
    struct scene scene;
    struct error err = {0};
    snprintf(path, sizeof path, "%s/%s.scene", SCENES, name);
    ck_assert_msg(scene_read(&scene, path, NULL, NULL, &err) &&
                      session_init(&session, &scene, &library, "en", &err),
                  "%s", err.text);
}

static void compute(void)
{
    while (view_work(&view, &session, COLUMNS, ROWS, 1000))
        ;
}

static bool title_says(const char *part)
{
    struct text text = screen_text(COLUMNS, ROWS, "dark");
    const char *end = strchr(text_string(&text), '\n'), *found = strstr(text_string(&text), part);
    const bool says = found && found < end;
    text_finish(&text);
    return says;
}

/* ---- slices ---- */

/* Cells from the pit of the map to the run's letter, the wider way. */
static double pit_to_run(const struct run *run)
{
    const struct raster *raster = view.raster;
    const struct lens *lens = &session.look.lens;
    size_t lowest = 0;
    double at[2];
    for (size_t i = 0; i < raster->columns * raster->rows; i++)
        if (raster->values[i] < raster->values[lowest])
            lowest = i;
    plane_project(&session.look.plane, run->theta, at);
    const double x = (at[0] - lens->x[0]) / (lens->x[1] - lens->x[0]) * (double)raster->columns;
    const double y = (lens->y[1] - at[1]) / (lens->y[1] - lens->y[0]) * (double)raster->rows;
    const double dx = fabs((double)(lowest % raster->columns) + 0.5 - x);
    const double dy = fabs((double)(lowest / raster->columns) + 0.5 - y) / 2;
    return fmax(dx, dy);
}

static const char *const slices[] = {"xor-linear", "xor-neuron", "logistic-blobs"};

START_TEST(the_pit_of_the_map_is_where_the_run_ends)
{
    open_library_scene(slices[_i]);
    say("seek end");
    for (size_t i = 0; i < session.race.count; i++) {
        const struct run *run = session.race.runs[i];
        if (run->row->grad_norm > 1e-3)
            continue; /* it has not arrived */
        char line[32];
        snprintf(line, sizeof line, "focus %zu", i + 1);
        say(line);
        compute();
        ck_assert_msg(pit_to_run(run) < 2, "%s, run %zu: %g cells", slices[_i], i + 1,
                      pit_to_run(run));
        ck_assert(session_slice_is_current(&session));
    }
    close_scene();
}
END_TEST

#define SLICE                                                                                      \
    "problem = { model = \"linear\"; data = \"xor\"; };\n"                                         \
    "start = ( 0.8, -0.6, 0.2 ); steps = 300;\n"                                                   \
    "view = { plane = \"axes\"; axes = ( 0, 1 ); x = ( -1, 1 ); y = ( -1, 1 ); };\n"               \
    "optimizers = ( { method = \"gd\"; lr = 0.3; }, { method = \"gd\"; lr = 0.01; } );\n"

START_TEST(a_slice_follows_step_by_step)
{
    open_text(SLICE);
    for (int i = 0; i < 5; i++) {
        ck_assert_double_eq(session.look.plane.origin[2], session.race.runs[0]->theta[2]);
        ck_assert(!title_says("slice at"));
        say("step");
    }
    say("back 3");
    ck_assert_double_eq(session.look.plane.origin[2], session.race.runs[0]->theta[2]);
    say("focus 2");
    ck_assert_double_eq(session.look.plane.origin[2], session.race.runs[1]->theta[2]);
    say("restart");
    ck_assert_double_eq(session.look.plane.origin[2], 0.2);
    ck_assert_double_eq(session.look.lens.x[0], -1); /* the scene's window stays */
    close_scene();
}
END_TEST

/* A new slice every time would keep the map from being finished. */
START_TEST(while_playing_a_slice_moves_once_a_second_and_says_so)
{
    open_text(SLICE);
    say("speed 50; run");
    uint64_t moved = 0, version = session.look.plane_version;
    for (int tick = 0; tick < 100; tick++) {
        session_tick(&session, 0.02);
        session_settle(&session, NULL);
        moved += session.look.plane_version != version;
        version = session.look.plane_version;
    }
    ck_assert_uint_ge(moved, 1);
    ck_assert_uint_le(moved, 3);
    ck_assert(!session_slice_is_current(&session));
    char title[32];
    snprintf(title, sizeof title, "slice at step %d", (int)session.look.plane_step);
    ck_assert(title_says(title));
    say("pause");
    ck_assert(session_slice_is_current(&session) && !title_says("slice at"));
    close_scene();
}
END_TEST

/* What was there is shown until it is known better. */
START_TEST(a_slice_that_moves_leaves_no_hole)
{
    open_text(SLICE);
    compute();
    say("step");
    struct text text = screen_text(COLUMNS, ROWS, "dark");
    text_finish(&text);
    raster_work(view.raster, &session, (int)view.raster->columns, (int)view.raster->rows / 2, 1);
    for (size_t i = 0; i < view.raster->columns * view.raster->rows; i++)
        ck_assert(!isnan(view.raster->values[i]));
    close_scene();
}
END_TEST

/* ---- the plane of the paths ---- */

#define PATHS                                                                                      \
    "problem = { model = \"mlp\"; hidden = ( 6 ); data = \"moons\"; }; steps = 100;\n"             \
    "optimizers = ( { method = \"adam\"; lr = 0.05; }, { method = \"gd\"; lr = 0.1; } );\n"

START_TEST(the_plane_of_the_paths_comes_with_the_first_step)
{
    open_text(PATHS);
    ck_assert(title_says("random plane"));
    say("step");
    ck_assert(title_says("pca") && !title_says("random"));
    for (int i = 0; i < 20; i++)
        say("step");
    ck_assert_uint_eq(session.look.plane_step, 16); /* at 1, 2, 4, 8, 16 */
    say("seek end");
    ck_assert_uint_eq(session.look.plane_step, 100);
    for (size_t i = 0; i < 2; i++) { /* all of both paths is on the map */
        double at[2];
        plane_project(&session.look.plane, session.race.runs[i]->theta, at);
        ck_assert(at[0] > session.look.lens.x[0] && at[0] < session.look.lens.x[1]);
        ck_assert(at[1] > session.look.lens.y[0] && at[1] < session.look.lens.y[1]);
    }
    close_scene();
}
END_TEST

START_TEST(a_lens_that_was_chosen_stays)
{
    open_text(PATHS);
    say("step 10; zoom 2");
    const struct lens chosen = session.look.lens;
    say("step 60; seek end");
    ck_assert_mem_eq(&session.look.lens, &chosen, sizeof chosen);
    ck_assert_uint_eq(session.look.plane_step, 10);
    close_scene();
}
END_TEST

static bool saved_scene_says(const char *part)
{
    struct text text = {0};
    struct scene scene;
    session_scene(&session, &scene);
    scene_write(&scene, &text);
    const bool says = strstr(text_string(&text), part) != NULL;
    scene_finish(&scene);
    text_finish(&text);
    return says;
}

/* A scene that is saved goes on to follow its paths; one that was looked at closely does not. */
START_TEST(a_lens_that_follows_is_not_saved)
{
    open_text(PATHS);
    say("step 10");
    ck_assert(session_lens_follows(&session) && !saved_scene_says("x = ("));
    say("zoom 2");
    ck_assert(!session_lens_follows(&session) && saved_scene_says("x = ("));
    say("lens reset");
    ck_assert(session_lens_follows(&session) && !saved_scene_says("x = ("));
    close_scene();
}
END_TEST

/* Who asks for random directions gets them, and is told where nothing is to be seen on them. */
START_TEST(random_directions_are_kept_if_asked_for)
{
    open_text("problem = { model = \"mlp\"; hidden = ( 6 ); data = \"moons\"; }; steps = 100;\n"
              "view = { plane = \"random\"; };\n"
              "optimizers = ( { method = \"gd\"; lr = 0.0001; } );\n");
    ck_assert(title_says("random plane") && !title_says("no run moves"));
    say("seek end");
    ck_assert(title_says("random plane, no run moves a cell"));
    say("lr 20; step 50");
    ck_assert(title_says("random plane") && !title_says("no run moves"));
    close_scene();
}
END_TEST

static Suite *follow_suite(void)
{
    Suite *suite = suite_create("follow");
    TCase *tests = tcase_create("follow");
    tcase_add_loop_test(tests, the_pit_of_the_map_is_where_the_run_ends, 0,
                        (int)ARRAY_LENGTH(slices));
    tcase_add_test(tests, a_slice_follows_step_by_step);
    tcase_add_test(tests, while_playing_a_slice_moves_once_a_second_and_says_so);
    tcase_add_test(tests, a_slice_that_moves_leaves_no_hole);
    tcase_add_test(tests, the_plane_of_the_paths_comes_with_the_first_step);
    tcase_add_test(tests, a_lens_that_was_chosen_stays);
    tcase_add_test(tests, a_lens_that_follows_is_not_saved);
    tcase_add_test(tests, random_directions_are_kept_if_asked_for);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return told_main(follow_suite());
}
