#include "scene_node.h"

#include "base/mem.h"
#include "base/number.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct node *node_add(struct node *parent, const char *name)
{
    parent->members = mem_resize(parent->members, parent->count + 1, sizeof *parent->members);
    struct node *node = &parent->members[parent->count++];
    *node = (struct node){.name = mem_string(name)};
    return node;
}

void node_set_number(struct node *node, double number)
{
    node->kind = NODE_NUMBER;
    node->number = number;
    node->is_whole = floor(number) == number && fabs(number) < 0x1p63;
    node->whole = node->is_whole ? (int64_t)number : 0;
}

void node_set_whole(struct node *node, int64_t number)
{
    node->kind = NODE_NUMBER;
    node->number = (double)number;
    node->is_whole = true;
    node->whole = number;
}

struct node *node_member(const struct node *node, const char *name)
{
    for (size_t i = 0; i < node->count; i++)
        if (node->members[i].name && strcmp(node->members[i].name, name) == 0)
            return &node->members[i];
    return NULL;
}

void node_clear(struct node *node)
{
    for (size_t i = 0; i < node->count; i++) {
        node_clear(&node->members[i]);
        free(node->members[i].name);
    }
    free(node->members);
    free(node->text);
    *node = (struct node){.name = node->name};
}

/* ---- paths ---- */

/* The node that "[3]" names; `word` begins with the bracket. */
static struct node *element(const struct node *list, const char *word, struct error *err)
{
    uint64_t index;
    const size_t length = strlen(word);
    char *digits = mem_alloc(length + 1, 1);
    memcpy(digits, word + 1, length - 1);
    const bool closed = length > 2 && word[length - 1] == ']';
    if (closed)
        digits[length - 2] = '\0';
    const bool ok = closed && number_parse_count(digits, &index);
    free(digits);
    if (!ok) {
        error_set(err, "%s is no place in a list; write [0] for the first", word);
        return NULL;
    }
    if (list->kind != NODE_LIST) {
        error_set(err, "%s is of no use: %s is %s", word, list->name ? list->name : "it",
                  node_kind_name(list->kind));
        return NULL;
    }
    if (index >= list->count) {
        error_set(err, "no %s: the list has %zu, counted from [0]", word, list->count);
        return NULL;
    }
    return &list->members[index];
}

/* The member of that name, made if it is missing. */
static struct node *member(struct node *group, const char *word, const char *set, struct error *err)
{
    if (group->kind == NODE_LIST) {
        error_set(err, "%s is in a list; say which: [0] is the first", word);
        return NULL;
    }
    if (group->kind != NODE_GROUP) {
        error_set(err, "no '%s' in %s, which is %s", word, group->name ? group->name : "it",
                  node_kind_name(group->kind));
        return NULL;
    }
    struct node *found = node_member(group, word);
    if (!found) {
        found = node_add(group, word); /* a group, until it gets its value */
        found->set = set;
    }
    return found;
}

struct node *node_at_path(struct node *root, const char *path, const char *set, struct error *err)
{
    struct node *node = root;
    const char *at = path;
    while (node && *at) {
        const size_t length = (*at == '[') + strcspn(at + (*at == '['), ".[");
        if (length == 0) {
            error_set(err, "the path %s has an empty part", path);
            return NULL;
        }
        char *word = mem_alloc(length + 1, 1);
        memcpy(word, at, length);
        node = *word == '[' ? element(node, word, err) : member(node, word, set, err);
        free(word);
        at += length;
        if (*at == '.')
            at++;
    }
    if (node == root)
        error_set(err, "a path is missing");
    return node == root ? NULL : node;
}

const char *node_kind_name(enum node_kind kind)
{
    static const char *const names[] = {
        [NODE_GROUP] = "a group { }",    [NODE_LIST] = "a list ( )", [NODE_NUMBER] = "a number",
        [NODE_SWITCH] = "true or false", [NODE_TEXT] = "a text",
    };
    static_assert(ARRAY_LENGTH(names) == NODE_TEXT + 1, "a name for each kind");
    return names[kind];
}
