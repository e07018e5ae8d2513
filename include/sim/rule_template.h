/* The rules of the optimizers, each written once, for one coordinate.
 *
 * An update moves every coordinate of theta by itself: NAME_rule() gets the gradient's component g,
 * and changes theta and its state s in place. What is the same for all coordinates of an update,
 * the rate and the corrections of Adam's means, it gets as `struct rule_numbers`. Whoever needs a
 * rule includes this text and calls it in a loop of its own, where it is inlined:
 *
 *     src/sim/optimizer.c    over a flat array of coordinates: the `step` of the table's row
 *     src/sim/descent.c      over many updates of two coordinates, which stay in registers
 *
 * so that they all have the same bits. A loop over the coordinates, or over many descents, can be
 * vectorised: a rule has no branch that depends on its coordinate.
 *
 * Read a rule beside the `rule` of its row in src/sim/optimizer.c: they say the same, and a test
 * holds them together.
 *
 * RULES(X) is the list of the rules, X(NAME, vectors of state, looks ahead, takes powers of beta),
 * for those who make something of each. */
#ifndef SIM_RULE_TEMPLATE_H
#define SIM_RULE_TEMPLATE_H

#include <math.h>

#include "math/vmath.h"
#include "sim/optimizer.h"

/* Not every includer uses every rule, so that none may be called unused. */
#define RULE static inline __attribute__((always_inline, unused))

/* clang-format off */
#define RULES(X)                                                                                   \
    X(gd, 0, false, false) X(momentum, 1, false, false) X(nag, 1, true, false)                     \
    X(adagrad, 1, false, false) X(adadelta, 2, false, false) X(rmsprop, 1, false, false)           \
    X(adam, 2, false, true) X(adamw, 2, false, true) X(radam, 2, false, true)                      \
    X(nadam, 2, false, true) X(amsgrad, 3, false, true) X(adamax, 2, false, true)                  \
    X(lion, 1, false, false)
/* clang-format on */

/* ---- what the coordinates of an update share ---- */

struct rule_numbers {
    double eta;
    double beta, rho, beta1, beta2, eps, weight_decay;
    double correction1, correction2; /* 1 - beta1^t, 1 - beta2^t; without bias correction 1 */
    double next_correction1;         /* 1 - beta1^(t + 1), likewise */
    double rectification;            /* of radam; see there */
    bool eps_inside;
};

/* The powers beta1^t and beta2^t of RULE_POWERS updates in a row, and beta1 of one more. A power is
 * a dozen multiplications, one after the other; those of many t are as many independent ones. */
#define RULE_POWERS 256

struct rule_powers {
    double beta1, beta2;
    uint64_t first; /* t of the first; 0: none yet */
    double power1[RULE_POWERS + 1], power2[RULE_POWERS];
};

/* The place of t's powers in p, where they are computed if they are not there: those of RULE_POWERS
 * updates, of which t is one. */
RULE size_t rule_powers_find(struct rule_powers *p, double beta1, double beta2, uint64_t t)
{
    const bool is_there = p->first > 0 && t >= p->first && t - p->first < RULE_POWERS &&
                          p->beta1 == beta1 && p->beta2 == beta2;
    if (!is_there) {
        p->first = (t - 1) / RULE_POWERS * RULE_POWERS + 1;
        p->beta1 = beta1;
        p->beta2 = beta2;
        vmath_decays(beta1, p->first, RULE_POWERS + 1, p->power1);
        vmath_decays(beta2, p->first, RULE_POWERS, p->power2);
    }
    return (size_t)(t - p->first);
}

/* The rectification r of Liu 2020, eq. 4; 0 while the variance of the adaptive rate is not
 * tractable (rho_t <= 5). `power` is beta2^t. */
RULE double rule_rectification(double beta2, uint64_t t, double power)
{
    const double rho_inf = 2 / (1 - beta2) - 1;
    const double rho_t = rho_inf - 2 * (double)t * power / (1 - power);
    if (!(rho_t > 5))
        return 0;
    return sqrt((rho_t - 4) * (rho_t - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho_t));
}

/* Those of update t, made with the rate eta. What a rule does not take costs nothing where the rule
 * is known: the compiler leaves it out. */
RULE struct rule_numbers rule_numbers_of(const double *hyper, double eta, uint64_t t, double power1,
                                         double next_power1, double power2)
{
    const bool corrected = hyper[HYPER_BIAS_CORRECTION] > 0;
    return (struct rule_numbers){
        .eta = eta,
        .beta = hyper[HYPER_BETA],
        .rho = hyper[HYPER_RHO],
        .beta1 = hyper[HYPER_BETA1],
        .beta2 = hyper[HYPER_BETA2],
        .eps = hyper[HYPER_EPS],
        .weight_decay = hyper[HYPER_WEIGHT_DECAY],
        .correction1 = corrected ? 1 - power1 : 1,
        .correction2 = corrected ? 1 - power2 : 1,
        .next_correction1 = corrected ? 1 - next_power1 : 1,
        .rectification = rule_rectification(hyper[HYPER_BETA2], t, power2),
        .eps_inside = hyper[HYPER_EPS_INSIDE] > 0,
    };
}

/* ---- what is done to the gradient first ---- */

/* The factor that clips a gradient of this norm to the threshold; 1: none. */
RULE double rule_clip(const double *hyper, double norm)
{
    const double clip = hyper[HYPER_CLIP];
    return clip > 0 && norm > clip ? clip / norm : 1;
}

/* The weight decay that is added to the gradient: none where it is part of the step. */
RULE double rule_decay(const double *hyper, bool decoupled)
{
    return decoupled ? 0 : hyper[HYPER_WEIGHT_DECAY];
}

/* The component that the rule gets, of g taken at `point`: clipped, then decayed. What is not
 * wanted is left out, so that it takes no time on the way from gradient to gradient. */
RULE double rule_gradient(double g, double point, double clip, double decay)
{
    if (clip < 1)
        g *= clip;
    if (decay > 0)
        g += decay * point;
    return g;
}

/* ---- gradient descent and its velocities ---- */

RULE void gd_rule(const struct rule_numbers *a, double g, double *theta, double *s)
{
    (void)s;
    *theta -= a->eta * g;
}

RULE void momentum_rule(const struct rule_numbers *a, double g, double *theta, double *v)
{
    *v = a->beta * *v - a->eta * g;
    *theta += *v;
}

/* Where g is taken by a rule that looks ahead. */
RULE double rule_look_ahead(double beta, double theta, double v)
{
    return theta + beta * v;
}

/* The same step with another gradient. */
RULE void nag_rule(const struct rule_numbers *a, double g, double *theta, double *v)
{
    momentum_rule(a, g, theta, v);
}

/* ---- one rate for each coordinate ---- */

/* The divisor of an adaptive step: the root of a mean square, kept away from 0. */
RULE double rule_divisor(const struct rule_numbers *a, double square)
{
    return a->eps_inside ? sqrt(square + a->eps) : sqrt(square) + a->eps;
}

/* A running mean: beta of the old, the rest of the new. */
RULE double rule_mean(double beta, double old, double new)
{
    return beta * old + (1 - beta) * new;
}

RULE void adagrad_rule(const struct rule_numbers *a, double g, double *theta, double *r)
{
    *r += g * g;
    *theta -= a->eta * g / rule_divisor(a, *r);
}

RULE void adadelta_rule(const struct rule_numbers *a, double g, double *theta, double *s)
{
    double *E = s, *D = s + 1;
    *E = rule_mean(a->rho, *E, g * g);
    const double d = -sqrt(*D + a->eps) / sqrt(*E + a->eps) * g;
    *D = rule_mean(a->rho, *D, d * d);
    *theta += a->eta * d;
}

RULE void rmsprop_rule(const struct rule_numbers *a, double g, double *theta, double *E)
{
    *E = rule_mean(a->rho, *E, g * g);
    *theta -= a->eta * g / rule_divisor(a, *E);
}

/* ---- Adam and its family ---- */

/* The two means that the family keeps: m of the gradient, v of its square. */
RULE void rule_moments(const struct rule_numbers *a, double g, double *m, double *v)
{
    *m = rule_mean(a->beta1, *m, g);
    *v = rule_mean(a->beta2, *v, g * g);
}

RULE void adam_rule(const struct rule_numbers *a, double g, double *theta, double *s)
{
    double *m = s, *v = s + 1;
    rule_moments(a, g, m, v);
    *theta -= a->eta * (*m / a->correction1) / rule_divisor(a, *v / a->correction2);
}

RULE void adamw_rule(const struct rule_numbers *a, double g, double *theta, double *s)
{
    double *m = s, *v = s + 1;
    rule_moments(a, g, m, v);
    const double d = (*m / a->correction1) / rule_divisor(a, *v / a->correction2);
    *theta -= a->eta * (d + a->weight_decay * *theta);
}

RULE void radam_rule(const struct rule_numbers *a, double g, double *theta, double *s)
{
    double *m = s, *v = s + 1;
    rule_moments(a, g, m, v);
    const double mh = *m / a->correction1;
    if (a->rectification > 0)
        *theta -= a->eta * a->rectification * mh / rule_divisor(a, *v / a->correction2);
    else
        *theta -= a->eta * mh;
}

RULE void nadam_rule(const struct rule_numbers *a, double g, double *theta, double *s)
{
    double *m = s, *v = s + 1;
    rule_moments(a, g, m, v);
    const double mh = a->beta1 * *m / a->next_correction1 + (1 - a->beta1) * g / a->correction1;
    *theta -= a->eta * mh / rule_divisor(a, *v / a->correction2);
}

RULE void amsgrad_rule(const struct rule_numbers *a, double g, double *theta, double *s)
{
    double *m = s, *v = s + 1, *w = s + 2;
    rule_moments(a, g, m, v);
    *w = *w > *v ? *w : *v;
    *theta -= a->eta * (*m / a->correction1) / rule_divisor(a, *w / a->correction2);
}

RULE void adamax_rule(const struct rule_numbers *a, double g, double *theta, double *s)
{
    double *m = s, *u = s + 1;
    *m = rule_mean(a->beta1, *m, g);
    const double faded = a->beta2 * *u, size = fabs(g);
    *u = faded > size ? faded : size;
    *theta -= a->eta / a->correction1 * *m / (*u + a->eps);
}

RULE double rule_sign(double x)
{
    return (x > 0) - (x < 0);
}

RULE void lion_rule(const struct rule_numbers *a, double g, double *theta, double *m)
{
    const double c = rule_mean(a->beta1, *m, g);
    *theta -= a->eta * (rule_sign(c) + a->weight_decay * *theta);
    *m = rule_mean(a->beta2, *m, g);
}

#endif
