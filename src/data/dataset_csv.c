/* CSV files: from bytes to fields. libcsv is fed line by line, so that a mistake has its line.
 *
 * libcsv takes the blanks off a field without quotes. What a field means is dataset_table.c's. */
#include "dataset_source.h"

#include "base/mem.h"
#include "base/text.h"
#include "dataset_table.h"

#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define BLOCK     16384
#define FIELD_MAX 4096 /* bytes; a quoted field that never ends would grow with the file */

struct reader {
    struct csv_parser parser;
    struct table table;
    uint64_t line;
    bool after_return; /* the last line ended in '\r', and a '\n' belongs to it */
    bool row_ended;
    bool good;
};

static bool field_too_long(struct reader *reader)
{
    return table_mistake(&reader->table,
                         "a field is longer than %d bytes; shorten it, or close its quotes",
                         FIELD_MAX);
}

static void on_field(void *field, size_t length, void *context)
{
    struct reader *reader = context;
    struct table *table = &reader->table;
    if (!reader->good)
        return;
    if (length > FIELD_MAX)
        reader->good = field_too_long(reader);
    else if (text_bad_byte(field, length))
        reader->good = table_mistake(table, "this is not text in UTF-8; save the file as UTF-8");
    else
        reader->good = table_add(table, field); /* ends with '\0': CSV_APPEND_NULL */
}

static void on_row_end(int character, void *context)
{
    (void)character;
    struct reader *reader = context;
    reader->row_ended = true;
    reader->good = reader->good && table_end_row(&reader->table);
}

/* A line, or as much of it as a block holds. */
static bool parse_line(struct reader *reader, const char *text, size_t length)
{
    if (reader->row_ended)
        reader->table.line = reader->line;
    reader->row_ended = false;
    const size_t parsed = csv_parse(&reader->parser, text, length, on_field, on_row_end, reader);
    if (reader->good && parsed < length)
        reader->good = table_mistake(&reader->table, "a '\"' is out of place; put quotes around a "
                                                     "whole field, and write one within it twice");
    if (reader->good && csv_get_buffer_size(&reader->parser) > 2 * FIELD_MAX)
        reader->good = field_too_long(reader);
    return reader->good;
}

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

static bool parse_block(struct reader *reader, const char *text, size_t length)
{
    for (size_t begin = 0, end; begin < length; begin = end) {
        end = begin;
        while (end < length && !ends_line(text[end]))
            end++;
        const bool whole = end < length;
        end += whole;
        if (!parse_line(reader, text + begin, end - begin))
            return false;
        const bool second = reader->after_return && text[begin] == '\n';
        reader->line += whole && !second;
        reader->after_return = text[end - 1] == '\r';
    }
    return true;
}

/* Whether fields are separated by ';', as the first line of the file tells. */
static bool has_semicolon(const char *text, size_t length)
{
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            quoted = !quoted;
        else if (!quoted && text[i] == ';')
            return true;
        else if (!quoted && i > 0 && ends_line(text[i]) && !ends_line(text[i - 1]))
            return false;
    }
    return false;
}

/* Take the byte-order mark off the file's first bytes, and find the separator. */
static size_t begin(struct reader *reader, const char *text, size_t length)
{
    const size_t mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    reader->table.decimal_comma = has_semicolon(text + mark, length - mark);
    if (reader->table.decimal_comma)
        csv_set_delim(&reader->parser, ';');
    return mark;
}

static bool parse_stream(struct reader *reader, FILE *stream)
{
    char block[BLOCK], buffer[ERROR_REASON_SIZE];
    const char *path = reader->table.spec->file;
    size_t length, skip;
    for (bool first = true; (length = fread(block, 1, sizeof block, stream)) > 0; first = false) {
        skip = first ? begin(reader, block, length) : 0;
        if (!parse_block(reader, block + skip, length - skip))
            return false;
    }
    if (ferror(stream))
        return error_set(reader->table.err, "%s: %s; name a CSV file that can be read", path,
                         error_reason(buffer, errno));
    if (csv_fini(&reader->parser, on_field, on_row_end, reader) != 0)
        return table_mistake(&reader->table, "a quoted field has no end; close it with a '\"'");
    return reader->good && table_close(&reader->table);
}

static void *resize(void *pointer, size_t size)
{
    return mem_resize(pointer, size, 1);
}

bool dataset_read(const struct dataset_spec *spec, struct dataset *dataset, struct error *err)
{
    char buffer[ERROR_REASON_SIZE];
    FILE *stream = fopen(spec->file, "rb");
    if (!stream)
        return error_set(err, "%s: %s; name a CSV file that can be read", spec->file,
                         error_reason(buffer, errno));

    struct reader reader = {
        .table = {.spec = spec, .dataset = dataset, .err = err},
        .line = 1,
        .row_ended = true,
        .good = true,
    };
    dataset->name = mem_string(spec->file);
    /* Rows are told of even where they are empty: they end, too. */
    csv_init(&reader.parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL);
    csv_set_realloc_func(&reader.parser, resize);
    csv_set_blk_size(&reader.parser, 2 * FIELD_MAX);
    const bool good = parse_stream(&reader, stream);
    csv_free(&reader.parser);
    table_finish(&reader.table);
    fclose(stream);
    return good;
}
