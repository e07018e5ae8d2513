/* The figures of the scenes from a to l. A function above the table is for one scene, whose name
 * stands before it. */
#include "figures.h"

#include "base/mem.h"

#include <math.h>
#include <string.h>

/* adagrad-fades: the part of AdaGrad's way that is done when RMSprop is within 0.1 of the minimum.
 * A surface by its formula has no known minimum. */
static double way_when_rmsprop_arrives(struct figure_scene *scene, const struct figure *row)
{
    struct run *rmsprop = figure_run_at(scene, "rmsprop", START);
    while (figure_distance(rmsprop, 0, 0) > 0.1 && run_step(rmsprop)) {
    }
    const struct run *adagrad = figure_run_at(scene, row->run, rmsprop->step);
    return 1 - figure_distance(adagrad, 0, 0) / hypot(adagrad->start[0], adagrad->start[1]);
}

/* adam-nesterov: the arms of the data are its classes. */
static double spirals(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    return (double)scene->race.runs[0]->problem->dataset->classes;
}

/* batch-sizes: evaluations until the loss is below 3. */
static double evals_below_3(struct figure_scene *scene, const struct figure *row)
{
    const double step = first_step_below(scene, row);
    return (double)figure_run_at(scene, row->run, (uint64_t)step)->evals;
}

/* bias-correction. */
static double first_moment_at_start(struct figure_scene *scene, const struct figure *row)
{
    return figure_run_at(scene, row->run, START)->state[0];
}

static double step_in_x(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run(scene, row);
    return fabs(run->theta[0] - run->before[0]);
}

static double step_in_rates(struct figure_scene *scene, const struct figure *row)
{
    return step_in_x(scene, row) / run_rate(figure_run(scene, row));
}

static double longest_step_in_rates(struct figure_scene *scene, const struct figure *row)
{
    struct run *run = figure_run_at(scene, row->run, START);
    double longest = 0;
    while (run->step < scene->scene.steps && run_step(run))
        longest = fmax(longest, fabs(run->theta[0] - run->before[0]) / run_rate(run));
    return longest;
}

/* bowl: its curvature is 1, so that a step leaves 1 - lr of the distance. */
static double rate_that_arrives_at_once(struct figure_scene *scene, const struct figure *row)
{
    return limit_of_rate(scene, row) / 2;
}

static double part_covered(struct figure_scene *scene, const struct figure *row)
{
    return 1 - distance_left(scene, row);
}

/* dead-relus: W1 and b1 are of 1 input and 4 units. */
static double first_bias(struct figure_scene *scene, const struct figure *row)
{
    return figure_run_at(scene, row->run, START)->theta[4];
}

static double inactive_units(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run_at(scene, row->run, START);
    const struct dataset *data = run->problem->dataset;
    size_t inactive = 0;
    for (size_t unit = 0; unit < 4; unit++) {
        bool is_active = false;
        for (size_t i = 0; i < data->n; i++)
            is_active |= run->theta[unit] * data->x[i] + run->theta[4 + unit] > 0;
        inactive += !is_active;
    }
    return (double)inactive;
}

/* ellipse-momentum: descent is quickest at 2 divided by the sum of the curvatures. */
static double best_rate(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    const double *curvature = scene->scene.problem.surface.eigenvalues;
    return 2 / (curvature[0] + curvature[1]);
}

/* gabor-noise and gabor-starts: how far a run is from the deepest minimum. The model itself knows
 * none of its minima. */
static double to_the_deepest(const struct run *run)
{
    return figure_distance(run, 0.020, 16.589);
}

enum { ORDERS = 300 };

static const double near = 0.8;

static double orders(struct figure_scene *scene, const struct figure *row)
{
    (void)scene;
    (void)row;
    return ORDERS;
}

static double counts_as_near(struct figure_scene *scene, const struct figure *row)
{
    (void)scene;
    (void)row;
    return near;
}

static double orders_to_the_deepest(struct figure_scene *scene, const struct figure *row)
{
    const struct run *sgd = figure_run_at(scene, row->run, START);
    struct run_settings settings = sgd->initial;
    size_t count = 0;
    for (settings.seed = 1; settings.seed <= ORDERS; settings.seed++) {
        struct run *run = run_create(sgd->problem, &settings, &sgd->limits, sgd->start);
        run_seek(run, scene->scene.steps);
        count += to_the_deepest(run) < near;
        run_destroy(run);
    }
    return (double)count / ORDERS;
}

static double runs_to_the_deepest(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    size_t count = 0;
    for (size_t i = 0; i < scene->race.count; i++)
        count += to_the_deepest(figure_run_at(scene, scene->race.runs[i]->settings.name, 0)) < 0.01;
    return (double)count;
}

/* himmelblau-basins: the runs that end with a loss of 0, rounded to 6 places; the largest of the
 * losses. */
static double answers(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    size_t count = 0;
    for (size_t i = 0; i < scene->race.count; i++)
        count += figure_run_at(scene, scene->race.runs[i]->settings.name, 0)->row->loss < 1e-6;
    return (double)count;
}

static double largest_loss(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    double largest = 0;
    for (size_t i = 0; i < scene->race.count; i++)
        largest =
            fmax(largest, figure_run_at(scene, scene->race.runs[i]->settings.name, 0)->row->loss);
    return largest;
}

/* iris and iris-petals: what every run has right at least, of the training and of the test data. */
static double least_accuracy(struct figure_scene *scene, const struct figure *row)
{
    double least = 1;
    (void)row;
    for (size_t i = 0; i < scene->race.count; i++) {
        const struct run *run = figure_run_at(scene, scene->race.runs[i]->settings.name, 0);
        least = fmin(least, fmin(run->row->scores.train_score, run->row->scores.test_score));
    }
    return least;
}

static double input_count(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    return (double)scene->race.runs[0]->problem->dataset->inputs;
}

static double classes(struct figure_scene *scene, const struct figure *row)
{
    return spirals(scene, row);
}

static double all_samples(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    const struct dataset *data = scene->race.runs[0]->problem->dataset;
    return (double)(data->n + data->test_n);
}

/* leaky-relus: the slope of an inactive unit; the larger loss of the two dead runs, as a part of
 * that in dead-relus. */
static double dead_relus_loss(struct figure_scene *scene, const struct figure *row)
{
    struct figure_scene dead;
    (void)scene;
    figure_scene_open(&dead, "dead-relus", NULL);
    const double value = figure_run_at(&dead, row->run, 0)->row->loss;
    figure_scene_close(&dead);
    return value;
}

static double part_of_dead_relus_loss(struct figure_scene *scene, const struct figure *row)
{
    const double a = figure_run_at(scene, "born dead", row->step)->row->loss;
    const double b = figure_run_at(scene, "killed", row->step)->row->loss;
    return fmax(a, b) / dead_relus_loss(scene, row);
}

/* The output at x = -1 of one unit with weights 1 and biases 0. */
static double leak(struct figure_scene *scene, const struct figure *row)
{
    const double x = -1;
    double theta[13] = {[0] = 1, [8] = 1}, y; /* W1 (4), b1 (4), w2 (4), b2 */
    (void)row;
    problem_predict(scene->race.runs[0]->problem, theta, 1, &x, &y);
    return -y;
}

/* line-batches: the steps of an epoch. */
static double steps_an_epoch(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run_at(scene, row->run, START);
    const uint64_t batch = run->settings.batch ? run->settings.batch : run->problem->samples;
    return ceil((double)run->problem->samples / (double)batch);
}

/* line-mean: the largest of the rates, in hundredths, at which the loss after 2000 steps is that of
 * the best line. */
static double largest_rate_that_converges(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run_at(scene, NULL, START);
    (void)row;
    for (int hundredths = 200; hundredths > 0; hundredths--) {
        struct run_settings settings = run->initial;
        settings.hyper[HYPER_LR] = hundredths / 100.0;
        struct run *other = run_create(run->problem, &settings, &run->limits, run->start);
        run_seek(other, 2000);
        const bool converges = figure_to_minimum(other) < 1e-6;
        run_destroy(other);
        if (converges)
            return hundredths / 100.0;
    }
    return 0;
}

/* line-sum: how much steeper it is than line-mean; the rate with the path of 0.2 there. */
static double steeper_than_the_mean(struct figure_scene *scene, const struct figure *row)
{
    struct figure_scene mean;
    figure_scene_open(&mean, "line-mean", NULL);
    const double value =
        gradient_norm(scene, row) / figure_run_at(&mean, NULL, START)->row->grad_norm;
    figure_scene_close(&mean);
    return value;
}

static double rate_of_the_mean(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run_at(scene, row->run, START);
    return run->settings.hyper[HYPER_LR] * steeper_than_the_mean(scene, row);
}

static double rate_that_diverges(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run(scene, row);
    return run_status(run) == RUN_DIVERGED ? run->settings.hyper[HYPER_LR] : (double)NAN;
}

/* What another scale of the loss makes of the sum. */
static double part_of_the_sum(struct figure_scene *scene, const struct figure *row)
{
    struct figure_scene sum;
    figure_scene_open(&sum, "line-sum", NULL);
    const double part = loss(scene, row) / figure_run(&sum, row)->row->loss;
    figure_scene_close(&sum);
    return part;
}

/* lion-sign. */
static double first_angle(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run_at(scene, row->run, 1);
    return atan2(fabs(run->theta[1] - run->before[1]), fabs(run->theta[0] - run->before[0])) * 45 /
           atan(1);
}

/* The step from which both runs stay within one rate of the minimum, in each coordinate. */
static double oscillates_from(struct figure_scene *scene, const struct figure *row)
{
    double from = 0;
    (void)row;
    for (size_t i = 0; i < 2; i++) {
        struct run *run = figure_run_at(scene, scene->race.runs[i]->settings.name, START);
        const double rate = run->settings.hyper[HYPER_LR] * (1 + 1e-9);
        while (run->step < scene->scene.steps && run_step(run))
            if (fabs(run->theta[0]) > rate || fabs(run->theta[1]) > rate)
                from = fmax(from, (double)run->step + 1);
    }
    return from;
}

/* local-minimum-trap: of 100 seeds, those with which the decreasing rate ends in the deeper dip. */
enum { SEEDS = 100 };

static double seeds(struct figure_scene *scene, const struct figure *row)
{
    (void)scene;
    (void)row;
    return SEEDS;
}

static double seeds_in_the_deeper(struct figure_scene *scene, const struct figure *row)
{
    size_t count = 0;
    (void)scene;
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        struct figure_scene other;
        struct text set = {0};
        text_printf(&set, "seed=%u", seed);
        const char *const sets[FIGURE_SETTINGS] = {text_string(&set)};
        figure_scene_open(&other, row->scene, sets);
        count += figure_distance(figure_run_at(&other, row->run, 0), -0.936300634, 0) < 0.5;
        figure_scene_close(&other);
        text_finish(&set);
    }
    return (double)count;
}

/* logistic-blobs: the points on their side. */
static double points_right(struct figure_scene *scene, const struct figure *row)
{
    return accuracy(scene, row) * samples(scene, row);
}

const struct figure figures_a_l[] = {
    {"ackley", "about", "0", "0", setting, "cosine", .key = "final"},

    {"adagrad-fades", "about", "halfway", "mitad", way_when_rmsprop_arrives, .is = BELOW},

    {"adam-nesterov", "about", "two", "dos", spirals},
    {"adam-nesterov", "about", "20", "20", setting, .key = "batch"},
    {"adam-nesterov", "about", "0.001", "0.001", setting, "lr 0.001", .key = "lr"},

    {"batch-sizes", "about", "1", "1", setting, "batch 1", .key = "batch"},
    {"batch-sizes", "about", "32", "32", setting, "batch 32", .key = "batch"},
    {"batch-sizes", "about", "256", "256", samples},
    {"batch-sizes", "about", "3", "3", loss, "batch 1", .step = 7, .is = BELOW},
    {"batch-sizes", "about", "7", "7", evals_below_3, "batch 1", .x = 3},
    {"batch-sizes", "about", "2560", "2560", evals_below_3, "full", .x = 3},

    {"betas", "title", "four", "cuatro", runs},
    {"betas", "about", "four", "cuatro", runs},
    {"betas", "about", "0", "0", setting, "beta 0", .key = "beta"},
    {"betas", "about", "0.9", "0.9", setting, "beta 0.9", .key = "beta"},
    {"betas", "about", "0.99", "0.99", setting, "beta 0.99", .key = "beta"},

    {"bias-correction", "about", "0", "0", first_moment_at_start},
    {"bias-correction", "about", "0.05", "0.05", step_in_x, "corrected", .step = 1},
    {"bias-correction", "about", "3.2", "3.2", step_in_rates, "uncorrected", .step = 1},
    {"bias-correction", "about", "5.3", "5.3", longest_step_in_rates, "uncorrected"},

    {"bowl", "about", "tenth", "décima", part_covered, .step = 1},
    {"bowl", "lesson 10", "10", "10", step_shown, .step = 10},
    {"bowl", "lesson 10", "0.9", "0.9", distance_left, .step = 1},
    {"bowl", "lesson 10", "10", "10", step_shown, .step = 10},
    {"bowl", "lesson 10", "third", "tercio", distance_left, .step = 10, .to = 0.1},
    {"bowl", "lesson 30", "0.5", "0.5", lesson_verb, .step = 30},
    {"bowl", "lesson 30", "halves", "mitad", distance_left, .step = 1,
     .set = {"optimizers.[0].lr=0.5"}},
    {"bowl", "lesson 30", "1", "1", rate_that_arrives_at_once},
    {"bowl", "lesson 30", "2", "2", limit_of_rate},

    {"clipping", "about", "327", "327", gradient_norm, .step = START},
    {"clipping", "about", "four", "cuatro", diverged_at, "no clip"},
    {"clipping", "about", "2", "2", setting, "clip 2", .key = "clip"},

    {"dead-relus", "about", "-4", "-4", first_bias, "born dead"},
    {"dead-relus", "about", "four", "cuatro", inactive_units, "born dead"},
    {"dead-relus", "about", "0.506", "0.506", loss, "killed"},
    {"dead-relus", "run born dead", "-4", "-4", first_bias, "born dead"},

    {"diagonal-ravine", "about", "0", "0", setting, .key = "angle", .set = {"problem.angle=0"}},

    {"ellipse-momentum", "about", "100", "100", condition},
    {"ellipse-momentum", "about", "0.005", "0.005", setting, "lr 0.005", .key = "lr"},
    {"ellipse-momentum", "about", "1.9", "1.9", distance, "lr 0.005"},
    {"ellipse-momentum", "about", "150", "150", setting, .key = "steps"},
    {"ellipse-momentum", "about", "0.06", "0.06", distance, "momentum"},
    {"ellipse-momentum", "about", "0.0198", "0.0198", best_rate},
    {"ellipse-momentum", "about", "0.2", "0.2", distance, "lr 0.0198"},

    {"gabor-noise", "about", "28 %", "28 %", orders_to_the_deepest, "seed 1"},
    {"gabor-noise", "about", "300", "300", orders},
    {"gabor-noise", "about", "0.8", "0.8", counts_as_near},
    {"gabor-noise", "about", "1000", "1000", setting, .key = "steps"},

    {"gabor-starts", "about", "five", "cinco", runs},
    {"gabor-starts", "about", "four", "cuatro", minima_reached},
    {"gabor-starts", "about", "two", "dos", runs_to_the_deepest},

    {"himmelblau-basins", "title", "four", "cuatro", runs},
    {"himmelblau-basins", "title", "four", "cuatro", minima_reached},
    {"himmelblau-basins", "about", "four", "cuatro", runs},
    {"himmelblau-basins", "about", "four", "cuatro", minima_reached},
    {"himmelblau-basins", "about", "0", "0", largest_loss, .to = 1e-4},
    {"himmelblau-basins", "about", "four", "cuatro", answers},

    {"iris", "title", "three", "tres", classes},
    {"iris", "about", "four", "cuatro", input_count},
    {"iris", "about", "150", "150", all_samples},
    {"iris", "about", "30 %", "30 %", setting, .key = "test"},
    {"iris", "about", "90 %", "90 %", least_accuracy, .is = ABOVE},

    {"iris-petals", "about", "two", "dos", input_count},
    {"iris-petals", "about", "90 %", "90 %", least_accuracy, .is = ABOVE},

    {"leaky-relus", "about", "0.01", "0.01", leak},
    {"leaky-relus", "about", "1000", "1000", setting, .key = "steps"},
    {"leaky-relus", "about", "half", "mitad", part_of_dead_relus_loss, "killed", .is = BELOW},
    {"leaky-relus", "about", "0.506", "0.506", dead_relus_loss, "killed"},
    {"leaky-relus", "run born dead", "-4", "-4", first_bias, "born dead"},

    {"line-batches", "about", "40", "40", steps_an_epoch, "stochastic"},
    {"line-batches", "about", "5", "5", steps_an_epoch, "mini-batch"},
    {"line-batches", "about", "8", "8", setting, "mini-batch", .key = "batch"},
    {"line-batches", "lesson 0", "three", "tres", runs},
    {"line-batches", "lesson 40", "40", "40", step_shown, .step = 40},
    {"line-batches", "lesson 40", "40", "40", epochs_made, "batch", .step = 40},

    {"line-mean", "title", "four", "cuatro", runs},
    {"line-mean", "about", "0.81", "0.81", largest_rate_that_converges},
    {"line-mean", "about", "0.85", "0.85", setting, "lr 0.85", .key = "lr"},

    {"line-sum", "about", "40", "40", samples},
    {"line-sum", "about", "40", "40", steeper_than_the_mean, .step = START},
    {"line-sum", "about", "0.005", "0.005", setting, "lr 0.005", .key = "lr"},
    {"line-sum", "about", "0.2", "0.2", rate_of_the_mean, "lr 0.005", .step = START},
    {"line-sum", "about", "0.2", "0.2", rate_that_diverges, "lr 0.2"},
    {"line-sum", "about", "1/2", "1/2", part_of_the_sum, .step = START,
     .set = {"problem.scale=half-sum"}},

    {"lion-sign", "about", "45", "45", first_angle},
    {"lion-sign", "about", "350", "350", oscillates_from, .to = 10},

    {"local-minimum-trap", "about", "81", "81", seeds_in_the_deeper, "sgd decaying"},
    {"local-minimum-trap", "about", "100", "100", seeds},

    {"logistic-blobs", "title", "two", "dos", classes},
    {"logistic-blobs", "about", "three", "tres", runs},
    {"logistic-blobs", "about", "96", "96", points_right},
    {"logistic-blobs", "about", "100", "100", samples},
    {0},
};
