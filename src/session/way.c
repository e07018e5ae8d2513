/* A session in time: moves, playing, and what lessons and events do on the way. */
#include "session_parts.h"

#include "base/mem.h"
#include "session/verb.h"

#include <math.h>
#include <stdlib.h>

/* ---- lessons and events ---- */

/* How many lessons are at or before a step. */
static size_t lessons_up_to(const struct session *session, uint64_t step)
{
    size_t count = 0;
    while (count < session->scene.lesson_count && session->scene.lessons[count].at <= step)
        count++;
    return count;
}

const struct scene_lesson *session_lesson(const struct session *session)
{
    const size_t reached = lessons_up_to(session, session->race.step);
    return reached > 0 ? &session->scene.lessons[reached - 1] : NULL;
}

/* Play the verbs of a lesson or an event. */
static void act(struct session *session, enum actor actor, const char *verbs, uint64_t at)
{
    struct error mistake = {0};
    session->actor = actor;
    if (!verb_play_now(session, verbs, &mistake))
        error_set(&session->failure, "%s at %llu: %s", actor == ACTOR_LESSON ? "lesson" : "event",
                  (unsigned long long)at, mistake.text);
    session->actor = ACTOR_USER;
}

static void act_lesson(struct session *session)
{
    const size_t index = session->lessons_done++;
    const struct scene_lesson *lesson = &session->scene.lessons[index];
    const uint64_t at = lesson->at, version = session->race_version;
    if (lesson->pause && session->playing) {
        session->playing = false;
        session->goal = session->race.step;
    }
    if (!lesson->verbs)
        return;
    struct scene *before = mem_alloc(1, sizeof *before);
    char *verbs = mem_string(lesson->verbs); /* the scene may be made again meanwhile */
    scene_copy(before, &session->scene);
    act(session, ACTOR_LESSON, verbs, at);
    free(verbs);
    if (session->race_version != version && !session->without_lessons) {
        session->without_lessons = before;
    } else {
        scene_finish(before);
        free(before);
    }
    /* One that begins the race again does not act again at once. */
    if (session->lessons_done <= index && session->race.step >= at)
        session->lessons_done = index + 1;
}

/* The events to come are the same ones in the user's scene. */
static void drop_event(struct session *session, size_t event)
{
    scene_drop_event(&session->scene, event);
    if (session->without_lessons)
        scene_drop_event(session->without_lessons, event);
}

static void act_event(struct session *session)
{
    const struct scene_lesson event = session->scene.events[0];
    char *verbs = mem_string(event.verbs);
    drop_event(session, 0);
    act(session, ACTOR_EVENT, verbs, event.at);
    free(verbs);
}

void session_reach(struct session *session)
{
    if (session->actor != ACTOR_USER)
        return;
    while (session->lessons_done < lessons_up_to(session, session->race.step))
        act_lesson(session);
    while (session->scene.event_count > 0 && session->scene.events[0].at <= session->race.step)
        act_event(session);
}

/* Whether a lesson that was played after the present step changes something. */
static bool is_lesson_ahead(const struct session *session)
{
    for (size_t i = lessons_up_to(session, session->race.step); i < session->lessons_done; i++)
        if (session->scene.lessons[i].verbs)
            return true;
    return false;
}

/* Whether an event changes settings of this run, and of no other. */
static bool is_event_of(const struct session *session, const char *verbs, size_t run)
{
    bool is_of = false, is_of_another = false;
    for (size_t i = 0; i < session->race.count; i++)
        for (int setting = 0; setting < RUN_SETTINGS; setting++)
            if (verb_sets(session, verbs, SIZE_MAX, i, setting))
                *(i == run ? &is_of : &is_of_another) = true;
    return is_of && !is_of_another;
}

/* The changes that the run would have had in the future that it leaves. */
static void drop_events_of(struct session *session, size_t run)
{
    for (size_t i = session->scene.event_count; i-- > 0;)
        if (is_event_of(session, session->scene.events[i].verbs, run))
            drop_event(session, i);
}

void session_change(struct session *session, size_t run, int setting, double value)
{
    const struct race *race = &session->race;
    /* A lesson in the future that is left acts again on every run, so every run leaves it; but what
     * joined or left by a lesson cannot do so twice. */
    if (is_lesson_ahead(session) && !session->without_lessons) {
        session->lessons_done = lessons_up_to(session, race->step);
        for (size_t i = 0; i < race->count; i++)
            run_branch(race->runs[i]);
    }
    if (session->actor == ACTOR_USER)
        drop_events_of(session, run);
    if (session->actor == ACTOR_LESSON)
        run_change_by_lesson(race->runs[run], setting, value);
    else
        run_change(race->runs[run], setting, value);
}

/* ---- the way ---- */

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
    const struct scene *scene = &session->scene;
    uint64_t stop = session->goal;
    if (session->lessons_done < scene->lesson_count &&
        scene->lessons[session->lessons_done].at < stop)
        stop = scene->lessons[session->lessons_done].at;
    if (scene->event_count > 0 && scene->events[0].at < stop)
        stop = scene->events[0].at;
    return stop;
}

void session_go(struct session *session, uint64_t step, enum way way)
{
    session->goal = step;
    session->way = way;
    session->look.stage = STAGE_NONE;
    race_seek(&session->race, next_stop(session));
    session->working = true;
}

void session_seek(struct session *session, uint64_t step)
{
    session_go(session, step, WAY_SEEK);
}

/* Where a move starts: at the goal of such moves before it, or where the race is. */
static uint64_t move_from(struct session *session, enum way way)
{
    if (session->working && session->way == way && session->actor == ACTOR_USER)
        return session->goal;
    if (session->playing && session->working)
        session_halt(session);
    session->playing = false;
    return session->race.step;
}

void session_step(struct session *session, uint64_t updates)
{
    const uint64_t from = move_from(session, WAY_FORWARD);
    session_go(session, updates > UINT64_MAX - from ? UINT64_MAX : from + updates, WAY_FORWARD);
}

void session_step_back(struct session *session, uint64_t updates)
{
    const uint64_t from = move_from(session, WAY_BACK);
    session_go(session, from > updates ? from - updates : 0, WAY_BACK);
}

void session_drop_queue(struct session *session)
{
    for (size_t i = 0; i < session->queue_count; i++)
        free(session->queue[i]);
    free(session->queue);
    session->queue = NULL;
    session->queue_count = 0;
}

void session_halt(struct session *session)
{
    race_halt(&session->race);
    session->goal = session->race.step;
    session->working = false;
    session_drop_queue(session);
}

/* ---- arriving ---- */

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

/* The future of an undone state is made: back to its step. What is shown was remembered. */
static void arrive_undone(struct session *session)
{
    session->working = false;
    if (session->race.step > session->undone_to)
        session_go(session, session->undone_to, WAY_UNDO);
}

/* The race is where it was sent: lessons, events, the end, and what waited for it. */
static void arrive_on_the_way(struct session *session)
{
    session->working = false;
    session_reach(session);
    stop_at_the_end(session);
    if (!session->working && session->race.step < session->goal && !all_stopped(session))
        session_go(session, session->goal, session->way);
    if (!session->working)
        session_follow_plane(session);
}

static void arrive(struct session *session)
{
    if (session->way == WAY_UNDO)
        arrive_undone(session);
    else
        arrive_on_the_way(session);
}

bool session_work(struct session *session, uint64_t updates, struct error *err)
{
    if (session->working && race_work(&session->race, updates))
        arrive(session);
    if (!session->working)
        verb_play_queue(session, &session->failure);
    if (session->failure.kind != ERROR_NONE) {
        if (err && err->kind == ERROR_NONE)
            *err = session->failure;
        session->failure = (struct error){0};
    }
    return !session->working && session->queue_count == 0;
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
    session_go(session, target, WAY_PLAY);
}
