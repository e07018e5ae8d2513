/* Models in scenes: what is read, what is filled in, and the way back to a file. */
#include "scene/scene.h"

#include "base/mem.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GD "optimizers = ( { method = \"gd\"; } );\n"

/* ---- helpers ---- */

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static void read_path(struct scene *scene, const char *path, struct text *warnings)
{
    struct error err = {0};
    ck_assert_msg(scene_read(scene, path, NULL, warnings, &err), "%s", err.text);
}

static void read_text(struct scene *scene, const char *text)
{
    write_file("test.scene", text);
    read_path(scene, "test.scene", NULL);
}

static struct problem *problem_of(const struct scene *scene)
{
    return problem_share(scene->built);
}

/* ---- what is read ---- */

START_TEST(small_model_is_filled_in)
{
    struct scene scene;
    read_text(&scene, "problem = { model = \"mlp\"; data = \"moons\"; hidden = ( 3 ); };" GD);
    const struct scene_problem *problem = &scene.problem;
    ck_assert_int_eq(problem->model, SCENE_MLP);
    ck_assert_ptr_null(problem->surface.surface);
    ck_assert_str_eq(problem->data.name, "moons");
    ck_assert_ptr_null(problem->data.file);
    ck_assert_uint_eq(problem->data.n, 0);
    ck_assert_double_lt(problem->data.noise, 0);
    ck_assert(!problem->data.standardize);
    ck_assert_double_eq(problem->data.test, 0);
    ck_assert_uint_eq(problem->hidden_count, 1);
    ck_assert_uint_eq(problem->hidden[0], 3);
    ck_assert_int_eq(problem->activation, ACTIVATION_TANH);
    ck_assert_int_eq(problem->loss, LOSS_BCE);
    ck_assert_int_eq(problem->scale, SCALE_MEAN);
    ck_assert_double_eq(problem->l2, 0);
    ck_assert_int_eq(problem->init, INIT_GLOROT);
    ck_assert_double_eq(problem->gain, 1);
    ck_assert(!problem->reproducible);
    ck_assert_int_eq(scene.view.plane, SCENE_PLANE_PCA);
    ck_assert_uint_eq(scene.view.axes[0], 0);
    ck_assert_uint_eq(scene.view.axes[1], 1);
    scene_finish(&scene);
}
END_TEST

static const char everything[] =
    "problem = {\n"
    "  hidden = ( 5, 4, 3 ); activation = \"leaky_relu\"; loss = \"squared\"; scale = "
    "\"half-sum\";\n"
    "  l2 = 0.25; init = { scheme = \"he\"; gain = 0.5; };\n"
    "  data = { file = \"points.csv\"; inputs = ( \"x2\", 1 ); target = \"y\"; standardize = "
    "true;\n"
    "           test = 0.25; };\n"
    "  model = \"mlp\";\n"
    "};\n"
    "seed = 3;\n"
    "view = { plane = \"random\"; axes = ( 3, 10 ); };\n" GD;

static void check_everything(const struct scene *scene)
{
    const struct scene_problem *problem = &scene->problem;
    ck_assert_int_eq(problem->model, SCENE_MLP);
    ck_assert_uint_eq(problem->hidden_count, 3);
    ck_assert_uint_eq(problem->hidden[1], 4);
    ck_assert_int_eq(problem->activation, ACTIVATION_LEAKY_RELU);
    ck_assert_int_eq(problem->loss, LOSS_SQUARED);
    ck_assert_int_eq(problem->scale, SCALE_HALF_SUM);
    ck_assert_double_eq(problem->l2, 0.25);
    ck_assert_int_eq(problem->init, INIT_HE);
    ck_assert_double_eq(problem->gain, 0.5);
    ck_assert_uint_eq(problem->data.input_count, 2);
    ck_assert_str_eq(problem->data.inputs[0], "x2");
    ck_assert_str_eq(problem->data.inputs[1], "1");
    ck_assert_str_eq(problem->data.target, "y");
    ck_assert(problem->data.standardize);
    ck_assert_double_eq(problem->data.test, 0.25);
    ck_assert_int_eq(scene->view.plane, SCENE_PLANE_RANDOM);
    ck_assert_uint_eq(scene->view.axes[0], 3);
    ck_assert_uint_eq(scene->view.axes[1], 10);
}

START_TEST(every_key_is_read_and_makes_the_problem)
{
    struct scene scene;
    read_text(&scene, everything);
    check_everything(&scene);
    struct problem *problem = problem_of(&scene);
    const struct network *network = problem->network;
    ck_assert_uint_eq(problem->dim, (2 + 1) * 5 + (5 + 1) * 4 + (4 + 1) * 3 + (3 + 1) * 1);
    ck_assert_uint_eq(problem->samples, 6);
    ck_assert_uint_eq(problem->dataset->test_n, 2);
    ck_assert_str_eq(problem->dataset->input_names[0], "x2");
    ck_assert_ptr_nonnull(problem->dataset->shift);
    ck_assert_uint_eq(network->layers, 4);
    ck_assert_int_eq(network->activation, ACTIVATION_LEAKY_RELU);
    ck_assert_int_eq(network->output, ACTIVATION_IDENTITY);
    ck_assert_int_eq(network->scale, SCALE_HALF_SUM);
    ck_assert_double_eq(network->l2, 0.25);
    problem_release(problem);
    scene_finish(&scene);
}
END_TEST

/* The loss and the output of every model on every kind of data. */
static const struct {
    const char *problem;
    enum loss loss;
    enum activation output;
    size_t outputs;
} defaults[] = {
    {"model = \"linear\"; data = \"line\";", LOSS_SQUARED, ACTIVATION_IDENTITY, 1},
    {"model = \"linear\"; data = \"xor\";", LOSS_SQUARED, ACTIVATION_IDENTITY, 1},
    {"model = \"linear\"; data = \"iris\";", LOSS_SQUARED, ACTIVATION_IDENTITY, 3},
    {"model = \"logistic\"; data = \"moons\";", LOSS_BCE, ACTIVATION_SIGMOID, 1},
    {"model = \"logistic\"; data = \"iris\";", LOSS_BCE, ACTIVATION_SIGMOID, 3},
    {"model = \"logistic\"; data = \"moons\"; loss = \"squared\";", LOSS_SQUARED,
     ACTIVATION_SIGMOID, 1},
    {"model = \"softmax\"; data = \"iris\";", LOSS_CE, ACTIVATION_SOFTMAX, 3},
    {"model = \"mlp\"; hidden = ( 2 ); data = \"sine\";", LOSS_SQUARED, ACTIVATION_IDENTITY, 1},
    {"model = \"mlp\"; hidden = ( 2 ); data = \"moons\";", LOSS_BCE, ACTIVATION_SIGMOID, 1},
    {"model = \"mlp\"; hidden = ( 2 ); data = \"iris\";", LOSS_CE, ACTIVATION_SOFTMAX, 3},
    {"model = \"mlp\"; hidden = ( 2 ); data = \"moons\"; loss = \"squared\";", LOSS_SQUARED,
     ACTIVATION_IDENTITY, 1},
    {"model = \"mlp\"; hidden = ( 2 ); data = \"iris\"; loss = \"bce\";", LOSS_BCE,
     ACTIVATION_SIGMOID, 3},
    /* numbers are numbers unless classes are asked for */
    {"model = \"mlp\"; hidden = ( 2 ); data = { file = \"binary.csv\"; };", LOSS_SQUARED,
     ACTIVATION_IDENTITY, 1},
    {"model = \"mlp\"; hidden = ( 2 ); data = { file = \"binary.csv\"; }; loss = \"bce\";",
     LOSS_BCE, ACTIVATION_SIGMOID, 1},
    {"model = \"logistic\"; data = { file = \"binary.csv\"; };", LOSS_BCE, ACTIVATION_SIGMOID, 1},
    {"model = \"softmax\"; data = { file = \"sizes.csv\"; classes = true; };", LOSS_CE,
     ACTIVATION_SOFTMAX, 3},
    {"model = \"mlp\"; hidden = ( 2 ); data = { file = \"words.csv\"; };", LOSS_CE,
     ACTIVATION_SOFTMAX, 3},
};

START_TEST(loss_and_output_follow_model_and_data)
{
    struct scene scene;
    struct text text = {0};
    text_printf(&text, "problem = { %s };" GD, defaults[_i].problem);
    read_text(&scene, text_string(&text));
    struct problem *problem = problem_of(&scene);
    ck_assert_int_eq(scene.problem.loss, defaults[_i].loss);
    ck_assert_int_eq(problem->network->loss, defaults[_i].loss);
    ck_assert_int_eq(problem->network->output, defaults[_i].output);
    ck_assert_uint_eq(problem->network->width[problem->network->layers], defaults[_i].outputs);
    problem_release(problem);
    scene_finish(&scene);
    text_finish(&text);
}
END_TEST

START_TEST(gabor_has_its_data_and_two_parameters)
{
    struct scene scene;
    read_text(&scene, "problem = { model = \"gabor\"; }; start = ( 1, 2 );" GD);
    struct problem *problem = problem_of(&scene);
    ck_assert_str_eq(scene.problem.data.name, "gabor");
    ck_assert_uint_eq(problem->dim, 2);
    ck_assert_ptr_null(problem->network);
    problem_release(problem);
    scene_finish(&scene);
}
END_TEST

START_TEST(axes_alone_are_the_plane)
{
    struct scene scene;
    read_text(&scene, "problem = { model = \"softmax\"; data = \"iris\"; }; view = { axes = ( 2, "
                      "14 ); };" GD);
    ck_assert_int_eq(scene.view.plane, SCENE_PLANE_AXES);
    ck_assert_uint_eq(scene.view.axes[1], 14);
    scene_finish(&scene);
}
END_TEST

/* Samples that are kept aside are in no batch. */
START_TEST(batch_beyond_the_training_samples_is_all_of_them)
{
    struct scene scene;
    struct text warnings = {0};
    write_file("test.scene",
               "problem = { model = \"logistic\"; data = { name = \"moons\"; n = 100; "
               "test = 0.25; }; };\nbatch = 100;\noptimizers = ( { method = \"sgd\"; "
               "}, { method = \"sgd\"; batch = 75; } );\n");
    read_path(&scene, "test.scene", &warnings);
    ck_assert_uint_eq(scene.batch, 75);
    ck_assert_uint_eq(scene.optimizers[1].settings.batch, 75);
    ck_assert_str_eq(text_string(&warnings),
                     "test.scene:2: batch is 100, but there are 75 samples: 75 is used\n");
    text_finish(&warnings);
    scene_finish(&scene);
}
END_TEST

/* ---- tables of people ---- */

static const struct {
    const char *content, *data;
} tables[] = {
    {"x;c;y\n1,5;red;2\n2;green;1\nNA;red;1\n3;blue;2\n",
     "{ file = \"table.csv\"; classes = true; missing = \"skip\"; encode = \"onehot\"; header = "
     "true; "
     "separator = \";\"; }"},
    {"1990\t2\n3\t4\n?\t6\n",
     "{ file = \"table.csv\"; classes = false; missing = \"mean\"; header = false; separator = "
     "\"\\t\"; }"},
    {"1 2\n3 4\n", "{ file = \"table.csv\"; separator = \" \"; }"},
};

START_TEST(keys_of_a_file_come_back)
{
    struct scene scene;
    struct text text = {0}, written = {0};
    write_file("table.csv", tables[_i].content);
    text_printf(&text, "problem = { model = \"linear\"; data = %s; };" GD, tables[_i].data);
    read_text(&scene, text_string(&text));
    scene_write(&scene, &written);
    text_clear(&text);
    text_printf(&text, "    data = %s;\n", tables[_i].data);
    ck_assert_msg(strstr(text_string(&written), text_string(&text)), "%s", text_string(&written));
    scene_finish(&scene);
    text_finish(&text);
    text_finish(&written);
    unlink("table.csv");
}
END_TEST

/* As warnings, and with the problem. */
START_TEST(what_the_reader_of_data_did_is_told)
{
    struct scene scene;
    struct text warnings = {0};
    write_file("table.csv", ",sex,y\n1,f,0\n2,m,\n3,m,1\n4,f,2\n5,m,1\n");
    write_file("test.scene", "problem = { model = \"mlp\"; hidden = ( 2 );\n"
                             "data = { file = \"table.csv\"; missing = \"skip\"; }; };" GD);
    read_path(&scene, "test.scene", &warnings);
    static const char *const notes[] = {
        "1 row with missing values left out",
        "column 1 has no name and counts the rows: it is left out",
        "column 'sex': f is 0, m is 1",
        ("the target 'y' holds 3 different whole numbers, 0 to 2, and is taken for a number; write "
         "classes = true if they are classes"),
    };
    struct text expected = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(notes); i++) {
        text_printf(&expected, "test.scene:2: table.csv: %s\n", notes[i]);
        ck_assert_ptr_nonnull(strstr(scene.built->note, notes[i]));
    }
    ck_assert_str_eq(text_string(&warnings), text_string(&expected));
    text_finish(&warnings);
    text_finish(&expected);
    scene_finish(&scene);

    write_file("test.scene", "problem = { model = \"mlp\"; hidden = ( 2 ); data = { file = "
                             "\"table.csv\"; missing = \"skip\"; classes = true; }; };" GD);
    read_path(&scene, "test.scene", NULL);
    ck_assert_uint_eq(scene.built->dataset->classes, 3);
    ck_assert_int_eq(scene.problem.loss, LOSS_CE);
    scene_finish(&scene);
    unlink("table.csv");
}
END_TEST

/* ---- seeds ---- */

static bool same(size_t count, const double *a, const double *b)
{
    return memcmp(a, b, count * sizeof *a) == 0;
}

static struct problem *problem_of_text(const char *text)
{
    struct scene scene;
    read_text(&scene, text);
    struct problem *problem = problem_of(&scene);
    scene_finish(&scene);
    return problem;
}

#define TEST_MOONS                                                                                 \
    "problem = { model = \"mlp\"; data = { name = \"moons\"; test = 0.5; }; hidden = ( 3 ); };" GD

START_TEST(seed_makes_data_split_and_parameters)
{
    struct problem *first = problem_of_text(TEST_MOONS "seed = 5;");
    struct problem *again = problem_of_text(TEST_MOONS "seed = 5;");
    struct problem *other = problem_of_text(TEST_MOONS "seed = 6;");
    ck_assert(same(13, first->start, again->start));
    ck_assert(!same(13, first->start, other->start));
    ck_assert(same(200, first->dataset->x, again->dataset->x));
    ck_assert(!same(200, first->dataset->x, other->dataset->x));
    problem_release(first);
    problem_release(again);
    problem_release(other);

    /* the same samples, divided otherwise */
    static const char flowers[] =
        "problem = { model = \"softmax\"; data = { name = \"iris\"; test = 0.5; }; };" GD;
    first = problem_of_text(flowers);
    struct text text = {0};
    text_printf(&text, "%s seed = 2;", flowers);
    other = problem_of_text(text_string(&text));
    text_finish(&text);
    ck_assert(!same(first->samples * 4, first->dataset->x, other->dataset->x));
    problem_release(first);
    problem_release(other);
}
END_TEST

/* ---- the race ---- */

START_TEST(race_starts_where_the_problem_does_or_where_it_is_told)
{
    struct scene scene;
    struct race race;
    read_text(&scene,
              "problem = { model = \"linear\"; data = \"line\"; };\n"
              "optimizers = ( { method = \"gd\"; }, { method = \"gd\"; start = ( 7, 8 ); } );");
    scene_race(&scene, &race);
    ck_assert(same(2, race.runs[0]->start, scene.built->start));
    ck_assert_double_eq(race.runs[1]->start[1], 8);
    race_go(&race, 20);
    ck_assert_double_lt(race.runs[1]->row->loss, 100);
    race_finish(&race);
    scene_finish(&scene);
}
END_TEST

/* ---- written, copied, saved ---- */

START_TEST(model_comes_back_from_its_file)
{
    struct scene scene, copy, again;
    struct text first = {0}, second = {0};
    read_text(&scene, everything);
    scene_copy(&copy, &scene);
    scene_finish(&scene);
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

/* What the defaults table says holds for the scene that was written, too. */
START_TEST(every_model_comes_back)
{
    struct scene scene, again;
    struct text text = {0}, first = {0}, second = {0};
    text_printf(&text, "problem = { %s };" GD, defaults[_i].problem);
    read_text(&scene, text_string(&text));
    scene_write(&scene, &first);
    read_text(&again, text_string(&first));
    scene_write(&again, &second);
    ck_assert_str_eq(text_string(&second), text_string(&first));
    ck_assert_int_eq(again.problem.loss, defaults[_i].loss);
    scene_finish(&scene);
    scene_finish(&again);
    text_finish(&text);
    text_finish(&first);
    text_finish(&second);
}
END_TEST

START_TEST(built_in_set_comes_back_with_its_numbers)
{
    struct scene scene, again;
    struct text text = {0};
    read_text(&scene, "problem = { model = \"gabor\"; data = { name = \"sine\"; n = 30; noise = 0; "
                      "standardize = true; }; scale = \"sum\"; };" GD);
    scene_write(&scene, &text);
    read_text(&again, text_string(&text));
    ck_assert_int_eq(again.problem.model, SCENE_GABOR);
    ck_assert_str_eq(again.problem.data.name, "sine");
    ck_assert_uint_eq(again.problem.data.n, 30);
    ck_assert_double_eq(again.problem.data.noise, 0);
    ck_assert(again.problem.data.standardize);
    ck_assert_int_eq(again.problem.scale, SCALE_SUM);
    scene_finish(&scene);
    scene_finish(&again);
    text_finish(&text);
}
END_TEST

START_TEST(saved_elsewhere_it_still_finds_its_data)
{
    struct scene scene, again;
    struct error err = {0};
    ck_assert_int_eq(mkdir("elsewhere", 0700), 0);
    read_text(&scene, everything);
    ck_assert(scene_save(&scene, "elsewhere/saved.scene", &err));
    read_path(&again, "elsewhere/saved.scene", NULL);
    ck_assert_int_eq(again.problem.data.file[0], '/');
    problem_release(problem_of(&again));
    scene_finish(&again);

    /* beside the first it names the file as that did, also by another way to the folder */
    ck_assert(scene_save(&scene, "elsewhere/../saved.scene", &err));
    read_path(&again, "saved.scene", NULL);
    ck_assert_str_eq(again.problem.data.file, "points.csv");
    scene_finish(&again);
    scene_finish(&scene);
    unlink("saved.scene");
    unlink("elsewhere/saved.scene");
    rmdir("elsewhere");
}
END_TEST

START_TEST(data_are_looked_for_beside_the_scene)
{
    struct scene scene;
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    write_file("folder/near.csv", "x,y\n1,2\n2,3\n");
    write_file("folder/a.scene",
               "problem = { model = \"linear\"; data = { file = \"near.csv\"; }; };" GD);
    read_path(&scene, "folder/a.scene", NULL);
    struct problem *problem = problem_of(&scene);
    ck_assert_str_eq(problem->dataset->name, "folder/near.csv");
    problem_release(problem);
    scene_finish(&scene);
    unlink("folder/near.csv");
    unlink("folder/a.scene");
    rmdir("folder");
}
END_TEST

static void write_data(void)
{
    write_file("points.csv",
               "x1,x2,y\n1,2,0.5\n2,3,1\n3,4,2.25\n0,1,4\n4,4,1\n5,2,3\n1,1,1\n2,0,0\n");
    write_file("binary.csv", "x1,x2,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n");
    write_file("sizes.csv", "x,y\n1,large\n2,4.5\n3,5\n");
    write_file("words.csv", "x,y\n1,red\n2,green\n3,blue\n4,red\n");
}

static void remove_data(void)
{
    unlink("points.csv");
    unlink("binary.csv");
    unlink("sizes.csv");
    unlink("words.csv");
}

static Suite *suite(void)
{
    TCase *tests = tcase_create("models");
    tcase_add_unchecked_fixture(tests, write_data, remove_data);
    tcase_add_test(tests, small_model_is_filled_in);
    tcase_add_test(tests, every_key_is_read_and_makes_the_problem);
    tcase_add_loop_test(tests, loss_and_output_follow_model_and_data, 0, ARRAY_LENGTH(defaults));
    tcase_add_test(tests, gabor_has_its_data_and_two_parameters);
    tcase_add_test(tests, axes_alone_are_the_plane);
    tcase_add_test(tests, batch_beyond_the_training_samples_is_all_of_them);
    tcase_add_loop_test(tests, keys_of_a_file_come_back, 0, ARRAY_LENGTH(tables));
    tcase_add_test(tests, what_the_reader_of_data_did_is_told);
    tcase_add_test(tests, seed_makes_data_split_and_parameters);
    tcase_add_test(tests, race_starts_where_the_problem_does_or_where_it_is_told);
    tcase_add_test(tests, model_comes_back_from_its_file);
    tcase_add_loop_test(tests, every_model_comes_back, 0, ARRAY_LENGTH(defaults));
    tcase_add_test(tests, built_in_set_comes_back_with_its_numbers);
    tcase_add_test(tests, saved_elsewhere_it_still_finds_its_data);
    tcase_add_test(tests, data_are_looked_for_beside_the_scene);
    Suite *suite = suite_create("scene_model");
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    char folder[] = "/tmp/thalweg-XXXXXX";
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    SRunner *runner = srunner_create(suite());
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    unlink("test.scene");
    rmdir(folder);
    return failed > 0;
}
