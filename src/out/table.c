/* Rows are made by playing, one at a time, and never kept. */
#include "out/table.h"

#include "base/text.h"
#include "field.h"
#include "json.h"

#include <cjson/cJSON.h>
#include <string.h>

#define STEPS_BETWEEN_CALLS 64 /* updates between two calls of progress.go_on */

/* What the rows of a run have in common. */
struct row_format {
    enum table_format format;
    struct text head; /* the run and its method, up to where the step goes */
    size_t p_count;   /* parameters of the run, */
    size_t p_columns; /* ... and columns for them, empty beyond */
};

/* ---- CSV ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* In quotes where a reader would take it apart, or take off its blanks. */
static void add_field(struct text *out, const char *field)
{
    const size_t length = strlen(field);
    const bool padded = length > 0 && (is_blank(field[0]) || is_blank(field[length - 1]));
    if (!padded && !strpbrk(field, ",\"\r\n")) {
        text_add(out, field);
        return;
    }
    text_add(out, "\"");
    for (; *field; field++)
        text_add_bytes(out, *field == '"' ? "\"\"" : field, *field == '"' ? 2 : 1);
    text_add(out, "\"");
}

/* Runs that vary the problem have the same data, and so the same fields. */
static void add_header(struct text *out, const struct race *race, size_t p_count)
{
    const struct problem *problem = race->runs[0]->problem;
    text_add(out, "run,method");
    for (size_t i = 0; i < field_count(); i++)
        if (field_applies(field_at(i), problem))
            text_printf(out, ",%s", field_name(i));
    for (size_t i = 0; i < p_count; i++)
        text_printf(out, ",p%zu", i);
    text_add(out, "\n");
}

/* ---- rows ---- */

/* How many parameters of a run are written. */
static size_t p_count(const struct table *table, const struct run *run)
{
    const size_t dim = run->problem->dim;
    return table->all_params || dim <= TABLE_DIM ? dim : 0;
}

/* Columns for those of the run with the most. */
static size_t p_columns(const struct table *table, const struct race *race)
{
    size_t columns = 0;
    for (size_t i = 0; i < race->count; i++)
        if (p_count(table, race->runs[i]) > columns)
            columns = p_count(table, race->runs[i]);
    return columns;
}

static struct row_format row_format(const struct table *table, const struct race *race,
                                    const struct run *run)
{
    struct row_format row = {
        .format = table->format,
        .p_count = p_count(table, run),
        .p_columns = p_columns(table, race),
    };
    const char *name = run->settings.name, *method = run->settings.optimizer->name;
    if (table->format == TABLE_CSV) {
        add_field(&row.head, name);
        text_printf(&row.head, ",%s", method);
    } else {
        cJSON *object = json_object();
        json_add_string(object, "run", name);
        json_add_string(object, "method", method);
        json_print(object, &row.head);
        row.head.data[--row.head.length] = '\0'; /* the '}' */
    }
    return row;
}

/* What stands before a value: in CSV without its key. */
static void add_key(const struct row_format *row, const char *key, struct text *out)
{
    text_add(out, ",");
    if (row->format == TABLE_CSV)
        return;
    text_add(out, "\"");
    text_add(out, key);
    text_add(out, "\":");
}

static void add_value(const struct row_format *row, const char *key, double value, struct text *out)
{
    add_key(row, key, out);
    if (row->format == TABLE_JSON_LINES && !(value - value == 0)) /* nan, inf */
        text_add(out, "null");
    else
        text_add_number(out, value);
}

static void add_row(const struct row_format *row, const struct run *run, struct text *out)
{
    text_add_bytes(out, row->head.data, row->head.length);
    for (size_t i = 0; i < field_count(); i++)
        if (field_applies(field_at(i), run->problem))
            add_value(row, field_name(i), field_at(i)->value(run), out);
    for (size_t i = 0; i < row->p_count; i++) {
        char key[24] = "";
        if (row->format == TABLE_JSON_LINES)
            snprintf(key, sizeof key, "p%zu", i);
        add_value(row, key, run->theta[i], out);
    }
    for (size_t i = row->p_count; row->format == TABLE_CSV && i < row->p_columns; i++)
        text_add(out, ",");
    text_add(out, row->format == TABLE_CSV ? "\n" : "}\n");
}

/* ---- runs ---- */

uint64_t table_last_step(const struct race *race, const struct run *run, bool to_the_end)
{
    if (!to_the_end)
        return run->recorded;
    if (race->limits.steps == 0) /* epochs: the run stops by itself */
        return UINT64_MAX;
    return run->recorded > race->limits.steps ? run->recorded : race->limits.steps;
}

static bool go_on(const struct table *table, const struct race *race, size_t index, uint64_t end)
{
    const struct progress *progress = &table->progress;
    const uint64_t step = race->runs[index]->step;
    if (!progress->go_on || step % STEPS_BETWEEN_CALLS != 0)
        return true;
    const double share = step < end ? (double)step / (double)end : 1;
    return progress->go_on(progress->context, ((double)index + share) / (double)race->count);
}

static bool write_text(struct text *text, FILE *stream)
{
    const bool written = fwrite(text->data, 1, text->length, stream) == text->length;
    text_clear(text);
    return written;
}

static bool write_run(const struct table *table, const struct race *race, size_t index,
                      FILE *stream)
{
    struct run *run = race->runs[index];
    struct row_format row = row_format(table, race, run);
    struct text line = {0};
    const uint64_t last = table_last_step(race, run, table->to_the_end), end = race_end(race);
    bool ok = true, moved = true;
    run_seek(run, 0);
    while (ok && moved) {
        const bool at_end = run->step >= last || run_stopped(run);
        if (at_end || run->step % table->every == 0) {
            if (run->step % table->every != 0)
                run_evaluate(run);
            add_row(&row, run, &line);
            ok = write_text(&line, stream);
        }
        ok = ok && go_on(table, race, index, end);
        moved = !at_end && ok && run_step(run);
    }
    text_finish(&line);
    text_finish(&row.head);
    return ok;
}

bool table_write(const struct table *table, struct race *race, FILE *stream)
{
    struct text header = {0};
    bool ok = true;
    if (table->format == TABLE_CSV) {
        add_header(&header, race, p_columns(table, race));
        ok = write_text(&header, stream);
    }
    text_finish(&header);
    for (size_t i = 0; ok && i < race->count; i++)
        ok = write_run(table, race, i, stream);
    return ok;
}
