/* Scenes in memory: copies, texts, names, and the race that is built from one. */
#include "scene/scene.h"

#include "base/mem.h"
#include "scene_key.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- texts ---- */

const char *scene_text_pick(const struct scene_text *text, const char *language)
{
    const char *english = NULL;
    for (size_t i = 0; i < text->count; i++) {
        if (strcmp(text->version[i].code, language) == 0)
            return text->version[i].text;
        if (strcmp(text->version[i].code, "en") == 0)
            english = text->version[i].text;
    }
    if (english)
        return english;
    return text->count > 0 ? text->version[0].text : "";
}

/* ---- life ---- */

void scene_copy(struct scene *to, const struct scene *from)
{
    *to = *from;
    to->path = mem_string(from->path);
    group_copy(&scene_group, to);
    if (to->built)
        problem_share(to->built);
    for (size_t i = 0; i < to->optimizer_count; i++)
        if (to->optimizers[i].built)
            problem_share(to->optimizers[i].built);
}

void scene_finish(struct scene *scene)
{
    free(scene->path);
    problem_release(scene->built);
    for (size_t i = 0; i < scene->optimizer_count; i++)
        problem_release(scene->optimizers[i].built);
    group_finish(&scene_group, scene);
    *scene = (struct scene){0};
}

static size_t text_memory(const struct scene_text *text)
{
    size_t bytes = 0;
    for (size_t i = 0; i < text->count; i++)
        bytes += strlen(text->version[i].text);
    return bytes;
}

static size_t lessons_memory(const struct scene_lesson *lessons, size_t count)
{
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++)
        bytes += sizeof *lessons + text_memory(&lessons[i].text) +
                 (lessons[i].verbs ? strlen(lessons[i].verbs) : 0);
    return bytes;
}

size_t scene_memory(const struct scene *scene)
{
    size_t numbers = scene->start_count;
    for (size_t i = 0; i < scene->optimizer_count; i++)
        numbers += scene->optimizers[i].start_count;
    return sizeof *scene + scene->optimizer_count * sizeof *scene->optimizers +
           numbers * sizeof(double) + text_memory(&scene->title) + text_memory(&scene->about) +
           lessons_memory(scene->lessons, scene->lesson_count) +
           lessons_memory(scene->events, scene->event_count);
}

/* ---- names ---- */

const char *scene_reseed_name(size_t reseed)
{
    static const char *const names[] = {[SCENE_RESEED_ORDER] = "order", [SCENE_RESEED_ALL] = "all"};
    static_assert(ARRAY_LENGTH(names) == SCENE_RESEEDS, "a name for each");
    return reseed < SCENE_RESEEDS ? names[reseed] : NULL;
}

static bool is_name_taken(const struct scene *scene, const char *name)
{
    for (size_t i = 0; i < scene->optimizer_count; i++)
        if (strcmp(scene->optimizers[i].settings.name, name) == 0)
            return true;
    return false;
}

const char *scene_label_of(const struct scene *scene, size_t optimizer, const char *language)
{
    const struct scene_optimizer *o = &scene->optimizers[optimizer];
    return o->label.count > 0 ? scene_text_pick(&o->label, language) : o->settings.name;
}

void scene_unique_name(const struct scene *scene, char name[static RUN_NAME_SIZE])
{
    char base[RUN_NAME_SIZE];
    strcpy(base, name);
    const size_t room = text_cut(base, RUN_NAME_SIZE - sizeof " 99"); /* below 2 RACE_RUNS */
    for (unsigned i = 2; is_name_taken(scene, name); i++)
        snprintf(name, RUN_NAME_SIZE, "%.*s %u", (int)room, base, i);
}

/* ---- the race ---- */

struct problem *scene_problem_of(const struct scene *scene, size_t optimizer)
{
    struct problem *own = scene->optimizers[optimizer].built;
    return own ? own : scene->built;
}

bool scene_start_is_own(const struct scene *scene, size_t optimizer)
{
    const struct scene_optimizer *o = &scene->optimizers[optimizer];
    return o->start || (o->varied >> SCENE_VARY_INIT & 1) ||
           (o->built && !problem_same_shape(o->built, scene->built));
}

const double *scene_start_of(const struct scene *scene, size_t optimizer)
{
    const struct scene_optimizer *o = &scene->optimizers[optimizer];
    if (o->start)
        return o->start;
    if (scene->start && !scene_start_is_own(scene, optimizer))
        return scene->start;
    return scene_problem_of(scene, optimizer)->start;
}

void scene_add(struct scene *scene, const struct scene_optimizer *optimizer)
{
    scene->optimizers =
        mem_resize(scene->optimizers, scene->optimizer_count + 1, sizeof *scene->optimizers);
    struct scene_optimizer *added = &scene->optimizers[scene->optimizer_count++];
    *added = *optimizer;
    group_copy(&optimizer_group, added);
    if (added->built)
        problem_share(added->built);
}

void scene_drop_event(struct scene *scene, size_t event)
{
    struct scene_lesson *dropped = &scene->events[event];
    free(dropped->verbs);
    memmove(dropped, dropped + 1, (--scene->event_count - event) * sizeof *dropped);
}

void scene_remove(struct scene *scene, size_t optimizer)
{
    struct scene_optimizer *o = &scene->optimizers[optimizer];
    group_finish(&optimizer_group, o);
    problem_release(o->built);
    scene->optimizer_count--;
    memmove(o, o + 1, (scene->optimizer_count - optimizer) * sizeof *o);
}

void scene_race(const struct scene *scene, struct race *race)
{
    const struct run_limits limits = {
        .steps = scene->steps,
        .epochs = scene->epochs,
        .tolerance = scene->tolerance,
        .in_order = !scene->shuffle,
        .every = scene->every,
    };
    race_init(race, &limits);
    for (size_t i = 0; i < scene->optimizer_count; i++) {
        const struct scene_optimizer *optimizer = &scene->optimizers[i];
        struct run_settings settings = optimizer->settings;
        if (!optimizer->has_batch)
            settings.batch = scene->batch;
        if (!optimizer->has_seed)
            settings.seed = scene->seed;
        race_add(race, scene_problem_of(scene, i), &settings, scene_start_of(scene, i));
    }
}
