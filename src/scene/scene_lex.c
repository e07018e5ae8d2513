/* One pass over the text, a token at a time, with the open brackets on a stack and in mind what may
 * come next. */
#include "scene_lex.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define SHOWN 40 /* bytes of a token that a message shows, at most */

#define DIGITS     "0123456789"
#define LETTERS    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define NAME_BYTES LETTERS DIGITS "-_*"

enum expected {
    EXPECT_KEY,
    EXPECT_SIGN,
    EXPECT_VALUE,
    EXPECT_FIRST, /* a value, or the end of a list that is empty */
    EXPECT_SEPARATOR,
};

struct lexer {
    const char *at;
    unsigned line;
    struct {
        char open;
        unsigned line;
    } bracket[LEX_DEPTH];
    size_t depth;
    enum expected expected;
    bool after_text;                 /* another text may follow: both are one */
    const char *number, *number_end; /* the last one */
    size_t keys;
    const char *key; /* the last one, with its length */
    int key_length;
    struct error *err;
};

/* ---- blanks ---- */

static bool skip_comment(struct lexer *l)
{
    const unsigned begin = l->line;
    for (l->at += 2; strncmp(l->at, "*/", 2) != 0; l->at++) {
        if (*l->at == '\0') {
            l->line = begin;
            return error_set(l->err, "this comment has no end: '*/' is missing");
        }
        l->line += *l->at == '\n';
    }
    l->at += 2;
    return true;
}

static bool skip_blanks(struct lexer *l)
{
    for (;;) {
        if (*l->at == '\n')
            l->line++;
        if (*l->at == '#' || strncmp(l->at, "//", 2) == 0)
            l->at += strcspn(l->at, "\n");
        else if (strncmp(l->at, "/*", 2) == 0) {
            if (!skip_comment(l))
                return false;
        } else if (*l->at != '\0' && strchr(" \t\r\n", *l->at))
            l->at++;
        else
            return true;
    }
}

/* ---- what may come next ---- */

static bool in_list(const struct lexer *l)
{
    return l->depth > 0 && l->bracket[l->depth - 1].open != '{';
}

static bool value_missing(struct lexer *l)
{
    if (in_list(l))
        return error_set(l->err, "a value is missing before or after a ','");
    return error_set(l->err, "'%.*s' has no value", l->key_length, l->key);
}

/* Whether the last setting, or the last value of a list, may end here. */
static bool check_complete(struct lexer *l)
{
    if (l->expected == EXPECT_SIGN)
        return error_set(l->err, "no '=' after '%.*s'", l->key_length, l->key);
    return l->expected != EXPECT_VALUE || value_missing(l);
}

static int shown(size_t length)
{
    return (int)(length < SHOWN ? length : SHOWN);
}

/* A value of `length` bytes begins here: may it? */
static bool expect_value(struct lexer *l, size_t length)
{
    if (l->expected == EXPECT_SIGN)
        return check_complete(l);
    if (l->expected == EXPECT_SEPARATOR && in_list(l))
        return error_set(l->err, "no ',' before %.*s", shown(length), l->at);
    if (l->expected != EXPECT_VALUE && l->expected != EXPECT_FIRST)
        return error_set(l->err, "no key before %.*s; write KEY = VALUE;", shown(length), l->at);
    l->expected = EXPECT_SEPARATOR;
    return true;
}

/* ---- tokens ---- */

static bool lex_text(struct lexer *l)
{
    const unsigned begin = l->line;
    const char *end = l->at + 1;
    unsigned lines = 0;
    for (; *end != '"'; end++) {
        if (*end == '\\' && end[1] != '\0')
            end++;
        lines += *end == '\n';
        if (*end == '\0') {
            l->line = begin;
            return error_set(l->err, "this text has no end: a '\"' is missing");
        }
    }
    end++;
    if (!l->after_text && !expect_value(l, (size_t)(end - l->at)))
        return false;
    l->at = end;
    l->line += lines;
    l->after_text = true;
    return true;
}

/* Whole numbers are 32 bits wide in libconfig, with an L behind them 64. */
static bool check_whole(const char *number, const char *digits, int base, struct error *err)
{
    char *end;
    const unsigned long long value = strtoull(digits, &end, base);
    const bool suffixed = *end == 'L';
    if (value > INT64_MAX)
        return error_set(err, "%s is too large", number);
    if (value > INT32_MAX && !suffixed)
        return error_set(err, "%s is longer than 32 bits; write %sL", number, number);
    return true;
}

static bool has_whole_form(const char *digits, const char *allowed)
{
    const size_t length = strspn(digits, allowed);
    const char *rest = digits + length;
    return length > 0 && (strcmp(rest, "") == 0 || strcmp(rest, "L") == 0 || !strcmp(rest, "LL"));
}

static bool check_number(const char *number, struct error *err)
{
    const char *digits = number + (*number == '-' || *number == '+');
    double value;
    if (has_whole_form(digits, DIGITS))
        return check_whole(number, digits, 10, err);
    if (strncasecmp(number, "0x", 2) == 0 && has_whole_form(number + 2, DIGITS "abcdefABCDEF"))
        return check_whole(number, number + 2, 16, err);
    if (number_parse(number, &value))
        return true;
    char *end;
    if (lex_like_number(number) && isinf(strtod(number, &end)) && *end == '\0')
        return error_set(err, "%s is too large", number);
    return error_set(err, "%s is not a number; a text is written in quotes", number);
}

/* "lr = 0,05" is to libconfig the value 0, and then a key. In a list it is two numbers. */
static bool is_decimal_comma(const struct lexer *l)
{
    return l->expected == EXPECT_KEY && l->number && l->at == l->number_end + 1 && l->at[-1] == ',';
}

static bool lex_number(struct lexer *l)
{
    const size_t length = strspn(l->at, NAME_BYTES "+.");
    if (is_decimal_comma(l))
        return error_set(l->err, "%.*s,%.*s is no number; write %.*s.%.*s",
                         shown((size_t)(l->number_end - l->number)), l->number, shown(length),
                         l->at, shown((size_t)(l->number_end - l->number)), l->number,
                         shown(length), l->at);
    l->number = l->at;
    l->number_end = l->at + length;
    if (!expect_value(l, length))
        return false;
    char *number = mem_alloc(length + 1, 1);
    memcpy(number, l->at, length);
    const bool ok = check_number(number, l->err);
    free(number);
    l->at += length;
    return ok;
}

bool lex_like_number(const char *text)
{
    return text[strspn(text, DIGITS "+-.eExXL")] == '\0';
}

static bool lex_word(struct lexer *l)
{
    const size_t length = strspn(l->at, NAME_BYTES);
    if (l->expected == EXPECT_KEY || (l->expected == EXPECT_SEPARATOR && !in_list(l))) {
        if (++l->keys > LEX_KEYS)
            return error_set(l->err, "more than %d keys", LEX_KEYS);
        l->key = l->at;
        l->key_length = shown(length);
        l->expected = EXPECT_SIGN;
    } else {
        if (!expect_value(l, length))
            return false;
        const bool is_switch = (length == 4 && strncasecmp(l->at, "true", 4) == 0) ||
                               (length == 5 && strncasecmp(l->at, "false", 5) == 0);
        if (!is_switch)
            return error_set(l->err,
                             "%.*s is neither a number nor true or false; "
                             "a text is written in quotes: \"%.*s\"",
                             shown(length), l->at, shown(length), l->at);
    }
    l->at += length;
    return true;
}

static bool open_bracket(struct lexer *l)
{
    if (!expect_value(l, 1))
        return false;
    if (l->depth == LEX_DEPTH)
        return error_set(l->err, "more than %d brackets within each other", LEX_DEPTH);
    l->bracket[l->depth].open = *l->at;
    l->bracket[l->depth].line = l->line;
    l->depth++;
    l->expected = *l->at == '{' ? EXPECT_KEY : EXPECT_FIRST;
    l->at++;
    return true;
}

static bool close_bracket(struct lexer *l)
{
    if (l->depth == 0)
        return error_set(l->err, "a '%c' that nothing opened", *l->at);
    const char open = l->bracket[l->depth - 1].open;
    const char closing = open == '{' ? '}' : open == '(' ? ')' : ']';
    if (*l->at != closing)
        return error_set(l->err, "'%c' where the '%c' of line %u wants its '%c'", *l->at, open,
                         l->bracket[l->depth - 1].line, closing);
    if (!check_complete(l))
        return false;
    l->depth--;
    l->expected = EXPECT_SEPARATOR;
    l->at++;
    return true;
}

static bool lex_sign(struct lexer *l)
{
    if (l->expected != EXPECT_SIGN)
        return error_set(l->err, "no key before '%c'", *l->at);
    l->expected = EXPECT_VALUE;
    l->at++;
    return true;
}

static bool lex_separator(struct lexer *l)
{
    if (!check_complete(l))
        return false;
    if (l->expected == EXPECT_FIRST)
        return value_missing(l);
    if (l->expected == EXPECT_KEY)
        return error_set(l->err, "'%c' with nothing before it", *l->at);
    if (in_list(l) && *l->at == ';')
        return error_set(l->err, "';' in a list; its values are separated by ','");
    l->expected = in_list(l) ? EXPECT_VALUE : EXPECT_KEY;
    l->at++;
    return true;
}

static bool is_other_quote(const char *at)
{
    static const char *const quotes[] = {"'",      "`",      "\u201C", "\u201D", "\u201E",
                                         "\u00AB", "\u00BB", "\u2018", "\u2019"};
    for (size_t i = 0; i < ARRAY_LENGTH(quotes); i++)
        if (strncmp(at, quotes[i], strlen(quotes[i])) == 0)
            return true;
    return false;
}

static bool lex_token(struct lexer *l)
{
    const char c = *l->at;
    if (c == '"')
        return lex_text(l);
    l->after_text = false;
    if (strchr("({[", c))
        return open_bracket(l);
    if (strchr(")}]", c))
        return close_bracket(l);
    if (strchr("=:", c))
        return lex_sign(l);
    if (strchr(";,", c))
        return lex_separator(l);
    if (strchr(DIGITS "+-.", c))
        return lex_number(l);
    if (strchr(LETTERS "*", c))
        return lex_word(l);
    if (strncmp(l->at, "@include", 8) == 0)
        return error_set(l->err, "@include is not taken; a scene is one file");
    const size_t length = text_character(l->at, strlen(l->at));
    if (is_other_quote(l->at))
        return error_set(l->err, "%.*s is no quote here; a text is written in \"...\"", (int)length,
                         l->at);
    return error_set(l->err, "%.*s does not belong here; a text is written in quotes", (int)length,
                     l->at);
}

static bool lex_end(struct lexer *l)
{
    if (l->depth > 0) {
        l->line = l->bracket[l->depth - 1].line;
        return error_set(l->err, "this '%c' is not closed", l->bracket[l->depth - 1].open);
    }
    return check_complete(l);
}

/* ---- typographic signs ---- */

/* The length of a text or a comment that begins at `at`; 0 if none does. */
static size_t quoted_length(const char *at)
{
    if (*at == '#' || strncmp(at, "//", 2) == 0)
        return strcspn(at, "\n");
    if (strncmp(at, "/*", 2) == 0) {
        const char *end = strstr(at + 2, "*/");
        return end ? (size_t)(end - at) + 2 : strlen(at);
    }
    if (*at != '"')
        return 0;
    const char *end = at + 1;
    for (; *end != '"' && *end != '\0'; end++)
        end += *end == '\\' && end[1] != '\0';
    return (size_t)(end - at) + (*end == '"');
}

void lex_plain(char *text)
{
    static const struct {
        const char *written, *meant; /* equally long */
    } signs[] = {
        {"\u00A0", "  "},  {"\u202F", "   "}, {"\u2009", "   "}, {"\u200B", "   "},
        {"\uFEFF", "   "}, {"\u2212", "  -"}, {"\u2013", "  -"},
    };
    for (size_t length; *text; text += length) {
        length = quoted_length(text);
        for (size_t i = 0; length == 0 && i < ARRAY_LENGTH(signs); i++)
            if (strncmp(text, signs[i].written, strlen(signs[i].written)) == 0) {
                length = strlen(signs[i].meant);
                memcpy(text, signs[i].meant, length);
            }
        length += length == 0;
    }
}

bool lex_check(const char *text, unsigned *line, struct error *err)
{
    struct lexer l = {.at = text, .line = 1, .err = err};
    bool ok = skip_blanks(&l);
    while (ok && *l.at != '\0')
        ok = lex_token(&l) && skip_blanks(&l);
    if (ok)
        ok = lex_end(&l);
    *line = l.line;
    return ok;
}
