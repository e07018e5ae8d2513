/* The map: the loss over the lens as bands of colour and isolines, and on it the runs. What is
 * drawn later lies above: heat, isolines, arrows, marks, ghosts and futures, trails, letters,
 * crosshair. */
#include "pane.h"

#include "base/mem.h"
#include "base/number.h"
#include "draw/heat.h"
#include "draw/isolines.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct plot map_plot(const struct drawing *drawing)
{
    const struct lens *lens = &drawing->session->lens;
    return (struct plot){
        .rect = drawing->layout->map,
        .x = axis_make(lens->x[0], lens->x[1], false),
        .y = axis_make(lens->y[0], lens->y[1], false),
    };
}

static void map_title(const struct drawing *drawing, int width, char title[static PANE_TITLE])
{
    const struct problem *problem = drawing->session->race.problem;
    char formula[FORMULA_SIZE] = "";
    if (problem->formula)
        formula_pretty(formula, drawing->style->glyphs, problem->formula, " ");
    const char *name = problem->title ? problem->title : "map";
    const int length = snprintf(title, PANE_TITLE, "%s  f = %s", name, formula);
    if (!*formula || length >= PANE_TITLE || canvas_text_width(title) + 4 > width)
        snprintf(title, PANE_TITLE, "%s", name);
}

/* ---- the raster: two pixels a cell, one over the other ---- */

static void raster_reserve(struct view *view, size_t pixels)
{
    if (pixels <= view->pixels)
        return;
    view->points = mem_resize(view->points, pixels, 2 * sizeof *view->points);
    view->values = mem_resize(view->values, pixels, sizeof *view->values);
    view->positions = mem_resize(view->positions, pixels, sizeof *view->positions);
    view->pixels = pixels;
}

/* The loss at every pixel's middle, and the scale over it. */
static struct heat_scale raster_take(const struct drawing *drawing, const struct plot *plot)
{
    struct view *view = drawing->view;
    const size_t columns = (size_t)plot->rect.width, rows = 2 * (size_t)plot->rect.height;
    raster_reserve(view, columns * rows);
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++) {
            double *point = view->points + 2 * (r * columns + c);
            point[0] = axis_value(plot->x, ((double)c + 0.5) / (double)columns);
            point[1] = axis_value(plot->y, 1 - ((double)r + 0.5) / (double)rows);
        }
    problem_loss(drawing->session->race.problem, columns * rows, view->points, view->values);
    const bool logarithmic = drawing->session->scene.view.levels == SCENE_LEVELS_LOG;
    return heat_scale_fit(view->values, columns * rows, logarithmic);
}

static void draw_heat(const struct drawing *drawing, const struct plot *plot,
                      struct heat_scale scale)
{
    struct view *view = drawing->view;
    const size_t pixels = 2 * (size_t)plot->rect.height * (size_t)plot->rect.width;
    for (size_t i = 0; i < pixels; i++)
        view->positions[i] = heat_position(scale, view->values[i]);
    heat_draw(drawing->canvas, plot->rect, &drawing->style->theme, drawing->style->glyphs,
              view->positions);
}

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
static void draw_isolines(const struct drawing *drawing, const struct plot *plot,
                          struct heat_scale scale)
{
    struct view *view = drawing->view;
    struct isoline line = {&view->dots, drawing->style->theme.map_line};
    dots_begin(&view->dots, plot->rect, drawing->style->glyphs);
    const int every = plot->rect.height < 24 ? 2 : 1; /* a small map has no room for all */
    for (int level = every; level < HEAT_LEVELS; level += every)
        isolines_trace(view->values, (size_t)plot->rect.width, 2 * (size_t)plot->rect.height,
                       heat_value(scale, (double)level / HEAT_LEVELS), isoline_emit, &line);
    dots_flush(&view->dots, drawing->canvas);
}

/* Isolines of quadrants or of ASCII would hide the bands, whose borders they are: only braille is
 * fine enough to have both. */
static void draw_surface(const struct drawing *drawing, const struct plot *plot)
{
    const struct heat_scale scale = raster_take(drawing, plot);
    const enum map_style style = drawing->session->map_style;
    const bool fine = drawing->style->glyphs == GLYPHS_BRAILLE && !drawing->style->theme.heat_ramp;
    if (style != MAP_LINES)
        draw_heat(drawing, plot, scale);
    if (style == MAP_LINES || (style == MAP_BOTH && fine))
        draw_isolines(drawing, plot, scale);
}

/* ---- marks ---- */

static void draw_arrows(const struct drawing *drawing, const struct plot *plot)
{
    struct problem *problem = drawing->session->race.problem;
    const struct rect rect = plot->rect;
    const double width = plot->x.high - plot->x.low, height = plot->y.high - plot->y.low;
    for (int row = 1; row < rect.height; row += 2)
        for (int column = 2; column < rect.width; column += 4) {
            const double point[2] = {axis_value(plot->x, (column + 0.5) / rect.width),
                                     axis_value(plot->y, 1 - (row + 0.5) / rect.height)};
            double g[2];
            problem_gradient(problem, point, NULL, problem->samples, g);
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

static void draw_marks(const struct drawing *drawing, const struct plot *plot)
{
    const struct race *race = &drawing->session->race;
    for (size_t i = 0; i < race->count; i++)
        put_mark(drawing, plot, race->runs[i]->start, SYMBOL_START);
    for (size_t i = 0; i < race->problem->minima_count; i++)
        put_mark(drawing, plot, race->problem->minima + 2 * i, SYMBOL_MINIMUM);
}

/* ---- runs ---- */

static void trail_point(const struct curve *curve, const struct trace_row *row, double at[static 2])
{
    (void)curve;
    at[0] = row->p[0];
    at[1] = row->p[1];
}

static void draw_trails(const struct drawing *drawing, const struct plot *plot)
{
    const struct session *session = drawing->session;
    const struct theme *theme = &drawing->style->theme;
    const struct curve curve = {.plot = plot, .point = trail_point};
    struct dots *dots = &drawing->view->dots;
    const size_t count = session->race.count;
    dots_begin(dots, plot->rect, drawing->style->glyphs);
    for (size_t i = 0; i < count; i++) {
        const struct pen pen = pane_faded(theme, i);
        curve_draw(drawing, &curve, session->race.runs[i], CURVE_GHOST, pen);
        curve_draw(drawing, &curve, session->race.runs[i], CURVE_FUTURE, pen);
    }
    dots_flush(dots, drawing->canvas);
    dots_begin(dots, plot->rect, drawing->style->glyphs);
    for (size_t i = 0; i < count; i++) {
        const size_t run = pane_turn(session, i);
        curve_draw(drawing, &curve, session->race.runs[run], CURVE_PAST, theme_run(theme, run));
    }
    dots_flush(dots, drawing->canvas);
    for (size_t i = 0; i < count; i++)
        curve_letters(drawing, &curve, i);
}

/* -1 or 1 where a position is off the map, 0 where it is on it. Off the map it is moved to one cell
 * from the edge, which an arrow takes. */
static int clamp_to(double *position, int size)
{
    const int off = *position < 0 ? -1 : *position >= size ? 1 : 0;
    *position = off < 0 ? 1 : off > 0 ? size - 2 : *position;
    return off;
}

static void draw_head(const struct drawing *drawing, const struct plot *plot, size_t run)
{
    const double *theta = drawing->session->race.runs[run]->theta;
    double column = plot_column(plot, theta[0]), row = plot_row(plot, theta[1]);
    if (isnan(column) || isnan(row))
        return;
    const int dx = clamp_to(&column, plot->rect.width), dy = clamp_to(&row, plot->rect.height);
    const int x = plot->rect.x + (int)column, y = plot->rect.y + (int)row;
    pane_letter(drawing, x, y, run);
    if (dx != 0 || dy != 0)
        canvas_put(drawing->canvas, x + dx, y + dy, glyph_arrow(drawing->style->glyphs, dx, dy),
                   theme_run(&drawing->style->theme, run));
}

static void draw_heads(const struct drawing *drawing, const struct plot *plot)
{
    const size_t count = drawing->session->race.count;
    for (size_t i = 0; i < count; i++)
        draw_head(drawing, plot, pane_turn(drawing->session, i));
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
    draw_surface(drawing, &plot);
    if (drawing->session->arrows)
        draw_arrows(drawing, &plot);
    draw_trails(drawing, &plot);
    draw_marks(drawing, &plot);
    plot_labels_x(drawing, &plot);
    if (plot.rect.x > inside.x)
        plot_labels_y(drawing, &plot, plot.rect.x - inside.x);
    const bool crosshair = drawing->session->ui.overlay == OVERLAY_CROSSHAIR;
    if (crosshair)
        draw_crosshair(drawing, &plot);
    draw_heads(drawing, &plot);
    if (crosshair)
        put_mark(drawing, &plot, drawing->session->ui.crosshair, SYMBOL_CROSS);
}

const struct view_pane map_pane = {.title = map_title, .draw = map_draw};
