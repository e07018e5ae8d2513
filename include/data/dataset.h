/* Data for models to fit: built-in sets, and CSV files.
 *
 * A sample is a row of numbers and what is to be made of it: a number (regression), or a class. Two
 * classes make one output, 0 for the first and 1 for the second; more make one output each, 1 for
 * the sample's class and 0 for the others. */
#ifndef DATA_DATASET_H
#define DATA_DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define DATASET_ROWS    1000000  /* samples at most */
#define DATASET_CLASSES 256      /* classes, and words of an input, at most */
#define DATASET_NUMBERS 33554432 /* numbers of all inputs at most: 256 MB */

struct dataset {
    size_t owners;      /* see dataset_share() */
    char *name;         /* of the built-in set, or the file's path */
    size_t n;           /* samples for training */
    size_t test_n;      /* samples kept aside; they follow the others in x, y and label */
    size_t inputs;      /* columns of x */
    size_t outputs;     /* columns of y */
    size_t classes;     /* 0: regression */
    double *x;          /* (n + test_n) x inputs, row-major */
    double *y;          /* (n + test_n) x outputs, row-major */
    uint32_t *label;    /* n + test_n: the class of each sample; NULL: regression */
    char **input_names; /* inputs */
    char *target_name;
    char **class_names;   /* classes; NULL: regression */
    double *shift, *unit; /* inputs: x was (value - shift)/unit; NULL: not standardized */
    char **notes; /* what the reader of a file left out, filled in, or took for what: sentences */
    size_t note_count;
    struct dataset *source; /* the samples as they were read, for another split; or NULL */
};

/* A question that a file answers itself where nobody else does. */
enum dataset_answer { DATASET_FIND_OUT, DATASET_NO, DATASET_YES };

/* What becomes of a missing value: it is a mistake; its row is left out; it is the mean of its
 * column, but a row without a target is left out. */
enum dataset_missing { DATASET_REFUSE, DATASET_SKIP, DATASET_MEAN, DATASET_MISSINGS };

const char *dataset_missing_name(size_t missing); /* NULL beyond the last one */

/* Three words or more in a column of inputs: a mistake, or an input for each. */
enum dataset_encoding { DATASET_TWO_WORDS, DATASET_ONE_HOT, DATASET_ENCODINGS };

const char *dataset_encoding_name(size_t encoding); /* NULL beyond the last one */

/* What a scene says of its data. Strings are borrowed. */
struct dataset_spec {
    const char *name; /* a built-in set; or NULL */
    const char *file; /* a CSV file, its path complete; or NULL */

    /* Of a file: the names of its columns of inputs, or their numbers from 1 (none: all but the
     * target), and of the column of the target (NULL: the last). */
    const char *const *inputs;
    size_t input_count;
    const char *target;
    enum dataset_answer header;  /* whether its first row holds the names of the columns */
    enum dataset_answer classes; /* whether the target holds classes */
    enum dataset_missing missing;
    enum dataset_encoding encode;
    char separator; /* '\0': it is found out */

    /* Of a built-in set: samples (0: its default), and noise (below 0: its default). */
    uint64_t n;
    double noise;

    bool standardize; /* inputs less the training samples' mean, over their population deviation;
                       * a column of one value is only shifted */
    double test;      /* the share kept aside, 0 <= test < 1, chosen by the seed: to the nearest
                       * sample, at least one, and not all */
    uint64_t seed;
    bool reseeds;  /* dataset_reseed() will be asked for: a file's samples are kept as they are */
    bool classify; /* a model that tells classes apart: a target of numbers is made classes, in
                    * rising order */
};

/* A row of the table of built-in sets, in src/data/dataset_builtin.c. */
struct dataset_kind {
    const char *name, *title;
    const char *help;       /* one sentence: what it holds */
    uint64_t n;             /* samples by default; 0: fixed, and without noise */
    double noise;           /* by default: the standard deviation of what is added to the target,
                             * or with classes to each input */
    size_t inputs, classes; /* classes 0: regression */
};

size_t dataset_count(void);
const struct dataset_kind *dataset_at(size_t index);
const char *dataset_name(size_t index);

/* NULL on a mistake. The mistakes in a file name it, mostly with the line: "points.csv:7: ...".
 *
 * How a file is read is told in data/csv.h and doc/data.md. The first row names the columns if it
 * holds all names that are asked for, or words alone, or a word above a number; otherwise they are
 * named 1, 2, ... The target holds classes, counted in order of appearance, if its values are
 * words; if the spec says so or the model needs them, numbers are classes, too, in rising order.
 * Two words in a column of inputs are 0 and 1 in alphabetical order. Rows keep their order, those
 * of the training samples and those kept aside alike. */
struct dataset *dataset_create(const struct dataset_spec *spec, struct error *err);

/* The same data by the seed of `spec`: a built-in set is made again, a file's samples are split
 * again without reading it. NULL on a mistake. */
struct dataset *dataset_reseed(struct dataset *dataset, const struct dataset_spec *spec,
                               struct error *err);

/* One owner more, and one less: the last one frees it. Returns the dataset. */
struct dataset *dataset_share(struct dataset *dataset);
void dataset_release(struct dataset *dataset);

/* The name without the folder of a file. */
const char *dataset_short_name(const struct dataset *dataset);

/* An input in its own units, of x as models get it; and the other way. The same where the data are
 * not standardized. */
double dataset_in_units(const struct dataset *dataset, size_t input, double x);
double dataset_for_model(const struct dataset *dataset, size_t input, double value);

/* The class that a model's outputs (a[0], a[stride] ...) stand for: of one output the second from
 * 1/2 on, of several the largest. */
size_t dataset_class_of(const struct dataset *dataset, const double *a, size_t stride);

/* Whether none of four digits decides the class: one output is at the border between two, or the
 * highest of several is no higher than another. */
bool dataset_is_tied(const struct dataset *dataset, const double *a, size_t stride);

#endif
