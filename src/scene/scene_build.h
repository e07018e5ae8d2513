/* From a tree of nodes to a scene; private to the reader. */
#ifndef SCENE_BUILD_H
#define SCENE_BUILD_H

#include "scene/scene.h"
#include "scene_node.h"
#include "sim/parameter.h"

/* What every function of the reader is given. */
struct reader {
    const char *path;
    struct scene *scene;
    struct text *warnings;
    struct error *err;
};

/* Put the place of `at` before the error that is set. */
void reader_place(const struct reader *reader, const struct node *at);

/* Record a mistake, with the place of `at` before it. Returns false. */
__attribute__((format(printf, 3, 4))) bool
reader_error(const struct reader *reader, const struct node *at, const char *format, ...);

/* Add a line to the warnings, with the place before it. */
__attribute__((format(printf, 3, 4))) void
reader_warn(const struct reader *reader, const struct node *at, const char *format, ...);

/* Whether the node is of that kind; the message says what it is and what it must be. */
bool read_kind(const struct reader *reader, const struct node *node, enum node_kind kind);

/* A number within its range; a switch is 0 or 1. */
bool read_parameter(const struct reader *reader, const struct node *node,
                    const struct parameter *range, double *value);

/* A list of two finite numbers. */
bool read_pair(const struct reader *reader, const struct node *node, double value[static 2]);

/* A list of finite numbers. The array is the caller's. */
bool read_reals(const struct reader *reader, const struct node *node, double **values,
                size_t *count);

/* A text fit for a screen; the copy is the caller's. */
bool read_string(const struct reader *reader, const struct node *node, char **text);

/* A text in one language or several. */
bool read_text(const struct reader *reader, const struct node *node, struct scene_text *text);

/* Whether every version of a text that was read fits where the name of a run does: one line of 1 to
 * RUN_NAME_SIZE - 1 bytes. */
bool check_line(const struct reader *reader, const struct node *node,
                const struct scene_text *text);

/* A text that is one of a table's names: the message calls what it names `what` ("optimizer") and
 * offers the nearest. */
bool read_name(const struct reader *reader, const struct node *node, const char *what, size_t count,
               const char *(*name_at)(size_t index));

/* A text that is one of a few words, as many as `words` has before its NULL. */
bool read_word(const struct reader *reader, const struct node *node, const char *name,
               const char *(*words)(size_t index), unsigned *value);

/* Make the problem of the scene that was read, and those of runs that vary it. A loss that waited
 * for the data is settled. */
bool make_problems(const struct reader *reader, const struct node *root);

/* Whether the view fits the problem and the runs, which are made: the run, parameters, inputs and
 * panes that it names are there. */
bool check_view(const struct reader *reader, const struct node *root);

/* Fill the zeroed scene; on a mistake it is emptied again. */
bool scene_build(struct scene *scene, const struct node *root, const char *path,
                 const struct scene_options *options, struct text *warnings, struct error *err);

#endif
