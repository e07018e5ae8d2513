/* The weights of a network as lines between its units: the stronger the thicker, of two colours by
 * sign, and the strongest with their numbers. */
#include "view/net/net.h"

#include "view/curve.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Shares of the strongest weight between two layers. */
#define THICK  0.66
#define SOLID  0.3
#define FAINT  0.06
#define FEWEST 8
#define MOST   48 /* lines between two layers: more would be a blot */

/* Between column and column + 1, where these are neighbours. */
struct gap {
    const struct net_picture *picture;
    size_t column, from, to; /* units shown on its sides */
    const double *w;         /* out x in */
    size_t in, first;        /* where w begins in theta */
    double most;             /* the largest |w| among those shown */
};

static struct gap gap_at(const struct net_picture *picture, size_t column)
{
    const size_t layer = picture->layers[column];
    struct gap gap = {.picture = picture, .column = column};
    if (picture->layers[column + 1] != layer + 1)
        return gap;
    gap.from = net_units(picture, column);
    gap.to = net_units(picture, column + 1);
    gap.in = picture->network->width[layer];
    gap.first = network_weights(picture->network, layer);
    gap.w = picture->theta + gap.first;
    for (size_t i = 0; i < gap.from * gap.to; i++)
        gap.most = fmax(gap.most, fabs(gap.w[i / gap.from * gap.in + i % gap.from]));
    return gap;
}

static double weight(const struct gap *gap, size_t from, size_t to)
{
    return gap->w[to * gap->in + from];
}

/* The ends of a line, in cells of the canvas, with fractions. */
static void line_ends(const struct gap *gap, size_t from, size_t to, double start[static 2],
                      double end[static 2])
{
    const struct rect left = net_tile(gap->picture, gap->column, from);
    const struct rect right = net_tile(gap->picture, gap->column + 1, to);
    start[0] = left.x + left.width;
    start[1] = left.y + left.height / 2.0;
    end[0] = right.x;
    end[1] = right.y + right.height / 2.0;
}

/* ---- lines ---- */

static struct pen sign_pen(const struct theme *theme, double value, double strength)
{
    struct pen pen = theme_class(theme, value < 0 ? 0 : 1);
    pen.style = strength > THICK ? STYLE_BOLD : 0;
    if (strength <= SOLID && theme->heat_ramp)
        pen.style = STYLE_DIM;
    else if (strength <= SOLID)
        pen.ink = color_mix(pen.ink, theme->background.paper, 0.4);
    return pen;
}

static void draw_line(const struct gap *gap, size_t from, size_t to, double strength)
{
    const struct drawing *drawing = gap->picture->drawing;
    const struct rect rect = gap->picture->rect;
    struct dots *dots = &drawing->view->dots;
    const struct pen pen = sign_pen(&drawing->style->theme, weight(gap, from, to), strength);
    double start[2], end[2];
    line_ends(gap, from, to, start, end);
    const struct plot plot = {
        rect, {rect.x, rect.x + rect.width, false}, {rect.y + rect.height, rect.y, false}};
    curve_begin(drawing->view);
    curve_add(drawing->view, start[0], start[1]);
    curve_add(drawing->view, end[0], end[1]);
    curve_draw(drawing, &plot, pen, strength <= SOLID);
    const double apart = drawing->style->glyphs == GLYPHS_BRAILLE ? 0.25 : 0.5;
    if (strength > THICK)
        dots_line(dots, start[0] - rect.x, start[1] - rect.y + apart, end[0] - rect.x,
                  end[1] - rect.y + apart, pen);
}

/* The strength beyond which there are not too many. */
static double weakest_shown(const struct gap *gap)
{
    const struct rect left = net_tile(gap->picture, gap->column, 0);
    const int width = net_pitch(gap->picture) - left.width;
    const int cells = width > 0 ? width * gap->picture->rect.height : 0;
    const size_t room = (size_t)cells / 4, limit = room < FEWEST ? FEWEST
                                                   : room < MOST ? room
                                                                 : MOST;
    double bound = FAINT;
    for (; bound < 1; bound += 0.02) {
        size_t count = 0;
        for (size_t i = 0; i < gap->from * gap->to; i++)
            count += fabs(weight(gap, i % gap->from, i / gap->from)) > bound * gap->most;
        if (count <= limit)
            break;
    }
    return bound;
}

/* The strong ones above the faint. */
static void draw_gap(const struct gap *gap)
{
    static const double bounds[] = {0, SOLID, THICK, 1};
    const double weakest = weakest_shown(gap);
    for (size_t pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < gap->from * gap->to; i++) {
            const size_t from = i % gap->from, to = i / gap->from;
            const double strength = fabs(weight(gap, from, to)) / gap->most;
            if (strength > fmax(bounds[pass], weakest) && strength <= bounds[pass + 1])
                draw_line(gap, from, to, strength);
        }
}

void net_lines_draw(const struct net_picture *picture)
{
    struct dots *dots = &picture->drawing->view->dots;
    dots_begin(dots, picture->rect, picture->drawing->style->glyphs);
    for (size_t column = 0; column + 1 < picture->column_count; column++) {
        const struct gap gap = gap_at(picture, column);
        draw_gap(&gap);
    }
    dots_flush(dots, picture->drawing->canvas);
}

/* ---- numbers ---- */

#define LABELS 8 /* between two layers, at most */

struct label {
    size_t from, to;
};

/* The number at a weight, by stage. */
static void weight_text(const struct gap *gap, size_t from, size_t to, char text[static PANE_TITLE])
{
    const struct net_picture *picture = gap->picture;
    const size_t index = gap->first + to * gap->in + from;
    char number[AXIS_LABEL];
    if (picture->stage == STAGE_UPDATE)
        net_change(picture, picture->run->before[index], picture->theta[index], text);
    else if (picture->stage == STAGE_BACKWARD)
        snprintf(text, PANE_TITLE, "dw %s", net_number(number, picture->g[index]));
    else
        snprintf(text, PANE_TITLE, "%s%s", picture->theta[index] > 0 ? "+" : "",
                 net_number(number, picture->theta[index]));
}

/* Whether nothing but lines is there and next to it. */
static bool is_free(const struct canvas *canvas, struct rect place)
{
    for (int x = place.x - 1; x <= place.x + place.width; x++) {
        const struct cell *cell = canvas_at(canvas, x, place.y);
        if (!cell || (cell->glyph < 0x80 && strchr(" ',;", (int)cell->glyph) == NULL))
            return false;
    }
    return true;
}

/* Somewhere along the line, clear of the units and of other labels, which start elsewhere. */
static bool find_place(const struct gap *gap, const struct label *label, size_t turn, int width,
                       struct rect *place)
{
    static const double along[] = {0.5, 0.3, 0.7, 0.4, 0.6};
    const size_t places = sizeof along / sizeof along[0];
    double start[2], end[2];
    line_ends(gap, label->from, label->to, start, end);
    for (size_t i = 0; i < places; i++) { /* not all labels in a row */
        const double t = along[(turn + i) % places];
        const double x = start[0] + t * (end[0] - start[0]);
        const double y = start[1] + t * (end[1] - start[1]);
        *place = (struct rect){(int)x - width / 2, (int)y, width, 1};
        if (place->x > start[0] && place->x + width < end[0] &&
            is_free(gap->picture->drawing->canvas, *place))
            return true;
    }
    return false;
}

static bool is_labelled(const struct label *labels, size_t count, size_t from, size_t to)
{
    for (size_t i = 0; i < count; i++)
        if (labels[i].from == from && labels[i].to == to)
            return true;
    return false;
}

/* The strongest that has not been tried. */
static bool next_strongest(const struct gap *gap, const struct label *tried, size_t count,
                           struct label *label)
{
    double most = 0;
    for (size_t to = 0; to < gap->to; to++)
        for (size_t from = 0; from < gap->from; from++) {
            const double strength = fabs(weight(gap, from, to));
            if (strength > most && !is_labelled(tried, count, from, to)) {
                most = strength;
                label->from = from;
                label->to = to;
            }
        }
    return most > 0;
}

static void label_gap(const struct gap *gap)
{
    const struct drawing *drawing = gap->picture->drawing;
    const struct theme *theme = &drawing->style->theme;
    struct label labels[LABELS];
    const size_t room = (size_t)gap->picture->rect.height / 2; /* lines are to be seen too */
    size_t count = 0;
    while (count < LABELS && count < room && next_strongest(gap, labels, count, &labels[count])) {
        const struct label *label = &labels[count++];
        struct rect place;
        char text[PANE_TITLE];
        weight_text(gap, label->from, label->to, text);
        if (find_place(gap, label, count, canvas_text_width(text) + 2, &place))
            canvas_printf(drawing->canvas, place, 0, 0,
                          sign_pen(theme, weight(gap, label->from, label->to), THICK), " %s ",
                          text);
    }
}

void net_weights_draw(const struct net_picture *picture)
{
    for (size_t column = 0; column + 1 < picture->column_count; column++) {
        const struct gap gap = gap_at(picture, column);
        label_gap(&gap);
    }
}
