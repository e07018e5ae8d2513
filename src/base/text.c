/* A string that grows by doubling, and what is text at all. */
#include "base/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

size_t text_character(const char *text, size_t left)
{
    const unsigned char *s = (const unsigned char *)text;
    if (s[0] < 0x80)
        return 1;
    const size_t length = s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : s[0] < 0xF5 ? 4 : 0;
    if (length == 0 || length > left)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    const bool overlong = (s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xF0 && s[1] < 0x90);
    const bool surrogate = s[0] == 0xED && s[1] > 0x9F;
    const bool beyond = s[0] == 0xF4 && s[1] > 0x8F;
    return overlong || surrogate || beyond ? 0 : length;
}

static bool is_control(const unsigned char *s)
{
    const bool blank = s[0] == '\n' || s[0] == '\r' || s[0] == '\t';
    return (s[0] < 0x20 && !blank) || s[0] == 0x7F || (s[0] == 0xC2 && s[1] < 0xA0);
}

const char *text_bad_byte(const char *text, size_t length)
{
    const unsigned char *s = (const unsigned char *)text;
    for (size_t i = 0; i < length;) {
        const size_t step = text_character(text + i, length - i);
        if (step == 0 || is_control(s + i))
            return text + i;
        i += step;
    }
    return NULL;
}

size_t text_encode(uint32_t code, char out[static TEXT_CHARACTER])
{
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
        code = '?';
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned lead[] = {0, 0x00, 0xc0, 0xe0, 0xf0};
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3f));
        code >>= 6;
    }
    out[0] = (char)(lead[length] | code);
    out[length] = '\0';
    return length;
}
