/* What a session has of its problem: made once, shared, and kept when files change. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "session/session.h"
#include "session/verb.h"
#include "suite.h"

static char folder[] = "/tmp/thalweg-session-data-XXXXXX";
static struct library library;
static struct session session;

static const char points_scene[] =
    "problem = { model = \"logistic\"; data = { file = \"points.csv\"; test = 0.25; }; };\n"
    "batch = 4; steps = 50;\n"
    "optimizers = ( { method = \"sgd\"; lr = 0.1; }, { method = \"adam\"; lr = 0.05; } );\n";

static void write_file(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static void remove_file(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
}

static void write_points(void)
{
    char text[2000] = "x1,x2,y\n";
    for (int i = 0; i < 40; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%d,%d,%s\n", i % 7, i % 5,
                 (3 * i) % 8 < 4 ? "no" : "yes");
    write_file("points.csv", text);
}

static void open_scene(const char *name)
{
    struct scene scene;
    struct error err = {0};
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    ck_assert_msg(scene_read(&scene, path, NULL, NULL, &err) &&
                      session_init(&session, &scene, &library, "en", &err),
                  "%s", err.text);
}

static void say(const char *line)
{
    struct error err = {0};
    ck_assert_msg(verb_play(&session, line, &err), "%s: %s", line, err.text);
    session_settle(&session, &err);
    ck_assert_msg(err.kind == ERROR_NONE, "%s: %s", line, err.text);
}

static double loss_of(size_t run)
{
    return session.race.runs[run]->row->loss;
}

static void set_up(void)
{
    write_points();
    write_file("points.scene", points_scene);
    open_scene("points.scene");
}

static void tear_down(void)
{
    session_finish(&session);
    remove_file("points.csv");
    remove_file("points.scene");
}

/* ---- made once ---- */

START_TEST(nothing_makes_the_problem_again)
{
    static const char *const lines[] = {"step 5",
                                        "restart",
                                        "seed next",
                                        "lr up; undo",
                                        "add momentum",
                                        "remove A",
                                        "undo; undo",
                                        "seek 20; back 3",
                                        "batch up all",
                                        "undo",
                                        "focus next; plane random",
                                        "seek start; set lr 0.3 all; step 4; undo"};
    const struct problem *problem = session_problem(&session);
    for (size_t i = 0; i < ARRAY_LENGTH(lines); i++) {
        say(lines[i]);
        for (size_t run = 0; run < session.race.count; run++)
            ck_assert_msg(session.race.runs[run]->problem == problem, "%s", lines[i]);
    }
}
END_TEST

START_TEST(undo_after_the_file_changed_gives_what_was_there)
{
    say("step 10");
    const double before = loss_of(1);
    say("lr 0.7 all; step 10");
    write_file("points.csv", "x1,x2,y\n1,2,no\n2,1,yes\n3,3,maybe\n");
    say("undo");
    ck_assert_double_eq(loss_of(1), before);
    remove_file("points.csv");
    say("restart; step 10; undo");
    ck_assert_double_eq(loss_of(1), before);
    say("seed 9; seed 4; undo");
    ck_assert_uint_eq(session_problem(&session)->samples, 30);
}
END_TEST

/* ---- the file again ---- */

static void refuse(const char *line, const char *message)
{
    struct error err = {0};
    char saying[300];
    snprintf(saying, sizeof saying, message, folder);
    ck_assert(!verb_play(&session, line, &err));
    ck_assert_str_eq(err.text, saying);
}

/* As write_points(), with other values and another number of rows. */
static void write_other_points(void)
{
    char text[2000] = "x1;x2;y\n";
    for (int i = 0; i < 20; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%d,5;%d;%s\n", i % 3, i % 5,
                 i % 4 == 1 ? "no" : "yes");
    strcat(text, ";;\n");
    write_file("points.csv", text);
}

START_TEST(reload_begins_again_with_what_the_file_holds_now)
{
    say("lr 0.7 all; batch 30; step 10");
    const double before = loss_of(1);
    write_other_points();
    say("step");
    ck_assert_uint_eq(session_problem(&session)->samples, 30);
    say("reload");
    ck_assert_str_eq(session.ui.message,
                     "points.csv, read again: 20 samples; 1 row of empty cells left out");
    ck_assert_uint_eq(session_problem(&session)->samples, 15);
    ck_assert_uint_eq(session.race.step, 0);
    ck_assert_double_eq(session.race.runs[0]->settings.hyper[HYPER_LR], 0.7);
    ck_assert_uint_eq(session.race.runs[0]->settings.batch, 15);
    say("step 10; restart; step 10; seed 4; step 3");
    ck_assert_uint_eq(session_problem(&session)->samples, 15);
    say("undo; undo; undo");
    ck_assert_uint_eq(session_problem(&session)->samples, 30);
    say("seek 10");
    ck_assert_double_eq(loss_of(1), before);
}
END_TEST

START_TEST(what_no_longer_fits_is_refused_and_the_race_kept)
{
    static const struct {
        const char *content, *message;
    } files[] = {
        {"x1,x2,x3,y\n1,2,3,no\n2,1,4,yes\n3,3,5,no\n",
         "points.csv has 3 inputs now, not 2; open the scene again"},
        {"x1,y\n1,no\n2,yes\n3,no\n", "points.csv has 1 input now, not 2; open the scene again"},
        {"x1,x2,y\n1,2,no\n2,1,yes\n3,3,maybe\n",
         "points.csv has 3 classes now, not 2; open the scene again"},
        {"x1,x2,y\n1,2,no\n2,,yes\n3,3,no\n",
         "%s/points.csv:3: nothing in column 'x2'; fill it in, or write missing = \"skip\" or "
         "\"mean\""},
        {"", "%s/points.csv: the file is empty; it needs names of columns, and rows of numbers"},
    };
    say("lr 0.3; step 10");
    const double before = loss_of(1);
    const struct problem *problem = session_problem(&session);
    for (size_t i = 0; i < ARRAY_LENGTH(files); i++) {
        const size_t undo_count = session.undo_count;
        write_file("points.csv", files[i].content);
        refuse("reload", files[i].message);
        ck_assert_ptr_eq(session_problem(&session), problem);
        ck_assert_uint_eq(session.race.step, 10);
        ck_assert_double_eq(loss_of(1), before);
        ck_assert_uint_eq(session.undo_count, undo_count);
        say("restart; step 10; seed 3; step 3; undo; undo");
        ck_assert_uint_eq(session.race.step, 10);
        ck_assert_double_eq(loss_of(1), before);
    }
    remove_file("points.csv");
    refuse("reload", "%s/points.csv: no such file or directory; name a CSV file that can be read");
}
END_TEST

START_TEST(reload_is_for_files)
{
    session_finish(&session);
    write_file("moons.scene", "problem = { model = \"logistic\"; data = \"moons\"; };\n"
                              "optimizers = ( { method = \"gd\"; } );\n");
    open_scene("moons.scene");
    refuse("reload", "the data of this scene are in no file");
    session_finish(&session);
    write_file("moons.scene", "problem = { surface = \"bowl\"; };\n"
                              "optimizers = ( { method = \"gd\"; } );\n");
    open_scene("moons.scene");
    refuse("reload", "a surface has no data; open a scene with a model");
    remove_file("moons.scene");
}
END_TEST

/* ---- seeds ---- */

START_TEST(another_seed_is_another_order_on_the_same_data)
{
    say("step 7");
    const double before = loss_of(0), start = session.race.runs[0]->start[0];
    say("seed next; step 7");
    ck_assert_double_ne(loss_of(0), before);
    ck_assert_double_eq(session.race.runs[0]->start[0], start);
    say("undo; step 7");
}
END_TEST

START_TEST(seed_with_reseed_all_makes_data_and_start_again)
{
    session_finish(&session);
    char text[600];
    snprintf(text, sizeof text, "reseed = \"all\";\n%s", points_scene);
    write_file("all.scene", text);
    open_scene("all.scene");
    const struct problem *problem = session_problem(&session);
    const double start = session.race.runs[0]->start[0], x = problem->dataset->x[0];
    double sum = 0, after = 0;
    for (size_t i = 0; i < 80; i++)
        sum += problem->dataset->x[i];
    remove_file("points.csv");
    say("seed 2");
    problem = session_problem(&session);
    for (size_t i = 0; i < 80; i++)
        after += problem->dataset->x[i];
    ck_assert_double_ne(session.race.runs[0]->start[0], start);
    ck_assert_double_eq(after, sum); /* the same samples, divided otherwise */
    ck_assert_uint_eq(problem->samples, 30);
    say("undo");
    ck_assert_double_eq(session.race.runs[0]->start[0], start);
    ck_assert_double_eq(session_problem(&session)->dataset->x[0], x);
    remove_file("all.scene");
}
END_TEST

START_TEST(saved_after_a_seed_only_the_order_differs)
{
    const double start = session.race.runs[0]->start[0];
    const double x = session_problem(&session)->dataset->x[0];
    char line[200];
    say("seed 8; step 6");
    const double loss = loss_of(0);
    snprintf(line, sizeof line, "save %s/saved.scene", folder);
    say(line);
    session_finish(&session);
    open_scene("saved.scene");
    ck_assert_double_eq(session.race.runs[0]->start[0], start);
    ck_assert_double_eq(session_problem(&session)->dataset->x[0], x);
    say("step 6");
    ck_assert_double_eq(loss_of(0), loss);
    remove_file("saved.scene");
}
END_TEST

START_TEST(seed_changes_the_noise_of_a_surface)
{
    session_finish(&session);
    write_file("noisy.scene", "problem = { surface = \"bowl\"; noise = 0.5; samples = 16; };\n"
                              "batch = 4; shuffle = false;\n"
                              "optimizers = ( { method = \"sgd\"; lr = 0.1; } );\n");
    open_scene("noisy.scene");
    say("step");
    const double before = session.race.runs[0]->theta[0];
    say("seed 5; step");
    ck_assert_double_ne(session.race.runs[0]->theta[0], before);
    say("undo; seek start; step");
    ck_assert_double_eq(session.race.runs[0]->theta[0], before);
    remove_file("noisy.scene");
}
END_TEST

START_TEST(seed_leaves_a_surface_without_noise)
{
    session_finish(&session);
    write_file("plain.scene", "problem = { surface = \"bowl\"; };\n"
                              "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n");
    open_scene("plain.scene");
    const struct problem *problem = session_problem(&session);
    say("seed next; step 2; seed 9; undo");
    ck_assert_ptr_eq(session_problem(&session), problem);
    remove_file("plain.scene");
}
END_TEST

static Suite *session_data_suite(void)
{
    Suite *suite = suite_create("session_data");
    TCase *tests = tcase_create("problems");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, nothing_makes_the_problem_again);
    tcase_add_test(tests, undo_after_the_file_changed_gives_what_was_there);
    tcase_add_test(tests, reload_begins_again_with_what_the_file_holds_now);
    tcase_add_test(tests, what_no_longer_fits_is_refused_and_the_race_kept);
    tcase_add_test(tests, reload_is_for_files);
    tcase_add_test(tests, another_seed_is_another_order_on_the_same_data);
    tcase_add_test(tests, seed_with_reseed_all_makes_data_and_start_again);
    tcase_add_test(tests, saved_after_a_seed_only_the_order_differs);
    tcase_add_test(tests, seed_changes_the_noise_of_a_surface);
    tcase_add_test(tests, seed_leaves_a_surface_without_noise);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    const char *const folders[] = {folder, NULL};
    if (!mkdtemp(folder)) {
        perror(folder);
        return EXIT_FAILURE;
    }
    library_init(&library, folders);
    const int status = suite_main(session_data_suite());
    library_finish(&library);
    rmdir(folder);
    return status;
}
