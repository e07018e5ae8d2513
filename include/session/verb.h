/* Verbs: the only way to change a session. A key, the ':' prompt, `--do "..."` and a lesson's `do`
 * all say lines of verbs: "step 10; lr 0.1 all; seek start". */
#ifndef SESSION_VERB_H
#define SESSION_VERB_H

#include "base/error.h"
#include "base/text.h"
#include "session/complete.h"
#include "session/session.h"

#define VERB_ARGUMENTS 32 /* of a line, at most */

/* When a verb is played that is said while the race is on its way. */
enum verb_turn {
    VERB_IN_ORDER,    /* at once, or behind what waits */
    VERB_AT_ONCE,     /* before what waits */
    VERB_AFTER_MOVES, /* where the moves before it lead; while playing or seeking at once */
    VERB_FORWARD,     /* a move: it adds to such moves, and waits for others */
    VERB_BACK,
    VERB_TOGGLE, /* after moves; else before what waits */
};

/* What `undo` takes back of it. */
enum verb_undo { VERB_UNDO_NOTHING, VERB_UNDO_CHANGE, VERB_UNDO_VIEW };

struct verb {
    const char *name;
    const char *arguments; /* "[N]", "up|down|X [RUN|all]": as shown in the help */
    const char *help;
    enum verb_undo undo;
    enum verb_turn turn;
    size_t run_argument; /* of a verb that changes settings: where the run may be named; else 0 */
    bool not_in_scenes;  /* refused in lessons and events: it writes a file, opens a scene ... */
    size_t at_least, at_most; /* arguments behind the name */
    /* Offer what the next argument may be (session/complete.h). NULL: it may be anything. */
    void (*choice)(struct completion *completion);
    bool (*play)(struct session *session, size_t count, char *const *arguments, struct error *err);
};

size_t verb_count(void);
const struct verb *verb_at(size_t index);
const char *verb_name(size_t index);
const struct verb *verb_find(const char *name);

/* The length of the blank at the beginning of a text; 0 if there is none. */
size_t verb_blank(const char *at);

/* The length of the quote at the beginning of a text, plain or curly, if it opens or closes; 0 if
 * it does not. `open` is the one that is open, which a quote of the same sort closes; '\0': none.
 */
size_t verb_quote(const char *at, char *open);

/* Whether an argument has to be put in quotes. One with a '"' cannot be written. */
bool verb_needs_quotes(const char *word);

/* Play a line: verbs divided by ';', arguments by spaces, "..." around one with spaces. A verb that
 * sends the race somewhere lets the others wait in the session's queue until it is there. A line
 * behind others waits with them (see enum verb_turn), so that lines that come faster than the race
 * moves lead to the same as slow ones. Stops at the first mistake, which changed nothing; one in a
 * verb that waited is told by session_work(). */
bool verb_play(struct session *session, const char *line, struct error *err);

/* Play on with what waits, as far as nothing has to be waited for. A mistake ends its line. Called
 * by session_work(). */
bool verb_play_queue(struct session *session, struct error *err);

/* Play a line at once, waiting for nothing: for lessons and events, on whose way the queue waits.
 */
bool verb_play_now(struct session *session, const char *line, struct error *err);

/* Whether the line is made of verbs with as many arguments as they take, and which a scene may
 * say. */
bool verb_check_scene(const char *line, struct error *err);

/* How often a line says a verb with this first argument; NULL: with any or none. */
size_t verb_count_said(const char *line, const char *verb, const char *argument);

/* Whether a line that a lesson says changes this setting of this run, with the focus on a run. */
bool verb_sets(const struct session *session, const char *line, size_t focus, size_t run,
               int setting);

#endif
