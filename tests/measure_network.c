/* How fast networks train, for `meson test --benchmark`: a 2-16-16-1 network on two moons, 100
 * epochs of 1000 samples in batches of 32 by Adam, against the same written by hand for these
 * shapes alone. It only prints; nothing fails for being slow. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "race/run.h"
#include "math/random.h"

#define REPEATS 5
#define SAMPLES 1000
#define EPOCHS  100
#define BATCH   32
#define STEPS   (EPOCHS * ((SAMPLES + BATCH - 1) / BATCH))

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* ---- by hand ---- */

enum { IN = 2, WIDE = 16, DIM = IN * WIDE + WIDE + WIDE * WIDE + WIDE + WIDE + 1 };

/* Where the parameters are. */
enum {
    W1 = 0,
    B1 = W1 + IN * WIDE,
    W2 = B1 + WIDE,
    B2 = W2 + WIDE * WIDE,
    W3 = B2 + WIDE,
    B3 = W3 + WIDE
};

#if defined(__x86_64__) && !defined(__clang__)
#define FAST __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define FAST
#endif

/* e^x for moderate x. */
static inline double fast_exp(double x)
{
    const double rounder = 0x1.8p52, rounded = x * 1.4426950408889634 + rounder;
    const double r = x - (rounded - rounder) * 0.6931471805599453;
    double power = 1, sum = 1;
    for (int i = 1; i < 14; i++) {
        power *= r / i;
        sum += power;
    }
    uint64_t bits;
    memcpy(&bits, &rounded, sizeof bits);
    bits = (bits + 1023) << 52;
    double scale;
    memcpy(&scale, &bits, sizeof scale);
    return sum * scale;
}

static inline double fast_tanh(double x)
{
    return 1 - 2 / (fast_exp(2 * x) + 1);
}

/* The gradient of the mean cross-entropy of a batch; matrices have a row a unit, a column a sample.
 */
FAST static void gradient_by_hand(const double *restrict theta, const double *restrict x,
                                  const double *restrict y, const uint32_t *sample, size_t count,
                                  double *restrict g)
{
    static double x1[IN][BATCH], h1[WIDE][BATCH], h2[WIDE][BATCH], d2[WIDE][BATCH], d3[BATCH];
    for (size_t s = 0; s < BATCH; s++)
        for (size_t i = 0; i < IN; i++)
            x1[i][s] = x[sample[s < count ? s : 0] * IN + i];
    for (size_t o = 0; o < WIDE; o++)
        for (size_t s = 0; s < BATCH; s++)
            h1[o][s] = fast_tanh(theta[B1 + o] + theta[W1 + o * IN] * x1[0][s] +
                                 theta[W1 + o * IN + 1] * x1[1][s]);
    for (size_t o = 0; o < WIDE; o++) {
        double z[BATCH];
        for (size_t s = 0; s < BATCH; s++)
            z[s] = theta[B2 + o];
        for (size_t i = 0; i < WIDE; i++)
            for (size_t s = 0; s < BATCH; s++)
                z[s] += theta[W2 + o * WIDE + i] * h1[i][s];
        for (size_t s = 0; s < BATCH; s++)
            h2[o][s] = fast_tanh(z[s]);
    }
    for (size_t s = 0; s < BATCH; s++)
        d3[s] = theta[B3];
    for (size_t i = 0; i < WIDE; i++)
        for (size_t s = 0; s < BATCH; s++)
            d3[s] += theta[W3 + i] * h2[i][s];
    for (size_t s = 0; s < BATCH; s++)
        d3[s] = s < count ? (1 / (1 + fast_exp(-d3[s])) - y[sample[s]]) / (double)count : 0;

    memset(g, 0, DIM * sizeof *g);
    for (size_t s = 0; s < BATCH; s++)
        g[B3] += d3[s];
    for (size_t i = 0; i < WIDE; i++)
        for (size_t s = 0; s < BATCH; s++) {
            g[W3 + i] += d3[s] * h2[i][s];
            d2[i][s] = theta[W3 + i] * d3[s] * (1 - h2[i][s] * h2[i][s]);
            g[B2 + i] += d2[i][s];
        }
    for (size_t o = 0; o < WIDE; o++)
        for (size_t i = 0; i < WIDE; i++) {
            double sum[8] = {0};
            for (size_t s = 0; s < BATCH; s += 8)
                for (size_t j = 0; j < 8; j++)
                    sum[j] += d2[o][s + j] * h1[i][s + j];
            for (size_t j = 0; j < 8; j++)
                g[W2 + o * WIDE + i] += sum[j];
        }
    for (size_t i = 0; i < WIDE; i++) {
        double d1[BATCH] = {0};
        for (size_t o = 0; o < WIDE; o++)
            for (size_t s = 0; s < BATCH; s++)
                d1[s] += theta[W2 + o * WIDE + i] * d2[o][s];
        for (size_t s = 0; s < BATCH; s++) {
            d1[s] *= 1 - h1[i][s] * h1[i][s];
            g[B1 + i] += d1[s];
            g[W1 + i * IN] += d1[s] * x1[0][s];
            g[W1 + i * IN + 1] += d1[s] * x1[1][s];
        }
    }
}

FAST static void adam_by_hand(double *restrict theta, const double *restrict g, double *restrict m,
                              double *restrict v, double lr, double first, double second)
{
    for (size_t i = 0; i < DIM; i++) {
        m[i] = 0.9 * m[i] + (1 - 0.9) * g[i];
        v[i] = 0.999 * v[i] + (1 - 0.999) * g[i] * g[i];
        theta[i] -= lr * (m[i] / first) / (sqrt(v[i] / second) + 1e-8);
    }
}

static void train_by_hand(const struct problem *problem, double *theta)
{
    const double *x = problem->dataset->x, *y = problem->dataset->y;
    double g[DIM], m[DIM] = {0}, v[DIM] = {0}, power1 = 1, power2 = 1;
    uint32_t order[SAMPLES];
    memcpy(theta, problem->start, DIM * sizeof *theta);
    for (uint64_t epoch = 0; epoch < EPOCHS; epoch++) {
        random_permutation(1, epoch, SAMPLES, order);
        for (size_t s = 0; s < SAMPLES; s += BATCH) {
            const size_t left = SAMPLES - s;
            gradient_by_hand(theta, x, y, order + s, left < BATCH ? left : BATCH, g);
            power1 *= 0.9;
            power2 *= 0.999;
            adam_by_hand(theta, g, m, v, 0.01, 1 - power1, 1 - power2);
        }
    }
}

/* ---- by a run ---- */

static struct problem *moons(void)
{
    const struct dataset_spec spec = {.name = "moons", .n = SAMPLES, .noise = -1, .seed = 1};
    const struct network network = {.layers = 3,
                                    .width = {IN, WIDE, WIDE, 1},
                                    .activation = ACTIVATION_TANH,
                                    .output = ACTIVATION_SIGMOID,
                                    .loss = LOSS_BCE};
    struct error err = {0};
    struct dataset *dataset = dataset_create(&spec, &err);
    struct problem *problem =
        dataset ? problem_create_network(&network, dataset, INIT_GLOROT, 1, 1, &err) : NULL;
    if (!problem) {
        fprintf(stderr, "%s\n", err.text);
        exit(EXIT_FAILURE);
    }
    return problem;
}

/* The full problem is looked at every `every` updates. */
static double run_seconds(struct problem *problem, uint64_t every, double *theta)
{
    struct run_settings settings;
    run_settings_init(&settings, optimizer_find("adam"));
    settings.hyper[HYPER_LR] = 0.01;
    settings.batch = BATCH;
    const struct run_limits limits = {.every = every};
    const double start = now();
    struct run *run = run_create(problem, &settings, &limits, problem->start);
    while (run->step < STEPS)
        run_step(run);
    const double seconds = now() - start;
    memcpy(theta, run->theta, problem->dim * sizeof *theta);
    run_destroy(run);
    return seconds;
}

static void print_speed(const char *what, double seconds, double by_hand)
{
    printf("%-40s %6.2f M samples/s, %.2f times the time by hand\n", what,
           1e-6 * EPOCHS * SAMPLES / seconds, seconds / by_hand);
}

int main(void)
{
    struct problem *problem = moons();
    double theta[DIM], hand_theta[DIM], loss[2];
    double hand = 1e300, epochs = 1e300, steps = 1e300;
    for (int i = 0; i < REPEATS; i++) {
        const double start = now();
        train_by_hand(problem, hand_theta);
        hand = fmin(hand, now() - start);
        epochs = fmin(epochs, run_seconds(problem, STEPS / EPOCHS, theta));
        steps = fmin(steps, run_seconds(problem, 1, theta));
    }
    problem_loss(problem, 1, theta, &loss[0]);
    problem_loss(problem, 1, hand_theta, &loss[1]);
    printf("2-16-16-1, batch 32, Adam: loss %g, by hand %g\n", loss[0], loss[1]);
    print_speed("by hand", hand, hand);
    print_speed("run, a look at the whole an epoch", epochs, hand);
    print_speed("run, a look at the whole a step", steps, hand);
    problem_release(problem);
    return EXIT_SUCCESS;
}
