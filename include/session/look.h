/* What is shown of a session, and how: the map's window and plane, axes, styles, panes. Nothing in
 * it changes how the race goes on.
 *
 * A scene's `view` sets it as the scene is opened; look_write_view() writes it back, so that the
 * saved scene opens with the same look. */
#ifndef SESSION_LOOK_H
#define SESSION_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "math/plane.h"
#include "scene/scene.h"

/* The window of the map, in the problem's coordinates. */
struct lens {
    double x[2], y[2]; /* from, to */
};

/* One update in its stages, each shown with its numbers. */
enum stage { STAGE_NONE, STAGE_FORWARD, STAGE_LOSS, STAGE_BACKWARD, STAGE_UPDATE, STAGE_COUNT };

const char *stage_name(enum stage stage);

struct look {
    struct lens lens;   /* on the plane, if there is one */
    struct plane plane; /* of a problem with more than two parameters; else dim is 0 */
    enum scene_plane plane_kind;
    uint64_t axes[2];       /* the parameters of SCENE_PLANE_AXES */
    uint64_t plane_version; /* another one whenever the plane is made again */
    uint64_t
        plane_turned; /* the version since which it only moved, with its directions as they are */
    uint64_t plane_step; /* the step of the race at which it was made */
    uint64_t plane_race; /* ... and its session->race_version */
    struct lens fitted;  /* the lens as it was put around the paths, or by the scene */

    enum axis_x axis_x;
    bool log_x;
    enum axis_y axis_y;
    enum map_style map_style;
    bool arrows;
    char theme[16];
    enum data_style data_style;
    size_t inputs[2]; /* of the data, across and up the data pane */
    enum stage stage; /* of the next update, as far as it was shown */
    enum pane pane;   /* the focused pane */
    bool maximized;   /* ... alone on the screen */
    unsigned hidden;  /* panes that are not shown: bit i is pane i */
};

struct session;

/* ---- panes ---- */

/* Whether the pane has something to show of the problem and is not hidden. */
bool look_shows(const struct look *look, enum pane pane, const struct problem *problem);

/* The next pane behind the focused one that is shown, from the last on to the first. */
enum pane look_next_pane(const struct look *look, const struct problem *problem);

/* Give the focus to the next pane where the focused one is not shown; where none is, all are. */
void look_fit_panes(struct look *look, const struct problem *problem);

/* ---- scenes ---- */

/* Show session->scene, whose race is at its start, as its view says. Without a key: the focus is
 * on the first run, the plane, the window, `data` and `inputs` have their defaults, the x axis is
 * of epochs where a model's run takes batches, else of steps; all else stays as the user has it,
 * and a theme that was asked for by an option stays in any case. */
void look_open(struct session *session);

/* Before another scene is opened: give back to the user what session->scene has set and the user
 * has not changed since. */
void look_close(struct session *session);

/* A theme that the user asks for beforehand, by an option: scenes do not change it. */
void look_give_theme(struct session *session, enum display_theme theme);

/* Put what is shown into the view of a scene that is to be saved, a copy of the session's: the
 * window, the plane and its axes, the focus, panes, axes of the plot, styles, speed and theme. A
 * key that the view has not, and whose value is the default, is left out. Not kept are the stage of
 * an update, which is none of the race's start, the theme of an option, and the focus on a run that
 * the scene has not, as a lesson adds it.
 *
 * Opened and sent to the step at which it was written, the scene has the same look, with the same
 * numbers. Only a plane through more than two parameters depends on the step at which it was laid.
 * What is promised of it: one that was laid at the step at which the view was written is the same
 * once session_refit_plane() has laid it there again (random: the seeded directions from the
 * focused run's theta there; pca: of the paths up to there; axes: through that theta), and
 * session_reset_lens() then shows the window that was written, which is in the plane's own
 * coordinates. A window that goes with the paths (session_lens_follows()) is not written unless the
 * scene has one. A window on random directions that stand in for a pca is not kept: the window of a
 * scene with a pca is one on its principal components. */
void look_write_view(const struct session *session, struct scene *scene);

/* ---- copies ---- */

/* A copy with a plane of its own; `to` is overwritten. Release with look_finish(). */
void look_copy(struct look *to, const struct look *from);
void look_finish(struct look *look);

/* Whether both show the same: every field is equal, numbers and the plane to the bit. Left
 * out is how the plane came about: its versions, the step and the race at which it was made, and
 * the lens that was fitted to it. */
bool look_same(const struct look *a, const struct look *b);

#endif
