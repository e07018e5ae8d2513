/* The table of the panes, and what they share. */
#include "pane.h"

#include "base/mem.h"

#define PANE_DRAWN(constant, name, title, help, fits, of) [PANE_##constant] = &name##_pane,
static const struct view_pane *const panes[] = {PANES(PANE_DRAWN)};
#undef PANE_DRAWN

const struct view_pane *view_pane(enum pane pane)
{
    return panes[pane];
}

struct pen pane_faded(const struct theme *theme, size_t run)
{
    struct pen pen = theme_run(theme, run);
    pen.style = theme->heat_ramp ? STYLE_DIM : 0;
    if (!theme->heat_ramp)
        pen.ink = color_mix(pen.ink, theme->background.paper, 0.5);
    return pen;
}

void pane_letter(const struct drawing *drawing, int x, int y, size_t run)
{
    struct pen pen = theme_run(&drawing->style->theme, run);
    pen.style |= STYLE_BOLD;
    if (run == drawing->session->focus)
        pen.style |= STYLE_REVERSE;
    canvas_put(drawing->canvas, x, y, theme_letter(run), pen);
}

size_t pane_order(const struct session *session, size_t turn)
{
    if (turn + 1 == session->race.count)
        return session->focus;
    return turn < session->focus ? turn : turn + 1;
}

double *pane_scratch(const struct drawing *drawing, size_t count)
{
    struct view *view = drawing->view;
    if (count > view->scratch_capacity) {
        view->scratch = mem_resize(view->scratch, count, sizeof *view->scratch);
        view->scratch_capacity = count;
    }
    return view->scratch;
}
