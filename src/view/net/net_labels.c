/* The words and numbers of a network's layers and units. */
#include "view/net/net.h"

#include "base/mem.h"
#include "base/text.h"

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

/* The weights of the first layer are of the inputs as the model gets them. */
static const char *input_name(const struct net_picture *picture, int width)
{
    static const char *const names[] = {"inputs, standardized", "standardized"};
    size_t i = 0;
    while (i < ARRAY_LENGTH(names) && canvas_text_width(names[i]) > width)
        i++;
    return picture->problem->dataset->unit && i < ARRAY_LENGTH(names) ? names[i] : "input";
}

static void layer_name(const struct net_picture *picture, size_t layer, int width,
                       char name[static PANE_TITLE])
{
    const struct network *network = picture->network;
    if (layer == 0)
        snprintf(name, PANE_TITLE, "%s", input_name(picture, width));
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
        layer_name(picture, picture->layers[column], room.width, name);
        canvas_text(drawing->canvas, room, 0, 0, drawing->style->theme.dim, name);
    }
}

#define ROOM_FOR_MORE 11

/* What is not shown: units of a layer, and layers. */
static void put_rest(const struct net_picture *picture, size_t column)
{
    const struct drawing *drawing = picture->drawing;
    const size_t all = picture->network->width[picture->layers[column]];
    const size_t shown = net_units(picture, column);
    char dots[TEXT_CHARACTER];
    text_encode(glyph_symbol(drawing->style->glyphs, SYMBOL_ELLIPSIS), dots);
    const struct rect room = {net_column(picture, column),
                              picture->rect.y + picture->rect.height - 1, net_pitch(picture) - 1,
                              1};
    if (shown < all)
        canvas_printf(drawing->canvas, room, 0, 0, drawing->style->theme.dim,
                      room.width >= ROOM_FOR_MORE ? "%s %zu more" : "%s %zu", dots, all - shown);
    if (column > 0 && picture->layers[column] != picture->layers[column - 1] + 1) {
        const struct rect before = {room.x - 3, picture->rect.y + picture->rect.height / 2, 1, 1};
        canvas_text(drawing->canvas, before, 0, 0, drawing->style->theme.text, dots);
    }
}

/* ---- units ---- */

/* What stands at a unit: all there is to say, or where that is too long a number and its name, or
 * only the number. */
struct caption {
    char full[PANE_TITLE], name[32];
    double value;
};

static void name_value(struct caption *caption, const char *name, double value, int digits)
{
    char number[AXIS_LABEL];
    snprintf(caption->name, sizeof caption->name, "%.*s", (int)text_fit(name, 4), name);
    caption->value = value;
    snprintf(caption->full, sizeof caption->full, "%.*s %s", (int)text_fit(name, 40), name,
             axis_label(number, value, digits));
}

static void add_value(struct caption *caption, const char *name, double value, int digits)
{
    const size_t length = strlen(caption->full);
    char number[AXIS_LABEL];
    snprintf(caption->full + length, sizeof caption->full - length, " %s %s", name,
             axis_label(number, value, digits));
}

static void put_update(const struct net_picture *picture, size_t bias, struct caption *caption)
{
    char change[PANE_TITLE];
    name_value(caption, "b", picture->theta[bias], 3);
    net_change(picture, picture->run->before[bias], picture->theta[bias], change);
    snprintf(caption->full, sizeof caption->full, "b %.100s", change);
}

/* The numbers of the stage, of so many digits. */
static struct caption caption_of(const struct net_picture *picture, size_t layer, size_t unit,
                                 int digits)
{
    const struct network_pass *pass = picture->pass;
    const struct dataset *dataset = picture->problem->dataset;
    const bool is_output = layer == picture->network->layers;
    const bool is_class = is_output && dataset->outputs > 1;
    const size_t at = unit * pass->stride;
    const double a = pass->a[layer][at];
    struct caption caption;
    if (layer == 0) {
        name_value(&caption, dataset->input_names[unit], a, digits);
        return caption;
    }
    const size_t bias = network_biases(picture->network, layer - 1) + unit;
    name_value(&caption, "a", a, digits);
    switch (picture->stage) {
    case STAGE_FORWARD:
        name_value(&caption, "z", pass->z[layer][at], digits);
        add_value(&caption, "a", a, digits);
        snprintf(caption.name, sizeof caption.name, "a");
        caption.value = a;
        break;
    case STAGE_BACKWARD:
        name_value(&caption, picture->drawing->style->glyphs == GLYPHS_ASCII ? "d" : "δ",
                   pass->delta[layer][at], digits);
        break;
    case STAGE_UPDATE:
        put_update(picture, bias, &caption);
        break;
    case STAGE_LOSS:
        if (is_output)
            add_value(&caption, "y", pass->y[at], digits);
        break;
    default:
        if (is_class)
            name_value(&caption, dataset->class_names[unit], a, digits);
        else
            add_value(&caption, "b", picture->theta[bias], digits);
        break;
    }
    return caption;
}

#define WIDEST_NUMBER 7

static void put_caption(const struct net_picture *picture, struct rect room, struct pen pen,
                        const struct caption *caption)
{
    struct canvas *canvas = picture->drawing->canvas;
    const int name = canvas_text_width(caption->name) + 1;
    char number[AXIS_LABEL];
    int digits = 3;
    net_number(number, caption->value);
    if (canvas_text_width(caption->full) <= room.width) {
        canvas_text(canvas, room, 0, 0, pen, caption->full);
        return;
    }
    if (name + WIDEST_NUMBER <= room.width) {
        canvas_printf(canvas, room, 0, 0, pen, "%s %s", caption->name, number);
        return;
    }
    while (canvas_text_width(number) > room.width && digits > 1)
        axis_label(number, caption->value, --digits);
    canvas_text(canvas, room, 0, 0, pen, number);
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
    if (picture->tile_height > 0 && picture->label_rows == 0)
        return;
    struct caption caption = caption_of(picture, layer, unit, 3);
    const bool has_two = /* numbers, and no room for a bar */
        picture->stage == STAGE_FORWARD || picture->stage == STAGE_UPDATE;
    if (picture->tile_height > 0) {
        const bool is_last = column + 1 == picture->column_count;
        room.y += picture->tile_height;
        room.height = 1;
        room.width = is_last ? picture->last_width : net_pitch(picture) - 2;
    } else if (room.width >= BAR + 8 && layer > 0 && !has_two) {
        put_bar(picture, layer, unit, room);
        room.x += BAR + 1;
        room.width -= BAR + 1;
    }
    if (canvas_text_width(caption.full) > room.width)
        caption = caption_of(picture, layer, unit, 2);
    put_caption(picture, room, picture->stage == STAGE_NONE ? theme->dim : theme->text, &caption);
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
