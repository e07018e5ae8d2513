#include "csv_reader.h"

#include "base/file.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define FILE_LIMIT (1u << 30) /* bytes */

bool csv_open(struct csv *csv, const char *path, struct error *err)
{
    *csv = (struct csv){.line = 1, .next_line = 1};
    if (!file_read(path, FILE_LIMIT, &csv->text, err))
        return false;
    if (strncmp(text_string(&csv->text), "\xEF\xBB\xBF", 3) == 0)
        csv->at = 3;
    return true;
}

void csv_close(struct csv *csv)
{
    text_finish(&csv->text);
    free(csv->fields);
    *csv = (struct csv){0};
}

static void add_field(struct csv *csv, char *field)
{
    if (csv->count == csv->capacity) {
        csv->capacity = csv->capacity > 0 ? 2 * csv->capacity : 16;
        csv->fields = mem_resize(csv->fields, csv->capacity, sizeof *csv->fields);
    }
    csv->fields[csv->count++] = field;
}

/* The byte at csv->at; 0 at the end of the file. */
static char peek(const struct csv *csv)
{
    return csv->at < csv->text.length ? csv->text.data[csv->at] : '\0';
}

/* Pass over the end of a line, if this is one. */
static bool skip_line_end(struct csv *csv)
{
    const char *at = csv->text.data + csv->at;
    const size_t length = at[0] == '\n' ? 1 : at[0] == '\r' && at[1] == '\n' ? 2 : 0;
    csv->at += length;
    csv->next_line += length > 0;
    return length > 0;
}

/* A field in quotes, from behind the first of them; its text is moved together in place. Returns
 * where its text ends, to be cut off there; NULL on a mistake. */
static char *quoted_field(struct csv *csv, struct error *err)
{
    char *out = csv->text.data + csv->at;
    for (;; csv->at++) {
        if (csv->at == csv->text.length) {
            error_set(err, "a quoted field has no end");
            return NULL;
        }
        csv->next_line += peek(csv) == '\n';
        if (peek(csv) == '"') {
            csv->at++;
            if (peek(csv) != '"')
                return out;
        }
        *out++ = csv->text.data[csv->at];
    }
}

static char *plain_field(struct csv *csv)
{
    const char *from = csv->text.data + csv->at;
    csv->at += strcspn(from, ",\r\n");
    return csv->text.data + csv->at;
}

/* One field, and what stands behind it. Sets *more if another one follows. */
static bool next_field(struct csv *csv, bool *more, struct error *err)
{
    const bool quoted = peek(csv) == '"';
    csv->at += quoted;
    char *field = csv->text.data + csv->at;
    char *end = quoted ? quoted_field(csv, err) : plain_field(csv);
    if (!end)
        return false;
    add_field(csv, field);
    *more = peek(csv) == ',';
    if (*more)
        csv->at++;
    else if (!skip_line_end(csv) && csv->at < csv->text.length)
        return error_set(err, quoted ? "a quoted field must end before a comma"
                                     : "a zero byte or a lone carriage return");
    *end = '\0';
    return true;
}

bool csv_next(struct csv *csv, struct error *err)
{
    if (csv->text.length == 0)
        return false;
    while (skip_line_end(csv))
        ;
    csv->line = csv->next_line;
    csv->count = 0;
    bool more = csv->at < csv->text.length;
    if (!more)
        return false;
    while (more)
        if (!next_field(csv, &more, err))
            return false;
    return true;
}
