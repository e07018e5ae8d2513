/* Keys of scene files: what is written reads back to the same scene, and in which form. */
#include "scene/library.h"
#include "scene/scene.h"

#include "base/mem.h"
#include "suite.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct library library;

/* ---- helpers ---- */

static void read_file(struct scene *scene, const char *path)
{
    struct error err = {0};
    ck_assert_msg(scene_read(scene, path, NULL, NULL, &err), "%s", err.text);
}

/* Written into the folder of the tests, where its data are found by their full path. */
static void save_and_read(const struct scene *scene, struct scene *again)
{
    struct error err = {0};
    ck_assert_msg(scene_save(scene, "again.scene", &err), "%s", err.text);
    read_file(again, "again.scene");
}

static void read_text(struct scene *scene, const char *text)
{
    FILE *file = fopen("test.scene", "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
    read_file(scene, "test.scene");
}

static void check_text(const struct scene_text *a, const struct scene_text *b)
{
    ck_assert_uint_eq(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        ck_assert_str_eq(a->version[i].code, b->version[i].code);
        ck_assert_str_eq(a->version[i].text, b->version[i].text);
    }
}

static void check_place(const struct scene *a, const struct scene *b)
{
    ck_assert_uint_eq(a->lecture, b->lecture);
    ck_assert_int_eq(a->has_order, b->has_order);
    ck_assert_uint_eq(a->order, b->order);
    check_text(&a->topic, &b->topic);
    ck_assert_uint_eq(a->claim_count, b->claim_count);
    for (size_t i = 0; i < a->claim_count; i++)
        ck_assert_str_eq(a->claims[i], b->claims[i]);
    for (size_t i = 0; i < a->optimizer_count; i++)
        check_text(&a->optimizers[i].label, &b->optimizers[i].label);
}

static void check_view(const struct scene_view *a, const struct scene_view *b)
{
    ck_assert_int_eq(a->has_x, b->has_x);
    ck_assert_int_eq(a->has_y, b->has_y);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_double_eq(a->x[i], b->x[i]);
        ck_assert_double_eq(a->y[i], b->y[i]);
        ck_assert_uint_eq(a->axes[i], b->axes[i]);
    }
    ck_assert_int_eq(a->levels, b->levels);
    ck_assert_int_eq(a->plane, b->plane);
    ck_assert_pstr_eq(a->focus, b->focus);
    ck_assert_uint_eq(a->panes.hidden, b->panes.hidden);
    ck_assert_int_eq(a->panes.first, b->panes.first);
}

static void check_lessons(const struct scene *a, const struct scene *b)
{
    ck_assert_uint_eq(a->lesson_count, b->lesson_count);
    for (size_t i = 0; i < a->lesson_count; i++) {
        const struct scene_lesson *p = &a->lessons[i], *q = &b->lessons[i];
        ck_assert_uint_eq(p->at, q->at);
        check_text(&p->text, &q->text);
        ck_assert_int_eq(p->pause, q->pause);
        ck_assert_pstr_eq(p->verbs, q->verbs);
    }
}

static void check_run(const struct run *a, const struct run *b)
{
    ck_assert_str_eq(a->settings.name, b->settings.name);
    ck_assert_ptr_eq(a->settings.optimizer, b->settings.optimizer);
    ck_assert_ptr_eq(a->settings.schedule.kind, b->settings.schedule.kind);
    for (int i = 0; i < RUN_SETTINGS; i++)
        ck_assert_double_eq(run_setting_value(&a->settings, i), run_setting_value(&b->settings, i));
    ck_assert_uint_eq(a->settings.seed, b->settings.seed);
    ck_assert_mem_eq(a->start, b->start, a->problem->dim * sizeof *a->start);
    ck_assert_mem_eq(&a->row->loss, &b->row->loss, sizeof a->row->loss);
}

/* Both races start alike: the same problem, limits, and runs. */
static void check_races(const struct scene *a, const struct scene *b)
{
    struct race p, q;
    scene_race(a, &p);
    scene_race(b, &q);
    ck_assert_uint_eq(a->built->dim, b->built->dim);
    ck_assert_uint_eq(a->built->samples, b->built->samples);
    ck_assert_uint_eq(p.limits.steps, q.limits.steps);
    ck_assert_double_eq(p.limits.epochs, q.limits.epochs);
    ck_assert_double_eq(p.limits.tolerance, q.limits.tolerance);
    ck_assert_int_eq(p.limits.in_order, q.limits.in_order);
    ck_assert_uint_eq(p.count, q.count);
    for (size_t i = 0; i < p.count; i++)
        check_run(p.runs[i], q.runs[i]);
    race_finish(&p);
    race_finish(&q);
}

/* ---- every scene ---- */

START_TEST(what_is_written_reads_back_to_the_same_scene)
{
    struct scene scene, again;
    read_file(&scene, library.paths[_i]);
    save_and_read(&scene, &again);
    check_text(&scene.title, &again.title);
    check_text(&scene.about, &again.about);
    check_place(&scene, &again);
    check_view(&scene.view, &again.view);
    check_lessons(&scene, &again);
    check_races(&scene, &again);
    scene_finish(&scene);
    scene_finish(&again);
}
END_TEST

START_TEST(what_is_written_is_written_again)
{
    struct scene scene, again, copy;
    struct text first = {0}, second = {0};
    read_file(&scene, library.paths[_i]);
    save_and_read(&scene, &again);
    scene_write(&again, &first);
    scene_finish(&scene);
    save_and_read(&again, &scene);
    scene_copy(&copy, &scene);
    scene_finish(&scene);
    scene_write(&copy, &second);
    ck_assert_str_eq(text_string(&second), text_string(&first));
    scene_finish(&again);
    scene_finish(&copy);
    text_finish(&first);
    text_finish(&second);
}
END_TEST

/* ---- the form ---- */

static const struct {
    const char *read, *written;
} forms[] = {
    /* what has its default is left out, but for what a race cannot be understood without */
    {"problem = { surface = \"bowl\"; };\n"
     "optimizers = ( { method = \"adam\"; beta1 = 0.9; } );\n",
     "problem = { surface = \"bowl\"; };\n"
     "seed = 1;\n"
     "batch = 0;\n"
     "shuffle = true;\n"
     "steps = 1000;\n"
     "tolerance = 0;\n"
     "optimizers = (\n"
     "    { method = \"adam\"; name = \"adam\"; lr = 0.001; }\n"
     ");\n"
     "view = { levels = \"log\"; };\n"},

    /* a surface with everything */
    {"lesson = ( { at = 9; do = \"lr up\"; pause = true; },\n"
     "           { text = { en = \"Now\"; es = \"Ahora\"; }; at = 0; } );\n"
     "view = { levels = \"linear\"; y = ( -1, 3.5 ); x = ( -2, 2 ); };\n"
     "claims = ( \"2.20\", \"2.21\" ); topic = { en = \"rate\"; es = \"tasa\"; }; order = 0;\n"
     "lecture = 2;\n"
     "optimizers = ( { start = ( 3, 4 ); seed = 5; batch = 4; method = \"nag\"; name = \"n\";\n"
     "                 label = { es = \"rápido\"; en = \"fast\"; };\n"
     "                 clip = 2; beta = 0.5; schedule = { tau = 50; kind = \"cosine\"; }; },\n"
     "               { method = \"adam\"; eps_inside = true; } );\n"
     "tolerance = 1e-6; epochs = 2.5; shuffle = false; batch = 8; seed = 3000000000L;\n"
     "start = ( 1, 0.5 ); about = \"a \\\"b\\\"\\n\"; title = { en = \"One\"; es = \"Uno\"; };\n"
     "problem = { noise = 0.1; samples = 100; angle = 0; surface = \"ellipse\"; };\n",
     "title = {\n"
     "    en = \"One\";\n"
     "    es = \"Uno\";\n"
     "};\n"
     "about = \"a \\\"b\\\"\\n\";\n"
     "lecture = 2;\n"
     "order = 0;\n"
     "topic = {\n"
     "    en = \"rate\";\n"
     "    es = \"tasa\";\n"
     "};\n"
     "claims = ( \"2.20\", \"2.21\" );\n"
     "problem = { surface = \"ellipse\"; eigenvalues = ( 1, 25 ); angle = 0; noise = 0.1; "
     "samples = 100; };\n"
     "start = ( 1, 0.5 );\n"
     "seed = 3000000000L;\n"
     "batch = 8;\n"
     "shuffle = false;\n"
     "epochs = 2.5;\n"
     "tolerance = 1e-06;\n"
     "optimizers = (\n"
     "    { method = \"nag\"; name = \"n\"; label = { es = \"rápido\"; en = "
     "\"fast\"; }; lr = 0.01; beta = 0.5; clip = 2; schedule = { kind = "
     "\"cosine\"; tau = 50; final = 0; warmup = 0; }; batch = 4; seed = 5; start = ( 3, 4 ); },\n"
     "    { method = \"adam\"; name = \"adam\"; lr = 0.001; eps_inside = true; }\n"
     ");\n"
     "view = { x = ( -2, 2 ); y = ( -1, 3.5 ); levels = \"linear\"; };\n"
     "lesson = (\n"
     "    {\n"
     "        at = 0;\n"
     "        text = {\n"
     "            en = \"Now\";\n"
     "            es = \"Ahora\";\n"
     "        };\n"
     "    },\n"
     "    {\n"
     "        at = 9;\n"
     "        pause = true;\n"
     "        do = \"lr up\";\n"
     "    }\n"
     ");\n"},

    /* a view with everything */
    {"problem = { model = \"softmax\"; data = { name = \"iris\"; test = 0.2; }; };\n"
     "optimizers = ( { method = \"gd\"; }, { method = \"adam\"; } );\n"
     "view = { theme = \"mono\"; speed = 0.5; inputs = ( 4, 2 ); data = \"confusion\";\n"
     "         rank = \"test\"; trail = \"points 50\"; arrows = false; map = \"lines\";\n"
     "         log_y = false; log_x = true; axis = \"evals\"; plot = \"rate\";\n"
     "         maximized = true; panes = ( \"net\", \"loss\", \"map\" ); focus = \"adam\";\n"
     "         all = true; axes = ( 1, 2 ); plane = \"random\"; y = ( 0, 1 ); };\n",
     "problem = {\n"
     "    model = \"softmax\";\n"
     "    data = { name = \"iris\"; test = 0.2; };\n"
     "    loss = \"ce\"; scale = \"mean\";\n"
     "    l2 = 0; init = { scheme = \"glorot\"; gain = 1; };\n"
     "};\n"
     "seed = 1;\n"
     "batch = 0;\n"
     "shuffle = true;\n"
     "steps = 1000;\n"
     "tolerance = 0;\n"
     "optimizers = (\n"
     "    { method = \"gd\"; name = \"gd\"; lr = 0.01; },\n"
     "    { method = \"adam\"; name = \"adam\"; lr = 0.001; }\n"
     ");\n"
     "view = { y = ( 0, 1 ); levels = \"log\"; plane = \"random\"; axes = ( 1, 2 ); "
     "focus = \"adam\"; all = true; panes = ( \"net\", \"map\", \"loss\" ); maximized = true; "
     "plot = \"rate\"; axis = \"evals\"; log_x = true; log_y = false; map = \"lines\"; "
     "arrows = false; trail = \"points 50\"; rank = \"test\"; data = \"confusion\"; "
     "inputs = ( 4, 2 ); speed = 0.5; theme = \"mono\"; };\n"},

    /* a model with everything */
    {"problem = { init = { gain = 0.5; }; l2 = 0.25; scale = \"half-sum\"; loss = \"bce\";\n"
     "            activation = \"relu\"; hidden = ( 3, 2 ); model = \"mlp\";\n"
     "            data = { test = 0.25; standardize = true; noise = 0; n = 50; name = \"moons\"; "
     "};\n"
     "};\n"
     "view = { axes = ( 3, 10 ); };\n"
     "optimizers = ( { method = \"sgd\"; } );\n",
     "problem = {\n"
     "    model = \"mlp\";\n"
     "    data = { name = \"moons\"; n = 50; noise = 0; standardize = true; test = 0.25; };\n"
     "    hidden = ( 3, 2 ); activation = \"relu\";\n"
     "    loss = \"bce\"; scale = \"half-sum\";\n"
     "    l2 = 0.25; init = { scheme = \"glorot\"; gain = 0.5; };\n"
     "};\n"
     "seed = 1;\n"
     "batch = 0;\n"
     "shuffle = true;\n"
     "steps = 1000;\n"
     "tolerance = 0;\n"
     "optimizers = (\n"
     "    { method = \"sgd\"; name = \"sgd\"; lr = 0.01; }\n"
     ");\n"
     "view = { levels = \"log\"; plane = \"axes\"; axes = ( 3, 10 ); };\n"},
};

START_TEST(scene_has_its_written_form)
{
    struct scene scene, copy;
    struct text text = {0};
    read_text(&scene, forms[_i].read);
    scene_copy(&copy, &scene);
    scene_finish(&scene);
    scene_write(&copy, &text);
    ck_assert_str_eq(text_string(&text), forms[_i].written);
    scene_finish(&copy);
    text_finish(&text);
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("scene_keys");
    TCase *tests = tcase_create("keys");
    const int scenes = (int)library.count;
    tcase_add_loop_test(tests, what_is_written_reads_back_to_the_same_scene, 0, scenes);
    tcase_add_loop_test(tests, what_is_written_is_written_again, 0, scenes);
    tcase_add_loop_test(tests, scene_has_its_written_form, 0, ARRAY_LENGTH(forms));
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    char folder[] = "/tmp/thalweg-XXXXXX";
    library_init(&library, (const char *const[]){SCENES, NULL});
    if (library.count == 0 || !mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    const int status = suite_main(suite());
    unlink("test.scene");
    unlink("again.scene");
    rmdir(folder);
    library_finish(&library);
    return status;
}
