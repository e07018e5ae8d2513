/* What the inspector prints of a rule is what was computed: whole runs, with every switch, against
 * the lines of their rules, which are evaluated here by themselves. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"
#include "math/expr.h"
#include "race/run.h"
#include "sim/rule.h"
#include "suite.h"

enum { DIM = 2, SAMPLES = 12, STEPS = 12, MOST_NAMES = 40 };

/* Names and their values, of both parameters. */
struct names {
    char name[MOST_NAMES][24];
    double value[MOST_NAMES][DIM];
    size_t count;
};

static void set(struct names *names, const char *name, size_t length, const double value[DIM])
{
    size_t i = 0;
    while (i < names->count &&
           (strlen(names->name[i]) != length || memcmp(names->name[i], name, length) != 0))
        i++;
    ck_assert_uint_lt(i, MOST_NAMES);
    names->count += i == names->count;
    memcpy(names->name[i], name, length);
    names->name[i][length] = '\0';
    memcpy(names->value[i], value, DIM * sizeof(double));
}

static void set_both(struct names *names, const char *name, double value)
{
    const double both[DIM] = {value, value};
    set(names, name, strlen(name), both);
}

static const double *get(const struct names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->name[i], name) == 0)
            return names->value[i];
    ck_abort_msg("%s is not assigned", name);
}

static void evaluate(const struct names *names, const char *formula, double value[DIM])
{
    const char *variables[MOST_NAMES];
    double values[MOST_NAMES];
    struct error err = {0};
    for (size_t i = 0; i < names->count; i++)
        variables[i] = names->name[i];
    struct expr *expr = expr_create(formula, variables, names->count, &err);
    ck_assert_msg(expr != NULL, "%s: %s", formula, err.text);
    for (size_t d = 0; d < DIM; d++) {
        for (size_t i = 0; i < names->count; i++)
            values[i] = names->value[i][d];
        value[d] = expr_value(expr, values);
    }
    expr_destroy(expr);
}

static bool close_to(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(1, fabs(b)) || (isnan(a) && isnan(b));
}

/* Where a line says the gradient was taken: "theta + beta*v" of "... g(theta + beta*v) ...". The
 * gradient there, of the update's samples, is put in its place. */
static void take_gradient(struct names *names, const struct run *run, char *formula)
{
    char place[64], *call = strstr(formula, "g(");
    double point[DIM], g[DIM];
    if (!call)
        return;
    char *end = strchr(call, ')');
    snprintf(place, sizeof place, "%.*s", (int)(end - call - 2), call + 2);
    evaluate(names, place, point);
    problem_gradient(run->problem, point, run->sample, run->sample_count, g);
    set(names, "g", 1, g);
    set_both(names, "norm", hypot(g[0], g[1]));
    memmove(call + 1, end + 1, strlen(end + 1) + 1);
}

/* What the rule starts from: at theta the gradient is taken anew. */
static void names_before(struct names *names, const struct run *run)
{
    const struct optimizer *optimizer = run->settings.optimizer;
    double g[DIM];
    *names = (struct names){0};
    problem_gradient(run->problem, run->before, run->sample, run->sample_count, g);
    set(names, "theta", 5, run->before);
    set(names, "g", 1, g);
    set_both(names, "norm", hypot(g[0], g[1]));
    set_both(names, "eta", run->row->lr);
    set_both(names, "t", (double)run->step);
    for (size_t k = 0; k < optimizer->state_count; k++)
        set(names, optimizer->state[k], strlen(optimizer->state[k]), run->before + (k + 1) * DIM);
    for (int h = 0; h < HYPER_COUNT; h++)
        set_both(names, hyper_parameter((enum hyper)h)->name, run->last_hyper[h]);
}

/* The numbers that stand below a line have its value, as far as their digits go. */
static void check_numbers(const struct rule_played *played)
{
    const struct names none = {0};
    double value[DIM];
    evaluate(&none, played->numbers, value);
    ck_assert_msg(close_to(value[0], played->value), "%s: %s is %.17g, not %.17g", played->text,
                  played->numbers, value[0], played->value);
}

static size_t play(const struct run *run, size_t d,
                   struct rule_played played[static OPTIMIZER_LINES])
{
    struct rule_update update = {
        .optimizer = run->settings.optimizer,
        .hyper = run->last_hyper,
        .eta = run->row->lr,
        .t = run->step,
        .theta = run->before[d],
        .g = run->taken[d],
        .norm = run_batch_norm(run),
    };
    for (size_t k = 0; k < run->settings.optimizer->state_count; k++)
        update.state[k] = run->before[(k + 1) * DIM + d];
    return rule_play(&update, 15, played);
}

static void check_update(const struct run *run)
{
    const struct optimizer *optimizer = run->settings.optimizer;
    struct rule_played played[OPTIMIZER_LINES];
    struct names names;
    names_before(&names, run);
    const size_t count = play(run, 0, played);
    for (size_t i = 0; i < count; i++) {
        char formula[160];
        double value[DIM];
        snprintf(formula, sizeof formula, "%s", strstr(played[i].text, "= ") + 2);
        take_gradient(&names, run, formula);
        evaluate(&names, formula, value);
        set(&names, played[i].text, strcspn(played[i].text, " "), value);
        ck_assert_msg(close_to(played[i].value, value[0]), "%s at %d: %s is shown as %.17g, not %g",
                      optimizer->name, (int)run->step, played[i].text, played[i].value, value[0]);
        check_numbers(&played[i]);
    }
    for (size_t d = 0; d < DIM; d++) {
        ck_assert_msg(close_to(get(&names, "theta")[d], run->theta[d]),
                      "%s at %d: by the rule theta is %.17g, not %.17g", optimizer->name,
                      (int)run->step, get(&names, "theta")[d], run->theta[d]);
        for (size_t k = 0; k < optimizer->state_count; k++)
            ck_assert_msg(close_to(get(&names, optimizer->state[k])[d], run->state[k * DIM + d]),
                          "%s at %d: by the rule %s is another", optimizer->name, (int)run->step,
                          optimizer->state[k]);
    }
}

/* Switches by the bits of `variant`. */
enum { INSIDE = 1, CORRECTED = 2, DECAY = 4, CLIP = 8, WARMUP = 16, BATCH = 32, VARIANTS = 64 };

static void check_run(struct problem *problem, const struct optimizer *optimizer, int variant)
{
    const struct run_limits limits = {.steps = STEPS};
    struct run_settings settings;
    run_settings_init(&settings, optimizer);
    settings.hyper[HYPER_LR] = 0.002;
    settings.hyper[HYPER_EPS] = 0.01;
    settings.hyper[HYPER_EPS_INSIDE] = variant & INSIDE ? 1 : 0;
    settings.hyper[HYPER_BIAS_CORRECTION] = variant & CORRECTED ? 1 : 0;
    settings.hyper[HYPER_WEIGHT_DECAY] = variant & DECAY ? 0.1 : 0;
    settings.hyper[HYPER_CLIP] = variant & CLIP ? 2 : 0;
    for (int h = 0; h < HYPER_COUNT; h++)
        if (!optimizer_takes(optimizer, (enum hyper)h))
            settings.hyper[h] = 0;
    settings.batch = variant & BATCH ? 5 : 0;
    if (variant & WARMUP) {
        settings.schedule.kind = schedule_find("cosine");
        memcpy(settings.schedule.value, settings.schedule.kind->defaults,
               sizeof settings.schedule.value);
        settings.schedule.value[SCHEDULE_WARMUP] = 4;
    }
    struct run *run = run_create(problem, &settings, &limits, problem->start);
    for (int step = 0; step < STEPS; step++) {
        ck_assert(run_step(run));
        check_update(run);
    }
    run_destroy(run);
}

START_TEST(the_rule_printed_is_the_one_computed)
{
    struct surface_spec spec = {
        .surface = surface_find("rosenbrock"), .noise = 0.5, .samples = SAMPLES};
    struct error err = {0};
    struct problem *problem = problem_create_surface(&spec, 3, &err);
    ck_assert_msg(problem != NULL, "%s", err.text);
    for (int variant = 0; variant < VARIANTS; variant++)
        check_run(problem, optimizer_at((size_t)_i), variant);
    problem_release(problem);
}
END_TEST

/* Momentum and Nesterov's do not read alike. */
START_TEST(no_two_rules_are_the_same_but_those_of_one_step)
{
    for (size_t i = 0; i < optimizer_count(); i++)
        for (size_t j = i + 1; j < optimizer_count(); j++) {
            const struct optimizer *a = optimizer_at(i), *b = optimizer_at(j);
            bool differ = false;
            for (size_t l = 0; l < OPTIMIZER_LINES; l++) {
                const char *left = a->rule[l].text, *right = b->rule[l].text;
                differ |= !left != !right || (left && right && strcmp(left, right) != 0);
            }
            if (a->step != b->step || a->look_ahead != b->look_ahead)
                ck_assert_msg(differ, "%s and %s", a->name, b->name);
        }
}
END_TEST

static Suite *rule_suite(void)
{
    Suite *suite = suite_create("rule");
    TCase *tests = tcase_create("rule");
    tcase_add_loop_test(tests, the_rule_printed_is_the_one_computed, 0, (int)optimizer_count());
    tcase_add_test(tests, no_two_rules_are_the_same_but_those_of_one_step);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return suite_main(rule_suite());
}
