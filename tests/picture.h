/* A canvas as text, for tests that hold a picture to a literal. */
#ifndef PICTURE_H
#define PICTURE_H

#include "base/text.h"
#include "draw/canvas.h"

/* Append the glyphs, a line a row. One of two columns is there once. */
static inline void picture(const struct canvas *canvas, struct text *out)
{
    for (int y = 0; y < canvas->rows; y++) {
        for (int x = 0; x < canvas->columns; x++) {
            char bytes[TEXT_CHARACTER];
            const uint32_t glyph = canvas_at(canvas, x, y)->glyph;
            if (glyph != CANVAS_TAIL)
                text_add_bytes(out, bytes, text_encode(glyph, bytes));
        }
        text_add(out, "\n");
    }
}

/* Compare with a literal, and release the canvas. */
#define ASSERT_PICTURE(canvas, expected)                                                           \
    do {                                                                                           \
        struct text shown = {0};                                                                   \
        picture((canvas), &shown);                                                                 \
        ck_assert_str_eq(text_string(&shown), (expected));                                         \
        text_finish(&shown);                                                                       \
        canvas_finish(canvas);                                                                     \
    } while (0)

#endif
