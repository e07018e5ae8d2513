/* Where the panes are. Of surfaces in four ways, from the most room to the least: two columns with
 * every pane, everything stacked, the map with one companion, one pane alone. Models have two panes
 * more: with much room there is a place for each; with less, data, net and inspector share one. */
#include "pane.h"

#define FEWEST_COLUMNS 20
#define FEWEST_ROWS    6
#define WIDEST_OVERLAY 100

static int clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

enum pane pane_focused(const struct session *session)
{
    return session->ui.overlay == OVERLAY_CROSSHAIR ? PANE_MAP : session->look.pane;
}

/* Cut `size` rows or columns off an edge of the rect. */
static struct rect cut_bottom(struct rect *rect, int size)
{
    rect->height -= size;
    return (struct rect){rect->x, rect->y + rect->height, rect->width, size};
}

static struct rect cut_right(struct rect *rect, int size)
{
    rect->width -= size;
    return (struct rect){rect->x + rect->width, rect->y, size, rect->height};
}

/* Rows for the ranking: a line for each run, a heading and the frame. */
static int rank_rows(const struct session *session, int limit)
{
    return clamp((int)session->race.count + 3, 4, limit);
}

/* The pane in the place that several share: the one with the focus, else the net while an update is
 * shown in stages, else the data. A surface has only the inspector there. */
static enum pane shared_pane(const struct session *session)
{
    const enum pane focused = pane_focused(session);
    const bool shares = focused == PANE_INSPECT || focused == PANE_DATA || focused == PANE_NET;
    if (!session_problem(session)->dataset)
        return PANE_INSPECT;
    return shares ? focused : session->look.stage != STAGE_NONE ? PANE_NET : PANE_DATA;
}

/* Map over ranking on the left; loss over inspector on the right, side by side where it is wide
 * rather than high. */
static void put_all(struct view_layout *layout, const struct session *session, struct rect body)
{
    const bool wide = body.width >= 120 && body.height < 26;
    const int side = wide ? body.width * 56 / 100 : clamp(body.width * 43 / 100, 36, 80);
    struct rect right = cut_right(&body, side);
    layout->pane[PANE_RANK] = cut_bottom(&body, rank_rows(session, body.height * 2 / 5));
    layout->pane[PANE_MAP] = body;
    const int loss = clamp(right.height * 36 / 100, 7, right.height);
    const enum pane shared = shared_pane(session);
    if (wide)
        layout->pane[PANE_LOSS] = cut_right(&right, right.width * 45 / 100);
    else
        layout->pane[shared] = cut_bottom(&right, right.height - loss);
    layout->pane[wide ? shared : PANE_LOSS] = right;
}

/* A model, with less room: map over net (or the inspector while it has the focus) on the left;
 * loss, data and ranking on the right. */
static void put_model(struct view_layout *layout, const struct session *session, struct rect body)
{
    const bool inspect = session->look.pane == PANE_INSPECT;
    struct rect right = cut_right(&body, body.width * 45 / 100);
    layout->pane[inspect ? PANE_INSPECT : PANE_NET] = cut_bottom(&body, body.height * 48 / 100);
    layout->pane[PANE_MAP] = body;
    layout->pane[PANE_RANK] = cut_bottom(&right, rank_rows(session, right.height * 3 / 10));
    layout->pane[PANE_DATA] = cut_bottom(&right, right.height * 62 / 100);
    layout->pane[PANE_LOSS] = right;
}

/* With more: map and data, and the net below both; loss, inspector and ranking on the right. */
static void put_whole_model(struct view_layout *layout, const struct session *session,
                            struct rect body)
{
    struct rect right = cut_right(&body, body.width * 32 / 100);
    layout->pane[PANE_RANK] = cut_bottom(&right, rank_rows(session, right.height / 4));
    layout->pane[PANE_INSPECT] = cut_bottom(&right, right.height * 60 / 100);
    layout->pane[PANE_LOSS] = right;
    layout->pane[PANE_NET] = cut_bottom(&body, body.height * 45 / 100);
    layout->pane[PANE_DATA] = cut_right(&body, body.width * 48 / 100);
    layout->pane[PANE_MAP] = body;
}

static void put_stack(struct view_layout *layout, const struct session *session, struct rect body)
{
    layout->pane[PANE_RANK] = cut_bottom(&body, rank_rows(session, body.height / 5));
    layout->pane[shared_pane(session)] = cut_bottom(&body, body.height * 35 / 100);
    layout->pane[PANE_LOSS] = cut_bottom(&body, body.height * 30 / 100);
    layout->pane[PANE_MAP] = body;
}

static void put_companion(struct view_layout *layout, const struct session *session,
                          struct rect body)
{
    const enum pane shared = shared_pane(session);
    const bool loss =
        session->look.pane == PANE_LOSS || (shared == PANE_INSPECT && shared != session->look.pane);
    struct rect right = cut_right(&body, loss ? body.width * 43 / 100 : body.width / 2);
    layout->pane[loss ? PANE_LOSS : shared] = right;
    if (body.height >= 13 || session->look.pane == PANE_RANK)
        layout->pane[PANE_RANK] = cut_bottom(&body, rank_rows(session, body.height / 3));
    layout->pane[PANE_MAP] = body;
}

/* The cells that show the lens: within the frame, and right of the labels where there is room. */
static struct rect map_inside(const struct session *session, struct rect pane)
{
    struct rect inside = {pane.x + 1, pane.y + 1, pane.width - 2, pane.height - 2};
    if (inside.width < 1 || inside.height < 1)
        return (struct rect){0};
    if (inside.width >= 30) {
        const struct axis axis = axis_make(session->look.lens.y[0], session->look.lens.y[1], false);
        const int gutter = plot_gutter(axis, inside.height);
        inside.x += gutter;
        inside.width -= gutter;
    }
    return inside;
}

struct view_layout view_layout(const struct session *session, int columns, int rows)
{
    struct view_layout layout = {.too_small = columns < FEWEST_COLUMNS || rows < FEWEST_ROWS};
    if (layout.too_small)
        return layout;
    const enum pane focused = pane_focused(session);
    struct rect body = {0, 0, columns, rows};
    layout.hints = cut_bottom(&body, 1);
    layout.status = cut_bottom(&body, status_rows(session, columns, rows / 6));
    const bool small = columns < 72 || rows < 20;
    const bool alone = session->look.maximized || columns < 56 || rows < 14 ||
                       (focused == PANE_NET && small); /* half the width would be too narrow */
    const bool is_model = session_problem(session)->dataset != NULL;
    const bool stacked = columns >= 34 && columns < 72 && rows >= 32;
    if (rows >= 10 && !(alone && focused == PANE_TIMELINE))
        layout.pane[PANE_TIMELINE] = cut_bottom(&body, rows >= 36 ? 3 : 1);
    if (stacked && !session->look.maximized)
        put_stack(&layout, session, body);
    else if (alone)
        layout.pane[focused] = body;
    else if (is_model && columns >= 150 && rows >= 38)
        put_whole_model(&layout, session, body);
    else if (is_model && columns >= 110 && rows >= 30)
        put_model(&layout, session, body);
    else if (!small)
        put_all(&layout, session, body);
    else
        put_companion(&layout, session, body);
    layout.map = map_inside(session, layout.pane[PANE_MAP]);
    return layout;
}

struct rect layout_overlay(const struct drawing *drawing)
{
    const struct rect all = canvas_bounds(drawing->canvas);
    const int width = clamp(all.width, 0, WIDEST_OVERLAY);
    return (struct rect){(all.width - width) / 2, 0, width, drawing->layout->hints.y};
}

bool view_map_point(const struct session *session, const struct view_layout *layout, int column,
                    int row, double *x, double *y)
{
    const struct rect map = layout->map;
    if (!rect_contains(map, column, row))
        return false;
    const double *from = session->look.lens.x, *up = session->look.lens.y;
    *x = from[0] + (from[1] - from[0]) * (column - map.x + 0.5) / map.width;
    *y = up[1] + (up[0] - up[1]) * (row - map.y + 0.5) / map.height;
    return true;
}
