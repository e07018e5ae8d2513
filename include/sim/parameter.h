/* What is known of a number that a user may set: its name, its meaning and its range. */
#ifndef SIM_PARAMETER_H
#define SIM_PARAMETER_H

#include <stdbool.h>

#include "base/error.h"

struct parameter {
    const char *name;   /* as in a scene file: "beta1" */
    const char *symbol; /* as in a paper: "β1" */
    const char *help;
    double low, high;
    bool above_low, below_high; /* the bound itself is excluded */
    bool is_switch;             /* true or false */
    bool is_whole;              /* 1, 2, 3 ... */
};

/* Whether the value is finite and within the range; the message says what is allowed. */
bool parameter_check(const struct parameter *parameter, double value, struct error *err);

#endif
