/* Many updates at once are the same as one after the other: every optimizer on every surface. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "race/record.h"
#include "race/run.h"
#include "suite.h"

#define STEPS 300

static struct problem *problem;

static void open_surface(size_t index)
{
    const struct surface_spec spec = {.surface = surface_at(index)};
    problem = problem_create_surface(&spec, 1, NULL);
}

static struct run_settings settings_of(size_t optimizer, double lr)
{
    struct run_settings settings;
    run_settings_init(&settings, optimizer_at(optimizer));
    settings.hyper[HYPER_LR] = lr;
    return settings;
}

static void check_numbers(const double *a, const double *b, size_t count, const struct run *run,
                          const char *what)
{
    ck_assert_msg(memcmp(a, b, count * sizeof *a) == 0, "%s of %s on %s, step %llu", what,
                  run->settings.name, problem->title, (unsigned long long)run->step);
}

/* The run and all that it recorded. */
static void check_same(const struct run *a, const struct run *b)
{
    const size_t states = a->settings.optimizer->state_count;
    ck_assert_msg(a->step == b->step, "%s on %s: step %llu, not %llu", a->settings.name,
                  problem->title, (unsigned long long)a->step, (unsigned long long)b->step);
    check_numbers(a->theta, b->theta, 2, a, "theta");
    check_numbers(a->state, b->state, 2 * states, a, "the state");
    check_numbers(a->full_g, b->full_g, 2, a, "the gradient");
    check_numbers(a->before, b->before, 2 + 2 * states, a, "what was before");
    check_numbers(a->taken, b->taken, 2, a, "the gradient taken");
    check_numbers(a->loss, b->loss, 2, a, "the last losses");
    ck_assert(a->knows_update == b->knows_update && a->evals == b->evals && a->epoch == b->epoch);
    ck_assert(run_status(a) == run_status(b));
    ck_assert_mem_eq(a->row, b->row, sizeof *a->row + 2 * sizeof(double));
    ck_assert(a->rows.count == b->rows.count && a->rows.stride == b->rows.stride);
    ck_assert_mem_eq(a->rows.data, b->rows.data, a->rows.count * a->rows.size);
    ck_assert(a->keyframes.count == b->keyframes.count);
    ck_assert_mem_eq(a->keyframes.data, b->keyframes.data, a->keyframes.count * a->keyframes.size);
}

static void check(const struct run_settings *settings, const struct run_limits *limits,
                  const struct run_change *changes, size_t count)
{
    struct run *single = run_create(problem, settings, limits, problem->start);
    struct run *blocks = run_create(problem, settings, limits, problem->start);
    run_take_changes(single, changes, count);
    run_take_changes(blocks, changes, count);
    ck_assert(blocks->loop);
    while (single->step < STEPS && run_step(single))
        ;
    ck_assert_uint_eq(run_advance(blocks, STEPS), single->step);
    check_same(single, blocks);
    run_destroy(single);
    run_destroy(blocks);
}

static void check_everywhere(void (*vary)(struct run_settings *settings, struct run_limits *limits),
                             double lr)
{
    for (size_t s = 0; s < surface_count(); s++) {
        open_surface(s);
        for (size_t o = 0; o < optimizer_count(); o++) {
            struct run_settings settings = settings_of(o, lr);
            struct run_limits limits = {0};
            vary(&settings, &limits);
            check(&settings, &limits, NULL, 0);
        }
        problem_release(problem);
    }
}

static void leave(struct run_settings *settings, struct run_limits *limits)
{
    (void)settings, (void)limits;
}

static void clip_and_decay(struct run_settings *settings, struct run_limits *limits)
{
    (void)limits;
    settings->hyper[HYPER_CLIP] = 0.5;
    settings->hyper[HYPER_WEIGHT_DECAY] = 0.01;
    settings->hyper[HYPER_EPS_INSIDE] = 1;
    settings->hyper[HYPER_BIAS_CORRECTION] = 0;
}

static void schedule(struct run_settings *settings, struct run_limits *limits)
{
    settings->schedule.kind = schedule_find("cosine");
    settings->schedule.value[SCHEDULE_TAU] = 200;
    settings->schedule.value[SCHEDULE_WARMUP] = 70;
    limits->epochs = 250.5;
}

static void tolerance(struct run_settings *settings, struct run_limits *limits)
{
    (void)settings;
    limits->tolerance = 0.1;
}

START_TEST(blocks_are_single_updates)
{
    check_everywhere(leave, 0.003);
}
END_TEST

START_TEST(blocks_clip_and_decay)
{
    check_everywhere(clip_and_decay, 0.01);
}
END_TEST

START_TEST(blocks_follow_schedules_and_end_with_their_epochs)
{
    check_everywhere(schedule, 0.01);
}
END_TEST

START_TEST(blocks_end_where_a_run_converges)
{
    check_everywhere(tolerance, 0.05);
}
END_TEST

START_TEST(blocks_end_where_a_run_diverges)
{
    check_everywhere(leave, 1e3);
}
END_TEST

START_TEST(blocks_follow_changes)
{
    const struct run_change changes[] = {{3, HYPER_LR, 0.004, false},
                                         {64, HYPER_BETA1, 0.8, false},
                                         {64, HYPER_BETA2, 0.99, false},
                                         {100, HYPER_CLIP, 1, false},
                                         {STEPS, HYPER_LR, 0.1, false}};
    for (size_t s = 0; s < surface_count(); s++) {
        open_surface(s);
        for (size_t o = 0; o < optimizer_count(); o++) {
            const struct run_settings settings = settings_of(o, 0.003);
            check(&settings, &(struct run_limits){0}, changes, ARRAY_LENGTH(changes));
        }
        problem_release(problem);
    }
}
END_TEST

/* On the way there, rows and keyframes are thinned. */
START_TEST(blocks_keep_a_thinned_record)
{
    open_surface(5);
    for (size_t o = 0; o < optimizer_count(); o++) {
        const struct run_settings settings = settings_of(o, 0.001);
        struct run *single =
            run_create(problem, &settings, &(struct run_limits){0}, problem->start);
        struct run *blocks =
            run_create(problem, &settings, &(struct run_limits){0}, problem->start);
        single->rows.limit = blocks->rows.limit = 100;
        single->keyframes.limit = blocks->keyframes.limit = 3;
        while (single->step < 5000)
            run_step(single);
        for (uint64_t step = 700; step < 5000; step += 700)
            run_advance(blocks, step);
        run_advance(blocks, 5000);
        check_same(single, blocks);
        run_seek(blocks, 1234);
        run_seek(blocks, 5000);
        check_same(single, blocks);
        run_destroy(single);
        run_destroy(blocks);
    }
    problem_release(problem);
}
END_TEST

/* A surface with noise, an expression and a shaped ellipse have no loop, nor has a run that looks
 * at the whole now and then. */
START_TEST(only_plain_surfaces_have_loops)
{
    const struct surface_spec specs[] = {
        {.surface = surface_at(0), .noise = 1, .samples = 10},
        {.surface = surface_find("ellipse"), .shaped = true, .eigenvalues = {1, 2}},
        {.expression = mem_string("x^2 + y^2")},
    };
    const struct run_settings settings = settings_of(0, 0.1);
    for (size_t i = 0; i < ARRAY_LENGTH(specs); i++) {
        problem = problem_create_surface(&specs[i], 1, NULL);
        struct run *run = run_create(problem, &settings, &(struct run_limits){0}, problem->start);
        ck_assert(run->loop == NULL);
        ck_assert_uint_eq(run_advance(run, 20), 20);
        run_destroy(run);
        problem_release(problem);
    }
    open_surface(0);
    struct run *run =
        run_create(problem, &settings, &(struct run_limits){.every = 3}, problem->start);
    ck_assert(run->loop == NULL);
    run_destroy(run);
    problem_release(problem);
    free(specs[2].expression);
}
END_TEST

static Suite *run_block_suite(void)
{
    Suite *suite = suite_create("run_block");
    TCase *same = tcase_create("same");
    tcase_add_test(same, blocks_are_single_updates);
    tcase_add_test(same, blocks_clip_and_decay);
    tcase_add_test(same, blocks_follow_schedules_and_end_with_their_epochs);
    tcase_add_test(same, blocks_end_where_a_run_converges);
    tcase_add_test(same, blocks_end_where_a_run_diverges);
    tcase_add_test(same, blocks_follow_changes);
    tcase_add_test(same, blocks_keep_a_thinned_record);
    tcase_add_test(same, only_plain_surfaces_have_loops);
    suite_add_tcase(suite, same);
    return suite;
}

int main(void)
{
    return suite_main(run_block_suite());
}
