/* The raw text of a scene, checked before libconfig reads it: libconfig 1.5 takes numbers that do
 * not fit and says "syntax error" of everything else. */
#ifndef SCENE_LEX_H
#define SCENE_LEX_H

#include <stddef.h>

#include "base/error.h"

#define LEX_DEPTH 32    /* brackets within brackets, at most */
#define LEX_KEYS  10000 /* libconfig compares each with all others of its group */

/* Whether `text` (ending with '\0') is a list of settings: brackets that match, a '=' and a value
 * after every key, finite numbers, whole numbers that libconfig keeps, no directives. On a mistake
 * *line is its line, from 1. Types, keys and ranges are left to those who know them. */
bool lex_check(const char *text, unsigned *line, struct error *err);

/* Whether `text` has the form of a number, or of the beginning of one: no letters but those of
 * exponents, hexadecimals and suffixes. */
bool lex_like_number(const char *text);

#endif
