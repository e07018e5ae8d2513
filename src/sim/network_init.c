/* A network's first parameters. */
#include "sim/network.h"

#include "base/mem.h"
#include "base/rng.h"
#include "math/random.h"

#include <assert.h>
#include <math.h>

const char *init_scheme_name(size_t index)
{
    static const char *const names[] = {
        [INIT_GLOROT] = "glorot",   [INIT_HE] = "he",     [INIT_NORMAL] = "normal",
        [INIT_UNIFORM] = "uniform", [INIT_ZERO] = "zero",
    };
    static_assert(ARRAY_LENGTH(names) == INIT_COUNT, "a name for each scheme");
    return index < INIT_COUNT ? names[index] : NULL;
}

/* A number drawn for parameter `index` of a layer: from +-size, or of deviation size. */
static double draw(enum init_scheme scheme, double size, uint64_t seed, size_t layer, size_t index)
{
    switch (scheme) {
    case INIT_GLOROT:
    case INIT_UNIFORM:
        return size * (2 * rng_uniform(seed, RNG_INIT, layer, index) - 1);
    case INIT_HE:
    case INIT_NORMAL:
        return size * random_normal(seed, RNG_INIT, layer, index);
    default:
        return 0;
    }
}

static double size_of(enum init_scheme scheme, double gain, size_t in, size_t out)
{
    if (scheme == INIT_GLOROT)
        return gain * sqrt(6.0 / (double)(in + out));
    if (scheme == INIT_HE)
        return gain * sqrt(2.0 / (double)in);
    return gain;
}

void network_init(const struct network *network, enum init_scheme scheme, double gain,
                  uint64_t seed, double *theta)
{
    const bool draws_biases = scheme == INIT_NORMAL || scheme == INIT_UNIFORM;
    for (size_t l = 0; l < network->layers; l++) {
        const size_t in = network->width[l], out = network->width[l + 1];
        const double size = size_of(scheme, gain, in, out);
        double *w = theta + network_weights(network, l); /* out x in, then b (out) */
        for (size_t i = 0; i < out * in; i++)
            w[i] = draw(scheme, size, seed, l, i);
        for (size_t i = out * in; i < out * in + out; i++)
            w[i] = draws_biases ? draw(scheme, size, seed, l, i) : 0;
    }
}
