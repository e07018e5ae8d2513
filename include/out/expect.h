/* Holding a race to a trace in a CSV file (data/csv.h), by run name and step.
 *
 * The header of the file decides which columns are compared: `run` and `step`, and any others that
 * table.h writes. Rows that the file lacks are not compared. Numbers a of the race and b of the
 * file agree if |a - b| <= atol + rtol |b|; infinities only if equal, nan with nan. */
#ifndef OUT_EXPECT_H
#define OUT_EXPECT_H

#include <stdbool.h>

#include "base/error.h"
#include "out/progress.h"
#include "race/race.h"

struct expectation {
    const char *path;
    double rtol, atol;
    bool to_the_end; /* steps that are still to be played count too */
    struct progress progress;
};

/* Whether the file could be read and agrees. The first difference in the order of the file is a
 * run-time error that tells run, step, column and both values; a file that is no such table is an
 * input error. Runs are left somewhere in their past. */
bool expect_trace(const struct expectation *expectation, struct race *race, struct error *err);

#endif
