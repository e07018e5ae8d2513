/* The nearest of a list of names, by edit distance. */
#include "base/names.h"

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

/* The best name so far. */
struct nearest {
    const char *word, *name;
    size_t distance;
};

static void consider(struct nearest *nearest, const char *name)
{
    const size_t length = strlen(nearest->word);
    size_t longer = strlen(name);
    if (length > LENGTH_MAX || longer > LENGTH_MAX)
        return;
    if (longer < length)
        longer = length;
    const size_t distance = edit_distance(nearest->word, name);
    /* One slip in three letters; at least one slip, but something must be left. */
    const size_t allowed = longer < 6 ? 1 : longer / 3;
    if (distance <= allowed && distance < longer && distance < nearest->distance) {
        nearest->name = name;
        nearest->distance = distance;
    }
}

const char *names_nearest(const char *word, size_t count, const char *(*name_at)(size_t index))
{
    struct nearest nearest = {.word = word, .distance = SIZE_MAX};
    for (size_t i = 0; i < count; i++)
        consider(&nearest, name_at(i));
    return nearest.name;
}

static char *hint(char buffer[static NAMES_HINT_SIZE], const char *name)
{
    buffer[0] = '\0';
    if (name)
        snprintf(buffer, NAMES_HINT_SIZE, "; did you mean '%s'?", name);
    return buffer;
}

char *names_hint(char buffer[static NAMES_HINT_SIZE], const char *word, size_t count,
                 const char *(*name_at)(size_t index))
{
    return hint(buffer, names_nearest(word, count, name_at));
}

char *names_hint_in(char buffer[static NAMES_HINT_SIZE], const char *word, size_t count,
                    const char *const *names)
{
    struct nearest nearest = {.word = word, .distance = SIZE_MAX};
    for (size_t i = 0; i < count; i++)
        consider(&nearest, names[i]);
    return hint(buffer, nearest.name);
}
