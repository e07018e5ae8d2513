/* A surface as a problem: one of the table by its own function, anything else by its formula. */
#include "sim/problem.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "math/expr.h"
#include "math/random.h"
#include "math/vmath.h"
#include "problem_class.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct surface_problem {
    struct problem base;
    double (*evaluate)(const double p[static 2], double g[static 2]); /* or NULL: by the formula */
    struct expr *formula;      /* also for the second derivatives of the table's surfaces */
    double (*sample_noise)[2]; /* samples x 2: xi of each sample; NULL without noise */
};

static double evaluate(const struct surface_problem *s, const double *theta, double *g)
{
    return s->evaluate ? s->evaluate(theta, g) : expr_gradient(s->formula, theta, g);
}

static void surface_loss(struct problem *problem, size_t m, const double *theta, double *loss)
{
    const struct surface_problem *s = (const struct surface_problem *)problem;
    double g[2];
    for (size_t i = 0; i < m; i++)
        loss[i] = evaluate(s, theta + 2 * i, g);
}

static double surface_gradient(struct problem *problem, const double *theta, const uint32_t *sample,
                               size_t count, double *g)
{
    const struct surface_problem *s = (const struct surface_problem *)problem;
    const double f = evaluate(s, theta, g);
    if (!sample || !s->sample_noise)
        return f;
    double sample_noise[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        sample_noise[0] += s->sample_noise[sample[i]][0];
        sample_noise[1] += s->sample_noise[sample[i]][1];
    }
    sample_noise[0] /= (double)count;
    sample_noise[1] /= (double)count;
    g[0] += sample_noise[0];
    g[1] += sample_noise[1];
    return f + (sample_noise[0] * theta[0] + sample_noise[1] * theta[1]);
}

static bool surface_hessian_vector(struct problem *problem, const double *theta, const double *v,
                                   double *hv)
{
    const struct surface_problem *s = (const struct surface_problem *)problem;
    const struct jet jet = expr_jet(s->formula, theta);
    hv[0] = jet.xx * v[0] + jet.xy * v[1];
    hv[1] = jet.xy * v[0] + jet.yy * v[1];
    return true;
}

static bool surface_curvature(struct problem *problem, const double *theta,
                              struct curvature *curvature)
{
    const struct surface_problem *s = (const struct surface_problem *)problem;
    const struct jet jet = expr_jet(s->formula, theta);
    *curvature = curvature_of(jet.xx, jet.xy, jet.yy);
    return true;
}

static void surface_destroy(struct problem *problem)
{
    struct surface_problem *s = (struct surface_problem *)problem;
    expr_destroy(s->formula);
    free(s->sample_noise);
    free(s);
}

static void surface_parameter(const struct problem *problem, size_t index,
                              char name[static PROBLEM_PARAMETER])
{
    (void)problem;
    snprintf(name, PROBLEM_PARAMETER, "%c", "xy"[index]);
}

static const struct problem_class surface_class = {
    .parameter = surface_parameter,
    .loss = surface_loss,
    .gradient = surface_gradient,
    .hessian_vector = surface_hessian_vector,
    .curvature = surface_curvature,
    .destroy = surface_destroy,
};

static void make_sample_noise(struct surface_problem *s, double noise, uint64_t seed)
{
    const size_t n = s->base.samples;
    double mean[2] = {0, 0};
    s->sample_noise = mem_alloc(n, sizeof *s->sample_noise);
    s->base.memory = n * sizeof *s->sample_noise;
    for (size_t i = 0; i < n; i++) {
        for (uint64_t d = 0; d < 2; d++) {
            s->sample_noise[i][d] = noise * random_normal(seed, RNG_NOISE, d, i);
            mean[d] += s->sample_noise[i][d] / (double)n;
        }
    }
    for (size_t i = 0; i < n; i++) {
        s->sample_noise[i][0] -= mean[0];
        s->sample_noise[i][1] -= mean[1];
    }
}

/* "25*" before a variable, nothing for 1; exact, or rounded for those who read it. */
static void add_factor(struct text *text, double factor, bool exact)
{
    char number[NUMBER_SIZE];
    if (factor == 1)
        return;
    if (exact)
        number_format(number, factor);
    else
        number_round(number, factor, 6);
    text_printf(text, "%s*", number);
}

/* The quadratic with eigenvalues l1 and l2 whose first axis stands at `angle` to x, written out:
 * (a x^2 + 2 b x y + c y^2)/2. */
static char *ellipse_formula(const struct surface_spec *spec, bool exact)
{
    const double l1 = spec->eigenvalues[0], l2 = spec->eigenvalues[1];
    const double cosine = vmath_cos(spec->angle), sine = vmath_sin(spec->angle);
    const double twice_b = 2 * ((l1 - l2) * sine * cosine);
    struct text text = {0};
    text_add(&text, "(");
    add_factor(&text, l1 * cosine * cosine + l2 * sine * sine, exact);
    text_add(&text, "x^2");
    if (twice_b != 0) {
        text_add(&text, twice_b > 0 ? " + " : " - ");
        add_factor(&text, fabs(twice_b), exact);
        text_add(&text, "x*y");
    }
    text_add(&text, " + ");
    add_factor(&text, l1 * sine * sine + l2 * cosine * cosine, exact);
    text_add(&text, "y^2)/2");
    return text.data;
}

static const char *written_formula(const struct surface_spec *spec)
{
    return spec->surface ? spec->surface->formula : spec->expression;
}

/* In ASCII, from which the screen makes what it can show. */
static char *plain_formula(const struct surface_spec *spec)
{
    struct text formula = {0};
    expr_plain(written_formula(spec), &formula);
    return formula.data;
}

struct problem *problem_create_surface(const struct surface_spec *spec, uint64_t seed,
                                       struct error *err)
{
    static const char *const variables[] = {"x", "y"};
    static const double window[4] = {-2, 2, -2, 2}, start[2] = {-1.2, 0.8};
    const struct surface *surface = spec->surface;
    struct surface_problem *s = mem_alloc(1, sizeof *s);
    struct problem *problem = &s->base;

    problem->class = &surface_class;
    problem->owners = 1;
    problem->dim = 2;
    problem->loss_kind = mem_string("f");
    problem->samples = spec->noise > 0 ? (size_t)spec->samples : 1;
    problem->title = mem_string(surface ? surface->title : "A formula");
    problem->formula = spec->shaped ? ellipse_formula(spec, false) : plain_formula(spec);
    problem->start = mem_alloc(2, sizeof *problem->start);
    memcpy(problem->start, surface ? surface->start : start, sizeof start);
    memcpy(problem->window, surface ? surface->window : window, sizeof window);
    if (surface) {
        problem->minima = surface->minima[0];
        problem->minima_count = surface->minima_count;
    }
    s->evaluate = surface && !spec->shaped ? surface->evaluate : NULL;
    problem->surface = s->evaluate && !(spec->noise > 0) ? surface : NULL;
    char *exact = spec->shaped ? ellipse_formula(spec, true) : mem_string(written_formula(spec));
    s->formula = expr_create(exact, variables, ARRAY_LENGTH(variables), err);
    free(exact);
    if (!s->formula) {
        problem_release(problem);
        return NULL;
    }
    if (spec->noise > 0)
        make_sample_noise(s, spec->noise, seed);
    return problem;
}
