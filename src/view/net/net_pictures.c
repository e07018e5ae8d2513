/* What each unit makes of the input: its activation as a curve over one input, as a heat map over
 * two. */
#include "view/net/net.h"

#include "base/mem.h"
#include "draw/heat.h"
#include "view/curve.h"

#include <math.h>

#define SAMPLES_SEEN 4096

/* The range of an input over the data. */
static struct axis input_axis(const struct dataset *dataset, size_t input)
{
    const size_t n = dataset->n + dataset->test_n, every = n / SAMPLES_SEEN + 1;
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = 0; i < n; i += every) {
        low = fmin(low, dataset->x[i * dataset->inputs + input]);
        high = fmax(high, dataset->x[i * dataset->inputs + input]);
    }
    return axis_make(low - 0.06 * (high - low), high + 0.06 * (high - low), false);
}

/* The pixels of a tile: a row of points, or two rows a cell. */
static size_t take_pixels(const struct net_picture *picture)
{
    const struct dataset *dataset = picture->problem->dataset;
    const size_t across =
        dataset->inputs == 1 ? 2 * (size_t)picture->tile_width + 1 : (size_t)picture->tile_width;
    const size_t down = dataset->inputs == 1 ? 1 : 2 * (size_t)picture->tile_height;
    struct axis axes[2] = {{0}};
    for (size_t k = 0; k < dataset->inputs; k++)
        axes[k] = input_axis(dataset, k);
    double *x = pane_scratch(picture->drawing, across * down * dataset->inputs);
    for (size_t i = 0; i < across * down; i++) {
        double *point = x + i * dataset->inputs;
        if (dataset->inputs == 1) {
            point[0] = axis_value(axes[0], (double)i / (double)(across - 1));
        } else {
            point[0] = axis_value(axes[0], ((double)(i % across) + 0.5) / (double)across);
            point[1] = axis_value(axes[1], 1 - ((double)(i / across) + 0.5) / (double)down);
        }
    }
    network_load(picture->network, picture->pass, across * down, x, NULL, NULL);
    network_forward(picture->network, picture->theta, picture->pass);
    return across * down;
}

static enum activation activation_of(const struct network *network, size_t layer)
{
    return layer == 0                ? ACTIVATION_IDENTITY
           : layer < network->layers ? network->activation
                                     : network->output;
}

/* To -1 ... 1: as it is where the activation is bounded, else by its largest value; inputs from one
 * edge of their range to the other. */
static void scale_values(const struct net_picture *picture, size_t layer, size_t m,
                         const double *values, double *scaled)
{
    const enum activation activation = activation_of(picture->network, layer);
    const bool is_share = activation == ACTIVATION_SIGMOID || activation == ACTIVATION_SOFTMAX;
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = 0; i < m; i++) {
        low = fmin(low, values[i]);
        high = fmax(high, values[i]);
    }
    const double most = activation == ACTIVATION_TANH ? 1 : fmax(fabs(low), fabs(high));
    for (size_t i = 0; i < m; i++) {
        if (layer == 0)
            scaled[i] = 2 * (values[i] - low) / (high - low) - 1;
        else if (is_share)
            scaled[i] = 2 * values[i] - 1;
        else
            scaled[i] = most > 0 ? values[i] / most : 0;
    }
}

static void draw_heat(const struct net_picture *picture, struct rect tile, size_t m, double *values)
{
    struct theme theme = picture->drawing->style->theme;
    for (size_t i = 0; i < HEAT_LEVELS; i++)
        theme.heat[i] = theme.signed_heat[i];
    for (size_t i = 0; i < m; i++)
        values[i] = (values[i] + 1) / 2;
    for (size_t i = m - (size_t)tile.width; picture->label_rows == 0 && i < m; i++)
        values[i] = (double)NAN; /* half a row between units that stand close */
    heat_draw(picture->drawing->canvas, tile, &theme, picture->drawing->style->glyphs, values);
}

/* Over a line at zero. */
static void draw_curve(const struct net_picture *picture, struct rect tile, size_t m,
                       const double *values)
{
    const struct drawing *drawing = picture->drawing;
    const struct theme *theme = &drawing->style->theme;
    const struct plot plot = {tile, axis_make(0, (double)(m - 1), false),
                              axis_make(-1.05, 1.05, false)};
    const struct pen shade = {theme->dim.ink, theme->heat_ramp ? CANVAS_KEEP : theme->heat[0], 0};
    canvas_fill(drawing->canvas, tile, ' ', shade);
    dots_begin(&drawing->view->dots, tile, drawing->style->glyphs);
    curve_begin(drawing->view);
    curve_add(drawing->view, 0, 0);
    curve_add(drawing->view, (double)(m - 1), 0);
    curve_draw(drawing, &plot, theme->dim, true);
    curve_begin(drawing->view);
    for (size_t i = 0; i < m; i++)
        curve_add(drawing->view, (double)i, values[i]);
    curve_draw(drawing, &plot, theme_run(theme, drawing->session->focus), false);
    dots_flush(&drawing->view->dots, drawing->canvas);
}

void net_pictures_draw(const struct net_picture *picture)
{
    double scaled[NETWORK_CHUNK];
    if (picture->tile_width == 0)
        return;
    const size_t m = take_pixels(picture);
    for (size_t column = 0; column < picture->column_count; column++) {
        const size_t layer = picture->layers[column];
        for (size_t unit = 0; unit < net_units(picture, column); unit++) {
            const struct rect tile = net_tile(picture, column, unit);
            const double *values = picture->pass->a[layer] + unit * picture->pass->stride;
            scale_values(picture, layer, m, values, scaled);
            if (picture->problem->dataset->inputs == 1)
                draw_curve(picture, tile, m, scaled);
            else
                draw_heat(picture, tile, m, scaled);
        }
    }
}
