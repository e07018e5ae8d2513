/* How well a model does, in the terms of its data: the share of right classes, or R². Private to
 * the sim layer. */
#ifndef SIM_SCORE_H
#define SIM_SCORE_H

#include <stddef.h>

#include "data/dataset.h"

/* A part of a dataset: the samples for training, or those kept aside. */
struct score_part {
    size_t first, count;
    double spread; /* the sum of squared deviations of y from its mean, over all outputs */
};

struct score_part score_part_of(const struct dataset *dataset, size_t first, size_t count);

/* What is counted on the way through the samples. */
struct score {
    size_t right;
    size_t tied;    /* samples whose class is decided by no digit that is shown */
    double squares; /* the sum of (a - y)^2 */
};

const char *score_name(const struct dataset *dataset); /* "accuracy", "R²" */

/* Count m samples from `first` on, whose outputs are the columns of a (outputs x stride). */
void score_add(struct score *score, const struct dataset *dataset, size_t first, size_t m,
               const double *a, size_t stride);

/* Of classes the share that is right, nan if all of them are tied; otherwise R² =
 * 1 - squares/spread, nan without a spread. */
double score_value(const struct score *score, const struct dataset *dataset,
                   const struct score_part *part);

#endif
