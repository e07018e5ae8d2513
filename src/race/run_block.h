/* Private to the race layer: what a run's single steps and its blocks of steps share. */
#ifndef RACE_RUN_BLOCK_H
#define RACE_RUN_BLOCK_H

#include "race/run.h"

/* A block of updates by run->loop, of which the last ends before `step`: the update that a run ends
 * with, or is asked to go to, is always made by run_step(), as it says more of itself. False: none
 * could be made, and the next update is one for run_step(). */
bool run_make_block(struct run *run, uint64_t step);

/* Of run.c: the keyframe of this step, which is wanted; and the changes made at this step. */
void run_keep_keyframe(struct run *run);
void run_apply_changes(struct run *run);

#endif
