/* Where the panes are. The table of bars cuts the lines at the bottom off the screen; what is left
 * is the body. The first arrangement whose conditions hold cuts the body: each cut takes a part off
 * one side of a region and gives it to a place, or makes it a region of its own, and the last cut
 * of a region takes what is left. A cut whose panes are all hidden is left out, so that the others
 * have its part. A place is then filled with the panes that want it (pane.h), so that no pane is
 * named here.
 *
 * The same tables can say more. A column is a cut from the right, a share of the width; sub-columns
 * and bands are cuts of its region, in an arrangement with conditions of its own. A margin is a cut
 * into a region that is not used. Rows that depend on the number of runs are a pane's count_rows(),
 * which a cut asks where it `fits`. Several panes of one place share its rows: of two plots, the
 * second appears where there is room for both. Bars with blank lines between them are more fields
 * of their table. Another kind of problem is an arrangement with another `when`. */
#include "pane.h"

#include "base/mem.h"
#include "plot.h"

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

/* ---- the panes of places ---- */

/* Sets of places. */
#define HERO   (1u << PLACE_HERO)
#define PLOT   (1u << PLACE_PLOT)
#define DETAIL (1u << PLACE_DETAIL)
#define RUNS   (1u << PLACE_RUNS)
#define DATA   (1u << PLACE_DATA)
#define NET    (1u << PLACE_NET)
#define BAR    (1u << PLACE_BAR)
#define SHARED (DETAIL | DATA | NET) /* where these three have one place */
#define BESIDE (SHARED | PLOT)       /* and with the plot */

static bool is_of(const struct session *session, enum pane pane, unsigned places)
{
    return (places >> view_pane(pane)->place & 1) != 0 &&
           look_shows(&session->look, pane, session_problem(session));
}

/* The focused pane goes before one that goes first, and that before the one of higher priority.
 * While a point is chosen on the map, the pane that had the focus stays. */
static int precedence(const struct session *session, enum pane pane)
{
    enum { FIRST = 1000, FOCUSED = 2000 };
    const struct view_pane *row = view_pane(pane);
    return pane == session->look.pane                    ? FOCUSED
           : row->goes_first && row->goes_first(session) ? FIRST
                                                         : row->priority;
}

/* PANE_COUNT: none is of these places. */
static enum pane first_pane(const struct session *session, unsigned places)
{
    enum pane first = PANE_COUNT;
    for (size_t i = 0; i < PANE_COUNT; i++) {
        const enum pane pane = (enum pane)i;
        if (is_of(session, pane, places) &&
            (first == PANE_COUNT || precedence(session, pane) > precedence(session, first)))
            first = pane;
    }
    return first;
}

static int best_rows(const struct session *session, enum pane pane, int rows)
{
    const struct view_pane *row = view_pane(pane);
    return row->count_rows ? row->count_rows(session) : row->best_rows > 0 ? row->best_rows : rows;
}

/* Cut `size` rows or columns off an edge of the rect. */
static struct rect cut_bottom(struct rect *rect, int size)
{
    rect->height -= size;
    return (struct rect){rect->x, rect->y + rect->height, rect->width, size};
}

static struct rect cut_top(struct rect *rect, int size)
{
    const struct rect top = {rect->x, rect->y, rect->width, size};
    rect->y += size;
    rect->height -= size;
    return top;
}

static struct rect cut_right(struct rect *rect, int size)
{
    rect->width -= size;
    return (struct rect){rect->x + rect->width, rect->y, size, rect->height};
}

/* The panes of the place as they stand from top to bottom, as many as have room: the first is
 * always among them. Returns how many. */
static size_t choose_panes(const struct session *session, struct rect rect, enum pane first,
                           enum pane chosen[static PANE_COUNT])
{
    const unsigned place = 1u << view_pane(first)->place;
    bool taken[PANE_COUNT] = {false};
    size_t count = 1;
    int room = rect.height - view_pane(first)->least.rows;
    chosen[0] = first;
    taken[first] = true;
    for (;;) {
        enum pane next = PANE_COUNT;
        for (size_t i = 0; i < PANE_COUNT; i++) {
            const struct view_pane *row = view_pane((enum pane)i);
            if (!taken[i] && is_of(session, (enum pane)i, place) && row->least.rows <= room &&
                row->least.columns <= rect.width &&
                (next == PANE_COUNT || row->priority > view_pane(next)->priority))
                next = (enum pane)i;
        }
        if (next == PANE_COUNT)
            return count;
        taken[next] = true;
        room -= view_pane(next)->least.rows;
        size_t at = count++;
        for (; at > 0 && view_pane(chosen[at - 1])->priority < view_pane(next)->priority; at--)
            chosen[at] = chosen[at - 1];
        chosen[at] = next;
    }
}

/* The uppermost pane has the rows that those below do not want. */
static void fill(struct view_layout *layout, const struct session *session, struct rect rect,
                 enum pane first)
{
    enum pane chosen[PANE_COUNT];
    const size_t count = choose_panes(session, rect, first, chosen);
    int left = rect.height;
    for (size_t i = 0; i < count; i++)
        left -= view_pane(chosen[i])->least.rows;
    for (size_t i = count - 1; i > 0; i--) {
        const int least = view_pane(chosen[i])->least.rows;
        const int rows = clamp(best_rows(session, chosen[i], rect.height), least, least + left);
        layout->pane[chosen[i]] = cut_bottom(&rect, rows);
        left -= rows - least;
    }
    layout->pane[chosen[0]] = rect;
}

/* ---- bars ---- */

/* Lines at the bottom of a screen of so many rows: hints, the text above them, and the pane of the
 * place BAR. */
static const struct bars {
    int from;      /* rows of the screen */
    int hints;     /* rows */
    int text_part; /* at most one row of the screen in so many */
    int pane;      /* rows */
} all_bars[] = {
    {.from = 36, .hints = 1, .text_part = 6, .pane = 3},
    {.from = 10, .hints = 1, .text_part = 6, .pane = 1},
    {.from = 0, .hints = 1, .text_part = 6},
};

static void cut_bars(struct view_layout *layout, const struct session *session, struct rect *body)
{
    const struct bars *bars = all_bars;
    const int rows = body->height;
    while (rows < bars->from)
        bars++;
    layout->hints = cut_bottom(body, bars->hints);
    layout->status = cut_bottom(body, status_rows(session, body->width, rows / bars->text_part));
    const enum pane pane = first_pane(session, BAR);
    if (bars->pane > 0 && pane != PANE_COUNT)
        layout->pane[pane] = cut_bottom(body, bars->pane);
}

/* ---- arrangements ---- */

enum region { REGION_BODY, REGION_SIDE, REGION_COUNT };
enum edge { EDGE_REST, EDGE_RIGHT, EDGE_BOTTOM, EDGE_TOP };

struct cut {
    enum region of;
    enum edge edge;
    enum region into; /* if it is not the body, the part becomes this region */
    unsigned places;  /* else it is the place of the pane that comes first among these */
    int share;        /* of the region's columns or rows, in percent */
    int least, most;  /* columns or rows; most 0: no limit */
    bool fits;        /* as many rows as the pane wants, at most that share */
    int from;         /* with fewer rows in the region, only for the focused pane */
};

#define CUTS 8 /* at most */

static bool is_maximized(const struct session *session)
{
    return session->look.maximized;
}

static bool has_data(const struct session *session)
{
    return problem_has_data(session_problem(session));
}

static bool plot_comes_first(const struct session *session)
{
    const enum pane first = first_pane(session, BESIDE);
    return first != PANE_COUNT && view_pane(first)->place == PLACE_PLOT;
}

/* The first one whose conditions hold. Without cuts, the focused pane is alone. */
static const struct arrangement {
    struct pane_size from, to;                   /* of the screen; to 0: any */
    int body_to;                                 /* rows of the body at most; 0: any */
    bool (*when)(const struct session *session); /* NULL: always */
    struct cut cuts[CUTS];
} arrangements[] = {
    {.when = is_maximized},

    /* High and narrow: one over the other. */
    {.from = {34, 32},
     .to = {71, 0},
     .cuts = {{.edge = EDGE_BOTTOM, .places = RUNS, .share = 20, .least = 4, .fits = true},
              {.edge = EDGE_BOTTOM, .places = SHARED, .share = 35},
              {.edge = EDGE_BOTTOM, .places = PLOT, .share = 30},
              {.places = HERO}}},

    {.to = {55, 0}},
    {.to = {0, 13}},

    /* A model with much room: map and data, and the net below both; the numbers on the right. */
    {.from = {150, 38},
     .when = has_data,
     .cuts = {{.edge = EDGE_RIGHT, .into = REGION_SIDE, .share = 32},
              {REGION_SIDE, EDGE_BOTTOM, .places = RUNS, .share = 25, .least = 4, .fits = true},
              {REGION_SIDE, EDGE_BOTTOM, .places = DETAIL, .share = 60},
              {REGION_SIDE, .places = PLOT},
              {.edge = EDGE_BOTTOM, .places = NET, .share = 45},
              {.edge = EDGE_RIGHT, .places = DATA, .share = 48},
              {.places = HERO}}},

    /* A model with less: map over net or inspector on the left, the rest on the right. */
    {.from = {110, 30},
     .when = has_data,
     .cuts = {{.edge = EDGE_RIGHT, .into = REGION_SIDE, .share = 45},
              {.edge = EDGE_BOTTOM, .places = NET | DETAIL, .share = 48},
              {.places = HERO},
              {REGION_SIDE, EDGE_BOTTOM, .places = RUNS, .share = 30, .least = 4, .fits = true},
              {REGION_SIDE, EDGE_BOTTOM, .places = DATA, .share = 62},
              {REGION_SIDE, .places = PLOT}}},

    /* Wide rather than high: three columns. */
    {.from = {120, 20},
     .body_to = 25,
     .cuts = {{.edge = EDGE_RIGHT, .into = REGION_SIDE, .share = 56},
              {.edge = EDGE_BOTTOM, .places = RUNS, .share = 40, .least = 4, .fits = true},
              {.places = HERO},
              {REGION_SIDE, EDGE_RIGHT, .places = PLOT, .share = 45},
              {REGION_SIDE, .places = SHARED}}},

    /* Two columns: the map over the runs, the loss over what explains it. */
    {.from = {72, 20},
     .cuts = {{.edge = EDGE_RIGHT, .into = REGION_SIDE, .share = 43, .least = 36, .most = 80},
              {.edge = EDGE_BOTTOM, .places = RUNS, .share = 40, .least = 4, .fits = true},
              {.places = HERO},
              {REGION_SIDE, EDGE_TOP, .places = PLOT, .share = 36, .least = 7},
              {REGION_SIDE, .places = SHARED}}},

    /* The map and one other, of which a plot needs less width; the runs where there is room. */
    {.when = plot_comes_first,
     .cuts =
         {{.edge = EDGE_RIGHT, .places = BESIDE, .share = 43},
          {.edge = EDGE_BOTTOM, .places = RUNS, .share = 34, .least = 4, .fits = true, .from = 13},
          {.places = HERO}}},
    {.cuts =
         {{.edge = EDGE_RIGHT, .places = BESIDE, .share = 50},
          {.edge = EDGE_BOTTOM, .places = RUNS, .share = 34, .least = 4, .fits = true, .from = 13},
          {.places = HERO}}},
};

static bool holds(const struct arrangement *arrangement, const struct session *session, int columns,
                  int rows, int body_rows)
{
    const struct pane_size from = arrangement->from, to = arrangement->to;
    return columns >= from.columns && rows >= from.rows &&
           (to.columns == 0 || columns <= to.columns) && (to.rows == 0 || rows <= to.rows) &&
           (arrangement->body_to == 0 || body_rows <= arrangement->body_to) &&
           (!arrangement->when || arrangement->when(session));
}

/* The pane that comes first of each cut, and whether the cut is made: for that pane, or for one in
 * the region that it makes. */
struct wanted {
    enum pane first[CUTS]; /* PANE_COUNT: none */
    bool cut[CUTS];
};

static struct wanted find_wanted(const struct session *session, const struct cut cuts[CUTS])
{
    struct wanted wanted;
    for (size_t i = 0; i < CUTS; i++) {
        wanted.first[i] = cuts[i].places ? first_pane(session, cuts[i].places) : PANE_COUNT;
        wanted.cut[i] = wanted.first[i] != PANE_COUNT;
    }
    for (size_t i = 0; i < CUTS; i++)
        for (size_t inner = 0; cuts[i].into != REGION_BODY && inner < CUTS; inner++)
            wanted.cut[i] |= cuts[inner].of == cuts[i].into && wanted.cut[inner];
    return wanted;
}

/* Whether no later cut of the region is made. */
static bool is_last(const struct cut cuts[CUTS], const struct wanted *wanted, size_t index)
{
    for (size_t later = index + 1; later < CUTS; later++)
        if (wanted->cut[later] && cuts[later].of == cuts[index].of)
            return false;
    return true;
}

static struct rect take_part(const struct session *session, const struct cut *cut, enum edge edge,
                             struct rect *region)
{
    const int all = edge == EDGE_RIGHT ? region->width : region->height;
    const int share = all * cut->share / 100;
    const int most = cut->most > 0 && cut->most < all ? cut->most : all;
    const int size = cut->fits ? clamp(best_rows(session, first_pane(session, cut->places), all),
                                       cut->least, share)
                               : clamp(share, cut->least, most);
    const struct rect rest = *region;
    switch (edge) {
    case EDGE_RIGHT:
        return cut_right(region, size);
    case EDGE_BOTTOM:
        return cut_bottom(region, size);
    case EDGE_TOP:
        return cut_top(region, size);
    default:
        *region = (struct rect){0};
        return rest;
    }
}

static bool has_cuts(const struct arrangement *arrangement)
{
    return arrangement->cuts[0].edge != EDGE_REST;
}

static void arrange(struct view_layout *layout, const struct session *session,
                    const struct cut cuts[CUTS], struct rect body)
{
    struct rect regions[REGION_COUNT] = {[REGION_BODY] = body};
    const struct wanted wanted = find_wanted(session, cuts);
    for (size_t i = 0; i < CUTS; i++) {
        const struct cut *cut = &cuts[i];
        struct rect *region = &regions[cut->of];
        const enum pane first = wanted.first[i];
        if (!wanted.cut[i])
            continue;
        const bool last = is_last(cuts, &wanted, i);
        const enum edge edge = last ? EDGE_REST : cut->edge;
        if (cut->into != REGION_BODY)
            regions[cut->into] = take_part(session, cut, edge, region);
        else if (last || region->height >= cut->from || first == session->look.pane)
            fill(layout, session, take_part(session, cut, edge, region), first);
    }
}

/* A pane that has a bar grows from there. */
static void put_alone(struct view_layout *layout, enum pane pane, struct rect body)
{
    const struct rect bar = layout->pane[pane];
    if (view_pane(pane)->place == PLACE_BAR)
        body.height += bar.height;
    layout->pane[pane] = body;
}

/* A bar is small where nothing stands above it. */
static bool is_too_small(const struct view_layout *layout, const struct session *session,
                         enum pane pane)
{
    const struct rect rect = layout->pane[pane];
    if (view_pane(pane)->place == PLACE_BAR && first_pane(session, ~BAR) == PANE_COUNT)
        return true;
    const struct pane_size least = view_pane(pane)->least;
    return rect.width < least.columns || rect.height < least.rows;
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
    const struct arrangement *arrangement = arrangements;
    struct rect body = {0, 0, columns, rows};
    cut_bars(&layout, session, &body);
    const struct view_layout bars = layout;
    while (!holds(arrangement, session, columns, rows, body.height))
        arrangement++;
    arrange(&layout, session, arrangement->cuts, body);
    if (is_too_small(&layout, session, focused) || !has_cuts(arrangement)) {
        layout = bars;
        put_alone(&layout, focused, body);
    }
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
