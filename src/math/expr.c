/* The evaluator of formulas: one pass over the tape, in three arithmetics.
 *
 *     real   the value alone
 *     dual   value and gradient
 *     jet    value, gradient and Hessian
 *
 * The value has the same bits in all three. An operation on derivatives is its rule of calculus,
 * written in the derivatives of the operands a and b (Griewank and Walther, "Evaluating
 * Derivatives", 2008, chapter 13). */
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "math/expr.h"
#include "math/vmath.h"

#include "expr_tape.h"

struct dual {
    double f, x, y;
};

/* Whether min(a, b) is b: the smaller, a where they are equal, and nan where one is. */
static bool min_is_second(double a, double b)
{
    return b < a || isnan(b);
}

static bool max_is_second(double a, double b)
{
    return b > a || isnan(b);
}

/* a^n, n >= 0, by repeated squaring. */
static double product_power(double a, int n)
{
    double result = 1;
    for (; n > 0; n /= 2, a *= a)
        if (n % 2 == 1)
            result *= a;
    return result;
}

static double integer_power(double a, int n)
{
    return n < 0 ? 1 / product_power(a, -n) : product_power(a, n);
}

static struct slope integer_power_slope(double a, int n)
{
    struct slope slope = {0, 0};
    if (n != 0)
        slope.first = n * integer_power(a, n - 1);
    if (n != 0 && n != 1)
        slope.second = n * (n - 1.0) * integer_power(a, n - 2);
    return slope;
}

static struct slope constant_power_slope(double a, double c)
{
    return (struct slope){c * vmath_pow(a, c - 1), c * (c - 1) * vmath_pow(a, c - 2)};
}

/* One derivative times another. Where the inner one is 0 so is the product, even if the outer one
 * is infinite, as that of sqrt at 0: the gradient of sqrt(x^2 + y^2) at its tip is 0. */
static double times(double outer, double inner)
{
    return inner == 0 ? 0 : outer * inner;
}

/* The partial derivatives of a^b. */
struct power_slope {
    double a, b, aa, ab, bb;
};

static struct power_slope power_slope(double a, double b)
{
    double f = vmath_pow(a, b), below = vmath_pow(a, b - 1), log = vmath_log(a);
    return (struct power_slope){
        .a = times(below, b),
        .b = times(log, f),
        .aa = times(vmath_pow(a, b - 2), b * (b - 1)),
        .ab = times(1 + b * log, below),
        .bb = times(log * log, f),
    };
}

double expr_run(const struct node *nodes, size_t count, const double *variables)
{
    double stack[EXPR_STACK + 1];
    double *top = stack; /* stack[0] is never read: `top` begins below the first operand */
    for (const struct node *node = nodes; node < nodes + count; node++) {
        if (node->op >= OP_ADD)
            top--;
        switch (node->op) {
        case OP_NUMBER:
            *++top = node->number;
            break;
        case OP_VARIABLE:
            *++top = variables[node->variable];
            break;
        case OP_NEGATE:
            *top = -*top;
            break;
        case OP_CALL:
            *top = node->function->value(*top);
            break;
        case OP_POWER_INTEGER:
            *top = integer_power(*top, node->exponent);
            break;
        case OP_POWER_CONSTANT:
            *top = vmath_pow(*top, node->number);
            break;
        case OP_ADD:
            *top = top[0] + top[1];
            break;
        case OP_SUBTRACT:
            *top = top[0] - top[1];
            break;
        case OP_MULTIPLY:
            *top = top[0] * top[1];
            break;
        case OP_DIVIDE:
            *top = top[0] / top[1];
            break;
        case OP_POWER:
            *top = vmath_pow(top[0], top[1]);
            break;
        case OP_MIN:
            *top = min_is_second(top[0], top[1]) ? top[1] : top[0];
            break;
        case OP_MAX:
            *top = max_is_second(top[0], top[1]) ? top[1] : top[0];
            break;
        }
    }
    return *top;
}

static struct dual dual_variable(double value, size_t index)
{
    return (struct dual){value, index == 0, index == 1};
}

/* f(a), f having the slope. */
static struct dual dual_chain(struct dual a, double f, struct slope slope)
{
    return (struct dual){f, times(slope.first, a.x), times(slope.first, a.y)};
}

static struct dual dual_add(struct dual a, struct dual b)
{
    return (struct dual){a.f + b.f, a.x + b.x, a.y + b.y};
}

static struct dual dual_subtract(struct dual a, struct dual b)
{
    return (struct dual){a.f - b.f, a.x - b.x, a.y - b.y};
}

static struct dual dual_multiply(struct dual a, struct dual b)
{
    return (struct dual){a.f * b.f, a.x * b.f + a.f * b.x, a.y * b.f + a.f * b.y};
}

static struct dual dual_divide(struct dual a, struct dual b)
{
    double f = a.f / b.f;
    return (struct dual){f, (a.x - f * b.x) / b.f, (a.y - f * b.y) / b.f};
}

static struct dual dual_power(struct dual a, struct dual b)
{
    struct power_slope s = power_slope(a.f, b.f);
    return (struct dual){
        vmath_pow(a.f, b.f),
        times(s.a, a.x) + times(s.b, b.x),
        times(s.a, a.y) + times(s.b, b.y),
    };
}

static struct jet jet_variable(double value, size_t index)
{
    return (struct jet){.f = value, .x = index == 0, .y = index == 1};
}

static struct jet jet_chain(struct jet a, double f, struct slope slope)
{
    double first = slope.first, second = slope.second;
    return (struct jet){
        .f = f,
        .x = times(first, a.x),
        .y = times(first, a.y),
        .xx = second * a.x * a.x + first * a.xx,
        .xy = second * a.x * a.y + first * a.xy,
        .yy = second * a.y * a.y + first * a.yy,
    };
}

static struct jet jet_add(struct jet a, struct jet b)
{
    return (struct jet){
        .f = a.f + b.f,
        .x = a.x + b.x,
        .y = a.y + b.y,
        .xx = a.xx + b.xx,
        .xy = a.xy + b.xy,
        .yy = a.yy + b.yy,
    };
}

static struct jet jet_subtract(struct jet a, struct jet b)
{
    return (struct jet){
        .f = a.f - b.f,
        .x = a.x - b.x,
        .y = a.y - b.y,
        .xx = a.xx - b.xx,
        .xy = a.xy - b.xy,
        .yy = a.yy - b.yy,
    };
}

static struct jet jet_multiply(struct jet a, struct jet b)
{
    return (struct jet){
        .f = a.f * b.f,
        .x = a.x * b.f + a.f * b.x,
        .y = a.y * b.f + a.f * b.y,
        .xx = a.xx * b.f + 2 * a.x * b.x + a.f * b.xx,
        .xy = a.xy * b.f + a.x * b.y + a.y * b.x + a.f * b.xy,
        .yy = a.yy * b.f + 2 * a.y * b.y + a.f * b.yy,
    };
}

/* From the product rule on f b = a. */
static struct jet jet_divide(struct jet a, struct jet b)
{
    double f = a.f / b.f;
    double x = (a.x - f * b.x) / b.f, y = (a.y - f * b.y) / b.f;
    return (struct jet){
        .f = f,
        .x = x,
        .y = y,
        .xx = (a.xx - 2 * x * b.x - f * b.xx) / b.f,
        .xy = (a.xy - x * b.y - y * b.x - f * b.xy) / b.f,
        .yy = (a.yy - 2 * y * b.y - f * b.yy) / b.f,
    };
}

static struct jet jet_power(struct jet a, struct jet b)
{
    struct power_slope s = power_slope(a.f, b.f);
    return (struct jet){
        .f = vmath_pow(a.f, b.f),
        .x = times(s.a, a.x) + times(s.b, b.x),
        .y = times(s.a, a.y) + times(s.b, b.y),
        .xx = s.aa * a.x * a.x + 2 * s.ab * a.x * b.x + s.bb * b.x * b.x + s.a * a.xx + s.b * b.xx,
        .xy = s.aa * a.x * a.y + s.ab * (a.x * b.y + a.y * b.x) + s.bb * b.x * b.y + s.a * a.xy +
              s.b * b.xy,
        .yy = s.aa * a.y * a.y + 2 * s.ab * a.y * b.y + s.bb * b.y * b.y + s.a * a.yy + s.b * b.yy,
    };
}

/* The pass that carries derivatives, for struct dual and struct jet alike. */
#define DERIVATIVES(type)                                                                          \
    static struct type type##_run(const struct expr *expr, const double *variables)                \
    {                                                                                              \
        struct type stack[EXPR_STACK + 1];                                                         \
        struct type *top = stack;                                                                  \
        for (const struct node *node = expr->nodes; node < expr->nodes + expr->count; node++) {    \
            double f;                                                                              \
            if (node->op >= OP_ADD)                                                                \
                top--;                                                                             \
            switch (node->op) {                                                                    \
            case OP_NUMBER:                                                                        \
                *++top = (struct type){.f = node->number};                                         \
                break;                                                                             \
            case OP_VARIABLE:                                                                      \
                *++top = type##_variable(variables[node->variable], node->variable);               \
                break;                                                                             \
            case OP_NEGATE:                                                                        \
                *top = type##_chain(*top, -top->f, (struct slope){-1, 0});                         \
                break;                                                                             \
            case OP_CALL:                                                                          \
                f = node->function->value(top->f);                                                 \
                *top = type##_chain(*top, f, node->function->slope(top->f, f));                    \
                break;                                                                             \
            case OP_POWER_INTEGER:                                                                 \
                f = integer_power(top->f, node->exponent);                                         \
                *top = type##_chain(*top, f, integer_power_slope(top->f, node->exponent));         \
                break;                                                                             \
            case OP_POWER_CONSTANT:                                                                \
                f = vmath_pow(top->f, node->number);                                               \
                *top = type##_chain(*top, f, constant_power_slope(top->f, node->number));          \
                break;                                                                             \
            case OP_ADD:                                                                           \
                *top = type##_add(top[0], top[1]);                                                 \
                break;                                                                             \
            case OP_SUBTRACT:                                                                      \
                *top = type##_subtract(top[0], top[1]);                                            \
                break;                                                                             \
            case OP_MULTIPLY:                                                                      \
                *top = type##_multiply(top[0], top[1]);                                            \
                break;                                                                             \
            case OP_DIVIDE:                                                                        \
                *top = type##_divide(top[0], top[1]);                                              \
                break;                                                                             \
            case OP_POWER:                                                                         \
                *top = type##_power(top[0], top[1]);                                               \
                break;                                                                             \
            case OP_MIN:                                                                           \
                if (min_is_second(top[0].f, top[1].f))                                             \
                    *top = top[1];                                                                 \
                break;                                                                             \
            case OP_MAX:                                                                           \
                if (max_is_second(top[0].f, top[1].f))                                             \
                    *top = top[1];                                                                 \
                break;                                                                             \
            }                                                                                      \
        }                                                                                          \
        return *top;                                                                               \
    }

DERIVATIVES(dual)
DERIVATIVES(jet)

double expr_value(const struct expr *expr, const double *variables)
{
    return expr_run(expr->nodes, expr->count, variables);
}

double expr_gradient(const struct expr *expr, const double *variables, double gradient[static 2])
{
    struct dual result = dual_run(expr, variables);
    gradient[0] = result.x;
    gradient[1] = result.y;
    return result.f;
}

struct jet expr_jet(const struct expr *expr, const double *variables)
{
    return jet_run(expr, variables);
}
