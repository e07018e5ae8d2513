/* The types of keys: numbers, words, pairs and lists of numbers, groups and lists of groups. */
#include "scene_key.h"

#include "base/mem.h"
#include "base/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- ranges ---- */

struct parameter key_parameter(const struct key *key, bool is_whole)
{
    return (struct parameter){
        .name = key->name,
        .low = key->low,
        .high = key->high,
        .above_low = key->above_low,
        .below_high = key->below_high,
        .is_whole = is_whole,
    };
}

void parameter_range(const struct parameter *parameter, struct text *out)
{
    char low[NUMBER_SIZE], high[NUMBER_SIZE];
    number_format(low, parameter->low);
    number_format(high, parameter->high);
    if (isinf(parameter->low) && isinf(parameter->high))
        text_add(out, "any");
    else if (isinf(parameter->high))
        text_printf(out, "%s %s", parameter->above_low ? "above" : "from", low);
    else
        text_printf(out, "%s%s to %s%s", parameter->above_low ? "above " : "", low,
                    parameter->below_high ? "below " : "", high);
}

static void real_range(const struct key *key, struct text *out)
{
    const struct parameter parameter = key_parameter(key, false);
    parameter_range(&parameter, out);
}

static void word_range(const struct key *key, struct text *out)
{
    for (size_t i = 0; key->words(i); i++)
        text_printf(out, "%s%s", i > 0 ? ", " : "", key->words(i));
}

void list_range(const struct key *key, struct text *out)
{
    text_printf(out, "see 'thalweg list %s'", key->list);
}

/* ---- a number ---- */

static bool real_read(const struct reader *reader, const struct node *node, const struct key *key,
                      void *group)
{
    const struct parameter parameter = key_parameter(key, false);
    return read_parameter(reader, node, &parameter, value_at(key, group));
}

static bool real_differs(const struct key *key, const void *group, const void *standard)
{
    return *(const double *)value_of(key, group) != *(const double *)value_of(key, standard);
}

static void real_write(struct writer *writer, const struct key *key, const void *group)
{
    write_number(writer, *(const double *)value_of(key, group));
}

const struct key_type type_real = {
    .name = "number",
    .read = real_read,
    .differs = real_differs,
    .write = real_write,
    .range = real_range,
};

/* Exactly, also where a double is too short. */
static bool count_read(const struct reader *reader, const struct node *node, const struct key *key,
                       void *group)
{
    const struct parameter parameter = key_parameter(key, true);
    double value;
    if (!read_parameter(reader, node, &parameter, &value))
        return false;
    *(uint64_t *)value_at(key, group) = node->is_whole ? (uint64_t)node->whole : UINT64_MAX;
    return true;
}

static bool count_differs(const struct key *key, const void *group, const void *standard)
{
    return *(const uint64_t *)value_of(key, group) != *(const uint64_t *)value_of(key, standard);
}

static void count_write(struct writer *writer, const struct key *key, const void *group)
{
    write_count(writer, *(const uint64_t *)value_of(key, group));
}

const struct key_type type_count = {
    .name = "whole number",
    .read = count_read,
    .differs = count_differs,
    .write = count_write,
    .range = real_range,
};

static bool switch_read(const struct reader *reader, const struct node *node, const struct key *key,
                        void *group)
{
    *(bool *)value_at(key, group) = node->number > 0;
    return read_kind(reader, node, NODE_SWITCH);
}

static bool switch_differs(const struct key *key, const void *group, const void *standard)
{
    return *(const bool *)value_of(key, group) != *(const bool *)value_of(key, standard);
}

static void switch_write(struct writer *writer, const struct key *key, const void *group)
{
    write_switch(writer, *(const bool *)value_of(key, group));
}

const struct key_type type_switch = {
    .name = "true or false",
    .read = switch_read,
    .differs = switch_differs,
    .write = switch_write,
};

/* ---- a word ---- */

static bool word_read(const struct reader *reader, const struct node *node, const struct key *key,
                      void *group)
{
    unsigned *value = value_at(key, group);
    if (!read_word(reader, node, key->name, key->words, value))
        return false;
    *value += key->first_word;
    return true;
}

static bool word_differs(const struct key *key, const void *group, const void *standard)
{
    return *(const unsigned *)value_of(key, group) != *(const unsigned *)value_of(key, standard);
}

static void word_write(struct writer *writer, const struct key *key, const void *group)
{
    const unsigned value = *(const unsigned *)value_of(key, group);
    write_string(writer, value < key->first_word ? "" : key->words(value - key->first_word));
}

const struct key_type type_word = {
    .name = "word",
    .read = word_read,
    .differs = word_differs,
    .write = word_write,
    .range = word_range,
};

/* ---- lists of numbers ---- */

static void write_reals(struct writer *writer, const double *values, size_t count)
{
    text_add(writer->out, "( ");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_add(writer->out, ", ");
        write_number(writer, values[i]);
    }
    text_add(writer->out, " )");
}

static bool pair_read(const struct reader *reader, const struct node *node, const struct key *key,
                      void *group)
{
    return read_pair(reader, node, value_at(key, group));
}

static bool pair_differs(const struct key *key, const void *group, const void *standard)
{
    const double *a = value_of(key, group), *b = value_of(key, standard);
    return a[0] != b[0] || a[1] != b[1];
}

static void pair_write(struct writer *writer, const struct key *key, const void *group)
{
    write_reals(writer, value_of(key, group), 2);
}

const struct key_type type_pair = {
    .name = "two numbers",
    .read = pair_read,
    .differs = pair_differs,
    .write = pair_write,
};

static bool reals_read(const struct reader *reader, const struct node *node, const struct key *key,
                       void *group)
{
    return read_reals(reader, node, value_at(key, group), count_at(key, group));
}

bool pointer_differs(const struct key *key, const void *group, const void *standard)
{
    return *(const void *const *)value_of(key, group) !=
           *(const void *const *)value_of(key, standard);
}

static void reals_write(struct writer *writer, const struct key *key, const void *group)
{
    write_reals(writer, *(const double *const *)value_of(key, group), count_of(key, group));
}

static void *copy_of(const void *items, size_t count, size_t size)
{
    if (!items)
        return NULL;
    void *copy = mem_alloc(count, size);
    memcpy(copy, items, count * size);
    return copy;
}

static void reals_copy(const struct key *key, void *group)
{
    double **values = value_at(key, group);
    *values = copy_of(*values, count_of(key, group), sizeof **values);
}

const struct key_type type_reals = {
    .name = "list of numbers",
    .read = reals_read,
    .differs = pointer_differs,
    .write = reals_write,
    .copy = reals_copy,
    .finish = string_finish,
};

/* ---- groups ---- */

bool group_value_read(const struct reader *reader, const struct node *node, const struct key *key,
                      void *group)
{
    return group_read(reader, node, key->group, value_at(key, group));
}

bool group_value_differs(const struct key *key, const void *group, const void *standard)
{
    return group_differs(key->group, value_of(key, group), value_of(key, standard));
}

void group_value_write(struct writer *writer, const struct key *key, const void *group)
{
    const void *standard = writer->standard;
    writer->standard = value_of(key, standard);
    group_write(writer, key->group, value_of(key, group));
    writer->standard = standard;
}

void group_value_copy(const struct key *key, void *group)
{
    group_copy(key->group, value_at(key, group));
}

void group_value_finish(const struct key *key, void *group)
{
    group_finish(key->group, value_at(key, group));
}

const struct key_type type_group = {
    .name = "group",
    .read = group_value_read,
    .differs = group_value_differs,
    .write = group_value_write,
    .copy = group_value_copy,
    .finish = group_value_finish,
};

/* Where the group `index` of a list begins. */
static void *item_at(const struct key *key, void *group, size_t index)
{
    return *(char **)value_at(key, group) + index * key->group->size;
}

static const void *item_of(const struct key *key, const void *group, size_t index)
{
    return *(const char *const *)value_of(key, group) + index * key->group->size;
}

/* The groups of the list are complete, also of one with a mistake, so that it can be freed. */
static bool groups_read(const struct reader *reader, const struct node *node, const struct key *key,
                        void *group)
{
    if (!read_kind(reader, node, NODE_LIST))
        return false;
    if (key->limit > 0 && node->count > key->limit)
        return reader_error(reader, node, "%zu %s; %zu are the most", node->count, key->name,
                            key->limit);
    *(void **)value_at(key, group) = mem_alloc(node->count, key->group->size);
    for (size_t i = 0; i < node->count; i++) {
        memcpy(item_at(key, group, i), key->group->defaults, key->group->size);
        ++*count_at(key, group);
        if (!group_read(reader, &node->members[i], key->group, item_at(key, group, i)))
            return false;
    }
    return true;
}

static bool groups_differ(const struct key *key, const void *group, const void *standard)
{
    (void)standard;
    return count_of(key, group) > 0;
}

static void groups_write(struct writer *writer, const struct key *key, const void *group)
{
    const void *standard = writer->standard;
    const size_t count = count_of(key, group);
    writer->standard = key->group->defaults;
    writer->indent += 4;
    text_add(writer->out, "(");
    for (size_t i = 0; i < count; i++) {
        if (writer->in_line)
            text_add(writer->out, " ");
        else
            write_line(writer);
        group_write(writer, key->group, item_of(key, group, i));
        text_add(writer->out, i + 1 < count ? "," : "");
    }
    writer->indent -= 4;
    if (writer->in_line)
        text_add(writer->out, " ");
    else
        write_line(writer);
    text_add(writer->out, ")");
    writer->standard = standard;
}

static void groups_copy(const struct key *key, void *group)
{
    void **items = value_at(key, group);
    *items = copy_of(*items, count_of(key, group), key->group->size);
    for (size_t i = 0; i < count_of(key, group); i++)
        group_copy(key->group, item_at(key, group, i));
}

static void groups_finish(const struct key *key, void *group)
{
    for (size_t i = 0; i < count_of(key, group); i++)
        group_finish(key->group, item_at(key, group, i));
    free(*(void **)value_at(key, group));
}

const struct key_type type_groups = {
    .name = "list of groups",
    .read = groups_read,
    .differs = groups_differ,
    .write = groups_write,
    .copy = groups_copy,
    .finish = groups_finish,
};

/* ---- numbers of a table: group_read() and group_write() go through them ---- */

static bool numbers_differ(const struct key *key, const void *group, const void *standard)
{
    const struct number_owner owner = key->numbers->owner(group);
    const double *values = value_of(key, group);
    (void)standard;
    for (size_t i = 0; i < key->numbers->count; i++)
        if (owner.takes >> i & 1 && values[i] != owner.defaults[i])
            return true;
    return false;
}

const struct key_type type_numbers = {.differs = numbers_differ};
