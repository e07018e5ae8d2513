/* Groups of keys: read, written, copied and freed row by row. */
#include "scene_key.h"

#include "base/mem.h"
#include "base/names.h"

#include <stdlib.h>
#include <string.h>

bool group_in_lines(const void *group)
{
    (void)group;
    return true;
}

/* ---- numbers of a table ---- */

/* The one of that name; `count` if there is none. */
static size_t find_number(const struct numbers *numbers, const char *name)
{
    size_t i = 0;
    while (i < numbers->count && strcmp(numbers->at(i)->name, name) != 0)
        i++;
    return i;
}

/* Add the names of the numbers that the owner takes. */
static const char **add_taken(const char **names, size_t *count, const struct numbers *numbers,
                              const struct number_owner *owner)
{
    names = mem_resize(names, *count + numbers->count, sizeof *names);
    for (size_t i = 0; i < numbers->count; i++)
        if (owner->takes >> i & 1)
            names[(*count)++] = numbers->at(i)->name;
    return names;
}

static bool not_taken(const struct reader *reader, const struct node *node,
                      const struct numbers *numbers, const struct number_owner *owner)
{
    char hint[NAMES_HINT_SIZE];
    struct text list = {0};
    size_t count = 0;
    const char **names = add_taken(NULL, &count, numbers, owner);
    names_hint_elsewhere(hint, node->name, count, names);
    for (size_t i = 0; i < count; i++)
        text_printf(&list, "%s%s", i > 0 ? ", " : "; it takes ", names[i]);
    reader_error(reader, node, "%s takes no '%s'%s", owner->name, node->name,
                 *hint ? hint : text_string(&list));
    text_finish(&list);
    free(names);
    return false;
}

static bool read_number(const struct reader *reader, const struct node *node, const struct key *key,
                        size_t index, void *group)
{
    const struct numbers *numbers = key->numbers;
    const struct number_owner owner = numbers->owner(group);
    double *values = value_at(key, group);
    if (owner.takes >> index & 1)
        return read_parameter(reader, node, numbers->at(index), &values[index]);
    return not_taken(reader, node, numbers, &owner);
}

/* ---- reading ---- */

/* What may have been meant is a key that this group takes: of an optimizer, one of its method's. */
static bool unknown_key(const struct reader *reader, const struct node *node,
                        const struct group *group, const void *into)
{
    char hint[NAMES_HINT_SIZE];
    const char **names = NULL;
    size_t count = 0;
    for (size_t k = 0; k < group->count; k++) {
        const struct key *key = &group->keys[k];
        if (key->name) {
            names = mem_resize(names, count + 1, sizeof *names);
            names[count++] = key->name;
        } else {
            const struct number_owner owner = key->numbers->owner(into);
            names = add_taken(names, &count, key->numbers, &owner);
        }
    }
    reader_error(reader, node, "no key '%s' in %s%s", node->name, group->title,
                 names_hint_in(hint, node->name, count, names));
    free(names);
    return false;
}

static bool read_key(const struct reader *reader, const struct node *node, const struct key *key,
                     void *into)
{
    if (!key->type->read(reader, node, key, into))
        return false;
    if (key->is_optional)
        *(bool *)((char *)into + key->given) = true;
    return !key->check || key->check(reader, node, key, into);
}

bool group_read_key(const struct reader *reader, const struct node *node, const struct group *group,
                    void *into)
{
    for (size_t k = 0; k < group->count; k++) {
        const struct key *key = &group->keys[k];
        const size_t number = key->name ? 0 : find_number(key->numbers, node->name);
        if (!key->name && number < key->numbers->count)
            return read_number(reader, node, key, number, into);
        if (key->name && strcmp(key->name, node->name) == 0)
            return key->is_first || read_key(reader, node, key, into);
    }
    return unknown_key(reader, node, group, into);
}

/* What is missing of the keys that are read first, or of the others; and read the first ones. */
static bool read_needed(const struct reader *reader, const struct node *node,
                        const struct group *group, bool first, void *into)
{
    for (size_t k = 0; k < group->count; k++) {
        const struct key *key = &group->keys[k];
        if (key->is_first != first || !key->name)
            continue;
        const struct node *member = node_member(node, key->name);
        if (!member && key->needed)
            return reader_error(reader, node, "%s", key->needed);
        if (member && first && !read_key(reader, member, key, into))
            return false;
    }
    return true;
}

/* The first condition of a key that does not hold; NULL: it applies. */
static const struct condition *broken_condition(const struct key *key, const void *group)
{
    for (size_t i = 0; i < ARRAY_LENGTH(key->only); i++)
        if (key->only[i] && !key->only[i]->holds(group))
            return key->only[i];
    return NULL;
}

static bool check_conditions(const struct reader *reader, const struct node *node,
                             const struct group *group, const void *into)
{
    for (size_t k = 0; k < group->count; k++) {
        const struct key *key = &group->keys[k];
        const struct node *member = key->name ? node_member(node, key->name) : NULL;
        const struct condition *broken = broken_condition(key, into);
        if (member && broken)
            return reader_error(reader, member, "only %s takes '%s'", broken->owner, key->name);
    }
    return true;
}

bool group_read(const struct reader *reader, const struct node *node, const struct group *group,
                void *into)
{
    if (!read_kind(reader, node, NODE_GROUP) || !read_needed(reader, node, group, true, into))
        return false;
    for (size_t i = 0; i < node->count; i++)
        if (!group_read_key(reader, &node->members[i], group, into))
            return false;
    return read_needed(reader, node, group, false, into) &&
           (!group->check || group->check(reader, node, into)) &&
           check_conditions(reader, node, group, into);
}

/* ---- writing ---- */

bool group_differs(const struct group *group, const void *from, const void *standard)
{
    for (size_t k = 0; k < group->count; k++)
        if (group->keys[k].type->differs(&group->keys[k], from, standard))
            return true;
    return false;
}

static bool is_written(const struct writer *writer, const struct key *key, const void *group)
{
    if (broken_condition(key, group) || (key->when && !key->when(writer->scene, group)))
        return false;
    if (key->is_optional)
        return *(const bool *)((const char *)group + key->given);
    return key->always || key->type->differs(key, group, writer->standard);
}

static void write_numbers(struct writer *writer, const struct key *key, const void *group)
{
    const struct numbers *numbers = key->numbers;
    const struct number_owner owner = numbers->owner(group);
    const double *values = value_of(key, group);
    for (size_t i = 0; i < numbers->count; i++) {
        const bool always = numbers->always >> i & 1;
        if (!(owner.takes >> i & 1) || !(always || values[i] != owner.defaults[i]))
            continue;
        write_begin(writer, numbers->at(i)->name, key->joined);
        if (numbers->at(i)->is_switch)
            write_switch(writer, values[i] > 0);
        else
            write_number(writer, values[i]);
        write_end(writer);
    }
}

static void write_key(struct writer *writer, const struct key *key, const void *group)
{
    write_begin(writer, key->name, key->joined);
    key->type->write(writer, key, group);
    write_end(writer);
}

void group_write_key(struct writer *writer, const struct group *group, const char *name,
                     const void *from)
{
    for (size_t k = 0; k < group->count; k++)
        if (group->keys[k].name && strcmp(group->keys[k].name, name) == 0)
            write_key(writer, &group->keys[k], from);
}

void group_write_settings(struct writer *writer, const struct group *group, const void *from)
{
    for (size_t k = 0; k < group->count; k++) {
        const struct key *key = &group->keys[k];
        if (!key->name) {
            write_numbers(writer, key, from);
        } else if (is_written(writer, key, from)) {
            write_key(writer, key, from);
        }
    }
}

void group_write(struct writer *writer, const struct group *group, const void *from)
{
    const bool was_in_line = writer->in_line;
    writer->in_line = was_in_line || !group->in_lines || !group->in_lines(from);
    text_add(writer->out, "{");
    writer->indent += 4;
    group_write_settings(writer, group, from);
    writer->indent -= 4;
    if (writer->in_line)
        text_add(writer->out, " ");
    else
        write_line(writer);
    text_add(writer->out, "}");
    writer->in_line = was_in_line;
}

/* ---- memory ---- */

void group_copy(const struct group *group, void *into)
{
    for (size_t k = 0; k < group->count; k++)
        if (group->keys[k].type->copy)
            group->keys[k].type->copy(&group->keys[k], into);
}

void group_finish(const struct group *group, void *from)
{
    for (size_t k = 0; k < group->count; k++)
        if (group->keys[k].type->finish)
            group->keys[k].type->finish(&group->keys[k], from);
}
