/* Every entry is a JSON object; the tables for people, of text and of Markdown, show some of its
 * keys. To add a list: its word in enum list, a function that makes an object, and a row. */
#include "out/list.h"

#include "base/mem.h"
#include "data/dataset.h"
#include "json.h"
#include "out/columns.h"
#include "scene/reference.h"
#include "scene/scene.h"
#include "session/key.h"
#include "session/verb.h"
#include "sim/network.h"
#include "sim/optimizer.h"
#include "sim/schedule.h"
#include "sim/surface.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <ctype.h>
#include <string.h>

#define SHOWN 6 /* keys that the table for people shows, at most */

struct source {
    const struct library *library;
    const char *language;
    struct scene_keys keys;
};

/* ---- an object an entry ---- */

static void add_string(cJSON *object, const char *key, const char *string)
{
    if (string && *string)
        json_add_string(object, key, string);
}

static void add_parameter(cJSON *object, const struct parameter *parameter, double value)
{
    cJSON *item = parameter->is_switch ? cJSON_CreateBool(value != 0) : json_number(value);
    cJSON_AddItemToObject(object, parameter->name, item);
}

/* A line of a rule, and the condition that it holds on: `when` is above 0, `unless` is not. */
static cJSON *line_object(const struct rule_line *line)
{
    cJSON *object = json_object();
    add_string(object, "line", line->text);
    add_string(object, "when", line->when);
    add_string(object, "unless", line->unless);
    return object;
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
        cJSON_AddItemToArray(rule, line_object(&optimizer->rule[i]));
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
    if (schedule_takes(schedule, SCHEDULE_WARMUP))
        add_string(object, "times", "min(1, (k + 1)/warmup), with a warmup");
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

/* Where the scene belongs in a course. */
static void add_place(cJSON *object, const struct scene *scene, const char *language)
{
    if (scene->lecture > 0)
        cJSON_AddItemToObject(object, "lecture", json_number((double)scene->lecture));
    if (scene->has_order)
        cJSON_AddItemToObject(object, "order", json_number((double)scene->order));
    add_string(object, "topic", scene_text_pick(&scene->topic, language));
    if (scene->claim_count == 0)
        return;
    cJSON *claims = cJSON_AddArrayToObject(object, "claims");
    for (size_t i = 0; i < scene->claim_count; i++)
        cJSON_AddItemToArray(claims, cJSON_CreateString(scene->claims[i]));
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
        add_place(object, &scene, source->language);
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

static cJSON *binding_object(const struct source *source, size_t index)
{
    (void)source;
    const struct key_binding *binding = key_at(index);
    cJSON *object = json_object();
    add_string(object, "kind", "binding");
    add_string(object, "key", binding->name);
    add_string(object, "verb", binding->verb);
    for (size_t i = 0; i < verb_count(); i++)
        if (plays(binding, verb_at(i)))
            add_string(object, "help", verb_at(i)->help);
    return object;
}

static cJSON *key_object(const struct source *source, size_t index)
{
    const struct scene_key *key = &source->keys.at[index];
    cJSON *object = json_object();
    add_string(object, "kind", "key");
    add_string(object, "group", key->group);
    add_string(object, "path", key->path);
    add_string(object, "type", key->type);
    add_string(object, "range", key->range);
    add_string(object, "default", key->standard);
    add_string(object, "for", key->owner);
    add_string(object, "help", key->help);
    return object;
}

/* An object with no more than a name. */
static cJSON *named_object(const char *kind, const char *name)
{
    cJSON *object = json_object();
    add_string(object, "kind", kind);
    add_string(object, "name", name);
    return object;
}

static cJSON *activation_object(const struct source *source, size_t index)
{
    (void)source;
    return named_object("activation", activation_name(index));
}

static cJSON *pane_object(const struct source *source, size_t index)
{
    (void)source;
    const struct pane_row *row = pane_row((enum pane)index);
    cJSON *object = named_object("pane", row->name);
    add_string(object, "title", row->title);
    add_string(object, "help", row->help);
    return object;
}

/* ---- the lists ---- */

static size_t count_activations(void)
{
    return ACTIVATION_COUNT;
}

static size_t count_panes(void)
{
    return PANE_COUNT;
}

static size_t scene_count_of(const struct source *source)
{
    return source->library->count;
}

static size_t key_count_of(const struct source *source)
{
    return source->keys.count;
}

static const struct list_kind {
    const char *name;
    size_t (*count)(void); /* or, of what no table holds: */
    size_t (*count_of)(const struct source *source);
    cJSON *(*object)(const struct source *source, size_t index);
    const char *shown[SHOWN]; /* to people */
    unsigned code;            /* bit i: shown[i] is what is typed or computed, no prose */
    const char *section;      /* Markdown has a table for each value of this key; or NULL */
} kinds[] = {
    [LIST_OPTIMIZERS] =
        {
            .name = "optimizers",
            .count = optimizer_count,
            .object = optimizer_object,
            .shown = {"name", "title", "source", "parameters"},
            .code = 1 << 0 | 1 << 3,
        },
    [LIST_SCHEDULES] =
        {
            .name = "schedules",
            .count = schedule_count,
            .object = schedule_object,
            .shown = {"name", "formula", "parameters"},
            .code = 1 << 0 | 1 << 1 | 1 << 2,
        },
    [LIST_SURFACES] =
        {
            .name = "surfaces",
            .count = surface_count,
            .object = surface_object,
            .shown = {"name", "title", "help"},
            .code = 1 << 0,
        },
    [LIST_DATASETS] =
        {
            .name = "datasets",
            .count = dataset_count,
            .object = dataset_object,
            .shown = {"name", "title", "help"},
            .code = 1 << 0,
        },
    [LIST_ACTIVATIONS] =
        {
            .name = "activations",
            .count = count_activations,
            .object = activation_object,
            .shown = {"name"},
            .code = 1 << 0,
        },
    [LIST_SCENES] =
        {
            .name = "scenes",
            .count_of = scene_count_of,
            .object = scene_object,
            .shown = {"name", "lecture", "topic", "title", "error"},
            .code = 1 << 0,
        },
    [LIST_VERBS] =
        {
            .name = "verbs",
            .count = verb_count,
            .object = verb_object,
            .shown = {"name", "arguments", "keys", "help"},
            .code = 1 << 0 | 1 << 1 | 1 << 2,
        },
    [LIST_BINDINGS] =
        {
            .name = "bindings",
            .count = key_count,
            .object = binding_object,
            .shown = {"key", "verb", "help"},
            .code = 1 << 0 | 1 << 1,
        },
    [LIST_KEYS] =
        {
            .name = "keys",
            .count_of = key_count_of,
            .object = key_object,
            .shown = {"path", "type", "range", "default", "for", "help"},
            .code = 1 << 0,
            .section = "group",
        },
    [LIST_PANES] =
        {
            .name = "panes",
            .count = count_panes,
            .object = pane_object,
            .shown = {"name", "title", "help"},
            .code = 1 << 0,
        },
};
static_assert(ARRAY_LENGTH(kinds) == LIST_COUNT, "a kind for each list");

const char *list_name(size_t list)
{
    return kinds[list].name;
}

static struct source open_source(const struct library *library, const char *language)
{
    struct source source = {.library = library, .language = language};
    scene_keys_init(&source.keys);
    return source;
}

static size_t entry_count(const struct list_kind *kind, const struct source *source)
{
    return kind->count ? kind->count() : kind->count_of(source);
}

void list_json_lines(enum list list, const struct library *library, const char *language,
                     struct text *out)
{
    const struct list_kind *kind = &kinds[list];
    struct source source = open_source(library, language);
    for (size_t i = 0; i < entry_count(kind, &source); i++) {
        json_print(kind->object(&source, i), out);
        text_add(out, "\n");
    }
    scene_keys_finish(&source.keys);
}

/* ---- tables for people ---- */

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

static size_t shown_count(const struct list_kind *kind)
{
    size_t count = 0;
    while (count < SHOWN && kind->shown[count])
        count++;
    return count;
}

/* Entries of too many columns for a screen: each on lines of its own, its name, what stands
 * between, and its help. */
static void list_entries(const struct list_kind *kind, const struct source *source,
                         struct text *out)
{
    const size_t last = shown_count(kind) - 1;
    for (size_t i = 0; i < entry_count(kind, source); i++) {
        cJSON *object = kind->object(source, i);
        const char *before = "\n    ";
        add_readable(cJSON_GetObjectItem(object, kind->shown[0]), out);
        for (size_t c = 1; c < last; c++) {
            const cJSON *value = cJSON_GetObjectItem(object, kind->shown[c]);
            if (!value)
                continue;
            text_printf(out, "%s%s%s", before, c > 1 ? kind->shown[c] : "", c > 1 ? " " : "");
            add_readable(value, out);
            before = "; ";
        }
        text_add(out, "\n    ");
        add_readable(cJSON_GetObjectItem(object, kind->shown[last]), out);
        text_add(out, "\n");
        cJSON_Delete(object);
    }
}

void list_text(enum list list, const struct library *library, const char *language,
               struct text *out)
{
    const struct list_kind *kind = &kinds[list];
    struct source source = open_source(library, language);
    if (kind->section) {
        list_entries(kind, &source, out);
        scene_keys_finish(&source.keys);
        return;
    }
    struct columns columns = {.headed = true, .count = shown_count(kind)};
    for (size_t c = 0; c < columns.count; c++)
        columns_add(&columns, kind->shown[c]);
    for (size_t i = 0; i < entry_count(kind, &source); i++) {
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
    scene_keys_finish(&source.keys);
}

/* ---- Markdown ---- */

/* A cell of a table: code between backticks, twice as many where it has one itself; in prose what
 * would be taken for markup has a backslash. A bar has one in both. */
static void add_cell(const char *cell, bool is_code, struct text *out)
{
    const char *fence = !is_code || !*cell ? "" : strchr(cell, '`') ? "`` " : "`";
    text_add(out, fence);
    for (; *cell; cell++) {
        if (*cell == '|' || (!is_code && strchr("\\`*_<[", *cell)))
            text_add(out, "\\");
        text_add_bytes(out, cell, 1);
    }
    text_add(out, strlen(fence) > 1 ? " ``" : fence);
}

static void add_row(const struct list_kind *kind, const cJSON *object, struct text *out)
{
    text_add(out, "|");
    for (size_t c = 0; c < shown_count(kind); c++) {
        struct text cell = {0};
        add_readable(cJSON_GetObjectItem(object, kind->shown[c]), &cell);
        text_add(out, " ");
        add_cell(text_string(&cell), kind->code >> c & 1, out);
        text_add(out, cell.length > 0 ? " |" : "|");
        text_finish(&cell);
    }
    text_add(out, "\n");
}

static void add_heading(const struct list_kind *kind, struct text *out)
{
    text_add(out, "|");
    for (size_t c = 0; c < shown_count(kind); c++)
        text_printf(out, " %s |", kind->shown[c]);
    text_add(out, "\n|");
    for (size_t c = 0; c < shown_count(kind); c++)
        text_add(out, "---|");
    text_add(out, "\n");
}

/* Whether the object begins another section than the one before, whose name is in *section. */
static bool begins_section(const cJSON *object, const char *key, struct text *section)
{
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(object, key));
    if (!name || strcmp(name, text_string(section)) == 0)
        return false;
    text_clear(section);
    text_add(section, name);
    return true;
}

void list_markdown(enum list list, const struct library *library, const char *language,
                   struct text *out)
{
    const struct list_kind *kind = &kinds[list];
    struct source source = open_source(library, language);
    struct text section = {0};
    for (size_t i = 0; i < entry_count(kind, &source); i++) {
        cJSON *object = kind->object(&source, i);
        const bool begins = kind->section && begins_section(object, kind->section, &section);
        if (begins)
            text_printf(out, "%s## %c%s\n\n", i > 0 ? "\n" : "",
                        toupper((unsigned char)section.data[0]), section.data + 1);
        if (begins || i == 0)
            add_heading(kind, out);
        add_row(kind, object, out);
        cJSON_Delete(object);
    }
    text_finish(&section);
    scene_keys_finish(&source.keys);
}
