/* Text for people in aligned columns. Fill it cell by cell, row by row. Cells become clean
 * (base/text.h), so that they are as wide as they are shown. */
#ifndef OUT_COLUMNS_H
#define OUT_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct columns {
    size_t count;   /* of a row; set it first */
    unsigned right; /* bit c: column c is aligned to the right */
    bool headed;    /* the first row holds headings; columns without anything below are left out */
    char **cells;
    size_t cell_count;
};

void columns_add(struct columns *columns, const char *cell);
__attribute__((format(printf, 2, 3))) void columns_printf(struct columns *columns,
                                                          const char *format, ...);

/* A line a row, columns two spaces apart, without spaces at the end of a line. `indent` is put
 * before every line. */
void columns_write(const struct columns *columns, const char *indent, struct text *out);
void columns_finish(struct columns *columns);

#endif
