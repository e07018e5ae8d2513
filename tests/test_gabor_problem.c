/* The gabor model: its derivatives against differences, its minima, its scores. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "sim/problem.h"
#include "suite.h"

static struct dataset *dataset_of(const char *name, double test)
{
    const struct dataset_spec spec = {.name = name, .noise = -1, .seed = 1, .test = test};
    struct error err = {0};
    struct dataset *dataset = dataset_create(&spec, &err);
    ck_assert_msg(dataset != NULL, "%s", err.text);
    return dataset;
}

static double full_gradient(struct problem *problem, const double *theta, double *g)
{
    return problem_gradient(problem, theta, NULL, problem->samples, g);
}

static struct problem *gabor(enum loss_scale scale)
{
    struct error err = {0};
    struct problem *problem = problem_create_gabor(dataset_of("gabor", 0.25), scale, &err);
    ck_assert_msg(problem != NULL, "%s", err.text);
    return problem;
}

START_TEST(gabor_has_the_derivatives_of_differences)
{
    const double h = 1e-5; /* an error of h^2 and of 1e-16/h; parameters of order 10 cost a digit */
    for (size_t scale = 0; scale < SCALE_COUNT; scale++) {
        struct problem *problem = gabor((enum loss_scale)scale);
        for (double at = -9; at < 10; at += 1.7) {
            const double theta[2] = {at, 12 + at}, v[2] = {0.7, -0.4};
            double g[2], hv[2], loss[2], above[2], below[2];
            ck_assert_double_eq(full_gradient(problem, theta, g),
                                (problem_loss(problem, 1, theta, loss), loss[0]));
            const double pair[4] = {at + h * v[0], 12 + at + h * v[1], at - h * v[0],
                                    12 + at - h * v[1]};
            problem_loss(problem, 2, pair, loss);
            ck_assert_double_eq_tol((loss[0] - loss[1]) / (2 * h), g[0] * v[0] + g[1] * v[1], 1e-8);
            ck_assert(problem_hessian_vector(problem, theta, v, hv));
            full_gradient(problem, pair, above);
            full_gradient(problem, pair + 2, below);
            for (size_t i = 0; i < 2; i++)
                ck_assert_double_eq_tol((above[i] - below[i]) / (2 * h), hv[i], 1e-7);
            struct curvature curvature;
            double x[2], y[2];
            const double unit_x[2] = {1, 0}, unit_y[2] = {0, 1};
            problem_hessian_vector(problem, theta, unit_x, x);
            problem_hessian_vector(problem, theta, unit_y, y);
            ck_assert(problem_curvature(problem, theta, &curvature));
            ck_assert_double_eq_tol(curvature.low + curvature.high, x[0] + y[1], 1e-12);
        }
        problem_release(problem);
    }
}
END_TEST

/* On a grid over the window, more than one place is lower than its eight neighbours. */
START_TEST(gabor_has_many_local_minima)
{
    enum { SIDE = 81 };
    struct problem *problem = gabor(SCALE_MEAN);
    static double loss[SIDE][SIDE];
    size_t minima = 0;
    for (size_t i = 0; i < SIDE; i++)
        for (size_t j = 0; j < SIDE; j++) {
            const double *w = problem->window;
            const double theta[2] = {w[0] + (w[1] - w[0]) * (double)j / (SIDE - 1),
                                     w[2] + (w[3] - w[2]) * (double)i / (SIDE - 1)};
            problem_loss(problem, 1, theta, &loss[i][j]);
        }
    for (size_t i = 1; i + 1 < SIDE; i++)
        for (size_t j = 1; j + 1 < SIDE; j++) {
            bool lowest = true;
            for (size_t k = 0; k < 9; k++)
                lowest &= k == 4 || loss[i][j] < loss[i + k / 3 - 1][j + k % 3 - 1];
            minima += lowest;
        }
    ck_assert_uint_ge(minima, 3);
    problem_release(problem);
}
END_TEST

START_TEST(gabor_is_scored_and_predicts)
{
    struct problem *problem = gabor(SCALE_MEAN);
    const struct dataset *dataset = problem->dataset;
    const double truth[2] = {0, 16.6};
    double g[2], sum = 0, *a = mem_alloc(dataset->n + dataset->test_n, sizeof *a);
    struct problem_scores scores;
    const double loss = problem_evaluate(problem, truth, g, &scores);
    problem_predict(problem, truth, dataset->n + dataset->test_n, dataset->x, a);
    for (size_t s = 0; s < dataset->n; s++)
        sum += (a[s] - dataset->y[s]) * (a[s] - dataset->y[s]);
    ck_assert_double_eq_tol(loss, sum / (double)dataset->n, 1e-15);
    /* noise of deviation 0.1 on a signal of about 0.5 */
    ck_assert_double_gt(scores.train_score, 0.9);
    ck_assert_double_gt(scores.test_score, 0.8);
    ck_assert_double_lt(scores.test_loss, 0.05);
    free(a);
    problem_release(problem);
}
END_TEST

START_TEST(gabor_refuses_other_data)
{
    struct error err = {0};
    ck_assert_ptr_null(problem_create_gabor(dataset_of("moons", 0), SCALE_MEAN, &err));
    ck_assert_str_eq(err.text, "the gabor model makes one number of one number, the data do not");
}
END_TEST

static Suite *gabor_problem_suite(void)
{
    Suite *suite = suite_create("gabor_problem");
    TCase *gabor_model = tcase_create("gabor");
    tcase_add_test(gabor_model, gabor_has_the_derivatives_of_differences);
    tcase_add_test(gabor_model, gabor_has_many_local_minima);
    tcase_add_test(gabor_model, gabor_is_scored_and_predicts);
    tcase_add_test(gabor_model, gabor_refuses_other_data);
    suite_add_tcase(suite, gabor_model);
    return suite;
}

int main(void)
{
    return suite_main(gabor_problem_suite());
}
