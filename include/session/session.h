/* A session: a scene being played.
 *
 * It holds the race, what is looked at and how (lens, focus, axes, panes), what lies over the panes
 * (help, menus, the prompt) and what can be undone. It is changed by verbs alone (session/verb.h);
 * keys are bound to verbs (session/key.h). It knows nothing of time or terminals: whoever plays it
 * calls session_tick() with the seconds that went by, and session_work() until the race is where it
 * should be. */
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "math/plane.h"
#include "race/race.h"
#include "scene/library.h"
#include "scene/scene.h"

/* The window of the map, in the problem's coordinates. */
struct lens {
    double x[2], y[2]; /* from, to */
};

enum axis_x { AXIS_X_STEP, AXIS_X_EPOCH, AXIS_X_EVALS, AXIS_X_COUNT };
enum axis_y { AXIS_Y_LOG, AXIS_Y_LINEAR, AXIS_Y_COUNT };
enum map_style { MAP_BOTH, MAP_HEAT, MAP_LINES, MAP_STYLES };
enum pane {
    PANE_MAP,
    PANE_LOSS,
    PANE_INSPECT,
    PANE_RANK,
    PANE_TIMELINE,
    PANE_DATA, /* of models alone, as is the next */
    PANE_NET,
    PANE_COUNT,
};

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
const char *pane_name(size_t pane);

/* What lies over the panes and takes the keys; Esc closes it. */
enum overlay {
    OVERLAY_NONE,
    OVERLAY_HELP,
    OVERLAY_SCENES,    /* a menu of the library */
    OVERLAY_METHODS,   /* a menu of the optimizers, to add one */
    OVERLAY_PROMPT,    /* a line being typed */
    OVERLAY_CROSSHAIR, /* a point being chosen on the map */
};

#define PROMPT_SIZE 256

struct ui {
    enum overlay overlay;
    char prompt[PROMPT_SIZE];    /* the prompt's line, or a menu's filter; UTF-8 */
    char last_line[PROMPT_SIZE]; /* the line entered before: Up brings it back */
    size_t cursor;               /* bytes before it */
    size_t selected;             /* of a menu, among the entries that pass the filter */
    size_t scroll;               /* of the help, in lines */
    double crosshair[2];         /* in the problem's coordinates */
};

/* What only the program around the session can do; it does so and sets WISH_NONE. */
enum wish { WISH_NONE, WISH_QUIT, WISH_REDRAW, WISH_EXPORT };

struct undo; /* an earlier state; see session.c */

struct session {
    struct scene scene;
    struct race race;
    uint64_t race_version; /* another one whenever the race is built anew, a run joins or leaves */
    const struct library *library; /* borrowed */
    const char *language;          /* borrowed: "en", "es" */

    struct lens lens;   /* on the plane, if there is one */
    struct plane plane; /* of a problem with more than two parameters; else dim is 0 */
    enum scene_plane plane_kind;
    uint64_t plane_version; /* another one whenever the plane is made anew */
    size_t focus;           /* index of a run */
    bool all;               /* rate, batch and settings go to all runs, not to the focused one */

    bool playing;
    double speed;  /* updates a second while playing */
    double due;    /* the fraction of an update that is owed */
    bool working;  /* the race is on its way to race.step */
    uint64_t goal; /* where it goes from there, past lessons that only act */
    char *queue;   /* the verbs of a line that wait until the race is there; or NULL */

    enum axis_x axis_x;
    enum axis_y axis_y;
    enum map_style map_style;
    bool arrows, mouse;
    char theme[16];
    enum data_style data_style;
    size_t inputs[2]; /* of the data, across and up the data pane */
    enum stage stage; /* of the next update, as far as it was shown */
    enum pane pane;   /* the focused pane */
    bool maximized;   /* ... alone on the screen */

    size_t lesson;       /* lessons reached: the last of them is shown */
    size_t lessons_done; /* lessons whose verbs have been played */
    struct ui ui;
    char message[256];
    bool message_is_error;
    enum wish wish;
    char wish_path[PROMPT_SIZE];

    struct undo *undo; /* newest last */
    size_t undo_count;
};

/* Takes over the scene. False with the message if its race cannot be built; the scene is released
 * then. `library` and `language` must outlive the session. */
bool session_init(struct session *session, struct scene *scene, const struct library *library,
                  const char *language, struct error *err);
void session_finish(struct session *session);

/* Time went by: while playing, ask the race for the updates that are due. */
void session_tick(struct session *session, double seconds);

/* Make up to `updates` updates of what was asked for. Whether nothing is left to be done. */
bool session_work(struct session *session, uint64_t updates);

/* session_work() until nothing is left. */
void session_settle(struct session *session);

/* Ask the race for a step. On the way forward lessons act as they are reached, and one that pauses
 * ends the way. */
void session_seek(struct session *session, uint64_t step);

/* Stop where the race is on its way to a step, all runs at the same one, and forget the queue. */
void session_halt(struct session *session);

/* A setting of a run changes from this step on, in its range. */
void session_change(struct session *session, size_t run, int setting, double value);

/* Play a scene in place of this one. On failure nothing changes. */
bool session_open(struct session *session, const char *name, struct error *err);

/* Build the race anew from session->scene, at step 0. On failure nothing changes but the scene. */
bool session_restart(struct session *session, struct error *err);

/* Make the settings as they are now (rates, batches ...) those of the scene. */
void session_adopt_settings(struct session *session);

/* Remember the present state for `undo`; and go back to the last one. */
void session_remember(struct session *session);
void session_forget(struct session *session); /* drop what was remembered last */
bool session_undo(struct session *session, struct error *err);

void session_reset_lens(struct session *session);

/* Lay the plane through the runs' thetas so far (pca), or through the focused run's theta now (axes
 * of scene.view, random), and reset the lens to it. Where a pca has less than three points to go
 * by, random directions stand in. Does nothing for two parameters. */
void session_lay_plane(struct session *session);

/* Tell the user. */
__attribute__((format(printf, 2, 3))) void session_say(struct session *session, const char *format,
                                                       ...);

struct run *session_focused(const struct session *session);               /* NULL: no runs */
char session_letter(size_t run);                                          /* 'A' ... 'Z' */
const struct scene_lesson *session_lesson(const struct session *session); /* NULL: none yet */

#endif
