/* Powers of ten in binary; private to the layer. The table is computed while the program is built,
 * by decimal_powers_make.c. */
#ifndef BASE_DECIMAL_POWERS_H
#define BASE_DECIMAL_POWERS_H

#include <stdint.h>

__extension__ typedef unsigned __int128 uint128;

/* 10^e for each e from the least to the most is m x 2^(power_exponent(e) - 127) with 2^127 <= m <
 * 2^128. The table has the integer part of m, which is all of it for 0 <= e <= 55. */
#define POWER_LEAST (-342)
#define POWER_MOST  325

struct power {
    uint64_t high, low;
};
extern const struct power decimal_powers[POWER_MOST - POWER_LEAST + 1];

static inline uint128 power_of_ten(int e)
{
    const struct power *power = &decimal_powers[e - POWER_LEAST];
    return (uint128)power->high << 64 | power->low;
}

/* The whole part of log2(10^e): log2(10) is 217706 / 2^16 closely enough for every e of the table,
 * which the maker of the table checks. >> rounds down, below 0 too. */
static inline int power_exponent(int e)
{
    return (e * 217706) >> 16;
}

/* The upper 128 bits of the 192 of a product. */
static inline uint128 power_product(uint64_t factor, uint128 power)
{
    return (uint128)factor * (uint64_t)(power >> 64) + ((uint128)factor * (uint64_t)power >> 64);
}

#endif
