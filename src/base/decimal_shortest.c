/* The shortest decimal of a double, after Raffaello Giulietti, "The Schubfach way to render
 * doubles" (2020).
 *
 * A double v = c x 2^q stands for all real numbers that are rounded to it: those of an interval
 * that reaches half way to its neighbours, so that with an ordinary c
 *
 *     (c - 1/2) x 2^q  <=  x  <=  (c + 1/2) x 2^q
 *
 * The ends belong to it where c is even, because what is half way is rounded to even. Any decimal
 * within the interval reads back as v; wanted is the one with the fewest digits.
 *
 * Decimals with a digit less lie ten times as far apart. Choose k such that
 *
 *     10^k  <=  2^q  <  10^(k + 1)
 *
 * The interval is 2^q wide. Pigeonholes that are not wider (Schubfach is the German word) cannot
 * all miss it: a multiple of 10^k lies within, at most half of 10^k, and so of 2^q, from v. Of the
 * multiples of 10^(k + 1) there is at most one. So two trials are enough: if the nearest multiple
 * of 10^(k + 1) is in the interval, it is the answer, with whatever zeros it ends in; otherwise it
 * is the nearest multiple of 10^k.
 *
 * Where c is 2^52, v is a power of two and its lower neighbour only half as far:
 *
 *     (c - 1/4) x 2^q  <=  x  <=  (c + 1/2) x 2^q
 *
 * The nearest multiple is sure to be in the interval where 10^k <= 2^(q - 1), twice the distance to
 * the lower end. That k may be one less than the ordinary one, and the trials begin with
 * 10^(k + 2).
 *
 * Arithmetic. With x counted in quarters of 10^k, v and the ends of the interval are
 *
 *     X = n x 2^q / 10^k      with integers n = 4c, 4c - 2 (or 4c - 1), 4c + 2
 *
 * and all that X is compared with, decimals and the middles between two, are even integers. So it
 * is enough to know the whole part of X and whether there is a remainder; an odd number says both:
 * X is replaced by its whole part, made odd if there is a remainder ("rounded to odd"), and every
 * comparison with an even number comes out as it does for X itself.
 *
 * The table has 10^-k = m x 2^(e - 127) without what m has behind the point. With m rounded up to
 * the next integer, n x m x 2^h is a little too large, by less than n x 2^h < 2^64 where it has 192
 * bits, h = q + e + 5 <= 9, and X x 2^132 is meant. So an integer X shows as one: 68 zeros stand
 * behind the whole part in the upper 128 bits. Any other X is at least 2^-65.5 away from an
 * integer (continued fractions of 2^(q + 1) / 10^k find the nearest for every q), hence has
 * a bit among those 68, and is not lifted to the next integer. */
#include "base/decimal.h"

#include "decimal_powers.h"

#include <string.h>

#define FRACTION 68 /* bits of it in the upper 128 of a product */

/* v and the ends of its interval in quarters of 10^k, rounded to odd. */
struct interval {
    uint64_t low, v, high;
    bool is_open; /* without its ends */
    int k;
};

static uint64_t round_to_odd(uint64_t n, int h, uint128 m)
{
    const uint128 x = power_product(n << h, m);
    const bool has_rest = (x & (((uint128)1 << FRACTION) - 1)) != 0;
    return (uint64_t)(x >> FRACTION) | has_rest;
}

/* The whole part of log10(2^q), for every q of a double: log10(2) is 78913 / 2^18 closely enough.
 */
static int tens_of(int q)
{
    return (q * 78913) >> 18;
}

static struct interval interval_of(uint64_t c, int q, bool is_power)
{
    const int k = tens_of(is_power ? q - 1 : q);
    const int h = q + power_exponent(-k) + 5;
    const uint128 m = power_of_ten(-k) + 1;
    return (struct interval){
        .low = round_to_odd(4 * c - (is_power ? 1 : 2), h, m),
        .v = round_to_odd(4 * c, h, m),
        .high = round_to_odd(4 * c + 2, h, m),
        .is_open = c % 2 == 1,
        .k = k,
    };
}

/* Whether the multiple of step x 10^k that is nearest to v, of two the even one, is in the
 * interval. `zeros` is how many the step has. */
static inline bool try_nearest(const struct interval *x, uint64_t step, int zeros,
                               struct decimal *decimal)
{
    uint64_t multiple = x->v / 4 / step;
    const uint64_t above = x->v - 4 * step * multiple;
    if (above > 2 * step || (above == 2 * step && multiple % 2 == 1))
        multiple++;
    *decimal = (struct decimal){multiple, x->k + zeros};
    const uint64_t quarters = 4 * step * multiple;
    return x->low + x->is_open <= quarters && quarters + x->is_open <= x->high;
}

struct decimal decimal_shortest(double value)
{
    uint64_t bits;
    struct decimal decimal;
    memcpy(&bits, &value, sizeof bits);
    const uint64_t fraction = bits & 0xFFFFFFFFFFFFF;
    const int biased = (int)(bits >> 52 & 0x7FF);
    const bool is_normal = biased > 0;
    const bool is_power = fraction == 0 && biased > 1; /* the least normal has even neighbours */
    const struct interval x = interval_of(is_normal ? fraction | (uint64_t)1 << 52 : fraction,
                                          (is_normal ? biased : 1) - 1075, is_power);
    if ((is_power && try_nearest(&x, 100, 2, &decimal)) || try_nearest(&x, 10, 1, &decimal))
        return decimal;
    try_nearest(&x, 1, 0, &decimal);
    return decimal;
}
