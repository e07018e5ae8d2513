/* Networks: kernels against plain loops, gradients and Hessians against differences, losses at
 * their extremes. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "sim/network.h"
#include "math/vmath.h"
#include "suite.h"

/* n numbers in -1 ... 1, others for every `what`. */
static double *numbers(size_t n, uint64_t what)
{
    double *v = mem_alloc(n, sizeof *v);
    for (size_t i = 0; i < n; i++)
        v[i] = 2 * rng_uniform(11, RNG_NOISE, what, i) - 1;
    return v;
}

static double largest_difference(size_t n, const double *a, const double *b)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(a[i] - b[i]));
    return largest;
}

/* A network with data for it. */
struct fit {
    struct network network;
    size_t dim, m;
    double *theta, *x, *y, *g;
    struct network_pass pass, r;
};

static void fit_init(struct fit *fit, const struct network *network, size_t m)
{
    const size_t inputs = network->width[0], outputs = network->width[network->layers];
    struct error err = {0};
    ck_assert_msg(network_check(network, &err), "%s", err.text);
    *fit = (struct fit){.network = *network, .dim = network_dim(network), .m = m};
    fit->theta = numbers(fit->dim, 1);
    fit->x = numbers(m * inputs, 2);
    fit->y = numbers(m * outputs, 3);
    fit->g = mem_alloc(fit->dim, sizeof(double));
    if (network->loss != LOSS_SQUARED)
        for (size_t s = 0; s < m; s++)
            for (size_t k = 0; k < outputs; k++)
                fit->y[s * outputs + k] = s % 3 == k;
    network_pass_init(&fit->pass, network, m);
    network_pass_init(&fit->r, network, m);
    network_load(network, &fit->pass, m, fit->x, fit->y, NULL);
}

static void fit_finish(struct fit *fit)
{
    network_pass_finish(&fit->pass);
    network_pass_finish(&fit->r);
    free(fit->theta);
    free(fit->x);
    free(fit->y);
    free(fit->g);
}

static double loss_at(struct fit *fit, const double *theta)
{
    network_forward(&fit->network, theta, &fit->pass);
    return network_factor(&fit->network, fit->m) * network_loss_sum(&fit->network, &fit->pass) +
           network_penalty(&fit->network, theta, NULL);
}

static void gradient_at(struct fit *fit, const double *theta, double *g)
{
    memset(g, 0, fit->dim * sizeof *g);
    network_forward(&fit->network, theta, &fit->pass);
    network_backward(&fit->network, theta, network_factor(&fit->network, fit->m), &fit->pass, g);
    network_penalty(&fit->network, theta, g);
}

static const struct {
    enum activation output;
    enum loss loss;
    size_t outputs;
} ends[] = {
    {ACTIVATION_IDENTITY, LOSS_SQUARED, 2}, {ACTIVATION_SIGMOID, LOSS_SQUARED, 1},
    {ACTIVATION_TANH, LOSS_SQUARED, 3},     {ACTIVATION_LEAKY_RELU, LOSS_SQUARED, 1},
    {ACTIVATION_SIGMOID, LOSS_BCE, 1},      {ACTIVATION_SIGMOID, LOSS_BCE, 3},
    {ACTIVATION_SOFTMAX, LOSS_CE, 3},
};

/* Every activation in two hidden layers, with every end: network i. */
#define HIDDEN   ACTIVATION_SOFTMAX /* those before softmax are for hidden layers */
#define NETWORKS (HIDDEN * ARRAY_LENGTH(ends))

static struct network network_number(int i)
{
    const size_t end = (size_t)i % ARRAY_LENGTH(ends);
    return (struct network){
        .layers = 3,
        .width = {3, 5, 4, ends[end].outputs},
        .activation = (enum activation)((size_t)i / ARRAY_LENGTH(ends)),
        .output = ends[end].output,
        .loss = ends[end].loss,
        .l2 = 0.03,
    };
}

/* h = 1e-5 leaves an error of h^2/6 f''' and of some 1e-16/h, both near 1e-10 for losses of order
 * 1; of 1e-6 of the largest component nothing is lost. */
START_TEST(gradient_is_that_of_central_differences)
{
    const double h = 1e-5;
    struct network network = network_number(_i);
    for (size_t scale = 0; scale < SCALE_COUNT; scale++) {
        struct fit fit;
        network.scale = (enum loss_scale)scale;
        fit_init(&fit, &network, 7);
        gradient_at(&fit, fit.theta, fit.g);
        double largest = 0;
        for (size_t i = 0; i < fit.dim; i++)
            largest = fmax(largest, fabs(fit.g[i]));
        ck_assert_double_gt(largest, 0);
        for (size_t i = 0; i < fit.dim; i++) {
            const double at = fit.theta[i];
            fit.theta[i] = at + h;
            const double above = loss_at(&fit, fit.theta);
            fit.theta[i] = at - h;
            const double below = loss_at(&fit, fit.theta);
            fit.theta[i] = at;
            ck_assert_msg(fabs((above - below) / (2 * h) - fit.g[i]) < 1e-6 * largest,
                          "%s, %s, scale %zu: g[%zu] = %.15g, differences %.15g",
                          activation_name(network.activation), activation_name(network.output),
                          scale, i, fit.g[i], (above - below) / (2 * h));
        }
        fit_finish(&fit);
    }
}
END_TEST

/* The difference of two gradients has the errors of the test above. */
START_TEST(hessian_vector_is_the_difference_of_gradients)
{
    const double h = 1e-5;
    struct network network = network_number(_i);
    network.l2 = 0; /* it is not part of the product */
    struct fit fit;
    fit_init(&fit, &network, 7);
    double *v = numbers(fit.dim, 4), *hv = mem_alloc(fit.dim, sizeof *hv);
    double *there = mem_alloc(fit.dim, sizeof *there), *above = mem_alloc(fit.dim, sizeof *above);
    network_forward(&network, fit.theta, &fit.pass);
    network_hessian_vector(&network, fit.theta, v, network_factor(&network, fit.m), &fit.pass,
                           &fit.r, hv);
    for (size_t i = 0; i < fit.dim; i++)
        there[i] = fit.theta[i] + h * v[i];
    gradient_at(&fit, there, above);
    for (size_t i = 0; i < fit.dim; i++)
        there[i] = fit.theta[i] - h * v[i];
    gradient_at(&fit, there, fit.g);
    double largest = 0;
    for (size_t i = 0; i < fit.dim; i++)
        largest = fmax(largest, fabs(hv[i]));
    for (size_t i = 0; i < fit.dim; i++)
        ck_assert_msg(fabs((above[i] - fit.g[i]) / (2 * h) - hv[i]) < 1e-6 * largest,
                      "%s, %s: hv[%zu] = %.15g, differences %.15g",
                      activation_name(network.activation), activation_name(network.output), i,
                      hv[i], (above[i] - fit.g[i]) / (2 * h));
    free(v);
    free(hv);
    free(there);
    free(above);
    fit_finish(&fit);
}
END_TEST

/* Goodfellow, Bengio & Courville (2016), section 6.1: a network that is XOR. */
START_TEST(xor_by_hand_has_no_loss_and_no_gradient)
{
    static const double theta[9] = {1, 1, 1, 1, 0, -1, 1, -2, 0};
    static const double x[8] = {0, 0, 0, 1, 1, 0, 1, 1}, y[4] = {0, 1, 1, 0};
    const struct network network = {
        .layers = 2, .width = {2, 2, 1}, .activation = ACTIVATION_RELU, .loss = LOSS_SQUARED};
    struct fit fit;
    fit_init(&fit, &network, 4);
    network_load(&network, &fit.pass, 4, x, y, NULL);
    ck_assert_double_eq(loss_at(&fit, theta), 0);
    gradient_at(&fit, theta, fit.g);
    for (size_t i = 0; i < 9; i++)
        ck_assert_double_eq(fit.g[i], 0);
    fit_finish(&fit);
}
END_TEST

/* One input of 1 and a weight of +-1000: the loss is 1000 or, in double, 0. */
START_TEST(bce_is_finite_at_large_logits)
{
    const struct network network = {
        .layers = 1, .width = {1, 1}, .output = ACTIVATION_SIGMOID, .loss = LOSS_BCE};
    struct fit fit;
    fit_init(&fit, &network, 2);
    const double x[2] = {1, -1};
    for (int sign = -1; sign <= 1; sign += 2) {
        const double theta[2] = {1000.0 * sign, 0}, y[2] = {sign < 0, sign < 0};
        network_load(&network, &fit.pass, 2, x, y, NULL);
        ck_assert_double_eq(loss_at(&fit, theta), 500);
        gradient_at(&fit, theta, fit.g);
        ck_assert_double_eq(fabs(fit.g[0]), 0.5);
    }
    fit_finish(&fit);
}
END_TEST

/* Logits 1000, -1000 and 0, in every rotation; the class k places behind the largest is right. */
START_TEST(cross_entropy_is_finite_at_large_logits)
{
    const struct network network = {
        .layers = 1, .width = {1, 3}, .output = ACTIVATION_SOFTMAX, .loss = LOSS_CE};
    static const double logits[3] = {1000, -1000, 0}, expected[3] = {0, 2000, 1000}, x[1] = {1};
    struct fit fit;
    fit_init(&fit, &network, 1);
    for (size_t first = 0; first < 3; first++)
        for (size_t k = 0; k < 3; k++) {
            double theta[6] = {0}, y[3] = {0};
            for (size_t i = 0; i < 3; i++)
                theta[(first + i) % 3] = logits[i];
            const size_t right = (first + k) % 3;
            y[right] = 1;
            network_load(&network, &fit.pass, 1, x, y, NULL);
            ck_assert_double_eq(loss_at(&fit, theta), expected[k]);
            gradient_at(&fit, theta, fit.g);
            ck_assert_double_eq(fit.g[right], k == 0 ? 0 : -1);
            ck_assert_double_eq(fit.g[first], k == 0 ? 0 : 1);
        }
    fit_finish(&fit);
}
END_TEST

/* The loops over arrays are vector code; the functions of vmath.h take one number at a time. */
START_TEST(activations_have_the_bits_of_the_elementary_functions)
{
    enum { N = 250 };
    static const double weight_and_bias[2] = {1, 0};
    static const double special[] = {0, -0.0, 1e-310, 0.55, 0.549999, 20, 709.8, 745.2, 1e300};
    double x[N];
    for (size_t i = 0; i < N; i++)
        x[i] = 40 * (2 * rng_uniform(11, RNG_NOISE, 0, i) - 1) * rng_uniform(11, RNG_NOISE, 1, i);
    for (size_t i = 0; i < ARRAY_LENGTH(special); i++) {
        x[2 * i] = special[i];
        x[2 * i + 1] = -special[i];
    }
    struct network network = {.layers = 1, .width = {1, 1}, .output = ACTIVATION_TANH};
    struct network_pass pass;
    network_pass_init(&pass, &network, N);
    network_load(&network, &pass, N, x, NULL, NULL);
    network_forward(&network, weight_and_bias, &pass);
    for (size_t i = 0; i < N; i++)
        ck_assert_double_eq(pass.a[1][i], vmath_tanh(x[i]));
    network.output = ACTIVATION_SIGMOID;
    network_forward(&network, weight_and_bias, &pass);
    for (size_t i = 0; i < N; i++)
        ck_assert_double_eq(pass.a[1][i], 1 / (1 + vmath_exp(-x[i])));
    network_pass_finish(&pass);
}
END_TEST

/* A sure and right answer has a small loss, not none: log(1 + e^-40) is e^-40. */
START_TEST(bce_keeps_the_digits_of_a_small_loss)
{
    const struct network network = {
        .layers = 1, .width = {1, 1}, .output = ACTIVATION_SIGMOID, .loss = LOSS_BCE};
    struct fit fit;
    fit_init(&fit, &network, 1);
    const double x[1] = {1}, y[1] = {1};
    network_load(&network, &fit.pass, 1, x, y, NULL);
    for (double z = -3; z < 60; z += 0.61) {
        const double theta[2] = {z, 0};
        ck_assert_double_eq_tol(loss_at(&fit, theta) / log1p(exp(-z)), 1, 4 * DBL_EPSILON);
    }
    fit_finish(&fit);
}
END_TEST

/* Columns that are no sample are filled up, and must not count. */
START_TEST(samples_count_one_by_one)
{
    const struct network network = network_number(ACTIVATION_TANH * ARRAY_LENGTH(ends) + 4);
    struct fit fit;
    fit_init(&fit, &network, 13);
    double *sum = mem_alloc(fit.dim, sizeof *sum), loss = 0;
    network_forward(&network, fit.theta, &fit.pass);
    const double all = network_loss_sum(&network, &fit.pass);
    network_backward(&network, fit.theta, 1, &fit.pass, fit.g);
    for (uint32_t s = 0; s < 13; s++) {
        network_load(&network, &fit.pass, 1, fit.x, fit.y, &s);
        network_forward(&network, fit.theta, &fit.pass);
        loss += network_loss_sum(&network, &fit.pass);
        network_backward(&network, fit.theta, 1, &fit.pass, sum);
    }
    ck_assert_double_eq_tol(all, loss, 1e-13);
    ck_assert_double_lt(largest_difference(fit.dim, fit.g, sum), 1e-13);
    free(sum);
    fit_finish(&fit);
}
END_TEST

/* a_1 = 1e308 (1 - x) overflows a layer later where x is 0, but no sample is there. */
START_TEST(padding_columns_overflow_only_with_samples)
{
    const struct network network = {.layers = 3, .width = {1, 1, 1, 1}};
    const double theta[6] = {-1e308, 1e308, 10, 0, 1, 0}, x[1] = {1}, y[1] = {1};
    struct fit fit;
    fit_init(&fit, &network, 1);
    network_load(&network, &fit.pass, 1, x, y, NULL);
    gradient_at(&fit, theta, fit.g);
    ck_assert_double_eq(fit.g[0], -20);
    ck_assert_double_eq(fit.g[4], 0); /* delta_3 a_2 */
    fit_finish(&fit);
}
END_TEST

/* At z = 0, where a - y is -1, the gradient by the bias is -2 f'(0). */
START_TEST(slopes_at_kinks_are_the_documented_ones)
{
    static const struct {
        enum activation output;
        double slope;
    } kinks[] = {{ACTIVATION_RELU, 0}, {ACTIVATION_LEAKY_RELU, 0.01}, {ACTIVATION_ABS, 0}};
    const double theta[2] = {1, 0}, x[1] = {0}, y[1] = {1};
    for (size_t i = 0; i < ARRAY_LENGTH(kinks); i++) {
        const struct network network = {.layers = 1, .width = {1, 1}, .output = kinks[i].output};
        struct fit fit;
        fit_init(&fit, &network, 1);
        network_load(&network, &fit.pass, 1, x, y, NULL);
        gradient_at(&fit, theta, fit.g);
        ck_assert_double_eq(fit.g[1], -2 * kinks[i].slope);
        fit_finish(&fit);
    }
}
END_TEST

/* What a pass held before must not matter: the spare columns are of these samples, too. */
START_TEST(padding_columns_carry_nothing_over)
{
    const struct network network = network_number(ACTIVATION_RELU * ARRAY_LENGTH(ends));
    struct fit fit;
    fit_init(&fit, &network, 70);
    double *first = mem_alloc(fit.dim, sizeof *first);
    double *wild = numbers(70 * 3, 9);
    for (size_t i = 0; i < 70 * 3; i++)
        wild[i] = (double)NAN;
    for (size_t m = 1; m <= 70; m += 3) {
        memset(first, 0, fit.dim * sizeof *first);
        memset(fit.g, 0, fit.dim * sizeof *first);
        network_load(&network, &fit.pass, m, fit.x, fit.y, NULL);
        network_forward(&network, fit.theta, &fit.pass);
        network_backward(&network, fit.theta, 1, &fit.pass, first);
        network_load(&network, &fit.pass, 70, wild, fit.y, NULL);
        network_forward(&network, fit.theta, &fit.pass);
        network_backward(&network, fit.theta, 1, &fit.pass, fit.g);
        memset(fit.g, 0, fit.dim * sizeof *first);
        network_load(&network, &fit.pass, m, fit.x, fit.y, NULL);
        network_forward(&network, fit.theta, &fit.pass);
        network_backward(&network, fit.theta, 1, &fit.pass, fit.g);
        ck_assert_mem_eq(first, fit.g, fit.dim * sizeof *first);
    }
    free(first);
    free(wild);
    fit_finish(&fit);
}
END_TEST

/* Divergence is seen by nan. */
START_TEST(nan_in_theta_is_nan_in_the_loss)
{
    const struct network network = network_number(_i);
    struct fit fit;
    fit_init(&fit, &network, 5);
    const size_t last = network_biases(&network, 2); /* of the output, past all activations */
    fit.theta[last] = (double)NAN;
    ck_assert(isnan(loss_at(&fit, fit.theta)));
    fit_finish(&fit);
}
END_TEST

/* ---- the first parameters ---- */

START_TEST(zero_start_keeps_hidden_units_alike)
{
    const struct network network = network_number(ACTIVATION_TANH * ARRAY_LENGTH(ends) + 4);
    struct fit fit;
    fit_init(&fit, &network, 8);
    network_init(&network, INIT_ZERO, 1, 1, fit.theta);
    for (int step = 0; step < 20; step++) {
        gradient_at(&fit, fit.theta, fit.g);
        for (size_t i = 0; i < fit.dim; i++)
            fit.theta[i] -= 0.5 * fit.g[i];
    }
    for (size_t l = 0; l < 2; l++) {
        const double *w = fit.theta + network_weights(&network, l);
        for (size_t o = 1; o < network.width[l + 1]; o++)
            ck_assert_mem_eq(w, w + o * network.width[l], network.width[l] * sizeof *w);
    }
    ck_assert_double_ne(fit.theta[network_biases(&network, 2)], -1);
    fit_finish(&fit);
}
END_TEST

/* Of 4000 weights: the deviation to 5 percent (its own is 1.1 percent), and the bounds exactly. */
START_TEST(schemes_have_their_sizes)
{
    static const struct {
        enum init_scheme scheme;
        double deviation, bound;
        bool biases;
    } schemes[] = {
        {INIT_GLOROT, 2 * 0.1414213562373095, 2 * 0.2449489742783178, false}, /* sqrt(6/100) */
        {INIT_HE, 2 * 0.2236067977499790, 5, false},                          /* sqrt(2/40) */
        {INIT_NORMAL, 2, 20, true},
        {INIT_UNIFORM, 2 * 0.5773502691896258, 2, true}, /* 1/sqrt(3) */
        {INIT_ZERO, 0, 0, false},
    };
    const struct network network = {.layers = 2, .width = {40, 60, 40}};
    double *theta = mem_alloc(network_dim(&network), sizeof *theta);
    for (size_t i = 0; i < ARRAY_LENGTH(schemes); i++) {
        network_init(&network, schemes[i].scheme, 2, 5, theta);
        double sum = 0, largest = 0;
        for (size_t j = 0; j < 2400; j++) {
            sum += theta[j] * theta[j];
            largest = fmax(largest, fabs(theta[j]));
        }
        const double deviation = sqrt(sum / 2400);
        ck_assert_double_le(fabs(deviation - schemes[i].deviation), 0.05 * schemes[i].deviation);
        ck_assert_double_le(largest, schemes[i].bound);
        ck_assert_int_eq(theta[2400] != 0, schemes[i].biases);
    }
    free(theta);
}
END_TEST

START_TEST(layers_are_stored_in_order)
{
    const struct network network = {.layers = 2, .width = {2, 3, 1}};
    ck_assert_uint_eq(network_weights(&network, 0), 0);
    ck_assert_uint_eq(network_biases(&network, 0), 6);
    ck_assert_uint_eq(network_weights(&network, 1), 9);
    ck_assert_uint_eq(network_biases(&network, 1), 12);
    ck_assert_uint_eq(network_dim(&network), 13);
}
END_TEST

START_TEST(networks_that_make_no_sense_are_refused)
{
    static const struct {
        struct network network;
        const char *message;
    } wrong[] = {
        {{.layers = 17}, "a network has 0 to 15 hidden layers"},
        {{.layers = 2, .width = {2, 0, 1}}, "a layer has at least one unit"},
        {{.layers = 2, .width = {2, 5000000, 1}}, "the network has more than 10000000 parameters"},
        {{.layers = 2, .width = {SIZE_MAX, 2, 1}}, "the network has more than 10000000 parameters"},
        {{.layers = 1, .width = {1, 1}, .activation = ACTIVATION_SOFTMAX},
         "softmax is for the output, not for hidden layers"},
        {{.layers = 1, .width = {1, 1}, .loss = LOSS_BCE},
         "the loss bce goes with a sigmoid output"},
        {{.layers = 1, .width = {1, 1}, .output = ACTIVATION_SOFTMAX},
         "the loss ce and a softmax output go together"},
        {{.layers = 1, .width = {1, 1}, .loss = LOSS_CE},
         "the loss ce and a softmax output go together"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(wrong); i++) {
        struct error err = {0};
        ck_assert(!network_check(&wrong[i].network, &err));
        ck_assert_str_eq(err.text, wrong[i].message);
    }
}
END_TEST

static Suite *network_suite(void)
{
    Suite *suite = suite_create("network");
    TCase *derivatives = tcase_create("derivatives");
    tcase_add_loop_test(derivatives, gradient_is_that_of_central_differences, 0, NETWORKS);
    tcase_add_loop_test(derivatives, hessian_vector_is_the_difference_of_gradients, 0, NETWORKS);
    tcase_add_test(derivatives, xor_by_hand_has_no_loss_and_no_gradient);
    tcase_add_test(derivatives, samples_count_one_by_one);
    tcase_add_test(derivatives, padding_columns_carry_nothing_over);
    tcase_add_test(derivatives, padding_columns_overflow_only_with_samples);
    tcase_add_test(derivatives, slopes_at_kinks_are_the_documented_ones);
    suite_add_tcase(suite, derivatives);

    TCase *extremes = tcase_create("extremes");
    tcase_add_test(extremes, bce_is_finite_at_large_logits);
    tcase_add_test(extremes, cross_entropy_is_finite_at_large_logits);
    tcase_add_test(extremes, activations_have_the_bits_of_the_elementary_functions);
    tcase_add_test(extremes, bce_keeps_the_digits_of_a_small_loss);
    tcase_add_loop_test(extremes, nan_in_theta_is_nan_in_the_loss, 0, NETWORKS);
    suite_add_tcase(suite, extremes);

    TCase *start = tcase_create("start");
    tcase_add_test(start, zero_start_keeps_hidden_units_alike);
    tcase_add_test(start, schemes_have_their_sizes);
    tcase_add_test(start, layers_are_stored_in_order);
    tcase_add_test(start, networks_that_make_no_sense_are_refused);
    suite_add_tcase(suite, start);
    return suite;
}

int main(void)
{
    return suite_main(network_suite());
}
