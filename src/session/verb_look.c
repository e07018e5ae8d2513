/* Verbs that change what is shown; scenes and files; requests to the program around. */
#include "verbs.h"

#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool verb_focus(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count;
    const size_t runs = session->race.count;
    size_t run;
    if (strcmp(arguments[0], "next") == 0)
        session_focus(session, (session->focus + 1) % runs);
    else if (strcmp(arguments[0], "prev") == 0)
        session_focus(session, (session->focus + runs - 1) % runs);
    else if (strcmp(arguments[0], "*") == 0)
        session->all = !session->all;
    else if (argument_run(session, arguments[0], &run, err))
        session_focus(session, run);
    else
        return false;
    if (session->all)
        session_say(session, "rate, batch and settings: all runs");
    else
        session_say(session, "focus: %c %s", session_letter(session->focus),
                    scene_label_of(&session->scene, session->focus, session->language));
    return true;
}

/* ---- scenes ---- */

static bool open_scene(struct session *session, const char *name, struct error *err)
{
    if (!session_open(session, name, err))
        return false;
    session_say(session, "%s", scene_text_pick(&session->scene.title, session->language));
    return true;
}

bool verb_scene(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count;
    return open_scene(session, arguments[0], err);
}

/* The scene `by` places behind the present one in the library, round and round. */
static bool open_neighbour(struct session *session, size_t by, struct error *err)
{
    const struct library *library = session->library;
    const char *path = session->scene.path;
    size_t now = 0;
    if (library->count == 0)
        return error_set(err, "no scenes were found");
    while (path && now < library->count && strcmp(library->paths[now], path) != 0)
        now++;
    const bool known = path && now < library->count;
    return open_scene(session, library->names[known ? (now + by) % library->count : 0], err);
}

bool verb_next(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count, (void)arguments;
    return open_neighbour(session, 1, err);
}

bool verb_previous(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count, (void)arguments;
    return open_neighbour(session, session->library->count - 1, err);
}

/* ---- the map's window ---- */

#define LENS_LEAST 1e-12 /* widths between these are shown */
#define LENS_MOST  1e12

bool verb_zoom(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count;
    double factor;
    struct lens lens = session->look.lens;
    if (!argument_number(arguments[0], &factor, err))
        return false;
    if (!(factor > 0))
        return error_set(err, "zoom is %s, but must be above 0: 2 is twice as close", arguments[0]);
    double *const sides[] = {lens.x, lens.y};
    for (size_t d = 0; d < 2; d++) {
        double *side = sides[d];
        const double middle = side[0] + (side[1] - side[0]) / 2;
        const double half = (side[1] - side[0]) / 2 / factor;
        if (!(half >= LENS_LEAST && half <= LENS_MOST))
            return error_set(err, "that is as %s as it goes", factor > 1 ? "close" : "far");
        side[0] = middle - half;
        side[1] = middle + half;
        if (!(side[0] < side[1]))
            return error_set(err, "that is as close as it goes");
    }
    session->look.lens = lens;
    return true;
}

bool verb_pan(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count;
    double x, y;
    if (!argument_number(arguments[0], &x, err) || !argument_number(arguments[1], &y, err))
        return false;
    struct lens lens = session->look.lens;
    const double dx = x * (lens.x[1] - lens.x[0]), dy = y * (lens.y[1] - lens.y[0]);
    if (fabs(lens.x[0] + dx) > LENS_MOST || fabs(lens.y[0] + dy) > LENS_MOST)
        return error_set(err, "that is as far as it goes");
    for (size_t end = 0; end < 2; end++) {
        lens.x[end] += dx;
        lens.y[end] += dy;
    }
    /* Far away, a narrow window falls between two numbers. */
    if (!(lens.x[0] < lens.x[1] && lens.y[0] < lens.y[1]))
        return error_set(err, "that is as far as it goes at this width");
    session->look.lens = lens;
    return true;
}

bool verb_lens(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count;
    size_t choice;
    if (!argument_choice(arguments[0], lens_choice, &choice, err))
        return false;
    session_reset_lens(session);
    return true;
}

/* ---- how it is drawn ---- */

static const char *axis_x_word(size_t index)
{
    return index < AXIS_X_COUNT ? axis_x_choice(index) : axis_y_choice(index - AXIS_X_COUNT);
}

/* What it is of, its scale, or both; without any the next one that it may be of. */
static bool set_axis_x(struct session *session, size_t count, char *const *arguments,
                       struct error *err)
{
    struct look *look = &session->look;
    size_t axis = (size_t)look->axis_x, scale = look->log_x ? AXIS_Y_LOG : AXIS_Y_LINEAR, word;
    if (count == 0)
        axis = (axis + 1) % AXIS_X_COUNT;
    for (size_t i = 0; i < count; i++) {
        if (!argument_choice(arguments[i], axis_x_word, &word, err))
            return false;
        if (word < AXIS_X_COUNT)
            axis = word;
        else
            scale = word - AXIS_X_COUNT;
    }
    look->axis_x = (enum axis_x)axis;
    look->log_x = scale == AXIS_Y_LOG;
    session_say(session, "axis x: %s%s", axis_x_choice(axis), look->log_x ? ", log" : "");
    return true;
}

static bool set_axis_y(struct session *session, size_t count, char *const *arguments,
                       struct error *err)
{
    size_t scale = (size_t)session->look.axis_y;
    if (count > 1)
        return error_set(err, "say: axis y log|linear");
    if (!argument_next_choice(count, arguments, axis_y_choice, AXIS_Y_COUNT, &scale, err))
        return false;
    session->look.axis_y = (enum axis_y)scale;
    session_say(session, "axis y: %s", axis_y_choice(scale));
    return true;
}

bool verb_axis(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    const bool is_x = strcmp(arguments[0], "x") == 0;
    if (!is_x && strcmp(arguments[0], "y") != 0)
        return error_set(err, "'%s' is no axis; say x or y", arguments[0]);
    return (is_x ? set_axis_x : set_axis_y)(session, count - 1, arguments + 1, err);
}

bool verb_map(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    size_t choice = (size_t)session->look.map_style;
    if (!argument_next_choice(count, arguments, map_choice, MAP_STYLES, &choice, err))
        return false;
    session->look.map_style = (enum map_style)choice;
    session_say(session, "map: %s", map_choice(choice));
    return true;
}

bool verb_arrows(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    size_t choice = session->look.arrows;
    if (!argument_next_choice(count, arguments, switch_choice, 2, &choice, err))
        return false;
    session->look.arrows = choice == 1;
    session_say(session, "arrows: %s", switch_choice(choice));
    return true;
}

bool verb_mouse(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    size_t choice = session->ui.mouse;
    if (!argument_next_choice(count, arguments, switch_choice, 2, &choice, err))
        return false;
    session->ui.mouse = choice == 1;
    session_say(session, "mouse: %s",
                session->ui.mouse ? "on" : "off, so that text can be selected");
    return true;
}

bool verb_theme(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    size_t choice = 0, themes = 0;
    while (theme_choice(themes))
        themes++;
    for (size_t i = 0; i < themes; i++)
        if (strcmp(theme_choice(i), session->look.theme) == 0)
            choice = i;
    if (!argument_next_choice(count, arguments, theme_choice, themes, &choice, err))
        return false;
    snprintf(session->look.theme, sizeof session->look.theme, "%s", theme_choice(choice));
    session_say(session, "theme: %s", session->look.theme);
    return true;
}

/* The pane of that name, which must have something to show. */
static bool find_pane(const struct session *session, const char *name, enum pane *pane,
                      struct error *err)
{
    size_t choice;
    if (!argument_choice(name, pane_name, &choice, err))
        return false;
    *pane = (enum pane)choice;
    return pane_fits(*pane, session_problem(session)) ||
           error_set(err, "the pane %s is for %s", name, pane_row(*pane)->of);
}

static bool hide_pane(struct session *session, const char *name, struct error *err)
{
    const struct problem *problem = session_problem(session);
    struct look *look = &session->look;
    enum pane pane;
    size_t others = 0;
    if (!find_pane(session, name, &pane, err))
        return false;
    for (size_t i = 0; i < PANE_COUNT; i++)
        others += i != (size_t)pane && look_shows(look, (enum pane)i, problem);
    if (others == 0)
        return error_set(err, "one pane stays; 'pane all' shows all of them");
    look->hidden |= 1u << pane;
    look_fit_panes(look, problem);
    return true;
}

bool verb_pane(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    struct look *look = &session->look;
    enum pane pane = look->pane;
    const bool hides = strcmp(arguments[0], "hide") == 0;
    if (hides != (count == 2))
        return error_set(err, "say: pane hide NAME, or pane NAME, next, max or all");
    if (hides)
        return hide_pane(session, arguments[1], err);
    if (strcmp(arguments[0], "max") == 0)
        look->maximized = !look->maximized;
    else if (strcmp(arguments[0], "all") == 0)
        look->hidden = 0;
    else if (strcmp(arguments[0], "next") == 0)
        pane = look_next_pane(look, session_problem(session));
    else if (!find_pane(session, arguments[0], &pane, err))
        return false;
    look->pane = pane;
    look->hidden &= ~(1u << pane);
    return true;
}

/* ---- files ---- */

bool verb_save(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count;
    struct scene scene;
    session_scene(session, &scene);
    const bool saved = scene_save(&scene, arguments[0], err);
    scene_finish(&scene);
    if (saved)
        session_say(session, "saved: %s", arguments[0]);
    return saved;
}

/* ---- the program around the session ---- */

bool verb_export(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count, (void)err;
    session->request = REQUEST_EXPORT;
    free(session->request_path);
    session->request_path = mem_string(arguments[0]);
    return true;
}

bool verb_redraw(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count, (void)arguments, (void)err;
    session->request = REQUEST_REDRAW;
    return true;
}

bool verb_quit(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count, (void)arguments, (void)err;
    session->request = REQUEST_QUIT;
    return true;
}
