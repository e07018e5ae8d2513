/* Axes: from values to positions, and round ticks with short labels. */
#ifndef DRAW_AXIS_H
#define DRAW_AXIS_H

#include <stdbool.h>
#include <stddef.h>

/* From `low` at position 0 to `high` at position 1. low > high is an axis that runs backwards. */
struct axis {
    double low, high;
    bool logarithmic; /* both ends > 0 */
};

/* An axis that can be drawn, whatever the numbers: ends that are not finite (or, on a logarithmic
 * axis, not above 0) are replaced by ones that are, equal ends moved apart. */
struct axis axis_make(double low, double high, bool logarithmic);

/* Not clamped. nan for what has no place: nan, and values <= 0 on a logarithmic axis. */
double axis_position(struct axis axis, double value);
double axis_value(struct axis axis, double position);

#define AXIS_TICKS 16
#define AXIS_LABEL 20

struct tick {
    double value, position;
    char label[AXIS_LABEL];
};

/* About `wanted` ticks (at most that many and AXIS_TICKS, at least one where a round number lies
 * within), rising: multiples of 1, 2 or 5 times a power of ten. A logarithmic axis has decades
 * instead, all or every so many, unless it is so short that less than two lie within. Returns how
 * many. */
size_t axis_ticks(struct axis axis, size_t wanted, struct tick ticks[static AXIS_TICKS]);

/* A number on little space: 0.01, 1e-8, -2.5, 250, 10k, 3M, 1e12; at most `digits` significant
 * ones. Returns `buffer`. */
char *axis_label(char buffer[static AXIS_LABEL], double value, int digits);

#endif
