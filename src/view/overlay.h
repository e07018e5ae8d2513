/* How what lies over the panes is drawn; private to the layer. */
#ifndef VIEW_OVERLAY_H
#define VIEW_OVERLAY_H

#include "pane.h"

/* A row for each enum overlay; what its keys are is in session/overlay.h. */
struct view_overlay {
    void (*draw)(const struct drawing *drawing);   /* over the panes; NULL: they are seen */
    void (*status)(const struct drawing *drawing); /* in the status; NULL: it stays as it is */
    /* The status is taken whole: messages are in the place of the hints. */
    bool fills_status;
    /* The lines by which it may be scrolled at most; NULL: it does not scroll. */
    size_t (*furthest_scroll)(const struct session *session, int columns, int rows);
};

extern const struct view_overlay help_view;                 /* help.c */
extern const struct view_overlay text_view;                 /* text.c */
extern const struct view_overlay scenes_view, methods_view; /* menu.c */
extern const struct view_overlay prompt_view;               /* prompt.c */
extern const struct view_overlay crosshair_view;            /* crosshair.c */

/* That of the open overlay; with nothing in it where none is open. */
const struct view_overlay *overlay_view(const struct session *session);

/* An ellipsis at the end of a rect, whose text goes on. */
void put_ellipsis(const struct drawing *drawing, struct rect rect, struct pen pen);

/* Text in one line, or in the status; an ellipsis where it does not end there. */
void put_cut(const struct drawing *drawing, struct rect line, struct pen pen, const char *text);
void status_text(const struct drawing *drawing, struct pen pen, const char *text);

#endif
