#include "out/frame.h"

#include "draw/glyphs.h"

void frame_text(const struct canvas *canvas, struct text *out)
{
    for (int y = 0; y < canvas->rows; y++) {
        int end = canvas->columns;
        while (end > 0 && canvas_at(canvas, end - 1, y)->glyph == ' ')
            end--;
        for (int x = 0; x < end; x++) {
            char bytes[GLYPH_BYTES];
            text_add_bytes(out, bytes, glyph_encode(canvas_at(canvas, x, y)->glyph, bytes));
        }
        text_add(out, "\n");
    }
}
