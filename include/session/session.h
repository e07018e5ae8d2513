/* A session: a scene being played.
 *
 * It holds the race, what is shown and how (lens, focus, axes, panes), what lies over the panes
 * (help, menus, the prompt) and what can be undone. It is changed by verbs alone (session/verb.h);
 * keys are bound to verbs (session/key.h). It knows nothing of time or terminals: whoever plays it
 * calls session_tick() with the seconds that went by, and session_work() until the race is where it
 * should be. */
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "race/race.h"
#include "scene/library.h"
#include "scene/scene.h"
#include "session/look.h"
#include "session/ui.h"

/* What only the program around the session can do; it does so and sets REQUEST_NONE. See
 * app/request.h. */
enum request { REQUEST_NONE, REQUEST_QUIT, REQUEST_REDRAW, REQUEST_EXPORT };

#define SESSION_SPEED 20 /* updates a second, where nothing else is said */

/* Why the race is on its way. */
enum way {
    WAY_FORWARD, /* steps, which more steps add to */
    WAY_BACK,    /* steps back */
    WAY_SEEK,    /* to a step that was named */
    WAY_PLAY,    /* time goes by */
    WAY_UNDO,    /* an earlier state is made again */
};

/* Who plays verbs. */
enum actor {
    ACTOR_USER,
    ACTOR_EVENT,  /* ... of the scene: what the user did when it was saved */
    ACTOR_LESSON, /* its changes come again by themselves, so they are not the user's */
};

struct undo; /* an earlier state; see undo.c */

struct session {
    struct scene scene; /* as the user and the lessons have made it; its events are yet to come */
    /* As the user alone has made it; NULL: the lessons changed nothing but settings. */
    struct scene *without_lessons;
    struct race race;
    uint64_t race_version; /* another one whenever the race is made again, a run joins or leaves */
    const struct library *library; /* borrowed */
    const char *language;          /* borrowed: "en", "es" */

    size_t focus; /* index of a run */
    bool all;     /* rate, batch and settings go to all runs, not to the focused one */

    bool playing;
    double speed;       /* updates a second while playing */
    double due;         /* the fraction of an update that is owed */
    bool working;       /* the race is on its way to race.step */
    enum way way;       /* ... and why */
    uint64_t goal;      /* where it goes from there, past lessons and events */
    uint64_t undone_to; /* the step of an undone state whose future is made first */
    char **queue;       /* lines of verbs that wait until the race is there */
    size_t queue_count;
    struct error failure; /* of one of them, of a lesson or an event; see session_work() */
    enum actor actor;

    size_t lessons_done; /* lessons whose verbs have been played */
    struct look look;
    struct scene_view own;   /* what the user has where the scene sets something else */
    const char *given_theme; /* of look_give_theme(); or NULL */
    struct ui ui;
    enum request request;
    char *request_path; /* of the last export that was requested; owned */

    struct undo *undo; /* newest last */
    size_t undo_count;
    size_t undo_bytes; /* what they take */
};

/* Takes over the scene. False with the message if its race cannot be built; the scene is released
 * then. `library` and `language` must outlive the session. */
bool session_init(struct session *session, struct scene *scene, const struct library *library,
                  const char *language, struct error *err);
void session_finish(struct session *session);

/* Time went by: while playing, ask the race for the updates that are due. */
void session_tick(struct session *session, double seconds);

/* Make up to `updates` updates of what was asked for. Whether nothing is left to be done. `err`
 * gets the first mistake in a verb that waited or in a lesson since the last call. */
bool session_work(struct session *session, uint64_t updates, struct error *err);

/* session_work() until nothing is left. */
void session_settle(struct session *session, struct error *err);

/* Ask the race for a step. On the way forward lessons and events act as they are reached; a lesson
 * that pauses ends playing, and nothing else. */
void session_seek(struct session *session, uint64_t step);

/* So many updates from where the race is, or is going by such steps. Playing ends. */
void session_step(struct session *session, uint64_t updates);
void session_step_back(struct session *session, uint64_t updates);

/* Stop where the race is on its way to a step, all runs at the same one, and forget the queue. */
void session_halt(struct session *session);

/* A setting of a run changes from this step on, in its range. */
void session_change(struct session *session, size_t run, int setting, double value);

/* Play a scene in place of this one. On failure nothing changes. */
bool session_open(struct session *session, const char *name, struct error *err);

/* The scene as the user has made it, without what lessons added or removed. */
struct scene *session_own_scene(struct session *session);

/* Make the race again from the user's scene, at step 0. */
void session_restart(struct session *session);

/* Make the user's settings as they are now (rates, batches ...) those of the user's scene. */
void session_adopt_settings(struct session *session);

/* The scene that plays this session again when it is opened: the changes on the way are its events,
 * the view is the present one. Release with scene_finish(). */
void session_scene(struct session *session, struct scene *scene);

/* Remember the present state for `undo`, before a line that changes it; of a view, only what is
 * shown. The oldest states are forgotten where all together would take more than 64 MiB. */
void session_remember(struct session *session, bool view, const char *line);

/* The line failed: the scene and what is shown are as they were, and nothing is remembered. */
void session_cancel(struct session *session);

/* What was remembered last goes with what was before it: `undo` takes back both at once. */
void session_join_undo(struct session *session);

/* Go back to what was remembered last. */
bool session_undo(struct session *session, struct error *err);

/* The window that the scene asks for, where the plane is the one that it asks for; else the
 * problem's, or around the paths on the plane. */
void session_reset_lens(struct session *session);

/* Refit the plane: put it through the runs' thetas so far (pca), or through the focused run's theta
 * now (axes of the look, random), and reset the lens to it. Before any run has moved, random
 * directions stand in for a pca. Does nothing for two parameters. */
void session_refit_plane(struct session *session);

/* Let the plane follow the runs, now that they stand at another step: a slice along two parameters
 * goes through the focused run's other ones, as they are now, and keeps its lens; a pca takes the
 * place of random directions as soon as a run has moved, and is made again whenever the paths have
 * become twice as long, and at the end, unless the user chose the lens; the lens is then that of
 * session_reset_lens(). While playing, a slice moves once a second. */
void session_follow_plane(struct session *session);

/* Whether the lens is the one that the pca put around the paths, so that it goes with them. */
bool session_lens_follows(const struct session *session);

/* Whether the slice is of the focused run as it is now. */
bool session_slice_is_current(const struct session *session);

/* Tell the user; cut at a whole character where it is longer than MESSAGE_SIZE. */
__attribute__((format(printf, 2, 3))) void session_say(struct session *session, const char *format,
                                                       ...);

/* Tell the user of a mistake. */
void session_tell(struct session *session, const struct error *err);

/* Look at another run. One with parameters of another shape has a plane of its own. */
void session_focus(struct session *session, size_t run);

struct run *session_focused(const struct session *session); /* NULL: no runs */

/* The problem of the focused run: what the map, the network and the inspector show. */
struct problem *session_problem(const struct session *session);

/* Whether the run's parameters have the shape of the focused run's, so that it is on its map. */
bool session_is_on_map(const struct session *session, size_t run);

/* Whether the runs' losses are of different kinds, so that scores compare them and losses do not.
 */
bool session_losses_differ(const struct session *session);
char session_letter(size_t run);                                          /* 'A' ... 'Z' */
const struct scene_lesson *session_lesson(const struct session *session); /* NULL: none yet */

#endif
