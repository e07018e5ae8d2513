/* From fields to samples: names of columns, numbers, classes. */
#include "dataset_table.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/number.h"
#include "base/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 10000
#define LISTED      120 /* bytes of a list of names in a message, about */
#define SHOWN       40  /* bytes of a field in a message, at most */
#define SHOWN_SIZE  (SHOWN + 4)

/* Roles of columns; anything else is the index of an input. */
#define ROLE_NONE   SIZE_MAX
#define ROLE_TARGET (SIZE_MAX - 1)

/* ---- messages ---- */

bool table_mistake(struct table *table, const char *format, ...)
{
    char message[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return error_set(table->err, "%s:%" PRIu64 ": %s", table->spec->file, table->line, message);
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

static bool not_a_number(struct table *table, size_t column, const char *field)
{
    char value[SHOWN_SIZE], name[SHOWN_SIZE];
    shown(name, table->names[column]);
    if (!*field)
        return table_mistake(table, "nothing in column '%s'; fill it in or take another column",
                             name);
    shown(value, field);
    if (table->line == table->first_line)
        return table_mistake(table, "'%s' is no number; give names to all columns, or to none",
                             value);
    return table_mistake(table,
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
        return table_mistake(table, "no column '%s'%s", shown(buffer, name), hint);

    struct text list = {0};
    for (size_t i = 0; i < table->columns && list.length < LISTED; i++)
        text_printf(&list, "%s'%s'", i > 0 ? ", " : "", shown(buffer, names[i]));
    table_mistake(table, "no column '%s'; there are %zu: %s", shown(buffer, name), table->columns,
                  text_string(&list));
    text_finish(&list);
    return false;
}

/* ---- the first row ---- */

static bool keep_first(struct table *table, const char *field)
{
    if (table->columns == COLUMNS_MAX)
        return table_mistake(table, "more than %d columns; take a part of them", COLUMNS_MAX);
    table->names = mem_resize(table->names, table->columns + 1, sizeof *table->names);
    table->names[table->columns++] = mem_string(field);
    return true;
}

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
        return table_mistake(table, "%zu columns are named '%s'; give the number of one", found,
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
        return table_mistake(table, "column '%s' is the target and cannot be an input too",
                             shown(name, table->names[column]));
    if (table->role[column] != ROLE_NONE)
        return table_mistake(table, "column '%s' is twice among the inputs; take one out",
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
        return table_mistake(table, "one column alone; an input and a target are needed");
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

static bool read_number(const struct table *table, char *field, double *value)
{
    char *comma = table->decimal_comma ? strchr(field, ',') : NULL;
    if (comma)
        *comma = '.';
    const bool good = number_parse(field, value);
    if (comma)
        *comma = ',';
    return good;
}

/* nan and inf are values that went wrong, and no classes. */
static bool is_word(const struct table *table, char *field)
{
    double value;
    char *end;
    if (!*field || read_number(table, field, &value))
        return false;
    value = strtod(field, &end);
    return *end || isfinite(value);
}

static bool find_class(struct table *table, const char *field, double *index)
{
    struct dataset *dataset = table->dataset;
    size_t class = 0;
    while (class < dataset->classes && strcmp(dataset->class_names[class], field) != 0)
        class ++;
    *index = (double)class;
    if (class < dataset->classes)
        return true;
    if (class == DATASET_CLASSES)
        return table_mistake(table, "more than %d classes; take a target of fewer different words",
                             DATASET_CLASSES);
    dataset->class_names =
        mem_resize(dataset->class_names, class + 1, sizeof *dataset->class_names);
    dataset->class_names[dataset->classes++] = mem_string(field);
    return true;
}

static bool begin_sample(struct table *table)
{
    struct dataset *dataset = table->dataset;
    if (dataset->n == DATASET_ROWS)
        return table_mistake(table, "more than %d samples; take a part of them", DATASET_ROWS);
    if (dataset->n == table->capacity) {
        table->capacity = table->capacity > 0 ? 2 * table->capacity : 64;
        dataset->x = mem_resize(dataset->x, table->capacity * dataset->inputs, sizeof *dataset->x);
        dataset->y = mem_resize(dataset->y, table->capacity, sizeof *dataset->y);
    }
    return true;
}

static bool add_to_sample(struct table *table, size_t column, char *field)
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
    return read_number(table, field, value) || not_a_number(table, column, field);
}

static bool add(struct table *table, char *field)
{
    const size_t column = table->field++;
    if (column == 0 && !begin_sample(table))
        return false;
    return column >= table->columns || add_to_sample(table, column, field);
}

static bool end_sample(struct table *table)
{
    const size_t fields = table->field;
    table->field = 0;
    if (fields != table->columns)
        return table_mistake(
            table, "the number of fields is %zu, but %zu in line %" PRIu64 "; make them the same",
            fields, table->columns, table->first_line);
    table->dataset->n++;
    return true;
}

/* ---- rows ---- */

/* A row of names has no number in it: iris.data, whose rows end in a word, begins with a sample. */
static bool is_header(const struct table *table)
{
    double value;
    for (size_t i = 0; i < table->columns; i++)
        if (read_number(table, table->names[i], &value))
            return false;
    return true;
}

static char *name_by_number(size_t column)
{
    char number[NUMBER_SIZE];
    return mem_string(number_format(number, (double)(column + 1)));
}

static bool open_with_names(struct table *table)
{
    for (size_t i = 0; i < table->columns; i++)
        if (!*table->names[i]) {
            free(table->names[i]);
            table->names[i] = name_by_number(i);
        }
    return give_roles(table);
}

static bool open_with_sample(struct table *table)
{
    char **fields = table->names;
    table->names = mem_alloc(table->columns, sizeof *table->names);
    for (size_t i = 0; i < table->columns; i++)
        table->names[i] = name_by_number(i);
    bool good = give_roles(table);
    for (size_t i = 0; i < table->columns; i++) {
        good = good && add(table, fields[i]);
        free(fields[i]);
    }
    free(fields);
    return good && end_sample(table);
}

bool table_add(struct table *table, char *field)
{
    for (char *c = field; *c; c++)
        if (*c == '\n' || *c == '\r' || *c == '\t') /* names are shown in one line */
            *c = ' ';
    if (table->role)
        return add(table, field);
    table->field++;
    return keep_first(table, field);
}

bool table_end_row(struct table *table)
{
    if (table->field == 0)
        return true;
    if (table->role)
        return end_sample(table);
    table->field = 0;
    table->first_line = table->line;
    return is_header(table) ? open_with_names(table) : open_with_sample(table);
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

bool table_close(struct table *table)
{
    struct dataset *d = table->dataset;
    char target[SHOWN_SIZE], class[SHOWN_SIZE];
    if (!table->role)
        return error_set(table->err,
                         "%s: the file is empty; it needs names of columns, and rows of numbers",
                         d->name);
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

void table_finish(struct table *table)
{
    for (size_t i = 0; i < table->columns; i++)
        free(table->names[i]);
    free(table->names);
    free(table->role);
}
