/* The words of options of the display. */
#include "scene/display.h"

#include "base/mem.h"

#include <assert.h>

#define WORDS(function, count, ...)                                                                \
    const char *function(size_t index)                                                             \
    {                                                                                              \
        static const char *const words[] = {__VA_ARGS__};                                          \
        static_assert(ARRAY_LENGTH(words) == (count), "a word for each");                          \
        return index < (count) ? words[index] : NULL;                                              \
    }

WORDS(axis_x_name,
      AXIS_X_COUNT, [AXIS_X_STEP] = "step", [AXIS_X_EPOCH] = "epoch", [AXIS_X_EVALS] = "evals")
WORDS(axis_y_name, AXIS_Y_COUNT, [AXIS_Y_LOG] = "log", [AXIS_Y_LINEAR] = "linear")
WORDS(map_style_name, MAP_STYLES, [MAP_BOTH] = "both", [MAP_HEAT] = "heat", [MAP_LINES] = "lines")
WORDS(
    data_style_name,
    DATA_STYLES, [DATA_FIT] = "fit", [DATA_RESIDUALS] = "residuals", [DATA_CONFUSION] = "confusion")
WORDS(plot_kind_name,
      PLOT_KINDS, [PLOT_LOSS] = "loss", [PLOT_RATE] = "rate", [PLOT_GRADIENT] = "gradient",
      [PLOT_STEP] = "step", [PLOT_SCORE] = "score", [PLOT_TEST] = "test")
WORDS(trail_kind_name,
      TRAIL_KINDS, [TRAIL_ALL] = "all", [TRAIL_LAST] = "last", [TRAIL_POINTS] = "points")
WORDS(rank_kind_name,
      RANK_KINDS, [RANK_LOSS] = "loss", [RANK_SCORE] = "score", [RANK_TEST] = "test")
WORDS(display_theme_name, DISPLAY_THEMES, [DISPLAY_DARK] = "dark", [DISPLAY_LIGHT] = "light",
      [DISPLAY_PROJECTOR] = "projector", [DISPLAY_MONO] = "mono")
