/* A session's life: opening scenes, letting time go by, lessons on the way, and undoing.
 *
 * What a race has become is a pure function of the scene, the changes made to its runs and the
 * step; an earlier state is remembered as just these, and brought back by playing them again. */
#include "session/session.h"

#include "base/mem.h"
#include "base/text.h"
#include "session/verb.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define UNDO_LIMIT 100

struct undo {
    struct scene scene;
    struct {
        struct run_change *changes;
        size_t count;
        uint64_t recorded;
    } runs[RACE_RUNS];
    uint64_t step;
    struct lens lens;
    size_t focus, lessons_done;
};

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

static void reach_lessons(struct session *session);

void session_focus(struct session *session, size_t run)
{
    const struct problem *before = session_problem(session);
    session->focus = run;
    if (!problem_same_shape(before, session_problem(session))) {
        session_refit_plane(session);
        session_reset_lens(session);
    }
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

/* Make the race again, at step 0, with the focus on a run, or on the first where there is none of
 * that index. */
static void rebuild(struct session *session, size_t focus)
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

void session_restart(struct session *session)
{
    rebuild(session, session->focus);
    reach_lessons(session);
}

void session_adopt_settings(struct session *session)
{
    for (size_t i = 0; i < session->race.count; i++) {
        struct scene_optimizer *optimizer = &session->scene.optimizers[i];
        const struct run_settings *settings = &session->race.runs[i]->settings;
        optimizer->has_batch |=
            !settings->optimizer->full_batch && settings->batch != session->scene.batch;
        optimizer->settings = *settings;
    }
}

/* How many lessons are at or before a step. */
static size_t lessons_up_to(const struct session *session, uint64_t step)
{
    size_t count = 0;
    while (count < session->scene.lesson_count && session->scene.lessons[count].at <= step)
        count++;
    return count;
}

void session_change(struct session *session, size_t run, int setting, double value)
{
    const struct race *race = &session->race;
    /* A lesson in the future that is left acts again on every run, so every run leaves it. */
    if (lessons_up_to(session, race->step) < session->lessons_done) {
        session->lessons_done = lessons_up_to(session, race->step);
        for (size_t i = 0; i < race->count; i++)
            run_branch(race->runs[i]);
    }
    run_change(race->runs[run], setting, value);
}

/* ---- life ---- */

/* A mistake in a lesson is better known before it is reached. */
static bool check_lessons(const struct scene *scene, struct error *err)
{
    for (size_t i = 0; i < scene->lesson_count; i++) {
        const struct scene_lesson *lesson = &scene->lessons[i];
        if (lesson->verbs && !verb_check(lesson->verbs, err)) {
            error_prefix(err, "%s: lesson at %llu: ", scene->path, (unsigned long long)lesson->at);
            return false;
        }
    }
    return true;
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
    if (!check_lessons(&session->scene, err)) {
        session_finish(session);
        return false;
    }
    session_restart(session);
    look_open(session);
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
    if (!check_lessons(&scene, err)) {
        scene_finish(&scene);
        return false;
    }
    look_close(session);
    scene_finish(&session->scene);
    session->scene = scene;
    session_restart(session);
    look_open(session);
    return true;
}

void session_finish(struct session *session)
{
    while (session->undo_count > 0)
        session_forget(session);
    free(session->undo);
    free(session->queue);
    free(session->request_path);
    ui_finish(&session->ui);
    plane_finish(&session->look.plane);
    race_finish(&session->race);
    scene_finish(&session->scene);
    *session = (struct session){0};
}

/* ---- lessons ---- */

const struct scene_lesson *session_lesson(const struct session *session)
{
    const size_t reached = lessons_up_to(session, session->race.step);
    return reached > 0 ? &session->scene.lessons[reached - 1] : NULL;
}

/* Let the lessons that are reached for the first time do what they say. */
static void reach_lessons(struct session *session)
{
    while (session->lessons_done < lessons_up_to(session, session->race.step)) {
        const struct scene_lesson *lesson = &session->scene.lessons[session->lessons_done++];
        const unsigned long long at = lesson->at;
        struct error mistake = {0};
        if (lesson->pause) {
            session->playing = false;
            session->goal = session->race.step;
        }
        if (lesson->verbs && !verb_play_now(session, lesson->verbs, &mistake))
            error_set(&session->failure, "lesson at %llu: %s", at, mistake.text);
    }
}

/* ---- time ---- */

static bool all_stopped(const struct session *session)
{
    for (size_t i = 0; i < session->race.count; i++)
        if (!run_stopped(session->race.runs[i]))
            return false;
    return true;
}

/* The next place on the way to the goal where something happens. */
static uint64_t next_stop(const struct session *session)
{
    const size_t next = session->lessons_done;
    const bool lesson_first =
        next < session->scene.lesson_count && session->scene.lessons[next].at < session->goal;
    return lesson_first ? session->scene.lessons[next].at : session->goal;
}

void session_seek(struct session *session, uint64_t step)
{
    session->goal = step;
    session->look.stage = STAGE_NONE;
    race_seek(&session->race, next_stop(session));
    session->working = true;
}

void session_halt(struct session *session)
{
    race_halt(&session->race);
    session->goal = session->race.step;
    session->working = false;
    free(session->queue);
    session->queue = NULL;
}

static void stop_at_the_end(struct session *session)
{
    const bool made_its_steps = session->race.step == session->race.limits.steps;
    if (!session->playing || !(made_its_steps || all_stopped(session)))
        return;
    session->playing = false;
    session_say(session,
                made_its_steps ? "the scene's %llu steps are made; Space goes on"
                               : "every run has stopped at step %llu or before",
                (unsigned long long)session->race.step);
}

/* At the end of the scene a plane that only stands in for the pca is no longer needed. */
static void lay_plane_at_the_end(struct session *session)
{
    const bool stands_in = problem_needs_plane(session_problem(session)) &&
                           session->look.plane_kind == SCENE_PLANE_PCA &&
                           isnan(session->look.plane.share[0]);
    if (stands_in && (session->race.step >= race_end(&session->race) || all_stopped(session))) {
        session_refit_plane(session);
        session_reset_lens(session);
    }
}

/* The race is where it was sent: lessons, the end, and what waited for it. */
static void arrive(struct session *session)
{
    session->working = false;
    reach_lessons(session);
    stop_at_the_end(session);
    if (!session->working && session->race.step < session->goal && !all_stopped(session))
        session_seek(session, session->goal);
    if (!session->working)
        lay_plane_at_the_end(session);
    verb_play_queue(session, &session->failure);
}

bool session_work(struct session *session, uint64_t updates, struct error *err)
{
    if (session->working ? race_work(&session->race, updates) : session->queue != NULL)
        arrive(session);
    if (session->failure.kind != ERROR_NONE) {
        if (err && err->kind == ERROR_NONE)
            *err = session->failure;
        session->failure = (struct error){0};
    }
    return !session->working && !session->queue;
}

void session_settle(struct session *session, struct error *err)
{
    while (!session_work(session, UINT64_MAX, err))
        ;
}

void session_tick(struct session *session, double seconds)
{
    if (!session->playing || session->working)
        return;
    session->due += seconds * session->speed;
    const double updates = floor(session->due);
    if (updates < 1)
        return;
    session->due -= updates;
    const uint64_t step = session->race.step, limit = session->race.limits.steps;
    uint64_t target = step + (uint64_t)updates;
    if (step < limit && target > limit)
        target = limit;
    session_seek(session, target);
}

/* ---- undo ---- */

static void undo_finish(struct undo *undo)
{
    for (size_t i = 0; i < RACE_RUNS; i++)
        free(undo->runs[i].changes);
    scene_finish(&undo->scene);
}

void session_remember(struct session *session)
{
    if (session->undo_count == UNDO_LIMIT) {
        undo_finish(&session->undo[0]);
        memmove(session->undo, session->undo + 1, --session->undo_count * sizeof *session->undo);
    }
    session->undo = mem_resize(session->undo, session->undo_count + 1, sizeof *session->undo);
    struct undo *undo = &session->undo[session->undo_count++];
    *undo = (struct undo){
        .step = session->race.step,
        .lens = session->look.lens,
        .focus = session->focus,
        .lessons_done = session->lessons_done,
    };
    scene_copy(&undo->scene, &session->scene);
    for (size_t i = 0; i < session->race.count; i++) {
        const struct run *run = session->race.runs[i];
        undo->runs[i].recorded = run->recorded;
        undo->runs[i].count = run->change_count;
        undo->runs[i].changes = mem_alloc(run->change_count, sizeof *run->changes);
        if (run->change_count > 0)
            memcpy(undo->runs[i].changes, run->changes, run->change_count * sizeof *run->changes);
    }
}

void session_forget(struct session *session)
{
    undo_finish(&session->undo[--session->undo_count]);
}

/* Record the future again, then go back from it. */
static void come_back(struct session *session, uint64_t recorded, uint64_t step)
{
    struct text line = {0};
    session_seek(session, recorded);
    text_printf(&line, "seek %llu", (unsigned long long)step);
    free(session->queue);
    session->queue = line.data;
}

bool session_undo(struct session *session, struct error *err)
{
    if (session->undo_count == 0)
        return error_set(err, "nothing to undo");
    struct undo *undo = &session->undo[session->undo_count - 1];
    scene_finish(&session->scene);
    scene_copy(&session->scene, &undo->scene);
    rebuild(session, undo->focus);
    uint64_t recorded = undo->step;
    for (size_t i = 0; i < session->race.count; i++) {
        struct run *run = session->race.runs[i];
        run_take_changes(run, undo->runs[i].changes, undo->runs[i].count);
        recorded = undo->runs[i].recorded > recorded ? undo->runs[i].recorded : recorded;
    }
    session->lessons_done = undo->lessons_done;
    session->look.lens = undo->lens;
    come_back(session, recorded, undo->step);
    session_forget(session);
    return true;
}
