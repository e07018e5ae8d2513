/* Undo: earlier states of a session.
 *
 * What a race has become is a pure function of the scene, the changes made to its runs and the
 * step; an earlier state is remembered as just these, and brought back by playing them again. A
 * view is remembered as what was shown. */
#include "session_parts.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define UNDO_MEMORY (64u << 20) /* bytes that all earlier states may take */

struct undo {
    char *line; /* that was played then */
    bool view;  /* only what is shown was changed by it */
    size_t bytes;
    struct look look;
    size_t focus;

    /* Not of a view: */
    struct scene scene, *without_lessons;
    struct {
        struct run_change *changes;
        size_t count;
        uint64_t recorded;
    } runs[RACE_RUNS];
    uint64_t step;
    double speed;
    size_t lessons_done;
};

static void undo_finish(struct undo *undo)
{
    free(undo->line);
    look_finish(&undo->look);
    for (size_t i = 0; i < RACE_RUNS; i++)
        free(undo->runs[i].changes);
    scene_finish(&undo->scene);
    if (undo->without_lessons)
        scene_finish(undo->without_lessons);
    free(undo->without_lessons);
}

/* ---- remembering ---- */

static struct scene *copy_of(const struct scene *scene)
{
    if (!scene)
        return NULL;
    struct scene *copy = mem_alloc(1, sizeof *copy);
    scene_copy(copy, scene);
    return copy;
}

static void remember_race(const struct session *session, struct undo *undo)
{
    undo->step = session->race.step;
    undo->speed = session->speed;
    undo->lessons_done = session->lessons_done;
    scene_copy(&undo->scene, &session->scene);
    undo->without_lessons = copy_of(session->without_lessons);
    for (size_t i = 0; i < session->race.count; i++) {
        const struct run *run = session->race.runs[i];
        undo->runs[i].recorded = run->recorded;
        undo->runs[i].count = run->change_count;
        undo->runs[i].changes = mem_alloc(run->change_count, sizeof *run->changes);
        if (run->change_count > 0)
            memcpy(undo->runs[i].changes, run->changes, run->change_count * sizeof *run->changes);
    }
}

static size_t bytes_of(const struct undo *undo)
{
    size_t bytes = sizeof *undo + strlen(undo->line) + 3 * undo->look.plane.dim * sizeof(double);
    for (size_t i = 0; i < RACE_RUNS; i++)
        bytes += undo->runs[i].count * sizeof(struct run_change);
    bytes += scene_memory(&undo->scene);
    return bytes + (undo->without_lessons ? scene_memory(undo->without_lessons) : 0);
}

/* Forget the oldest states, but never the newest. */
static void forget_oldest(struct session *session)
{
    size_t oldest = 0;
    while (session->undo_bytes > UNDO_MEMORY && oldest + 1 < session->undo_count) {
        session->undo_bytes -= session->undo[oldest].bytes;
        undo_finish(&session->undo[oldest++]);
    }
    session->undo_count -= oldest;
    if (oldest > 0)
        memmove(session->undo, session->undo + oldest, session->undo_count * sizeof *session->undo);
}

void session_remember(struct session *session, bool view, const char *line)
{
    session->undo = mem_resize(session->undo, session->undo_count + 1, sizeof *session->undo);
    struct undo *undo = &session->undo[session->undo_count++];
    *undo = (struct undo){.line = mem_string(line), .view = view, .focus = session->focus};
    look_copy(&undo->look, &session->look);
    if (!view)
        remember_race(session, undo);
    undo->bytes = bytes_of(undo);
    session->undo_bytes += undo->bytes;
    forget_oldest(session);
}

static struct undo *newest(const struct session *session)
{
    return &session->undo[session->undo_count - 1];
}

static void forget_newest(struct session *session)
{
    session->undo_bytes -= newest(session)->bytes;
    undo_finish(newest(session));
    session->undo_count--;
}

void session_join_undo(struct session *session)
{
    forget_newest(session);
}

void session_finish_undo(struct session *session)
{
    while (session->undo_count > 0)
        forget_newest(session);
    free(session->undo);
    session->undo = NULL;
}

/* ---- going back ---- */

/* What was shown, with another version of the plane, since it may not be the present one. */
static void show(struct session *session, const struct undo *undo)
{
    const uint64_t version = session->look.plane_version + 1;
    const enum stage stage = session->look.stage; /* belongs to the step */
    look_finish(&session->look);
    look_copy(&session->look, &undo->look);
    session->look.plane_version = session->look.plane_turned = version;
    session->look.stage = stage;
}

static void take_scene(struct session *session, const struct undo *undo)
{
    scene_finish(&session->scene);
    scene_copy(&session->scene, &undo->scene);
    if (session->without_lessons)
        scene_finish(session->without_lessons);
    free(session->without_lessons);
    session->without_lessons = copy_of(undo->without_lessons);
}

void session_cancel(struct session *session)
{
    const struct undo *undo = newest(session);
    const enum stage stage = undo->look.stage;
    if (!undo->view)
        take_scene(session, undo);
    show(session, undo);
    session->look.stage = stage;
    forget_newest(session);
}

/* The plane that is shown again is of the run that was in focus. */
static void undo_view(struct session *session, const struct undo *undo)
{
    if (!session_is_on_map(session, undo->focus))
        session->focus = undo->focus;
    show(session, undo);
}

/* Play it all again, up to the furthest step that was recorded, and go back from there. */
static void undo_change(struct session *session, const struct undo *undo)
{
    uint64_t recorded = undo->step;
    take_scene(session, undo);
    session_rebuild(session, undo->focus);
    for (size_t i = 0; i < session->race.count; i++) {
        run_take_changes(session->race.runs[i], undo->runs[i].changes, undo->runs[i].count);
        recorded = undo->runs[i].recorded > recorded ? undo->runs[i].recorded : recorded;
    }
    session->lessons_done = undo->lessons_done;
    session->speed = undo->speed;
    show(session, undo);
    session->undone_to = undo->step;
    session_go(session, recorded, WAY_UNDO);
}

bool session_undo(struct session *session, struct error *err)
{
    if (session->undo_count == 0)
        return error_set(err, "nothing to undo");
    const struct undo *undo = newest(session);
    session_say(session, "undone: %s", undo->line);
    if (undo->view)
        undo_view(session, undo);
    else
        undo_change(session, undo);
    forget_newest(session);
    return true;
}
