/* The schedules, in the order of the lectures: constant first, then the decays. */
#include "sim/schedule.h"

#include "base/mem.h"
#include "math/vmath.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const struct parameter parameters[] = {
    [SCHEDULE_TAU] = {.name = "tau",
                      .symbol = "τ",
                      .help = "updates until the final rate; inverse: until half the rate",
                      .low = 0,
                      .above_low = true,
                      .high = HUGE_VAL},
    [SCHEDULE_FINAL] = {.name = "final",
                        .symbol = "η∞",
                        .help = "final learning rate",
                        .low = 0,
                        .high = HUGE_VAL},
    [SCHEDULE_GAMMA] = {.name = "gamma",
                        .symbol = "γ",
                        .help = "factor of each decay",
                        .low = 0,
                        .above_low = true,
                        .high = 1},
    [SCHEDULE_PERIOD] = {.name = "period",
                         .symbol = "P",
                         .help = "updates between two decays",
                         .low = 1,
                         .high = 1e15,
                         .is_whole = true},
    [SCHEDULE_WARMUP] = {.name = "warmup",
                         .symbol = "w",
                         .help = "warm-up: updates until the full rate",
                         .low = 0,
                         .high = 1e15,
                         .is_whole = true},
};
static_assert(ARRAY_LENGTH(parameters) == SCHEDULE_VALUES, "a row for each value");

static double constant_rate(double lr, double k, const double *value)
{
    (void)k, (void)value;
    return lr;
}

static double linear_rate(double lr, double k, const double *value)
{
    const double tau = value[SCHEDULE_TAU], final = value[SCHEDULE_FINAL];
    return k >= tau ? final : (1 - k / tau) * lr + k / tau * final;
}

static double inverse_rate(double lr, double k, const double *value)
{
    return lr / (1 + k / value[SCHEDULE_TAU]);
}

static double step_rate(double lr, double k, const double *value)
{
    return lr * vmath_pow(value[SCHEDULE_GAMMA], floor(k / value[SCHEDULE_PERIOD]));
}

static double exponential_rate(double lr, double k, const double *value)
{
    return lr * vmath_pow(value[SCHEDULE_GAMMA], k);
}

static double cosine_rate(double lr, double k, const double *value)
{
    const double pi = 3.14159265358979323846;
    const double tau = value[SCHEDULE_TAU], final = value[SCHEDULE_FINAL];
    return k >= tau ? final : final + (lr - final) * (1 + vmath_cos(pi * k / tau)) / 2;
}

#define TAKES(value) (1u << SCHEDULE_##value)

static const struct schedule_kind kinds[] = {
    {
        .name = "constant",
        .formula = "lr",
        .source = "Cauchy 1847",
        .help = "the learning rate stays as it is",
        .takes = TAKES(WARMUP),
        .rate = constant_rate,
    },
    {
        .name = "linear",
        .formula = "(1 - k/tau) lr + k/tau final, then final",
        .source = "Goodfellow, Bengio & Courville 2016",
        .help = "a straight line from the learning rate to the final one",
        .takes = TAKES(TAU) | TAKES(FINAL) | TAKES(WARMUP),
        .defaults = {[SCHEDULE_TAU] = 100},
        .rate = linear_rate,
    },
    {
        .name = "inverse",
        .formula = "lr/(1 + k/tau)",
        .source = "Robbins & Monro 1951",
        .help = "the rate divided by 1 + k/tau: the sum of rates is infinite, that of their "
                "squares finite",
        .takes = TAKES(TAU) | TAKES(WARMUP),
        .defaults = {[SCHEDULE_TAU] = 100},
        .rate = inverse_rate,
    },
    {
        .name = "step",
        .formula = "lr gamma^floor(k/period)",
        .source = "He et al. 2016",
        .help = "the rate times gamma after every period",
        .takes = TAKES(GAMMA) | TAKES(PERIOD) | TAKES(WARMUP),
        .defaults = {[SCHEDULE_GAMMA] = 0.5, [SCHEDULE_PERIOD] = 100},
        .rate = step_rate,
    },
    {
        .name = "exponential",
        .formula = "lr gamma^k",
        .source = "Bottou 2012",
        .help = "the rate times gamma at every update",
        .takes = TAKES(GAMMA) | TAKES(WARMUP),
        .defaults = {[SCHEDULE_GAMMA] = 0.99},
        .rate = exponential_rate,
    },
    {
        .name = "cosine",
        .formula = "final + (lr - final)(1 + cos(pi k/tau))/2, then final",
        .source = "Loshchilov & Hutter 2017",
        .help = "half a cosine wave from the learning rate to the final one",
        .takes = TAKES(TAU) | TAKES(FINAL) | TAKES(WARMUP),
        .defaults = {[SCHEDULE_TAU] = 100},
        .rate = cosine_rate,
    },
};

const struct parameter *schedule_parameter(enum schedule_value value)
{
    return &parameters[value];
}

size_t schedule_count(void)
{
    return ARRAY_LENGTH(kinds);
}

const struct schedule_kind *schedule_at(size_t index)
{
    return &kinds[index];
}

const char *schedule_name(size_t index)
{
    return kinds[index].name;
}

const struct schedule_kind *schedule_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

bool schedule_takes(const struct schedule_kind *kind, enum schedule_value value)
{
    return kind->takes >> value & 1;
}

double schedule_rate(const struct schedule *schedule, double lr, uint64_t k)
{
    const double warmup = schedule->value[SCHEDULE_WARMUP];
    const double updates = (double)k;
    double rate = schedule->kind ? schedule->kind->rate(lr, updates, schedule->value) : lr;
    if (updates + 1 < warmup)
        rate *= (updates + 1) / warmup;
    return rate;
}

/* A constant rate is by far the commonest. */
void schedule_rates(const struct schedule *schedule, double lr, uint64_t k, size_t n, double *rate)
{
    const bool is_constant = !schedule->kind || schedule->kind->rate == constant_rate;
    const bool is_warm = !((double)k + 1 < schedule->value[SCHEDULE_WARMUP]);
    for (size_t i = 0; i < n; i++)
        rate[i] = is_constant && is_warm ? lr : schedule_rate(schedule, lr, k + i);
}
