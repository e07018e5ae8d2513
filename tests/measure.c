/* How fast it is, for `meson test --benchmark`: the best of five, so that a busy machine hides
 * less. It only prints; nothing fails for being slow. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/mem.h"
#include "race/race.h"
#include "view/view.h"

#define REPEATS 5

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* The seconds of the fastest of REPEATS calls. */
static double best(void (*work)(void *context), void *context)
{
    double least = 1e300;
    for (int i = 0; i < REPEATS; i++) {
        const double start = now();
        work(context);
        const double seconds = now() - start;
        least = seconds < least ? seconds : least;
    }
    return least;
}

/* ---- updates of a run, recorded ---- */

#define UPDATES 200000

static void make_updates(void *context)
{
    struct run *run = context;
    run_rewind(run, 0);
    run_advance(run, UPDATES);
}

static void measure_updates(void)
{
    static const char *const surfaces[] = {"rosenbrock", "rastrigin", "himmelblau"};
    printf("%-24s", "M updates/s");
    for (size_t s = 0; s < ARRAY_LENGTH(surfaces); s++)
        printf("%12s", surfaces[s]);
    for (size_t m = 0; m < optimizer_count(); m++) {
        printf("\n%-24s", optimizer_name(m));
        for (size_t s = 0; s < ARRAY_LENGTH(surfaces); s++) {
            const struct surface_spec spec = {.surface = surface_find(surfaces[s])};
            struct problem *problem = problem_create_surface(&spec, 1, NULL);
            struct run_settings settings;
            run_settings_init(&settings, optimizer_at(m));
            settings.hyper[HYPER_LR] = 1e-4;
            const struct run_limits limits = {0};
            struct run *run = run_create(problem, &settings, &limits, problem->start);
            printf("%12.1f", UPDATES / best(make_updates, run) * 1e-6);
            run_destroy(run);
            problem_release(problem);
        }
    }
    printf("\n");
}

/* ---- a raster of losses ---- */

#define RASTER 1000000

struct raster {
    struct problem *problem;
    double *theta, *loss;
};

static void fill_raster(void *context)
{
    struct raster *raster = context;
    problem_loss(raster->problem, RASTER, raster->theta, raster->loss);
}

static void measure_rasters(void)
{
    static const char *const surfaces[] = {"rosenbrock", "rastrigin", "ackley"};
    struct raster raster = {.theta = mem_alloc(RASTER, 2 * sizeof(double)),
                            .loss = mem_alloc(RASTER, sizeof(double))};
    for (size_t i = 0; i < 2 * RASTER; i++)
        raster.theta[i] = (double)(i % 4001) / 1000 - 2;
    printf("\n%-24s", "M losses/s");
    for (size_t s = 0; s < ARRAY_LENGTH(surfaces); s++) {
        const struct surface_spec spec = {.surface = surface_find(surfaces[s])};
        raster.problem = problem_create_surface(&spec, 1, NULL);
        printf("%12s %5.1f", surfaces[s], RASTER / best(fill_raster, &raster) * 1e-6);
        problem_release(raster.problem);
    }
    printf("\n");
    free(raster.theta);
    free(raster.loss);
}

/* ---- a frame ---- */

struct frame {
    struct session session;
    struct view view;
    struct canvas canvas;
    struct view_style style;
};

static void draw_frame(void *context)
{
    struct frame *frame = context;
    view_draw(&frame->view, &frame->session, &frame->canvas, &frame->style);
}

static int measure_frame(const char *path)
{
    struct frame frame = {.style = {.glyphs = GLYPHS_BRAILLE}};
    struct library library = {0};
    struct scene scene;
    struct error err = {0};
    if (!scene_read(&scene, path, NULL, NULL, &err) ||
        !session_init(&frame.session, &scene, &library, "en", &err)) {
        fprintf(stderr, "%s\n", err.text);
        return EXIT_FAILURE;
    }
    theme_init(&frame.style.theme, "dark", COLORS_256);
    canvas_init(&frame.canvas, 200, 60);
    printf("\n");
    for (uint64_t step = 1000; step <= 100000; step *= 10) {
        session_seek(&frame.session, step);
        session_settle(&frame.session, NULL);
        printf("frame 200x60, step %6llu: %.2f ms\n", (unsigned long long)step,
               best(draw_frame, &frame) * 1e3);
    }
    canvas_finish(&frame.canvas);
    view_finish(&frame.view);
    session_finish(&frame.session);
    return EXIT_SUCCESS;
}

int main(int count, char **words)
{
    measure_updates();
    measure_rasters();
    return count > 1 ? measure_frame(words[1]) : EXIT_SUCCESS;
}
