#include "data/cell.h"

#include "base/mem.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- blanks ---- */

size_t cell_blank(const char *cell)
{
    static const char *const blanks[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x87",
                                         "\xEF\xBB\xBF"};
    if (*cell == ' ' || *cell == '\t' || *cell == '\n' || *cell == '\r')
        return 1;
    if ((unsigned char)*cell < 0x80)
        return 0;
    for (size_t i = 0; i < ARRAY_LENGTH(blanks); i++)
        if (strncmp(cell, blanks[i], strlen(blanks[i])) == 0)
            return strlen(blanks[i]);
    return 0;
}

/* Where the cell ends without the blanks behind it. */
static size_t trimmed_length(const char *cell)
{
    size_t end = 0;
    for (size_t i = 0, blank; cell[i]; i += blank > 0 ? blank : 1) {
        blank = cell_blank(cell + i);
        if (blank == 0)
            end = i + 1;
    }
    return end;
}

static const char *behind_blanks(const char *cell)
{
    for (size_t blank; (blank = cell_blank(cell)) > 0;)
        cell += blank;
    return cell;
}

bool cell_is_empty(const char *cell)
{
    return !*behind_blanks(cell);
}

char *cell_trim(char *cell)
{
    const char *begin = behind_blanks(cell);
    const size_t length = trimmed_length(begin);
    memmove(cell, begin, length);
    cell[length] = '\0';
    return cell;
}

char *cell_one_line(char *cell)
{
    for (char *c = cell; *c; c++)
        if (*c == '\n' || *c == '\r' || *c == '\t')
            *c = ' ';
    return cell;
}

char *cell_name(char *cell)
{
    cell_trim(cell_one_line(cell));
    if (*cell == '#') {
        const size_t signs = strspn(cell, "# ");
        memmove(cell, cell + signs, strlen(cell + signs) + 1);
    }
    return cell;
}

/* ---- missing values ---- */

bool cell_is_missing(const char *cell)
{
    static const char *const tokens[] = {
        "NA",       "N/A",      "<NA>",   "NaN",     "-NaN",    "+NaN",     "#NA",
        "#N/A",     "#NV",      "NULL",   "NaT",     "\\N",     "?",        "-",
        "--",       "---",      ".",      "#VALUE!", "#DIV/0!", "#NUM!",    "#REF!",
        "#NAME?",   "#NULL!",   "#WERT!", "#ZAHL!",  "#BEZUG!", "#NOMBRE?", "#N/D",
        "#¡VALOR!", "#¡DIV/0!", "#¡NUM!", "#¡REF!",  "–",       "—",
    };
    if (*cell >= '0' && *cell <= '9')
        return false;
    cell = behind_blanks(cell);
    const size_t length = trimmed_length(cell);
    if (length == 0)
        return true;
    for (size_t i = 0; i < ARRAY_LENGTH(tokens); i++)
        if (strlen(tokens[i]) == length && strncasecmp(tokens[i], cell, length) == 0)
            return true;
    return false;
}

/* ---- numbers in other clothes ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The bytes of a sign or currency that a number may begin with; 0: none. */
static size_t lead(const char *cell)
{
    static const char *const leads[] = {"+",
                                        "-",
                                        "(",
                                        "$",
                                        "\xE2\x82\xAC" /* € */,
                                        "\xC2\xA3" /* £ */,
                                        "\xC2\xA5" /* ¥ */,
                                        "\xE2\x88\x92" /* − */,
                                        "\xE2\x80\x93" /* – */,
                                        "US$",
                                        "EUR",
                                        "USD",
                                        "GBP",
                                        "'"};
    for (size_t i = 0; i < ARRAY_LENGTH(leads); i++)
        if (strncmp(cell, leads[i], strlen(leads[i])) == 0)
            return strlen(leads[i]);
    return cell_blank(cell);
}

/* Where the digits of a number begin, behind signs, currencies and a mark; NULL: it does not begin
 * like one. */
static const char *digits_of(const char *cell)
{
    for (size_t bytes; (bytes = lead(cell)) > 0;)
        cell += bytes;
    if (*cell == '.' || *cell == ',')
        cell++;
    return is_digit(*cell) ? cell : NULL;
}

/* How many of the digits that a cell has stand in a row from `digits` on. */
static size_t digits_in_a_row(const char *digits)
{
    return strspn(digits, "0123456789");
}

/* Groups of digits between marks like those of a date or a time: 2020-01-31, 31/12/20, 10:30. */
static bool is_date(const char *digits)
{
    const size_t first = digits_in_a_row(digits);
    const char mark = digits[first];
    if (!mark || !strchr("-/:.", mark) || !is_digit(digits[first + 1]))
        return false;
    if (mark == ':' || mark == '/')
        return true;
    const size_t second = digits_in_a_row(digits + first + 1);
    const char *third = digits + first + 1 + second;
    return *third == mark && is_digit(third[1]) && second <= 2 &&
           !(mark == '.' && digits_in_a_row(third + 1) == 3);
}

static bool is_infinite(const char *cell)
{
    while (*cell == '+' || *cell == '-')
        cell++;
    return strcasecmp(cell, "inf") == 0 || strcasecmp(cell, "infinity") == 0 ||
           strncmp(cell, "1.#INF", 6) == 0 || strcmp(cell, "\xE2\x88\x9E") == 0 /* ∞ */;
}

/* A digit as wide as a Chinese character, U+FF10 to U+FF19. */
static bool begins_wide_digit(const char *cell)
{
    return strncmp(cell, "\xEF\xBC", 2) == 0 && (unsigned char)cell[2] >= 0x90 &&
           (unsigned char)cell[2] <= 0x99;
}

static bool has_any(const char *cell, const char *const *signs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(cell, signs[i]))
            return true;
    return false;
}

static const char *const currencies[] = {"$",   "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5",
                                         "EUR", "USD",          "GBP"};
static const char *const thousands[] = {
    ",", "'", "\xE2\x80\x99", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", " "};

/* What follows all the characters of numbers. */
static const char *behind_number(const char *digits)
{
    return digits + strspn(digits, "0123456789.,'");
}

const char *cell_remedy(const char *cell)
{
    cell = behind_blanks(cell);
    if (is_infinite(cell))
        return "correct it, or leave it empty and write missing = \"skip\"";
    if (begins_wide_digit(cell))
        return "write it with the digits 0 to 9";
    const char *digits = digits_of(cell);
    if (!digits)
        return NULL;
    const char *rest = behind_number(digits), *word = behind_blanks(rest);
    if (digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X'))
        return "write hexadecimal numbers as decimal ones";
    if (has_any(cell, currencies, ARRAY_LENGTH(currencies)))
        return "take off the currency sign";
    if (strchr(cell, '%'))
        return "take off the percent sign";
    if (*cell == '(')
        return "write the minus as '-'";
    if (is_date(digits))
        return "write a date, a time or a fraction as one number";
    if ((*rest == 'd' || *rest == 'D') && (is_digit(rest[1]) || lead(rest + 1) > 0))
        return "write the exponent with an e";
    if (*word && !is_digit(*word) && !strchr("eE-+", *word))
        return "write the number alone, and its unit in the heading";
    if (*cell == '\xE2')
        return "write the minus as '-'";
    if (has_any(digits, thousands, ARRAY_LENGTH(thousands)) || strchr(rest, '.') ||
        strchr(digits, '.') != strrchr(digits, '.'))
        return "write it without separators of thousands, and with a decimal point";
    return "correct it or take another column";
}

bool cell_like_number(const char *cell)
{
    cell = behind_blanks(cell);
    cell += *cell == '-' || *cell == '+';
    size_t digits = strspn(cell, "0123456789");
    cell += digits;
    if (*cell == '.' || *cell == ',') {
        cell++;
        const size_t decimals = strspn(cell, "0123456789");
        digits += decimals;
        cell += decimals;
    }
    if (digits > 0 && (*cell == 'e' || *cell == 'E')) {
        cell++;
        cell += *cell == '-' || *cell == '+';
        if (!is_digit(*cell))
            return false;
        cell += strspn(cell, "0123456789");
    }
    return digits > 0 && !*behind_blanks(cell);
}
