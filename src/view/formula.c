/* Formulas as they are written by hand. A small translation of words and signs, not a parser: what
 * it does not know stays as it is. */
#include "formula.h"

#include "base/mem.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct output {
    char *text;
    size_t size, used;
    enum glyphs tier;
    const char *times;
};

static void put(struct output *out, const char *bytes, size_t length)
{
    if (out->used + length + 1 > out->size)
        return;
    memcpy(out->text + out->used, bytes, length);
    out->used += length;
    out->text[out->used] = '\0';
}

static void put_string(struct output *out, const char *string)
{
    put(out, string, strlen(string));
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static void put_word(struct output *out, const char *word, size_t length)
{
    if (length == 4 && memcmp(word, "norm", 4) == 0) {
        put_string(out, "|g|");
        return;
    }
    static const struct {
        const char *word;
        enum sign sign;
        const char *behind;
    } words[] = {
        {"theta", SIGN_THETA, ""},
        {"eta", SIGN_ETA, ""},
        {"eps", SIGN_EPSILON, ""},
        {"beta", SIGN_BETA, ""},
        {"beta1", SIGN_BETA, "1"},
        {"beta2", SIGN_BETA, "2"},
        {"rho", SIGN_RHO, ""},
        {"rho_t", SIGN_RHO, "t"},
        {"rho_inf", SIGN_RHO, "∞"},
        {"weight_decay", SIGN_OMEGA, ""},
        {"tau", SIGN_TAU, ""},
        {"gamma", SIGN_GAMMA, ""},
        {"lambda_max", SIGN_LAMBDA, "max"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (strlen(words[i].word) == length && memcmp(words[i].word, word, length) == 0) {
            put_string(out, glyph_sign(out->tier, words[i].sign));
            put_string(out, words[i].behind);
            return;
        }
    put(out, word, length);
}

/* Behind the parenthesis that closes the one at `open`. */
static const char *closing(const char *open, const char *end)
{
    int depth = 0;
    for (const char *at = open; at < end; at++) {
        depth += (*at == '(') - (*at == ')');
        if (depth == 0)
            return at + 1;
    }
    return end;
}

static bool is_simple(const char *text, const char *end)
{
    while (text < end && (is_word(*text) || *text == '.'))
        text++;
    return text == end;
}

static void translate(struct output *out, const char *text, const char *end);

/* "sqrt(vh)" is √vh, "sqrt(E + eps)" √(E + ε), "abs(g)" |g|. Returns what is behind, or NULL. */
static const char *translate_call(struct output *out, const char *text, const char *end)
{
    const bool root = strncmp(text, "sqrt(", 5) == 0, size = strncmp(text, "abs(", 4) == 0;
    if (!root && !size)
        return NULL;
    const char *open = text + (root ? 4 : 3), *behind = closing(open, end);
    const bool bare = size || is_simple(open + 1, behind - 1);
    put_string(out, size ? "|" : glyph_sign(out->tier, SIGN_ROOT));
    if (bare)
        translate(out, open + 1, behind - 1);
    else
        translate(out, open, behind);
    if (size)
        put_string(out, "|");
    return behind;
}

/* "^2" and "^3" as raised digits, which every font has. */
static bool translate_power(struct output *out, const char *text, const char *end)
{
    if (end - text < 2 || text[0] != '^' || (text[1] != '2' && text[1] != '3') ||
        (end - text > 2 && (is_word(text[2]) || text[2] == '.')))
        return false;
    put_string(out, text[1] == '2' ? "²" : "³");
    return true;
}

static void translate(struct output *out, const char *text, const char *end)
{
    while (text < end) {
        const char *behind = translate_call(out, text, end);
        if (behind) {
            text = behind;
        } else if (isalpha((unsigned char)*text)) {
            size_t length = 0;
            while (text + length < end && is_word(text[length]))
                length++;
            put_word(out, text, length);
            text += length;
        } else if (translate_power(out, text, end)) {
            text += 2;
        } else if (*text == '*') {
            put_string(out, out->times);
            text++;
        } else if (isdigit((unsigned char)*text)) { /* a number whole: the e of 1e-8 is no name */
            char *last;
            size_t length = (strtod(text, &last), (size_t)(last - text));
            put(out, text, length);
            text += length;
        } else {
            put(out, text++, 1);
        }
    }
}

char *formula_pretty(char out[static FORMULA_SIZE], enum glyphs tier, const char *text,
                     const char *times)
{
    struct output output = {.text = out, .size = FORMULA_SIZE, .tier = tier, .times = times};
    out[0] = '\0';
    if (tier == GLYPHS_ASCII)
        snprintf(out, FORMULA_SIZE, "%s", text);
    else
        translate(&output, text, text + strlen(text));
    return out;
}
