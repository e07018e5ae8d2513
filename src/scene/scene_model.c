/* Models and their data, as a scene describes them, made real. */
#include "scene_model.h"

#include "base/mem.h"
#include "base/number.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the kinds of models ---- */

#define BIT(index) (1u << (index))

static const struct {
    const char *name;
    unsigned losses; /* bits by enum loss */
    enum loss loss;  /* by default */
} models[] = {
    [SCENE_LINEAR] = {"linear", BIT(LOSS_SQUARED), LOSS_SQUARED},
    [SCENE_LOGISTIC] = {"logistic", BIT(LOSS_SQUARED) | BIT(LOSS_BCE), LOSS_BCE},
    [SCENE_SOFTMAX] = {"softmax", BIT(LOSS_CE), LOSS_CE},
    [SCENE_MLP] = {"mlp", BIT(LOSS_SQUARED) | BIT(LOSS_BCE) | BIT(LOSS_CE), LOSS_SQUARED},
    [SCENE_GABOR] = {"gabor", BIT(LOSS_SQUARED), LOSS_SQUARED},
};
static_assert(ARRAY_LENGTH(models) == SCENE_MODELS, "a row for each model");

const char *scene_model_name(size_t model)
{
    return model < SCENE_MODELS ? models[model].name : NULL;
}

unsigned model_losses(enum scene_model model)
{
    return models[model].losses;
}

enum loss model_default_loss(enum scene_model model, const struct dataset *dataset)
{
    if (model != SCENE_MLP || !dataset || dataset->classes == 0)
        return models[model].loss;
    return dataset->outputs == 1 ? LOSS_BCE : LOSS_CE;
}

/* ---- data ---- */

char *model_data_path(const struct scene *scene)
{
    const char *file = scene->problem.data.file;
    const char *slash = scene->path ? strrchr(scene->path, '/') : NULL;
    struct text path = {0};
    if (!file || file[0] == '/' || !slash)
        return mem_string(file);
    text_add_bytes(&path, scene->path, (size_t)(slash - scene->path) + 1);
    text_add(&path, file);
    return path.data;
}

static bool tells_classes(const struct scene_problem *problem)
{
    return problem->model == SCENE_LOGISTIC || problem->model == SCENE_SOFTMAX ||
           (problem->model == SCENE_MLP && problem->loss != LOSS_SQUARED);
}

static enum dataset_answer answer(bool given, bool value)
{
    return !given ? DATASET_FIND_OUT : value ? DATASET_YES : DATASET_NO;
}

struct dataset *model_data(const struct scene *scene, struct dataset *old, struct error *err)
{
    const struct scene_data *data = &scene->problem.data;
    char *path = model_data_path(scene);
    const struct dataset_spec spec = {
        .name = data->name,
        .file = path,
        .inputs = (const char *const *)data->inputs,
        .input_count = data->input_count,
        .target = data->target,
        .header = answer(data->has_header, data->header),
        .classes = answer(data->has_classes, data->classes),
        .missing = data->missing,
        .encode = data->encode,
        .separator = data->separator,
        .n = data->n,
        .noise = data->noise,
        .standardize = data->standardize,
        .test = data->test,
        .seed = data->has_seed ? data->seed : scene->seed,
        .reseeds = scene->reseed == SCENE_RESEED_ALL,
        .classify = tells_classes(&scene->problem),
    };
    struct dataset *dataset = old ? dataset_reseed(old, &spec, err) : dataset_create(&spec, err);
    free(path);
    return dataset;
}

/* ---- the network ---- */

static enum activation output_of(const struct scene_problem *problem)
{
    switch (problem->loss) {
    case LOSS_BCE:
        return ACTIVATION_SIGMOID;
    case LOSS_CE:
        return ACTIVATION_SOFTMAX;
    default:
        return problem->model == SCENE_LOGISTIC ? ACTIVATION_SIGMOID : ACTIVATION_IDENTITY;
    }
}

static struct network network_of(const struct scene_problem *problem, const struct dataset *dataset)
{
    struct network network = {
        .layers = problem->hidden_count + 1,
        .width[0] = dataset->inputs,
        .activation = problem->activation,
        .output = output_of(problem),
        .loss = problem->loss,
        .scale = problem->scale,
        .l2 = problem->l2,
        .reproducible = problem->reproducible,
    };
    memcpy(network.width + 1, problem->hidden, problem->hidden_count * sizeof *problem->hidden);
    network.width[network.layers] = dataset->outputs;
    return network;
}

/* Where all classes are numbers, one that is not whole: the target was meant to be a number. NULL
 * elsewhere. */
static const char *fractional_class(const struct dataset *dataset)
{
    const char *class = NULL;
    double value;
    for (size_t i = 0; i < dataset->classes; i++) {
        if (!number_parse(dataset->class_names[i], &value))
            return NULL;
        if (floor(value) != value && !class)
            class = dataset->class_names[i];
    }
    return class;
}

bool model_suits(const struct scene_problem *problem, const struct dataset *dataset,
                 const char **key, struct error *err)
{
    const struct network network = network_of(problem, dataset);
    const char *class = problem->data.has_classes ? NULL : fractional_class(dataset);
    *key = "data";
    if (tells_classes(problem) && dataset->classes == 0 && problem->data.has_classes)
        return error_set(err, "%s with the loss %s wants classes; take classes = false out",
                         scene_model_name(problem->model), loss_name(problem->loss));
    *key = "loss";
    if (dataset->classes > 2 && class)
        return error_set(err, "%s wants classes, but the target of %s is a number, as %s",
                         loss_name(problem->loss), dataset->name, class);
    if (problem->loss == LOSS_CE && dataset->outputs == 1)
        return error_set(
            err, "ce wants three classes or more, but %s has two; write %s", dataset->name,
            problem->model == SCENE_SOFTMAX ? "model = \"logistic\"" : "loss = \"bce\"");
    *key = problem->hidden_count > 0 ? "hidden" : "data";
    if (network_dim(&network) > NETWORK_PARAMETERS)
        return error_set(err, "the model has %zu parameters; %d are the most",
                         network_dim(&network), NETWORK_PARAMETERS);
    return true;
}

struct problem *model_problem(const struct scene *scene, const struct scene_problem *problem,
                              struct dataset *dataset, struct error *err)
{
    if (problem->model == SCENE_NO_MODEL)
        return problem_create_surface(&problem->surface, scene->seed, err);
    dataset_share(dataset);
    if (problem->model == SCENE_GABOR)
        return problem_create_gabor(dataset, problem->scale, err);
    const struct network network = network_of(problem, dataset);
    const uint64_t seed = problem->has_init_seed ? problem->init_seed : scene->seed;
    return problem_create_network(&network, dataset, problem->init, problem->gain, seed, err);
}

/* ---- runs that vary the problem ---- */

static struct scene_problem model_variant(const struct scene *scene,
                                          const struct scene_optimizer *optimizer)
{
    const struct scene_problem *variant = &optimizer->variant;
    const unsigned varied = optimizer->varied;
    struct scene_problem problem = scene->problem;
    if (varied >> SCENE_VARY_HIDDEN & 1) {
        memcpy(problem.hidden, variant->hidden, sizeof problem.hidden);
        problem.hidden_count = variant->hidden_count;
    }
    if (varied >> SCENE_VARY_ACTIVATION & 1)
        problem.activation = variant->activation;
    if (varied >> SCENE_VARY_LOSS & 1)
        problem.loss = variant->loss;
    if (varied >> SCENE_VARY_SCALE & 1)
        problem.scale = variant->scale;
    if (varied >> SCENE_VARY_L2 & 1)
        problem.l2 = variant->l2;
    if (varied >> SCENE_VARY_INIT & 1) {
        problem.init = variant->init;
        problem.gain = variant->gain;
        problem.has_init_seed = variant->has_init_seed || problem.has_init_seed;
        if (variant->has_init_seed)
            problem.init_seed = variant->init_seed;
    }
    if (varied >> SCENE_VARY_NOISE & 1) {
        problem.surface.noise = variant->surface.noise;
        if (problem.surface.samples == 1)
            problem.surface.samples = MODEL_NOISY_SAMPLES;
    }
    return problem;
}

/* What a kind of problem has to vary, as bits by enum scene_variable. */
static unsigned variables_of(enum scene_model model)
{
    const unsigned network =
        BIT(SCENE_VARY_LOSS) | BIT(SCENE_VARY_SCALE) | BIT(SCENE_VARY_L2) | BIT(SCENE_VARY_INIT);
    switch (model) {
    case SCENE_NO_MODEL:
        return BIT(SCENE_VARY_NOISE);
    case SCENE_GABOR:
        return BIT(SCENE_VARY_SCALE);
    case SCENE_MLP:
        return network | BIT(SCENE_VARY_HIDDEN) | BIT(SCENE_VARY_ACTIVATION);
    default:
        return network;
    }
}

const char *scene_variable_name(size_t variable)
{
    static const char *const names[] = {
        [SCENE_VARY_HIDDEN] = "hidden", [SCENE_VARY_ACTIVATION] = "activation",
        [SCENE_VARY_LOSS] = "loss",     [SCENE_VARY_SCALE] = "scale",
        [SCENE_VARY_L2] = "l2",         [SCENE_VARY_INIT] = "init",
        [SCENE_VARY_NOISE] = "noise",
    };
    static_assert(ARRAY_LENGTH(names) == SCENE_VARIABLES, "a name for each");
    return variable < SCENE_VARIABLES ? names[variable] : NULL;
}

/* Whether the problem has what the run varies, and the model takes its loss. */
static bool may_vary(const struct scene *scene, const struct scene_optimizer *optimizer,
                     const char **key, struct error *err)
{
    const enum scene_model model = scene->problem.model;
    const char *kind = model == SCENE_NO_MODEL ? "a surface" : scene_model_name(model);
    const unsigned refused = optimizer->varied & ~variables_of(model);
    for (size_t i = 0; i < SCENE_VARIABLES; i++)
        if (refused >> i & 1) {
            *key = scene_variable_name(i);
            return error_set(err, "the scene's problem is %s, which has no '%s' to vary", kind,
                             *key);
        }
    *key = "loss";
    if (optimizer->varied >> SCENE_VARY_LOSS & 1 &&
        !(model_losses(model) >> optimizer->variant.loss & 1))
        return error_set(err, "%s takes no loss '%s'", kind, loss_name(optimizer->variant.loss));
    return true;
}

bool model_make_variant(const struct scene *scene, struct scene_optimizer *optimizer,
                        struct dataset *dataset, const char **key, struct error *err)
{
    *key = "problem";
    if (!optimizer->varied)
        return true;
    if (!may_vary(scene, optimizer, key, err))
        return false;
    const struct scene_problem variant = model_variant(scene, optimizer);
    if (dataset && !model_suits(&variant, dataset, key, err))
        return false;
    struct problem *problem = model_problem(scene, &variant, dataset, err);
    if (!problem)
        return false;
    problem_release(optimizer->built);
    optimizer->built = problem;
    return true;
}

/* ---- memory ---- */

static const char *what_takes_less(const struct scene_problem *problem)
{
    if (problem->model == SCENE_NO_MODEL)
        return "take fewer samples";
    return problem->hidden_count > 0 ? "make hidden smaller" : "take fewer inputs";
}

bool scene_has_room(const struct scene *scene, size_t count, const struct optimizer *more,
                    struct error *err)
{
    double bytes = (double)scene->built->memory;
    for (size_t i = 0; i < count; i++) {
        const struct scene_optimizer *optimizer = &scene->optimizers[i];
        const struct problem *problem = scene_problem_of(scene, i);
        bytes += run_memory(problem, optimizer->settings.optimizer);
        if (optimizer->built)
            bytes += (double)problem->memory;
    }
    if (more)
        bytes += run_memory(scene->built, more);
    if (bytes <= SCENE_MEMORY * 1e6)
        return true;
    return error_set(
        err,
        "the runs would take %.0f MB of memory or more, and %d are the most; %s, or race "
        "fewer runs",
        bytes / 1e6, SCENE_MEMORY, what_takes_less(&scene->problem));
}

/* ---- another seed ---- */

uint64_t scene_init_seed(const struct scene *scene)
{
    return scene->problem.has_init_seed ? scene->problem.init_seed : scene->seed;
}

/* The seeds as they are after `seed`. */
static void put_seed(struct scene *scene, uint64_t seed)
{
    struct scene_problem *problem = &scene->problem;
    const bool all = scene->reseed == SCENE_RESEED_ALL;
    if (problem->model != SCENE_NO_MODEL) {
        problem->data.seed = all ? seed : problem->data.has_seed ? problem->data.seed : scene->seed;
        problem->data.has_seed |= !all;
        problem->init_seed = all ? seed : scene_init_seed(scene);
        problem->has_init_seed |= !all && problem->model != SCENE_GABOR;
    }
    scene->seed = seed;
    for (size_t i = 0; i < scene->optimizer_count; i++)
        if (!scene->optimizers[i].has_seed)
            scene->optimizers[i].settings.seed = seed;
}

/* Make the problems of a scene again, of a model on these data. */
static bool make_again(struct scene *scene, struct dataset *dataset, struct error *err)
{
    struct problem *problem = model_problem(scene, &scene->problem, dataset, err);
    bool ok = problem != NULL;
    if (ok) {
        problem_release(scene->built);
        scene->built = problem;
    }
    for (size_t i = 0; ok && i < scene->optimizer_count; i++) {
        const char *key;
        ok = model_make_variant(scene, &scene->optimizers[i], dataset, &key, err);
    }
    return ok;
}

/* The same for a scene whose seeds changed. */
static bool make_of_seeds(struct scene *scene, struct error *err)
{
    struct dataset *dataset = NULL;
    if (scene->problem.model != SCENE_NO_MODEL) {
        dataset = model_data(scene, scene->built->dataset, err);
        if (!dataset)
            return false;
    }
    const bool ok = make_again(scene, dataset, err);
    dataset_release(dataset);
    return ok;
}

/* Whether a problem depends on the scene's seed: a surface by its noise, a model by choice. */
static bool depends_on_seed(const struct scene *scene)
{
    bool noisy = scene->built->samples > 1;
    for (size_t i = 0; i < scene->optimizer_count; i++)
        noisy |= (scene->optimizers[i].varied >> SCENE_VARY_NOISE & 1) != 0;
    return scene->problem.model == SCENE_NO_MODEL ? noisy : scene->reseed == SCENE_RESEED_ALL;
}

bool scene_reseed(struct scene *scene, uint64_t seed, struct error *err)
{
    struct scene reseeded;
    scene_copy(&reseeded, scene);
    put_seed(&reseeded, seed);
    if (depends_on_seed(scene) && !make_of_seeds(&reseeded, err)) {
        scene_finish(&reseeded);
        return false;
    }
    scene_finish(scene);
    *scene = reseeded;
    return true;
}

/* ---- the file again ---- */

/* Whether the runs' parameters mean as much with the data as they are now. */
static bool fits(const struct dataset *now, const struct dataset *before, struct error *err)
{
    const char *name = dataset_short_name(now);
    if (now->inputs != before->inputs)
        return error_set(err, "%s has %zu input%s now, not %zu; open the scene again", name,
                         now->inputs, now->inputs == 1 ? "" : "s", before->inputs);
    return now->classes == before->classes ||
           error_set(err, "%s has %zu classes now, not %zu; open the scene again", name,
                     now->classes, before->classes);
}

void scene_clamp_batches(struct scene *scene)
{
    const uint64_t samples = scene->built->samples;
    scene->batch = scene->batch < samples ? scene->batch : samples;
    for (size_t i = 0; i < scene->optimizer_count; i++) {
        uint64_t *batch = &scene->optimizers[i].settings.batch;
        *batch = *batch < samples ? *batch : samples;
    }
}

bool scene_reload(struct scene *scene, struct error *err)
{
    struct scene reloaded;
    const char *key;
    if (!scene->problem.data.file)
        return error_set(err, "the data of this scene are in no file");
    struct dataset *dataset = model_data(scene, NULL, err);
    if (!dataset)
        return false;
    scene_copy(&reloaded, scene);
    const bool ok = fits(dataset, scene->built->dataset, err) &&
                    model_suits(&scene->problem, dataset, &key, err) &&
                    make_again(&reloaded, dataset, err);
    dataset_release(dataset);
    if (!ok) {
        scene_finish(&reloaded);
        return false;
    }
    scene_finish(scene);
    *scene = reloaded;
    return true;
}

void model_describe(const struct scene_problem *model, const struct problem *problem,
                    struct text *out)
{
    const struct network *network = problem->network;
    text_printf(out, "%s: ", scene_model_name(model->model));
    if (!network)
        text_add(out, "a and b");
    for (size_t l = 0; network && l < network->layers; l++) {
        const size_t in = network->width[l], units = network->width[l + 1];
        text_printf(out, "%s%zu x %zu weight%s + %zu bias%s", l > 0 ? ", " : "", in, units,
                    in * units == 1 ? "" : "s", units, units == 1 ? "" : "es");
    }
}
