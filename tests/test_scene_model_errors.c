/* Every mistake in what a scene says of a model and its data, paired with its exact message. */
#include "scene/scene.h"

#include "base/mem.h"
#include "suite.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GD               "optimizers = ( { method = \"gd\"; } );\n"
#define PROBLEM(members) "problem = {\n" members "\n};\n" GD /* members begin on line 2 */
#define LINE             "model = \"linear\"; data = \"line\";"
#define IRIS             "model = \"softmax\"; data = \"iris\";"
#define MOONS            "model = \"mlp\"; data = \"moons\";"

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

/* The message of reading the text with one --set, or none where it is NULL; "" if it was read. */
static const char *message_of(const char *text, const char *set)
{
    static struct error err;
    struct scene scene;
    err = (struct error){0};
    write_file("bad.scene", text);
    const struct scene_options options = {.set = &set, .set_count = set ? 1 : 0};
    if (scene_read(&scene, "bad.scene", &options, NULL, &err))
        scene_finish(&scene);
    else
        ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_ptr_null(scene.path);
    return err.text;
}

static const struct {
    const char *text, *message;
} mistakes[] = {
    /* what must be there */
    {PROBLEM("model = \"linear\";"), "bad.scene:1: a model needs data, as in data = \"moons\";"},
    {PROBLEM("model = \"mlp\"; data = \"moons\";"),
     "bad.scene:1: an mlp needs layers, as in hidden = ( 8, 8 );"},
    {PROBLEM("model = \"linear\"; data = { };"),
     "bad.scene:2: data needs a name or a file, as in { name = \"moons\"; }"},
    {PROBLEM("model = \"linear\"; data = { standardize = true; };"),
     "bad.scene:2: data needs a name or a file, as in { name = \"moons\"; }"},

    /* what does not go together */
    {PROBLEM(LINE "\nsurface = \"bowl\";"),
     "bad.scene:1: a problem is a model or a surface, not both"},
    {PROBLEM(LINE "\nexpression = \"x\";"),
     "bad.scene:1: a problem is a model or an expression, not both"},
    {PROBLEM("data = \"line\"; surface = \"bowl\";"), "bad.scene:2: only a model takes 'data'"},
    {PROBLEM("surface = \"bowl\";\nhidden = ( 8 );"), "bad.scene:3: only a model takes 'hidden'"},
    {PROBLEM("expression = \"x\";\nl2 = 0.1;"), "bad.scene:3: only a model takes 'l2'"},
    {PROBLEM(LINE "\nnoise = 1;"), "bad.scene:3: only a surface takes 'noise'"},
    {PROBLEM(LINE "\nsamples = 10;"), "bad.scene:3: only a surface takes 'samples'"},
    {PROBLEM(LINE "\nangle = 1;"), "bad.scene:3: only a surface takes 'angle'"},
    {PROBLEM(LINE "\nhidden = ( 8 );"), "bad.scene:3: only an mlp takes 'hidden'"},
    {PROBLEM("model = \"logistic\"; data = \"moons\";\nactivation = \"relu\";"),
     "bad.scene:3: only an mlp takes 'activation'"},
    {PROBLEM("model = \"gabor\";\nhidden = ( 8 );"), "bad.scene:3: only an mlp takes 'hidden'"},
    {PROBLEM("model = \"gabor\";\nl2 = 0.1;"), "bad.scene:3: only a network takes 'l2'"},
    {PROBLEM("model = \"gabor\";\ninit = { };"), "bad.scene:3: only a network takes 'init'"},
    {PROBLEM("model = \"linear\"; data = { name = \"line\";\nfile = \"points.csv\"; };"),
     "bad.scene:2: data has a name or a file, not both"},
    {PROBLEM("model = \"linear\"; data = { name = \"line\";\ninputs = ( \"x\" ); };"),
     "bad.scene:3: only a file takes 'inputs'"},
    {PROBLEM("model = \"linear\"; data = { name = \"line\";\ntarget = \"x\"; };"),
     "bad.scene:3: only a file takes 'target'"},
    {PROBLEM("model = \"linear\"; data = { file = \"points.csv\";\nn = 5; };"),
     "bad.scene:3: only a built-in set takes 'n'"},
    {PROBLEM("model = \"linear\"; data = { name = \"line\";\nclasses = true; };"),
     "bad.scene:3: only a file takes 'classes'"},
    {PROBLEM("model = \"linear\"; data = { file = \"points.csv\";\nseparator = \"ab\"; };"),
     "bad.scene:3: separator must be one of \",\", \";\", \"\\t\", \"|\" and \" \""},
    {PROBLEM("model = \"linear\"; data = { file = \"points.csv\";\nmissing = \"drop\"; };"),
     "bad.scene:3: no missing 'drop'; there are refuse, skip, mean"},
    {PROBLEM("model = \"linear\"; data = { file = \"points.csv\";\nencode = true; };"),
     "bad.scene:3: encode must be a text, not true or false"},
    {PROBLEM("model = \"softmax\";\ndata = { file = \"points.csv\"; classes = false; };"),
     "bad.scene:3: softmax with the loss ce wants classes; take classes = false out"},
    {PROBLEM("model = \"linear\"; data = { file = \"points.csv\";\nnoise = 5; };"),
     "bad.scene:3: only a built-in set takes 'noise'"},

    /* names */
    {PROBLEM("modle = \"linear\";"),
     "bad.scene:2: no key 'modle' in the problem; did you mean 'model'?"},
    {PROBLEM("model = \"liner\"; data = \"line\";"),
     "bad.scene:2: no model 'liner'; did you mean 'linear'?"},
    {PROBLEM("model = \"transformer\"; data = \"line\";"),
     "bad.scene:2: no model 'transformer'; there are linear, logistic, softmax, mlp, gabor"},
    {PROBLEM("model = \"linear\";\ndata = \"lines\";"),
     "bad.scene:3: no dataset 'lines'; did you mean 'line'?"},
    {PROBLEM("model = \"linear\";\ndata = { n = 5;\nname = \"mnist\"; };"),
     "bad.scene:4: no dataset 'mnist'; 'thalweg list datasets' names them"},
    {PROBLEM("model = \"linear\";\ndata = { nam = \"line\"; };"),
     "bad.scene:3: no key 'nam' in the data; did you mean 'name'?"},
    {PROBLEM(MOONS "\nhidden = ( 8 ); activation = \"rely\";"),
     "bad.scene:3: no activation 'rely'; did you mean 'relu'?"},
    {PROBLEM(MOONS "\nhidden = ( 8 ); activation = \"softmax\";"),
     "bad.scene:3: no activation 'softmax'; there are identity, relu, leaky_relu, abs, sigmoid, "
     "tanh"},
    {PROBLEM(LINE "\nloss = \"hinge\";"),
     "bad.scene:3: no loss 'hinge'; there are squared, bce, ce"},
    {PROBLEM(LINE "\nscale = \"half\";"),
     "bad.scene:3: no scale 'half'; there are mean, half-mean, sum, half-sum"},
    {PROBLEM(LINE "\ninit = { scheme = \"xavier\"; };"),
     "bad.scene:3: no scheme 'xavier'; here that is 'glorot'"},
    {PROBLEM(LINE "\ninit = { scheme = \"orthogonal\"; };"),
     "bad.scene:3: no scheme 'orthogonal'; there are glorot, he, normal, uniform, zero"},
    {PROBLEM(LINE "\ninit = { gian = 1; };"),
     "bad.scene:3: no key 'gian' in init; did you mean 'gain'?"},

    /* kinds */
    {PROBLEM("model = 5;"), "bad.scene:2: model must be a text, not a number"},
    {PROBLEM("model = \"linear\"; data = 5;"),
     "bad.scene:2: data is a set's name or a group { }, not a number"},
    {PROBLEM(MOONS "\nhidden = 8;"), "bad.scene:3: hidden must be a list ( ), not a number"},
    {PROBLEM(MOONS "\nhidden = ( \"8\" );"), "bad.scene:3: a text where a number belongs"},
    {PROBLEM(LINE "\ninit = \"he\";"), "bad.scene:3: init must be a group { }, not a text"},
    {PROBLEM("model = \"linear\"; data = { file = 5; };"),
     "bad.scene:2: file must be a text, not a number"},
    {PROBLEM("model = \"linear\"; data = { file = \"\"; };"), "bad.scene:2: file has no name"},
    {PROBLEM("model = \"linear\"; data = { file = \"points.csv\"; inputs = \"x\"; };"),
     "bad.scene:2: inputs must be a list ( ), not a text"},
    {PROBLEM("model = \"linear\"; data = { file = \"points.csv\"; inputs = (); };"),
     "bad.scene:2: inputs has no columns"},
    {PROBLEM("model = \"linear\"; data = { file = \"points.csv\"; inputs = ( 0 ); };"),
     "bad.scene:2: inputs wants columns by their names or numbers from 1"},
    {PROBLEM("model = \"linear\"; data = { file = \"points.csv\"; target = 1.5; };"),
     "bad.scene:2: target wants columns by their names or numbers from 1"},
    {PROBLEM("model = \"linear\"; data = { file = \"points.csv\"; target = \"\"; };"),
     "bad.scene:2: target wants columns by their names or numbers from 1"},
    {PROBLEM("model = \"linear\"; data = { name = \"line\"; standardize = 1; };"),
     "bad.scene:2: standardize must be true or false, not a number"},

    /* ranges */
    {PROBLEM(MOONS "\nhidden = ( 8, 0 );"),
     "bad.scene:3: a hidden layer is 0, but must be a whole number from 1 to 10000000"},
    {PROBLEM(MOONS "\nhidden = ( 1.5 );"), "bad.scene:3: a hidden layer must be a whole number"},
    {PROBLEM(MOONS "\nhidden = ( );"), "bad.scene:3: hidden has 0 layers, but must have 1 to 15"},
    {PROBLEM(MOONS "\nhidden = ( 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 );"),
     "bad.scene:3: hidden has 16 layers, but must have 1 to 15"},
    {PROBLEM(MOONS "\nhidden = ( 4000, 4000 );"),
     "bad.scene:3: the model has 16020001 parameters; 10000000 are the most"},
    {PROBLEM(LINE "\nl2 = -0.1;"), "bad.scene:3: l2 is -0.1, but must be a number from 0"},
    {PROBLEM(LINE "\ninit = { gain = 0; };"),
     "bad.scene:3: gain is 0, but must be a number above 0"},
    {PROBLEM("model = \"linear\"; data = { name = \"line\"; n = 0; };"),
     "bad.scene:2: n is 0, but must be a whole number from 2 to 1000000"},
    {PROBLEM("model = \"linear\"; data = { name = \"line\"; n = 1000001; };"),
     "bad.scene:2: n is 1000001, but must be a whole number from 2 to 1000000"},
    {PROBLEM("model = \"linear\"; data = { name = \"line\"; noise = -0.1; };"),
     "bad.scene:2: noise is -0.1, but must be a number from 0"},
    {PROBLEM("model = \"linear\"; data = { name = \"line\"; test = 1; };"),
     "bad.scene:2: test is 1, but must be at least 0 and below 1"},

    /* losses and what they want */
    {PROBLEM(LINE "\nloss = \"bce\";"),
     "bad.scene:3: linear takes no loss 'bce'; it takes squared"},
    {PROBLEM("model = \"logistic\"; data = \"moons\";\nloss = \"ce\";"),
     "bad.scene:3: logistic takes no loss 'ce'; it takes squared or bce"},
    {PROBLEM(IRIS "\nloss = \"squared\";"),
     "bad.scene:3: softmax takes no loss 'squared'; it takes ce"},
    {PROBLEM("model = \"gabor\";\nloss = \"bce\";"),
     "bad.scene:3: gabor takes no loss 'bce'; it takes squared"},
    {PROBLEM("data = \"moons\";\nmodel = \"softmax\";"),
     "bad.scene:3: ce wants three classes or more, but moons has two; write model = \"logistic\""},
    {PROBLEM(MOONS "hidden = ( 8 );\nloss = \"ce\";"),
     "bad.scene:3: ce wants three classes or more, but moons has two; write loss = \"bce\""},
    {PROBLEM("model = \"logistic\";\ndata = \"line\";"),
     "bad.scene:3: 'line' has numbers to fit and no classes; take 'moons', for example"},
    {PROBLEM("model = \"softmax\"; data = {\nfile = \"points.csv\"; };"),
     "bad.scene:2: ce wants classes, but the target of points.csv is a number, as 0.5"},
    {PROBLEM(
         "model = \"mlp\"; hidden = ( 8 ); data = { file = \"points.csv\"; };\nloss = \"bce\";"),
     "bad.scene:3: bce wants classes, but the target of points.csv is a number, as 0.5"},
    {PROBLEM("model = \"logistic\";\ndata = { file = \"one.csv\"; };"),
     "bad.scene:3: one.csv: every sample is of the class '7' in column 'y'; at least 2 classes are "
     "needed"},
    {PROBLEM("model = \"logistic\";\ndata = { name = \"xor\"; n = 5; };"),
     "bad.scene:3: 'xor' is always the same; leave out n and noise"},

    /* files of data */
    {PROBLEM("model = \"linear\";\ndata = { file = \"none.csv\"; };"),
     "bad.scene:3: none.csv: no such file or directory; name a CSV file that can be read"},
    {PROBLEM("model = \"linear\";\ndata = { file = \"broken.csv\"; };"),
     "bad.scene:3: broken.csv:3: 'two' in column 'x' is not a finite number; correct it or take "
     "another column"},
    {PROBLEM("model = \"linear\";\ndata = { file = \"points.csv\"; target = \"z\"; };"),
     "bad.scene:3: points.csv:1: no column 'z'; there are 3: 'x1', 'x2', 'y'"},

    /* what depends on the parameters */
    {PROBLEM(IRIS) "start = ( 1, 2, 3 );", "bad.scene:5: start has 3 numbers, but the model has 15 "
                                           "parameters (softmax: 4 x 3 weights + 3 "
                                           "biases)"},
    {PROBLEM(LINE) "start = ( 1 );",
     "bad.scene:5: start has 1 number, but the model has 2 parameters (linear: 1 x 1 weight + 1 "
     "bias)"},
    {"start = ( );" PROBLEM(MOONS "hidden = ( 3, 2 );"),
     "bad.scene:1: start has 0 numbers, but the model has 20 parameters (mlp: 2 x 3 weights + 3 "
     "biases, 3 x 2 weights + 2 biases, 2 x 1 weights + 1 bias)"},
    {PROBLEM("model = \"gabor\";") "start = ( 1, 2, 3 );",
     "bad.scene:5: start has 3 numbers, but the model has 2 parameters (gabor: a and b)"},
    {"problem = { " LINE " };\noptimizers = (\n{ method = \"gd\"; start = ( 1, 2, 3 ); } );",
     "bad.scene:3: start has 3 numbers, but the model has 2 parameters (linear: 1 x 1 weight + 1 "
     "bias)"},
    {PROBLEM(LINE) "start = ( 1, \"a\" );",
     "bad.scene:5: start must be a list of numbers, as in ( 1, 2.5 )"},

    /* the view */
    {PROBLEM(IRIS) "view = { plane = \"axis\"; };",
     "bad.scene:5: no plane 'axis'; did you mean 'axes'?"},
    {PROBLEM(IRIS) "view = { plane = \"umap\"; };",
     "bad.scene:5: no plane 'umap'; there are axes, random, pca"},
    {PROBLEM(IRIS) "view = { axes = ( 0, 15 ); };",
     "bad.scene:5: no axis 15: there are 15 parameters, counted from 0"},
    {PROBLEM(IRIS) "view = { axes = ( 15, 0 ); };",
     "bad.scene:5: no axis 15: there are 15 parameters, counted from 0"},
    {PROBLEM(IRIS) "view = { axes = ( 3, 3 ); };", "bad.scene:5: the two axes are the same"},
    {PROBLEM(IRIS) "view = { axes = ( 1 ); };",
     "bad.scene:5: axes are two parameters, counted from 0: ( 0, 1 )"},
    {PROBLEM(IRIS) "view = { axes = ( -1, 0 ); };",
     "bad.scene:5: axes are two parameters, counted from 0: ( 0, 1 )"},
    {PROBLEM(IRIS) "view = { inputs = ( 0, 1 ); };",
     "bad.scene:5: inputs are two numbers, counted from 1: ( 1, 2 )"},
    {PROBLEM(IRIS) "view = { inputs = ( 1, 5 ); };",
     "bad.scene:5: no input 5: the data have 4, counted from 1"},
    {PROBLEM(IRIS) "view = { inputs = ( 2, 2 ); };", "bad.scene:5: the two inputs are the same"},
    {PROBLEM(IRIS) "view = { data = \"confuse\"; };",
     "bad.scene:5: no data 'confuse'; did you mean 'confusion'?"},
    {PROBLEM(IRIS) "view = { rank = \"test\"; };",
     "bad.scene:5: no samples are kept aside for a test; give the data a share, as in test = 0.25"},
    {PROBLEM(IRIS) "view = { axes = 3; };",
     "bad.scene:5: axes are two parameters, counted from 0: ( 0, 1 )"},
};

START_TEST(mistake_has_its_message)
{
    ck_assert_str_eq(message_of(mistakes[_i].text, NULL), mistakes[_i].message);
}
END_TEST

static const struct {
    const char *set, *message;
} set_mistakes[] = {
    {"problem.data=mons", "--set problem.data=mons: no dataset 'mons'; did you mean 'moons'?"},
    {"problem.model=softmax", "bad.scene:2: only an mlp takes 'hidden'"},
    {"problem.hidden=(0)", "--set problem.hidden=(0): a hidden layer is 0, but must be a whole "
                           "number from 1 to 10000000"},
    {"problem.loss=ce", "--set problem.loss=ce: ce wants three classes or more, but moons has two; "
                        "write loss = \"bce\""},
    {"problem.data=line", ""},
    {"problem.data={file=\"none.csv\"}",
     "--set problem.data={file=\"none.csv\"}: none.csv: no such file or directory; name a CSV file "
     "that can be read"},
    {"start=(1,2)", "--set start=(1,2): start has 2 numbers, but the model has 13 parameters (mlp: "
                    "2 x 3 weights + 3 biases, 3 x 1 weights + 1 bias)"},
};

START_TEST(set_mistake_names_what_was_set)
{
    ck_assert_str_eq(message_of(PROBLEM(MOONS "hidden = ( 3 );"), set_mistakes[_i].set),
                     set_mistakes[_i].message);
}
END_TEST

/* The data are read once, with the scene. */
START_TEST(data_that_change_or_go_leave_the_scene_as_it_is)
{
    struct scene scene, copy;
    struct race race;
    struct error err = {0};
    write_file("good.scene", PROBLEM("model = \"softmax\"; data = { file = \"changing.csv\"; };"));
    write_file("changing.csv", "x,y\n1,a\n2,b\n3,c\n");
    ck_assert_msg(scene_read(&scene, "good.scene", NULL, NULL, &err), "%s", err.text);
    write_file("changing.csv", "x,y\n1,a\n2,b\n3,b\n");
    scene_race(&scene, &race);
    ck_assert_uint_eq(race.runs[0]->problem->dataset->classes, 3);
    race_finish(&race);
    unlink("changing.csv");
    scene_copy(&copy, &scene);
    scene_finish(&scene);
    ck_assert(scene_reseed(&copy, 7, &err));
    scene_race(&copy, &race);
    ck_assert_uint_eq(race.runs[0]->problem->dataset->classes, 3);
    race_finish(&race);
    scene_finish(&copy);
    unlink("good.scene");
}
END_TEST

static void write_data(void)
{
    write_file("points.csv", "x1,x2,y\n1,2,0.5\n2,3,1\n3,4,2.25\n");
    write_file("one.csv", "x,y\n1,7\n2,7\n");
    write_file("broken.csv", "x,y\n1,1\ntwo,2\n");
}

static void remove_data(void)
{
    unlink("points.csv");
    unlink("one.csv");
    unlink("broken.csv");
}

static Suite *suite(void)
{
    Suite *suite = suite_create("scene_model_errors");
    TCase *tests = tcase_create("messages");
    tcase_add_unchecked_fixture(tests, write_data, remove_data);
    tcase_add_loop_test(tests, mistake_has_its_message, 0, ARRAY_LENGTH(mistakes));
    tcase_add_loop_test(tests, set_mistake_names_what_was_set, 0, ARRAY_LENGTH(set_mistakes));
    tcase_add_test(tests, data_that_change_or_go_leave_the_scene_as_it_is);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    char folder[] = "/tmp/thalweg-XXXXXX";
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    const int status = suite_main(suite());
    unlink("bad.scene");
    rmdir(folder);
    return status;
}
