/* What the arguments of verbs may be: a function each, for the table of verbs and completion. It
 * offers what the verb takes in this session, and nothing that it refuses. */
#include "verbs.h"

#include "base/mem.h"
#include "base/number.h"

#include <stdio.h>
#include <string.h>

/* ---- parts ---- */

/* The number of arguments before the one that is completed, and those. */
static size_t argument_index(const struct completion *c)
{
    return c->count - 1;
}

static const char *argument(const struct completion *c, size_t index)
{
    return c->words[index + 1];
}

static void offer_all(struct completion *c, const char *(*name_at)(size_t index))
{
    for (size_t i = 0; name_at(i); i++)
        completion_offer(c, name_at(i));
}

static bool is_one_of(const char *word, const char *(*name_at)(size_t index))
{
    for (size_t i = 0; name_at(i); i++)
        if (strcmp(name_at(i), word) == 0)
            return true;
    return false;
}

/* Whether the argument is the first one, which alone is one of a list. */
static void offer_first(struct completion *c, const char *(*name_at)(size_t index))
{
    if (argument_index(c) == 0)
        offer_all(c, name_at);
}

/* A run by its name, or by its letter where the name cannot be written or means something else. */
static void offer_run(struct completion *c, size_t run, const char *(*other_words)(size_t index))
{
    const char *name = c->session->race.runs[run]->settings.name;
    const char letter[] = {session_letter(run), '\0'};
    const bool is_other = strchr(name, '"') || (other_words && is_one_of(name, other_words));
    completion_offer(c, is_other ? letter : name);
}

static const char *all_word(size_t index)
{
    return index == 0 ? "all" : NULL;
}

/* The runs that take a setting, and "all" if any does. */
static void offer_takers(struct completion *c, int setting)
{
    const struct race *race = &c->session->race;
    bool any = false;
    for (size_t i = 0; i < race->count; i++) {
        if (!run_setting_taken(&race->runs[i]->settings, setting))
            continue;
        offer_run(c, i, all_word);
        any = true;
    }
    if (any)
        completion_offer(c, "all");
}

static bool has_batches(const struct session *session)
{
    return session_problem(session)->samples > 1;
}

/* ---- one of a list ---- */

#define FIRST_WORDS(function, name_at)                                                             \
    void function(struct completion *c)                                                            \
    {                                                                                              \
        offer_first(c, name_at);                                                                   \
    }

FIRST_WORDS(seek_choices, seek_choice)
FIRST_WORDS(speed_choices, ladder_choice)
FIRST_WORDS(seed_choices, seed_choice)
FIRST_WORDS(lens_choices, lens_choice)
FIRST_WORDS(map_choices, map_choice)
FIRST_WORDS(switch_choices, switch_choice)
FIRST_WORDS(menu_choices, menu_choice)
FIRST_WORDS(theme_choices, theme_choice)

void prompt_choices(struct completion *c)
{
    for (size_t i = 0; i < verb_count(); i++)
        completion_offer(c, verb_name(i));
}

/* Of x what it is of, its scale, or both in any order; of y its scale. */
void axis_choices(struct completion *c)
{
    const size_t index = argument_index(c);
    const char *axis = index > 0 ? argument(c, 0) : "";
    const char *before = index > 1 ? argument(c, 1) : "";
    if (index == 0)
        offer_all(c, axis_choice);
    if (strcmp(axis, "x") == 0 && (index == 1 || is_one_of(before, axis_y_choice)))
        offer_all(c, axis_x_choice);
    if ((strcmp(axis, "x") == 0 && (index == 1 || is_one_of(before, axis_x_choice))) ||
        (strcmp(axis, "y") == 0 && index == 1))
        offer_all(c, axis_y_choice);
}

static void offer_panes(struct completion *c)
{
    for (size_t i = 0; i < PANE_COUNT; i++)
        if (pane_fits((enum pane)i, session_problem(c->session)))
            completion_offer(c, pane_name(i));
}

void pane_choices(struct completion *c)
{
    static const char *const others[] = {"next", "max", "all", "hide"};
    if (argument_index(c) == 0) {
        offer_panes(c);
        for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
            completion_offer(c, others[i]);
    } else if (strcmp(argument(c, 0), "hide") == 0) {
        offer_panes(c);
    }
}

/* ---- models ---- */

/* Whole numbers from `first` on, `count` of them, but not `taken`. */
static void offer_numbers(struct completion *c, size_t first, size_t count, const char *taken)
{
    for (size_t i = first; i < first + count; i++) {
        char number[NUMBER_SIZE];
        snprintf(number, sizeof number, "%zu", i);
        if (!taken || strcmp(number, taken) != 0)
            completion_offer(c, number);
    }
}

void plane_choices(struct completion *c)
{
    const struct problem *problem = session_problem(c->session);
    const size_t index = argument_index(c);
    if (!problem_needs_plane(problem))
        return;
    if (index == 0) {
        offer_all(c, plane_choice);
        completion_offer(c, "next");
    } else if (strcmp(argument(c, 0), scene_plane_name(SCENE_PLANE_AXES)) == 0) {
        offer_numbers(c, 0, problem->dim, index == 2 ? argument(c, 1) : NULL);
    }
}

void data_choices(struct completion *c)
{
    if (problem_has_data(session_problem(c->session)))
        offer_all(c, data_choice);
}

void inputs_choices(struct completion *c)
{
    const struct problem *problem = session_problem(c->session);
    if (problem_has_data(problem) && problem->dataset->inputs > 2)
        offer_numbers(c, 1, problem->dataset->inputs,
                      argument_index(c) == 1 ? argument(c, 0) : NULL);
}

/* ---- runs ---- */

void lr_choices(struct completion *c)
{
    if (argument_index(c) == 0)
        offer_all(c, ladder_choice);
    else
        offer_takers(c, HYPER_LR);
}

void batch_choices(struct completion *c)
{
    if (!has_batches(c->session))
        return;
    if (argument_index(c) == 0)
        offer_all(c, ladder_choice);
    else
        offer_takers(c, RUN_BATCH);
}

void focus_choices(struct completion *c)
{
    for (size_t i = 0; i < c->session->race.count; i++)
        offer_run(c, i, focus_choice);
    offer_all(c, focus_choice);
}

void remove_choices(struct completion *c)
{
    for (size_t i = 0; c->session->race.count > 1 && i < c->session->race.count; i++)
        offer_run(c, i, NULL);
}

/* ---- settings ---- */

static const char *truth_word(size_t index)
{
    return index == 0 ? "true" : index == 1 ? "false" : NULL;
}

static const char *kind_word(size_t index)
{
    return index < schedule_count() ? schedule_name(index) : NULL;
}

/* The names of the settings of the runs that the keys act on. */
static void offer_settings(struct completion *c)
{
    const struct session *session = c->session;
    for (int s = 0; s < RUN_SETTINGS; s++)
        for (size_t i = 0; i < session->race.count; i++)
            if ((session->all || i == session->focus) && (s != RUN_BATCH || has_batches(session)) &&
                run_setting_taken(&session->race.runs[i]->settings, s))
                completion_offer(c, run_setting_parameter(s)->name);
    completion_offer(c, run_setting_parameter(RUN_SCHEDULE_KIND)->name);
}

/* Whether "KEY=..." is among the arguments from `first` on. */
static bool is_given(const struct completion *c, size_t first, const char *key)
{
    char other[RUN_NAME_SIZE];
    const char *value;
    for (size_t i = first; i < argument_index(c); i++)
        if (assignment(argument(c, i), other, &value) && strcmp(other, key) == 0)
            return true;
    return false;
}

/* "KEY=", unless it was given before. */
static void offer_key(struct completion *c, size_t first, const char *key)
{
    char part[RUN_NAME_SIZE + 1];
    snprintf(part, sizeof part, "%s=", key);
    if (!is_given(c, first, key))
        completion_offer_part(c, part);
}

/* Behind "schedule KIND": its values, and then a run. */
static void offer_schedule_rest(struct completion *c)
{
    const struct schedule_kind *kind = schedule_find(argument(c, 1));
    char key[RUN_NAME_SIZE];
    const char *value;
    const size_t last = argument_index(c) - 1;
    if (!kind || (last > 1 && !assignment(argument(c, last), key, &value)))
        return;
    for (size_t v = 0; v < SCHEDULE_VALUES; v++)
        if (schedule_takes(kind, (enum schedule_value)v))
            offer_key(c, 2, schedule_parameter((enum schedule_value)v)->name);
    offer_takers(c, RUN_SCHEDULE_KIND);
}

/* A setting of any run by its name; -1 if none has it. */
static int find_setting(const struct race *race, const char *name)
{
    int setting = -1;
    for (size_t i = 0; i < race->count && setting < 0; i++)
        setting = run_setting_find(&race->runs[i]->settings, name);
    return setting;
}

void set_choices(struct completion *c)
{
    const size_t index = argument_index(c);
    if (index == 0) {
        offer_settings(c);
        return;
    }
    const bool is_schedule =
        strcmp(argument(c, 0), run_setting_parameter(RUN_SCHEDULE_KIND)->name) == 0;
    const int setting = find_setting(&c->session->race, argument(c, 0));
    if (is_schedule && index == 1)
        offer_all(c, kind_word);
    else if (is_schedule)
        offer_schedule_rest(c);
    else if (setting < 0 || index > 2 || (setting == RUN_BATCH && !has_batches(c->session)))
        return;
    else if (index == 2)
        offer_takers(c, setting);
    else if (setting == HYPER_LR || setting == RUN_BATCH)
        offer_all(c, ladder_choice);
    else if (run_setting_parameter(setting)->is_switch)
        offer_all(c, truth_word);
}

/* "KEY=VALUE" for each word that the value may be. */
static void offer_values(struct completion *c, const char *key, const char *(*name_at)(size_t))
{
    for (size_t i = 0; name_at(i); i++) {
        struct text word = {0};
        text_printf(&word, "%s=%s", key, name_at(i));
        completion_offer(c, text_string(&word));
        text_finish(&word);
    }
}

/* The settings of the run that the arguments so far make. */
static bool settings_so_far(const struct completion *c, struct run_settings *settings)
{
    const struct optimizer *optimizer = optimizer_find(argument(c, 0));
    char key[RUN_NAME_SIZE];
    const char *value;
    if (!optimizer)
        return false;
    run_settings_init(settings, optimizer);
    for (size_t i = 1; i < argument_index(c); i++)
        if (assignment(argument(c, i), key, &value) && strcmp(key, "schedule") == 0 &&
            schedule_find(value))
            settings->schedule.kind = schedule_find(value);
    return true;
}

static void offer_add_keys(struct completion *c, const struct run_settings *settings)
{
    for (int s = 0; s < RUN_SETTINGS; s++)
        if (run_setting_taken(settings, s) &&
            (s != RUN_BATCH || c->session->scene.built->samples > 1))
            offer_key(c, 1, run_setting_parameter(s)->name);
    for (size_t i = 0; add_key(i); i++)
        offer_key(c, 1, add_key(i));
}

void add_choices(struct completion *c)
{
    struct run_settings settings;
    char key[RUN_NAME_SIZE];
    const char *value;
    if (c->session->race.count == RACE_RUNS)
        return;
    if (argument_index(c) == 0) {
        for (size_t i = 0; i < optimizer_count(); i++)
            completion_offer(c, optimizer_name(i));
        return;
    }
    if (!settings_so_far(c, &settings))
        return;
    if (!assignment(text_string(&c->typed), key, &value)) {
        offer_add_keys(c, &settings);
        return;
    }
    const int setting = run_setting_find(&settings, key);
    if (is_given(c, 1, key))
        return;
    if (strcmp(key, "schedule") == 0)
        offer_values(c, key, kind_word);
    else if (setting >= 0 && run_setting_parameter(setting)->is_switch)
        offer_values(c, key, truth_word);
}

/* ---- files ---- */

void scene_choices(struct completion *c)
{
    static const char *const suffixes[] = {".scene", NULL};
    const struct library *library = c->session->library;
    for (size_t i = 0; i < library->count; i++)
        completion_offer(c, library->names[i]);
    completion_offer_files(c, suffixes);
}

void save_choices(struct completion *c)
{
    completion_offer_files(c, NULL);
}

void export_choices(struct completion *c)
{
    static const char *const suffixes[] = {".csv", ".jsonl", ".json", ".txt", NULL};
    completion_offer_files(c, suffixes);
}
