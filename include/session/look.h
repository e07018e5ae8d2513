/* What is shown of a session, and how: the map's window and plane, axes, styles, panes. Nothing in
 * it changes how the race goes on. */
#ifndef SESSION_LOOK_H
#define SESSION_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "math/plane.h"
#include "scene/scene.h"
#include "session/pane.h"

/* The window of the map, in the problem's coordinates. */
struct lens {
    double x[2], y[2]; /* from, to */
};

enum axis_x { AXIS_X_STEP, AXIS_X_EPOCH, AXIS_X_EVALS, AXIS_X_COUNT };
enum axis_y { AXIS_Y_LOG, AXIS_Y_LINEAR, AXIS_Y_COUNT };
enum map_style { MAP_BOTH, MAP_HEAT, MAP_LINES, MAP_STYLES };

/* What the data pane shows. */
enum data_style { DATA_FIT, DATA_RESIDUALS, DATA_CONFUSION, DATA_STYLES };

/* One update in its stages, each shown with its numbers. */
enum stage { STAGE_NONE, STAGE_FORWARD, STAGE_LOSS, STAGE_BACKWARD, STAGE_UPDATE, STAGE_COUNT };

/* Their words, as the verbs take and the screen shows them. */
const char *axis_x_name(enum axis_x axis);
const char *axis_y_name(enum axis_y axis);
const char *map_style_name(enum map_style style);
const char *data_style_name(enum data_style style);
const char *stage_name(enum stage stage);

struct look {
    struct lens lens;   /* on the plane, if there is one */
    struct plane plane; /* of a problem with more than two parameters; else dim is 0 */
    enum scene_plane plane_kind;
    uint64_t plane_version; /* another one whenever the plane is made again */

    enum axis_x axis_x;
    enum axis_y axis_y;
    enum map_style map_style;
    bool arrows;
    char theme[16];
    enum data_style data_style;
    size_t inputs[2]; /* of the data, across and up the data pane */
    enum stage stage; /* of the next update, as far as it was shown */
    enum pane pane;   /* the focused pane */
    bool maximized;   /* ... alone on the screen */
};

/* A copy with a plane of its own; `to` is overwritten. Release with look_finish(). */
void look_copy(struct look *to, const struct look *from);
void look_finish(struct look *look);

/* Whether both show the same: every field is equal, numbers and the plane to the bit. The version
 * of the plane is left out: it tells that the plane was made again, not what it is. */
bool look_same(const struct look *a, const struct look *b);

#endif
