/* An optimizer's rule played in numbers: the lines of its table row, with the values of the last
 * update put in. Exact: every line is compiled by math/expr and evaluated in order. */
#ifndef SIM_RULE_H
#define SIM_RULE_H

#include "sim/optimizer.h"

/* One coordinate of one update. */
struct rule_update {
    const struct optimizer *optimizer;
    const double *hyper; /* HYPER_COUNT */
    double eta;
    uint64_t t;      /* the number of the update, from 1 */
    double theta, g; /* before the update; g as it was taken, neither clipped nor decayed */
    double norm;     /* of the whole gradient that g is a coordinate of */
    double state[OPTIMIZER_STATES]; /* before the update */
};

/* A line as it was played: "m = beta1*m + (1 - beta1)*g", "m = 0.9*0.12 + (1 - 0.9)*3.4", 0.448. */
struct rule_played {
    const char *text;
    char numbers[192];
    double value;
};

/* Play the update with numbers of `digits` significant digits. Returns the number of lines that
 * hold, at most OPTIMIZER_LINES; the value of the last one assigning theta is the new theta. */
size_t rule_play(const struct rule_update *update, int digits,
                 struct rule_played played[static OPTIMIZER_LINES]);

#endif
