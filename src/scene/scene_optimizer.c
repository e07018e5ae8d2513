/* The list of optimizers. Which hyper-parameters a method takes, and which numbers a schedule, is
 * read from their tables. */
#include "scene_build.h"

#include "base/mem.h"
#include "base/names.h"

#include <stdlib.h>
#include <string.h>

/* ---- what a method or a schedule takes ---- */

/* "lr, weight_decay, clip": those of `count` parameters that are taken. */
static char *taken_names(unsigned takes, size_t count, const struct parameter *(*at)(size_t index))
{
    struct text names = {0};
    for (size_t i = 0; i < count; i++)
        if (takes >> i & 1)
            text_printf(&names, "%s%s", names.length > 0 ? ", " : "", at(i)->name);
    return names.data;
}

static const struct parameter *hyper_at(size_t index)
{
    return hyper_parameter((enum hyper)index);
}

static const struct parameter *schedule_value_at(size_t index)
{
    return schedule_parameter((enum schedule_value)index);
}

/* One of the numbers that `owner` has by a table: its value goes to values[its index]. *known says
 * whether there is a number of that name at all. */
static bool read_taken(const struct reader *reader, const struct node *node, const char *owner,
                       unsigned takes, size_t count, const struct parameter *(*at)(size_t index),
                       double *values, bool *known)
{
    size_t i = 0;
    while (i < count && strcmp(at(i)->name, node->name) != 0)
        i++;
    *known = i < count;
    if (!*known)
        return true;
    if (takes >> i & 1)
        return read_parameter(reader, node, at(i), &values[i]);
    char *names = taken_names(takes, count, at);
    reader_error(reader, node, "%s takes no '%s'; it takes %s", owner, node->name, names);
    free(names);
    return false;
}

/* ---- schedules ---- */

static const char *schedule_key_name(size_t index)
{
    return index == 0 ? "kind" : schedule_value_at(index - 1)->name;
}

static bool read_schedule(const struct reader *reader, const struct node *node,
                          const struct key *key, void *into)
{
    struct schedule *schedule = &((struct scene_optimizer *)into)->settings.schedule;
    char hint[NAMES_HINT_SIZE];
    (void)key;
    if (!read_kind(reader, node, NODE_GROUP))
        return false;
    const struct node *kind = node_member(node, "kind");
    if (kind && !read_name(reader, kind, "schedule", schedule_count(), schedule_name))
        return false;
    if (kind)
        schedule->kind = schedule_find(kind->text);
    memcpy(schedule->value, schedule->kind->defaults, sizeof schedule->value);

    for (size_t i = 0; i < node->count; i++) {
        const struct node *member = &node->members[i];
        bool known;
        if (member == kind)
            continue;
        if (!read_taken(reader, member, schedule->kind->name, schedule->kind->takes,
                        SCHEDULE_VALUES, schedule_value_at, schedule->value, &known))
            return false;
        if (!known)
            return reader_error(
                reader, member, "no key '%s' in a schedule%s", member->name,
                names_hint(hint, member->name, SCHEDULE_VALUES + 1, schedule_key_name));
    }
    return true;
}

/* ---- an optimizer's own keys ---- */

/* Read before all others: they depend on it. */
static bool skip_method(const struct reader *reader, const struct node *node, const struct key *key,
                        void *into)
{
    (void)reader, (void)node, (void)key, (void)into;
    return true;
}

static bool read_run_name(const struct reader *reader, const struct node *node,
                          const struct key *key, void *into)
{
    struct scene_optimizer *optimizer = into;
    char *name;
    (void)key;
    if (!read_string(reader, node, &name))
        return false;
    const size_t length = strlen(name);
    bool good = length > 0 && length < RUN_NAME_SIZE && !strpbrk(name, "\n\r\t");
    if (good)
        memcpy(optimizer->settings.name, name, length + 1);
    else
        reader_error(reader, node, "a name is one line of 1 to %d bytes", RUN_NAME_SIZE - 1);
    free(name);
    return good;
}

static bool read_own_batch(const struct reader *reader, const struct node *node,
                           const struct key *key, void *into)
{
    struct scene_optimizer *optimizer = into;
    optimizer->has_batch = true;
    return read_count(reader, node, key, &optimizer->settings.batch);
}

static bool read_own_seed(const struct reader *reader, const struct node *node,
                          const struct key *key, void *into)
{
    struct scene_optimizer *optimizer = into;
    optimizer->has_seed = true;
    return read_count(reader, node, key, &optimizer->settings.seed);
}

static bool read_own_start(const struct reader *reader, const struct node *node,
                           const struct key *key, void *into)
{
    struct scene_optimizer *optimizer = into;
    (void)key;
    return read_start(reader, node, &optimizer->start, &optimizer->start_count);
}

static const struct key own_keys[] = {
    {.name = "method", .read = skip_method},
    {.name = "name", .read = read_run_name},
    {.name = "batch", .read = read_own_batch, .range = &scene_batch_range},
    {.name = "start", .read = read_own_start},
    {.name = "seed", .read = read_own_seed, .range = &scene_seed_range},
    {.name = "schedule", .read = read_schedule},
};

/* The own keys and then the hyper-parameters: what an unknown key is compared with. */
static const char *optimizer_key_name(size_t index)
{
    return index < ARRAY_LENGTH(own_keys) ? own_keys[index].name
                                          : hyper_at(index - ARRAY_LENGTH(own_keys))->name;
}

static bool read_member(const struct reader *reader, const struct node *node,
                        struct scene_optimizer *optimizer)
{
    const struct optimizer *method = optimizer->settings.optimizer;
    char hint[NAMES_HINT_SIZE];
    bool known;
    for (size_t i = 0; i < ARRAY_LENGTH(own_keys); i++)
        if (strcmp(own_keys[i].name, node->name) == 0)
            return own_keys[i].read(reader, node, &own_keys[i], optimizer);
    if (!read_taken(reader, node, method->name, method->takes, HYPER_COUNT, hyper_at,
                    optimizer->settings.hyper, &known))
        return false;
    return known || reader_error(reader, node, "no key '%s' in an optimizer%s", node->name,
                                 names_hint(hint, node->name, ARRAY_LENGTH(own_keys) + HYPER_COUNT,
                                            optimizer_key_name));
}

static bool read_optimizer(const struct reader *reader, const struct node *node,
                           struct scene_optimizer *optimizer)
{
    if (!read_kind(reader, node, NODE_GROUP))
        return false;
    const struct node *method = node_member(node, "method");
    if (!method)
        return reader_error(reader, node, "an optimizer needs a method, as in method = \"gd\";");
    if (!read_name(reader, method, "optimizer", optimizer_count(), optimizer_name))
        return false;
    run_settings_init(&optimizer->settings, optimizer_find(method->text));
    optimizer->settings.name[0] = '\0';
    for (size_t i = 0; i < node->count; i++)
        if (!read_member(reader, &node->members[i], optimizer))
            return false;
    return true;
}

/* ---- the list ---- */

/* Names that were given must differ; the others are made so that they do. */
static bool settle_names(const struct reader *reader, const struct node *list)
{
    struct scene *scene = reader->scene;
    for (size_t i = 0; i < scene->optimizer_count; i++) {
        const char *name = scene->optimizers[i].settings.name;
        for (size_t j = 0; j < i; j++)
            if (*name && strcmp(name, scene->optimizers[j].settings.name) == 0)
                return reader_error(reader, node_member(&list->members[i], "name"),
                                    "two optimizers are called '%s'", name);
    }
    for (size_t i = 0; i < scene->optimizer_count; i++) {
        struct run_settings *settings = &scene->optimizers[i].settings;
        char name[RUN_NAME_SIZE];
        if (settings->name[0])
            continue;
        strcpy(name, settings->optimizer->name);
        scene_unique_name(scene, name);
        strcpy(settings->name, name);
    }
    return true;
}

bool read_optimizers(const struct reader *reader, const struct node *node, const struct key *key,
                     void *into)
{
    struct scene *scene = reader->scene;
    (void)key, (void)into;
    if (!read_kind(reader, node, NODE_LIST))
        return false;
    if (node->count > RACE_RUNS)
        return reader_error(reader, node, "%zu optimizers; %d are the most", node->count,
                            RACE_RUNS);
    scene->optimizers = mem_alloc(node->count, sizeof *scene->optimizers);
    for (size_t i = 0; i < node->count; i++) {
        scene->optimizer_count++;
        if (!read_optimizer(reader, &node->members[i], &scene->optimizers[i]))
            return false;
    }
    return settle_names(reader, node);
}
