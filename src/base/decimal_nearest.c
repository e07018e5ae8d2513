/* The double nearest to a decimal w x 10^e. In nearly all cases 128 bits of the power of ten decide
 * (Daniel Lemire, "Number parsing at a gigabyte per second", 2021, after Michael Eisel). Here the
 * computation carries its error bound along, and gives up where the bound does not decide.
 *
 * Shift w to the left until its highest bit is that of 64, and take 10^e = m x 2^(E - 127) from the
 * table, where m lacks less than 1. Of the 192 bits of w x m keep the upper 128, T. What T lacks is
 * less than 1 by what was cut off below, and less than w / 2^64 < 1 by what m lacks:
 *
 *     w x 10^e  =  t x 2^x      with  T <= t < T + 2
 *
 * A normal double keeps the 53 highest bits of t, a denormal one fewer. With n bits too many, t is
 * rounded down where the part that is dropped is below half = 2^(n - 1), else up, and exactly half
 * goes to even. Of that part, t mod 2^n, it is known that it is at least r = T mod 2^n and less
 * than r + 2. So
 *
 *     r + 2 <= half   it is below half: down
 *     r     >  half   it is above half: up; beyond 2^n too, where t has the next integer's bits
 *     otherwise       more would have to be known
 *
 * n is at least 74: about one decimal in 2^73 is left over, and those that are half way exactly. */
#include "base/decimal.h"

#include "decimal_powers.h"

#include <string.h>

#define BITS           53    /* of a normal double */
#define LEAST_EXPONENT -1022 /* a normal double is at least 2^-1022 */
#define INFINITE       ((uint64_t)0x7FF << 52)

/* The place of the highest bit, from 0. */
static int highest_bit(uint64_t x)
{
    return 63 - __builtin_clzll(x);
}

/* Decimals as people write them: where the digits and the power of ten are doubles exactly, their
 * product or quotient is rounded once (William Clinger, "How to read floating point numbers
 * accurately", 1990, section 4). */
static bool nearest_exactly(uint64_t digits, int e, double *value)
{
    static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (digits >> BITS != 0 || e < -22 || e > 22)
        return false;
    *value = e < 0 ? (double)digits / tens[-e] : (double)digits * tens[e];
    return true;
}

bool decimal_nearest(struct decimal decimal, double *value)
{
    const int e = decimal.exponent;
    if (nearest_exactly(decimal.digits, e, value))
        return true;
    if (decimal.digits == 0 || e < POWER_LEAST || e > POWER_MOST)
        return false;
    const int shift = 63 - highest_bit(decimal.digits);
    const uint128 t = power_product(decimal.digits << shift, power_of_ten(e));
    const int length = 64 + highest_bit((uint64_t)(t >> 64)) + 1; /* 127 or 128 bits */

    /* 2^exponent <= w x 10^e < 2^(exponent + 1) */
    const int exponent = length - 1 + power_exponent(e) - 63 - shift;
    const bool is_normal = exponent >= LEAST_EXPONENT;
    const int kept = is_normal ? BITS : BITS - (LEAST_EXPONENT - exponent);
    if (kept < 1)
        return false;

    const int n = length - kept;
    const uint128 half = (uint128)1 << (n - 1), rest = t & (2 * half - 1);
    if (rest + 2 > half && rest <= half)
        return false;
    /* The highest of 53 bits adds 1 to the exponent in front of them, and so does what is carried
     * when they are rounded up. */
    const uint64_t bits = (uint64_t)(t >> n) + (rest > half) +
                          ((uint64_t)(is_normal ? exponent - LEAST_EXPONENT : 0) << (BITS - 1));
    if (bits >= INFINITE)
        return false;
    memcpy(value, &bits, sizeof bits);
    return true;
}
