/* Messages of one line: formatted, cut at a whole character, and clean. */
#include "base/error.h"

#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void format_text(char text[static sizeof(((struct error *)0)->text)], const char *format,
                        va_list arguments)
{
    size_t size = sizeof(((struct error *)0)->text);
    int length = vsnprintf(text, size, format, arguments);
    if (length < 0)
        text[0] = '\0';
    else if ((size_t)length >= size)
        text[text_cut(text, size - 1)] = '\0';
    text_clean(text);
}

static void record(struct error *err, enum error_kind kind, const char *format, va_list arguments)
{
    if (!err || err->kind != ERROR_NONE)
        return;
    err->kind = kind;
    format_text(err->text, format, arguments);
}

bool error_set(struct error *err, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    record(err, ERROR_INPUT, format, arguments);
    va_end(arguments);
    return false;
}

bool error_fail(struct error *err, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    record(err, ERROR_RUNTIME, format, arguments);
    va_end(arguments);
    return false;
}

void error_prefix(struct error *err, const char *format, ...)
{
    if (!err || err->kind == ERROR_NONE)
        return;
    struct error prefix;
    va_list arguments;
    va_start(arguments, format);
    format_text(prefix.text, format, arguments);
    va_end(arguments);

    size_t size = sizeof err->text;
    size_t shift = strlen(prefix.text);
    size_t kept = strlen(err->text);
    if (shift + kept >= size)
        kept = text_cut(err->text, size - 1 - shift);
    memmove(err->text + shift, err->text, kept);
    memcpy(err->text, prefix.text, shift);
    err->text[shift + kept] = '\0';
}

const char *error_reason(char buffer[static ERROR_REASON_SIZE], int code)
{
    if (code == ENXIO) /* of a pipe or a socket; the system speaks of devices */
        snprintf(buffer, ERROR_REASON_SIZE, "a pipe or a socket with nobody at its other end");
    else if (strerror_r(code, buffer, ERROR_REASON_SIZE) != 0)
        snprintf(buffer, ERROR_REASON_SIZE, "error %d", code);
    buffer[0] = (char)tolower((unsigned char)buffer[0]);
    return buffer;
}
