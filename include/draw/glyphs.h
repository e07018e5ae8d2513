/* The characters pictures are made of, by what the terminal's font can show.
 *
 * Code points in and out. Every glyph named here is one column wide. */
#ifndef DRAW_GLYPHS_H
#define DRAW_GLYPHS_H

#include <stddef.h>
#include <stdint.h>

/* Each tier has what the one before has. */
enum glyphs {
    GLYPHS_ASCII,
    GLYPHS_BLOCK, /* half blocks, quadrants, lines, arrows, Greek */
    GLYPHS_BRAILLE,
};

enum symbol {
    /* Eight directions on the screen, anticlockwise from the right. */
    SYMBOL_RIGHT,
    SYMBOL_UP_RIGHT,
    SYMBOL_UP,
    SYMBOL_UP_LEFT,
    SYMBOL_LEFT,
    SYMBOL_DOWN_LEFT,
    SYMBOL_DOWN,
    SYMBOL_DOWN_RIGHT,
    SYMBOL_BULLET,
    SYMBOL_CROSS,   /* the cross-hair */
    SYMBOL_MINIMUM, /* a known minimum on the map */
    SYMBOL_START,   /* where runs begin */
    SYMBOL_AHEAD,   /* where a run takes its next gradient */
    SYMBOL_RULE,    /* a horizontal line */
    SYMBOL_WALL,    /* a vertical line */
    SYMBOL_TICK,    /* a tick on a horizontal axis */
    SYMBOL_ELLIPSIS,
    SYMBOL_PLAY,
    SYMBOL_PAUSE,
    SYMBOL_FULL,  /* a filled cell, as the played part of a timeline */
    SYMBOL_EMPTY, /* an empty one */
    SYMBOL_COUNT,
};

uint32_t glyph_symbol(enum glyphs tier, enum symbol symbol);

/* The arrow nearest to a direction in cells, x to the right and y down; a cell is taken as twice
 * as high as wide. The bullet where the direction is zero or not finite. */
uint32_t glyph_arrow(enum glyphs tier, double dx, double dy);

/* A bar that fills 0 ... 8 eighths of its cell, from the left. Values outside are taken as 0 or 8.
 */
uint32_t glyph_bar_right(enum glyphs tier, int eighths);

/* Signs of the formulas: a Greek letter or sign, or its name spelled out in ASCII. UTF-8. */
enum sign {
    SIGN_BETA,
    SIGN_GAMMA,
    SIGN_DELTA,
    SIGN_EPSILON,
    SIGN_ETA,
    SIGN_THETA,
    SIGN_LAMBDA,
    SIGN_OMEGA,
    SIGN_RHO,
    SIGN_TAU,
    SIGN_NABLA, /* "grad " */
    SIGN_ROOT,  /* "sqrt " */
    SIGN_TIMES, /* "*" */
    SIGN_COUNT,
};

const char *glyph_sign(enum glyphs tier, enum sign sign);

/* What a code point is on a canvas: itself where it is printable (base/text.h) and takes a column
 * or two; 0 (draw nothing) for combining marks and what chooses between looks of a character; '?'
 * for the rest. */
uint32_t glyph_printable(uint32_t glyph);

/* The columns it takes then: 0, 1, or 2 (CJK, emoji). */
int glyph_columns(uint32_t glyph);

#endif
