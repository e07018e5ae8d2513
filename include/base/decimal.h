/* A double as a decimal number and back, rounded correctly: digits x 10^exponent. number.h makes
 * text of them. */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

struct decimal {
    uint64_t digits;
    int exponent;
};

/* The decimal of the fewest digits that, rounded to the nearest double, is `value`, where only
 * those decimals count that are the nearest to `value` of all with so many digits. `value` is
 * finite and above 0. The digits may end in zeros. */
struct decimal decimal_shortest(double value);

/* The double nearest to a decimal, of two the even one. False where a longer computation is needed
 * to tell, and where the double is 0 or not finite. */
bool decimal_nearest(struct decimal decimal, double *value);

#endif
