/* What the scenes' texts say in words of their runs: which one is ahead, and which stays behind.
 * The scenes' folder, SCENES, is given by the build. */
#include "figures.h"
#include "suite.h"

#include "base/mem.h"

#include <check.h>

/* Of `ahead` the value is below that of `behind`, at their steps (0: the scene's last). */
static const struct {
    const char *scene, *ahead, *behind;
    double (*value)(struct figure_scene *scene, const struct figure *row);
    uint64_t step, behind_step; /* behind_step 0: the same */
    const char *set;            /* as of --set */
} claims[] = {
    {"ackley", "cosine", "lr 0.01", loss},
    {"ackley", "cosine", "adam", loss},
    {"ackley", "cosine", "lr 0.5", loss},
    {"adam-nesterov", "nesterov", "sgd", loss},
    {"adam-nesterov", "adam", "lr 0.001", loss},
    {"batch-sizes", "full", "batch 32", distance},
    {"batch-sizes", "batch 32", "batch 1", distance},
    {"betas", "beta 0.9", "beta 0", loss},
    {"betas", "beta 0.9", "beta 0.5", loss},
    {"betas", "beta 0.9", "beta 0.99", loss},
    {"dead-relus", "alive", "born dead", loss},
    {"dead-relus", "alive", "killed", loss},
    {"diagonal-ravine", "adam", "momentum", loss},
    {"diagonal-ravine", "momentum", "gd", loss},
    {"diagonal-ravine", "gd", "adagrad", loss},
    {"diagonal-ravine", "adagrad", "gd", loss, .set = "problem.angle=0"},
    {"diagonal-ravine", "adagrad", "momentum", loss, .set = "problem.angle=0"},
    {"diagonal-ravine", "adagrad", "adam", loss, .set = "problem.angle=0"},
    {"ellipse-momentum", "momentum", "lr 0.0198", distance},
    {"ellipse-momentum", "lr 0.0198", "lr 0.005", distance},
    {"gabor-noise", "seed 1", "gd", loss},
    /* After one epoch each. */
    {"line-batches", "stochastic", "mini-batch", loss, .step = 40, .behind_step = 5},
    {"line-batches", "mini-batch", "batch", loss, .step = 5, .behind_step = 1},
    {"line-mean", "lr 0.2", "lr 0.85", loss},
    {"local-minimum-trap", "sgd decaying", "sgd constant", loss},
    {"local-minimum-trap", "sgd decaying", "gd", loss},
    {"overfitting", "adam", "momentum", loss},
    {"overfitting", "momentum", "adam", test_loss},
    {"plateau", "momentum", "gd", loss, .step = 40},
    {"plateau", "rmsprop", "gd", loss, .step = 40},
    {"plateau", "adam", "gd", loss, .step = 40},
    {"rastrigin", "lr 0.7", "lr 0.1", loss},
    {"rastrigin", "lr 0.1", "lr 1", loss},
    {"rates", "lr 0.076", "lr 0.04", loss},
    {"rates", "lr 0.04", "lr 0.002", loss},
    {"rates", "lr 0.002", "lr 0.082", loss},
    {"river", "momentum", "gd", distance_to_point},
    {"rosenbrock", "momentum", "gd", distance},
    {"rosenbrock", "nag", "gd", distance},
    {"rosenbrock", "adam", "momentum", distance},
    {"rosenbrock", "adam", "nag", distance},
    {"rosenbrock", "adam", "rmsprop", distance},
    {"saddle-beside", "adam", "gd", loss, .step = 30},
    {"saddle-beside", "rmsprop", "gd", loss, .step = 30},
    {"saddle-ridge", "sgd", "gd", loss},
    {"saddle-ridge", "sgd", "momentum", loss},
    {"saddle-ridge", "sgd", "adam", loss},
    {"schedules", "linear", "constant", distance},
    {"schedules", "inverse", "constant", distance},
    {"schedules", "step", "constant", distance},
    {"schedules", "exponential", "constant", distance},
    {"schedules", "cosine", "constant", distance},
    {"settle", "inverse", "lr 0.002", distance},
    {"settle", "lr 0.002", "lr 0.2", distance},
    {"sine-4", "momentum", "adam", loss},
    {"spirals", "momentum", "sgd", loss},
    {"spirals", "adam", "rmsprop", loss},
    {"symmetry", "different", "all equal", loss},
    {"symmetry", "all equal", "zero", loss},
    {"two-cycle", "lr 0.0019", "lr 0.002", loss},
    {"vanishing-sigmoid", "adam", "gd", loss},
    {"vanishing-sigmoid", "adam", "momentum", loss},
    {"warmup", "warmup 50", "lr 0.002", distance},
    {"watershed", "start (0.15, 1)", "start (0.2, 1)", loss},
    {"xor-relu", "gd", "gd elsewhere", loss},
    {"xor-relu", "adam", "gd elsewhere", loss},
    {"xor-tanh", "adam", "gd", loss, .step = 36},
};

START_TEST(run_is_ahead_as_the_text_says)
{
    const char *const set[FIGURE_SETTINGS] = {claims[_i].set};
    struct figure row = {
        .scene = claims[_i].scene, .run = claims[_i].ahead, .step = claims[_i].step};
    struct figure_scene scene;
    figure_scene_open(&scene, claims[_i].scene, set);
    const double ahead = claims[_i].value(&scene, &row);
    row.run = claims[_i].behind;
    row.step = claims[_i].behind_step > 0 ? claims[_i].behind_step : claims[_i].step;
    const double behind = claims[_i].value(&scene, &row);
    ck_assert_msg(ahead < behind, "%s: %s %g, %s %g", claims[_i].scene, claims[_i].ahead, ahead,
                  claims[_i].behind, behind);
    figure_scene_close(&scene);
}
END_TEST

static Suite *suite(void)
{
    TCase *tests = tcase_create("claims");
    tcase_add_loop_test(tests, run_is_ahead_as_the_text_says, 0, ARRAY_LENGTH(claims));
    tcase_set_timeout(tests, 120);
    Suite *suite = suite_create("claims");
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return suite_main(suite());
}
