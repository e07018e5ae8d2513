/* The first records of a file: whether they name the columns, and which column is for what. */
#include "base/mem.h"
#include "base/names.h"
#include "base/number.h"
#include "base/text.h"
#include "data/cell.h"
#include "dataset_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 10000
#define LISTED      120 /* bytes of a list of names in a message, about */

/* ---- records that are kept ---- */

static void record_keep(struct record *record, const struct csv *csv)
{
    *record = (struct record){
        .fields = mem_alloc(csv->count, sizeof *record->fields),
        .count = csv->count,
        .line = csv->line,
        .first_quoted = csv->first_quoted,
    };
    for (size_t i = 0; i < csv->count; i++)
        record->fields[i] = mem_string(csv->fields[i]);
}

void record_finish(struct record *record)
{
    for (size_t i = 0; i < record->count; i++)
        free(record->fields[i]);
    free(record->fields);
    *record = (struct record){0};
}

/* ---- does the first record name the columns? ---- */

/* Not a number however it is written, and not missing either. */
static bool is_word(const char *cell)
{
    return !cell_like_number(cell) && !cell_is_missing(cell) && !cell_remedy(cell);
}

static bool is_whole(const char *cell)
{
    double value;
    return number_parse(cell, &value) && value == floor(value);
}

static bool holds(const struct record *record, const char *name)
{
    for (size_t i = 0; i < record->count; i++) {
        char *field = mem_string(record->fields[i]);
        const bool same = strcmp(cell_name(field), name) == 0;
        free(field);
        if (same)
            return true;
    }
    return false;
}

/* Whether the columns that are asked for are all there by name. Numbers of columns prove nothing.
 */
static bool holds_asked(const struct dataset_spec *spec, const struct record *record)
{
    bool proof = false;
    for (size_t i = 0; i <= spec->input_count; i++) {
        const char *name = i < spec->input_count ? spec->inputs[i] : spec->target;
        uint64_t number;
        if (!name)
            continue;
        if (!holds(record, name))
            return false;
        proof |= !number_parse_count(name, &number) || number < 1 || number > record->count;
    }
    return proof;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* A name that is there twice, and how often; NULL: none is. */
static const char *find_double(char *const *names, size_t count, size_t *times)
{
    char **sorted = mem_alloc(count, sizeof *sorted);
    const char *found = NULL;
    if (count > 0)
        memcpy(sorted, names, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_name);
    *times = 1;
    for (size_t i = 1; i < count && (!found || strcmp(sorted[i], found) == 0); i++)
        if (strcmp(sorted[i], sorted[i - 1]) == 0 && *sorted[i]) {
            found = sorted[i];
            ++*times;
        }
    free(sorted);
    return found;
}

/* How many cells of a record are of a kind. */
static size_t count_cells(const struct record *record, bool (*is_kind)(const char *cell))
{
    size_t count = 0;
    for (size_t i = 0; i < record->count; i++)
        count += is_kind(record->fields[i]);
    return count;
}

static bool has_word_above_number(const struct record *first, const struct record *second)
{
    for (size_t i = 0; i < first->count && i < second->count; i++)
        if (is_word(first->fields[i]) && cell_like_number(second->fields[i]))
            return true;
    return false;
}

/* 1990, 1991, 1992: rather names than a sample. */
static bool is_sequence(const struct record *record)
{
    double value, before = 0;
    for (size_t i = 0; i < record->count; i++, before = value)
        if (!is_whole(record->fields[i]) || !number_parse(record->fields[i], &value) ||
            (i > 0 && value != before + 1))
            return false;
    return record->count > 2;
}

/* The first record is taken for a sample, but its numbers may be names. */
static void point_out_numbers(struct table *table, const struct record *first,
                              const struct record *second)
{
    const size_t numbers = count_cells(first, cell_like_number);
    const bool whole = numbers > 0 && count_cells(first, is_whole) == numbers;
    const bool differs = count_cells(second, is_whole) < count_cells(second, cell_like_number);
    if (is_sequence(first) || (whole && differs))
        table_note(table->dataset,
                   "line %llu holds numbers and is taken for a sample; write header = true if they "
                   "are names",
                   (unsigned long long)first->line);
}

static bool are_words_alone(const struct record *record)
{
    return record->count > 0 && count_cells(record, cell_like_number) == 0;
}

/* pandas writes the names 0, 1, 2 ... behind an empty one for the column that counts the rows. */
static bool counts_columns(const struct record *record)
{
    double value;
    for (size_t i = 1; i < record->count; i++)
        if (!number_parse(record->fields[i], &value) || value != (double)i - 1)
            return false;
    return record->count > 2 && !*record->fields[0];
}

static bool is_named(const struct table *table, const struct record *first,
                     const struct record *second)
{
    const struct dataset_spec *spec = table->spec;
    size_t times;
    if (spec->header != DATASET_FIND_OUT)
        return spec->header == DATASET_YES;
    if (holds_asked(spec, first) || counts_columns(first))
        return true;
    if (count_cells(first, is_word) == 0)
        return false;
    if (has_word_above_number(first, second))
        return true;
    return count_cells(first, cell_like_number) == 0 &&
           !(are_words_alone(second) && find_double(first->fields, first->count, &times));
}

/* What the first record was taken for, where it is not sure. */
static void note_first(struct table *table, const struct record *first, const struct record *second)
{
    const bool sure = table->spec->header != DATASET_FIND_OUT || table->heading_used ||
                      holds_asked(table->spec, first);
    if (sure)
        return;
    if (are_words_alone(first) && are_words_alone(second))
        table_note(table->dataset, "line %llu is taken for %s; write header = %s if it is not",
                   (unsigned long long)first->line, table->named ? "names of columns" : "a sample",
                   table->named ? "false" : "true");
    else if (!table->named)
        point_out_numbers(table, first, second);
}

/* ---- names ---- */

/* Whether the comment before the first record, which is a sample, names its columns. */
static bool takes_heading(const struct table *table, const struct record *heading,
                          const struct record *first)
{
    const struct dataset_spec *spec = table->spec;
    if (spec->header == DATASET_NO || heading->count != first->count || heading->count < 2)
        return false;
    return holds_asked(spec, heading) || (count_cells(heading, cell_like_number) == 0 &&
                                          count_cells(first, is_word) < first->count);
}

/* A column without a name is called by its number, or where that is the name of another "column 1".
 */
static char *make_name(const struct record *record, size_t column)
{
    char number[NUMBER_SIZE];
    struct text name = {0};
    number_format(number, (double)(column + 1));
    text_printf(&name, "%s%s", record && holds(record, number) ? "column " : "", number);
    return name.data;
}

static void take_names(struct table *table, const struct record *record, size_t columns)
{
    table->columns = columns;
    table->names = mem_alloc(columns, sizeof *table->names);
    for (size_t i = 0; i < columns; i++) {
        const char *name = record && i < record->count ? cell_name(record->fields[i]) : "";
        table->names[i] = *name ? mem_string(name) : make_name(record, i);
    }
    table->csv->names = table->names;
    table->csv->name_count = columns;
}

/* R names one column less than there are: the first holds the names of the rows. */
static bool lacks_first_name(const struct table *table, const struct record *first,
                             const struct record *second)
{
    if (second->count != first->count + 1 || first->count < 2 || are_words_alone(second))
        return false;
    const char *name = second->fields[0];
    const bool counts = strcmp(name, "0") == 0 || strcmp(name, "1") == 0;
    return second->first_quoted || !cell_like_number(name) ||
           (counts && table->csv->separator != ',');
}

static void insert_name(struct record *record)
{
    record->fields = mem_resize(record->fields, record->count + 1, sizeof *record->fields);
    memmove(record->fields + 1, record->fields, record->count * sizeof *record->fields);
    record->fields[0] = mem_string("");
    record->count++;
}

/* Without the columns at the end that have neither a name nor a value. */
static size_t count_columns(struct table *table, const struct record *first,
                            const struct record *second)
{
    size_t columns = first->count;
    while (columns > 1 && !*first->fields[columns - 1] &&
           (columns > second->count || !*second->fields[columns - 1]))
        columns--;
    table->wide = columns < first->count;
    return columns;
}

/* ---- roles ---- */

static bool no_column(struct table *table, const char *name)
{
    char hint[NAMES_HINT_SIZE], buffer[SHOWN_SIZE];
    const char *const *names = (const char *const *)table->names;
    names_hint_in(hint, name, table->columns, names);
    if (*hint)
        return csv_mistake(table->csv, table->err, "no column '%s'%s", table_shown(buffer, name),
                           hint);

    struct text list = {0};
    for (size_t i = 0; i < table->columns && list.length < LISTED; i++)
        text_printf(&list, "%s'%s'", i > 0 ? ", " : "", table_shown(buffer, names[i]));
    csv_mistake(table->csv, table->err, "no column '%s'; there are %zu: %s%s",
                table_shown(buffer, name), table->columns, text_string(&list),
                table->named ? "" : "; header = true takes the first row for names");
    text_finish(&list);
    return false;
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
        return csv_mistake(table->csv, table->err,
                           "%zu columns are named '%s'; give the number of one", found,
                           table_shown(buffer, name));
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
                           table_shown(name, table->names[column]));
    if (table->role[column] != ROLE_NONE)
        return csv_mistake(table->csv, table->err,
                           "column '%s' is twice among the inputs; take one out",
                           table_shown(name, table->names[column]));
    table->role[column] = dataset->inputs;
    dataset->input_names[dataset->inputs++] = mem_string(table->names[column]);
    return true;
}

/* The first column has no name: names of rows are left out at once, numbers when all are known. */
static bool skips_first(struct table *table, bool nameless, const struct record *sample)
{
    if (!nameless || table->role[0] == ROLE_TARGET || sample->count == 0)
        return false;
    if (is_word(sample->fields[0])) {
        table_note(table->dataset, "column 1 has no name and holds names of rows: it is left out");
        return true;
    }
    table->counter = 0;
    return false;
}

static void note_doubles(struct table *table)
{
    size_t times;
    char buffer[SHOWN_SIZE];
    const char *name = find_double(table->names, table->columns, &times);
    if (name && table->named)
        table_note(table->dataset, "%zu columns are named '%s'; all are used", times,
                   table_shown(buffer, name));
}

/* `nameless`: the first column has no name of its own. */
static bool give_roles(struct table *table, bool nameless, const struct record *sample)
{
    const struct dataset_spec *spec = table->spec;
    struct dataset *dataset = table->dataset;
    size_t column = table->columns - 1;
    if (table->columns < 2)
        return csv_mistake(table->csv, table->err,
                           "one column alone; an input and a target are needed (the key separator "
                           "says what separates them)");
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
    if (spec->input_count > 0)
        return true;
    note_doubles(table);
    for (size_t i = skips_first(table, nameless, sample); i < table->columns; i++)
        if (table->role[i] != ROLE_TARGET)
            take_input(table, i);
    return dataset->inputs > 0 ||
           csv_mistake(table->csv, table->err,
                       "column 1 has no name and is left out, and one column alone is left; give "
                       "it a name, or name it with inputs");
}

static void list_used(struct table *table)
{
    table->used = mem_alloc(table->columns, sizeof *table->used);
    for (size_t i = 0; i < table->columns; i++)
        if (table->role[i] != ROLE_NONE)
            table->used[table->used_count++] = i;
    table->words = mem_alloc(table->dataset->inputs, sizeof *table->words);
}

/* ---- all of it ---- */

static bool is_filled(const char *cell)
{
    return *cell != '\0';
}

/* A line above the table is no name of a column. */
static bool check_title(const struct table *table, const struct record *first,
                        const struct record *second)
{
    char shown[SHOWN_SIZE];
    if (count_cells(first, is_filled) != 1 || count_cells(second, is_filled) < 2 ||
        !is_word(first->fields[0]))
        return true;
    return csv_mistake(table->csv, table->err,
                       "'%s' stands alone above the table; take it out or write '#' before it",
                       table_shown(shown, cell_one_line(first->fields[0])));
}

/* Names that stand in the first record, or in a comment before it. */
static bool settle_columns(struct table *table, struct record *first, struct record *second)
{
    struct record heading = {0};
    heading.count = csv_heading(table->csv, &heading.fields);
    table->named = is_named(table, first, second);
    const bool from_first = table->named;
    if (!from_first && takes_heading(table, &heading, first))
        table->named = table->heading_used = true;
    note_first(table, first, second);
    if (from_first && lacks_first_name(table, first, second))
        insert_name(first);
    const struct record *names = from_first ? first : table->heading_used ? &heading : NULL;
    take_names(table, names, count_columns(table, first, second));
    const char *name = names ? names->fields[0] : "x";
    const bool nameless = !*name || strncmp(name, "Unnamed: 0", 10) == 0;
    const bool ok = give_roles(table, nameless, from_first ? second : first);
    record_finish(&heading);
    if (ok)
        list_used(table);
    if (from_first)
        record_finish(first);
    return ok;
}

static bool next_record(struct table *table, struct record *record)
{
    if (csv_next(table->csv, table->err))
        record_keep(record, table->csv);
    return !table->csv->failed;
}

bool table_begin(struct table *table, struct record *first, struct record *second)
{
    struct csv *csv = table->csv;
    if (!next_record(table, first) || !next_record(table, second))
        return false;
    if (first->count == 0)
        return error_set(table->err,
                         "%s: the file is empty; it needs names of columns, and rows of numbers",
                         csv->path);
    const uint64_t line = csv->line;
    csv->line = table->first_line = first->line;
    if (first->count > COLUMNS_MAX)
        return csv_mistake(csv, table->err, "more than %d columns; take a part of them",
                           COLUMNS_MAX);
    const bool ok = check_title(table, first, second) && settle_columns(table, first, second);
    csv->line = line;
    return ok;
}
