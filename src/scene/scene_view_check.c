/* Whether a view fits the problem and the runs, which its keys do not know. */
#include "scene_build.h"

#include "base/mem.h"
#include "base/names.h"

#include <inttypes.h>
#include <string.h>

static bool check_focus(const struct reader *reader, const struct node *node)
{
    const struct scene *scene = reader->scene;
    const char *names[RACE_RUNS];
    for (size_t i = 0; i < scene->optimizer_count; i++) {
        names[i] = scene->optimizers[i].settings.name;
        if (strcmp(names[i], node->text) == 0)
            return true;
    }
    char hint[NAMES_HINT_SIZE];
    names_hint_in(hint, node->text, scene->optimizer_count, names);
    if (*hint)
        return reader_error(reader, node, "no run '%s'%s", node->text, hint);
    struct text list = {0};
    for (size_t i = 0; i < scene->optimizer_count; i++)
        text_printf(&list, "%s'%s'", i > 0 ? ", " : "", names[i]);
    reader_error(reader, node, "no run '%s'; there %s %.*s", node->text,
                 scene->optimizer_count == 1 ? "is" : "are", (int)text_cut(list.data, 200),
                 list.data);
    text_finish(&list);
    return false;
}

/* Of the parameters of the run that has the most. */
static bool check_axes(const struct reader *reader, const struct node *node)
{
    const struct scene *scene = reader->scene;
    const uint64_t *axes = scene->view.axes;
    size_t dim = scene->built->dim;
    for (size_t i = 0; i < scene->optimizer_count; i++)
        if (scene_problem_of(scene, i)->dim > dim)
            dim = scene_problem_of(scene, i)->dim;
    return (axes[0] < dim && axes[1] < dim) ||
           reader_error(reader, node,
                        "no axis %" PRIu64 ": there are %zu parameters, counted from 0",
                        axes[0] < dim ? axes[1] : axes[0], dim);
}

static bool need_data(const struct reader *reader, const struct node *node)
{
    return problem_has_data(reader->scene->built) ||
           reader_error(reader, node, "only a model takes '%s'", node->name);
}

static bool check_inputs(const struct reader *reader, const struct node *node)
{
    const uint64_t *inputs = reader->scene->view.inputs;
    if (!need_data(reader, node))
        return false;
    const size_t count = reader->scene->built->dataset->inputs;
    return (inputs[0] <= count && inputs[1] <= count) ||
           reader_error(reader, node, "no input %" PRIu64 ": the data have %zu, counted from 1",
                        inputs[0] > count ? inputs[0] : inputs[1], count);
}

static bool check_rank(const struct reader *reader, const struct node *node)
{
    const enum rank_kind rank = reader->scene->view.rank;
    const struct problem *problem = reader->scene->built;
    if (rank == RANK_SCORE && !problem->score_name)
        return reader_error(reader, node, "a surface has no score; rank by \"loss\"");
    return rank != RANK_TEST || problem_has_test(problem) ||
           reader_error(reader, node, "no samples are kept aside for a test; %s",
                        problem_has_data(problem) ? "give the data a share, as in test = 0.25"
                                                  : "rank by \"loss\"");
}

/* What has no pane is hidden as little as shown. */
static bool check_panes(const struct reader *reader, const struct node *node)
{
    struct scene_panes *panes = &reader->scene->view.panes;
    for (size_t i = 0; i < PANE_COUNT; i++) {
        const struct pane_row *row = pane_row((enum pane)i);
        if (pane_fits((enum pane)i, reader->scene->built))
            continue;
        if (!(panes->hidden >> i & 1))
            return reader_error(reader, node, "the pane %s is for %s", row->name, row->of);
        panes->hidden &= ~(1u << i);
    }
    return true;
}

static const struct check {
    const char *key;
    bool (*fits)(const struct reader *reader, const struct node *node);
} checks[] = {
    {"axes", check_axes}, {"focus", check_focus},   {"panes", check_panes},
    {"rank", check_rank}, {"inputs", check_inputs}, {"data", need_data},
};

bool check_view(const struct reader *reader, const struct node *root)
{
    const struct node *view = node_member(root, "view");
    bool ok = true;
    for (size_t i = 0; view && ok && i < ARRAY_LENGTH(checks); i++) {
        const struct node *node = node_member(view, checks[i].key);
        ok = !node || checks[i].fits(reader, node);
    }
    return ok;
}
