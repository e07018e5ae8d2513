/* Random numbers in the shapes that a simulation needs, as pure functions of seed and place. */
#ifndef MATH_RANDOM_H
#define MATH_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#include "base/rng.h"

/* A standard normal deviate (Box & Muller 1958, the cosine branch). */
double random_normal(uint64_t seed, enum rng_stream stream, uint64_t substream, uint64_t index);

/* order[0 .. n-1] becomes a permutation of 0 .. n-1, a function of (seed, epoch) alone (Fisher and
 * Yates 1938, in Durstenfeld's form). n < 2^32. */
void random_permutation(uint64_t seed, uint64_t epoch, size_t n, uint32_t *order);

#endif
