/* Pasted text. A terminal puts a mark before and one behind it (bracketed paste, ESC [ ? 2004 h),
 * so that it can be told from keys: a `q` in it is not to end the program.
 *
 * The bytes are read here, past curses, which would look for the codes of keys in them. */
#ifndef APP_PASTE_H
#define APP_PASTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

#define PASTE_LIMIT    65536 /* bytes; the rest of a longer text is dropped */
#define PASTE_PATIENCE 3.0   /* seconds of silence after which the last mark will not come */

struct paste {
    bool open;        /* the first mark came, and the last one not yet */
    struct text text; /* so far; as it came, but for NUL */
    bool cut;         /* it was longer */

    /* Its own. */
    size_t matched; /* bytes that came of the last mark */
    double heard;   /* when bytes came last */
};

/* The first mark came: an earlier text is forgotten. */
void paste_open(struct paste *paste);

/* Read what there is of an open paste, and nothing behind it; does not wait. Whether it ended. */
bool paste_read(struct paste *paste, int file);

void paste_finish(struct paste *paste);

#endif
