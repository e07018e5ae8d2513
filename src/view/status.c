/* The lines at the bottom: what there is to say, or what an overlay has there; and the hints, of
 * the keys that matter now. */
#include "overlay.h"

#include "base/mem.h"
#include "base/text.h"
#include "session/key.h"
#include "session/overlay.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define LINE_SIZE 1024

/* ---- the status ---- */

/* What divides a title from what follows; a title with a colon or a mark at its end has it already.
 */
static const char *title_end(const char *title)
{
    const char last = title[strlen(title) - 1];
    if (last == '?' || last == '!' || last == '.')
        return " ";
    return strchr(title, ':') ? ". " : ": ";
}

/* "Title: what it is about (a note)". */
static void add_scene(const struct session *session, struct text *line)
{
    const char *title = scene_text_pick(&session->scene.title, session->language);
    const char *about = scene_text_pick(&session->scene.about, session->language);
    const char *note = session_problem(session)->note;
    text_add(line, title);
    if (*title && *about)
        text_add(line, title_end(title));
    text_add(line, about);
    if (note)
        text_printf(line, " (%s)", note);
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
    int most = 1;
    if (is_fresh(session) && !session_lesson(session)) {
        struct text text = {0};
        add_scene(session, &text);
        most = canvas_wrap(NULL, line, 0, (struct pen){0}, text_string(&text));
        text_finish(&text);
    }
    for (size_t i = 0; i < session->scene.lesson_count; i++) {
        const struct scene_text *lesson = &session->scene.lessons[i].text;
        const int rows =
            canvas_wrap(NULL, line, 0, (struct pen){0}, scene_text_pick(lesson, session->language));
        most = rows > most ? rows : most;
    }
    return most < 1 ? 1 : most > limit ? limit : most;
}

void put_ellipsis(const struct drawing *drawing, struct rect rect, struct pen pen)
{
    canvas_put(drawing->canvas, rect.x + rect.width - 1, rect.y + rect.height - 1,
               glyph_symbol(drawing->style->glyphs, SYMBOL_ELLIPSIS), pen);
}

void put_cut(const struct drawing *drawing, struct rect line, struct pen pen, const char *text)
{
    if (canvas_text(drawing->canvas, line, 0, 0, pen, text) > line.width)
        put_ellipsis(drawing, line, pen);
}

void status_text(const struct drawing *drawing, struct pen pen, const char *text)
{
    const struct rect rect = drawing->layout->status;
    if (canvas_wrap(drawing->canvas, rect, 0, pen, text) > rect.height)
        put_ellipsis(drawing, rect, pen);
}

void put_more(const struct drawing *drawing, struct rect rect, struct pen pen)
{
    const bool ascii = drawing->style->glyphs == GLYPHS_ASCII;
    char more[PANE_TITLE];
    snprintf(more, sizeof more, "%s %s:text", ascii ? "..." : "…", pane_key("text"));
    canvas_text(drawing->canvas, rect, rect.width - canvas_text_width(more), rect.height - 1, pen,
                more);
}

/* A text of the scene; where it does not end in the status, this is told. */
static void put_scene_text(const struct drawing *drawing, struct pen pen, const char *text)
{
    const struct rect rect = drawing->layout->status;
    if (canvas_wrap(drawing->canvas, rect, 0, pen, text) > rect.height)
        put_more(drawing, rect, pen);
}

static void put_scene(const struct drawing *drawing)
{
    struct text text = {0};
    add_scene(drawing->session, &text);
    put_scene_text(drawing, drawing->style->theme.dim, text_string(&text));
    text_finish(&text);
}

static void put_message(const struct drawing *drawing)
{
    const struct session *session = drawing->session;
    const struct theme *theme = &drawing->style->theme;
    char text[LINE_SIZE];
    snprintf(text, sizeof text, "%s%s", session->ui.message_is_error ? "! " : "",
             session->ui.message);
    status_text(drawing, session->ui.message_is_error ? theme->warning : theme->good, text);
}

/* How far the race is, whether lines wait for it, and how to stop it. */
static void put_progress(const struct drawing *drawing)
{
    const struct session *session = drawing->session;
    const struct rect rect = drawing->layout->status;
    char text[PANE_TITLE], waiting[32] = "";
    const double share = race_progress(&session->race);
    if (session->queue_count > 0)
        snprintf(waiting, sizeof waiting, ", %zu waiting", session->queue_count);
    snprintf(text, sizeof text, " working %d%%%s  Esc:stop ", (int)(100 * share), waiting);
    canvas_text(drawing->canvas, rect, rect.width - canvas_text_width(text), 0,
                drawing->style->theme.selection, text);
}

/* Whether what is said is in the place of the hints: while the status holds what is typed, or the
 * text of a lesson, whose own verbs say something too. A mistake is worth the whole status. */
static bool is_message_below(const struct session *session)
{
    const struct ui *ui = &session->ui;
    if (!ui->message[0])
        return false;
    return overlay_view(session)->fills_status ||
           (session_lesson(session) && !ui->message_is_error);
}

void status_draw(const struct drawing *drawing)
{
    const struct session *session = drawing->session;
    const struct theme *theme = &drawing->style->theme;
    const struct scene_lesson *lesson = session_lesson(session);
    const struct view_overlay *overlay = overlay_view(session);
    if (overlay->status)
        overlay->status(drawing);
    else if (session->ui.message[0] && !is_message_below(session))
        put_message(drawing);
    else if (lesson)
        put_scene_text(drawing, theme->text, scene_text_pick(&lesson->text, session->language));
    else
        put_scene(drawing);
    if (session->working && !overlay->fills_status)
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

/* The keys of a verb or two; of some problems only. */
struct verb_hint {
    const char *verb, *other, *label;
    bool (*is_of)(const struct problem *problem);
};

static bool has_no_plane(const struct problem *problem)
{
    return !problem_needs_plane(problem);
}

/* While nothing lies over the panes; the most wanted first. */
static const struct verb_hint verb_hints[] = {
    {.verb = "help", .label = "help"},
    {.verb = "toggle", .label = "run"},
    {.verb = "step", .other = "back", .label = "step"},
    {.verb = "lr up", .other = "lr down", .label = "rate"},
    {.verb = "focus next", .label = "next run"},
    {.verb = "menu scenes", .label = "scenes"},
    {.verb = "stage", .label = "stages", .is_of = problem_has_data},
    {.verb = "data", .label = "data", .is_of = problem_has_data},
    {.verb = "crosshair", .label = "start", .is_of = has_no_plane},
    {.verb = "plane", .label = "plane", .is_of = problem_needs_plane},
    {.verb = "menu methods", .label = "add"},
    {.verb = "restart", .label = "restart"},
    {.verb = "pane next", .label = "pane"},
    {.verb = "pane max", .label = "alone"},
    {.verb = "zoom 2", .other = "zoom 0.5", .label = "zoom"},
    {.verb = "undo", .label = "undo"},
    {.verb = "map", .label = "map"},
    {.verb = "arrows", .label = "arrows"},
    {.verb = "theme", .label = "theme"},
    {.verb = "text", .label = "text"},
    {.verb = "prompt", .label = "verb"},
    {.verb = "quit", .label = "quit"},
};

/* A hint as it is shown: "keys:label". */
struct hint {
    char keys[PANE_TITLE];
    const char *label;
};

#define HINTS_MOST 32

static size_t gather_verb_hints(const struct session *session, struct hint hints[static HINTS_MOST])
{
    static_assert(ARRAY_LENGTH(verb_hints) <= HINTS_MOST, "room for all of them");
    size_t count = 0;
    for (size_t i = 0; i < ARRAY_LENGTH(verb_hints); i++) {
        const struct verb_hint *hint = &verb_hints[i];
        if (hint->is_of && !hint->is_of(session_problem(session)))
            continue;
        const bool pauses = strcmp(hint->verb, "toggle") == 0 && session->playing;
        struct hint *shown = &hints[count++];
        shown->label = pauses ? "pause" : hint->label;
        snprintf(shown->keys, sizeof shown->keys, "%s%s%s", pane_key(hint->verb),
                 hint->other ? " " : "", hint->other ? pane_key(hint->other) : "");
    }
    return count;
}

static size_t gather_overlay_hints(const struct overlay_kind *kind,
                                   struct hint hints[static HINTS_MOST])
{
    size_t count = 0;
    for (size_t i = 0; i < kind->key_count && count < HINTS_MOST; i++) {
        if (kind->keys[i].no_hint)
            continue;
        struct hint *shown = &hints[count++];
        shown->label = kind->keys[i].label;
        snprintf(shown->keys, sizeof shown->keys, "%s", kind->keys[i].names);
    }
    return count;
}

static int hint_width(const struct hint *hint)
{
    return canvas_text_width(hint->keys) + 1 + canvas_text_width(hint->label);
}

static int put_hint(const struct drawing *drawing, int column, const struct hint *hint)
{
    const struct rect line = drawing->layout->hints;
    const struct theme *theme = &drawing->style->theme;
    const int width = canvas_text(drawing->canvas, line, column, 0, theme->key, hint->keys);
    return width +
           canvas_printf(drawing->canvas, line, column + width, 0, theme->dim, ":%s", hint->label);
}

/* As many as there is room for; but the first of all always stays, at the end of the line. */
void hints_draw(const struct drawing *drawing)
{
    const struct session *session = drawing->session;
    const struct rect line = drawing->layout->hints;
    const struct theme *theme = &drawing->style->theme;
    struct hint hints[HINTS_MOST];
    if (is_message_below(session)) {
        const bool is_typed = overlay_view(session)->fills_status;
        put_cut(drawing, line, is_typed ? theme->key : theme->good, session->ui.message);
        return;
    }
    const size_t count = session->ui.overlay == OVERLAY_NONE
                             ? gather_verb_hints(session, hints)
                             : gather_overlay_hints(overlay_kind(session->ui.overlay), hints);
    const int room = line.width - hint_width(&hints[0]);
    int column = 0;
    for (size_t i = 1; i < count; i++) {
        if (column + hint_width(&hints[i]) + 2 > room)
            break;
        column += put_hint(drawing, column, &hints[i]) + 2;
    }
    put_hint(drawing, column, &hints[0]);
}
