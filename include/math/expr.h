/* Formulas as text, compiled once and evaluated exactly with their derivatives.
 *
 * Grammar: numbers, variables, pi, e, + - * / ^ (right-associative, binds tighter than a sign on
 * its left: -x^2 is -(x^2)), parentheses, and the functions abs sqrt exp log ln sin cos tan asin
 * acos atan sinh cosh tanh sign (one argument), min max pow (two). Multiplication is written out or
 * by juxtaposition, with the precedence of *, so 1/2 x is (1/2) x (2x, 2(x + 1), x y; but 6xy holds
 * the unknown name xy: 6x y; and a number cannot follow its factor: x 2). A name is as long as its
 * letters, digits and underscores go, and case matters. 2e is 2 times e, 2e3 is 2000. ** is ^, ln
 * is log, and typographic signs are what they look like: x² × π, no-break spaces, a true minus
 * sign.
 *
 * Derivatives are by automatic differentiation of second order, forward, with respect to the first
 * two variables: exact up to rounding, no differences. Where a formula has a kink, the derivative
 * is that of the branch taken (abs at 0: 0, min and max of equals: the first). Constant integer
 * powers are products, x^0 = 1, so 0^2 has derivative 0 and no logarithm is taken. The slope of
 * sqrt at 0 is infinite, but an infinite slope of an argument that does not move counts as 0: the
 * gradient of sqrt(x^2 + y^2) at the origin is 0. The Hessian is nan or infinite at such a point,
 * as no rule can tell it. */
#ifndef MATH_EXPR_H
#define MATH_EXPR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

struct expr;

/* Value, gradient and Hessian of a formula at a point, with respect to its first two variables. */
struct jet {
    double f, x, y, xx, xy, yy;
};

/* Compile `text` over the named variables. NULL on a mistake, the message naming the column
 * (from 1, in characters): "column 7: no function 'sen'; did you mean 'sin'?". Nesting is limited
 * to EXPR_DEPTH levels and the whole to EXPR_LENGTH bytes. Free with expr_destroy(). */
#define EXPR_DEPTH  200
#define EXPR_LENGTH 65536
struct expr *expr_create(const char *text, const char *const *variables, size_t variable_count,
                         struct error *err);
void expr_destroy(struct expr *expr);

/* Add a formula as it is written in ASCII: "2x^2" for "2x²". What has no place in one stays. */
void expr_plain(const char *written, struct text *out);

/* The value alone; `variables` holds one number for each name given to expr_create(). Neither call
 * allocates, and both are safe to repeat with the same bits. */
double expr_value(const struct expr *expr, const double *variables);
struct jet expr_jet(const struct expr *expr, const double *variables);

/* The value and gradient over the first two variables: cheaper than the full jet. */
double expr_gradient(const struct expr *expr, const double *variables, double gradient[static 2]);

#endif
