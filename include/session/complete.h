/* Completion of a line of verbs, by Tab: what may stand where its end is, and the line with as much
 * of it as is certain.
 *
 * A row of the table of verbs has a function that offers what its next argument may be
 * (src/session/choices.c); it takes exactly that. Words with blanks or ';' are put in quotes. */
#ifndef SESSION_COMPLETE_H
#define SESSION_COMPLETE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "session/session.h"

struct candidate {
    char *word;   /* as the verb gets it, without quotes */
    bool is_part; /* more has to follow, as behind "lr=" or "folder/" */
};

struct completion {
    const struct session *session;
    struct text typed; /* what there is of the word, without quotes */
    size_t start;      /* where it begins in the line, with its quote */
    bool quoted;       /* it has a quote */
    char **words;      /* of the command before it: the verb's name and arguments */
    size_t count;
    struct candidate *candidates; /* in the order in which they were offered, each once */
    size_t candidate_count;
};

/* Find the candidates for the end of the line. Release with completion_finish(). */
void completion_init(struct completion *completion, const struct session *session,
                     const char *line);
void completion_finish(struct completion *completion);

/* Put into the line, which is the same one, what is certain. Without candidates it stays. */
void completion_apply(const struct completion *completion, struct text *line);

/* For the functions of verbs: a word, or the beginning of one. What does not begin like what was
 * typed, and what cannot be written because of a '"', is left out. */
void completion_offer(struct completion *completion, const char *word);
void completion_offer_part(struct completion *completion, const char *word);

/* Files whose names end with one of `suffixes` (NULL behind the last one; NULL: any files), and
 * folders, for the path that was typed. Hidden ones only where a '.' was typed. */
void completion_offer_files(struct completion *completion, const char *const *suffixes);

#endif
