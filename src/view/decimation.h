/* Min-max decimation: the lowest and highest losses of a long record, bucket by bucket, so that a
 * curve of 100,000 rows is drawn in a moment and keeps its spikes. */
#ifndef VIEW_DECIMATION_H
#define VIEW_DECIMATION_H

#include "cache_key.h"

#define DECIMATION_BUCKETS 1024

/* What is drawn of a row. */
enum series { SERIES_TRAIN, SERIES_TEST, SERIES_COUNT };

double series_value(const struct trace_row *row, enum series series);
double series_kept(const struct history *rows, size_t index, enum series series);

struct decimation {
    size_t bucket_rows; /* rows of a bucket, a power of two; the last one may be short */
    size_t count;       /* rows taken in: all there are */
    uint32_t low[SERIES_COUNT][DECIMATION_BUCKETS],
        high[SERIES_COUNT][DECIMATION_BUCKETS]; /* rows */

    /* Its own: whose they are. */
    struct cache_key key;
};

/* Take in what the rows of a run, or of its ghost, have more than the last time, or all of it. */
void decimation_update(struct decimation *decimation, uint64_t race_version, const struct run *run,
                       const struct history *rows);

#endif
