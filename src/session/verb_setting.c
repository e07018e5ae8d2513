/* Verbs that name settings: `set KEY VALUE`, `set schedule KIND KEY=VALUE ...`, and `add METHOD
 * KEY=VALUE ...`. All of a line is read before anything is changed. */
#include "verbs.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/number.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_MOST (RUN_SETTINGS + 8) /* of the settings of a run, and of the keys of add */
#define KINDS_MOST 16                 /* of schedules, in a message */

/* ---- names and values ---- */

bool assignment(const char *word, char key[static RUN_NAME_SIZE], const char **value)
{
    const char *equals = strchr(word, '=');
    if (!equals || equals == word || equals - word >= RUN_NAME_SIZE)
        return false;
    snprintf(key, RUN_NAME_SIZE, "%.*s", (int)(equals - word), word);
    *value = equals + 1;
    return true;
}

static const struct parameter *schedule_value(const char *name, enum schedule_value *value)
{
    for (size_t i = 0; i < SCHEDULE_VALUES; i++)
        if (strcmp(schedule_parameter((enum schedule_value)i)->name, name) == 0) {
            *value = (enum schedule_value)i;
            return schedule_parameter(*value);
        }
    return NULL;
}

static void join(struct text *out, size_t count, const char *const *names)
{
    for (size_t i = 0; i < count; i++)
        text_printf(out, "%s%s", i > 0 ? ", " : "", names[i]);
}

/* A value of schedules is set where there is none: of which schedules is it? */
static bool only_schedules_take(const char *name, enum schedule_value value, struct error *err)
{
    const char *kinds[KINDS_MOST];
    size_t count = 0;
    struct text list = {0};
    for (size_t i = 0; i < schedule_count() && count < ARRAY_LENGTH(kinds); i++)
        if (schedule_takes(schedule_at(i), value))
            kinds[count++] = schedule_name(i);
    join(&list, count, kinds);
    error_set(err, "'%s' is of the schedule%s %s; say which, as in schedule %s", name,
              count > 1 ? "s" : "", text_string(&list), kinds[0]);
    text_finish(&list);
    return false;
}

/* No run of these settings takes `name`: a hint, or what it takes. */
static bool no_setting(const struct run_settings *settings, const char *name, bool is_new,
                       struct error *err)
{
    const char *names[NAMES_MOST];
    size_t count = 0;
    char hint[NAMES_HINT_SIZE];
    struct text list = {0};
    enum schedule_value value;
    for (int i = 0; i < RUN_SETTINGS; i++)
        if (run_setting_taken(settings, i))
            names[count++] = run_setting_parameter(i)->name;
    names[count++] = run_setting_parameter(RUN_SCHEDULE_KIND)->name;
    for (size_t i = 0; is_new && add_key(i) && count < NAMES_MOST; i++)
        if (strcmp(add_key(i), "schedule") != 0)
            names[count++] = add_key(i);
    names_hint_elsewhere(hint, name, count, names);
    if (!*hint && schedule_value(name, &value))
        return only_schedules_take(name, value, err);
    join(&list, count, names);
    error_set(err, "%s takes no '%s'%s%s", settings->optimizer->name, name,
              *hint ? hint : "; it takes ", *hint ? "" : text_string(&list));
    text_finish(&list);
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

static bool read_kind(const char *name, struct schedule *schedule, struct error *err)
{
    char hint[NAMES_HINT_SIZE];
    const struct schedule_kind *kind = schedule_find(name);
    if (!kind)
        return error_set(err, "no schedule '%s'%s", name,
                         names_hint(hint, name, schedule_count(), schedule_name));
    schedule->kind = kind;
    memcpy(schedule->value, kind->defaults, sizeof schedule->value);
    return true;
}

/* Whether a key is among the assignments before `index`. */
static bool is_given_before(char *const *arguments, size_t index, const char *key)
{
    char other[RUN_NAME_SIZE];
    const char *value;
    for (size_t i = 0; i < index; i++)
        if (assignment(arguments[i], other, &value) && strcmp(other, key) == 0)
            return true;
    return false;
}

/* The next of several assignments, each key once. */
static bool read_assignment(char *const *arguments, size_t index, char key[static RUN_NAME_SIZE],
                            const char **value, struct error *err)
{
    if (!assignment(arguments[index], key, value))
        return error_set(err, "'%s' is not KEY=VALUE", arguments[index]);
    return !is_given_before(arguments, index, key) || error_set(err, "%s is given twice", key);
}

/* ---- set schedule ---- */

/* Tell what the schedules of the chosen runs are now. */
static void say_schedule(struct session *session, const bool *chosen)
{
    struct text text = {0};
    for (size_t i = 0; i < session->race.count; i++) {
        const struct run_settings *settings = &session->race.runs[i]->settings;
        if (!chosen[i])
            continue;
        text_printf(&text, "%s%c %s: %s", text.length > 0 ? ", " : "", session_letter(i),
                    scene_label_of(&session->scene, i, session->language),
                    settings->schedule.kind->name);
        for (int v = RUN_SCHEDULE; v < RUN_BATCH; v++) {
            if (!run_setting_taken(settings, v) || run_setting_value(settings, v) == 0)
                continue;
            text_add(&text, " ");
            run_setting_words(v, run_setting_value(settings, v), &text);
        }
    }
    session_say(session, "schedule of %s", text_string(&text));
    text_finish(&text);
}

static void change_schedule(struct session *session, size_t run, const struct schedule *schedule)
{
    const struct schedule *now = &session->race.runs[run]->settings.schedule;
    double index = 0;
    if (now->kind == schedule->kind && memcmp(now->value, schedule->value, sizeof now->value) == 0)
        return;
    while (schedule_at((size_t)index) != schedule->kind)
        index++;
    session_change(session, run, RUN_SCHEDULE_KIND, index);
    for (int v = 0; v < SCHEDULE_VALUES; v++)
        if (schedule_takes(schedule->kind, (enum schedule_value)v))
            session_change(session, run, RUN_SCHEDULE + v, schedule->value[v]);
}

static bool no_schedule_value(const struct schedule_kind *kind, const char *key, struct error *err)
{
    const char *names[SCHEDULE_VALUES];
    size_t count = 0;
    char hint[NAMES_HINT_SIZE];
    struct text list = {0};
    for (size_t v = 0; v < SCHEDULE_VALUES; v++)
        if (schedule_takes(kind, (enum schedule_value)v))
            names[count++] = schedule_parameter((enum schedule_value)v)->name;
    names_hint_elsewhere(hint, key, count, names);
    join(&list, count, names);
    error_set(err, "%s takes no '%s'%s%s", kind->name, key, *hint ? hint : "; it takes ",
              *hint ? "" : text_string(&list));
    text_finish(&list);
    return false;
}

static bool read_schedule_value(struct schedule *schedule, const char *key, const char *argument,
                                struct error *err)
{
    enum schedule_value value;
    const struct parameter *parameter = schedule_value(key, &value);
    if (!parameter || !schedule_takes(schedule->kind, value))
        return no_schedule_value(schedule->kind, key, err);
    return setting_value(parameter, argument, &schedule->value[value], err);
}

/* A run may be called "a=b". */
const char *schedule_run(const struct session *session, size_t count, char *const *arguments)
{
    char key[RUN_NAME_SIZE];
    const char *value, *last = count > 1 ? arguments[count - 1] : NULL;
    enum schedule_value known;
    const bool is_value =
        last && assignment(last, key, &value) &&
        (schedule_value(key, &known) || race_find(&session->race, last) == session->race.count);
    return is_value ? NULL : last;
}

bool schedule_sets(size_t count, char *const *arguments, int setting)
{
    return setting == RUN_SCHEDULE_KIND ||
           (run_setting_is_of_schedule(setting) &&
            is_given_before(arguments, count, run_setting_parameter(setting)->name));
}

/* KIND [KEY=VALUE ...] [RUN|all] */
static bool set_schedule(struct session *session, size_t count, char *const *arguments,
                         struct error *err)
{
    bool chosen[RACE_RUNS];
    struct schedule schedule;
    char key[RUN_NAME_SIZE];
    const char *value, *run = schedule_run(session, count, arguments);
    if (!read_kind(arguments[0], &schedule, err))
        return false;
    for (size_t i = 1; i < count - (run != NULL); i++)
        if (!read_assignment(arguments, i, key, &value, err) ||
            !read_schedule_value(&schedule, key, value, err))
            return false;
    if (!argument_runs(session, run, chosen, err))
        return false;
    for (size_t i = 0; i < session->race.count; i++)
        if (chosen[i])
            change_schedule(session, i, &schedule);
    say_schedule(session, chosen);
    return true;
}

/* ---- set ---- */

bool verb_set(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    bool chosen[RACE_RUNS], any = false;
    double value = 0;
    if (strcmp(arguments[0], "schedule") == 0)
        return set_schedule(session, count - 1, arguments + 1, err);
    if (count > 3)
        return error_set(err, "say: set KEY VALUE [RUN|all]");
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
        return no_setting(last, arguments[0], false, err);
    for (size_t i = 0; i < session->race.count; i++)
        if (chosen[i])
            session_change(session, i,
                           run_setting_find(&session->race.runs[i]->settings, arguments[0]), value);
    say_setting(session, chosen, arguments[0]);
    return true;
}

/* ---- add ---- */

/* What joins, and on what problem. */
struct addition {
    struct scene_optimizer run;
    const struct problem *problem;
};

static bool put_name(struct addition *addition, const char *name, struct error *err)
{
    const size_t length = strlen(name);
    if (length == 0 || length >= RUN_NAME_SIZE || strpbrk(name, "\n\r\t") ||
        text_bad_byte(name, length))
        return error_set(err, "a name is one line of 1 to %d bytes", RUN_NAME_SIZE - 1);
    memcpy(addition->run.settings.name, name, length + 1);
    return true;
}

static bool put_schedule(struct addition *addition, const char *kind, struct error *err)
{
    return read_kind(kind, &addition->run.settings.schedule, err);
}

/* "0.5,1", also with blanks, and within parentheses. Returns how many numbers there are, of which
 * up to `most` are put into `start`; false: one is none. */
static bool read_numbers(char *list, size_t most, double *start, size_t *count, struct error *err)
{
    char *place = NULL;
    const size_t length = strlen(list);
    if (length > 1 && (*list == '(' || *list == '[') && strchr(")]", list[length - 1])) {
        list[length - 1] = '\0';
        list++;
    }
    *count = 0;
    for (char *word = strtok_r(list, ", ;", &place); word; word = strtok_r(NULL, ", ;", &place)) {
        double number;
        if (!argument_number(word, &number, err))
            return false;
        if (*count < most)
            start[*count] = number;
        ++*count;
    }
    return true;
}

static bool put_start(struct addition *addition, const char *value, struct error *err)
{
    const size_t dim = addition->problem->dim;
    char *list = mem_string(value);
    double *start = mem_alloc(dim, sizeof *start);
    size_t count;
    bool ok = read_numbers(list, dim, start, &count, err);
    free(list);
    if (ok && count != dim)
        ok = error_set(err,
                       "start takes %zu number%s%s, not %zu; ',' divides them, '.' is for decimals",
                       dim, dim == 1 ? "" : "s", dim == 2 ? ", as in start=0.5,1" : "", count);
    if (!ok) {
        free(start);
        return false;
    }
    addition->run.start = start;
    addition->run.start_count = dim;
    return true;
}

static bool put_seed(struct addition *addition, const char *value, struct error *err)
{
    char hint[NUMBER_HINT_SIZE];
    uint64_t seed;
    if (!number_parse_count(value, &seed))
        return error_set(err, "'%s' is no seed; say a whole number%s", value,
                         number_count_hint(hint, value));
    if (seed > INT64_MAX)
        return error_set(err, "seeds go up to %lld", (long long)INT64_MAX);
    addition->run.settings.seed = seed;
    addition->run.has_seed = true;
    return true;
}

static const struct {
    const char *key;
    bool (*put)(struct addition *addition, const char *value, struct error *err);
} add_keys[] = {
    {.key = "schedule", .put = put_schedule},
    {.key = "name", .put = put_name},
    {.key = "start", .put = put_start},
    {.key = "seed", .put = put_seed},
};

const char *add_key(size_t index)
{
    return index < ARRAY_LENGTH(add_keys) ? add_keys[index].key : NULL;
}

/* One of the keys of add, or any setting of the method and the schedule. */
static bool put_setting(struct addition *addition, const char *key, const char *argument,
                        struct error *err)
{
    struct run_settings *settings = &addition->run.settings;
    double value;
    for (size_t i = 0; i < ARRAY_LENGTH(add_keys); i++)
        if (strcmp(add_keys[i].key, key) == 0)
            return add_keys[i].put(addition, argument, err);
    const int setting = run_setting_find(settings, key);
    if (setting < 0)
        return no_setting(settings, key, true, err);
    if (!setting_value(run_setting_parameter(setting), argument, &value, err))
        return false;
    run_settings_put(settings, setting, value);
    addition->run.has_batch |= setting == RUN_BATCH;
    return true;
}

/* The schedule first, whose values may stand before it. */
static bool put_settings(struct addition *addition, size_t count, char *const *arguments,
                         struct error *err)
{
    char key[RUN_NAME_SIZE];
    const char *value;
    for (int others = 0; others < 2; others++)
        for (size_t i = 0; i < count; i++) {
            if (!read_assignment(arguments, i, key, &value, err))
                return false;
            if ((strcmp(key, "schedule") != 0) == others && !put_setting(addition, key, value, err))
                return false;
        }
    return true;
}

/* A run that joined makes the updates that the others have made. What a lesson says behind it acts
 * on it where they are, and the race keeps its goal. */
static void catch_up(struct session *session)
{
    if (session->actor == ACTOR_USER)
        session_seek(session, session->race.step);
    else
        race_go(&session->race, session->race.step);
}

/* Put the run into the scene, the user's as well, and into the race. */
static void join_race(struct session *session, const struct scene_optimizer *added)
{
    struct scene *scene = &session->scene;
    scene_add(scene, added);
    if (session->without_lessons && session->actor != ACTOR_LESSON)
        scene_add(session->without_lessons, added);
    const size_t index = scene->optimizer_count - 1;
    race_add(&session->race, scene_problem_of(scene, index), &added->settings,
             scene_start_of(scene, index));
    session->race_version++;
    session_focus(session, index);
    catch_up(session);
    session_say(session, "%c %s joins", session_letter(session->focus), added->settings.name);
}

bool verb_add(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    const struct optimizer *optimizer = optimizer_find(arguments[0]);
    const struct scene *scene = &session->scene;
    char hint[NAMES_HINT_SIZE];
    if (!optimizer)
        return error_set(err, "no optimizer '%s'%s", arguments[0],
                         names_hint(hint, arguments[0], optimizer_count(), optimizer_name));
    if (session->race.count == RACE_RUNS)
        return error_set(err, "a race has room for %d runs; remove one first", RACE_RUNS);
    if (!scene_has_room(scene, scene->optimizer_count, optimizer, err))
        return false;

    struct addition addition = {.problem = scene->built};
    run_settings_init(&addition.run.settings, optimizer);
    addition.run.settings.seed = scene->seed;
    addition.run.settings.batch = scene->batch;
    const bool ok = put_settings(&addition, count - 1, arguments + 1, err);
    if (ok) {
        if (addition.run.settings.batch > scene->built->samples)
            addition.run.settings.batch = scene->built->samples;
        scene_unique_name(scene, addition.run.settings.name);
        join_race(session, &addition.run);
    }
    free(addition.run.start); /* the scene has a copy */
    return ok;
}
