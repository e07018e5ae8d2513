/* The whole picture: the panes in their frames, the lines at the bottom, and what lies over them.
 */
#include "view/view.h"

#include "base/mem.h"
#include "pane.h"

#include <assert.h>
#include <stdlib.h>

static const struct view_pane *const panes[] = {
    [PANE_MAP] = &map_pane,   [PANE_LOSS] = &loss_pane,         [PANE_INSPECT] = &inspect_pane,
    [PANE_RANK] = &rank_pane, [PANE_TIMELINE] = &timeline_pane, [PANE_DATA] = &data_pane,
    [PANE_NET] = &net_pane,
};
static_assert(ARRAY_LENGTH(panes) == PANE_COUNT, "a row for each pane");

void view_finish(struct view *view)
{
    free(view->points);
    free(view->values);
    free(view->positions);
    free(view->about_path);
    free(view->title);
    free(view->about);
    dots_finish(&view->dots);
    *view = (struct view){0};
}

/* ---- what the panes share ---- */

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

size_t pane_turn(const struct session *session, size_t turn)
{
    if (turn + 1 == session->race.count)
        return session->focus;
    return turn < session->focus ? turn : turn + 1;
}

double pane_rate(const struct run *run)
{
    return schedule_rate(&run->settings.schedule, run->settings.hyper[HYPER_LR], run->step);
}

/* ---- the picture ---- */

static void draw_pane(const struct drawing *drawing, enum pane index)
{
    const struct theme *theme = &drawing->style->theme;
    const struct rect rect = drawing->layout->pane[index];
    const bool focused = pane_focused(drawing->session) == index;
    if (rect.width < 1 || rect.height < 1)
        return;
    if (rect.height < 3) {
        panes[index]->draw(drawing, rect);
        return;
    }
    char title[PANE_TITLE];
    panes[index]->title(drawing, rect.width, title);
    const struct rect inside =
        canvas_box(drawing->canvas, rect, drawing->style->glyphs, focused,
                   focused ? theme->frame_focused : theme->frame, theme->title, title);
    if (inside.width > 0 && inside.height > 0)
        panes[index]->draw(drawing, inside);
}

static void draw_overlay(const struct drawing *drawing)
{
    switch (drawing->session->ui.overlay) {
    case OVERLAY_HELP:
        help_draw(drawing);
        break;
    case OVERLAY_SCENES:
    case OVERLAY_METHODS:
        menu_draw(drawing);
        break;
    default: /* the prompt is in the status, the crosshair on the map */
        break;
    }
}

void view_draw(struct view *view, const struct session *session, struct canvas *canvas,
               const struct view_style *style)
{
    const struct view_layout layout = view_layout(session, canvas->columns, canvas->rows);
    const struct drawing drawing = {view, session, canvas, style, &layout};
    canvas_clear(canvas, style->theme.background);
    if (layout.too_small) {
        canvas_wrap(canvas, canvas_bounds(canvas), 0, style->theme.text,
                    "too small: 20x6 is needed");
        return;
    }
    for (size_t i = 0; i < PANE_COUNT; i++)
        draw_pane(&drawing, (enum pane)i);
    status_draw(&drawing);
    hints_draw(&drawing);
    draw_overlay(&drawing);
}
