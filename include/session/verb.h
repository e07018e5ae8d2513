/* Verbs: the only way to change a session. A key, the ':' prompt, `--do "..."` and a lesson's `do`
 * all say lines of verbs: "step 10; lr 0.1 all; seek start". */
#ifndef SESSION_VERB_H
#define SESSION_VERB_H

#include "base/error.h"
#include "session/session.h"

#define VERB_WORDS 32 /* of a line, at most */

struct verb {
    const char *name;
    const char *arguments; /* "[N]", "up|down|X [RUN|all]": as shown in the help */
    const char *help;
    bool undoable;            /* `undo` takes it back */
    size_t at_least, at_most; /* words behind the name */
    /* What argument `argument` (from 0) may be, index after index; NULL at the end, or where it may
     * be anything. No function: no words. */
    const char *(*word)(const struct session *session, size_t argument, size_t index);
    bool (*play)(struct session *session, size_t count, char *const *words, struct error *err);
};

size_t verb_count(void);
const struct verb *verb_at(size_t index);
const char *verb_name(size_t index);
const struct verb *verb_find(const char *name);

/* Play a line: verbs divided by ';', words by spaces, "..." around a word with spaces. Stops at the
 * first mistake, which changed nothing. */
bool verb_play(struct session *session, const char *line, struct error *err);

/* The same, and let the race arrive after each verb: for scripts. */
bool verb_play_settled(struct session *session, const char *line, struct error *err);

/* Complete the word that ends at the end of `line` (names of verbs, runs, methods, settings, scenes
 * ...) as far as it is certain. Returns the number of candidates, the first `limit` of which are
 * put into `candidates` (valid as long as the session). `line` has room for PROMPT_SIZE bytes. */
size_t verb_complete(const struct session *session, char *line, const char **candidates,
                     size_t limit);

#endif
