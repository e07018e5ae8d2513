/* The keys of a scene, group by group, and what they must be together. */
#include "scene_key.h"

#include "base/mem.h"
#include "scene_model.h"

#include <math.h>

#define DEFAULT_STEPS  1000
#define TEXT_OF(macro) TEXT(macro)
#define TEXT(word)     #word

/* ---- the lesson ---- */

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

/* Note their lines and sort them. */
static void settle_lessons(const struct node *node, struct scene_lesson *lessons, size_t count)
{
    for (size_t i = 0; i < count; i++)
        lessons[i].line = node->members[i].line;
    sort_lessons(lessons, count);
}

static bool check_lessons(const struct reader *reader, const struct node *node,
                          const struct key *key, void *group)
{
    struct scene *scene = group;
    (void)reader, (void)key;
    settle_lessons(node, scene->lessons, scene->lesson_count);
    return true;
}

static bool check_events(const struct reader *reader, const struct node *node,
                         const struct key *key, void *group)
{
    struct scene *scene = group;
    (void)reader, (void)key;
    settle_lessons(node, scene->events, scene->event_count);
    return true;
}

#define AT(member) .offset = offsetof(struct scene_lesson, member)

static const struct key lesson_keys[] = {
    {
        .name = "at",
        .help = "the step at which it appears",
        .type = &type_count,
        AT(at),
        .low = 0,
        .high = 1e15,
        .needed = "a lesson needs a step, as in at = 0;",
        .always = true,
        .otherwise = "required",
    },
    {
        .name = "text",
        .help = "what is said; {loss:adam} stands for the loss of the run 'adam'",
        .type = &type_text,
        AT(text),
    },
    {
        .name = "pause",
        .help = "whether playing stops here until it is let go on",
        .type = &type_switch,
        AT(pause),
    },
    {
        .name = "do",
        .help = "verbs that are played here, divided by ';'",
        .type = &type_string,
        AT(verbs),
    },
};

#undef AT

static const struct scene_lesson lesson_defaults = {0};

static const struct group lesson_group = {
    .title = "a lesson",
    .keys = lesson_keys,
    .count = ARRAY_LENGTH(lesson_keys),
    .size = sizeof(struct scene_lesson),
    .defaults = &lesson_defaults,
    .in_lines = group_in_lines,
};

/* ---- events ---- */

#define AT(member) .offset = offsetof(struct scene_lesson, member)

static const struct key event_keys[] = {
    {
        .name = "at",
        .help = "the step at which it is done",
        .type = &type_count,
        AT(at),
        .low = 0,
        .high = 1e15,
        .needed = "an event needs a step, as in at = 10;",
        .always = true,
        .otherwise = "required",
    },
    {
        .name = "do",
        .help = "verbs that are played here, divided by ';'",
        .type = &type_string,
        AT(verbs),
        .needed = "an event needs verbs, as in do = \"lr 0.02 all\";",
        .always = true,
        .otherwise = "required",
    },
};

#undef AT

static const struct scene_lesson event_defaults = {0};

static const struct group event_group = {
    .title = "an event",
    .keys = event_keys,
    .count = ARRAY_LENGTH(event_keys),
    .size = sizeof(struct scene_lesson),
    .defaults = &event_defaults,
};

/* ---- the scene ---- */

/* Steps wait for epochs: see check_complete(). */
const struct scene scene_defaults = {
    .problem =
        {
            .surface = {.eigenvalues = {1, 25}, .samples = MODEL_NOISY_SAMPLES},
            .data.noise = -1,
            .activation = ACTIVATION_TANH,
            .init = INIT_GLOROT,
            .gain = 1,
        },
    .seed = 1,
    .shuffle = true,
    .view = {.plane = SCENE_PLANE_PCA, .axes = {0, 1}, .inputs = {1, 2}},
};

static bool check_topic(const struct reader *reader, const struct node *node, const struct key *key,
                        void *group)
{
    const struct scene *scene = group;
    (void)key;
    return check_line(reader, node, &scene->topic);
}

static bool ends_by_steps(const struct scene *scene, const void *group)
{
    (void)group;
    return scene->epochs <= 0;
}

#define AT(member) .offset = offsetof(struct scene, member)

static const struct key scene_keys[] = {
    {
        .name = "title",
        .help = "what the scene is called",
        .type = &type_text,
        AT(title),
    },
    {
        .name = "about",
        .help = "what there is to see in it",
        .type = &type_text,
        AT(about),
    },
    {
        .name = "lecture",
        .help = "the lecture of a course that it belongs to; scenes are listed by it",
        .type = &type_count,
        AT(lecture),
        .low = 1,
        .high = 999,
        .otherwise = "none: listed last",
    },
    {
        .name = "order",
        .help = "its place in the lecture",
        .type = &type_count,
        AT(order),
        .low = 0,
        .high = 999999,
        .is_optional = true,
        .given = offsetof(struct scene, has_order),
        .otherwise = "behind those that have one, by name",
    },
    {
        .name = "topic",
        .help = "what of the lecture it is about, in a word or two",
        .type = &type_text,
        AT(topic),
        .check = check_topic,
    },
    {
        .name = "claims",
        .help = "the claims of the course that it shows, by their numbers: ( \"2.20\" )",
        .type = &type_strings,
        AT(claims),
        .count = offsetof(struct scene, claim_count),
        .otherwise = "none",
    },
    {
        .name = "problem",
        .help = "what is minimised: a surface, an expression, or a model on data",
        .type = &type_group,
        AT(problem),
        .group = &problem_group,
        .check = check_problem,
        .always = true,
        .otherwise = "required",
    },
    {
        .name = "start",
        .help = "where the runs start: a number for each parameter",
        .type = &type_reals,
        AT(start),
        .count = offsetof(struct scene, start_count),
        .otherwise = "the problem's",
    },
    {
        .name = "seed",
        .help = "the seed of all that is random: the order of the samples, the noise of a surface, "
                "and, where they have none of their own, the data and the first parameters",
        .type = &type_count,
        AT(seed),
        SEED_RANGE,
        .always = true,
    },
    {
        .name = "reseed",
        .help = "what the verb seed changes: the order of the samples and the noise of a surface, "
                "or the data and the first parameters as well",
        .type = &type_word,
        AT(reseed),
        .words = scene_reseed_name,
    },
    {
        .name = "batch",
        .help = "how many samples an update takes; 0 is all of them",
        .type = &type_count,
        AT(batch),
        BATCH_RANGE,
        .always = true,
    },
    {
        .name = "shuffle",
        .help = "whether the samples are put in a new order for every epoch",
        .type = &type_switch,
        AT(shuffle),
        .always = true,
    },
    {
        .name = "epochs",
        .help = "after how many passes over the samples the runs end, in place of steps",
        .type = &type_real,
        AT(epochs),
        .low = 0,
        .above_low = true,
        .high = 1e15,
        .otherwise = "none",
    },
    {
        .name = "steps",
        .help = "after how many updates the runs end",
        .type = &type_count,
        AT(steps),
        .low = 1,
        .high = 1e15,
        .always = true,
        .when = ends_by_steps,
        .otherwise = TEXT_OF(DEFAULT_STEPS) ", or by epochs",
    },
    {
        .name = "tolerance",
        .help = "a run has converged when the norm of its full gradient falls below this; 0 is "
                "never",
        .type = &type_real,
        AT(tolerance),
        .low = 0,
        .high = HUGE_VAL,
        .always = true,
    },
    {
        .name = "optimizers",
        .help = "the runs, one an optimizer",
        .type = &type_groups,
        AT(optimizers),
        .count = offsetof(struct scene, optimizer_count),
        .limit = RACE_RUNS,
        .group = &optimizer_group,
        .check = check_optimizers,
        .always = true,
        .otherwise = "required",
    },
    {
        .name = "view",
        .help = "what is shown, and how",
        .type = &type_group,
        AT(view),
        .group = &view_group,
        .always = true,
    },
    {
        .name = "events",
        .help = "what is done at which step: the changes made on the way, as save writes them",
        .type = &type_groups,
        AT(events),
        .count = offsetof(struct scene, event_count),
        .group = &event_group,
        .check = check_events,
    },
    {
        .name = "lesson",
        .help = "what is said at which step, in any order",
        .type = &type_groups,
        AT(lessons),
        .count = offsetof(struct scene, lesson_count),
        .group = &lesson_group,
        .check = check_lessons,
    },
};

static bool check_complete(const struct reader *reader, const struct node *root, void *group)
{
    struct scene *scene = group;
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

const struct group scene_group = {
    .title = "a scene",
    .keys = scene_keys,
    .count = ARRAY_LENGTH(scene_keys),
    .in_lines = group_in_lines,
    .check = check_complete,
};

/* ---- what depends on the problem itself ---- */

/* As many numbers as there are parameters of the problem, which `model` describes. */
static bool check_start(const struct reader *reader, const struct node *group, size_t count,
                        const struct scene_problem *model, const struct problem *problem)
{
    const struct node *node = node_member(group, "start");
    struct text shape = {0};
    if (!node || count == problem->dim)
        return true;
    if (model->model == SCENE_NO_MODEL)
        return reader_error(reader, node, "start has %zu number%s, but there are %zu parameters%s",
                            count, count == 1 ? "" : "s", problem->dim,
                            count == 2 * problem->dim ? "; decimals are written with a '.'" : "");
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

static bool settle_optimizer(const struct reader *reader, const struct node *node, size_t index)
{
    struct scene_optimizer *optimizer = &reader->scene->optimizers[index];
    struct run_settings *settings = &optimizer->settings;
    const struct problem *problem = scene_problem_of(reader->scene, index);
    if (optimizer->has_batch && settings->optimizer->full_batch)
        reader_warn(reader, node_member(node, "batch"),
                    "%s always takes all the samples: its batch is not used",
                    settings->optimizer->name);
    else
        clamp_batch(reader, node, &settings->batch, problem->samples);
    return check_start(reader, node, optimizer->start_count, &reader->scene->problem, problem);
}

/* Whether the problem can be made, and what was said of it fits. */
static bool settle(const struct reader *reader, const struct node *root)
{
    struct scene *scene = reader->scene;
    if (!make_problems(reader, root))
        return false;
    const struct problem *problem = scene->built;
    clamp_batch(reader, root, &scene->batch, problem->samples);
    bool ok = check_start(reader, root, scene->start_count, &scene->problem, problem) &&
              check_view(reader, root);
    for (size_t i = 0; ok && i < scene->optimizer_count; i++)
        ok = settle_optimizer(reader, &node_member(root, "optimizers")->members[i], i);
    return ok;
}

bool scene_build(struct scene *scene, const struct node *root, const char *path,
                 const struct scene_options *options, struct text *warnings, struct error *err)
{
    const struct reader reader = {.path = path, .scene = scene, .warnings = warnings, .err = err};
    *scene = scene_defaults;
    scene->path = mem_string(path);
    scene->problem.reproducible = options->reproducible;
    if (group_read(&reader, root, &scene_group, scene) &&
        (options->texts_only || settle(&reader, root)))
        return true;
    scene_finish(scene);
    return false;
}
