/* Reading a table in text (RFC 4180 and its relatives), record after record, whatever its size.
 *
 * The file is text in UTF-8, with or without a byte-order mark, in lines that end in any of the
 * three ways. A field may be put in quotes, and then hold separators, newlines, and quotes written
 * twice; blanks around it are taken off, as they are off a field without quotes. Empty lines, lines
 * that begin with '#', and records of empty fields are no records.
 *
 * Fields are separated by ',' ';' tab '|' or any number of blanks: by what a line "sep=;" at the
 * beginning says, or by what makes most lines equally long. Where it is not the ',' numbers may
 * have decimal commas.
 *
 * What is no such text is a mistake, and its message begins with the place: "points.csv:7: ...". */
#ifndef DATA_CSV_H
#define DATA_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define CSV_FIELD_MAX  4096    /* bytes; a quoted field that never ends would grow with the file */
#define CSV_FIELDS_MAX 1000000 /* of a record; a file may lack the ends of its lines */

/* The first number that may have a separator of thousands in place of a decimal mark. */
struct csv_doubt {
    char number[16]; /* "": there was none */
    uint64_t line;
    size_t field;
};

struct csv_marks {
    bool has_point, has_comma;     /* whether there was a number that leaves no doubt */
    struct csv_doubt point, comma; /* the others, by their mark */
};

struct csv {
    /* The record at hand. Its fields may be changed, and are gone with the next call. */
    char **fields;
    size_t count;
    uint64_t line; /* where it begins, from 1; after the last one, where the file ends */

    bool first_quoted; /* its first field was in quotes */

    char separator; /* ',' ';' '\t' '|' or ' ': as many blanks and tabs as there are */
    bool failed;    /* a mistake was met */
    uint64_t records, comments, blank_rows; /* so far: records, and what was left out */
    const char *path;
    char *const *names; /* name_count names of columns for messages; the caller's, or NULL */
    size_t name_count;
    struct csv_marks marks;
    struct csv_source *source;
};

/* Begin to read. `separator` '\0': it is found. `path` is borrowed until csv_close(), which is
 * harmless after a failure. */
bool csv_open(struct csv *csv, const char *path, char separator, struct error *err);
void csv_close(struct csv *csv);

/* The next record. False at the end of the file, and on a mistake: csv->failed tells which. */
bool csv_next(struct csv *csv, struct error *err);

/* The names in the last line before the first record that began with '#', as programs write them
 * that take such lines for comments, divided as the records are. Returns how many, 0 without such a
 * line; *names and each of them are to be freed. */
size_t csv_heading(const struct csv *csv, char ***names);

/* A field of the record at hand as a finite number; see number_parse() for what is refused. Where
 * the separator is not ',' it may have a decimal comma. A number such as 1.500 may be one thousand
 * and a half: it is a mistake, told at the end of the file, unless others show that this mark alone
 * is the decimal one, or none shows anything and it is the usual one: the comma in a file of ';',
 * the point in others. */
bool csv_number(struct csv *csv, size_t field, double *value);

/* The name of a field's column in quotes, or its number from 1, for messages. Returns `buffer`. */
#define CSV_COLUMN_SIZE 48
const char *csv_column(const struct csv *csv, size_t field, char buffer[static CSV_COLUMN_SIZE]);

/* The share of the file that was read, 0 to 1; 0 where its size is not known. */
double csv_share(const struct csv *csv);

/* Set err to a mistake in the record at hand, with its place. Returns false. */
__attribute__((format(printf, 3, 4))) bool csv_mistake(const struct csv *csv, struct error *err,
                                                       const char *format, ...);

#endif
