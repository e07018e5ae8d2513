/* Normal deviates and permutations. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "math/random.h"
#include "suite.h"

/* n deviates: the mean strays by 1 / sqrt(n), the variance by sqrt(2 / n), the fourth moment by
 * sqrt(96 / n); 0.0022, 0.0032 and 0.022 here, and five times that is allowed. */
START_TEST(normal_has_mean_0_and_variance_1)
{
    const int n = 200000;
    double sum = 0, squares = 0, fourths = 0;
    int positive = 0;
    for (int i = 0; i < n; i++) {
        double x = random_normal(5, RNG_NOISE, 1, (uint64_t)i);
        sum += x;
        squares += x * x;
        fourths += x * x * x * x;
        positive += x > 0;
    }
    ck_assert_double_eq_tol(sum / n, 0, 0.011);
    ck_assert_double_eq_tol(squares / n, 1, 0.016);
    ck_assert_double_eq_tol(fourths / n, 3, 0.11);
    ck_assert_double_eq_tol((double)positive / n, 0.5, 0.0056);
}
END_TEST

/* |x| <= sqrt(-2 log 2^-53) = 8.57 whatever the bits are. */
START_TEST(normal_is_finite_everywhere)
{
    for (uint64_t i = 0; i < 200000; i++) {
        uint64_t place = rng_bits(1, RNG_NOISE, 0, i);
        double x = random_normal(place, RNG_NOISE, place >> 32, ~place);
        ck_assert(fabs(x) < 8.58);
    }
    ck_assert(fabs(random_normal(UINT64_MAX, RNG_NOISE, UINT32_MAX, UINT64_MAX)) < 8.58);
}
END_TEST

START_TEST(neighbouring_normals_are_uncorrelated)
{
    const int n = 100000;
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += random_normal(5, RNG_NOISE, 1, (uint64_t)i) *
               random_normal(5, RNG_NOISE, 1, (uint64_t)i + 1);
    ck_assert_double_eq_tol(sum / n, 0, 5 / sqrt(n));
}
END_TEST

START_TEST(permutation_is_a_permutation)
{
    static const size_t sizes[] = {0, 1, 2, 3, 10, 1000};
    for (size_t s = 0; s < ARRAY_LENGTH(sizes); s++) {
        size_t n = sizes[s];
        uint32_t *order = mem_alloc(n + 1, sizeof *order);
        char *seen = mem_alloc(n, 1);
        order[n] = 4711; /* must be left alone */
        random_permutation(3, 8, n, order);
        for (size_t i = 0; i < n; i++) {
            ck_assert_uint_lt(order[i], n);
            ck_assert_int_eq(seen[order[i]], 0);
            seen[order[i]] = 1;
        }
        ck_assert_uint_eq(order[n], 4711);
        free(order);
        free(seen);
    }
}
END_TEST

START_TEST(permutation_depends_on_seed_and_epoch_alone)
{
    uint32_t first[50], again[50];
    random_permutation(3, 8, 50, first);
    memset(again, 0xFF, sizeof again);
    random_permutation(3, 8, 50, again);
    ck_assert_mem_eq(first, again, sizeof first);
    random_permutation(4, 8, 50, again);
    ck_assert_mem_ne(first, again, sizeof first);
    random_permutation(3, 9, 50, again);
    ck_assert_mem_ne(first, again, sizeof first);
}
END_TEST

/* Each of the 6 orders of 3 comes n / 6 times and strays by sqrt(n 5 / 36), which is 91 here; five
 * times that is allowed. */
START_TEST(every_order_comes_equally_often)
{
    const int n = 60000;
    int counts[27] = {0};
    for (int epoch = 0; epoch < n; epoch++) {
        uint32_t order[3];
        random_permutation(1, (uint64_t)epoch, 3, order);
        counts[9 * order[0] + 3 * order[1] + order[2]]++;
    }
    int orders = 0;
    for (int i = 0; i < 27; i++) {
        orders += counts[i] > 0;
        if (counts[i] > 0)
            ck_assert_int_le(abs(counts[i] - n / 6), 455);
    }
    ck_assert_int_eq(orders, 6);
}
END_TEST

static Suite *random_suite(void)
{
    Suite *suite = suite_create("random");
    TCase *random = tcase_create("random");
    tcase_set_timeout(random, 60);
    tcase_add_test(random, normal_has_mean_0_and_variance_1);
    tcase_add_test(random, normal_is_finite_everywhere);
    tcase_add_test(random, neighbouring_normals_are_uncorrelated);
    tcase_add_test(random, permutation_is_a_permutation);
    tcase_add_test(random, permutation_depends_on_seed_and_epoch_alone);
    tcase_add_test(random, every_order_comes_equally_often);
    suite_add_tcase(suite, random);
    return suite;
}

int main(void)
{
    return suite_main(random_suite());
}
