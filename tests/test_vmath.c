/* The elementary functions, held to the long double functions of libm, which have 11 bits more. */
#include <assert.h>
#include <check.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "math/vmath.h"
#include "suite.h"

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double double_of(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* The distance in units in the last place that the true value has as a double. */
static double error_in_ulp(double value, long double truth)
{
    double rounded = (double)truth;
    if (isnan(rounded) || isnan(value))
        return isnan(rounded) && isnan(value) ? 0 : HUGE_VAL;
    if (isinf(rounded) || isinf(value))
        return value == rounded ? 0 : HUGE_VAL;
    int exponent;
    frexpl(truth, &exponent);
    if (truth == 0 || exponent < DBL_MIN_EXP)
        exponent = DBL_MIN_EXP;
    return (double)fabsl(((long double)value - truth) / ldexpl(1, exponent - DBL_MANT_DIG));
}

static const struct elementary {
    const char *name;
    double (*function)(double);
    long double (*truth)(long double);
    double limit;    /* ulp */
    double from, to; /* where it is interesting */
    double symmetry; /* f(-x) = symmetry f(x); 0: none */
} table[] = {
    {"exp", vmath_exp, expl, 2, -750, 712, 0},    {"log", vmath_log, logl, 2, 0, 4, 0},
    {"sin", vmath_sin, sinl, 2, -20, 20, -1},     {"cos", vmath_cos, cosl, 2, -20, 20, 1},
    {"tanh", vmath_tanh, tanhl, 2, -3, 3, -1},    {"tan", vmath_tan, tanl, 4, -20, 20, -1},
    {"asin", vmath_asin, asinl, 4, -1, 1, -1},    {"acos", vmath_acos, acosl, 4, -1, 1, 0},
    {"atan", vmath_atan, atanl, 4, -10, 10, -1},  {"sinh", vmath_sinh, sinhl, 4, -711, 711, -1},
    {"cosh", vmath_cosh, coshl, 4, -711, 711, 1},
};

static void expect_close(const struct elementary *row, double x)
{
    double value = row->function(x);
    double error = error_in_ulp(value, row->truth((long double)x));
    ck_assert_msg(error < row->limit, "%s(%a) = %a is off by %g ulp", row->name, x, value, error);
}

START_TEST(errors_are_small_near_the_branch_points)
{
    const struct elementary *row = &table[_i];
    for (uint64_t i = 0; i < 50000; i++) {
        double u = rng_uniform(1, RNG_NOISE, 0, i);
        expect_close(row, row->from + u * (row->to - row->from));
        expect_close(row, -1 + 2 * u);
    }
}
END_TEST

/* All magnitudes from the smallest denormal number to the largest number, infinities and nan. */
START_TEST(errors_are_small_for_any_bits)
{
    const struct elementary *row = &table[_i];
    for (uint64_t i = 0; i < 50000; i++)
        expect_close(row, double_of(rng_bits(2, RNG_NOISE, 0, i)));
}
END_TEST

START_TEST(errors_are_small_next_to_every_switch_of_method)
{
    static const double switches[] = {
        0,      0x1p-1074, 0x1p-1022,   0x1p-54, 0x1p-27, 0.125,  0.25,      0.375,
        0.5,    0.55,      0.625,       0.75,    0.875,   1,      M_SQRT1_2, M_SQRT2,
        2,      M_LN2,     0.5 * M_LN2, M_PI_4,  M_PI_2,  M_PI,   22,        700,
        707.7,  709.5,     709.79,      710.4,   711,     712,    -708.4,    -745,
        -745.2, -747,      1e5,         0x1p27,  0x1p52,  0x1p53, 0x1p1023,  DBL_MAX,
    };
    const struct elementary *row = &table[_i];
    for (size_t i = 0; i < ARRAY_LENGTH(switches); i++) {
        double up = switches[i], down = switches[i];
        for (int step = 0; step < 200; step++) {
            expect_close(row, up);
            expect_close(row, down);
            expect_close(row, -up);
            up = nextafter(up, HUGE_VAL);
            down = nextafter(down, -HUGE_VAL);
        }
    }
}
END_TEST

START_TEST(special_values_are_those_of_libm)
{
    static double (*const libm[])(double) = {exp,  log,  sin,  cos,  tanh, tan,
                                             asin, acos, atan, sinh, cosh};
    static_assert(ARRAY_LENGTH(libm) == ARRAY_LENGTH(table), "one for each");
    const double special[] = {0.0, -0.0, HUGE_VAL, -HUGE_VAL, (double)NAN, 0x1p-1074, -0x1p-1074};
    for (size_t i = 0; i < ARRAY_LENGTH(special); i++) {
        double value = table[_i].function(special[i]), truth = libm[_i](special[i]);
        if (isnan(truth))
            ck_assert_msg(isnan(value), "%s(%g)", table[_i].name, special[i]);
        else
            ck_assert_msg(bits_of(value) == bits_of(truth), "%s(%g) = %g", table[_i].name,
                          special[i], value);
    }
}
END_TEST

START_TEST(odd_and_even_functions_are_exactly_so)
{
    const struct elementary *row = &table[_i];
    if (row->symmetry == 0)
        return;
    for (uint64_t i = 0; i < 20000; i++) {
        double x = double_of(rng_bits(3, RNG_NOISE, 0, i));
        double value = row->function(x), mirrored = row->function(-x);
        if (!isnan(value))
            ck_assert(bits_of(mirrored) == bits_of(row->symmetry * value));
    }
}
END_TEST

/* The nearest doubles to k pi / 2 are where most digits of the angle cancel. */
START_TEST(angles_next_to_a_zero_keep_all_digits)
{
    for (int k = 1; k <= 70000; k++) {
        double x = (double)(k * 1.57079632679489661923132169163975144L);
        ck_assert(error_in_ulp(vmath_sin(x), sinl((long double)x)) < 2);
        ck_assert(error_in_ulp(vmath_cos(x), cosl((long double)x)) < 2);
        ck_assert(error_in_ulp(vmath_tan(x), tanl((long double)x)) < 4);
    }
}
END_TEST

/* Of all doubles this is the one nearest to a multiple of pi / 2 (Muller, Elementary
 * Functions, 2006): its cosine is -4.687165924254627611122582801963884e-19. */
START_TEST(hardest_angle_is_right)
{
    double x = 6381956970095103 * 0x1p797;
    ck_assert_double_eq(vmath_cos(x), -4.687165924254627611122582801963884e-19);
    ck_assert_double_eq(vmath_sin(x), 1);
}
END_TEST

START_TEST(round_arguments_have_exact_results)
{
    ck_assert_double_eq(vmath_exp(0), 1);
    ck_assert_double_eq(vmath_log(1), 0);
    ck_assert_double_eq(vmath_cos(0), 1);
    ck_assert_double_eq(vmath_cosh(0), 1);
    ck_assert_double_eq(vmath_acos(1), 0);
    ck_assert_double_eq(vmath_acos(-1), M_PI);
    ck_assert_double_eq(vmath_acos(0), M_PI_2);
    ck_assert_double_eq(vmath_asin(1), M_PI_2);
    ck_assert_double_eq(vmath_atan(1), M_PI_4);
    ck_assert_double_eq(vmath_atan(HUGE_VAL), M_PI_2);
    ck_assert_double_eq(vmath_tanh(40), 1);
    ck_assert_double_eq(vmath_tanh(-HUGE_VAL), -1);
    ck_assert_double_eq(vmath_cos(M_PI), -1);
    ck_assert_double_eq(vmath_sin(M_PI_2), 1);
}
END_TEST

/* Up to the fourth power there are up to three products and a division, each off by half a unit
 * in the last place of something that may be twice as large; otherwise there is little but the
 * error of the exponential, which is about one unit. */
static void expect_power(double x, double y)
{
    double value = vmath_pow(x, y);
    double error = error_in_ulp(value, powl((long double)x, (long double)y));
    double limit = fabs(y) <= 4 && floor(y) == y ? 4 : 1.25;
    ck_assert_msg(error < limit, "pow(%a, %a) = %a is off by %g ulp", x, y, value, error);
}

START_TEST(powers_are_close)
{
    for (uint64_t i = 0; i < 50000; i++) {
        double u = rng_uniform(4, RNG_NOISE, 0, i), v = 2 * rng_uniform(4, RNG_NOISE, 1, i) - 1;
        expect_power(10 * u, 20 * v);
        expect_power(0.71 + 0.7 * u, 2000 * v);
        expect_power(1 + 1e-5 * u, 5e7 * v);
        expect_power(1 - 1e-9 * u, 1e11 * v);
        expect_power(20 * u - 10, floor(40 * v));
        expect_power(3 * u, floor(300 * v));
        expect_power(0x1p-1074 * floor(1000 * u), v);
    }
}
END_TEST

START_TEST(powers_of_any_bits_are_close)
{
    for (uint64_t i = 0; i < 50000; i++) {
        double x = double_of(rng_bits(5, RNG_NOISE, 0, i));
        double y = double_of(rng_bits(5, RNG_NOISE, 1, i));
        expect_power(x, y);
        expect_power(x, (double)(int)(i % 13) - 6);
        expect_power(fabs(x), 3 * rng_uniform(5, RNG_NOISE, 2, i) - 1.5);
    }
}
END_TEST

/* The square is denormal, and its reciprocal is not. */
START_TEST(powers_next_to_overflow_are_close)
{
    for (uint64_t i = 0; i < 10000; i++) {
        double x = 0x1p-512 * (1 + rng_uniform(6, RNG_NOISE, 0, i));
        ck_assert(error_in_ulp(vmath_pow(x, -2), powl((long double)x, -2)) < 1.25);
    }
}
END_TEST

START_TEST(special_powers_are_those_of_libm)
{
    const double special[] = {0.0,  -0.0,     0.5,         -0.5,      1,           -1,
                              2,    -2,       3,           -3,        1.5,         -1.5,
                              5,    -5,       1e300,       -1e300,    0x1p53,      0x1p53 - 1,
                              1e-9, HUGE_VAL, -0x1p31 - 1, -HUGE_VAL, (double)NAN, 0x1p-1074};
    for (size_t i = 0; i < ARRAY_LENGTH(special); i++) {
        for (size_t j = 0; j < ARRAY_LENGTH(special); j++) {
            double x = special[i], y = special[j], value = vmath_pow(x, y), truth = pow(x, y);
            expect_power(x, y);
            ck_assert_msg(isnan(truth) || !signbit(value) == !signbit(truth), "pow(%g, %g) = %g", x,
                          y, value);
        }
    }
}
END_TEST

START_TEST(small_integer_powers_are_products)
{
    for (uint64_t i = 0; i < 10000; i++) {
        double x = 20 * rng_uniform(6, RNG_NOISE, 0, i) - 10;
        ck_assert_double_eq(vmath_pow(x, 0), 1);
        ck_assert_double_eq(vmath_pow(x, 1), x);
        ck_assert_double_eq(vmath_pow(x, 2), x * x);
        ck_assert_double_eq(vmath_pow(x, -1), 1 / x);
    }
    ck_assert_double_eq(vmath_pow(-2, 1023), -0x1p1023);
    ck_assert_double_eq(vmath_pow(2, -1074), 0x1p-1074);
    ck_assert_double_eq(vmath_pow(10, 15), 1e15);
}
END_TEST

/* Each of the up to 2 log2 k products is off by half an ulp, and squaring doubles what is there:
 * k ulp in the worst case. */
START_TEST(decay_is_a_power)
{
    for (uint64_t k = 0; k < 1000; k++) {
        for (int i = -1; i <= 12; i++) {
            double x = 1 - 0.1 * i, value = vmath_decay(x, k);
            long double truth = powl((long double)x, (long double)k);
            if (fabs(x) < 1 && fabsl(truth) < 0x1p-54L)
                ck_assert_double_eq(value, 0);
            else
                ck_assert(error_in_ulp(value, truth) <= (double)k);
        }
    }
    ck_assert_double_eq(vmath_decay(0, 0), 1);
    ck_assert_double_eq(vmath_decay(0, 5), 0);
    ck_assert_double_eq(vmath_decay(1, UINT64_MAX), 1);
    ck_assert_double_eq(vmath_decay(-1, UINT64_MAX), -1);
    ck_assert_double_eq(vmath_decay(0.999, UINT64_MAX), 0);
    ck_assert(isnan(vmath_decay((double)NAN, 3)));
    ck_assert(isinf(vmath_decay(2, 1024)));
}
END_TEST

/* From places all over the exponents, over the borders of groups, also where powers vanish. */
START_TEST(decays_in_a_row_have_the_bits_of_each)
{
    static const double bases[] = {0,           1e-300, 0.1,   0.5,    0.9,     0.95,
                                   0.99,        0.999,  0.123, 0.9999, 0.99999, 1 - 1e-9,
                                   1 - 0x1p-53, 1,      -0.9,  1.001};
    double power[200];
    for (size_t b = 0; b < ARRAY_LENGTH(bases); b++)
        for (uint64_t i = 0; i < 400; i++) {
            const uint64_t bits = rng_bits(3, RNG_NOISE, b, i), k = bits >> (i * 7 % 64);
            const size_t n = 1 + (size_t)(i % ARRAY_LENGTH(power));
            vmath_decays(bases[b], k, n, power);
            for (size_t j = 0; j < n; j++)
                ck_assert_msg(bits_of(power[j]) == bits_of(vmath_decay(bases[b], k + j)),
                              "%.17g^%llu", bases[b], (unsigned long long)(k + j));
        }
}
END_TEST

START_TEST(decays_of_the_first_million_updates_have_the_bits_of_each)
{
    static const double bases[] = {0.9, 0.99, 0.999, 0.99999};
    double power[65];
    for (size_t b = 0; b < ARRAY_LENGTH(bases); b++)
        for (uint64_t k = 1; k < 1000000; k += 64) {
            vmath_decays(bases[b], k, ARRAY_LENGTH(power), power);
            for (size_t j = 0; j < ARRAY_LENGTH(power); j++)
                ck_assert(bits_of(power[j]) == bits_of(vmath_decay(bases[b], k + j)));
        }
}
END_TEST

/* A fingerprint of many results: the same with every compiler, every level of optimization and
 * every x86-64 processor, as results of libm are not. */
START_TEST(bits_are_the_same_everywhere)
{
    uint64_t print = 0;
    for (size_t f = 0; f <= ARRAY_LENGTH(table); f++) {
        for (uint64_t i = 0; i < 20000; i++) {
            double x = double_of(rng_bits(7, RNG_NOISE, f, i));
            if (i % 4 != 0)
                x = fmod(x, 8);
            double y = 8 * rng_uniform(8, RNG_NOISE, f, i) - 4;
            double value = f < ARRAY_LENGTH(table) ? table[f].function(x) : vmath_pow(x, y);
            print = (print ^ (isnan(value) ? 1 : bits_of(value))) * 0x9e3779b97f4a7c15;
            print ^= print >> 32;
        }
    }
    ck_assert_msg(print == 0x7f30f32c2e95cc5d, "the fingerprint is 0x%016llx",
                  (unsigned long long)print);
}
END_TEST

static Suite *vmath_suite(void)
{
    const int count = ARRAY_LENGTH(table);
    Suite *suite = suite_create("vmath");
    TCase *each = tcase_create("each");
    tcase_set_timeout(each, 120);
    tcase_add_loop_test(each, errors_are_small_near_the_branch_points, 0, count);
    tcase_add_loop_test(each, errors_are_small_for_any_bits, 0, count);
    tcase_add_loop_test(each, errors_are_small_next_to_every_switch_of_method, 0, count);
    tcase_add_loop_test(each, special_values_are_those_of_libm, 0, count);
    tcase_add_loop_test(each, odd_and_even_functions_are_exactly_so, 0, count);
    suite_add_tcase(suite, each);

    TCase *some = tcase_create("some");
    tcase_set_timeout(some, 120);
    tcase_add_test(some, angles_next_to_a_zero_keep_all_digits);
    tcase_add_test(some, hardest_angle_is_right);
    tcase_add_test(some, round_arguments_have_exact_results);
    tcase_add_test(some, powers_are_close);
    tcase_add_test(some, powers_of_any_bits_are_close);
    tcase_add_test(some, powers_next_to_overflow_are_close);
    tcase_add_test(some, special_powers_are_those_of_libm);
    tcase_add_test(some, small_integer_powers_are_products);
    tcase_add_test(some, decay_is_a_power);
    tcase_add_test(some, decays_in_a_row_have_the_bits_of_each);
    tcase_add_test(some, decays_of_the_first_million_updates_have_the_bits_of_each);
    tcase_add_test(some, bits_are_the_same_everywhere);
    suite_add_tcase(suite, some);
    return suite;
}

int main(void)
{
    return suite_main(vmath_suite());
}
