/* What an optimizer minimises: a finite sum.
 *
 *     f(theta) = (1/n) sum over samples i of l_i(theta)
 *
 * n samples, dim parameters. A batch is a subset of the samples; its loss and gradient estimate
 * those of the whole. A smooth surface is a sum of one sample. A noisy one adds a linear term to
 * each sample: l_i(theta) = f(theta) + xi_i . theta, with xi_i normal of variance noise^2 in each
 * coordinate, centred so that they sum to 0; the whole sum sees f itself, a batch of B a gradient
 * noise of variance noise^2/B (n - B)/(n - 1). */
#ifndef SIM_PROBLEM_H
#define SIM_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "data/dataset.h"
#include "math/curvature.h"
#include "math/plane.h"
#include "sim/network.h"
#include "sim/surface.h"

struct problem_class;

struct problem {
    const struct problem_class *class;
    size_t owners; /* see problem_share() */
    size_t dim, samples;
    char *title, *formula;
    char *loss_kind;  /* "f" of a surface; "mean squared error", "sum of cross-entropy / 2" ... */
    double window[4]; /* x from, x to, y from, y to: what is first shown */
    size_t memory;    /* bytes that it takes, without its data */
    double *start;    /* dim: where to start if nothing else is said */
    size_t minima_count;  /* known minima, the global ones first */
    const double *minima; /* minima_count x dim */
    char *note; /* why there is no closed form where there could be one, and what the reader of the
                 * data left out or took for what; or NULL */

    const struct surface *surface; /* of the table, if it is one as it stands there; or NULL */

    /* Of models; NULL and 0 of a surface. */
    const struct network *network; /* NULL also of the two-parameter model gabor */
    struct dataset *dataset;
    const char *score_name; /* "accuracy" or "R²" */
    size_t block_count;     /* parameters that belong together, for random planes; 0: none */
    const struct plane_block *blocks;
};

/* What is seen of a model besides its loss; nan where there is none. */
struct problem_scores {
    double train_score, test_loss, test_score;
};

/* A surface as a scene describes it: one of the table, or a formula in x and y. */
struct surface_spec {
    const struct surface *surface; /* or NULL */
    char *expression;              /* or NULL; owned */
    bool shaped;                   /* an ellipse with its own: */
    double eigenvalues[2], angle;  /* angle in radians, of the first axis */
    double noise;                  /* 0: none */
    uint64_t samples;              /* of the finite sum; 1 without noise */
};

/* NULL on a mistake in the expression. `seed` makes the noise. */
struct problem *problem_create_surface(const struct surface_spec *spec, uint64_t seed,
                                       struct error *err);

/* A network on data. The caller's share of the data is taken over; also on failure. `start` of the
 * problem is drawn by the scheme and the seed. A linear model has its least-squares solution for a
 * minimum (normal equations, by LAPACK), or a note that says why not. */
struct problem *problem_create_network(const struct network *network, struct dataset *dataset,
                                       enum init_scheme scheme, double gain, uint64_t seed,
                                       struct error *err);

/* The two-parameter model sin(a + 0.06 b x) exp(-(a + 0.06 b x)^2/32) with the squared loss
 * (Prince, "Understanding Deep Learning", 2023, chapter 6): a curve whose loss has many local
 * minima. */
struct problem *problem_create_gabor(struct dataset *dataset, enum loss_scale scale,
                                     struct error *err);

/* One owner more, and one less: the last one frees it. Returns the problem. */
struct problem *problem_share(struct problem *problem);
void problem_release(struct problem *problem);

/* ---- what a problem can do ---- */

bool problem_has_batches(const struct problem *problem); /* more than one sample */
bool problem_has_data(const struct problem *problem);    /* a dataset that it is fitted to */
bool problem_has_test(const struct problem *problem);    /* samples kept aside */

/* Whether it has more parameters than a map has axes, so that the map shows a plane through them.
 */
bool problem_needs_plane(const struct problem *problem);

/* Whether the parameters of both mean the same, layer by layer, so that one map shows both. */
bool problem_same_shape(const struct problem *a, const struct problem *b);

/* Whether the losses of both are of one kind, so that they can be compared. */
bool problem_same_loss(const struct problem *a, const struct problem *b);

/* About how many multiplications the loss of the whole sum takes: what may be drawn at once, and
 * what has to be computed in slices. */
double problem_cost(const struct problem *problem);

#define PROBLEM_PARAMETER 48 /* bytes of a parameter's name */

/* What a parameter is called: x and y of a surface, W1[2,0] and b1[2] of a network's first layer
 * and third unit, w and b of the only ones, a and b of gabor. Returns `name`. */
char *problem_parameter(const struct problem *problem, size_t index,
                        char name[static PROBLEM_PARAMETER]);

/* ---- losses and gradients ---- */

/* The loss at each of m points, theta (m x dim, row-major), into loss (m). */
void problem_loss(struct problem *problem, size_t m, const double *theta, double *loss);

/* The loss over a batch at theta (dim), and its gradient into g (dim). `sample` holds `count`
 * indices; NULL is the whole sum. */
double problem_gradient(struct problem *problem, const double *theta, const uint32_t *sample,
                        size_t count, double *g);

/* The loss and gradient of the whole sum, and what else is seen of a model at theta. */
double problem_evaluate(struct problem *problem, const double *theta, double *g,
                        struct problem_scores *scores);

/* The Hessian of the whole sum times v (dim), exact; false where the problem has none. */
bool problem_hessian_vector(struct problem *problem, const double *theta, const double *v,
                            double *hv);

/* A model's outputs (m x outputs) at theta for the inputs x (m x inputs), both row-major. Only
 * where there is a dataset. */
void problem_predict(struct problem *problem, const double *theta, size_t m, const double *x,
                     double *outputs);

/* The curvatures of the whole sum at theta. Exact; false where the problem has no 2 x 2 Hessian. */
bool problem_curvature(struct problem *problem, const double *theta, struct curvature *curvature);

/* The known minimum nearest to theta, as an index, and its distance; false: none is known. */
bool problem_nearest_minimum(const struct problem *problem, const double *theta, size_t *index,
                             double *distance);

#endif
