/* The text of a formula in the characters of its grammar; private to the parser. */
#ifndef MATH_EXPR_TEXT_H
#define MATH_EXPR_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/* Characters with one meaning in a formula are put in those of the grammar: "2×x²" is "2*x^2 ".
 * Others stay as they are. */
struct expr_text {
    struct text bytes;
    size_t *column; /* of each byte and of the end, from 1, in characters of what was written */
};

/* False: a raised number is raised once more, which may mean two things. Release in any case. */
bool expr_text_init(struct expr_text *plain, const char *written, struct error *err);
void expr_text_finish(struct expr_text *plain);

/* What to write for a character that has no place in a formula, "; write sqrt( )", or "". */
const char *expr_text_instead(const char *at);

#endif
