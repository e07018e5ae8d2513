/* From the records of a CSV file to samples: every row that is used becomes numbers, and the words
 * of a column their places in a list. dataset_header.c settles the columns before, dataset_end.c
 * makes numbers of words after. */
#include "base/mem.h"
#include "base/text.h"
#include "data/cell.h"
#include "dataset_table.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- texts ---- */

const char *table_shown(char buffer[static SHOWN_SIZE], const char *text)
{
    size_t end = text_cut(text, SHOWN);
    const char *bad = text_bad_byte(text, end);
    if (bad)
        end = (size_t)(bad - text);
    memcpy(buffer, text, end);
    strcpy(buffer + end, text[end] ? "..." : "");
    return buffer;
}

void table_note(struct dataset *dataset, const char *format, ...)
{
    char note[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(note, sizeof note, format, arguments);
    va_end(arguments);
    dataset->notes = mem_resize(dataset->notes, dataset->note_count + 1, sizeof *dataset->notes);
    dataset->notes[dataset->note_count++] = mem_string(note);
}

/* ---- words ---- */

size_t words_find(struct words *words, const char *word)
{
    size_t place = 0;
    while (place < words->count && strcmp(words->word[place], word) != 0)
        place++;
    if (place < words->count || place == DATASET_CLASSES)
        return place;
    words->word = mem_resize(words->word, place + 1, sizeof *words->word);
    words->word[words->count++] = mem_string(word);
    return place;
}

void words_finish(struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->word[i]);
    free(words->word);
    *words = (struct words){0};
}

/* ---- cells ---- */

static bool missing_value(const struct table *table, size_t column, char *cell)
{
    char value[SHOWN_SIZE], name[SHOWN_SIZE];
    table_shown(name, table->names[column]);
    if (!*cell)
        return csv_mistake(table->csv, table->err,
                           "nothing in column '%s'; fill it in, or write missing = \"skip\" or "
                           "\"mean\"",
                           name);
    return csv_mistake(table->csv, table->err,
                       "'%s' in column '%s' is a missing value; fill it in, or write missing = "
                       "\"skip\" or \"mean\"",
                       table_shown(value, cell_one_line(cell)), name);
}

/* A number in a form that is not taken, or a word where numbers are. */
static bool not_a_number(const struct table *table, size_t column, char *cell)
{
    char value[SHOWN_SIZE], name[SHOWN_SIZE];
    const char *remedy = cell_remedy(cell);
    const bool is_target = table->role[column] == ROLE_TARGET;
    const bool may_be_name = table->csv->line == table->first_line && !table->named;
    table_shown(name, table->names[column]);
    table_shown(value, cell_one_line(cell));
    return csv_mistake(
        table->csv, table->err, "'%s' in column '%s' is not a finite number; %s%s%s", value, name,
        remedy ? remedy : "correct it or take another column",
        may_be_name ? ", or write header = true if these are names" : "",
        is_target && table->spec->classes == DATASET_FIND_OUT ? ", or write classes = true" : "");
}

static bool number_among_words(const struct table *table, size_t column, char *cell)
{
    char value[SHOWN_SIZE], name[SHOWN_SIZE];
    const bool is_target = table->role[column] == ROLE_TARGET;
    const char *remedy = is_target ? "write classes = true" : "take another column";
    table_shown(value, cell_one_line(cell));
    table_shown(name, table->names[column]);
    if (table->dataset->n == 1)
        return csv_mistake(table->csv, table->err,
                           "'%s' in column '%s' is a number below a word; take line %" PRIu64
                           " out if it holds units, or %s",
                           value, name, table->sample_line, remedy);
    return csv_mistake(table->csv, table->err,
                       "'%s' in column '%s' is a number among words; correct it or %s", value, name,
                       remedy);
}

/* ---- inputs ---- */

/* Whether the input was a number in a row before. */
static bool had_number(const struct table *table, size_t input)
{
    const struct dataset *d = table->dataset;
    for (size_t i = d->n; i-- > 0;)
        if (!isnan(d->x[i * d->inputs + input]))
            return true;
    return false;
}

static bool too_many_words(const struct table *table, size_t column, char *cell)
{
    char value[SHOWN_SIZE], name[SHOWN_SIZE];
    table_shown(value, cell);
    table_shown(name, table->names[column]);
    if (table->spec->encode == DATASET_ONE_HOT)
        return csv_mistake(table->csv, table->err,
                           "more than %d words in column '%s'; take another column",
                           DATASET_CLASSES, name);
    return csv_mistake(
        table->csv, table->err,
        "'%s' in column '%s' is a third word; inputs are numbers or two words: write "
        "encode = \"onehot\" to make an input of each word, or take other columns",
        value, name);
}

static bool add_word(struct table *table, size_t input, size_t column, char *cell, double *value)
{
    struct words *words = &table->words[input];
    const size_t most = table->spec->encode == DATASET_ONE_HOT ? DATASET_CLASSES : 2;
    char name[SHOWN_SIZE];
    if (cell_remedy(cell) || (words->count == 0 && had_number(table, input)))
        return not_a_number(table, column, cell);
    if (words->count == 0 && table->spec->missing == DATASET_MEAN && table->dataset->n > 0)
        return csv_mistake(table->csv, table->err,
                           "column '%s' holds words, which have no mean for its missing values; "
                           "write missing = \"skip\"",
                           table_shown(name, table->names[column]));
    table->word_columns += words->count == 0;
    const size_t place = words_find(words, cell_one_line(cell));
    *value = (double)place;
    return place < most || too_many_words(table, column, cell);
}

static bool add_input(struct table *table, size_t input, size_t column, char *cell)
{
    double *value = &table->dataset->x[table->dataset->n * table->dataset->inputs + input];
    const struct words *words = &table->words[input];
    if (csv_number(table->csv, column, value))
        return words->count == 0 || number_among_words(table, column, cell);
    if (!cell_is_missing(cell))
        return add_word(table, input, column, cell, value);
    *value = nan("");
    table->filled++;
    return words->count == 0 || missing_value(table, column, cell);
}

/* ---- the target ---- */

static bool add_class(struct table *table, char *cell, double *value)
{
    struct dataset *dataset = table->dataset;
    struct words classes = {dataset->class_names, dataset->classes};
    const size_t place = words_find(&classes, cell_one_line(cell));
    dataset->class_names = classes.word;
    dataset->classes = classes.count;
    *value = (double)place;
    return place < DATASET_CLASSES ||
           csv_mistake(table->csv, table->err,
                       "more than %d classes; take a target of fewer different words",
                       DATASET_CLASSES);
}

static bool add_target(struct table *table, size_t column, char *cell)
{
    double *value = &table->dataset->y[table->dataset->n];
    const enum dataset_answer classes = table->spec->classes;
    char shown[SHOWN_SIZE], name[SHOWN_SIZE];
    if (classes == DATASET_YES)
        return add_class(table, cell, value);
    if (csv_number(table->csv, column, value)) {
        table->has_numbers = true;
        return table->dataset->classes == 0 || number_among_words(table, column, cell);
    }
    if (table->has_numbers || cell_remedy(cell))
        return not_a_number(table, column, cell);
    if (classes == DATASET_NO)
        return csv_mistake(table->csv, table->err,
                           "'%s' in column '%s' is a word; take classes = false out, or take "
                           "another target",
                           table_shown(shown, cell_one_line(cell)),
                           table_shown(name, table->names[column]));
    return add_class(table, cell, value);
}

/* ---- rows ---- */

static bool too_many_numbers(const struct table *table)
{
    return csv_mistake(table->csv, table->err,
                       "more than %d numbers; name fewer columns with inputs, or take a part of "
                       "the rows",
                       DATASET_NUMBERS);
}

/* Whether the file will have too many numbers, as far as it can be told from its beginning. */
static bool seems_too_large(const struct table *table)
{
    const double share = csv_share(table->csv);
    const double numbers = (double)table->dataset->n * (double)table->dataset->inputs;
    return share > 0 && numbers / share > 1.25 * DATASET_NUMBERS;
}

static bool make_room(struct table *table)
{
    struct dataset *dataset = table->dataset;
    if (dataset->n == DATASET_ROWS)
        return csv_mistake(table->csv, table->err, "more than %d samples; take a part of them",
                           DATASET_ROWS);
    if ((dataset->n + 1) * dataset->inputs > DATASET_NUMBERS)
        return too_many_numbers(table);
    if (dataset->n < table->capacity)
        return true;
    if (seems_too_large(table))
        return too_many_numbers(table);
    table->capacity = table->capacity > 0 ? 2 * table->capacity : 64;
    dataset->x = mem_resize(dataset->x, table->capacity * dataset->inputs, sizeof *dataset->x);
    dataset->y = mem_resize(dataset->y, table->capacity, sizeof *dataset->y);
    return true;
}

/* Most rows are numbers throughout. */
static bool add_numbers(struct table *table)
{
    struct dataset *dataset = table->dataset;
    double *x = dataset->x + dataset->n * dataset->inputs;
    if (table->word_columns > 0 || dataset->classes > 0 || table->spec->classes == DATASET_YES)
        return false;
    for (size_t i = 0; i < table->used_count; i++) {
        const size_t column = table->used[i], role = table->role[column];
        if (!csv_number(table->csv, column,
                        role == ROLE_TARGET ? &dataset->y[dataset->n] : &x[role]))
            return false;
    }
    table->has_numbers = true;
    return true;
}

/* Whether the row stays in spite of its missing values, or they are a mistake. */
static bool check_missing(struct table *table, bool *stays)
{
    for (size_t i = 0; i < table->used_count; i++) {
        const size_t column = table->used[i];
        char *cell = table->csv->fields[column];
        if (!cell_is_missing(cell))
            continue;
        if (table->spec->missing == DATASET_REFUSE)
            return missing_value(table, column, cell);
        if (table->spec->missing == DATASET_SKIP || table->role[column] == ROLE_TARGET)
            *stays = false;
    }
    return true;
}

static bool add_cells(struct table *table)
{
    bool stays = true;
    if (!check_missing(table, &stays))
        return false;
    table->left_out += !stays;
    if (!stays)
        return true;
    for (size_t i = 0; i < table->used_count; i++) {
        const size_t column = table->used[i], role = table->role[column];
        char *cell = table->csv->fields[column];
        if (!(role == ROLE_TARGET ? add_target(table, column, cell)
                                  : add_input(table, role, column, cell)))
            return false;
    }
    if (table->dataset->n++ == 0)
        table->sample_line = table->csv->line;
    return true;
}

/* ---- rows of another length ---- */

static bool is_ragged(const struct table *table, size_t count)
{
    return csv_mistake(table->csv, table->err,
                       "the number of fields is %zu, but %zu in line %" PRIu64
                       "; make them the same",
                       count, table->columns, table->first_line);
}

/* A row that may be words below the table: it begins with one, and has nothing else, or too little.
 */
static bool is_foot(const struct table *table)
{
    const struct csv *csv = table->csv;
    if (cell_like_number(csv->fields[0]) || cell_is_missing(csv->fields[0]))
        return false;
    for (size_t i = 1; i < csv->count; i++)
        if (*csv->fields[i])
            return csv->count < table->columns && !cell_like_number(csv->fields[csv->count - 1]);
    return table->spec->missing != DATASET_SKIP || csv->count < table->columns;
}

/* The foot was none: a row of the table comes after it. */
static bool no_foot(struct table *table)
{
    char shown[SHOWN_SIZE];
    table->csv->line = table->foot_line;
    if (table->foot_count != table->columns)
        return is_ragged(table, table->foot_count);
    return csv_mistake(table->csv, table->err,
                       "'%s' stands alone in its row; fill the row in or take it out",
                       table_shown(shown, cell_one_line(table->foot)));
}

static bool begin_foot(struct table *table)
{
    if (table->foot_line > 0)
        return true;
    table->foot_line = table->csv->line;
    table->foot_count = table->csv->count;
    table->foot = mem_string(table->csv->fields[0]);
    return true;
}

/* Fields behind the last column must be empty. */
static bool check_width(struct table *table)
{
    const struct csv *csv = table->csv;
    for (size_t i = table->columns; i < csv->count; i++)
        if (*csv->fields[i])
            return is_ragged(table, csv->count);
    table->wide |= csv->count > table->columns;
    return csv->count >= table->columns || is_ragged(table, csv->count);
}

static bool add_row(struct table *table)
{
    const struct csv *csv = table->csv;
    const bool whole = csv->count == table->columns;
    if (table->foot_line == 0 && whole) {
        if (!make_room(table))
            return false;
        if (add_numbers(table)) {
            table->dataset->n++;
            return true;
        }
    }
    if (is_foot(table))
        return begin_foot(table);
    if (table->foot_line > 0)
        return no_foot(table);
    return check_width(table) && make_room(table) && add_cells(table);
}

/* ---- the file ---- */

/* A record that was kept, as if it were the one at hand. */
static bool add_kept(struct table *table, const struct record *record)
{
    struct csv *csv = table->csv;
    const struct csv now = *csv;
    if (record->count == 0)
        return true;
    csv->fields = record->fields;
    csv->count = record->count;
    csv->line = record->line;
    const bool ok = add_row(table);
    csv->fields = now.fields;
    csv->count = now.count;
    if (ok)
        csv->line = now.line;
    return ok;
}

static bool read_samples(struct table *table)
{
    struct record first = {0}, second = {0};
    bool ok =
        table_begin(table, &first, &second) && add_kept(table, &first) && add_kept(table, &second);
    while (ok && csv_next(table->csv, table->err))
        ok = add_row(table);
    record_finish(&first);
    record_finish(&second);
    return ok && !table->csv->failed && table_end(table);
}

static void table_finish(struct table *table)
{
    for (size_t i = 0; i < table->columns; i++)
        free(table->names[i]);
    for (size_t i = 0; table->words && i < table->dataset->inputs; i++)
        words_finish(&table->words[i]);
    free(table->names);
    free(table->role);
    free(table->used);
    free(table->words);
    free(table->foot);
}

bool dataset_read(const struct dataset_spec *spec, struct dataset *dataset, struct error *err)
{
    struct csv csv;
    if (!csv_open(&csv, spec->file, spec->separator, err))
        return false;
    dataset->name = mem_string(spec->file);
    struct table table = {
        .spec = spec, .dataset = dataset, .csv = &csv, .err = err, .counter = NO_COUNTER};
    const bool ok = read_samples(&table);
    table_finish(&table);
    csv_close(&csv);
    return ok;
}
