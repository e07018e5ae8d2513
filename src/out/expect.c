/* The file is read once, in its order; each run is played forward along with it. */
#include "out/expect.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/number.h"
#include "base/text.h"
#include "data/cell.h"
#include "data/csv.h"
#include "field.h"
#include "out/table.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ROWS_BETWEEN_LOOKS 64 /* rows between two calls of progress.go_on */

/* ---- columns ---- */

/* Every name a column may have, but for p0, p1 ...: "run" and "method" before the fields. */
static const char *known_name(size_t index)
{
    static const char *const texts[] = {"run", "method"};
    return index < 2 ? texts[index] : field_name(index - 2);
}

/* A column of the file. */
struct column {
    char *name;
    double (*value)(const struct run *run); /* or NULL: the method, or */
    bool is_param;
    bool is_skipped; /* without a name, or with row numbers */
    uint64_t param;  /* ... p of this index */
};

struct reading {
    const struct expectation *expectation;
    struct race *race;
    struct error *err;
    struct csv csv;
    struct column *columns;
    size_t count;
    size_t run, step; /* the columns that say where a row belongs */
};

/* Of a spreadsheet's, R's or pandas' making. */
static bool is_nameless(const char *name)
{
    return !*name || strncmp(name, "Unnamed: ", 9) == 0;
}

static bool column_init(struct column *column, const char *name, size_t dim, struct error *err)
{
    char hint[NAMES_HINT_SIZE];
    column->name = mem_string(name);
    column->is_skipped = is_nameless(name);
    if (column->is_skipped)
        return true;
    if (name[0] == 'p' && number_parse_count(name + 1, &column->param)) {
        column->is_param = true;
        return column->param < dim ||
               error_set(err, "no column '%s': the problem has %zu parameters", name, dim);
    }
    for (size_t i = 0; i < field_count() + 2; i++)
        if (strcmp(known_name(i), name) == 0) {
            column->value = i < 2 ? NULL : field_at(i - 2)->value;
            return true;
        }
    return error_set(err, "no column '%s'%s", name,
                     names_hint(hint, name, field_count() + 2, known_name));
}

/* The index of a column; reading->count if the file has none of that name. */
static size_t find_column(const struct reading *reading, const char *name)
{
    size_t i = 0;
    while (i < reading->count && strcmp(reading->columns[i].name, name) != 0)
        i++;
    return i;
}

static size_t most_parameters(const struct race *race)
{
    size_t most = 0;
    for (size_t i = 0; i < race->count; i++)
        if (race->runs[i]->problem->dim > most)
            most = race->runs[i]->problem->dim;
    return most;
}

static bool take_columns(struct reading *reading, size_t count, char *const *names)
{
    reading->columns = mem_alloc(count, sizeof *reading->columns);
    for (size_t i = 0; i < count; i++) {
        const char *name = cell_name(names[i]);
        if (!is_nameless(name) && find_column(reading, name) < reading->count)
            return error_set(reading->err, "two columns '%s'", name);
        if (!column_init(&reading->columns[reading->count++], name, most_parameters(reading->race),
                         reading->err))
            return false;
    }
    reading->run = find_column(reading, "run");
    reading->step = find_column(reading, "step");
    if (reading->step == reading->count)
        return error_set(reading->err, "no column 'step'");
    if (reading->run == reading->count && reading->race->count > 1)
        return error_set(reading->err,
                         "no column 'run', and the scene has %zu runs; name the run of each row",
                         reading->race->count);
    return true;
}

static bool has_name(size_t count, char *const *names, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* The names stand in the first record, or in a comment before it: then that is a row. */
static bool read_header(struct reading *reading, bool *is_row)
{
    struct csv *csv = &reading->csv;
    char **names;
    const size_t count = csv_heading(csv, &names);
    *is_row = count == csv->count && has_name(count, names, "step");
    const bool ok = *is_row ? take_columns(reading, count, names)
                            : take_columns(reading, csv->count, csv->fields);
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
    return ok;
}

/* ---- numbers ---- */

/* A finite number, or nan or inf as programs write them. */
static bool parse_value(struct csv *csv, size_t field, double *value)
{
    char word[8];
    size_t length = 0;
    const char *text = csv->fields[field];
    const bool negative = text[0] == '-';
    if (csv_number(csv, field, value))
        return true;
    for (text += negative || text[0] == '+'; *text && length < sizeof word - 1; text++)
        word[length++] = (char)tolower((unsigned char)*text);
    word[length] = '\0';
    if (strcmp(word, "nan") == 0)
        *value = nan("");
    else if (strcmp(word, "inf") == 0)
        *value = negative ? -HUGE_VAL : HUGE_VAL;
    else
        return false;
    return true;
}

/* A step may be written 17 or 17.0. */
static bool parse_step(struct csv *csv, size_t field, uint64_t *step)
{
    double value;
    if (number_parse_count(csv->fields[field], step))
        return true;
    if (!csv_number(csv, field, &value) || value < 0 || value > 0x1p53 || value != floor(value))
        return false;
    *step = (uint64_t)value;
    return true;
}

static bool agree(const struct expectation *expectation, double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    if (isinf(a) || isinf(b))
        return a == b;
    return fabs(a - b) <= expectation->atol + expectation->rtol * fabs(b);
}

/* ---- rows ---- */

/* A value that is not there is not compared; nan is a value. */
static bool is_compared(const struct column *column, const char *field)
{
    const char *digits = field + (*field == '-' || *field == '+');
    return !column->is_skipped && (!cell_is_missing(field) || strcasecmp(digits, "nan") == 0);
}

static bool compare_field(struct reading *reading, const struct run *run, size_t place)
{
    const struct column *column = &reading->columns[place];
    const char *field = reading->csv.fields[place];
    const char *name = run->settings.name, *method = run->settings.optimizer->name;
    char here[NUMBER_SIZE], expected[NUMBER_SIZE];
    double value;
    if (!is_compared(column, field))
        return true;
    if (column->is_param && column->param >= run->problem->dim)
        return error_fail(reading->err,
                          "run '%s', step %" PRIu64 ", %s: no such parameter here, %s expected",
                          name, run->step, column->name, field);
    if (!column->value && !column->is_param) {
        if (strcmp(column->name, "run") == 0 || strcmp(field, method) == 0)
            return true;
        return error_fail(reading->err, "run '%s', step %" PRIu64 ", method: %s here, %s expected",
                          name, run->step, method, field);
    }
    if (!parse_value(&reading->csv, place, &value))
        return error_set(reading->err, "column '%s': '%s' is no number", column->name, field);
    const double own = column->is_param ? run->theta[column->param] : column->value(run);
    if (agree(reading->expectation, own, value))
        return true;
    return error_fail(reading->err, "run '%s', step %" PRIu64 ", %s: %s here, %s expected", name,
                      run->step, column->name, number_format(here, own),
                      number_format(expected, value));
}

static bool no_run(const struct reading *reading, const char *name)
{
    const struct race *race = reading->race;
    const char *names[RACE_RUNS];
    char hint[NAMES_HINT_SIZE];
    for (size_t i = 0; i < race->count; i++)
        names[i] = race->runs[i]->settings.name;
    return error_fail(reading->err, "no run '%s'%s", name,
                      names_hint_in(hint, name, race->count, names));
}

/* Put the row's run to the row's step. NULL: there is none, or it never gets there. */
static const struct run *find_row(struct reading *reading)
{
    char *const *fields = reading->csv.fields;
    const struct race *race = reading->race;
    const bool is_named = reading->run < reading->count;
    const size_t index = is_named ? race_find(race, fields[reading->run]) : 0;
    uint64_t step;
    if (index == race->count) {
        no_run(reading, fields[reading->run]);
        return NULL;
    }
    if (!parse_step(&reading->csv, reading->step, &step)) {
        error_set(reading->err, "column 'step': '%s' is no step", fields[reading->step]);
        return NULL;
    }
    struct run *run = race->runs[index];
    const uint64_t last = table_last_step(race, run, reading->expectation->to_the_end);
    run_seek(run, step < last ? step : last);
    if (run->step == step)
        return run;
    error_fail(reading->err, "run '%s', step %" PRIu64 ": the run ends at step %" PRIu64,
               run->settings.name, step, run->step);
    return NULL;
}

/* Fields behind the last column may be there if they are empty. */
static bool has_columns(const struct reading *reading)
{
    const struct csv *csv = &reading->csv;
    for (size_t i = reading->count; i < csv->count; i++)
        if (*csv->fields[i])
            return false;
    return csv->count >= reading->count;
}

static bool compare_row(struct reading *reading)
{
    const struct csv *csv = &reading->csv;
    if (!has_columns(reading))
        return error_set(reading->err, "%zu fields where the header has %zu", csv->count,
                         reading->count);
    const struct run *run = find_row(reading);
    if (!run)
        return false;
    for (size_t i = 0; i < reading->count; i++)
        if (!compare_field(reading, run, i))
            return false;
    return true;
}

static bool go_on(const struct reading *reading, size_t row)
{
    const struct progress *progress = &reading->expectation->progress;
    if (!progress->go_on || row % ROWS_BETWEEN_LOOKS != 0)
        return true;
    return progress->go_on(progress->context, csv_share(&reading->csv)) ||
           error_fail(reading->err, "interrupted");
}

/* ---- the file ---- */

/* An error gets its place, but those of csv_next(), which have it. */
static bool at_line(const struct reading *reading, bool ok)
{
    if (!ok)
        error_prefix(reading->err, "%s:%" PRIu64 ": ", reading->csv.path, reading->csv.line);
    return ok;
}

static bool compare_file(struct reading *reading)
{
    struct csv *csv = &reading->csv;
    bool is_row;
    size_t rows = 0;
    if (!csv_next(csv, reading->err))
        return !csv->failed && at_line(reading, error_set(reading->err, "no header"));
    if (!at_line(reading, read_header(reading, &is_row)))
        return false;
    for (; is_row || csv_next(csv, reading->err); rows++, is_row = false)
        if (!at_line(reading, compare_row(reading) && go_on(reading, rows)))
            return false;
    if (csv->failed)
        return false;
    return rows > 0 || at_line(reading, error_set(reading->err, "no rows to compare"));
}

bool expect_trace(const struct expectation *expectation, struct race *race, struct error *err)
{
    struct error own = {0};
    struct reading reading = {.expectation = expectation, .race = race, .err = &own};
    const bool agrees =
        csv_open(&reading.csv, expectation->path, '\0', &own) && compare_file(&reading);
    if (!agrees && err)
        *err = own;
    for (size_t i = 0; i < reading.count; i++)
        free(reading.columns[i].name);
    free(reading.columns);
    csv_close(&reading.csv);
    return agrees;
}
