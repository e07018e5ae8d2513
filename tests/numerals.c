/* A text is read from left to right. Digits and words begin a numeral only where no letter or digit
 * stands before them. Number words next to each other make one numeral where the grammar of either
 * language joins them. */
#include "numerals.h"

#include "base/mem.h"
#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum kind {
    NO_NUMBER,
    UNIT,    /* 2 to 19, and words that stand alone */
    TENS,    /* 20 to 90: a unit may follow */
    HUNDRED, /* 100: also "two hundred"; a unit or tens may follow */
    POWER,   /* 1000: multiplies what is before it */
    PART,    /* 1/2: multiplies what is before it */
    ORDINAL, /* a part only where its surroundings say so */
};

struct word {
    const char *text;
    enum kind kind;
    double value;
};

static const struct word english[] = {
    {"zero", UNIT, 0},
    {"two", UNIT, 2},
    {"three", UNIT, 3},
    {"four", UNIT, 4},
    {"five", UNIT, 5},
    {"six", UNIT, 6},
    {"seven", UNIT, 7},
    {"eight", UNIT, 8},
    {"nine", UNIT, 9},
    {"ten", UNIT, 10},
    {"eleven", UNIT, 11},
    {"twelve", UNIT, 12},
    {"thirteen", UNIT, 13},
    {"fourteen", UNIT, 14},
    {"fifteen", UNIT, 15},
    {"sixteen", UNIT, 16},
    {"seventeen", UNIT, 17},
    {"eighteen", UNIT, 18},
    {"nineteen", UNIT, 19},
    {"dozen", UNIT, 12},
    {"dozens", UNIT, 12},
    {"twice", UNIT, 2},
    {"double", UNIT, 2},
    {"doubles", UNIT, 2},
    {"doubled", UNIT, 2},
    {"triple", UNIT, 3},
    {"triples", UNIT, 3},
    {"thrice", UNIT, 3},
    {"twenty", TENS, 20},
    {"thirty", TENS, 30},
    {"forty", TENS, 40},
    {"fifty", TENS, 50},
    {"sixty", TENS, 60},
    {"seventy", TENS, 70},
    {"eighty", TENS, 80},
    {"ninety", TENS, 90},
    {"hundred", HUNDRED, 100},
    {"hundreds", HUNDRED, 100},
    {"thousand", POWER, 1e3},
    {"thousands", POWER, 1e3},
    {"million", POWER, 1e6},
    {"millions", POWER, 1e6},
    {"half", PART, 1.0 / 2},
    {"halves", PART, 1.0 / 2},
    {"halve", PART, 1.0 / 2},
    {"halved", PART, 1.0 / 2},
    {"halfway", PART, 1.0 / 2},
    {"quarter", PART, 1.0 / 4},
    {"quarters", PART, 1.0 / 4},
    {"third", ORDINAL, 1.0 / 3},
    {"fourth", ORDINAL, 1.0 / 4},
    {"fifth", ORDINAL, 1.0 / 5},
    {"sixth", ORDINAL, 1.0 / 6},
    {"seventh", ORDINAL, 1.0 / 7},
    {"eighth", ORDINAL, 1.0 / 8},
    {"ninth", ORDINAL, 1.0 / 9},
    {"tenth", ORDINAL, 1.0 / 10},
    {"twentieth", ORDINAL, 1.0 / 20},
    {"fortieth", ORDINAL, 1.0 / 40},
    {"hundredth", ORDINAL, 1e-2},
    {"thousandth", ORDINAL, 1e-3},
};

static const struct word spanish_words[] = {
    {"cero", UNIT, 0},
    {"dos", UNIT, 2},
    {"tres", UNIT, 3},
    {"cuatro", UNIT, 4},
    {"cinco", UNIT, 5},
    {"seis", UNIT, 6},
    {"siete", UNIT, 7},
    {"ocho", UNIT, 8},
    {"nueve", UNIT, 9},
    {"diez", UNIT, 10},
    {"once", UNIT, 11},
    {"doce", UNIT, 12},
    {"trece", UNIT, 13},
    {"catorce", UNIT, 14},
    {"quince", UNIT, 15},
    {"dieciséis", UNIT, 16},
    {"diecisiete", UNIT, 17},
    {"dieciocho", UNIT, 18},
    {"diecinueve", UNIT, 19},
    {"veintiuno", UNIT, 21},
    {"veintiún", UNIT, 21},
    {"veintidós", UNIT, 22},
    {"veintitrés", UNIT, 23},
    {"veinticuatro", UNIT, 24},
    {"veinticinco", UNIT, 25},
    {"veintiséis", UNIT, 26},
    {"veintisiete", UNIT, 27},
    {"veintiocho", UNIT, 28},
    {"veintinueve", UNIT, 29},
    {"docena", UNIT, 12},
    {"docenas", UNIT, 12},
    {"doble", UNIT, 2},
    {"duplica", UNIT, 2},
    {"duplican", UNIT, 2},
    {"triple", UNIT, 3},
    {"triplica", UNIT, 3},
    {"triplican", UNIT, 3},
    {"cuádruple", UNIT, 4},
    {"veinte", TENS, 20},
    {"treinta", TENS, 30},
    {"cuarenta", TENS, 40},
    {"cincuenta", TENS, 50},
    {"sesenta", TENS, 60},
    {"setenta", TENS, 70},
    {"ochenta", TENS, 80},
    {"noventa", TENS, 90},
    {"cien", HUNDRED, 100},
    {"ciento", HUNDRED, 100},
    {"cientos", HUNDRED, 100},
    {"doscientos", HUNDRED, 200},
    {"doscientas", HUNDRED, 200},
    {"trescientos", HUNDRED, 300},
    {"trescientas", HUNDRED, 300},
    {"cuatrocientos", HUNDRED, 400},
    {"cuatrocientas", HUNDRED, 400},
    {"quinientos", HUNDRED, 500},
    {"quinientas", HUNDRED, 500},
    {"seiscientos", HUNDRED, 600},
    {"seiscientas", HUNDRED, 600},
    {"setecientos", HUNDRED, 700},
    {"setecientas", HUNDRED, 700},
    {"ochocientos", HUNDRED, 800},
    {"ochocientas", HUNDRED, 800},
    {"novecientos", HUNDRED, 900},
    {"novecientas", HUNDRED, 900},
    {"mil", POWER, 1e3},
    {"miles", POWER, 1e3},
    {"millón", POWER, 1e6},
    {"millones", POWER, 1e6},
    {"mitad", PART, 1.0 / 2},
    {"mitades", PART, 1.0 / 2},
    {"tercio", PART, 1.0 / 3},
    {"tercera", ORDINAL, 1.0 / 3},
    {"cuarto", ORDINAL, 1.0 / 4},
    {"cuarta", ORDINAL, 1.0 / 4},
    {"quinto", ORDINAL, 1.0 / 5},
    {"quinta", ORDINAL, 1.0 / 5},
    {"sexto", ORDINAL, 1.0 / 6},
    {"sexta", ORDINAL, 1.0 / 6},
    {"séptima", ORDINAL, 1.0 / 7},
    {"séptimo", ORDINAL, 1.0 / 7},
    {"octavo", ORDINAL, 1.0 / 8},
    {"octava", ORDINAL, 1.0 / 8},
    {"noveno", ORDINAL, 1.0 / 9},
    {"novena", ORDINAL, 1.0 / 9},
    {"décimo", ORDINAL, 1.0 / 10},
    {"décima", ORDINAL, 1.0 / 10},
    {"cuarentava", ORDINAL, 1.0 / 40},
    {"centésimo", PART, 1e-2},
    {"centésima", PART, 1e-2},
    {"milésimo", PART, 1e-3},
    {"milésima", PART, 1e-3},
    {"diezmilésima", PART, 1e-4},
    {"cienmilésima", PART, 1e-5},
    {"millonésima", PART, 1e-6},
};

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

static bool same(const char *p, size_t length, const char *word)
{
    return strlen(word) == length && strncasecmp(p, word, length) == 0;
}

/* The row of a word; a plural in s has that of its singular. NULL: no number. */
static const struct word *find_word(bool spanish, const char *p, size_t length, bool *is_plural)
{
    const struct word *words = spanish ? spanish_words : english;
    const size_t count = spanish ? ARRAY_LENGTH(spanish_words) : ARRAY_LENGTH(english);
    for (size_t i = 0; i < count; i++) {
        *is_plural = false;
        if (same(p, length, words[i].text))
            return &words[i];
        *is_plural = length > 1 && p[length - 1] == 's' && words[i].kind >= PART;
        if (*is_plural && same(p, length - 1, words[i].text))
            return &words[i];
    }
    return NULL;
}

/* Whether the word before `p` is one of those that make an ordinal a part: "a third". */
static bool article_before(const struct reader *reader, const char *p)
{
    static const char *const articles[] = {"a", "one", "un", "una"};
    const char *end = p;
    if (end == reader->begin || end[-1] != ' ')
        return false;
    const char *from = --end;
    while (from > reader->begin && isalpha((unsigned char)from[-1]))
        from--;
    for (size_t i = 0; i < ARRAY_LENGTH(articles); i++)
        if (same(from, (size_t)(end - from), articles[i]))
            return true;
    return false;
}

static bool part_follows(const char *end)
{
    return strncmp(end, " parte", 6) == 0;
}

/* ---- numbers in words ---- */

/* Whether `next` may stand behind `last` in one number. */
static bool joins(enum kind last, const struct word *next)
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
static const char *gap(const struct reader *reader, const char *end, enum kind last)
{
    if (reader->spanish && last == TENS && strncmp(end, " y ", 3) == 0)
        return end + 3;
    return *end == ' ' || *end == '-' ? end + 1 : NULL;
}

/* A number that is being read: of 2,350,000 the whole is 2e6 while `group` grows to 350. */
struct number {
    double whole, group, part;
    enum kind last;
};

static void put_word(struct number *number, const struct word *word, bool hyphen)
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
    const struct word *word = find_word(reader->spanish, p, length, &is_plural);
    if (!word || (word->kind == ORDINAL && !is_plural && !article_before(reader, p) &&
                  !part_follows(p + length)))
        return false;
    struct number number = {0};
    put_word(&number, word, false);
    const char *end = p + length;
    for (const char *next; number.last != PART && (next = gap(reader, end, number.last));) {
        length = word_length(next);
        word = find_word(reader->spanish, next, length, &is_plural);
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
        return letter(*end) == 0;
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
        } else {
            end = p;
            text_next(&end);
        }
        count += is_numeral;
    }
    return count;
}
