/* The numbers of a row, by name: the columns of CSV, the keys of JSON lines; private to the layer.
 */
#ifndef OUT_FIELD_H
#define OUT_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "race/run.h"

struct field {
    const char *name;
    double (*value)(const struct run *run);
    bool is_split; /* only where samples are kept aside for testing */
};

size_t field_count(void);
const struct field *field_at(size_t index);
const char *field_name(size_t index);

/* Whether the rows of a problem have the field. */
bool field_applies(const struct field *field, const struct problem *problem);

#endif
