/* The screen: a session drawn on a canvas. Pure: the same session, size and style give the same
 * cells. */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include "draw/canvas.h"
#include "draw/dots.h"
#include "draw/glyphs.h"
#include "draw/theme.h"
#include "session/session.h"

/* How to draw: what the terminal can show. */
struct view_style {
    enum glyphs glyphs;
    struct theme theme;
};

/* What drawing keeps from one picture of a session to the next: memory, and what is costly to
 * compute. A picture no larger than the last one of as many runs allocates nothing. Start from a
 * zeroed struct; another session needs another view. */
struct view {
    struct raster *raster;            /* the losses over the map */
    struct decimation *decimations;   /* of the losses of each run and its ghost */
    struct inspection *inspection;    /* of the focused run */
    struct plane_error *plane_errors; /* of the runs, on the plane of the map */
    struct data_memory *data;         /* of the samples */
    struct net_memory *net;           /* of the network */
    size_t run_capacity;              /* of decimations and plane errors */
    double (*curve)[2];               /* the curve being drawn */
    size_t curve_count, curve_capacity;
    double *scratch;
    size_t scratch_capacity;
    struct dots dots;
    char *about_path;    /* the scene whose text was read last, for the menu; or NULL */
    char *title, *about; /* its texts */
};

void view_finish(struct view *view);

/* Where the panes are; width 0 where one is not shown. `map` is the inside of the map's frame, the
 * cells that show the lens. */
struct view_layout {
    struct rect pane[PANE_COUNT];
    struct rect map;
    struct rect status, hints; /* a line or more of text, and one of keys */
    bool too_small;
};

struct view_layout view_layout(const struct session *session, int columns, int rows);

/* Everything: panes, status, hints, and what lies over them. */
void view_draw(struct view *view, const struct session *session, struct canvas *canvas,
               const struct view_style *style);

/* What a picture shows of a model, and cannot wait for, is computed here while nothing is more
 * urgent: the map, coarse to fine, and while the race is paused the curvature where the focused run
 * stands. At most `losses` losses of the whole sum, or as much as takes about as long; one at
 * least. Whether there is more to do. Nothing is ever left of surfaces. */
bool view_work(struct view *view, const struct session *session, int columns, int rows,
               size_t losses);

/* The lines by which what lies over the panes may be scrolled at most; 0 where it does not scroll.
 */
size_t view_furthest_scroll(const struct session *session, int columns, int rows);

/* Where a cell of the map is in the lens's coordinates (its middle), for the mouse. False
 * outside the map. */
bool view_map_point(const struct session *session, const struct view_layout *layout, int column,
                    int row, double *x, double *y);

#endif
