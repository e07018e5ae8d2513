/* The map: the loss over the lens as bands of colour and isolines, and on it the runs. What is
 * drawn later lies above: heat, isolines, arrows, ghosts and futures, trails, marks, words,
 * letters, crosshair. */
#include "pane.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "draw/heat.h"
#include "draw/isolines.h"
#include "formula.h"
#include "plot.h"
#include "raster.h"
#include "trail.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct plot map_plot(const struct drawing *drawing)
{
    const struct lens *lens = &drawing->session->look.lens;
    return (struct plot){
        .rect = drawing->layout->map,
        .x = axis_make(lens->x[0], lens->x[1], false),
        .y = axis_make(lens->y[0], lens->y[1], false),
    };
}

/* Random directions stand in where there are too few thetas for a pca. */
static enum scene_plane plane_shown(const struct session *session)
{
    const bool axes =
        session->look.plane_kind == SCENE_PLANE_AXES || session_problem(session)->block_count == 0;
    return !isnan(session->look.plane.share[0]) ? SCENE_PLANE_PCA
           : axes                               ? SCENE_PLANE_AXES
                                                : SCENE_PLANE_RANDOM;
}

/* What the axes are: the directions of the plane, or a model's two parameters; a surface's x and y
 * go without saying. */
static void axis_names(const struct drawing *drawing, char names[static 2][PANE_TITLE])
{
    const struct session *session = drawing->session;
    const struct problem *problem = session_problem(session);
    const char *theta = glyph_sign(drawing->style->glyphs, SIGN_THETA);
    const enum scene_plane kind = plane_shown(session);
    for (size_t i = 0; i < 2; i++) {
        names[i][0] = '\0';
        if (!problem_needs_plane(problem) && problem_has_data(problem) && i < problem->dim)
            problem_parameter(problem, i, names[i]);
        else if (problem_needs_plane(problem) && kind == SCENE_PLANE_AXES)
            snprintf(names[i], PANE_TITLE, "%s%llu", theta,
                     (unsigned long long)session->look.axes[i]);
        else if (problem_needs_plane(problem))
            snprintf(names[i], PANE_TITLE, "%s%zu", kind == SCENE_PLANE_PCA ? "pc" : "r", i + 1);
    }
}

/* Whether the way of a run from its start takes it to another place on the map, by a cell or more;
 * so it is said of those that have not moved yet. */
static bool moves_visibly(const struct drawing *drawing)
{
    const struct session *session = drawing->session;
    const struct plot plot = map_plot(drawing);
    bool moved = false;
    for (size_t i = 0; i < session->race.count; i++) {
        const struct run *run = session->race.runs[i];
        double from[2], to[2];
        if (!session_is_on_map(session, i) || run->step == 0)
            continue;
        moved = true;
        trail_place(session, run->start, from);
        trail_place(session, run->theta, to);
        if (!(fabs(plot_column(&plot, to[0]) - plot_column(&plot, from[0])) < 1 &&
              fabs(plot_row(&plot, to[1]) - plot_row(&plot, from[1])) < 1))
            return true;
    }
    return !moved;
}

/* The plane, and how it is refitted. */
static void plane_title(const struct drawing *drawing, int width, char title[static PANE_TITLE])
{
    const struct session *session = drawing->session;
    const double *share = session->look.plane.share;
    const enum scene_plane kind = plane_shown(session);
    char names[2][PANE_TITLE], text[PANE_TITLE];
    axis_names(drawing, names);
    if (kind == SCENE_PLANE_PCA && plane_is_of_line(&session->look.plane))
        snprintf(text, sizeof text, "pca: paths on a line");
    else if (kind == SCENE_PLANE_PCA)
        snprintf(text, sizeof text, "pca %.0f%% + %.0f%%", 100 * share[0], 100 * share[1]);
    else if (kind == SCENE_PLANE_AXES && !session_slice_is_current(session))
        snprintf(text, sizeof text, "%.*s, %.*s, slice at step %llu", (int)text_fit(names[0], 40),
                 names[0], (int)text_fit(names[1], 40), names[1],
                 (unsigned long long)session->look.plane_step);
    else if (kind == SCENE_PLANE_AXES)
        snprintf(text, sizeof text, "%.*s, %.*s", (int)text_fit(names[0], 40), names[0],
                 (int)text_fit(names[1], 40), names[1]);
    else
        snprintf(text, sizeof text, "random plane%s",
                 moves_visibly(drawing) ? "" : ", no run moves a cell");
    snprintf(title, PANE_TITLE, "%.*s (%s:%s)", (int)text_cut(text, 100), text, pane_key("plane"),
             session->look.plane_kind == kind ? "refit" : "pca");
    if (canvas_text_width(title) + 4 > width)
        snprintf(title, PANE_TITLE, "%s", text);
}

static void map_title(const struct drawing *drawing, int width, char title[static PANE_TITLE])
{
    const struct problem *problem = session_problem(drawing->session);
    const char *name = problem->title ? problem->title : "map";
    char formula[FORMULA_SIZE] = "";
    if (problem_needs_plane(problem)) {
        plane_title(drawing, width, title);
        return;
    }
    if (problem->formula)
        formula_pretty(formula, drawing->style->glyphs, problem->formula, " ");
    const int length = snprintf(title, PANE_TITLE, "%s  f = %s", name, formula);
    if (!*formula || length >= PANE_TITLE || canvas_text_width(title) + 4 > width)
        snprintf(title, PANE_TITLE, "%s", name);
}

/* ---- the losses ---- */

struct isoline {
    struct dots *dots;
    struct pen pen;
};

static void isoline_emit(void *context, double x0, double y0, double x1, double y1)
{
    const struct isoline *line = context;
    dots_line(line->dots, x0 + 0.5, (y0 + 0.5) / 2, x1 + 0.5, (y1 + 0.5) / 2, line->pen);
}

/* The borders of the heat map's levels. */
static void draw_isolines(const struct drawing *drawing, const struct plot *plot)
{
    const struct raster *raster = drawing->view->raster;
    struct dots *dots = &drawing->view->dots;
    struct isoline line = {dots, drawing->style->theme.map_line};
    dots_begin(dots, plot->rect, drawing->style->glyphs);
    const int every = plot->rect.height < 24 ? 2 : 1; /* a small map has no room for all */
    for (int level = every; level < HEAT_LEVELS; level += every)
        isolines_trace(raster->values, raster->columns, raster->rows,
                       heat_value(raster->scale, (double)level / HEAT_LEVELS), isoline_emit, &line);
    dots_flush(dots, drawing->canvas);
}

/* Isolines of quadrants or of ASCII would hide the bands, whose borders they are: only braille is
 * fine enough to have both. */
static void draw_losses(const struct drawing *drawing, const struct plot *plot)
{
    const struct theme *theme = &drawing->style->theme;
    const enum map_style style = drawing->session->look.map_style;
    const bool fine = drawing->style->glyphs == GLYPHS_BRAILLE && !theme->heat_ramp;
    raster_update(drawing->view->raster, drawing->session, plot->rect.width, plot->rect.height);
    if (style != MAP_LINES)
        heat_draw(drawing->canvas, plot->rect, theme, drawing->style->glyphs,
                  drawing->view->raster->positions);
    if (style == MAP_LINES || (style == MAP_BOTH && fine))
        draw_isolines(drawing, plot);
}

/* ---- marks ---- */

/* The gradient on the plane in the middle of a cell: of a model, which takes time, by the raster's
 * differences. */
static void take_slope(const struct drawing *drawing, const struct plot *plot, int column, int row,
                       double g[static 2])
{
    struct problem *problem = session_problem(drawing->session);
    const struct rect rect = plot->rect;
    if (raster_is_slow(problem)) {
        const double *above = drawing->view->raster->values + 2 * row * rect.width + column;
        const double *below = above + rect.width;
        const int left = column > 0, right = column + 1 < rect.width;
        g[0] = (above[right] + below[right] - above[-left] - below[-left]) / (2 * (left + right)) *
               rect.width / (plot->x.high - plot->x.low);
        g[1] = (*above - *below) * 2 * rect.height / (plot->y.high - plot->y.low);
        return;
    }
    const double point[2] = {axis_value(plot->x, (column + 0.5) / rect.width),
                             axis_value(plot->y, 1 - (row + 0.5) / rect.height)};
    g[1] = 0; /* of one parameter */
    problem_gradient(problem, point, NULL, problem->samples, g);
}

static void draw_arrows(const struct drawing *drawing, const struct plot *plot)
{
    const struct rect rect = plot->rect;
    const double width = plot->x.high - plot->x.low, height = plot->y.high - plot->y.low;
    for (int row = 1; row < rect.height; row += 2)
        for (int column = 2; column < rect.width; column += 4) {
            double g[2];
            take_slope(drawing, plot, column, row, g);
            const uint32_t glyph = glyph_arrow(drawing->style->glyphs, -g[0] / width * rect.width,
                                               g[1] / height * rect.height);
            canvas_put(drawing->canvas, rect.x + column, rect.y + row, glyph,
                       drawing->style->theme.text);
        }
}

static void put_mark(const struct drawing *drawing, const struct plot *plot, const double at[2],
                     enum symbol symbol)
{
    const double column = plot_column(plot, at[0]), row = plot_row(plot, at[1]);
    struct pen pen = drawing->style->theme.title;
    if (column >= 0 && row >= 0 && column < plot->rect.width && row < plot->rect.height)
        canvas_put(drawing->canvas, plot->rect.x + (int)column, plot->rect.y + (int)row,
                   glyph_symbol(drawing->style->glyphs, symbol), pen);
}

static void mark_theta(const struct drawing *drawing, const struct plot *plot, const double *theta,
                       enum symbol symbol)
{
    double at[2];
    trail_place(drawing->session, theta, at);
    put_mark(drawing, plot, at, symbol);
}

/* Where the focused run takes its next gradient, if not where it is. */
static void mark_look_ahead(const struct drawing *drawing, const struct plot *plot)
{
    const struct run *run = session_focused(drawing->session);
    if (!run || !run->settings.optimizer->look_ahead || run_status(run) == RUN_DIVERGED)
        return;
    double *point = pane_scratch(drawing, run->problem->dim);
    run->settings.optimizer->look_ahead(run->problem->dim, run->theta, run->state,
                                        run->settings.hyper, point);
    mark_theta(drawing, plot, point, SYMBOL_AHEAD);
}

static void draw_marks(const struct drawing *drawing, const struct plot *plot)
{
    const struct race *race = &drawing->session->race;
    const struct problem *problem = session_problem(drawing->session);
    for (size_t i = 0; i < race->count; i++)
        if (session_is_on_map(drawing->session, i))
            mark_theta(drawing, plot, race->runs[i]->start, SYMBOL_START);
    for (size_t i = 0; i < problem->minima_count; i++)
        mark_theta(drawing, plot, problem->minima + problem->dim * i, SYMBOL_MINIMUM);
    mark_look_ahead(drawing, plot);
}

/* ---- runs ---- */

/* -1 or 1 where a position is off the map, 0 where it is on it. Off the map it is moved to one cell
 * from the edge, which an arrow takes. */
static int clamp_to(double *position, int size)
{
    const int off = *position < 0 ? -1 : *position >= size ? 1 : 0;
    *position = off < 0 ? 1 : off > 0 ? size - 2 : *position;
    return off;
}

/* Whether the run is where the plane says something else than its loss, which a ~ shows. */
static bool draw_head(const struct drawing *drawing, const struct plot *plot, size_t run)
{
    double at[2];
    if (!session_is_on_map(drawing->session, run))
        return false;
    trail_place(drawing->session, drawing->session->race.runs[run]->theta, at);
    double column = plot_column(plot, at[0]), row = plot_row(plot, at[1]);
    if (isnan(column) || isnan(row))
        return false;
    const int dx = clamp_to(&column, plot->rect.width), dy = clamp_to(&row, plot->rect.height);
    const int x = plot->rect.x + (int)column, y = plot->rect.y + (int)row;
    const bool off_plane = trail_off_plane(drawing, run);
    const struct pen pen = theme_run(&drawing->style->theme, run);
    if (off_plane)
        canvas_put(drawing->canvas, (int)column + 1 < plot->rect.width ? x + 1 : x - 1, y, '~',
                   pen);
    if (dx != 0 || dy != 0)
        canvas_put(drawing->canvas, x + dx, y + dy, glyph_arrow(drawing->style->glyphs, dx, dy),
                   pen);
    pane_letter(drawing, x, y, run);
    return off_plane;
}

/* Runs whose parameters have another shape than the focused run's, by their letters. */
static void name_others(const struct drawing *drawing, const struct plot *plot)
{
    const struct session *session = drawing->session;
    const struct pen pen = drawing->style->theme.text;
    const struct rect map = plot->rect;
    const struct rect line = {map.x, map.y + map.height - 1, map.width, 1};
    int at = 0;
    for (size_t i = 0; i < session->race.count; i++)
        if (!session_is_on_map(session, i)) {
            canvas_text(drawing->canvas, line, at, 0, pen, " ");
            pane_letter(drawing, line.x + at + 1, line.y, i);
            at += 2;
        }
    if (at > 0)
        canvas_text(drawing->canvas, line, at, 0, pen, " not on this map ");
}

static void draw_heads(const struct drawing *drawing, const struct plot *plot)
{
    const size_t count = drawing->session->race.count;
    bool off_plane = false;
    for (size_t i = 0; i < count; i++)
        off_plane |= draw_head(drawing, plot, pane_order(drawing->session, i));
    if (off_plane)
        canvas_text(drawing->canvas, plot->rect, 0, plot->rect.height - 1,
                    drawing->style->theme.text, " ~ off the plane ");
    name_others(drawing, plot);
}

/* ---- words ---- */

/* In the corners where the axes end. */
static void draw_axis_names(const struct drawing *drawing, const struct plot *plot)
{
    const struct rect rect = plot->rect;
    const struct pen pen = drawing->style->theme.text;
    char names[2][PANE_TITLE];
    axis_names(drawing, names);
    if (!names[0][0])
        return;
    canvas_printf(drawing->canvas, rect, rect.width - canvas_text_width(names[0]) - 2,
                  rect.height - 1, pen, " %s ", names[0]);
    if (names[1][0])
        canvas_printf(drawing->canvas, rect, 0, 0, pen, " %s ", names[1]);
}

/* ---- the crosshair ---- */

static void draw_crosshair(const struct drawing *drawing, const struct plot *plot)
{
    const double *at = drawing->session->ui.crosshair;
    const struct pen pen = drawing->style->theme.text;
    const enum glyphs tier = drawing->style->glyphs;
    const struct rect rect = plot->rect;
    const double column = plot_column(plot, at[0]), row = plot_row(plot, at[1]);
    if (row >= 0 && row < rect.height)
        canvas_fill(drawing->canvas, (struct rect){rect.x, rect.y + (int)row, rect.width, 1},
                    glyph_symbol(tier, SYMBOL_RULE), pen);
    if (column >= 0 && column < rect.width)
        canvas_fill(drawing->canvas, (struct rect){rect.x + (int)column, rect.y, 1, rect.height},
                    glyph_symbol(tier, SYMBOL_WALL), pen);
}

static void map_draw(const struct drawing *drawing, struct rect inside)
{
    const struct plot plot = map_plot(drawing);
    if (plot.rect.width < 1 || plot.rect.height < 1)
        return;
    draw_losses(drawing, &plot);
    if (drawing->session->look.arrows)
        draw_arrows(drawing, &plot);
    trails_draw(drawing, &plot);
    draw_marks(drawing, &plot);
    draw_axis_names(drawing, &plot);
    plot_labels_x(drawing, &plot);
    if (plot.rect.x > inside.x && session_problem(drawing->session)->dim > 1)
        plot_labels_y(drawing, &plot, plot.rect.x - inside.x);
    const bool crosshair = drawing->session->ui.overlay == OVERLAY_CROSSHAIR;
    if (crosshair)
        draw_crosshair(drawing, &plot);
    draw_heads(drawing, &plot);
    if (crosshair)
        put_mark(drawing, &plot, drawing->session->ui.crosshair, SYMBOL_CROSS);
}

const struct view_pane map_pane = {
    .title = map_title,
    .draw = map_draw,
    .place = PLACE_HERO,
    .priority = 70,
    .least = {20, 5},
};
