#include "scroll.h"

/* The inside of the box, and the lines by which what is in it may be scrolled. */
static struct page measure(const struct drawing *drawing, struct rect box, scroll_put *put,
                           int *furthest)
{
    struct page page = {
        .drawing = drawing,
        .rect = {box.x + 2, box.y + 1, box.width - 4, box.height - 2},
        .measure_only = true,
    };
    put(&page);
    *furthest = page.row > page.rect.height ? page.row - page.rect.height : 0;
    return page;
}

size_t scroll_furthest(const struct session *session, int columns, int rows, scroll_put *put)
{
    const struct view_layout layout = view_layout(session, columns, rows);
    const struct view_style style = {.glyphs = GLYPHS_ASCII};
    if (layout.too_small)
        return 0;
    struct canvas canvas = {.columns = columns, .rows = rows}; /* nothing is drawn */
    const struct drawing drawing = {
        .session = session, .canvas = &canvas, .style = &style, .layout = &layout};
    int furthest;
    measure(&drawing, layout_overlay(&drawing), put, &furthest);
    return (size_t)furthest;
}

void scroll_draw(const struct drawing *drawing, const char *title, scroll_put *put)
{
    const struct theme *theme = &drawing->style->theme;
    const struct rect box = layout_overlay(drawing);
    int furthest;
    struct page page = measure(drawing, box, put, &furthest);
    canvas_fill(drawing->canvas, box, ' ', theme->background);
    canvas_box(drawing->canvas, box, drawing->style->glyphs, true, theme->frame_focused,
               theme->title, title);
    const size_t scroll = drawing->session->ui.scroll;
    const int first = scroll < (size_t)furthest ? (int)scroll : furthest;
    if (furthest > 0)
        canvas_printf(drawing->canvas, box, box.width - 12, box.height - 1, theme->dim, " %d%% ",
                      100 * first / furthest);
    page.row = -first;
    page.measure_only = false;
    put(&page);
}
