#include "ladder.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Rung 0 is 1, 1 is 2, 2 is 5, 3 is 10 ...; -1 is 0.5. Infinite above what a double can hold. */
static double rung_value(int rung)
{
    static const int digit[] = {1, 2, 5};
    const int decade = rung >= 0 ? rung / 3 : -((2 - rung) / 3);
    char decimal[NUMBER_SIZE];
    double value = decade > 0 ? HUGE_VAL : 0;
    snprintf(decimal, sizeof decimal, "%de%d", digit[rung - 3 * decade], decade);
    number_parse(decimal, &value);
    return value;
}

bool ladder_move(const char *word, double *value)
{
    const bool up = strcmp(word, "up") == 0;
    if (!up && strcmp(word, "down") != 0)
        return false;
    if (!(*value > 0)) {
        *value = up ? 1e-9 : *value;
        return true;
    }
    int rung = 3 * (int)floor(log10(*value)) - 3;
    while (rung_value(rung) <= *value)
        rung++;
    if (up) {
        *value = isfinite(rung_value(rung)) ? rung_value(rung) : *value;
        return true;
    }
    while (rung_value(rung) >= *value)
        rung--;
    *value = rung_value(rung);
    return true;
}
