/* The parser of formulas: its grammar, its limits and its messages. */
#include <check.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
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

static void check_error(const char *text, const char *message)
{
    struct error err = {0};
    ck_assert_msg(!expr_create(text, variables, ARRAY_LENGTH(variables), &err), "'%.60s'", text);
    ck_assert_str_eq(err.text, message);
    ck_assert_int_eq(err.kind, ERROR_INPUT);
}

/* At x = 3, y = 5; all these numbers are exact. */
static const struct {
    const char *text;
    double value;
} grammar[] = {
    {"7", 7},
    {" 7.5\t", 7.5},
    {".5", 0.5},
    {"5.", 5},
    {"1e3", 1000},
    {"1E+3", 1000},
    {"25e-2", 0.25},
    {"1e08", 100000000},
    {"x", 3},
    {"+x", 3},
    {"1 + 2*x", 7},
    {"(1 + 2)*x", 9},
    {"10 - x - y", 2},
    {"10 - (x - y)", 12},
    {"y - -x", 8},
    {"y*-x", -15},
    {"12/x/2", 2},
    {"12/(x/3)", 12},
    {"x^2", 9},
    {"-x^2", -9},
    {"(-x)^2", 9},
    {"2^x^2", 512},
    {"(2^x)^2", 64},
    {"2^-1", 0.5},
    {"2^-x^2", 1.0 / 512},
    {"2^+x", 8},
    {"--x", 3},
    {"-+-x", 3},
    {"14x", 42},
    {"2 x y", 30},
    {"6x y", 90},
    {"2x^2", 18},
    {"x y^2", 75},
    {"2(x + 1)", 8},
    {"(x + 1)(y + 1)", 24},
    {"(x + 1)y", 20},
    {"x(y + 1)", 18},
    {"12/2 x", 18},
    {"2x - 3y", -9},
    {"2 max(x, y)", 10},
    {"min(x, y)max(x, y)", 15},
    {"min(x + 1, y) + max(x, y^2)", 29},
    {"pow(x, 2)", 9},
    {"pow(2, pow(x, 2))", 512},
    {"abs(x - y)", 2},
    {"sqrt(x + 2y - 4)", 3},
    {"sign(x - y) + sign(0) + sign(y)", 0},
    {"x^0 + 0^0", 2},
    {"x^1", 3},
    {"(x - y)^-2", 0.25},
    {"(x - y)^3", -8},
    {"(x - y)^(x - y + 5)", -8},
    {"4^0.5", 2},
    {"\n x\r\n+\ty ", 8},
    {"x**2", 9},
    {"2**-1", 0.5},
    {"x² + y³", 134},
    {"x²y", 45},
    {"2x¹⁰", 2 * 59049},
    {"x⁻¹·3", 1},
    {"-x²", -9},
    {"2^x²", 512},
    {"(x + 1)²", 16},
    {"2×x·y⋅1∗1", 30},
    {"y÷2 − x – 1", -1.5},
    {"−x + y", 2},
    {"x\u00a0+\u202fy", 8},
    {"ln(1) + ln(e)", 1},
    {"sign(sin(2π)) + sign(cos(πx))", -2},
    {"sqrt(4)²", 4},
};

START_TEST(formula_has_the_value_of_its_grammar)
{
    double value = value_at(grammar[_i].text, 3, 5);
    ck_assert_msg(value == grammar[_i].value, "%s gives %.17g, not %.17g", grammar[_i].text, value,
                  grammar[_i].value);
}
END_TEST

START_TEST(formula_is_written_in_ascii)
{
    static const struct {
        const char *written, *plain;
    } formulas[] = {
        {"x² + 3·y² − ln(1 + x²)", "x^2 + 3*y^2 - ln(1 + x^2)"},
        {"x²y", "x^2 y"},
        {"2πx²π", "2 pi x^2 pi"},
        {"π(x)", "pi(x)"},
        {"x**2", "x^2"},
        {"(1-x)^2 + 100*(y-x^2)^2", "(1-x)^2 + 100*(y-x^2)^2"},
        {"√x", "√x"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(formulas); i++) {
        struct text text = {0};
        expr_plain(formulas[i].written, &text);
        ck_assert_str_eq(text_string(&text), formulas[i].plain);
        text_finish(&text);
    }
}
END_TEST

START_TEST(constants_are_nearest_doubles)
{
    ck_assert(value_at("pi", 0, 0) == 3.14159265358979323846);
    ck_assert(value_at("e", 0, 0) == 2.71828182845904523536);
    ck_assert(value_at("2e", 0, 0) == 2 * 2.71828182845904523536);
    ck_assert(value_at("2e + x", 1, 0) == 2 * 2.71828182845904523536 + 1);
    ck_assert(value_at("2 pi x", 3, 0) == 2 * 3.14159265358979323846 * 3);
}
END_TEST

START_TEST(variables_are_found_by_their_whole_name)
{
    static const char *const names[] = {"a", "ab", "a_1", "e"};
    struct error err = {0};
    struct expr *expr = expr_create("a + 10ab + 100a_1 + 1000e", names, 4, &err);
    ck_assert_msg(expr != NULL, "%s", err.text);
    double p[] = {1, 2, 3, 4};
    ck_assert(expr_value(expr, p) == 4321);
    struct jet jet = expr_jet(expr, p);
    ck_assert(jet.f == 4321 && jet.x == 1 && jet.y == 10); /* the others are constants to it */
    expr_destroy(expr);
}
END_TEST

static const struct {
    const char *text, *message;
} mistakes[] = {
    {"", "column 1: the formula is empty"},
    {" \t ", "column 1: the formula is empty"},
    {"x +", "column 4: the formula ends too early"},
    {"x + ", "column 5: the formula ends too early"},
    {"-", "column 2: the formula ends too early"},
    {"x^", "column 3: the formula ends too early"},
    {"min(x,", "column 7: the formula ends too early"},
    {"(", "column 2: the formula ends too early"},
    {"x + * y", "column 5: unexpected '*'"},
    {"x***2", "column 4: unexpected '*'"},
    {"x^**2", "column 3: unexpected '^'"},
    {"0,5x", "column 2: unexpected ','; decimals are written with a '.'"},
    {"(x + 0,5)", "column 7: unexpected ','; decimals are written with a '.'"},
    {"sin(0,5*x)", "column 1: sin takes 1 argument, not 2; decimals are written with a '.'"},
    {"min(0,5, x, y)", "column 1: min takes 2 arguments, not 4; decimals are written with a '.'"},
    {"|x|", "column 1: unexpected '|'; write abs( )"},
    {"2*[x + 1]", "column 3: unexpected '['; write ( )"},
    {"x² + √y", "column 6: unexpected '√'; write sqrt( )"},
    {"½x", "column 1: unexpected '½'; write 1/2"},
    {"“x + y”", "column 1: unexpected '“'"},
    {"x ≤ y", "column 3: unexpected '≤'"},
    {"π·π + q", "column 7: no variable 'q'; the variables are x and y"},
    {"x² 3", "column 4: an operator is missing before this number"},
    {"x²3", "column 3: an operator is missing before this number"},
    {"x²^3", "column 3: a power of a power needs parentheses"},
    {"x² **2", "column 3: a power of a power needs parentheses"},
    {"²", "column 1: unexpected '^'"},
    {"ln x", "column 1: ln needs parentheses: ln(...)"},
    {"log10(x)", "column 1: no function 'log10'; write log( )/log(10)"},
    {"sqr(x)", "column 1: no function 'sqr'; write ( )^2 for the square, sqrt( ) for the root"},
    {"tg(x)", "column 1: no function 'tg'; here that is 'tan'"},
    {"arctan(x)", "column 1: no function 'arctan'; did you mean 'atan'?"},
    {"x = 2", "column 3: unexpected '='"},
    {"x, y", "column 2: unexpected ','"},
    {"(x, y)", "column 3: unexpected ','"},
    {"()", "column 2: unexpected ')'"},
    {"x + y)", "column 6: unexpected ')'"},
    {"(x + y]", "column 7: unexpected ']'"},
    {"min(x,,y)", "column 7: unexpected ','"},
    {".", "column 1: unexpected '.'"},
    {"x + .e3", "column 5: unexpected '.'"},
    {"2 * (x + (y)", "column 5: this '(' is never closed"},
    {"sin(x", "column 4: this '(' is never closed"},
    {"x 2", "column 3: an operator is missing before this number"},
    {"1.2.3", "column 4: an operator is missing before this number"},
    {"(x + 1)2", "column 8: an operator is missing before this number"},
    {"x + z", "column 5: no variable 'z'; the variables are x and y"},
    {"x + E", "column 5: no variable 'E'; did you mean 'e'?"},
    {"2 Pi", "column 3: no variable 'Pi'; did you mean 'pi'?"},
    {"AZaz_09", "column 1: no variable 'AZaz_09'; the variables are x and y"},
    {"6xy", "column 2: no variable 'xy'; for the product write x*y"},
    {"yxx", "column 1: no variable 'yxx'; for the product write y*x*x"},
    {"x y2", "column 3: no variable 'y2'; the variables are x and y"},
    {"1 + y sen(x)", "column 7: no function 'sen'; did you mean 'sin'?"},
    {"Gamma(x)", "column 1: no function 'Gamma'"},
    {"2 sin x", "column 3: sin needs parentheses: sin(...)"},
    {"sin^2(x)", "column 1: sin needs parentheses: sin(...)"},
    {"sin()", "column 1: sin takes 1 argument, not 0"},
    {"1 + sin(x, y)", "column 5: sin takes 1 argument, not 2"},
    {"min(x)", "column 1: min takes 2 arguments, not 1"},
    {"pow(x, y, 2, 3)", "column 1: pow takes 2 arguments, not 4"},
    {"x + 1e999", "column 5: the number '1e999' is out of range"},
    {"\x80", "column 1: this is not text in UTF-8"},
    {"\xff", "column 1: this is not text in UTF-8"},
    {"x + \x01", "column 5: a control character"},
};

START_TEST(mistake_has_its_message)
{
    check_error(mistakes[_i].text, mistakes[_i].message);
}
END_TEST

START_TEST(the_variables_there_are_are_listed)
{
    static const char *const names[] = {"alpha", "beta", "gamma"};
    static const char *const messages[] = {
        "column 1: no variable 'q'; there are no variables",
        "column 1: no variable 'q'; the variable is alpha",
        "column 1: no variable 'q'; the variables are alpha and beta",
        "column 1: no variable 'q'; the variables are alpha, beta and gamma",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(messages); i++) {
        struct error err = {0};
        ck_assert(!expr_create("q", names, i, &err));
        ck_assert_str_eq(err.text, messages[i]);
    }
}
END_TEST

START_TEST(error_struct_may_be_null)
{
    ck_assert(!expr_create("x +", variables, ARRAY_LENGTH(variables), NULL));
}
END_TEST

static void repeat(struct text *text, const char *piece, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_add(text, piece);
}

/* `count` times `open`, then x, then `count` times `close`. */
static void nest(struct text *text, const char *open, const char *close, size_t count)
{
    text_clear(text);
    repeat(text, open, count);
    text_add(text, "x");
    repeat(text, close, count);
}

static const struct {
    const char *open, *close;
    double value; /* of EXPR_DEPTH levels, at x = 1 and y = 0 */
    const char *message;
} nestings[] = {
    {"(", ")", 1, "column 202: nested deeper than 200 levels"},
    {"-", "", 1, "column 202: nested deeper than 200 levels"},
    {"+", "", 1, "column 202: nested deeper than 200 levels"},
    {"1^", "", 1, "column 403: nested deeper than 200 levels"},
    {"abs(", ")", 1, "column 805: nested deeper than 200 levels"},
    /* The deepest stack there can be: three operands wait at each level. */
    {"max(y, x + x*", ")", 201, "column 2605: nested deeper than 200 levels"},
};

START_TEST(nesting_is_limited)
{
    const char *open = nestings[_i].open, *close = nestings[_i].close;
    struct text text = {0};
    nest(&text, open, close, EXPR_DEPTH);
    struct expr *expr = compile(text_string(&text));
    double p[] = {1, 0};
    ck_assert(expr_value(expr, p) == nestings[_i].value);
    ck_assert(expr_jet(expr, p).f == nestings[_i].value);
    expr_destroy(expr);
    nest(&text, open, close, EXPR_DEPTH + 1);
    check_error(text_string(&text), nestings[_i].message);
    text_finish(&text);
}
END_TEST

START_TEST(ten_thousand_levels_are_an_error_and_no_crash)
{
    struct text text = {0};
    nest(&text, "(", ")", 10000);
    check_error(text_string(&text), "column 202: nested deeper than 200 levels");
    nest(&text, "-", "", 10000);
    check_error(text_string(&text), "column 202: nested deeper than 200 levels");
    nest(&text, "2^", "", 10000);
    check_error(text_string(&text), "column 403: nested deeper than 200 levels");
    text_finish(&text);
}
END_TEST

START_TEST(long_formula_needs_no_nesting)
{
    struct text text = {0};
    text_add(&text, "0");
    repeat(&text, "+x", (EXPR_LENGTH - 1) / 2);
    ck_assert(value_at(text_string(&text), 1, 0) == (EXPR_LENGTH - 1) / 2);
    text_clear(&text);
    repeat(&text, "(x)", EXPR_LENGTH / 3);
    ck_assert(value_at(text_string(&text), 1, 0) == 1);
    text_clear(&text);
    repeat(&text, "2x ", EXPR_LENGTH / 3 - 1);
    check_error(text_string(&text), "column 4: an operator is missing before this number");
    text_finish(&text);
}
END_TEST

START_TEST(length_is_limited)
{
    struct text text = {0};
    repeat(&text, " ", EXPR_LENGTH - 1);
    text_add(&text, "x");
    ck_assert(value_at(text_string(&text), 7, 0) == 7);
    text_add(&text, " ");
    check_error(text_string(&text), "column 65537: the formula is longer than 65536 characters");
    text_clear(&text);
    repeat(&text, "q", EXPR_LENGTH);
    check_error(text_string(&text),
                "column 1: no variable 'qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq'"
                "; the variables are x and y");
    text_clear(&text);
    repeat(&text, "9", EXPR_LENGTH);
    check_error(text_string(&text),
                "column 1: the number '9999999999999999999999999999999999999999'"
                " is out of range");
    text_finish(&text);
}
END_TEST

/* Whatever the bytes, the answer is an expression or a message. */
START_TEST(random_bytes_are_read_or_refused)
{
    static const char *const pieces[] = {"x",  "y",    "(",    ")",    "+",     "-",    "*",
                                         "/",  "^",    " ",    ",",    "2",     ".5",   "e",
                                         "1e", "sin",  "min(", "pow(", "sqrt(", "abs(", "pi",
                                         "0",  "\xc3", "q",    "\n",   "²",     "π",    "**"};
    uint64_t bits = 1;
    struct text text = {0};
    size_t read = 0;
    for (int k = 0; k < 200000; k++) {
        text_clear(&text);
        size_t length = 1 + (size_t)(k % 12);
        for (size_t i = 0; i < length; i++) {
            bits = bits * 6364136223846793005u + 1442695040888963407u;
            text_add(&text, pieces[(bits >> 33) % ARRAY_LENGTH(pieces)]);
        }
        struct error err = {0};
        struct expr *expr = expr_create(text_string(&text), variables, 2, &err);
        ck_assert((expr == NULL) == (strncmp(err.text, "column ", 7) == 0));
        if (!expr)
            continue;
        read++;
        double p[] = {0.75, -1.25}, gradient[2];
        double f = expr_value(expr, p);
        ck_assert(f == expr_gradient(expr, p, gradient) || isnan(f));
        ck_assert(f == expr_jet(expr, p).f || isnan(f));
        expr_destroy(expr);
    }
    ck_assert_uint_gt(read, 1000);
    text_finish(&text);
}
END_TEST

int main(void)
{
    TCase *values = tcase_create("values");
    tcase_add_loop_test(values, formula_has_the_value_of_its_grammar, 0, ARRAY_LENGTH(grammar));
    tcase_add_test(values, formula_is_written_in_ascii);
    tcase_add_test(values, constants_are_nearest_doubles);
    tcase_add_test(values, variables_are_found_by_their_whole_name);

    TCase *errors = tcase_create("errors");
    tcase_add_loop_test(errors, mistake_has_its_message, 0, ARRAY_LENGTH(mistakes));
    tcase_add_test(errors, the_variables_there_are_are_listed);
    tcase_add_test(errors, error_struct_may_be_null);
    tcase_add_loop_test(errors, nesting_is_limited, 0, ARRAY_LENGTH(nestings));
    tcase_add_test(errors, ten_thousand_levels_are_an_error_and_no_crash);
    tcase_add_test(errors, long_formula_needs_no_nesting);
    tcase_add_test(errors, length_is_limited);
    tcase_add_test(errors, random_bytes_are_read_or_refused);

    Suite *suite = suite_create("expr_parse");
    suite_add_tcase(suite, values);
    suite_add_tcase(suite, errors);
    return suite_main(suite);
}
