/* The lines that were entered in the prompt, oldest first. Where they are kept between sessions is
 * not known here: whoever plays the session puts them in and takes the new ones out.
 *
 * Lines are text without control characters, none is blank, and no two in a row are the same. A zeroed struct is an empty history. */
#ifndef SESSION_PROMPT_HISTORY_H
#define SESSION_PROMPT_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

#define PROMPT_LINES 500 /* the newest */

struct prompt_history {
    char **lines;
    size_t count;
    size_t kept; /* of them, those that are kept between sessions already */

    /* While the prompt is open: the line that is shown, `count` where it is none of them; and what
     * had been typed before, with which all that are shown begin. */
    size_t shown;
    char *typed;
};

/* Add a line behind the others, without what is no text in it. The oldest leaves where there are
 * too many. */
void prompt_history_add(struct prompt_history *history, const char *line);

/* The prompt was opened: none of the lines is shown. */
void prompt_history_leave(struct prompt_history *history);

/* The line before the one that is shown, and the one behind it; NULL: there is none. `line` is what
 * the prompt holds: where that is not what was shown, the search begins at the newest line. Only
 * lines that begin with what was typed count; behind the newest of them is what was typed. */
const char *prompt_history_older(struct prompt_history *history, const char *line);
const char *prompt_history_newer(struct prompt_history *history, const char *line);

void prompt_history_finish(struct prompt_history *history);

#endif
