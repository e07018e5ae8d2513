#include "out/export.h"

#include "base/file.h"
#include "base/mem.h"
#include "out/summary.h"
#include "out/table.h"

#include <errno.h>
#include <string.h>

static bool write_rows(struct session *session, enum table_format format, FILE *stream)
{
    struct race *race = &session->race;
    uint64_t step[RACE_RUNS];
    for (size_t i = 0; i < race->count; i++)
        step[i] = race->runs[i]->step;
    const bool ok = table_write(&(struct table){.format = format, .every = 1}, race, stream);
    const int code = errno;
    for (size_t i = 0; i < race->count; i++)
        run_seek(race->runs[i], step[i]);
    errno = code;
    return ok;
}

static bool write_csv(struct session *session, FILE *stream)
{
    return write_rows(session, TABLE_CSV, stream);
}

static bool write_json_lines(struct session *session, FILE *stream)
{
    return write_rows(session, TABLE_JSON_LINES, stream);
}

/* The text is freed. */
static bool write_text(struct text *text, FILE *stream)
{
    const bool ok = fwrite(text_string(text), 1, text->length, stream) == text->length;
    const int code = errno;
    text_finish(text);
    errno = code;
    return ok;
}

static bool write_json(struct session *session, FILE *stream)
{
    struct text text = {0};
    summary_json(session, false, &text);
    return write_text(&text, stream);
}

static bool write_summary(struct session *session, FILE *stream)
{
    struct text text = {0}, clean = {0};
    summary_text(session, &text);
    text_add_clean(&clean, text_string(&text));
    text_finish(&text);
    return write_text(&clean, stream);
}

static const struct export_format {
    const char *suffix;
    bool (*write)(struct session *session, FILE *stream);
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
    if (!format->write(session, writer.stream)) /* errno says why */
        writer.code = errno;
    return file_close(&writer, err);
}
