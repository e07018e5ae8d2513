/* What the panes share: what they are drawn with, plots and the curves in them, formulas. */
#ifndef VIEW_PANE_H
#define VIEW_PANE_H

#include "draw/axis.h"
#include "race/run.h"
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

/* A pane of session/pane.h: how it is drawn, and where. Its file defines NAME_pane. */
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
void help_draw(const struct drawing *drawing);
void menu_draw(const struct drawing *drawing);

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

/* The run to be drawn at a turn, 0 ... count-1: the focused one last, so that it lies above the
 * others, and newer ones above older. */
size_t pane_turn(const struct session *session, size_t turn);

/* The name of the first key that says this line of verbs; "" where none does. */
const char *pane_key(const char *verb);

/* The rate of the run's next update, as its schedule has it. */
double pane_rate(const struct run *run);

/* The samples of the update that is shown in stages, or else of the next one; NULL is all. */
const uint32_t *pane_batch(const struct session *session, struct run *run, size_t *count);

/* The one of them that is shown as an example: the first of a batch; of all samples, as many as the
 * run has made updates. */
size_t pane_sample(const struct session *session, const struct run *run, const uint32_t *batch);

/* ---- plots ---- */

/* A rect with a value axis each way, y upwards. */
struct plot {
    struct rect rect;
    struct axis x, y;
};

/* Where a value is, in cells from the top left of the rect, with fractions. */
double plot_column(const struct plot *plot, double x);
double plot_row(const struct plot *plot, double y);

/* Columns that the labels of a vertical axis of that height take, with a space behind. */
int plot_gutter(struct axis axis, int height);

/* Labels to the left of the plot, in a gutter of that width, and on the line below it. */
void plot_labels_y(const struct drawing *drawing, const struct plot *plot, int gutter);
void plot_labels_x(const struct drawing *drawing, const struct plot *plot);

/* ---- curves: gathered point by point, in values, then drawn ---- */

void curve_begin(struct view *view);
void curve_add(struct view *view, double x, double y);

/* Draw the curve gathered into the view's dots. */
void curve_draw(const struct drawing *drawing, const struct plot *plot, struct pen pen,
                bool dotted);

/* Without colours, the run's letter, small, every so often along the curve gathered. */
void curve_letters(const struct drawing *drawing, const struct plot *plot, size_t run);

/* A part of a run's record: the records first ... last of its rows, its keyframes or its ghost's
 * rows. False: there are none. */
enum run_part { PART_PAST, PART_FUTURE, PART_GHOST };

bool part_range(const struct run *run, const struct history *records, enum run_part part,
                size_t *first, size_t *last);

/* ---- formulas ---- */

#define FORMULA_SIZE 512

/* A formula of sim/expr.h as it is written by hand: θ, η, β1, √, squares raised, `times` for *. In
 * the ASCII tier it stays as it is. Returns `out`. */
char *formula_pretty(char out[static FORMULA_SIZE], enum glyphs tier, const char *text,
                     const char *times);

#endif
