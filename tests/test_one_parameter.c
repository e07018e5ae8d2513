/* A problem of one parameter on the screen: every pane that fits is drawn, and the map shows the
 * parameter along x. Built with the address sanitizer, it also holds that nothing reads a second
 * one. */
#include "frames.h"

#include <math.h>

#include "../src/sim/problem_class.h"
#include "../src/view/raster.h"

static const struct view_scene scenes[] = {
    {"any.scene",
     "problem = { surface = \"bowl\"; };\n"
     "optimizers = ( { method = \"gd\"; lr = 0.1; }, { method = \"nag\"; lr = 0.1; },\n"
     "    { method = \"adam\"; lr = 0.1; } );\n"},
};

/* f(x) = (x - 1)^2 */
static void parameter(const struct problem *problem, size_t index,
                      char name[static PROBLEM_PARAMETER])
{
    (void)problem;
    ck_assert_uint_eq(index, 0);
    snprintf(name, PROBLEM_PARAMETER, "x");
}

static void loss(struct problem *problem, size_t m, const double *theta, double *f)
{
    (void)problem;
    for (size_t i = 0; i < m; i++)
        f[i] = (theta[i] - 1) * (theta[i] - 1);
}

static double gradient(struct problem *problem, const double *theta, const uint32_t *sample,
                       size_t count, double *g)
{
    double f;
    (void)sample, (void)count;
    loss(problem, 1, theta, &f);
    g[0] = 2 * (theta[0] - 1);
    return f;
}

static bool hessian_vector(struct problem *problem, const double *theta, const double *v,
                           double *hv)
{
    (void)problem, (void)theta;
    hv[0] = 2 * v[0];
    return true;
}

static void destroy(struct problem *problem)
{
    free(problem);
}

static const struct problem_class parabola = {
    .parameter = parameter,
    .loss = loss,
    .gradient = gradient,
    .hessian_vector = hessian_vector,
    .destroy = destroy,
};

static struct problem *make_parabola(void)
{
    static const double minimum[] = {1};
    struct problem *problem = mem_alloc(1, sizeof *problem);
    problem->class = &parabola;
    problem->owners = 1;
    problem->dim = problem->samples = 1;
    memcpy(problem->window, (const double[]){-3, 3, -1, 1}, sizeof problem->window);
    problem->start = mem_alloc(1, sizeof *problem->start);
    problem->start[0] = -2;
    problem->loss_kind = mem_string("f");
    problem->minima = minimum;
    problem->minima_count = 1;
    return problem;
}

/* The scene's problem gives way to one of a parameter. */
static void open_parabola(void)
{
    struct scene scene;
    struct error err = {0};
    char *path = library_resolve(&library, "any", &err);
    ck_assert_msg(path && scene_read(&scene, path, NULL, NULL, &err), "%s", err.text);
    free(path);
    problem_release(scene.built);
    scene.built = make_parabola();
    ck_assert_msg(session_init(&session, &scene, &library, "en", &err), "%s", err.text);
}

static void draw(struct text *shown)
{
    const struct view_style style = style_of("dark", GLYPHS_ASCII, COLORS_NONE);
    struct canvas canvas;
    canvas_init(&canvas, 80, 24);
    while (view_work(&view, &session, 80, 24, 100))
        ;
    view_draw(&view, &session, &canvas, &style);
    text_finish(shown);
    picture(&canvas, shown);
    canvas_finish(&canvas);
}

static bool shows(const char *what)
{
    struct text shown = {0};
    draw(&shown);
    const bool found = strstr(text_string(&shown), what) != NULL;
    text_finish(&shown);
    return found;
}

START_TEST(every_pane_is_drawn_at_every_size)
{
    const enum pane pane = (enum pane)_i;
    char line[64];
    open_parabola();
    if (pane_fits(pane, session_problem(&session))) {
        snprintf(line, sizeof line, "step 7; arrows on; pane %s; focus 3", pane_name((size_t)_i));
        say(line);
        check_every_size();
        say("pane max; focus 2");
        check_every_size();
    }
    close_scene();
}
END_TEST

START_TEST(the_map_shows_the_parameter_along_x)
{
    open_parabola();
    ck_assert(shows("-2"));
    const struct raster *raster = view.raster;
    double lowest = HUGE_VAL, at = 0;
    for (size_t i = 0; i < raster->columns * raster->rows; i++) {
        const size_t column = i % raster->columns;
        ck_assert_double_eq(raster->values[i], raster->values[column]);
        if (raster->values[i] < lowest) {
            lowest = raster->values[i];
            at = -3 + 6 * ((double)column + 0.5) / (double)raster->columns;
        }
    }
    ck_assert_double_eq_tol(at, 1, 6 / (double)raster->columns);
    close_scene();
}
END_TEST

START_TEST(the_inspector_shows_one_number_of_each)
{
    open_parabola();
    say("step 1; pane inspect; pane max");
    ck_assert(shows("x -2 - 0.1*(-6) = -1.4")); /* theta - eta*g */
    ck_assert(shows("2/lambda_max 1"));
    struct text shown = {0};
    draw(&shown);
    ck_assert_ptr_null(strstr(text_string(&shown), "\n|y "));
    text_finish(&shown);
    close_scene();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("one_parameter");
    TCase *tests = tcase_create("one_parameter");
    suite_add_tcase(suite, tests);
    tcase_add_loop_test(tests, every_pane_is_drawn_at_every_size, 0, PANE_COUNT);
    tcase_add_test(tests, the_map_shows_the_parameter_along_x);
    tcase_add_test(tests, the_inspector_shows_one_number_of_each);
    return view_suite_main(suite, scenes, ARRAY_LENGTH(scenes));
}
