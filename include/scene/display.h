/* The options of the display that a scene's `view` and the verbs both name, and their words. A
 * function of words gives NULL behind the last one. */
#ifndef SCENE_DISPLAY_H
#define SCENE_DISPLAY_H

#include <stddef.h>

/* The x axis of the loss plot, and the scale of its y axis. */
enum axis_x { AXIS_X_STEP, AXIS_X_EPOCH, AXIS_X_EVALS, AXIS_X_COUNT };
enum axis_y { AXIS_Y_LOG, AXIS_Y_LINEAR, AXIS_Y_COUNT };
const char *axis_x_name(size_t axis);
const char *axis_y_name(size_t axis);

enum map_style { MAP_BOTH, MAP_HEAT, MAP_LINES, MAP_STYLES };
const char *map_style_name(size_t style);

/* What the data pane shows. */
enum data_style { DATA_FIT, DATA_RESIDUALS, DATA_CONFUSION, DATA_STYLES };
const char *data_style_name(size_t style);

/* What the plot shows of every run. Only the loss is drawn. */
enum plot_kind {
    PLOT_LOSS,
    PLOT_RATE,
    PLOT_GRADIENT,
    PLOT_STEP,
    PLOT_SCORE,
    PLOT_TEST,
    PLOT_KINDS,
};
const char *plot_kind_name(size_t kind);

/* How much of a run's path is drawn: its last update, all of it, or points without lines. Only all
 * of it is drawn. */
enum trail_kind { TRAIL_ALL, TRAIL_LAST, TRAIL_POINTS, TRAIL_KINDS };
const char *trail_kind_name(size_t kind);

/* By what the runs are ranked. A score is the better the higher it is. */
enum rank_kind { RANK_LOSS, RANK_SCORE, RANK_TEST, RANK_KINDS };
const char *rank_kind_name(size_t kind);

/* The themes that draw/theme.h has colours for. */
enum display_theme {
    DISPLAY_DARK,
    DISPLAY_LIGHT,
    DISPLAY_PROJECTOR,
    DISPLAY_MONO,
    DISPLAY_THEMES,
};
const char *display_theme_name(size_t theme);

#endif
