/* The screen: a session drawn on a canvas. Pure: the same session, size and style give the same
 * cells. */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include "draw/canvas.h"
#include "draw/glyphs.h"
#include "draw/theme.h"
#include "session/session.h"

/* How to draw: what the terminal can show. */
struct view_style {
    enum glyphs glyphs;
    struct theme theme;
};

/* Where the panes are; width 0 where one is not shown. `map` is the inside of the map's frame, the
 * cells that show the lens. */
struct view_layout {
    struct rect pane[PANE_COUNT];
    struct rect map;
    struct rect status, hints; /* a line each */
    bool too_small;
};

struct view_layout view_layout(const struct session *session, int columns, int rows);

/* Everything: panes, status, hints, and what lies over them. */
void view_draw(const struct session *session, struct canvas *canvas, const struct view_style *style);

/* Where a cell of the map is in the problem's coordinates (its middle), for the mouse. False
 * outside the map. */
bool view_map_point(const struct session *session, const struct view_layout *layout, int column,
                    int row, double *x, double *y);

#endif
