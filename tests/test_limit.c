/* The largest eigenvalue that the inspector shows, and the rate that it limits: every digit holds.
 */
#include "told.h"

#include <math.h>

#include "../src/view/inspection.h"
#include "base/number.h"

static struct run *focused(void)
{
    return session_focused(&session);
}

/* ---- dense matrices ---- */

/* The Hessian of the whole sum (dim x dim) at the focused run's theta, by differences of exact
 * gradients: Richardson's extrapolation of two steps. */
static double *dense_hessian(void)
{
    const struct run *run = focused();
    struct problem *problem = run->problem;
    const size_t dim = problem->dim;
    double *h = mem_alloc(dim * dim, sizeof *h), *g = mem_alloc(4 * dim, sizeof *g);
    double *theta = mem_alloc(dim, sizeof *theta);
    static const double steps[4] = {1e-3, -1e-3, 2e-3, -2e-3};
    for (size_t i = 0; i < dim; i++) {
        for (size_t s = 0; s < 4; s++) {
            memcpy(theta, run->theta, dim * sizeof *theta);
            theta[i] += steps[s];
            problem_gradient(problem, theta, NULL, problem->samples, g + s * dim);
        }
        for (size_t j = 0; j < dim; j++) {
            const double near = (g[j] - g[dim + j]) / 2e-3;
            const double far = (g[2 * dim + j] - g[3 * dim + j]) / 4e-3;
            h[i * dim + j] = (4 * near - far) / 3;
        }
    }
    free(theta);
    free(g);
    return h;
}

/* One rotation of Jacobi's method: what stands at (p, q) becomes 0. */
static void rotate(size_t n, double *a, size_t p, size_t q)
{
    const double off = a[p * n + q];
    if (fabs(off) < 1e-300)
        return;
    const double theta = (a[q * n + q] - a[p * n + p]) / (2 * off);
    const double t = (theta < 0 ? -1 : 1) / (fabs(theta) + sqrt(theta * theta + 1));
    const double c = 1 / sqrt(t * t + 1), s = t * c;
    for (size_t k = 0; k < n; k++) {
        const double x = a[k * n + p], y = a[k * n + q];
        a[k * n + p] = c * x - s * y;
        a[k * n + q] = s * x + c * y;
    }
    for (size_t k = 0; k < n; k++) {
        const double x = a[p * n + k], y = a[q * n + k];
        a[p * n + k] = c * x - s * y;
        a[q * n + k] = s * x + c * y;
    }
}

/* The largest eigenvalue of the Hessian, with all of them. */
static double largest_eigenvalue(void)
{
    const size_t n = focused()->problem->dim;
    double *a = dense_hessian(), largest = -HUGE_VAL;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            a[i * n + j] = a[j * n + i] = (a[i * n + j] + a[j * n + i]) / 2;
    for (int sweep = 0; sweep < 15; sweep++)
        for (size_t p = 0; p < n; p++)
            for (size_t q = p + 1; q < n; q++)
                rotate(n, a, p, q);
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, a[i * n + i]);
    free(a);
    return largest;
}

/* ---- what is shown ---- */

/* The word behind the label; false where there is none. */
static bool word_behind(const char *label, char word[static 40])
{
    struct text text = screen_text(160, 45, "dark");
    const char *at = strstr(text_string(&text), label);
    if (at)
        snprintf(word, 40, "%.*s", (int)strcspn(at + strlen(label), " "), at + strlen(label));
    text_finish(&text);
    return at != NULL;
}

static const struct {
    const char *problem, *verbs;
} models[] = {
    {"model = \"mlp\"; hidden = ( 8 ); data = \"moons\";", "step 30"},
    {"model = \"mlp\"; hidden = ( 8 ); data = \"moons\";", ""},
    {"model = \"mlp\"; hidden = ( 6, 5 ); activation = \"tanh\"; data = \"spirals\";", "step 5"},
    {"model = \"mlp\"; hidden = ( 3 ); data = \"xor\";", "step 100"},
    {"model = \"mlp\"; hidden = ( 12 ); activation = \"sigmoid\"; data = \"sine\";", "step 10"},
    {"model = \"softmax\"; data = \"iris\";", "step 40"},
    {"model = \"softmax\"; data = { name = \"iris\"; standardize = true; };", "step 3"},
    {"model = \"logistic\"; data = \"blobs\";", "step 10"},
    {"model = \"linear\"; data = \"xor\";", ""},
    {"model = \"mlp\"; hidden = ( 4 ); data = \"sine\"; scale = \"sum\";", "step 1"},
};

START_TEST(every_digit_of_the_largest_eigenvalue_holds)
{
    char text[512], shown[40], expected[NUMBER_SIZE], above[NUMBER_SIZE];
    snprintf(text, sizeof text,
             "problem = { %s }; seed = 3; optimizers = ( { method = \"gd\"; lr = 0.01; } );",
             models[_i].problem);
    open_text(text);
    if (models[_i].verbs[0])
        say(models[_i].verbs);
    say("pane inspect; pane max");
    ck_assert(word_behind("┃λmax ", shown));
    const double exact = largest_eigenvalue();
    number_round(expected, exact, 4);
    number_round(above, exact * (1 + 1e-8), 4); /* what differences leave open */
    ck_assert_msg(strcmp(shown, expected) == 0 || strcmp(shown, above) == 0,
                  "%s is shown, it is %.9g", shown, exact);
    close_scene();
}
END_TEST

/* The loss of a linear model after many updates, as a share of the first one, less its least. */
static double loss_after(double rate)
{
    char line[64];
    snprintf(line, sizeof line, "back 1000000; lr %.17g; step 30000", rate);
    say(line);
    return focused()->row->loss;
}

START_TEST(a_rate_below_the_limit_shown_converges_and_above_does_not)
{
    static const char *const data[] = {
        "\"xor\"",     "{ name = \"iris\"; standardize = true; }", "\"blobs\"", "\"moons\"",
        "\"circles\"",
    };
    static const char *const methods[] = {"gd", "momentum", "nag"};
    for (size_t i = 0; i < ARRAY_LENGTH(data) * ARRAY_LENGTH(methods); i++) {
        char text[512], shown[40];
        double limit;
        const char *method = methods[i % 3];
        snprintf(text, sizeof text,
                 "problem = { model = \"linear\"; data = %s; };\n"
                 "optimizers = ( { method = \"%s\"; lr = 0.001; } );",
                 data[i / 3], method);
        open_text(text);
        say("pane inspect; pane max");
        const double start = focused()->row->loss;
        ck_assert(word_behind("/λmax ", shown) && number_parse(shown, &limit));
        ck_assert_msg(loss_after(limit * 0.9995) <= start, "%s: below %s", text, shown);
        ck_assert_msg(!(loss_after(limit * 1.0015) < 1e3 * start), "%s: above %s", text, shown);
        close_scene();
    }
}
END_TEST

/* As shown, it may be typed. */
START_TEST(the_limit_shown_is_not_rounded_up)
{
    for (int k = 1; k < 60; k++) {
        char text[256], shown[40];
        double limit;
        const double steep = 1 + 0.37 * k;
        snprintf(text, sizeof text,
                 "problem = { expression = \"%.17g*x^2/2 + y^2/3\"; };\n"
                 "optimizers = ( { method = \"gd\"; lr = 0.001; } );",
                 steep);
        open_text(text);
        ck_assert(word_behind("2/λmax ", shown) && number_parse(shown, &limit));
        ck_assert_double_le(limit, 2 / steep * (1 + 1e-12));
        ck_assert_double_gt(limit, 2 / steep * 0.999);
        close_scene();
    }
}
END_TEST

/* Where the iteration gave up, no more is said than holds. */
START_TEST(what_is_not_known_to_four_digits_is_no_equation)
{
    open_text("problem = { model = \"mlp\"; hidden = ( 3 ); data = \"xor\"; };\n"
              "optimizers = ( { method = \"gd\"; lr = 0.01; } );");
    say("step 1; pane inspect; pane max");
    ck_assert(shows("┃λmax ") && !shows("≥"));
    view.inspection->steepest = STEEPEST_LEAST;
    view.inspection->highest = 2.0379;
    view.inspection->error = 0.002;
    view.inspection->digits = 3;
    ck_assert(shows("┃λmax ≥ 2.03 ") && shows("2/λmax ≤ 0.981 "));
    say("lr 0.99");
    ck_assert(shows("rate above 2/λmax: 0.99 > 0.981"));
    close_scene();
}
END_TEST

static Suite *limit_suite(void)
{
    Suite *suite = suite_create("limit");
    TCase *tests = tcase_create("limit");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, every_digit_of_the_largest_eigenvalue_holds, 0,
                        (int)ARRAY_LENGTH(models));
    tcase_add_test(tests, a_rate_below_the_limit_shown_converges_and_above_does_not);
    tcase_add_test(tests, what_is_not_known_to_four_digits_is_no_equation);
    tcase_add_test(tests, the_limit_shown_is_not_rounded_up);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return told_main(limit_suite());
}
