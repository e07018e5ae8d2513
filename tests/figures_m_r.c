/* The figures of the scenes from m to r. A function above the table is for the scenes whose names
 * stand before it. */
#include "figures.h"

#include "base/mem.h"

#include <math.h>

/* ---- moons ---- */

static const char *const bent[] = {"momentum", "adam"}; /* the runs whose border is bent */

/* The first epoch after which both have an accuracy above x. */
static double epochs_bent(struct figure_scene *scene, const struct figure *row)
{
    double most = 0;
    for (size_t i = 0; i < ARRAY_LENGTH(bent); i++) {
        struct figure at = *row;
        at.run = bent[i];
        at.step = 10;
        while (accuracy(scene, &at) <= row->x && epochs_made(scene, &at) < scene->scene.epochs)
            at.step += 10;
        most = fmax(most, epochs_made(scene, &at));
    }
    return most;
}

static double least_accuracy_of_the_bent(struct figure_scene *scene, const struct figure *row)
{
    double least = 1;
    for (size_t i = 0; i < ARRAY_LENGTH(bent); i++) {
        struct figure at = *row;
        at.run = bent[i];
        least = fmin(least, accuracy(scene, &at));
    }
    return least;
}

/* ---- nesterov ---- */

/* How far beyond 0 the first coordinate comes. */
static double overshoot(struct figure_scene *scene, const struct figure *row)
{
    struct run *run = figure_run_at(scene, row->run, START);
    double most = 0;
    while (run->step < scene->scene.steps && run_step(run))
        most = fmax(most, run->theta[0]);
    return most;
}

/* ---- overfitting ---- */

static double test_samples(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    return (double)scene->race.runs[0]->problem->dataset->test_n;
}

static double largest_loss(struct figure_scene *scene, const struct figure *row)
{
    return figure_largest(scene, row, loss);
}

static struct run *run_at_the_lowest_test_loss(struct figure_scene *scene, const struct figure *row)
{
    struct run *run = figure_run_at(scene, row->run, START);
    double lowest = HUGE_VAL;
    uint64_t at = 0;
    do {
        if (run->row->scores.test_loss < lowest) {
            lowest = run->row->scores.test_loss;
            at = run->step;
        }
    } while (run->step < scene->scene.steps && run_step(run));
    run_seek(run, at);
    return run;
}

static double step_of_the_lowest_test_loss(struct figure_scene *scene, const struct figure *row)
{
    return (double)run_at_the_lowest_test_loss(scene, row)->step;
}

static double lowest_test_loss(struct figure_scene *scene, const struct figure *row)
{
    return run_at_the_lowest_test_loss(scene, row)->row->scores.test_loss;
}

/* ---- rates ---- */

static double largest_curvature(struct figure_scene *scene, const struct figure *row)
{
    return 2 / limit_of_rate(scene, row);
}

/* Descent is quickest at 2 divided by the sum of the curvatures. */
static double best_rate(struct figure_scene *scene, const struct figure *row)
{
    const double high = largest_curvature(scene, row);
    return 2 / (high + high / condition(scene, row));
}

static double from_best_rate_to_limit(struct figure_scene *scene, const struct figure *row)
{
    return limit_of_rate(scene, row) - best_rate(scene, row);
}

/* ---- river and rosenbrock: the first step near the floor of a curved valley ---- */

static double river_bed(double x)
{
    return sin(2 * x);
}

static double valley_floor(double x)
{
    return x * x;
}

static double first_step_near(struct figure_scene *scene, const char *name,
                              double (*floor_at)(double x))
{
    struct run *run = figure_run_at(scene, name, START);
    while (fabs(run->theta[1] - floor_at(run->theta[0])) > 0.1 && run_step(run)) {
    }
    return (double)run->step;
}

static double reaches_river_bed(struct figure_scene *scene, const struct figure *row)
{
    return first_step_near(scene, row->run, river_bed);
}

static double all_in_river_bed(struct figure_scene *scene, const struct figure *row)
{
    return figure_largest(scene, row, reaches_river_bed);
}

static double reaches_valley(struct figure_scene *scene, const struct figure *row)
{
    return first_step_near(scene, row->run, valley_floor);
}

static double all_in_valley(struct figure_scene *scene, const struct figure *row)
{
    return figure_largest(scene, row, reaches_valley);
}

/* The last step at which the run is nearer to the minimum than all others. */
static double leads_until(struct figure_scene *scene, const struct figure *row)
{
    uint64_t last = 0;
    for (uint64_t step = 0; step <= scene->scene.steps; step++) {
        struct figure at = *row;
        at.step = step == 0 ? START : step;
        const double own = distance(scene, &at);
        bool leads = true;
        for (size_t i = 0; i < scene->race.count; i++) {
            at.run = scene->race.runs[i]->settings.name;
            leads = leads && distance(scene, &at) >= own;
        }
        last = leads ? step : last;
    }
    return (double)last;
}

const struct figure figures_m_r[] = {
    {"moons", "title", "two", "dos", data_classes},
    {"moons", "title", "two", "dos", hidden_layers},
    {"moons", "title", "16", "16", hidden_units},
    {"moons", "about", "90%", "90 %", accuracy, "momentum", .step = 100},
    {"moons", "about", "30", "30", epochs_bent, .x = 0.97, .is = BELOW},
    {"moons", "about", "98%", "98 %", least_accuracy_of_the_bent, .is = ABOVE},
    {"moons", "about", "50", "50", setting, .key = "epochs"},
    {"moons", "about", "90%", "90 %", accuracy, "sgd"},

    {"nesterov", "about", "1.9", "1.9", overshoot, "momentum"},
    {"nesterov", "about", "1.3", "1.3", overshoot, "nag"},

    {"overfitting", "about", "32", "32", hidden_units},
    {"overfitting", "about", "40", "40", samples},
    {"overfitting", "about", "0", "0", largest_loss, .to = 0.2},
    {"overfitting", "about", "40", "40", test_samples},
    {"overfitting", "about", "6", "6", step_of_the_lowest_test_loss, "adam"},
    {"overfitting", "about", "0.35", "0.35", lowest_test_loss, "adam"},
    {"overfitting", "about", "4.05", "4.05", test_loss, "adam"},

    {"overfitting-l2", "about", "0.01", "0.01", setting, .key = "l2"},
    {"overfitting-l2", "about", "0.26", "0.26", loss, "adam"},
    {"overfitting-l2", "about", "0.45", "0.45", test_loss, "adam"},
    {"overfitting-l2", "about", "4.05", "4.05", test_loss_elsewhere, "adam", .key = "overfitting"},

    {"plateau", "title", "four", "cuatro", runs},
    {"plateau", "about", "zero", NULL, gradient_norm, "gd", .step = START, .to = 0.1},

    {"rastrigin", "about", "4.97479", "4.97479", loss, "lr 0.1"},
    {"rastrigin", "about", "0.7", "0.7", setting, "lr 0.7", .key = "lr"},
    {"rastrigin", "about", "1", "1", setting, "lr 1", .key = "lr"},

    {"rates", "title", "four", "cuatro", runs},
    {"rates", "about", "four", "cuatro", runs},
    {"rates", "about", "0.002", "0.002", setting, "lr 0.002", .key = "lr"},
    {"rates", "about", "0.076", "0.076", setting, "lr 0.076", .key = "lr"},
    {"rates", "about", "0.082", "0.082", setting, "lr 0.082", .key = "lr"},
    {"rates", "about", "2/25", "2/25", limit_of_rate},
    {"rates", "about", "25", "25", largest_curvature},
    {"rates", "lesson 0", "25", "25", condition},
    {"rates", "lesson 20", "0.082", "0.082", setting, "lr 0.082", .key = "lr"},
    {"rates", "lesson 100", "0.076", "0.076", setting, "lr 0.076", .key = "lr"},
    {"rates", "lesson 100", "2/26", "2/26", best_rate},
    {"rates", "lesson 100", "0.077", "0.077", best_rate},
    {"rates", "lesson 100", "0.08", "0.08", limit_of_rate},
    {"rates", "lesson 100", "three thousandths", "tres milésimas", from_best_rate_to_limit,
     .to = 0.001},

    {"river", "about", "30", "30", all_in_river_bed, .is = BELOW},
    {"river", "about", "100", "100", step_shown, .step = 100},
    {"river", "about", "0.57", "0.57", distance_to_point, "momentum", .step = 100},
    {"river", "about", "0", "0", critical_x},
    {"river", "about", "0", "0", critical_y},
    {"river", "about", "1.8", "1.8", distance_to_point, "gd"},
    {"river", "about", "400", "400", setting, .key = "steps"},

    {"rosenbrock", "title", "five", "cinco", runs},
    {"rosenbrock", "about", "10", "10", all_in_valley, .is = BELOW},
    {"rosenbrock", "about", "914", "914", leads_until, "momentum"},
    {"rosenbrock", "about", "1", "1", critical_x, .x = 1, .y = 1},
    {"rosenbrock", "about", "1", "1", critical_y, .x = 1, .y = 1},
    {0},
};
