/* The words and numbers of a network's layers and units. */
#include "net.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BAR 4 /* columns of an activation's bar */

char *net_number(char buffer[static AXIS_LABEL], double value)
{
    return axis_label(buffer, value, 3);
}

void net_change(const struct net_picture *picture, double before, double after,
                char text[static PANE_TITLE])
{
    const bool ascii = picture->drawing->style->glyphs == GLYPHS_ASCII;
    char old[AXIS_LABEL], new[AXIS_LABEL];
    net_number(old, before);
    net_number(new, after);
    if (strcmp(old, new) != 0) {
        snprintf(text, PANE_TITLE, "%s%s%s", old, ascii ? "->" : "→", new);
        return;
    }
    net_number(new, after - before);
    snprintf(text, PANE_TITLE, "%s %s%s", old, after < before ? "" : "+", new);
}

/* ---- layers ---- */

static void layer_name(const struct net_picture *picture, size_t layer,
                       char name[static PANE_TITLE])
{
    const struct network *network = picture->network;
    if (layer == 0)
        snprintf(name, PANE_TITLE, "input");
    else
        snprintf(name, PANE_TITLE, "%s",
                 activation_name(layer < network->layers ? network->activation : network->output));
}

static void put_names(const struct net_picture *picture)
{
    const struct drawing *drawing = picture->drawing;
    for (size_t column = 0; column < picture->column_count; column++) {
        char name[PANE_TITLE];
        const struct rect room = {net_column(picture, column), picture->rect.y - 1,
                                  net_pitch(picture) - 1, 1};
        layer_name(picture, picture->layers[column], name);
        canvas_text(drawing->canvas, room, 0, 0, drawing->style->theme.dim, name);
    }
}

/* What is not shown: units of a layer, and layers. */
static void put_rest(const struct net_picture *picture, size_t column)
{
    const struct drawing *drawing = picture->drawing;
    const size_t all = picture->network->width[picture->layers[column]];
    const size_t shown = net_units(picture, column);
    char dots[GLYPH_BYTES];
    glyph_encode(glyph_symbol(drawing->style->glyphs, SYMBOL_ELLIPSIS), dots);
    const struct rect room = {net_column(picture, column),
                              picture->rect.y + picture->rect.height - 1, net_pitch(picture) - 1,
                              1};
    if (shown < all)
        canvas_printf(drawing->canvas, room, 0, 0, drawing->style->theme.dim, "%s %zu more", dots,
                      all - shown);
    if (column > 0 && picture->layers[column] != picture->layers[column - 1] + 1) {
        const struct rect before = {room.x - 3, picture->rect.y + picture->rect.height / 2, 1, 1};
        canvas_text(drawing->canvas, before, 0, 0, drawing->style->theme.text, dots);
    }
}

/* ---- units ---- */

/* What a unit's number is in this stage: all there is to say, less of it, and the number alone. */
enum { FORMS = 3 };

static void input_text(const struct net_picture *picture, size_t unit,
                       char forms[static FORMS][PANE_TITLE])
{
    const char *name = picture->problem->dataset->input_names[unit];
    char x[AXIS_LABEL];
    net_number(x, picture->pass->a[0][unit * picture->pass->stride]);
    snprintf(forms[0], PANE_TITLE, "%.40s %s", name, x);
    snprintf(forms[1], PANE_TITLE, "%.4s %s", name, x);
    snprintf(forms[2], PANE_TITLE, "%s", x);
}

static void unit_text(const struct net_picture *picture, size_t layer, size_t unit,
                      char forms[static FORMS][PANE_TITLE])
{
    const struct network_pass *pass = picture->pass;
    const struct network *network = picture->network;
    const size_t at = unit * pass->stride, bias = network_biases(network, layer - 1) + unit;
    const struct dataset *dataset = picture->problem->dataset;
    const bool is_output = layer == network->layers;
    char a[AXIS_LABEL], other[AXIS_LABEL], change[PANE_TITLE];
    net_number(a, pass->a[layer][at]);
    snprintf(forms[1], PANE_TITLE, "a %s", a);
    snprintf(forms[2], PANE_TITLE, "%s", a);
    switch (picture->stage) {
    case STAGE_FORWARD:
        snprintf(forms[0], PANE_TITLE, "z %s a %s", net_number(other, pass->z[layer][at]), a);
        break;
    case STAGE_BACKWARD:
        net_number(other, pass->delta[layer][at]);
        for (size_t form = 0; form + 1 < FORMS; form++)
            snprintf(forms[form], PANE_TITLE, "%s %s",
                     picture->drawing->style->glyphs == GLYPHS_ASCII ? "d" : "δ", other);
        snprintf(forms[2], PANE_TITLE, "%s", other);
        break;
    case STAGE_UPDATE:
        net_change(picture, picture->run->before[bias], picture->theta[bias], change);
        snprintf(forms[0], PANE_TITLE, "b %.100s", change);
        snprintf(forms[1], PANE_TITLE, "b %s", net_number(other, picture->theta[bias]));
        snprintf(forms[2], PANE_TITLE, "%s", other);
        break;
    default:
        if (is_output && dataset->outputs > 1 && picture->stage == STAGE_NONE) {
            snprintf(forms[0], PANE_TITLE, "%.40s %s", dataset->class_names[unit], a);
            snprintf(forms[1], PANE_TITLE, "%.6s %s", dataset->class_names[unit], a);
        } else if (is_output)
            snprintf(forms[0], PANE_TITLE, "a %s y %s", a, net_number(other, pass->y[at]));
        else
            snprintf(forms[0], PANE_TITLE, "a %s b %s", a, net_number(other, picture->theta[bias]));
        break;
    }
}

static void put_text(const struct net_picture *picture, struct rect room, struct pen pen,
                     char forms[static FORMS][PANE_TITLE])
{
    size_t form = 0;
    while (form + 1 < FORMS && canvas_text_width(forms[form]) > room.width)
        form++;
    canvas_text(picture->drawing->canvas, room, 0, 0, pen, forms[form]);
}

/* Where there is no picture, how large the activation is among those of its layer. */
static void put_bar(const struct net_picture *picture, size_t layer, size_t unit, struct rect room)
{
    const struct network_pass *pass = picture->pass;
    const struct theme *theme = &picture->drawing->style->theme;
    double most = 1;
    for (size_t i = 0; i < picture->network->width[layer]; i++)
        most = fmax(most, fabs(pass->a[layer][i * pass->stride]));
    const double a = pass->a[layer][unit * pass->stride];
    const double eighths = fabs(a) / most * 8 * BAR;
    for (int i = 0; i < BAR && isfinite(eighths); i++)
        canvas_put(picture->drawing->canvas, room.x + i, room.y,
                   glyph_bar_right(picture->drawing->style->glyphs, (int)eighths - 8 * i),
                   theme_class(theme, a < 0 ? 0 : 1));
}

static void put_unit(const struct net_picture *picture, size_t column, size_t unit)
{
    const struct theme *theme = &picture->drawing->style->theme;
    const size_t layer = picture->layers[column];
    struct rect room = net_tile(picture, column, unit);
    char forms[FORMS][PANE_TITLE];
    if (picture->tile_height > 0 && picture->label_rows == 0)
        return;
    if (layer == 0)
        input_text(picture, unit, forms);
    else
        unit_text(picture, layer, unit, forms);
    const int length = canvas_text_width(forms[0]);
    const bool is_long = length <= room.width && length > room.width - BAR - 1;
    if (picture->tile_height > 0) {
        const bool is_last = column + 1 == picture->column_count;
        room.y += picture->tile_height;
        room.height = 1;
        room.width = is_last ? picture->last_width : net_pitch(picture) - 2;
    } else if (room.width >= BAR + 8 && layer > 0 && !is_long) {
        put_bar(picture, layer, unit, room);
        room.x += BAR + 1;
        room.width -= BAR + 1;
    }
    put_text(picture, room, picture->stage == STAGE_NONE ? theme->dim : theme->text, forms);
}

void net_labels_draw(const struct net_picture *picture)
{
    if (picture->has_names)
        put_names(picture);
    for (size_t column = 0; column < picture->column_count; column++) {
        for (size_t unit = 0; unit < net_units(picture, column); unit++)
            put_unit(picture, column, unit);
        put_rest(picture, column);
    }
}
