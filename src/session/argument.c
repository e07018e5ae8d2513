/* From the arguments of a verb to numbers, runs and choices. */
#include "verbs.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/number.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define CHOICES(function, ...)                                                                     \
    const char *function(size_t index)                                                             \
    {                                                                                              \
        static const char *const choices[] = {__VA_ARGS__};                                        \
        return index < ARRAY_LENGTH(choices) ? choices[index] : NULL;                              \
    }

CHOICES(seek_choice, "start", "end")
CHOICES(ladder_choice, "up", "down")
CHOICES(seed_choice, "next")
CHOICES(focus_choice, "next", "prev", "*")
CHOICES(lens_choice, "reset")
CHOICES(axis_choice, "x", "y")
CHOICES(switch_choice, "off", "on")
CHOICES(menu_choice, "scenes", "methods")

const char *axis_x_choice(size_t index)
{
    return index < AXIS_X_COUNT ? axis_x_name((enum axis_x)index) : NULL;
}

const char *axis_y_choice(size_t index)
{
    return index < AXIS_Y_COUNT ? axis_y_name((enum axis_y)index) : NULL;
}

const char *theme_choice(size_t index)
{
    return display_theme_name(index);
}

const char *map_choice(size_t index)
{
    return index < MAP_STYLES ? map_style_name((enum map_style)index) : NULL;
}

const char *plane_choice(size_t index)
{
    return index < SCENE_PLANES ? scene_plane_name(index) : NULL;
}

const char *data_choice(size_t index)
{
    return index < DATA_STYLES ? data_style_name((enum data_style)index) : NULL;
}

bool argument_count(size_t count, char *const *arguments, size_t index, uint64_t otherwise,
                    uint64_t *value, struct error *err)
{
    char hint[NUMBER_HINT_SIZE];
    *value = otherwise;
    if (index >= count || number_parse_count(arguments[index], value))
        return true;
    return error_set(err, "'%s' is no whole number%s", arguments[index],
                     number_count_hint(hint, arguments[index]));
}

bool argument_number(const char *argument, double *value, struct error *err)
{
    char hint[NUMBER_HINT_SIZE];
    return number_parse(argument, value) ||
           error_set(err, "'%s' is no number%s", argument, number_hint(hint, argument));
}

bool argument_run(const struct session *session, const char *argument, size_t *run,
                  struct error *err)
{
    const struct race *race = &session->race;
    uint64_t number = 0;
    size_t found = race_find(race, argument);
    if (found == race->count && argument[0] != '\0' && argument[1] == '\0' && argument[0] >= 'A')
        found = (size_t)(argument[0] - 'A');
    if (found >= race->count && number_parse_count(argument, &number) && number > 0)
        found = (size_t)(number - 1);
    if (found < race->count) {
        *run = found;
        return true;
    }
    struct text names = {0};
    for (size_t i = 0; i < race->count; i++)
        text_printf(&names, "%s%c %s", i > 0 ? ", " : "", session_letter(i),
                    race->runs[i]->settings.name);
    error_set(err, "no run '%s'; there are %.*s", argument, (int)text_cut(text_string(&names), 300),
              text_string(&names));
    text_finish(&names);
    return false;
}

bool argument_runs(const struct session *session, const char *argument,
                   bool chosen[static RACE_RUNS], struct error *err)
{
    const bool all = argument ? strcmp(argument, "all") == 0 : session->all;
    size_t one = session->focus;
    if (argument && !all && !argument_run(session, argument, &one, err))
        return false;
    for (size_t i = 0; i < RACE_RUNS; i++)
        chosen[i] = i < session->race.count && (all || i == one);
    return true;
}

bool argument_choice(const char *argument, const char *(*name_at)(size_t index), size_t *choice,
                     struct error *err)
{
    size_t count = 0;
    for (; name_at(count); count++)
        if (strcmp(name_at(count), argument) == 0) {
            *choice = count;
            return true;
        }
    char hint[NAMES_HINT_SIZE];
    struct text names = {0};
    for (size_t i = 0; i < count; i++)
        text_printf(&names, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " or ", name_at(i));
    error_set(err, "'%s' is not one of %s%s", argument, text_string(&names),
              names_hint(hint, argument, count, name_at));
    text_finish(&names);
    return false;
}

bool argument_next_choice(size_t count, char *const *arguments,
                          const char *(*name_at)(size_t index), size_t size, size_t *choice,
                          struct error *err)
{
    if (count > 0)
        return argument_choice(arguments[0], name_at, choice, err);
    *choice = (*choice + 1) % size;
    return true;
}
