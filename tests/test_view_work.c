/* What the screen computes of models while nothing is more urgent, and what it makes of long
 * records. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../src/view/decimation.h"
#include "../src/view/inspection.h"
#include "../src/view/raster.h"
#include "base/mem.h"
#include "session/key.h"
#include "session/verb.h"
#include "suite.h"
#include "view/view.h"

enum { COLUMNS = 80, ROWS = 24, BLOCK = 16 }; /* of pixels: the coarsest */

static char path[] = "/tmp/thalweg-work-XXXXXX";
static struct library library;
static struct session session;
static struct view view;

static void open_text(const char *text)
{
    struct scene scene;
    struct error err = {0};
    FILE *file = fopen(path, "w");
    ck_assert(file && fputs(text, file) != EOF && fclose(file) == 0);
    ck_assert_msg(scene_read(&scene, path, NULL, NULL, &err) &&
                      session_init(&session, &scene, &library, "en", &err),
                  "%s", err.text);
    session.look.pane = PANE_INSPECT; /* so that there is room for it beside the map */
}

static void open_surface(void)
{
    open_text("problem = { surface = \"rosenbrock\"; };\n"
              "optimizers = ( { method = \"gd\"; lr = 0.0001; } );\n");
}

/* Two parameters; and a network of 33, more than a row of the trace holds. */
static void open_line(void)
{
    open_text("problem = { model = \"linear\"; data = \"line\"; };\n"
              "start = ( -1.0, -1.0 );\n"
              "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n");
}

static void open_moons(void)
{
    open_text("problem = { model = \"mlp\"; hidden = ( 8 ); data = \"moons\"; };\n"
              "view = { plane = \"random\"; };\n"
              "optimizers = ( { method = \"sgd\"; lr = 0.1; batch = 20; } );\n");
}

static void close_scene(void)
{
    view_finish(&view);
    session_finish(&session);
}

static void say(const char *line)
{
    struct error err = {0};
    ck_assert_msg(verb_play(&session, line, &err), "%s: %s", line, err.text);
    session_settle(&session, NULL);
}

static bool work(size_t losses)
{
    return view_work(&view, &session, COLUMNS, ROWS, losses);
}

/* Calls until nothing is left. */
static size_t finish(size_t losses)
{
    size_t calls = 1;
    while (work(losses))
        ck_assert_uint_lt(calls++, 100000);
    return calls;
}

static void draw(void)
{
    struct view_style style = {.glyphs = GLYPHS_BRAILLE};
    struct canvas canvas;
    ck_assert(theme_init(&style.theme, "dark", COLORS_256));
    canvas_init(&canvas, COLUMNS, ROWS);
    view_draw(&view, &session, &canvas, &style);
    canvas_finish(&canvas);
}

static size_t pixels(void)
{
    return view.raster->columns * view.raster->rows;
}

static size_t known(void)
{
    size_t count = 0;
    for (size_t i = 0; i < pixels(); i++)
        if (!isnan(view.raster->values[i]))
            count++;
    return count;
}

/* The loss in the middle of a pixel, straight from the problem. */
static double loss_at(size_t column, size_t row)
{
    const struct lens *lens = &session.look.lens;
    const double across = ((double)column + 0.5) / (double)view.raster->columns;
    const double up = 1 - ((double)row + 0.5) / (double)view.raster->rows;
    const double x = lens->x[0] + across * (lens->x[1] - lens->x[0]);
    const double y = lens->y[0] + up * (lens->y[1] - lens->y[0]);
    const size_t dim = session_problem(&session)->dim;
    double *theta = mem_alloc(dim, sizeof(double)), loss;
    if (dim == 2)
        memcpy(theta, (const double[]){x, y}, 2 * sizeof(double));
    else
        plane_point(&session.look.plane, x, y, theta);
    problem_loss(session_problem(&session), 1, theta, &loss);
    free(theta);
    return loss;
}

/* A pixel's coordinates are rounded once or twice, hence not to the bit. */
static void check_all_losses(void)
{
    for (size_t i = 0; i < pixels(); i += 7) {
        const double expected = loss_at(i % view.raster->columns, i / view.raster->columns);
        ck_assert_double_eq_tol(view.raster->values[i], expected, 1e-9 * (1 + fabs(expected)));
    }
}

/* ---- the map ---- */

START_TEST(surfaces_need_no_background_work)
{
    open_surface();
    ck_assert(!work(1));
    draw();
    ck_assert_uint_eq(known(), pixels());
    check_all_losses();
    say("zoom 2");
    draw();
    check_all_losses();
    close_scene();
}
END_TEST

START_TEST(drawing_computes_no_loss_of_a_model)
{
    open_moons();
    draw();
    ck_assert_uint_gt(pixels(), 1000);
    ck_assert_uint_eq(known(), 0);
    close_scene();
}
END_TEST

START_TEST(the_coarsest_losses_fill_the_map)
{
    open_moons();
    ck_assert(work(1));
    ck_assert_uint_eq(known(), BLOCK * BLOCK);
    while (known() < pixels())
        work(1);
    size_t different = 0;
    for (size_t i = 0; i < pixels(); i++) {
        const size_t column = i % view.raster->columns, row = i / view.raster->columns;
        const size_t corner = (row / BLOCK * view.raster->columns + column / BLOCK) * BLOCK;
        different += view.raster->values[i] != view.raster->values[corner];
    }
    ck_assert_uint_eq(different, 0);
    close_scene();
}
END_TEST

/* With `losses` a call, five levels may each end in a call that is not full. */
START_TEST(every_pixel_costs_one_loss)
{
    const size_t slices[] = {1, 7, 100, 100000};
    for (size_t i = 0; i < ARRAY_LENGTH(slices); i++) {
        open_line();
        const size_t calls = finish(slices[i]);
        ck_assert_uint_le(calls, pixels() / slices[i] + 6);
        ck_assert_uint_ge(calls * slices[i], pixels());
        ck_assert(!work(1));
        close_scene();
    }
}
END_TEST

START_TEST(all_losses_are_those_of_the_plane)
{
    open_moons();
    finish(1000);
    ck_assert_uint_eq(known(), pixels());
    check_all_losses();
    say("step 5; plane axes 3 30");
    finish(50);
    check_all_losses();
    say("pan 0.25 0; zoom 2");
    finish(50);
    check_all_losses();
    close_scene();
}
END_TEST

START_TEST(a_moved_lens_keeps_what_is_known)
{
    open_line();
    finish(1000);
    say("pan 0.25 0");
    draw();
    ck_assert_uint_ge(known(), pixels() * 7 / 10); /* three quarters are on both */
    ck_assert_uint_lt(known(), pixels());
    say("lens reset; zoom 2");
    draw();
    ck_assert_uint_gt(known(), pixels() / 2);
    finish(1000);
    check_all_losses();
    close_scene();
}
END_TEST

START_TEST(steps_leave_the_map_as_it_is)
{
    open_line();
    finish(1000);
    say("step 10; lr 0.2; step 5; back 3");
    ck_assert(!work(1));
    close_scene();
}
END_TEST

START_TEST(a_restart_keeps_the_map)
{
    open_line();
    finish(1000);
    say("restart");
    draw();
    ck_assert_uint_eq(known(), pixels());
    ck_assert(!work(1));
    check_all_losses();
    close_scene();
}
END_TEST

START_TEST(another_order_of_the_samples_keeps_the_map)
{
    open_line();
    finish(1000);
    say("seed 5");
    ck_assert(!work(1));
    close_scene();
}
END_TEST

START_TEST(other_data_make_another_map)
{
    open_line();
    finish(1000);
    const double before = view.raster->values[0];
    session.scene.reseed = SCENE_RESEED_ALL;
    say("seed 5");
    work(1);
    ck_assert_uint_lt(known(), pixels());
    finish(1000);
    ck_assert(view.raster->values[0] != before);
    check_all_losses();
    close_scene();
}
END_TEST

START_TEST(another_size_makes_another_map)
{
    open_line();
    finish(1000);
    const size_t before = pixels();
    ck_assert(view_work(&view, &session, 100, 40, 1));
    ck_assert_uint_gt(pixels(), before);
    ck_assert_uint_eq(known(), pixels()); /* from what was there */
    while (view_work(&view, &session, 100, 40, 1000))
        ;
    check_all_losses();
    close_scene();
}
END_TEST

START_TEST(no_map_takes_no_work)
{
    open_line();
    say("pane loss; pane max");
    ck_assert(!work(1));
    ck_assert(!view_work(&view, &session, 10, 3, 1));
    close_scene();
}
END_TEST

/* ---- the inspector ---- */

/* The largest eigenvalue by another way: H + c I with its columns one by one, c large enough that
 * no eigenvalue is below 0, and very many rounds. */
static double largest_eigenvalue(void)
{
    struct run *run = session_focused(&session);
    const size_t dim = run->problem->dim;
    double *h = mem_alloc(dim * dim, sizeof(double)), *v = mem_alloc(2 * dim, sizeof(double));
    double *hv = v + dim, shift = 0, value = 0;
    for (size_t i = 0; i < dim; i++) {
        memset(v, 0, dim * sizeof(double));
        v[i] = 1;
        ck_assert(problem_hessian_vector(run->problem, run->theta, v, h + i * dim));
        for (size_t j = 0; j < dim; j++)
            shift += fabs(h[i * dim + j]);
    }
    for (size_t i = 0; i < dim; i++)
        v[i] = 1 + (double)i / (double)dim;
    for (int round = 0; round < 20000; round++) {
        double square = 0;
        for (size_t i = 0; i < dim; i++) {
            hv[i] = shift * v[i];
            for (size_t j = 0; j < dim; j++)
                hv[i] += h[i * dim + j] * v[j];
            square += hv[i] * hv[i];
        }
        value = sqrt(square);
        for (size_t i = 0; i < dim; i++)
            v[i] = hv[i] / value;
    }
    free(h);
    free(v);
    return value - shift;
}

/* Rayleigh's quotient is off by the square of what is left of H v - value v, in shares. */
START_TEST(the_steepest_curvature_is_found)
{
    const uint64_t steps[] = {0, 30, 300};
    for (size_t i = 0; i < ARRAY_LENGTH(steps); i++) {
        open_moons();
        session_seek(&session, steps[i]);
        session_settle(&session, NULL);
        finish(10);
        const double expected = largest_eigenvalue();
        ck_assert_int_eq(view.inspection->steepest, STEEPEST_KNOWN);
        ck_assert_double_eq_tol(view.inspection->highest, expected, 0.01 * fabs(expected));
        ck_assert_uint_le(view.inspection->products, 400);
        close_scene();
    }
}
END_TEST

/* Near a saddle the eigenvalue farthest from 0 may be below it. */
START_TEST(the_steepest_curvature_is_found_near_saddles)
{
    for (int seed = 1; seed <= 10; seed++) {
        char text[512];
        snprintf(text, sizeof text,
                 "problem = { model = \"mlp\"; hidden = ( 2 ); activation = \"tanh\";\n"
                 "    data = \"xor\"; init = { scheme = \"normal\"; gain = 1.5; }; };\n"
                 "seed = %d; optimizers = ( { method = \"gd\"; } );\n",
                 seed);
        open_text(text);
        finish(10);
        const double expected = largest_eigenvalue();
        ck_assert_int_eq(view.inspection->steepest, STEEPEST_KNOWN);
        ck_assert_double_eq_tol(view.inspection->highest, expected, 0.02 * expected);
        close_scene();
    }
}
END_TEST

/* Small weights: a saddle at 0, where eigenvalues stand against each other, as 139 and -139. */
START_TEST(the_steepest_curvature_is_found_between_equal_ones)
{
    for (int seed = 1; seed <= 10; seed++) {
        char text[512];
        snprintf(text, sizeof text,
                 "problem = { model = \"mlp\"; hidden = ( 3 ); activation = \"tanh\";\n"
                 "    data = \"sine\"; init = { scheme = \"normal\"; gain = 0.05; }; };\n"
                 "seed = %d; optimizers = ( { method = \"gd\"; } );\n",
                 seed);
        open_text(text);
        finish(10);
        const double expected = largest_eigenvalue();
        ck_assert_double_eq_tol(view.inspection->highest, expected, 0.01 * expected);
        close_scene();
    }
}
END_TEST

START_TEST(curvature_waits_for_a_pause)
{
    open_moons();
    finish(1000);
    ck_assert_int_eq(view.inspection->steepest, STEEPEST_KNOWN);
    say("step 1");
    session.playing = true;
    ck_assert(!work(1000));
    draw();
    ck_assert_int_eq(view.inspection->steepest, STEEPEST_UNKNOWN);
    session.playing = false;
    ck_assert(work(1));
    finish(1);
    ck_assert_int_eq(view.inspection->steepest, STEEPEST_KNOWN);
    close_scene();
}
END_TEST

START_TEST(curvature_is_of_the_state_and_of_no_other)
{
    open_moons();
    say("step 3");
    finish(1000);
    const double first = view.inspection->highest;
    say("back 1; lr 2; step 1"); /* the same step of another branch */
    ck_assert(work(1));
    finish(1000);
    ck_assert(view.inspection->highest != first);
    close_scene();
}
END_TEST

START_TEST(the_batch_has_an_angle_to_the_whole)
{
    open_moons();
    say("step 1");
    draw();
    const struct run *run = session_focused(&session);
    const size_t dim = run->problem->dim;
    double *batch = mem_alloc(2 * dim, sizeof(double)), *whole = batch + dim;
    double product = 0, squares[2] = {0, 0};
    problem_gradient(run->problem, run->before, run->sample, run->sample_count, batch);
    problem_gradient(run->problem, run->before, NULL, run->problem->samples, whole);
    for (size_t i = 0; i < dim; i++) {
        product += batch[i] * whole[i];
        squares[0] += batch[i] * batch[i];
        squares[1] += whole[i] * whole[i];
    }
    const double cosine = product / sqrt(squares[0] * squares[1]);
    ck_assert(view.inspection->has_gradient);
    ck_assert_double_gt(view.inspection->angle, 1);
    ck_assert_double_eq_tol(cos(view.inspection->angle * acos(-1.0) / 180), cosine, 1e-12);
    ck_assert_double_eq_tol(view.inspection->whole_norm, sqrt(squares[1]), 1e-12);
    free(batch);
    close_scene();
}
END_TEST

/* ---- long records ---- */

#define RECORD_NUMBERS 4 /* loss, gradient norm, evaluations, the loss of the test */

static void add_row(struct history *rows, uint64_t step, double loss)
{
    const double row[RECORD_NUMBERS] = {loss, [RECORD_NUMBERS - 1] = -loss}; /* the test's loss */
    ck_assert(history_wants(rows, step));
    history_add(rows, step, row);
}

START_TEST(spikes_survive_decimation)
{
    struct decimation *decimation = mem_alloc(1, sizeof *decimation);
    struct run run = {.branches = 1};
    struct history rows;
    history_init(&rows, RECORD_NUMBERS * sizeof(double), 1u << 26);
    for (uint64_t step = 0; step < 100000; step++) {
        const bool spike = step == 1001 || step == 70001;
        add_row(&rows, step, spike ? 1e9 : step == 3 ? -7 : 1 / (1 + (double)step));
        if (step % 777 == 0)
            decimation_update(decimation, 1, &run, &rows);
    }
    decimation_update(decimation, 1, &run, &rows);
    ck_assert_uint_eq(decimation->count, 100000);
    ck_assert_uint_eq(decimation->bucket_rows, 128); /* the least power of two for 1024 buckets */
    ck_assert_uint_eq(decimation->high[SERIES_TRAIN][1001 / 128], 1001); /* merged since then */
    ck_assert_uint_eq(decimation->high[SERIES_TRAIN][70001 / 128], 70001);
    ck_assert_uint_eq(decimation->low[SERIES_TEST][70001 / 128], 70001);
    ck_assert_uint_eq(decimation->low[SERIES_TRAIN][0], 3);
    ck_assert_uint_eq(decimation->high[SERIES_TRAIN][0], 0);
    for (size_t i = 1; i * 128 < 100000; i++)
        if (i != 1001 / 128 && i != 70001 / 128)
            ck_assert_uint_eq(decimation->high[SERIES_TRAIN][i], i * 128);
    history_finish(&rows);
    free(decimation);
}
END_TEST

START_TEST(a_branch_has_a_decimation_of_its_own)
{
    struct decimation *decimation = mem_alloc(1, sizeof *decimation);
    struct run run = {.branches = 1};
    struct history rows;
    history_init(&rows, RECORD_NUMBERS * sizeof(double), 1u << 26);
    for (uint64_t step = 0; step < 3000; step++)
        add_row(&rows, step, (double)step);
    decimation_update(decimation, 1, &run, &rows);
    rows.count = 10;
    for (uint64_t step = 10; step < 4000; step++)
        add_row(&rows, step, -(double)step);
    run.branches++;
    decimation_update(decimation, 1, &run, &rows);
    ck_assert_uint_eq(decimation->low[SERIES_TRAIN][1000 / 4], 1003);
    rows.count = 10;
    decimation_update(decimation, 2, &run, &rows); /* another race */
    ck_assert_uint_eq(decimation->bucket_rows, 1);
    ck_assert_uint_eq(decimation->count, 10);
    history_finish(&rows);
    free(decimation);
}
END_TEST

START_TEST(a_long_record_is_drawn_in_some_thousand_points)
{
    open_surface();
    say("step 50000");
    draw();
    ck_assert_uint_le(view.curve_capacity, 4096);
    close_scene();
}
END_TEST

/* ---- the help ---- */

START_TEST(the_help_scrolls_to_its_end)
{
    open_surface();
    ck_assert_uint_eq(view_furthest_scroll(&session, 80, 24), 0); /* nothing lies over the panes */
    say("help");
    const size_t low = view_furthest_scroll(&session, 80, 24);
    ck_assert_uint_gt(low, 10);
    ck_assert_uint_eq(view_furthest_scroll(&session, 80, 34), low - 10);
    ck_assert_uint_eq(view_furthest_scroll(&session, 80, 400), 0);
    ck_assert_uint_eq(view_furthest_scroll(&session, 10, 4), 0);
    close_scene();
}
END_TEST

int main(void)
{
    const int file = mkstemp(path);
    if (file < 0)
        return EXIT_FAILURE;
    close(file);
    Suite *suite = suite_create("view_work");
    TCase *tests = tcase_create("view_work");
    suite_add_tcase(suite, tests);
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, surfaces_need_no_background_work);
    tcase_add_test(tests, drawing_computes_no_loss_of_a_model);
    tcase_add_test(tests, the_coarsest_losses_fill_the_map);
    tcase_add_test(tests, every_pixel_costs_one_loss);
    tcase_add_test(tests, all_losses_are_those_of_the_plane);
    tcase_add_test(tests, a_moved_lens_keeps_what_is_known);
    tcase_add_test(tests, steps_leave_the_map_as_it_is);
    tcase_add_test(tests, a_restart_keeps_the_map);
    tcase_add_test(tests, another_order_of_the_samples_keeps_the_map);
    tcase_add_test(tests, other_data_make_another_map);
    tcase_add_test(tests, another_size_makes_another_map);
    tcase_add_test(tests, no_map_takes_no_work);
    tcase_add_test(tests, the_steepest_curvature_is_found);
    tcase_add_test(tests, the_steepest_curvature_is_found_near_saddles);
    tcase_add_test(tests, the_steepest_curvature_is_found_between_equal_ones);
    tcase_add_test(tests, curvature_waits_for_a_pause);
    tcase_add_test(tests, curvature_is_of_the_state_and_of_no_other);
    tcase_add_test(tests, the_batch_has_an_angle_to_the_whole);
    tcase_add_test(tests, spikes_survive_decimation);
    tcase_add_test(tests, a_branch_has_a_decimation_of_its_own);
    tcase_add_test(tests, a_long_record_is_drawn_in_some_thousand_points);
    tcase_add_test(tests, the_help_scrolls_to_its_end);
    const int status = suite_main(suite);
    unlink(path);
    return status;
}
