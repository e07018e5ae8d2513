/* The exponential, the logarithm and what follows from them: hyperbolic functions and powers.
 *
 * Each function takes its argument to a short interval where a polynomial is exact to rounding.
 * The coefficients are those of the Taylor series, but for tanh; the polynomials are summed in
 * pairs (Estrin 1960), which lets a processor work on several terms at once. The trigonometric
 * functions are in vmath_trig.c. */
#include "math/vmath.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "math/clones.h"
#include "math/vmath_parts.h"

/* Up to here an integer power is a product, x^2 the same as x * x. Each squaring doubles the error
 * that there is, so that larger powers go through the logarithm, too. */
#define PRODUCT_MAX 4

double vmath_exp(double x)
{
    return exp_scaled(x, 0, 0);
}

double vmath_tanh(double x)
{
    return tanh_inline(x);
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

/* For a positive finite x. */
static inline struct scaled take_apart(double x)
{
    if (x >= DBL_MIN)
        return take_apart_normal(x);
    struct scaled part = take_apart_normal(x * 0x1p54);
    part.exponent -= 54;
    return part;
}

double vmath_log(double x)
{
    if (!(x > 0))
        return x == 0 ? -HUGE_VAL : (double)NAN;
    if (x > DBL_MAX)
        return x;
    return log_scaled(take_apart(x));
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

#define NEGLIGIBLE 0x1p-54 /* a power below it is 0, if it decays */

double vmath_decay(double x, uint64_t k)
{
    bool shrinks = fabs(x) < 1;
    double result = 1;
    for (; k > 0; k >>= 1) {
        if (k & 1)
            result *= x;
        if (shrinks && fabs(result) < NEGLIGIBLE)
            return 0;
        x *= x;
    }
    return result;
}

#define INLINE static inline __attribute__((always_inline)) /* into each of the clones */

#define LOW_BITS 6
#define GROUP    ((size_t)1 << LOW_BITS) /* exponents with the same higher bits */

/* A power is the product of the squares x^(2^j) of its exponent's bits, from the lowest bit to the
 * highest: x^11 is ((1 * x) * x^2) * x^8. So the powers of the low bits alone follow from each
 * other, as x^(2^j + i) = x^i * x^(2^j) for i < 2^j ... */
INLINE void low_powers(const double *square, double low[static GROUP])
{
    low[0] = 1;
    for (size_t j = 0; j < LOW_BITS; j++)
        for (size_t i = 0; i < (size_t)1 << j; i++)
            low[((size_t)1 << j) + i] = low[i] * square[j];
}

/* ... and the higher bits, the same in the whole group, are multiplied on to each of them. A square
 * of 0 among them makes all of them 0. */
INLINE void multiply_high(const double *square, uint64_t k, const double *low, size_t n,
                          double *power)
{
    double high[64];
    high[0] = 1;
    size_t count = 0;
    for (size_t j = LOW_BITS; j < 64 && k >> j; j++)
        if (k >> j & 1)
            high[count++] = square[j];
    if (count > 0 && high[count - 1] == 0) {
        for (size_t i = 0; i < n; i++)
            power[i] = 0;
        return;
    }
    for (size_t i = 0; i < n; i++)
        power[i] = low[i] * high[0];
    for (size_t h = 1; h < count; h++)
        for (size_t i = 0; i < n; i++)
            power[i] *= high[h];
}

/* Where |x| < 1 no partial product is smaller than the whole, so that it is enough to look at the
 * whole; and a square that is negligible is 0 at once, before it gets denormal. */
CLONES void vmath_decays(double x, uint64_t k, size_t n, double *power)
{
    const bool shrinks = fabs(x) < 1;
    const uint64_t last = k + n < k ? UINT64_MAX : k + n;
    double square[64], low[GROUP];
    for (size_t j = 0; j < LOW_BITS || (j < 64 && last >> j); j++, x *= x)
        square[j] = x = shrinks && fabs(x) < NEGLIGIBLE ? 0 : x;
    low_powers(square, low);
    for (size_t done = 0, count; done < n; done += count) {
        const size_t place = (k + done) % GROUP, left = n - done;
        count = GROUP - place < left ? GROUP - place : left;
        multiply_high(square, k + done, low + place, count, power + done);
    }
    for (size_t i = 0; i < n; i++)
        power[i] = shrinks && fabs(power[i]) < NEGLIGIBLE ? 0 : power[i];
}
