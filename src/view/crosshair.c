/* The crosshair: in the status, the point that it is at. The map draws the lines (map.c). */
#include "overlay.h"

#include "base/number.h"

#include <stdio.h>

static void crosshair_status(const struct drawing *drawing)
{
    const struct session *session = drawing->session;
    const double *at = session->ui.crosshair;
    char text[PANE_TITLE], numbers[3][NUMBER_SIZE];
    double loss;
    problem_loss(session_problem(session), 1, at, &loss);
    snprintf(text, sizeof text, "start at x = %s, y = %s, f = %s",
             number_round(numbers[0], at[0], 4), number_round(numbers[1], at[1], 4),
             number_round(numbers[2], loss, 4));
    status_text(drawing, drawing->style->theme.title, text);
}

const struct view_overlay crosshair_view = {.status = crosshair_status};
