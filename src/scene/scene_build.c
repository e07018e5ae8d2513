/* The keys of a scene, group by group, and what they must be together. */
#include "scene_build.h"

#include "base/mem.h"
#include "sim/expr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_STEPS   1000
#define DEFAULT_SAMPLES 100 /* of a noisy surface */
#define SAMPLES_LIMIT   1e6

/* ---- the problem ---- */

static bool read_surface(const struct reader *reader, const struct node *node,
                         const struct key *key, void *into)
{
    struct surface_spec *problem = into;
    (void)key;
    if (!read_name(reader, node, "surface", surface_count(), surface_name))
        return false;
    problem->surface = surface_find(node->text);
    return true;
}

static bool read_expression(const struct reader *reader, const struct node *node,
                            const struct key *key, void *into)
{
    static const char *const variables[] = {"x", "y"};
    struct surface_spec *problem = into;
    struct error mistake = {0};
    (void)key;
    if (!read_string(reader, node, &problem->expression))
        return false;
    struct expr *expr =
        expr_create(problem->expression, variables, ARRAY_LENGTH(variables), &mistake);
    if (!expr)
        return reader_error(reader, node, "expression, %s", mistake.text);
    expr_destroy(expr);
    return true;
}

static bool read_eigenvalues(const struct reader *reader, const struct node *node,
                             const struct key *key, void *into)
{
    struct surface_spec *problem = into;
    (void)key;
    if (!read_two(reader, node, problem->eigenvalues))
        return false;
    if (!(problem->eigenvalues[0] > 0 && problem->eigenvalues[1] > 0))
        return reader_error(reader, node, "eigenvalues must be above 0");
    return true;
}

static const struct parameter angle_range = {.name = "angle", .low = -HUGE_VAL, .high = HUGE_VAL};
static const struct parameter noise_range = {.name = "noise", .low = 0, .high = HUGE_VAL};
static const struct parameter samples_range = {
    .name = "samples", .low = 1, .high = SAMPLES_LIMIT, .is_whole = true};

static const struct key problem_keys[] = {
    {.name = "surface", .read = read_surface},
    {.name = "expression", .read = read_expression},
    {.name = "eigenvalues", .read = read_eigenvalues},
    {.name = "angle",
     .read = read_real,
     .offset = offsetof(struct surface_spec, angle),
     .range = &angle_range},
    {.name = "noise",
     .read = read_real,
     .offset = offsetof(struct surface_spec, noise),
     .range = &noise_range},
    {.name = "samples",
     .read = read_count,
     .offset = offsetof(struct surface_spec, samples),
     .range = &samples_range},
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

/* Scenes of networks are refused by name, not as if their keys were misspelt. */
static bool refuse_network(const struct reader *reader, const struct node *node)
{
    static const char *const keys[] = {"model", "data",  "hidden", "activation",
                                       "loss",  "scale", "l2",     "init"};
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++) {
        const struct node *member = node_member(node, keys[i]);
        if (member)
            return reader_error(reader, member,
                                "networks ('%s') are not built yet; this version plays "
                                "surfaces and expressions",
                                keys[i]);
    }
    return true;
}

static bool check_shape(const struct reader *reader, const struct node *node,
                        struct surface_spec *problem)
{
    const struct node *shape = node_member(node, "eigenvalues");
    if (!shape)
        shape = node_member(node, "angle");
    if (!shape)
        return true;
    if (!problem->surface || strcmp(problem->surface->name, "ellipse") != 0)
        return reader_error(reader, shape, "only the surface 'ellipse' takes '%s'", shape->name);
    problem->shaped = true;
    return true;
}

static bool read_problem(const struct reader *reader, const struct node *node,
                         const struct key *key, void *into)
{
    struct surface_spec *problem = into;
    (void)key;
    *problem = (struct surface_spec){.eigenvalues = {1, 25}, .samples = DEFAULT_SAMPLES};
    if (!read_kind(reader, node, NODE_GROUP) || !refuse_network(reader, node) ||
        !read_group(reader, node, &problem_group, problem))
        return false;
    if (problem->surface && problem->expression)
        return reader_error(reader, node, "a problem is a surface or an expression, not both");
    if (!problem->surface && !problem->expression)
        return reader_error(reader, node,
                            "a problem needs a surface or an expression, as in "
                            "{ surface = \"rosenbrock\"; }");
    if (problem->noise <= 0)
        problem->samples = 1;
    return check_shape(reader, node, problem);
}

/* ---- the view ---- */

static bool read_span(const struct reader *reader, const struct node *node, double span[static 2])
{
    if (!read_two(reader, node, span))
        return false;
    if (!(span[0] < span[1] && isfinite(span[1] - span[0])))
        return reader_error(reader, node, "%s must go from a smaller to a larger number",
                            node->name);
    return true;
}

static bool read_view_x(const struct reader *reader, const struct node *node, const struct key *key,
                        void *into)
{
    struct scene_view *view = into;
    (void)key;
    view->has_x = true;
    return read_span(reader, node, view->x);
}

static bool read_view_y(const struct reader *reader, const struct node *node, const struct key *key,
                        void *into)
{
    struct scene_view *view = into;
    (void)key;
    view->has_y = true;
    return read_span(reader, node, view->y);
}

static bool read_levels(const struct reader *reader, const struct node *node, const struct key *key,
                        void *into)
{
    struct scene_view *view = into;
    (void)key;
    if (!read_kind(reader, node, NODE_TEXT))
        return false;
    if (strcmp(node->text, "linear") == 0)
        view->levels = SCENE_LEVELS_LINEAR;
    else if (strcmp(node->text, "log") != 0)
        return reader_error(reader, node, "levels must be \"log\" or \"linear\"");
    return true;
}

static const struct key view_keys[] = {
    {.name = "x", .read = read_view_x},
    {.name = "y", .read = read_view_y},
    {.name = "levels", .read = read_levels},
};

static const char *view_key_name(size_t index)
{
    return view_keys[index].name;
}

static const struct group view_group = {
    .title = "the view",
    .keys = view_keys,
    .count = ARRAY_LENGTH(view_keys),
    .name_at = view_key_name,
};

static bool read_view(const struct reader *reader, const struct node *node, const struct key *key,
                      void *into)
{
    (void)key;
    return read_group(reader, node, &view_group, into);
}

/* ---- the lesson ---- */

static bool read_verbs(const struct reader *reader, const struct node *node, const struct key *key,
                       void *into)
{
    (void)key;
    return read_string(reader, node, into);
}

static const struct parameter at_range = {.name = "at", .low = 0, .high = 1e15, .is_whole = true};

static const struct key lesson_keys[] = {
    {.name = "at",
     .read = read_count,
     .offset = offsetof(struct scene_lesson, at),
     .range = &at_range},
    {.name = "text", .read = read_text, .offset = offsetof(struct scene_lesson, text)},
    {.name = "pause", .read = read_switch, .offset = offsetof(struct scene_lesson, pause)},
    {.name = "do", .read = read_verbs, .offset = offsetof(struct scene_lesson, verbs)},
};

static const char *lesson_key_name(size_t index)
{
    return lesson_keys[index].name;
}

static const struct group lesson_group = {
    .title = "a lesson",
    .keys = lesson_keys,
    .count = ARRAY_LENGTH(lesson_keys),
    .name_at = lesson_key_name,
};

/* By `at`; those of one step stay as they were written. */
static void sort_lessons(struct scene_lesson *lessons, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && lessons[j - 1].at > lessons[j].at; j--) {
            const struct scene_lesson later = lessons[j - 1];
            lessons[j - 1] = lessons[j];
            lessons[j] = later;
        }
}

static bool read_lesson(const struct reader *reader, const struct node *node, const struct key *key,
                        void *into)
{
    struct scene *scene = reader->scene;
    (void)key, (void)into;
    if (!read_kind(reader, node, NODE_LIST))
        return false;
    scene->lessons = mem_alloc(node->count, sizeof *scene->lessons);
    for (size_t i = 0; i < node->count; i++) {
        scene->lesson_count++;
        if (!read_group(reader, &node->members[i], &lesson_group, &scene->lessons[i]))
            return false;
        if (!node_member(&node->members[i], "at"))
            return reader_error(reader, &node->members[i], "a lesson needs a step, as in at = 0;");
    }
    sort_lessons(scene->lessons, scene->lesson_count);
    return true;
}

/* ---- the scene ---- */

static bool read_scene_start(const struct reader *reader, const struct node *node,
                             const struct key *key, void *into)
{
    (void)key, (void)into;
    return read_start(reader, node, &reader->scene->start, &reader->scene->start_count);
}

const struct parameter scene_seed_range = {
    .name = "seed", .low = 0, .high = 9223372036854774784.0 /* below 2^63 */, .is_whole = true};
const struct parameter scene_batch_range = {
    .name = "batch", .low = 0, .high = 4294967295.0, .is_whole = true};
static const struct parameter steps_range = {
    .name = "steps", .low = 1, .high = 1e15, .is_whole = true};
static const struct parameter epochs_range = {
    .name = "epochs", .low = 0, .above_low = true, .high = 1e15};
static const struct parameter tolerance_range = {.name = "tolerance", .low = 0, .high = HUGE_VAL};

#define AT(member) .offset = offsetof(struct scene, member)

static const struct key scene_keys[] = {
    {.name = "title", .read = read_text, AT(title)},
    {.name = "about", .read = read_text, AT(about)},
    {.name = "problem", .read = read_problem, AT(problem.surface)},
    {.name = "start", .read = read_scene_start},
    {.name = "seed", .read = read_count, AT(seed), .range = &scene_seed_range},
    {.name = "batch", .read = read_count, AT(batch), .range = &scene_batch_range},
    {.name = "shuffle", .read = read_switch, AT(shuffle)},
    {.name = "steps", .read = read_count, AT(steps), .range = &steps_range},
    {.name = "epochs", .read = read_real, AT(epochs), .range = &epochs_range},
    {.name = "tolerance", .read = read_real, AT(tolerance), .range = &tolerance_range},
    {.name = "optimizers", .read = read_optimizers},
    {.name = "view", .read = read_view, AT(view)},
    {.name = "lesson", .read = read_lesson},
};

static const char *scene_key_name(size_t index)
{
    return scene_keys[index].name;
}

static const struct group scene_group = {
    .title = "a scene",
    .keys = scene_keys,
    .count = ARRAY_LENGTH(scene_keys),
    .name_at = scene_key_name,
};

static bool check_complete(const struct reader *reader, const struct node *root)
{
    struct scene *scene = reader->scene;
    const struct node *optimizers = node_member(root, "optimizers");
    if (!node_member(root, "problem"))
        return reader_error(reader, root,
                            "no problem; write problem = { surface = \"rosenbrock\"; };");
    if (scene->optimizer_count == 0)
        return reader_error(reader, optimizers ? optimizers : root,
                            "no optimizers; write optimizers = ( { method = \"gd\"; } );");
    if (node_member(root, "steps") && node_member(root, "epochs"))
        return reader_error(reader, node_member(root, "epochs"),
                            "steps and epochs: a scene ends by one of them");
    if (!node_member(root, "steps") && !node_member(root, "epochs"))
        scene->steps = DEFAULT_STEPS;
    return true;
}

/* A batch of more samples than there are is all of them. */
static void clamp_batch(const struct reader *reader, const struct node *group, uint64_t *batch)
{
    const uint64_t samples = reader->scene->problem.surface.samples;
    const struct node *node = node_member(group, "batch");
    if (!node || *batch <= samples)
        return;
    reader_warn(reader, node, "batch is %llu, but there %s %llu sample%s: %llu is used",
                (unsigned long long)*batch, samples == 1 ? "is" : "are",
                (unsigned long long)samples, samples == 1 ? "" : "s", (unsigned long long)samples);
    *batch = samples;
}

static void settle_batches(const struct reader *reader, const struct node *root)
{
    struct scene *scene = reader->scene;
    clamp_batch(reader, root, &scene->batch);
    for (size_t i = 0; i < scene->optimizer_count; i++) {
        struct run_settings *settings = &scene->optimizers[i].settings;
        const struct node *node = &node_member(root, "optimizers")->members[i];
        if (scene->optimizers[i].has_batch && settings->optimizer->full_batch)
            reader_warn(reader, node_member(node, "batch"),
                        "%s always takes all the samples: its batch is not used",
                        settings->optimizer->name);
        else
            clamp_batch(reader, node, &settings->batch);
    }
}

bool scene_build(struct scene *scene, const struct node *root, const char *path,
                 struct text *warnings, struct error *err)
{
    const struct reader reader = {.path = path, .scene = scene, .warnings = warnings, .err = err};
    scene->path = mem_string(path);
    scene->seed = 1;
    scene->shuffle = true;
    if (!read_group(&reader, root, &scene_group, scene) || !check_complete(&reader, root)) {
        scene_finish(scene);
        return false;
    }
    settle_batches(&reader, root);
    return true;
}
