/* "Did you mean ...?" */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include <stddef.h>

/* The one of name_at(0) ... name_at(count - 1) nearest to `word`, by edit distance with
 * transpositions (Damerau 1964), case ignored; NULL where none is near enough to be meant. */
const char *names_nearest(const char *word, size_t count, const char *(*name_at)(size_t index));

/* What to put behind a message about a word that is none of the names: "; did you mean 'adam'?" for
 * a slip, "; here that is 'lr'" for a word known elsewhere, or "" into `buffer`. Returns `buffer`.
 *
 * A name is hinted at only where it is one of those given, so give those that are right there: the
 * settings of this method, the keys of this group. */
#define NAMES_HINT_SIZE 160
char *names_hint(char buffer[static NAMES_HINT_SIZE], const char *word, size_t count,
                 const char *(*name_at)(size_t index));

/* The same for the names of an array. */
char *names_hint_in(char buffer[static NAMES_HINT_SIZE], const char *word, size_t count,
                    const char *const *names);

/* The same for a word known elsewhere alone, without looking for slips. */
char *names_hint_elsewhere(char buffer[static NAMES_HINT_SIZE], const char *word, size_t count,
                           const char *const *names);

/* ---- words known elsewhere: the table behind these hints (src/base/names_elsewhere.c) ---- */

#define NAMES_MEANT 2

/* A row says what a word of frameworks, textbooks or other programs is called here. It holds where
 * all of `names` are among the names given; without names, where `among` is, and then `say` is what
 * to put behind the message, or nothing: the word is no slip, there is no such thing here. The
 * first row that holds counts. */
struct names_elsewhere {
    const char *word; /* lower case, without '_', '-', '.' and blanks */
    const char *names[NAMES_MEANT];
    const char *among, *say;
};

size_t names_elsewhere_count(void);
const struct names_elsewhere *names_elsewhere_at(size_t index);

#endif
