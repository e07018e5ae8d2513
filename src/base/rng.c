/* Philox4x32-10. */
#include "base/rng.h"

#include <assert.h>

__extension__ typedef unsigned __int128 uint128;

void rng_philox(const uint32_t counter[static 4], const uint32_t key[static 2],
                uint32_t out[static 4])
{
    uint32_t a = counter[0], b = counter[1], c = counter[2], d = counter[3];
    uint32_t k = key[0], l = key[1];

    for (int round = 0; round < 10; round++) {
        uint64_t p = (uint64_t)0xD2511F53 * a;
        uint64_t q = (uint64_t)0xCD9E8D57 * c;
        a = (uint32_t)(q >> 32) ^ b ^ k;
        c = (uint32_t)(p >> 32) ^ d ^ l;
        b = (uint32_t)q;
        d = (uint32_t)p;
        k += 0x9E3779B9; /* the golden ratio */
        l += 0xBB67AE85; /* sqrt(3) - 1 */
    }
    out[0] = a;
    out[1] = b;
    out[2] = c;
    out[3] = d;
}

uint64_t rng_bits(uint64_t seed, enum rng_stream stream, uint64_t substream, uint64_t index)
{
    assert(substream <= UINT32_MAX);
    const uint32_t counter[4] = {(uint32_t)index, (uint32_t)(index >> 32), (uint32_t)stream,
                                 (uint32_t)substream};
    const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    uint32_t out[4];
    rng_philox(counter, key, out);
    return (uint64_t)out[1] << 32 | out[0];
}

double rng_uniform(uint64_t seed, enum rng_stream stream, uint64_t substream, uint64_t index)
{
    return (double)(rng_bits(seed, stream, substream, index) >> 11) * 0x1p-53;
}

uint64_t rng_below(uint64_t seed, enum rng_stream stream, uint64_t substream, uint64_t index,
                   uint64_t bound)
{
    assert(bound > 0);
    return (uint64_t)((uint128)rng_bits(seed, stream, substream, index) * bound >> 64);
}
