/* The exponential, the logarithm and what follows from them: hyperbolic functions and powers.
 *
 * Each function takes its argument to a short interval where a polynomial is exact to rounding.
 * The coefficients are those of the Taylor series, but for tanh; the polynomials are summed in
 * pairs (Estrin 1960), which lets a processor work on several terms at once. The trigonometric
 * functions are in vmath_trig.c. */
#include "sim/vmath.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "vmath_parts.h"

/* ln 2 to 95 bits; LN2_HI has 42, so that its product with an exponent is exact. */
#define LN2_HI 0x1.62e42fefa3800p-1
#define LN2_LO 0x1.ef35793c76730p-45
#define LOG2_E 0x1.71547652b82fep+0 /* 1 / ln 2 */

/* Up to here an integer power is a product, x^2 the same as x * x. Each squaring doubles the error
 * that there is, so that larger powers go through the logarithm, too. */
#define PRODUCT_MAX 4

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
    x = x > 712 ? 712 : x; /* beyond, all is infinite or 0; nan stays */
    x = x < -747 ? -747 : x;
    double rounded = x * LOG2_E + ROUNDER;
    double k = rounded - ROUNDER;
    double r = (x - k * LN2_HI) - (k * LN2_LO - low);
    double y = 1 + (r + (r * r) * exp_tail(r));

    uint64_t exponent = bits_of(rounded) - bits_of(ROUNDER) + (uint64_t)(shift + 2 * 1023);
    uint64_t half = exponent >> 1;
    return y * double_of(half << EXPONENT_SHIFT) * double_of((exponent - half) << EXPONENT_SHIFT);
}

double vmath_exp(double x)
{
    return exp_scaled(x, 0, 0);
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

double vmath_tanh(double x)
{
    double a = fabs(x), z = x * x;
    double value;
    if (a < 0.55) /* where 1 - 2 / (e^2x + 1) would cancel */
        value = a + a * (z * tanh_tail(z));
    else
        value = 1 - 2 / (exp_scaled(2 * a, 0, 0) + 1);
    return copysign(value, x);
}

double vmath_sinh(double x)
{
    double a = fabs(x), z = x * x;
    if (a < 1) {
        double z2 = z * z;
        double p = (1.0 / 6 + z * (1.0 / 120)) + z2 * (1.0 / 5040 + z * (1.0 / 362880));
        double q = (1.0 / 39916800 + z * (1.0 / 6227020800)) +
                   z2 * (1.0 / 1307674368000 + z * (1.0 / 355687428096000));
        return x + x * (z * (p + (z2 * z2) * q));
    }
    double half = exp_scaled(a, 0, -1); /* e^a / 2 */
    return copysign(half - 0.25 / half, x);
}

double vmath_cosh(double x)
{
    double half = exp_scaled(fabs(x), 0, -1);
    return half + 0.25 / half;
}

/* m 2^exponent, with m in [sqrt(1/2), sqrt(2)). */
struct scaled {
    double m, exponent;
};

/* For a positive finite x. */
static inline struct scaled take_apart(double x)
{
    const uint64_t one = 0x3FF0000000000000, root_half = 0x3FE6A09E667F3BCD;
    double bias = 1023;
    if (x < DBL_MIN) { /* denormal: make it normal first */
        x *= 0x1p54;
        bias += 54;
    }
    uint64_t shifted = bits_of(x) + (one - root_half); /* carries into the exponent at sqrt(2) */
    uint64_t exponent = shifted >> EXPONENT_SHIFT;
    double m = double_of((shifted - (exponent << EXPONENT_SHIFT)) + root_half);
    return (struct scaled){m, (double)(int)exponent - bias};
}

/* With f = m - 1 and s = f / (2 + f): log m = 2 atanh s = 2 s + 2 s^3 / 3 + 2 s^5 / 5 + ...
 * As 2 s = f - s f, the leading term is the exact f, and what is rounded is small:
 * log m = f - (f^2 / 2 - s (f^2 / 2 + 2 s^2 / 3 + 2 s^4 / 5 + ...)). */
double vmath_log(double x)
{
    if (!(x > 0))
        return x == 0 ? -HUGE_VAL : (double)NAN;
    if (x > DBL_MAX)
        return x;
    struct scaled part = take_apart(x);
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

/* log x to about 2^-65 of itself, for a positive finite x: the series above, with its first two
 * terms in pairs. */
static struct pair log_pair(double x)
{
    struct scaled part = take_apart(x);
    double f = part.m - 1;
    struct pair d = fast_two_sum(2, f);
    double s_hi = f / d.hi;
    struct pair back = two_product(s_hi, d.hi);
    double s_lo = (((f - back.hi) - back.lo) - s_hi * d.lo) / d.hi;

    struct pair z = two_product(s_hi, s_hi);
    z.lo += 2 * s_hi * s_lo;
    double tail = 0; /* z^2 / 5 + z^3 / 7 + ... */
    for (int n = 27; n >= 5; n -= 2)
        tail = 1.0 / n + z.hi * tail;
    tail *= z.hi * z.hi;

    const struct pair third = {0x1.5555555555555p-2, 0x1.5555555555555p-56};
    struct pair w = two_product(z.hi, third.hi); /* z / 3 + tail */
    w = fast_two_sum(w.hi, w.lo + (z.hi * third.lo + z.lo * third.hi) + tail);

    struct pair sum = two_product(s_hi, w.hi); /* log m = 2 (s + s w) */
    sum.lo += s_hi * w.lo + s_lo * w.hi + s_lo;
    struct pair log_m = fast_two_sum(s_hi, sum.hi);
    log_m = fast_two_sum(2 * log_m.hi, 2 * (log_m.lo + sum.lo));

    double k = part.exponent;
    if (k == 0)
        return log_m;
    struct pair whole = fast_two_sum(k * LN2_HI, log_m.hi);
    return fast_two_sum(whole.hi, whole.lo + (log_m.lo + k * LN2_LO));
}

static double power_by_squaring(double x, uint64_t n)
{
    double result = 1;
    for (;;) {
        if (n & 1)
            result *= x;
        n >>= 1;
        if (n == 0)
            return result;
        x *= x;
    }
}

static bool is_integer(double y)
{
    return floor(y) == y;
}

static bool is_odd(double y)
{
    return is_integer(y) && !is_integer(y * 0.5);
}

/* |x|^y for a positive finite |x|. */
static double power_of_positive(double x, double y)
{
    /* A larger |y| changes nothing: |log x| is 0 or at least 2^-53. */
    y = y > 0x1p64 ? 0x1p64 : y < -0x1p64 ? -0x1p64 : y;
    struct pair log_x = log_pair(x);
    struct pair product = two_product(y, log_x.hi);
    product.lo += y * log_x.lo;
    product = fast_two_sum(product.hi, product.lo);
    if (fabs(product.hi) > 800)
        product.lo = 0; /* out of range anyway, and no longer small */
    return exp_scaled(product.hi, product.lo, 0);
}

double vmath_pow(double x, double y)
{
    if (y == 0 || x == 1)
        return 1;
    if (isnan(x) || isnan(y))
        return (double)NAN;
    double a = fabs(x);
    if (x < 0 && a <= DBL_MAX && !is_integer(y))
        return (double)NAN;

    if (fabs(y) <= PRODUCT_MAX && is_integer(y)) {
        double power = power_by_squaring(x, (uint64_t)fabs(y));
        if (y > 0)
            return power;
        if (fabs(power) >= 0x1p-1000 && fabs(power) <= 0x1p1000) /* else it was rounded twice */
            return 1 / power;
    }
    double magnitude;
    if (a == 0 || a > DBL_MAX)
        magnitude = (a == 0) == (y < 0) ? HUGE_VAL : 0;
    else
        magnitude = power_of_positive(a, y);
    return signbit(x) && is_odd(y) ? -magnitude : magnitude;
}

double vmath_decay(double x, uint64_t k)
{
    const double negligible = 0x1p-54;
    bool shrinks = fabs(x) < 1;
    double result = 1;
    for (; k > 0; k >>= 1) {
        if (k & 1)
            result *= x;
        if (shrinks && fabs(result) < negligible)
            return 0;
        x *= x;
    }
    return result;
}
