/* The optimizers: the table of update rules.
 *
 * Every rule is element-wise, so one call updates a flat array of n coordinates, whatever they are:
 * the two of a surface, a network's theta, or those of a whole swarm. To add an optimizer: a rule
 * in sim/rule_template.h, its name in the list there, and a row in src/sim/optimizer.c; the parser,
 * the inspector, the help and the tests that loop over the table take it from there. */
#ifndef SIM_OPTIMIZER_H
#define SIM_OPTIMIZER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/parameter.h"

enum hyper {
    HYPER_LR,
    HYPER_BETA,
    HYPER_BETA1,
    HYPER_BETA2,
    HYPER_RHO,
    HYPER_EPS,
    HYPER_EPS_INSIDE,
    HYPER_BIAS_CORRECTION,
    HYPER_WEIGHT_DECAY,
    HYPER_CLIP,
    HYPER_COUNT,
};

/* The names, symbols and ranges of the hyper-parameters. */
const struct parameter *hyper_parameter(enum hyper hyper);

struct rule_powers;

/* What one update is made with. */
struct optimizer_step {
    const double *hyper; /* HYPER_COUNT values */
    double eta;          /* the scheduled learning rate */
    uint64_t t;          /* the number of this update, from 1 */
    struct rule_powers *powers; /* from step to step: sim/rule_template.h; NULL: none is kept */
};

/* A line of a rule, "m = beta1*m + (1 - beta1)*g": an assignment whose right side is written in the
 * grammar of math/expr.h, over theta, g (the gradient as it was taken, until a line changes it),
 * norm (of that whole gradient), eta, t, the state, the hyper-parameters and the names that earlier
 * lines assigned. "g(theta + beta*v)" is g, and says where it was taken if not at theta. A line
 * holds where `when` (if any) is above 0 and `unless` (if any) is not. The inspector shows these
 * lines and evaluates them; tests hold the step functions, and whole runs, to them. */
struct rule_line {
    const char *text;
    const char *when, *unless;
};

/* How large the learning rate may be on a quadratic whose largest eigenvalue is lambda_max: beyond
 * factor(hyper)/lambda_max the iteration diverges, below it converges. Weight decay that is added to
 * g adds to lambda_max. Momentum: Polyak, "Some methods of speeding up the convergence of iteration
 * methods", 1964, (9); Nesterov's in the form of Sutskever et al. 2013: from the two roots of
 * z^2 - (1 + beta)(1 - eta lambda) z + beta (1 - eta lambda). */
struct rate_limit {
    double (*factor)(const double *hyper); /* NULL: no limit, as of the adaptive methods */
    const char *text;                      /* "2/lambda_max" */
};

#define OPTIMIZER_STATES 3  /* at most: vectors of state a rule keeps */
#define OPTIMIZER_LINES  14 /* at most: lines of a rule */

struct optimizer {
    const char *name, *title;
    const char *source; /* author, year */
    const char *help;
    const char *state[OPTIMIZER_STATES]; /* the state's letters: "m", "v" */
    size_t state_count;
    const char *same_as; /* whose rule in sim/rule_template.h it has; NULL: one of its own name */
    unsigned takes;               /* bit h: hyper-parameter h is taken */
    double defaults[HYPER_COUNT]; /* of those taken */
    bool full_batch;              /* always the whole sum */
    bool decoupled_decay;         /* weight_decay is part of the step, not added to g */
    struct rule_line rule[OPTIMIZER_LINES];
    struct rate_limit limit;

    /* Update theta (n) in place from g (n). `state` is state_count vectors of n, zero at first. */
    void (*step)(size_t n, const double *restrict g, double *restrict theta, double *restrict state,
                 const struct optimizer_step *step);

    /* Where the gradient is to be taken, into `point` (n); NULL: at theta. */
    void (*look_ahead)(size_t n, const double *restrict theta, const double *restrict state,
                       const double *hyper, double *restrict point);
};

size_t optimizer_count(void);
const struct optimizer *optimizer_at(size_t index);
const char *optimizer_name(size_t index);
const struct optimizer *optimizer_find(const char *name); /* NULL: no such optimizer */
bool optimizer_takes(const struct optimizer *optimizer, enum hyper hyper);

#endif
