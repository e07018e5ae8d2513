/* Lines are clipped in coordinates (Liang and Barsky 1984), then drawn dot by dot. */
#include "draw/dots.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Dots a cell, by tier. */
static const struct {
    int across, down;
} grid[] = {
    [GLYPHS_ASCII] = {1, 2},
    [GLYPHS_BLOCK] = {2, 2},
    [GLYPHS_BRAILLE] = {2, 4},
};

void dots_begin(struct dots *dots, struct rect rect, enum glyphs tier)
{
    if (rect.width < 0 || rect.height < 0)
        rect.width = rect.height = 0;
    size_t count = (size_t)rect.width * (size_t)rect.height;
    if (count > dots->capacity) {
        dots->masks = mem_resize(dots->masks, count, sizeof *dots->masks);
        dots->pens = mem_resize(dots->pens, count, sizeof *dots->pens);
        dots->capacity = count;
    }
    if (count > 0)
        memset(dots->masks, 0, count);
    dots->rect = rect;
    dots->tier = tier;
}

void dots_finish(struct dots *dots)
{
    free(dots->masks);
    free(dots->pens);
    *dots = (struct dots){0};
}

/* The dot at a distance of 0 ... count: the far edge belongs to the last one. */
static int dot_at(double distance, int count)
{
    return distance < count ? (int)distance : count - 1;
}

/* A point within the rect, in dots. */
static void set_dot(struct dots *dots, double x, double y, struct pen pen)
{
    int across = grid[dots->tier].across, down = grid[dots->tier].down;
    int column = dot_at(x, dots->rect.width * across);
    int row = dot_at(y, dots->rect.height * down);
    size_t cell = (size_t)(row / down) * (size_t)dots->rect.width + (size_t)(column / across);
    int bit = row % down * across + column % across;
    dots->masks[cell] = (uint8_t)(dots->masks[cell] | 1u << bit);
    dots->pens[cell] = pen;
}

void dots_point(struct dots *dots, double x, double y, struct pen pen)
{
    dots_line(dots, x, y, x, y, pen);
}

/* The t at which a + t (b - a) is at an edge. By halves, as b - a may overflow. */
static double crossing(double a, double b, double edge)
{
    return (edge / 2 - a / 2) / (b / 2 - a / 2);
}

/* Narrow [*t0, *t1] to where a + t (b - a) lies in [0, limit]. False where it never does. */
static bool clip_range(double a, double b, double limit, double *t0, double *t1)
{
    if (b / 2 - a / 2 == 0)
        return a >= 0 && a <= limit;
    double to_zero = crossing(a, b, 0), to_limit = crossing(a, b, limit);
    *t0 = fmax(*t0, fmin(to_zero, to_limit));
    *t1 = fmin(*t1, fmax(to_zero, to_limit));
    return *t0 <= *t1;
}

/* The coordinate at t, held within 0 ... limit. Exactly the edge where it was t for this edge: far
 * from both ends, t could not tell the two edges apart. */
static double clipped(double a, double b, double t, double edge, double limit)
{
    if (t == crossing(a, b, edge))
        return edge;
    double value = a * (1 - t) + b * t;
    return value < 0 ? 0 : value > limit ? limit : value;
}

/* The line between two points within the rect, in dots. */
static void draw_line(struct dots *dots, double x0, double y0, double x1, double y1, struct pen pen)
{
    double dx = x1 - x0, dy = y1 - y0;
    int steps = (int)ceil(fmax(fabs(dx), fabs(dy)));
    for (int i = 0; i <= steps; i++) {
        double t = steps > 0 ? (double)i / steps : 0;
        set_dot(dots, fmax(0, x0 + t * dx), fmax(0, y0 + t * dy), pen);
    }
}

void dots_line(struct dots *dots, double x0, double y0, double x1, double y1, struct pen pen)
{
    double width = dots->rect.width, height = dots->rect.height, t0 = 0, t1 = 1;
    if (width == 0 || height == 0 || !isfinite(x0) || !isfinite(y0) || !isfinite(x1) ||
        !isfinite(y1))
        return;
    /* Measured from the end nearer to the rect: seen from 1e300, all of the rect is one point. */
    if (hypot(x1, y1) < hypot(x0, y0)) {
        dots_line(dots, x1, y1, x0, y0, pen);
        return;
    }
    if (!clip_range(x0, x1, width, &t0, &t1) || !clip_range(y0, y1, height, &t0, &t1))
        return;
    double x_in = x0 < x1 ? 0 : width, y_in = y0 < y1 ? 0 : height; /* the edges it enters by */
    int across = grid[dots->tier].across, down = grid[dots->tier].down;
    draw_line(dots, clipped(x0, x1, t0, x_in, width) * across,
              clipped(y0, y1, t0, y_in, height) * down,
              clipped(x0, x1, t1, width - x_in, width) * across,
              clipped(y0, y1, t1, height - y_in, height) * down, pen);
}

/* Unicode numbers the left and right columns of braille downwards, the fourth row last. */
static uint32_t braille(unsigned mask)
{
    static const uint8_t bits[8] = {0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80};
    uint32_t glyph = 0x2800;
    for (int i = 0; i < 8; i++)
        if (mask & 1u << i)
            glyph |= bits[i];
    return glyph;
}

static uint32_t dots_glyph(enum glyphs tier, unsigned mask)
{
    /* Bits: upper left, upper right, lower left, lower right. */
    static const uint16_t quadrants[16] = {' ',    0x2598, 0x259d, 0x2580, 0x2596, 0x258c,
                                           0x259e, 0x259b, 0x2597, 0x259a, 0x2590, 0x259c,
                                           0x2584, 0x2599, 0x259f, 0x2588};
    switch (tier) {
    case GLYPHS_BRAILLE:
        return braille(mask);
    case GLYPHS_BLOCK:
        return quadrants[mask];
    default:
        return (uint32_t) " ',;"[mask];
    }
}

void dots_flush(const struct dots *dots, struct canvas *canvas)
{
    const struct rect rect = dots->rect;
    for (int y = 0; y < rect.height; y++) {
        for (int x = 0; x < rect.width; x++) {
            size_t cell = (size_t)y * (size_t)rect.width + (size_t)x;
            if (dots->masks[cell])
                canvas_put(canvas, rect.x + x, rect.y + y,
                           dots_glyph(dots->tier, dots->masks[cell]), dots->pens[cell]);
        }
    }
}
