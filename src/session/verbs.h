/* The verbs' functions, one file for each group, and what they share; private to the layer. */
#ifndef SESSION_VERBS_H
#define SESSION_VERBS_H

#include "session/verb.h"

typedef bool verb_function(struct session *session, size_t count, char *const *arguments,
                           struct error *err);

/* verb_time.c: moving through the race */
verb_function verb_toggle, verb_run, verb_pause, verb_step, verb_back, verb_seek, verb_speed;

/* verb_race.c: changing it */
verb_function verb_lr, verb_batch, verb_remove, verb_start, verb_restart, verb_seed, verb_undo;

/* Tell what a setting of the chosen runs is now: "A gd: lr 0.02". */
void say_setting(struct session *session, const bool *chosen, const char *name);

/* verb_setting.c: its settings by name, and runs with them */
verb_function verb_set, verb_add;

/* verb_model.c: looking at models and their data */
verb_function verb_plane, verb_stage, verb_data, verb_inputs, verb_reload;

/* verb_look.c: looking at it, and everything around it */
verb_function verb_focus, verb_scene, verb_next, verb_previous, verb_zoom, verb_pan, verb_lens,
    verb_axis, verb_map, verb_arrows, verb_theme, verb_pane, verb_save, verb_export, verb_mouse,
    verb_redraw, verb_quit;

/* overlay_*.c: opening what lies over the panes */
verb_function verb_prompt, verb_menu, verb_crosshair, verb_help, verb_text;

/* A number of updates, runs, ...: the argument as a whole number, or `otherwise` if there is none.
 */
bool argument_count(size_t count, char *const *arguments, size_t index, uint64_t otherwise,
                    uint64_t *value, struct error *err);
bool argument_number(const char *argument, double *value, struct error *err);

/* The run named by an argument: its name, letter or number. */
bool argument_run(const struct session *session, const char *argument, size_t *run,
                  struct error *err);

/* Which runs a verb is for: those of the argument ("all" or a run), or without an argument the
 * focused one, or all if the keys act on all. */
bool argument_runs(const struct session *session, const char *argument,
                   bool chosen[static RACE_RUNS], struct error *err);

/* The index of `argument` among the arguments that a function gives, which the message lists if it
 * is none of them. */
bool argument_choice(const char *argument, const char *(*name_at)(size_t index), size_t *choice,
                     struct error *err);

/* The same for a choice that a missing argument moves on, of `size` arguments. */
bool argument_next_choice(size_t count, char *const *arguments,
                          const char *(*name_at)(size_t index), size_t size, size_t *choice,
                          struct error *err);

/* The keys of `add METHOD KEY=VALUE` beside the settings of the method; NULL beyond the last one.
 */
const char *add_key(size_t index);

/* Whether a word is KEY=VALUE; `*value` is what stands behind the '='. */
bool assignment(const char *word, char key[static RUN_NAME_SIZE], const char **value);

/* choices.c: what completion offers for the next argument */
typedef void choices_function(struct completion *c);

choices_function seek_choices, speed_choices, lr_choices, batch_choices, set_choices, focus_choices,
    add_choices, remove_choices, seed_choices, scene_choices, menu_choices, lens_choices,
    axis_choices, map_choices, switch_choices, plane_choices, data_choices, inputs_choices,
    theme_choices, pane_choices, save_choices, export_choices, prompt_choices;

/* Of KIND [KEY=VALUE ...] [RUN|all], as `set schedule` takes it: the run that is named, NULL: none;
 * and whether a setting is named, the kind itself or a value. */
const char *schedule_run(const struct session *session, size_t count, char *const *arguments);
bool schedule_sets(size_t count, char *const *arguments, int setting);

/* What arguments may be; NULL beyond the last one. */
const char *seek_choice(size_t index);
const char *ladder_choice(size_t index);
const char *seed_choice(size_t index);
const char *focus_choice(size_t index);
const char *lens_choice(size_t index);
const char *axis_choice(size_t index);
const char *axis_x_choice(size_t index);
const char *axis_y_choice(size_t index);
const char *map_choice(size_t index);
const char *switch_choice(size_t index);
const char *theme_choice(size_t index);
const char *plane_choice(size_t index);
const char *data_choice(size_t index);
const char *menu_choice(size_t index);

#endif
