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

struct scene_optimizer {
    struct run_settings settings;
    double *start; /* its own, dim numbers; or NULL */
    size_t start_count;
    bool has_batch, has_seed; /* its own, not the scene's */
};

struct scene_lesson {
    uint64_t at; /* the step at which it appears */
    struct scene_text text;
    bool pause;
    char *verbs; /* `do`; or NULL */
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
    char *target; /* or NULL: the last column */
    uint64_t n;   /* 0: the set's default */
    double noise; /* below 0: the set's default */
    bool standardize;
    double test; /* the share kept aside */
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
    bool reproducible; /* own kernels only; of the command line, not of the file */
};

enum scene_levels { SCENE_LEVELS_LOG, SCENE_LEVELS_LINEAR };

/* The plane through theta-space that a map of more than two parameters shows. */
enum scene_plane { SCENE_PLANE_AXES, SCENE_PLANE_RANDOM, SCENE_PLANE_PCA, SCENE_PLANES };

const char *scene_plane_name(size_t plane); /* NULL beyond the last one */

struct scene_view {
    bool has_x, has_y;
    double x[2], y[2];
    enum scene_levels levels; /* log by default */
    enum scene_plane plane;   /* pca by default */
    uint64_t axes[2];         /* of SCENE_PLANE_AXES: 0 and 1 by default */
};

struct scene {
    char *path; /* where it was read from; or NULL */
    struct scene_text title, about;
    struct scene_problem problem;
    double *start; /* or NULL: the problem's */
    size_t start_count;
    uint64_t seed, batch;
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
};

/* Read a scene. `set` holds `set_count` settings "PATH=VALUE" that are put into the file's tree
 * first (libconfig paths; VALUE in libconfig's syntax, or a bare word for a string). Warnings, a
 * line each with the place, are added to `warnings`. False: nothing is in `scene`; the message
 * names file and line. Release with scene_finish(). */
bool scene_read(struct scene *scene, const char *path, const char *const *set, size_t set_count,
                struct text *warnings, struct error *err);

/* Write it as a file that reads back to the same scene; numbers in their shortest exact form.
 * scene_write() gives the text, scene_save() the file; in another folder than the scene's it names
 * its file of data in full. */
void scene_write(const struct scene *scene, struct text *out);
bool scene_save(const struct scene *scene, const char *path, struct error *err);

void scene_copy(struct scene *to, const struct scene *from);
void scene_finish(struct scene *scene);

/* The problem alone, without a race; NULL on a mistake. A scene that was read has none, unless its
 * file of data changed since. */
struct problem *scene_problem(const struct scene *scene, struct error *err);

/* Build the race: the problem, and a run for each optimizer. */
bool scene_race(const struct scene *scene, struct race *race, struct error *err);

/* A name for a new optimizer that no other has: "adam", "adam 2", ... */
void scene_unique_name(const struct scene *scene, char name[static RUN_NAME_SIZE]);

#endif
