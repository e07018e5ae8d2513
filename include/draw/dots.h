/* Points and lines finer than cells, for trails, isolines and plots: 2 x 4 dots a cell in braille,
 * 2 x 2 in quadrant blocks, 1 x 2 in ASCII (the characters ' , ; which no heat ramp has).
 *
 * Draw all that may meet into one struct dots, then flush it: dots in one cell add up, and have
 * the ink of the last one drawn. Coordinates are in cells from the top left of the rect, with
 * fractions: cell (c, r) covers [c, c+1) x [r, r+1). The right and bottom edges themselves belong
 * to the last dots. What is outside is clipped, and nothing is drawn for nan or infinity. */
#ifndef DRAW_DOTS_H
#define DRAW_DOTS_H

#include <stddef.h>
#include <stdint.h>

#include "draw/canvas.h"
#include "draw/glyphs.h"

struct dots {
    struct rect rect;
    enum glyphs tier;
    uint8_t *masks;   /* height x width, row-major: bit across + down*(dots across) */
    struct pen *pens; /* height x width: of the last painter */
    size_t capacity;  /* cells allocated */
};

/* Empty dots over a rect of the canvas. Start from a zeroed struct; memory is kept from one
 * picture to the next, and grows only for a larger rect. */
void dots_begin(struct dots *dots, struct rect rect, enum glyphs tier);
void dots_finish(struct dots *dots);

void dots_point(struct dots *dots, double x, double y, struct pen pen);
void dots_line(struct dots *dots, double x0, double y0, double x1, double y1, struct pen pen);

/* Put the cells that have dots onto the canvas. */
void dots_flush(const struct dots *dots, struct canvas *canvas);

#endif
