/* A text is read from left to right. Digits and words begin a numeral only where no letter or digit
 * stands before them. Number words next to each other make one numeral where the grammar of either
 * language joins them. */
#include "numerals.h"
#include "numeral_words.h"

#include "base/mem.h"
#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- words ---- */

struct reader {
    const char *begin;
    bool spanish;
    bool (*is_name)(const char *word, size_t length);
};

/* Bytes of the letter at `p`; 0: no letter. */
static size_t letter(const char *p)
{
    const char *next = p;
    const uint32_t code = text_next(&next);
    const bool is = code < 128 ? isalpha((int)code) != 0
                               : (code >= 0xC0 && code < 0x400 && code != 0xD7 && code != 0xF7);
    return is ? (size_t)(next - p) : 0;
}

static bool letter_before(const char *begin, const char *p)
{
    if (p == begin)
        return false;
    do
        p--;
    while (p > begin && ((unsigned char)*p & 0xC0) == 0x80);
    return letter(p) > 0;
}

static size_t word_length(const char *p)
{
    size_t length = 0, bytes;
    while ((bytes = letter(p + length)))
        length += bytes;
    return length;
}

/* With digits, underscores and hyphens inside: a name of a scene or a parameter. */
static size_t name_length(const char *p)
{
    size_t length = word_length(p), more;
    for (;; length += more) {
        const char *q = p + length;
        more = isdigit((unsigned char)*q) || *q == '_' ? 1 : word_length(q);
        if (more == 0 && *q == '-' && (isdigit((unsigned char)q[1]) || letter(q + 1)))
            more = 1;
        if (more == 0)
            return length;
    }
}

/* Whether the word before `p` is one of those that make an ordinal a part: "a third". */
static bool article_before(const struct reader *reader, const char *p)
{
    static const char *const articles[] = {"a", "an", "one", "un", "una"};
    const char *end = p;
    if (end == reader->begin || (end[-1] != ' ' && end[-1] != '-'))
        return false;
    const char *from = --end;
    while (from > reader->begin && isalpha((unsigned char)from[-1]))
        from--;
    for (size_t i = 0; i < ARRAY_LENGTH(articles); i++)
        if (numeral_same(from, (size_t)(end - from), articles[i]))
            return true;
    return false;
}

/* "tercera parte", "tenth of": of an ordinal too few are meant by it to tell them apart. */
static bool part_follows(const char *end)
{
    return strncmp(end, " parte", 6) == 0 || strncmp(end, " of ", 4) == 0 ||
           strncmp(end, " de ", 4) == 0;
}

/* ---- numbers in words ---- */

/* Whether `next` may stand behind `last` in one number. */
static bool joins(enum numeral_kind last, const struct numeral_word *next)
{
    switch (next->kind) {
    case UNIT:
        return (last == TENS && next->value < 10) || last == HUNDRED || last == POWER;
    case TENS:
        return last == HUNDRED || last == POWER;
    case HUNDRED:
        return last == UNIT || last == POWER;
    case POWER:
        return last != PART;
    default:
        return last != PART;
    }
}

/* Behind `end`, where a number in words may go on; NULL: it does not. */
static const char *gap(const struct reader *reader, const char *end, enum numeral_kind last)
{
    if (reader->spanish && last == TENS && strncmp(end, " y ", 3) == 0)
        return end + 3;
    return *end == ' ' || *end == '-' ? end + 1 : NULL;
}

/* A number that is being read: of 2,350,000 the whole is 2e6 while `group` grows to 350. */
struct number {
    double whole, group, part;
    enum numeral_kind last;
};

static void put_word(struct number *number, const struct numeral_word *word, bool hyphen)
{
    switch (word->kind) {
    case HUNDRED:
        number->group =
            number->last == UNIT ? number->group * word->value : number->group + word->value;
        break;
    case POWER:
        number->whole += (number->group > 0 ? number->group : 1) * word->value;
        number->group = 0;
        break;
    case PART:
    case ORDINAL: /* ten-thousandth is 1/10000, two thirds are 2/3 */
        number->part = word->value;
        if (hyphen && (number->group == 10 || number->group == 100)) {
            number->part /= number->group;
            number->group = 1;
        }
        break;
    default:
        number->group += word->value;
    }
    number->last = word->kind == ORDINAL ? PART : word->kind;
}

/* The numeral that begins with the word at `p`; false: none does. */
static bool read_words(const struct reader *reader, const char *p, struct numeral *numeral)
{
    bool is_plural;
    size_t length = word_length(p);
    const struct numeral_word *word = numeral_word_find(reader->spanish, p, length, &is_plural);
    if (!word || (word->kind == ORDINAL && !is_plural && !article_before(reader, p) &&
                  !part_follows(p + length)))
        return false;
    struct number number = {0};
    put_word(&number, word, false);
    const char *end = p + length;
    for (const char *next; number.last != PART && (next = gap(reader, end, number.last));) {
        length = word_length(next);
        word = numeral_word_find(reader->spanish, next, length, &is_plural);
        if (!word || !joins(number.last, word))
            break;
        put_word(&number, word, *end == '-');
        end = next + length;
    }
    double value = number.whole + number.group;
    if (number.part > 0)
        value = (value > 0 ? value : 1) * number.part;
    *numeral = (struct numeral){p, (size_t)(end - p), value, number.part > 0 ? 0 : 1};
    return true;
}

/* ---- digits ---- */

static const char *skip_digits(const char *p)
{
    while (isdigit((unsigned char)*p))
        p++;
    return p;
}

/* Digits with a point, thousands and an exponent, from `p`; returns their end. */
static const char *read_number(const char *p, double *value, double *unit)
{
    char plain[64];
    size_t length = 0;
    const char *end = p, *group = p; /* of up to three digits, where there are thousands */
    int decimals = 0, exponent = 0;
    for (; length < sizeof plain - 8; end++) {
        if (isdigit((unsigned char)*end))
            plain[length++] = *end;
        else if (*end == ',' && end - group <= 3 && skip_digits(end + 1) == end + 4)
            group = end + 1;
        else
            break;
    }
    if (*end == '.' && isdigit((unsigned char)end[1])) {
        const char *point = end;
        end = skip_digits(end + 1);
        decimals = (int)(end - point) - 1;
        for (const char *q = point; q < end && length < sizeof plain - 8; q++)
            plain[length++] = *q;
    }
    plain[length] = '\0';
    const size_t sign = *end == 'e' && (end[1] == '-' || end[1] == '+') ? 2 : 1;
    if (*end == 'e' && isdigit((unsigned char)end[sign])) {
        exponent = (int)strtol(end + 1, NULL, 10);
        end = skip_digits(end + sign);
    }
    *value = strtod(plain, NULL) * pow(10, exponent);
    *unit = pow(10, exponent - decimals);
    return end;
}

/* Whether the minus before `p` is a sign: nothing that could be subtracted from, or joined to,
 * stands before it. */
static bool sign_before(const struct reader *reader, const char *p)
{
    return p > reader->begin && p[-1] == '-' &&
           (p - 1 == reader->begin || strchr(" ([,=", p[-2]) != NULL);
}

/* What a numeral in digits is behind its number: 1/4, 5 %; false: a formula, as 1/k and 1/2m are.
 */
static bool read_tail(const char **end, double *value, double *unit)
{
    if (**end == '/' && isdigit((unsigned char)(*end)[1])) {
        double below, ignored;
        *end = read_number(*end + 1, &below, &ignored);
        *value /= below;
        *unit = 0;
        return letter(*end) == 0 || strncmp(*end, "th", 2) == 0;
    }
    if (**end == '/' && (*end)[1] != ' ' && (*end)[1] != '\0')
        return false;
    static const char *const percents[] = {"%", " %", "\u00A0%", "\u202F%"};
    for (size_t i = 0; i < ARRAY_LENGTH(percents); i++) {
        if (strncmp(*end, percents[i], strlen(percents[i])) == 0) {
            *end += strlen(percents[i]);
            *value /= 100;
            *unit /= 100;
            break;
        }
    }
    return true;
}

/* Reads the digits at `p`; whether they are a numeral. */
static bool read_digits(const struct reader *reader, const char *p, const char **end,
                        struct numeral *numeral)
{
    double value, unit;
    *end = read_number(p, &value, &unit);
    const bool is_numeral = read_tail(end, &value, &unit);
    const char *from = p;
    if (sign_before(reader, p)) {
        from--;
        value = -value;
    }
    const bool exponent = from > reader->begin + 1 && from[-1] == '^' &&
                          (letter_before(reader->begin, from - 1) || from[-2] == ')');
    *numeral = (struct numeral){from, (size_t)(*end - from), value, unit};
    return is_numeral && !exponent;
}

/* The fraction in one character at `p`. */
static bool read_fraction(const char *p, const char **end, struct numeral *numeral)
{
    static const struct {
        const char *text;
        double value;
    } fractions[] = {
        {"½", 1.0 / 2}, {"⅓", 1.0 / 3}, {"⅔", 2.0 / 3}, {"¼", 1.0 / 4},
        {"¾", 3.0 / 4}, {"⅕", 1.0 / 5}, {"⅙", 1.0 / 6}, {"⅛", 1.0 / 8},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(fractions); i++) {
        const size_t length = strlen(fractions[i].text);
        if (strncmp(p, fractions[i].text, length) != 0)
            continue;
        *end = p + length;
        *numeral = (struct numeral){p, length, fractions[i].value, 0};
        return true;
    }
    return false;
}

/* The logarithm "ln 2" at `p`. */
static bool read_logarithm(const char *p, const char **end, struct numeral *numeral)
{
    if (strncmp(p, "ln ", 3) != 0 || !isdigit((unsigned char)p[3]))
        return false;
    double value, unit;
    *end = read_number(p + 3, &value, &unit);
    *numeral = (struct numeral){p, (size_t)(*end - p), log(value), 0};
    return true;
}

/* Reads the word at `p`, or what begins with it; whether it is a numeral. */
static bool read_letters(const struct reader *reader, const char *p, const char **end,
                         struct numeral *numeral)
{
    if (read_logarithm(p, end, numeral))
        return true;
    const size_t name = name_length(p);
    *end = p + name;
    if (reader->is_name(p, name))
        return false;
    if (read_words(reader, p, numeral)) {
        *end = p + numeral->length;
        return true;
    }
    /* One word, and the digits of a name such as W1. */
    *end = p + word_length(p);
    while (isalnum((unsigned char)**end) || **end == '_')
        ++*end;
    return false;
}

size_t numerals_find(const char *text, bool spanish,
                     bool (*is_name)(const char *word, size_t length), struct numeral *found,
                     size_t room)
{
    const struct reader reader = {text, spanish, is_name};
    size_t count = 0;
    for (const char *p = text, *end; *p && count < room; p = end) {
        bool is_numeral = false;
        if (isdigit((unsigned char)*p)) {
            is_numeral = read_digits(&reader, p, &end, &found[count]);
        } else if (letter(p)) {
            is_numeral = read_letters(&reader, p, &end, &found[count]);
        } else if (!(is_numeral = read_fraction(p, &end, &found[count]))) {
            end = p;
            text_next(&end);
        }
        count += is_numeral;
    }
    return count;
}
