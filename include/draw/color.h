/* Colours, and what is left of them on terminals with fewer. A colour is 0xRRGGBB (sRGB). */
#ifndef DRAW_COLOR_H
#define DRAW_COLOR_H

#include <stdint.h>

/* How many colours a terminal shows. */
enum colors {
    COLORS_NONE,
    COLORS_16,  /* the ANSI colours, whose shades the user may have changed */
    COLORS_256, /* xterm's: those 16, a 6 x 6 x 6 cube from 16 on, 24 greys from 232 on */
    COLORS_DIRECT,
};

/* The colour a share `t` (0 ... 1) of the way from `from` to `to`, channel by channel. */
uint32_t color_mix(uint32_t from, uint32_t to, double t);

/* The nearest of xterm's cube and greys: 16 ... 255. Exact for those colours themselves. */
int color_to_256(uint32_t color);

/* The nearest ANSI colour, 0 ... 15, by xterm's shades of them. */
int color_to_16(uint32_t color);

/* The colour behind an index of xterm's palette, 0 ... 255. */
uint32_t color_from_256(int index);

#endif
