/* Verbs: the only way to change a session. A key, the ':' prompt, `--do "..."` and a lesson's `do`
 * all say lines of verbs: "step 10; lr 0.1 all; seek start". */
#ifndef SESSION_VERB_H
#define SESSION_VERB_H

#include "base/error.h"
#include "base/text.h"
#include "session/complete.h"
#include "session/session.h"

#define VERB_ARGUMENTS 32 /* of a line, at most */

struct verb {
    const char *name;
    const char *arguments; /* "[N]", "up|down|X [RUN|all]": as shown in the help */
    const char *help;
    bool undoable;            /* `undo` takes it back */
    size_t at_least, at_most; /* arguments behind the name */
    /* Offer what the next argument may be (session/complete.h). NULL: it may be anything. */
    void (*choice)(struct completion *completion);
    bool (*play)(struct session *session, size_t count, char *const *arguments, struct error *err);
};

size_t verb_count(void);
const struct verb *verb_at(size_t index);
const char *verb_name(size_t index);
const struct verb *verb_find(const char *name);

/* Play a line: verbs divided by ';', arguments by spaces, "..." around one with spaces. A verb that
 * sends the race somewhere lets the others wait in the session's queue until it is there; the line
 * takes the place of what waited before. Stops at the first mistake, which changed nothing; one in
 * a verb that waited is told by the session's message. */
bool verb_play(struct session *session, const char *line, struct error *err);

/* Play on with what waits, as far as nothing has to be waited for. Called by session_work(). */
bool verb_play_queue(struct session *session, struct error *err);

/* Play a line at once, waiting for nothing: for lessons, on whose way the queue waits. */
bool verb_play_now(struct session *session, const char *line, struct error *err);

/* Whether the line is made of verbs with as many arguments as they take. */
bool verb_check(const char *line, struct error *err);

#endif
