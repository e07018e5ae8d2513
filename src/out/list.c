/* Every entry is a JSON object; a table for people shows some of its keys. */
#include "out/list.h"

#include "base/mem.h"
#include "data/dataset.h"
#include "json.h"
#include "out/columns.h"
#include "scene/scene.h"
#include "session/key.h"
#include "session/verb.h"
#include "sim/optimizer.h"
#include "sim/schedule.h"
#include "sim/surface.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <string.h>

#define SHOWN 4 /* keys that the table for people shows, at most */

struct source {
    const struct library *library;
    const char *language;
};

/* ---- an object an entry ---- */

static void add_string(cJSON *object, const char *key, const char *string)
{
    if (string && *string)
        cJSON_AddStringToObject(object, key, string);
}

static void add_parameter(cJSON *object, const struct parameter *parameter, double value)
{
    cJSON *item = parameter->is_switch ? cJSON_CreateBool(value != 0) : json_number(value);
    cJSON_AddItemToObject(object, parameter->name, item);
}

static cJSON *optimizer_object(const struct source *source, size_t index)
{
    (void)source;
    const struct optimizer *optimizer = optimizer_at(index);
    cJSON *object = json_object();
    add_string(object, "kind", "optimizer");
    add_string(object, "name", optimizer->name);
    add_string(object, "title", optimizer->title);
    add_string(object, "source", optimizer->source);
    add_string(object, "help", optimizer->help);
    cJSON *rule = cJSON_AddArrayToObject(object, "rule");
    for (size_t i = 0; i < OPTIMIZER_LINES && optimizer->rule[i].text; i++)
        cJSON_AddItemToArray(rule, cJSON_CreateString(optimizer->rule[i].text));
    cJSON *parameters = cJSON_AddObjectToObject(object, "parameters");
    for (int h = 0; h < HYPER_COUNT; h++)
        if (optimizer_takes(optimizer, (enum hyper)h))
            add_parameter(parameters, hyper_parameter((enum hyper)h), optimizer->defaults[h]);
    return object;
}

static cJSON *schedule_object(const struct source *source, size_t index)
{
    (void)source;
    const struct schedule_kind *schedule = schedule_at(index);
    cJSON *object = json_object();
    add_string(object, "kind", "schedule");
    add_string(object, "name", schedule->name);
    add_string(object, "formula", schedule->formula);
    add_string(object, "source", schedule->source);
    add_string(object, "help", schedule->help);
    cJSON *parameters = cJSON_AddObjectToObject(object, "parameters");
    for (int v = 0; v < SCHEDULE_VALUES; v++)
        if (schedule_takes(schedule, (enum schedule_value)v))
            add_parameter(parameters, schedule_parameter((enum schedule_value)v),
                          schedule->defaults[v]);
    return object;
}

static cJSON *surface_object(const struct source *source, size_t index)
{
    (void)source;
    const struct surface *surface = surface_at(index);
    cJSON *object = json_object();
    add_string(object, "kind", "surface");
    add_string(object, "name", surface->name);
    add_string(object, "title", surface->title);
    add_string(object, "formula", surface->formula);
    add_string(object, "source", surface->source);
    add_string(object, "help", surface->help);
    cJSON_AddItemToObject(object, "window", json_numbers(surface->window, 4));
    cJSON_AddItemToObject(object, "start", json_numbers(surface->start, 2));
    cJSON *minima = cJSON_AddArrayToObject(object, "minima");
    for (size_t i = 0; i < surface->minima_count; i++)
        cJSON_AddItemToArray(minima, json_numbers(surface->minima[i], 2));
    return object;
}

static cJSON *dataset_object(const struct source *source, size_t index)
{
    (void)source;
    const struct dataset_kind *dataset = dataset_at(index);
    cJSON *object = json_object();
    add_string(object, "kind", "dataset");
    add_string(object, "name", dataset->name);
    add_string(object, "title", dataset->title);
    add_string(object, "help", dataset->help);
    if (dataset->n > 0) {
        cJSON_AddItemToObject(object, "n", json_number((double)dataset->n));
        cJSON_AddItemToObject(object, "noise", json_number(dataset->noise));
    }
    cJSON_AddItemToObject(object, "inputs", json_number((double)dataset->inputs));
    cJSON_AddItemToObject(object, "classes", json_number((double)dataset->classes));
    return object;
}

/* A scene that cannot be read has "error" in place of its title. */
static cJSON *scene_object(const struct source *source, size_t index)
{
    const struct library *library = source->library;
    struct scene scene;
    struct error err = {0};
    cJSON *object = json_object();
    add_string(object, "kind", "scene");
    add_string(object, "name", library->names[index]);
    add_string(object, "path", library->paths[index]);
    if (scene_read(&scene, library->paths[index], NULL, NULL, &err)) {
        add_string(object, "title", scene_text_pick(&scene.title, source->language));
        add_string(object, "about", scene_text_pick(&scene.about, source->language));
        scene_finish(&scene);
    } else {
        add_string(object, "error", err.text);
    }
    return object;
}

/* Whether the line of a key is the verb's. */
static bool plays(const struct key_binding *binding, const struct verb *verb)
{
    const size_t length = strlen(verb->name);
    return strncmp(binding->verb, verb->name, length) == 0 &&
           (binding->verb[length] == ' ' || binding->verb[length] == '\0');
}

static cJSON *verb_object(const struct source *source, size_t index)
{
    (void)source;
    const struct verb *verb = verb_at(index);
    cJSON *object = json_object();
    add_string(object, "kind", "verb");
    add_string(object, "name", verb->name);
    add_string(object, "arguments", verb->arguments);
    cJSON *keys = cJSON_AddArrayToObject(object, "keys");
    for (size_t i = 0; i < key_count(); i++)
        if (plays(key_at(i), verb))
            cJSON_AddItemToArray(keys, cJSON_CreateString(key_at(i)->name));
    add_string(object, "help", verb->help);
    return object;
}

static cJSON *key_object(const struct source *source, size_t index)
{
    (void)source;
    const struct key_binding *binding = key_at(index);
    cJSON *object = json_object();
    add_string(object, "kind", "key");
    add_string(object, "key", binding->name);
    add_string(object, "verb", binding->verb);
    for (size_t i = 0; i < verb_count(); i++)
        if (plays(binding, verb_at(i)))
            add_string(object, "help", verb_at(i)->help);
    return object;
}

/* ---- the lists ---- */

static size_t table_size(const struct source *source, enum list list)
{
    switch (list) {
    case LIST_OPTIMIZERS:
        return optimizer_count();
    case LIST_SCHEDULES:
        return schedule_count();
    case LIST_SURFACES:
        return surface_count();
    case LIST_DATASETS:
        return dataset_count();
    case LIST_SCENES:
        return source->library->count;
    case LIST_VERBS:
        return verb_count();
    case LIST_KEYS:
        return key_count();
    default:
        return 0;
    }
}

static const struct list_kind {
    const char *name;
    cJSON *(*object)(const struct source *source, size_t index);
    const char *shown[SHOWN]; /* to people */
} kinds[] = {
    [LIST_OPTIMIZERS] = {.name = "optimizers",
                         .object = optimizer_object,
                         .shown = {"name", "title", "source", "parameters"}},
    [LIST_SCHEDULES] = {.name = "schedules",
                        .object = schedule_object,
                        .shown = {"name", "formula", "parameters"}},
    [LIST_SURFACES] = {.name = "surfaces",
                       .object = surface_object,
                       .shown = {"name", "title", "help"}},
    [LIST_DATASETS] = {.name = "datasets",
                       .object = dataset_object,
                       .shown = {"name", "title", "help"}},
    [LIST_SCENES] = {.name = "scenes", .object = scene_object, .shown = {"name", "title", "error"}},
    [LIST_VERBS] = {.name = "verbs",
                    .object = verb_object,
                    .shown = {"name", "arguments", "keys", "help"}},
    [LIST_KEYS] = {.name = "keys", .object = key_object, .shown = {"key", "verb", "help"}},
};
static_assert(ARRAY_LENGTH(kinds) == LIST_COUNT, "a kind for each list");

const char *list_name(size_t list)
{
    return kinds[list].name;
}

void list_json_lines(enum list list, const struct library *library, const char *language,
                     struct text *out)
{
    const struct source source = {.library = library, .language = language};
    for (size_t i = 0; i < table_size(&source, list); i++) {
        json_print(kinds[list].object(&source, i), out);
        text_add(out, "\n");
    }
}

/* A value as people read it: "lr 0.01, beta 0.9" of an object, "Left h H" of an array. */
static void add_readable(const cJSON *value, struct text *out)
{
    if (!value)
        return;
    if (cJSON_IsBool(value))
        text_add(out, cJSON_IsTrue(value) ? "true" : "false");
    else if (cJSON_IsString(value) || cJSON_IsRaw(value))
        text_add(out, value->valuestring);
    for (const cJSON *item = value->child; item; item = item->next) {
        if (item->string)
            text_printf(out, "%s ", item->string);
        add_readable(item, out);
        if (item->next)
            text_add(out, item->string ? ", " : " ");
    }
}

void list_text(enum list list, const struct library *library, const char *language,
               struct text *out)
{
    const struct source source = {.library = library, .language = language};
    const struct list_kind *kind = &kinds[list];
    struct columns columns = {.headed = true};
    while (columns.count < SHOWN && kind->shown[columns.count])
        columns_add(&columns, kind->shown[columns.count++]);
    for (size_t i = 0; i < table_size(&source, list); i++) {
        cJSON *object = kind->object(&source, i);
        for (size_t c = 0; c < columns.count; c++) {
            struct text cell = {0};
            add_readable(cJSON_GetObjectItem(object, kind->shown[c]), &cell);
            columns_add(&columns, text_string(&cell));
            text_finish(&cell);
        }
        cJSON_Delete(object);
    }
    columns_write(&columns, "", out);
    columns_finish(&columns);
}
