/* A string that grows by doubling, and what is text at all. */
#include "base/text.h"

#include <assert.h>
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

const char *text_bad_byte(const char *text, size_t length)
{
    utf8proc_int32_t code;
    for (size_t i = 0; i < length;) {
        if (text[i] >= ' ' && text[i] < 0x7F) { /* most of all text, and so worth a shortcut */
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
