/* The figures of the scenes' texts, and how each is computed.
 *
 * Every numeral of a scene's title, about and lessons (numerals.h says what is one) has a row in
 * the table of the scene, with the function that computes it from the scene as it is played. The
 * numeral is right if it is the value rounded to its own last digit. A name of a run needs no row
 * where the word before a number is a setting of the run ("lr 0.005", "beta 0.9") or "start".
 *
 * A row is one line:
 *   {"clipping", "about", "four", "cuatro", diverged_at, "unclipped"},
 *   {"two-cycle", "about", "1e-9", "1e-9", loss, "lr 0.0020", .step = 14000, .is = BELOW},
 *   {"lion-sign", "about", "449", "449", first_step_within, "lr 0.02", .x = 0.1},
 */
#ifndef TESTS_FIGURES_H
#define TESTS_FIGURES_H

#include "scene/scene.h"

#define FIGURE_SETTINGS 4

#define START UINT64_MAX /* as a row's step: step 0 */

/* A scene that is being played for its figures. */
struct figure_scene {
    const char *name;
    struct scene scene;
    struct race race;
};

enum relation {
    ROUNDED, /* the numeral is the value, rounded */
    BELOW,   /* the text says: below, less than, up to */
    ABOVE,
};

struct figure {
    const char *scene, *where; /* "title", "about", "lesson 30" (its step), "run NAME" */
    const char *en, *es;       /* the numeral as written; NULL: this language says it without one */
    double (*value)(struct figure_scene *scene, const struct figure *row);
    /* What the functions below take. */
    const char *run; /* NULL: the first */
    uint64_t step;   /* 0: the scene's last */
    const char *key; /* of a setting */
    double x, y;
    const char *set[FIGURE_SETTINGS]; /* as of --set: the scene is played with these */
    enum relation is;
    double to; /* the text rounds more coarsely than to its last digit: 10 in "some 40"; 0: it does
                  not */
};

/* By scene, each in one place; the last row has no scene. */
extern const struct figure figures_a_l[], figures_m_r[], figures_s_z[];

/* Open a scene of SCENES by its name, with settings as of --set; NULL, or an array that a NULL ends
 * early. The race stands at step 0. */
void figure_scene_open(struct figure_scene *scene, const char *name,
                       const char *const set[FIGURE_SETTINGS]);
void figure_scene_close(struct figure_scene *scene);

/* The row's run, or the one so named (NULL: the first), at a step of its own (0: the last). */
struct run *figure_run(struct figure_scene *scene, const struct figure *row);
struct run *figure_run_at(struct figure_scene *scene, const char *name, uint64_t step);

/* How far a run is from a point (x, y), or from the nearest known minimum. */
double figure_distance(const struct run *run, double x, double y);
double figure_to_minimum(const struct run *run);

/* The first step after which the run stays within `distance` of the nearest known minimum, up to
 * the scene's last step; NAN: it does not. */
double figure_settled(struct run *run, double distance, uint64_t last);

/* ---- what a row's value may be ---- */

double runs(struct figure_scene *scene, const struct figure *row); /* how many the scene has */
double setting(struct figure_scene *scene,
               const struct figure *row); /* `key` of the run or the scene */
double samples(struct figure_scene *scene, const struct figure *row);
double hidden_units(struct figure_scene *scene, const struct figure *row); /* of the first layer */
double hidden_layers(struct figure_scene *scene, const struct figure *row);
double step_shown(struct figure_scene *scene, const struct figure *row); /* the row's own step */
double start_x(struct figure_scene *scene, const struct figure *row);
double start_y(struct figure_scene *scene, const struct figure *row);

double lesson_verb(struct figure_scene *scene, const struct figure *row); /* the number that the
 lesson at the step sets */

/* Of the run at the step. */
double loss(struct figure_scene *scene, const struct figure *row);
double gradient_norm(struct figure_scene *scene, const struct figure *row);
double step_length(struct figure_scene *scene, const struct figure *row); /* of the last update */
double accuracy(struct figure_scene *scene, const struct figure *row);
double test_accuracy(struct figure_scene *scene, const struct figure *row);
double test_loss(struct figure_scene *scene, const struct figure *row);
double epochs_made(struct figure_scene *scene, const struct figure *row);
double distance(struct figure_scene *scene,
                const struct figure *row); /* to the nearest known minimum */
double distance_to_point(struct figure_scene *scene, const struct figure *row); /* to (x, y) */
double distance_left(struct figure_scene *scene,
                     const struct figure *row); /* as a part of the first */
double loss_left(struct figure_scene *scene, const struct figure *row);

/* Of the problem. */
double limit_of_rate(struct figure_scene *scene,
                     const struct figure *row); /* 2/lambda max at the end */
double condition(struct figure_scene *scene,
                 const struct figure *row); /* largest curvature / smallest */
double minima_reached(struct figure_scene *scene,
                      const struct figure *row); /* different ends of the runs */

/* Steps: the first at which the run has diverged, is nearer than x to the nearest known minimum, or
 * has a loss below x; NAN: none of the scene's. */
double diverged_at(struct figure_scene *scene, const struct figure *row);
double first_step_within(struct figure_scene *scene, const struct figure *row);
double first_step_below(struct figure_scene *scene, const struct figure *row);

/* Of a few scenes. */
double data_classes(struct figure_scene *scene, const struct figure *row); /* of the data */
double critical_x(struct figure_scene *scene,
                  const struct figure *row); /* x and y, where the gradient is 0 at (x, y) */
double critical_y(struct figure_scene *scene, const struct figure *row);
double test_loss_elsewhere(struct figure_scene *scene,
                           const struct figure *row); /* in the scene `key` */

/* The largest of what `of` says of the runs at the row's step; at least 0. */
double figure_largest(struct figure_scene *scene, const struct figure *row,
                      double (*of)(struct figure_scene *scene, const struct figure *row));

#endif
