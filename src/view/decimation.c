#include "decimation.h"

#include "race/record.h"

#include <math.h>

double series_value(const struct trace_row *row, enum series series)
{
    return series == SERIES_TEST ? row->scores.test_loss : row->loss;
}

double series_kept(const struct history *rows, size_t index, enum series series)
{
    return series == SERIES_TEST ? record_test_loss(rows, index) : record_loss(rows, index);
}

/* The lower one of two rows, and the higher one; nan is neither. */
static uint32_t lower(const struct history *rows, enum series series, uint32_t a, uint32_t b)
{
    const double f = series_kept(rows, a, series), h = series_kept(rows, b, series);
    return h < f || isnan(f) ? b : a;
}

static uint32_t higher(const struct history *rows, enum series series, uint32_t a, uint32_t b)
{
    const double f = series_kept(rows, a, series), h = series_kept(rows, b, series);
    return h > f || isnan(f) ? b : a;
}

/* Buckets of twice the rows. */
static void widen(struct decimation *decimation, const struct history *rows)
{
    for (size_t s = 0; s < SERIES_COUNT; s++) {
        uint32_t *low = decimation->low[s], *high = decimation->high[s];
        for (size_t i = 0; i < DECIMATION_BUCKETS / 2; i++) {
            low[i] = lower(rows, (enum series)s, low[2 * i], low[2 * i + 1]);
            high[i] = higher(rows, (enum series)s, high[2 * i], high[2 * i + 1]);
        }
    }
    decimation->bucket_rows *= 2;
}

static void take(struct decimation *decimation, const struct history *rows, uint32_t index)
{
    const size_t i = index / decimation->bucket_rows;
    const bool first = index % decimation->bucket_rows == 0;
    for (size_t s = 0; s < SERIES_COUNT; s++) {
        uint32_t *low = &decimation->low[s][i], *high = &decimation->high[s][i];
        *low = first ? index : lower(rows, (enum series)s, *low, index);
        *high = first ? index : higher(rows, (enum series)s, *high, index);
    }
}

void decimation_update(struct decimation *decimation, uint64_t race_version, const struct run *run,
                       const struct history *rows)
{
    const struct cache_key key = {
        .race = race_version, .branches = run->branches, .stride = rows->stride};
    if (!cache_key_equal(&key, &decimation->key) || decimation->count > rows->count) {
        decimation->key = key;
        decimation->bucket_rows = 1;
        decimation->count = 0;
    }
    for (; decimation->count < rows->count; decimation->count++) {
        if (decimation->count == DECIMATION_BUCKETS * decimation->bucket_rows)
            widen(decimation, rows);
        take(decimation, rows, (uint32_t)decimation->count);
    }
}
