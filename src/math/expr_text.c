/* From what people type and paste to the characters of the grammar. */
#include "expr_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "math/expr.h"

struct sign {
    const char *written, *meant;
};

#define SMALL_PI "\xCF\x80"

/* Longer ones before those they begin with. */
static const struct sign signs[] = {
    {"**", "^"},           {"\xC3\x97", "*"}, /* multiplication sign */
    {"\xC2\xB7", "*"},                        /* middle dot */
    {"\xE2\x8B\x85", "*"},                    /* dot operator */
    {"\xE2\x88\x99", "*"},                    /* bullet operator */
    {"\xE2\x88\x97", "*"},                    /* asterisk operator */
    {"\xC3\xB7", "/"},                        /* division sign */
    {"\xE2\x88\x95", "/"},                    /* division slash */
    {"\xE2\x81\x84", "/"},                    /* fraction slash */
    {"\xE2\x88\x92", "-"},                    /* minus sign */
    {"\xE2\x80\x93", "-"},                    /* en dash */
    {"\xE2\x80\x90", "-"},                    /* hyphen */
    {"\xC2\xA0", " "},                        /* no-break space */
    {"\xE2\x80\xAF", " "},                    /* narrow no-break space */
    {"\xE2\x80\x89", " "},                    /* thin space */
    {"\xE2\x80\x8B", " "},                    /* zero-width space */
    {"\xEF\xBB\xBF", " "},                    /* byte-order mark */
};

static const struct sign raised[] = {
    {"\xE2\x81\xB0", "0"}, {"\xC2\xB9", "1"},     {"\xC2\xB2", "2"},     {"\xC2\xB3", "3"},
    {"\xE2\x81\xB4", "4"}, {"\xE2\x81\xB5", "5"}, {"\xE2\x81\xB6", "6"}, {"\xE2\x81\xB7", "7"},
    {"\xE2\x81\xB8", "8"}, {"\xE2\x81\xB9", "9"}, {"\xE2\x81\xBB", "-"}, {"\xE2\x81\xBA", "+"},
};

/* What has no place in a formula, and what to write. */
static const struct sign others[] = {
    {"\xE2\x88\x9A", "; write sqrt( )"},
    {"\xE2\x88\x9B", "; write ( )^(1/3)"},
    {"\xC2\xBD", "; write 1/2"},
    {"\xC2\xBC", "; write 1/4"},
    {"\xC2\xBE", "; write 3/4"},
    {"|", "; write abs( )"},
    {"[", "; write ( )"},
    {"{", "; write ( )"},
    {"%", "; write /100"},
};

static const struct sign *find(const struct sign *signs_of, size_t count, const char *at)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(at, signs_of[i].written, strlen(signs_of[i].written)) == 0)
            return &signs_of[i];
    return NULL;
}

const char *expr_text_instead(const char *at)
{
    const struct sign *sign = find(others, ARRAY_LENGTH(others), at);
    return sign ? sign->meant : "";
}

/* What is being translated: the place in what was written, and its column. */
struct translation {
    const char *at;
    size_t column;
    struct expr_text *plain;
};

static void put(struct translation *t, const char *bytes, size_t length)
{
    struct expr_text *plain = t->plain;
    for (size_t i = 0; i < length; i++)
        plain->column[plain->bytes.length + i] = t->column;
    text_add_bytes(&plain->bytes, bytes, length);
}

/* Go past `length` bytes. */
static void pass(struct translation *t, size_t length)
{
    for (const char *end = t->at + length; t->at < end; t->at++)
        t->column += ((unsigned char)*t->at & 0xC0) != 0x80;
}

static bool is_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
}

/* What comes next is not a part of the word that was put. */
static void end_word(struct translation *t)
{
    if (is_of_word(*t->at) || strncmp(t->at, SMALL_PI, strlen(SMALL_PI)) == 0)
        put(t, " ", 1);
}

/* A small pi is a word; "xπ" is "x pi". */
static void put_pi(struct translation *t)
{
    const struct text *bytes = &t->plain->bytes;
    if (bytes->length > 0 && is_of_word(bytes->data[bytes->length - 1]))
        put(t, " ", 1);
    put(t, "pi", 2);
    pass(t, strlen(SMALL_PI));
    end_word(t);
}

/* "²" is "^2", "²3" is "^2 3". */
static bool put_raised(struct translation *t, const struct sign *digit, struct error *err)
{
    put(t, "^", 1);
    for (; digit; digit = find(raised, ARRAY_LENGTH(raised), t->at)) {
        put(t, digit->meant, 1);
        pass(t, strlen(digit->written));
    }
    end_word(t);
    const char *next = t->at + strspn(t->at, " \t\r\n");
    if (*next != '^' && strncmp(next, "**", 2) != 0)
        return true;
    return error_set(err, "column %zu: a power of a power needs parentheses", t->column);
}

bool expr_text_init(struct expr_text *plain, const char *written, struct error *err)
{
    struct translation t = {.at = written, .column = 1, .plain = plain};
    /* At most four bytes come from one character: " pi " from two. */
    *plain = (struct expr_text){.column = mem_alloc(4 * strlen(written) + 1, sizeof(size_t))};
    while (*t.at != '\0') {
        const struct sign *digit = find(raised, ARRAY_LENGTH(raised), t.at);
        const struct sign *sign = find(signs, ARRAY_LENGTH(signs), t.at);
        if (digit) {
            if (!put_raised(&t, digit, err))
                return false;
        } else if (strncmp(t.at, SMALL_PI, strlen(SMALL_PI)) == 0) {
            put_pi(&t);
        } else if (sign) {
            put(&t, sign->meant, strlen(sign->meant));
            pass(&t, strlen(sign->written));
        } else {
            put(&t, t.at, 1);
            pass(&t, 1);
        }
    }
    plain->column[plain->bytes.length] = t.column;
    return true;
}

void expr_plain(const char *written, struct text *out)
{
    struct expr_text plain;
    const bool ok = expr_text_init(&plain, written, NULL);
    text_add(out, ok ? text_string(&plain.bytes) : written);
    expr_text_finish(&plain);
}

void expr_text_finish(struct expr_text *plain)
{
    text_finish(&plain->bytes);
    free(plain->column);
}
