#include "session/prompt_history.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Only characters that can be typed: no control characters, nothing malformed. */
static void clean(const char *line, struct text *out)
{
    for (size_t left = strlen(line), length; left > 0; line += length, left -= length) {
        length = text_character(line, left);
        length += length == 0;
        if (!text_bad_byte(line, length) && !strchr("\t\n\r", *line))
            text_add_bytes(out, line, length);
    }
}

static void forget_oldest(struct prompt_history *history)
{
    free(history->lines[0]);
    history->count--;
    memmove(history->lines, history->lines + 1, history->count * sizeof *history->lines);
    history->kept -= history->kept > 0;
}

void prompt_history_add(struct prompt_history *history, const char *line)
{
    struct text text = {0};
    clean(line, &text);
    const char *added = text_string(&text);
    const bool blank = added[strspn(added, " ")] == '\0';
    const bool again = history->count > 0 && strcmp(history->lines[history->count - 1], added) == 0;
    if (!blank && !again) {
        if (history->count == PROMPT_LINES)
            forget_oldest(history);
        history->lines = mem_resize(history->lines, history->count + 1, sizeof *history->lines);
        history->lines[history->count++] = mem_string(added);
    }
    text_finish(&text);
    prompt_history_leave(history);
}

void prompt_history_leave(struct prompt_history *history)
{
    free(history->typed);
    history->typed = NULL;
    history->shown = history->count;
}

/* What the prompt shows, unless it was changed since. */
static const char *shown_line(const struct prompt_history *history)
{
    return history->shown < history->count ? history->lines[history->shown] : history->typed;
}

static bool is_unchanged(const struct prompt_history *history, const char *line)
{
    return history->typed && strcmp(shown_line(history), line) == 0;
}

/* Whether a line is another one that begins with what was typed. */
static bool fits(const struct prompt_history *history, size_t index)
{
    const char *typed = history->typed, *line = history->lines[index];
    return strncmp(line, typed, strlen(typed)) == 0 && strcmp(line, shown_line(history)) != 0;
}

const char *prompt_history_older(struct prompt_history *history, const char *line)
{
    if (!is_unchanged(history, line)) {
        prompt_history_leave(history);
        history->typed = mem_string(line);
    }
    for (size_t i = history->shown; i-- > 0;)
        if (fits(history, i)) {
            history->shown = i;
            return history->lines[i];
        }
    return NULL;
}

const char *prompt_history_newer(struct prompt_history *history, const char *line)
{
    if (!is_unchanged(history, line) || history->shown == history->count)
        return NULL;
    for (size_t i = history->shown + 1; i < history->count; i++)
        if (fits(history, i)) {
            history->shown = i;
            return history->lines[i];
        }
    history->shown = history->count;
    return history->typed;
}

void prompt_history_finish(struct prompt_history *history)
{
    for (size_t i = 0; i < history->count; i++)
        free(history->lines[i]);
    free(history->lines);
    free(history->typed);
    *history = (struct prompt_history){0};
}
