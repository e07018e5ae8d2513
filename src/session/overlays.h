/* The rows of the overlays, a file each, and what they share; private to the layer. */
#ifndef SESSION_OVERLAYS_H
#define SESSION_OVERLAYS_H

#include "session/overlay.h"

extern const struct overlay_kind help_overlay, text_overlay;      /* overlay_help.c */
extern const struct overlay_kind scenes_overlay, methods_overlay; /* overlay_menu.c */
extern const struct overlay_kind prompt_overlay;                  /* overlay_prompt.c */
extern const struct overlay_kind crosshair_overlay;               /* overlay_crosshair.c */

/* Tells of the keys of every line (line_edit.c). */
#define LINE_EDIT_ROW                                                                              \
    {                                                                                              \
        .names = "^A ^E ^U ^W ^K", .label = "start, end; delete to the start, a word, to the end", \
        .no_hint = true                                                                            \
    }

/* For overlay_keys.press: the overlay is closed and nothing else is done. */
void overlay_leave(struct session *session, uint32_t key);

/* Play a line of verbs; a mistake in it is told to the user. (key.c) */
void key_play(struct session *session, const char *line);

/* Restart every run from a point of the map, in the problem's coordinates. (key.c) */
void key_start(struct session *session, double x, double y);

#endif
