/* The built-in sets, samples kept aside, and standardized inputs. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/dataset.h"
#include "suite.h"

static const struct dataset_spec defaults = {.noise = -1, .seed = 1};

static struct dataset *create(const struct dataset_spec *spec)
{
    struct error err = {0};
    struct dataset *dataset = dataset_create(spec, &err);
    ck_assert_msg(dataset, "%s", err.text);
    return dataset;
}

static struct dataset *builtin(const char *name)
{
    struct dataset_spec spec = defaults;
    spec.name = name;
    return create(&spec);
}

static void expect_mistake(const struct dataset_spec *spec, const char *text)
{
    struct error err = {0};
    ck_assert_ptr_null(dataset_create(spec, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, text);
}

static bool same(const struct dataset *a, const struct dataset *b)
{
    return memcmp(a->x, b->x, a->n * a->inputs * sizeof *a->x) == 0 &&
           memcmp(a->y, b->y, a->n * a->outputs * sizeof *a->y) == 0;
}

/* ---- built-in sets ---- */

START_TEST(every_set_is_what_its_row_says)
{
    for (size_t s = 0; s < dataset_count(); s++) {
        const struct dataset_kind *kind = dataset_at(s);
        ck_assert_str_eq(dataset_name(s), kind->name);
        ck_assert(kind->title && kind->help);
        struct dataset *d = builtin(kind->name);
        ck_assert_str_eq(d->name, kind->name);
        if (kind->n > 0)
            ck_assert_uint_eq(d->n, kind->n);
        ck_assert_uint_eq(d->test_n, 0);
        ck_assert_uint_eq(d->inputs, kind->inputs);
        ck_assert_uint_eq(d->classes, kind->classes);
        ck_assert_uint_eq(d->outputs, kind->classes > 2 ? kind->classes : 1);
        ck_assert(!d->label == (kind->classes == 0));
        ck_assert(d->target_name && !d->shift && !d->unit);
        for (size_t j = 0; j < d->inputs; j++)
            ck_assert_ptr_nonnull(d->input_names[j]);
        for (size_t i = 0; i < d->n * d->inputs; i++)
            ck_assert(isfinite(d->x[i]));
        for (size_t i = 0; i < d->n * d->outputs; i++)
            ck_assert(isfinite(d->y[i]));
        dataset_release(d);
    }
}
END_TEST

START_TEST(classes_are_balanced)
{
    for (size_t s = 0; s < dataset_count(); s++) {
        struct dataset *d = builtin(dataset_name(s));
        for (size_t c = 0; c < d->classes; c++) {
            size_t count = 0;
            for (size_t i = 0; i < d->n; i++)
                count += d->label[i] == c;
            ck_assert_uint_eq(count, d->n / d->classes);
        }
        dataset_release(d);
    }
}
END_TEST

START_TEST(outputs_say_the_class)
{
    for (size_t s = 0; s < dataset_count(); s++) {
        struct dataset *d = builtin(dataset_name(s));
        for (size_t i = 0; i < d->n && d->classes > 0; i++)
            for (size_t o = 0; o < d->outputs; o++) {
                const bool own = d->label[i] == (d->outputs == 1 ? 1 : o);
                ck_assert_double_eq(d->y[i * d->outputs + o], own ? 1 : 0);
            }
        dataset_release(d);
    }
}
END_TEST

START_TEST(numbers_are_a_function_of_the_seed)
{
    for (size_t s = 0; s < dataset_count(); s++) {
        struct dataset_spec spec = defaults;
        spec.name = dataset_name(s);
        struct dataset *one = create(&spec), *again = create(&spec);
        spec.seed = 2;
        struct dataset *two = create(&spec);
        ck_assert(same(one, again));
        ck_assert(same(one, two) == (dataset_at(s)->n == 0));
        dataset_release(one);
        dataset_release(again);
        dataset_release(two);
    }
}
END_TEST

START_TEST(more_samples_begin_with_the_fewer)
{
    struct dataset_spec spec = defaults;
    spec.name = "moons";
    spec.n = 20;
    struct dataset *few = create(&spec);
    spec.n = 1000;
    struct dataset *many = create(&spec);
    ck_assert_uint_eq(few->n, 20);
    ck_assert_uint_eq(many->n, 1000);
    many->n = 20;
    ck_assert(same(few, many));
    dataset_release(few);
    dataset_release(many);
}
END_TEST

START_TEST(xor_is_the_four_points_in_order)
{
    struct dataset *d = builtin("xor");
    const double x[] = {0, 0, 0, 1, 1, 0, 1, 1}, y[] = {0, 1, 1, 0};
    ck_assert_uint_eq(d->n, 4);
    ck_assert_mem_eq(d->x, x, sizeof x);
    ck_assert_mem_eq(d->y, y, sizeof y);
    dataset_release(d);
}
END_TEST

START_TEST(iris_is_the_file_of_the_scenes)
{
    const struct dataset_spec spec = {.file = SCENES "/data/iris.csv", .classify = true};
    struct dataset *table = builtin("iris"), *file = create(&spec);
    ck_assert_uint_eq(table->n, 150);
    ck_assert_uint_eq(file->n, 150);
    ck_assert(same(table, file));
    const double first[] = {5.1, 3.5, 1.4, 0.2};
    ck_assert_mem_eq(table->x, first, sizeof first);
    for (size_t j = 0; j < 4; j++)
        ck_assert_str_eq(table->input_names[j], file->input_names[j]);
    for (size_t c = 0; c < 3; c++)
        ck_assert_str_eq(table->class_names[c], file->class_names[c]);
    ck_assert_str_eq(table->class_names[0], "setosa");
    ck_assert_uint_eq(table->label[0], 0);
    ck_assert_str_eq(table->target_name, file->target_name);
    dataset_release(table);
    dataset_release(file);
}
END_TEST

/* To rounding: the tests know the curves by other functions of libm. */
START_TEST(without_noise_samples_lie_on_their_curves)
{
    struct dataset_spec spec = defaults;
    spec.noise = 0;
    spec.name = "line";
    struct dataset *d = create(&spec);
    for (size_t i = 0; i < d->n; i++)
        ck_assert_double_eq(d->y[i], 2 * d->x[i] + 1);
    dataset_release(d);

    spec.name = "gabor";
    d = create(&spec);
    for (size_t i = 0; i < d->n; i++) {
        const double z = 0.06 * 16.6 * d->x[i];
        ck_assert_double_eq_tol(d->y[i], sin(z) * exp(-z * z / 32), 1e-14);
    }
    dataset_release(d);

    spec.name = "circles";
    d = create(&spec);
    for (size_t i = 0; i < d->n; i++)
        ck_assert_double_eq_tol(hypot(d->x[2 * i], d->x[2 * i + 1]), d->label[i] ? 0.5 : 1, 1e-14);
    dataset_release(d);

    spec.name = "moons";
    d = create(&spec);
    for (size_t i = 0; i < d->n; i++) {
        const double u = d->x[2 * i], v = d->x[2 * i + 1];
        ck_assert_double_eq_tol(d->label[i] ? hypot(u - 1, v - 0.5) : hypot(u, v), 1, 1e-14);
        ck_assert(d->label[i] ? v <= 0.5 : v >= 0);
    }
    dataset_release(d);

    spec.name = "spirals";
    d = create(&spec);
    for (size_t i = 0; i < d->n; i++) {
        const double u = d->x[2 * i], v = d->x[2 * i + 1], r = hypot(u, v);
        const double angle = 1.5 * 3.14159265358979323846 * r, sign = d->label[i] ? -1 : 1;
        ck_assert(r > 0.33 && r < 2);
        ck_assert_double_eq_tol(u, sign * r * cos(angle), 1e-13);
        ck_assert_double_eq_tol(v, sign * r * sin(angle), 1e-13);
    }
    dataset_release(d);
}
END_TEST

/* Over 100000 samples, variance and correlation are within 4 of their standard errors, sqrt(2/n)
 * and sqrt(1/n). */
START_TEST(noise_has_its_deviation_in_every_direction)
{
    const struct dataset_spec spec = {.name = "blobs", .n = 100000, .noise = 0.25, .seed = 3};
    struct dataset *d = create(&spec);
    double xx = 0, xy = 0, yy = 0;
    for (size_t i = 0; i < d->n; i++) {
        const double centre = d->label[i] ? 1 : -1;
        const double x = (d->x[2 * i] - centre) / 0.25, y = (d->x[2 * i + 1] - centre) / 0.25;
        xx += x * x / (double)d->n;
        xy += x * y / (double)d->n;
        yy += y * y / (double)d->n;
    }
    ck_assert_double_eq_tol(xx, 1, 0.018);
    ck_assert_double_eq_tol(xy, 0, 0.013);
    ck_assert_double_eq_tol(yy, 1, 0.018);
    dataset_release(d);
}
END_TEST

START_TEST(mistakes_in_a_set_are_told)
{
    struct dataset_spec spec = defaults;
    spec.name = "moon";
    expect_mistake(&spec, "no data set 'moon'; did you mean 'moons'?");
    spec.name = "cats";
    expect_mistake(&spec, "no data set 'cats'");
    spec.name = "line";
    spec.classify = true;
    expect_mistake(&spec, "'line' has numbers to fit and no classes; take 'moons', for example");
    spec.classify = false;
    spec.n = 1;
    expect_mistake(&spec, "n is 1; it may be from 2 to 1000000");
    spec.n = 1000001;
    expect_mistake(&spec, "n is 1000001; it may be from 2 to 1000000");
    spec.n = 0;
    spec.noise = 2e6;
    expect_mistake(&spec, "noise is 2000000; it may be from 0 to 1000000");
    spec.noise = nan("");
    expect_mistake(&spec, "noise is nan; it may be from 0 to 1000000");
    spec.noise = -1;
    spec.target = "y";
    expect_mistake(&spec, "inputs and target are columns of a file; 'line' has its own");
    spec = defaults;
    spec.name = "iris";
    spec.n = 100;
    expect_mistake(&spec, "'iris' is always the same; leave out n and noise");
    spec.n = 0;
    spec.noise = 0.1;
    expect_mistake(&spec, "'iris' is always the same; leave out n and noise");
    spec.noise = 0;
    spec.test = 1;
    expect_mistake(&spec, "test is 1; it is a share of the samples, from 0 to less than 1");
    spec.test = -0.1;
    expect_mistake(&spec, "test is -0.1; it is a share of the samples, from 0 to less than 1");
}
END_TEST

/* ---- samples kept aside ---- */

/* Where a sample of `whole` is among its training samples or those kept aside: rows of x are all
 * different. */
static size_t find(const struct dataset *d, const double *x)
{
    size_t i = 0;
    while (memcmp(d->x + i * d->inputs, x, d->inputs * sizeof *x) != 0)
        i++;
    return i;
}

START_TEST(a_split_keeps_the_order_and_every_sample)
{
    struct dataset_spec spec = defaults;
    spec.name = "moons";
    struct dataset *whole = create(&spec);
    spec.test = 0.3;
    struct dataset *parted = create(&spec);
    ck_assert_uint_eq(parted->n, 140);
    ck_assert_uint_eq(parted->test_n, 60);
    size_t train = 0, test = parted->n;
    for (size_t i = 0; i < whole->n; i++) {
        const size_t at = find(parted, whole->x + 2 * i);
        ck_assert_uint_eq(at, at < parted->n ? train++ : test++);
        ck_assert_uint_eq(parted->label[at], whole->label[i]);
        ck_assert_double_eq(parted->y[at], whole->y[i]);
    }
    ck_assert_uint_eq(test, 200);
    dataset_release(whole);
    dataset_release(parted);
}
END_TEST

START_TEST(a_split_is_a_function_of_the_seed)
{
    struct dataset_spec spec = defaults;
    spec.name = "iris";
    spec.test = 0.2;
    struct dataset *one = create(&spec), *again = create(&spec);
    spec.seed = 2;
    struct dataset *two = create(&spec);
    ck_assert(same(one, again));
    ck_assert(!same(one, two));
    dataset_release(one);
    dataset_release(again);
    dataset_release(two);
}
END_TEST

START_TEST(a_share_is_rounded_and_leaves_something_on_both_sides)
{
    const struct {
        double test;
        size_t test_n;
    } rows[] = {{0, 0}, {1e-9, 1}, {0.3, 1}, {0.4, 2}, {0.5, 2}, {0.7, 3}, {0.999, 3}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct dataset_spec spec = {.name = "xor", .test = rows[i].test, .seed = i};
        struct dataset *d = create(&spec);
        ck_assert_uint_eq(d->test_n, rows[i].test_n);
        ck_assert_uint_eq(d->n, 4 - rows[i].test_n);
        dataset_release(d);
    }
}
END_TEST

/* Over 1000 seeds, each of four points is kept aside 500 times, give or take 4 deviations. */
START_TEST(every_sample_is_as_likely_kept_aside)
{
    const double points[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    int count[4] = {0};
    for (uint64_t seed = 0; seed < 1000; seed++) {
        const struct dataset_spec spec = {.name = "xor", .test = 0.5, .seed = seed};
        struct dataset *d = create(&spec);
        for (size_t i = 0; i < 4; i++)
            count[i] += find(d, points[i]) >= d->n;
        dataset_release(d);
    }
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_le(abs(count[i] - 500), 64);
}
END_TEST

/* ---- standardized inputs ---- */

/* Sums of some hundred numbers near 1: rounding stays far below 1e-13. */
static void expect_standard(const struct dataset *d)
{
    for (size_t j = 0; j < d->inputs; j++) {
        double sum = 0, squares = 0;
        for (size_t i = 0; i < d->n; i++)
            sum += d->x[i * d->inputs + j];
        for (size_t i = 0; i < d->n; i++)
            squares += d->x[i * d->inputs + j] * d->x[i * d->inputs + j];
        ck_assert_double_eq_tol(sum / (double)d->n, 0, 1e-13);
        ck_assert_double_eq_tol(squares / (double)d->n, 1, 1e-13);
    }
}

START_TEST(standardized_inputs_have_mean_0_and_deviation_1)
{
    struct dataset_spec spec = defaults;
    spec.standardize = true;
    for (size_t s = 0; s < dataset_count(); s++) {
        spec.name = dataset_name(s);
        struct dataset *d = create(&spec), *raw = builtin(spec.name);
        expect_standard(d);
        for (size_t i = 0; i < d->n * d->inputs; i++)
            ck_assert_double_eq_tol(d->x[i] * d->unit[i % d->inputs] + d->shift[i % d->inputs],
                                    raw->x[i], 1e-12);
        ck_assert_mem_eq(d->y, raw->y, d->n * d->outputs * sizeof *d->y);
        dataset_release(d);
        dataset_release(raw);
    }
}
END_TEST

START_TEST(training_samples_alone_set_the_standard)
{
    struct dataset_spec spec = defaults;
    spec.name = "iris";
    spec.test = 0.4;
    struct dataset *raw = create(&spec);
    spec.standardize = true;
    struct dataset *d = create(&spec);
    expect_standard(d);
    for (size_t i = 4 * d->n; i < 4 * (d->n + d->test_n); i++)
        ck_assert_double_eq(d->x[i], (raw->x[i] - d->shift[i % 4]) / d->unit[i % 4]);
    dataset_release(raw);
    dataset_release(d);
}
END_TEST

static Suite *dataset_suite(void)
{
    Suite *suite = suite_create("dataset");
    TCase *sets = tcase_create("sets");
    tcase_add_test(sets, every_set_is_what_its_row_says);
    tcase_add_test(sets, classes_are_balanced);
    tcase_add_test(sets, outputs_say_the_class);
    tcase_add_test(sets, numbers_are_a_function_of_the_seed);
    tcase_add_test(sets, more_samples_begin_with_the_fewer);
    tcase_add_test(sets, xor_is_the_four_points_in_order);
    tcase_add_test(sets, iris_is_the_file_of_the_scenes);
    tcase_add_test(sets, without_noise_samples_lie_on_their_curves);
    tcase_add_test(sets, noise_has_its_deviation_in_every_direction);
    tcase_add_test(sets, mistakes_in_a_set_are_told);
    suite_add_tcase(suite, sets);

    TCase *split = tcase_create("split");
    tcase_add_test(split, a_split_keeps_the_order_and_every_sample);
    tcase_add_test(split, a_split_is_a_function_of_the_seed);
    tcase_add_test(split, a_share_is_rounded_and_leaves_something_on_both_sides);
    tcase_add_test(split, every_sample_is_as_likely_kept_aside);
    suite_add_tcase(suite, split);

    TCase *standard = tcase_create("standard");
    tcase_add_test(standard, standardized_inputs_have_mean_0_and_deviation_1);
    tcase_add_test(standard, training_samples_alone_set_the_standard);
    suite_add_tcase(suite, standard);
    return suite;
}

int main(void)
{
    return suite_main(dataset_suite());
}
