/* Elementary functions with the same bits on every machine.
 *
 * libm picks its code by the processor, and with it the last bit of a result; theta would then
 * depend on where a scene is played. These are plain IEEE 754 double arithmetic in a fixed order
 * (no fused multiply-add: the build sets -ffp-contract=off), branch-free where they are inline, so
 * that a loop over them vectorises.
 *
 * Errors: below 2 ulp for exp, log, sin, cos, tanh (sin and cos: for |x| up to 1e5, beyond that
 * they fall back on an exact but slow reduction), below 4 ulp for the others. Special values are
 * libm's: exp(inf) = inf, log(0) = -inf, log(-1) = nan, sin(inf) = nan, nan in gives nan out.
 * sqrt, fabs, floor, fmin and fmax are exact in IEEE 754 and are used from libm. */
#ifndef SIM_VMATH_H
#define SIM_VMATH_H

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
double vmath_pow(double x, double y); /* an integer y up to 2^31 by repeated squaring */

/* x^k by repeated squaring; 0 as soon as the result is sure to be below 2^-54 for |x| < 1, which
 * keeps a decaying beta^t out of the denormal numbers. */
double vmath_decay(double x, uint64_t k);

#endif
