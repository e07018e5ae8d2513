/* The keys of a problem: a surface by name or by its formula, or a model on data. */
#include "scene_build.h"

#include "base/mem.h"
#include "math/expr.h"
#include "scene_model.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define SAMPLES_LIMIT   1e6

#define AT(member) .offset = offsetof(struct scene_problem, member)

/* ---- surfaces ---- */

static bool read_surface(const struct reader *reader, const struct node *node,
                         const struct key *key, void *into)
{
    struct scene_problem *problem = into;
    (void)key;
    if (!read_name(reader, node, "surface", surface_count(), surface_name))
        return false;
    problem->surface.surface = surface_find(node->text);
    return true;
}

static bool read_expression(const struct reader *reader, const struct node *node,
                            const struct key *key, void *into)
{
    static const char *const variables[] = {"x", "y"};
    struct surface_spec *surface = &((struct scene_problem *)into)->surface;
    struct error mistake = {0};
    (void)key;
    if (!read_string(reader, node, &surface->expression))
        return false;
    struct expr *expr =
        expr_create(surface->expression, variables, ARRAY_LENGTH(variables), &mistake);
    if (!expr)
        return reader_error(reader, node, "expression, %s", mistake.text);
    expr_destroy(expr);
    return true;
}

static bool read_eigenvalues(const struct reader *reader, const struct node *node,
                             const struct key *key, void *into)
{
    struct surface_spec *surface = &((struct scene_problem *)into)->surface;
    (void)key;
    if (!read_two(reader, node, surface->eigenvalues))
        return false;
    if (!(surface->eigenvalues[0] > 0 && surface->eigenvalues[1] > 0))
        return reader_error(reader, node, "eigenvalues must be above 0");
    return true;
}

/* ---- models ---- */

/* A surface is no model, and the names begin behind it. */
static const char *model_at(size_t index)
{
    return scene_model_name(index + 1);
}

static bool read_model(const struct reader *reader, const struct node *node, const struct key *key,
                       void *into)
{
    enum scene_model *model = into;
    if (!read_choice(reader, node, key, model))
        return false;
    ++*model;
    return true;
}

static bool read_hidden(const struct reader *reader, const struct node *node, const struct key *key,
                        void *into)
{
    static const struct parameter width = {
        .name = "a hidden layer", .low = 1, .high = NETWORK_PARAMETERS, .is_whole = true};
    struct scene_problem *problem = into;
    double value;
    (void)key;
    if (!read_kind(reader, node, NODE_LIST))
        return false;
    if (node->count == 0 || node->count > ARRAY_LENGTH(problem->hidden))
        return reader_error(reader, node, "hidden has %zu layers, but must have 1 to %zu",
                            node->count, ARRAY_LENGTH(problem->hidden));
    for (size_t i = 0; i < node->count; i++) {
        if (!read_parameter(reader, &node->members[i], &width, &value))
            return false;
        problem->hidden[problem->hidden_count++] = (size_t)value;
    }
    return true;
}

/* The softmax is for outputs. */
static const char *hidden_activation(size_t index)
{
    static_assert(ACTIVATION_SOFTMAX + 1 == ACTIVATION_COUNT, "the last one");
    return index < ACTIVATION_SOFTMAX ? activation_name(index) : NULL;
}

static const struct parameter gain_range = {
    .name = "gain", .low = 0, .above_low = true, .high = HUGE_VAL};

static const struct key init_keys[] = {
    {.name = "scheme", .read = read_choice, AT(init), .words = init_scheme_name},
    {.name = "gain", .read = read_real, AT(gain), .range = &gain_range},
};

static const char *init_key_name(size_t index)
{
    return init_keys[index].name;
}

static const struct group init_group = {
    .title = "init",
    .keys = init_keys,
    .count = ARRAY_LENGTH(init_keys),
    .name_at = init_key_name,
};

static bool read_init(const struct reader *reader, const struct node *node, const struct key *key,
                      void *into)
{
    (void)key;
    return read_group(reader, node, &init_group, into);
}

/* ---- the group ---- */

static const struct parameter angle_range = {.name = "angle", .low = -HUGE_VAL, .high = HUGE_VAL};
static const struct parameter noise_range = {.name = "noise", .low = 0, .high = HUGE_VAL};
static const struct parameter samples_range = {
    .name = "samples", .low = 1, .high = SAMPLES_LIMIT, .is_whole = true};
static const struct parameter l2_range = {.name = "l2", .low = 0, .high = HUGE_VAL};

static const struct key problem_keys[] = {
    {.name = "surface", .read = read_surface},
    {.name = "expression", .read = read_expression},
    {.name = "model", .read = read_model, AT(model), .words = model_at},
    {.name = "eigenvalues", .read = read_eigenvalues},
    {.name = "angle", .read = read_real, AT(surface.angle), .range = &angle_range},
    {.name = "noise", .read = read_real, AT(surface.noise), .range = &noise_range},
    {.name = "samples", .read = read_count, AT(surface.samples), .range = &samples_range},
    {.name = "data", .read = read_data, AT(data)},
    {.name = "hidden", .read = read_hidden},
    {.name = "activation", .read = read_choice, AT(activation), .words = hidden_activation},
    {.name = "loss", .read = read_choice, AT(loss), .words = loss_name},
    {.name = "scale", .read = read_choice, AT(scale), .words = loss_scale_name},
    {.name = "l2", .read = read_real, AT(l2), .range = &l2_range},
    {.name = "init", .read = read_init},
};

static const char *problem_key_name(size_t index)
{
    return problem_keys[index].name;
}

static const struct group problem_group = {
    .title = "the problem",
    .keys = problem_keys,
    .count = ARRAY_LENGTH(problem_keys),
    .name_at = problem_key_name,
};

/* ---- what the keys must be together ---- */

/* None of the `count` keys; `owner` is what takes them. */
static bool refuse(const struct reader *reader, const struct node *node, const char *owner,
                   size_t count, const char *const *keys)
{
    for (size_t i = 0; i < count; i++) {
        const struct node *member = node_member(node, keys[i]);
        if (member)
            return reader_error(reader, member, "only %s takes '%s'", owner, keys[i]);
    }
    return true;
}

#define REFUSE(reader, node, owner, ...)                                                           \
    refuse(reader, node, owner, ARRAY_LENGTH(((const char *const[]){__VA_ARGS__})),                \
           (const char *const[]){__VA_ARGS__})

static bool check_surface(const struct reader *reader, const struct node *node,
                          struct surface_spec *surface)
{
    if (surface->surface && surface->expression)
        return reader_error(reader, node, "a problem is a surface or an expression, not both");
    if (!surface->surface && !surface->expression)
        return reader_error(reader, node,
                            "a problem needs a surface, an expression or a model, as in "
                            "{ surface = \"rosenbrock\"; }");
    if (!REFUSE(reader, node, "a model", "data", "loss", "scale", "hidden", "activation", "l2",
                "init"))
        return false;
    if (surface->noise <= 0)
        surface->samples = 1;
    surface->shaped = node_member(node, "eigenvalues") || node_member(node, "angle");
    if (surface->surface && strcmp(surface->surface->name, "ellipse") == 0)
        return true;
    return REFUSE(reader, node, "the surface 'ellipse'", "eigenvalues", "angle");
}

/* The loss may wait for the data, but must be one that the model takes. */
static bool settle_loss(const struct reader *reader, const struct node *node,
                        struct scene_problem *problem)
{
    const struct node *loss = node_member(node, "loss");
    const char *model = scene_model_name(problem->model);
    const unsigned losses = model_losses(problem->model);
    if (!loss)
        problem->loss = model_default_loss(problem->model, NULL);
    if (losses >> problem->loss & 1)
        return true;
    struct text names = {0};
    for (size_t i = 0; i < LOSS_COUNT; i++)
        if (losses >> i & 1)
            text_printf(&names, "%s%s", names.length > 0 ? " or " : "", loss_name(i));
    reader_error(reader, loss, "%s takes no loss '%s'; it takes %s", model,
                 loss_name(problem->loss), text_string(&names));
    text_finish(&names);
    return false;
}

static bool check_model(const struct reader *reader, const struct node *node,
                        struct scene_problem *problem)
{
    if (problem->surface.surface || problem->surface.expression)
        return reader_error(reader, node, "a problem is a model or %s, not both",
                            problem->surface.surface ? "a surface" : "an expression");
    if (!REFUSE(reader, node, "a surface", "noise", "samples", "eigenvalues", "angle"))
        return false;
    if (problem->model != SCENE_MLP && !REFUSE(reader, node, "an mlp", "hidden", "activation"))
        return false;
    if (problem->model == SCENE_MLP && problem->hidden_count == 0)
        return reader_error(reader, node, "an mlp needs layers, as in hidden = ( 8, 8 );");
    if (problem->model == SCENE_GABOR && !REFUSE(reader, node, "a network", "l2", "init"))
        return false;
    if (!node_member(node, "data")) {
        if (problem->model != SCENE_GABOR)
            return reader_error(reader, node, "a model needs data, as in data = \"moons\";");
        problem->data.name = mem_string("gabor");
    }
    return settle_loss(reader, node, problem);
}

bool read_problem(const struct reader *reader, const struct node *node, const struct key *key,
                  void *into)
{
    struct scene_problem *problem = into;
    (void)key;
    problem->surface = (struct surface_spec){.eigenvalues = {1, 25}, .samples = MODEL_NOISY_SAMPLES};
    problem->data.noise = -1;
    problem->activation = ACTIVATION_TANH;
    problem->init = INIT_GLOROT;
    problem->gain = 1;
    if (!read_group(reader, node, &problem_group, problem))
        return false;
    return problem->model == SCENE_NO_MODEL ? check_surface(reader, node, &problem->surface)
                                            : check_model(reader, node, problem);
}

/* ---- the problem itself ---- */

/* Blame a key of the problem, or the model where it is not there, for the error that is set. */
static void blame(const struct reader *reader, const struct node *node, const char *key)
{
    const struct node *member = node_member(node, key);
    reader_place(reader, member ? member : node_member(node, "model"));
}

static bool make_model(const struct reader *reader, const struct node *node)
{
    struct scene *scene = reader->scene;
    const char *key;
    struct dataset *dataset = model_data(scene, NULL, reader->err);
    if (!dataset) {
        blame(reader, node, "data");
        return false;
    }
    if (!node_member(node, "loss"))
        scene->problem.loss = model_default_loss(scene->problem.model, dataset);
    if (!model_suits(&scene->problem, dataset, &key, reader->err)) {
        blame(reader, node, key);
    } else {
        scene->built = model_problem(scene, &scene->problem, dataset, reader->err);
        if (!scene->built)
            blame(reader, node, "data");
    }
    dataset_release(dataset);
    return scene->built != NULL;
}

bool make_problem(const struct reader *reader, const struct node *node)
{
    struct scene *scene = reader->scene;
    if (scene->problem.model != SCENE_NO_MODEL)
        return make_model(reader, node);
    scene->built = model_problem(scene, &scene->problem, NULL, reader->err);
    return scene->built != NULL;
}
