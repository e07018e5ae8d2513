/* What is shown: how a scene sets it, how it is written back, its copies and comparison. */
#include "session/look.h"

#include "base/mem.h"
#include "session/session.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *stage_name(enum stage stage)
{
    static const char *const names[] = {
        [STAGE_NONE] = "",         [STAGE_FORWARD] = "forward",
        [STAGE_LOSS] = "loss",     [STAGE_BACKWARD] = "backward",
        [STAGE_UPDATE] = "update",
    };
    static_assert(ARRAY_LENGTH(names) == STAGE_COUNT, "a name for each");
    return names[stage];
}

/* ---- panes ---- */

bool look_shows(const struct look *look, enum pane pane, const struct problem *problem)
{
    return !(look->hidden >> pane & 1) && pane_fits(pane, problem);
}

enum pane look_next_pane(const struct look *look, const struct problem *problem)
{
    size_t next = (size_t)look->pane;
    for (size_t i = 0; i < PANE_COUNT; i++) {
        next = (next + 1) % PANE_COUNT;
        if (look_shows(look, (enum pane)next, problem))
            break;
    }
    return (enum pane)next;
}

void look_fit_panes(struct look *look, const struct problem *problem)
{
    if (look_shows(look, look->pane, problem))
        return;
    look->pane = look_next_pane(look, problem);
    if (look_shows(look, look->pane, problem))
        return;
    look->hidden = 0;
    look->pane = PANE_MAP;
}

/* ---- options that a scene may set and the user may have otherwise ---- */

#define OPTION(member, value, has)                                                                 \
    {                                                                                              \
        offsetof(struct session, member), offsetof(struct scene_view, value),                      \
            offsetof(struct scene_view, has), sizeof((struct scene_view *)NULL)->value,            \
    }

static const struct option {
    size_t at;             /* in the session */
    size_t in_view, given; /* in a view, and whether it is there */
    size_t size;
} options[] = {
    OPTION(look.hidden, panes.hidden, has_panes),
    OPTION(look.pane, panes.first, has_panes),
    OPTION(look.maximized, maximized, has_maximized),
    OPTION(look.log_x, log_x, has_log_x),
    OPTION(look.axis_y, axis_y, has_axis_y),
    OPTION(look.map_style, map, has_map),
    OPTION(look.arrows, arrows, has_arrows),
    OPTION(speed, speed, has_speed),
    OPTION(all, all, has_all),
};

/* The values of a session that opens its first scene. */
static const struct scene_view standard = {.speed = SESSION_SPEED};

static void *at(const struct option *option, struct session *session)
{
    return (char *)session + option->at;
}

static const void *of_session(const struct option *option, const struct session *session)
{
    return (const char *)session + option->at;
}

static void *in_view(const struct option *option, struct scene_view *view)
{
    return (char *)view + option->in_view;
}

static const void *of_view(const struct option *option, const struct scene_view *view)
{
    return (const char *)view + option->in_view;
}

static bool *given_at(const struct option *option, struct scene_view *view)
{
    return (bool *)(void *)((char *)view + option->given);
}

static bool is_given(const struct option *option, const struct scene_view *view)
{
    return *(const bool *)(const void *)((const char *)view + option->given);
}

static bool shows(const struct option *option, const struct session *session,
                  const struct scene_view *view)
{
    return memcmp(of_session(option, session), of_view(option, view), option->size) == 0;
}

/* ---- the theme, which the look has by its name ---- */

static void set_theme(struct session *session, enum display_theme theme)
{
    struct look *look = &session->look;
    snprintf(look->theme, sizeof look->theme, "%s", display_theme_name((size_t)theme));
}

static enum display_theme theme_of(const struct session *session)
{
    size_t theme = 0;
    while (theme + 1 < DISPLAY_THEMES &&
           strcmp(display_theme_name(theme), session->look.theme) != 0)
        theme++;
    return (enum display_theme)theme;
}

void look_give_theme(struct session *session, enum display_theme theme)
{
    session->given_theme = display_theme_name((size_t)theme);
    set_theme(session, theme);
}

/* ---- opening a scene ---- */

static bool takes_batches(const struct session *session)
{
    for (size_t i = 0; i < session->race.count; i++) {
        const struct run *run = session->race.runs[i];
        const struct run_settings *settings = &run->settings;
        if (problem_has_data(run->problem) && !settings->optimizer->full_batch &&
            settings->batch > 0 && settings->batch < run->problem->samples)
            return true;
    }
    return false;
}

static void open_options(struct session *session, const struct scene_view *view)
{
    for (size_t i = 0; i < ARRAY_LENGTH(options); i++) {
        const struct option *option = &options[i];
        memcpy(in_view(option, &session->own), of_session(option, session), option->size);
        if (is_given(option, view))
            memcpy(at(option, session), of_view(option, view), option->size);
    }
    session->own.theme = theme_of(session);
    if (view->has_theme && !session->given_theme)
        set_theme(session, view->theme);
}

void look_open(struct session *session)
{
    const struct scene_view *view = &session->scene.view;
    struct look *look = &session->look;
    const size_t focus = view->focus ? race_find(&session->race, view->focus) : 0;
    session->focus = focus < session->race.count ? focus : 0;
    open_options(session, view);
    look_fit_panes(look, session_problem(session));
    look->axis_x = view->has_axis           ? view->axis
                   : takes_batches(session) ? AXIS_X_EPOCH
                                            : AXIS_X_STEP;
    look->data_style = view->data;
    look->plane_kind = view->plane;
    for (size_t i = 0; i < 2; i++) {
        look->inputs[i] = (size_t)view->inputs[i] - 1;
        look->axes[i] = view->axes[i];
    }
    session_refit_plane(session);
    session_reset_lens(session);
}

void look_close(struct session *session)
{
    const struct scene_view *view = &session->scene.view;
    for (size_t i = 0; i < ARRAY_LENGTH(options); i++) {
        const struct option *option = &options[i];
        if (is_given(option, view) && shows(option, session, view))
            memcpy(at(option, session), of_view(option, &session->own), option->size);
    }
    if (view->has_theme && !session->given_theme && theme_of(session) == view->theme)
        set_theme(session, session->own.theme);
}

/* ---- writing it back ---- */

static void write_options(const struct session *session, struct scene_view *view)
{
    for (size_t i = 0; i < ARRAY_LENGTH(options); i++)
        *given_at(&options[i], view) |= !shows(&options[i], session, &standard);
    for (size_t i = 0; i < ARRAY_LENGTH(options); i++)
        if (is_given(&options[i], view))
            memcpy(in_view(&options[i], view), of_session(&options[i], session), options[i].size);
    const enum display_theme theme = theme_of(session);
    if (session->given_theme && strcmp(session->given_theme, session->look.theme) == 0)
        return;
    view->has_theme |= theme != standard.theme;
    view->theme = theme;
}

static bool same_side(const double a[static 2], const double b[static 2])
{
    return memcmp(a, b, 2 * sizeof *a) == 0;
}

/* What a plane's window would be without being written depends on the step. */
static void write_window(const struct session *session, struct scene_view *view)
{
    const struct look *look = &session->look;
    const bool has_plane = look->plane.dim > 0;
    const bool stands_in =
        has_plane && look->plane_kind == SCENE_PLANE_PCA && isnan(look->plane.share[0]);
    if (stands_in) {
        view->has_x &= view->plane == SCENE_PLANE_PCA;
        view->has_y &= view->plane == SCENE_PLANE_PCA;
        return;
    }
    if (session_lens_follows(session) && !session->scene.view.has_x && !session->scene.view.has_y) {
        view->has_x = view->has_y = false;
        return;
    }
    struct session without = *session; /* of which only the window is changed */
    without.scene.view.has_x = without.scene.view.has_y = false;
    session_reset_lens(&without);
    const bool moves = has_plane && session->race.step > 0;
    view->has_x = moves || !same_side(look->lens.x, without.look.lens.x);
    view->has_y = moves || !same_side(look->lens.y, without.look.lens.y);
    memcpy(view->x, look->lens.x, sizeof view->x);
    memcpy(view->y, look->lens.y, sizeof view->y);
}

static void write_focus(const struct session *session, struct scene *scene)
{
    const char *name = session_focused(session)->settings.name;
    size_t index = 0;
    while (index < scene->optimizer_count &&
           strcmp(scene->optimizers[index].settings.name, name) != 0)
        index++;
    free(scene->view.focus);
    scene->view.focus = index > 0 && index < scene->optimizer_count ? mem_string(name) : NULL;
}

void look_write_view(const struct session *session, struct scene *scene)
{
    const struct look *look = &session->look;
    struct scene_view *view = &scene->view;
    write_window(session, view);
    write_focus(session, scene);
    write_options(session, view);
    view->has_axis |= problem_has_data(session_problem(session)) || look->axis_x != AXIS_X_STEP;
    view->axis = look->axis_x;
    view->data = look->data_style;
    view->plane = look->plane_kind;
    for (size_t i = 0; i < 2; i++) {
        view->inputs[i] = look->inputs[i] + 1;
        view->axes[i] = look->axes[i];
    }
}

/* ---- copies ---- */

static double *copy_of(const double *values, size_t count)
{
    if (!values)
        return NULL;
    double *copy = mem_alloc(count, sizeof *copy);
    memcpy(copy, values, count * sizeof *copy);
    return copy;
}

void look_copy(struct look *to, const struct look *from)
{
    const struct plane *plane = &from->plane;
    *to = *from;
    to->plane.origin = copy_of(plane->origin, plane->dim);
    to->plane.u = copy_of(plane->u, plane->dim);
    to->plane.v = copy_of(plane->v, plane->dim);
}

void look_finish(struct look *look)
{
    plane_finish(&look->plane);
    *look = (struct look){0};
}

/* ---- comparison ---- */

/* Bit for bit, so that nan is nan. */
static bool same_numbers(const double *a, const double *b, size_t count)
{
    return count == 0 || memcmp(a, b, count * sizeof *a) == 0;
}

static bool same_plane(const struct plane *a, const struct plane *b)
{
    return a->dim == b->dim && same_numbers(a->origin, b->origin, a->dim) &&
           same_numbers(a->u, b->u, a->dim) && same_numbers(a->v, b->v, a->dim) &&
           same_numbers(a->share, b->share, 2);
}

bool look_same(const struct look *a, const struct look *b)
{
    return same_numbers(a->lens.x, b->lens.x, 2) && same_numbers(a->lens.y, b->lens.y, 2) &&
           same_plane(&a->plane, &b->plane) && a->plane_kind == b->plane_kind &&
           a->axes[0] == b->axes[0] && a->axes[1] == b->axes[1] && a->axis_x == b->axis_x &&
           a->log_x == b->log_x && a->axis_y == b->axis_y && a->map_style == b->map_style &&
           a->arrows == b->arrows && strcmp(a->theme, b->theme) == 0 &&
           a->data_style == b->data_style && a->inputs[0] == b->inputs[0] &&
           a->inputs[1] == b->inputs[1] && a->stage == b->stage && a->pane == b->pane &&
           a->maximized == b->maximized && a->hidden == b->hidden;
}
