/* A network on data as a problem. All passes over the data are made in chunks that fit the cache,
 * in the order of the samples, so that a sum has the same bits whoever asks for it. */
#include "sim/problem.h"

#include "base/mem.h"
#include "math/least_squares.h"
#include "network_describe.h"
#include "problem_class.h"
#include "score.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct network_problem {
    struct problem base;
    struct network network;
    struct dataset *dataset; /* owned */
    struct score_part train, test;
    size_t chunk; /* samples of a pass */
    struct network_pass pass, r;
    double *minimum; /* dim; or NULL */
    struct plane_block *blocks;
};

/* ---- passes over the data ---- */

/* Samples by index; without `sample` (NULL) the `count` that follow `first`. */
struct samples {
    size_t first, count;
    const uint32_t *sample;
};

/* Take in those from `done` on, as many as a chunk holds. */
static size_t load(struct network_problem *np, const struct samples *samples, size_t done)
{
    const struct dataset *dataset = np->dataset;
    const size_t left = samples->count - done, m = left < np->chunk ? left : np->chunk;
    if (samples->sample)
        network_load(&np->network, &np->pass, m, dataset->x, dataset->y, samples->sample + done);
    else
        network_load(&np->network, &np->pass, m,
                     dataset->x + (samples->first + done) * dataset->inputs,
                     dataset->y + (samples->first + done) * dataset->outputs, NULL);
    return m;
}

/* The loss over the samples, without l2. Where they are not NULL, g (dim) becomes its gradient, and
 * the outputs are counted in `score` (only of samples in a row). */
static double pass_over(struct network_problem *np, const double *theta,
                        const struct samples *samples, double *g, struct score *score)
{
    const struct network *network = &np->network;
    const double factor = network_factor(network, samples->count);
    double sum = 0;
    if (g)
        memset(g, 0, np->base.dim * sizeof *g);
    for (size_t done = 0, m; done < samples->count; done += m) {
        m = load(np, samples, done);
        network_forward(network, theta, &np->pass);
        sum += network_loss_sum(network, &np->pass);
        if (g)
            network_backward(network, theta, factor, &np->pass, g);
        if (score)
            score_add(score, np->dataset, samples->first + done, m, np->pass.a[network->layers],
                      np->pass.stride);
    }
    return factor * sum;
}

static struct samples training_samples(const struct network_problem *np)
{
    return (struct samples){.first = np->train.first, .count = np->train.count};
}

/* ---- what the class provides ---- */

/* The chunks are the outer loop: all points see a chunk while it is there. */
static void network_problem_loss(struct problem *problem, size_t m, const double *theta,
                                 double *loss)
{
    struct network_problem *np = (struct network_problem *)problem;
    const struct samples samples = training_samples(np);
    const double factor = network_factor(&np->network, samples.count);
    memset(loss, 0, m * sizeof *loss);
    for (size_t done = 0; done < samples.count; done += np->pass.m) {
        load(np, &samples, done);
        for (size_t i = 0; i < m; i++) {
            network_forward(&np->network, theta + i * problem->dim, &np->pass);
            loss[i] += network_loss_sum(&np->network, &np->pass);
        }
    }
    for (size_t i = 0; i < m; i++)
        loss[i] = factor * loss[i] + network_penalty(&np->network, theta + i * problem->dim, NULL);
}

static double network_problem_gradient(struct problem *problem, const double *theta,
                                       const uint32_t *sample, size_t count, double *g)
{
    struct network_problem *np = (struct network_problem *)problem;
    const struct samples samples = {.count = count, .sample = sample};
    const double loss = pass_over(np, theta, &samples, g, NULL);
    return loss + network_penalty(&np->network, theta, g);
}

static double network_problem_evaluate(struct problem *problem, const double *theta, double *g,
                                       struct problem_scores *scores)
{
    struct network_problem *np = (struct network_problem *)problem;
    const struct samples train = training_samples(np);
    const struct samples test = {.first = np->test.first, .count = np->test.count};
    struct score train_score = {0}, test_score = {0};
    const double loss = pass_over(np, theta, &train, g, &train_score);
    scores->train_score = score_value(&train_score, np->dataset, &np->train);
    if (test.count > 0) {
        scores->test_loss = pass_over(np, theta, &test, NULL, &test_score);
        scores->test_score = score_value(&test_score, np->dataset, &np->test);
    }
    return loss + network_penalty(&np->network, theta, g);
}

static bool network_problem_hessian_vector(struct problem *problem, const double *theta,
                                           const double *v, double *hv)
{
    struct network_problem *np = (struct network_problem *)problem;
    const struct samples samples = training_samples(np);
    const double factor = network_factor(&np->network, samples.count);
    memset(hv, 0, problem->dim * sizeof *hv);
    for (size_t done = 0; done < samples.count; done += np->pass.m) {
        load(np, &samples, done);
        network_forward(&np->network, theta, &np->pass);
        network_hessian_vector(&np->network, theta, v, factor, &np->pass, &np->r, hv);
    }
    network_penalty(&np->network, v, hv); /* its gradient is linear */
    return true;
}

static bool network_problem_curvature(struct problem *problem, const double *theta,
                                      struct curvature *curvature)
{
    static const double x[2] = {1, 0}, y[2] = {0, 1};
    double hx[2], hy[2];
    if (problem->dim != 2)
        return false;
    network_problem_hessian_vector(problem, theta, x, hx);
    network_problem_hessian_vector(problem, theta, y, hy);
    *curvature = curvature_of(hx[0], hx[1], hy[1]);
    return true;
}

static void network_problem_predict(struct problem *problem, const double *theta, size_t m,
                                    const double *x, double *outputs)
{
    struct network_problem *np = (struct network_problem *)problem;
    const struct network *network = &np->network;
    const size_t width = network->width[network->layers];
    const double *a = np->pass.a[network->layers]; /* outputs x m */
    for (size_t done = 0; done < m; done += np->pass.m) {
        const size_t left = m - done;
        network_load(network, &np->pass, left < np->chunk ? left : np->chunk,
                     x + done * network->width[0], NULL, NULL);
        network_forward(network, theta, &np->pass);
        for (size_t s = 0; s < np->pass.m; s++)
            for (size_t k = 0; k < width; k++)
                outputs[(done + s) * width + k] = a[k * np->pass.stride + s];
    }
}

static void network_problem_destroy(struct problem *problem)
{
    struct network_problem *np = (struct network_problem *)problem;
    network_pass_finish(&np->pass);
    network_pass_finish(&np->r);
    dataset_release(np->dataset);
    free(np->minimum);
    free(np->blocks);
    free(np);
}

static void network_problem_parameter(const struct problem *problem, size_t index,
                                      char name[static PROBLEM_PARAMETER])
{
    const struct network *network = problem->network;
    if (problem->dim <= 2) {
        snprintf(name, PROBLEM_PARAMETER, "%c", "wb"[index]);
        return;
    }
    size_t l = 0;
    while (l + 1 < network->layers && index >= network_weights(network, l + 1))
        l++;
    const size_t in = network->width[l], weight = index - network_weights(network, l);
    if (index < network_biases(network, l))
        snprintf(name, PROBLEM_PARAMETER, "W%zu[%zu,%zu]", l + 1, weight / in, weight % in);
    else
        snprintf(name, PROBLEM_PARAMETER, "b%zu[%zu]", l + 1, index - network_biases(network, l));
}

static const struct problem_class network_problem_class = {
    .parameter = network_problem_parameter,
    .loss = network_problem_loss,
    .gradient = network_problem_gradient,
    .evaluate = network_problem_evaluate,
    .hessian_vector = network_problem_hessian_vector,
    .curvature = network_problem_curvature,
    .predict = network_problem_predict,
    .destroy = network_problem_destroy,
};

/* ---- creation ---- */

static bool check_shapes(const struct network *network, const struct dataset *dataset,
                         struct error *err)
{
    const size_t inputs = network->width[0], outputs = network->width[network->layers];
    if (inputs != dataset->inputs)
        return error_set(err, "the network has %zu inputs, the data have %zu", inputs,
                         dataset->inputs);
    if (outputs != dataset->outputs)
        return error_set(err, "the network has %zu outputs, the data have %zu", outputs,
                         dataset->outputs);
    if (network->loss == LOSS_CE && outputs == 1)
        return error_set(err, "a softmax needs three classes or more; logistic is for two");
    return true;
}

/* Whether the cross-entropies mean something: each target a probability, those of a softmax adding
 * up to 1. */
static bool check_targets(const struct network *network, const struct dataset *dataset,
                          struct error *err)
{
    const size_t outputs = dataset->outputs;
    for (size_t s = 0; network->loss != LOSS_SQUARED && s < dataset->n + dataset->test_n; s++) {
        double sum = 0;
        for (size_t k = 0; k < outputs; k++) {
            const double y = dataset->y[s * outputs + k];
            if (!(y >= 0 && y <= 1))
                return error_set(err, "the loss %s needs targets from 0 to 1, and there is a %g",
                                 loss_name((size_t)network->loss), y);
            sum += y;
        }
        if (network->loss == LOSS_CE && fabs(sum - 1) > 1e-9)
            return error_set(err, "the loss ce needs one class a sample");
    }
    return true;
}

/* Very wide networks take smaller chunks, so that a pass stays below some 64 MB. */
static size_t chunk_of(const struct network *network)
{
    const size_t most = 8000000;
    size_t units = 1;
    for (size_t l = 0; l <= network->layers; l++)
        units += 3 * network->width[l];
    const size_t chunk = most / units / 4 * 4;
    return chunk > NETWORK_CHUNK ? NETWORK_CHUNK : chunk < 4 ? 4 : chunk;
}

static void full_gradient(void *context, const double *theta, double *g)
{
    problem_gradient(context, theta, NULL, ((struct problem *)context)->samples, g);
}

/* A linear model with the squared loss has its minimum in closed form. */
static void find_minimum(struct network_problem *np)
{
    const struct network *network = &np->network;
    const struct dataset *dataset = np->dataset;
    struct text why = {0};
    if (network->layers > 1 || network->output != ACTIVATION_IDENTITY ||
        network->loss != LOSS_SQUARED)
        return;
    const struct least_squares fit = {
        .n = dataset->n,
        .inputs = dataset->inputs,
        .outputs = dataset->outputs,
        .x = dataset->x,
        .factor = network_factor(network, dataset->n),
        .l2 = network->l2,
        .gradient = full_gradient,
        .context = np,
    };
    np->minimum = mem_alloc(np->base.dim, sizeof *np->minimum);
    if (least_squares(&fit, np->minimum, &why)) {
        np->base.minima = np->minimum;
        np->base.minima_count = 1;
    }
    np->base.note = why.data;
}

/* What the reader of the data has to tell. */
static void note_data(struct network_problem *np)
{
    const struct dataset *dataset = np->dataset;
    struct text note = {0};
    if (dataset->note_count == 0)
        return;
    if (np->base.note)
        text_printf(&note, "%s; ", np->base.note);
    text_printf(&note, "%s: ", dataset_short_name(dataset));
    for (size_t i = 0; i < dataset->note_count; i++)
        text_printf(&note, "%s%s", i > 0 ? "; " : "", dataset->notes[i]);
    free(np->base.note);
    np->base.note = note.data;
}

/* The weights into each neuron are a block. */
static void make_blocks(struct network_problem *np)
{
    const struct network *network = &np->network;
    size_t units = 0;
    for (size_t l = 1; l <= network->layers; l++)
        units += network->width[l];
    struct plane_block *block = np->blocks = mem_alloc(units, sizeof *np->blocks);
    for (size_t l = 0; l < network->layers; l++)
        for (size_t unit = 0; unit < network->width[l + 1]; unit++)
            *block++ = (struct plane_block){
                .first = network_weights(network, l) + unit * network->width[l],
                .length = network->width[l],
            };
    np->base.blocks = np->blocks;
    np->base.block_count = units;
}

/* Around the start and, where it is known, the minimum. A larger model is seen on a plane, whose
 * coordinates are of the size of its parameters. */
static void choose_window(struct network_problem *np)
{
    static const double unit[4] = {-1, 1, -1, 1}, wide[4] = {-8, 8, -8, 8};
    struct problem *problem = &np->base;
    if (problem->dim != 2)
        memcpy(problem->window, unit, sizeof unit);
    else if (problem->minima_count > 0)
        network_window(problem->start, np->minimum, problem->window);
    else
        memcpy(problem->window, wide, sizeof wide);
}

struct problem *problem_create_network(const struct network *network, struct dataset *dataset,
                                       enum init_scheme scheme, double gain, uint64_t seed,
                                       struct error *err)
{
    if (!network_check(network, err) || !check_shapes(network, dataset, err) ||
        !check_targets(network, dataset, err)) {
        dataset_release(dataset);
        return NULL;
    }
    struct network_problem *np = mem_alloc(1, sizeof *np);
    struct problem *problem = &np->base;
    np->network = *network;
    np->dataset = dataset;
    np->train = score_part_of(dataset, 0, dataset->n);
    np->test = score_part_of(dataset, dataset->n, dataset->test_n);
    np->chunk = chunk_of(network);
    network_pass_init(&np->pass, network, np->chunk);
    network_pass_init(&np->r, network, np->chunk);

    problem->class = &network_problem_class;
    problem->owners = 1;
    problem->dim = network_dim(network);
    problem->samples = dataset->n;
    problem->network = &np->network;
    problem->dataset = dataset;
    problem->score_name = score_name(dataset);
    problem->title = network_title(network, dataset);
    problem->formula = network_formula(network);
    problem->loss_kind = network_loss_kind(network->loss, network->scale);
    problem->memory = np->pass.bytes + np->r.bytes + 2 * problem->dim * sizeof(double);
    problem->start = mem_alloc(problem->dim, sizeof *problem->start);
    network_init(network, scheme, gain, seed, problem->start);
    find_minimum(np);
    note_data(np);
    make_blocks(np);
    choose_window(np);
    return problem;
}
