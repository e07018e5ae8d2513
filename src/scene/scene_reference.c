/* The key tables as a list for people. */
#include "scene/reference.h"

#include "base/mem.h"
#include "scene_key.h"

#include <stdlib.h>
#include <string.h>

/* ---- an entry ---- */

/* The text as a string of its own; it is emptied. */
static char *take(struct text *text)
{
    char *string = mem_string(text_string(text));
    text_finish(text);
    return string;
}

static struct scene_key *add_entry(struct scene_keys *keys, const struct group *group,
                                   const char *prefix, const char *name)
{
    struct text path = {0};
    text_printf(&path, "%s%s", prefix, name);
    keys->at = mem_resize(keys->at, keys->count + 1, sizeof *keys->at);
    struct scene_key *entry = &keys->at[keys->count++];
    *entry = (struct scene_key){.path = take(&path), .group = group->title};
    return entry;
}

/* The default as it would be written; nothing where there is none. */
static char *default_value(const struct key *key, const void *standard)
{
    struct text value = {0};
    struct writer writer = {.out = &value, .standard = standard, .in_line = true};
    if (!key->group)
        key->type->write(&writer, key, standard);
    if (strcmp(text_string(&value), "\"\"") == 0)
        text_clear(&value);
    return take(&value);
}

static void add_key(struct scene_keys *keys, const struct group *group, const struct key *key,
                    const char *prefix, const void *standard)
{
    struct scene_key *entry = add_entry(keys, group, prefix, key->name);
    struct text range = {0};
    const char *owner = "";
    if (key->type->range)
        key->type->range(key, &range);
    for (size_t i = 0; i < ARRAY_LENGTH(key->only) && key->only[i]; i++)
        owner = key->only[i]->owner;
    entry->type = key->type->name;
    entry->range = take(&range);
    entry->standard = key->otherwise ? mem_string(key->otherwise) : default_value(key, standard);
    entry->is_value = !key->otherwise && *entry->standard;
    entry->owner = mem_string(owner);
    entry->help = key->help;
}

/* ---- numbers of a table ---- */

/* Those that take number `index`; nothing if all do. */
static char *takers(const struct numbers *numbers, size_t index)
{
    struct text names = {0};
    bool all = true;
    for (size_t i = 0; i < numbers->owner_count(); i++) {
        const struct number_owner owner = numbers->owner_at(i);
        const bool takes = owner.takes >> index & 1;
        if (takes)
            text_printf(&names, "%s%s", names.length > 0 ? ", " : "", owner.name);
        all = all && takes;
    }
    if (all)
        text_clear(&names);
    return take(&names);
}

/* Whether all that take number `index` have one default, which goes to *value. */
static bool one_default(const struct numbers *numbers, size_t index, double *value)
{
    size_t count = 0;
    for (size_t i = 0; i < numbers->owner_count(); i++) {
        const struct number_owner owner = numbers->owner_at(i);
        if (!(owner.takes >> index & 1))
            continue;
        if (count++ > 0 && owner.defaults[index] != *value)
            return false;
        *value = owner.defaults[index];
    }
    return count > 0;
}

static void add_number(struct scene_keys *keys, const struct group *group,
                       const struct numbers *numbers, size_t index, const char *prefix)
{
    const struct parameter *number = numbers->at(index);
    struct scene_key *entry = add_entry(keys, group, prefix, number->name);
    struct text range = {0}, standard = {0};
    struct writer writer = {.out = &standard};
    double value = 0;
    if (!number->is_switch)
        parameter_range(number, &range);
    entry->is_value = one_default(numbers, index, &value);
    if (!entry->is_value)
        text_add(&standard, numbers->owners);
    else if (number->is_switch)
        write_switch(&writer, value > 0);
    else
        write_number(&writer, value);
    entry->type = number->is_switch  ? type_switch.name
                  : number->is_whole ? type_count.name
                                     : type_real.name;
    entry->range = take(&range);
    entry->standard = take(&standard);
    entry->owner = takers(numbers, index);
    entry->help = number->help;
}

/* ---- groups ---- */

static void add_group(struct scene_keys *keys, const struct group *group, const char *prefix,
                      const void *standard);

/* The keys of the group that a key holds. A list's groups have their own defaults. */
static void add_inner(struct scene_keys *keys, const struct key *key, const char *prefix,
                      const void *standard)
{
    struct text path = {0};
    const bool is_list = key->type == &type_groups;
    text_printf(&path, "%s%s.%s", prefix, key->name, is_list ? "[i]." : "");
    add_group(keys, key->group, text_string(&path),
              is_list ? key->group->defaults : value_of(key, standard));
    text_finish(&path);
}

static void add_group(struct scene_keys *keys, const struct group *group, const char *prefix,
                      const void *standard)
{
    for (size_t k = 0; k < group->count; k++) {
        const struct key *key = &group->keys[k];
        if (key->name)
            add_key(keys, group, key, prefix, standard);
        for (size_t i = 0; !key->name && i < key->numbers->count; i++)
            add_number(keys, group, key->numbers, i, prefix);
    }
    for (size_t k = 0; k < group->count; k++)
        if (group->keys[k].group)
            add_inner(keys, &group->keys[k], prefix, standard);
}

void scene_keys_init(struct scene_keys *keys)
{
    *keys = (struct scene_keys){0};
    add_group(keys, &scene_group, "", &scene_defaults);
}

void scene_keys_finish(struct scene_keys *keys)
{
    for (size_t i = 0; i < keys->count; i++) {
        free(keys->at[i].path);
        free(keys->at[i].range);
        free(keys->at[i].standard);
        free(keys->at[i].owner);
    }
    free(keys->at);
    *keys = (struct scene_keys){0};
}
