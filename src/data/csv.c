/* libcsv is fed line by line: so a line ends one record at most, and a mistake has its line. */
#include "data/csv.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"

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

static bool unreadable(const struct csv *csv, struct error *err)
{
    char buffer[ERROR_REASON_SIZE];
    return error_set(err, "%s: %s; name a CSV file that can be read", csv->path,
                     error_reason(buffer, errno));
}

static bool field_too_long(const struct csv *csv)
{
    return csv_mistake(csv, csv->source->err,
                       "a field is longer than %d bytes; shorten it, or close its quotes",
                       CSV_FIELD_MAX);
}

/* ---- what libcsv calls ---- */

static bool add_field(struct csv *csv, const char *field, size_t length)
{
    struct csv_source *source = csv->source;
    if (length > CSV_FIELD_MAX)
        return field_too_long(csv);
    if (text_bad_byte(field, length))
        return csv_mistake(csv, source->err, "this is not text in UTF-8; save the file as UTF-8");
    if (csv->count == CSV_FIELDS_MAX)
        return csv_mistake(csv, source->err, "more than %d fields; take a part of them",
                           CSV_FIELDS_MAX);
    if (csv->count == source->capacity) {
        source->capacity = source->capacity > 0 ? 2 * source->capacity : 16;
        source->starts = mem_resize(source->starts, source->capacity, sizeof *source->starts);
        csv->fields = mem_resize(csv->fields, source->capacity, sizeof *csv->fields);
    }
    source->starts[csv->count++] = source->text.length;
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

static bool parse_line(struct csv *csv)
{
    struct csv_source *source = csv->source;
    const char *begin = source->block + source->at, *stop = source->block + source->length;
    const char *end = begin;
    while (end < stop && !ends_line(*end))
        end++;
    const bool whole = end < stop;
    end += whole;
    source->at = (size_t)(end - source->block);
    if (!parse(csv, begin, (size_t)(end - begin)))
        return false;
    const bool second = source->after_return && *begin == '\n'; /* of "\r\n" */
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
    csv->source->record_ended = false;
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

bool csv_next(struct csv *csv, struct error *err)
{
    struct csv_source *source = csv->source;
    source->err = err;
    while (!csv->failed && !source->file_ended) {
        begin_record(csv);
        csv->failed = !read_record(csv);
        if (!csv->failed && csv->count > 0)
            return true;
    }
    csv->count = 0;
    return false;
}

double csv_share(const struct csv *csv)
{
    const struct csv_source *source = csv->source;
    const uint64_t done = source->taken - (source->length - source->at);
    return done < source->size ? (double)done / (double)source->size : source->size > 0;
}

/* ---- numbers ---- */

#define SHORT_DIGITS                                                                               \
    15 /* so many make an integer that a double holds exactly, as it does 10^15                    \
        */

/* The common case, faster than strtod: a few digits with at most one mark, as in -12.5. Integer and
 * power of ten are exact, so that their quotient is rounded once, to the double nearest to the
 * decimal (Clinger, "How to read floating point numbers accurately", 1990, section 4). Returns
 * false for anything else, number or not. */
static bool short_number(const char *text, char mark, double *value)
{
    static const double powers[SHORT_DIGITS + 1] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const bool negative = *text == '-';
    int64_t integer = 0;
    size_t digits = 0, whole = SIZE_MAX; /* whole: digits before the mark */
    for (text += negative; *text; text++) {
        if (*text >= '0' && *text <= '9' && digits < SHORT_DIGITS) {
            integer = 10 * integer + (*text - '0');
            digits++;
        } else if (whole == SIZE_MAX && (*text == '.' || *text == mark)) {
            whole = digits;
        } else {
            return false;
        }
    }
    if (digits == 0)
        return false;
    const double size = (double)integer / powers[whole == SIZE_MAX ? 0 : digits - whole];
    *value = negative ? -size : size;
    return true;
}

bool csv_number(const struct csv *csv, char *field, double *value)
{
    const char mark = csv->separator == ';' ? ',' : '.';
    if (short_number(field, mark, value))
        return true;
    char *comma = mark == ',' ? strchr(field, mark) : NULL;
    if (comma)
        *comma = '.';
    const bool ok = number_parse(field, value);
    if (comma)
        *comma = ',';
    return ok;
}

/* ---- the file ---- */

/* The separator of the file's first line that is not empty. */
static char find_separator(const char *text, size_t length)
{
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            quoted = !quoted;
        else if (!quoted && text[i] == ';')
            return ';';
        else if (!quoted && i > 0 && ends_line(text[i]) && !ends_line(text[i - 1]))
            break;
    }
    return ',';
}

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

bool csv_open(struct csv *csv, const char *path, struct error *err)
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
    const bool ok = read_block(csv);
    if (source->length >= 3 && memcmp(source->block, "\xEF\xBB\xBF", 3) == 0)
        source->at = 3;
    csv->separator = find_separator(source->block + source->at, source->length - source->at);
    start_parser(&source->parser, csv->separator);
    if (!ok)
        csv_close(csv);
    return ok;
}

void csv_close(struct csv *csv)
{
    struct csv_source *source = csv->source;
    if (source) {
        csv_free(&source->parser);
        fclose(source->stream);
        text_finish(&source->text);
        free(source->starts);
        free(source);
    }
    free(csv->fields);
    *csv = (struct csv){0};
}
