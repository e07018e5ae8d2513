/* A scene file as a tree of values, each knowing where it was written: what libconfig read, and
 * what --set put into it. */
#ifndef SCENE_NODE_H
#define SCENE_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum node_kind { NODE_GROUP, NODE_LIST, NODE_NUMBER, NODE_SWITCH, NODE_TEXT };

struct node {
    char *name; /* of a group's member; NULL in a list */
    enum node_kind kind;
    unsigned line;   /* in the file */
    const char *set; /* the "PATH=VALUE" that it came by, borrowed; NULL: from the file */
    double number;   /* of NODE_NUMBER; NODE_SWITCH: 0 or 1 */
    int64_t whole;   /* of NODE_NUMBER, where it is whole and fits */
    bool is_whole;
    char *text;           /* of NODE_TEXT */
    struct node *members; /* of NODE_GROUP and NODE_LIST */
    size_t count;
};

/* A new member at the end, zeroed but for its name (copied; NULL in a list). It moves when its
 * parent gets another. */
struct node *node_add(struct node *parent, const char *name);

void node_set_number(struct node *node, double number);
void node_set_whole(struct node *node, int64_t number);

/* NULL: no such member. */
struct node *node_member(const struct node *node, const char *name);

/* Empty the node, its name aside. */
void node_clear(struct node *node);

/* The node at a path ("optimizers.[0].lr", also "optimizers[0].lr"), made if only members of
 * groups are missing on the way; what is made says that it came by `set`. NULL: there can be no
 * such node. */
struct node *node_at_path(struct node *root, const char *path, const char *set, struct error *err);

/* "a number", "a list" ... */
const char *node_kind_name(enum node_kind kind);

#endif
