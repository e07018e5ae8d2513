/* The prompt: a line of verbs being typed. Tab completes it, Up brings the last one back. */
#include "overlays.h"
#include "verbs.h"

#include "base/mem.h"
#include "session/key.h"

#include <stdlib.h>

#define CANDIDATES 12 /* that are told, at most */

static void press_enter(struct session *session, uint32_t key)
{
    (void)key;
    struct ui *ui = &session->ui;
    free(ui->last_line);
    ui->last_line = mem_string(line_edit_string(&ui->line));
    overlay_close(session);
    key_play(session, ui->last_line);
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

static void press_up(struct session *session, uint32_t key)
{
    (void)key;
    line_edit_set(&session->ui.line, session->ui.last_line);
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
    {.names = "Up", .label = "the last line", .keys = {KEYS_UP}, .press = press_up},
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
    text_finish(&line);
    return true;
}
