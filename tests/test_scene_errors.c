/* Every mistake in a scene, paired with its exact message. */
#include "scene/scene.h"

#include "base/mem.h"
#include "suite.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What comes before most of the texts: they begin on line 3. */
#define GOOD                                                                                       \
    "problem = { surface = \"bowl\"; };\n"                                                         \
    "optimizers = ( { method = \"gd\"; } );\n"
#define PROBLEM                "problem = { surface = \"bowl\"; };\n"
#define OPTIMIZERS             "optimizers = ( { method = \"gd\"; } );\n"
#define MODEL                  "problem = { model = \"mlp\"; data = \"moons\"; hidden = ( 2 ); "
#define EXPRESSION(expression) "problem = { expression = \"" expression "\"; };\n" OPTIMIZERS

static void write_file(const char *text, size_t length)
{
    FILE *file = fopen("bad.scene", "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

/* The message of reading the file with one --set, or none where it is NULL; "" if it was read. */
static const char *message_of(const char *path, const char *set)
{
    static struct error err;
    struct scene scene;
    err = (struct error){0};
    const struct scene_options options = {.set = &set, .set_count = set ? 1 : 0};
    if (scene_read(&scene, path, &options, NULL, &err))
        scene_finish(&scene);
    else
        ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_ptr_null(scene.optimizers);
    ck_assert_ptr_null(scene.path);
    return err.text;
}

static const struct {
    const char *text, *message;
} mistakes[] = {
    /* what must be there */
    {"", "bad.scene: no problem; write problem = { surface = \"rosenbrock\"; };"},
    {"# nothing\n", "bad.scene: no problem; write problem = { surface = \"rosenbrock\"; };"},
    {PROBLEM, "bad.scene: no optimizers; write optimizers = ( { method = \"gd\"; } );"},
    {PROBLEM "optimizers = ();",
     "bad.scene:2: no optimizers; write optimizers = ( { method = \"gd\"; } );"},
    {PROBLEM "optimizers = ( { lr = 1; } );",
     "bad.scene:2: an optimizer needs a method, as in method = \"gd\";"},
    {"problem = {};" OPTIMIZERS,
     "bad.scene:1: a problem needs a surface, an expression or a model, "
     "as in { surface = \"rosenbrock\"; }"},
    {"problem = { surface = \"bowl\"; expression = \"x\"; };" OPTIMIZERS,
     "bad.scene:1: a problem is a surface or an expression, not both"},
    {GOOD "steps = 5; epochs = 2;", "bad.scene:3: steps and epochs: a scene ends by one of them"},

    /* names */
    {GOOD "stpes = 5;", "bad.scene:3: no key 'stpes' in a scene; did you mean 'steps'?"},
    {GOOD "colour = 5;", "bad.scene:3: no key 'colour' in a scene"},
    {"problem = { surfce = \"bowl\"; };",
     "bad.scene:1: no key 'surfce' in the problem; did you mean 'surface'?"},
    {GOOD "view = { z = 1; };", "bad.scene:3: no key 'z' in the view"},
    {GOOD "view = { level = \"log\"; };",
     "bad.scene:3: no key 'level' in the view; did you mean 'levels'?"},
    {GOOD "lesson = ( { at = 0; test = \"\"; } );",
     "bad.scene:3: no key 'test' in a lesson; did you mean 'text'?"},
    {PROBLEM "optimizers = ( { method = \"gd\"; }, { method = \"gd\"; mame = \"a\"; } );",
     "bad.scene:2: no key 'mame' in an optimizer; did you mean 'name'?"},
    {PROBLEM "optimizers = ( { method = \"adam\"; beta3 = 0.9; } );",
     "bad.scene:2: no key 'beta3' in an optimizer; did you mean 'beta1'?"},
    {PROBLEM "optimizers = ( { method = \"gd\"; beta1 = 0.9; } );",
     "bad.scene:2: gd takes no 'beta1'; it takes lr, weight_decay, clip"},
    {PROBLEM "optimizers = (\n  { method = \"adm\"; }\n);",
     "bad.scene:3: no optimizer 'adm'; did you mean 'adam'?"},
    {PROBLEM "optimizers = ( { method = \"genetic\"; } );",
     "bad.scene:2: no optimizer 'genetic'; 'thalweg list optimizers' names them"},
    {"problem = { surface = \"rosenbrok\"; };",
     "bad.scene:1: no surface 'rosenbrok'; did you mean 'rosenbrock'?"},
    {PROBLEM "optimizers = ( { method = \"gd\"; schedule = { kind = \"cosin\"; }; } );",
     "bad.scene:2: no schedule 'cosin'; did you mean 'cosine'?"},
    {PROBLEM "optimizers = ( { method = \"gd\"; schedule = { kind = \"cosine\"; tua = 1; }; } );",
     "bad.scene:2: no key 'tua' in a schedule; did you mean 'tau'?"},
    {PROBLEM "optimizers = ( { method = \"gd\"; schedule = { kind = \"cosine\"; gamma = 1; }; } );",
     "bad.scene:2: cosine takes no 'gamma'; it takes tau, final, warmup"},
    {PROBLEM "optimizers = (\n { method = \"gd\"; name = \"a\"; },\n"
             " { method = \"sgd\"; name = \"a\"; } );",
     "bad.scene:4: two optimizers are called 'a'"},
    {PROBLEM "optimizers = ( { method = \"gd\"; name = \"\"; } );",
     "bad.scene:2: a name is one line of 1 to 47 bytes"},
    {PROBLEM "optimizers = ( { method = \"gd\"; label = { en = \"a\"; es = \"a\\nb\"; }; } );",
     "bad.scene:2: label is one line of 1 to 47 bytes"},
    {PROBLEM "optimizers = ( { method = \"gd\"; label = \"\"; } );",
     "bad.scene:2: label is one line of 1 to 47 bytes"},
    {PROBLEM "optimizers = ( { method = \"gd\"; label = 2; } );",
     "bad.scene:2: label must be a text or a group of languages { en = \"...\"; }"},
    {GOOD "topic = \"\";", "bad.scene:3: topic is one line of 1 to 47 bytes"},
    {GOOD "lecture = 0;", "bad.scene:3: lecture is 0, but must be a whole number from 1 to 999"},
    {GOOD "lecture = \"2\";", "bad.scene:3: lecture must be a number, not a text"},
    {GOOD "order = 1.5;", "bad.scene:3: order must be a whole number"},
    {GOOD "claims = \"2.20\";", "bad.scene:3: claims must be a list ( ), not a text"},
    {GOOD "claims = ( \"2.20\", 2.2 );",
     "bad.scene:3: claims must be a list of texts, as in ( \"2.20\" )"},
    {GOOD "lectures = 2;", "bad.scene:3: no key 'lectures' in a scene; did you mean 'lecture'?"},

    /* words that are known elsewhere */
    {PROBLEM "optimizers = ( { method = \"adam\"; betas = ( 0.9, 0.99 ); } );",
     "bad.scene:2: no key 'betas' in an optimizer; here that is 'beta1' and 'beta2'"},
    {PROBLEM "optimizers = ( { method = \"nag\"; betas = ( 0.9, 0.99 ); } );",
     "bad.scene:2: no key 'betas' in an optimizer; did you mean 'beta'?"},
    {PROBLEM "optimizers = ( { method = \"gd\"; betas = ( 0.9, 0.99 ); } );",
     "bad.scene:2: no key 'betas' in an optimizer"},
    {PROBLEM "optimizers = ( { method = \"adam\"; learning_rate = 0.1; } );",
     "bad.scene:2: no key 'learning_rate' in an optimizer; here that is 'lr'"},
    {PROBLEM "optimizers = ( { method = \"adam\"; epsilon = 0.1; } );",
     "bad.scene:2: no key 'epsilon' in an optimizer; here that is 'eps'"},
    {PROBLEM "optimizers = ( { method = \"gd\"; epsilon = 0.1; } );",
     "bad.scene:2: no key 'epsilon' in an optimizer"},
    {PROBLEM "optimizers = ( { method = \"sgd\"; momentum = 0.9; } );",
     "bad.scene:2: no key 'momentum' in an optimizer; the methods momentum and nag have one, beta"},
    {PROBLEM "optimizers = ( { method = \"nag\"; momentum = 0.9; } );",
     "bad.scene:2: no key 'momentum' in an optimizer; here that is 'beta'"},
    {PROBLEM "optimizers = ( { method = \"rmsprop\"; alpha = 0.9; } );",
     "bad.scene:2: no key 'alpha' in an optimizer; here that is 'rho'"},
    {PROBLEM "optimizers = ( { method = \"rmsprop\"; beta = 0.9; } );",
     "bad.scene:2: rmsprop takes no 'beta'; here that is 'rho'"},
    {PROBLEM "optimizers = ( { method = \"nag\"; rho = 0.9; } );",
     "bad.scene:2: nag takes no 'rho'; here that is 'beta'"},
    {PROBLEM "optimizers = ( { method = \"sgd\"; nesterov = true; } );",
     "bad.scene:2: no key 'nesterov' in an optimizer; Nesterov's momentum is the method nag"},
    {PROBLEM "optimizers = ( { method = \"sgd\"; epochs = 5; } );",
     "bad.scene:2: no key 'epochs' in an optimizer; steps and epochs are the scene's, the same for "
     "every run"},
    {PROBLEM "optimizers = ( { method = \"NAG\"; } );",
     "bad.scene:2: no optimizer 'NAG'; did you mean 'nag'?"},
    {PROBLEM "optimizers = ( { method = \"heavy_ball\"; } );",
     "bad.scene:2: no optimizer 'heavy_ball'; here that is 'momentum'"},
    {PROBLEM "optimizers = ( { method = \"Rprop\"; } );",
     "bad.scene:2: no optimizer 'Rprop'; 'thalweg list optimizers' names them"},
    {PROBLEM "optimizers = ( { method = \"gd\"; schedule = { kind = \"CosineAnnealingLR\"; }; } );",
     "bad.scene:2: no schedule 'CosineAnnealingLR'; here that is 'cosine'"},
    {PROBLEM "optimizers = ( { method = \"gd\"; schedule = { kind = \"cosine\"; T_max = 1; }; } );",
     "bad.scene:2: no key 'T_max' in a schedule; here that is 'tau'"},
    {PROBLEM "optimizer = ( { method = \"gd\"; } );",
     "bad.scene:2: no key 'optimizer' in a scene; did you mean 'optimizers'?"},
    {GOOD "learning_rate = 0.1;", "bad.scene:3: no key 'learning_rate' in a scene; a rate is an "
                                  "optimizer's: optimizers.[0].lr"},
    {GOOD "batch_size = 1;", "bad.scene:3: no key 'batch_size' in a scene; here that is 'batch'"},
    {"problem = { surface = \"Banana\"; };" OPTIMIZERS,
     "bad.scene:1: no surface 'Banana'; here that is 'rosenbrock'"},
    {"problem = { function = \"bowl\"; };" OPTIMIZERS,
     "bad.scene:1: no key 'function' in the problem; here that is 'surface' and 'expression'"},
    {MODEL "loss = \"MSELoss\"; };", "bad.scene:1: no loss 'MSELoss'; here that is 'squared'"},
    {MODEL "loss = \"binary_crossentropy\"; };",
     "bad.scene:1: no loss 'binary_crossentropy'; here that is 'bce'"},
    {MODEL "activation = \"ReLU\"; };", "bad.scene:1: no activation 'ReLU'; did you mean 'relu'?"},
    {MODEL "activation = \"LeakyReLU\"; };",
     "bad.scene:1: no activation 'LeakyReLU'; did you mean 'leaky_relu'?"},
    {MODEL "activation = \"logistic\"; };",
     "bad.scene:1: no activation 'logistic'; here that is 'sigmoid'"},
    {MODEL "activation = \"linear\"; };",
     "bad.scene:1: no activation 'linear'; here that is 'identity'"},
    {MODEL "activation = \"gelu\"; };",
     "bad.scene:1: no activation 'gelu'; there are identity, relu, leaky_relu, abs, sigmoid, tanh"},
    {"problem = { model = \"linear\"; data = \"make_moons\"; };" OPTIMIZERS,
     "bad.scene:1: no dataset 'make_moons'; here that is 'moons'"},

    /* kinds */
    {"problem = \"bowl\";", "bad.scene:1: problem must be a group { }, not a text"},
    {PROBLEM "optimizers = { method = \"gd\"; };",
     "bad.scene:2: optimizers must be a list ( ), not a group { }"},
    {PROBLEM "optimizers = ( \"gd\" );", "bad.scene:2: a text where a group { } belongs"},
    {PROBLEM "optimizers = ( { method = 1; } );",
     "bad.scene:2: method must be a text, not a number"},
    {PROBLEM "optimizers = ( { method = \"gd\"; lr = \"big\"; } );",
     "bad.scene:2: lr must be a number, not a text"},
    {PROBLEM "optimizers = ( { method = \"gd\"; lr = true; } );",
     "bad.scene:2: lr must be a number, not true or false"},
    {PROBLEM "optimizers = ( { method = \"adam\"; bias_correction = 1; } );",
     "bad.scene:2: bias_correction must be true or false, not a number"},
    {PROBLEM "optimizers = ( { method = \"gd\"; schedule = \"cosine\"; } );",
     "bad.scene:2: schedule must be a group { }, not a text"},
    {GOOD "shuffle = 1;", "bad.scene:3: shuffle must be true or false, not a number"},
    {GOOD "steps = 1.5;", "bad.scene:3: steps must be a whole number"},
    {GOOD "title = 5;",
     "bad.scene:3: title must be a text or a group of languages { en = \"...\"; }"},
    {GOOD "title = {};",
     "bad.scene:3: title must be a text or a group of languages { en = \"...\"; }"},
    {GOOD "title = { english = \"a\"; };",
     "bad.scene:3: 'english' is no language's code; write en, es ..."},
    {GOOD "title = { en = 1; };", "bad.scene:3: en must be a text, not a number"},
    {GOOD "title = { aa = \"\"; ab = \"\"; ac = \"\"; ad = \"\"; ae = \"\"; af = \"\"; ag = \"\";"
          " ah = \"\"; ai = \"\"; };",
     "bad.scene:3: title is in 9 languages; 8 are the most"},
    {GOOD "title = \"\\x1b[2J\";",
     "bad.scene:3: title is not text in UTF-8 without control characters"},
    {GOOD "view = { levels = \"cubic\"; };", "bad.scene:3: levels must be \"log\" or \"linear\""},
    {PROBLEM "optimizers = ( { method = \"adam\"; }, { method = \"gd\"; name = \"lr 2\"; } );\n"
             "view = { focus = \"adm\"; };",
     "bad.scene:3: no run 'adm'; did you mean 'adam'?"},
    {PROBLEM "optimizers = ( { method = \"adam\"; }, { method = \"gd\"; name = \"lr 2\"; } );\n"
             "view = {\n  focus = \"momentum\"; };",
     "bad.scene:4: no run 'momentum'; there are 'adam', 'lr 2'"},
    {GOOD "view = { focus = \"\"; };", "bad.scene:3: no run ''; there is 'gd'"},
    {GOOD "view = { focus = 1; };", "bad.scene:3: focus must be a text, not a number"},
    {GOOD "view = { panes = ( \"map\",\n \"lose\" ); };",
     "bad.scene:4: no pane 'lose'; did you mean 'loss'?"},
    {GOOD "view = { panes = ( \"kitchen\" ); };",
     "bad.scene:3: no pane 'kitchen'; 'thalweg list panes' names them"},
    {GOOD "view = { panes = ( \"map\", \"loss\", \"map\" ); };",
     "bad.scene:3: the pane 'map' is there twice"},
    {GOOD "view = { panes = (); };",
     "bad.scene:3: panes are a list of names: ( \"map\", \"loss\" )"},
    {GOOD "view = { panes = \"map\"; };",
     "bad.scene:3: panes are a list of names: ( \"map\", \"loss\" )"},
    {GOOD "view = { panes = ( \"map\", 3 ); };", "bad.scene:3: a number where a text belongs"},
    {GOOD "view = { panes = ( \"map\", \"data\" ); };",
     "bad.scene:3: the pane data is for models; this is a surface"},
    {GOOD "view = { plot = \"los\"; };", "bad.scene:3: no plot 'los'; did you mean 'loss'?"},
    {GOOD "view = { axis = \"steps\"; };", "bad.scene:3: no axis 'steps'; did you mean 'step'?"},
    {GOOD "view = { axis = \"time\"; };",
     "bad.scene:3: no axis 'time'; there are step, epoch, evals"},
    {GOOD "view = { log_x = \"log\"; };", "bad.scene:3: log_x must be true or false, not a text"},
    {GOOD "view = { log_y = 1; };", "bad.scene:3: log_y must be true or false, not a number"},
    {GOOD "view = { speed = 0; };", "bad.scene:3: speed is 0, but must be above 0 and at most 1000000000"},
    {GOOD "view = { speed = 2e9; };",
     "bad.scene:3: speed is 2000000000, but must be above 0 and at most 1000000000"},
    {GOOD "view = { trail = \"al\"; };", "bad.scene:3: no trail 'al'; did you mean 'all'?"},
    {GOOD "view = { trail = \"points x\"; };",
     "bad.scene:3: 'x' is no number of points, as in \"points 50\""},
    {GOOD "view = { trail = \"points 0\"; };",
     "bad.scene:3: '0' is no number of points, as in \"points 50\""},
    {GOOD "view = { trail = \"last 5\"; };",
     "bad.scene:3: no trail 'last 5'; did you mean 'last'?"},
    {GOOD "view = { rank = \"lost\"; };", "bad.scene:3: no rank 'lost'; did you mean 'loss'?"},
    {GOOD "view = { rank = \"score\"; };", "bad.scene:3: a surface has no score; rank by \"loss\""},
    {GOOD "view = { rank = \"test\"; };",
     "bad.scene:3: no samples are kept aside for a test; rank by \"loss\""},
    {GOOD "view = { map = \"hot\"; };", "bad.scene:3: no map 'hot'; there are both, heat, lines"},
    {GOOD "view = { arrows = \"on\"; };", "bad.scene:3: arrows must be true or false, not a text"},
    {GOOD "view = { data = \"fit\"; };", "bad.scene:3: only a model takes 'data'"},
    {GOOD "view = { inputs = ( 1, 2 ); };", "bad.scene:3: only a model takes 'inputs'"},
    {GOOD "view = { theme = \"lihgt\"; };", "bad.scene:3: no theme 'lihgt'; did you mean 'light'?"},
    {GOOD "view = { maximized = 2; };",
     "bad.scene:3: maximized must be true or false, not a number"},
    {GOOD "lesson = ( 5 );", "bad.scene:3: a number where a group { } belongs"},
    {GOOD "lesson = ( { text = \"a\"; } );", "bad.scene:3: a lesson needs a step, as in at = 0;"},

    /* ranges */
    {PROBLEM "optimizers = ( { method = \"gd\";\n lr = -0.1; } );",
     "bad.scene:3: lr is -0.1, but must be a number from 0"},
    {PROBLEM "optimizers = ( { method = \"adam\"; beta1 = 1; } );",
     "bad.scene:2: beta1 is 1, but must be at least 0 and below 1"},
    {PROBLEM "optimizers = ( { method = \"gd\"; schedule = { kind = \"cosine\"; tau = 0; }; } );",
     "bad.scene:2: tau is 0, but must be a number above 0"},
    {GOOD "steps = 0;", "bad.scene:3: steps is 0, but must be a whole number from 1 to 1e+15"},
    {GOOD "epochs = 0;", "bad.scene:3: epochs is 0, but must be above 0 and at most 1e+15"},
    {GOOD "tolerance = -1;", "bad.scene:3: tolerance is -1, but must be a number from 0"},
    {GOOD "seed = -1;",
     "bad.scene:3: seed is -1, but must be a whole number from 0 to 9.223372036854775e+18"},
    {GOOD "batch = -1;",
     "bad.scene:3: batch is -1, but must be a whole number from 0 to 4294967295"},
    {"problem = { surface = \"bowl\"; noise = -1; };",
     "bad.scene:1: noise is -1, but must be a number from 0"},
    {"problem = { surface = \"bowl\"; noise = 1; samples = 0; };",
     "bad.scene:1: samples is 0, but must be a whole number from 1 to 1000000"},
    {"problem = { surface = \"bowl\"; noise = 1; samples = 1000001; };",
     "bad.scene:1: samples is 1000001, but must be a whole number from 1 to 1000000"},
    {"problem = { surface = \"ellipse\"; eigenvalues = ( 1, 0 ); };",
     "bad.scene:1: eigenvalues must be above 0"},
    {"problem = { surface = \"ellipse\"; eigenvalues = ( 1 ); };",
     "bad.scene:1: eigenvalues must be two numbers, as in ( 1, 2.5 )"},
    {"problem = { surface = \"bowl\"; angle = 1; };",
     "bad.scene:1: only the surface 'ellipse' takes 'angle'"},
    {GOOD "start = ( 1 );", "bad.scene:3: start has 1 number, but there are 2 parameters"},
    {GOOD "start = ( 1, 2, 3 );", "bad.scene:3: start has 3 numbers, but there are 2 parameters"},
    {GOOD "start = ( 1, \"b\" );",
     "bad.scene:3: start must be a list of numbers, as in ( 1, 2.5 )"},
    {GOOD "start = 1;", "bad.scene:3: start must be a list of numbers, as in ( 1, 2.5 )"},
    {GOOD "view = { x = ( 1, 1 ); };", "bad.scene:3: x must go from a smaller to a larger number"},
    {GOOD "view = { y = ( 1 ); };", "bad.scene:3: y must be two numbers, as in ( 1, 2.5 )"},

    /* numbers that libconfig would bend or refuse without a word */
    {GOOD "seed = 2147483648;",
     "bad.scene:3: 2147483648 is longer than 32 bits; write 2147483648L"},
    {GOOD "seed = 0xFFFFFFFF;",
     "bad.scene:3: 0xFFFFFFFF is longer than 32 bits; write 0xFFFFFFFFL"},
    {GOOD "seed = 9223372036854775808L;", "bad.scene:3: 9223372036854775808L is too large"},
    {GOOD "seed = 99999999999999999999999999;",
     "bad.scene:3: 99999999999999999999999999 is too large"},
    {GOOD "seed = 0xFFFFFFFFFFFFFFFFFFL;", "bad.scene:3: 0xFFFFFFFFFFFFFFFFFFL is too large"},
    {GOOD "tolerance = 1e999;", "bad.scene:3: 1e999 is too large"},
    {GOOD "tolerance = -1e999;", "bad.scene:3: -1e999 is too large"},
    {GOOD "tolerance = nan;", "bad.scene:3: nan is neither a number nor true or false; a text is "
                              "written in quotes: \"nan\""},
    {GOOD "start = ( 1, inf );", "bad.scene:3: inf is neither a number nor true or false; a text "
                                 "is written in quotes: \"inf\""},
    {GOOD "tolerance = 1.2.3;", "bad.scene:3: 1.2.3 is not a number; a text is written in quotes"},
    {GOOD "tolerance = .;", "bad.scene:3: . is not a number; a text is written in quotes"},
    {GOOD "tolerance = 1,5;", "bad.scene:3: 1,5 is no number; write 1.5"},
    {PROBLEM "optimizers = ( { method = \"gd\";\n lr = 0,05; } );",
     "bad.scene:3: 0,05 is no number; write 0.05"},
    {PROBLEM "optimizers = ( { method = \"gd\"; lr = -0,05; } );",
     "bad.scene:2: -0,05 is no number; write -0.05"},
    {PROBLEM "optimizers = ( { method = \"gd\"; lr = \"0,05\"; } );",
     "bad.scene:2: lr must be a number, and '0,05' is none; write 0.05"},
    {GOOD "tolerance = 1, 5;", "bad.scene:3: no key before 5; write KEY = VALUE;"},
    {GOOD "start = ( 0,5, 1,0 );", "bad.scene:3: start has 4 numbers, but there are 2 parameters; "
                                   "decimals are written with a '.'"},

    /* the form of the text */
    {"problem = { surface = bowl; };", "bad.scene:1: bowl is neither a number nor true or false; a "
                                       "text is written in quotes: \"bowl\""},
    {GOOD "steps 100;", "bad.scene:3: no '=' after 'steps'"},
    {GOOD "steps", "bad.scene:3: no '=' after 'steps'"},
    {GOOD "steps = ;", "bad.scene:3: 'steps' has no value"},
    {GOOD "steps =", "bad.scene:3: 'steps' has no value"},
    {GOOD "= 5;", "bad.scene:3: no key before '='"},
    {GOOD "5;", "bad.scene:3: no key before 5; write KEY = VALUE;"},
    {GOOD ";", "bad.scene:3: ';' with nothing before it"},
    {GOOD "start = ( 1 2 );", "bad.scene:3: no ',' before 2"},
    {GOOD "start = ( 1, 2, );", "bad.scene:3: a value is missing before or after a ','"},
    {GOOD "start = ( 1; 2 );", "bad.scene:3: ';' in a list; its values are separated by ','"},
    {GOOD "start = [ 1, 2.5 ];",
     "bad.scene:3: an array [ ] holds values of one kind; write a list ( )"},
    {GOOD "view = {\n x = ( 1, 2 };", "bad.scene:4: '}' where the '(' of line 4 wants its ')'"},
    {GOOD "view = {\n\n", "bad.scene:3: this '{' is not closed"},
    {GOOD "}", "bad.scene:3: a '}' that nothing opened"},
    {GOOD "title = \"a\n\n", "bad.scene:3: this text has no end: a '\"' is missing"},
    {GOOD "/* a\n\n", "bad.scene:3: this comment has no end: '*/' is missing"},
    {GOOD "@include \"other.scene\"\n", "bad.scene:3: @include is not taken; a scene is one file"},
    {GOOD "title = “a”;", "bad.scene:3: “ is no quote here; a text is written in \"...\""},
    {GOOD "title = «a»;", "bad.scene:3: « is no quote here; a text is written in \"...\""},
    {GOOD "title = 'a';", "bad.scene:3: ' is no quote here; a text is written in \"...\""},
    {GOOD "título = 5;", "bad.scene:3: í does not belong here; a text is written in quotes"},
    {GOOD "steps = ¿5?;", "bad.scene:3: ¿ does not belong here; a text is written in quotes"},
    {GOOD "title = \"two\nlines\";\nsteps = ;", "bad.scene:5: 'steps' has no value"},
    {GOOD "seed = 1;\nseed = 2;\n", "bad.scene:4: this key is there twice"},
    {PROBLEM "optimizers = ( { method = \"gd\"; lr = 1;\n lr = 2; } );",
     "bad.scene:3: this key is there twice"},
    {GOOD "title = \"\xff\";", "bad.scene:3: this is not text in UTF-8"},
    {GOOD "title = \"\x1b[2J\";", "bad.scene:3: this is not text in UTF-8"},

    /* expressions */
    {EXPRESSION("x^2 + sen(y)"),
     "bad.scene:1: expression, column 7: no function 'sen'; did you mean 'sin'?"},
    {EXPRESSION("x^2 + z^2"),
     "bad.scene:1: expression, column 7: no variable 'z'; the variables are x and y"},
};

START_TEST(mistake_has_its_message)
{
    write_file(mistakes[_i].text, strlen(mistakes[_i].text));
    ck_assert_str_eq(message_of("bad.scene", NULL), mistakes[_i].message);
}
END_TEST

static const struct {
    const char *set, *message;
} set_mistakes[] = {
    {"steps", "--set steps: write PATH=VALUE, as in steps=50"},
    {"=5", "--set =5: a path is missing"},
    {"steps=", "--set steps=: a value is missing"},
    {"steps=abc", "--set steps=abc: steps must be a number, not a text"},
    {"steps=5x", "--set steps=5x: 5x is not a number; a text is written in quotes"},
    {"steps=5 y", "--set steps=5 y: steps must be a number, not a text"},
    {"start=(1,2); seed=3", "--set start=(1,2); seed=3: one value at a time"},
    {"stpes=5", "--set stpes=5: no key 'stpes' in a scene; did you mean 'steps'?"},
    {"steps.x=5", "--set steps.x=5: no 'x' in steps, which is a number"},
    {"a..b=5", "--set a..b=5: the path a..b has an empty part"},
    {"seed=3000000000", "--set seed=3000000000: 3000000000 is longer than 32 bits; write "
                        "3000000000L"},
    {"tolerance=1e999", "--set tolerance=1e999: 1e999 is too large"},
    {"start=(1,2", "--set start=(1,2: this '(' is not closed"},
    {"start=(1,2,3)", "--set start=(1,2,3): start has 3 numbers, but there are 2 parameters"},
    {"problem=booth", "--set problem=booth: problem must be a group { }, not a text"},
    {"problem.surface=boot",
     "--set problem.surface=boot: no surface 'boot'; did you mean 'booth'?"},
    {"optimizers.lr=1", "--set optimizers.lr=1: lr is in a list; say which: [0] is the first"},
    {"optimizers.[1].lr=1", "--set optimizers.[1].lr=1: no [1]: the list has 1, counted from [0]"},
    {"optimizers.[a].lr=1",
     "--set optimizers.[a].lr=1: [a] is no place in a list; write [0] for the first"},
    {"steps.[0]=1", "--set steps.[0]=1: [0] is of no use: steps is a number"},
    {"optimizers.[0].lr=-1", "--set optimizers.[0].lr=-1: lr is -1, but must be a number from 0"},
    {"optimizers.[0].schedule.tau=0",
     "--set optimizers.[0].schedule.tau=0: constant takes no 'tau'; it takes warmup"},
    {"optimizers.[0].lr=0,05",
     "--set optimizers.[0].lr=0,05: lr must be a number, and '0,05' is none; write 0.05"},
    {"optimizers.[0].learning_rate=1",
     "--set optimizers.[0].learning_rate=1: no key 'learning_rate' in an optimizer; here that is "
     "'lr'"},
    {"steps=1,000,000",
     "--set steps=1,000,000: steps must be a number, and '1,000,000' is none; write 1000000"},
    {"title=\xff", "--set title=?: this is not text in UTF-8"},
};

START_TEST(set_mistake_names_what_was_set)
{
    const char text[] = GOOD "steps = 10;";
    write_file(text, sizeof text - 1);
    ck_assert_str_eq(message_of("bad.scene", set_mistakes[_i].set), set_mistakes[_i].message);
}
END_TEST

/* Blanks and minus signs as web pages and word processors make them; within texts they stay. */
START_TEST(typographic_signs_are_read)
{
    const char text[] = "title\u00a0= \"a\u00a0− b\"; # –\n" GOOD "start\u202f= ( −1, –2.5 );";
    const char *set = "optimizers.[0].weight_decay=\u00a00.5";
    struct scene scene;
    struct error err = {0};
    write_file(text, sizeof text - 1);
    const struct scene_options options = {.set = &set, .set_count = 1};
    ck_assert_msg(scene_read(&scene, "bad.scene", &options, NULL, &err), "%s", err.text);
    ck_assert_str_eq(scene_text_pick(&scene.title, "en"), "a\u00a0− b");
    ck_assert_double_eq(scene.start[0], -1);
    ck_assert_double_eq(scene.start[1], -2.5);
    ck_assert_double_eq(scene.optimizers[0].settings.hyper[HYPER_WEIGHT_DECAY], 0.5);
    scene_finish(&scene);
}
END_TEST

/* ---- files that are no scenes ---- */

START_TEST(missing_file_and_directory_are_named)
{
    ck_assert_str_eq(message_of("none.scene", NULL), "none.scene: no such file or directory");
    ck_assert_str_eq(message_of(".", NULL), ".: is a directory");
}
END_TEST

START_TEST(file_over_the_limit_is_refused)
{
    char *spaces = mem_alloc(SCENE_FILE_LIMIT + 1, 1);
    memset(spaces, ' ', SCENE_FILE_LIMIT + 1);
    write_file(spaces, SCENE_FILE_LIMIT + 1);
    ck_assert_str_eq(message_of("bad.scene", NULL), "bad.scene: longer than 1048576 bytes");
    write_file(spaces, SCENE_FILE_LIMIT);
    ck_assert_str_eq(message_of("bad.scene", NULL),
                     "bad.scene: no problem; write problem = { surface = \"rosenbrock\"; };");
    free(spaces);
}
END_TEST

START_TEST(zero_bytes_are_refused)
{
    const char text[] = "title = \"a\";\n\0title = 5;";
    write_file(text, sizeof text);
    ck_assert_str_eq(message_of("bad.scene", NULL), "bad.scene:2: this is not text in UTF-8");
}
END_TEST

/* Whatever the bytes are, there is a message and no crash: a sanitizer build watches. */
START_TEST(random_bytes_are_refused)
{
    static const char alphabet[] = "ab=:;,(){}[]\"\\#/*@-+.0123456789eExL \n\xc3\xb1";
    unsigned state = 1;
    for (int round = 0; round < 2000; round++) {
        char bytes[60];
        for (size_t i = 0; i < sizeof bytes; i++) {
            state = state * 1664525u + 1013904223u;
            const unsigned high = state >> 16;
            bytes[i] = round % 2 ? (char)high : alphabet[high % (sizeof alphabet - 1)];
        }
        write_file(bytes, sizeof bytes);
        ck_assert_str_ne(message_of("bad.scene", NULL), "");
    }
}
END_TEST

START_TEST(ten_thousand_brackets_are_refused)
{
    struct text text = {0};
    text_add(&text, GOOD "start = ");
    for (int i = 0; i < 10000; i++)
        text_add(&text, "(");
    write_file(text_string(&text), text.length);
    ck_assert_str_eq(message_of("bad.scene", NULL),
                     "bad.scene:3: more than 32 brackets within each other");

    text_clear(&text);
    text_add(&text, "problem = { expression = \"");
    for (int i = 0; i < 10000; i++)
        text_add(&text, "(");
    text_add(&text, "\"; };");
    write_file(text_string(&text), text.length);
    const char *message = message_of("bad.scene", NULL);
    ck_assert_ptr_nonnull(strstr(message, "bad.scene:1: expression, column 20"));
    ck_assert_ptr_nonnull(strstr(message, "nested deeper than 200 levels"));
    text_finish(&text);
}
END_TEST

START_TEST(too_many_keys_and_optimizers_are_refused)
{
    struct text text = {0};
    for (int i = 0; i < 10001; i++)
        text_printf(&text, "a%d = 1;\n", i);
    write_file(text_string(&text), text.length);
    ck_assert_str_eq(message_of("bad.scene", NULL), "bad.scene:10001: more than 10000 keys");

    text_clear(&text);
    text_add(&text, PROBLEM "optimizers = ( { method = \"gd\"; }");
    for (int i = 0; i < RACE_RUNS; i++)
        text_add(&text, ", { method = \"gd\"; }");
    text_add(&text, ");");
    write_file(text_string(&text), text.length);
    ck_assert_str_eq(message_of("bad.scene", NULL), "bad.scene:2: 27 optimizers; 26 are the most");
    text_finish(&text);
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("scene_errors");
    TCase *tests = tcase_create("messages");
    tcase_add_loop_test(tests, mistake_has_its_message, 0, ARRAY_LENGTH(mistakes));
    tcase_add_loop_test(tests, set_mistake_names_what_was_set, 0, ARRAY_LENGTH(set_mistakes));
    tcase_add_test(tests, typographic_signs_are_read);
    tcase_add_test(tests, missing_file_and_directory_are_named);
    tcase_add_test(tests, file_over_the_limit_is_refused);
    tcase_add_test(tests, zero_bytes_are_refused);
    tcase_add_test(tests, random_bytes_are_refused);
    tcase_add_test(tests, ten_thousand_brackets_are_refused);
    tcase_add_test(tests, too_many_keys_and_optimizers_are_refused);
    tcase_set_timeout(tests, 60);
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
