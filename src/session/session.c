/* A session's life: opening scenes and making their races. */
#include "session_parts.h"

#include "base/mem.h"
#include "session/verb.h"

#include <stdlib.h>

char session_letter(size_t run)
{
    return (char)('A' + run);
}

/* ---- the race and the lens ---- */

struct run *session_focused(const struct session *session)
{
    return session->focus < session->race.count ? session->race.runs[session->focus] : NULL;
}

struct problem *session_problem(const struct session *session)
{
    return session->race.runs[session->focus]->problem;
}

bool session_is_on_map(const struct session *session, size_t run)
{
    return problem_same_shape(session->race.runs[run]->problem, session_problem(session));
}

bool session_losses_differ(const struct session *session)
{
    for (size_t i = 0; i < session->race.count; i++)
        if (!problem_same_loss(session->race.runs[i]->problem, session_problem(session)))
            return true;
    return false;
}

void session_focus(struct session *session, size_t run)
{
    const struct problem *before = session_problem(session);
    session->focus = run;
    if (!problem_same_shape(before, session_problem(session))) {
        session_refit_plane(session);
        session_reset_lens(session);
    }
    session_follow_plane(session);
}

/* Another problem may have another shape, other data and fewer panes than the one `before`. */
static void fit_view(struct session *session, const struct problem *before)
{
    const struct problem *problem = session_problem(session);
    struct look *look = &session->look;
    if (!problem_same_shape(before, problem))
        session_refit_plane(session);
    if (before->dataset != problem->dataset) {
        look->inputs[0] = 0;
        look->inputs[1] = 1;
    }
    look_fit_panes(look, problem);
}

void session_rebuild(struct session *session, size_t focus)
{
    struct race before = session->race;
    const struct problem *old = before.count > 0 ? session_problem(session) : NULL;
    if (old && session->look.plane_kind == SCENE_PLANE_PCA)
        session_refit_plane(session);
    scene_race(&session->scene, &session->race);
    session->race_version++;
    session->look.stage = STAGE_NONE;
    session->working = session->playing = false;
    session->goal = 0;
    session->due = 0;
    session->lessons_done = 0;
    session->focus = focus < session->race.count ? focus : 0;
    if (old)
        fit_view(session, old);
    race_finish(&before);
}

struct scene *session_own_scene(struct session *session)
{
    return session->without_lessons ? session->without_lessons : &session->scene;
}

/* Another scene in place of this one, which is taken over. */
static void replace_scene(struct session *session, const struct scene *scene)
{
    if (session->without_lessons)
        scene_finish(session->without_lessons);
    free(session->without_lessons);
    session->without_lessons = NULL;
    scene_finish(&session->scene);
    session->scene = *scene;
}

void session_restart(struct session *session)
{
    if (session->without_lessons) {
        const struct scene own = *session->without_lessons;
        *session->without_lessons = (struct scene){0};
        replace_scene(session, &own);
    }
    session_rebuild(session, session->focus);
    session_follow_plane(session);
    session_reach(session);
}

/* ---- life ---- */

/* A mistake in a lesson or an event is better known before it is reached. */
static bool check_lines(const struct scene *scene, const struct scene_lesson *lessons, size_t count,
                        const char *kind, struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        const struct scene_lesson *lesson = &lessons[i];
        if (!lesson->verbs || verb_check_scene(lesson->verbs, err))
            continue;
        error_prefix(err, "%s:%u: %s at %llu: ", scene->path, lesson->line, kind,
                     (unsigned long long)lesson->at);
        return false;
    }
    return true;
}

static bool check_verbs(const struct scene *scene, struct error *err)
{
    return check_lines(scene, scene->lessons, scene->lesson_count, "lesson", err) &&
           check_lines(scene, scene->events, scene->event_count, "event", err);
}

bool session_init(struct session *session, struct scene *scene, const struct library *library,
                  const char *language, struct error *err)
{
    *session = (struct session){
        .scene = *scene,
        .library = library,
        .language = language,
        .speed = SESSION_SPEED,
        .look = {.theme = "dark"},
        .ui = {.mouse = true},
    };
    *scene = (struct scene){0};
    if (!check_verbs(&session->scene, err)) {
        session_finish(session);
        return false;
    }
    session_rebuild(session, 0);
    look_open(session);
    session_reach(session);
    return true;
}

bool session_open(struct session *session, const char *name, struct error *err)
{
    const struct scene_options options = {.reproducible = session->scene.problem.reproducible};
    struct scene scene;
    char *path = library_resolve(session->library, name, err);
    const bool was_read = path && scene_read(&scene, path, &options, NULL, err);
    free(path);
    if (!was_read)
        return false;
    if (!check_verbs(&scene, err)) {
        scene_finish(&scene);
        return false;
    }
    look_close(session);
    replace_scene(session, &scene);
    session_rebuild(session, 0);
    look_open(session);
    session_reach(session);
    return true;
}

void session_finish(struct session *session)
{
    session_finish_undo(session);
    session_drop_queue(session);
    free(session->request_path);
    ui_finish(&session->ui);
    look_finish(&session->look);
    race_finish(&session->race);
    replace_scene(session, &(struct scene){0});
    *session = (struct session){0};
}
