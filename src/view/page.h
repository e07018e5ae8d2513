/* Text set line by line into a rect, for the inspector. A page that measures only draws nothing. */
#ifndef VIEW_PAGE_H
#define VIEW_PAGE_H

#include "pane.h"

struct page {
    const struct drawing *drawing;
    struct rect rect;
    int row, column; /* where the next item goes */
    bool measure_only;
    bool spacious; /* there is room for empty lines, and for what settings mean */
};

/* Lines of running text, from `indent` columns on. */
void page_text(struct page *page, struct pen pen, int indent, const char *text);

/* "label value", behind the last item or on the next line. */
void page_item(struct page *page, const char *label, const char *value);
void page_number(struct page *page, const char *label, double value, int digits);

/* The line of items is full. */
void page_end(struct page *page);

/* An empty line, if there is room. */
void page_gap(struct page *page);

/* The update rule of the run, line by line in symbols, with the numbers of its last update: of two
 * parameters if they leave `later` rows free, of one if they fit, and where they do not, only the
 * results. Of more than two parameters, the one with the largest gradient comes first. */
void page_rule(struct page *page, const struct run *run, int later);

#endif
