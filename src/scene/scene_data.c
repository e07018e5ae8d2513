/* The data of a model: a built-in set by its name, or a group that says more of it or of a file. */
#include "scene_build.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool read_set_name(const struct reader *reader, const struct node *node,
                          const struct key *key, void *into)
{
    struct scene_data *data = into;
    (void)key;
    if (!read_name(reader, node, "dataset", dataset_count(), dataset_name))
        return false;
    data->name = mem_string(node->text);
    return true;
}

static bool read_file(const struct reader *reader, const struct node *node, const struct key *key,
                      void *into)
{
    struct scene_data *data = into;
    (void)key;
    if (!read_string(reader, node, &data->file))
        return false;
    return *data->file || reader_error(reader, node, "file has no name");
}

/* A column by its name or by its number from 1; `key` is what wants it. */
static bool read_column(const struct reader *reader, const struct node *node, const char *key,
                        char **column)
{
    char number[NUMBER_SIZE];
    const bool is_place = node->kind == NODE_NUMBER && node->is_whole && node->whole > 0;
    const bool is_name =
        node->kind == NODE_TEXT && *node->text && !text_bad_byte(node->text, strlen(node->text));
    if (!is_place && !is_name)
        return reader_error(reader, node, "%s wants columns by their names or numbers from 1", key);
    *column = mem_string(is_name ? node->text : number_format(number, node->number));
    return true;
}

static bool read_target(const struct reader *reader, const struct node *node, const struct key *key,
                        void *into)
{
    struct scene_data *data = into;
    return read_column(reader, node, key->name, &data->target);
}

static bool read_inputs(const struct reader *reader, const struct node *node, const struct key *key,
                        void *into)
{
    struct scene_data *data = into;
    if (!read_kind(reader, node, NODE_LIST))
        return false;
    if (node->count == 0)
        return reader_error(reader, node, "inputs has no columns");
    data->inputs = mem_alloc(node->count, sizeof *data->inputs);
    for (; data->input_count < node->count; data->input_count++)
        if (!read_column(reader, &node->members[data->input_count], key->name,
                         &data->inputs[data->input_count]))
            return false;
    return true;
}

static const struct parameter n_range = {
    .name = "n", .low = 2, .high = DATASET_ROWS, .is_whole = true};
static const struct parameter noise_range = {.name = "noise", .low = 0, .high = HUGE_VAL};
static const struct parameter test_range = {
    .name = "test", .low = 0, .high = 1, .below_high = true};

#define AT(member) .offset = offsetof(struct scene_data, member)

static const struct key data_keys[] = {
    {.name = "name", .read = read_set_name},
    {.name = "n", .read = read_count, AT(n), .range = &n_range},
    {.name = "noise", .read = read_real, AT(noise), .range = &noise_range},
    {.name = "file", .read = read_file},
    {.name = "inputs", .read = read_inputs},
    {.name = "target", .read = read_target},
    {.name = "standardize", .read = read_switch, AT(standardize)},
    {.name = "test", .read = read_real, AT(test), .range = &test_range},
};

static const char *data_key_name(size_t index)
{
    return data_keys[index].name;
}

static const struct group data_group = {
    .title = "the data",
    .keys = data_keys,
    .count = ARRAY_LENGTH(data_keys),
    .name_at = data_key_name,
};

/* None of the keys that `owner` alone takes. */
static bool refuse(const struct reader *reader, const struct node *node, const char *owner,
                   const char *first, const char *second)
{
    const struct node *member = node_member(node, first);
    if (!member)
        member = node_member(node, second);
    return !member || reader_error(reader, member, "only %s takes '%s'", owner, member->name);
}

bool read_data(const struct reader *reader, const struct node *node, const struct key *key,
               void *into)
{
    struct scene_data *data = into;
    if (node->kind == NODE_TEXT)
        return read_set_name(reader, node, key, into);
    if (node->kind != NODE_GROUP)
        return reader_error(reader, node, "data is a set's name or a group { }, not %s",
                            node_kind_name(node->kind));
    if (!read_group(reader, node, &data_group, data))
        return false;
    if (data->name && data->file)
        return reader_error(reader, node, "data has a name or a file, not both");
    if (data->name)
        return refuse(reader, node, "a file", "inputs", "target");
    if (data->file)
        return refuse(reader, node, "a built-in set", "n", "noise");
    return reader_error(reader, node, "data needs a name or a file, as in { name = \"moons\"; }");
}
