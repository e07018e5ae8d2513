/* A line of text being typed: the prompt's, a menu's filter.
 *
 * It grows as long as what is typed. The cursor stands between whole UTF-8 characters; what is
 * inserted is UTF-8 too, without control characters: line_edit_insert_text() sees to that. A zeroed
 * struct is an empty line. */
#ifndef SESSION_LINE_EDIT_H
#define SESSION_LINE_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct line_edit {
    struct text text;
    size_t cursor; /* bytes before it */
};

const char *line_edit_string(const struct line_edit *line); /* never NULL */

/* Another text in place of the line's, the cursor at its end. `text` may be NULL: the empty line.
 * It must not be a part of the line itself. */
void line_edit_set(struct line_edit *line, const char *text);

/* Edit the line as a key asks for: a character is inserted, the cursor moves, a character is
 * deleted. Whether the key is one that edits; at an end of the line it may change nothing. */
bool line_edit_key(struct line_edit *line, uint32_t key);

/* Insert text from elsewhere; newlines, tabs, other control characters and what is not UTF-8 are
 * left out. */
void line_edit_insert_text(struct line_edit *line, const char *text);

void line_edit_finish(struct line_edit *line);

#endif
