/* A plot: a rect with a value axis each way, y upwards, and the labels of its axes. */
#ifndef VIEW_PLOT_H
#define VIEW_PLOT_H

#include "draw/axis.h"
#include "pane.h"

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

#endif
