/* A table in a CSV file (RFC 4180): fields divided by commas, "..." around a field with commas,
 * quotes or newlines, "" for a quote in it. A byte-order mark, CRLF and empty lines are passed
 * over. */
#ifndef OUT_CSV_READER_H
#define OUT_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

struct csv {
    struct text text; /* the file; fields are cut out of it in place */
    size_t at;        /* where the next record begins */
    size_t next_line;

    size_t line;   /* where the record begins, from 1 */
    char **fields; /* of the record */
    size_t count, capacity;
};

bool csv_open(struct csv *csv, const char *path, struct error *err);
void csv_close(struct csv *csv);

/* The next record. False at the end of the file, and on a mistake in it (err is set then), of which
 * csv->line tells the place. */
bool csv_next(struct csv *csv, struct error *err);

#endif
