/* The prompt: the line being typed, in the status. */
#include "overlay.h"

/* Columns before the cursor. */
static int width_before_cursor(const struct line_edit *line)
{
    const char *text = line_edit_string(line);
    return canvas_text_width(text) - canvas_text_width(text + line->cursor);
}

/* ":line", moved to the left as far as the cursor needs. */
static void prompt_status(const struct drawing *drawing)
{
    const struct line_edit *line = &drawing->session->ui.line;
    const struct rect rect = drawing->layout->status;
    const struct pen pen = drawing->style->theme.text;
    const int cursor = 1 + width_before_cursor(line);
    const int first = cursor < rect.width ? 0 : cursor - rect.width + 1;
    canvas_text(drawing->canvas, rect, -first, 0, pen, ":");
    canvas_text(drawing->canvas, rect, 1 - first, 0, pen, line_edit_string(line));
    struct cell *cell = canvas_at(drawing->canvas, rect.x + cursor - first, rect.y);
    if (cell)
        cell->style ^= STYLE_REVERSE;
}

const struct view_overlay prompt_view = {.status = prompt_status, .fills_status = true};
