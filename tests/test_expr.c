/* The evaluator of formulas: values, and derivatives against closed forms and differences. */
#include <check.h>
#include <math.h>

#include "base/mem.h"
#include "math/expr.h"
#include "suite.h"

static const char *const variables[] = {"x", "y"};

static struct expr *compile(const char *text)
{
    struct error err = {0};
    struct expr *expr = expr_create(text, variables, ARRAY_LENGTH(variables), &err);
    ck_assert_msg(expr != NULL, "%.60s: %s", text, err.text);
    return expr;
}

static double value_at(const char *text, double x, double y)
{
    struct expr *expr = compile(text);
    double value = expr_value(expr, (double[]){x, y});
    expr_destroy(expr);
    return value;
}

static struct jet jet_at(const char *text, double x, double y)
{
    struct expr *expr = compile(text);
    struct jet jet = expr_jet(expr, (double[]){x, y});
    expr_destroy(expr);
    return jet;
}

static void gradient_at(const char *text, double x, double y, double gradient[static 2])
{
    struct expr *expr = compile(text);
    expr_gradient(expr, (double[]){x, y}, gradient);
    expr_destroy(expr);
}

/* Within `tolerance`, relative to what is larger than 1. */
static bool near(double a, double b, double tolerance)
{
    return fabs(a - b) <= tolerance * fmax(1, fabs(b));
}

/* The functions of x at places inside their domains, with what the textbook and libm say. Our
 * functions are good to 4 ulp, and a derivative is a few operations on them: 1e-14. */
static double secant(double x)
{
    return 1 / cos(x);
}

struct truth {
    double f, first, second;
};

static struct truth truth_abs(double x)
{
    return (struct truth){fabs(x), x < 0 ? -1 : 1, 0};
}

static struct truth truth_sqrt(double x)
{
    return (struct truth){sqrt(x), 0.5 / sqrt(x), -0.25 / (x * sqrt(x))};
}

static struct truth truth_exp(double x)
{
    return (struct truth){exp(x), exp(x), exp(x)};
}

static struct truth truth_log(double x)
{
    return (struct truth){log(x), 1 / x, -1 / (x * x)};
}

static struct truth truth_sin(double x)
{
    return (struct truth){sin(x), cos(x), -sin(x)};
}

static struct truth truth_cos(double x)
{
    return (struct truth){cos(x), -sin(x), -cos(x)};
}

static struct truth truth_tan(double x)
{
    double s = secant(x);
    return (struct truth){tan(x), s * s, 2 * s * s * tan(x)};
}

static struct truth truth_asin(double x)
{
    return (struct truth){asin(x), pow(1 - x * x, -0.5), x * pow(1 - x * x, -1.5)};
}

static struct truth truth_acos(double x)
{
    return (struct truth){acos(x), -pow(1 - x * x, -0.5), -x * pow(1 - x * x, -1.5)};
}

static struct truth truth_atan(double x)
{
    return (struct truth){atan(x), 1 / (1 + x * x), -2 * x / pow(1 + x * x, 2)};
}

static struct truth truth_sinh(double x)
{
    return (struct truth){sinh(x), cosh(x), sinh(x)};
}

static struct truth truth_cosh(double x)
{
    return (struct truth){cosh(x), sinh(x), cosh(x)};
}

static struct truth truth_tanh(double x)
{
    double s = 1 / cosh(x);
    return (struct truth){tanh(x), s * s, -2 * tanh(x) * s * s};
}

static struct truth truth_sign(double x)
{
    return (struct truth){x < 0 ? -1 : 1, 0, 0};
}

static struct truth truth_cube(double x)
{
    return (struct truth){x * x * x, 3 * x * x, 6 * x};
}

static struct truth truth_inverse_square(double x)
{
    return (struct truth){1 / (x * x), -2 / (x * x * x), 6 / (x * x * x * x)};
}

static struct truth truth_power(double x)
{
    return (struct truth){pow(x, 2.5), 2.5 * pow(x, 1.5), 3.75 * pow(x, 0.5)};
}

static struct truth truth_exponential(double x)
{
    return (struct truth){pow(2, x), pow(2, x) * log(2), pow(2, x) * log(2) * log(2)};
}

static struct truth truth_self_power(double x)
{
    double f = pow(x, x), slope = 1 + log(x);
    return (struct truth){f, f * slope, f * (slope * slope + 1 / x)};
}

static struct truth truth_quotient(double x)
{
    double b = 1 + x * x;
    return (struct truth){x / b, (1 - x * x) / (b * b), 2 * x * (x * x - 3) / (b * b * b)};
}

static const struct {
    const char *text;
    struct truth (*truth)(double x);
    double at[4];
} closed_forms[] = {
    {"abs(x)", truth_abs, {-2, -0.1, 0.3, 5}},
    {"sqrt(x)", truth_sqrt, {0.01, 0.5, 2, 300}},
    {"exp(x)", truth_exp, {-3, -0.1, 0.7, 5}},
    {"log(x)", truth_log, {0.2, 0.9, 3, 70}},
    {"sin(x)", truth_sin, {-3, -0.1, 0.7, 20}},
    {"cos(x)", truth_cos, {-3, -0.1, 0.7, 20}},
    {"tan(x)", truth_tan, {-1.2, -0.1, 0.7, 4}},
    {"asin(x)", truth_asin, {-0.9, -0.1, 0.3, 0.8}},
    {"acos(x)", truth_acos, {-0.9, -0.1, 0.3, 0.8}},
    {"atan(x)", truth_atan, {-5, -0.1, 0.7, 30}},
    {"sinh(x)", truth_sinh, {-3, -0.1, 0.7, 4}},
    {"cosh(x)", truth_cosh, {-3, -0.1, 0.7, 4}},
    {"tanh(x)", truth_tanh, {-3, -0.1, 0.7, 2}},
    {"sign(x)", truth_sign, {-3, -0.1, 0.7, 2}},
    {"x^3", truth_cube, {-3, 0, 0.7, 2}},
    {"pow(x, 3)", truth_cube, {-3, 0, 0.7, 2}},
    {"x*x*x", truth_cube, {-3, 0, 0.7, 2}},
    {"x^-2", truth_inverse_square, {-3, -0.5, 0.7, 2}},
    {"1/x^2", truth_inverse_square, {-3, -0.5, 0.7, 2}},
    {"pow(x, -4/2)", truth_inverse_square, {-3, -0.5, 0.7, 2}},
    {"x^2.5", truth_power, {0, 0.5, 2, 9}},
    {"x^(y + 2.5)", truth_power, {0, 0.5, 2, 9}}, /* y is 0 */
    {"2^x", truth_exponential, {-3, 0, 0.7, 5}},
    {"x^x", truth_self_power, {0.1, 0.5, 1, 3}},
    {"x/(1 + x^2)", truth_quotient, {-3, 0, 0.7, 2}},
    {"min(x^3, x^3 + 1)", truth_cube, {-3, 0, 0.7, 2}},
    {"max(x^3, x^3 - 1)", truth_cube, {-3, 0, 0.7, 2}},
    {"min(x^3 + 1, x^3)", truth_cube, {-3, 0, 0.7, 2}},
    {"max(x^3 - 1, x^3)", truth_cube, {-3, 0, 0.7, 2}},
};

START_TEST(derivatives_are_those_of_the_closed_form)
{
    const char *text = closed_forms[_i].text;
    for (size_t k = 0; k < ARRAY_LENGTH(closed_forms[_i].at); k++) {
        double x = closed_forms[_i].at[k];
        struct truth truth = closed_forms[_i].truth(x);
        struct jet jet = jet_at(text, x, 0);
        ck_assert_msg(near(jet.f, truth.f, 1e-14), "%s at %g", text, x);
        ck_assert_msg(near(jet.x, truth.first, 1e-14), "%s, first, at %g", text, x);
        ck_assert_msg(near(jet.xx, truth.second, 1e-14), "%s, second, at %g", text, x);
    }
}
END_TEST

/* With x and y both in every operation. */
static const char *const mixed[] = {
    "x + y x - y^2",
    "(x - 2y)/(x + y^2)",
    "(x + y)^y",
    "x^y + y^x",
    "(x^2 + y^2 x)^(x y^2/4 + y/x)",
    "y/(x^2 y + y^2 x)",
    "(x y + 1)^3",
    "(x y + 1)^-3",
    "(x y + 1)^0.3",
    "sqrt(x^2 + 3y)",
    "exp(-x y) sin(x + y^2) cos(x - y)",
    "log(x + y^2) tan(x y/4)",
    "asin(x y/9) + acos((x - y)/4) atan(x/y)",
    "sinh(x y/3) cosh(x - y) tanh(x + y/2)",
    "abs(x y - 7) + sign(y - x) x^2 y",
    "min(x y, x^2 + 5) max(x y^2, sin(x))",
    "pow(x + 1, 2y) - pow(y, 4)",
    "-x^2^0.5 y - 2^-(x y)",
};

static void check_differences(const struct expr *expr, const char *text, const double p[static 2])
{
    /* The error of a central difference is h^2/6 times a third derivative, here below 100, plus
     * rounding, 1e-16/h: both below 1e-8. */
    const double h = 1e-5;
    struct jet jet = expr_jet(expr, p);
    double gradient[2] = {jet.x, jet.y}, hessian[2][2] = {{jet.xx, jet.xy}, {jet.xy, jet.yy}};
    for (size_t i = 0; i < 2; i++) {
        double low[2] = {p[0], p[1]}, high[2] = {p[0], p[1]}, low_g[2], high_g[2];
        low[i] -= h;
        high[i] += h;
        double low_f = expr_gradient(expr, low, low_g), high_f = expr_gradient(expr, high, high_g);
        double slope = (high_f - low_f) / (2 * h);
        ck_assert_msg(near(gradient[i], slope, 1e-7), "%s: d%zu is %.12g, not %.12g", text, i,
                      gradient[i], slope);
        for (size_t j = 0; j < 2; j++) {
            slope = (high_g[j] - low_g[j]) / (2 * h);
            ck_assert_msg(near(hessian[i][j], slope, 1e-7), "%s: d%zu%zu is %.12g, not %.12g", text,
                          i, j, hessian[i][j], slope);
        }
    }
}

START_TEST(derivatives_are_those_of_central_differences)
{
    static const double points[][2] = {{1.3, 0.7}, {0.4, 2.1}, {2.2, 1.9}};
    struct expr *expr = compile(mixed[_i]);
    for (size_t k = 0; k < ARRAY_LENGTH(points); k++)
        check_differences(expr, mixed[_i], points[k]);
    expr_destroy(expr);
}
END_TEST

START_TEST(value_gradient_and_jet_agree_to_the_bit)
{
    double p[] = {1.3, 0.7}, gradient[2];
    struct expr *expr = compile(mixed[_i]);
    struct jet jet = expr_jet(expr, p);
    ck_assert(expr_value(expr, p) == jet.f);
    ck_assert(expr_gradient(expr, p, gradient) == jet.f);
    ck_assert(gradient[0] == jet.x && gradient[1] == jet.y);
    expr_destroy(expr);
}
END_TEST

START_TEST(powers_at_zero_have_exact_derivatives)
{
    struct jet jet = jet_at("x^2", 0, 0);
    ck_assert(jet.f == 0 && jet.x == 0 && jet.xx == 2);
    jet = jet_at("x^1", 0, 0);
    ck_assert(jet.f == 0 && jet.x == 1 && jet.xx == 0);
    jet = jet_at("x^0", 0, 0);
    ck_assert(jet.f == 1 && jet.x == 0 && jet.xx == 0);
    jet = jet_at("pow(x, 3) y", 0, 2);
    ck_assert(jet.f == 0 && jet.x == 0 && jet.y == 0 && jet.xx == 0 && jet.xy == 0);
    jet = jet_at("x^1.5", 0, 0);
    ck_assert(jet.f == 0 && jet.x == 0 && isinf(jet.xx));
    jet = jet_at("x^-1", 0, 0);
    ck_assert(isinf(jet.f) && isinf(jet.x));
    jet = jet_at("x^y", 0, 2);
    ck_assert(jet.f == 0 && jet.x == 0 && jet.y == 0 && jet.xx == 2 && jet.xy == 0);
    jet = jet_at("x^y", 0, 1);
    ck_assert(jet.f == 0 && jet.x == 1 && jet.y == 0 && jet.xy == -(double)INFINITY);
}
END_TEST

START_TEST(large_powers_are_powers)
{
    ck_assert(value_at("2^1023", 0, 0) == 0x1p1023);
    ck_assert(value_at("x^-1022", 2, 0) == 0x1p-1022);
    ck_assert(value_at("(-1)^999999999", 0, 0) == -1);
    ck_assert(value_at("x^4e9", -1, 0) == 1);
    ck_assert(isinf(value_at("x^1e9", 2, 0)));
}
END_TEST

START_TEST(kink_has_the_derivative_of_the_branch_taken)
{
    ck_assert(jet_at("abs(x)", 0, 0).x == 0);
    ck_assert(jet_at("sign(x)", 0, 0).x == 0);
    ck_assert(jet_at("min(2x, 3x)", 0, 0).x == 2);
    ck_assert(jet_at("max(2x, 3x)", 0, 0).x == 2);
}
END_TEST

START_TEST(root_at_zero_has_a_value_and_an_infinite_slope)
{
    struct jet jet = jet_at("sqrt(x)", 0, 0);
    ck_assert(jet.f == 0 && isinf(jet.x) && jet.y == 0);
    double gradient[2];
    gradient_at("sqrt(x^2 + y^2)", 0, 0, gradient);
    ck_assert(gradient[0] == 0 && gradient[1] == 0);
    jet = jet_at("x^2 + sqrt(0) y", 1, 1);
    ck_assert(jet.f == 1 && jet.x == 2 && jet.xx == 2 && jet.y == 0 && jet.yy == 0);
}
END_TEST

START_TEST(nan_is_passed_on)
{
    static const char *const texts[] = {"x",         "-x",        "x + y",     "x y",
                                        "min(x, y)", "min(y, x)", "x^2",       "abs(x)",
                                        "sign(x)",   "max(x, y)", "max(y, x)", "x^0.5"};
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
        ck_assert_msg(isnan(value_at(texts[i], (double)NAN, 1)), "%s", texts[i]);
    ck_assert(isnan(value_at("log(x)", -1, 0)));
    ck_assert(isnan(value_at("x^0.5", -1, 0)));
}
END_TEST

int main(void)
{
    TCase *values = tcase_create("values");
    tcase_add_test(values, large_powers_are_powers);
    tcase_add_test(values, nan_is_passed_on);

    TCase *derivatives = tcase_create("derivatives");
    tcase_add_loop_test(derivatives, derivatives_are_those_of_the_closed_form, 0,
                        ARRAY_LENGTH(closed_forms));
    tcase_add_loop_test(derivatives, derivatives_are_those_of_central_differences, 0,
                        ARRAY_LENGTH(mixed));
    tcase_add_loop_test(derivatives, value_gradient_and_jet_agree_to_the_bit, 0,
                        ARRAY_LENGTH(mixed));
    tcase_add_test(derivatives, powers_at_zero_have_exact_derivatives);
    tcase_add_test(derivatives, kink_has_the_derivative_of_the_branch_taken);
    tcase_add_test(derivatives, root_at_zero_has_a_value_and_an_infinite_slope);

    Suite *suite = suite_create("expr");
    suite_add_tcase(suite, values);
    suite_add_tcase(suite, derivatives);
    return suite_main(suite);
}
