#include "page.h"

#include "base/number.h"

void page_text(struct page *page, struct pen pen, int indent, const char *text)
{
    const struct rect room = {page->rect.x + indent, page->rect.y, page->rect.width - indent,
                              page->rect.height};
    struct canvas measure = {.ascii = page->drawing->canvas->ascii};
    page->row += canvas_wrap(page->measure_only ? &measure : page->drawing->canvas, room, page->row,
                             pen, text);
}

void page_item(struct page *page, const char *label, const char *value)
{
    const struct theme *theme = &page->drawing->style->theme;
    const int before = *label ? canvas_text_width(label) + 1 : 0;
    const int width = before + canvas_text_width(value);
    if (*label && width > page->rect.width) { /* a number that is cut would be another one */
        page_item(page, "", label);
        page_end(page);
        page_item(page, "", value);
        return;
    }
    if (page->column > 0 && page->column + width > page->rect.width)
        page_end(page);
    if (!page->measure_only) {
        struct canvas *canvas = page->drawing->canvas;
        canvas_text(canvas, page->rect, page->column, page->row, theme->dim, label);
        canvas_text(canvas, page->rect, page->column + before, page->row, theme->text, value);
    }
    page->column += width + 2;
}

void page_number(struct page *page, const char *label, double value, int digits)
{
    char number[NUMBER_SIZE];
    page_item(page, label, number_round(number, value, digits));
}

void page_end(struct page *page)
{
    page->row += page->column > 0;
    page->column = 0;
}

void page_gap(struct page *page)
{
    page->row += page->spacious;
}
