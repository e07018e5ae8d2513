/* From the words of a verb to numbers, runs and choices. */
#include "verbs.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define WORDS(function, ...)                                                                       \
    const char *function(size_t index)                                                             \
    {                                                                                              \
        static const char *const words[] = {__VA_ARGS__};                                          \
        return index < ARRAY_LENGTH(words) ? words[index] : NULL;                                  \
    }

WORDS(seek_word, "start", "end")
WORDS(ladder_word, "up", "down")
WORDS(seed_word, "next")
WORDS(focus_word, "next", "prev", "*")
WORDS(lens_word, "reset")
WORDS(axis_word, "x", "y")
WORDS(switch_word, "off", "on")
WORDS(theme_word, "dark", "light", "projector", "mono")
WORDS(menu_word, "scenes", "methods")

const char *axis_x_word(size_t index)
{
    return index < AXIS_X_COUNT ? axis_x_name((enum axis_x)index) : NULL;
}

const char *axis_y_word(size_t index)
{
    return index < AXIS_Y_COUNT ? axis_y_name((enum axis_y)index) : NULL;
}

const char *map_word(size_t index)
{
    return index < MAP_STYLES ? map_style_name((enum map_style)index) : NULL;
}

const char *plane_word(size_t index)
{
    return index < SCENE_PLANES ? scene_plane_name(index) : NULL;
}

const char *data_word(size_t index)
{
    return index < DATA_STYLES ? data_style_name((enum data_style)index) : NULL;
}

const char *pane_word(size_t index)
{
    if (index >= PANE_COUNT)
        return index == PANE_COUNT ? "next" : index == PANE_COUNT + 1 ? "max" : NULL;
    return pane_name(index);
}

bool words_count(size_t count, char *const *words, size_t index, uint64_t otherwise,
                 uint64_t *value, struct error *err)
{
    *value = otherwise;
    if (index >= count || number_parse_count(words[index], value))
        return true;
    return error_set(err, "'%s' is no whole number", words[index]);
}

bool words_number(const char *word, double *value, struct error *err)
{
    return number_parse(word, value) || error_set(err, "'%s' is no number", word);
}

bool words_run(const struct session *session, const char *word, size_t *run, struct error *err)
{
    const struct race *race = &session->race;
    uint64_t number = 0;
    size_t found = race_find(race, word);
    if (found == race->count && word[0] != '\0' && word[1] == '\0' && word[0] >= 'A')
        found = (size_t)(word[0] - 'A');
    if (found >= race->count && number_parse_count(word, &number) && number > 0)
        found = (size_t)(number - 1);
    if (found < race->count) {
        *run = found;
        return true;
    }
    struct text names = {0};
    for (size_t i = 0; i < race->count; i++)
        text_printf(&names, "%s%c %s", i > 0 ? ", " : "", session_letter(i),
                    race->runs[i]->settings.name);
    error_set(err, "no run '%s'; there are %.300s", word, text_string(&names));
    text_finish(&names);
    return false;
}

bool words_runs(const struct session *session, const char *word, bool chosen[static RACE_RUNS],
                struct error *err)
{
    const bool all = word ? strcmp(word, "all") == 0 : session->all;
    size_t one = session->focus;
    if (word && !all && !words_run(session, word, &one, err))
        return false;
    for (size_t i = 0; i < RACE_RUNS; i++)
        chosen[i] = i < session->race.count && (all || i == one);
    return true;
}

bool words_choice(const char *word, const char *(*name_at)(size_t index), size_t *choice,
                  struct error *err)
{
    size_t count = 0;
    for (; name_at(count); count++)
        if (strcmp(name_at(count), word) == 0) {
            *choice = count;
            return true;
        }
    struct text names = {0};
    for (size_t i = 0; i < count; i++)
        text_printf(&names, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " or ", name_at(i));
    error_set(err, "'%s' is not one of %s", word, text_string(&names));
    text_finish(&names);
    return false;
}

bool words_next_choice(size_t count, char *const *words, const char *(*name_at)(size_t index),
                       size_t size, size_t *choice, struct error *err)
{
    if (count > 0)
        return words_choice(words[0], name_at, choice, err);
    *choice = (*choice + 1) % size;
    return true;
}
