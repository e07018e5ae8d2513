/* A race: runs in lock-step, with the same order of samples. Mostly they share one
 * problem; a run may have its own.
 *
 * The race stands at a step, and so does every run, or behind it where it stopped. Going to another
 * step is asked for by race_seek() and done in slices by race_work(), so that whoever plays the
 * race stays awake meanwhile. */
#ifndef RACE_RACE_H
#define RACE_RACE_H

#include "race/run.h"

#define RACE_RUNS 26 /* at most: one for each letter */

struct race {
    struct run_limits limits;
    struct run *runs[RACE_RUNS];
    size_t count;
    uint64_t step; /* where the race stands, or is going to */
};

void race_init(struct race *race, const struct run_limits *limits);
void race_finish(struct race *race);

/* A run on the problem from `start` (dim numbers), put at the end of the list; it is behind if the
 * race stands past step 0. */
struct run *race_add(struct race *race, struct problem *problem,
                     const struct run_settings *settings, const double *start);

void race_remove(struct race *race, size_t index);

/* Ask for a step, past or future. */
void race_seek(struct race *race, uint64_t step);

/* Make about `updates` updates towards the step asked for, in rounds, so that no run gets far
 * ahead. Whether everybody has arrived; a race in which every run stopped stands where the last one
 * did. */
bool race_work(struct race *race, uint64_t updates);

/* seek and all the work. */
void race_go(struct race *race, uint64_t step);

/* Give up the step asked for: stop where the furthest run is, and let the others catch up. */
void race_halt(struct race *race);

/* How far every run is on the way to the step asked for. */
uint64_t race_reached(const struct race *race);

/* How far along the work is, from 0 to 1. */
double race_progress(const struct race *race);

/* The last step: of the scene's limits as the runs now stand, or what was recorded beyond it. */
uint64_t race_end(const struct race *race);

/* Whether no run has anything left to do. */
bool race_is_over(const struct race *race);

/* The index of the run so named; race->count if there is none. */
size_t race_find(const struct race *race, const char *name);

#endif
