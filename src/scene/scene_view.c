/* How the map is shown: its window, its levels, and its plane through theta-space. */
#include "scene_build.h"

#include "base/mem.h"

#include <assert.h>
#include <math.h>
#include <string.h>

const char *scene_plane_name(size_t plane)
{
    static const char *const names[] = {
        [SCENE_PLANE_AXES] = "axes", [SCENE_PLANE_RANDOM] = "random", [SCENE_PLANE_PCA] = "pca"};
    static_assert(ARRAY_LENGTH(names) == SCENE_PLANES, "a name for each");
    return plane < SCENE_PLANES ? names[plane] : NULL;
}

static bool read_span(const struct reader *reader, const struct node *node, double span[static 2])
{
    if (!read_two(reader, node, span))
        return false;
    if (!(span[0] < span[1] && isfinite(span[1] - span[0])))
        return reader_error(reader, node, "%s must go from a smaller to a larger number",
                            node->name);
    return true;
}

static bool read_view_x(const struct reader *reader, const struct node *node, const struct key *key,
                        void *into)
{
    struct scene_view *view = into;
    (void)key;
    view->has_x = true;
    return read_span(reader, node, view->x);
}

static bool read_view_y(const struct reader *reader, const struct node *node, const struct key *key,
                        void *into)
{
    struct scene_view *view = into;
    (void)key;
    view->has_y = true;
    return read_span(reader, node, view->y);
}

static bool read_levels(const struct reader *reader, const struct node *node, const struct key *key,
                        void *into)
{
    struct scene_view *view = into;
    (void)key;
    if (!read_kind(reader, node, NODE_TEXT))
        return false;
    if (strcmp(node->text, "linear") == 0)
        view->levels = SCENE_LEVELS_LINEAR;
    else if (strcmp(node->text, "log") != 0)
        return reader_error(reader, node, "levels must be \"log\" or \"linear\"");
    return true;
}

static bool read_axes(const struct reader *reader, const struct node *node, const struct key *key,
                      void *into)
{
    struct scene_view *view = into;
    (void)key;
    if (node->kind != NODE_LIST || node->count != 2)
        return reader_error(reader, node, "axes are two parameters, counted from 0: ( 0, 1 )");
    for (size_t i = 0; i < 2; i++) {
        const struct node *axis = &node->members[i];
        if (axis->kind != NODE_NUMBER || !axis->is_whole || axis->whole < 0)
            return reader_error(reader, node, "axes are two parameters, counted from 0: ( 0, 1 )");
        view->axes[i] = (uint64_t)axis->whole;
    }
    if (view->axes[0] == view->axes[1])
        return reader_error(reader, node, "the two axes are the same");
    return true;
}

static const struct key view_keys[] = {
    {.name = "x", .read = read_view_x},
    {.name = "y", .read = read_view_y},
    {.name = "levels", .read = read_levels},
    {.name = "plane",
     .read = read_choice,
     .offset = offsetof(struct scene_view, plane),
     .words = scene_plane_name},
    {.name = "axes", .read = read_axes},
};

static const char *view_key_name(size_t index)
{
    return view_keys[index].name;
}

static const struct group view_group = {
    .title = "the view",
    .keys = view_keys,
    .count = ARRAY_LENGTH(view_keys),
    .name_at = view_key_name,
};

/* Axes that are named are meant to be seen. */
bool read_view(const struct reader *reader, const struct node *node, const struct key *key,
               void *into)
{
    struct scene_view *view = into;
    (void)key;
    if (!read_group(reader, node, &view_group, view))
        return false;
    if (node_member(node, "axes") && !node_member(node, "plane"))
        view->plane = SCENE_PLANE_AXES;
    return true;
}
