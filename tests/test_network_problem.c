/* Networks as problems: full sums, batches, closed forms, and training. */
#include <check.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "math/random.h"
#include "sim/optimizer.h"
#include "sim/problem.h"
#include "suite.h"

static struct dataset *dataset_of(const char *name, uint64_t n, double test, bool standardize)
{
    const struct dataset_spec spec = {
        .name = name, .n = n, .noise = -1, .seed = 1, .test = test, .standardize = standardize};
    struct error err = {0};
    struct dataset *dataset = dataset_create(&spec, &err);
    ck_assert_msg(dataset != NULL, "%s", err.text);
    return dataset;
}

/* A regression with one output; x (n x inputs) and y (n) are copied. */
static struct dataset *dataset_of_numbers(size_t n, size_t inputs, const double *x, const double *y)
{
    struct dataset *dataset = dataset_of("line", 2, 0, false);
    dataset->n = n;
    dataset->inputs = inputs;
    dataset->x = mem_resize(dataset->x, n * inputs, sizeof *x);
    dataset->y = mem_resize(dataset->y, n, sizeof *y);
    memcpy(dataset->x, x, n * inputs * sizeof *x);
    memcpy(dataset->y, y, n * sizeof *y);
    dataset->input_names = mem_resize(dataset->input_names, inputs, sizeof(char *));
    for (size_t i = 1; i < inputs; i++)
        dataset->input_names[i] = mem_string("x");
    return dataset;
}

/* The network takes its first and last width from the data. */
static struct problem *problem_of(struct network network, struct dataset *dataset)
{
    struct error err = {0};
    network.width[0] = dataset->inputs;
    network.width[network.layers] = dataset->outputs;
    struct problem *problem = problem_create_network(&network, dataset, INIT_GLOROT, 1, 1, &err);
    ck_assert_msg(problem != NULL, "%s", err.text);
    return problem;
}

static const struct network line = {.layers = 1};
static const struct network logistic = {
    .layers = 1, .output = ACTIVATION_SIGMOID, .loss = LOSS_BCE};
static const struct network softmax = {.layers = 1, .output = ACTIVATION_SOFTMAX, .loss = LOSS_CE};
static const struct network two_layers = {.layers = 3,
                                          .width = {0, 16, 16},
                                          .activation = ACTIVATION_TANH,
                                          .output = ACTIVATION_SIGMOID,
                                          .loss = LOSS_BCE};

static double norm(size_t n, const double *v)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i] * v[i];
    return sqrt(sum);
}

static double full_gradient(struct problem *problem, const double *theta, double *g)
{
    return problem_gradient(problem, theta, NULL, problem->samples, g);
}

/* ---- sums ---- */

/* 600 samples are three chunks. */
START_TEST(every_way_to_the_full_loss_gives_the_same_bits)
{
    struct network network = two_layers;
    network.l2 = 0.01;
    struct problem *problem = problem_of(network, dataset_of("moons", 600, 0, false));
    double *theta = mem_alloc(3 * problem->dim, sizeof *theta), loss[3];
    double *g = mem_alloc(problem->dim, sizeof *g), *looked = mem_alloc(problem->dim, sizeof *g);
    struct problem_scores scores;
    for (size_t i = 0; i < 3 * problem->dim; i++)
        theta[i] = 2 * rng_uniform(3, RNG_NOISE, 0, i) - 1;
    problem_loss(problem, 3, theta, loss);
    for (size_t i = 0; i < 3; i++) {
        const double *row = theta + i * problem->dim;
        ck_assert_double_eq(loss[i], full_gradient(problem, row, g));
        ck_assert_double_eq(loss[i], problem_evaluate(problem, row, looked, &scores));
        ck_assert_mem_eq(g, looked, problem->dim * sizeof *g);
    }
    free(theta);
    free(g);
    free(looked);
    problem_release(problem);
}
END_TEST

/* Full and batch loss differ in their samples only: the batches of an epoch have the full gradient
 * for their mean. The sums are of 300 terms of order 1. */
START_TEST(batches_add_up_to_the_whole)
{
    enum { N = 600, BATCH = 300 };
    struct problem *problem = problem_of(two_layers, dataset_of("moons", N, 0, false));
    uint32_t order[N];
    random_permutation(1, 0, N, order);
    double *g = mem_alloc(3 * problem->dim, sizeof *g), *h = g + problem->dim,
           *k = h + problem->dim;
    const double loss = full_gradient(problem, problem->start, g);
    const double first = problem_gradient(problem, problem->start, order, BATCH, h);
    const double second = problem_gradient(problem, problem->start, order + BATCH, BATCH, k);
    ck_assert_double_eq_tol(loss, (first + second) / 2, 1e-14);
    for (size_t i = 0; i < problem->dim; i++)
        ck_assert_double_eq_tol(g[i], (h[i] + k[i]) / 2, 1e-14);
    free(g);
    problem_release(problem);
}
END_TEST

/* Weight decay counts once in every batch, the scale by the size of the batch. */
START_TEST(penalty_counts_once_whatever_the_batch)
{
    const double x[4] = {1, 2, 3, 4}, y[4] = {0, 0, 0, 0}, theta[2] = {2, 0};
    const uint32_t sample[2] = {0, 2};
    static const double factors[SCALE_COUNT] = {0.5, 0.25, 1, 0.5}; /* of two samples */
    for (size_t scale = 0; scale < SCALE_COUNT; scale++) {
        struct network network = line;
        network.scale = (enum loss_scale)scale;
        network.l2 = 3;
        struct problem *problem = problem_of(network, dataset_of_numbers(4, 1, x, y));
        double g[2];
        /* errors 2 and 6, squared 40; the penalty 3/2 * 2^2 */
        ck_assert_double_eq(problem_gradient(problem, theta, sample, 2, g),
                            factors[scale] * 40 + 6);
        ck_assert_double_eq(g[0], factors[scale] * 2 * (2 * 1 + 6 * 3) + 6);
        ck_assert_double_eq(g[1], factors[scale] * 2 * (2 + 6));
        problem_release(problem);
    }
}
END_TEST

START_TEST(hessian_vector_is_the_difference_of_full_gradients)
{
    struct network network = two_layers;
    network.l2 = 0.1;
    struct problem *problem = problem_of(network, dataset_of("moons", 600, 0, false));
    const size_t dim = problem->dim;
    const double h = 1e-5; /* an error of h^2 and of 1e-16/h, both about 1e-10 */
    double *v = mem_alloc(5 * dim, sizeof *v), *hv = v + dim, *there = hv + dim;
    double *above = there + dim, *below = above + dim;
    for (size_t i = 0; i < dim; i++)
        v[i] = 2 * rng_uniform(4, RNG_NOISE, 0, i) - 1;
    ck_assert(problem_hessian_vector(problem, problem->start, v, hv));
    for (size_t i = 0; i < dim; i++)
        there[i] = problem->start[i] + h * v[i];
    full_gradient(problem, there, above);
    for (size_t i = 0; i < dim; i++)
        there[i] = problem->start[i] - h * v[i];
    full_gradient(problem, there, below);
    for (size_t i = 0; i < dim; i++)
        ck_assert_double_eq_tol((above[i] - below[i]) / (2 * h), hv[i], 1e-8);
    free(v);
    problem_release(problem);
}
END_TEST

/* ---- what is seen besides the loss ---- */

/* a = x is off by 1, 0, 1; y deviates from its mean by -2, 0, 2: R² = 1 - 2/8. */
START_TEST(regression_is_scored_by_r_squared)
{
    const double x[3] = {1, 2, 5}, y[3] = {0, 2, 4}, theta[2] = {1, 0};
    struct problem *problem = problem_of(line, dataset_of_numbers(3, 1, x, y));
    struct problem_scores scores;
    double g[2];
    ck_assert_str_eq(problem->score_name, "R²");
    problem_evaluate(problem, theta, g, &scores);
    ck_assert_double_eq(scores.train_score, 0.75);
    ck_assert(isnan(scores.test_loss) && isnan(scores.test_score));
    problem_release(problem);
}
END_TEST

/* Predictions against labels, counted here by hand; the samples kept aside count apart. */
START_TEST(classes_are_scored_by_accuracy)
{
    static const struct {
        const struct network *network;
        const char *data;
    } cases[] = {{&logistic, "moons"}, {&softmax, "iris"}, {&line, "iris"}, {&line, "moons"}};
    for (size_t c = 0; c < ARRAY_LENGTH(cases); c++) {
        struct problem *problem =
            problem_of(*cases[c].network, dataset_of(cases[c].data, 0, 0.25, true));
        const struct dataset *dataset = problem->dataset;
        const size_t total = dataset->n + dataset->test_n, outputs = dataset->outputs;
        double *a = mem_alloc(total * outputs, sizeof *a);
        double *g = mem_alloc(problem->dim, sizeof *g);
        size_t right[2] = {0, 0};
        problem_predict(problem, problem->start, total, dataset->x, a);
        for (size_t s = 0; s < total; s++) {
            size_t class = 0;
            for (size_t k = 1; k < outputs; k++)
                if (a[s * outputs + k] > a[s * outputs + class])
                    class = k;
            if (outputs == 1)
                class = a[s] >= 0.5;
            right[s >= dataset->n] += class == dataset->label[s];
        }
        struct problem_scores scores;
        problem_evaluate(problem, problem->start, g, &scores);
        ck_assert_str_eq(problem->score_name, "accuracy");
        ck_assert_double_eq(scores.train_score, (double)right[0] / (double)dataset->n);
        ck_assert_double_eq(scores.test_score, (double)right[1] / (double)dataset->test_n);
        ck_assert(isfinite(scores.test_loss));
        free(a);
        free(g);
        problem_release(problem);
    }
}
END_TEST

/* ---- the minimum of a linear model ---- */

START_TEST(line_through_points_is_found)
{
    const double x[4] = {-1, 0, 1, 2}, y[4] = {-5, -2, 1, 4}; /* y = 3 x - 2 */
    struct problem *problem = problem_of(line, dataset_of_numbers(4, 1, x, y));
    ck_assert_uint_eq(problem->minima_count, 1);
    ck_assert_ptr_null(problem->note);
    ck_assert_double_eq_tol(problem->minima[0], 3, 1e-14);
    ck_assert_double_eq_tol(problem->minima[1], -2, 1e-14);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_double_lt(problem->window[2 * i], fmin(problem->start[i], problem->minima[i]));
        ck_assert_double_gt(problem->window[2 * i + 1],
                            fmax(problem->start[i], problem->minima[i]));
    }
    struct curvature curvature;
    ck_assert(problem_curvature(problem, problem->start, &curvature));
    /* the Hessian 2/n sum (x, 1)(x, 1)^T = [3 1; 1 2] */
    ck_assert_double_eq_tol(curvature.low, (5 - sqrt(5)) / 2, 1e-13);
    ck_assert_double_eq_tol(curvature.high, (5 + sqrt(5)) / 2, 1e-13);
    ck_assert_str_eq(problem->title, "linear regression on line");
    ck_assert_str_eq(problem->formula, "mean((w*x + b - y)^2)");
    problem_release(problem);
}
END_TEST

/* Start and minimum are both at 0; a window has a width all the same, and round borders. */
START_TEST(window_is_never_narrow)
{
    const double x[2] = {-1, 1}, y[2] = {0, 0};
    const struct network network = {.layers = 1, .width = {1, 1}};
    struct problem *problem =
        problem_create_network(&network, dataset_of_numbers(2, 1, x, y), INIT_ZERO, 1, 1, NULL);
    for (size_t i = 0; i < 4; i++)
        ck_assert_double_eq_tol(problem->window[i], i % 2 == 0 ? -0.84 : 0.84, 1e-12);
    problem_release(problem);
}
END_TEST

/* Several outputs, l2, every scale: the gradient vanishes. */
START_TEST(linear_minimum_has_no_gradient)
{
    for (size_t scale = 0; scale < SCALE_COUNT; scale++) {
        struct network network = line;
        network.scale = (enum loss_scale)scale;
        network.l2 = 0.5;
        struct problem *problem = problem_of(network, dataset_of("iris", 0, 0, false));
        double *g = mem_alloc(problem->dim, sizeof *g);
        ck_assert_uint_eq(problem->minima_count, 1);
        full_gradient(problem, problem->start, g);
        const double at_start = norm(problem->dim, g);
        full_gradient(problem, problem->minima, g);
        ck_assert_double_lt(norm(problem->dim, g), 1e-13 * at_start);
        free(g);
        problem_release(problem);
    }
}
END_TEST

/* A year and a price: the normal equations have a condition number of 1e14 in these units. */
START_TEST(units_do_not_spoil_the_minimum)
{
    const double x[4] = {2000, 2001, 2002, 2003}, y[4] = {1e5, 2e5, 3e5, 4e5};
    struct problem *problem = problem_of(line, dataset_of_numbers(4, 1, x, y));
    ck_assert_uint_eq(problem->minima_count, 1);
    ck_assert_double_eq_tol(problem->minima[0], 1e5, 1e-4);
    ck_assert_double_eq_tol(problem->minima[1], -1.999e8, 0.2);
    problem_release(problem);
}
END_TEST

START_TEST(collinear_inputs_have_no_single_minimum)
{
    const double x[8] = {1, 2, 2, 4, 3, 6, 5, 10}, y[4] = {1, 2, 3, 4};
    struct problem *problem = problem_of(line, dataset_of_numbers(4, 2, x, y));
    ck_assert_uint_eq(problem->minima_count, 0);
    ck_assert_ptr_nonnull(problem->note);
    ck_assert_ptr_nonnull(strstr(problem->note, "do not fix the minimum"));
    problem_release(problem);

    const double none[8] = {1, 0, 2, 0, 3, 0, 5, 0};
    problem = problem_of(line, dataset_of_numbers(4, 2, none, y));
    ck_assert_ptr_nonnull(strstr(problem->note, "normal equations are singular"));
    problem_release(problem);

    struct network penalised = line; /* l2 chooses one of them */
    penalised.l2 = 0.1;
    problem = problem_of(penalised, dataset_of_numbers(4, 2, x, y));
    ck_assert_uint_eq(problem->minima_count, 1);
    problem_release(problem);
}
END_TEST

START_TEST(only_linear_models_have_a_closed_form)
{
    struct problem *problem = problem_of(logistic, dataset_of("moons", 0, 0, false));
    ck_assert_uint_eq(problem->minima_count, 0);
    ck_assert_ptr_null(problem->note);
    problem_release(problem);
}
END_TEST

/* ---- mistakes ---- */

START_TEST(data_that_do_not_fit_are_refused)
{
    static const double x[2] = {0, 1}, y[2] = {0, 3.5};
    static const struct {
        struct network network;
        const char *data; /* NULL: x and y */
        const char *message;
    } wrong[] = {
        {{.layers = 1, .width = {3, 1}}, "moons", "the network has 3 inputs, the data have 2"},
        {{.layers = 1, .width = {4, 1}}, "iris", "the network has 1 outputs, the data have 3"},
        {{.layers = 1, .width = {2, 1}, .output = ACTIVATION_SOFTMAX, .loss = LOSS_CE},
         "moons",
         "a softmax needs three classes or more; logistic is for two"},
        {{.layers = 1, .width = {1, 1}, .output = ACTIVATION_SIGMOID, .loss = LOSS_BCE},
         NULL,
         "the loss bce needs targets from 0 to 1, and there is a 3.5"},
        {{.layers = 0}, "moons", "a network has 0 to 15 hidden layers"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(wrong); i++) {
        struct error err = {0};
        struct dataset *dataset =
            wrong[i].data ? dataset_of(wrong[i].data, 0, 0, false) : dataset_of_numbers(2, 1, x, y);
        ck_assert_ptr_null(
            problem_create_network(&wrong[i].network, dataset, INIT_ZERO, 1, 1, &err));
        ck_assert_str_eq(err.text, wrong[i].message);
    }
}
END_TEST

/* ---- training ---- */

/* The accuracy after so many epochs of Adam. */
static double train(struct network network, struct dataset *dataset, size_t batch, int epochs,
                    double lr)
{
    struct problem *problem = problem_of(network, dataset);
    const struct optimizer *adam = optimizer_find("adam");
    const size_t dim = problem->dim, n = problem->samples;
    double hyper[HYPER_COUNT];
    double *theta = mem_alloc(4 * dim, sizeof *theta), *g = theta + dim, *state = g + dim;
    uint32_t *order = mem_alloc(n, sizeof *order);
    uint64_t t = 0;
    memcpy(hyper, adam->defaults, sizeof hyper);
    memcpy(theta, problem->start, dim * sizeof *theta);
    for (uint64_t epoch = 0; epoch < (uint64_t)epochs; epoch++) {
        random_permutation(1, epoch, n, order);
        for (size_t s = 0; s < n; s += batch) {
            const struct optimizer_step step = {.hyper = hyper, .eta = lr, .t = ++t};
            problem_gradient(problem, theta, order + s, n - s < batch ? n - s : batch, g);
            adam->step(dim, g, theta, state, &step);
        }
    }
    struct problem_scores scores;
    problem_evaluate(problem, theta, g, &scores);
    free(theta);
    free(order);
    problem_release(problem);
    return scores.train_score;
}

START_TEST(softmax_learns_iris)
{
    ck_assert_double_ge(train(softmax, dataset_of("iris", 0, 0, true), 16, 200, 0.01), 0.97);
}
END_TEST

START_TEST(two_hidden_layers_learn_the_spirals)
{
    ck_assert_double_ge(train(two_layers, dataset_of("spirals", 0, 0, true), 32, 400, 0.01), 0.98);
}
END_TEST

START_TEST(wide_layers_learn_by_openblas_as_by_own_kernels)
{
    struct network wide = two_layers;
    wide.width[1] = wide.width[2] = 64;
    for (int own = 0; own < 2; own++) {
        wide.reproducible = own;
        ck_assert_double_ge(train(wide, dataset_of("moons", 200, 0, true), 20, 60, 0.01), 0.98);
    }
}
END_TEST

static Suite *network_problem_suite(void)
{
    Suite *suite = suite_create("network_problem");
    TCase *sums = tcase_create("sums");
    tcase_add_test(sums, every_way_to_the_full_loss_gives_the_same_bits);
    tcase_add_test(sums, batches_add_up_to_the_whole);
    tcase_add_test(sums, penalty_counts_once_whatever_the_batch);
    tcase_add_test(sums, hessian_vector_is_the_difference_of_full_gradients);
    tcase_add_test(sums, regression_is_scored_by_r_squared);
    tcase_add_test(sums, classes_are_scored_by_accuracy);
    tcase_add_test(sums, data_that_do_not_fit_are_refused);
    suite_add_tcase(suite, sums);

    TCase *minimum = tcase_create("minimum");
    tcase_add_test(minimum, line_through_points_is_found);
    tcase_add_test(minimum, window_is_never_narrow);
    tcase_add_test(minimum, linear_minimum_has_no_gradient);
    tcase_add_test(minimum, units_do_not_spoil_the_minimum);
    tcase_add_test(minimum, collinear_inputs_have_no_single_minimum);
    tcase_add_test(minimum, only_linear_models_have_a_closed_form);
    suite_add_tcase(suite, minimum);

    TCase *training = tcase_create("training");
    tcase_add_test(training, softmax_learns_iris);
    tcase_add_test(training, two_hidden_layers_learn_the_spirals);
    tcase_add_test(training, wide_layers_learn_by_openblas_as_by_own_kernels);
    suite_add_tcase(suite, training);
    return suite;
}

int main(void)
{
    return suite_main(network_problem_suite());
}
