/* Least squares by the normal equations. The Hessian A is the same for every output,
 *
 *     A = 2 factor sum over samples of (x, 1)(x, 1)^T, + l2 on the diagonal of the weights,
 *
 * and Newton's step -A^(-1) g leads from anywhere to the minimum. The first step solves the normal
 * equations; two more, with gradients made of residuals, put right what rounding spoiled. */
#include "math/least_squares.h"

#include "base/mem.h"
#include "math/kernels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CONDITION_LIMIT 1e12
#define WORK_LIMIT      2e9  /* n p^2, about a second */
#define SIZE_LIMIT      2000 /* p; two matrices of 8 p^2 bytes */
#define NEWTON_STEPS    3

/* A (p x p), p = inputs + 1; the last row and column belong to the bias. */
static void make_hessian(const struct least_squares *problem, size_t p, double *a)
{
    const double factor = 2 * problem->factor;
    for (size_t s = 0; s < problem->n; s++) {
        const double *x = problem->x + s * problem->inputs;
        for (size_t i = 0; i < p; i++)
            for (size_t j = 0; j <= i; j++)
                a[i * p + j] += (i + 1 < p ? x[i] : 1) * (j + 1 < p ? x[j] : 1);
    }
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j <= i; j++)
            a[j * p + i] = a[i * p + j] *= factor;
        if (i + 1 < p)
            a[i * p + i] += problem->l2;
    }
}

/* Units of the parameters in which A has a diagonal of ones: what is left of the condition number
 * is not a matter of the units of x. */
static void rescale(size_t p, double *a, double *unit)
{
    for (size_t i = 0; i < p; i++)
        unit[i] = a[i * p + i] > 0 ? 1 / sqrt(a[i * p + i]) : 0;
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++)
            a[i * p + j] *= unit[i] * unit[j];
}

/* Parameter i of output k: the weights come first, then the biases. */
static double *parameter_of(const struct least_squares *problem, double *theta, size_t k, size_t i)
{
    const size_t inputs = problem->inputs, outputs = problem->outputs;
    return theta + (i < inputs ? k * inputs + i : outputs * inputs + k);
}

/* theta -= A^(-1) g. `a` and `right` (outputs x p) are scratch; A is in `hessian`. */
static bool newton_step(const struct least_squares *problem, size_t p, const double *hessian,
                        const double *unit, double *g, double *a, double *right, double *theta,
                        double *condition)
{
    const size_t outputs = problem->outputs;
    memcpy(a, hessian, p * p * sizeof *a);
    for (size_t k = 0; k < outputs; k++)
        for (size_t i = 0; i < p; i++)
            right[k * p + i] = unit[i] * *parameter_of(problem, g, k, i);
    if (!kernels_solve(p, a, outputs, right, CONDITION_LIMIT, condition))
        return false;
    for (size_t k = 0; k < outputs; k++)
        for (size_t i = 0; i < p; i++)
            *parameter_of(problem, theta, k, i) -= unit[i] * right[k * p + i];
    return true;
}

bool least_squares(const struct least_squares *problem, double *theta, struct text *why)
{
    const size_t p = problem->inputs + 1, outputs = problem->outputs;
    if (p > SIZE_LIMIT || (double)problem->n * (double)p * (double)p > WORK_LIMIT) {
        text_printf(why, "the data are too large to solve for the minimum");
        return false;
    }
    double *memory = mem_alloc(2 * p * p + p + 2 * outputs * p, sizeof *memory);
    double *hessian = memory, *a = hessian + p * p, *unit = a + p * p, *g = unit + p;
    double *right = g + outputs * p, condition = 0;
    bool solved = true;
    make_hessian(problem, p, hessian);
    rescale(p, hessian, unit);
    for (int step = 0; step < NEWTON_STEPS && solved; step++) {
        problem->gradient(problem->context, theta, g);
        solved = newton_step(problem, p, hessian, unit, g, a, right, theta, &condition);
    }
    if (isnan(condition))
        text_add(why, "OpenBLAS, which solves for the minimum, cannot be loaded");
    else if (!solved && isfinite(condition))
        text_printf(why,
                    "the data do not fix the minimum: the normal equations have the condition "
                    "number %.1e",
                    condition);
    else if (!solved)
        text_add(why, "the data do not fix the minimum: the normal equations are singular");
    free(memory);
    return solved;
}
