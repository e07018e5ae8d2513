/* Prints the table of decimal_powers.h, as C. Runs while the program is built.
 *
 * Integers of 2560 bits hold 10^e x 2^1280 for all powers of the table: upwards each is 10 times
 * the one before, downwards a tenth of it without the remainder. As the whole part of a tenth of
 * the whole part of x / 10^n is that of x / 10^(n + 1), no error adds up. */
#include "decimal_powers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMBS 80 /* of 32 bits, the lowest first */
#define UNIT  40 /* the limb that begins with 2^1280 */

struct large {
    uint32_t limb[LIMBS];
};

static void multiply_by_ten(struct large *x)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < LIMBS; i++) {
        carry += (uint64_t)x->limb[i] * 10;
        x->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
}

static void divide_by_ten(struct large *x)
{
    uint64_t rest = 0;
    for (size_t i = LIMBS; i-- > 0;) {
        rest = rest << 32 | x->limb[i];
        x->limb[i] = (uint32_t)(rest / 10);
        rest %= 10;
    }
}

/* The place of the highest bit that is set, from 0. */
static int highest_bit(const struct large *x)
{
    int bit = LIMBS * 32 - 1;
    while (!(x->limb[bit / 32] >> bit % 32 & 1))
        bit--;
    return bit;
}

/* The 64 bits from the place `high` down. */
static uint64_t bits_from(const struct large *x, int high)
{
    uint64_t bits = 0;
    for (int i = high; i > high - 64; i--)
        bits = bits << 1 | (x->limb[i / 32] >> i % 32 & 1);
    return bits;
}

static struct power power_from(const struct large *x, int e)
{
    const int high = highest_bit(x);
    if (high - UNIT * 32 != power_exponent(e)) {
        fprintf(stderr, "power_exponent(%d) is not %d\n", e, high - UNIT * 32);
        exit(EXIT_FAILURE);
    }
    return (struct power){bits_from(x, high), bits_from(x, high - 64)};
}

int main(void)
{
    static struct power powers[POWER_MOST - POWER_LEAST + 1];
    const struct large one = {.limb[UNIT] = 1};
    struct large x = one;
    for (int e = 0; e <= POWER_MOST; e++, multiply_by_ten(&x))
        powers[e - POWER_LEAST] = power_from(&x, e);
    x = one;
    for (int e = 0; e >= POWER_LEAST; e--, divide_by_ten(&x))
        powers[e - POWER_LEAST] = power_from(&x, e);

    printf("#include \"decimal_powers.h\"\n\nconst struct power decimal_powers[] = {\n");
    for (int e = POWER_LEAST; e <= POWER_MOST; e++)
        printf("    {0x%016llX, 0x%016llX}, /* 10^%d */\n",
               (unsigned long long)powers[e - POWER_LEAST].high,
               (unsigned long long)powers[e - POWER_LEAST].low, e);
    printf("};\n");
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
