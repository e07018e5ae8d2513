/* The data: what the focused run makes of them. */
#include "pane.h"

#include <stdio.h>

static void data_title(const struct drawing *drawing, int width, char title[static PANE_TITLE])
{
    (void)width;
    snprintf(title, PANE_TITLE, "data: %s", drawing->session->race.problem->dataset->name);
}

static void data_draw(const struct drawing *drawing, struct rect inside)
{
    (void)drawing, (void)inside;
}

const struct view_pane data_pane = {.title = data_title, .draw = data_draw};
