/* The Gabor model, with two parameters and many local minima. With u = a + 0.06 b x:
 *
 *     f(u) = sin(u) exp(-u^2/32)
 *     f'(u) = (cos u - u/16 sin u) exp(-u^2/32)
 *     f''(u) = ((u^2/256 - 17/16) sin u - u/8 cos u) exp(-u^2/32) */
#include "sim/problem.h"

#include "base/mem.h"
#include "base/text.h"
#include "math/vmath.h"
#include "network_describe.h"
#include "problem_class.h"
#include "score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLOPE 0.06 /* du/d(b x) */

struct gabor_problem {
    struct problem base;
    struct network scale;    /* only for its scale */
    struct dataset *dataset; /* owned */
    struct score_part train, test;
};

/* f and its derivatives by u. */
struct wave {
    double value, first, second;
};

static struct wave wave_at(const double *theta, double x)
{
    const double u = theta[0] + SLOPE * theta[1] * x;
    const double sine = vmath_sin(u), cosine = vmath_cos(u), hull = vmath_exp(-(u * u) / 32);
    return (struct wave){
        .value = sine * hull,
        .first = (cosine - u / 16 * sine) * hull,
        .second = ((u * u / 256 - 17.0 / 16) * sine - u / 8 * cosine) * hull,
    };
}

/* The sum of squared errors of `count` samples, from `first` on or by index; half its gradient is
 * added to g. */
static double squares(const struct gabor_problem *gp, const double *theta, size_t first,
                      size_t count, const uint32_t *sample, double g[static 2])
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t s = sample ? sample[i] : first + i;
        const double x = gp->dataset->x[s];
        const struct wave wave = wave_at(theta, x);
        const double error = wave.value - gp->dataset->y[s];
        sum += error * error;
        g[0] += error * wave.first;
        g[1] += error * wave.first * (SLOPE * x);
    }
    return sum;
}

static void gabor_loss(struct problem *problem, size_t m, const double *theta, double *loss)
{
    const struct gabor_problem *gp = (const struct gabor_problem *)problem;
    const double factor = network_factor(&gp->scale, problem->samples);
    double unused[2] = {0};
    for (size_t i = 0; i < m; i++)
        loss[i] = factor * squares(gp, theta + 2 * i, 0, problem->samples, NULL, unused);
}

static double gabor_gradient(struct problem *problem, const double *theta, const uint32_t *sample,
                             size_t count, double *g)
{
    const struct gabor_problem *gp = (const struct gabor_problem *)problem;
    const double factor = network_factor(&gp->scale, count);
    g[0] = g[1] = 0;
    const double sum = squares(gp, theta, 0, count, sample, g);
    g[0] *= 2 * factor;
    g[1] *= 2 * factor;
    return factor * sum;
}

static double gabor_evaluate(struct problem *problem, const double *theta, double *g,
                             struct problem_scores *scores)
{
    const struct gabor_problem *gp = (const struct gabor_problem *)problem;
    const struct dataset *dataset = gp->dataset;
    const double factor = network_factor(&gp->scale, gp->train.count);
    g[0] = g[1] = 0;
    const struct score train = {.squares = squares(gp, theta, 0, gp->train.count, NULL, g)};
    g[0] *= 2 * factor;
    g[1] *= 2 * factor;
    scores->train_score = score_value(&train, dataset, &gp->train);
    if (gp->test.count > 0) {
        double unused[2] = {0};
        const struct score test = {
            .squares = squares(gp, theta, gp->test.first, gp->test.count, NULL, unused)};
        scores->test_loss = network_factor(&gp->scale, gp->test.count) * test.squares;
        scores->test_score = score_value(&test, dataset, &gp->test);
    }
    return factor * train.squares;
}

/* The Hessian: 2 factor sum (f'^2 + (f - y) f'') (1, 0.06 x)(1, 0.06 x)^T. */
static void hessian(const struct gabor_problem *gp, const double *theta, double h[static 3])
{
    const double factor = 2 * network_factor(&gp->scale, gp->base.samples);
    h[0] = h[1] = h[2] = 0;
    for (size_t s = 0; s < gp->base.samples; s++) {
        const double slope = SLOPE * gp->dataset->x[s];
        const struct wave wave = wave_at(theta, gp->dataset->x[s]);
        const double second_order =
            factor * (wave.first * wave.first + (wave.value - gp->dataset->y[s]) * wave.second);
        h[0] += second_order;
        h[1] += second_order * slope;
        h[2] += second_order * slope * slope;
    }
}

static bool gabor_hessian_vector(struct problem *problem, const double *theta, const double *v,
                                 double *hv)
{
    double h[3];
    hessian((const struct gabor_problem *)problem, theta, h);
    hv[0] = h[0] * v[0] + h[1] * v[1];
    hv[1] = h[1] * v[0] + h[2] * v[1];
    return true;
}

static bool gabor_curvature(struct problem *problem, const double *theta,
                            struct curvature *curvature)
{
    double h[3];
    hessian((const struct gabor_problem *)problem, theta, h);
    *curvature = curvature_of(h[0], h[1], h[2]);
    return true;
}

static void gabor_predict(struct problem *problem, const double *theta, size_t m, const double *x,
                          double *outputs)
{
    (void)problem;
    for (size_t s = 0; s < m; s++)
        outputs[s] = wave_at(theta, x[s]).value;
}

static void gabor_destroy(struct problem *problem)
{
    struct gabor_problem *gp = (struct gabor_problem *)problem;
    dataset_release(gp->dataset);
    free(gp);
}

static void gabor_parameter(const struct problem *problem, size_t index,
                            char name[static PROBLEM_PARAMETER])
{
    (void)problem;
    snprintf(name, PROBLEM_PARAMETER, "%c", "ab"[index]);
}

static const struct problem_class gabor_class = {
    .parameter = gabor_parameter,
    .loss = gabor_loss,
    .gradient = gabor_gradient,
    .evaluate = gabor_evaluate,
    .hessian_vector = gabor_hessian_vector,
    .curvature = gabor_curvature,
    .predict = gabor_predict,
    .destroy = gabor_destroy,
};

struct problem *problem_create_gabor(struct dataset *dataset, enum loss_scale scale,
                                     struct error *err)
{
    static const double start[2] = {2.2, 10}, window[4] = {-10, 10, 2.5, 22.5};
    if (dataset->inputs != 1 || dataset->outputs != 1 || dataset->classes > 0) {
        error_set(err, "the gabor model makes one number of one number, the data do not");
        dataset_release(dataset);
        return NULL;
    }
    struct gabor_problem *gp = mem_alloc(1, sizeof *gp);
    struct problem *problem = &gp->base;
    const struct scale_words words = network_scale_words(scale);
    struct text title = {0}, formula = {0};
    text_printf(&title, "gabor model on %s", dataset_short_name(dataset));
    text_printf(&formula, "%s((sin(u)*exp(-u^2/32) - y)^2)%s, u = a + 0.06*b*x", words.before,
                words.behind);
    gp->scale.scale = scale;
    gp->dataset = dataset;
    gp->train = score_part_of(dataset, 0, dataset->n);
    gp->test = score_part_of(dataset, dataset->n, dataset->test_n);

    problem->class = &gabor_class;
    problem->owners = 1;
    problem->dim = 2;
    problem->samples = dataset->n;
    problem->dataset = dataset;
    problem->score_name = score_name(dataset);
    problem->title = title.data;
    problem->formula = formula.data;
    problem->loss_kind = network_loss_kind(LOSS_SQUARED, scale);
    problem->start = mem_alloc(2, sizeof *problem->start);
    memcpy(problem->start, start, sizeof start);
    memcpy(problem->window, window, sizeof window);
    return problem;
}
