/* Square by square: which edges are crossed, and how the crossings are joined. */
#include "draw/isolines.h"

#include <math.h>
#include <stdbool.h>

struct point {
    double x, y;
};

struct sink {
    void (*emit)(void *context, double x0, double y0, double x1, double y1);
    void *context;
};

/* How far from a to b the level lies. */
static double crossing(double a, double b, double level)
{
    if (isinf(b - a)) /* overflow, as all three are finite */
        return (level / 2 - a / 2) / (b / 2 - a / 2);
    return (level - a) / (b - a);
}

static void join(const struct sink *sink, struct point a, struct point b)
{
    sink->emit(sink->context, a.x, a.y, b.x, b.y);
}

/* The square with the corners a b over d e, a at (x, y). A corner is above from the level on. */
static void trace_square(const struct sink *sink, double x, double y, double a, double b, double d,
                         double e, double level)
{
    bool above_a = a >= level, above_b = b >= level, above_d = d >= level, above_e = e >= level;
    struct point crossed[4]; /* top, right, bottom, left: as far as crossed */
    int count = 0;
    if (above_a != above_b)
        crossed[count++] = (struct point){x + crossing(a, b, level), y};
    if (above_b != above_e)
        crossed[count++] = (struct point){x + 1, y + crossing(b, e, level)};
    if (above_d != above_e)
        crossed[count++] = (struct point){x + crossing(d, e, level), y + 1};
    if (above_a != above_d)
        crossed[count++] = (struct point){x, y + crossing(a, d, level)};
    if (count == 2) {
        join(sink, crossed[0], crossed[1]);
    } else if (count == 4) {
        bool above_middle = a / 4 + b / 4 + d / 4 + e / 4 >= level;
        /* a and e are joined through the middle: the lines cut off b and d; else a and e. */
        bool cut_b = above_middle == above_a;
        join(sink, crossed[0], crossed[cut_b ? 1 : 3]);
        join(sink, crossed[2], crossed[cut_b ? 3 : 1]);
    }
}

void isolines_trace(const double *values, size_t columns, size_t rows, double level,
                    void (*emit)(void *context, double x0, double y0, double x1, double y1),
                    void *context)
{
    const struct sink sink = {emit, context};
    for (size_t r = 0; r + 1 < rows; r++) {
        const double *upper = values + r * columns, *lower = upper + columns;
        for (size_t c = 0; c + 1 < columns; c++) {
            double a = upper[c], b = upper[c + 1], d = lower[c], e = lower[c + 1];
            if (isfinite(a) && isfinite(b) && isfinite(d) && isfinite(e))
                trace_square(&sink, (double)c, (double)r, a, b, d, e, level);
        }
    }
}
