/* The lines at the bottom: what there is to say, or the prompt; and the keys that matter now. */
#include "pane.h"

#include "base/mem.h"
#include "base/number.h"
#include "session/key.h"

#include <stdio.h>
#include <string.h>

#define LINE_SIZE 1024

/* ---- the status ---- */

static void scene_line(const struct session *session, char line[static LINE_SIZE])
{
    const char *title = scene_text_pick(&session->scene.title, session->language);
    const char *about = scene_text_pick(&session->scene.about, session->language);
    const char *note = session_problem(session)->note;
    snprintf(line, LINE_SIZE, "%s%s%s%s%s%s", title, *title && *about ? ": " : "", about,
             note ? " (" : "", note ? note : "", note ? ")" : "");
}

/* Whether nothing was played yet: the time to read what the scene is about. */
static bool is_fresh(const struct session *session)
{
    bool fresh = true;
    for (size_t i = 0; i < session->race.count; i++)
        fresh = fresh && session->race.runs[i]->recorded == 0;
    return fresh;
}

int status_rows(const struct session *session, int columns, int limit)
{
    const struct rect line = {0, 0, columns, 1};
    char text[LINE_SIZE];
    int most = 1;
    if (is_fresh(session) && !session_lesson(session)) {
        scene_line(session, text);
        most = canvas_wrap(NULL, line, 0, (struct pen){0}, text);
    }
    for (size_t i = 0; i < session->scene.lesson_count; i++) {
        const struct scene_text *lesson = &session->scene.lessons[i].text;
        const int rows =
            canvas_wrap(NULL, line, 0, (struct pen){0}, scene_text_pick(lesson, session->language));
        most = rows > most ? rows : most;
    }
    return most < 1 ? 1 : most > limit ? limit : most;
}

/* Text in the status; an ellipsis where it does not end in it. */
static void put_text(const struct drawing *drawing, struct pen pen, const char *text)
{
    const struct rect rect = drawing->layout->status;
    if (canvas_wrap(drawing->canvas, rect, 0, pen, text) > rect.height)
        canvas_put(drawing->canvas, rect.x + rect.width - 1, rect.y + rect.height - 1,
                   glyph_symbol(drawing->style->glyphs, SYMBOL_ELLIPSIS), pen);
}

/* What the scene is about, or where that is too long its title. */
static void put_scene(const struct drawing *drawing)
{
    const struct session *session = drawing->session;
    const struct rect rect = drawing->layout->status;
    const struct pen pen = drawing->style->theme.dim;
    char text[LINE_SIZE];
    scene_line(session, text);
    if (canvas_wrap(NULL, rect, 0, pen, text) > rect.height && !is_fresh(session))
        put_text(drawing, pen, scene_text_pick(&session->scene.title, session->language));
    else
        put_text(drawing, pen, text);
}

/* ":line", moved to the left as far as the cursor needs. */
static void put_prompt(const struct drawing *drawing)
{
    const struct ui *ui = &drawing->session->ui;
    const struct rect rect = drawing->layout->status;
    const struct pen pen = drawing->style->theme.text;
    char before[PROMPT_SIZE];
    snprintf(before, sizeof before, "%.*s", (int)ui->cursor, ui->prompt);
    const int cursor = 1 + canvas_text_width(before);
    const int first = cursor < rect.width ? 0 : cursor - rect.width + 1;
    canvas_text(drawing->canvas, rect, -first, 0, pen, ":");
    canvas_text(drawing->canvas, rect, 1 - first, 0, pen, ui->prompt);
    struct cell *cell = canvas_at(drawing->canvas, rect.x + cursor - first, rect.y);
    if (cell)
        cell->style ^= STYLE_REVERSE;
}

static void put_crosshair(const struct drawing *drawing)
{
    const struct session *session = drawing->session;
    char text[LINE_SIZE], numbers[3][NUMBER_SIZE];
    double loss;
    problem_loss(session_problem(session), 1, session->ui.crosshair, &loss);
    snprintf(text, sizeof text, "start at x = %s, y = %s, f = %s",
             number_round(numbers[0], session->ui.crosshair[0], 4),
             number_round(numbers[1], session->ui.crosshair[1], 4),
             number_round(numbers[2], loss, 4));
    put_text(drawing, drawing->style->theme.title, text);
}

static void put_message(const struct drawing *drawing)
{
    const struct session *session = drawing->session;
    const struct theme *theme = &drawing->style->theme;
    char text[LINE_SIZE];
    snprintf(text, sizeof text, "%s%s", session->ui.message_is_error ? "! " : "",
             session->ui.message);
    put_text(drawing, session->ui.message_is_error ? theme->warning : theme->good, text);
}

static void put_progress(const struct drawing *drawing)
{
    const struct rect rect = drawing->layout->status;
    char text[PANE_TITLE];
    const double share = race_progress(&drawing->session->race);
    snprintf(text, sizeof text, " working %d%% ", (int)(100 * share));
    canvas_text(drawing->canvas, rect, rect.width - canvas_text_width(text), 0,
                drawing->style->theme.selection, text);
}

void status_draw(const struct drawing *drawing)
{
    const struct session *session = drawing->session;
    const struct theme *theme = &drawing->style->theme;
    const struct scene_lesson *lesson = session_lesson(session);
    if (session->ui.overlay == OVERLAY_PROMPT) {
        put_prompt(drawing);
        return;
    }
    if (session->ui.overlay == OVERLAY_CROSSHAIR)
        put_crosshair(drawing);
    else if (session->ui.message[0])
        put_message(drawing);
    else if (lesson)
        put_text(drawing, theme->text, scene_text_pick(&lesson->text, session->language));
    else
        put_scene(drawing);
    if (session->working)
        put_progress(drawing);
}

/* ---- the hints ---- */

const char *pane_key(const char *verb)
{
    for (size_t i = 0; i < key_count(); i++)
        if (strcmp(key_at(i)->verb, verb) == 0)
            return key_at(i)->name;
    return "";
}

/* Keys by their names, or as those of a verb or two; of some problems only. */
struct hint {
    const char *keys, *verb, *other, *label;
    bool (*is_of)(const struct problem *problem);
};

static bool has_two_parameters(const struct problem *problem)
{
    return problem->dim == 2;
}

static bool has_plane(const struct problem *problem)
{
    return problem->dim > 2;
}

static bool has_data(const struct problem *problem)
{
    return problem->dataset != NULL;
}

static const struct hint help_hints[] = {{.keys = "Esc", .label = "close"},
                                         {.keys = "Down Up", .label = "scroll"}};
static const struct hint menu_hints[] = {{.keys = "Esc", .label = "close"},
                                         {.keys = "Enter", .label = "choose"},
                                         {.keys = "Down Up", .label = "move"},
                                         {.keys = "letters", .label = "filter"}};
static const struct hint prompt_hints[] = {{.keys = "Esc", .label = "close"},
                                           {.keys = "Enter", .label = "do it"},
                                           {.keys = "Tab", .label = "complete"},
                                           {.keys = "Up", .label = "the last line"}};
static const struct hint crosshair_hints[] = {{.keys = "Esc", .label = "cancel"},
                                              {.keys = "Enter", .label = "start here"},
                                              {.keys = "arrows", .label = "move"},
                                              {.keys = "Shift-arrows", .label = "far"}};
static const struct hint plain_hints[] = {
    {.verb = "help", .label = "help"},
    {.verb = "toggle", .label = "run"},
    {.verb = "step", .other = "back", .label = "step"},
    {.verb = "lr up", .other = "lr down", .label = "rate"},
    {.verb = "focus next", .label = "next run"},
    {.verb = "menu scenes", .label = "scenes"},
    {.verb = "stage", .label = "stages", .is_of = has_data},
    {.verb = "data", .label = "data", .is_of = has_data},
    {.verb = "crosshair", .label = "start", .is_of = has_two_parameters},
    {.verb = "plane", .label = "plane", .is_of = has_plane},
    {.verb = "menu methods", .label = "add"},
    {.verb = "restart", .label = "restart"},
    {.verb = "pane next", .label = "pane"},
    {.verb = "pane max", .label = "alone"},
    {.verb = "zoom 2", .other = "zoom 0.5", .label = "zoom"},
    {.verb = "undo", .label = "undo"},
    {.verb = "map", .label = "map"},
    {.verb = "arrows", .label = "arrows"},
    {.verb = "theme", .label = "theme"},
    {.verb = "prompt", .label = "verb"},
    {.verb = "quit", .label = "quit"},
};

/* The most wanted first; but the first of all always stays, at the end of the line. */
static const struct {
    const struct hint *hints;
    size_t count;
} hints_of[] = {
    [OVERLAY_NONE] = {plain_hints, ARRAY_LENGTH(plain_hints)},
    [OVERLAY_HELP] = {help_hints, ARRAY_LENGTH(help_hints)},
    [OVERLAY_SCENES] = {menu_hints, ARRAY_LENGTH(menu_hints)},
    [OVERLAY_METHODS] = {menu_hints, ARRAY_LENGTH(menu_hints)},
    [OVERLAY_PROMPT] = {prompt_hints, ARRAY_LENGTH(prompt_hints)},
    [OVERLAY_CROSSHAIR] = {crosshair_hints, ARRAY_LENGTH(crosshair_hints)},
};

static void hint_text(const struct drawing *drawing, const struct hint *hint,
                      char keys[static PANE_TITLE], const char **label)
{
    const bool pauses =
        hint->verb && strcmp(hint->verb, "toggle") == 0 && drawing->session->playing;
    *label = pauses ? "pause" : hint->label;
    snprintf(keys, PANE_TITLE, "%s%s%s", hint->verb ? pane_key(hint->verb) : hint->keys,
             hint->other ? " " : "", hint->other ? pane_key(hint->other) : "");
}

static int hint_width(const struct drawing *drawing, const struct hint *hint)
{
    char keys[PANE_TITLE];
    const char *label;
    hint_text(drawing, hint, keys, &label);
    return canvas_text_width(keys) + 1 + canvas_text_width(label);
}

static int put_hint(const struct drawing *drawing, int column, const struct hint *hint)
{
    const struct rect line = drawing->layout->hints;
    const struct theme *theme = &drawing->style->theme;
    char keys[PANE_TITLE];
    const char *label;
    hint_text(drawing, hint, keys, &label);
    const int width = canvas_text(drawing->canvas, line, column, 0, theme->key, keys);
    return width +
           canvas_printf(drawing->canvas, line, column + width, 0, theme->dim, ":%s", label);
}

void hints_draw(const struct drawing *drawing)
{
    const enum overlay overlay = drawing->session->ui.overlay;
    const struct rect line = drawing->layout->hints;
    if (overlay == OVERLAY_PROMPT && drawing->session->ui.message[0]) { /* what Tab found */
        canvas_text(drawing->canvas, line, 0, 0, drawing->style->theme.key,
                    drawing->session->ui.message);
        return;
    }
    const struct hint *hints = hints_of[overlay].hints;
    const int room = line.width - hint_width(drawing, &hints[0]);
    int column = 0;
    for (size_t i = 1; i < hints_of[overlay].count; i++) {
        if (hints[i].is_of && !hints[i].is_of(session_problem(drawing->session)))
            continue;
        if (column + hint_width(drawing, &hints[i]) + 2 > room)
            break;
        column += put_hint(drawing, column, &hints[i]) + 2;
    }
    put_hint(drawing, column, &hints[0]);
}
