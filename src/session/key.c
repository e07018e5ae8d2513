/* The key table, and the keys of what lies over the panes. */
#include "session/key.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "session/verb.h"

#include <stdio.h>
#include <string.h>

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

static void play(struct session *session, const char *line)
{
    struct error err = {0};
    if (verb_play(session, line, &err))
        return;
    session_say(session, "%.250s", err.text);
    session->ui.message_is_error = true;
}

/* ---- a line of text ---- */

static void cursor_left(struct ui *ui)
{
    if (ui->cursor > 0)
        ui->cursor = text_cut(ui->prompt, ui->cursor - 1);
}

static void cursor_right(struct ui *ui)
{
    const char *at = ui->prompt + ui->cursor;
    text_next(&at);
    ui->cursor = (size_t)(at - ui->prompt);
}

/* Remove the character at the cursor. */
static void delete_character(struct ui *ui)
{
    const size_t from = ui->cursor;
    cursor_right(ui);
    memmove(ui->prompt + from, ui->prompt + ui->cursor, strlen(ui->prompt + ui->cursor) + 1);
    ui->cursor = from;
}

/* Whether there was room. */
static bool insert(struct ui *ui, const char *bytes, size_t length)
{
    const size_t used = strlen(ui->prompt);
    if (used + length >= sizeof ui->prompt)
        return false;
    char *at = ui->prompt + ui->cursor;
    memmove(at + length, at, used - ui->cursor + 1);
    memcpy(at, bytes, length);
    ui->cursor += length;
    return true;
}

/* Whether the key edits the line, and has. */
static bool edit(struct ui *ui, uint32_t key)
{
    char bytes[TEXT_CHARACTER];
    if (key >= ' ' && key != 0x7F && key < KEYS_SPECIAL) {
        insert(ui, bytes, text_encode(key, bytes));
        return true;
    }
    switch (key) {
    case KEYS_LEFT:
        cursor_left(ui);
        return true;
    case KEYS_RIGHT:
        cursor_right(ui);
        return true;
    case KEYS_HOME:
        ui->cursor = 0;
        return true;
    case KEYS_END:
        ui->cursor = strlen(ui->prompt);
        return true;
    case KEYS_BACKSPACE:
        if (ui->cursor > 0) {
            cursor_left(ui);
            delete_character(ui);
        }
        return true;
    case KEYS_DELETE:
        delete_character(ui);
        return true;
    default:
        return false;
    }
}

/* ---- the overlays ---- */

static void complete(struct session *session)
{
    enum { SHOWN = 12 };
    const char *candidates[SHOWN];
    struct ui *ui = &session->ui;
    if (ui->prompt[ui->cursor] != '\0')
        return;
    const size_t count = verb_complete(session, ui->prompt, candidates, SHOWN);
    ui->cursor = strlen(ui->prompt);
    session->ui.message[0] = '\0';
    for (size_t i = 0; count > 1 && i < count && i < SHOWN; i++) {
        const size_t used = strlen(session->ui.message);
        snprintf(session->ui.message + used, sizeof session->ui.message - used, "%s ",
                 candidates[i]);
    }
}

static void prompt_key(struct session *session, uint32_t key)
{
    struct ui *ui = &session->ui;
    char line[PROMPT_SIZE];
    switch (key) {
    case KEYS_ENTER:
        memcpy(line, ui->prompt, sizeof line);
        memcpy(ui->last_line, ui->prompt, sizeof line);
        ui->overlay = OVERLAY_NONE;
        play(session, line);
        return;
    case KEYS_TAB:
        complete(session);
        return;
    case KEYS_UP:
        memcpy(ui->prompt, ui->last_line, sizeof ui->prompt);
        ui->cursor = strlen(ui->prompt);
        return;
    case KEYS_BACKSPACE:
        if (ui->prompt[0] == '\0')
            ui->overlay = OVERLAY_NONE;
        edit(ui, key);
        return;
    default:
        edit(ui, key);
    }
}

static size_t menu_size(const struct session *session)
{
    return session->ui.overlay == OVERLAY_SCENES ? session->library->count : optimizer_count();
}

static const char *menu_entry(const struct session *session, size_t index)
{
    return session->ui.overlay == OVERLAY_SCENES ? session->library->names[index]
                                                 : optimizer_name(index);
}

const char *menu_name(const struct session *session, size_t index)
{
    for (size_t i = 0; i < menu_size(session); i++)
        if (strstr(menu_entry(session, i), session->ui.prompt) && index-- == 0)
            return menu_entry(session, i);
    return NULL;
}

size_t menu_count(const struct session *session)
{
    size_t count = 0;
    while (menu_name(session, count))
        count++;
    return count;
}

static void menu_move(struct session *session, size_t by, bool down)
{
    struct ui *ui = &session->ui;
    const size_t count = menu_count(session);
    if (down)
        ui->selected = ui->selected + by < count ? ui->selected + by : count > 0 ? count - 1 : 0;
    else
        ui->selected = ui->selected > by ? ui->selected - by : 0;
}

static void menu_choose(struct session *session)
{
    struct ui *ui = &session->ui;
    const char *name = menu_name(session, ui->selected);
    const char *verb = ui->overlay == OVERLAY_SCENES ? "scene" : "add";
    char line[PROMPT_SIZE];
    if (!name)
        return;
    snprintf(line, sizeof line, "%s \"%s\"", verb, name);
    ui->overlay = OVERLAY_NONE;
    play(session, line);
}

static void menu_key(struct session *session, uint32_t key)
{
    switch (key) {
    case KEYS_ENTER:
        menu_choose(session);
        break;
    case KEYS_UP:
        menu_move(session, 1, false);
        break;
    case KEYS_DOWN:
        menu_move(session, 1, true);
        break;
    case KEYS_PAGE_UP:
        menu_move(session, 10, false);
        break;
    case KEYS_PAGE_DOWN:
        menu_move(session, 10, true);
        break;
    default:
        if (edit(&session->ui, key))
            session->ui.selected = 0;
    }
}

static void help_key(struct session *session, uint32_t key)
{
    struct ui *ui = &session->ui;
    switch (key) {
    case KEYS_DOWN:
    case 'j':
        ui->scroll++;
        break;
    case KEYS_UP:
    case 'k':
        ui->scroll -= ui->scroll > 0;
        break;
    case KEYS_PAGE_DOWN:
    case ' ':
        ui->scroll += 10;
        break;
    case KEYS_PAGE_UP:
        ui->scroll -= ui->scroll > 10 ? 10 : ui->scroll;
        break;
    case KEYS_HOME:
        ui->scroll = 0;
        break;
    case KEYS_ENTER:
    case KEYS_F1:
    case '?':
    case 'q':
        ui->overlay = OVERLAY_NONE;
        break;
    default:
        break;
    }
}

static void start_at(struct session *session, double x, double y)
{
    char line[PROMPT_SIZE], number[2][NUMBER_SIZE];
    snprintf(line, sizeof line, "start %s %s", number_format(number[0], x),
             number_format(number[1], y));
    play(session, line);
}

static void crosshair_key(struct session *session, uint32_t key)
{
    struct ui *ui = &session->ui;
    const struct lens *lens = &session->look.lens;
    const double dx = (lens->x[1] - lens->x[0]) / 80, dy = (lens->y[1] - lens->y[0]) / 40;
    switch (key) {
    case KEYS_ENTER:
        ui->overlay = OVERLAY_NONE;
        start_at(session, ui->crosshair[0], ui->crosshair[1]);
        break;
    case KEYS_LEFT:
    case 'h':
        ui->crosshair[0] -= dx;
        break;
    case KEYS_RIGHT:
    case 'l':
        ui->crosshair[0] += dx;
        break;
    case KEYS_UP:
    case 'k':
        ui->crosshair[1] += dy;
        break;
    case KEYS_DOWN:
    case 'j':
        ui->crosshair[1] -= dy;
        break;
    case KEYS_SHIFT_LEFT:
        ui->crosshair[0] -= 8 * dx;
        break;
    case KEYS_SHIFT_RIGHT:
        ui->crosshair[0] += 8 * dx;
        break;
    case KEYS_SHIFT_UP:
        ui->crosshair[1] += 8 * dy;
        break;
    case KEYS_SHIFT_DOWN:
        ui->crosshair[1] -= 8 * dy;
        break;
    default:
        break;
    }
}

/* ---- keys ---- */

static void plain_key(struct session *session, uint32_t key)
{
    for (size_t i = 0; i < ARRAY_LENGTH(bindings); i++)
        if (bindings[i].key == key)
            play(session, bindings[i].verb);
}

void key_press(struct session *session, uint32_t key)
{
    static void (*const press[])(struct session *, uint32_t) = {
        [OVERLAY_NONE] = plain_key,    [OVERLAY_HELP] = help_key,
        [OVERLAY_SCENES] = menu_key,   [OVERLAY_METHODS] = menu_key,
        [OVERLAY_PROMPT] = prompt_key, [OVERLAY_CROSSHAIR] = crosshair_key,
    };
    session->ui.message[0] = '\0';
    if (key == KEYS_ESCAPE && session->ui.overlay == OVERLAY_NONE && session->working)
        play(session, "pause");
    else if (key == KEYS_ESCAPE)
        session->ui.overlay = OVERLAY_NONE;
    else
        press[session->ui.overlay](session, key);
}

/* ---- pasted text ---- */

static void insert_text(struct session *session, const char *text)
{
    for (size_t left = strlen(text), length; left > 0; text += length, left -= length) {
        length = text_character(text, left);
        length += length == 0; /* a malformed byte is bad, as controls are */
        if (text_bad_byte(text, length) || strchr("\t\n\r", *text))
            continue;
        if (!insert(&session->ui, text, length)) {
            session_say(session, "the line is full: the rest of the pasted text is left out");
            return;
        }
    }
}

void key_paste(struct session *session, const char *text)
{
    const enum overlay overlay = session->ui.overlay;
    session->ui.message[0] = '\0';
    if (overlay != OVERLAY_PROMPT && overlay != OVERLAY_SCENES && overlay != OVERLAY_METHODS) {
        session_say(session, "pasted text is taken in the prompt alone; : opens it");
        return;
    }
    session->ui.selected = 0;
    insert_text(session, text);
}

/* ---- mouse ---- */

void key_click(struct session *session, double x, double y)
{
    session->ui.overlay = OVERLAY_NONE;
    start_at(session, x, y);
}

void key_wheel(struct session *session, double x, double y, double factor)
{
    const struct lens *lens = &session->look.lens;
    const double middle[2] = {lens->x[0] + (lens->x[1] - lens->x[0]) / 2,
                              lens->y[0] + (lens->y[1] - lens->y[0]) / 2};
    char line[PROMPT_SIZE], number[3][NUMBER_SIZE];
    const double share = 1 - 1 / factor;
    snprintf(line, sizeof line, "pan %s %s; zoom %s",
             number_format(number[0], share * (x - middle[0]) / (lens->x[1] - lens->x[0])),
             number_format(number[1], share * (y - middle[1]) / (lens->y[1] - lens->y[0])),
             number_format(number[2], factor));
    play(session, line);
}

void key_drag(struct session *session, double dx, double dy)
{
    const struct lens *lens = &session->look.lens;
    char line[PROMPT_SIZE], number[2][NUMBER_SIZE];
    snprintf(line, sizeof line, "pan %s %s",
             number_format(number[0], dx / (lens->x[1] - lens->x[0])),
             number_format(number[1], dy / (lens->y[1] - lens->y[0])));
    play(session, line);
}
