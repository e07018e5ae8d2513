/* The verbs' functions, one file for each group, and what they share; private to the layer. */
#ifndef SESSION_VERBS_H
#define SESSION_VERBS_H

#include "session/verb.h"

typedef bool verb_function(struct session *session, size_t count, char *const *words,
                           struct error *err);

/* verb_time.c: moving through the race */
verb_function verb_toggle, verb_run, verb_pause, verb_step, verb_back, verb_seek, verb_speed;

/* verb_race.c: changing it */
verb_function verb_lr, verb_batch, verb_set, verb_add, verb_remove, verb_start, verb_restart,
    verb_seed, verb_undo;

/* verb_model.c: looking at models and their data */
verb_function verb_plane, verb_stage, verb_data, verb_inputs;

/* verb_look.c: looking at it, and everything around it */
verb_function verb_focus, verb_scene, verb_next, verb_previous, verb_zoom, verb_pan, verb_lens,
    verb_axis, verb_map, verb_arrows, verb_theme, verb_pane, verb_save, verb_export, verb_mouse,
    verb_redraw, verb_quit;

/* overlay_*.c: opening what lies over the panes */
verb_function verb_prompt, verb_menu, verb_crosshair, verb_help;

/* A number of updates, runs, ...: the word as a whole number, or `otherwise` if there is none. */
bool words_count(size_t count, char *const *words, size_t index, uint64_t otherwise,
                 uint64_t *value, struct error *err);
bool words_number(const char *word, double *value, struct error *err);

/* The run named by a word: its name, letter or number. */
bool words_run(const struct session *session, const char *word, size_t *run, struct error *err);

/* Which runs a verb is for: those of the word ("all" or a run), or without a word the focused one,
 * or all if the keys act on all. */
bool words_runs(const struct session *session, const char *word, bool chosen[static RACE_RUNS],
                struct error *err);

/* The index of `word` among the words that a function gives, which the message lists if it is none
 * of them. */
bool words_choice(const char *word, const char *(*name_at)(size_t index), size_t *choice,
                  struct error *err);

/* The same for a choice that a missing word moves on, of `size` words. */
bool words_next_choice(size_t count, char *const *words, const char *(*name_at)(size_t index),
                       size_t size, size_t *choice, struct error *err);

/* The words that arguments may be; NULL beyond the last one. */
const char *seek_word(size_t index);
const char *ladder_word(size_t index);
const char *seed_word(size_t index);
const char *focus_word(size_t index);
const char *lens_word(size_t index);
const char *axis_word(size_t index);
const char *axis_x_word(size_t index);
const char *axis_y_word(size_t index);
const char *map_word(size_t index);
const char *switch_word(size_t index);
const char *theme_word(size_t index);
const char *pane_word(size_t index);
const char *plane_word(size_t index);
const char *data_word(size_t index);
const char *menu_word(size_t index);

/* Build the race anew, with the settings as they are now; a scene with a lesson begins as it is
 * written. */
bool start_again(struct session *session, struct error *err);

#endif
