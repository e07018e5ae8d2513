/* A scene: the description of a race, as a file holds it.
 *
 * Everything that is not said has its default filled in when a scene is read, except where the
 * problem decides (start, window), so a scene is complete and can be written back. */
#ifndef SCENE_SCENE_H
#define SCENE_SCENE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "race/race.h"
#include "scene/display.h"
#include "scene/pane.h"

#define SCENE_FILE_LIMIT (1u << 20) /* bytes of a scene file at most */
#define SCENE_LANGUAGES  8

/* A text in one language or several: { en = "..."; es = "..."; }. A plain string has the code "".
 */
struct scene_text {
    struct {
        char *code, *text;
    } version[SCENE_LANGUAGES];
    size_t count;
};

/* The version in `language` ("es"), else the English, else the first; "" of none. */
const char *scene_text_pick(const struct scene_text *text, const char *language);

struct scene_lesson {
    uint64_t at; /* the step at which it appears */
    struct scene_text text;
    bool pause;
    char *verbs;   /* `do`; or NULL */
    unsigned line; /* in the file */
};

/* What is minimised: a surface, or a model on data. */
enum scene_model {
    SCENE_NO_MODEL, /* a surface */
    SCENE_LINEAR,
    SCENE_LOGISTIC,
    SCENE_SOFTMAX,
    SCENE_MLP,
    SCENE_GABOR,
    SCENE_MODELS,
};

/* Its word in a scene; NULL for SCENE_NO_MODEL and beyond the last one. */
const char *scene_model_name(size_t model);

struct scene_data {
    char *name;    /* a built-in set; or NULL */
    char *file;    /* a CSV file as written in the scene, relative to it; or NULL */
    char **inputs; /* input_count names; 0: all but the target */
    size_t input_count;
    char *target;                                  /* or NULL: the last column */
    bool has_header, header, has_classes, classes; /* without them the file is asked */
    enum dataset_missing missing;
    enum dataset_encoding encode;
    char separator; /* or '\0': it is found out */
    uint64_t n;     /* 0: the set's default */
    double noise;   /* below 0: the set's default */
    bool standardize;
    double test; /* the share kept aside */
    bool has_seed;
    uint64_t seed; /* of the data, their split and noise; else the scene's */
};

struct scene_problem {
    enum scene_model model;
    struct surface_spec surface; /* without a model */
    struct scene_data data;      /* with one, and what follows */
    size_t hidden[NETWORK_LAYERS - 1], hidden_count;
    enum activation activation;
    enum loss loss;
    enum loss_scale scale;
    double l2;
    enum init_scheme init;
    double gain;
    bool has_init_seed;
    uint64_t init_seed; /* of the initial parameters; else the scene's */
    bool reproducible;  /* own kernels only; of the command line, not of the file */
};

/* What a run may have otherwise than the scene's problem: bits of scene_optimizer.varied. */
enum scene_variable {
    SCENE_VARY_HIDDEN,
    SCENE_VARY_ACTIVATION,
    SCENE_VARY_LOSS,
    SCENE_VARY_SCALE,
    SCENE_VARY_L2,
    SCENE_VARY_INIT, /* scheme, gain and seed */
    SCENE_VARY_NOISE,
    SCENE_VARIABLES,
};

const char *scene_variable_name(size_t variable); /* its key; NULL beyond the last one */

struct scene_optimizer {
    struct run_settings settings;
    struct scene_text label; /* what people see of the run in place of its name; may be none */
    double *start;           /* its own; or NULL */
    size_t start_count;
    bool has_batch, has_seed; /* its own, not the scene's */

    unsigned varied;              /* 0: the run is on the scene's problem */
    struct scene_problem variant; /* of which only what is varied means something */
    struct problem *built;        /* its own problem; NULL: the scene's */
};

/* What the verb `seed` changes: the order of the samples and the noise of a surface, or the data
 * and the initial parameters as well. */
enum scene_reseed { SCENE_RESEED_ORDER, SCENE_RESEED_ALL, SCENE_RESEEDS };

const char *scene_reseed_name(size_t reseed); /* NULL beyond the last one */

enum scene_levels { SCENE_LEVELS_LOG, SCENE_LEVELS_LINEAR };

/* The plane through theta-space that a map of more than two parameters shows. */
enum scene_plane { SCENE_PLANE_AXES, SCENE_PLANE_RANDOM, SCENE_PLANE_PCA, SCENE_PLANES };

const char *scene_plane_name(size_t plane); /* NULL beyond the last one */

/* Panes: which are not shown, as bits, and which has the focus. */
struct scene_panes {
    unsigned hidden;
    enum pane first;
};

/* What is shown at first. What is not given (has_...) is up to the session; see look_open(). */
struct scene_view {
    bool has_x, has_y;
    double x[2], y[2];        /* of the plane, where there is one */
    enum scene_levels levels; /* log by default */
    enum scene_plane plane;   /* pca by default */
    uint64_t axes[2];         /* of SCENE_PLANE_AXES: 0 and 1 by default */
    char *focus;              /* a run's name; or NULL: the first */
    bool has_all;
    bool all; /* keys act on all runs */

    bool has_panes, has_maximized;
    struct scene_panes panes;
    bool maximized; /* the first pane is alone */

    enum plot_kind plot;
    bool has_axis, has_log_x, has_axis_y;
    enum axis_x axis;
    bool log_x;
    enum axis_y axis_y;

    bool has_map, has_arrows;
    enum map_style map;
    bool arrows;
    enum trail_kind trail;
    uint64_t trail_points; /* of TRAIL_POINTS, at most; 0: all */

    bool has_rank;
    enum rank_kind rank;
    enum data_style data;
    uint64_t inputs[2]; /* from 1: 1 and 2 by default */

    bool has_speed, has_theme;
    double speed; /* updates a second */
    enum display_theme theme;
};

struct scene {
    char *path; /* where it was read from; or NULL */
    struct scene_text title, about;
    uint64_t lecture; /* its place in the course; 0: none */
    bool has_order;
    uint64_t order; /* its place in the lecture */
    struct scene_text topic;
    char **claims; /* the claims of the course that it shows */
    size_t claim_count;
    struct scene_problem problem;
    double *start; /* or NULL: the problem's */
    size_t start_count;
    uint64_t seed, batch;
    enum scene_reseed reseed;
    bool shuffle;
    uint64_t steps; /* 0 where epochs are given */
    double epochs;  /* 0 where steps are given */
    double tolerance;
    uint64_t every; /* look at the full problem every so many updates; of the command line, not of
                     * the file */
    struct scene_optimizer *optimizers;
    size_t optimizer_count;
    struct scene_view view;
    struct scene_lesson *lessons; /* in order of `at` */
    size_t lesson_count;
    struct scene_lesson *events; /* the changes made on the way: verbs alone; in order of `at` */
    size_t event_count;

    struct problem *built; /* the problem, made by the reader; copies of the scene share it */
};

/* Of the command line. Zeroed: nothing. */
struct scene_options {
    const char *const *set; /* set_count settings "PATH=VALUE", put into the file's tree first
                             * (libconfig paths; VALUE in libconfig's syntax, or a bare word for a
                             * string) */
    size_t set_count;
    bool reproducible; /* own kernels only */
    bool texts_only;   /* make no problem: for its texts and its place in the course */
};

/* Read a scene and make its problem, and those of runs that vary it. `options` may be NULL.
 * Warnings, a line each with the place, are added to `warnings`. False: nothing is in `scene`; the
 * message names file and line. Release with scene_finish(). */
bool scene_read(struct scene *scene, const char *path, const struct scene_options *options,
                struct text *warnings, struct error *err);

/* Write it as a file that reads back to the same scene; numbers in their shortest exact form.
 * scene_write() gives the text, scene_save() the file; in another folder than the scene's it names
 * its file of data in full. */
void scene_write(const struct scene *scene, struct text *out);
bool scene_save(const struct scene *scene, const char *path, struct error *err);

void scene_copy(struct scene *to, const struct scene *from);
void scene_finish(struct scene *scene);

/* About how many bytes its texts and numbers take; problems are shared and not counted. */
size_t scene_memory(const struct scene *scene);

/* Give the scene another seed, and make those problems again that depend on it (see reseed).
 * Without reseed = "all" the data and the initial parameters stay, with their seeds written down.
 * On failure nothing changes. */
bool scene_reseed(struct scene *scene, uint64_t seed, struct error *err);

/* Read the scene's file of data again, and make the problems again. Refused where the data have
 * another number of inputs or classes than before; then, as on any failure, nothing changes. */
bool scene_reload(struct scene *scene, struct error *err);

/* A batch of more samples than there are becomes all of them. */
void scene_clamp_batches(struct scene *scene);

/* The seed of the initial parameters: its own, or the scene's. */
uint64_t scene_init_seed(const struct scene *scene);

/* The problem of a run, and where it starts. */
struct problem *scene_problem_of(const struct scene *scene, size_t optimizer);
const double *scene_start_of(const struct scene *scene, size_t optimizer);

/* What people see of a run: its label in `language`, or where it has none its name. */
const char *scene_label_of(const struct scene *scene, size_t optimizer, const char *language);

/* Whether the run does not start where the scene says: it has a start of its own, varies the
 * initialization, or has parameters of another shape. */
bool scene_start_is_own(const struct scene *scene, size_t optimizer);

#define SCENE_MEMORY 256 /* MB that the problems and runs of a race may take together */

/* Whether the runs of the first `count` optimizers, and one more on the scene's problem unless it is
 * NULL, stay below SCENE_MEMORY. */
bool scene_has_room(const struct scene *scene, size_t count, const struct optimizer *more,
                    struct error *err);

/* Put an optimizer at the end, by a copy; and take one out. */
void scene_add(struct scene *scene, const struct scene_optimizer *optimizer);
void scene_remove(struct scene *scene, size_t optimizer);

/* Take an event out. */
void scene_drop_event(struct scene *scene, size_t event);

/* Make a race of the scene's optimizers, whose runs share the scene's problems. */
void scene_race(const struct scene *scene, struct race *race);

/* A name for a new optimizer that no other has: "adam", "adam 2", ... */
void scene_unique_name(const struct scene *scene, char name[static RUN_NAME_SIZE]);

#endif
