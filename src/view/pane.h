/* A pane: how it is drawn, and where; what the panes are drawn with, and their pens. */
#ifndef VIEW_PANE_H
#define VIEW_PANE_H

#include "view/view.h"

/* One picture being drawn. */
struct drawing {
    struct view *view;
    const struct session *session;
    struct canvas *canvas;
    const struct view_style *style;
    const struct view_layout *layout;
};

#define PANE_TITLE 160

/* Where a pane stands. Which part of the screen that is, the arrangements in layout.c say. */
enum place {
    PLACE_HERO,   /* what the session is about: the largest picture */
    PLACE_PLOT,   /* curves over the steps */
    PLACE_DETAIL, /* the focused run in full */
    PLACE_RUNS,   /* the runs side by side */
    PLACE_DATA,
    PLACE_NET,
    PLACE_BAR, /* across the whole screen, at the bottom */
};

/* Of a pane, its frame included. */
struct pane_size {
    int columns, rows;
};

/* A pane of scene/pane.h: how it is drawn, and where. Its file defines NAME_pane. */
struct view_pane {
    /* Its frame's title, for a frame of that width, and what is inside. A rect of less than three
     * rows has no frame and is all inside. */
    void (*title)(const struct drawing *drawing, int width, char title[static PANE_TITLE]);
    void (*draw)(const struct drawing *drawing, struct rect inside);

    /* Panes of one place stand one over the other, those of the highest priority first, as far as
     * each has its least size; where places are one, the pane of the highest priority has it. The
     * focused pane goes before all others. With less than its least size, it is alone. */
    enum place place;
    int priority;
    struct pane_size least;
    int best_rows;                                     /* 0: as many as there are */
    int (*count_rows)(const struct session *session);  /* ... or if not NULL, these */
    bool (*goes_first)(const struct session *session); /* whatever its priority; NULL: never */
};

#define PANE_EXTERN(constant, name, title, help, fits, of)                                         \
    extern const struct view_pane name##_pane;
PANES(PANE_EXTERN)
#undef PANE_EXTERN

const struct view_pane *view_pane(enum pane pane);

/* What is not a pane. */
void status_draw(const struct drawing *drawing);
void hints_draw(const struct drawing *drawing);

/* At the end of a rect whose text goes on: an ellipsis, and the key that shows the scene's texts in
 * full. */
void put_more(const struct drawing *drawing, struct rect rect, struct pen pen);

/* Rows of the status, at most `limit`: what the longest lesson takes, and until something is played
 * what the scene is about. */
int status_rows(const struct session *session, int columns, int limit);

/* The pane on which the keys act: the map while a point is chosen on it. */
enum pane pane_focused(const struct session *session);

/* Where help and menus lie: over everything but the hints. */
struct rect layout_overlay(const struct drawing *drawing);

/* `count` numbers for short use, not zeroed; the next call takes them back. */
double *pane_scratch(const struct drawing *drawing, size_t count);

/* ---- pens ---- */

/* What is not the present: a run's recorded future and its ghost. */
struct pen pane_faded(const struct theme *theme, size_t run);

/* A run's letter: that of the focused run stands out. */
void pane_letter(const struct drawing *drawing, int x, int y, size_t run);

/* The run that is drawn as the turn-th, 0 ... count-1: the focused one last, so that it lies above
 * the others, and newer ones above older. */
size_t pane_order(const struct session *session, size_t turn);

/* The name of the first key that says this line of verbs; "" where none does. */
const char *pane_key(const char *verb);

#endif
