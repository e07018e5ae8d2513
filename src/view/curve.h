/* A curve in a plot: gathered point by point, in values, then drawn. */
#ifndef VIEW_CURVE_H
#define VIEW_CURVE_H

#include "plot.h"

void curve_begin(struct view *view);
void curve_add(struct view *view, double x, double y);

/* Draw the curve gathered into the view's dots. */
void curve_draw(const struct drawing *drawing, const struct plot *plot, struct pen pen,
                bool dotted);

/* Without colours, the run's letter, small, every so often along the curve gathered. */
void curve_letters(const struct drawing *drawing, const struct plot *plot, size_t run);

#endif
