/* The whole picture: the panes in their frames, the lines at the bottom, and what lies over them.
 */
#include "view/view.h"

#include "base/mem.h"
#include "decimation.h"
#include "inspection.h"
#include "overlay.h"
#include "pane.h"
#include "raster.h"
#include "trail.h"
#include "view/data/data.h"
#include "view/net/net.h"

#include <stdlib.h>
#include <string.h>

void view_finish(struct view *view)
{
    if (view->raster)
        raster_finish(view->raster);
    if (view->inspection)
        inspection_finish(view->inspection);
    if (view->data)
        data_memory_finish(view->data);
    if (view->net)
        net_memory_finish(view->net);
    void *const owned[] = {view->data,        view->net,          view->raster, view->inspection,
                           view->decimations, view->plane_errors, view->curve,  view->scratch,
                           view->about_path,  view->title,        view->about};
    for (size_t i = 0; i < ARRAY_LENGTH(owned); i++)
        free(owned[i]);
    dots_finish(&view->dots);
    *view = (struct view){0};
}

/* Room for what is kept of each of so many runs. */
static void reserve(struct view *view, size_t runs)
{
    const size_t before = view->run_capacity;
    if (!view->raster) {
        view->raster = mem_alloc(1, sizeof *view->raster);
        view->inspection = mem_alloc(1, sizeof *view->inspection);
        view->data = mem_alloc(1, sizeof *view->data);
        view->net = mem_alloc(1, sizeof *view->net);
    }
    if (runs <= before)
        return;
    view->decimations = mem_resize(view->decimations, 2 * runs, sizeof *view->decimations);
    view->plane_errors = mem_resize(view->plane_errors, runs, sizeof *view->plane_errors);
    memset(view->decimations + 2 * before, 0, 2 * (runs - before) * sizeof *view->decimations);
    memset(view->plane_errors + before, 0, (runs - before) * sizeof *view->plane_errors);
    view->run_capacity = runs;
}

/* ---- the picture ---- */

static void draw_pane(const struct drawing *drawing, enum pane index)
{
    const struct view_pane *pane = view_pane(index);
    const struct theme *theme = &drawing->style->theme;
    const struct rect rect = drawing->layout->pane[index];
    const bool focused = pane_focused(drawing->session) == index;
    if (rect.width < 1 || rect.height < 1)
        return;
    if (rect.height < 3) {
        pane->draw(drawing, rect);
        return;
    }
    char title[PANE_TITLE];
    pane->title(drawing, rect.width, title);
    const struct rect inside =
        canvas_box(drawing->canvas, rect, drawing->style->glyphs, focused,
                   focused ? theme->frame_focused : theme->frame, theme->title, title);
    if (inside.width > 0 && inside.height > 0)
        pane->draw(drawing, inside);
}

static void draw_overlay(const struct drawing *drawing)
{
    const struct view_overlay *overlay = overlay_view(drawing->session);
    if (overlay->draw)
        overlay->draw(drawing);
}

void view_draw(struct view *view, const struct session *session, struct canvas *canvas,
               const struct view_style *style)
{
    const struct view_layout layout = view_layout(session, canvas->columns, canvas->rows);
    const struct drawing drawing = {view, session, canvas, style, &layout};
    canvas->ascii = style->glyphs == GLYPHS_ASCII;
    canvas_clear(canvas, style->theme.background);
    reserve(view, session->race.count);
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

bool view_work(struct view *view, const struct session *session, int columns, int rows,
               size_t losses)
{
    const struct view_layout layout = view_layout(session, columns, rows);
    reserve(view, session->race.count);
    const size_t most = losses < 1 ? 1 : losses;
    if (raster_is_slow(session_problem(session)) &&
        raster_work(view->raster, session, layout.map.width, layout.map.height, most))
        return true;
    return layout.pane[PANE_INSPECT].width > 0 &&
           inspection_work(view->inspection, session, losses);
}
