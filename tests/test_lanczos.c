/* The largest eigenvalue, against matrices whose eigenvalues are known. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "math/lanczos.h"
#include "math/random.h"
#include "suite.h"

enum { DIM = 60 };

static double eigenvalues[DIM], axes[DIM][DIM];

/* Random directions at right angles to each other. */
static void make_axes(void)
{
    for (size_t i = 0; i < DIM; i++) {
        for (size_t d = 0; d < DIM; d++)
            axes[i][d] = random_normal(7, RNG_PLANE, i, d);
        double square = 0;
        for (size_t j = 0; j < i; j++) {
            double along = 0;
            for (size_t d = 0; d < DIM; d++)
                along += axes[i][d] * axes[j][d];
            for (size_t d = 0; d < DIM; d++)
                axes[i][d] -= along * axes[j][d];
        }
        for (size_t d = 0; d < DIM; d++)
            square += axes[i][d] * axes[i][d];
        for (size_t d = 0; d < DIM; d++)
            axes[i][d] /= sqrt(square);
    }
}

static void multiply(const double *v, double product[DIM])
{
    for (size_t d = 0; d < DIM; d++)
        product[d] = 0;
    for (size_t i = 0; i < DIM; i++) {
        double along = 0;
        for (size_t d = 0; d < DIM; d++)
            along += v[d] * axes[i][d];
        for (size_t d = 0; d < DIM; d++)
            product[d] += eigenvalues[i] * along * axes[i][d];
    }
}

/* Products until the error is below `share` of the value; all the way the bounds must hold. */
static size_t run_until(struct lanczos *lanczos, double share, size_t memory, double largest)
{
    double product[DIM];
    lanczos_begin(lanczos, DIM, memory);
    do {
        multiply(lanczos_vector(lanczos), product);
        ck_assert(lanczos_take(lanczos, product));
        ck_assert_double_le(lanczos->value, largest + 1e-12 * fabs(largest));
        double nearest = HUGE_VAL;
        for (size_t i = 0; i < DIM; i++)
            nearest = fmin(nearest, fabs(eigenvalues[i] - lanczos->value));
        ck_assert_double_le(nearest, lanczos->error + 1e-12 * fabs(largest));
    } while (lanczos->error > share * fabs(lanczos->value) && lanczos->products < 5000);
    return lanczos->products;
}

START_TEST(the_largest_eigenvalue_is_found_with_its_error)
{
    struct lanczos lanczos = {0};
    make_axes();
    for (size_t i = 0; i < DIM; i++)
        eigenvalues[i] = -3 + 5 * (double)i / (DIM - 1);
    ck_assert_uint_le(run_until(&lanczos, 1e-9, 1 << 20, 2), DIM);
    ck_assert_double_eq_tol(lanczos.value, 2, 1e-8);
    lanczos_finish(&lanczos);
}
END_TEST

/* As many as there are kinds of eigenvalues are enough, and one below 0 may be the farthest. */
START_TEST(few_kinds_of_eigenvalues_take_few_products)
{
    struct lanczos lanczos = {0};
    make_axes();
    for (size_t i = 0; i < DIM; i++)
        eigenvalues[i] = i % 2 ? -140 : i % 3 ? 0 : 139;
    ck_assert_uint_le(run_until(&lanczos, 1e-9, 1 << 20, 139), 4);
    ck_assert_double_eq_tol(lanczos.value, 139, 1e-9);
    for (size_t i = 0; i < DIM; i++)
        eigenvalues[i] = 0;
    ck_assert_uint_eq(run_until(&lanczos, 1e-9, 1 << 20, 0), 1);
    ck_assert_double_eq_tol(lanczos.value, 0, 1e-300);
    lanczos_finish(&lanczos);
}
END_TEST

/* With room for a few vectors only, it begins again, and still arrives. */
START_TEST(little_memory_takes_longer)
{
    struct lanczos lanczos = {0};
    make_axes();
    for (size_t i = 0; i < DIM; i++)
        eigenvalues[i] = (double)i / DIM;
    eigenvalues[7] = 2.038;
    ck_assert_uint_lt(run_until(&lanczos, 1e-9, 1, 2.038), 5000);
    ck_assert_double_eq_tol(lanczos.value, 2.038, 1e-8);
    lanczos_finish(&lanczos);
}
END_TEST

START_TEST(what_is_not_finite_is_told)
{
    struct lanczos lanczos = {0};
    double product[DIM] = {(double)NAN};
    lanczos_begin(&lanczos, DIM, 1 << 20);
    ck_assert(!lanczos_take(&lanczos, product));
    lanczos_finish(&lanczos);
}
END_TEST

static Suite *lanczos_suite(void)
{
    Suite *suite = suite_create("lanczos");
    TCase *tests = tcase_create("lanczos");
    tcase_add_test(tests, the_largest_eigenvalue_is_found_with_its_error);
    tcase_add_test(tests, few_kinds_of_eigenvalues_take_few_products);
    tcase_add_test(tests, little_memory_takes_longer);
    tcase_add_test(tests, what_is_not_finite_is_told);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return suite_main(lanczos_suite());
}
