/* A string that grows by doubling, and what is text at all. */
#include "base/text.h"

#include <assert.h>
#include <langinfo.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/number.h"

/* Room for `extra` more bytes and the final '\0'. */
static void reserve(struct text *text, size_t extra)
{
    size_t needed = extra < SIZE_MAX - text->length ? text->length + extra + 1 : SIZE_MAX;
    if (needed <= text->capacity)
        return;
    size_t capacity = text->capacity < 32 ? 32 : text->capacity;
    while (capacity < needed)
        capacity = capacity <= SIZE_MAX / 2 ? capacity * 2 : needed;
    text->data = mem_resize(text->data, capacity, 1);
    text->capacity = capacity;
}

void text_add_bytes(struct text *text, const char *bytes, size_t length)
{
    reserve(text, length);
    if (length)
        memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void text_add(struct text *text, const char *string)
{
    text_add_bytes(text, string, strlen(string));
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    reserve(text, 0);
    const size_t room = text->capacity - text->length;
    const int length = vsnprintf(text->data + text->length, room, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    if ((size_t)length >= room) {
        reserve(text, (size_t)length);
        vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
    }
    va_end(again);
    text->length += (size_t)length;
}

void text_add_number(struct text *text, double value)
{
    char buffer[NUMBER_SIZE];
    text_add(text, number_format(buffer, value));
}

const char *text_string(const struct text *text)
{
    return text->data ? text->data : "";
}

void text_clear(struct text *text)
{
    text->length = 0;
    if (text->data)
        text->data[0] = '\0';
}

void text_finish(struct text *text)
{
    free(text->data);
    *text = (struct text){0};
}

/* ---- characters ---- */

/* The bytes of the first character and its code point; 0: malformed. A string that ends in '\0' may
 * have left = -1. */
static size_t decode(const char *text, utf8proc_ssize_t left, utf8proc_int32_t *code)
{
    const utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)text, left, code);
    return length > 0 ? (size_t)length : 0;
}

size_t text_encode(uint32_t code, char out[static TEXT_CHARACTER])
{
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        code = '?';
    const utf8proc_ssize_t length =
        utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)out);
    out[length] = '\0';
    return (size_t)length;
}

uint32_t text_next(const char **string)
{
    utf8proc_int32_t code;
    if (**string == '\0')
        return 0;
    const size_t length = decode(*string, -1, &code);
    *string += length > 0 ? length : 1;
    return length > 0 ? (uint32_t)code : TEXT_MALFORMED;
}

size_t text_character(const char *text, size_t left)
{
    utf8proc_int32_t code;
    return decode(text, (utf8proc_ssize_t)left, &code);
}

static bool is_control(utf8proc_int32_t code)
{
    const bool blank = code == '\n' || code == '\r' || code == '\t';
    return (code < 0x20 && !blank) || (code >= 0x7F && code < 0xA0);
}

#define WORD 8 /* bytes that are looked at in one go */

/* Whether so many bytes are all printable ASCII, ' ' to '~'. The highest bit of a byte shows that
 * it is not: where it is set; where adding 1 sets it, in 127; where taking off 32 sets it, below '
 * '. Only such bytes carry into the next or borrow from it. */
static bool are_ascii(const char bytes[static WORD])
{
    const uint64_t each = 0x0101010101010101;
    uint64_t x;
    memcpy(&x, bytes, sizeof x);
    return ((x | (x + each) | (x - ' ' * each)) & (0x80 * each)) == 0;
}

/* How many bytes at the beginning are printable ASCII, about: most of all text, and so worth a
 * shortcut. */
static size_t skip_ascii(const char *text, size_t length)
{
    size_t done = 0;
    if (length < WORD)
        return 0;
    while (done + WORD <= length && are_ascii(text + done))
        done += WORD;
    const bool nearly = done + WORD > length;
    return nearly && are_ascii(text + length - WORD) ? length : done;
}

const char *text_bad_byte(const char *text, size_t length)
{
    utf8proc_int32_t code;
    for (size_t i = skip_ascii(text, length); i < length;) {
        if (text[i] >= ' ' && text[i] < 0x7F) {
            i++;
            continue;
        }
        const size_t step = decode(text + i, (utf8proc_ssize_t)(length - i), &code);
        if (step == 0 || is_control(code))
            return text + i;
        i += step;
    }
    return NULL;
}

bool text_is_printable(uint32_t code)
{
    if (code >= ' ' && code < 0x7F)
        return true;
    if (code > 0x10FFFF || utf8proc_get_property((utf8proc_int32_t)code)->ignorable)
        return false;
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    default:
        return true;
    }
}

/* The characters of emoji have them. */
static bool is_variation(uint32_t code)
{
    return code >= 0xFE00 && code <= 0xFE0F;
}

void text_clean(char *line)
{
    char *to = line;
    for (const char *from = line; *from;) {
        const char *const start = from;
        const uint32_t code = text_next(&from);
        const size_t length = (size_t)(from - start);
        const bool is_malformed = code == TEXT_MALFORMED && length == 1;
        if (is_variation(code))
            continue;
        if (!is_malformed && text_is_printable(code)) {
            memmove(to, start, length);
            to += length;
        } else {
            *to++ = '?';
        }
    }
    *to = '\0';
}

void text_add_clean(struct text *out, const char *string)
{
    const bool utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    char bytes[TEXT_CHARACTER], spelling[TEXT_ASCII];
    while (*string) {
        const uint32_t code = text_next(&string);
        if (is_variation(code))
            continue;
        if (code == '\n')
            text_add(out, "\n");
        else if (code == TEXT_MALFORMED || !text_is_printable(code))
            text_add(out, "?");
        else if (utf8)
            text_add_bytes(out, bytes, text_encode(code, bytes));
        else
            text_add_bytes(out, spelling, text_ascii(code, spelling));
    }
}

void text_add_valid(struct text *out, const char *string)
{
    char bytes[TEXT_CHARACTER];
    for (uint32_t code; (code = text_next(&string)) != 0;)
        text_add_bytes(out, bytes, text_encode(code, bytes));
}

size_t text_cut(const char *string, size_t most)
{
    const size_t length = strnlen(string, most);
    if (length < most)
        return length;
    for (size_t back = 1; back <= length && back < 4; back++) {
        const unsigned char byte = (unsigned char)string[length - back];
        const size_t whole = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        if (whole > back)
            return length - back;
        if ((byte & 0xC0) != 0x80) /* no byte inside a character: one begins here, or is none */
            break;
    }
    return length;
}

int text_code_columns(uint32_t code)
{
    return code > 0x10FFFF ? 0 : utf8proc_charwidth((utf8proc_int32_t)code);
}

int text_columns(const char *string)
{
    int width = 0;
    for (uint32_t code; (code = text_next(&string)) != 0;)
        width += text_code_columns(code);
    return width;
}

uint32_t text_compose(uint32_t code, uint32_t mark)
{
    utf8proc_int32_t both[2] = {(utf8proc_int32_t)code, (utf8proc_int32_t)mark};
    const utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    return utf8proc_normalize_utf32(both, 2, options) == 1 ? (uint32_t)both[0] : 0;
}

size_t text_fit(const char *string, int columns)
{
    const char *at = string;
    while (*at) {
        const char *next = at;
        const int width = text_code_columns(text_next(&next));
        if (width > columns)
            break;
        columns -= width;
        at = next;
    }
    return (size_t)(at - string);
}

/* ---- letters without their accents ---- */

#define PARTS 24 /* of a decomposed character, at most */

/* Take a character apart, without its marks; how many parts. */
static size_t take_apart(uint32_t code, unsigned options, utf8proc_int32_t parts[static PARTS])
{
    int boundary = 0;
    const unsigned all = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | options;
    const utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)code, parts, PARTS,
                                                           (utf8proc_option_t)all, &boundary);
    return count > 0 && count <= PARTS ? (size_t)count : 0;
}

void text_fold(struct text *out, const char *string)
{
    char bytes[TEXT_CHARACTER];
    utf8proc_int32_t parts[PARTS];
    for (uint32_t code; (code = text_next(&string)) != 0;) {
        const size_t count =
            code == TEXT_MALFORMED ? 0 : take_apart(code, UTF8PROC_CASEFOLD, parts);
        for (size_t i = 0; i < count; i++)
            text_add_bytes(out, bytes, text_encode((uint32_t)parts[i], bytes));
    }
}

bool text_contains(const char *string, const char *part)
{
    struct text a = {0}, b = {0};
    text_fold(&a, string);
    text_fold(&b, part);
    const bool contains = strstr(text_string(&a), text_string(&b)) != NULL;
    text_finish(&a);
    text_finish(&b);
    return contains;
}

/* What no decomposition leads to ASCII. */
static const struct {
    uint32_t code;
    const char *spelling;
} spellings[] = {
    {0xa0, " "},       {0xa1, ""},       {0xa9, "(c)"},     {0xab, "\""},     {0xac, "not "},
    {0xad, ""},        {0xb0, " deg"},   {0xb1, "+-"},      {0xb2, "^2"},     {0xb3, "^3"},
    {0xb5, "mu"},      {0xb7, "*"},      {0xb9, "^1"},      {0xbb, "\""},     {0xbf, ""},
    {0xc6, "AE"},      {0xd0, "D"},      {0xd7, "x"},       {0xd8, "O"},      {0xde, "Th"},
    {0xdf, "ss"},      {0xe6, "ae"},     {0xf0, "d"},       {0xf7, "/"},      {0xf8, "o"},
    {0xfe, "th"},      {0x110, "D"},     {0x111, "d"},      {0x131, "i"},     {0x141, "L"},
    {0x142, "l"},      {0x152, "OE"},    {0x153, "oe"},     {0x394, "Delta"}, {0x3a3, "Sigma"},
    {0x3b1, "alpha"},  {0x3b2, "beta"},  {0x3b3, "gamma"},  {0x3b4, "delta"}, {0x3b5, "eps"},
    {0x3b7, "eta"},    {0x3b8, "theta"}, {0x3bb, "lambda"}, {0x3bc, "mu"},    {0x3c0, "pi"},
    {0x3c1, "rho"},    {0x3c3, "sigma"}, {0x3c4, "tau"},    {0x3c9, "omega"}, {0x2010, "-"},
    {0x2011, "-"},     {0x2012, "-"},    {0x2013, "-"},     {0x2014, "-"},    {0x2015, "-"},
    {0x2016, "||"},    {0x2018, "'"},    {0x2019, "'"},     {0x201a, "'"},    {0x201c, "\""},
    {0x201d, "\""},    {0x201e, "\""},   {0x2022, "*"},     {0x2026, "..."},  {0x2032, "'"},
    {0x2033, "\""},    {0x2039, "'"},    {0x203a, "'"},     {0x2044, "/"},    {0x20ac, "EUR"},
    {0x2190, "<-"},    {0x2191, "^"},    {0x2192, "->"},    {0x2193, "v"},    {0x2202, "d"},
    {0x2207, "grad "}, {0x2208, " in "}, {0x2211, "sum "},  {0x2212, "-"},    {0x221a, "sqrt "},
    {0x221e, "inf"},   {0x2248, "~"},    {0x2260, "!="},    {0x2264, "<="},   {0x2265, ">="},
    {0x22c5, "*"},     {0x22ef, "..."},
};

static const char *spelling_of(uint32_t code)
{
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++)
        if (spellings[i].code == code)
            return spellings[i].spelling;
    return NULL;
}

/* Add an end to the spelling, as far as there is room. */
static size_t spell(char out[static TEXT_ASCII], size_t length, const char *end)
{
    for (; *end && length + 1 < TEXT_ASCII; end++)
        out[length++] = *end;
    out[length] = '\0';
    return length;
}

size_t text_ascii(uint32_t code, char out[static TEXT_ASCII])
{
    utf8proc_int32_t parts[PARTS];
    const char *whole = code < 0x80 ? NULL : spelling_of(code);
    if (whole)
        return spell(out, 0, whole);
    const size_t count = code < 0x80 ? 0 : take_apart(code, 0, parts);
    if (code < 0x80 || (count == 0 && text_code_columns(code) > 0))
        return spell(out, 0, (const char[]){code < 0x80 ? (char)code : '?', '\0'});
    size_t length = spell(out, 0, "");
    for (size_t i = 0; i < count; i++) {
        const uint32_t part = (uint32_t)parts[i];
        const char *spelling = part < 0x80 ? (const char[]){(char)part, '\0'} : spelling_of(part);
        length = spell(out, length, spelling ? spelling : "?");
    }
    return length;
}
