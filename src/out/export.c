#include "out/export.h"

#include "base/file.h"
#include "base/mem.h"
#include "out/summary.h"
#include "out/table.h"

#include <string.h>

static void write_rows(struct session *session, enum table_format format, FILE *stream)
{
    struct race *race = &session->race;
    uint64_t step[RACE_RUNS];
    for (size_t i = 0; i < race->count; i++)
        step[i] = race->runs[i]->step;
    table_write(&(struct table){.format = format, .every = 1}, race, stream);
    for (size_t i = 0; i < race->count; i++)
        run_seek(race->runs[i], step[i]);
}

static void write_csv(struct session *session, FILE *stream)
{
    write_rows(session, TABLE_CSV, stream);
}

static void write_json_lines(struct session *session, FILE *stream)
{
    write_rows(session, TABLE_JSON_LINES, stream);
}

static void write_json(struct session *session, FILE *stream)
{
    struct text text = {0};
    summary_json(session, false, &text);
    fputs(text.data, stream);
    text_finish(&text);
}

static void write_summary(struct session *session, FILE *stream)
{
    struct text text = {0};
    summary_text(session, &text);
    fputs(text.data, stream);
    text_finish(&text);
}

/* A write that fails is found by file_close(). */
static const struct export_format {
    const char *suffix;
    void (*write)(struct session *session, FILE *stream);
} formats[] = {
    {.suffix = ".csv", .write = write_csv},
    {.suffix = ".jsonl", .write = write_json_lines},
    {.suffix = ".json", .write = write_json},
    {.suffix = ".txt", .write = write_summary},
};

static const struct export_format *find_format(const char *path)
{
    const size_t length = strlen(path);
    for (size_t i = 0; i < ARRAY_LENGTH(formats); i++) {
        const size_t suffix = strlen(formats[i].suffix);
        if (length > suffix && strcmp(path + length - suffix, formats[i].suffix) == 0)
            return &formats[i];
    }
    return NULL;
}

bool export_session(struct session *session, const char *path, struct error *err)
{
    const struct export_format *format = find_format(path);
    struct file_writer writer;
    if (!format)
        return error_set(err, "cannot export '%s': a file ends with .csv, .jsonl, .json or .txt",
                         path);
    if (!file_open(&writer, path, err))
        return false;
    format->write(session, writer.stream);
    return file_close(&writer, err);
}
