/* Messages to the user, and what the interface owns. */
#include "session/ui.h"

#include "session/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void put_message(struct ui *ui, const char *format, va_list arguments)
{
    char whole[2 * sizeof ui->message];
    if (vsnprintf(whole, sizeof whole, format, arguments) < 0)
        whole[0] = '\0';
    const size_t length = text_cut(whole, sizeof ui->message - 1);
    memcpy(ui->message, whole, length);
    ui->message[length] = '\0';
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
    prompt_history_finish(&ui->history);
}
