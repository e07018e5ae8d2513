/* What is kept of a session: the settings to begin again with, and the scene that plays it again.
 *
 * Scene, the user's changes and the lessons' changes are three things. The lessons' come again by
 * themselves, so neither a restart nor a saved scene holds them. */
#include "session_parts.h"

#include "base/mem.h"
#include "base/number.h"
#include "session/verb.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The run of an optimizer of the user's scene; NULL: a lesson removed it. */
static const struct run *run_of(const struct session *session,
                                const struct scene_optimizer *optimizer)
{
    const size_t run = race_find(&session->race, optimizer->settings.name);
    return run < session->race.count ? session->race.runs[run] : NULL;
}

static void put_change(const struct scene *scene, struct scene_optimizer *optimizer,
                       const struct run_change *change)
{
    run_settings_put(&optimizer->settings, change->setting, change->value);
    if (change->setting == RUN_BATCH)
        optimizer->has_batch = optimizer->settings.batch != scene->batch;
}

void session_adopt_settings(struct session *session)
{
    struct scene *scene = session_own_scene(session);
    for (size_t i = 0; i < scene->optimizer_count; i++) {
        const struct run *run = run_of(session, &scene->optimizers[i]);
        for (size_t c = 0; run && c < run->change_count && run->changes[c].step <= run->step; c++)
            if (!run->changes[c].by_lesson)
                put_change(scene, &scene->optimizers[i], &run->changes[c]);
    }
}

/* ---- the scene ---- */

/* The verb line that makes the change: "lr 0.02 gd", "set beta 0.5 \"adam fast\"". */
static char *change_line(const struct session *session, const struct run *run,
                         const struct run_change *change)
{
    const char *name = run->settings.name;
    char letter[2] = "";
    struct text line = {0};
    const bool has_verb = change->setting == HYPER_LR || change->setting == RUN_BATCH;
    text_add(&line, has_verb ? "" : "set ");
    run_setting_words(change->setting, change->value, &line);
    for (size_t i = 0; strchr(name, '"') && i < session->race.count; i++)
        if (session->race.runs[i] == run) { /* no quotes within quotes */
            letter[0] = session_letter(i);
            name = letter;
        }
    text_printf(&line, verb_needs_quotes(name) ? " \"%s\"" : " %s", name);
    return line.data;
}

void session_add_event(struct scene *scene, uint64_t at, char *verbs)
{
    scene->events = mem_resize(scene->events, scene->event_count + 1, sizeof *scene->events);
    size_t i = scene->event_count++;
    for (; i > 0 && scene->events[i - 1].at > at; i--)
        scene->events[i] = scene->events[i - 1];
    scene->events[i] = (struct scene_lesson){.at = at, .verbs = verbs};
}

static bool lesson_acts_at_start(const struct scene *scene)
{
    for (size_t i = 0; i < scene->lesson_count && scene->lessons[i].at == 0; i++)
        if (scene->lessons[i].verbs)
            return true;
    return false;
}

/* ---- lessons that act elsewhere ---- */

/* Whether the run is of the user's scene; no lesson added it. */
static bool run_is_own(const struct session *session, const struct scene *scene, size_t run)
{
    for (size_t i = 0; i < scene->optimizer_count; i++)
        if (run_of(session, &scene->optimizers[i]) == session->race.runs[run])
            return true;
    return false;
}

/* The run's last change of a setting at a step or before it; NULL: none. */
static const struct run_change *change_before(const struct run *run, int setting, uint64_t step)
{
    const struct run_change *found = NULL;
    for (size_t i = 0; i < run->change_count && run->changes[i].step <= step; i++)
        if (run->changes[i].setting == setting)
            found = &run->changes[i];
    return found;
}

/* Whether the lessons of this step, played again, change this setting of this run. */
static bool lessons_set(const struct session *session, uint64_t at, size_t run, int setting)
{
    for (size_t i = 0; i < session->lessons_done; i++) {
        const struct scene_lesson *lesson = &session->scene.lessons[i];
        if (lesson->at == at && lesson->verbs &&
            verb_sets(session, lesson->verbs, session->focus, run, setting))
            return true;
    }
    return false;
}

/* The settings at a step, after every change made up to it. */
static struct run_settings settings_at(const struct run *run, uint64_t step)
{
    struct run_settings settings = run->initial;
    for (size_t i = 0; i < run->change_count && run->changes[i].step <= step; i++)
        run_settings_put(&settings, run->changes[i].setting, run->changes[i].value);
    return settings;
}

/* Whether the lessons of a step will do to a setting what they did not, or the other way round. The
 * user's own change is an event anyway. */
static bool will_differ(const struct session *session, uint64_t at, size_t index, int setting)
{
    const struct run_change *last = change_before(session->race.runs[index], setting, at);
    const bool is_at = last && last->step == at;
    return !(is_at && !last->by_lesson) && is_at != lessons_set(session, at, index, setting);
}

static void add_setting(const struct session *session, struct scene *scene, uint64_t at,
                        size_t index, int setting, const struct run_settings *settings)
{
    const struct run_change as_it_was = {
        .step = at, .setting = setting, .value = run_setting_value(settings, setting)};
    session_add_event(scene, at, change_line(session, session->race.runs[index], &as_it_was));
}

/* A lesson changes the run that is in focus, or all that there are. Where it will change another
 * one than it did, the value that was is an event; of a schedule, which is set as a whole, all
 * values are. */
static void add_settings_at(const struct session *session, struct scene *scene, uint64_t at,
                            size_t index)
{
    const struct run_settings settings = settings_at(session->race.runs[index], at);
    const bool is_whole = will_differ(session, at, index, RUN_SCHEDULE_KIND);
    if (is_whole)
        add_setting(session, scene, at, index, RUN_SCHEDULE_KIND, &settings);
    for (int setting = 0; setting < RUN_SETTINGS; setting++) {
        const bool of_whole = is_whole && run_setting_is_of_schedule(setting);
        if (run_setting_taken(&settings, setting) &&
            (of_whole || will_differ(session, at, index, setting)))
            add_setting(session, scene, at, index, setting, &settings);
    }
}

static void add_settings_of_lessons(const struct session *session, struct scene *scene)
{
    for (size_t i = 0; i < session->lessons_done; i++) {
        const struct scene_lesson *lessons = session->scene.lessons;
        if (!lessons[i].verbs ||
            (i > 0 && lessons[i - 1].at == lessons[i].at && lessons[i - 1].verbs))
            continue;
        for (size_t run = 0; run < session->race.count; run++)
            if (run_is_own(session, scene, run))
                add_settings_at(session, scene, lessons[i].at, run);
    }
}

/* Whether a lesson that acted at a step or before it may have added a run. */
static bool has_acted_by(const struct session *session, uint64_t step)
{
    for (size_t i = 0; i < session->lessons_done; i++)
        if (session->scene.lessons[i].verbs && session->scene.lessons[i].at <= step)
            return true;
    return false;
}

/* A run that a lesson adds comes again by itself, but not what the user changed of it since. */
static void add_changes_of_lessons_runs(const struct session *session, struct scene *scene)
{
    for (size_t i = 0; i < session->race.count; i++) {
        const struct run *run = session->race.runs[i];
        if (run_is_own(session, scene, i))
            continue;
        for (size_t c = 0; c < run->change_count; c++)
            if (!run->changes[c].by_lesson && has_acted_by(session, run->changes[c].step))
                session_add_event(scene, run->changes[c].step,
                                  change_line(session, run, &run->changes[c]));
    }
}

void session_scene(struct session *session, struct scene *scene)
{
    scene_copy(scene, session_own_scene(session));
    const bool settings_may_start = !lesson_acts_at_start(scene);
    for (size_t i = 0; i < scene->optimizer_count; i++) {
        const struct run *run = run_of(session, &scene->optimizers[i]);
        for (size_t c = 0; run && c < run->change_count; c++) {
            const struct run_change *change = &run->changes[c];
            if (change->by_lesson)
                continue;
            if (change->step == 0 && settings_may_start)
                put_change(scene, &scene->optimizers[i], change);
            else
                session_add_event(scene, change->step, change_line(session, run, change));
        }
    }
    add_changes_of_lessons_runs(session, scene);
    add_settings_of_lessons(session, scene);
    session_add_view_of_lessons(session, scene);
    look_write_view(session, scene);
}
