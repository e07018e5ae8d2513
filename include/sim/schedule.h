/* Learning-rate schedules: the table of the ways a rate changes with the number of updates. */
#ifndef SIM_SCHEDULE_H
#define SIM_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/parameter.h"

enum schedule_value {
    SCHEDULE_TAU,
    SCHEDULE_FINAL,
    SCHEDULE_GAMMA,
    SCHEDULE_PERIOD,
    SCHEDULE_WARMUP,
    SCHEDULE_VALUES,
};

const struct parameter *schedule_parameter(enum schedule_value value);

struct schedule_kind {
    const char *name, *formula, *source, *help;
    unsigned takes; /* bit v: value v is taken */
    double defaults[SCHEDULE_VALUES];
    double (*rate)(double lr, double k, const double *value);
};

/* A kind with its numbers. Zeroed: constant. */
struct schedule {
    const struct schedule_kind *kind;
    double value[SCHEDULE_VALUES];
};

size_t schedule_count(void);
const struct schedule_kind *schedule_at(size_t index);
const char *schedule_name(size_t index);
const struct schedule_kind *schedule_find(const char *name);
bool schedule_takes(const struct schedule_kind *kind, enum schedule_value value);

/* The rate of update k, counted from 0, of a run whose learning rate is lr:
 * the kind's formula times min(1, (k + 1) / warmup). */
double schedule_rate(const struct schedule *schedule, double lr, uint64_t k);

/* The rates of n updates in a row, from k on, into rate (n). */
void schedule_rates(const struct schedule *schedule, double lr, uint64_t k, size_t n, double *rate);

#endif
