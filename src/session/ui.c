/* Messages to the user, and what the interface owns. */
#include "session/ui.h"

#include "session/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Formatting into a buffer may have cut the last character in half: take its first bytes off. */
static void trim_partial_character(char *text)
{
    const size_t length = strlen(text);
    size_t start = length;
    while (start > 0 && length - start < TEXT_CHARACTER - 1) {
        const unsigned char byte = (unsigned char)text[--start];
        if ((byte & 0xC0) != 0x80) {
            if (text_character(text + start, length - start) == 0)
                text[start] = '\0';
            return;
        }
    }
}

static void put_message(struct ui *ui, const char *format, va_list arguments)
{
    const int length = vsnprintf(ui->message, sizeof ui->message, format, arguments);
    if (length < 0)
        ui->message[0] = '\0';
    else if ((size_t)length >= sizeof ui->message)
        trim_partial_character(ui->message);
}

void session_say(struct session *session, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    put_message(&session->ui, format, arguments);
    va_end(arguments);
    session->ui.message_is_error = false;
}

void session_tell(struct session *session, const struct error *err)
{
    session_say(session, "%s", err->text);
    session->ui.message_is_error = true;
}

void ui_finish(struct ui *ui)
{
    line_edit_finish(&ui->line);
    free(ui->last_line);
    ui->last_line = NULL;
}
