#include "sim/parameter.h"

#include "base/number.h"

#include <math.h>

static bool is_within(const struct parameter *p, double value)
{
    return (p->above_low ? value > p->low : value >= p->low) &&
           (p->below_high ? value < p->high : value <= p->high) &&
           (!p->is_whole || floor(value) == value);
}

bool parameter_check(const struct parameter *p, double value, struct error *err)
{
    if (isfinite(value) && is_within(p, value))
        return true;

    char given[NUMBER_SIZE], low[NUMBER_SIZE], high[NUMBER_SIZE];
    number_format(given, value);
    number_format(low, p->low);
    number_format(high, p->high);
    if (p->is_switch)
        return error_set(err, "%s is %s, but must be true or false", p->name, given);
    if (isinf(p->high))
        return error_set(err, "%s is %s, but must be a number %s %s", p->name, given,
                         p->above_low ? "above" : "from", low);
    if (p->is_whole)
        return error_set(err, "%s is %s, but must be a whole number from %s to %s", p->name, given,
                         low, high);
    return error_set(err, "%s is %s, but must be %s %s and %s %s", p->name, given,
                     p->above_low ? "above" : "at least", low, p->below_high ? "below" : "at most",
                     high);
}
