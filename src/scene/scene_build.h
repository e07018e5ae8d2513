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

/* A key of a group: how its value is read, and where in the struct it goes. */
struct key {
    const char *name;
    bool (*read)(const struct reader *reader, const struct node *node, const struct key *key,
                 void *into);
    size_t offset;
    const struct parameter *range;      /* of a number */
    const char *(*words)(size_t index); /* of an enum, by its values; NULL after the last */
};

/* The keys that a group may have. */
struct group {
    const char *title; /* "an optimizer" */
    const struct key *keys;
    size_t count;
    const char *(*name_at)(size_t index); /* the keys' names, to offer the nearest */
};

const struct key *group_key(const struct group *group, const char *name); /* NULL: none */

/* Every member of the node by its key; `into` is the struct that the offsets are of. */
bool read_group(const struct reader *reader, const struct node *node, const struct group *group,
                void *into);

/* Whether the node is of that kind; the message says what it is and what it must be. */
bool read_kind(const struct reader *reader, const struct node *node, enum node_kind kind);

/* A number within its range; a switch is 0 or 1. */
bool read_parameter(const struct reader *reader, const struct node *node,
                    const struct parameter *range, double *value);

/* A list of two finite numbers. */
bool read_two(const struct reader *reader, const struct node *node, double value[static 2]);

/* A text fit for a screen; the copy is the caller's. */
bool read_string(const struct reader *reader, const struct node *node, char **text);

/* For rows of key tables: into a double, uint64_t, bool, struct scene_text, and an enum. */
bool read_real(const struct reader *reader, const struct node *node, const struct key *key,
               void *into);
bool read_count(const struct reader *reader, const struct node *node, const struct key *key,
                void *into);
bool read_switch(const struct reader *reader, const struct node *node, const struct key *key,
                 void *into);
bool read_text(const struct reader *reader, const struct node *node, const struct key *key,
               void *into);

bool read_choice(const struct reader *reader, const struct node *node, const struct key *key,
                 void *into);

/* A text that is one of a table's names: the message calls what it names `what` ("optimizer") and
 * offers the nearest. */
bool read_name(const struct reader *reader, const struct node *node, const char *what, size_t count,
               const char *(*name_at)(size_t index));

/* A start: a list of finite numbers. How many there must be is known once the problem is. The array
 * is the caller's. */
bool read_start(const struct reader *reader, const struct node *node, double **start,
                size_t *count);

/* Ranges that a scene and an optimizer of its own share. */
extern const struct parameter scene_seed_range, scene_batch_range;

/* The list of optimizers, names and all. */
bool read_optimizers(const struct reader *reader, const struct node *node, const struct key *key,
                     void *into);

bool read_problem(const struct reader *reader, const struct node *node, const struct key *key,
                  void *into);
bool read_data(const struct reader *reader, const struct node *node, const struct key *key,
               void *into);
bool read_view(const struct reader *reader, const struct node *node, const struct key *key,
               void *into);

/* Make the problem of the scene as far as it was read, `node` being where. A loss that waited for
 * the data is settled. */
bool make_problem(const struct reader *reader, const struct node *node);

/* Fill the zeroed scene; on a mistake it is emptied again. */
bool scene_build(struct scene *scene, const struct node *root, const char *path,
                 const struct scene_options *options, struct text *warnings, struct error *err);

#endif
