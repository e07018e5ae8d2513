/* After the last row of a table: means for missing values, numbers for words, classes for numbers,
 * and a note of everything that is not simply there as the file has it. */
#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "data/cell.h"
#include "dataset_table.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FEW_NUMBERS 10 /* different ones, which may be classes */
#define REPEATED    5  /* times that labels with gaps come on average, at least */
#define LISTED      80 /* bytes of a list of words in a note, about */

/* ---- missing values ---- */

static bool fill_in(struct table *table, size_t input)
{
    struct dataset *d = table->dataset;
    double sum = 0;
    size_t count = 0;
    char name[SHOWN_SIZE];
    for (size_t i = 0; i < d->n; i++) {
        const double x = d->x[i * d->inputs + input];
        if (isnan(x))
            continue;
        sum += x;
        count++;
    }
    if (count == 0)
        return error_set(table->err, "%s: no value in column '%s'; take another column", d->name,
                         table_shown(name, d->input_names[input]));
    for (size_t i = 0; i < d->n; i++) {
        double *x = &d->x[i * d->inputs + input];
        if (isnan(*x))
            *x = sum / (double)count;
    }
    return true;
}

static bool fill_all_in(struct table *table)
{
    for (size_t i = 0; table->filled > 0 && i < table->dataset->inputs; i++)
        if (!fill_in(table, i))
            return false;
    return true;
}

/* ---- a column that counts the rows ---- */

static int by_value(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Whole numbers from 0 on, none of them twice. */
static bool counts_rows(const struct dataset *d, size_t input)
{
    double *sorted = mem_alloc(d->n, sizeof *sorted);
    bool counts = true;
    for (size_t i = 0; i < d->n; i++)
        sorted[i] = d->x[i * d->inputs + input];
    qsort(sorted, d->n, sizeof *sorted, by_value);
    for (size_t i = 0; i < d->n && counts; i++)
        counts = sorted[i] >= 0 && sorted[i] == floor(sorted[i]) &&
                 (i == 0 || sorted[i] != sorted[i - 1]);
    free(sorted);
    return counts;
}

/* ---- words among the inputs ---- */

static int by_word(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The place of each word in alphabetical order. */
static size_t *order_words(const struct words *words)
{
    size_t *place = mem_alloc(words->count, sizeof *place);
    for (size_t i = 0; i < words->count; i++)
        for (size_t j = 0; j < words->count; j++)
            place[i] += by_word(&words->word[j], &words->word[i]) < 0;
    return place;
}

/* How many inputs a column becomes. */
static size_t width_of(const struct table *table, size_t input)
{
    const size_t words = table->words[input].count;
    return input == table->counter ? 0 : words > 2 ? words : 1;
}

static void note_words(struct table *table, size_t input, const size_t *place)
{
    const struct words *words = &table->words[input];
    struct text list = {0};
    char name[SHOWN_SIZE], word[SHOWN_SIZE];
    for (size_t rank = 0; rank < words->count && list.length < LISTED; rank++)
        for (size_t i = 0; i < words->count; i++)
            if (place[i] == rank) {
                text_printf(&list, "%s%s", rank > 0 ? ", " : "", table_shown(word, words->word[i]));
                if (words->count <= 2)
                    text_printf(&list, " is %zu", rank);
            }
    table_note(table->dataset, "column '%s': %s%s",
               table_shown(name, table->dataset->input_names[input]),
               words->count > 2 ? "an input for each of " : "", text_string(&list));
    text_finish(&list);
}

static char *name_of_word(const char *column, const char *word)
{
    struct text name = {0};
    text_printf(&name, "%s=%s", column, word);
    return name.data;
}

/* The names of the inputs that a column becomes, from names[0] on. */
static void name_inputs(const struct table *table, size_t input, const size_t *place, char **names)
{
    char *column = table->dataset->input_names[input];
    const struct words *words = &table->words[input];
    const size_t width = width_of(table, input);
    if (width == 1) {
        names[0] = column;
        return;
    }
    for (size_t i = 0; i < width; i++)
        names[place[i]] = name_of_word(column, words->word[i]);
    free(column);
}

/* Copy a column to where its inputs begin in rows of another width. */
static void copy_column(const struct table *table, size_t input, const size_t *place, double *to,
                        size_t stride)
{
    const struct dataset *d = table->dataset;
    const size_t width = width_of(table, input);
    for (size_t i = 0; i < d->n; i++) {
        const double x = d->x[i * d->inputs + input];
        if (!place)
            to[i * stride] = x;
        else if (width == 1)
            to[i * stride] = (double)place[(size_t)x];
        else
            to[i * stride + place[(size_t)x]] = 1;
    }
}

/* Inputs as numbers, without the column that counts the rows. */
static bool rearrange(struct table *table)
{
    struct dataset *d = table->dataset;
    size_t inputs = 0;
    for (size_t i = 0; i < d->inputs; i++)
        inputs += width_of(table, i);
    if (inputs * d->n > DATASET_NUMBERS)
        return error_set(table->err,
                         "%s: more than %d numbers with an input for each word; take "
                         "fewer columns",
                         d->name, DATASET_NUMBERS);
    double *x = mem_alloc(d->n * inputs, sizeof *x);
    char **names = mem_alloc(inputs, sizeof *names);
    for (size_t i = 0, at = 0; i < d->inputs; at += width_of(table, i), i++) {
        size_t *place = table->words[i].count > 0 ? order_words(&table->words[i]) : NULL;
        if (place)
            note_words(table, i, place);
        if (width_of(table, i) > 0)
            copy_column(table, i, place, x + at, inputs);
        name_inputs(table, i, place, names + at);
        free(place);
    }
    free(d->x);
    free(d->input_names);
    for (size_t i = 0; i < d->inputs; i++)
        words_finish(&table->words[i]);
    free(table->words);
    table->words = NULL;
    d->x = x;
    d->input_names = names;
    d->inputs = inputs;
    return true;
}

static bool settle_inputs(struct table *table)
{
    struct dataset *d = table->dataset;
    if (table->counter != NO_COUNTER && d->inputs > 1 && table->words[table->counter].count == 0 &&
        counts_rows(d, table->counter))
        table_note(d, "column 1 has no name and counts the rows: it is left out");
    else
        table->counter = NO_COUNTER;
    return (table->counter == NO_COUNTER && table->word_columns == 0) || rearrange(table);
}

/* ---- the target ---- */

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

/* The different values of the target in rising order, `most` at most; false: there are more. */
static bool list_values(const struct dataset *d, size_t most, double *values, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < d->n; i++) {
        const size_t place = find_place(values, *count, d->y[i]);
        if (place < *count && values[place] == d->y[i])
            continue;
        if (*count == most)
            return false;
        memmove(values + place + 1, values + place, (*count - place) * sizeof *values);
        values[place] = d->y[i];
        ++*count;
    }
    return true;
}

/* Every value of the target becomes a class. */
static bool classify_numbers(struct table *table)
{
    struct dataset *d = table->dataset;
    double values[DATASET_CLASSES];
    size_t count;
    if (!list_values(d, DATASET_CLASSES, values, &count))
        return error_set(table->err,
                         "%s: more than %d classes in column '%s'; take a target of fewer "
                         "different numbers",
                         d->name, DATASET_CLASSES, d->target_name);
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

/* Classes that are all numbers go by their values: 2 before 10, and 1.0 is 1. */
static bool order_classes(struct table *table)
{
    struct dataset *d = table->dataset;
    double values[DATASET_CLASSES];
    for (size_t k = 0; k < d->classes; k++)
        if (!number_parse(d->class_names[k], &values[k]))
            return true;
    for (size_t i = 0; i < d->n; i++)
        d->y[i] = values[(size_t)d->y[i]];
    for (size_t k = 0; k < d->classes; k++)
        free(d->class_names[k]);
    free(d->class_names);
    d->class_names = NULL;
    d->classes = 0;
    return classify_numbers(table);
}

/* A target of few whole numbers may be meant as classes. */
static void point_out_classes(struct table *table)
{
    struct dataset *d = table->dataset;
    double values[FEW_NUMBERS];
    size_t count;
    char name[SHOWN_SIZE], low[NUMBER_SIZE], high[NUMBER_SIZE];
    if (table->spec->classes != DATASET_FIND_OUT || !list_values(d, FEW_NUMBERS, values, &count) ||
        count < 2 || count == d->n)
        return;
    bool counted = values[0] == 0 || values[0] == 1;
    for (size_t i = 0; i < count; i++) {
        if (values[i] != floor(values[i]))
            return;
        counted = counted && values[i] == values[0] + (double)i;
    }
    if (counted || count == 2 || REPEATED * count <= d->n)
        table_note(d,
                   "the target '%s' holds %zu different whole numbers, %s to %s, and is taken for "
                   "a number; write classes = true if they are classes",
                   table_shown(name, d->target_name), count, number_format(low, values[0]),
                   number_format(high, values[count - 1]));
}

static bool settle_target(struct table *table)
{
    struct dataset *d = table->dataset;
    char target[SHOWN_SIZE], class[SHOWN_SIZE];
    if (table->spec->classes == DATASET_YES && !order_classes(table))
        return false;
    if (d->classes == 0 && table->spec->classify && table->spec->classes != DATASET_NO &&
        !classify_numbers(table))
        return false;
    if (d->classes == 0)
        point_out_classes(table);
    if (d->classes == 1)
        return error_set(table->err,
                         "%s: every sample is of the class '%s' in column '%s'; at least 2 classes "
                         "are needed",
                         d->name, table_shown(class, d->class_names[0]),
                         table_shown(target, d->target_name));
    return true;
}

/* ---- notes ---- */

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static void note_rows(struct table *table)
{
    struct dataset *d = table->dataset;
    const struct csv *csv = table->csv;
    const uint64_t comments = csv->comments - table->heading_used;
    char foot[SHOWN_SIZE];
    if (table->left_out > 0)
        table_note(d, "%zu row%s with missing values left out", table->left_out,
                   plural(table->left_out));
    if (table->filled > 0)
        table_note(d, "%zu missing value%s filled with the mean of the column", table->filled,
                   plural(table->filled));
    if (comments > 0)
        table_note(d, "%" PRIu64 " line%s with '#' left out", comments, plural(comments));
    if (csv->blank_rows > 0)
        table_note(d, "%" PRIu64 " row%s of empty cells left out", csv->blank_rows,
                   plural(csv->blank_rows));
    if (table->wide)
        table_note(d, "columns without a name or a value left out");
    if (table->foot_line > 0)
        table_note(d, "left out from line %" PRIu64 " on: '%s'", table->foot_line,
                   table_shown(foot, cell_one_line(table->foot)));
}

bool table_end(struct table *table)
{
    struct dataset *d = table->dataset;
    note_rows(table);
    if (d->n < 2)
        return error_set(table->err, "%s: samples: %zu; at least 2 are needed%s", d->name, d->n,
                         table->left_out > 0 ? ", and rows with missing values are left out" : "");
    d->x = mem_resize(d->x, d->n * d->inputs, sizeof *d->x);
    d->y = mem_resize(d->y, d->n, sizeof *d->y);
    return fill_all_in(table) && settle_inputs(table) && settle_target(table);
}
