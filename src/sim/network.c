/* Networks: the way forward, and below it the way back. Losses are in network_loss.c, activations
 * in activation.c, matrix products in kernels.c.
 *
 * The letters are those of doc/backpropagation.md. Shapes stand beside the arrays; layer l leads
 * from width[l - 1] units to width[l], and l counts from 1 as in z_l = W_l a_(l-1) + b_l. */
#include "sim/network.h"

#include "base/mem.h"
#include "math/kernels.h"
#include "network_parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- shapes ---- */

size_t network_weights(const struct network *network, size_t layer)
{
    size_t start = 0;
    for (size_t l = 0; l < layer; l++)
        start += (network->width[l] + 1) * network->width[l + 1];
    return start;
}

size_t network_biases(const struct network *network, size_t layer)
{
    return network_weights(network, layer) + network->width[layer] * network->width[layer + 1];
}

size_t network_dim(const struct network *network)
{
    return network_weights(network, network->layers);
}

/* Counted so that it cannot overflow. */
static bool is_too_large(const struct network *network)
{
    size_t left = NETWORK_PARAMETERS;
    for (size_t l = 0; l < network->layers; l++) {
        const size_t in = network->width[l], out = network->width[l + 1];
        if (in >= NETWORK_PARAMETERS || out > left / (in + 1))
            return true;
        left -= (in + 1) * out;
    }
    return false;
}

bool network_check(const struct network *network, struct error *err)
{
    if (network->layers < 1 || network->layers > NETWORK_LAYERS)
        return error_set(err, "a network has 0 to %d hidden layers", NETWORK_LAYERS - 1);
    for (size_t l = 0; l <= network->layers; l++)
        if (network->width[l] == 0)
            return error_set(err, "a layer has at least one unit");
    if (is_too_large(network))
        return error_set(err, "the network has more than %d parameters", NETWORK_PARAMETERS);
    if (network->activation == ACTIVATION_SOFTMAX)
        return error_set(err, "softmax is for the output, not for hidden layers");
    if (network->loss == LOSS_BCE && network->output != ACTIVATION_SIGMOID)
        return error_set(err, "the loss bce goes with a sigmoid output");
    if ((network->loss == LOSS_CE) != (network->output == ACTIVATION_SOFTMAX))
        return error_set(err, "the loss ce and a softmax output go together");
    return true;
}

/* ---- a pass ---- */

#define LANES 4
#define LINE  8 /* numbers in a line of the cache */

static size_t round_up(size_t m, size_t unit)
{
    return (m + unit - 1) / unit * unit;
}

/* Rows a multiple of 512 bytes apart would all fall into a few sets of the cache. */
static size_t stride_of(size_t m)
{
    const size_t stride = round_up(m, LANES);
    return stride % 64 == 0 ? stride + LINE : stride;
}

void network_pass_init(struct network_pass *pass, const struct network *network, size_t samples)
{
    const size_t stride = round_up(samples, LINE) + LINE; /* the largest that there will be */
    const size_t outputs = network->width[network->layers];
    size_t units = network->width[0] + outputs, widest = 3; /* the loss needs three rows */
    for (size_t l = 1; l <= network->layers; l++) {
        units += 3 * network->width[l];
        widest = network->width[l] > widest ? network->width[l] : widest;
    }
    *pass = (struct network_pass){.capacity = samples};
    pass->bytes = (units + widest + 1) * stride * sizeof(double);
    pass->memory = mem_alloc(1, pass->bytes);
    double *next = pass->memory;
    while ((uintptr_t)next % (LINE * sizeof(double)) != 0) /* vectors that cross no line */
        next++;
    pass->a[0] = next;
    next += network->width[0] * stride;
    for (size_t l = 1; l <= network->layers; l++) {
        const size_t size = network->width[l] * stride;
        pass->z[l] = next;
        pass->a[l] = next + size;
        pass->delta[l] = next + 2 * size;
        next += 3 * size;
    }
    pass->y = next;
    pass->scratch = next + outputs * stride;
}

void network_pass_finish(struct network_pass *pass)
{
    free(pass->memory);
    *pass = (struct network_pass){0};
}

/* Rows of `columns` numbers become columns of `to`; those beyond the last sample repeat the first,
 * so that they are finite where the others are. */
static void transpose(size_t m, size_t columns, const double *from, const uint32_t *sample,
                      size_t stride, double *restrict to)
{
    for (size_t s = 0; s < m; s++) {
        const double *row = from + (sample ? sample[s] : s) * columns;
        for (size_t j = 0; j < columns; j++)
            to[j * stride + s] = row[j];
    }
    for (size_t j = 0; j < columns; j++)
        for (size_t s = m; s < stride; s++)
            to[j * stride + s] = to[j * stride];
}

void network_load(const struct network *network, struct network_pass *pass, size_t m,
                  const double *x, const double *y, const uint32_t *sample)
{
    assert(m > 0 && m <= pass->capacity);
    pass->m = m;
    pass->stride = stride_of(m);
    transpose(m, network->width[0], x, sample, pass->stride, pass->a[0]);
    if (y)
        transpose(m, network->width[network->layers], y, sample, pass->stride, pass->y);
}

static struct kernels_layer layer_of(const struct network *network, const struct network_pass *pass,
                                     size_t l)
{
    return (struct kernels_layer){.in = network->width[l - 1],
                                  .out = network->width[l],
                                  .stride = pass->stride,
                                  .own = network->reproducible};
}

static const struct activation_kind *activation_of(const struct network *network, size_t l)
{
    return activation_at(l == network->layers ? network->output : network->activation);
}

/* ---- forward and backward ---- */

void network_forward(const struct network *network, const double *theta, struct network_pass *pass)
{
    const double *w = theta; /* W_l: out x in */
    for (size_t l = 1; l <= network->layers; l++) {
        const struct kernels_layer layer = layer_of(network, pass, l);
        const double *b = w + layer.out * layer.in; /* b_l: out */
        double *z = pass->z[l], *a = pass->a[l];    /* out x m */
        kernels_forward(&layer, w, b, pass->a[l - 1], z);
        const struct activation_kind *activation = activation_of(network, l);
        if (activation->value)
            activation->value(layer.out * layer.stride, z, a);
        else
            activation_softmax(layer.out, layer.stride, z, a, pass->scratch);
        w = b + layer.out;
    }
}

void network_backward(const struct network *network, const double *theta, double factor,
                      struct network_pass *pass, double *g)
{
    loss_delta(network, factor, pass);
    size_t at = network_dim(network);
    for (size_t l = network->layers; l > 0; l--) {
        const struct kernels_layer layer = layer_of(network, pass, l);
        const double *delta = pass->delta[l], *a = pass->a[l - 1]; /* out x m, in x m */
        at -= layer.out;
        kernels_biases(&layer, delta, g + at); /* db = delta summed over m */
        at -= layer.out * layer.in;
        kernels_weights(&layer, delta, a, g + at); /* dW = delta a^T */
        if (l == 1)
            return;
        /* delta_(l-1) = W_l^T delta_l, times f'(z_(l-1)) */
        kernels_backward(&layer, theta + at, delta, false, pass->delta[l - 1]);
        activation_of(network, l - 1)
            ->first(layer.in * layer.stride, pass->z[l - 1], a, pass->delta[l - 1]);
    }
}

/* ---- the R operator: d/dt of all of the above at theta + t v, for t = 0 ---- */

/* Rz_l = V a + W Ra + vb, Ra_l = f'(z_l) Rz_l; the input does not depend on theta. */
static void forward_r(const struct network *network, const double *theta, const double *v,
                      struct network_pass *pass, struct network_pass *r)
{
    size_t at = 0;
    for (size_t l = 1; l <= network->layers; l++) {
        const struct kernels_layer layer = layer_of(network, pass, l);
        const size_t biases = at + layer.out * layer.in, n = layer.out * layer.stride;
        kernels_forward(&layer, v + at, v + biases, pass->a[l - 1], r->z[l]);
        if (l > 1)
            kernels_forward(&layer, theta + at, NULL, r->a[l - 1], r->z[l]);
        const struct activation_kind *activation = activation_of(network, l);
        if (activation->first) {
            memcpy(r->a[l], r->z[l], n * sizeof(double));
            activation->first(n, pass->z[l], pass->a[l], r->a[l]);
        }
        at = biases + layer.out;
    }
}

/* delta and Rdelta of layer l - 1 from those of layer l: with u = W^T delta,
 * Rdelta_(l-1) = f'(z) (V^T delta + W^T Rdelta) + f''(z) Rz u. */
static void backward_r(const struct network *network, const double *w, const double *v, size_t l,
                       struct network_pass *pass, struct network_pass *r)
{
    const struct kernels_layer layer = layer_of(network, pass, l);
    const struct activation_kind *activation = activation_of(network, l - 1);
    const size_t n = layer.in * layer.stride;
    const double *z = pass->z[l - 1], *a = pass->a[l - 1], *rz = r->z[l - 1];
    double *delta = pass->delta[l - 1], *rdelta = r->delta[l - 1]; /* in x m */
    double *second_order = pass->scratch;                          /* in x m: f''(z) Rz u */

    kernels_backward(&layer, w, pass->delta[l], false, delta);
    kernels_backward(&layer, v, pass->delta[l], false, rdelta);
    kernels_backward(&layer, w, r->delta[l], true, rdelta);
    for (size_t i = 0; i < n; i++)
        second_order[i] = delta[i] * rz[i];
    activation->second(n, z, a, second_order);
    activation->first(n, z, a, delta);
    activation->first(n, z, a, rdelta);
    for (size_t i = 0; i < n; i++)
        rdelta[i] += second_order[i];
}

void network_hessian_vector(const struct network *network, const double *theta, const double *v,
                            double factor, struct network_pass *pass, struct network_pass *r,
                            double *hv)
{
    forward_r(network, theta, v, pass, r);
    loss_delta(network, factor, pass);
    loss_delta_r(network, factor, pass, r);
    size_t at = network_dim(network);
    for (size_t l = network->layers; l > 0; l--) {
        const struct kernels_layer layer = layer_of(network, pass, l);
        at -= layer.out;
        kernels_biases(&layer, r->delta[l], hv + at);
        at -= layer.out * layer.in;
        kernels_weights(&layer, r->delta[l], pass->a[l - 1], hv + at); /* Rdelta a^T */
        if (l == 1)
            return;
        kernels_weights(&layer, pass->delta[l], r->a[l - 1], hv + at); /* delta Ra^T */
        backward_r(network, theta + at, v + at, l, pass, r);
    }
}
