/* The general problem: every call goes to the class of the problem at hand. */
#include "sim/problem.h"

#include "problem_class.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct problem *problem_share(struct problem *problem)
{
    problem->owners++;
    return problem;
}

void problem_release(struct problem *problem)
{
    if (!problem || --problem->owners > 0)
        return;
    free(problem->title);
    free(problem->formula);
    free(problem->loss_kind);
    free(problem->start);
    free(problem->note);
    problem->class->destroy(problem);
}

bool problem_has_batches(const struct problem *problem)
{
    return problem->samples > 1;
}

bool problem_has_data(const struct problem *problem)
{
    return problem->dataset != NULL;
}

bool problem_has_test(const struct problem *problem)
{
    return problem->dataset && problem->dataset->test_n > 0;
}

bool problem_needs_plane(const struct problem *problem)
{
    return problem->dim > 2;
}

bool problem_same_shape(const struct problem *a, const struct problem *b)
{
    if (a->dim != b->dim || !a->network != !b->network)
        return false;
    const struct network *m = a->network, *n = b->network;
    return !m || (m->layers == n->layers &&
                  memcmp(m->width, n->width, (m->layers + 1) * sizeof *m->width) == 0);
}

bool problem_same_loss(const struct problem *a, const struct problem *b)
{
    return strcmp(a->loss_kind, b->loss_kind) == 0;
}

double problem_cost(const struct problem *problem)
{
    return problem->dataset ? (double)problem->samples * (double)problem->dim : 1;
}

char *problem_parameter(const struct problem *problem, size_t index,
                        char name[static PROBLEM_PARAMETER])
{
    problem->class->parameter(problem, index, name);
    return name;
}

void problem_loss(struct problem *problem, size_t m, const double *theta, double *loss)
{
    problem->class->loss(problem, m, theta, loss);
}

double problem_gradient(struct problem *problem, const double *theta, const uint32_t *sample,
                        size_t count, double *g)
{
    if (count == problem->samples)
        sample = NULL;
    return problem->class->gradient(problem, theta, sample, count, g);
}

double problem_evaluate(struct problem *problem, const double *theta, double *g,
                        struct problem_scores *scores)
{
    *scores = (struct problem_scores){(double)NAN, (double)NAN, (double)NAN};
    if (problem->class->evaluate)
        return problem->class->evaluate(problem, theta, g, scores);
    return problem->class->gradient(problem, theta, NULL, problem->samples, g);
}

bool problem_hessian_vector(struct problem *problem, const double *theta, const double *v,
                            double *hv)
{
    return problem->class->hessian_vector && problem->class->hessian_vector(problem, theta, v, hv);
}

bool problem_curvature(struct problem *problem, const double *theta, struct curvature *curvature)
{
    return problem->class->curvature && problem->class->curvature(problem, theta, curvature);
}

static double distance_between(size_t dim, const double *a, const double *b)
{
    double sum = 0;
    for (size_t i = 0; i < dim; i++)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sqrt(sum);
}

void problem_predict(struct problem *problem, const double *theta, size_t m, const double *x,
                     double *outputs)
{
    problem->class->predict(problem, theta, m, x, outputs);
}

bool problem_nearest_minimum(const struct problem *problem, const double *theta, size_t *index,
                             double *distance)
{
    *distance = HUGE_VAL;
    for (size_t i = 0; i < problem->minima_count; i++) {
        const double d = distance_between(problem->dim, theta, problem->minima + i * problem->dim);
        if (d < *distance) {
            *distance = d;
            *index = i;
        }
    }
    return isfinite(*distance);
}
