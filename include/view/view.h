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

/* Memory for drawing, kept from one picture to the next: it grows with the canvas, and a picture
 * no larger than the last one allocates nothing. Start from a zeroed struct. */
struct view {
    double *points;             /* pixels x 2: where the map's raster is taken */
    double *values, *positions; /* pixels: the loss there, and its place on the heat scale */
    size_t pixels;
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

/* Where a cell of the map is in the problem's coordinates (its middle), for the mouse. False
 * outside the map. */
bool view_map_point(const struct session *session, const struct view_layout *layout, int column,
                    int row, double *x, double *y);

#endif
