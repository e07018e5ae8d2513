/* What is shown at first: the window of the map, its plane through theta-space, axes, panes ... */
#include "scene_key.h"

#include "base/mem.h"
#include "base/number.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

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

/* ---- two parameters, and two inputs ---- */

/* The two, which count from `low`. `what` is said of anything else. */
static bool read_two(const struct reader *reader, const struct node *node, const struct key *key,
                     const char *what, void *group)
{
    uint64_t *two = value_at(key, group);
    if (node->kind != NODE_LIST || node->count != 2)
        return reader_error(reader, node, "%s", what);
    for (size_t i = 0; i < 2; i++) {
        const struct node *member = &node->members[i];
        if (member->kind != NODE_NUMBER || !member->is_whole || member->number < key->low)
            return reader_error(reader, node, "%s", what);
        two[i] = (uint64_t)member->whole;
    }
    return two[0] != two[1] || reader_error(reader, node, "the two %s are the same", key->name);
}

static bool axes_read(const struct reader *reader, const struct node *node, const struct key *key,
                      void *group)
{
    return read_two(reader, node, key, "axes are two parameters, counted from 0: ( 0, 1 )", group);
}

static bool inputs_read(const struct reader *reader, const struct node *node, const struct key *key,
                        void *group)
{
    return read_two(reader, node, key, "inputs are two numbers, counted from 1: ( 1, 2 )", group);
}

static bool two_differ(const struct key *key, const void *group, const void *standard)
{
    const uint64_t *a = value_of(key, group), *b = value_of(key, standard);
    return a[0] != b[0] || a[1] != b[1];
}

static void two_write(struct writer *writer, const struct key *key, const void *group)
{
    const uint64_t *two = value_of(key, group);
    text_printf(writer->out, "( %" PRIu64 ", %" PRIu64 " )", two[0], two[1]);
}

static const struct key_type type_axes = {
    .name = "two parameters, counted from 0",
    .read = axes_read,
    .differs = two_differ,
    .write = two_write,
};

static const struct key_type type_inputs = {
    .name = "two inputs, counted from 1",
    .read = inputs_read,
    .differs = two_differ,
    .write = two_write,
};

/* ---- panes: the names of those that are shown ---- */

static_assert(PANE_COUNT <= 8 * sizeof(unsigned), "a bit for each");

static bool panes_read(const struct reader *reader, const struct node *node, const struct key *key,
                       void *group)
{
    struct scene_panes *panes = value_at(key, group);
    unsigned shown = 0;
    if (node->kind != NODE_LIST || node->count == 0)
        return reader_error(reader, node, "panes are a list of names: ( \"map\", \"loss\" )");
    for (size_t i = 0; i < node->count; i++) {
        const struct node *member = &node->members[i];
        size_t pane = 0;
        if (!read_name(reader, member, "pane", PANE_COUNT, pane_name))
            return false;
        while (strcmp(pane_name(pane), member->text) != 0)
            pane++;
        if (shown >> pane & 1)
            return reader_error(reader, member, "the pane '%s' is there twice", member->text);
        shown |= 1u << pane;
        if (i == 0)
            panes->first = (enum pane)pane;
    }
    panes->hidden = ~shown & ((1u << PANE_COUNT) - 1);
    return true;
}

static bool panes_differ(const struct key *key, const void *group, const void *standard)
{
    const struct scene_panes *a = value_of(key, group), *b = value_of(key, standard);
    return a->hidden != b->hidden || a->first != b->first;
}

/* Whether there is such a pane, and something in it. */
static bool is_pane_written(const struct scene *scene, const struct scene_panes *panes, size_t pane)
{
    return !(panes->hidden >> pane & 1) &&
           (!scene || !scene->built || pane_fits((enum pane)pane, scene->built));
}

static void panes_write(struct writer *writer, const struct key *key, const void *group)
{
    const struct scene_panes *panes = value_of(key, group);
    text_add(writer->out, "( ");
    write_string(writer, pane_name(panes->first));
    for (size_t i = 0; i < PANE_COUNT; i++)
        if (i != (size_t)panes->first && is_pane_written(writer->scene, panes, i)) {
            text_add(writer->out, ", ");
            write_string(writer, pane_name(i));
        }
    text_add(writer->out, " )");
}

static const struct key_type type_panes = {
    .name = "list of names",
    .read = panes_read,
    .differs = panes_differ,
    .write = panes_write,
    .range = list_range,
};

/* ---- the scale of the y axis ---- */

static bool log_read(const struct reader *reader, const struct node *node, const struct key *key,
                     void *group)
{
    *(enum axis_y *)value_at(key, group) = node->number > 0 ? AXIS_Y_LOG : AXIS_Y_LINEAR;
    return read_kind(reader, node, NODE_SWITCH);
}

static bool log_differs(const struct key *key, const void *group, const void *standard)
{
    return *(const enum axis_y *)value_of(key, group) !=
           *(const enum axis_y *)value_of(key, standard);
}

static void log_write(struct writer *writer, const struct key *key, const void *group)
{
    write_switch(writer, *(const enum axis_y *)value_of(key, group) == AXIS_Y_LOG);
}

static const struct key_type type_log = {
    .name = "true or false",
    .read = log_read,
    .differs = log_differs,
    .write = log_write,
};

/* ---- the trail: "last", "all", "points" or "points 50" ---- */

static bool trail_read(const struct reader *reader, const struct node *node, const struct key *key,
                       void *group)
{
    struct scene_view *view = group;
    if (!read_kind(reader, node, NODE_TEXT))
        return false;
    const size_t length = strcspn(node->text, " ");
    const char *number = node->text + length;
    if (*number != '\0' && strncmp(node->text, "points ", length + 1) == 0) {
        view->trail = TRAIL_POINTS;
        return (number_parse_count(number + 1, &view->trail_points) && view->trail_points > 0) ||
               reader_error(reader, node, "'%s' is no number of points, as in \"points 50\"",
                            number + 1);
    }
    return read_word(reader, node, key->name, trail_kind_name, value_at(key, group));
}

static bool trail_differs(const struct key *key, const void *group, const void *standard)
{
    const struct scene_view *a = group, *b = standard;
    (void)key;
    return a->trail != b->trail || a->trail_points != b->trail_points;
}

static void trail_write(struct writer *writer, const struct key *key, const void *group)
{
    const struct scene_view *view = group;
    struct text words = {0};
    (void)key;
    text_add(&words, trail_kind_name(view->trail));
    if (view->trail_points > 0)
        text_printf(&words, " %" PRIu64, view->trail_points);
    write_string(writer, text_string(&words));
    text_finish(&words);
}

static void trail_range(const struct key *key, struct text *out)
{
    (void)key;
    text_add(out, "all, last, points, points N");
}

static const struct key_type type_trail = {
    .name = "text",
    .read = trail_read,
    .differs = trail_differs,
    .write = trail_write,
    .range = trail_range,
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
    {
        .name = "focus",
        .help = "the name of the run that the keys act on",
        .type = &type_string,
        AT(focus),
        .otherwise = "the first run",
    },
    {
        .name = "all",
        .help = "whether the keys, and verbs without a run, act on all runs",
        .type = &type_switch,
        AT(all),
        GIVEN(has_all),
        .otherwise = "false, or the user's",
    },
    {
        .name = "panes",
        .help = "the panes that are shown, where there is room; the first has the focus",
        .type = &type_panes,
        AT(panes),
        GIVEN(has_panes),
        .list = "panes",
        .otherwise = "all, or the user's",
    },
    {
        .name = "maximized",
        .help = "whether the first pane is alone on the screen",
        .type = &type_switch,
        AT(maximized),
        GIVEN(has_maximized),
        .otherwise = "false, or the user's",
    },
    {
        .name = "plot",
        .help = "what is plotted of every run; as yet the loss is, whatever is said here",
        .type = &type_word,
        AT(plot),
        .words = plot_kind_name,
    },
    {
        .name = "axis",
        .help = "the x axis of the plot",
        .type = &type_word,
        AT(axis),
        GIVEN(has_axis),
        .words = axis_x_name,
        .otherwise = "\"epoch\" of models with batches, else \"step\"",
    },
    {
        .name = "log_x",
        .help = "whether the x axis of the plot is logarithmic",
        .type = &type_switch,
        AT(log_x),
        GIVEN(has_log_x),
        .otherwise = "false, or the user's",
    },
    {
        .name = "log_y",
        .help = "whether the y axis of the plot is logarithmic",
        .type = &type_log,
        AT(axis_y),
        GIVEN(has_axis_y),
        .otherwise = "true, or the user's",
    },
    {
        .name = "map",
        .help = "how the map is drawn",
        .type = &type_word,
        AT(map),
        GIVEN(has_map),
        .words = map_style_name,
        .otherwise = "\"both\", or the user's",
    },
    {
        .name = "arrows",
        .help = "whether the map has arrows of the negative gradient",
        .type = &type_switch,
        AT(arrows),
        GIVEN(has_arrows),
        .otherwise = "false, or the user's",
    },
    {
        .name = "trail",
        .help = "how much of the paths is drawn; as yet all is, whatever is said here",
        .type = &type_trail,
        AT(trail),
    },
    {
        .name = "rank",
        .help = "what ranks the runs: the loss, the score of the training or of the test samples",
        .type = &type_word,
        AT(rank),
        GIVEN(has_rank),
        .words = rank_kind_name,
        .otherwise = "\"loss\", or a score where the losses are of different kinds",
    },
    {
        .name = "data",
        .help = "what is shown of the data",
        .type = &type_word,
        AT(data),
        .words = data_style_name,
    },
    {
        .name = "inputs",
        .help = "the two inputs that are shown of the data, across and up",
        .type = &type_inputs,
        AT(inputs),
        .low = 1,
    },
    {
        .name = "speed",
        .help = "updates a second while playing",
        .type = &type_real,
        AT(speed),
        GIVEN(has_speed),
        .low = 0,
        .above_low = true,
        .high = 1e9,
        .otherwise = "20, or the user's",
    },
    {
        .name = "theme",
        .help = "the colours; a theme that the user asks for goes before",
        .type = &type_word,
        AT(theme),
        GIVEN(has_theme),
        .words = display_theme_name,
        .otherwise = "\"dark\", or the user's",
    },
};

/* Axes that are named are meant to be seen. */
static bool check_axes_seen(const struct reader *reader, const struct node *node, void *group)
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
    .check = check_axes_seen,
};
