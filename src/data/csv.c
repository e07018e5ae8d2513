/* libcsv is fed line by line: so a line ends one record at most, and a mistake has its line. */
#include "data/csv.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "csv_parts.h"
#include "data/cell.h"

#include <csv.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define BLOCK 16384
#define BUFFER                                                                                     \
    (2 * CSV_FIELD_MAX) /* bytes libcsv may hold of a field; it takes as many at once              \
                         */

struct csv_source {
    struct csv_parser parser;
    FILE *stream;
    uint64_t size, taken; /* bytes of the file, 0 if not known, and of those how many were read */
    char block[BLOCK];
    size_t at, length; /* of the block: where the next line begins, and where the block ends */

    uint64_t line;     /* that begins at `at`, or goes on there */
    bool after_return; /* the last line ended in '\r', and a '\n' belongs to it */
    bool record_ended, file_ended;
    bool inside;                 /* the line goes on with a record that was begun */
    bool in_comment;             /* ... or with a comment */
    bool after_blank, in_quotes; /* where blanks separate: what the last character was */

    struct text heading; /* the comment before the first record */
    struct text joined;  /* the line with its blanks joined */

    struct text text; /* the fields of the record at hand, each with its '\0' */
    size_t *starts;   /* where they begin in it */
    size_t capacity;  /* of starts, and of csv->fields */
    struct error *err;
};

/* ---- mistakes ---- */

bool csv_mistake(const struct csv *csv, struct error *err, const char *format, ...)
{
    char message[sizeof err->text];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return error_set(err, "%s:%" PRIu64 ": %s", csv->path, csv->line, message);
}

const char *csv_column(const struct csv *csv, size_t field, char buffer[static CSV_COLUMN_SIZE])
{
    const char *name = field < csv->name_count ? csv->names[field] : "";
    if (*name)
        snprintf(buffer, CSV_COLUMN_SIZE, "'%.*s%s'", (int)text_cut(name, 40), name,
                 strlen(name) > 40 ? "..." : "");
    else
        snprintf(buffer, CSV_COLUMN_SIZE, "%zu", field + 1);
    return buffer;
}

static bool unreadable(const struct csv *csv, struct error *err)
{
    char buffer[ERROR_REASON_SIZE];
    return error_set(err, "%s: %s; name a CSV file that can be read", csv->path,
                     error_reason(buffer, errno));
}

static bool no_text(const struct csv *csv, const char *bad)
{
    struct error *err = csv->source->err;
    const char *kind, *code;
    if ((unsigned char)*bad < 0x80)
        return csv_mistake(csv, err, "a control character; save the file as text in UTF-8");
    if (dialect_foreign(csv->source->block, csv->source->length, &kind, &code) && code)
        return csv_mistake(csv, err, "this is %s; convert it: iconv -f %s -t UTF-8 '%s' > utf8.csv",
                           kind, code, csv->path);
    return csv_mistake(csv, err,
                       "this is not text in UTF-8; if it is of Windows, convert it: iconv -f "
                       "CP1252 -t UTF-8 '%s' > utf8.csv",
                       csv->path);
}

static bool field_too_long(const struct csv *csv)
{
    return csv_mistake(csv, csv->source->err,
                       "a field is longer than %d bytes; shorten it, or close its quotes",
                       CSV_FIELD_MAX);
}

/* ---- what libcsv calls ---- */

/* A field begins at a place of source->text. */
static void add_start(struct csv *csv, size_t start)
{
    struct csv_source *source = csv->source;
    if (csv->count == source->capacity) {
        source->capacity = source->capacity > 0 ? 2 * source->capacity : 16;
        source->starts = mem_resize(source->starts, source->capacity, sizeof *source->starts);
        csv->fields = mem_resize(csv->fields, source->capacity, sizeof *csv->fields);
    }
    source->starts[csv->count++] = start;
}

static bool add_field(struct csv *csv, const char *field, size_t length)
{
    struct csv_source *source = csv->source;
    if (length > CSV_FIELD_MAX)
        return field_too_long(csv);
    const char *bad = text_bad_byte(field, length);
    if (bad)
        return no_text(csv, bad);
    if (csv->count == CSV_FIELDS_MAX)
        return csv_mistake(csv, source->err, "more than %d fields; take a part of them",
                           CSV_FIELDS_MAX);
    add_start(csv, source->text.length);
    text_add_bytes(&source->text, field, length + 1); /* it ends with '\0': CSV_APPEND_NULL */
    return true;
}

static void on_field(void *field, size_t length, void *context)
{
    struct csv *csv = context;
    csv->failed = csv->failed || !add_field(csv, field, length);
}

static void on_record_end(int character, void *context)
{
    (void)character;
    struct csv *csv = context;
    csv->source->record_ended = true;
}

/* ---- plain lines ---- */

/* Whether libcsv would find nothing in a line but fields and separators: no quotes, and nothing
 * that is a mistake. Nearly all lines are like that. */
static bool is_plain(const char *line, size_t length)
{
    return length <= CSV_FIELD_MAX && !memchr(line, '"', length) && !text_bad_byte(line, length);
}

/* A plain line with its end into fields, as libcsv does it, in a third of its time: blanks around
 * them do not count, and a line of blanks has none. */
static void split_line(struct csv *csv, const char *line, size_t length)
{
    struct csv_source *source = csv->source;
    const char separator = csv->separator, tab = separator == '\t' ? ' ' : '\t';
    text_add_bytes(&source->text, line, length);
    char *const text = source->text.data, *const last = text + length - 1, *at = text;
    *last = separator; /* in place of the line's end: every field ends alike */
    do {
        while (*at == ' ' || *at == tab)
            at++;
        if (at == last && csv->count == 0)
            return;
        add_start(csv, (size_t)(at - text));
        const char *const begin = at;
        while (*at != separator)
            at++;
        char *end = at;
        while (end > begin && (end[-1] == ' ' || end[-1] == tab))
            end--;
        *end = '\0';
    } while (at++ < last);
}

/* ---- lines ---- */

/* A line, or as much of it as the block holds. */
static bool parse(struct csv *csv, const char *text, size_t length)
{
    struct csv_source *source = csv->source;
    const size_t parsed = csv_parse(&source->parser, text, length, on_field, on_record_end, csv);
    if (csv->failed)
        return false;
    if (parsed < length)
        return csv_mistake(csv, source->err,
                           "a '\"' is out of place; put quotes around a whole field, and write one "
                           "within it twice");
    return csv_get_buffer_size(&source->parser) <= BUFFER || field_too_long(csv);
}

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

/* Where a line ends, or the block in front of `stop`. */
static const char *line_end(const char *begin, const char *stop)
{
    const char *newline = memchr(begin, '\n', (size_t)(stop - begin));
    const char *end = newline ? newline : stop;
    const char *carriage_return = memchr(begin, '\r', (size_t)(end - begin));
    return carriage_return ? carriage_return : end;
}

/* Blanks separate however many there are, in quotes none: all in a row become one, those at the
 * ends of a line none. Quotes are as in a field that begins with one. */
static void join_blanks(struct csv_source *source, const char *text, size_t length)
{
    struct text *out = &source->joined;
    text_clear(out);
    for (size_t i = 0; i < length; i++) {
        const bool blank = text[i] == ' ' || text[i] == '\t';
        if (text[i] == '"')
            source->in_quotes = !source->in_quotes;
        if (blank && !source->in_quotes) {
            source->after_blank = source->inside || out->length > 0;
            continue;
        }
        if (source->after_blank && !ends_line(text[i]))
            text_add(out, " ");
        source->after_blank = false;
        text_add_bytes(out, text + i, 1);
    }
}

/* The last comment before the first record may hold the names of the columns. */
static void keep_heading(struct csv *csv, const char *text, size_t length)
{
    struct csv_source *source = csv->source;
    if (!source->in_comment) {
        source->in_comment = true;
        csv->comments++;
        if (csv->records == 0)
            text_clear(&source->heading);
    }
    while (length > 0 && ends_line(text[length - 1]))
        length--;
    if (csv->records == 0 && source->heading.length + length <= CSV_FIELD_MAX)
        text_add_bytes(&source->heading, text, length);
}

/* A line, or what the block holds of it, as it is to be parsed. */
static bool take_line(struct csv *csv, const char *text, size_t length, bool whole)
{
    struct csv_source *source = csv->source;
    if (source->in_comment ||
        (!source->inside && dialect_is_comment(text, length, csv->separator))) {
        keep_heading(csv, text, length);
        return true;
    }
    if (!source->inside) {
        csv->first_quoted = text[strspn(text, " \t")] == '"';
        source->after_blank = source->in_quotes = false;
        if (whole && csv->separator != ' ' && is_plain(text, length)) {
            split_line(csv, text, length);
            source->record_ended = true;
            return true;
        }
    }
    if (csv->separator == ' ')
        join_blanks(source, text, length);
    source->inside = true;
    return csv->separator == ' ' ? parse(csv, text_string(&source->joined), source->joined.length)
                                 : parse(csv, text, length);
}

static bool parse_line(struct csv *csv)
{
    struct csv_source *source = csv->source;
    const char *begin = source->block + source->at, *stop = source->block + source->length;
    const char *end = line_end(begin, stop);
    const bool whole = end < stop;
    end += whole;
    source->at = (size_t)(end - source->block);
    const bool second = source->after_return && *begin == '\n'; /* of "\r\n" */
    if (!take_line(csv, begin, (size_t)(end - begin), whole))
        return false;
    if (source->in_comment && whole) {
        source->in_comment = false;
        source->record_ended = true;
    }
    source->line += whole && !second;
    source->after_return = end[-1] == '\r';
    return true;
}

/* What stands behind the last end of a line. */
static bool parse_end(struct csv *csv)
{
    struct csv_source *source = csv->source;
    source->file_ended = true;
    if (csv_fini(&source->parser, on_field, on_record_end, csv) != 0)
        return csv_mistake(csv, source->err, "a quoted field has no end; close it with a '\"'");
    return !csv->failed;
}

/* Take a block from the file; an empty one at its end. */
static bool read_block(struct csv *csv)
{
    struct csv_source *source = csv->source;
    source->at = 0;
    source->length = fread(source->block, 1, sizeof source->block, source->stream);
    source->taken += source->length;
    return !ferror(source->stream) || unreadable(csv, source->err);
}

/* ---- records ---- */

static void begin_record(struct csv *csv)
{
    csv->count = 0;
    csv->line = csv->source->line;
    csv->source->record_ended = csv->source->inside = false;
    text_clear(&csv->source->text);
}

static bool read_record(struct csv *csv)
{
    struct csv_source *source = csv->source;
    while (!source->record_ended && !source->file_ended) {
        if (source->at == source->length && !read_block(csv))
            return false;
        if (!(source->length > 0 ? parse_line : parse_end)(csv))
            return false;
    }
    for (size_t i = 0; i < csv->count; i++)
        csv->fields[i] = source->text.data + source->starts[i];
    return true;
}

static bool is_blank(const struct csv *csv)
{
    for (size_t i = 0; i < csv->count; i++)
        if (!cell_is_empty(csv->fields[i]))
            return false;
    return true;
}

bool csv_next(struct csv *csv, struct error *err)
{
    struct csv_source *source = csv->source;
    source->err = err;
    while (!csv->failed && !source->file_ended) {
        begin_record(csv);
        csv->failed = !read_record(csv);
        if (csv->failed || csv->count == 0)
            continue;
        if (!is_blank(csv)) {
            csv->records++;
            return true;
        }
        csv->blank_rows++;
    }
    csv->failed = csv->failed || !csv_settle_marks(csv, err);
    csv->count = 0;
    return false;
}

double csv_share(const struct csv *csv)
{
    const struct csv_source *source = csv->source;
    const uint64_t done = source->taken - (source->length - source->at);
    return done < source->size ? (double)done / (double)source->size : source->size > 0;
}

/* ---- the file ---- */

static void *resize(void *pointer, size_t size)
{
    return mem_resize(pointer, size, 1);
}

static void start_parser(struct csv_parser *parser, char separator)
{
    /* Ends of records are told of even on empty lines: these have numbers, too. */
    csv_init(parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL);
    csv_set_realloc_func(parser, resize);
    csv_set_blk_size(parser, BUFFER);
    csv_set_delim(parser, (unsigned char)separator);
}

/* Where the text begins, and what separates it. */
static bool begin_text(struct csv *csv, char separator)
{
    struct csv_source *source = csv->source;
    const char *kind, *code;
    if (dialect_foreign(source->block, source->length, &kind, &code)) {
        if (code)
            return no_text(csv, "\xFF");
        return csv_mistake(csv, source->err, "this is %s; save the table in it as CSV in UTF-8",
                           kind);
    }
    if (source->length >= 3 && memcmp(source->block, "\xEF\xBB\xBF", 3) == 0)
        source->at = 3;
    char named = '\0';
    const size_t taken =
        dialect_named_separator(source->block + source->at, source->length - source->at, &named);
    source->at += taken;
    source->line += taken > 0;
    csv->separator =
        separator ? separator
        : named   ? named
                  : dialect_separator(source->block + source->at, source->length - source->at);
    return true;
}

bool csv_open(struct csv *csv, const char *path, char separator, struct error *err)
{
    struct stat status;
    *csv = (struct csv){.line = 1, .separator = ',', .path = path};
    FILE *stream = file_stream(path);
    if (!stream)
        return unreadable(csv, err);

    struct csv_source *source = csv->source = mem_alloc(1, sizeof *csv->source);
    source->stream = stream;
    source->line = 1;
    source->err = err;
    if (fstat(fileno(stream), &status) == 0 && S_ISREG(status.st_mode))
        source->size = (uint64_t)status.st_size;
    const bool ok = read_block(csv) && begin_text(csv, separator);
    start_parser(&source->parser, csv->separator);
    if (!ok)
        csv_close(csv);
    return ok;
}

/* The part of a heading as a name, without quotes around it. */
static char *take_name(const char *part, size_t length)
{
    struct text name = {0};
    text_add_bytes(&name, part, length);
    cell_name(name.data);
    const size_t last = strlen(name.data);
    if (last > 1 && name.data[0] == '"' && name.data[last - 1] == '"') {
        name.data[last - 1] = '\0';
        memmove(name.data, name.data + 1, last - 1);
    }
    return name.data;
}

size_t csv_heading(const struct csv *csv, char ***names)
{
    const char separators[] = {csv->separator, csv->separator == ' ' ? '\t' : '\0', '\0'};
    const char *text = text_string(&csv->source->heading);
    size_t count = 0;
    *names = NULL;
    text += strspn(text, "# \t");
    while (*text) {
        const size_t length = strcspn(text, separators);
        *names = mem_resize(*names, count + 1, sizeof **names);
        (*names)[count++] = take_name(text, length);
        text += length;
        text += csv->separator == ' ' ? strspn(text, " \t") : *text != '\0';
    }
    return count;
}

void csv_close(struct csv *csv)
{
    struct csv_source *source = csv->source;
    if (source) {
        csv_free(&source->parser);
        fclose(source->stream);
        text_finish(&source->text);
        text_finish(&source->heading);
        text_finish(&source->joined);
        free(source->starts);
        free(source);
    }
    free(csv->fields);
    *csv = (struct csv){0};
}
