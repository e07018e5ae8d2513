/* What the scenes of models say of where their runs end. Their folder, SCENES, is given by the
 * build. */
#include "scene/scene.h"

#include "base/mem.h"
#include "suite.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum measure { LOSS, TRAIN, TEST, TEST_LOSS };

/* Of the numbers that a run ends with: at least, and at most. Where a scene names a number it is
 * held to it, elsewhere there is room for what the scene says in words. */
static const struct {
    const char *scene, *run;
    enum measure measure;
    double at_least, at_most;
} ends[] = {
    {"line-mean", "lr 0.02", LOSS, 0.2, 0.202},
    {"line-mean", "lr 0.2", LOSS, 0.19, 0.19995},
    {"line-mean", "lr 0.7", LOSS, 0.19, 0.19995},
    {"line-mean", "lr 0.85", LOSS, 1e6, 1e12},
    {"line-sum", "lr 0.0175", LOSS, 7, 7.998},
    {"line-batches", "batch", LOSS, 0.19, 0.20005},
    {"line-batches", "mini-batch", LOSS, 0.19, 0.2005},
    {"line-batches", "stochastic", LOSS, 0.2005, 0.3},
    {"logistic-blobs", "start (-3, 2, 2)", TRAIN, 0.96, 0.96},
    {"logistic-blobs", "start (3, -3, -2)", TRAIN, 0.96, 0.96},
    {"logistic-blobs", "start (0, 0, 0)", TRAIN, 0.96, 0.96},
    {"sigmoid-squared", "lr 0.2", LOSS, 0.9, 1},
    {"sigmoid-squared", "lr 0.5", LOSS, 0.9, 1},
    {"sigmoid-squared", "lr 0.5", TRAIN, 0, 0.1},
    {"sigmoid-crossentropy", "lr 0.2", TRAIN, 0.96, 0.96},
    {"sigmoid-crossentropy", "lr 0.5", TRAIN, 0.96, 0.96},
    {"iris", "gd", TEST, 0.9, 1},
    {"iris", "sgd", TEST, 0.9, 1},
    {"iris", "momentum", TEST, 0.9, 1},
    {"iris", "adam", TEST, 0.9, 1},
    {"iris-petals", "gd", TEST, 0.9, 1},
    {"iris-petals", "adam", TEST, 0.9, 1},
    {"xor-linear", "gd", LOSS, 0.25, 0.25 + 1e-9},
    {"xor-linear", "momentum", LOSS, 0.25, 0.25 + 1e-9},
    {"xor-linear", "adam", LOSS, 0.25, 0.25 + 1e-9},
    {"xor-neuron", "gd", LOSS, 0.693147, 0.693148},
    {"xor-neuron", "momentum", LOSS, 0.693147, 0.693148},
    {"xor-neuron", "adam", LOSS, 0.693147, 0.693148},
    {"xor-relu", "gd", LOSS, 0, 1e-6},
    {"xor-relu", "adam", LOSS, 0, 1e-12},
    {"xor-relu", "gd elsewhere", LOSS, 1.0 / 6 - 1e-6, 1.0 / 6 + 1e-5},
    {"xor-tanh", "gd", TRAIN, 1, 1},
    {"xor-tanh", "momentum", TRAIN, 1, 1},
    {"xor-tanh", "nag", TRAIN, 1, 1},
    {"xor-tanh", "rmsprop", TRAIN, 1, 1},
    {"xor-tanh", "adam", TRAIN, 1, 1},
    {"symmetry", "zero", LOSS, 0.693147, 0.693148},
    {"symmetry", "all equal", LOSS, 0.4, 0.6},
    {"symmetry", "different", LOSS, 0, 0.02},
    {"dead-relus", "alive", LOSS, 0, 0.02},
    {"dead-relus", "born dead", LOSS, 0.505, 0.507},
    {"dead-relus", "killed", LOSS, 0.505, 0.507},
    {"leaky-relus", "alive", LOSS, 0, 0.02},
    {"leaky-relus", "born dead", LOSS, 0, 0.23},
    {"vanishing-sigmoid", "gd", LOSS, 0.693, 0.6932},
    {"vanishing-sigmoid", "momentum", LOSS, 0.693, 0.6932},
    {"vanishing-sigmoid", "adam", LOSS, 0, 0.5},
    {"vanishing-relu", "gd", TRAIN, 1, 1},
    {"vanishing-relu", "momentum", TRAIN, 1, 1},
    {"vanishing-relu", "adam", TRAIN, 1, 1},
    {"moons", "sgd", TRAIN, 0.85, 0.92},
    {"moons", "momentum", TRAIN, 0.97, 1},
    {"moons", "adam", TRAIN, 0.97, 1},
    {"spirals", "sgd", TRAIN, 0.8, 0.99},
    {"spirals", "momentum", TRAIN, 1, 1},
    {"spirals", "rmsprop", TRAIN, 0.8, 0.99},
    {"spirals", "adam", TRAIN, 1, 1},
    {"sine-4", "momentum", LOSS, 0.0025, 0.005},
    {"sine-4", "adam", LOSS, 0.01, 0.1},
    {"sine-16", "momentum", LOSS, 0.001, 0.0025},
    {"sine-16", "adam", LOSS, 0.001, 0.0025},
    {"sine-16", "adam", TEST_LOSS, 0, 0.0035},
    {"sine-64", "adam", TEST_LOSS, 0.0035, 0.01},
    {"sine-64", "adam", LOSS, 0.001, 0.0025},
    {"overfitting", "adam", TRAIN, 1, 1},
    {"overfitting", "adam", TEST_LOSS, 3, 10},
    {"overfitting", "momentum", TEST_LOSS, 0.8, 3},
    {"overfitting-l2", "adam", LOSS, 0.24, 0.27},
    {"overfitting-l2", "adam", TEST_LOSS, 0, 0.5},
    {"overfitting-l2", "momentum", TEST_LOSS, 0, 0.5},
    {"gabor-noise", "gd", LOSS, 0.1, 0.12},
    {"gabor-noise", "seed 1", LOSS, 0, 0.03},
    {"gabor-noise", "seed 4", LOSS, 0.1, 0.2},
    {"gabor-noise", "seed 6", LOSS, 0.15, 0.2},
    {"adam-nesterov", "sgd", LOSS, 0.3, 0.7},
    {"adam-nesterov", "nesterov", LOSS, 0, 0.003},
    {"adam-nesterov", "adam", LOSS, 0, 0.003},
    {"adam-nesterov", "lr 0.001", LOSS, 0.3, 0.7},
};

/* The scene's race, at its beginning. */
static void open_scene(const char *name, struct race *race)
{
    struct scene scene;
    struct error err = {0};
    struct text path = {0};
    text_printf(&path, "%s/%s.scene", SCENES, name);
    ck_assert_msg(scene_read(&scene, text_string(&path), NULL, NULL, &err), "%s", err.text);
    scene_race(&scene, race);
    scene_finish(&scene);
    text_finish(&path);
}

static struct run *run_of(const struct race *race, const char *name)
{
    const size_t index = race_find(race, name);
    ck_assert_msg(index < race->count, "no run '%s'", name);
    return race->runs[index];
}

static double measured(const struct trace_row *row, enum measure measure)
{
    switch (measure) {
    case TRAIN:
        return row->scores.train_score;
    case TEST:
        return row->scores.test_score;
    case TEST_LOSS:
        return row->scores.test_loss;
    default:
        return row->loss;
    }
}

START_TEST(scene_ends_as_it_says)
{
    struct race race;
    open_scene(ends[_i].scene, &race);
    struct run *run = run_of(&race, ends[_i].run);
    run_seek(run, race_end(&race));
    const double value = measured(run->row, ends[_i].measure);
    ck_assert_msg(value >= ends[_i].at_least && value <= ends[_i].at_most, "%s: %s ends with %g",
                  ends[_i].scene, ends[_i].run, value);
    race_finish(&race);
}
END_TEST

/* 40 samples: the sum at a 40th of the rate. The two differ by roundings alone. */
START_TEST(line_summed_at_a_fortieth_of_the_rate_is_the_line_of_the_mean)
{
    struct race mean, sum;
    open_scene("line-mean", &mean);
    open_scene("line-sum", &sum);
    struct run *a = run_of(&mean, "lr 0.2"), *b = run_of(&sum, "lr 0.005");
    while (a->step < 50) {
        run_step(a);
        run_step(b);
        for (int i = 0; i < 2; i++)
            ck_assert_double_eq_tol(a->theta[i], b->theta[i], 1e-12);
    }
    struct run *same_rate = run_of(&sum, "lr 0.2");
    run_seek(same_rate, race_end(&sum));
    ck_assert_int_eq(run_status(same_rate), RUN_DIVERGED);
    race_finish(&mean);
    race_finish(&sum);
}
END_TEST

START_TEST(line_is_the_same_from_every_start)
{
    struct race race;
    size_t index;
    double distance;
    open_scene("line-starts", &race);
    race_go(&race, race_end(&race));
    for (size_t i = 0; i < race.count; i++) {
        ck_assert(
            problem_nearest_minimum(race.runs[i]->problem, race.runs[i]->theta, &index, &distance));
        ck_assert_double_lt(distance, 1e-6);
    }
    race_finish(&race);
}
END_TEST

START_TEST(single_samples_arrive_in_one_epoch)
{
    struct race race;
    open_scene("line-batches", &race);
    run_seek(run_of(&race, "batch"), 1);
    run_seek(run_of(&race, "stochastic"), 40);
    run_seek(run_of(&race, "mini-batch"), 5);
    for (size_t i = 0; i < race.count; i++)
        ck_assert_double_eq(race.runs[i]->row->epoch, 1);
    ck_assert_double_gt(run_of(&race, "batch")->row->loss, 10);
    ck_assert_double_gt(run_of(&race, "mini-batch")->row->loss, 2);
    ck_assert_double_lt(run_of(&race, "stochastic")->row->loss, 0.25);
    race_finish(&race);
}
END_TEST

/* theta of 2-2-1: W1 (0-3), b1 (4-5), w2 (6-7), b2. */
START_TEST(equal_units_stay_equal_and_zeros_stay_zero)
{
    static const double zeros[9];
    struct race race;
    open_scene("symmetry", &race);
    race_go(&race, race_end(&race));
    const double *equal = run_of(&race, "all equal")->theta;
    ck_assert_mem_eq(run_of(&race, "zero")->theta, zeros, sizeof zeros);
    ck_assert_mem_eq(equal, equal + 2, 2 * sizeof *equal);
    ck_assert_double_eq(equal[4], equal[5]);
    ck_assert_double_eq(equal[6], equal[7]);
    race_finish(&race);
}
END_TEST

START_TEST(sigmoid_and_relus_are_right_within_a_hundred_steps)
{
    static const struct {
        const char *scene;
        double score;
    } scenes[] = {{"sigmoid-crossentropy", 0.96}, {"vanishing-relu", 1}};
    for (size_t s = 0; s < ARRAY_LENGTH(scenes); s++) {
        struct race race;
        open_scene(scenes[s].scene, &race);
        race_go(&race, 100);
        for (size_t i = 0; i < race.count; i++)
            ck_assert_double_ge(race.runs[i]->row->scores.train_score, scenes[s].score);
        race_finish(&race);
    }
}
END_TEST

START_TEST(gabor_ends_in_four_minima)
{
    static const double minima[][2] = {
        {0.020, 16.589}, {0.020, 16.589}, {6.247, 16.990}, {5.908, 11.229}, {-6.231, 19.111}};
    struct race race;
    open_scene("gabor-starts", &race);
    race_go(&race, race_end(&race));
    ck_assert_uint_eq(race.count, ARRAY_LENGTH(minima));
    for (size_t i = 0; i < race.count; i++) {
        const double *theta = race.runs[i]->theta;
        ck_assert_double_lt(hypot(theta[0] - minima[i][0], theta[1] - minima[i][1]), 1e-3);
        ck_assert_double_lt(race.runs[i]->row->grad_norm, 1e-7);
    }
    race_finish(&race);
}
END_TEST

static Suite *suite(void)
{
    TCase *tests = tcase_create("models");
    tcase_add_loop_test(tests, scene_ends_as_it_says, 0, ARRAY_LENGTH(ends));
    tcase_add_test(tests, line_summed_at_a_fortieth_of_the_rate_is_the_line_of_the_mean);
    tcase_add_test(tests, line_is_the_same_from_every_start);
    tcase_add_test(tests, single_samples_arrive_in_one_epoch);
    tcase_add_test(tests, equal_units_stay_equal_and_zeros_stay_zero);
    tcase_add_test(tests, sigmoid_and_relus_are_right_within_a_hundred_steps);
    tcase_add_test(tests, gabor_ends_in_four_minima);
    tcase_set_timeout(tests, 60);
    Suite *suite = suite_create("scenes_models");
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return suite_main(suite());
}
