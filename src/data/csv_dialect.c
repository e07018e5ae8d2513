#include "base/mem.h"
#include "csv_parts.h"
#include "data/cell.h"

#include <string.h>
#include <strings.h>

#define LINES 40 /* lines that are looked at */

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

/* ---- lines that hold no cells ---- */

size_t dialect_named_separator(const char *text, size_t length, char *separator)
{
    const bool quoted = length > 0 && *text == '"';
    const size_t at = 4 + quoted, end = at + 1 + quoted;
    if (length < end || strncasecmp(text + quoted, "sep=", 4) != 0 || ends_line(text[at]) ||
        (length > end && !ends_line(text[end])))
        return 0;
    *separator = text[at];
    return end + (length > end) + (length > end + 1 && text[end] == '\r' && text[end + 1] == '\n');
}

bool dialect_is_comment(const char *line, size_t length, char separator)
{
    char first[16]; /* "#N/A" begins no comment */
    size_t end = 0;
    while (length > 0 && (*line == ' ' || *line == '\t'))
        line++, length--;
    if (length == 0 || *line != '#')
        return false;
    while (end < length && end + 1 < sizeof first && line[end] != separator &&
           !ends_line(line[end]))
        end++;
    memcpy(first, line, end);
    first[end] = '\0';
    return !cell_is_missing(first);
}

/* ---- the separator ---- */

struct division {
    char separator;
    size_t fields[LINES]; /* of each line that counts */
    size_t lines;
    size_t cells, numbers; /* behind the first line */
};

static bool parts(char separator, char c)
{
    return c == separator || (separator == ' ' && c == '\t');
}

/* Count a cell, from `begin` to `end`, of line `line`. */
static void count_cell(struct division *division, const char *begin, const char *end)
{
    char cell[40];
    if (begin < end && *begin == '"' && end[-1] == '"' && end - begin > 1)
        begin++, end--;
    if ((size_t)(end - begin) >= sizeof cell)
        end = begin;
    memcpy(cell, begin, (size_t)(end - begin));
    cell[end - begin] = '\0';
    division->cells++;
    division->numbers += cell_like_number(cell) || cell_is_missing(cell);
}

/* Divide a line, and return where the next one begins. */
static const char *divide_line(struct division *division, const char *text, const char *end)
{
    const char separator = division->separator;
    const bool counts = division->lines > 0; /* the first line may hold names */
    size_t fields = 0;
    bool quoted = false;
    while (text < end && separator == ' ' && parts(' ', *text))
        text++;
    const char *cell = text;
    for (; text < end && (quoted || !ends_line(*text)); text++) {
        if (*text == '"')
            quoted = !quoted;
        if (quoted || !parts(separator, *text))
            continue;
        if (counts)
            count_cell(division, cell, text);
        fields++;
        while (separator == ' ' && text + 1 < end && parts(' ', text[1]))
            text++;
        cell = text + 1;
    }
    if (cell < text || (separator != ' ' && fields > 0)) {
        if (counts)
            count_cell(division, cell, text);
        fields++;
    }
    if (fields > 0)
        division->fields[division->lines++] = fields;
    return text;
}

static void divide(struct division *division, const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end && division->lines < LINES) {
        if (ends_line(*text)) {
            text++;
        } else if (dialect_is_comment(text, (size_t)(end - text), division->separator)) {
            while (text < end && !ends_line(*text))
                text++;
        } else {
            text = divide_line(division, text, end);
        }
    }
    /* The last line may be cut short by the end of the block. */
    if (text == end && division->lines > 2 && !ends_line(end[-1]))
        division->lines--;
}

/* How many lines have the most frequent number of fields, if that is more than one. */
static size_t count_equal(const struct division *division)
{
    size_t most = 0;
    for (size_t i = 0; i < division->lines; i++) {
        size_t equal = 0;
        for (size_t j = 0; j < division->lines; j++)
            equal += division->fields[j] == division->fields[i];
        if (division->fields[i] > 1 && equal > most)
            most = equal;
    }
    return most;
}

char dialect_separator(const char *text, size_t length)
{
    static const char candidates[] = ";,\t| ";
    char best = ',';
    size_t best_equal = 0;
    double best_share = 0;
    for (const char *c = candidates; *c; c++) {
        struct division division = {.separator = *c};
        divide(&division, text, length);
        const size_t equal = count_equal(&division);
        const double share =
            division.cells > 0 ? (double)division.numbers / (double)division.cells : 0;
        if (equal > best_equal || (equal == best_equal && equal > 0 && share > best_share)) {
            best = *c;
            best_equal = equal;
            best_share = share;
        }
    }
    return best;
}

/* ---- what is no text in UTF-8 ---- */

bool dialect_foreign(const char *text, size_t length, const char **kind, const char **code)
{
    static const struct {
        const char *begin;
        size_t length;
        const char *kind, *code;
    } kinds[] = {
        {"\xFF\xFE\0\0", 4, "UTF-32", "UTF-32"},
        {"\0\0\xFE\xFF", 4, "UTF-32", "UTF-32"},
        {"\xFF\xFE", 2, "UTF-16", "UTF-16"},
        {"\xFE\xFF", 2, "UTF-16", "UTF-16"},
        {"PK\3\4", 4, "a workbook or an archive", NULL},
        {"\xD0\xCF\x11\xE0", 4, "a workbook", NULL},
        {"\x1F\x8B", 2, "a compressed file", NULL},
        {"%PDF", 4, "a PDF", NULL},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
        if (length >= kinds[i].length && memcmp(text, kinds[i].begin, kinds[i].length) == 0) {
            *kind = kinds[i].kind;
            *code = kinds[i].code;
            return true;
        }
    const bool little = length >= 4 && text[0] && !text[1] && text[2] && !text[3];
    const bool big = length >= 4 && !text[0] && text[1] && !text[2] && text[3];
    *kind = "UTF-16";
    *code = little ? "UTF-16LE" : "UTF-16BE";
    return little || big;
}
