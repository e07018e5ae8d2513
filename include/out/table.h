/* The rows of a race, run after run, as CSV or as JSON lines:
 *
 *     run,method,step,epoch,evals,lr,batch,loss,grad_norm,p0,p1,...
 *
 * and, before p0, test_loss,train_score,test_score where samples are kept aside for testing.
 *
 * Row 0 is the start; loss and grad_norm are those of the full problem at theta, lr and batch those
 * of the update that led to the row (row 0: of the first update). JSON lines are the same rows as
 * objects with these keys; what is not finite is null there. Numbers are in the shortest form that
 * reads back exactly.
 *
 * A run remembers only some rows of a long past, so it is played again from its start while its
 * rows are written. It is left at its end. */
#ifndef OUT_TABLE_H
#define OUT_TABLE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "out/progress.h"
#include "race/race.h"

#define TABLE_DIM 16 /* p columns for problems up to this dim, or when asked for */

enum table_format { TABLE_CSV, TABLE_JSON_LINES };

struct table {
    enum table_format format;
    uint64_t every;  /* write every so many steps, and the last row of a run */
    bool all_params; /* p columns whatever the dim */
    bool to_the_end; /* play on to the race's end; else what was recorded is written */
    struct progress progress;
};

/* False where the stream has failed (ferror is set, and errno says why), or nobody wanted to go on.
 */
bool table_write(const struct table *table, struct race *race, FILE *stream);

/* The furthest step that a run has, or will have if it is played to the race's end. It may stop
 * before it. */
uint64_t table_last_step(const struct race *race, const struct run *run, bool to_the_end);

#endif
