#include "out/frame.h"

#include "base/text.h"

void frame_text(const struct canvas *canvas, struct text *out)
{
    for (int y = 0; y < canvas->rows; y++) {
        int end = canvas->columns;
        while (end > 0 && canvas_at(canvas, end - 1, y)->glyph == ' ')
            end--;
        for (int x = 0; x < end; x++) {
            char bytes[TEXT_CHARACTER];
            const uint32_t glyph = canvas_at(canvas, x, y)->glyph;
            if (glyph != CANVAS_TAIL)
                text_add_bytes(out, bytes, text_encode(glyph, bytes));
        }
        text_add(out, "\n");
    }
}
