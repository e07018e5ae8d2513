/* Reading a CSV file (RFC 4180), record after record, whatever its size.
 *
 * The file is text in UTF-8, with or without a byte-order mark, in lines that end in any of the
 * three ways. A field may be put in quotes, and then hold separators, newlines, and quotes written
 * twice; blanks around it are taken off, as they are off a field without quotes. Empty lines are no
 * records. Where the first line that is not empty has a ';' outside quotes, fields are separated by
 * it and numbers may have a decimal comma.
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

struct csv {
    /* The record at hand. Its fields may be changed, and are gone with the next call. */
    char **fields;
    size_t count;
    uint64_t line; /* where it begins, from 1; after the last one, where the file ends */

    char separator; /* ',' or ';' */
    bool failed;    /* a mistake was met */
    const char *path;
    struct csv_source *source;
};

/* Begin to read. `path` is borrowed until csv_close(), which is harmless after a failure. */
bool csv_open(struct csv *csv, const char *path, struct error *err);
void csv_close(struct csv *csv);

/* The next record. False at the end of the file, and on a mistake: csv->failed tells which. */
bool csv_next(struct csv *csv, struct error *err);

/* A field as a finite number, with a decimal comma where the separator is ';'. The field stays as
 * it is; see number_parse() for what is refused. */
bool csv_number(const struct csv *csv, char *field, double *value);

/* The share of the file that was read, 0 to 1; 0 where its size is not known. */
double csv_share(const struct csv *csv);

/* Set err to a mistake in the record at hand, with its place. Returns false. */
__attribute__((format(printf, 3, 4))) bool csv_mistake(const struct csv *csv, struct error *err,
                                                       const char *format, ...);

#endif
