/* The keys of a scene, group by group, and what they must be together. */
#include "scene_build.h"

#include "base/mem.h"
#include "scene_model.h"

#include <math.h>

#define DEFAULT_STEPS 1000

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
    {.name = "problem", .read = read_problem, AT(problem)},
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

/* ---- what depends on the problem itself ---- */

/* As many numbers as there are parameters. */
static bool check_start(const struct reader *reader, const struct node *group, size_t count,
                        const struct problem *problem)
{
    const struct scene_problem *model = &reader->scene->problem;
    const struct node *node = node_member(group, "start");
    struct text shape = {0};
    if (!node || count == problem->dim)
        return true;
    if (model->model == SCENE_NO_MODEL)
        return reader_error(reader, node, "start has %zu number%s, but there are %zu parameters",
                            count, count == 1 ? "" : "s", problem->dim);
    model_describe(model, problem, &shape);
    reader_error(reader, node, "start has %zu number%s, but the model has %zu parameters (%s)",
                 count, count == 1 ? "" : "s", problem->dim, text_string(&shape));
    text_finish(&shape);
    return false;
}

/* A batch of more samples than there are is all of them. */
static void clamp_batch(const struct reader *reader, const struct node *group, uint64_t *batch,
                        size_t samples)
{
    const struct node *node = node_member(group, "batch");
    if (!node || *batch <= samples)
        return;
    reader_warn(reader, node, "batch is %llu, but there %s %zu sample%s: %zu is used",
                (unsigned long long)*batch, samples == 1 ? "is" : "are", samples,
                samples == 1 ? "" : "s", samples);
    *batch = samples;
}

static bool settle_optimizer(const struct reader *reader, const struct node *node,
                             struct scene_optimizer *optimizer, const struct problem *problem)
{
    struct run_settings *settings = &optimizer->settings;
    if (optimizer->has_batch && settings->optimizer->full_batch)
        reader_warn(reader, node_member(node, "batch"),
                    "%s always takes all the samples: its batch is not used",
                    settings->optimizer->name);
    else
        clamp_batch(reader, node, &settings->batch, problem->samples);
    return check_start(reader, node, optimizer->start_count, problem);
}

static bool check_axes(const struct reader *reader, const struct node *root, size_t dim)
{
    const uint64_t *axes = reader->scene->view.axes;
    const struct node *view = node_member(root, "view");
    const struct node *node = view ? node_member(view, "axes") : NULL;
    if (!node || (axes[0] < dim && axes[1] < dim))
        return true;
    return reader_error(reader, node, "no axis %llu: there are %zu parameters, counted from 0",
                        (unsigned long long)(axes[0] < dim ? axes[1] : axes[0]), dim);
}

/* Whether the problem can be made, and what was said of it fits. */
static bool settle(const struct reader *reader, const struct node *root)
{
    struct scene *scene = reader->scene;
    if (!make_problem(reader, node_member(root, "problem")))
        return false;
    const struct problem *problem = scene->built;
    clamp_batch(reader, root, &scene->batch, problem->samples);
    bool good = check_start(reader, root, scene->start_count, problem) &&
                check_axes(reader, root, problem->dim);
    for (size_t i = 0; good && i < scene->optimizer_count; i++)
        good = settle_optimizer(reader, &node_member(root, "optimizers")->members[i],
                                &scene->optimizers[i], problem);
    return good;
}

bool scene_build(struct scene *scene, const struct node *root, const char *path,
                 const struct scene_options *options, struct text *warnings, struct error *err)
{
    const struct reader reader = {.path = path, .scene = scene, .warnings = warnings, .err = err};
    scene->path = mem_string(path);
    scene->seed = 1;
    scene->shuffle = true;
    scene->problem.reproducible = options->reproducible;
    scene->view.plane = SCENE_PLANE_PCA;
    scene->view.axes[1] = 1;
    if (read_group(&reader, root, &scene_group, scene) && check_complete(&reader, root) &&
        settle(&reader, root))
        return true;
    scene_finish(scene);
    return false;
}
