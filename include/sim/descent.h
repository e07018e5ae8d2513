/* Many updates in a row on a surface: a loop for each optimizer on each surface of the table, in
 * which both are inlined and the two coordinates stay in registers. Bit for bit the same as one
 * update after the other; ten times faster, as an update itself takes only some nanoseconds. */
#ifndef SIM_DESCENT_H
#define SIM_DESCENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/optimizer.h"
#include "sim/rule_template.h"
#include "sim/surface.h"

/* Beyond this, a number of a descent needs a closer look: it may have diverged. */
#define DESCENT_RANGE 1e150

/* What an update led to. */
struct descent_row {
    double loss, grad_norm; /* at p */
    double p[2];
};

struct descent {
    /* What the updates are made with. */
    const double *hyper; /* HYPER_COUNT values */
    bool decoupled_decay;
    double tolerance;  /* a gradient norm below it needs a closer look */
    const double *eta; /* the rate of each update */
    uint64_t t;        /* the number of the first update, from 1 */
    struct rule_powers *powers;
    /* Where they begin, and afterwards where they led. */
    double theta[2], state[2 * OPTIMIZER_STATES];
    double g[2], grad_norm;  /* of the surface at theta */
    struct descent_row *row; /* count of them, written */
};

/* `count` updates, at most RULE_POWERS and none of them beyond a multiple of that. Returns `count`;
 * or less, where the next update needs a closer look: then theta, state and g are spoilt, and the
 * descent is to be made again with so many updates only. */
typedef size_t descent_loop(struct descent *descent, size_t count);

/* A loop, by the name of its surface. */
struct descent_on {
    const char *surface;
    descent_loop *loop;
};

/* NULL if there is none for the optimizer on the surface. */
descent_loop *descent_find(const struct optimizer *optimizer, const struct surface *surface);

#endif
