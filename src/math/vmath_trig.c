/* The trigonometric functions and their inverses.
 *
 * An angle is first taken to |r| <= pi / 4 and a quadrant, as a pair of doubles, so that the result
 * is right also next to a zero of the function: by Cody and Waite's method (1980) for moderate
 * angles, by Payne and Hanek's (1983) for huge ones. All are exactly odd or even. */
#include "math/vmath.h"

#include <float.h>
#include <math.h>

#include "math/vmath_trig_parts.h"

#define PIO2_HI 0x1.921fb54442d18p+0 /* pi / 2 to 106 bits */
#define PIO2_LO 0x1.1a62633145c07p-54

/* 64 bits of value 0, and the first 1216 of 2 / pi. */
static const uint64_t two_over_pi[20] = {
    0x0000000000000000, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041,
    0xfe5163abdebbc561, 0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e,
    0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b,
    0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
    0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab,
};

/* 64 bits of the table from a place on. */
static uint64_t table_bits(unsigned place)
{
    unsigned word = place / 64, shift = place % 64;
    if (shift == 0)
        return two_over_pi[word];
    return two_over_pi[word] << shift | two_over_pi[word + 1] >> (64 - shift);
}

/* A fraction of 128 bits as a pair: three pieces that are exact, added up. */
static struct pair pair_of_fraction(uint128 fraction)
{
    const uint64_t mask = ((uint64_t)1 << 43) - 1;
    double high = (double)(uint64_t)(fraction >> 86) * 0x1p-42;
    double middle = (double)((uint64_t)(fraction >> 43) & mask) * 0x1p-85;
    double low = (double)((uint64_t)fraction & mask) * 0x1p-128;
    struct pair rest = fast_two_sum(middle, low);
    struct pair sum = fast_two_sum(high, rest.hi);
    sum.lo += rest.lo;
    return sum;
}

/* For a = m 2^e only 192 bits of 2 / pi matter: higher ones make multiples of four quadrants, lower
 * ones less than 2^-126 of one. */
static struct angle reduce_huge(double a)
{
    if (!(a <= DBL_MAX))
        return (struct angle){.hi = (double)NAN};
    uint64_t bits = bits_of(a);
    uint64_t m = (bits & (((uint64_t)1 << EXPONENT_SHIFT) - 1)) | (uint64_t)1 << EXPONENT_SHIFT;
    int e = (int)(bits >> EXPONENT_SHIFT) - 1075;

    unsigned place = (unsigned)(e + 62); /* the bit whose product with 2^e weighs 2 */
    uint64_t w0 = table_bits(place), w1 = table_bits(place + 64), w2 = table_bits(place + 128);
    uint128 product = ((uint128)(m * w0) << 64) + (uint128)m * w1 + ((uint128)m * w2 >> 64);

    uint64_t quadrant = (uint64_t)(product >> 126);
    uint128 fraction = product << 2;
    double sign = 1;
    if (fraction >> 127) { /* nearer to the next quadrant */
        quadrant++;
        fraction = -fraction;
        sign = -1;
    }
    struct pair part = pair_of_fraction(fraction);
    struct pair r = two_product(part.hi, PIO2_HI);
    r = fast_two_sum(r.hi, r.lo + (part.hi * PIO2_LO + part.lo * PIO2_HI));
    return (struct angle){sign * r.hi, sign * r.lo, quadrant};
}

static inline struct angle reduce(double a)
{
    return a <= MODERATE_ANGLE ? reduce_moderate(a) : reduce_huge(a);
}

double vmath_sin(double x)
{
    return sin_of_angle(reduce(fabs(x)), x);
}

double vmath_cos(double x)
{
    return cos_of_angle(reduce(fabs(x)));
}

double vmath_tan(double x)
{
    struct angle r = reduce(fabs(x));
    double sine = sin_series(r.hi, r.lo), cosine = cos_series(r.hi, r.lo);
    double value = r.quadrant & 1 ? -cosine / sine : sine / cosine;
    return negate_if(bits_of(x) >> 63, value);
}

/* atan(j / 8) to 106 bits. */
static const struct pair atan_eighths[9] = {
    {0x0.0p+0, 0x0.0p+0},
    {0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59},
    {0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57},
    {0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56},
    {0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56},
    {0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58},
    {0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56},
    {0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56},
    {0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55},
};

/* atan a = pi / 2 - atan(1 / a) takes the argument to t <= 1, the addition theorem with the eighth
 * c below it to 0 <= u <= 1 / 8: atan t = atan c + atan((t - c) / (1 + t c)). */
double vmath_atan(double x)
{
    if (isnan(x))
        return x;
    double a = fabs(x);
    double t = a > 1 ? 1 / a : a;
    int j = (int)(8 * t);
    double c = 0.125 * j;
    double u = (t - c) / (1 + t * c);
    double z = u * u, z2 = z * z;
    double p = (-1.0 / 3 + z * (1.0 / 5)) + z2 * (-1.0 / 7 + z * (1.0 / 9));
    double q = (-1.0 / 11 + z * (1.0 / 13)) + z2 * (-1.0 / 15 + z * (1.0 / 17));
    double tail = z * (p + (z2 * z2) * q);
    double value = atan_eighths[j].hi + (u + (u * tail + atan_eighths[j].lo));
    if (a > 1)
        value = PIO2_HI - (value - PIO2_LO);
    return copysign(value, x);
}

double vmath_asin(double x)
{
    return vmath_atan(x / sqrt((1 - x) * (1 + x)));
}

double vmath_acos(double x)
{
    return 2 * vmath_atan(sqrt((1 - x) / (1 + x)));
}
