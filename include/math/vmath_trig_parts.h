/* What sine and cosine are made of, inline: for loops over many angles, and for code that needs
 * both of one angle, whose reduction and series a compiler then computes once. The bits are those
 * of vmath_sin() and vmath_cos(), which are made of the same. */
#ifndef MATH_VMATH_TRIG_PARTS_H
#define MATH_VMATH_TRIG_PARTS_H

#include "math/vmath.h"
#include "math/vmath_parts.h"

/* The parts are long, and compute things twice unless they are inlined. */
#define TRIG static inline __attribute__((always_inline))

/* The angle |x| = q pi / 2 + hi + lo; only the last two bits of q are meant. */
struct angle {
    double hi, lo;
    uint64_t quadrant;
};

#define MODERATE_ANGLE 1e5

/* pi / 2 comes in three pieces of 33 bits and a rest: the products with q, which has up to 16 bits,
 * are exact, and so are the differences once they are held in t and e. */
TRIG struct angle reduce_moderate(double a)
{
    double rounded = a * 0x1.45f306dc9c883p-1 + ROUNDER; /* 2 / pi */
    double q = rounded - ROUNDER;
    double first = a - q * 0x1.921fb544p+0;
    double w = q * 0x1.0b4611a6p-34;
    double t = first - w;
    double e = (first - t) - w;
    e = (e - q * 0x1.3198a2ep-69) - q * 0x1.b839a252049c1p-104;
    struct pair r = fast_two_sum(t, e);
    return (struct angle){r.hi, r.lo, bits_of(rounded)};
}

/* sin(hi + lo) for |hi| <= pi / 4, by the Taylor series in z = hi^2. */
TRIG double sin_series(double hi, double lo)
{
    double z = hi * hi, z2 = z * z;
    double a = (-1.0 / 6 + z * (1.0 / 120)) + z2 * (-1.0 / 5040 + z * (1.0 / 362880));
    double b = (-1.0 / 39916800 + z * (1.0 / 6227020800)) +
               z2 * (-1.0 / 1307674368000 + z * (1.0 / 355687428096000));
    return hi + (hi * (z * (a + (z2 * z2) * b)) + lo);
}

/* cos(hi + lo), likewise. */
TRIG double cos_series(double hi, double lo)
{
    double z = hi * hi, z2 = z * z;
    double a = (-1.0 / 2 + z * (1.0 / 24)) + z2 * (-1.0 / 720 + z * (1.0 / 40320));
    double b = (-1.0 / 3628800 + z * (1.0 / 479001600)) +
               z2 * (-1.0 / 87178291200 + z * (1.0 / 20922789888000));
    return 1 + (z * (a + (z2 * z2) * b) - hi * lo);
}

TRIG double negate_if(uint64_t condition, double x)
{
    return double_of(bits_of(x) ^ (condition & 1) << 63);
}

/* |x| is reduced to r; x gives the sign. */
TRIG double sin_of_angle(struct angle r, double x)
{
    double sine = sin_series(r.hi, r.lo), cosine = cos_series(r.hi, r.lo);
    double value = r.quadrant & 1 ? cosine : sine;
    return negate_if((r.quadrant >> 1) ^ (bits_of(x) >> 63), value);
}

TRIG double cos_of_angle(struct angle r)
{
    double sine = sin_series(r.hi, r.lo), cosine = cos_series(r.hi, r.lo);
    double value = r.quadrant & 1 ? sine : cosine;
    return negate_if((r.quadrant + 1) >> 1, value);
}

/* For |x| <= MODERATE_ANGLE, without a branch; of a larger x they make some number. */
TRIG double sin_moderate(double x)
{
    return sin_of_angle(reduce_moderate(fabs(x)), x);
}

TRIG double cos_moderate(double x)
{
    return cos_of_angle(reduce_moderate(fabs(x)));
}

/* For every x. */
TRIG double sin_inline(double x)
{
    return fabs(x) <= MODERATE_ANGLE ? sin_moderate(x) : vmath_sin(x);
}

TRIG double cos_inline(double x)
{
    return fabs(x) <= MODERATE_ANGLE ? cos_moderate(x) : vmath_cos(x);
}

#endif
