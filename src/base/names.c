/* Hints: the nearest of a list of names, by edit distance, or what a word of elsewhere is here. */
#include "base/names.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define LENGTH_MAX 64 /* nobody means a longer name */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`, neither
 * longer than LENGTH_MAX. Row i of the table holds the distances from the first i bytes of `a`. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t rows[3][LENGTH_MAX + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    size_t a_length = strlen(a), b_length = strlen(b);

    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *unused = before;
        before = above;
        above = row;
        row = unused;
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            char p = lower(a[i - 1]), q = lower(b[j - 1]);
            row[j] = least(above[j - 1] + (p != q), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && p == lower(b[j - 2]) && lower(a[i - 2]) == q)
                row[j] = least(row[j], before[j - 2] + 1);
        }
    }
    return row[b_length];
}

/* Names to choose from: those of an array, or of a function. */
struct names {
    size_t count;
    const char *const *array;
    const char *(*at)(size_t index);
};

static const char *name_at(const struct names *names, size_t index)
{
    return names->array ? names->array[index] : names->at(index);
}

/* ---- slips ---- */

/* The one nearest to `word`; NULL where none is near enough to be meant. */
static const char *nearest(const char *word, const struct names *names)
{
    const size_t length = strlen(word);
    const char *best = NULL;
    size_t least_distance = SIZE_MAX;
    for (size_t i = 0; length <= LENGTH_MAX && i < names->count; i++) {
        const char *name = name_at(names, i);
        const size_t name_length = strlen(name),
                     longer = name_length > length ? name_length : length;
        if (longer > LENGTH_MAX)
            continue;
        const size_t distance = edit_distance(word, name);
        /* One slip in three letters; at least one slip, but something must be left. */
        const size_t allowed = longer < 6 ? 1 : longer / 3;
        if (distance <= allowed && distance < longer && distance < least_distance) {
            best = name;
            least_distance = distance;
        }
    }
    return best;
}

const char *names_nearest(const char *word, size_t count, const char *(*at)(size_t index))
{
    return nearest(word, &(struct names){.count = count, .at = at});
}

/* ---- words known elsewhere ---- */

static bool has(const struct names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(name_at(names, i), name) == 0)
            return true;
    return false;
}

/* Whether a word is the one of a row: without case, '_', '-', '.' and blanks. */
static bool is_word(const char *written, const char *word)
{
    for (; *written; written++)
        if (!strchr("_-. ", *written) && lower(*written) != *word++)
            return false;
    return *word == '\0';
}

static bool holds(const struct names_elsewhere *row, const struct names *names)
{
    if (row->among)
        return has(names, row->among);
    for (size_t i = 0; i < NAMES_MEANT; i++)
        if (row->names[i] && !has(names, row->names[i]))
            return false;
    return true;
}

static const struct names_elsewhere *find_elsewhere(const char *word, const struct names *names)
{
    for (size_t i = 0; i < names_elsewhere_count(); i++) {
        const struct names_elsewhere *row = names_elsewhere_at(i);
        if (is_word(word, row->word) && holds(row, names))
            return row;
    }
    return NULL;
}

/* ---- hints ---- */

static char *hint_of_row(char buffer[static NAMES_HINT_SIZE], const struct names_elsewhere *row)
{
    if (row->say)
        snprintf(buffer, NAMES_HINT_SIZE, "; %s", row->say);
    else if (row->names[1])
        snprintf(buffer, NAMES_HINT_SIZE, "; here that is '%s' and '%s'", row->names[0],
                 row->names[1]);
    else if (row->names[0])
        snprintf(buffer, NAMES_HINT_SIZE, "; here that is '%s'", row->names[0]);
    return buffer;
}

/* Whether a row says just what a slip would be. */
static bool is_the_only(const struct names_elsewhere *row, const char *name)
{
    return row->names[0] && !row->names[1] && strcmp(row->names[0], name) == 0;
}

static char *hint(char buffer[static NAMES_HINT_SIZE], const char *word, const struct names *names)
{
    const struct names_elsewhere *row = find_elsewhere(word, names);
    const char *name = nearest(word, names);
    const bool is_slip = name && (!row || is_the_only(row, name));
    buffer[0] = '\0';
    if (row && !is_slip)
        return hint_of_row(buffer, row);
    if (is_slip)
        snprintf(buffer, NAMES_HINT_SIZE, "; did you mean '%s'?", name);
    return buffer;
}

char *names_hint(char buffer[static NAMES_HINT_SIZE], const char *word, size_t count,
                 const char *(*at)(size_t index))
{
    return hint(buffer, word, &(struct names){.count = count, .at = at});
}

char *names_hint_in(char buffer[static NAMES_HINT_SIZE], const char *word, size_t count,
                    const char *const *array)
{
    return hint(buffer, word, &(struct names){.count = count, .array = array});
}

char *names_hint_elsewhere(char buffer[static NAMES_HINT_SIZE], const char *word, size_t count,
                           const char *const *array)
{
    const struct names_elsewhere *row =
        find_elsewhere(word, &(struct names){.count = count, .array = array});
    buffer[0] = '\0';
    return row ? hint_of_row(buffer, row) : buffer;
}
