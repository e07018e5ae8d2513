/* Where scenes are found by their bare name: in ./scenes, in the source tree's scenes, among the
 * installed ones; the first place that has a name wins. */
#ifndef SCENE_LIBRARY_H
#define SCENE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "scene/scene.h"

struct library {
    char **names; /* without ".scene"; by lecture, order and name, those without a lecture last */
    char **paths;
    struct scene *scenes; /* their texts and place in the course, without problems; zeroed where a
                           * file cannot be read */
    size_t count;
};

/* `folders` ends with NULL; folders that do not exist are passed over. */
void library_init(struct library *library, const char *const *folders);
void library_finish(struct library *library);

/* The index of a scene by its name; library->count if there is none. */
size_t library_find(const struct library *library, const char *name);

/* The path of a scene given as a path or as a bare name; freed by the caller. NULL where neither a
 * file nor a scene is so called, the nearest name offered. */
char *library_resolve(const struct library *library, const char *scene, struct error *err);

#endif
