/* The data of a model: a built-in set by its name, or a group that says more of it or of a file. */
#include "scene_key.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the name of a set ---- */

static bool set_name_read(const struct reader *reader, const struct node *node,
                          const struct key *key, void *group)
{
    char **name = value_at(key, group);
    if (!read_name(reader, node, "dataset", dataset_count(), dataset_name))
        return false;
    *name = mem_string(node->text);
    return true;
}

static const struct key_type type_set_name = {
    .name = "name",
    .read = set_name_read,
    .differs = string_differs,
    .write = string_write,
    .copy = string_copy,
    .finish = string_finish,
    .range = list_range,
};

static bool check_file(const struct reader *reader, const struct node *node, const struct key *key,
                       void *group)
{
    (void)key, (void)group;
    return *node->text || reader_error(reader, node, "file has no name");
}

/* ---- columns of a file ---- */

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

static bool column_read(const struct reader *reader, const struct node *node, const struct key *key,
                        void *group)
{
    return read_column(reader, node, key->name, value_at(key, group));
}

static const struct key_type type_column = {
    .name = "column: its name, or its number from 1",
    .read = column_read,
    .differs = string_differs,
    .write = string_write,
    .copy = string_copy,
    .finish = string_finish,
};

static bool columns_read(const struct reader *reader, const struct node *node,
                         const struct key *key, void *group)
{
    char ***columns = value_at(key, group);
    size_t *count = count_at(key, group);
    if (!read_kind(reader, node, NODE_LIST))
        return false;
    if (node->count == 0)
        return reader_error(reader, node, "%s has no columns", key->name);
    *columns = mem_alloc(node->count, sizeof **columns);
    for (; *count < node->count; ++*count)
        if (!read_column(reader, &node->members[*count], key->name, &(*columns)[*count]))
            return false;
    return true;
}

static const struct key_type type_columns = {
    .name = "list of columns",
    .read = columns_read,
    .differs = pointer_differs,
    .write = strings_write,
    .copy = strings_copy,
    .finish = strings_finish,
};

/* ---- what separates the fields of a file ---- */

#define SEPARATORS ",;\t| "

static bool separator_read(const struct reader *reader, const struct node *node,
                           const struct key *key, void *group)
{
    char *separator = value_at(key, group);
    if (!read_kind(reader, node, NODE_TEXT))
        return false;
    if (strlen(node->text) != 1 || !strchr(SEPARATORS, *node->text))
        return reader_error(reader, node,
                            "separator must be one of \",\", \";\", \"\\t\", \"|\" and \" \"");
    *separator = *node->text;
    return true;
}

static bool separator_differs(const struct key *key, const void *group, const void *standard)
{
    return *(const char *)value_of(key, group) != *(const char *)value_of(key, standard);
}

static void separator_write(struct writer *writer, const struct key *key, const void *group)
{
    const char text[] = {*(const char *)value_of(key, group), '\0'};
    write_string(writer, text);
}

static void separator_range(const struct key *key, struct text *out)
{
    (void)key;
    text_add(out, "comma, semicolon, tab, bar or blank");
}

static const struct key_type type_separator = {
    .name = "character",
    .read = separator_read,
    .differs = separator_differs,
    .write = separator_write,
    .range = separator_range,
};

/* ---- the group ---- */

static bool is_set(const void *group)
{
    return ((const struct scene_data *)group)->name != NULL;
}

static bool is_file(const void *group)
{
    return ((const struct scene_data *)group)->file != NULL;
}

static const struct condition of_set = {"a built-in set", is_set};
static const struct condition of_file = {"a file", is_file};

#define AT(member)    .offset = offsetof(struct scene_data, member)
#define GIVEN(member) .is_optional = true, .given = offsetof(struct scene_data, member)

static const struct key data_keys[] = {
    {
        .name = "name",
        .help = "a built-in set of data; data = \"moons\" says the same as data = { name = "
                "\"moons\"; }",
        .type = &type_set_name,
        AT(name),
        .list = "datasets",
    },
    {
        .name = "file",
        .help =
            "a CSV file, its path relative to the scene's folder; doc/data.md says what is read",
        .type = &type_string,
        AT(file),
        .check = check_file,
    },
    {
        .name = "inputs",
        .help = "the columns that the model gets",
        .type = &type_columns,
        AT(inputs),
        .count = offsetof(struct scene_data, input_count),
        .only = {&of_file},
        .otherwise = "all but the target",
    },
    {
        .name = "target",
        .help = "the column that the model is to predict; words are classes",
        .type = &type_column,
        AT(target),
        .only = {&of_file},
        .otherwise = "the last column",
    },
    {
        .name = "classes",
        .help = "whether the values of the target are classes, also where they are numbers",
        .type = &type_switch,
        AT(classes),
        GIVEN(has_classes),
        .only = {&of_file},
        .otherwise = "words are classes, numbers if the model needs them",
    },
    {
        .name = "missing",
        .help = "what becomes of a missing value: a mistake, its row left out, or the mean of its "
                "column",
        .type = &type_word,
        AT(missing),
        .words = dataset_missing_name,
        .only = {&of_file},
    },
    {
        .name = "encode",
        .help = "how words are inputs: two in a column are 0 and 1; with onehot more are an input "
                "each",
        .type = &type_word,
        AT(encode),
        .words = dataset_encoding_name,
        .only = {&of_file},
    },
    {
        .name = "header",
        .help = "whether the first row holds the names of the columns",
        .type = &type_switch,
        AT(header),
        GIVEN(has_header),
        .only = {&of_file},
        .otherwise = "the file tells",
    },
    {
        .name = "separator",
        .help = "what separates the fields of a row; a blank stands for any number of them",
        .type = &type_separator,
        AT(separator),
        .only = {&of_file},
        .otherwise = "the file tells",
    },
    {
        .name = "n",
        .help = "how many samples the set has",
        .type = &type_count,
        AT(n),
        .low = 2,
        .high = DATASET_ROWS,
        .only = {&of_set},
        .otherwise = "the set's",
    },
    {
        .name = "noise",
        .help = "the standard deviation of the noise on the set's samples",
        .type = &type_real,
        AT(noise),
        .low = 0,
        .high = HUGE_VAL,
        .only = {&of_set},
        .otherwise = "the set's",
    },
    {
        .name = "standardize",
        .help = "whether every input is shifted and scaled to mean 0 and standard deviation 1",
        .type = &type_switch,
        AT(standardize),
    },
    {
        .name = "test",
        .help = "the share of the samples that is kept aside to test the model with",
        .type = &type_real,
        AT(test),
        .low = 0,
        .high = 1,
        .below_high = true,
    },
    {
        .name = "seed",
        .help = "the seed of the data, their noise, and the choice of the test samples",
        .type = &type_count,
        AT(seed),
        SEED_RANGE,
        GIVEN(has_seed),
        .otherwise = "the scene's",
    },
};

static bool check_data(const struct reader *reader, const struct node *node, void *group)
{
    const struct scene_data *data = group;
    if (data->name && data->file)
        return reader_error(reader, node, "data has a name or a file, not both");
    return data->name || data->file ||
           reader_error(reader, node, "data needs a name or a file, as in { name = \"moons\"; }");
}

const struct group data_group = {
    .title = "the data",
    .keys = data_keys,
    .count = ARRAY_LENGTH(data_keys),
    .check = check_data,
};

/* The name of a set alone will do. */
static bool data_read(const struct reader *reader, const struct node *node, const struct key *key,
                      void *group)
{
    if (node->kind == NODE_TEXT)
        return set_name_read(reader, node, &data_keys[0], value_at(key, group));
    if (node->kind != NODE_GROUP)
        return reader_error(reader, node, "data is a set's name or a group { }, not %s",
                            node_kind_name(node->kind));
    return group_value_read(reader, node, key, group);
}

const struct key_type type_data = {
    .name = "group, or a set's name",
    .read = data_read,
    .differs = group_value_differs,
    .write = group_value_write,
    .copy = group_value_copy,
    .finish = group_value_finish,
};
