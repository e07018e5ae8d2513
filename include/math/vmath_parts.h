/* What the elementary functions are made of: the bits of a double, rounding without a rounding
 * instruction, pairs of doubles that carry twice the digits; and those functions that networks need
 * in loops over arrays, inline and without branches, so that a compiler can make vector code of the
 * loop. The bits are those of math/vmath.h, whose functions are made of the same. */
#ifndef MATH_VMATH_PARTS_H
#define MATH_VMATH_PARTS_H

#include <math.h>
#include <stdbool.h>
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

/* `yes` or `no`, both of them computed. */
static inline double select_double(bool condition, double yes, double no)
{
    const uint64_t mask = -(uint64_t)condition;
    return double_of((bits_of(yes) & mask) | (bits_of(no) & ~mask));
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

/* ln 2 to 95 bits; LN2_HI has 42, so that its product with an exponent is exact. */
#define LN2_HI 0x1.62e42fefa3800p-1
#define LN2_LO 0x1.ef35793c76730p-45
#define LOG2_E 0x1.71547652b82fep+0 /* 1 / ln 2 */

/* (e^r - 1 - r) / r^2 for |r| <= ln(2) / 2. */
static inline double exp_tail(double r)
{
    double z = r * r, z2 = z * z;
    double a = (1.0 / 2 + r * (1.0 / 6)) + z * (1.0 / 24 + r * (1.0 / 120));
    double b = (1.0 / 720 + r * (1.0 / 5040)) + z * (1.0 / 40320 + r * (1.0 / 362880));
    double c =
        (1.0 / 3628800 + r * (1.0 / 39916800)) + z * (1.0 / 479001600 + r * (1.0 / 6227020800));
    return (a + z2 * b) + (z2 * z2) * c;
}

/* e^(x + low) 2^shift, for a `low` far below x and a shift of 0 or -1.
 *
 * x = k ln 2 + r. The power 2^k is multiplied on in two halves, as it may be out of range where
 * the result is not (denormal), and so that the result overflows by itself. */
static inline double exp_scaled(double x, double low, int shift)
{
    x = select_double(x > 712, 712, x); /* beyond, all is infinite or 0; nan stays */
    x = select_double(x < -747, -747, x);
    double rounded = x * LOG2_E + ROUNDER;
    double k = rounded - ROUNDER;
    double r = (x - k * LN2_HI) - (k * LN2_LO - low);
    double y = 1 + (r + (r * r) * exp_tail(r));

    uint64_t exponent = bits_of(rounded) - bits_of(ROUNDER) + (uint64_t)(shift + 2 * 1023);
    uint64_t half = exponent >> 1;
    return y * double_of(half << EXPONENT_SHIFT) * double_of((exponent - half) << EXPONENT_SHIFT);
}

/* (tanh(x) / x - 1) / x^2 as a polynomial in z = x^2 <= 0.3025: interpolated at the Chebyshev
 * nodes, as the Taylor series converges slowly; z times the error is below 0.03 * 2^-53. */
static inline double tanh_tail(double z)
{
    double z2 = z * z, z4 = z2 * z2;
    double a = -0x1.5555555555555p-2 + z * 0x1.1111111111032p-3;
    double b = -0x1.ba1ba1b9fec84p-5 + z * 0x1.664f487713373p-6;
    double c = -0x1.226e32f00cf0cp-7 + z * 0x1.d6d339333f329p-9;
    double d = -0x1.7d97cfd138c28p-10 + z * 0x1.34c5a8a996cd4p-11;
    double e = -0x1.ec1091436eb2ap-13 + z * (0x1.64fd88e9900a5p-14 + z * -0x1.59a834187ce22p-16);
    return (a + z2 * b) + z4 * ((c + z2 * d) + z4 * e);
}

static inline double tanh_inline(double x)
{
    double a = fabs(x), z = x * x;
    double small = a + a * (z * tanh_tail(z)); /* where the other would cancel */
    double large = 1 - 2 / (exp_scaled(2 * a, 0, 0) + 1);
    return copysign(select_double(a < 0.55, small, large), x);
}

static inline double sigmoid_inline(double x)
{
    return 1 / (1 + exp_scaled(-x, 0, 0));
}

/* m 2^exponent, with m in [sqrt(1/2), sqrt(2)). */
struct scaled {
    double m, exponent;
};

/* For a positive x that is neither denormal nor infinite. */
static inline struct scaled take_apart_normal(double x)
{
    const uint64_t one = 0x3FF0000000000000, root_half = 0x3FE6A09E667F3BCD;
    uint64_t shifted = bits_of(x) + (one - root_half); /* carries into the exponent at sqrt(2) */
    uint64_t exponent = shifted >> EXPONENT_SHIFT;
    double m = double_of((shifted - (exponent << EXPONENT_SHIFT)) + root_half);
    return (struct scaled){m, (double)(int)exponent - 1023};
}

/* With f = m - 1 and s = f / (2 + f): log m = 2 atanh s = 2 s + 2 s^3 / 3 + 2 s^5 / 5 + ...
 * As 2 s = f - s f, the leading term is the exact f, and what is rounded is small:
 * log m = f - (f^2 / 2 - s (f^2 / 2 + 2 s^2 / 3 + 2 s^4 / 5 + ...)). */
static inline double log_scaled(struct scaled part)
{
    double f = part.m - 1;
    double s = f / (2 + f);
    double z = s * s, z2 = z * z, z4 = z2 * z2;
    double a = (2.0 / 3 + z * (2.0 / 5)) + z2 * (2.0 / 7 + z * (2.0 / 9));
    double b = (2.0 / 11 + z * (2.0 / 13)) + z2 * (2.0 / 15 + z * (2.0 / 17));
    double c = 2.0 / 19 + z * (2.0 / 21);
    double tail = z * ((a + z4 * b) + (z4 * z4) * c);
    double square = 0.5 * f * f;
    double k = part.exponent;
    return k * LN2_HI + (f - (square - (s * (square + tail) + k * LN2_LO)));
}

/* For a positive x that is neither denormal nor infinite; of nan it makes some number. */
static inline double log_inline(double x)
{
    return log_scaled(take_apart_normal(x));
}

/* log(1 + x) for 0 <= x <= 1: what is rounded off the sum is put back, to the first order. */
static inline double log_one_plus(double x)
{
    double sum = 1 + x;
    return log_inline(sum) + (x - (sum - 1)) / sum;
}

#endif
