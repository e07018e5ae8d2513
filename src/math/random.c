/* Normal deviates and permutations out of the counter-based generator. */
#include "math/random.h"

#include <assert.h>
#include <math.h>

#include "math/vmath.h"

double random_normal(uint64_t seed, enum rng_stream stream, uint64_t substream, uint64_t index)
{
    const double tau = 0x1.921fb54442d18p+2;                        /* 2 pi */
    double u = 1 - rng_uniform(seed, stream, substream, 2 * index); /* never 0 */
    double v = rng_uniform(seed, stream, substream, 2 * index + 1);
    return sqrt(-2 * vmath_log(u)) * vmath_cos(tau * v);
}

void random_permutation(uint64_t seed, uint64_t epoch, size_t n, uint32_t *order)
{
    assert(n <= UINT32_MAX);
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)rng_below(seed, RNG_ORDER, epoch, i, i);
        uint32_t swapped = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swapped;
    }
}
