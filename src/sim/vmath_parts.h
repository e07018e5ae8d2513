/* What the elementary functions are made of: the bits of a double, rounding without a rounding
 * instruction, and pairs of doubles that carry twice the digits. Private to vmath. */
#ifndef SIM_VMATH_PARTS_H
#define SIM_VMATH_PARTS_H

#include <stdint.h>
#include <string.h>

__extension__ typedef unsigned __int128 uint128;

#define SIGN_BIT       ((uint64_t)1 << 63)
#define EXPONENT_SHIFT 52

static inline uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double double_of(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Added to a number below 2^51 in magnitude, this leaves no room for a fraction: the sum holds the
 * nearest integer, in two's complement in its low bits. Subtracted again, it gives that integer. */
#define ROUNDER 0x1.8p52

/* hi + lo, where lo is at most about half a unit in the last place of hi. */
struct pair {
    double hi, lo;
};

/* a + b exactly, for |a| >= |b| (Dekker 1971). */
static inline struct pair fast_two_sum(double a, double b)
{
    double sum = a + b;
    return (struct pair){sum, (a - sum) + b};
}

/* x as the sum of two numbers of 26 bits (Veltkamp 1968). |x| < 2^996. */
static inline struct pair split(double x)
{
    double scaled = x * 0x1.0000002p27; /* 2^27 + 1 */
    double hi = scaled - (scaled - x);
    return (struct pair){hi, x - hi};
}

/* a b exactly (Dekker 1971), away from overflow and underflow. */
static inline struct pair two_product(double a, double b)
{
    struct pair x = split(a), y = split(b);
    double product = a * b;
    double error = ((x.hi * y.hi - product) + x.hi * y.lo + x.lo * y.hi) + x.lo * y.lo;
    return (struct pair){product, error};
}

#endif
