/* Data for models to fit: built-in sets, and CSV files.
 *
 * A sample is a row of numbers and what is to be made of it: a number (regression), or a class. Two
 * classes make one output, 0 for the first and 1 for the second; more make one output each, 1 for
 * the sample's class and 0 for the others. */
#ifndef SIM_DATASET_H
#define SIM_DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define DATASET_ROWS 1000000 /* samples at most */

struct dataset {
    char *name;           /* of the built-in set, or the file's path */
    size_t n;             /* samples for training */
    size_t test_n;        /* samples kept aside; they follow the others in x, y and label */
    size_t inputs;        /* columns of x */
    size_t outputs;       /* columns of y */
    size_t classes;       /* 0: regression */
    double *x;            /* (n + test_n) x inputs, row-major */
    double *y;            /* (n + test_n) x outputs, row-major */
    uint32_t *label;      /* n + test_n: the class of each sample; NULL: regression */
    char **input_names;   /* inputs */
    char **class_names;   /* classes; NULL: regression */
    double *shift, *unit; /* inputs: x was (value - shift)/unit; NULL: not standardized */
};

/* What a scene says of its data. Strings are borrowed. */
struct dataset_spec {
    const char *name;          /* a built-in set; or NULL */
    const char *file;          /* a CSV file, its path complete; or NULL */
    const char *const *inputs; /* names of its input columns, or their numbers from 1; */
    size_t input_count;        /* 0: all columns but the target */
    const char *target;        /* name or number of the target column; NULL: the last */
    uint64_t n;                /* samples of a built-in set; 0: its default */
    double noise;              /* of a built-in set; below 0: its default */
    bool standardize;          /* inputs less their mean, over their population deviation */
    double test;               /* the share kept aside, 0 <= test < 1, chosen by the seed */
    uint64_t seed;
    bool classify; /* a model that tells classes apart: a numeric target is made classes too,
                    * in rising order, and one class alone is a mistake */
};

/* A row of the table of built-in sets. */
struct dataset_kind {
    const char *name, *title, *help;
    uint64_t n; /* by default; 0: fixed */
    double noise;
    size_t inputs, classes; /* classes 0: regression */
};

size_t dataset_count(void);
const struct dataset_kind *dataset_at(size_t index);
const char *dataset_name(size_t index);
const struct dataset_kind *dataset_find(const char *name);

/* NULL on a mistake; those in a file name it with the row: "points.csv:7: ...". */
struct dataset *dataset_create(const struct dataset_spec *spec, struct error *err);
void dataset_destroy(struct dataset *dataset);

#endif
