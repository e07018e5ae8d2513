/* The heat map: two pixels a cell, upper and lower half, in a few levels of colour. */
#ifndef DRAW_HEAT_H
#define DRAW_HEAT_H

#include <stdbool.h>
#include <stddef.h>

#include "draw/canvas.h"
#include "draw/theme.h"

/* From a value f to its position, 0 (lowest) to 1 (highest):
 *     linear:       (f - low) / (high - low)
 *     logarithmic:  log(1 + (f - low)/unit) / log(1 + (high - low)/unit) */
struct heat_scale {
    double low, high;
    double unit; /* > 0: logarithmic; 0: linear */
};

/* A scale over the finite ones of `values`. Logarithmic: the unit puts their geometric mean above
 * the lowest in the middle, so that valleys and walls share the levels; where they lie so evenly
 * that no unit does, the scale is linear. Without finite values: 0 to 1, linear. */
struct heat_scale heat_scale_fit(const double *values, size_t count, bool logarithmic);

/* Clamped to 0 ... 1, so that infinities are at the ends; nan stays nan. 0 on a flat scale. */
double heat_position(struct heat_scale scale, double value);

/* Its inverse. heat_value(scale, (double)k / HEAT_LEVELS) is the border between the levels k-1 and
 * k: for k = 1 ... HEAT_LEVELS-1 these are the isolines that bound the bands. */
double heat_value(struct heat_scale scale, double position);

/* The level 0 ... HEAT_LEVELS-1 of a position; -1 for nan. */
int heat_level(double position);

/* Fill the rect with positions, 2*height x width, row-major, the top row first. nan shows the
 * background. By theme and tier: half blocks; coloured spaces (ASCII); or a ramp of characters
 * where the theme says so, with '?' for nan. The latter two show the mean of a cell's pixels. */
void heat_draw(struct canvas *canvas, struct rect rect, const struct theme *theme, enum glyphs tier,
               const double *positions);

#endif
