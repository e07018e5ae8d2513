/* The list of optimizers. Which hyper-parameters a method takes, and which numbers a schedule, is
 * read from their tables. */
#include "scene_key.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* ---- schedules ---- */

static bool kind_read(const struct reader *reader, const struct node *node, const struct key *key,
                      void *group)
{
    struct schedule *schedule = group;
    (void)key;
    if (!read_name(reader, node, "schedule", schedule_count(), schedule_name))
        return false;
    schedule->kind = schedule_find(node->text);
    memcpy(schedule->value, schedule->kind->defaults, sizeof schedule->value);
    return true;
}

/* The kind of the defaults is the first one. */
static bool kind_differs(const struct key *key, const void *group, const void *standard)
{
    (void)key, (void)standard;
    return ((const struct schedule *)group)->kind != schedule_at(0);
}

static void kind_write(struct writer *writer, const struct key *key, const void *group)
{
    const struct schedule_kind *kind = ((const struct schedule *)group)->kind;
    (void)key;
    write_string(writer, (kind ? kind : schedule_at(0))->name);
}

static const struct key_type type_kind = {
    .name = "name",
    .read = kind_read,
    .differs = kind_differs,
    .write = kind_write,
    .range = list_range,
};

static const struct parameter *value_parameter(size_t index)
{
    return schedule_parameter((enum schedule_value)index);
}

static struct number_owner kind_owner(const struct schedule_kind *kind)
{
    return (struct number_owner){kind->name, kind->takes, kind->defaults};
}

static struct number_owner schedule_owner(const void *group)
{
    return kind_owner(((const struct schedule *)group)->kind);
}

static struct number_owner schedule_owner_at(size_t index)
{
    return kind_owner(schedule_at(index));
}

static const struct numbers schedule_values = {
    .count = SCHEDULE_VALUES,
    .at = value_parameter,
    .owner = schedule_owner,
    .owner_count = schedule_count,
    .owner_at = schedule_owner_at,
    .owners = "the schedule's",
    .always = (1u << SCHEDULE_VALUES) - 1,
};

static const struct key schedule_keys[] = {
    {
        .name = "kind",
        .help = "how the learning rate changes with the updates",
        .type = &type_kind,
        .offset = offsetof(struct schedule, kind),
        .list = "schedules",
        .is_first = true,
        .always = true,
    },
    {
        .type = &type_numbers,
        .offset = offsetof(struct schedule, value),
        .numbers = &schedule_values,
    },
};

static const struct group schedule_group = {
    .title = "a schedule",
    .keys = schedule_keys,
    .count = ARRAY_LENGTH(schedule_keys),
};

/* ---- methods ---- */

/* Every setting gets the method's default. */
static bool method_read(const struct reader *reader, const struct node *node, const struct key *key,
                        void *group)
{
    struct run_settings *settings = value_at(key, group);
    if (!read_name(reader, node, "optimizer", optimizer_count(), optimizer_name))
        return false;
    run_settings_init(settings, optimizer_find(node->text));
    settings->name[0] = '\0';
    return true;
}

static bool method_differs(const struct key *key, const void *group, const void *standard)
{
    const struct run_settings *a = value_of(key, group), *b = value_of(key, standard);
    return a->optimizer != b->optimizer;
}

static void method_write(struct writer *writer, const struct key *key, const void *group)
{
    const struct run_settings *settings = value_of(key, group);
    write_string(writer, settings->optimizer ? settings->optimizer->name : "");
}

static const struct key_type type_method = {
    .name = "name",
    .read = method_read,
    .differs = method_differs,
    .write = method_write,
    .range = list_range,
};

static const struct parameter *hyper_at(size_t index)
{
    return hyper_parameter((enum hyper)index);
}

static struct number_owner method_owner(const struct optimizer *method)
{
    return (struct number_owner){method->name, method->takes, method->defaults};
}

static struct number_owner optimizer_owner(const void *group)
{
    return method_owner(((const struct scene_optimizer *)group)->settings.optimizer);
}

static struct number_owner optimizer_owner_at(size_t index)
{
    return method_owner(optimizer_at(index));
}

static const struct numbers hyper_numbers = {
    .count = HYPER_COUNT,
    .at = hyper_at,
    .owner = optimizer_owner,
    .owner_count = optimizer_count,
    .owner_at = optimizer_owner_at,
    .owners = "the method's",
    .always = 1u << HYPER_LR,
};

/* ---- names ---- */

static bool run_name_read(const struct reader *reader, const struct node *node,
                          const struct key *key, void *group)
{
    char *name;
    if (!read_string(reader, node, &name))
        return false;
    const size_t length = strlen(name);
    const bool ok = length > 0 && length < RUN_NAME_SIZE && !strpbrk(name, "\n\r\t");
    if (ok)
        memcpy(value_at(key, group), name, length + 1);
    else
        reader_error(reader, node, "a name is one line of 1 to %d bytes", RUN_NAME_SIZE - 1);
    free(name);
    return ok;
}

static bool run_name_differs(const struct key *key, const void *group, const void *standard)
{
    const char *a = value_of(key, group), *b = value_of(key, standard);
    return strcmp(a, b) != 0;
}

static void run_name_write(struct writer *writer, const struct key *key, const void *group)
{
    write_string(writer, value_of(key, group));
}

static void run_name_range(const struct key *key, struct text *out)
{
    (void)key;
    text_printf(out, "1 to %d bytes", RUN_NAME_SIZE - 1);
}

static const struct key_type type_run_name = {
    .name = "text",
    .read = run_name_read,
    .differs = run_name_differs,
    .write = run_name_write,
    .range = run_name_range,
};

static bool check_label(const struct reader *reader, const struct node *node, const struct key *key,
                        void *group)
{
    const struct scene_optimizer *optimizer = group;
    (void)key;
    return check_line(reader, node, &optimizer->label);
}

/* ---- what a run varies ---- */

static void variables(const struct key *key, struct text *out)
{
    (void)key;
    for (size_t i = 0; scene_variable_name(i); i++)
        text_printf(out, "%s%s", i > 0 ? ", " : "", scene_variable_name(i));
}

static bool cannot_vary(const struct reader *reader, const struct node *node)
{
    struct text names = {0};
    variables(NULL, &names);
    reader_error(reader, node, "a run cannot vary '%s'; it varies %s", node->name,
                 text_string(&names));
    text_finish(&names);
    return false;
}

static bool variant_read(const struct reader *reader, const struct node *node,
                         const struct key *key, void *group)
{
    struct scene_optimizer *optimizer = group;
    (void)key;
    optimizer->variant = scene_defaults.problem;
    if (!read_kind(reader, node, NODE_GROUP))
        return false;
    for (size_t i = 0; i < node->count; i++) {
        const struct node *member = &node->members[i];
        size_t variable = 0;
        while (scene_variable_name(variable) &&
               strcmp(scene_variable_name(variable), member->name) != 0)
            variable++;
        if (variable == SCENE_VARIABLES)
            return cannot_vary(reader, member);
        if (!group_read_key(reader, member, &problem_group, &optimizer->variant))
            return false;
        optimizer->varied |= 1u << variable;
    }
    return true;
}

static bool variant_differs(const struct key *key, const void *group, const void *standard)
{
    (void)key, (void)standard;
    return ((const struct scene_optimizer *)group)->varied != 0;
}

static void variant_write(struct writer *writer, const struct key *key, const void *group)
{
    const struct scene_optimizer *optimizer = group;
    (void)key;
    text_add(writer->out, "{");
    for (size_t i = 0; scene_variable_name(i); i++)
        if (optimizer->varied >> i & 1)
            group_write_key(writer, &problem_group, scene_variable_name(i), &optimizer->variant);
    text_add(writer->out, " }");
}

static const struct key_type type_variant = {
    .name = "group",
    .read = variant_read,
    .differs = variant_differs,
    .write = variant_write,
    .range = variables,
};

/* ---- the group ---- */

#define AT(member)    .offset = offsetof(struct scene_optimizer, member)
#define GIVEN(member) .is_optional = true, .given = offsetof(struct scene_optimizer, member)

static const struct key optimizer_keys[] = {
    {
        .name = "method",
        .help = "the rule of the updates",
        .type = &type_method,
        AT(settings),
        .list = "optimizers",
        .is_first = true,
        .needed = "an optimizer needs a method, as in method = \"gd\";",
        .always = true,
        .otherwise = "required",
    },
    {
        .name = "name",
        .help = "what the run is called; no two are called the same",
        .type = &type_run_name,
        AT(settings.name),
        .always = true,
        .otherwise = "the method's, with a number where it is taken",
    },
    {
        .name = "label",
        .help = "what people see in place of the name, which files and verbs keep",
        .type = &type_text,
        AT(label),
        .check = check_label,
        .otherwise = "the name",
    },
    {
        .type = &type_numbers,
        AT(settings.hyper),
        .numbers = &hyper_numbers,
    },
    {
        .name = "schedule",
        .help = "how the learning rate changes with the updates",
        .type = &type_group,
        AT(settings.schedule),
        .group = &schedule_group,
    },
    {
        .name = "batch",
        .help = "how many samples an update takes; 0 is all of them",
        .type = &type_count,
        AT(settings.batch),
        BATCH_RANGE,
        GIVEN(has_batch),
        .otherwise = "the scene's",
    },
    {
        .name = "seed",
        .help = "the seed of the order in which this run takes the samples",
        .type = &type_count,
        AT(settings.seed),
        SEED_RANGE,
        GIVEN(has_seed),
        .otherwise = "the scene's",
    },
    {
        .name = "problem",
        .help = "what this run has otherwise than the scene's problem; its data stay",
        .type = &type_variant,
        AT(variant),
        .otherwise = "the scene's",
    },
    {
        .name = "start",
        .help = "where this run starts: a number for each parameter",
        .type = &type_reals,
        AT(start),
        .count = offsetof(struct scene_optimizer, start_count),
        .otherwise = "the scene's",
    },
};

static const struct scene_optimizer optimizer_defaults = {0};

const struct group optimizer_group = {
    .title = "an optimizer",
    .keys = optimizer_keys,
    .count = ARRAY_LENGTH(optimizer_keys),
    .size = sizeof(struct scene_optimizer),
    .defaults = &optimizer_defaults,
};

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

bool check_optimizers(const struct reader *reader, const struct node *node, const struct key *key,
                      void *group)
{
    (void)key, (void)group;
    return settle_names(reader, node);
}
