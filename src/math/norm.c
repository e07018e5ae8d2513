#include "math/norm.h"

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
