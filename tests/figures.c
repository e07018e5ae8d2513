/* Scenes played for the figures of their texts; see figures.h. */
#include "figures.h"

#include "base/mem.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void figure_scene_open(struct figure_scene *scene, const char *name,
                       const char *const set[FIGURE_SETTINGS])
{
    struct error err = {0};
    struct text path = {0};
    struct scene_options options = {.set = set};
    while (set && options.set_count < FIGURE_SETTINGS && set[options.set_count])
        options.set_count++;
    text_printf(&path, "%s/%s.scene", SCENES, name);
    ck_assert_msg(scene_read(&scene->scene, text_string(&path), &options, NULL, &err), "%s",
                  err.text);
    scene_race(&scene->scene, &scene->race);
    scene->name = name;
    text_finish(&path);
}

void figure_scene_close(struct figure_scene *scene)
{
    race_finish(&scene->race);
    scene_finish(&scene->scene);
}

struct run *figure_run_at(struct figure_scene *scene, const char *name, uint64_t step)
{
    const size_t index = name ? race_find(&scene->race, name) : 0;
    ck_assert_msg(index < scene->race.count, "%s: no run '%s'", scene->name, name);
    struct run *run = scene->race.runs[index];
    run_seek(run, step == START ? 0 : step == 0 ? race_end(&scene->race) : step);
    return run;
}

struct run *figure_run(struct figure_scene *scene, const struct figure *row)
{
    return figure_run_at(scene, row->run, row->step);
}

double figure_distance(const struct run *run, double x, double y)
{
    return hypot(run->theta[0] - x, run->theta[1] - y);
}

double figure_to_minimum(const struct run *run)
{
    size_t index;
    double distance;
    return problem_nearest_minimum(run->problem, run->theta, &index, &distance) ? distance
                                                                                : (double)NAN;
}

double figure_settled(struct run *run, double within, uint64_t last)
{
    double settled = (double)NAN;
    for (uint64_t step = 0; step <= last; step++) {
        run_seek(run, step);
        if (!(figure_to_minimum(run) < within))
            settled = (double)NAN;
        else if (isnan(settled))
            settled = (double)step;
    }
    return settled;
}

/* ---- the scene and its settings ---- */

double runs(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    return (double)scene->race.count;
}

double setting(struct figure_scene *scene, const struct figure *row)
{
    const struct scene *of = &scene->scene;
    const struct {
        const char *key;
        double value;
    } keys[] = {
        {"steps", (double)of->steps},         {"epochs", of->epochs}, {"seed", (double)of->seed},
        {"test", of->problem.data.test},      {"l2", of->problem.l2}, {"batch", (double)of->batch},
        {"angle", of->problem.surface.angle},
    };
    const struct run *run = figure_run_at(scene, row->run, START);
    const int index = run_setting_find(&run->settings, row->key);
    if (index >= 0 && (row->run || strcmp(row->key, "batch") != 0))
        return run_setting_value(&run->settings, index);
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++)
        if (strcmp(keys[i].key, row->key) == 0)
            return keys[i].value;
    ck_abort_msg("%s: no setting '%s'", scene->name, row->key);
}

double samples(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    return (double)scene->race.runs[0]->problem->samples;
}

double hidden_units(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    return (double)scene->scene.problem.hidden[0];
}

double hidden_layers(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    return (double)scene->scene.problem.hidden_count;
}

double step_shown(struct figure_scene *scene, const struct figure *row)
{
    (void)scene;
    return (double)row->step;
}

double lesson_verb(struct figure_scene *scene, const struct figure *row)
{
    for (size_t i = 0; i < scene->scene.lesson_count; i++) {
        const struct scene_lesson *lesson = &scene->scene.lessons[i];
        if (lesson->at == row->step && lesson->verbs)
            return strtod(lesson->verbs + strcspn(lesson->verbs, "0123456789"), NULL);
    }
    ck_abort_msg("%s: no lesson acts at this step", scene->name);
}

double start_x(struct figure_scene *scene, const struct figure *row)
{
    return figure_run_at(scene, row->run, START)->theta[0];
}

double start_y(struct figure_scene *scene, const struct figure *row)
{
    return figure_run_at(scene, row->run, START)->theta[1];
}

/* ---- a run at a step ---- */

double loss(struct figure_scene *scene, const struct figure *row)
{
    return figure_run(scene, row)->row->loss;
}

double gradient_norm(struct figure_scene *scene, const struct figure *row)
{
    return figure_run(scene, row)->row->grad_norm;
}

double step_length(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run(scene, row);
    double sum = 0;
    for (size_t i = 0; i < run->problem->dim; i++)
        sum += (run->theta[i] - run->before[i]) * (run->theta[i] - run->before[i]);
    return sqrt(sum);
}

double accuracy(struct figure_scene *scene, const struct figure *row)
{
    return figure_run(scene, row)->row->scores.train_score;
}

double test_accuracy(struct figure_scene *scene, const struct figure *row)
{
    return figure_run(scene, row)->row->scores.test_score;
}

double test_loss(struct figure_scene *scene, const struct figure *row)
{
    return figure_run(scene, row)->row->scores.test_loss;
}

double epochs_made(struct figure_scene *scene, const struct figure *row)
{
    return figure_run(scene, row)->row->epoch;
}

double distance(struct figure_scene *scene, const struct figure *row)
{
    return figure_to_minimum(figure_run(scene, row));
}

double distance_to_point(struct figure_scene *scene, const struct figure *row)
{
    return figure_distance(figure_run(scene, row), row->x, row->y);
}

double distance_left(struct figure_scene *scene, const struct figure *row)
{
    const double first = figure_to_minimum(figure_run_at(scene, row->run, START));
    return distance(scene, row) / first;
}

double loss_left(struct figure_scene *scene, const struct figure *row)
{
    const double first = figure_run_at(scene, row->run, START)->row->loss;
    return loss(scene, row) / first;
}

/* ---- the problem ---- */

double limit_of_rate(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run(scene, row);
    struct curvature curvature;
    ck_assert(problem_curvature(run->problem, run->theta, &curvature));
    return 2 / curvature.high;
}

double condition(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run(scene, row);
    struct curvature curvature;
    ck_assert(problem_curvature(run->problem, run->theta, &curvature));
    return curvature.high / curvature.low;
}

double minima_reached(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    const struct race *race = &scene->race;
    size_t count = 0;
    race_go(&scene->race, race_end(race));
    for (size_t i = 0; i < race->count; i++) {
        const double *theta = race->runs[i]->theta;
        size_t j = 0;
        while (j < i && figure_distance(race->runs[j], theta[0], theta[1]) > 0.01)
            j++;
        count += j == i;
    }
    return (double)count;
}

/* ---- steps ---- */

/* The first step at which what `of` says of the run is below `least`. */
static double first_below(struct figure_scene *scene, const struct figure *row,
                          double (*of)(const struct run *run), double least)
{
    struct run *run = figure_run_at(scene, row->run, START);
    const uint64_t last = race_end(&scene->race);
    for (;; run_step(run)) {
        if (of(run) < least)
            return (double)run->step;
        if (run->step >= last || run_stopped(run))
            return (double)NAN;
    }
}

static double loss_of(const struct run *run)
{
    return run->row->loss;
}

double first_step_within(struct figure_scene *scene, const struct figure *row)
{
    return first_below(scene, row, figure_to_minimum, row->x);
}

double first_step_below(struct figure_scene *scene, const struct figure *row)
{
    return first_below(scene, row, loss_of, row->x);
}

double diverged_at(struct figure_scene *scene, const struct figure *row)
{
    const struct run *run = figure_run_at(scene, row->run, 0);
    return run_status(run) == RUN_DIVERGED ? (double)run->step : (double)NAN;
}

/* ---- for a few scenes ---- */

double data_classes(struct figure_scene *scene, const struct figure *row)
{
    (void)row;
    return (double)scene->race.runs[0]->problem->dataset->classes;
}

/* Whether the gradient is 0 at the row's point. */
static bool is_critical(struct figure_scene *scene, const struct figure *row)
{
    const double theta[] = {row->x, row->y};
    struct problem_scores scores;
    double g[2];
    problem_evaluate(scene->race.runs[0]->problem, theta, g, &scores);
    return hypot(g[0], g[1]) < 1e-12;
}

double critical_x(struct figure_scene *scene, const struct figure *row)
{
    return is_critical(scene, row) ? row->x : (double)NAN;
}

double critical_y(struct figure_scene *scene, const struct figure *row)
{
    return is_critical(scene, row) ? row->y : (double)NAN;
}

double test_loss_elsewhere(struct figure_scene *scene, const struct figure *row)
{
    struct figure_scene other;
    (void)scene;
    figure_scene_open(&other, row->key, NULL);
    const double value = test_loss(&other, row);
    figure_scene_close(&other);
    return value;
}

double figure_largest(struct figure_scene *scene, const struct figure *row,
                      double (*of)(struct figure_scene *scene, const struct figure *row))
{
    double most = 0;
    for (size_t i = 0; i < scene->race.count; i++) {
        struct figure each = *row;
        each.run = scene->race.runs[i]->settings.name;
        most = fmax(most, of(scene, &each));
    }
    return most;
}
