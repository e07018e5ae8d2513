#include "digest.h"

#include <math.h>

double series_value(const struct trace_row *row, enum series series)
{
    return series == SERIES_TEST ? row->scores.test_loss : row->loss;
}

static double value_at(const struct history *rows, size_t index, enum series series)
{
    return series_value(history_at(rows, index), series);
}

/* The lower one of two rows, and the higher one; nan is neither. */
static uint32_t lower(const struct history *rows, enum series series, uint32_t a, uint32_t b)
{
    const double f = value_at(rows, a, series), h = value_at(rows, b, series);
    return h < f || isnan(f) ? b : a;
}

static uint32_t higher(const struct history *rows, enum series series, uint32_t a, uint32_t b)
{
    const double f = value_at(rows, a, series), h = value_at(rows, b, series);
    return h > f || isnan(f) ? b : a;
}

/* Stretches of twice the rows. */
static void widen(struct digest *digest, const struct history *rows)
{
    for (size_t s = 0; s < SERIES_COUNT; s++) {
        uint32_t *low = digest->low[s], *high = digest->high[s];
        for (size_t i = 0; i < DIGEST_STRETCHES / 2; i++) {
            low[i] = lower(rows, (enum series)s, low[2 * i], low[2 * i + 1]);
            high[i] = higher(rows, (enum series)s, high[2 * i], high[2 * i + 1]);
        }
    }
    digest->stretch *= 2;
}

static void take(struct digest *digest, const struct history *rows, uint32_t index)
{
    const size_t i = index / digest->stretch;
    const bool first = index % digest->stretch == 0;
    for (size_t s = 0; s < SERIES_COUNT; s++) {
        uint32_t *low = &digest->low[s][i], *high = &digest->high[s][i];
        *low = first ? index : lower(rows, (enum series)s, *low, index);
        *high = first ? index : higher(rows, (enum series)s, *high, index);
    }
}

void digest_update(struct digest *digest, uint64_t race_version, const struct run *run,
                   const struct history *rows)
{
    const struct cache_key key = {
        .race = race_version, .branches = run->branches, .stride = rows->stride};
    if (!cache_key_equal(&key, &digest->key) || digest->count > rows->count) {
        digest->key = key;
        digest->stretch = 1;
        digest->count = 0;
    }
    for (; digest->count < rows->count; digest->count++) {
        if (digest->count == DIGEST_STRETCHES * digest->stretch)
            widen(digest, rows);
        take(digest, rows, (uint32_t)digest->count);
    }
}
