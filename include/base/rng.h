/* A counter-based random generator: Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel
 * random numbers: as easy as 1, 2, 3", 2011).
 *
 * There is no state to keep or to lose: the number at (seed, stream, index) is a pure function,
 * so that going back to the past finds the same numbers. */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include <stdint.h>

/* One block of the generator, ten rounds. */
void rng_philox(const uint32_t counter[static 4], const uint32_t key[static 2],
                uint32_t out[static 4]);

/* What a stream of numbers is for; two purposes never share numbers. */
enum rng_stream {
    RNG_ORDER, /* the order of the samples in an epoch */
    RNG_NOISE, /* the noise of each sample of a noisy surface */
    RNG_DATA,  /* built-in sets of data */
    RNG_SPLIT, /* which samples are kept aside */
    RNG_INIT,  /* a network's first parameters */
    RNG_PLANE, /* random directions through theta-space */
};

/* 64 random bits. Key: seed; counter: (index, stream, substream). substream < 2^32. */
uint64_t rng_bits(uint64_t seed, enum rng_stream stream, uint64_t substream, uint64_t index);

/* Uniform on [0, 1): a multiple of 2^-53. */
double rng_uniform(uint64_t seed, enum rng_stream stream, uint64_t substream, uint64_t index);

/* Uniform on 0 ... bound - 1 (bound > 0), by multiplication (Lemire 2019, without rejection: the
 * bias is below bound / 2^64). */
uint64_t rng_below(uint64_t seed, enum rng_stream stream, uint64_t substream, uint64_t index,
                   uint64_t bound);

#endif
