/* Numbers as text and back, held to the C library over many doubles.
 *
 *     test_number [COUNT]     how many random ones, in place of those that take a second or two */
#include <check.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"
#include "base/rng.h"
#include "suite.h"

static uint64_t random_count = 300000;

static double double_of(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

/* The oracle of number_format(): digit after digit until the C library reads the number back. Every
 * decimal of up to 15 digits survives the way through a normal double, so that %.15g finds it and
 * drops its zeros. Denormal numbers hold fewer digits. */
static void format_by_trial(char text[static NUMBER_SIZE], double value)
{
    int digits = fabs(value) < DBL_MIN ? 1 : DBL_DIG;
    do
        snprintf(text, NUMBER_SIZE, "%.*g", digits, value);
    while (strtod(text, NULL) != value && ++digits <= DBL_DECIMAL_DIG);
}

/* Both ways: the text is that of the oracle, and is read as the same bits. */
static void expect_same(double value)
{
    char expected[NUMBER_SIZE], text[NUMBER_SIZE];
    double back;
    if (!isfinite(value))
        return;
    format_by_trial(expected, value);
    number_format(text, value);
    if (strcmp(text, expected) != 0)
        ck_abort_msg("%a is written %s, not %s", value, text, expected);
    if (!number_parse(text, &back) || !same_bits(value, back))
        ck_abort_msg("%s is not read as %a", text, value);
}

/* A number, its neighbours, and the same below 0. */
static void expect_same_around(double value)
{
    expect_same(value);
    expect_same(-value);
    expect_same(nextafter(value, HUGE_VAL));
    expect_same(nextafter(value, -HUGE_VAL));
}

/* ---- to text ---- */

START_TEST(random_bits_are_written_as_the_oracle_does)
{
    for (uint64_t i = 0; i < random_count; i++)
        expect_same(double_of(rng_bits(1, RNG_NOISE, 0, i)));
}
END_TEST

START_TEST(random_denormals_are_written_as_the_oracle_does)
{
    for (uint64_t i = 0; i < random_count / 4; i++) {
        const uint64_t bits = rng_bits(2, RNG_NOISE, 0, i);
        expect_same(double_of((bits & 0xFFFFFFFFFFFFF) >> bits % 52));
    }
}
END_TEST

START_TEST(numbers_of_few_digits_are_written_as_the_oracle_does)
{
    for (uint64_t i = 0; i < random_count / 4; i++) {
        const double integer = (double)rng_below(3, RNG_NOISE, 0, i, 1000000);
        expect_same(integer / pow(10, (double)(i % 20)));
        expect_same(integer / 2);
        expect_same(rng_uniform(4, RNG_NOISE, 0, i));
    }
}
END_TEST

START_TEST(powers_of_two_are_written_as_the_oracle_does)
{
    for (int e = -1074; e <= 1023; e++)
        expect_same_around(ldexp(1, e));
}
END_TEST

START_TEST(powers_of_ten_are_written_as_the_oracle_does)
{
    char text[NUMBER_SIZE];
    for (int e = -324; e <= 308; e++)
        for (int digit = 1; digit < 10; digit++) {
            snprintf(text, sizeof text, "%de%d", digit, e);
            expect_same_around(strtod(text, NULL));
        }
}
END_TEST

START_TEST(integers_are_written_as_the_oracle_does)
{
    for (int i = 0; i < 20000; i++)
        expect_same(i);
    for (uint64_t i = 0; i < random_count / 4; i++)
        expect_same((double)(rng_bits(5, RNG_NOISE, 0, i) >> i % 64));
}
END_TEST

START_TEST(limits_are_written_as_the_oracle_does)
{
    static const double limits[] = {0,      DBL_MIN, DBL_MAX, DBL_EPSILON, 0x1p53, 0x1p63,
                                    0x1p64, 1e15,    1e16,    1e17,        1e22,   1e23};
    for (size_t i = 0; i < ARRAY_LENGTH(limits); i++)
        expect_same_around(limits[i]);
}
END_TEST

/* ---- from text ---- */

/* Texts of numbers are read as strtod() does. */
static void expect_read(const char *text)
{
    const double expected = strtod(text, NULL);
    double value = -77;
    const bool ok = number_parse(text, &value);
    if (ok != (bool)isfinite(expected) || (ok && !same_bits(value, expected)))
        ck_abort_msg("%s is read as %a, not %a", text, value, expected);
}

/* Decimals with as many digits as fit 64 bits and more, of every size. */
START_TEST(random_decimals_are_read_as_strtod_does)
{
    char text[80];
    for (uint64_t i = 0; i < random_count; i++) {
        const uint64_t digits = rng_bits(6, RNG_NOISE, 0, i), more = rng_bits(7, RNG_NOISE, 0, i);
        const int e = (int)(more % 700) - 360;
        snprintf(text, sizeof text, "%s%llu%s%llue%d", i % 3 ? "" : "-",
                 (unsigned long long)(digits >> digits % 64), i % 5 ? "." : "",
                 (unsigned long long)(i % 7 ? more % 10 : more), e);
        expect_read(text);
    }
}
END_TEST

/* Exactly half way between two doubles, a little below, and a little above. */
START_TEST(halves_are_read_as_strtod_does)
{
    char text[1200];
    for (uint64_t i = 0; i < random_count / 30; i++) {
        const uint64_t bits = rng_bits(8, RNG_NOISE, 0, i);
        const double integer = (double)(bits >> 11 | (uint64_t)1 << 52);
        const int e = (int)(bits % 64);
        snprintf(text, sizeof text, "%.0f", ldexp(integer, e % 10));
        expect_read(text);
        const unsigned long long half = (bits >> 10 | (uint64_t)1 << 53 | 1) << e % 10;
        snprintf(text, sizeof text, "%llu", half);
        expect_read(text);
        snprintf(text, sizeof text, "%llu.000000000000000000001", half);
        expect_read(text);
        snprintf(text, sizeof text, "%llu.99999999999999999999", half - 1);
        expect_read(text);
    }
    for (int e = -1074; e <= 900; e += 7) {
        const double value = ldexp(1, e), next = nextafter(value, HUGE_VAL);
        snprintf(text, sizeof text, "%.1100g", value + (next - value) / 2);
        expect_read(text);
        snprintf(text, sizeof text, "%.19g", value + (next - value) / 2);
        expect_read(text);
    }
}
END_TEST

START_TEST(extremes_are_read_as_strtod_does)
{
    static const char *const texts[] = {
        "0",
        "-0",
        "0e5",
        "0.000",
        "00000000000000000000000000",
        "-0e-999999999999",
        "4.9406564584124654e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "2.4703282292062329e-324",
        "2.2250738585072011e-308",
        "2.2250738585072012e-308",
        "2.2250738585072014e-308",
        "1e-323",
        "1e-324",
        "1e-343",
        "1e-400",
        "1e-999999999999",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "1e308",
        "1e309",
        "1e310",
        "1e999999999999",
        "9007199254740993",
        "9007199254740992.9999999999999999",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999",
        "1e22",
        "1e23",
        "0.000000000000000000000000000000000000000012345678901234567",
        "12345678901234567890123456789",
        "000000000000000000000000123.5",
        "6.02214076e+23",
        "1.000000000000000000e+00",
        "123456789012345678.9e-18",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
        expect_read(texts[i]);
}
END_TEST

/* Zeros in front of the digits and an exponent may cancel, however many they are. */
START_TEST(an_exponent_makes_up_for_zeros)
{
    static const int counts[] = {30, 400, 99990, 100010, 1000010};
    for (size_t i = 0; i < ARRAY_LENGTH(counts); i++) {
        const int count = counts[i];
        char *text = mem_alloc((size_t)count + 40, 1);
        memset(text, '0', (size_t)count);
        text[1] = '.';
        snprintf(text + count, 40, "15e%d", count - 1);
        expect_read(text);
        snprintf(text + count, 40, "15e9999999999");
        expect_read(text);
        free(text);
    }
}
END_TEST

START_TEST(number_read_tells_how_a_number_is_written)
{
    static const struct {
        const char *text;
        struct number_form form;
        double value;
    } written[] = {
        {"12", {.whole = 2, .digits = 2}, 12},
        {"-1,500", {.mark = ',', .whole = 1, .digits = 4}, -1.5},
        {"+1.5", {.mark = '.', .whole = 1, .digits = 2}, 1.5},
        {"0,5", {.mark = ',', .whole = 1, .digits = 2, .leads_zero = true}, 0.5},
        {",5", {.mark = ',', .digits = 1}, 0.5},
        {"5,", {.mark = ',', .whole = 1, .digits = 1}, 5},
        {"1,5e3", {.mark = ',', .whole = 1, .digits = 2, .has_exponent = true}, 1500},
        {"1,00000000000000000000000", {.mark = ',', .whole = 1, .digits = 24}, 1},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(written); i++) {
        const struct number_form *expected = &written[i].form;
        struct number_form form;
        double value = -77;
        ck_assert_msg(number_read(written[i].text, ',', &form, &value), "%s", written[i].text);
        ck_assert_double_eq(value, written[i].value);
        ck_assert_int_eq(form.mark, expected->mark);
        ck_assert_uint_eq(form.whole, expected->whole);
        ck_assert_uint_eq(form.digits, expected->digits);
        ck_assert_int_eq(form.leads_zero, expected->leads_zero);
        ck_assert_int_eq(form.has_exponent, expected->has_exponent);
    }
}
END_TEST

START_TEST(number_read_refuses_two_marks)
{
    static const char *const bad[] = {"1.234,5", "1,234,5", "1,2.3", ",", "-,", ",e1", "1,5e", ""};
    struct number_form form;
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
        double value = -77;
        ck_assert_msg(!number_read(bad[i], ',', &form, &value), "'%s' is taken", bad[i]);
        ck_assert_double_eq(value, -77);
    }
}
END_TEST

static Suite *number_suite(void)
{
    Suite *suite = suite_create("number");
    TCase *format = tcase_create("format"), *read = tcase_create("read");
    tcase_set_timeout(format, 3600);
    tcase_set_timeout(read, 3600);
    tcase_add_test(format, random_bits_are_written_as_the_oracle_does);
    tcase_add_test(format, random_denormals_are_written_as_the_oracle_does);
    tcase_add_test(format, numbers_of_few_digits_are_written_as_the_oracle_does);
    tcase_add_test(format, powers_of_two_are_written_as_the_oracle_does);
    tcase_add_test(format, powers_of_ten_are_written_as_the_oracle_does);
    tcase_add_test(format, integers_are_written_as_the_oracle_does);
    tcase_add_test(format, limits_are_written_as_the_oracle_does);
    suite_add_tcase(suite, format);
    tcase_add_test(read, random_decimals_are_read_as_strtod_does);
    tcase_add_test(read, halves_are_read_as_strtod_does);
    tcase_add_test(read, extremes_are_read_as_strtod_does);
    tcase_add_test(read, an_exponent_makes_up_for_zeros);
    tcase_add_test(read, number_read_tells_how_a_number_is_written);
    tcase_add_test(read, number_read_refuses_two_marks);
    suite_add_tcase(suite, read);
    return suite;
}

int main(int count, char **words)
{
    if (count > 1 && !number_parse_count(words[1], &random_count)) {
        fprintf(stderr, "test_number: '%s' is no count; write for example 10000000\n", words[1]);
        return 2;
    }
    return suite_main(number_suite());
}
