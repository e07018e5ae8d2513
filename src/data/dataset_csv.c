/* From the records of a CSV file to samples: names of columns, numbers, classes. The first record
 * settles the columns, and those asked for are kept as numbers. */
#include "dataset_source.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/number.h"
#include "base/text.h"
#include "data/csv.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 10000
#define LISTED      120 /* bytes of a list of names in a message, about */
#define SHOWN       40  /* bytes of a field in a message, at most */
#define SHOWN_SIZE  (SHOWN + 4)

/* Roles of columns; anything else is the index of an input. */
#define ROLE_NONE   SIZE_MAX
#define ROLE_TARGET (SIZE_MAX - 1)

struct table {
    const struct dataset_spec *spec;
    struct dataset *dataset;
    struct csv *csv;
    struct error *err;

    char **names; /* of the columns */
    size_t columns;
    uint64_t first_line; /* the line of the first record */
    size_t *role;        /* of each column: which input it is, or what else */
    size_t capacity;     /* samples that x and y have room for */
    bool words;          /* the target is no number */
};

/* ---- messages ---- */

/* Text that is shown: names and classes take one line. */
static char *in_one_line(char *field)
{
    for (char *c = field; *c; c++)
        if (*c == '\n' || *c == '\r' || *c == '\t')
            *c = ' ';
    return field;
}

/* The field, cut at a whole character if it is long, and before what is no text. */
static const char *shown(char buffer[static SHOWN_SIZE], const char *field)
{
    size_t end = text_cut(field, SHOWN);
    const char *bad = text_bad_byte(field, end);
    if (bad)
        end = (size_t)(bad - field);
    memcpy(buffer, field, end);
    strcpy(buffer + end, field[end] ? "..." : "");
    return buffer;
}

static bool not_a_number(const struct table *table, size_t column, char *field)
{
    char value[SHOWN_SIZE], name[SHOWN_SIZE];
    shown(name, table->names[column]);
    if (!*field)
        return csv_mistake(table->csv, table->err,
                           "nothing in column '%s'; fill it in or take another column", name);
    shown(value, in_one_line(field));
    if (table->csv->line == table->first_line)
        return csv_mistake(table->csv, table->err,
                           "'%s' is no number; give names to all columns, or to none", value);
    return csv_mistake(table->csv, table->err,
                       "'%s' in column '%s' is not a finite number; correct it or take another "
                       "column",
                       value, name);
}

static bool no_column(struct table *table, const char *name)
{
    char hint[NAMES_HINT_SIZE], buffer[SHOWN_SIZE];
    const char *const *names = (const char *const *)table->names;
    names_hint_in(hint, name, table->columns, names);
    if (*hint)
        return csv_mistake(table->csv, table->err, "no column '%s'%s", shown(buffer, name), hint);

    struct text list = {0};
    for (size_t i = 0; i < table->columns && list.length < LISTED; i++)
        text_printf(&list, "%s'%s'", i > 0 ? ", " : "", shown(buffer, names[i]));
    csv_mistake(table->csv, table->err, "no column '%s'; there are %zu: %s", shown(buffer, name),
                table->columns, text_string(&list));
    text_finish(&list);
    return false;
}

/* ---- columns ---- */

/* By its name, or by its number from 1. */
static bool find_column(struct table *table, const char *name, size_t *column)
{
    size_t found = 0;
    for (size_t i = 0; i < table->columns; i++)
        if (strcmp(table->names[i], name) == 0) {
            *column = i;
            found++;
        }
    if (found > 1) {
        char buffer[SHOWN_SIZE];
        return csv_mistake(table->csv, table->err,
                           "%zu columns are named '%s'; give the number of one", found,
                           shown(buffer, name));
    }
    if (found == 1)
        return true;

    uint64_t number;
    if (!number_parse_count(name, &number) || number < 1 || number > table->columns)
        return no_column(table, name);
    *column = (size_t)number - 1;
    return true;
}

static bool take_input(struct table *table, size_t column)
{
    struct dataset *dataset = table->dataset;
    char name[SHOWN_SIZE];
    if (table->role[column] == ROLE_TARGET)
        return csv_mistake(table->csv, table->err,
                           "column '%s' is the target and cannot be an input too",
                           shown(name, table->names[column]));
    if (table->role[column] != ROLE_NONE)
        return csv_mistake(table->csv, table->err,
                           "column '%s' is twice among the inputs; take one out",
                           shown(name, table->names[column]));
    table->role[column] = dataset->inputs;
    dataset->input_names[dataset->inputs++] = mem_string(table->names[column]);
    return true;
}

static bool give_roles(struct table *table)
{
    const struct dataset_spec *spec = table->spec;
    struct dataset *dataset = table->dataset;
    size_t column = table->columns - 1;
    if (table->columns < 2)
        return csv_mistake(table->csv, table->err,
                           "one column alone; an input and a target are needed");
    table->role = mem_alloc(table->columns, sizeof *table->role);
    for (size_t i = 0; i < table->columns; i++)
        table->role[i] = ROLE_NONE;

    if (spec->target && !find_column(table, spec->target, &column))
        return false;
    table->role[column] = ROLE_TARGET;
    dataset->target_name = mem_string(table->names[column]);

    dataset->input_names = mem_alloc(table->columns, sizeof *dataset->input_names);
    for (size_t i = 0; i < spec->input_count; i++)
        if (!find_column(table, spec->inputs[i], &column) || !take_input(table, column))
            return false;
    for (size_t i = 0; i < table->columns && spec->input_count == 0; i++)
        if (table->role[i] != ROLE_TARGET)
            take_input(table, i);
    return true;
}

/* ---- samples ---- */

/* nan and inf are values that went wrong, and no classes. */
static bool is_word(const struct table *table, char *field)
{
    double value;
    char *end;
    if (!*field || csv_number(table->csv, field, &value))
        return false;
    value = strtod(field, &end);
    return *end || isfinite(value);
}

static bool find_class(struct table *table, char *field, double *index)
{
    struct dataset *dataset = table->dataset;
    size_t class = 0;
    in_one_line(field);
    while (class < dataset->classes && strcmp(dataset->class_names[class], field) != 0)
        class ++;
    *index = (double)class;
    if (class < dataset->classes)
        return true;
    if (class == DATASET_CLASSES)
        return csv_mistake(table->csv, table->err,
                           "more than %d classes; take a target of fewer different words",
                           DATASET_CLASSES);
    dataset->class_names =
        mem_resize(dataset->class_names, class + 1, sizeof *dataset->class_names);
    dataset->class_names[dataset->classes++] = mem_string(field);
    return true;
}

static void make_room(struct table *table)
{
    struct dataset *dataset = table->dataset;
    if (dataset->n < table->capacity)
        return;
    table->capacity = table->capacity > 0 ? 2 * table->capacity : 64;
    dataset->x = mem_resize(dataset->x, table->capacity * dataset->inputs, sizeof *dataset->x);
    dataset->y = mem_resize(dataset->y, table->capacity, sizeof *dataset->y);
}

static bool add_field(struct table *table, size_t column, char *field)
{
    struct dataset *dataset = table->dataset;
    const size_t role = table->role[column];
    double *y = &dataset->y[dataset->n];
    if (role == ROLE_NONE)
        return true;
    if (role == ROLE_TARGET && dataset->n == 0)
        table->words = is_word(table, field);
    if (role == ROLE_TARGET && table->words && *field)
        return find_class(table, field, y);
    double *value = role == ROLE_TARGET ? y : &dataset->x[dataset->n * dataset->inputs + role];
    return csv_number(table->csv, field, value) || not_a_number(table, column, field);
}

static bool add_sample(struct table *table)
{
    struct csv *csv = table->csv;
    if (table->dataset->n == DATASET_ROWS)
        return csv_mistake(table->csv, table->err, "more than %d samples; take a part of them",
                           DATASET_ROWS);
    make_room(table);
    for (size_t i = 0; i < csv->count && i < table->columns; i++)
        if (!add_field(table, i, csv->fields[i]))
            return false;
    if (csv->count != table->columns)
        return csv_mistake(table->csv, table->err,
                           "the number of fields is %zu, but %zu in line %" PRIu64
                           "; make them the same",
                           csv->count, table->columns, table->first_line);
    table->dataset->n++;
    return true;
}

/* ---- the first record ---- */

/* Names of columns have no number among them: iris.data, whose rows end in a word, begins with a
 * sample. */
static bool is_header(const struct csv *csv)
{
    double value;
    for (size_t i = 0; i < csv->count; i++)
        if (csv_number(csv, csv->fields[i], &value))
            return false;
    return true;
}

static bool read_first(struct table *table)
{
    const struct csv *csv = table->csv;
    if (!csv_next(table->csv, table->err))
        return !csv->failed && error_set(table->err,
                                         "%s: the file is empty; it needs names of columns, and "
                                         "rows of numbers",
                                         csv->path);
    if (csv->count > COLUMNS_MAX)
        return csv_mistake(table->csv, table->err, "more than %d columns; take a part of them",
                           COLUMNS_MAX);
    table->first_line = csv->line;
    table->columns = csv->count;
    table->names = mem_alloc(csv->count, sizeof *table->names);
    const bool named = is_header(csv);
    for (size_t i = 0; i < csv->count; i++) {
        char number[NUMBER_SIZE];
        const char *name = named ? in_one_line(csv->fields[i]) : "";
        table->names[i] = mem_string(*name ? name : number_format(number, (double)(i + 1)));
    }
    return give_roles(table) && (named || add_sample(table));
}

/* ---- the end ---- */

/* The place of x among `count` values in rising order: how many are smaller. */
static size_t find_place(const double *values, size_t count, double x)
{
    size_t low = 0, high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (values[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Every value of the target becomes a class. */
static bool classify_numbers(struct table *table)
{
    struct dataset *d = table->dataset;
    double values[DATASET_CLASSES];
    size_t count = 0;
    for (size_t i = 0; i < d->n; i++) {
        const size_t place = find_place(values, count, d->y[i]);
        if (place < count && values[place] == d->y[i])
            continue;
        if (count == DATASET_CLASSES)
            return error_set(table->err,
                             "%s: more than %d classes in column '%s'; take a target of fewer "
                             "different numbers",
                             d->name, DATASET_CLASSES, d->target_name);
        memmove(values + place + 1, values + place, (count - place) * sizeof *values);
        values[place] = d->y[i];
        count++;
    }

    for (size_t i = 0; i < d->n; i++)
        d->y[i] = (double)find_place(values, count, d->y[i]);
    d->class_names = mem_alloc(count, sizeof *d->class_names);
    for (; d->classes < count; d->classes++) {
        char number[NUMBER_SIZE];
        d->class_names[d->classes] =
            mem_string(number_format(number, values[d->classes] + 0.0)); /* -0 is 0 */
    }
    return true;
}

/* After the last record: what is left of a source's duties. */
static bool finish_samples(struct table *table)
{
    struct dataset *d = table->dataset;
    char target[SHOWN_SIZE], class[SHOWN_SIZE];
    if (d->n < 2)
        return error_set(table->err, "%s: samples: %zu; at least 2 are needed", d->name, d->n);
    d->x = mem_resize(d->x, d->n * d->inputs, sizeof *d->x);
    d->y = mem_resize(d->y, d->n, sizeof *d->y);
    if (table->spec->classify && !table->words && !classify_numbers(table))
        return false;
    if (d->classes == 1)
        return error_set(table->err,
                         "%s: every sample is of the class '%s' in column '%s'; at least 2 classes "
                         "are needed",
                         d->name, shown(class, d->class_names[0]), shown(target, d->target_name));
    return true;
}

static bool read_samples(struct table *table)
{
    if (!read_first(table))
        return false;
    while (csv_next(table->csv, table->err))
        if (!add_sample(table))
            return false;
    return !table->csv->failed && finish_samples(table);
}

bool dataset_read(const struct dataset_spec *spec, struct dataset *dataset, struct error *err)
{
    struct csv csv;
    if (!csv_open(&csv, spec->file, err))
        return false;
    dataset->name = mem_string(spec->file);
    struct table table = {.spec = spec, .dataset = dataset, .csv = &csv, .err = err};
    const bool ok = read_samples(&table);
    for (size_t i = 0; i < table.columns; i++)
        free(table.names[i]);
    free(table.names);
    free(table.role);
    csv_close(&csv);
    return ok;
}
