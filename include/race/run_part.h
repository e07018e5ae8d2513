/* The parts of a run's record: what led to where it is, what was recorded beyond, and the branch
 * that was left. */
#ifndef RACE_RUN_PART_H
#define RACE_RUN_PART_H

#include "race/run.h"

enum run_part { PART_PAST, PART_FUTURE, PART_GHOST };

/* The records first ... last of the part: of the run's rows, its keyframes or, of the ghost, its
 * ghost's rows. False: there are none. */
bool run_part_range(const struct run *run, const struct history *records, enum run_part part,
                    size_t *first, size_t *last);

#endif
