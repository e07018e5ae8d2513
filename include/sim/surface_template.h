/* The test functions: value and gradient of each, written once, by hand.
 *
 * This is the only text of a surface's arithmetic. Whoever needs a surface includes it and gets an
 * inline function of x and y, NAME_surface(), which returns f and puts its gradient into *gx and
 * *gy: src/sim/surface.c makes the functions of the table from it, src/sim/descent.c compiles it
 * into the loops that make many updates, and a loop over many points can be vectorised, since all
 * arguments are plain numbers. The bits are the same wherever it is compiled: f and its gradient
 * share their subexpressions and are plain arithmetic in a fixed order, without fused
 * multiply-adds. tests/test_surface.c holds each function to the formula in its row of the table.
 *
 * Elementary functions go by the names SURFACE_SIN, SURFACE_COS and SURFACE_EXP, which may be
 * defined before this is included. A loop of vector code cannot branch to the slow reduction of
 * huge angles, for example: it takes sin_moderate() and cos_moderate() of math/vmath_trig_parts.h
 * and sees to it that no angle is huge.
 *
 * SURFACES(X) is the list of the names, X(bowl) X(ellipse) ..., for those who make something of
 * each; SURFACES_WITH(X, a, b) makes X(bowl, a, b) X(ellipse, a, b) ... */
#ifndef SIM_SURFACE_TEMPLATE_H
#define SIM_SURFACE_TEMPLATE_H

#include <math.h>

#include "math/vmath_parts.h"
#include "math/vmath_trig_parts.h"

#ifndef SURFACE_SIN
#define SURFACE_SIN(x) sin_inline(x)
#define SURFACE_COS(x) cos_inline(x)
#endif
#ifndef SURFACE_EXP
#define SURFACE_EXP(x) exp_scaled(x, 0, 0)
#endif

#define SURFACE_PI    3.14159265358979323846
#define SURFACE_E     2.71828182845904523536
#define SURFACE_SQRT2 1.41421356237309504880

/* always_inline: also where a compiler finds a function too long for it. Not every includer uses
 * every surface, so that none may be called unused. */
#define SURFACE static inline __attribute__((always_inline, unused))

/* clang-format off */
#define SURFACES_WITH(X, ...)                                                                      \
    X(bowl, __VA_ARGS__) X(ellipse, __VA_ARGS__) X(saddle, __VA_ARGS__)                            \
    X(monkey_saddle, __VA_ARGS__) X(double_well, __VA_ARGS__) X(rosenbrock, __VA_ARGS__)           \
    X(beale, __VA_ARGS__) X(booth, __VA_ARGS__) X(matyas, __VA_ARGS__)                             \
    X(himmelblau, __VA_ARGS__) X(rastrigin, __VA_ARGS__) X(ackley, __VA_ARGS__)                    \
    X(griewank, __VA_ARGS__) X(levy, __VA_ARGS__) X(styblinski_tang, __VA_ARGS__)                  \
    X(six_hump_camel, __VA_ARGS__) X(three_hump_camel, __VA_ARGS__)                                \
    X(goldstein_price, __VA_ARGS__) X(mccormick, __VA_ARGS__) X(easom, __VA_ARGS__)                \
    X(drop_wave, __VA_ARGS__) X(schaffer2, __VA_ARGS__) X(two_minima, __VA_ARGS__)                 \
    X(plateau, __VA_ARGS__)
/* clang-format on */

#define SURFACES(X)            SURFACES_WITH(SURFACES_CALL, X)
#define SURFACES_CALL(name, X) X(name)

SURFACE double bowl_surface(double x, double y, double *gx, double *gy)
{
    *gx = x;
    *gy = y;
    return (x * x + y * y) / 2;
}

SURFACE double ellipse_surface(double x, double y, double *gx, double *gy)
{
    *gx = x;
    *gy = 25 * y;
    return (x * x + 25 * (y * y)) / 2;
}

SURFACE double saddle_surface(double x, double y, double *gx, double *gy)
{
    *gx = 2 * x;
    *gy = -2 * y;
    return x * x - y * y;
}

SURFACE double monkey_saddle_surface(double x, double y, double *gx, double *gy)
{
    *gx = 3 * (x * x) - 3 * (y * y);
    *gy = -6 * x * y;
    return x * x * x - 3 * x * (y * y);
}

SURFACE double double_well_surface(double x, double y, double *gx, double *gy)
{
    double a = y * y - 1;
    *gx = 2 * x;
    *gy = 4 * y * a;
    return x * x + a * a;
}

SURFACE double rosenbrock_surface(double x, double y, double *gx, double *gy)
{
    double a = 1 - x, b = y - x * x;
    *gx = -2 * a - 400 * x * b;
    *gy = 200 * b;
    return a * a + 100 * (b * b);
}

SURFACE double beale_surface(double x, double y, double *gx, double *gy)
{
    double y2 = y * y, y3 = y2 * y;
    double a = 1.5 - x + x * y, b = 2.25 - x + x * y2, c = 2.625 - x + x * y3;
    *gx = 2 * (a * (y - 1) + b * (y2 - 1) + c * (y3 - 1));
    *gy = 2 * x * (a + 2 * b * y + 3 * c * y2);
    return a * a + b * b + c * c;
}

SURFACE double booth_surface(double x, double y, double *gx, double *gy)
{
    double a = x + 2 * y - 7, b = 2 * x + y - 5;
    *gx = 2 * a + 4 * b;
    *gy = 4 * a + 2 * b;
    return a * a + b * b;
}

SURFACE double matyas_surface(double x, double y, double *gx, double *gy)
{
    *gx = 0.52 * x - 0.48 * y;
    *gy = 0.52 * y - 0.48 * x;
    return 0.26 * (x * x + y * y) - 0.48 * x * y;
}

SURFACE double himmelblau_surface(double x, double y, double *gx, double *gy)
{
    double a = x * x + y - 11, b = x + y * y - 7;
    *gx = 4 * x * a + 2 * b;
    *gy = 2 * a + 4 * y * b;
    return a * a + b * b;
}

SURFACE double rastrigin_surface(double x, double y, double *gx, double *gy)
{
    *gx = 2 * x + 20 * SURFACE_PI * SURFACE_SIN(2 * SURFACE_PI * x);
    *gy = 2 * y + 20 * SURFACE_PI * SURFACE_SIN(2 * SURFACE_PI * y);
    return 20 + x * x - 10 * SURFACE_COS(2 * SURFACE_PI * x) + y * y -
           10 * SURFACE_COS(2 * SURFACE_PI * y);
}

/* The tip at the origin has no gradient; 0 is its subgradient there. */
SURFACE double ackley_surface(double x, double y, double *gx, double *gy)
{
    double r = sqrt((x * x + y * y) / 2);
    double a = SURFACE_EXP(-0.2 * r);
    double b = SURFACE_EXP((SURFACE_COS(2 * SURFACE_PI * x) + SURFACE_COS(2 * SURFACE_PI * y)) / 2);
    double cone = r == 0 ? 0 : 2 * a / r;
    *gx = cone * x + SURFACE_PI * b * SURFACE_SIN(2 * SURFACE_PI * x);
    *gy = cone * y + SURFACE_PI * b * SURFACE_SIN(2 * SURFACE_PI * y);
    return -20 * a - b + SURFACE_E + 20;
}

SURFACE double griewank_surface(double x, double y, double *gx, double *gy)
{
    double z = y / SURFACE_SQRT2, a = SURFACE_COS(x), b = SURFACE_COS(z);
    *gx = x / 2000 + SURFACE_SIN(x) * b;
    *gy = y / 2000 + a * SURFACE_SIN(z) / SURFACE_SQRT2;
    return 1 + (x * x + y * y) / 4000 - a * b;
}

SURFACE double levy_surface(double x, double y, double *gx, double *gy)
{
    double u = 1 + (x - 1) / 4, v = 1 + (y - 1) / 4, du = u - 1, dv = v - 1;
    double a = SURFACE_SIN(SURFACE_PI * u), b = SURFACE_SIN(SURFACE_PI * u + 1),
           c = SURFACE_SIN(2 * SURFACE_PI * v);
    double b_factor = 1 + 10 * (b * b), c_factor = 1 + c * c;
    double b_slope = 20 * SURFACE_PI * b * SURFACE_COS(SURFACE_PI * u + 1);
    double c_slope = 4 * SURFACE_PI * c * SURFACE_COS(2 * SURFACE_PI * v);
    *gx =
        (2 * SURFACE_PI * a * SURFACE_COS(SURFACE_PI * u) + 2 * du * b_factor + du * du * b_slope) /
        4;
    *gy = (2 * dv * c_factor + dv * dv * c_slope) / 4;
    return a * a + du * du * b_factor + dv * dv * c_factor;
}

SURFACE double styblinski_tang_surface(double x, double y, double *gx, double *gy)
{
    double x2 = x * x, y2 = y * y;
    *gx = 2 * x2 * x - 16 * x + 2.5;
    *gy = 2 * y2 * y - 16 * y + 2.5;
    return (x2 * x2 - 16 * x2 + 5 * x + y2 * y2 - 16 * y2 + 5 * y) / 2;
}

SURFACE double six_hump_camel_surface(double x, double y, double *gx, double *gy)
{
    double x2 = x * x, y2 = y * y, x4 = x2 * x2;
    *gx = (8 - 8.4 * x2 + 2 * x4) * x + y;
    *gy = x + (16 * y2 - 8) * y;
    return (4 - 2.1 * x2 + x4 / 3) * x2 + x * y + (4 * y2 - 4) * y2;
}

SURFACE double three_hump_camel_surface(double x, double y, double *gx, double *gy)
{
    double x2 = x * x, x4 = x2 * x2;
    *gx = (4 - 4.2 * x2 + x4) * x + y;
    *gy = x + 2 * y;
    return 2 * x2 - 1.05 * x4 + x4 * x2 / 6 + x * y + y * y;
}

SURFACE double goldstein_price_surface(double x, double y, double *gx, double *gy)
{
    double x2 = x * x, y2 = y * y;
    double s = x + y + 1, t = 2 * x - 3 * y;
    double q = 19 - 14 * x + 3 * x2 - 14 * y + 6 * x * y + 3 * y2, qs = -14 + 6 * x + 6 * y;
    double r = 18 - 32 * x + 12 * x2 + 48 * y - 36 * x * y + 27 * y2;
    double rx = -32 + 24 * x - 36 * y, ry = 48 - 36 * x + 54 * y;
    double a = 1 + s * s * q, as = 2 * s * q + s * s * qs; /* q, and so a, has equal partials */
    double b = 30 + t * t * r, bx = 4 * t * r + t * t * rx, by = -6 * t * r + t * t * ry;
    *gx = as * b + a * bx;
    *gy = as * b + a * by;
    return a * b;
}

SURFACE double mccormick_surface(double x, double y, double *gx, double *gy)
{
    double d = x - y, c = SURFACE_COS(x + y);
    *gx = c + 2 * d - 1.5;
    *gy = c - 2 * d + 2.5;
    return SURFACE_SIN(x + y) + d * d - 1.5 * x + 2.5 * y + 1;
}

SURFACE double easom_surface(double x, double y, double *gx, double *gy)
{
    double dx = x - SURFACE_PI, dy = y - SURFACE_PI;
    double a = SURFACE_COS(x), b = SURFACE_COS(y), bell = SURFACE_EXP(-(dx * dx) - dy * dy);
    *gx = (SURFACE_SIN(x) + 2 * dx * a) * b * bell;
    *gy = (SURFACE_SIN(y) + 2 * dy * b) * a * bell;
    return -a * b * bell;
}

/* Smooth at the origin too, where sin(12 r)/r is 12. */
SURFACE double drop_wave_surface(double x, double y, double *gx, double *gy)
{
    double r2 = x * x + y * y, r = sqrt(r2);
    double wave = 1 + SURFACE_COS(12 * r), below = r2 / 2 + 2;
    double ripple = r == 0 ? 144 : 12 * SURFACE_SIN(12 * r) / r;
    double slope = (ripple + wave / below) / below;
    *gx = slope * x;
    *gy = slope * y;
    return -wave / below;
}

SURFACE double schaffer2_surface(double x, double y, double *gx, double *gy)
{
    double x2 = x * x, y2 = y * y;
    double s = SURFACE_SIN(x2 - y2), c = SURFACE_COS(x2 - y2);
    double below = 1 + 0.001 * (x2 + y2), square_below = below * below;
    double wave = 4 * s * c / square_below;
    double decay = 0.004 * (s * s - 0.5) / (square_below * below);
    *gx = (wave - decay) * x;
    *gy = (-wave - decay) * y;
    return 0.5 + (s * s - 0.5) / square_below;
}

SURFACE double two_minima_surface(double x, double y, double *gx, double *gy)
{
    double y2 = y * y;
    double a = SURFACE_EXP(-((x - 1) * (x - 1) + y2) / 0.2),
           b = SURFACE_EXP(-((x + 1) * (x + 1) + y2) / 0.2);
    *gx = 2 * x + 20 * a * (x - 1) + 30 * b * (x + 1);
    *gy = (2 + 20 * a + 30 * b) * y;
    return x * x + y2 - 2 * a - 3 * b;
}

SURFACE double plateau_surface(double x, double y, double *gx, double *gy)
{
    double d = x - 0.7;
    double bell = SURFACE_EXP(-2 * (y * y)) * SURFACE_EXP(-(d * d) / 8);
    *gx = bell * d / 4;
    *gy = bell * 4 * y;
    return 1 - bell;
}

#endif
