#include "math/curvature.h"

#include "base/mem.h"

#include <assert.h>
#include <math.h>

struct curvature curvature_of(double xx, double xy, double yy)
{
    const double middle = (xx + yy) / 2, half = (xx - yy) / 2;
    const double radius = sqrt(half * half + xy * xy);
    return (struct curvature){.low = middle - radius, .high = middle + radius};
}

enum point_kind point_kind_of(struct curvature c, double grad_norm, double tolerance)
{
    if (!(grad_norm <= tolerance))
        return POINT_SLOPE;
    const double zero = 1e-9 * fmax(fabs(c.low), fabs(c.high));
    if (c.low > zero)
        return POINT_MINIMUM;
    if (c.high < -zero)
        return POINT_MAXIMUM;
    if (c.low < -zero && c.high > zero)
        return POINT_SADDLE;
    return POINT_DEGENERATE;
}

const char *point_kind_name(enum point_kind kind)
{
    static const char *const names[] = {
        [POINT_SLOPE] = "slope",     [POINT_MINIMUM] = "minimum",       [POINT_SADDLE] = "saddle",
        [POINT_MAXIMUM] = "maximum", [POINT_DEGENERATE] = "flat point",
    };
    static_assert(ARRAY_LENGTH(names) == POINT_DEGENERATE + 1, "a name for each kind");
    return names[kind];
}
