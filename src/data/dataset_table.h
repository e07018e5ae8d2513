/* A table on the way from a file to a dataset; private to the layer. */
#ifndef DATA_DATASET_TABLE_H
#define DATA_DATASET_TABLE_H

#include "data/csv.h"
#include "dataset_source.h"

/* Roles of columns; anything else is the index of an input. */
#define ROLE_NONE   SIZE_MAX
#define ROLE_TARGET (SIZE_MAX - 1)

/* The different words of a column, in order of appearance; none: it holds numbers. */
struct words {
    char **word;
    size_t count;
};

/* A record that is kept while others are read. */
struct record {
    char **fields;
    size_t count;
    uint64_t line;
    bool first_quoted;
};

struct table {
    const struct dataset_spec *spec;
    struct dataset *dataset;
    struct csv *csv;
    struct error *err;

    /* dataset_header.c: the columns */
    char **names;
    size_t columns;
    uint64_t first_line; /* the line of the first record */
    bool named;          /* the names are of the file */
    bool heading_used;   /* ... and of a comment */
    size_t *role;        /* of each column: which input it is, or what else */
    size_t *used;        /* used_count columns that have a role, in their order */
    size_t used_count;
    size_t counter; /* the input of a first column without a name, which may count the rows */

    /* dataset_csv.c: the samples */
    size_t capacity;      /* samples that x and y have room for */
    struct words *words;  /* of each input */
    size_t word_columns;  /* inputs that hold words */
    uint64_t sample_line; /* of the first sample with a word in it */
    bool has_numbers;     /* the target holds numbers */
    size_t left_out;      /* rows with missing values */
    size_t filled;        /* missing values that are to be the mean of their column; here nan */
    bool wide;            /* rows end in fields without a name or a value */
    uint64_t foot_line;   /* where what follows the table begins; 0: nowhere */
    size_t foot_count;    /* its fields */
    char *foot;           /* its first field */
};

#define NO_COUNTER SIZE_MAX

/* A text cut at a whole character if it is long, and before what is no text. */
#define SHOWN      40 /* bytes of it at most */
#define SHOWN_SIZE (SHOWN + 4)
const char *table_shown(char buffer[static SHOWN_SIZE], const char *text);

/* Add a sentence to the notes of a dataset. */
__attribute__((format(printf, 2, 3))) void table_note(struct dataset *dataset, const char *format,
                                                      ...);

/* The place of a word among the others, where it is added if it is new; words->count before it was
 * added if there are too many. */
size_t words_find(struct words *words, const char *word);
void words_finish(struct words *words);

/* Read the first record and what decides whether it names the columns: fill names and roles. Then
 * `first` (if it is a sample) and `second` (if there is one) are the samples to begin with. */
bool table_begin(struct table *table, struct record *first, struct record *second);
void record_finish(struct record *record);

/* After the last record: from what was read to samples in numbers. */
bool table_end(struct table *table);

#endif
