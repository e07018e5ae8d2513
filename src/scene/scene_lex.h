/* The raw text of a scene, checked before libconfig reads it, for what libconfig (1.5) does not
 * say:
 *   - a whole number that does not fit wraps without a word, and 1e999 is infinite;
 *   - "syntax error" is its one message, on the line where it stumbles: where a bracket, a quote or
 *     a comment is not closed, that is the end of the file;
 *   - brackets within brackets are taken until its parser's stack is full, and each key of a group
 *     is compared with all others;
 *   - @include would read other files.
 * Values, types, keys and where they are written come from libconfig alone. */
#ifndef SCENE_LEX_H
#define SCENE_LEX_H

#include <stddef.h>

#include "base/error.h"

#define LEX_DEPTH 32    /* brackets within brackets, at most */
#define LEX_KEYS  10000 /* libconfig compares each with all others of its group */

/* Outside of texts and comments, put plain blanks and minus signs in the place of typographic ones,
 * as they come from web pages and word processors. */
void lex_plain(char *text);

/* Whether `text` (ending with '\0') is a list of settings: brackets that match, a '=' and a value
 * after every key, finite numbers, whole numbers that libconfig keeps, no directives. On a mistake
 * *line is its line, from 1. */
bool lex_check(const char *text, unsigned *line, struct error *err);

/* Whether `text` has the form of a number, or of the beginning of one: no letters but those of
 * exponents, hexadecimals and suffixes. */
bool lex_like_number(const char *text);

#endif
