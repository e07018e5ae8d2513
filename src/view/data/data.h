/* What the pictures of the data pane share: the samples that are shown, what the focused run makes
 * of them, and how they are drawn as points. */
#ifndef VIEW_DATA_H
#define VIEW_DATA_H

#include "view/plot.h"

/* Kept from picture to picture. */
struct data_memory {
    double *outputs, *sorted;
    bool *in_batch;
    size_t output_capacity, sorted_capacity, sample_capacity;
};

void data_memory_finish(struct data_memory *memory);

struct data_picture {
    const struct drawing *drawing;
    const struct dataset *dataset;
    struct problem *problem;
    const struct run *run; /* the focused one */

    /* Of many samples only some are shown, evenly spaced. They count from 0 to count - 1; sample i
     * is row i * every of the data, and one for training below `train`. */
    size_t count, train, every;
    const double *outputs; /* count x outputs: the run's */
    const bool *in_batch;  /* count: whether the next update uses it, if not all are used */
    bool is_tied;          /* whether no sample's class is decided (dataset_is_tied) */
};

/* Points at which a model of `dim` parameters can be asked for its outputs while a picture waits.
 */
size_t data_affordable(size_t dim);

const double *data_x(const struct data_picture *picture, size_t i); /* inputs, as the model's */
double data_input(const struct data_picture *picture, size_t i,
                  size_t input);                                    /* in its own units */
const double *data_y(const struct data_picture *picture, size_t i); /* outputs */
size_t data_label(const struct data_picture *picture, size_t i);    /* its class */
bool data_is_wrong(const struct data_picture *picture, size_t i);   /* not: undecided */

/* From the least to the greatest value of the samples, and a margin of that share around. */
struct axis data_axis(const struct data_picture *picture,
                      double (*value)(const struct data_picture *picture, size_t i), double margin);

/* The samples as points: test samples lie below, those of the next update above. */
void data_points(const struct data_picture *picture, const struct plot *plot,
                 void (*place)(const struct data_picture *picture, size_t i, double at[static 2]));

/* What the glyphs mean, in the uppermost row, which is cut off where there is room. */
void data_legend(const struct data_picture *picture, struct rect *inside);

/* A glyph and what it means, behind the last one. Returns the columns taken. */
int data_legend_item(const struct data_picture *picture, struct rect line, int column,
                     uint32_t glyph, struct pen pen, const char *text);

/* The pictures. */
void data_fit_draw(const struct data_picture *picture, struct rect inside, bool residuals);
void data_plane_draw(const struct data_picture *picture, struct rect inside);
void data_against_draw(const struct data_picture *picture, struct rect inside);
void data_errors_draw(const struct data_picture *picture, struct rect inside);
void data_confusion_draw(const struct data_picture *picture, struct rect inside);

#endif
