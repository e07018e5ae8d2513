/* The prompt: a line of verbs being typed. Tab completes it, Up and Down bring earlier ones back.
 */
#include "overlays.h"
#include "verbs.h"

#include "base/mem.h"
#include "session/key.h"

#include <stdlib.h>
#include <string.h>

#define CANDIDATES 12 /* that are told, at most */

/* Whoever types ":" once more out of habit means the verb, and q as the key of that name. */
static const char *meant(const char *line)
{
    line += strspn(line, ": ");
    const size_t blanks = strspn(line + (*line == 'q'), " ");
    return *line == 'q' && line[1 + blanks] == '\0' ? "quit" : line;
}

static void press_enter(struct session *session, uint32_t key)
{
    (void)key;
    char *line = mem_string(line_edit_string(&session->ui.line));
    prompt_history_add(&session->ui.history, line);
    overlay_close(session);
    key_play(session, meant(line));
    free(line);
}

/* Tell the candidates, if there are several. */
static void say_candidates(struct session *session, const struct completion *completion)
{
    struct text names = {0};
    const size_t count = completion->candidate_count;
    for (size_t i = 0; count > 1 && i < count && i < CANDIDATES; i++)
        text_printf(&names, "%s ", completion->candidates[i].word);
    if (count > CANDIDATES)
        text_printf(&names, "and %zu more", count - CANDIDATES);
    session_say(session, "%s", text_string(&names));
    text_finish(&names);
}

/* Complete the word that ends at the cursor. */
static void press_tab(struct session *session, uint32_t key)
{
    (void)key;
    struct line_edit *line = &session->ui.line;
    struct text before = {0};
    struct completion completion;
    text_add_bytes(&before, line_edit_string(line), line->cursor);
    completion_init(&completion, session, text_string(&before));
    completion_apply(&completion, &before);
    say_candidates(session, &completion);
    const size_t cursor = before.length;
    text_add(&before, line_edit_string(line) + line->cursor);
    line_edit_set(line, text_string(&before));
    line->cursor = cursor;
    completion_finish(&completion);
    text_finish(&before);
}

static void press_history(struct session *session, uint32_t key)
{
    struct ui *ui = &session->ui;
    const char *typed = line_edit_string(&ui->line);
    const char *line = key == KEYS_UP ? prompt_history_older(&ui->history, typed)
                                      : prompt_history_newer(&ui->history, typed);
    if (line)
        line_edit_set(&ui->line, line);
}

static void press_backspace(struct session *session, uint32_t key)
{
    struct line_edit *line = &session->ui.line;
    if (line->text.length == 0)
        overlay_close(session);
    else
        line_edit_key(line, key);
}

static const struct overlay_keys keys[] = {
    {.names = "Esc", .label = "close", .keys = {KEYS_ESCAPE}, .press = overlay_leave},
    {.names = "Enter", .label = "do it", .keys = {KEYS_ENTER}, .press = press_enter},
    {.names = "Tab", .label = "complete", .keys = {KEYS_TAB}, .press = press_tab},
    {.names = "Up Down",
     .label = "earlier lines",
     .keys = {KEYS_UP, KEYS_DOWN},
     .press = press_history},
    LINE_EDIT_ROW,
    {.names = "Backspace",
     .label = "delete; close an empty line",
     .no_hint = true,
     .keys = {KEYS_BACKSPACE},
     .press = press_backspace},
};

const struct overlay_kind prompt_overlay = {
    .name = "prompt", .keys = keys, .key_count = ARRAY_LENGTH(keys), .has_line = true};

bool verb_prompt(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)err;
    struct text line = {0};
    overlay_open(session, OVERLAY_PROMPT);
    if (count > 0)
        text_printf(&line, "%s ", arguments[0]);
    line_edit_set(&session->ui.line, text_string(&line));
    prompt_history_leave(&session->ui.history);
    text_finish(&line);
    return true;
}
