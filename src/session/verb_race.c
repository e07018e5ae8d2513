/* Verbs that change the race: rates, batches, settings, runs, start and seed. */
#include "verbs.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/number.h"
#include "base/text.h"
#include "ladder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Tell what a setting of the chosen runs is now: "A gd: lr 0.02". */
static void say_setting(struct session *session, const bool *chosen, const char *name)
{
    struct text text = {0};
    for (size_t i = 0; i < session->race.count; i++) {
        const struct run_settings *settings = &session->race.runs[i]->settings;
        const int setting = run_setting_find(settings, name);
        if (!chosen[i] || setting < 0)
            continue;
        text_printf(&text, "%s%c %s: %s ", text.length > 0 ? ", " : "", session_letter(i),
                    scene_label_of(&session->scene, i, session->language), name);
        text_add_number(&text, run_setting_value(settings, setting));
    }
    session_say(session, "%s", text_string(&text));
    text_finish(&text);
}

/* ---- rate, batch, any setting ---- */

bool verb_lr(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    bool chosen[RACE_RUNS];
    double rate[RACE_RUNS];
    if (!argument_runs(session, count > 1 ? arguments[1] : NULL, chosen, err))
        return false;
    for (size_t i = 0; i < session->race.count; i++) {
        rate[i] = session->race.runs[i]->settings.hyper[HYPER_LR];
        if (!ladder_move(arguments[0], &rate[i]) && !argument_number(arguments[0], &rate[i], err))
            return false;
        if (chosen[i] && !parameter_check(hyper_parameter(HYPER_LR), rate[i], err))
            return false;
    }
    for (size_t i = 0; i < session->race.count; i++)
        if (chosen[i])
            session_change(session, i, HYPER_LR, rate[i]);
    say_setting(session, chosen, "lr");
    return true;
}

/* The batch size that an argument makes of `batch`, among n samples. */
static bool batch_moved(const char *argument, uint64_t n, uint64_t *batch, struct error *err)
{
    const uint64_t now = *batch == 0 || *batch > n ? n : *batch;
    if (strcmp(argument, "up") == 0)
        *batch = now * 2;
    else if (strcmp(argument, "down") == 0)
        *batch = now > 1 ? now / 2 : 1;
    else if (!number_parse_count(argument, batch))
        return error_set(err, "'%s' is no batch size; say up, down or a whole number (0: all)",
                         argument);
    if (*batch > n)
        *batch = n;
    return true;
}

bool verb_batch(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    bool chosen[RACE_RUNS], any = false;
    const uint64_t n = session_problem(session)->samples;
    if (!argument_runs(session, count > 1 ? arguments[1] : NULL, chosen, err))
        return false;
    if (n == 1)
        return error_set(err, "this surface is one sample, so there are no batches; a scene with "
                              "noise has them");
    for (size_t i = 0; i < session->race.count; i++) {
        chosen[i] &= run_setting_taken(&session->race.runs[i]->settings, RUN_BATCH);
        any |= chosen[i];
    }
    if (!any)
        return error_set(err, "gd always takes all samples; sgd takes batches");
    for (size_t i = 0; i < session->race.count; i++) {
        uint64_t batch = session->race.runs[i]->settings.batch;
        if (!batch_moved(arguments[0], n, &batch, err))
            return false;
        if (chosen[i])
            session_change(session, i, RUN_BATCH, (double)batch);
    }
    say_setting(session, chosen, "batch");
    return true;
}

/* What a run can be set, for messages: "lr, beta, batch". */
static bool no_setting(const struct run_settings *settings, const char *name, struct error *err)
{
    struct text text = {0};
    for (int i = 0; i < RUN_SETTINGS; i++)
        if (run_setting_taken(settings, i))
            text_printf(&text, "%s%s", text.length > 0 ? ", " : "", run_setting_parameter(i)->name);
    error_set(err, "%s takes no '%s'; it takes %s", settings->name, name, text_string(&text));
    text_finish(&text);
    return false;
}

/* A value for a setting: a number, or true and false for a switch. */
static bool setting_value(const struct parameter *parameter, const char *argument, double *value,
                          struct error *err)
{
    if (parameter->is_switch && strcmp(argument, "true") == 0)
        *value = 1;
    else if (parameter->is_switch && strcmp(argument, "false") == 0)
        *value = 0;
    else if (!argument_number(argument, value, err))
        return false;
    return parameter_check(parameter, *value, err);
}

bool verb_set(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    bool chosen[RACE_RUNS], any = false;
    double value = 0;
    if (strcmp(arguments[0], "lr") == 0)
        return verb_lr(session, count - 1, arguments + 1, err);
    if (strcmp(arguments[0], "batch") == 0)
        return verb_batch(session, count - 1, arguments + 1, err);
    if (!argument_runs(session, count > 2 ? arguments[2] : NULL, chosen, err))
        return false;
    const struct run_settings *last = NULL;
    for (size_t i = 0; i < session->race.count; i++) {
        if (!chosen[i])
            continue;
        last = &session->race.runs[i]->settings;
        const int setting = run_setting_find(last, arguments[0]);
        chosen[i] = setting >= 0;
        any |= chosen[i];
        if (chosen[i] && !setting_value(run_setting_parameter(setting), arguments[1], &value, err))
            return false;
    }
    if (!any)
        return no_setting(last, arguments[0], err);
    for (size_t i = 0; i < session->race.count; i++)
        if (chosen[i])
            session_change(session, i,
                           run_setting_find(&session->race.runs[i]->settings, arguments[0]), value);
    say_setting(session, chosen, arguments[0]);
    return true;
}

/* ---- runs ---- */

/* Put a setting "KEY=VALUE" of a new run: a schedule, a name, or any number it takes. */
static bool put_setting(struct run_settings *settings, const char *argument, struct error *err)
{
    const char *equals = strchr(argument, '=');
    char key[RUN_NAME_SIZE];
    double value;
    if (!equals || equals == argument || (size_t)(equals - argument) >= sizeof key)
        return error_set(err, "'%s' is not KEY=VALUE", argument);
    snprintf(key, sizeof key, "%.*s", (int)(equals - argument), argument);
    if (strcmp(key, "name") == 0) {
        if (strlen(equals + 1) >= sizeof settings->name)
            return error_set(err, "a name has at most %zu bytes", sizeof settings->name - 1);
        snprintf(settings->name, sizeof settings->name, "%s", equals + 1);
        return true;
    }
    if (strcmp(key, "schedule") == 0) {
        size_t kind = 0;
        while (kind < schedule_count() && strcmp(schedule_name(kind), equals + 1) != 0)
            kind++;
        char hint[NAMES_HINT_SIZE];
        if (kind == schedule_count())
            return error_set(err, "no schedule '%s'%s", equals + 1,
                             names_hint(hint, equals + 1, schedule_count(), schedule_name));
        settings->schedule.kind = schedule_at(kind);
        memcpy(settings->schedule.value, schedule_at(kind)->defaults,
               sizeof settings->schedule.value);
        return true;
    }
    const int setting = run_setting_find(settings, key);
    if (setting < 0)
        return no_setting(settings, key, err);
    if (!setting_value(run_setting_parameter(setting), equals + 1, &value, err))
        return false;
    run_settings_put(settings, setting, value);
    return true;
}

bool verb_add(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    const struct optimizer *optimizer = optimizer_find(arguments[0]);
    struct scene *scene = &session->scene;
    char hint[NAMES_HINT_SIZE];
    if (!optimizer)
        return error_set(err, "no optimizer '%s'%s", arguments[0],
                         names_hint(hint, arguments[0], optimizer_count(), optimizer_name));
    if (session->race.count == RACE_RUNS)
        return error_set(err, "a race has room for %d runs; remove one first", RACE_RUNS);
    if (!scene_has_room(scene, scene->optimizer_count, optimizer, err))
        return false;

    struct scene_optimizer added = {0};
    run_settings_init(&added.settings, optimizer);
    added.settings.seed = scene->seed;
    added.settings.batch = scene->batch;
    for (size_t i = 1; i < count; i++)
        if (!put_setting(&added.settings, arguments[i], err))
            return false;
    if (added.settings.batch > scene->built->samples)
        added.settings.batch = scene->built->samples;
    added.has_batch = added.settings.batch != scene->batch;
    scene_unique_name(scene, added.settings.name);

    scene_add(scene, &added);
    if (session->without_lessons && session->actor != ACTOR_LESSON)
        scene_add(session->without_lessons, &added);
    const size_t index = scene->optimizer_count - 1;
    race_add(&session->race, scene_problem_of(scene, index), &added.settings,
             scene_start_of(scene, index));
    session->race_version++;
    session_focus(session, index);
    session_seek(session, session->race.step);
    session_say(session, "%c %s joins", session_letter(session->focus), added.settings.name);
    return true;
}

/* Out of the user's scene, unless a lesson removes it or has added it. */
static void remove_from_own(struct session *session, const char *name)
{
    struct scene *own = session->without_lessons;
    for (size_t i = 0; own && session->actor != ACTOR_LESSON && i < own->optimizer_count; i++)
        if (strcmp(own->optimizers[i].settings.name, name) == 0) {
            scene_remove(own, i);
            return;
        }
}

bool verb_remove(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    struct scene *scene = &session->scene;
    size_t run = session->focus;
    if (count > 0 && !argument_run(session, arguments[0], &run, err))
        return false;
    if (session->race.count == 1)
        return error_set(err, "the last run stays; add another first");
    session_say(session, "%s is out", scene_label_of(scene, run, session->language));
    if (session->focus == run)
        session_focus(session, run + 1 < session->race.count ? run + 1 : run - 1);
    remove_from_own(session, session->race.runs[run]->settings.name);
    race_remove(&session->race, run);
    session->race_version++;
    scene_remove(scene, run);
    if (session->focus > run)
        session->focus--;
    return true;
}

/* ---- beginning again ---- */

/* Give a run the start of its own. */
static void put_own_start(struct scene_optimizer *optimizer, const double *start, size_t dim)
{
    free(optimizer->start);
    optimizer->start = mem_alloc(dim, sizeof *start);
    optimizer->start_count = dim;
    memcpy(optimizer->start, start, dim * sizeof *start);
}

/* The scene's start moves every run that has no own. A run whose parameters are not the scene's, or
 * that was given a start of its own, is moved alone. */
static bool put_start(struct session *session, const double *start, size_t dim, struct error *err)
{
    struct scene *scene = session_own_scene(session);
    const char *name = session_focused(session)->settings.name;
    size_t focused = 0;
    while (focused < scene->optimizer_count &&
           strcmp(scene->optimizers[focused].settings.name, name) != 0)
        focused++;
    if (focused == scene->optimizer_count)
        return error_set(err, "%s joined by a lesson; focus another run to move the start", name);
    if (scene_start_is_own(scene, focused) && !session->all) {
        put_own_start(&scene->optimizers[focused], start, dim);
        return true;
    }
    for (size_t i = 0; session->all && i < scene->optimizer_count; i++) {
        struct scene_optimizer *optimizer = &scene->optimizers[i];
        free(optimizer->start);
        optimizer->start = NULL;
        const bool fits = problem_same_shape(scene_problem_of(scene, i), session_problem(session));
        if (fits && scene_start_is_own(scene, i))
            put_own_start(optimizer, start, dim);
    }
    if (!problem_same_shape(scene->built, session_problem(session)))
        return true;
    free(scene->start);
    scene->start = mem_alloc(dim, sizeof *start);
    scene->start_count = dim;
    memcpy(scene->start, start, dim * sizeof *start);
    return true;
}

bool verb_start(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    const size_t dim = session_problem(session)->dim;
    double start[2] = {0, 0};
    if (problem_needs_plane(session_problem(session)))
        return error_set(err, "start X Y is for problems of two parameters; this has %zu", dim);
    if (count != dim)
        return error_set(err, "say: start %s", dim == 1 ? "X" : "X Y");
    for (size_t i = 0; i < dim; i++)
        if (!argument_number(arguments[i], &start[i], err))
            return false;
    if (!put_start(session, start, dim, err))
        return false;
    session_adopt_settings(session);
    session_restart(session);
    char x[NUMBER_SIZE], y[NUMBER_SIZE];
    session_say(session, "start: %s, %s", number_round(x, start[0], 6),
                number_round(y, start[1], 6));
    return true;
}

bool verb_restart(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count, (void)arguments, (void)err;
    session_adopt_settings(session);
    session_restart(session);
    session_say(session, "restarted with the settings as you have made them");
    return true;
}

bool verb_seed(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    uint64_t seed = session->scene.seed + 1;
    if (strcmp(arguments[0], "next") != 0 && !argument_count(count, arguments, 0, 0, &seed, err))
        return false;
    if (seed > INT64_MAX)
        return error_set(err, "seeds go up to %lld", (long long)INT64_MAX);
    session_adopt_settings(session);
    if (!scene_reseed(session_own_scene(session), seed, err))
        return false;
    session_restart(session);
    session_say(session, "seed: %llu", (unsigned long long)seed);
    return true;
}

bool verb_undo(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count, (void)arguments;
    return session_undo(session, err);
}
