/* A page that lies over the panes and scrolls: the help, and the texts of the scene. */
#ifndef VIEW_SCROLL_H
#define VIEW_SCROLL_H

#include "page.h"

/* Put all that there is to read, a row after the other; rows above the page's rect are negative. */
typedef void scroll_put(struct page *page);

/* In a box with a title, scrolled by session->ui.scroll lines as far as there are any. */
void scroll_draw(const struct drawing *drawing, const char *title, scroll_put *put);

/* The lines by which it may be scrolled at most. */
size_t scroll_furthest(const struct session *session, int columns, int rows, scroll_put *put);

#endif
