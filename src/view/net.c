/* The network of the focused run, and what passes through it. */
#include "pane.h"

#include <stdio.h>

static void net_title(const struct drawing *drawing, int width, char title[static PANE_TITLE])
{
    (void)width;
    snprintf(title, PANE_TITLE, "net");
    (void)drawing;
}

static void net_draw(const struct drawing *drawing, struct rect inside)
{
    (void)drawing, (void)inside;
}

const struct view_pane net_pane = {.title = net_title, .draw = net_draw};
