/* The counter-based generator. */
#include <check.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/rng.h"
#include "suite.h"

/* The known answers that come with the authors' Random123 library, for philox4x32-10. */
START_TEST(philox_gives_the_published_answers)
{
    static const struct {
        uint32_t counter[4], key[2], out[4];
    } answers[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(answers); i++) {
        uint32_t out[4];
        rng_philox(answers[i].counter, answers[i].key, out);
        ck_assert_mem_eq(out, answers[i].out, sizeof out);
    }
}
END_TEST

/* What a scene's numbers depend on: these must never change. */
START_TEST(bits_are_those_of_the_first_version)
{
    ck_assert(rng_bits(0, RNG_ORDER, 0, 0) == 0xe169c58d6627e8d5);
    const uint32_t counter[4] = {0x89abcdef, 0x01234567, RNG_NOISE, 9};
    const uint32_t key[2] = {0x76543210, 0xfedcba98};
    uint32_t out[4];
    rng_philox(counter, key, out);
    ck_assert(rng_bits(0xfedcba9876543210, RNG_NOISE, 9, 0x0123456789abcdef) ==
              ((uint64_t)out[1] << 32 | out[0]));
}
END_TEST

START_TEST(every_argument_changes_the_bits)
{
    uint64_t bits = rng_bits(1, RNG_ORDER, 2, 3);
    ck_assert(bits == rng_bits(1, RNG_ORDER, 2, 3));
    ck_assert(bits != rng_bits(2, RNG_ORDER, 2, 3));
    ck_assert(bits != rng_bits(1 + ((uint64_t)1 << 32), RNG_ORDER, 2, 3));
    ck_assert(bits != rng_bits(1, RNG_NOISE, 2, 3));
    ck_assert(bits != rng_bits(1, RNG_ORDER, 3, 3));
    ck_assert(bits != rng_bits(1, RNG_ORDER, 2, 4));
    ck_assert(bits != rng_bits(1, RNG_ORDER, 2, 3 + ((uint64_t)1 << 32)));
}
END_TEST

/* n uniform numbers have mean 1/2 and variance 1/12; the mean strays by 1 / sqrt(12 n), which is
 * 0.0009 here, and five times that is allowed. The seed is fixed, so that this cannot flicker. */
START_TEST(uniform_fills_the_unit_interval)
{
    const int n = 100000;
    double sum = 0, squares = 0;
    for (int i = 0; i < n; i++) {
        double u = rng_uniform(7, RNG_NOISE, 0, (uint64_t)i);
        ck_assert(u >= 0 && u < 1);
        ck_assert(u * 0x1p53 == (double)(uint64_t)(u * 0x1p53));
        sum += u;
        squares += (u - 0.5) * (u - 0.5);
    }
    ck_assert_double_eq_tol(sum / n, 0.5, 0.0045);
    ck_assert_double_eq_tol(squares / n, 1.0 / 12, 0.0012);
}
END_TEST

/* A count of n / 7 strays by sqrt(n 6 / 49), which is 93 here; five times that is allowed. */
START_TEST(below_gives_each_number_equally_often)
{
    const int n = 70000;
    int counts[7] = {0};
    for (int i = 0; i < n; i++) {
        uint64_t value = rng_below(3, RNG_ORDER, 1, (uint64_t)i, 7);
        ck_assert(value < 7);
        counts[value]++;
    }
    for (int i = 0; i < 7; i++)
        ck_assert_int_le(abs(counts[i] - n / 7), 465);
}
END_TEST

START_TEST(below_scales_the_bits)
{
    ck_assert(rng_below(3, RNG_ORDER, 1, 5, 1) == 0);
    uint64_t bits = rng_bits(3, RNG_ORDER, 1, 5);
    ck_assert(rng_below(3, RNG_ORDER, 1, 5, (uint64_t)1 << 63) == bits >> 1);
    ck_assert(rng_below(3, RNG_ORDER, 1, 5, UINT64_MAX) == bits - 1);
}
END_TEST

static Suite *rng_suite(void)
{
    Suite *suite = suite_create("rng");
    TCase *rng = tcase_create("rng");
    tcase_add_test(rng, philox_gives_the_published_answers);
    tcase_add_test(rng, bits_are_those_of_the_first_version);
    tcase_add_test(rng, every_argument_changes_the_bits);
    tcase_add_test(rng, uniform_fills_the_unit_interval);
    tcase_add_test(rng, below_gives_each_number_equally_often);
    tcase_add_test(rng, below_scales_the_bits);
    suite_add_tcase(suite, rng);
    return suite;
}

int main(void)
{
    return suite_main(rng_suite());
}
