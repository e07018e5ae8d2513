/* A grid of cells: the single truth of what is shown. Curses, text and ANSI output read it.
 *
 * Everything that draws clips: to the canvas, and to the rect it is given. Column and row count
 * from 0 at the top left, on the canvas in canvas_put() and inside the rect elsewhere. */
#ifndef DRAW_CANVAS_H
#define DRAW_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "draw/glyphs.h"

#define CANVAS_DEFAULT 0xff000000u /* as ink or paper: the terminal's own colour */
#define CANVAS_KEEP    0xfe000000u /* as a pen's paper: what is there stays */

/* The glyph of the second cell of a character two columns wide. Neither cell is ever without the
 * other: what overwrites one makes the other a space. */
#define CANVAS_TAIL 0xffffffffu

enum style {
    STYLE_BOLD = 1 << 0,
    STYLE_REVERSE = 1 << 1,
    STYLE_UNDERLINE = 1 << 2,
    STYLE_DIM = 1 << 3,
    STYLE_PIXELS = 1 << 4, /* of a cell only: its half block is two pixels of a background, ink the
                            * upper and paper the lower; output ignores this bit */
};

struct cell {
    uint32_t glyph;      /* a code point, never 0; or CANVAS_TAIL */
    uint32_t ink, paper; /* 0xRRGGBB or CANVAS_DEFAULT */
    uint8_t style;       /* bits of enum style */
};

struct rect {
    int x, y, width, height;
};

/* What to draw with. On paper CANVAS_KEEP, a cell keeps its paper; one with STYLE_PIXELS gets the
 * mean of its two pixels, so that curves and letters leave the heat map visible. */
struct pen {
    uint32_t ink, paper;
    uint8_t style;
};

struct canvas {
    int columns, rows;
    struct cell *cells; /* rows x columns, row-major */
    bool ascii;         /* text is put into cells as text_ascii() spells it; false at first */
};

/* All cells blank in the terminal's colours. Sizes below 0 count as 0. */
void canvas_init(struct canvas *canvas, int columns, int rows);
void canvas_resize(struct canvas *canvas, int columns, int rows); /* blank again */
void canvas_finish(struct canvas *canvas);

/* Every cell a space in `pen`. */
void canvas_clear(struct canvas *canvas, struct pen pen);

struct rect canvas_bounds(const struct canvas *canvas);
struct rect rect_intersect(struct rect a, struct rect b); /* width or height 0 where disjoint */
bool rect_contains(struct rect rect, int x, int y);

/* The cell at (x, y), or NULL outside the canvas. */
struct cell *canvas_at(const struct canvas *canvas, int x, int y);

/* One glyph, of one column, at (x, y) of the canvas. */
void canvas_put(struct canvas *canvas, int x, int y, uint32_t glyph, struct pen pen);

void canvas_fill(struct canvas *canvas, struct rect rect, uint32_t glyph, struct pen pen);

/* One line of UTF-8 from (column, row) of the rect on. Returns the columns the whole text takes,
 * drawn or clipped, so that `column += canvas_text(...)` goes on behind it. Characters are treated
 * by glyph_printable(); a mark goes into the character before it where there is one of both; half
 * of a wide character is a space. */
int canvas_text(struct canvas *canvas, struct rect rect, int column, int row, struct pen pen,
                const char *text);

/* The same, formatted; cut after 1023 bytes. */
__attribute__((format(printf, 6, 7))) int canvas_printf(struct canvas *canvas, struct rect rect,
                                                        int column, int row, struct pen pen,
                                                        const char *format, ...);

/* The columns canvas_text() would take; beyond ASCII, as it is without canvas->ascii. */
int canvas_text_width(const char *text);

/* Text broken at spaces into lines as wide as the rect; a '\n' begins a new line, a longer word is
 * cut. The first line is row `row` of the rect, which may be negative for text scrolled up.
 * Returns the rows the whole text takes, drawn or clipped. With canvas NULL it only measures, and
 * so it does with one without cells. */
int canvas_wrap(struct canvas *canvas, struct rect rect, int row, struct pen pen, const char *text);

/* A pane's frame along the edge of the rect, with a title (or NULL) in its upper side; the focused
 * one has heavier lines. Returns the rect inside. Nothing is drawn in a rect below 2 x 2. */
struct rect canvas_box(struct canvas *canvas, struct rect rect, enum glyphs tier, bool focused,
                       struct pen line, struct pen heading, const char *title);

#endif
