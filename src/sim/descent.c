/* The loops: one text, descend(), compiled for every rule on every surface.
 *
 * An update on a surface of two coordinates is a dozen operations, each of which waits for the one
 * before: theta, the surface's gradient there, the rule's step, and the next theta. That chain is
 * the limit, about 5 ns long on Rosenbrock's valley. What else an update needs runs beside it, as
 * long as it does not stand in the chain or in memory: so theta and the state are local variables,
 * the rule and the surface are inlined, and the row is written where it is kept for good.
 *
 * Whether a run has come to its end is decided by those who know (race/run.c). Here the magnitudes
 * of all that could overflow are added up: a sum within DESCENT_RANGE says that nothing did, and
 * otherwise the loop leaves the update to them. */
#include "sim/descent.h"

#include "base/mem.h"
#include "math/norm.h"
#include "sim/rule_template.h"
#include "sim/surface_template.h"

#include <string.h>

typedef double surface_function(double x, double y, double *gx, double *gy);
typedef void rule_function(const struct rule_numbers *numbers, double g, double *theta, double *s);

/* What is known of a rule when its loops are compiled. */
struct rule_kind {
    rule_function *rule;
    int states;
    bool looks_ahead, takes_powers;
};

/* The Euclidean norm of (gx, gy). */
RULE double norm_of_two(double gx, double gy)
{
    const double sum = gx * gx + gy * gy;
    if (sum > 1e-280 && sum <= DBL_MAX)
        return sqrt(sum);
    const double g[2] = {gx, gy};
    return norm_scaled(2, g, sum);
}

/* The numbers of the update `i` places behind the first of its powers. */
RULE struct rule_numbers numbers_of(const struct descent *d, const struct rule_kind *kind,
                                    const double *hyper, size_t first, size_t i)
{
    if (!kind->takes_powers)
        return rule_numbers_of(hyper, d->eta[i], d->t + i, 0, 0, 0);
    const double *power1 = d->powers->power1 + first, *power2 = d->powers->power2 + first;
    return rule_numbers_of(hyper, d->eta[i], d->t + i, power1[i], power1[i + 1], power2[i]);
}

RULE size_t descend(struct descent *d, size_t count, struct rule_kind kind,
                    surface_function *surface)
{
    double hyper[HYPER_COUNT];
    memcpy(hyper, d->hyper, sizeof hyper);
    const double beta = hyper[HYPER_BETA], tolerance = d->tolerance;
    const double decay = rule_decay(hyper, d->decoupled_decay);
    const size_t first = kind.takes_powers ? rule_powers_find(d->powers, hyper[HYPER_BETA1],
                                                              hyper[HYPER_BETA2], d->t)
                                           : 0;

    double x = d->theta[0], y = d->theta[1], gx = d->g[0], gy = d->g[1], grad_norm = d->grad_norm;
    double sx[OPTIMIZER_STATES] = {0}, sy[OPTIMIZER_STATES] = {0};
    for (int k = 0; k < kind.states; k++) {
        sx[k] = d->state[2 * k];
        sy[k] = d->state[2 * k + 1];
    }
    struct descent_row *row = d->row;
    for (size_t i = 0; i < count; i++) {
        const struct rule_numbers numbers = numbers_of(d, &kind, hyper, first, i);
        double point_x = x, point_y = y; /* where the gradient is taken */
        if (kind.looks_ahead) {
            point_x = rule_look_ahead(beta, x, sx[0]);
            point_y = rule_look_ahead(beta, y, sy[0]);
            surface(point_x, point_y, &gx, &gy);
            grad_norm = norm_of_two(gx, gy);
        }
        const double clip = rule_clip(hyper, grad_norm);
        kind.rule(&numbers, rule_gradient(gx, point_x, clip, decay), &x, sx);
        kind.rule(&numbers, rule_gradient(gy, point_y, clip, decay), &y, sy);

        const double loss = surface(x, y, &gx, &gy);
        grad_norm = norm_of_two(gx, gy);
        row[i] = (struct descent_row){loss, grad_norm, {x, y}};
        double magnitude = fabs(x) + fabs(y) + (fabs(loss) + grad_norm);
        for (int k = 0; k < kind.states; k++)
            magnitude += fabs(sx[k]) + fabs(sy[k]);
        if (!(magnitude <= DESCENT_RANGE) || grad_norm < tolerance)
            return i;
    }
    d->theta[0] = x;
    d->theta[1] = y;
    d->g[0] = gx;
    d->g[1] = gy;
    d->grad_norm = grad_norm;
    for (int k = 0; k < kind.states; k++) {
        d->state[2 * k] = sx[k];
        d->state[2 * k + 1] = sy[k];
    }
    return count;
}

/* ---- the loops ---- */

#define LOOP(surface, name, states, looks_ahead, takes_powers)                                     \
    static size_t name##_on_##surface(struct descent *d, size_t count)                             \
    {                                                                                              \
        const struct rule_kind kind = {name##_rule, states, looks_ahead, takes_powers};            \
        return descend(d, count, kind, surface##_surface);                                         \
    }
#define ROW(surface, name) {#surface, name##_on_##surface},
#define LOOPS(name, states, looks_ahead, takes_powers)                                             \
    SURFACES_WITH(LOOP, name, states, looks_ahead, takes_powers)                                   \
    static const struct descent_on name##_loops[] = {SURFACES_WITH(ROW, name)};
RULES(LOOPS)

static const struct {
    const char *rule;
    const struct descent_on *loops; /* of every surface */
} rules[] = {
#define RULE_ROW(name, states, looks_ahead, takes_powers) {#name, name##_loops},
    RULES(RULE_ROW)};

descent_loop *descent_find(const struct optimizer *optimizer, const struct surface *surface)
{
    const char *rule = optimizer->same_as ? optimizer->same_as : optimizer->name;
    for (size_t r = 0; r < ARRAY_LENGTH(rules); r++)
        for (size_t i = 0; strcmp(rules[r].rule, rule) == 0 && i < ARRAY_LENGTH(gd_loops); i++)
            if (strcmp(rules[r].loops[i].surface, surface->name) == 0)
                return rules[r].loops[i].loop;
    return NULL;
}
