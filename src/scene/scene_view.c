/* How the map is shown: its window, its levels, and its plane through theta-space. */
#include "scene_key.h"

#include "base/mem.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>

const char *scene_plane_name(size_t plane)
{
    static const char *const names[] = {
        [SCENE_PLANE_AXES] = "axes", [SCENE_PLANE_RANDOM] = "random", [SCENE_PLANE_PCA] = "pca"};
    static_assert(ARRAY_LENGTH(names) == SCENE_PLANES, "a name for each");
    return plane < SCENE_PLANES ? names[plane] : NULL;
}

static const char *levels_name(size_t levels)
{
    static const char *const names[] = {
        [SCENE_LEVELS_LOG] = "log", [SCENE_LEVELS_LINEAR] = "linear"};
    return levels < ARRAY_LENGTH(names) ? names[levels] : NULL;
}

static bool check_span(const struct reader *reader, const struct node *node, const struct key *key,
                       void *group)
{
    const double *span = value_at(key, group);
    return (span[0] < span[1] && isfinite(span[1] - span[0])) ||
           reader_error(reader, node, "%s must go from a smaller to a larger number", key->name);
}

/* ---- axes: two parameters ---- */

static bool axes_read(const struct reader *reader, const struct node *node, const struct key *key,
                      void *group)
{
    uint64_t *axes = value_at(key, group);
    if (node->kind != NODE_LIST || node->count != 2)
        return reader_error(reader, node, "axes are two parameters, counted from 0: ( 0, 1 )");
    for (size_t i = 0; i < 2; i++) {
        const struct node *axis = &node->members[i];
        if (axis->kind != NODE_NUMBER || !axis->is_whole || axis->whole < 0)
            return reader_error(reader, node, "axes are two parameters, counted from 0: ( 0, 1 )");
        axes[i] = (uint64_t)axis->whole;
    }
    return axes[0] != axes[1] || reader_error(reader, node, "the two axes are the same");
}

static bool axes_differ(const struct key *key, const void *group, const void *standard)
{
    const uint64_t *a = value_of(key, group), *b = value_of(key, standard);
    return a[0] != b[0] || a[1] != b[1];
}

static void axes_write(struct writer *writer, const struct key *key, const void *group)
{
    const uint64_t *axes = value_of(key, group);
    text_printf(writer->out, "( %" PRIu64 ", %" PRIu64 " )", axes[0], axes[1]);
}

static const struct key_type type_axes = {
    .name = "two parameters, counted from 0",
    .read = axes_read,
    .differs = axes_differ,
    .write = axes_write,
};

/* ---- the group ---- */

/* A surface has no other plane than its own. */
static bool has_planes(const struct scene *scene, const void *group)
{
    (void)group;
    return scene->problem.model != SCENE_NO_MODEL;
}

#define AT(member)    .offset = offsetof(struct scene_view, member)
#define GIVEN(member) .is_optional = true, .given = offsetof(struct scene_view, member)

static const struct key view_keys[] = {
    {
        .name = "x",
        .help = "the window of the map, from left to right",
        .type = &type_pair,
        AT(x),
        GIVEN(has_x),
        .check = check_span,
        .otherwise = "the problem's",
    },
    {
        .name = "y",
        .help = "the window of the map, from bottom to top",
        .type = &type_pair,
        AT(y),
        GIVEN(has_y),
        .check = check_span,
        .otherwise = "the problem's",
    },
    {
        .name = "levels",
        .help = "how the levels of the map are spaced",
        .type = &type_word,
        AT(levels),
        .words = levels_name,
        .always = true,
    },
    {
        .name = "plane",
        .help = "the plane through theta-space that the map of a model shows: two parameters, "
                "random directions, or the principal components of the paths",
        .type = &type_word,
        AT(plane),
        .words = scene_plane_name,
        .always = true,
        .when = has_planes,
    },
    {
        .name = "axes",
        .help = "the two parameters of plane = \"axes\"; without a plane they mean that one",
        .type = &type_axes,
        AT(axes),
        .always = true,
        .when = has_planes,
    },
};

/* Axes that are named are meant to be seen. */
static bool check_view(const struct reader *reader, const struct node *node, void *group)
{
    struct scene_view *view = group;
    (void)reader;
    if (node_member(node, "axes") && !node_member(node, "plane"))
        view->plane = SCENE_PLANE_AXES;
    return true;
}

const struct group view_group = {
    .title = "the view",
    .keys = view_keys,
    .count = ARRAY_LENGTH(view_keys),
    .check = check_view,
};
