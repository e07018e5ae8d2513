/* The scenes that come with the program: they load, run, come back from a file of their own, and
 * end as they say. Their folder, SCENES, is given by the build. */
#include "scene/scene.h"

#include "base/file.h"
#include "base/mem.h"
#include "suite.h"

#include <check.h>
#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void read_path(struct scene *scene, const char *path, struct text *warnings)
{
    struct error err = {0};
    ck_assert_msg(scene_read(scene, path, NULL, warnings, &err), "%s", err.text);
}

/* Saved and read again it is written the same; only its file of data may have got another path on
 * the way to this folder. */
static void check_round_trip(const struct scene *scene)
{
    static const char path[] = "again.scene";
    struct text first = {0}, second = {0};
    struct scene again;
    struct error err = {0};
    ck_assert(scene_save(scene, path, &err));
    ck_assert(file_read(path, SCENE_FILE_LIMIT, &first, &err));
    read_path(&again, path, NULL);
    scene_write(&again, &second);
    if (!scene->problem.data.file) {
        text_clear(&first);
        scene_write(scene, &first);
    }
    ck_assert_str_eq(text_string(&second), text_string(&first));
    unlink(path);
    scene_finish(&again);
    text_finish(&first);
    text_finish(&second);
}

static int is_scene(const struct dirent *entry)
{
    const char *suffix = strrchr(entry->d_name, '.');
    return suffix && strcmp(suffix, ".scene") == 0;
}

static char *path_of(const char *name)
{
    struct text path = {0};
    text_printf(&path, "%s/%s", SCENES, name);
    return path.data;
}

/* Told in both languages, without a warning; 50 steps of every run. */
static void check_scene(const char *name)
{
    struct scene scene;
    struct race race;
    struct text warnings = {0};
    char *path = path_of(name);
    read_path(&scene, path, &warnings);
    ck_assert_str_eq(text_string(&warnings), "");
    ck_assert_msg(scene.title.count == 2 && scene.about.count == 2, "%s: two languages", name);
    for (size_t i = 0; i < scene.lesson_count; i++)
        ck_assert_msg(scene.lessons[i].text.count == 2, "%s: two languages", name);
    check_round_trip(&scene);
    scene_race(&scene, &race);
    race_go(&race, 50);
    for (size_t i = 0; i < race.count; i++)
        ck_assert_msg(race.runs[i]->step == 50 || run_status(race.runs[i]) == RUN_DIVERGED,
                      "%s: %s stands at step %llu", name, race.runs[i]->settings.name,
                      (unsigned long long)race.runs[i]->step);
    race_finish(&race);
    scene_finish(&scene);
    text_finish(&warnings);
    free(path);
}

START_TEST(every_scene_loads_runs_and_comes_back)
{
    struct dirent **entries;
    const int count = scandir(SCENES, &entries, is_scene, alphasort);
    ck_assert_int_ge(count, 54);
    for (int i = 0; i < count; i++) {
        check_scene(entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}
END_TEST

/* What the scenes say of where their runs end: at most, or at least, so far from a point. */
static const struct {
    const char *scene, *run;
    double x, y;
    double at_least, at_most;
} ends[] = {
    {"rosenbrock", "gd", 1, 1, 1, 2},
    {"rosenbrock", "momentum", 1, 1, 0, 0.02},
    {"rosenbrock", "nag", 1, 1, 0, 0.02},
    {"rosenbrock", "adam", 1, 1, 0, 0.01},
    {"rates", "lr 0.002", 0, 0, 3, 4},
    {"rates", "lr 0.04", 0, 0, 0, 0.1},
    {"rates", "lr 0.076", 0, 0, 0, 0.01},
    {"rates", "lr 0.082", 0, 0, 100, 200},
    {"saddle-ridge", "gd", 0, 0, 0, 0.01},
    {"saddle-ridge", "momentum", 0, 0, 0, 0.01},
    {"saddle-ridge", "adam", 0, 0, 0, 0.01},
    {"saddle-ridge", "sgd", 0, 1, 0, 0.1},
    {"saddle-beside", "gd", 0, 1, 0, 0.02},
    {"local-minimum-trap", "gd", 0.9053178992, 0, 0, 1e-9},
    {"local-minimum-trap", "sgd decaying", -0.936300634, 0, 0, 0.1},
    {"watershed", "start (0.15, 1)", -0.936300634, 0, 0, 1e-8},
    {"watershed", "start (0.2, 1)", 0.9053178992, 0, 0, 1e-8},
    {"himmelblau-basins", "north-east", 3, 2, 0, 1e-3},
    {"himmelblau-basins", "north-west", -2.805118087, 3.131312518, 0, 1e-3},
    {"himmelblau-basins", "south-east", 3.58442834, -1.848126527, 0, 1e-3},
    {"himmelblau-basins", "south-west", -3.779310253, -3.283185991, 0, 1e-3},
    {"rastrigin", "gd", 0, 0, 2, 3},
    {"rastrigin", "lr 0.7", 0, 0, 0, 1e-3},
    {"ackley", "lr 0.01", 0, 0, 1, 2},
    {"ackley", "cosine", 0, 0, 0, 1e-6},
    {"adagrad-fades", "adagrad", 0, 0, 5, 10},
    {"adagrad-fades", "rmsprop", 0, 0, 0, 0.1},
    {"settle", "lr 0.2", 0, 0, 0.5, 2},
    {"settle", "inverse", 0, 0, 0, 0.1},
    {"two-cycle", "lr 0.0019", 1, 1, 0, 1e-9},
    {"weight-decay", "adam", 1, 3, 0, 1e-4},
    {"weight-decay", "adam + L2", 1, 3, 0.2, 0.4},
    {"weight-decay", "adamw", 1, 3, 1, 2},
    {"warmup", "warmup 50", 3, 0.5, 0, 0.1},
    {"warmup", "lr 0.002", 3, 0.5, 1, 2},
    {"diagonal-ravine", "adagrad", 0, 0, 0.01, 0.1},
    {"diagonal-ravine", "adam", 0, 0, 0, 1e-6},
    {"adagrad-fades", "eps 1e-6", 0, 0, 8, 9},
    {"adagrad-fades", "eps 1e-4", 0, 0, 0, 1e-6},
    {"ellipse-momentum", "momentum", 0, 0, 0, 0.07},
    {"ellipse-momentum", "lr 0.005", 0, 0, 1.8, 2},
    {"batch-sizes", "batch 1", 0, 0, 0.2, 3},
    {"batch-sizes", "batch 32", 0, 0, 0.01, 0.1},
    {"batch-sizes", "full", 0, 0, 0, 1e-5},
    {"betas", "beta 0.99", 0, 0, 0.5, 2},
};

/* Play the scene to its end. */
static void play(const char *name, struct race *race)
{
    struct scene scene;
    struct text file = {0};
    text_printf(&file, "%s.scene", name);
    char *path = path_of(text_string(&file));
    read_path(&scene, path, NULL);
    scene_race(&scene, race);
    race_go(race, race_end(race));
    scene_finish(&scene);
    text_finish(&file);
    free(path);
}

START_TEST(scene_ends_where_it_says)
{
    struct race race;
    play(ends[_i].scene, &race);
    const size_t index = race_find(&race, ends[_i].run);
    ck_assert_uint_lt(index, race.count);
    const double *theta = race.runs[index]->theta;
    const double distance = hypot(theta[0] - ends[_i].x, theta[1] - ends[_i].y);
    ck_assert_msg(distance >= ends[_i].at_least && distance <= ends[_i].at_most,
                  "%s: %s ends %g from (%g, %g)", ends[_i].scene, ends[_i].run, distance,
                  ends[_i].x, ends[_i].y);
    race_finish(&race);
}
END_TEST

/* The two points to 9 digits; after 40,000 steps the cycle has settled to some 1e-7. */
START_TEST(rate_above_the_limit_ends_in_a_two_cycle)
{
    static const double low[] = {0.997584223904776, 0.998708932810369};
    static const double high[] = {1.000414775093998, 0.997295073199699};
    struct race race;
    play("two-cycle", &race);
    struct run *run = race.runs[race_find(&race, "lr 0.002")];
    for (int i = 0; i < 2; i++) {
        run_seek(run, 40000 - (uint64_t)i);
        const double *point = run->theta[0] < 1 ? low : high;
        ck_assert_double_eq_tol(run->theta[0], point[0], 1e-6);
        ck_assert_double_eq_tol(run->theta[1], point[1], 1e-6);
    }
    race_finish(&race);
}
END_TEST

/* The runs of diagonal-ravine: near the rate of each no other ends lower. Losses as small as these
 * depend on where a swing happens to be, so the steps between rates are coarse. */
START_TEST(each_method_has_its_best_rate_in_the_diagonal_ravine)
{
    static const struct {
        const char *run;
        double rates[7];
    } methods[] = {
        {"gd", {0.018, 0.0185, 0.019, 0.0195, 0.0198, 0.0199}},
        {"momentum", {0.01, 0.02, 0.024, 0.026, 0.028, 0.03, 0.034}},
        {"adagrad", {0.5, 1, 2, 5, 10, 20, 50}},
        {"adam", {0.1, 0.5, 1, 2, 3.5, 4.5, 6}},
    };
    struct race race;
    play("diagonal-ravine", &race);
    for (size_t i = 0; i < ARRAY_LENGTH(methods); i++) {
        const struct run *run = race.runs[race_find(&race, methods[i].run)];
        for (size_t k = 0; k < ARRAY_LENGTH(methods[i].rates); k++) {
            struct run_settings settings = run->settings;
            if (methods[i].rates[k] == 0)
                break;
            settings.hyper[HYPER_LR] = methods[i].rates[k];
            struct run *other = run_create(run->problem, &settings, &run->limits, run->start);
            run_seek(other, run->step);
            ck_assert_msg(!(other->row->loss < run->row->loss), "%s is better at %g",
                          methods[i].run, methods[i].rates[k]);
            run_destroy(other);
        }
    }
    race_finish(&race);
}
END_TEST

/* The runs of these names in order of their loss, the lowest first. */
static void check_order(const struct race *race, const char *const names[])
{
    for (size_t i = 0; names[i + 1]; i++) {
        const struct run *better = race->runs[race_find(race, names[i])];
        const struct run *worse = race->runs[race_find(race, names[i + 1])];
        ck_assert_msg(better->row->loss < worse->row->loss, "%s is not better than %s", names[i],
                      names[i + 1]);
    }
}

START_TEST(adam_wins_across_the_ravine_and_adagrad_along_it)
{
    static const char *const across[] = {"adam", "momentum", "gd", "adagrad", NULL};
    static const char *const along[] = {"adagrad", "momentum", "adam", "gd", NULL};
    static const char *const set[] = {"problem.angle=0"};
    const struct scene_options options = {.set = set, .set_count = 1};
    struct race race;
    struct scene scene;
    struct error err = {0};
    play("diagonal-ravine", &race);
    check_order(&race, across);
    race_finish(&race);
    char *path = path_of("diagonal-ravine.scene");
    ck_assert(scene_read(&scene, path, &options, NULL, &err));
    scene_race(&scene, &race);
    race_go(&race, race_end(&race));
    check_order(&race, along);
    race_finish(&race);
    scene_finish(&scene);
    free(path);
}
END_TEST

/* How often a run changes the side of the ravine in its first 60 steps, and how far it then is from
 * its floor at most. */
static size_t bounces(struct run *run, double *farthest)
{
    size_t count = 0;
    *farthest = 0;
    run_seek(run, 0);
    while (run->step < 60) {
        const double y = run->theta[1];
        run_step(run);
        count += y * run->theta[1] < 0;
        *farthest = fmax(*farthest, fabs(run->theta[1]));
    }
    return count;
}

START_TEST(momentum_damps_the_bounces_inside_the_window)
{
    struct race race;
    double farthest, farthest_of_momentum;
    play("ellipse-momentum", &race);
    struct run *momentum = race.runs[race_find(&race, "momentum")];
    struct run *gd = race.runs[race_find(&race, "lr 0.0198")];
    ck_assert_uint_eq(bounces(gd, &farthest), 60);
    ck_assert_uint_le(bounces(momentum, &farthest_of_momentum), 15);
    ck_assert_double_lt(farthest_of_momentum, farthest);
    ck_assert_double_lt(farthest, 1.5);
    race_finish(&race);
}
END_TEST

/* Every step of Lion is one rate in each coordinate, also at the end; its loss is never 0. */
START_TEST(lion_never_stops)
{
    struct race race;
    play("lion-sign", &race);
    for (size_t i = 0; i < 2; i++) {
        const struct run *run = race.runs[i];
        for (int k = 0; k < 2; k++)
            ck_assert_double_eq_tol(fabs(run->theta[k] - run->before[k]),
                                    run->settings.hyper[HYPER_LR], 1e-12);
        ck_assert_double_gt(run->row->loss, 1e-3);
    }
    race_finish(&race);
}
END_TEST

START_TEST(clipping_saves_what_diverges_without)
{
    struct race race;
    play("clipping", &race);
    ck_assert_int_eq(run_status(race.runs[0]), RUN_DIVERGED);
    ck_assert_uint_eq(race.runs[0]->step, 4);
    ck_assert_double_lt(race.runs[1]->row->loss, 1e-3);
    race_finish(&race);
}
END_TEST

/* What a claim needs to be seen: the run in focus, the plot and its x axis. */
static const struct {
    const char *scene, *focus; /* NULL: the first run */
    enum plot_kind plot;
    enum axis_x axis;
    bool log_x;
} views[] = {
    {.scene = "ackley", .focus = "cosine"},
    {.scene = "adam-nesterov", .focus = "nesterov", .axis = AXIS_X_EPOCH},
    {.scene = "batch-sizes", .axis = AXIS_X_EVALS, .log_x = true},
    {.scene = "betas", .focus = "beta 0.9"},
    {.scene = "bias-correction", .plot = PLOT_STEP},
    {.scene = "clipping", .focus = "clip 2"},
    {.scene = "dead-relus", .focus = "born dead"},
    {.scene = "diagonal-ravine", .focus = "adam"},
    {.scene = "leaky-relus", .focus = "born dead"},
    {.scene = "line-batches", .focus = "mini-batch", .axis = AXIS_X_EPOCH},
    {.scene = "line-mean", .focus = "lr 0.2"},
    {.scene = "local-minimum-trap", .focus = "sgd decaying"},
    {.scene = "moons", .focus = "adam", .axis = AXIS_X_EPOCH},
    {.scene = "overfitting", .focus = "adam", .plot = PLOT_TEST},
    {.scene = "overfitting-l2", .focus = "adam", .plot = PLOT_TEST},
    {.scene = "rates", .focus = "lr 0.076"},
    {.scene = "schedules", .plot = PLOT_RATE},
    {.scene = "settle", .focus = "inverse", .plot = PLOT_RATE},
    {.scene = "sine-64", .focus = "adam", .plot = PLOT_TEST},
    {.scene = "spirals", .focus = "adam", .axis = AXIS_X_EPOCH},
    {.scene = "symmetry", .focus = "all equal"},
    {.scene = "vanishing-sigmoid", .focus = "adam"},
};

START_TEST(view_shows_what_the_text_claims)
{
    struct scene scene;
    struct text file = {0};
    text_printf(&file, "%s.scene", views[_i].scene);
    char *path = path_of(text_string(&file));
    read_path(&scene, path, NULL);
    const struct scene_view *view = &scene.view;
    ck_assert_int_eq(!view->focus, !views[_i].focus);
    if (view->focus)
        ck_assert_str_eq(view->focus, views[_i].focus);
    ck_assert_int_eq(view->plot, views[_i].plot);
    ck_assert_int_eq(view->axis, views[_i].axis);
    ck_assert_int_eq(view->log_x, views[_i].log_x);
    scene_finish(&scene);
    text_finish(&file);
    free(path);
}
END_TEST

/* two-cycle: a minute at most from the start to the end, which stops where the loss is lowest. */
START_TEST(two_cycle_is_quick_and_stops_where_it_turns)
{
    struct scene scene;
    char *path = path_of("two-cycle.scene");
    read_path(&scene, path, NULL);
    ck_assert_double_lt((double)scene.steps / scene.view.speed, 60);
    ck_assert_uint_eq(scene.lesson_count, 2);
    ck_assert(scene.lessons[0].pause);
    ck_assert_uint_eq(scene.lessons[1].at, scene.steps);
    struct race race;
    scene_race(&scene, &race);
    struct run *run = race.runs[0];
    double loss[3];
    for (uint64_t i = 0; i < 3; i++) {
        run_seek(run, scene.lessons[0].at - 1 + i);
        loss[i] = run->row->loss;
    }
    ck_assert_double_lt(loss[1], loss[0]);
    ck_assert_double_lt(loss[1], loss[2]);
    race_finish(&race);
    scene_finish(&scene);
    free(path);
}
END_TEST

static Suite *suite(void)
{
    TCase *tests = tcase_create("scenes");
    tcase_add_loop_test(tests, view_shows_what_the_text_claims, 0, ARRAY_LENGTH(views));
    tcase_add_test(tests, two_cycle_is_quick_and_stops_where_it_turns);
    tcase_add_test(tests, every_scene_loads_runs_and_comes_back);
    tcase_add_loop_test(tests, scene_ends_where_it_says, 0, ARRAY_LENGTH(ends));
    tcase_add_test(tests, rate_above_the_limit_ends_in_a_two_cycle);
    tcase_add_test(tests, each_method_has_its_best_rate_in_the_diagonal_ravine);
    tcase_add_test(tests, adam_wins_across_the_ravine_and_adagrad_along_it);
    tcase_add_test(tests, momentum_damps_the_bounces_inside_the_window);
    tcase_add_test(tests, lion_never_stops);
    tcase_add_test(tests, clipping_saves_what_diverges_without);
    tcase_set_timeout(tests, 60);
    Suite *suite = suite_create("scenes");
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    char folder[] = "/tmp/thalweg-XXXXXX";
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    const int status = suite_main(suite());
    rmdir(folder);
    return status;
}
