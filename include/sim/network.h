/* Feed-forward networks: linear, logistic and softmax regression, and multilayer perceptrons, as
 * one type. theta holds them layer by layer: W (out x in, row-major), then b (out).
 *
 *     z_l = W_l a_(l-1) + b_l,   a_l = activation(z_l),   a_0 = x
 *
 * The loss over m samples is (scale) x sum of the samples' losses + l2/2 |W|^2, weights only. */
#ifndef SIM_NETWORK_H
#define SIM_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define NETWORK_LAYERS     16       /* at most, with the output */
#define NETWORK_PARAMETERS 10000000 /* at most */

enum activation {
    ACTIVATION_IDENTITY,
    ACTIVATION_RELU,
    ACTIVATION_LEAKY_RELU, /* slope 0.01 below 0 */
    ACTIVATION_ABS,
    ACTIVATION_SIGMOID,
    ACTIVATION_TANH,
    ACTIVATION_SOFTMAX, /* of an output alone */
    ACTIVATION_COUNT,
};

enum loss {
    LOSS_SQUARED, /* sum over outputs of (a - y)^2 */
    LOSS_BCE,     /* binary cross-entropy, a sigmoid an output */
    LOSS_CE,      /* cross-entropy of a softmax */
    LOSS_COUNT,
};

enum loss_scale { SCALE_MEAN, SCALE_HALF_MEAN, SCALE_SUM, SCALE_HALF_SUM, SCALE_COUNT };

enum init_scheme {
    INIT_GLOROT,  /* uniform, +-gain sqrt(6/(in + out)) (Glorot & Bengio 2010) */
    INIT_HE,      /* normal, gain sqrt(2/in) (He et al. 2015) */
    INIT_NORMAL,  /* normal, gain */
    INIT_UNIFORM, /* uniform, +-gain */
    INIT_ZERO,
    INIT_COUNT,
};

/* Their words in a scene; NULL beyond the last one. */
const char *activation_name(size_t index);
const char *loss_name(size_t index);
const char *loss_scale_name(size_t index);
const char *init_scheme_name(size_t index);

struct network {
    size_t layers;                    /* W, b pairs: hidden layers + 1 */
    size_t width[NETWORK_LAYERS + 1]; /* width[0] inputs ... width[layers] outputs */
    enum activation activation;       /* of the hidden layers */
    enum activation output;
    enum loss loss;
    enum loss_scale scale;
    double l2;
    bool reproducible; /* own kernels only, whatever the width */
};

size_t network_dim(const struct network *network); /* parameters */

/* Where layer l's (from 0) W and b begin in theta. */
size_t network_weights(const struct network *network, size_t layer);
size_t network_biases(const struct network *network, size_t layer);

/* Fill theta (dim); biases are 0 but for INIT_UNIFORM and INIT_NORMAL, which draw them too. */
void network_init(const struct network *network, enum init_scheme scheme, double gain,
                  uint64_t seed, double *theta);

/* Whether the network can be played: at least a layer, no width of 0, not too large, and a loss
 * that goes with the output: bce with sigmoid, ce with softmax, squared with any but softmax. */
bool network_check(const struct network *network, struct error *err);

/* What a pass over m samples leaves behind: z, a and delta = dloss/dz of every layer. A row of a
 * matrix is one unit, a column one sample, so that vector instructions work on several samples at
 * once:
 *
 *     a of unit j for sample s is a[l][j * stride + s],   width[l] x m
 *
 * Columns m ... stride - 1 repeat sample 0, with a delta of 0. a[0] is the input; z[0] and delta[0]
 * are NULL. A pass is scratch memory: nothing is allocated while it is used. */
struct network_pass {
    size_t capacity, m; /* samples: it has room for; it holds */
    size_t stride;
    double *z[NETWORK_LAYERS + 1], *a[NETWORK_LAYERS + 1], *delta[NETWORK_LAYERS + 1];
    double *y;       /* outputs x m */
    double *scratch; /* as large as the widest layer */
    void *memory;
    size_t bytes; /* of it */
};

#define NETWORK_CHUNK 256 /* samples: passes over more are made in chunks of so many */

void network_pass_init(struct network_pass *pass, const struct network *network, size_t samples);
void network_pass_finish(struct network_pass *pass);

/* Take in m <= capacity samples: the rows of x (inputs columns, row-major) and y (outputs columns;
 * NULL where only the outputs are wanted). `sample` holds the indices of the rows; NULL: the first
 * m. */
void network_load(const struct network *network, struct network_pass *pass, size_t m,
                  const double *x, const double *y, const uint32_t *sample);

/* z and a of every layer, from the samples taken in. */
void network_forward(const struct network *network, const double *theta, struct network_pass *pass);

/* The sum of the losses of the samples, after a forward pass: without scale, without l2. */
double network_loss_sum(const struct network *network, struct network_pass *pass);

/* After a forward pass: delta of every layer, for `factor` times the sum of the samples' losses,
 * and from it dloss/dW and dloss/db, added to g (dim) (Rumelhart, Hinton & Williams 1986). */
void network_backward(const struct network *network, const double *theta, double factor,
                      struct network_pass *pass, double *g);

/* The factor that `scale` puts before the sum over m samples: 1/m, 1/(2m), 1 or 1/2. */
double network_factor(const struct network *network, size_t m);

/* l2/2 |W|^2, once whatever the batch; its gradient, l2 W, is added to g (dim; or NULL). */
double network_penalty(const struct network *network, const double *theta, double *g);

/* The Hessian of `factor` times the sum of the samples' losses, times a vector v (dim), added to
 * hv (dim): exact, by Pearlmutter's R operator (1994); kinks of activations count as straight.
 * After a forward pass; `r` is a second pass for what the operator makes of z, a and delta. */
void network_hessian_vector(const struct network *network, const double *theta, const double *v,
                            double factor, struct network_pass *pass, struct network_pass *r,
                            double *hv);

#endif
