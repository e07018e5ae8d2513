/* A table on its way into a dataset: fields come row by row as text, the first row settles the
 * columns, and those asked for are kept as numbers. */
#ifndef DATA_DATASET_TABLE_H
#define DATA_DATASET_TABLE_H

#include "data/dataset.h"

struct table {
    const struct dataset_spec *spec;
    struct dataset *dataset;
    struct error *err;
    bool decimal_comma; /* 1,5 is a number */
    uint64_t line;      /* where the row at hand begins */

    char **names; /* of the columns; while the first row is read, its fields */
    size_t columns;
    uint64_t first_line;

    size_t *role;    /* columns: which input each is, or what else; NULL until the first row ends */
    size_t field;    /* of the row at hand, from 0 */
    size_t capacity; /* samples that x and y have room for */
    bool words;      /* the target is no number */
};

/* The next field of the row at hand, which may be changed; and the row's end, where a row without
 * fields is passed over. Both return false on a mistake, which is then in table->err. */
bool table_add(struct table *table, char *field);
bool table_end_row(struct table *table);

/* After the last row: what is left of a source's duties. */
bool table_close(struct table *table);

/* Free what is the table's own. */
void table_finish(struct table *table);

/* Set table->err to a mistake in the row at hand. Returns false. */
__attribute__((format(printf, 2, 3))) bool table_mistake(struct table *table, const char *format,
                                                         ...);

#endif
