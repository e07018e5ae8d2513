/* Isolines by marching squares (Lorensen and Cline 1987, in two dimensions), with linear
 * interpolation along the edges. Of the two ways through a saddle, the mean of the four corners
 * decides: it is what bilinear interpolation has in the middle. */
#ifndef DRAW_ISOLINES_H
#define DRAW_ISOLINES_H

#include <stddef.h>

/* Call `emit` for every segment of the line at `level`, in grid coordinates: values[r*columns + c]
 * is at (c, r). Squares with a corner that is not finite are left out. Segments come in no
 * particular direction; those of neighbouring squares meet exactly. */
void isolines_trace(const double *values, size_t columns, size_t rows, double level,
                    void (*emit)(void *context, double x0, double y0, double x1, double y1),
                    void *context);

#endif
