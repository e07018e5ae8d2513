/* Elementary functions with the same bits on every machine.
 *
 * libm picks its code by the processor, and with it the last bit of a result; theta would then
 * depend on where a scene is played. These are plain IEEE 754 double arithmetic in a fixed order
 * (no fused multiply-add: the build sets -ffp-contract=off).
 *
 * Errors: below 2 ulp for exp, log, sin, cos, tanh, below 4 ulp for the others, over all finite
 * arguments (angles beyond 1e5 take an exact but slower reduction). Special values are libm's:
 * exp(inf) = inf, log(0) = -inf, log(-1) = nan, sin(inf) = nan, nan in gives nan out.
 * sqrt, fabs, floor, fmin and fmax are exact in IEEE 754 and are used from libm. */
#ifndef MATH_VMATH_H
#define MATH_VMATH_H

#include <stddef.h>
#include <stdint.h>

double vmath_exp(double x);
double vmath_log(double x);
double vmath_sin(double x);
double vmath_cos(double x);
double vmath_tanh(double x);

double vmath_tan(double x);
double vmath_asin(double x);
double vmath_acos(double x);
double vmath_atan(double x);
double vmath_sinh(double x);
double vmath_cosh(double x);

/* An integer y up to 4 by products (x^2 is x * x, x^0 is 1), others as exp(y log x) with twice the
 * digits: repeated squaring would lose a bit with every squaring. A negative x takes any integer y,
 * and gives nan for others. */
double vmath_pow(double x, double y);

/* x^k by repeated squaring, with an error of up to k ulp; 0 as soon as the result is sure to be
 * below 2^-54 for |x| < 1, which keeps a decaying beta^t out of the denormal numbers. */
double vmath_decay(double x, uint64_t k);

/* The powers of n exponents in a row, from k on, into power (n): each has the bits that
 * vmath_decay() gives it, for much less than n calls. */
void vmath_decays(double x, uint64_t k, size_t n, double *power);

#endif
