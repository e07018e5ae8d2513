/* Cells and what is put into them: all drawing ends in canvas_put(), which clips. */
#include "draw/canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "draw/color.h"

void canvas_init(struct canvas *canvas, int columns, int rows)
{
    *canvas = (struct canvas){0};
    canvas_resize(canvas, columns, rows);
}

void canvas_resize(struct canvas *canvas, int columns, int rows)
{
    canvas->columns = columns > 0 ? columns : 0;
    canvas->rows = rows > 0 ? rows : 0;
    size_t count = (size_t)canvas->columns * (size_t)canvas->rows;
    canvas->cells = mem_resize(canvas->cells, count, sizeof *canvas->cells);
    canvas_clear(canvas, (struct pen){CANVAS_DEFAULT, CANVAS_DEFAULT, 0});
}

void canvas_finish(struct canvas *canvas)
{
    free(canvas->cells);
    *canvas = (struct canvas){0};
}

void canvas_clear(struct canvas *canvas, struct pen pen)
{
    canvas_fill(canvas, canvas_bounds(canvas), ' ', pen);
}

struct rect canvas_bounds(const struct canvas *canvas)
{
    return (struct rect){0, 0, canvas->columns, canvas->rows};
}

/* The part of [a, a + a_length) that lies in [b, b + b_length). */
static void overlap(int a, int a_length, int b, int b_length, int *start, int *length)
{
    int64_t a_end = (int64_t)a + a_length, b_end = (int64_t)b + b_length;
    int64_t end = a_end < b_end ? a_end : b_end;
    *start = a > b ? a : b;
    *length = end > *start ? (int)(end - *start) : 0;
}

struct rect rect_intersect(struct rect a, struct rect b)
{
    struct rect both;
    overlap(a.x, a.width, b.x, b.width, &both.x, &both.width);
    overlap(a.y, a.height, b.y, b.height, &both.y, &both.height);
    return both;
}

bool rect_contains(struct rect rect, int x, int y)
{
    return x >= rect.x && (int64_t)x < (int64_t)rect.x + rect.width && y >= rect.y &&
           (int64_t)y < (int64_t)rect.y + rect.height;
}

struct cell *canvas_at(const struct canvas *canvas, int x, int y)
{
    if (x < 0 || x >= canvas->columns || y < 0 || y >= canvas->rows)
        return NULL;
    return &canvas->cells[(size_t)y * (size_t)canvas->columns + (size_t)x];
}

/* The colour a cell shows behind whatever is drawn on it next. */
static uint32_t kept_paper(const struct cell *cell)
{
    if (!(cell->style & STYLE_PIXELS))
        return cell->paper;
    return color_mix(cell->ink, cell->paper, 0.5);
}

/* The other half of a wide character becomes a space. */
static void split(struct canvas *canvas, const struct cell *cell, int x, int y)
{
    struct cell *before = canvas_at(canvas, x - 1, y), *after = canvas_at(canvas, x + 1, y);
    if (cell->glyph == CANVAS_TAIL && before)
        before->glyph = ' ';
    if (after && after->glyph == CANVAS_TAIL)
        after->glyph = ' ';
}

void canvas_put(struct canvas *canvas, int x, int y, uint32_t glyph, struct pen pen)
{
    struct cell *cell = canvas_at(canvas, x, y);
    if (!cell)
        return;
    split(canvas, cell, x, y);
    uint32_t paper = pen.paper == CANVAS_KEEP ? kept_paper(cell) : pen.paper;
    *cell = (struct cell){.glyph = glyph, .ink = pen.ink, .paper = paper, .style = pen.style};
}

void canvas_fill(struct canvas *canvas, struct rect rect, uint32_t glyph, struct pen pen)
{
    struct rect area = rect_intersect(rect, canvas_bounds(canvas));
    for (int y = area.y; y < area.y + area.height; y++)
        for (int x = area.x; x < area.x + area.width; x++)
            canvas_put(canvas, x, y, glyph, pen);
}

/* The glyphs of a character, of which there may be none: how many. */
static size_t glyphs_of(const struct canvas *canvas, uint32_t code,
                        uint32_t glyphs[static TEXT_ASCII])
{
    glyphs[0] = glyph_printable(code);
    if (!canvas || !canvas->ascii || glyphs[0] < 0x7f)
        return glyphs[0] != 0;
    char spelling[TEXT_ASCII];
    const size_t count = text_ascii(glyphs[0], spelling);
    for (size_t i = 0; i < count; i++)
        glyphs[i] = (unsigned char)spelling[i];
    return count;
}

/* One glyph of a text of one column, clipped. */
static void put_clipped(struct canvas *canvas, struct rect rect, int column, int row,
                        struct pen pen, uint32_t glyph)
{
    int x, y;
    const bool on_grid =
        !__builtin_add_overflow(rect.x, column, &x) && !__builtin_add_overflow(rect.y, row, &y);
    if (on_grid && rect_contains(rect, x, y))
        canvas_put(canvas, x, y, glyph, pen);
}

/* One of two columns: of one that is clipped a space remains. */
static void put_wide(struct canvas *canvas, struct rect rect, int column, int row, struct pen pen,
                     uint32_t glyph)
{
    const struct rect room = rect_intersect(rect, canvas_bounds(canvas));
    put_clipped(canvas, rect, column, row, pen, ' ');
    put_clipped(canvas, rect, column + 1, row, pen, ' ');
    const int64_t x = (int64_t)rect.x + column, y = (int64_t)rect.y + row;
    if (x < room.x || x + 2 > room.x + room.width || y < room.y || y >= room.y + room.height)
        return;
    canvas_at(canvas, (int)x, (int)y)->glyph = glyph;
    canvas_at(canvas, (int)x + 1, (int)y)->glyph = CANVAS_TAIL;
}

/* Returns the columns of the glyph. */
static int put_glyph(struct canvas *canvas, struct rect rect, int column, int row, struct pen pen,
                     uint32_t glyph)
{
    const int columns = glyph_columns(glyph);
    if (columns == 2)
        put_wide(canvas, rect, column, row, pen, glyph);
    else
        put_clipped(canvas, rect, column, row, pen, glyph);
    return columns;
}

/* canvas_text() for the bytes from `text` to `end`. */
static int put_span(struct canvas *canvas, struct rect rect, int column, int row, struct pen pen,
                    const char *text, const char *end)
{
    int start = column, before = column; /* where the last character is */
    uint32_t glyphs[TEXT_ASCII], last = 0;
    while (text < end) {
        const uint32_t code = text_next(&text);
        const size_t count = glyphs_of(canvas, code, glyphs);
        const uint32_t both = count == 0 && last ? text_compose(last, code) : 0;
        if (both && !canvas->ascii)
            put_glyph(canvas, rect, before, row, pen, last = both);
        else if (count > 0)
            last = glyphs[0];
        for (size_t i = 0; i < count; i++) {
            before = column;
            column += put_glyph(canvas, rect, column, row, pen, glyphs[i]);
        }
    }
    return column - start;
}

int canvas_text(struct canvas *canvas, struct rect rect, int column, int row, struct pen pen,
                const char *text)
{
    return put_span(canvas, rect, column, row, pen, text, text + strlen(text));
}

int canvas_printf(struct canvas *canvas, struct rect rect, int column, int row, struct pen pen,
                  const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    text[text_cut(text, sizeof text - 1)] = '\0';
    return canvas_text(canvas, rect, column, row, pen, text);
}

int canvas_text_width(const char *text)
{
    int width = 0;
    for (uint32_t glyph; (glyph = text_next(&text)) != 0;)
        width += glyph_columns(glyph);
    return width;
}

/* Where the first line of `text` ends, and where the next one begins. width > 0. */
static const char *line_end(const struct canvas *canvas, const char *text, int width,
                            const char **next)
{
    const char *space = NULL; /* the last one, and so where to break */
    uint32_t glyphs[TEXT_ASCII];
    int column = 0;
    for (const char *at = text;;) {
        const char *here = at;
        uint32_t glyph = text_next(&at);
        if (glyph == 0 || glyph == '\n') {
            *next = at;
            return here;
        }
        const int count = (int)glyphs_of(canvas, glyph, glyphs);
        const int columns = count == 1 ? glyph_columns(glyphs[0]) : count;
        if (glyph == ' ')
            space = here;
        else if (here > text && columns > 0 && column + columns > width) {
            *next = space ? space + 1 : here;
            return space ? space : here;
        }
        column += columns;
    }
}

int canvas_wrap(struct canvas *canvas, struct rect rect, int row, struct pen pen, const char *text)
{
    if (rect.width <= 0)
        return 0;
    int start = row;
    while (*text) {
        const char *next;
        const char *end = line_end(canvas, text, rect.width, &next);
        if (canvas)
            put_span(canvas, rect, 0, row, pen, text, end);
        row++;
        text = next;
    }
    return row - start;
}

struct lines {
    uint32_t across, down, corners[4]; /* top left, top right, bottom left, bottom right */
};

static const struct lines box_lines[2][2] = {
    /* [beyond ASCII][focused] */
    {{'-', '|', {'+', '+', '+', '+'}}, {'=', '|', {'+', '+', '+', '+'}}},
    {{0x2500, 0x2502, {0x250c, 0x2510, 0x2514, 0x2518}},  /* ─ │ ┌ ┐ └ ┘ */
     {0x2501, 0x2503, {0x250f, 0x2513, 0x2517, 0x251b}}}, /* ━ ┃ ┏ ┓ ┗ ┛ */
};

static void box_heading(struct canvas *canvas, struct rect side, enum glyphs tier, struct pen pen,
                        const char *title)
{
    struct rect room = {side.x + 2, side.y, side.width - 4, 1};
    if (room.width < 1)
        return;
    int width = canvas_text_width(title);
    int shown = width < room.width ? width : room.width;
    canvas_put(canvas, room.x - 1, room.y, ' ', pen);
    canvas_put(canvas, room.x + shown, room.y, ' ', pen);
    canvas_text(canvas, room, 0, 0, pen, title);
    if (width > room.width)
        canvas_put(canvas, room.x + shown - 1, room.y, glyph_symbol(tier, SYMBOL_ELLIPSIS), pen);
}

struct rect canvas_box(struct canvas *canvas, struct rect rect, enum glyphs tier, bool focused,
                       struct pen line, struct pen heading, const char *title)
{
    struct rect inside = {rect.x + 1, rect.y + 1, rect.width - 2, rect.height - 2};
    if (inside.width < 0 || inside.height < 0)
        return (struct rect){rect.x, rect.y, 0, 0};
    const struct lines *lines = &box_lines[tier != GLYPHS_ASCII][focused];
    int right = rect.x + rect.width - 1, bottom = rect.y + rect.height - 1;
    canvas_fill(canvas, (struct rect){inside.x, rect.y, inside.width, 1}, lines->across, line);
    canvas_fill(canvas, (struct rect){inside.x, bottom, inside.width, 1}, lines->across, line);
    canvas_fill(canvas, (struct rect){rect.x, inside.y, 1, inside.height}, lines->down, line);
    canvas_fill(canvas, (struct rect){right, inside.y, 1, inside.height}, lines->down, line);
    canvas_put(canvas, rect.x, rect.y, lines->corners[0], line);
    canvas_put(canvas, right, rect.y, lines->corners[1], line);
    canvas_put(canvas, rect.x, bottom, lines->corners[2], line);
    canvas_put(canvas, right, bottom, lines->corners[3], line);
    if (title)
        box_heading(canvas, rect, tier, heading, title);
    return inside;
}
