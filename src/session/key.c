/* The table of keys, and where keys, pasted text and the mouse go. */
#include "session/key.h"

#include "base/mem.h"
#include "base/number.h"
#include "overlays.h"
#include "session/verb.h"

#include <stdio.h>

static const struct key_binding bindings[] = {
    {' ', "Space", "toggle"},
    {KEYS_RIGHT, "Right", "step"},
    {'l', "l", "step"},
    {KEYS_LEFT, "Left", "back"},
    {'h', "h", "back"},
    {'L', "L", "step 10"},
    {'H', "H", "back 10"},
    {'g', "g", "seek start"},
    {KEYS_HOME, "Home", "seek start"},
    {'G', "G", "seek end"},
    {KEYS_END, "End", "seek end"},
    {'>', ">", "speed up"},
    {'<', "<", "speed down"},
    {'+', "+", "lr up"},
    {'=', "=", "lr up"},
    {'-', "-", "lr down"},
    {']', "]", "batch up"},
    {'[', "[", "batch down"},
    {KEYS_TAB, "Tab", "focus next"},
    {KEYS_SHIFT_TAB, "Shift-Tab", "focus prev"},
    {'1', "1", "focus 1"},
    {'2', "2", "focus 2"},
    {'3', "3", "focus 3"},
    {'4', "4", "focus 4"},
    {'5', "5", "focus 5"},
    {'6', "6", "focus 6"},
    {'7', "7", "focus 7"},
    {'8', "8", "focus 8"},
    {'9', "9", "focus 9"},
    {'*', "*", "focus *"},
    {'m', "m", "menu methods"},
    {'s', "s", "crosshair"},
    {'r', "r", "restart"},
    {'n', "n", "seed next"},
    {'o', "o", "menu scenes"},
    {'/', "/", "menu scenes"},
    {KEYS_PAGE_DOWN, "PgDn", "next"},
    {KEYS_PAGE_UP, "PgUp", "previous"},
    {'z', "z", "zoom 2"},
    {'Z', "Z", "zoom 0.5"},
    {KEYS_SHIFT_LEFT, "Shift-Left", "pan -0.1 0"},
    {KEYS_SHIFT_RIGHT, "Shift-Right", "pan 0.1 0"},
    {KEYS_SHIFT_UP, "Shift-Up", "pan 0 0.1"},
    {KEYS_SHIFT_DOWN, "Shift-Down", "pan 0 -0.1"},
    {'0', "0", "lens reset"},
    {'x', "x", "axis x"},
    {'y', "y", "axis y"},
    {'c', "c", "map"},
    {'f', "f", "arrows"},
    {'p', "p", "plane"},
    {'P', "P", "plane next"},
    {'b', "b", "stage"},
    {'d', "d", "data"},
    {'i', "i", "inputs"},
    {'t', "t", "theme"},
    {'w', "w", "pane next"},
    {KEYS_ENTER, "Enter", "pane max"},
    {'v', "v", "pane max"},
    {'u', "u", "undo"},
    {'S', "S", "prompt save"},
    {'E', "E", "prompt export"},
    {':', ":", "prompt"},
    {'%', "%", "mouse"},
    {'X', "X", "text"},
    {'?', "?", "help"},
    {KEYS_F1, "F1", "help"},
    {'L' - '@', "Ctrl-L", "redraw"},
    {'q', "q", "quit"},
};

size_t key_count(void)
{
    return ARRAY_LENGTH(bindings);
}

const struct key_binding *key_at(size_t index)
{
    return &bindings[index];
}

#define LINE_SIZE (4 * NUMBER_SIZE) /* of a line of verbs with up to three numbers */

void key_play(struct session *session, const char *line)
{
    struct error err = {0};
    if (!verb_play(session, line, &err))
        session_tell(session, &err);
}

void key_start(struct session *session, double x, double y)
{
    char line[LINE_SIZE], number[2][NUMBER_SIZE];
    snprintf(line, sizeof line, "start %s %s", number_format(number[0], x),
             number_format(number[1], y));
    key_play(session, line);
}

/* A key while nothing lies over the panes. */
static void press_binding(struct session *session, uint32_t key)
{
    if (key == KEYS_ESCAPE && (session->working || session->queue_count > 0))
        key_play(session, "pause");
    for (size_t i = 0; i < ARRAY_LENGTH(bindings); i++)
        if (bindings[i].key == key)
            key_play(session, bindings[i].verb);
}

void key_press(struct session *session, uint32_t key)
{
    session->ui.message[0] = '\0';
    session->ui.drags = false;
    if (session->ui.overlay == OVERLAY_NONE)
        press_binding(session, key);
    else
        overlay_press(session, key);
}

void key_paste(struct session *session, const char *text, bool cut)
{
    struct ui *ui = &session->ui;
    const struct overlay_kind *kind = overlay_kind(ui->overlay);
    ui->message[0] = '\0';
    if (!kind->has_line) {
        session_say(session, "pasted text is taken in the prompt alone; : opens it");
        return;
    }
    line_edit_insert_text(&ui->line, text);
    if (kind->edited)
        kind->edited(session);
    if (cut)
        session_say(session, "the pasted text is too long: the rest of it is left out");
}

/* ---- mouse ---- */

/* `undo` takes back the whole line at once, and what it goes on with. */
static void play_view(struct session *session, const char *line, bool goes_on)
{
    const size_t most = session->undo_count + (goes_on && session->undo_count > 0 ? 0 : 1);
    key_play(session, line);
    while (session->undo_count > most)
        session_join_undo(session);
}

void key_click(struct session *session, double x, double y)
{
    session->ui.drags = false;
    overlay_close(session);
    key_start(session, x, y);
}

void key_wheel(struct session *session, double x, double y, double factor)
{
    const struct lens *lens = &session->look.lens;
    const double middle[2] = {lens->x[0] + (lens->x[1] - lens->x[0]) / 2,
                              lens->y[0] + (lens->y[1] - lens->y[0]) / 2};
    char line[LINE_SIZE], number[3][NUMBER_SIZE];
    const double share = 1 - 1 / factor;
    snprintf(line, sizeof line, "pan %s %s; zoom %s",
             number_format(number[0], share * (x - middle[0]) / (lens->x[1] - lens->x[0])),
             number_format(number[1], share * (y - middle[1]) / (lens->y[1] - lens->y[0])),
             number_format(number[2], factor));
    play_view(session, line, false);
    session->ui.drags = false;
}

void key_drag(struct session *session, double dx, double dy)
{
    const struct lens *lens = &session->look.lens;
    char line[LINE_SIZE], number[2][NUMBER_SIZE];
    snprintf(line, sizeof line, "pan %s %s",
             number_format(number[0], dx / (lens->x[1] - lens->x[0])),
             number_format(number[1], dy / (lens->y[1] - lens->y[0])));
    play_view(session, line, session->ui.drags);
    session->ui.drags = true;
}
