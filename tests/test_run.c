/* Runs: forward, back, branches, batches and bounded memory. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "race/record.h"
#include "race/run.h"
#include "suite.h"

#define SAMPLES 50

static struct problem *surface(const char *name, double noise)
{
    struct surface_spec spec = {
        .surface = surface_find(name), .noise = noise, .samples = noise > 0 ? SAMPLES : 1};
    struct error err = {0};
    struct problem *problem = problem_create_surface(&spec, 3, &err);
    ck_assert_msg(problem != NULL, "%s", err.text);
    return problem;
}

static struct run_settings settings_of(const char *method, double lr)
{
    struct run_settings settings;
    run_settings_init(&settings, optimizer_find(method));
    settings.hyper[HYPER_LR] = lr;
    return settings;
}

static struct run *run_of(struct problem *problem, const struct run_settings *settings)
{
    const struct run_limits limits = {.steps = 1000000000};
    return run_create(problem, settings, &limits, problem->start);
}

/* A trace in full, for comparing bits. */
struct trace {
    struct trace_row *rows; /* padded to two parameters */
    size_t size, count;
};

static struct trace play(struct run *run, uint64_t steps)
{
    struct trace trace = {.size = sizeof(struct trace_row) + 2 * sizeof(double)};
    unsigned char *bytes = mem_alloc((size_t)steps + 1, trace.size);
    trace.rows = (struct trace_row *)bytes;
    memcpy(bytes, run->row, trace.size);
    for (trace.count = 1; trace.count <= steps && run_step(run); trace.count++)
        memcpy(bytes + trace.count * trace.size, run->row, trace.size);
    return trace;
}

static const void *trace_at(const struct trace *trace, size_t index)
{
    return (const unsigned char *)trace->rows + index * trace->size;
}

START_TEST(every_optimizer_comes_back_bit_for_bit)
{
    const uint64_t steps = 10000, past = 1234;
    struct problem *problem = surface("himmelblau", 0.5);
    for (size_t i = 0; i < optimizer_count(); i++) {
        struct run_settings settings = settings_of(optimizer_name(i), 0.001);
        settings.batch = 8;
        settings.schedule.kind = schedule_find("cosine");
        settings.schedule.value[SCHEDULE_TAU] = 5000;
        settings.schedule.value[SCHEDULE_WARMUP] = 20;
        struct run *run = run_of(problem, &settings);
        struct trace first = play(run, steps);
        ck_assert_uint_eq(first.count, steps + 1);

        run_seek(run, past);
        ck_assert_uint_eq(run->step, past);
        ck_assert_mem_eq(run->row, trace_at(&first, past), first.size);
        struct trace again = play(run, steps - past);
        ck_assert_mem_eq(again.rows, trace_at(&first, past), again.count * again.size);
        ck_assert_uint_eq(again.count, steps - past + 1);
        free(first.rows);
        free(again.rows);
        run_destroy(run);
    }
    problem_release(problem);
}
END_TEST

START_TEST(thinned_keyframes_lead_to_the_same_bits)
{
    struct problem *problem = surface("rosenbrock", 0);
    const struct run_settings settings = settings_of("adam", 0.01);
    struct run *run = run_of(problem, &settings);
    run->keyframes.limit = 16;
    run->rows.limit = 10;
    struct trace first = play(run, 500);
    ck_assert_uint_le(run->keyframes.count, 16);
    ck_assert_uint_le(run->rows.count, 10);
    ck_assert_uint_ge(run->keyframes.stride, 32);
    for (uint64_t step = 500; step-- > 0;) {
        run_seek(run, step);
        ck_assert_mem_eq(run->row, trace_at(&first, step), first.size);
    }
    free(first.rows);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

START_TEST(memory_is_bounded_whatever_the_length)
{
    struct problem *problem = surface("bowl", 0);
    const struct run_settings settings = settings_of("amsgrad", 1e-9);
    struct run *run = run_of(problem, &settings);
    while (run->step < 1500000)
        run_step(run);
    const size_t rows = run->rows.capacity * run->rows.size;
    const size_t keyframes = run->keyframes.capacity * run->keyframes.size;
    ck_assert_uint_le(2 * rows + keyframes, 64u << 20);
    ck_assert_uint_gt(run->keyframes.stride, 1);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

START_TEST(change_in_the_past_leaves_a_ghost)
{
    struct problem *problem = surface("rosenbrock", 0);
    const struct run_settings settings = settings_of("gd", 0.001);
    struct run *run = run_of(problem, &settings);
    run_seek(run, 100);
    const double end = run->theta[0];
    run_seek(run, 40);
    ck_assert_uint_eq(run->recorded, 100);
    run_change(run, HYPER_LR, 0.002);
    ck_assert_uint_eq(run->recorded, 40);
    ck_assert_uint_eq(run->ghost_from, 40);
    ck_assert_uint_eq(run->ghost.count, 101);
    ck_assert_double_eq(record_theta(&run->ghost, 100)[0], end);
    run_seek(run, 100);
    ck_assert_double_ne(run->theta[0], end);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

START_TEST(changes_are_replayed_at_their_steps)
{
    struct problem *problem = surface("ellipse", 0.5);
    const struct run_settings settings = settings_of("momentum", 0.001);
    struct run *run = run_of(problem, &settings);
    run_seek(run, 10);
    run_change(run, HYPER_LR, 0.002);
    run_seek(run, 20);
    run_change(run, RUN_BATCH, 4);
    run_change(run, HYPER_BETA, 0.5);
    run_change(run, HYPER_BETA, 0.6);
    run_seek(run, 30);
    const double theta = run->theta[0], loss = run->row->loss;
    ck_assert_uint_eq(run->change_count, 3);

    run_seek(run, 5);
    ck_assert_double_eq(run->settings.hyper[HYPER_LR], 0.001);
    run_seek(run, 10);
    ck_assert_double_eq(run->settings.hyper[HYPER_LR], 0.002);
    ck_assert_double_eq(run->row->lr, 0.001);
    run_seek(run, 15);
    ck_assert_uint_eq(run->settings.batch, 0);
    run_seek(run, 30);
    ck_assert_uint_eq(run->settings.batch, 4);
    ck_assert_double_eq(run->theta[0], theta);
    ck_assert_double_eq(run->row->loss, loss);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

START_TEST(change_to_the_same_value_is_no_branch)
{
    struct problem *problem = surface("bowl", 0);
    const struct run_settings settings = settings_of("gd", 0.1);
    struct run *run = run_of(problem, &settings);
    run_seek(run, 50);
    run_seek(run, 10);
    run_change(run, HYPER_LR, 0.1);
    ck_assert_uint_eq(run->recorded, 50);
    ck_assert_uint_eq(run->ghost.count, 0);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

START_TEST(first_row_tells_of_the_first_update)
{
    struct problem *problem = surface("bowl", 0.5);
    struct run_settings settings = settings_of("sgd", 0.1);
    settings.batch = 8;
    struct run *run = run_of(problem, &settings);
    ck_assert_double_eq(run->row->lr, 0.1);
    ck_assert_uint_eq(run->row->batch, 8);
    run_change(run, HYPER_LR, 0.2);
    ck_assert_double_eq(run->row->lr, 0.2);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

/* 50 samples in batches of 8: six whole ones and one of 2; an epoch takes each sample once. */
START_TEST(epoch_takes_each_sample_once)
{
    struct problem *problem = surface("bowl", 0.5);
    struct run_settings settings = settings_of("sgd", 0.1);
    settings.batch = 8;
    struct run *run = run_of(problem, &settings);
    for (int epoch = 1; epoch <= 3; epoch++) {
        bool used[SAMPLES] = {false};
        for (int i = 0; i < 7; i++) {
            run_step(run);
            ck_assert_uint_eq(run->sample_count, i < 6 ? 8 : 2);
            for (size_t s = 0; s < run->sample_count; s++) {
                ck_assert(!used[run->sample[s]]);
                used[run->sample[s]] = true;
            }
        }
        ck_assert_double_eq(run->row->epoch, epoch);
        ck_assert_uint_eq(run->row->evals, (uint64_t)epoch * SAMPLES);
    }
    run_destroy(run);
    problem_release(problem);
}
END_TEST

START_TEST(change_of_batch_goes_on_through_the_permutation)
{
    struct problem *problem = surface("bowl", 0.5);
    struct run_settings settings = settings_of("sgd", 0.1);
    settings.batch = 10;
    struct run *run = run_of(problem, &settings);
    bool used[SAMPLES] = {false};
    const uint64_t batches[] = {10, 10, 25, 10};
    for (size_t i = 0; i < ARRAY_LENGTH(batches); i++) {
        run_change(run, RUN_BATCH, (double)batches[i]);
        run_step(run);
        for (size_t s = 0; s < run->sample_count; s++) {
            ck_assert(!used[run->sample[s]]);
            used[run->sample[s]] = true;
        }
    }
    ck_assert_uint_eq(run->sample_count, 5); /* what was left */
    ck_assert_double_eq(run->row->epoch, 1);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

START_TEST(samples_in_order_are_not_permuted)
{
    struct problem *problem = surface("bowl", 0.5);
    struct run_settings settings = settings_of("sgd", 0.1);
    settings.batch = 20;
    const struct run_limits limits = {.in_order = true};
    struct run *run = run_create(problem, &settings, &limits, problem->start);
    for (size_t i = 0; i < 6; i++) {
        run_step(run);
        ck_assert_uint_eq(run->sample[0], i % 3 * 20);
    }
    run_destroy(run);
    problem_release(problem);
}
END_TEST

START_TEST(gd_takes_all_samples_whatever_the_batch)
{
    struct problem *problem = surface("bowl", 0.5);
    struct run_settings settings = settings_of("gd", 0.1);
    settings.batch = 4;
    struct run *run = run_of(problem, &settings);
    run_step(run);
    ck_assert_ptr_null(run->sample);
    ck_assert_uint_eq(run->row->batch, SAMPLES);
    ck_assert_double_eq(run->row->epoch, 1);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

START_TEST(diverged_run_stays_where_it_broke)
{
    struct problem *problem = surface("rosenbrock", 0);
    const struct run_settings settings = settings_of("gd", 0.1);
    struct run *run = run_of(problem, &settings);
    run_seek(run, 1000);
    ck_assert_int_eq(run_status(run), RUN_DIVERGED);
    const uint64_t broke = run->step;
    ck_assert_uint_lt(broke, 20);
    ck_assert(!run_step(run));
    run_seek(run, broke - 1);
    ck_assert_int_eq(run_status(run), RUN_GROWING);
    run_seek(run, 1000);
    ck_assert_uint_eq(run->step, broke);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

START_TEST(slow_divergence_ends_at_the_limit)
{
    struct problem *problem = surface("saddle", 0);
    const struct run_settings settings = settings_of("gd", 0.5);
    struct run *run = run_of(problem, &settings);
    run_seek(run, 100000);
    ck_assert_int_eq(run_status(run), RUN_DIVERGED);
    ck_assert_double_gt(fabs(run->theta[1]), RUN_THETA_LIMIT);
    ck_assert(isfinite(run->theta[1]));
    run_destroy(run);
    problem_release(problem);
}
END_TEST

/* What the inspector shows of a stopped run is its last update, however it was come to. */
START_TEST(stopped_run_remembers_its_last_update)
{
    struct problem *problem = surface("bowl", 0);
    const struct run_settings settings = settings_of("gd", 0.5);
    const struct run_limits limits = {.tolerance = 1e-6};
    struct run *run = run_create(problem, &settings, &limits, problem->start);
    run_seek(run, 60);
    const double before = run->before[0], lr = run->row->lr;
    run_seek(run, 5);
    run_seek(run, 60);
    ck_assert_double_eq(run->before[0], before);
    ck_assert_double_eq(run->row->lr, lr);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

/* The squares of these components overflow and vanish; their norms do not. */
START_TEST(norm_of_huge_and_tiny_gradients_is_finite)
{
    struct problem *problem = surface("bowl", 0);
    const struct run_settings settings = settings_of("gd", 0.5);
    const struct run_limits limits = {0};
    const double sizes[] = {1e100, 1e-200};
    for (size_t i = 0; i < 2; i++) {
        const double start[2] = {3 * sizes[i], 4 * sizes[i]};
        struct run *run = run_create(problem, &settings, &limits, start);
        ck_assert_double_eq_tol(run->row->grad_norm / sizes[i], 5, 1e-12);
        run_destroy(run);
    }
    problem_release(problem);
}
END_TEST

START_TEST(converged_run_stops)
{
    struct problem *problem = surface("bowl", 0);
    const struct run_settings settings = settings_of("gd", 0.5);
    const struct run_limits limits = {.steps = 1000, .tolerance = 1e-6};
    struct run *run = run_create(problem, &settings, &limits, problem->start);
    run_seek(run, 1000);
    ck_assert_int_eq(run_status(run), RUN_CONVERGED);
    ck_assert_double_lt(run->row->grad_norm, 1e-6);
    ck_assert_uint_lt(run->step, 30);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

START_TEST(rare_evaluation_changes_no_update)
{
    struct problem *problem = surface("rosenbrock", 0.5);
    struct run_settings settings = settings_of("adam", 0.01);
    settings.batch = 8;
    const struct run_limits always = {0}, seldom = {.every = 10};
    struct run *a = run_create(problem, &settings, &always, problem->start);
    struct run *b = run_create(problem, &settings, &seldom, problem->start);
    run_seek(a, 123);
    run_seek(b, 123);
    ck_assert_mem_eq(a->theta, b->theta, 2 * sizeof(double));
    const double old = b->row->loss;
    run_seek(a, 120);
    ck_assert_double_eq(a->row->loss, old);
    run_seek(b, 57);
    run_seek(b, 123);
    ck_assert_double_eq(b->row->loss, old);
    ck_assert_uint_eq(history_step(&b->rows, 3), 30);
    run_destroy(a);
    run_destroy(b);
    problem_release(problem);
}
END_TEST

START_TEST(epochs_end_a_run)
{
    struct problem *problem = surface("bowl", 0.5);
    struct run_settings settings = settings_of("sgd", 0.01);
    settings.batch = 20;
    const struct run_limits limits = {.epochs = 2};
    struct run *run = run_create(problem, &settings, &limits, problem->start);
    run_seek(run, 1000);
    ck_assert_uint_eq(run->step, 6);
    ck_assert_int_eq(run_status(run), RUN_DONE);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

START_TEST(clip_bounds_the_gradient_before_the_decay)
{
    struct problem *problem = surface("bowl", 0);
    struct run_settings settings = settings_of("gd", 1);
    settings.hyper[HYPER_CLIP] = 0.5;
    settings.hyper[HYPER_WEIGHT_DECAY] = 0.1;
    const double start[2] = {3, 4};
    const struct run_limits limits = {0};
    struct run *run = run_create(problem, &settings, &limits, start);
    run_step(run);
    /* g = (3, 4) has norm 5; clipped (0.3, 0.4); decayed by 0.1 theta (0.6, 0.8). */
    ck_assert_double_eq_tol(run->g[0], 0.6, 1e-15);
    ck_assert_double_eq_tol(run->g[1], 0.8, 1e-15);
    ck_assert_double_eq(run_batch_norm(run), 5);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

/* One step from rest looks ahead to theta itself; the second to theta + beta v. */
START_TEST(nag_takes_the_gradient_ahead)
{
    struct problem *problem = surface("bowl", 0);
    const struct run_settings settings = settings_of("nag", 0.1);
    const double start[2] = {1, 0};
    const struct run_limits limits = {0};
    struct run *run = run_create(problem, &settings, &limits, start);
    run_step(run);
    ck_assert_double_eq_tol(run->theta[0], 0.9, 1e-15);
    run_step(run);
    ck_assert_double_eq_tol(run->g[0], 0.9 + 0.9 * -0.1, 1e-15);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

/* Variance of the gradient noise of a batch of 8 among 50: s^2/8 (50-8)/49, with s^2 the variance
 * of the 50 tilts as drawn. Over 4000 batches the estimate's relative error is about 3%. */
START_TEST(batch_noise_has_the_variance_of_a_finite_sum)
{
    struct problem *problem = surface("bowl", 0.7);
    const double origin[2] = {0, 0};
    double population = 0;
    for (uint32_t i = 0; i < SAMPLES; i++) {
        double g[2];
        problem_gradient(problem, origin, &i, 1, g);
        population += g[0] * g[0] / SAMPLES;
    }
    ck_assert_double_eq_tol(population, 0.49, 0.2);

    struct run_settings settings = settings_of("sgd", 0);
    settings.batch = 8;
    const struct run_limits limits = {0};
    struct run *run = run_create(problem, &settings, &limits, origin);
    double sum = 0;
    int count = 0;
    while (count < 4000) {
        run_step(run);
        if (run->sample_count != 8)
            continue;
        sum += run->g[0] * run->g[0];
        count++;
    }
    const double expected = population / 8 * (SAMPLES - 8) / (SAMPLES - 1);
    ck_assert_double_eq_tol(sum / count, expected, 0.12 * expected);
    run_destroy(run);
    problem_release(problem);
}
END_TEST

START_TEST(whole_sum_sees_no_noise)
{
    struct problem *noisy = surface("beale", 0.7), *plain = surface("beale", 0);
    const double theta[2] = {1.5, -0.25};
    double g[2], h[2];
    ck_assert_double_eq(problem_gradient(noisy, theta, NULL, SAMPLES, g),
                        problem_gradient(plain, theta, NULL, 1, h));
    ck_assert_mem_eq(g, h, sizeof g);
    problem_release(noisy);
    problem_release(plain);
}
END_TEST

static Suite *run_suite(void)
{
    Suite *suite = suite_create("run");
    TCase *back = tcase_create("back");
    tcase_set_timeout(back, 120);
    tcase_add_test(back, every_optimizer_comes_back_bit_for_bit);
    tcase_add_test(back, thinned_keyframes_lead_to_the_same_bits);
    tcase_add_test(back, memory_is_bounded_whatever_the_length);
    tcase_add_test(back, change_in_the_past_leaves_a_ghost);
    tcase_add_test(back, changes_are_replayed_at_their_steps);
    tcase_add_test(back, change_to_the_same_value_is_no_branch);
    tcase_add_test(back, first_row_tells_of_the_first_update);
    suite_add_tcase(suite, back);
    TCase *samples = tcase_create("samples");
    tcase_add_test(samples, epoch_takes_each_sample_once);
    tcase_add_test(samples, change_of_batch_goes_on_through_the_permutation);
    tcase_add_test(samples, samples_in_order_are_not_permuted);
    tcase_add_test(samples, gd_takes_all_samples_whatever_the_batch);
    tcase_add_test(samples, batch_noise_has_the_variance_of_a_finite_sum);
    tcase_add_test(samples, whole_sum_sees_no_noise);
    suite_add_tcase(suite, samples);
    TCase *end = tcase_create("end");
    tcase_add_test(end, diverged_run_stays_where_it_broke);
    tcase_add_test(end, slow_divergence_ends_at_the_limit);
    tcase_add_test(end, converged_run_stops);
    tcase_add_test(end, stopped_run_remembers_its_last_update);
    tcase_add_test(end, norm_of_huge_and_tiny_gradients_is_finite);
    tcase_add_test(end, epochs_end_a_run);
    tcase_add_test(end, rare_evaluation_changes_no_update);
    suite_add_tcase(suite, end);
    TCase *gradient = tcase_create("gradient");
    tcase_add_test(gradient, clip_bounds_the_gradient_before_the_decay);
    tcase_add_test(gradient, nag_takes_the_gradient_ahead);
    suite_add_tcase(suite, gradient);
    return suite;
}

int main(void)
{
    return suite_main(run_suite());
}
