/* What is shown: its names, copies and comparison. */
#include "session/look.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const char *axis_x_name(enum axis_x axis)
{
    static const char *const names[] = {
        [AXIS_X_STEP] = "step", [AXIS_X_EPOCH] = "epoch", [AXIS_X_EVALS] = "evals"};
    static_assert(ARRAY_LENGTH(names) == AXIS_X_COUNT, "a name for each");
    return names[axis];
}

const char *axis_y_name(enum axis_y axis)
{
    static const char *const names[] = {[AXIS_Y_LOG] = "log", [AXIS_Y_LINEAR] = "linear"};
    static_assert(ARRAY_LENGTH(names) == AXIS_Y_COUNT, "a name for each");
    return names[axis];
}

const char *map_style_name(enum map_style style)
{
    static const char *const names[] = {
        [MAP_BOTH] = "both", [MAP_HEAT] = "heat", [MAP_LINES] = "lines"};
    static_assert(ARRAY_LENGTH(names) == MAP_STYLES, "a name for each");
    return names[style];
}

const char *data_style_name(enum data_style style)
{
    static const char *const names[] = {
        [DATA_FIT] = "fit", [DATA_RESIDUALS] = "residuals", [DATA_CONFUSION] = "confusion"};
    static_assert(ARRAY_LENGTH(names) == DATA_STYLES, "a name for each");
    return names[style];
}

const char *stage_name(enum stage stage)
{
    static const char *const names[] = {
        [STAGE_NONE] = "",         [STAGE_FORWARD] = "forward",
        [STAGE_LOSS] = "loss",     [STAGE_BACKWARD] = "backward",
        [STAGE_UPDATE] = "update",
    };
    static_assert(ARRAY_LENGTH(names) == STAGE_COUNT, "a name for each");
    return names[stage];
}

/* ---- copies ---- */

static double *copy_of(const double *values, size_t count)
{
    if (!values)
        return NULL;
    double *copy = mem_alloc(count, sizeof *copy);
    memcpy(copy, values, count * sizeof *copy);
    return copy;
}

void look_copy(struct look *to, const struct look *from)
{
    const struct plane *plane = &from->plane;
    *to = *from;
    to->plane.origin = copy_of(plane->origin, plane->dim);
    to->plane.u = copy_of(plane->u, plane->dim);
    to->plane.v = copy_of(plane->v, plane->dim);
}

void look_finish(struct look *look)
{
    plane_finish(&look->plane);
    *look = (struct look){0};
}

/* ---- comparison ---- */

/* Bit for bit, so that nan is nan. */
static bool same_numbers(const double *a, const double *b, size_t count)
{
    return count == 0 || memcmp(a, b, count * sizeof *a) == 0;
}

static bool same_plane(const struct plane *a, const struct plane *b)
{
    return a->dim == b->dim && same_numbers(a->origin, b->origin, a->dim) &&
           same_numbers(a->u, b->u, a->dim) && same_numbers(a->v, b->v, a->dim) &&
           same_numbers(a->share, b->share, 2);
}

bool look_same(const struct look *a, const struct look *b)
{
    return same_numbers(a->lens.x, b->lens.x, 2) && same_numbers(a->lens.y, b->lens.y, 2) &&
           same_plane(&a->plane, &b->plane) && a->plane_kind == b->plane_kind &&
           a->axis_x == b->axis_x && a->axis_y == b->axis_y && a->map_style == b->map_style &&
           a->arrows == b->arrows && strcmp(a->theme, b->theme) == 0 &&
           a->data_style == b->data_style && a->inputs[0] == b->inputs[0] &&
           a->inputs[1] == b->inputs[1] && a->stage == b->stage && a->pane == b->pane &&
           a->maximized == b->maximized;
}
