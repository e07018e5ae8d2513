/* The figures of the scenes from s to z. A function above the table is for the scenes whose names
 * stand before it. */
#include "figures.h"

#include <math.h>

/* ---- for a few scenes ---- */

static double known_minima(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    return (double)scene->race.runs[0]->problem->minima_count;
}

/* A parameter of the run at the step: number `x`, counted from 0. */
static double parameter_of(struct figure_scene *scene, const struct figure *row)
{
    return figure_run(scene, row)->theta[(size_t)row->x];
}

static double variance_of_the_noise(struct figure_scene *scene, const struct figure *row)
{
    const double noise = scene->scene.problem.data.noise;
    (void)row;
    return noise * noise;
}

static double right_samples(struct figure_scene *scene, const struct figure *row)
{
    return accuracy(scene, row) * samples(scene, row);
}

/* The answer for sample number `y`, counted from 0. */
static double prediction(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run(scene, row);
    const struct dataset *data = run->problem->dataset;
    double y;
    problem_predict(run->problem, run->theta, 1, data->x + data->inputs * (size_t)row->y, &y);
    return y;
}

/* ---- saddle-beside: the loss at the saddle point is 1 ---- */

static double first_step_at_saddle(struct figure_scene *scene, const struct figure *row)
{
    struct run *run = figure_run_at(scene, row->run, START);
    while (fabs(run->row->loss - 1) >= 0.01 && run_step(run)) {
    }
    return (double)run->step;
}

static double last_step_at_saddle(struct figure_scene *scene, const struct figure *row)
{
    const double first = first_step_at_saddle(scene, row);
    struct run *run = figure_run_at(scene, row->run, (uint64_t)first);
    while (fabs(run->row->loss - 1) < 0.01 && run_step(run)) {
    }
    return (double)run->step - 1;
}

/* While it is there. */
static double off_the_saddles_loss(struct figure_scene *scene, const struct figure *row)
{
    double most = 0;
    const double last = last_step_at_saddle(scene, row);
    for (double step = first_step_at_saddle(scene, row); step <= last; step++)
        most = fmax(most, fabs(figure_run_at(scene, row->run, (uint64_t)step)->row->loss - 1));
    return most;
}

static double growth_beside_the_ridge(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run(scene, row);
    return run->theta[1] / run->before[1];
}

/* ---- schedules ---- */

static double decreasing_rates(struct figure_scene *scene, const struct figure *row)
{
    size_t count = 0;
    for (size_t i = 0; i < scene->race.count; i++) {
        struct run *run = figure_run_at(scene, scene->race.runs[i]->settings.name, START);
        const double first = run_rate(run);
        run_seek(run, scene->scene.steps);
        count += run_rate(run) < first;
    }
    (void)row;
    return (double)count;
}

static double distance_of_decreasing(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run(scene, row);
    return run_rate(run) < run->settings.hyper[HYPER_LR] ? figure_to_minimum(run) : 0;
}

static double farthest_of_decreasing(struct figure_scene *scene, const struct figure *row)
{
    return figure_largest(scene, row, distance_of_decreasing);
}

/* ---- two-cycle ---- */

static double lowest_loss(struct figure_scene *scene, const struct figure *row)
{
    struct run *run = figure_run_at(scene, row->run, START);
    double lowest = run->row->loss;
    while (run->step < scene->scene.steps && run_step(run))
        lowest = fmin(lowest, run->row->loss);
    return figure_run(scene, row)->row->loss <= lowest ? lowest : (double)NAN;
}

/* After how many updates it is back, up to 9. */
static double period(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run(scene, row);
    const double x = run->theta[0], y = run->theta[1];
    const uint64_t end = run->step;
    for (uint64_t back = 1; back < 10; back++)
        if (figure_distance(figure_run_at(scene, row->run, end - back), x, y) < 1e-6)
            return (double)back;
    return (double)NAN;
}

static double part_of_the_first_rate(struct figure_scene *scene, const struct figure *row)
{
    const double *rate = scene->race.runs[0]->settings.hyper;
    return 1 - figure_run(scene, row)->settings.hyper[HYPER_LR] / rate[HYPER_LR];
}

/* ---- vanishing-relu and vanishing-sigmoid ---- */

/* From this step on every point is right. */
static double right_from(struct figure_scene *scene, const struct figure *row)
{
    struct run *run = figure_run_at(scene, row->run, START);
    uint64_t from = 0;
    while (run->step < scene->scene.steps && run_step(run))
        from = run->row->scores.train_score < 1 ? run->step + 1 : from;
    return (double)from;
}

static double all_right_from(struct figure_scene *scene, const struct figure *row)
{
    return figure_largest(scene, row, right_from);
}

/* The largest slope of the output of a network with one input, one hidden unit and weights of 1,
 * biases of 0, before the last activation. */
static double slope_of_the_activation(struct figure_scene *scene, const struct figure *row)
{
    static const char *const set[FIGURE_SETTINGS] = {"problem.data=line", "problem.hidden=(1)",
                                                     "problem.loss=squared"};
    const double theta[] = {1, 0, 1, 0}, step = 1e-4;
    struct figure_scene unit;
    double steepest = 0;
    (void)scene;
    figure_scene_open(&unit, row->scene, set);
    for (double x = -3; x < 3; x += 0.01) {
        const double inputs[] = {x - step, x + step};
        double outputs[2];
        problem_predict(unit.race.runs[0]->problem, theta, 2, inputs, outputs);
        steepest = fmax(steepest, (outputs[1] - outputs[0]) / (2 * step));
    }
    figure_scene_close(&unit);
    return steepest;
}

/* ---- watershed ---- */

static double between_the_starts(struct figure_scene *scene, const struct figure *row)
{
    const struct run *other = figure_run_at(scene, row->run, START);
    return figure_distance(figure_run_at(scene, NULL, START), other->start[0], other->start[1]);
}

/* ---- xor-relu: the network that is written by hand ---- */

static const double by_hand[] = {1, 1, 1, 1, 0, -1, 1, -2, 0}; /* W1, b1, w2, b2 */

/* Its parameter number x, if it has no loss. */
static double hand_parameter(struct figure_scene *scene, const struct figure *row)
{
    double value;
    problem_loss(scene->race.runs[0]->problem, 1, by_hand, &value);
    return value == 0 ? by_hand[(size_t)row->x] : (double)NAN;
}

/* Its output for sample number x. */
static double hand_output(struct figure_scene *scene, const struct figure *row)
{
    struct problem *problem = scene->race.runs[0]->problem;
    double y;
    problem_predict(problem, by_hand, 1, problem->dataset->x + 2 * (size_t)row->x, &y);
    return y;
}

/* ---- xor-tanh ---- */

static double inputs(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    return (double)scene->race.runs[0]->problem->dataset->inputs;
}

static double outputs(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    return (double)scene->race.runs[0]->problem->dataset->outputs;
}

const struct figure figures_s_z[] = {
    {"saddle-beside", "about", "0.0001", "0.0001", start_y},
    {"saddle-beside", "about", "22", "22", first_step_at_saddle, "gd"},
    {"saddle-beside", "about", "36", "36", last_step_at_saddle, "gd"},
    {"saddle-beside", "about", "1%", "1 %", off_the_saddles_loss, "gd", .is = BELOW},
    {"saddle-beside", "lesson 0", "ten-thousandth", "diezmilésima", start_y},
    {"saddle-beside", "lesson 0", "0.0001", "0.0001", start_y},
    {"saddle-beside", "lesson 0", "0", "0", critical_x},
    {"saddle-beside", "lesson 0", "0", "0", critical_y},
    {"saddle-beside", "lesson 0", "0", "0", critical_x, .y = 1},
    {"saddle-beside", "lesson 0", "1", "1", critical_y, .y = 1},
    {"saddle-beside", "lesson 0", "0", "0", critical_x, .y = -1},
    {"saddle-beside", "lesson 0", "-1", "-1", critical_y, .y = -1},
    {"saddle-beside", "lesson 60", "1.2", "1.2", growth_beside_the_ridge, "gd", .step = 30},

    {"saddle-ridge", "about", "two", "dos", known_minima},

    {"schedules", "title", "five", "cinco", decreasing_rates},
    {"schedules", "about", "0.1", "0.1", setting, "cosine", .key = "lr"},
    {"schedules", "about", "five", "cinco", decreasing_rates},
    {"schedules", "about", "0.16", "0.16", farthest_of_decreasing, .is = BELOW},
    {"schedules", "about", "1.3", "1.3", distance, "constant"},

    {"settle", "about", "1000", "1000", setting, .key = "steps"},
    {"settle", "about", "0.96", "0.96", distance, "lr 0.2"},
    {"settle", "about", "0.04", "0.04", distance, "inverse"},
    {"settle", "about", "0.23", "0.23", distance, "lr 0.002"},

    {"sigmoid-crossentropy", "about", "40", "40", step_shown, .step = 40},
    {"sigmoid-crossentropy", "about", "96", "96", right_samples, .step = 40},
    {"sigmoid-crossentropy", "about", "100", "100", samples},

    {"sigmoid-squared", "about", "zero", NULL, gradient_norm, .step = START, .to = 0.1},
    {"sigmoid-squared", "about", "200", "200", setting, .key = "steps"},
    {"sigmoid-squared", "about", "0.94", "0.94", loss, .step = START},
    {"sigmoid-squared", "about", "0.92", "0.92", loss, "lr 0.5"},

    {"sine-16", "title", "16", "16", hidden_units},
    {"sine-16", "about", "16", "16", hidden_units},
    {"sine-16", "about", "5000", "5000", setting, .key = "steps"},
    {"sine-16", "about", "0.0025", "0.0025", variance_of_the_noise},

    {"sine-4", "title", "4", "4", hidden_units},
    {"sine-4", "about", "four", "cuatro", hidden_units},
    {"sine-4", "about", "5000", "5000", setting, .key = "steps"},
    {"sine-4", "about", "0.0041", "0.0041", loss, "momentum"},
    {"sine-4", "about", "0.0025", "0.0025", variance_of_the_noise},
    {"sine-4", "about", "0.045", "0.045", loss, "adam"},
    {"sine-4", "about", "4", "4", hidden_units},

    {"sine-64", "title", "64", "64", hidden_units},
    {"sine-64", "about", "5000", "5000", setting, .key = "steps"},
    {"sine-64", "about", "0.0016", "0.0016", loss, "adam"},
    {"sine-64", "about", "0.0025", "0.0025", variance_of_the_noise},
    {"sine-64", "about", "0.0036", "0.0036", test_loss, "adam"},
    {"sine-64", "about", "16", "16", hidden_units, .set = {"problem.hidden=(16)"}},
    {"sine-64", "about", "0.0033", "0.0033", test_loss_elsewhere, "adam", .key = "sine-16"},
    {"sine-64", "about", "0.0031", "0.0031", test_loss, "momentum"},
    {"sine-64", "about", "0.0036", "0.0036", test_loss_elsewhere, "momentum", .key = "sine-16"},

    {"spirals", "title", "two", "dos", data_classes},
    {"spirals", "about", "two", "dos", data_classes},
    {"spirals", "about", "two", "dos", hidden_layers},
    {"spirals", "about", "16", "16", hidden_units},
    {"spirals", "about", "50", "50", setting, .key = "epochs"},
    {"spirals", "about", "93%", "93 %", accuracy, "sgd"},

    {"symmetry", "run zero", "zero", NULL, parameter_of, "zero"}, /* its name */
    {"symmetry", "run zero", "zero", NULL, parameter_of, "zero"}, /* its label */
    {"symmetry", "about", "0", "0", parameter_of, "zero"},
    {"symmetry", "about", "0", "0", gradient_norm, "zero"},
    {"symmetry", "about", "ln 2", "ln 2", loss, "zero"},
    {"symmetry", "about", "two", "dos", hidden_units},
    {"symmetry", "about", "0.49", "0.49", loss, "all equal"},
    {"symmetry", "about", "0.015", "0.015", loss, "different"},

    {"two-cycle", "title", "two", "dos", period, "lr 0.002"},
    {"two-cycle", "about", "0.002", "0.002", setting, "lr 0.002", .key = "lr"},
    {"two-cycle", "about", "0.001997", "0.001997", limit_of_rate, "lr 0.0019"},
    {"two-cycle", "about", "1e-9", "1e-9", loss, "lr 0.002", .step = 14000, .is = BELOW},
    {"two-cycle", "about", "14000", "14000", step_shown, .step = 14000},
    {"two-cycle", "about", "two", "dos", period, "lr 0.002"},
    {"two-cycle", "about", "5%", "5 %", part_of_the_first_rate, "lr 0.0019"},
    {"two-cycle", "lesson 14368", "0.002", "0.002", setting, "lr 0.002", .key = "lr"},
    {"two-cycle", "lesson 14368", "2.1e-11", "2.1e-11", lowest_loss, "lr 0.002", .step = 14368},
    {"two-cycle", "lesson 40000", "0.002", "0.002", setting, "lr 0.002", .key = "lr"},
    {"two-cycle", "lesson 40000", "two", "dos", period, "lr 0.002"},
    {"two-cycle", "lesson 40000", "0.00125", "0.00125", loss, "lr 0.002"},
    {"two-cycle", "lesson 40000", "0.0019", "0.0019", setting, "lr 0.0019", .key = "lr"},

    {"vanishing-relu", "about", "1", "1", slope_of_the_activation},
    {"vanishing-relu", "about", "three", "tres", runs},
    {"vanishing-relu", "about", "100", "100", all_right_from, .is = BELOW},

    {"vanishing-sigmoid", "title", "five", "cinco", hidden_layers},
    {"vanishing-sigmoid", "about", "1/4", "1/4", slope_of_the_activation, .to = 1e-4},
    {"vanishing-sigmoid", "about", "five", "cinco", hidden_layers},
    {"vanishing-sigmoid", "about", "ln 2", "ln 2", loss, "momentum", .to = 1e-4},
    {"vanishing-sigmoid", "about", "300", "300", setting, .key = "steps"},

    {"warmup", "about", "0.03", "0.03", setting, "lr 0.03", .key = "lr"},
    {"warmup", "about", "4", "4", diverged_at, "lr 0.03"},
    {"warmup", "about", "50", "50", setting, "warmup 50", .key = "warmup"},
    {"warmup", "about", "0.09", "0.09", distance, "warmup 50"},
    {"warmup", "about", "0.002", "0.002", setting, "lr 0.002", .key = "lr"},
    {"warmup", "about", "1.08", "1.08", distance, "lr 0.002"},

    {"watershed", "title", "two", "dos", known_minima},
    {"watershed", "about", "two", "dos", runs},
    {"watershed", "about", "0.05", "0.05", between_the_starts, "start (0.2, 1)"},

    {"weight-decay", "about", "1", "1", critical_x, .x = 1, .y = 3},
    {"weight-decay", "about", "3", "3", critical_y, .x = 1, .y = 3},
    {"weight-decay", "about", "3.16", "3.16", distance_to_point, "adam"},
    {"weight-decay", "about", "0.5", "0.5", setting, "adamw", .key = "weight_decay"},
    {"weight-decay", "about", "2.98", "2.98", distance_to_point, "adam + L2"},
    {"weight-decay", "about", "2.00", "2.00", distance_to_point, "adamw"},
    {"weight-decay", "about", "1.15", "1.15", parameter_of, "adam + L2"},
    {"weight-decay", "about", "1.32", "1.32", parameter_of, "adamw"},

    {"xor-linear", "about", "0", "0", parameter_of, "adam", .to = 1e-6},
    {"xor-linear", "about", "1/2", "1/2", parameter_of, "adam", .x = 2, .to = 1e-6},
    {"xor-linear", "about", "0.5", "0.5", prediction, "gd", .y = 3},
    {"xor-linear", "about", "1/4", "1/4", loss, "adam"},

    {"xor-neuron", "about", "0", "0", parameter_of, "gd", .to = 0.01},
    {"xor-neuron", "about", "0.5", "0.5", prediction, "gd", .y = 3},
    {"xor-neuron", "about", "ln 2", "ln 2", loss, "adam"},
    {"xor-neuron", "about", "0.693", "0.693", loss, "gd"},

    {"xor-relu", "title", "two", "dos", hidden_units},
    {"xor-relu", "about", "1", "1", hand_parameter, .x = 0},
    {"xor-relu", "about", "1", "1", hand_parameter, .x = 1},
    {"xor-relu", "about", "1", "1", hand_parameter, .x = 2},
    {"xor-relu", "about", "1", "1", hand_parameter, .x = 3},
    {"xor-relu", "about", "0", "0", hand_parameter, .x = 4},
    {"xor-relu", "about", "-1", "-1", hand_parameter, .x = 5},
    {"xor-relu", "about", "1", "1", hand_parameter, .x = 6},
    {"xor-relu", "about", "-2", "-2", hand_parameter, .x = 7},
    {"xor-relu", "about", "0", "0", hand_parameter, .x = 8},
    {"xor-relu", "about", "0", "0", hand_output, .x = 0},
    {"xor-relu", "about", "1", "1", hand_output, .x = 1},
    {"xor-relu", "about", "1", "1", hand_output, .x = 2},
    {"xor-relu", "about", "0", "0", hand_output, .x = 3},
    {"xor-relu", "about", "0", "0", loss, "adam", .to = 1e-6},
    {"xor-relu", "about", "1/6", "1/6", loss, "gd elsewhere", .to = 1e-6},

    {"xor-tanh", "title", "three", "tres", hidden_units},
    {"xor-tanh", "about", "2", "2", inputs},
    {"xor-tanh", "about", "3", "3", hidden_units},
    {"xor-tanh", "about", "1", "1", outputs},
    {"xor-tanh", "about", "five", "cinco", runs},
    {"xor-tanh", "about", "four", "cuatro", right_samples},
    {"xor-tanh", "about", "0.5", "0.5", loss, "adam", .step = 36, .is = BELOW},
    {"xor-tanh", "about", "36", "36", first_step_below, "adam", .x = 0.5},
    {"xor-tanh", "about", "87", "87", first_step_below, "gd", .x = 0.5},
    {0},
};
