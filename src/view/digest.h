/* The lowest and highest losses of a long record, stretch by stretch, so that a curve of 100,000
 * rows is drawn in a moment and keeps its spikes. */
#ifndef VIEW_DIGEST_H
#define VIEW_DIGEST_H

#include "cache_key.h"

#define DIGEST_STRETCHES 1024

/* What is drawn of a row. */
enum series { SERIES_TRAIN, SERIES_TEST, SERIES_COUNT };

double series_value(const struct trace_row *row, enum series series);

struct digest {
    size_t stretch; /* rows of one, a power of two; the last one may be short */
    size_t count;   /* rows taken in: all there are */
    uint32_t low[SERIES_COUNT][DIGEST_STRETCHES], high[SERIES_COUNT][DIGEST_STRETCHES]; /* rows */

    /* Its own: whose they are. */
    struct cache_key key;
};

/* Take in what the rows of a run, or of its ghost, have more than the last time, or all of it. */
void digest_update(struct digest *digest, uint64_t race_version, const struct run *run,
                   const struct history *rows);

#endif
