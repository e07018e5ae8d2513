/* Pasted text. A terminal puts a mark before and one behind it (bracketed paste, ESC [ ? 2004 h),
 * so that it can be told from keys: a `q` in it is not to end the program.
 *
 * The bytes are read here, past curses, which would look for the codes of keys in them. */
#ifndef APP_PASTE_H
#define APP_PASTE_H

#include <stdbool.h>
#include <stddef.h>

#define PASTE_SIZE     4096 /* the rest of a longer text is dropped */
#define PASTE_PATIENCE 3.0  /* seconds of silence after which the last mark will not come */

struct paste {
    bool open;             /* the first mark came, and the last one not yet */
    char text[PASTE_SIZE]; /* so far; as it came, but for NUL */

    /* Its own. */
    size_t length;
    size_t matched; /* bytes that came of the last mark */
    double heard;   /* when bytes came last */
};

/* The first mark came. */
void paste_open(struct paste *paste);

/* Read what there is of an open paste, and nothing behind it; does not wait. Whether it ended. */
bool paste_read(struct paste *paste, int file);

#endif
