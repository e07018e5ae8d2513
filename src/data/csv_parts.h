/* What the reader of CSV files is made of; private to the layer. */
#ifndef DATA_CSV_PARTS_H
#define DATA_CSV_PARTS_H

#include "data/csv.h"

/* ---- csv_dialect.c: how the lines are to be divided, found from the first block ---- */

/* The separator by which the most lines have the same number of fields, and more than one. Where
 * several do, it is the one that leaves the most numbers, and then the first of ; , tab | blank.
 * Lines that begin with '#' do not count. ',' of a file that none of them divides. */
char dialect_separator(const char *text, size_t length);

/* The bytes of a line such as "sep=;" at the beginning, which spreadsheets write, with its end; 0:
 * there is none. */
size_t dialect_named_separator(const char *text, size_t length, char *separator);

/* Whether a line, or the part of it that is there, is a comment. */
bool dialect_is_comment(const char *line, size_t length, char separator);

/* Whether the first bytes are something else than text in UTF-8: what, and the name that iconv has
 * for it, NULL where it is no text at all. */
bool dialect_foreign(const char *text, size_t length, const char **kind, const char **code);

/* ---- csv_number.c ---- */

/* At the end of the file: whether every number of the doubtful kind has the mark of the others. */
bool csv_settle_marks(struct csv *csv, struct error *err);

#endif
