/* The file is read once, in its order; each run is played forward along with it. */
#include "out/expect.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/number.h"
#include "base/text.h"
#include "data/csv.h"
#include "field.h"
#include "out/table.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    uint64_t param; /* ... p of this index */
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

static bool column_init(struct column *column, const char *name, size_t dim, struct error *err)
{
    char hint[NAMES_HINT_SIZE];
    column->name = mem_string(name);
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

static bool read_header(struct reading *reading)
{
    struct csv *csv = &reading->csv;
    reading->columns = mem_alloc(csv->count, sizeof *reading->columns);
    for (size_t i = 0; i < csv->count; i++) {
        if (find_column(reading, csv->fields[i]) < reading->count)
            return error_set(reading->err, "two columns '%s'", csv->fields[i]);
        if (!column_init(&reading->columns[reading->count++], csv->fields[i],
                         most_parameters(reading->race), reading->err))
            return false;
    }
    reading->run = find_column(reading, "run");
    reading->step = find_column(reading, "step");
    if (reading->run == reading->count || reading->step == reading->count)
        return error_set(reading->err, "no column '%s'",
                         reading->run == reading->count ? "run" : "step");
    return true;
}

/* ---- numbers ---- */

/* A finite number, or nan or inf as programs write them. */
static bool parse_value(const struct csv *csv, char *text, double *value)
{
    char word[8];
    size_t length = 0;
    const bool negative = text[0] == '-';
    if (csv_number(csv, text, value))
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
static bool parse_step(const struct csv *csv, char *text, uint64_t *step)
{
    double value;
    if (number_parse_count(text, step))
        return true;
    if (!csv_number(csv, text, &value) || value < 0 || value > 0x1p53 || value != floor(value))
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

static bool compare_field(const struct reading *reading, const struct run *run,
                          const struct column *column, char *field)
{
    const char *name = run->settings.name, *method = run->settings.optimizer->name;
    char here[NUMBER_SIZE], expected[NUMBER_SIZE];
    double value;
    if (!*field) /* not compared */
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
    if (!parse_value(&reading->csv, field, &value))
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
static const struct run *find_row(const struct reading *reading)
{
    char *const *fields = reading->csv.fields;
    const struct race *race = reading->race;
    const size_t index = race_find(race, fields[reading->run]);
    uint64_t step;
    if (index == race->count) {
        no_run(reading, fields[reading->run]);
        return NULL;
    }
    if (!parse_step(&reading->csv, fields[reading->step], &step)) {
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

static bool compare_row(const struct reading *reading)
{
    const struct csv *csv = &reading->csv;
    if (csv->count != reading->count)
        return error_set(reading->err, "%zu fields where the header has %zu", csv->count,
                         reading->count);
    const struct run *run = find_row(reading);
    if (!run)
        return false;
    for (size_t i = 0; i < csv->count; i++)
        if (!compare_field(reading, run, &reading->columns[i], csv->fields[i]))
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
    size_t rows = 0;
    if (!csv_next(csv, reading->err))
        return !csv->failed && at_line(reading, error_set(reading->err, "no header"));
    if (!at_line(reading, read_header(reading)))
        return false;
    for (; csv_next(csv, reading->err); rows++)
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
    const bool agrees = csv_open(&reading.csv, expectation->path, &own) && compare_file(&reading);
    if (!agrees && err)
        *err = own;
    for (size_t i = 0; i < reading.count; i++)
        free(reading.columns[i].name);
    free(reading.columns);
    csv_close(&reading.csv);
    return agrees;
}
