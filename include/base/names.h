/* "Did you mean ...?" */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include <stddef.h>

/* The one of name_at(0) ... name_at(count - 1) nearest to `word`, by edit distance with
 * transpositions (Damerau 1964), case ignored; NULL where none is near enough to be meant. */
const char *names_nearest(const char *word, size_t count, const char *(*name_at)(size_t index));

/* "; did you mean 'adam'?" or "" into `buffer`, ready to be put behind a message.
 * Returns `buffer`. */
#define NAMES_HINT_SIZE 96
char *names_hint(char buffer[static NAMES_HINT_SIZE], const char *word, size_t count,
                 const char *(*name_at)(size_t index));

/* The same for the names of an array. */
char *names_hint_in(char buffer[static NAMES_HINT_SIZE], const char *word, size_t count,
                    const char *const *names);

#endif
