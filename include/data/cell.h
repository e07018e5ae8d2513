/* What a cell of a table means, apart from its being a number.
 *
 * A cell that is no number is missing, a word, or written like a number in a way that the reader
 * does not take: with a unit, a currency, a percent sign, separators of thousands, as a date. These
 * are told, never taken for words: a class or a word among the inputs is something that does not
 * begin like a number. */
#ifndef DATA_CELL_H
#define DATA_CELL_H

#include <stdbool.h>
#include <stddef.h>

/* Whether it stands for a value that is not there: empty, NA, N/A, NaN, null, ?, -, and what
 * spreadsheets, R, pandas and databases write like them. Blanks around it do not matter. */
bool cell_is_missing(const char *cell);

/* What to do with a cell that begins like a number and is none, as in "take off the percent sign";
 * NULL: it is a word. */
const char *cell_remedy(const char *cell);

/* Whether it is a number in any of the ways that files write them: with a decimal point or comma,
 * of whatever size. */
bool cell_like_number(const char *cell);

/* Whether there is nothing but blanks. */
bool cell_is_empty(const char *cell);

/* The bytes of a blank that a cell begins with, 0: none; of a no-break space two or three. */
size_t cell_blank(const char *cell);

/* The cell without the blanks around it, in place. */
char *cell_trim(char *cell);

/* The cell with blanks for newlines and tabs, in place: what is shown takes one line. */
char *cell_one_line(char *cell);

/* The name of a column, in place: trimmed, in one line, and without a '#' before it. */
char *cell_name(char *cell);

#endif
