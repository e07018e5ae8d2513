/* The keys of a problem: a surface by name or by its formula, or a model on data. */
#include "scene_key.h"

#include "base/mem.h"
#include "math/expr.h"
#include "scene_model.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define SAMPLES_LIMIT 1e6

/* ---- surfaces ---- */

static bool surface_read(const struct reader *reader, const struct node *node,
                         const struct key *key, void *group)
{
    const struct surface **surface = value_at(key, group);
    if (!read_name(reader, node, "surface", surface_count(), surface_name))
        return false;
    *surface = surface_find(node->text);
    return true;
}

static void surface_write(struct writer *writer, const struct key *key, const void *group)
{
    const struct surface *const *surface = value_of(key, group);
    write_string(writer, *surface ? (*surface)->name : "");
}

static const struct key_type type_surface = {
    .name = "name",
    .read = surface_read,
    .differs = pointer_differs,
    .write = surface_write,
    .range = list_range,
};

static bool check_expression(const struct reader *reader, const struct node *node,
                             const struct key *key, void *group)
{
    static const char *const variables[] = {"x", "y"};
    struct error mistake = {0};
    char *const *expression = value_at(key, group);
    struct expr *expr = expr_create(*expression, variables, ARRAY_LENGTH(variables), &mistake);
    if (!expr)
        return reader_error(reader, node, "expression, %s", mistake.text);
    expr_destroy(expr);
    return true;
}

static bool check_eigenvalues(const struct reader *reader, const struct node *node,
                              const struct key *key, void *group)
{
    const double *eigenvalues = value_at(key, group);
    return (eigenvalues[0] > 0 && eigenvalues[1] > 0) ||
           reader_error(reader, node, "eigenvalues must be above 0");
}

/* ---- models ---- */

/* A surface is no model, and the names begin behind it. */
static const char *model_at(size_t index)
{
    return scene_model_name(index + 1);
}

/* The softmax is for outputs. */
static const char *hidden_activation(size_t index)
{
    static_assert(ACTIVATION_SOFTMAX + 1 == ACTIVATION_COUNT, "the last one");
    return index < ACTIVATION_SOFTMAX ? activation_name(index) : NULL;
}

static bool hidden_read(const struct reader *reader, const struct node *node, const struct key *key,
                        void *group)
{
    struct scene_problem *problem = group;
    struct parameter width = key_parameter(key, true);
    double value;
    width.name = "a hidden layer";
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

static bool hidden_differs(const struct key *key, const void *group, const void *standard)
{
    const struct scene_problem *a = group, *b = standard;
    (void)key;
    return a->hidden_count != b->hidden_count ||
           memcmp(a->hidden, b->hidden, a->hidden_count * sizeof *a->hidden) != 0;
}

static void hidden_write(struct writer *writer, const struct key *key, const void *group)
{
    const struct scene_problem *problem = group;
    (void)key;
    text_add(writer->out, "( ");
    for (size_t i = 0; i < problem->hidden_count; i++) {
        text_add(writer->out, i > 0 ? ", " : "");
        write_count(writer, problem->hidden[i]);
    }
    text_add(writer->out, " )");
}

static void hidden_range(const struct key *key, struct text *out)
{
    const struct parameter width = key_parameter(key, true);
    text_printf(out, "1 to %d layers, each ", NETWORK_LAYERS - 1);
    parameter_range(&width, out);
}

static const struct key_type type_hidden = {
    .name = "list of whole numbers",
    .read = hidden_read,
    .differs = hidden_differs,
    .write = hidden_write,
    .range = hidden_range,
};

/* ---- what takes a key ---- */

static bool is_model(const void *group)
{
    return ((const struct scene_problem *)group)->model != SCENE_NO_MODEL;
}

static bool is_surface(const void *group)
{
    return !is_model(group);
}

static bool is_ellipse(const void *group)
{
    const struct surface *surface = ((const struct scene_problem *)group)->surface.surface;
    return surface && strcmp(surface->name, "ellipse") == 0;
}

static bool is_mlp(const void *group)
{
    return ((const struct scene_problem *)group)->model == SCENE_MLP;
}

static bool is_network(const void *group)
{
    return is_model(group) && ((const struct scene_problem *)group)->model != SCENE_GABOR;
}

static const struct condition of_model = {"a model", is_model};
static const struct condition of_surface = {"a surface", is_surface};
static const struct condition of_ellipse = {"the surface 'ellipse'", is_ellipse};
static const struct condition of_mlp = {"an mlp", is_mlp};
static const struct condition of_network = {"a network", is_network};

static bool is_noisy(const struct scene *scene, const void *group)
{
    (void)scene;
    return ((const struct scene_problem *)group)->surface.noise > 0;
}

/* ---- the groups ---- */

#define AT(member)    .offset = offsetof(struct scene_problem, member)
#define GIVEN(member) .is_optional = true, .given = offsetof(struct scene_problem, member)

static const struct key init_keys[] = {
    {
        .name = "scheme",
        .help = "how the weights are drawn at the start",
        .type = &type_word,
        AT(init),
        .words = init_scheme_name,
        .always = true,
    },
    {
        .name = "gain",
        .help = "what the drawn weights are multiplied by",
        .type = &type_real,
        AT(gain),
        .low = 0,
        .above_low = true,
        .high = HUGE_VAL,
        .always = true,
    },
    {
        .name = "seed",
        .help = "the seed of the parameters at the start",
        .type = &type_count,
        AT(init_seed),
        SEED_RANGE,
        GIVEN(has_init_seed),
        .otherwise = "the scene's",
    },
};

/* Its keys are of the problem's own struct. */
static const struct group init_group = {
    .title = "init",
    .keys = init_keys,
    .count = ARRAY_LENGTH(init_keys),
};

static const struct key problem_keys[] = {
    {
        .name = "surface",
        .help = "a function of two parameters, by its name",
        .type = &type_surface,
        AT(surface.surface),
        .list = "surfaces",
    },
    {
        .name = "expression",
        .help = "a function of x and y, by its formula",
        .type = &type_string,
        AT(surface.expression),
        .check = check_expression,
    },
    {
        .name = "model",
        .help = "a model on data in place of a surface",
        .type = &type_word,
        AT(model),
        .words = model_at,
        .first_word = SCENE_NO_MODEL + 1,
    },
    {
        .name = "eigenvalues",
        .help = "the curvatures of the ellipse along its two axes",
        .type = &type_pair,
        AT(surface.eigenvalues),
        .only = {&of_surface, &of_ellipse},
        GIVEN(surface.shaped),
        .check = check_eigenvalues,
    },
    {
        .name = "angle",
        .help = "the angle of the ellipse's first axis, in radians",
        .type = &type_real,
        AT(surface.angle),
        .low = -HUGE_VAL,
        .high = HUGE_VAL,
        .only = {&of_surface, &of_ellipse},
        GIVEN(surface.shaped),
    },
    {
        .name = "noise",
        .help = "the standard deviation of a sample's gradient about the true one; above 0 it "
                "makes the surface a sum over samples",
        .type = &type_real,
        AT(surface.noise),
        .low = 0,
        .high = HUGE_VAL,
        .only = {&of_surface},
    },
    {
        .name = "samples",
        .help = "how many samples a surface with noise is a sum over",
        .type = &type_count,
        AT(surface.samples),
        .low = 1,
        .high = SAMPLES_LIMIT,
        .only = {&of_surface},
        .always = true,
        .when = is_noisy,
    },
    {
        .name = "data",
        .help = "what the model learns from",
        .type = &type_data,
        AT(data),
        .group = &data_group,
        .only = {&of_model},
        .always = true,
        .otherwise = "required, but gabor has its own",
    },
    {
        .name = "hidden",
        .help = "how many units each hidden layer has",
        .type = &type_hidden,
        AT(hidden),
        .low = 1,
        .high = NETWORK_PARAMETERS,
        .only = {&of_model, &of_mlp},
        .otherwise = "required",
    },
    {
        .name = "activation",
        .help = "what the hidden units make of their sums",
        .type = &type_word,
        AT(activation),
        .words = hidden_activation,
        .only = {&of_model, &of_mlp},
        .always = true,
        .joined = true,
    },
    {
        .name = "loss",
        .help = "how a prediction is measured: squared error, binary or categorical cross-entropy",
        .type = &type_word,
        AT(loss),
        .words = loss_name,
        .only = {&of_model},
        .always = true,
        .otherwise = "by the model and its data",
    },
    {
        .name = "scale",
        .help = "how the losses of the samples become one: their mean or sum, or half of it",
        .type = &type_word,
        AT(scale),
        .words = loss_scale_name,
        .only = {&of_model},
        .always = true,
        .joined = true,
    },
    {
        .name = "l2",
        .help = "adds l2/2 times the sum of the squared weights to the loss",
        .type = &type_real,
        AT(l2),
        .low = 0,
        .high = HUGE_VAL,
        .only = {&of_model, &of_network},
        .always = true,
    },
    {
        .name = "init",
        .help = "how the parameters are drawn at the start",
        .type = &type_group,
        .group = &init_group,
        .only = {&of_model, &of_network},
        .always = true,
        .joined = true,
    },
};

static bool check_kinds(const struct reader *reader, const struct node *node, void *group)
{
    const struct scene_problem *problem = group;
    const struct surface_spec *surface = &problem->surface;
    if (is_model(problem) && (surface->surface || surface->expression))
        return reader_error(reader, node, "a problem is a model or %s, not both",
                            surface->surface ? "a surface" : "an expression");
    if (surface->surface && surface->expression)
        return reader_error(reader, node, "a problem is a surface or an expression, not both");
    return is_model(problem) || surface->surface || surface->expression ||
           reader_error(reader, node,
                        "a problem needs a surface, an expression or a model, as in "
                        "{ surface = \"rosenbrock\"; }");
}

/* One line for a surface, several for a model. */
const struct group problem_group = {
    .title = "the problem",
    .keys = problem_keys,
    .count = ARRAY_LENGTH(problem_keys),
    .in_lines = is_model,
    .check = check_kinds,
};

/* ---- what the keys must be together ---- */

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
    if (problem->model == SCENE_MLP && problem->hidden_count == 0)
        return reader_error(reader, node, "an mlp needs layers, as in hidden = ( 8, 8 );");
    if (!node_member(node, "data")) {
        if (problem->model != SCENE_GABOR)
            return reader_error(reader, node, "a model needs data, as in data = \"moons\";");
        problem->data.name = mem_string("gabor");
    }
    return settle_loss(reader, node, problem);
}

bool check_problem(const struct reader *reader, const struct node *node, const struct key *key,
                   void *group)
{
    struct scene_problem *problem = value_at(key, group);
    if (is_model(problem))
        return check_model(reader, node, problem);
    if (problem->surface.noise <= 0)
        problem->surface.samples = 1;
    return true;
}

/* ---- the problem itself ---- */

/* Blame a key of the problem, or the model where it is not there, for the error that is set. */
static void blame(const struct reader *reader, const struct node *node, const char *key)
{
    const struct node *member = node_member(node, key);
    reader_place(reader, member ? member : node_member(node, "model"));
}

/* The problems of the runs that vary it. `list` is the list of optimizers. */
static bool make_variants(const struct reader *reader, const struct node *list,
                          struct dataset *dataset)
{
    struct scene *scene = reader->scene;
    for (size_t i = 0; i < scene->optimizer_count; i++) {
        const char *key;
        if (model_make_variant(scene, &scene->optimizers[i], dataset, &key, reader->err)) {
            if (scene_has_room(scene, i + 1, NULL, reader->err))
                continue;
            reader_place(reader, &list->members[i]);
            return false;
        }
        const struct node *node = node_member(&list->members[i], "problem");
        const struct node *member = node_member(node, key);
        reader_place(reader, member ? member : node);
        return false;
    }
    return true;
}

/* What the reader of the data left out or took for what. */
static void warn_of_data(const struct reader *reader, const struct node *node,
                         const struct dataset *dataset)
{
    for (size_t i = 0; i < dataset->note_count; i++)
        reader_warn(reader, node, "%s: %s", dataset_short_name(dataset), dataset->notes[i]);
}

static bool make_model(const struct reader *reader, const struct node *node,
                       const struct node *list)
{
    struct scene *scene = reader->scene;
    const char *key;
    struct dataset *dataset = model_data(scene, NULL, reader->err);
    if (!dataset) {
        blame(reader, node, "data");
        return false;
    }
    warn_of_data(reader, node_member(node, "data"), dataset);
    if (!node_member(node, "loss"))
        scene->problem.loss = model_default_loss(scene->problem.model, dataset);
    if (!model_suits(&scene->problem, dataset, &key, reader->err)) {
        blame(reader, node, key);
    } else {
        scene->built = model_problem(scene, &scene->problem, dataset, reader->err);
        if (!scene->built)
            blame(reader, node, "data");
    }
    const bool ok = scene->built && make_variants(reader, list, dataset);
    dataset_release(dataset);
    return ok;
}

bool make_problems(const struct reader *reader, const struct node *root)
{
    struct scene *scene = reader->scene;
    const struct node *node = node_member(root, "problem"), *list = node_member(root, "optimizers");
    if (scene->problem.model != SCENE_NO_MODEL)
        return make_model(reader, node, list);
    scene->built = model_problem(scene, &scene->problem, NULL, reader->err);
    return scene->built && make_variants(reader, list, NULL);
}
