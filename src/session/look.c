/* The names of what is shown. */
#include "session/look.h"

#include "base/mem.h"

#include <assert.h>

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
