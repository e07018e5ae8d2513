/* A record of the past in bounded memory: equal-sized records at every stride-th step.
 *
 * Records are kept for steps 0, stride, 2 stride, ... When the limit is reached every second one
 * is dropped and the stride doubles, so that the whole past stays covered, evenly. */
#ifndef RACE_HISTORY_H
#define RACE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct history {
    size_t size;  /* bytes of a record */
    size_t limit; /* records at most, at least 2 */
    size_t count, capacity;
    uint64_t stride;
    unsigned char *data;
};

/* A history of records of `size` bytes within `memory` bytes. */
void history_init(struct history *history, size_t size, size_t memory);
void history_finish(struct history *history);
void history_copy(struct history *to, const struct history *from);

/* Whether the record of this step is the next to be kept; if so history_add() adds it. */
bool history_wants(const struct history *history, uint64_t step);
void history_add(struct history *history, uint64_t step, const void *record);

/* Of the records of `count` steps in a row, from `first` on, those that are to be kept are added.
 */
void history_add_wanted(struct history *history, uint64_t first, size_t count, const void *records);

/* Where the records of `count` steps in a row, from `first` on, may be written to, if all of them
 * are to be kept and there is room; or NULL. Those that were written are added by history_filled().
 */
void *history_room(struct history *history, uint64_t first, size_t count);
void history_filled(struct history *history, size_t count);

/* Forget everything after `step`. */
void history_truncate(struct history *history, uint64_t step);

const void *history_at(const struct history *history, size_t index);
uint64_t history_step(const struct history *history, size_t index);

/* The index of the last record at or before `step`; the history must not be empty. */
size_t history_before(const struct history *history, uint64_t step);

#endif
