/* Every key that a scene file may have, for people: what `thalweg list keys` shows. */
#ifndef SCENE_REFERENCE_H
#define SCENE_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

/* Texts are "" where there is nothing to say. */
struct scene_key {
    char *path;        /* "problem.data.noise"; in a list "optimizers.[i].lr" */
    const char *group; /* that it is a key of: "the data" */
    const char *type;  /* "number", "word" ... */
    char *range;       /* "from 0", "log, linear" */
    char *standard;    /* its default: a value as in a scene, or in words: "the problem's" */
    bool is_value;     /* the default is a value */
    char *owner;       /* what alone takes it: "an mlp"; of a method's numbers "momentum, nag" */
    const char *help;  /* what it is for */
};

struct scene_keys {
    struct scene_key *at; /* a group's keys, then those of the groups within it */
    size_t count;
};

void scene_keys_init(struct scene_keys *keys);
void scene_keys_finish(struct scene_keys *keys);

#endif
