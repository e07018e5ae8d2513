/* The view in a saved scene whose lessons change the view.
 *
 * The scene opens with the view as it is now, and its lessons act again on that: a zoom would be
 * doubled, what is switched on would be off. So an event behind each lesson that acted puts right
 * what it changes. */
#include "session_parts.h"

#include "base/mem.h"
#include "base/number.h"
#include "session/verb.h"

#include <string.h>

/* The line that makes the view what it is, in one respect. */
static void write_lens(const struct session *session, struct text *line)
{
    (void)session; /* the window is the scene's */
    text_add(line, "lens reset");
}

static void write_theme(const struct session *session, struct text *line)
{
    text_printf(line, "theme %s", session->look.theme);
}

static void write_map(const struct session *session, struct text *line)
{
    text_printf(line, "map %s", map_style_name(session->look.map_style));
}

static void write_arrows(const struct session *session, struct text *line)
{
    text_printf(line, "arrows %s", session->look.arrows ? "on" : "off");
}

static void write_axis(const struct session *session, struct text *line)
{
    const struct look *look = &session->look;
    text_printf(line, "axis x %s %s; axis y %s", axis_x_name(look->axis_x),
                look->log_x ? "log" : "linear", axis_y_name(look->axis_y));
}

static void write_data(const struct session *session, struct text *line)
{
    text_printf(line, "data %s", data_style_name(session->look.data_style));
}

static void write_inputs(const struct session *session, struct text *line)
{
    text_printf(line, "inputs %zu %zu", session->look.inputs[0] + 1, session->look.inputs[1] + 1);
}

static void write_speed(const struct session *session, struct text *line)
{
    char number[NUMBER_SIZE];
    text_printf(line, "speed %s", number_format(number, session->speed));
}

static void write_panes(const struct session *session, struct text *line)
{
    const struct look *look = &session->look;
    text_add(line, "pane all");
    text_printf(line, "; pane %s", pane_name((size_t)look->pane));
    for (size_t i = 0; i < PANE_COUNT; i++)
        if (look->hidden >> i & 1 && pane_fits((enum pane)i, session_problem(session)))
            text_printf(line, "; pane hide %s", pane_name(i));
}

/* By its name, or by its letter where the name cannot be written. */
static void write_focus(const struct session *session, struct text *line)
{
    const char *name = session_focused(session)->settings.name;
    if (strchr(name, '"'))
        text_printf(line, "focus %c", session_letter(session->focus));
    else
        text_printf(line, verb_needs_quotes(name) ? "focus \"%s\"" : "focus %s", name);
}

static const struct {
    const char *verb;
    void (*write)(const struct session *session, struct text *line);
} rows[] = {
    {"zoom", write_lens},   {"pan", write_lens},     {"lens", write_lens},
    {"theme", write_theme}, {"map", write_map},      {"arrows", write_arrows},
    {"axis", write_axis},   {"data", write_data},    {"inputs", write_inputs},
    {"pane", write_panes},  {"speed", write_speed},  {"focus", write_focus},
    {"add", write_focus},   {"remove", write_focus},
};

static void add_line(struct text *line, const char *more)
{
    text_printf(line, "%s%s", line->length > 0 ? "; " : "", more);
}

/* What puts right what a lesson says. */
static void write_line(const struct session *session, const char *said, struct text *line)
{
    size_t last = ARRAY_LENGTH(rows);
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        const bool is_written = last < i && rows[last].write == rows[i].write;
        if (verb_count_said(said, rows[i].verb, NULL) == 0 || is_written)
            continue;
        last = i;
        add_line(line, "");
        rows[i].write(session, line);
    }
    if (verb_count_said(said, "pane", "max") % 2 == 1)
        add_line(line, "pane max");
    if (verb_count_said(said, "focus", "*") % 2 == 1)
        add_line(line, "focus *");
}

void session_add_view_of_lessons(const struct session *session, struct scene *scene)
{
    for (size_t i = 0; i < session->lessons_done; i++) {
        const struct scene_lesson *lesson = &session->scene.lessons[i];
        struct text line = {0};
        if (lesson->verbs)
            write_line(session, lesson->verbs, &line);
        if (line.length > 0)
            session_add_event(scene, lesson->at, line.data);
        else
            text_finish(&line);
    }
}
