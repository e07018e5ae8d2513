/* What a run keeps of its rows: the numbers that do not follow from others. The step is the place
 * in the history; evaluations and epochs follow from the step where there is one sample, and
 * otherwise from each other. The rate and the batch are settings.
 *
 * The bytes count: a row in the limit loop of a surface takes as long as the update. */
#ifndef RACE_RECORD_H
#define RACE_RECORD_H

#include "race/run.h"

struct trace_record {
    double loss, grad_norm;
    double p[]; /* theta, where dim <= RUN_TRACE_DIM; then, of noisy surfaces and of models, */
                /* ... the evaluations so far and the loss of the samples kept aside */
};

size_t record_size(const struct problem *problem); /* bytes */

/* The row's, into `record`. */
void record_write(const struct problem *problem, const struct trace_row *row, void *record);

/* Of the rows of a run, or of its ghost: step, evals, epoch, loss, grad_norm and scores.test_loss;
 * the rest, which is not kept, is 0, or nan of scores. */
void record_read(const struct run *run, const struct history *rows, size_t index,
                 struct trace_row *row);

/* ... and two of them alone, without the run. */
double record_loss(const struct history *rows, size_t index);
double record_test_loss(const struct history *rows, size_t index); /* of a model */

/* theta, where dim <= RUN_TRACE_DIM. */
const double *record_theta(const struct history *rows, size_t index);

#endif
