/* Verbs that change the race: rates, batches, settings, runs, start and seed. */
#include "verbs.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "ladder.h"

#include <stdlib.h>
#include <string.h>

void say_setting(struct session *session, const bool *chosen, const char *name)
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
    char hint[NUMBER_HINT_SIZE];
    const uint64_t now = *batch == 0 || *batch > n ? n : *batch;
    if (strcmp(argument, "up") == 0)
        *batch = now * 2;
    else if (strcmp(argument, "down") == 0)
        *batch = now > 1 ? now / 2 : 1;
    else if (!number_parse_count(argument, batch))
        return error_set(err, "'%s' is no batch size; say up, down or a whole number (0: all)%s",
                         argument, number_count_hint(hint, argument));
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

/* ---- runs ---- */

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
