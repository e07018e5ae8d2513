/* Pasted text. A terminal puts a mark before and one behind it (bracketed paste, ESC [ ? 2004 h),
 * so that it can be told from keys: a `q` in it is not to end the program. */
#ifndef APP_PASTE_H
#define APP_PASTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

#define PASTE_LIMIT 65536 /* bytes; the rest of a longer text is dropped */

struct paste {
    struct text text; /* so far; as it came, but for NUL */
    bool cut;         /* it was longer */

    /* Its own. */
    size_t matched; /* bytes that came of the last mark */
};

/* The first mark came: an earlier text is forgotten. */
void paste_open(struct paste *paste);

/* A byte behind it. Whether it was the last one of the last mark. */
bool paste_add(struct paste *paste, char byte);

void paste_finish(struct paste *paste);

#endif
