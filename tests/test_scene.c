/* Scenes: what is read, what is filled in, --set, and the way back to a file. */
#include "scene/scene.h"

#include "base/file.h"
#include "base/mem.h"
#include "suite.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_NAME "test.scene"

/* ---- helpers ---- */

static void write_file(const char *text)
{
    FILE *file = fopen(FILE_NAME, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static void read_path(struct scene *scene, const char *path, const char *const *set, size_t count,
                      struct text *warnings)
{
    const struct scene_options options = {.set = set, .set_count = count};
    struct error err = {0};
    ck_assert_msg(scene_read(scene, path, &options, warnings, &err), "%s", err.text);
}

static void read_text(struct scene *scene, const char *text)
{
    write_file(text);
    read_path(scene, FILE_NAME, NULL, 0, NULL);
}

#define READ_SET(scene, ...)                                                                       \
    read_path(scene, FILE_NAME, (const char *const[]){__VA_ARGS__},                                \
              ARRAY_LENGTH(((const char *const[]){__VA_ARGS__})), NULL)

/* ---- what is read ---- */

#define SMALL                                                                                      \
    "problem = { surface = \"bowl\"; };\n"                                                         \
    "optimizers = ( { method = \"adam\"; } );\n"

START_TEST(small_scene_is_filled_in)
{
    struct scene scene;
    read_text(&scene, SMALL);
    ck_assert_str_eq(scene.path, FILE_NAME);
    ck_assert_str_eq(scene_text_pick(&scene.title, "en"), "");
    ck_assert_ptr_eq(scene.problem.surface.surface, surface_find("bowl"));
    ck_assert_ptr_null(scene.start);
    ck_assert_uint_eq(scene.problem.surface.samples, 1);
    ck_assert_uint_eq(scene.seed, 1);
    ck_assert_uint_eq(scene.batch, 0);
    ck_assert(scene.shuffle);
    ck_assert_uint_eq(scene.steps, 1000);
    ck_assert_double_eq(scene.epochs, 0);
    ck_assert_double_eq(scene.tolerance, 0);
    ck_assert_int_eq(scene.view.levels, SCENE_LEVELS_LOG);
    ck_assert_uint_eq(scene.optimizer_count, 1);
    const struct run_settings *settings = &scene.optimizers[0].settings;
    ck_assert_str_eq(settings->name, "adam");
    ck_assert_ptr_eq(settings->optimizer, optimizer_find("adam"));
    ck_assert_ptr_eq(settings->schedule.kind, schedule_find("constant"));
    for (int h = 0; h < HYPER_COUNT; h++)
        ck_assert_double_eq(settings->hyper[h], settings->optimizer->defaults[h]);
    scene_finish(&scene);
}
END_TEST

static const char everything[] =
    "\xEF\xBB\xBF# a byte-order mark, comments, CRLF\r\n"
    "title = { en = \"One\"; es = \"Uno \\\"dos\\\"\"; }; // and quotes\r\n"
    "about = \"First line\\n\\tsecond \\\\ line\";\r\n"
    "problem = { surface = \"ellipse\"; eigenvalues = ( 2, 7.5 ); angle = -0.25; noise = 1e-1;\n"
    "            samples = 0x20; };\n"
    "start = [ -1.5, 0.1 ]; /* an array\n does as well */\n"
    "seed = 9007199254740993L; batch = 8; shuffle = false;\n"
    "epochs = 2.5; tolerance = 1e-6;\n"
    "optimizers = (\n"
    "  { method = \"nag\"; name = \"el niño\"; lr = 1; beta = 0.5; clip = 2; weight_decay = 0.01;\n"
    "    batch = 4; seed = 5; start = ( 3, 4 );\n"
    "    schedule = { kind = \"cosine\"; tau = 50; final = 1e-3; warmup = 5; }; },\n"
    "  { method = \"adam\"; bias_correction = false; eps_inside = true; }\n"
    ");\n"
    "view = { x = ( -2, 2 ); y = ( -1, 3.5 ); levels = \"linear\"; };\n"
    "lesson = ( { at = 40; text = \"later\"; pause = true; do = \"lr up\"; },\n"
    "           { at = 0; text = { en = \"now\"; es = \"ahora\"; }; },\n"
    "           { at = 40; do = \"lr down\"; } ); # the end";

/* Whether it says what the text above does. */
static void check_everything(const struct scene *scene)
{
    ck_assert_str_eq(scene_text_pick(&scene->title, "es"), "Uno \"dos\"");
    ck_assert_str_eq(scene_text_pick(&scene->title, "fr"), "One");
    ck_assert_str_eq(scene_text_pick(&scene->about, "es"), "First line\n\tsecond \\ line");
    ck_assert(scene->problem.surface.shaped);
    ck_assert_double_eq(scene->problem.surface.eigenvalues[1], 7.5);
    ck_assert_double_eq(scene->problem.surface.angle, -0.25);
    ck_assert_double_eq(scene->problem.surface.noise, 0.1);
    ck_assert_uint_eq(scene->problem.surface.samples, 32);
    ck_assert_double_eq(scene->start[0], -1.5);
    ck_assert_double_eq(scene->start[1], 0.1);
    ck_assert_uint_eq(scene->seed, 9007199254740993u); /* 2^53 + 1: no double */
    ck_assert_uint_eq(scene->batch, 8);
    ck_assert(!scene->shuffle);
    ck_assert_uint_eq(scene->steps, 0);
    ck_assert_double_eq(scene->epochs, 2.5);
    ck_assert_double_eq(scene->tolerance, 1e-6);

    const struct scene_optimizer *nag = &scene->optimizers[0];
    ck_assert_str_eq(nag->settings.name, "el niño");
    ck_assert_double_eq(nag->settings.hyper[HYPER_LR], 1);
    ck_assert_double_eq(nag->settings.hyper[HYPER_BETA], 0.5);
    ck_assert_double_eq(nag->settings.hyper[HYPER_CLIP], 2);
    ck_assert_double_eq(nag->settings.hyper[HYPER_WEIGHT_DECAY], 0.01);
    ck_assert(nag->has_batch && nag->has_seed);
    ck_assert_uint_eq(nag->settings.batch, 4);
    ck_assert_uint_eq(nag->settings.seed, 5);
    ck_assert_double_eq(nag->start[1], 4);
    ck_assert_ptr_eq(nag->settings.schedule.kind, schedule_find("cosine"));
    ck_assert_double_eq(nag->settings.schedule.value[SCHEDULE_TAU], 50);
    ck_assert_double_eq(nag->settings.schedule.value[SCHEDULE_FINAL], 1e-3);
    ck_assert_double_eq(nag->settings.schedule.value[SCHEDULE_WARMUP], 5);
    const struct scene_optimizer *adam = &scene->optimizers[1];
    ck_assert_double_eq(adam->settings.hyper[HYPER_BIAS_CORRECTION], 0);
    ck_assert_double_eq(adam->settings.hyper[HYPER_EPS_INSIDE], 1);
    ck_assert(!adam->has_batch && !adam->has_seed && !adam->start);

    ck_assert(scene->view.has_x && scene->view.has_y);
    ck_assert_double_eq(scene->view.y[1], 3.5);
    ck_assert_int_eq(scene->view.levels, SCENE_LEVELS_LINEAR);
    ck_assert_uint_eq(scene->lesson_count, 3);
    ck_assert_str_eq(scene_text_pick(&scene->lessons[0].text, "es"), "ahora");
    ck_assert_uint_eq(scene->lessons[1].at, 40);
    ck_assert(scene->lessons[1].pause);
    ck_assert_str_eq(scene->lessons[1].verbs, "lr up");
    ck_assert_str_eq(scene->lessons[2].verbs, "lr down");
}

START_TEST(every_key_is_read)
{
    struct scene scene;
    read_text(&scene, everything);
    check_everything(&scene);
    scene_finish(&scene);
}
END_TEST

START_TEST(schedule_is_filled_in)
{
    struct scene scene;
    read_text(&scene, "problem = { surface = \"bowl\"; };\noptimizers = (\n"
                      "  { method = \"gd\"; schedule = { kind = \"step\"; gamma = 0.25; }; },\n"
                      "  { method = \"gd\"; schedule = { warmup = 10; }; } );\n");
    const struct schedule *step = &scene.optimizers[0].settings.schedule;
    ck_assert_double_eq(step->value[SCHEDULE_GAMMA], 0.25);
    ck_assert_double_eq(step->value[SCHEDULE_PERIOD], step->kind->defaults[SCHEDULE_PERIOD]);
    const struct schedule *constant = &scene.optimizers[1].settings.schedule;
    ck_assert_ptr_eq(constant->kind, schedule_find("constant"));
    ck_assert_double_eq(constant->value[SCHEDULE_WARMUP], 10);
    scene_finish(&scene);
}
END_TEST

START_TEST(expression_with_noise_gets_samples)
{
    struct scene scene;
    read_text(&scene, "problem = { expression = \"x^2 + 2 y^2\"; noise = 1; };\n"
                      "optimizers = ( { method = \"sgd\"; } );\nsteps = 100.0;\n");
    ck_assert_str_eq(scene.problem.surface.expression, "x^2 + 2 y^2");
    ck_assert_uint_eq(scene.problem.surface.samples, 100);
    ck_assert_uint_eq(scene.steps, 100);
    scene_finish(&scene);
}
END_TEST

START_TEST(names_are_made_unique)
{
    struct scene scene;
    char name[RUN_NAME_SIZE] = "adam";
    read_text(&scene, "problem = { surface = \"bowl\"; };\n"
                      "optimizers = ( { method = \"adam\"; }, { method = \"adam\"; },\n"
                      "  { method = \"gd\"; name = \"adam 2\"; }, { method = \"adam\"; } );\n");
    ck_assert_str_eq(scene.optimizers[0].settings.name, "adam");
    ck_assert_str_eq(scene.optimizers[1].settings.name, "adam 3");
    ck_assert_str_eq(scene.optimizers[2].settings.name, "adam 2");
    ck_assert_str_eq(scene.optimizers[3].settings.name, "adam 4");
    scene_unique_name(&scene, name);
    ck_assert_str_eq(name, "adam 5");
    scene_finish(&scene);
}
END_TEST

START_TEST(long_name_is_cut_for_its_number)
{
    struct scene scene;
    read_text(&scene,
              "problem = { surface = \"bowl\"; };\noptimizers = ( { method = \"gd\"; name = "
              "\"12345678901234567890123456789012345678901234567\"; } );\n");
    char name[RUN_NAME_SIZE];
    strcpy(name, scene.optimizers[0].settings.name);
    scene_unique_name(&scene, name);
    ck_assert_str_eq(name, "12345678901234567890123456789012345678901234 2");
    scene_finish(&scene);
}
END_TEST

START_TEST(batch_beyond_the_samples_is_all_of_them)
{
    struct scene scene;
    struct text warnings = {0};
    write_file("problem = { surface = \"bowl\"; noise = 1; };\nbatch = 500;\n"
               "optimizers = (\n  { method = \"sgd\"; batch = 101; },\n"
               "  { method = \"gd\"; batch = 5; } );\n");
    read_path(&scene, FILE_NAME, NULL, 0, &warnings);
    ck_assert_uint_eq(scene.batch, 100);
    ck_assert_uint_eq(scene.optimizers[0].settings.batch, 100);
    ck_assert_str_eq(text_string(&warnings),
                     "test.scene:2: batch is 500, but there are 100 samples: 100 is used\n"
                     "test.scene:4: batch is 101, but there are 100 samples: 100 is used\n"
                     "test.scene:5: gd always takes all the samples: its batch is not used\n");
    scene_finish(&scene);

    text_clear(&warnings);
    write_file(SMALL "batch = 32;\n");
    read_path(&scene, FILE_NAME, NULL, 0, &warnings);
    ck_assert_uint_eq(scene.batch, 1);
    ck_assert_str_eq(text_string(&warnings),
                     "test.scene:3: batch is 32, but there is 1 sample: 1 is used\n");
    scene_finish(&scene);
    text_finish(&warnings);
}
END_TEST

/* ---- --set ---- */

START_TEST(set_replaces_and_adds)
{
    struct scene scene;
    write_file(SMALL "start = ( 1, 2 );\n");
    READ_SET(&scene, "steps=50", "optimizers.[0].lr=0.5", "start=(3, 4.5)", "title=Hola mundo",
             "problem.surface=booth", "view.levels=linear", "shuffle=false", "start.[1]=7",
             "optimizers[0].schedule={kind=\"cosine\"; tau=3}", "optimizers[0].schedule.final=0.1");
    ck_assert_uint_eq(scene.steps, 50);
    ck_assert_double_eq(scene.optimizers[0].settings.hyper[HYPER_LR], 0.5);
    ck_assert_double_eq(scene.start[0], 3);
    ck_assert_double_eq(scene.start[1], 7);
    ck_assert_str_eq(scene_text_pick(&scene.title, "en"), "Hola mundo");
    ck_assert_ptr_eq(scene.problem.surface.surface, surface_find("booth"));
    ck_assert_int_eq(scene.view.levels, SCENE_LEVELS_LINEAR);
    ck_assert(!scene.shuffle);
    ck_assert_double_eq(scene.optimizers[0].settings.schedule.value[SCHEDULE_TAU], 3);
    ck_assert_double_eq(scene.optimizers[0].settings.schedule.value[SCHEDULE_FINAL], 0.1);
    scene_finish(&scene);
}
END_TEST

START_TEST(set_takes_quoted_and_bare_formulas)
{
    struct scene scene;
    write_file("problem = { expression = \"x\"; };\noptimizers = ( { method = \"gd\"; } );\n");
    READ_SET(&scene, "problem.expression=\"(1-x)^2 + y^2\"");
    ck_assert_str_eq(scene.problem.surface.expression, "(1-x)^2 + y^2");
    scene_finish(&scene);
    READ_SET(&scene, "problem.expression=2*x^2 + y^2");
    ck_assert_str_eq(scene.problem.surface.expression, "2*x^2 + y^2");
    scene_finish(&scene);
}
END_TEST

/* ---- written, copied, saved ---- */

START_TEST(scene_comes_back_from_its_file)
{
    struct scene scene, copy, again;
    struct text first = {0}, second = {0};
    read_text(&scene, everything);
    scene_copy(&copy, &scene);
    scene_finish(&scene);
    ck_assert_str_eq(copy.path, FILE_NAME);
    scene_write(&copy, &first);
    read_text(&again, text_string(&first));
    check_everything(&again);
    scene_write(&again, &second);
    ck_assert_str_eq(text_string(&second), text_string(&first));
    scene_finish(&copy);
    scene_finish(&again);
    text_finish(&first);
    text_finish(&second);
}
END_TEST

START_TEST(numbers_come_back_exactly)
{
    static const double numbers[] = {0.1,    1.0 / 3,         5e-324, 1e300, 3e9,
                                     -2.5e9, 123456789012345, -0.0,   1e22,  9007199254740993.0};
    struct scene scene, again;
    struct text text = {0};
    read_text(&scene, SMALL "start = ( 1, 1 );\n");
    for (size_t i = 0; i < ARRAY_LENGTH(numbers); i++) {
        scene.start[0] = numbers[i];
        text_clear(&text);
        scene_write(&scene, &text);
        read_text(&again, text_string(&text));
        ck_assert_mem_eq(&again.start[0], &numbers[i], sizeof numbers[i]);
        scene_finish(&again);
    }
    scene_finish(&scene);
    text_finish(&text);
}
END_TEST

START_TEST(saved_scene_is_what_is_written)
{
    struct scene scene;
    struct text expected = {0}, file = {0};
    struct error err = {0};
    read_text(&scene, everything);
    scene_write(&scene, &expected);
    ck_assert(scene_save(&scene, "saved.scene", &err));
    ck_assert(file_read("saved.scene", SCENE_FILE_LIMIT, &file, &err));
    ck_assert_str_eq(text_string(&file), text_string(&expected));
    ck_assert(!scene_save(&scene, "no/such/folder.scene", &err));
    ck_assert_str_eq(err.text, "no/such/folder.scene: no such file or directory");
    unlink("saved.scene");
    scene_finish(&scene);
    text_finish(&expected);
    text_finish(&file);
}
END_TEST

/* ---- the race ---- */

START_TEST(race_takes_what_is_ones_own_before_the_scenes)
{
    struct scene scene;
    struct race race;
    read_text(&scene, everything);
    scene_race(&scene, &race);
    ck_assert_uint_eq(race.count, 2);
    ck_assert_uint_eq(race.runs[0]->problem->samples, 32);
    ck_assert(race.limits.in_order);
    ck_assert_double_eq(race.limits.epochs, 2.5);
    ck_assert_double_eq(race.limits.tolerance, 1e-6);
    ck_assert_uint_eq(race.runs[0]->settings.batch, 4);
    ck_assert_uint_eq(race.runs[0]->settings.seed, 5);
    ck_assert_double_eq(race.runs[0]->start[0], 3);
    ck_assert_uint_eq(race.runs[1]->settings.batch, 8);
    ck_assert_uint_eq(race.runs[1]->settings.seed, 9007199254740993u);
    ck_assert_double_eq(race.runs[1]->start[0], -1.5);
    race_finish(&race);
    scene_finish(&scene);

    read_text(&scene, SMALL);
    scene_race(&scene, &race);
    ck_assert_mem_eq(race.runs[0]->start, surface_find("bowl")->start, 2 * sizeof(double));
    race_finish(&race);
    scene_finish(&scene);
}
END_TEST

static Suite *suite(void)
{
    TCase *tests = tcase_create("files");
    tcase_add_test(tests, small_scene_is_filled_in);
    tcase_add_test(tests, every_key_is_read);
    tcase_add_test(tests, schedule_is_filled_in);
    tcase_add_test(tests, expression_with_noise_gets_samples);
    tcase_add_test(tests, names_are_made_unique);
    tcase_add_test(tests, long_name_is_cut_for_its_number);
    tcase_add_test(tests, batch_beyond_the_samples_is_all_of_them);
    tcase_add_test(tests, set_replaces_and_adds);
    tcase_add_test(tests, set_takes_quoted_and_bare_formulas);
    tcase_add_test(tests, scene_comes_back_from_its_file);
    tcase_add_test(tests, numbers_come_back_exactly);
    tcase_add_test(tests, saved_scene_is_what_is_written);
    tcase_add_test(tests, race_takes_what_is_ones_own_before_the_scenes);
    Suite *suite = suite_create("scene");
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    char folder[] = "/tmp/thalweg-XXXXXX";
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    const int status = suite_main(suite());
    unlink(FILE_NAME);
    rmdir(folder);
    return status;
}
