/* The functions that a formula can call. To add one of one argument: its derivatives and a row. */
#include <math.h>
#include <stddef.h>

#include "base/mem.h"
#include "math/vmath.h"

#include "expr_tape.h"

static double sign(double a)
{
    return a > 0 ? 1 : a < 0 ? -1 : a;
}

static struct slope slope_abs(double a, double f)
{
    (void)f;
    return (struct slope){sign(a), 0};
}

static struct slope slope_sign(double a, double f)
{
    (void)a, (void)f;
    return (struct slope){0, 0};
}

static struct slope slope_sqrt(double a, double f)
{
    return (struct slope){0.5 / f, -0.25 / (a * f)};
}

static struct slope slope_exp(double a, double f)
{
    (void)a;
    return (struct slope){f, f};
}

static struct slope slope_log(double a, double f)
{
    (void)f;
    return (struct slope){1 / a, -1 / (a * a)};
}

static struct slope slope_sin(double a, double f)
{
    return (struct slope){vmath_cos(a), -f};
}

static struct slope slope_cos(double a, double f)
{
    return (struct slope){-vmath_sin(a), -f};
}

static struct slope slope_tan(double a, double f)
{
    (void)a;
    double first = 1 + f * f;
    return (struct slope){first, 2 * f * first};
}

static struct slope slope_asin(double a, double f)
{
    (void)f;
    double first = 1 / sqrt((1 - a) * (1 + a));
    return (struct slope){first, a * first * first * first};
}

static struct slope slope_acos(double a, double f)
{
    struct slope asin = slope_asin(a, f);
    return (struct slope){-asin.first, -asin.second};
}

static struct slope slope_atan(double a, double f)
{
    (void)f;
    double first = 1 / (1 + a * a);
    return (struct slope){first, -2 * a * first * first};
}

static struct slope slope_sinh(double a, double f)
{
    return (struct slope){vmath_cosh(a), f};
}

static struct slope slope_cosh(double a, double f)
{
    return (struct slope){vmath_sinh(a), f};
}

static struct slope slope_tanh(double a, double f)
{
    (void)a;
    double first = (1 - f) * (1 + f);
    return (struct slope){first, -2 * f * first};
}

static const struct function functions[] = {
    {.name = "abs", .op = OP_CALL, .value = fabs, .slope = slope_abs},
    {.name = "sqrt", .op = OP_CALL, .value = sqrt, .slope = slope_sqrt},
    {.name = "exp", .op = OP_CALL, .value = vmath_exp, .slope = slope_exp},
    {.name = "log", .op = OP_CALL, .value = vmath_log, .slope = slope_log},
    {.name = "ln", .op = OP_CALL, .value = vmath_log, .slope = slope_log},
    {.name = "sin", .op = OP_CALL, .value = vmath_sin, .slope = slope_sin},
    {.name = "cos", .op = OP_CALL, .value = vmath_cos, .slope = slope_cos},
    {.name = "tan", .op = OP_CALL, .value = vmath_tan, .slope = slope_tan},
    {.name = "asin", .op = OP_CALL, .value = vmath_asin, .slope = slope_asin},
    {.name = "acos", .op = OP_CALL, .value = vmath_acos, .slope = slope_acos},
    {.name = "atan", .op = OP_CALL, .value = vmath_atan, .slope = slope_atan},
    {.name = "sinh", .op = OP_CALL, .value = vmath_sinh, .slope = slope_sinh},
    {.name = "cosh", .op = OP_CALL, .value = vmath_cosh, .slope = slope_cosh},
    {.name = "tanh", .op = OP_CALL, .value = vmath_tanh, .slope = slope_tanh},
    {.name = "sign", .op = OP_CALL, .value = sign, .slope = slope_sign},
    {.name = "min", .op = OP_MIN},
    {.name = "max", .op = OP_MAX},
    {.name = "pow", .op = OP_POWER},
};

size_t expr_function_count(void)
{
    return ARRAY_LENGTH(functions);
}

const struct function *expr_function_at(size_t index)
{
    return &functions[index];
}
