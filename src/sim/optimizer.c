/* The optimizers: the table, and a step function each, made from the rules of sim/rule_template.h.
 */
#include "sim/optimizer.h"

#include "base/mem.h"
#include "math/clones.h"
#include "math/vmath.h"
#include "sim/rule_template.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const struct parameter hypers[] = {
    [HYPER_LR] = {.name = "lr", .symbol = "η", .help = "learning rate", .low = 0, .high = HUGE_VAL},
    [HYPER_BETA] = {.name = "beta",
                    .symbol = "β",
                    .help = "momentum coefficient",
                    .low = 0,
                    .high = 1,
                    .below_high = true},
    [HYPER_BETA1] = {.name = "beta1",
                     .symbol = "β1",
                     .help = "decay rate of the first moment",
                     .low = 0,
                     .high = 1,
                     .below_high = true},
    [HYPER_BETA2] = {.name = "beta2",
                     .symbol = "β2",
                     .help = "decay rate of the second moment",
                     .low = 0,
                     .high = 1,
                     .below_high = true},
    [HYPER_RHO] = {.name = "rho",
                   .symbol = "ρ",
                   .help = "decay rate of the second moment",
                   .low = 0,
                   .high = 1,
                   .below_high = true},
    [HYPER_EPS] = {.name = "eps",
                   .symbol = "ε",
                   .help = "added to the denominator",
                   .low = 0,
                   .high = HUGE_VAL},
    [HYPER_EPS_INSIDE] = {.name = "eps_inside",
                          .symbol = "ε inside",
                          .help = "eps is added under the root",
                          .low = 0,
                          .high = 1,
                          .is_switch = true,
                          .is_whole = true},
    [HYPER_BIAS_CORRECTION] = {.name = "bias_correction",
                               .symbol = "bias corr.",
                               .help = "divide the moments by 1 - beta^t",
                               .low = 0,
                               .high = 1,
                               .is_switch = true,
                               .is_whole = true},
    [HYPER_WEIGHT_DECAY] =
        {.name = "weight_decay", .symbol = "ω", .help = "weight decay", .low = 0, .high = HUGE_VAL},
    [HYPER_CLIP] = {.name = "clip",
                    .symbol = "clip",
                    .help = "gradient clipping threshold (global norm); 0: none",
                    .low = 0,
                    .high = HUGE_VAL},
};
static_assert(ARRAY_LENGTH(hypers) == HYPER_COUNT, "a row for each hyper-parameter");

/* ---- the step functions ---- */

/* The powers of beta are computed for those rules that take them. */
RULE struct rule_numbers numbers_of(const struct optimizer_step *s, bool takes_powers)
{
    const double beta1 = s->hyper[HYPER_BETA1], beta2 = s->hyper[HYPER_BETA2];
    if (!takes_powers)
        return rule_numbers_of(s->hyper, s->eta, s->t, 0, 0, 0);
    if (!s->powers)
        return rule_numbers_of(s->hyper, s->eta, s->t, vmath_decay(beta1, s->t),
                               vmath_decay(beta1, s->t + 1), vmath_decay(beta2, s->t));
    const size_t i = rule_powers_find(s->powers, beta1, beta2, s->t);
    return rule_numbers_of(s->hyper, s->eta, s->t, s->powers->power1[i], s->powers->power1[i + 1],
                           s->powers->power2[i]);
}

/* A step function from each rule: it takes the coordinates one after the other. */
#define STEP(name, states, looks_ahead, takes_powers)                                              \
    CLONES static void name##_step(size_t n, const double *restrict g, double *restrict theta,     \
                                   double *restrict state, const struct optimizer_step *step)      \
    {                                                                                              \
        const struct rule_numbers numbers = numbers_of(step, takes_powers);                        \
        for (size_t i = 0; i < n; i++) {                                                           \
            double s[OPTIMIZER_STATES];                                                            \
            for (int k = 0; k < (states); k++)                                                     \
                s[k] = state[(size_t)k * n + i];                                                   \
            name##_rule(&numbers, g[i], &theta[i], s);                                             \
            for (int k = 0; k < (states); k++)                                                     \
                state[(size_t)k * n + i] = s[k];                                                   \
        }                                                                                          \
    }
RULES(STEP)

static void nag_look_ahead(size_t n, const double *restrict theta, const double *restrict v,
                           const double *hyper, double *restrict point)
{
    for (size_t i = 0; i < n; i++)
        point[i] = rule_look_ahead(hyper[HYPER_BETA], theta[i], v[i]);
}

/* ---- how large the rate may be ---- */

static double gd_factor(const double *hyper)
{
    (void)hyper;
    return 2;
}

static double momentum_factor(const double *hyper)
{
    return 2 + 2 * hyper[HYPER_BETA];
}

static double nag_factor(const double *hyper)
{
    return (2 + 2 * hyper[HYPER_BETA]) / (1 + 2 * hyper[HYPER_BETA]);
}

/* ---- the table ---- */

#define TAKES(hyper) (1u << HYPER_##hyper)
#define TAKES_ALWAYS (TAKES(LR) | TAKES(WEIGHT_DECAY) | TAKES(CLIP))
#define TAKES_ADAM                                                                                 \
    (TAKES_ALWAYS | TAKES(BETA1) | TAKES(BETA2) | TAKES(EPS) | TAKES(EPS_INSIDE) |                 \
     TAKES(BIAS_CORRECTION))
#define ADAM_DEFAULTS                                                                              \
    [HYPER_LR] = 0.001, [HYPER_BETA1] = 0.9, [HYPER_BETA2] = 0.999, [HYPER_EPS] = 1e-8,            \
    [HYPER_BIAS_CORRECTION] = 1

/* Lines that more than one rule has. What is done to the gradient first: */
#define CLIPPED                                                                                    \
    {                                                                                              \
        .text = "g = g*min(1, clip/norm)", .when = "clip"                                          \
    }
#define DECAYED                                                                                    \
    {                                                                                              \
        .text = "g = g + weight_decay*theta", .when = "weight_decay"                               \
    }
#define MEAN_LINE                                                                                  \
    {                                                                                              \
        .text = "m = beta1*m + (1 - beta1)*g"                                                      \
    }
#define SQUARE_LINE                                                                                \
    {                                                                                              \
        .text = "v = beta2*v + (1 - beta2)*g^2"                                                    \
    }
#define MEAN_CORRECTED                                                                             \
    {.text = "mh = m/(1 - beta1^t)", .when = "bias_correction"},                                   \
    {                                                                                              \
        .text = "mh = m", .unless = "bias_correction"                                              \
    }
#define SQUARE_CORRECTED                                                                           \
    {.text = "vh = v/(1 - beta2^t)", .when = "bias_correction"},                                   \
    {                                                                                              \
        .text = "vh = v", .unless = "bias_correction"                                              \
    }

static const struct optimizer optimizers[] = {
    {
        .name = "gd",
        .title = "Gradient descent",
        .source = "Cauchy 1847",
        .help = "a step against the gradient of all samples",
        .takes = TAKES_ALWAYS,
        .defaults = {[HYPER_LR] = 0.01},
        .full_batch = true,
        .rule = {CLIPPED, DECAYED, {.text = "theta = theta - eta*g"}},
        .limit = {gd_factor, "2/lambda_max"},
        .step = gd_step,
    },
    {
        .name = "sgd",
        .title = "Stochastic gradient descent",
        .source = "Robbins & Monro 1951",
        .help = "the same step with the gradient of a mini-batch",
        .same_as = "gd",
        .takes = TAKES_ALWAYS,
        .defaults = {[HYPER_LR] = 0.01},
        .rule = {CLIPPED, DECAYED, {.text = "theta = theta - eta*g"}},
        .limit = {gd_factor, "2/lambda_max"},
        .step = gd_step,
    },
    {
        .name = "momentum",
        .title = "Momentum",
        .source = "Polyak 1964; Sutskever et al. 2013",
        .help = "heavy ball: a velocity that sums the past gradients, older ones decayed",
        .state = {"v"},
        .state_count = 1,
        .takes = TAKES_ALWAYS | TAKES(BETA),
        .defaults = {[HYPER_LR] = 0.01, [HYPER_BETA] = 0.9},
        .rule = {CLIPPED, DECAYED, {.text = "v = beta*v - eta*g"}, {.text = "theta = theta + v"}},
        .limit = {momentum_factor, "(2+2beta)/lambda_max"},
        .step = momentum_step,
    },
    {
        .name = "nag",
        .title = "Nesterov's accelerated gradient",
        .source = "Nesterov 1983; Sutskever et al. 2013",
        .help = "Nesterov: momentum with the gradient taken at the look-ahead, theta + beta v",
        .state = {"v"},
        .state_count = 1,
        .takes = TAKES_ALWAYS | TAKES(BETA),
        .defaults = {[HYPER_LR] = 0.01, [HYPER_BETA] = 0.9},
        .rule = {{.text = "g = g(theta + beta*v)", .when = "max(clip, weight_decay)"},
                 CLIPPED,
                 {.text = "g = g + weight_decay*(theta + beta*v)", .when = "weight_decay"},
                 {.text = "v = beta*v - eta*g", .when = "max(clip, weight_decay)"},
                 {.text = "v = beta*v - eta*g(theta + beta*v)",
                  .unless = "max(clip, weight_decay)"},
                 {.text = "theta = theta + v"}},
        .limit = {nag_factor, "(2+2beta)/(1+2beta)/lambda_max"},
        .step = nag_step,
        .look_ahead = nag_look_ahead,
    },
    {
        .name = "adagrad",
        .title = "AdaGrad",
        .source = "Duchi, Hazan & Singer 2011",
        .help = "each coordinate's rate is divided by the root of its sum of squared gradients",
        .state = {"r"},
        .state_count = 1,
        .takes = TAKES_ALWAYS | TAKES(EPS) | TAKES(EPS_INSIDE),
        .defaults = {[HYPER_LR] = 0.01, [HYPER_EPS] = 1e-7},
        .rule = {CLIPPED,
                 DECAYED,
                 {.text = "r = r + g^2"},
                 {.text = "theta = theta - eta*g/(sqrt(r) + eps)", .unless = "eps_inside"},
                 {.text = "theta = theta - eta*g/sqrt(r + eps)", .when = "eps_inside"}},
        .step = adagrad_step,
    },
    {
        .name = "adadelta",
        .title = "Adadelta",
        .source = "Zeiler 2012",
        .help = "AdaGrad with a moving average of the squares, and no learning rate to choose",
        .state = {"E", "D"},
        .state_count = 2,
        .takes = TAKES_ALWAYS | TAKES(RHO) | TAKES(EPS),
        .defaults = {[HYPER_LR] = 1, [HYPER_RHO] = 0.9, [HYPER_EPS] = 1e-6},
        .rule = {CLIPPED,
                 DECAYED,
                 {.text = "E = rho*E + (1 - rho)*g^2"},
                 {.text = "d = -sqrt(D + eps)/sqrt(E + eps)*g"},
                 {.text = "D = rho*D + (1 - rho)*d^2"},
                 {.text = "theta = theta + eta*d"}},
        .step = adadelta_step,
    },
    {
        .name = "rmsprop",
        .title = "RMSprop",
        .source = "Tieleman & Hinton 2012",
        .help = "AdaGrad with a moving average of the squares in place of their sum",
        .state = {"E"},
        .state_count = 1,
        .takes = TAKES_ALWAYS | TAKES(RHO) | TAKES(EPS) | TAKES(EPS_INSIDE),
        .defaults =
            {[HYPER_LR] = 0.001, [HYPER_RHO] = 0.9, [HYPER_EPS] = 1e-8, [HYPER_EPS_INSIDE] = 1},
        .rule = {CLIPPED,
                 DECAYED,
                 {.text = "E = rho*E + (1 - rho)*g^2"},
                 {.text = "theta = theta - eta*g/sqrt(E + eps)", .when = "eps_inside"},
                 {.text = "theta = theta - eta*g/(sqrt(E) + eps)", .unless = "eps_inside"}},
        .step = rmsprop_step,
    },
    {
        .name = "adam",
        .title = "Adam",
        .source = "Kingma & Ba 2015",
        .help = "first and second moment of the gradient, both corrected for their start at 0",
        .state = {"m", "v"},
        .state_count = 2,
        .takes = TAKES_ADAM,
        .defaults = {ADAM_DEFAULTS},
        .rule = {CLIPPED,
                 DECAYED,
                 MEAN_LINE,
                 SQUARE_LINE,
                 MEAN_CORRECTED,
                 SQUARE_CORRECTED,
                 {.text = "theta = theta - eta*mh/(sqrt(vh) + eps)", .unless = "eps_inside"},
                 {.text = "theta = theta - eta*mh/sqrt(vh + eps)", .when = "eps_inside"}},
        .step = adam_step,
    },
    {
        .name = "radam",
        .title = "Rectified Adam",
        .source = "Liu et al. 2020",
        .help = "Adam that adapts the rate only once the variance of the second moment is small",
        .state = {"m", "v"},
        .state_count = 2,
        .takes = TAKES_ADAM,
        .defaults = {ADAM_DEFAULTS},
        .rule = {CLIPPED,
                 DECAYED,
                 MEAN_LINE,
                 SQUARE_LINE,
                 MEAN_CORRECTED,
                 {.text = "rho_inf = 2/(1 - beta2) - 1"},
                 {.text = "rho_t = rho_inf - 2*t*beta2^t/(1 - beta2^t)"},
                 {.text = "theta = theta - eta*mh", .unless = "rho_t - 5"},
                 {.text = "vh = v/(1 - beta2^t)", .when = "min(rho_t - 5, bias_correction)"},
                 {.text = "vh = v", .when = "rho_t - 5", .unless = "bias_correction"},
                 {.text = "r = sqrt((rho_t - 4)*(rho_t - 2)*rho_inf/"
                          "((rho_inf - 4)*(rho_inf - 2)*rho_t))",
                  .when = "rho_t - 5"},
                 {.text = "theta = theta - eta*r*mh/(sqrt(vh) + eps)",
                  .when = "rho_t - 5",
                  .unless = "eps_inside"},
                 {.text = "theta = theta - eta*r*mh/sqrt(vh + eps)",
                  .when = "min(rho_t - 5, eps_inside)"}},
        .step = radam_step,
    },
    {
        .name = "adamw",
        .title = "AdamW",
        .source = "Loshchilov & Hutter 2019",
        .help = "Adam with decoupled weight decay",
        .state = {"m", "v"},
        .state_count = 2,
        .takes = TAKES_ADAM,
        .defaults = {ADAM_DEFAULTS, [HYPER_WEIGHT_DECAY] = 0.01},
        .decoupled_decay = true,
        .rule = {CLIPPED,
                 MEAN_LINE,
                 SQUARE_LINE,
                 MEAN_CORRECTED,
                 SQUARE_CORRECTED,
                 {.text = "theta = theta - eta*(mh/(sqrt(vh) + eps) + weight_decay*theta)",
                  .unless = "eps_inside"},
                 {.text = "theta = theta - eta*(mh/sqrt(vh + eps) + weight_decay*theta)",
                  .when = "eps_inside"}},
        .step = adamw_step,
    },
    {
        .name = "nadam",
        .title = "Nadam",
        .source = "Dozat 2016",
        .help = "Adam with Nesterov's look-ahead",
        .state = {"m", "v"},
        .state_count = 2,
        .takes = TAKES_ADAM,
        .defaults = {ADAM_DEFAULTS},
        .rule = {CLIPPED,
                 DECAYED,
                 MEAN_LINE,
                 SQUARE_LINE,
                 {.text = "mh = beta1*m/(1 - beta1^(t + 1)) + (1 - beta1)*g/(1 - beta1^t)",
                  .when = "bias_correction"},
                 {.text = "mh = beta1*m + (1 - beta1)*g", .unless = "bias_correction"},
                 SQUARE_CORRECTED,
                 {.text = "theta = theta - eta*mh/(sqrt(vh) + eps)", .unless = "eps_inside"},
                 {.text = "theta = theta - eta*mh/sqrt(vh + eps)", .when = "eps_inside"}},
        .step = nadam_step,
    },
    {
        .name = "amsgrad",
        .title = "AMSGrad",
        .source = "Reddi, Kale & Kumar 2018",
        .help = "Adam with the largest second moment so far, so that no rate grows again",
        .state = {"m", "v", "w"},
        .state_count = 3,
        .takes = TAKES_ADAM,
        .defaults = {ADAM_DEFAULTS},
        .rule = {CLIPPED,
                 DECAYED,
                 MEAN_LINE,
                 SQUARE_LINE,
                 {.text = "w = max(w, v)"},
                 MEAN_CORRECTED,
                 {.text = "vh = w/(1 - beta2^t)", .when = "bias_correction"},
                 {.text = "vh = w", .unless = "bias_correction"},
                 {.text = "theta = theta - eta*mh/(sqrt(vh) + eps)", .unless = "eps_inside"},
                 {.text = "theta = theta - eta*mh/sqrt(vh + eps)", .when = "eps_inside"}},
        .step = amsgrad_step,
    },
    {
        .name = "adamax",
        .title = "AdaMax",
        .source = "Kingma & Ba 2015",
        .help = "Adam with a decayed maximum of the gradient in place of the second moment",
        .state = {"m", "u"},
        .state_count = 2,
        .takes = TAKES_ADAM & ~TAKES(EPS_INSIDE),
        .defaults = {ADAM_DEFAULTS},
        .rule = {CLIPPED,
                 DECAYED,
                 MEAN_LINE,
                 {.text = "u = max(beta2*u, abs(g))"},
                 {.text = "theta = theta - eta/(1 - beta1^t)*m/(u + eps)",
                  .when = "bias_correction"},
                 {.text = "theta = theta - eta*m/(u + eps)", .unless = "bias_correction"}},
        .step = adamax_step,
    },
    {
        .name = "lion",
        .title = "Lion",
        .source = "Chen et al. 2023",
        .help = "the sign of the first moment: every coordinate moves by the learning rate",
        .state = {"m"},
        .state_count = 1,
        .takes = TAKES_ALWAYS | TAKES(BETA1) | TAKES(BETA2),
        .defaults = {[HYPER_LR] = 1e-4, [HYPER_BETA1] = 0.9, [HYPER_BETA2] = 0.99},
        .decoupled_decay = true,
        .rule = {CLIPPED,
                 {.text = "c = beta1*m + (1 - beta1)*g"},
                 {.text = "theta = theta - eta*(sign(c) + weight_decay*theta)"},
                 {.text = "m = beta2*m + (1 - beta2)*g"}},
        .step = lion_step,
    },
};

const struct parameter *hyper_parameter(enum hyper hyper)
{
    return &hypers[hyper];
}

size_t optimizer_count(void)
{
    return ARRAY_LENGTH(optimizers);
}

const struct optimizer *optimizer_at(size_t index)
{
    return &optimizers[index];
}

const char *optimizer_name(size_t index)
{
    return optimizers[index].name;
}

const struct optimizer *optimizer_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(optimizers); i++)
        if (strcmp(optimizers[i].name, name) == 0)
            return &optimizers[i];
    return NULL;
}

bool optimizer_takes(const struct optimizer *optimizer, enum hyper hyper)
{
    return optimizer->takes >> hyper & 1;
}
