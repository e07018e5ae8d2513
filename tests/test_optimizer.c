/* The update rules: held to the lines that the inspector shows, and to published values. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "sim/optimizer.h"
#include "sim/rule.h"
#include "suite.h"

#define MOST_STATE (OPTIMIZER_STATES * 8)

/* A gradient component between -3 and 3, from its place. */
static double some_gradient(uint64_t place)
{
    return 6 * rng_uniform(5, RNG_NOISE, 0, place) - 3;
}

static void step_once(const struct optimizer *optimizer, const double *hyper, uint64_t t, size_t n,
                      const double *g, double *theta, double *state)
{
    const struct optimizer_step step = {.hyper = hyper, .eta = hyper[HYPER_LR], .t = t};
    optimizer->step(n, g, theta, state, &step);
}

START_TEST(defaults_are_within_their_ranges)
{
    for (size_t i = 0; i < optimizer_count(); i++)
        for (int h = 0; h < HYPER_COUNT; h++)
            if (optimizer_takes(optimizer_at(i), (enum hyper)h))
                ck_assert(parameter_check(hyper_parameter((enum hyper)h),
                                          optimizer_at(i)->defaults[h], NULL));
}
END_TEST

START_TEST(names_are_unique_and_found)
{
    ck_assert_uint_gt(optimizer_count(), 0);
    for (size_t i = 0; i < optimizer_count(); i++)
        ck_assert_ptr_eq(optimizer_find(optimizer_name(i)), optimizer_at(i));
    ck_assert_ptr_null(optimizer_find("adm"));
}
END_TEST

/* Play 30 updates of one coordinate by the step function and by the lines of the rule. The lines
 * are evaluated in another order of roundings, hence 1e-12. */
static void check_rule(const struct optimizer *optimizer, const double *hyper)
{
    double theta = 0.7, state[OPTIMIZER_STATES] = {0};
    for (uint64_t t = 1; t <= 30; t++) {
        struct rule_update update = {.optimizer = optimizer,
                                     .hyper = hyper,
                                     .eta = hyper[HYPER_LR],
                                     .t = t,
                                     .theta = theta,
                                     .g = some_gradient(t)};
        memcpy(update.state, state, sizeof state);
        step_once(optimizer, hyper, t, 1, &update.g, &theta, state);

        struct rule_played played[OPTIMIZER_LINES];
        const size_t count = rule_play(&update, 4, played);
        double shown = (double)NAN;
        for (size_t i = 0; i < count; i++)
            if (strncmp(played[i].text, "theta = ", 8) == 0)
                shown = played[i].value;
        ck_assert_msg(fabs(shown - theta) <= 1e-12 * fmax(1, fabs(theta)),
                      "%s, t = %d: the rule shows %.17g, the step gives %.17g", optimizer->name,
                      (int)t, shown, theta);
    }
}

START_TEST(rule_shown_is_the_rule_played)
{
    for (size_t i = 0; i < optimizer_count(); i++) {
        const struct optimizer *optimizer = optimizer_at(i);
        double hyper[HYPER_COUNT];
        memcpy(hyper, optimizer->defaults, sizeof hyper);
        for (int variant = 0; variant < 4; variant++) {
            hyper[HYPER_EPS_INSIDE] = variant & 1;
            hyper[HYPER_BIAS_CORRECTION] = variant >> 1 & 1;
            hyper[HYPER_EPS] = 1e-3;
            hyper[HYPER_LR] = 0.05;
            check_rule(optimizer, hyper);
        }
        hyper[HYPER_BETA2] = 0.5; /* RAdam never rectifies */
        check_rule(optimizer, hyper);
    }
}
END_TEST

START_TEST(many_coordinates_equal_separate_runs_bit_for_bit)
{
    enum { N = 7, STEPS = 25 };
    for (size_t i = 0; i < optimizer_count(); i++) {
        const struct optimizer *optimizer = optimizer_at(i);
        double theta[N] = {0}, state[OPTIMIZER_STATES * N] = {0};
        double alone[N] = {0}, states[N][OPTIMIZER_STATES] = {{0}};
        for (uint64_t t = 1; t <= STEPS; t++) {
            double g[N];
            for (size_t c = 0; c < N; c++) {
                g[c] = some_gradient(t * N + c);
                step_once(optimizer, optimizer->defaults, t, 1, &g[c], &alone[c], states[c]);
            }
            step_once(optimizer, optimizer->defaults, t, N, g, theta, state);
            ck_assert_mem_eq(theta, alone, sizeof theta);
        }
    }
}
END_TEST

/* The size of the update number t under the constant gradient g, with eps -> 0. */
static double constant_gradient_step(const char *name, double g, uint64_t number, bool corrected)
{
    const struct optimizer *optimizer = optimizer_find(name);
    double hyper[HYPER_COUNT], theta = 0, before = 0, state[OPTIMIZER_STATES] = {0};
    memcpy(hyper, optimizer->defaults, sizeof hyper);
    hyper[HYPER_LR] = 0.1;
    hyper[HYPER_EPS] = 1e-30;
    hyper[HYPER_BIAS_CORRECTION] = corrected;
    for (uint64_t t = 1; t <= number; t++) {
        before = theta;
        step_once(optimizer, hyper, t, 1, &g, &theta, state);
    }
    return before - theta;
}

START_TEST(adam_steps_are_lr_under_a_constant_gradient)
{
    for (uint64_t t = 1; t <= 50; t += 7)
        ck_assert_double_eq_tol(constant_gradient_step("adam", 3, t, true), 0.1, 1e-13);
}
END_TEST

START_TEST(uncorrected_adam_first_step_is_3_1623_lr)
{
    ck_assert_double_eq_tol(constant_gradient_step("adam", 3, 1, false), 0.1 * sqrt(10), 1e-13);
}
END_TEST

START_TEST(adagrad_steps_are_lr_over_root_t)
{
    for (uint64_t t = 1; t <= 50; t += 7)
        ck_assert_double_eq_tol(constant_gradient_step("adagrad", 3, t, true),
                                0.1 / sqrt((double)t), 1e-14);
}
END_TEST

START_TEST(rmsprop_steps_are_lr_over_root_of_1_minus_rho_to_the_t)
{
    for (uint64_t t = 1; t <= 50; t += 7)
        ck_assert_double_eq_tol(constant_gradient_step("rmsprop", 3, t, true),
                                0.1 / sqrt(1 - pow(0.9, (double)t)), 1e-13);
}
END_TEST

/* g = 3, eps = 1e-6: -sqrt(1e-6)/sqrt((1 - rho) 9 + 1e-6) 3. */
START_TEST(adadelta_first_step_has_the_published_size)
{
    const struct optimizer *optimizer = optimizer_find("adadelta");
    const double rho[] = {0.9, 0.95}, size[] = {.0031623, .0044721}, g = 3;
    for (size_t i = 0; i < 2; i++) {
        double hyper[HYPER_COUNT], theta = 0, state[OPTIMIZER_STATES] = {0};
        memcpy(hyper, optimizer->defaults, sizeof hyper);
        hyper[HYPER_RHO] = rho[i];
        step_once(optimizer, hyper, 1, 1, &g, &theta, state);
        ck_assert_double_eq_tol(-theta, size[i], 1e-7);
    }
}
END_TEST

/* With beta2 = .999, rho_t exceeds 5 first at t = 6: rho_6 = 5.994164, r = .0258211. */
START_TEST(radam_rectifies_from_step_6_on)
{
    ck_assert_double_eq_tol(constant_gradient_step("radam", 3, 5, true), 0.1 * 3, 1e-13);
    ck_assert_double_eq_tol(constant_gradient_step("radam", 3, 6, true), 0.1 * .0258211, 1e-8);
}
END_TEST

START_TEST(lion_moves_by_the_sign)
{
    const struct optimizer *lion = optimizer_find("lion");
    double theta[3] = {1, 1, 1}, state[3] = {0};
    const double g[3] = {1e-9, -40, 0};
    step_once(lion, lion->defaults, 1, 3, g, theta, state);
    ck_assert_double_eq(theta[0], 1 - 1e-4);
    ck_assert_double_eq(theta[1], 1 + 1e-4);
    ck_assert_double_eq(theta[2], 1);
}
END_TEST

START_TEST(adamw_decays_apart_from_the_gradient)
{
    const struct optimizer *adamw = optimizer_find("adamw");
    double theta = 2, state[OPTIMIZER_STATES] = {0};
    const double g = 0;
    step_once(adamw, adamw->defaults, 1, 1, &g, &theta, state);
    ck_assert_double_eq_tol(theta, 2 - 0.001 * 0.01 * 2, 1e-15);
}
END_TEST

START_TEST(amsgrad_keeps_the_largest_square)
{
    const struct optimizer *amsgrad = optimizer_find("amsgrad");
    double theta = 0, state[OPTIMIZER_STATES] = {0};
    const double large = 10, none = 0;
    step_once(amsgrad, amsgrad->defaults, 1, 1, &large, &theta, state);
    const double kept = state[2];
    for (uint64_t t = 2; t < 100; t++)
        step_once(amsgrad, amsgrad->defaults, t, 1, &none, &theta, state);
    ck_assert_double_eq(state[2], kept);
    ck_assert_double_lt(state[1], kept);
}
END_TEST

START_TEST(numbers_take_the_places_of_the_names)
{
    const struct optimizer *momentum = optimizer_find("momentum");
    const struct rule_update update = {.optimizer = momentum,
                                       .hyper = momentum->defaults,
                                       .eta = 0.5,
                                       .t = 1,
                                       .theta = 2,
                                       .g = -4,
                                       .state = {0.25}};
    struct rule_played played[OPTIMIZER_LINES];
    ck_assert_uint_eq(rule_play(&update, 4, played), 2);
    ck_assert_str_eq(played[0].text, "v = beta*v - eta*g");
    ck_assert_str_eq(played[0].numbers, "0.9*0.25 - 0.5*(-4)");
    ck_assert_double_eq(played[0].value, 0.9 * 0.25 + 2);
    ck_assert_str_eq(played[1].numbers, "2 + 2.225");
}
END_TEST

/* ---- stability ---- */

/* |theta| after many updates on lambda theta^2/2 from 1, at a multiple of the limit. Looking ahead,
 * the gradient is taken there. */
static double size_after(const struct optimizer *optimizer, double beta, double lambda,
                         double multiple)
{
    double hyper[HYPER_COUNT], theta = 1, state[OPTIMIZER_STATES] = {0};
    memcpy(hyper, optimizer->defaults, sizeof hyper);
    hyper[HYPER_BETA] = beta;
    hyper[HYPER_LR] = multiple * optimizer->limit.factor(hyper) / lambda;
    for (uint64_t t = 1; t <= 20000 && fabs(theta) < 1e9; t++) {
        double point = theta, g;
        if (optimizer->look_ahead)
            optimizer->look_ahead(1, &theta, state, hyper, &point);
        g = lambda * point;
        step_once(optimizer, hyper, t, 1, &g, &theta, state);
    }
    return fabs(theta);
}

START_TEST(below_its_limit_a_method_converges_and_above_diverges)
{
    static const double betas[] = {0, 0.5, 0.9, 0.99}, lambdas[] = {0.25, 1, 300};
    size_t limits = 0;
    for (size_t i = 0; i < optimizer_count(); i++) {
        const struct optimizer *optimizer = optimizer_at(i);
        ck_assert_int_eq(optimizer->limit.factor != NULL, optimizer->limit.text != NULL);
        if (!optimizer->limit.factor)
            continue;
        limits++;
        for (size_t b = 0; b < ARRAY_LENGTH(betas); b++)
            for (size_t l = 0; l < ARRAY_LENGTH(lambdas); l++) {
                ck_assert_double_lt(size_after(optimizer, betas[b], lambdas[l], 0.99), 1e-6);
                ck_assert_double_gt(size_after(optimizer, betas[b], lambdas[l], 1.01), 1e6);
            }
    }
    ck_assert_uint_gt(limits, 0);
}
END_TEST

/* So that a limit is one where it says so: a rate far beyond gradient descent's 2/lambda_max takes
 * no adaptive method farther away than its steps are long. */
START_TEST(methods_without_a_limit_stay_within_reach)
{
    for (size_t i = 0; i < optimizer_count(); i++) {
        const struct optimizer *optimizer = optimizer_at(i);
        double hyper[HYPER_COUNT], theta = 1, state[OPTIMIZER_STATES] = {0};
        if (optimizer->limit.factor)
            continue;
        memcpy(hyper, optimizer->defaults, sizeof hyper);
        hyper[HYPER_LR] = 10;
        for (uint64_t t = 1; t <= 2000; t++) {
            const double g = theta;
            step_once(optimizer, hyper, t, 1, &g, &theta, state);
        }
        ck_assert_msg(fabs(theta) < 1e5, "%s: %g", optimizer->name, theta);
    }
}
END_TEST

static Suite *optimizer_suite(void)
{
    Suite *suite = suite_create("optimizer");
    TCase *table = tcase_create("table");
    tcase_add_test(table, defaults_are_within_their_ranges);
    tcase_add_test(table, names_are_unique_and_found);
    tcase_add_test(table, rule_shown_is_the_rule_played);
    tcase_add_test(table, many_coordinates_equal_separate_runs_bit_for_bit);
    tcase_add_test(table, numbers_take_the_places_of_the_names);
    tcase_add_test(table, below_its_limit_a_method_converges_and_above_diverges);
    tcase_add_test(table, methods_without_a_limit_stay_within_reach);
    suite_add_tcase(suite, table);
    TCase *published = tcase_create("published");
    tcase_add_test(published, adam_steps_are_lr_under_a_constant_gradient);
    tcase_add_test(published, uncorrected_adam_first_step_is_3_1623_lr);
    tcase_add_test(published, adagrad_steps_are_lr_over_root_t);
    tcase_add_test(published, rmsprop_steps_are_lr_over_root_of_1_minus_rho_to_the_t);
    tcase_add_test(published, adadelta_first_step_has_the_published_size);
    tcase_add_test(published, radam_rectifies_from_step_6_on);
    tcase_add_test(published, lion_moves_by_the_sign);
    tcase_add_test(published, adamw_decays_apart_from_the_gradient);
    tcase_add_test(published, amsgrad_keeps_the_largest_square);
    suite_add_tcase(suite, published);
    return suite;
}

int main(void)
{
    return suite_main(optimizer_suite());
}
