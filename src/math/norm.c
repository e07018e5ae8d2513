#include "math/norm.h"

#include "math/clones.h"

#include <stdint.h>

double norm_scaled(size_t n, const double *v, double sum)
{
    double largest = 0, scaled = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(v[i]));
    if (!(largest > 0 && largest <= DBL_MAX))
        return sqrt(sum);
    for (size_t i = 0; i < n; i++)
        scaled += v[i] / largest * (v[i] / largest);
    return largest * sqrt(scaled);
}

/* To the end, whatever is found: so it can be made in vectors. */
CLONES bool all_within(size_t n, const double *v, double bound)
{
    uint64_t beyond = 0;
    for (size_t i = 0; i < n; i++)
        beyond |= !(fabs(v[i]) <= bound);
    return beyond == 0;
}
