/* Where the units of a network are: a column for each layer, as many units as there is room for,
 * with pictures as large as the room allows. */
#include "view/net/net.h"

#define COLUMN       6 /* columns of the screen for a unit, at least, */
#define LINES        3 /* ... and between layers */
#define ROOMY        11
#define WIDEST_LABEL 16
#define WIDEST_TEXT  20

/* From the largest on. `few`: also where not all units of a layer fit. */
static const struct tile {
    int width, height, labels;
    bool few;
} tiles[] = {
    {12, 6, 1, false}, {10, 5, 1, false}, {8, 4, 1, false}, {6, 3, 1, false},
    {4, 2, 1, false},  {4, 2, 0, false},  {4, 2, 0, true},
};

#define FEW 4 /* pictures at least of a layer that has more */

static size_t widest_layer(const struct network *network)
{
    size_t widest = 0;
    for (size_t l = 0; l <= network->layers; l++)
        widest = network->width[l] > widest ? network->width[l] : widest;
    return widest;
}

static bool tile_fits(const struct net_picture *picture, const struct tile *tile)
{
    const struct network *network = picture->network;
    const int layers = (int)network->layers + 1;
    const int width = tile->width > COLUMN ? tile->width : COLUMN;
    const size_t units = (size_t)(picture->rect.height / (tile->height + tile->labels));
    if (layers * width + (layers - 1) * LINES > picture->rect.width)
        return false;
    if (tile->labels == 0 && picture->stage != STAGE_NONE) /* whose numbers matter more */
        return false;
    return units >= (tile->few ? FEW : widest_layer(network));
}

/* Pictures are of one input or two. */
static void choose_tile(struct net_picture *picture)
{
    picture->tile_width = picture->tile_height = picture->label_rows = 0;
    if (picture->network->width[0] > 2)
        return;
    for (size_t i = 0; i < sizeof tiles / sizeof tiles[0]; i++)
        if (tile_fits(picture, &tiles[i])) {
            picture->tile_width = tiles[i].width;
            picture->tile_height = tiles[i].height;
            picture->label_rows = tiles[i].labels;
            return;
        }
}

/* All layers, or the first ones and the output. */
static void choose_layers(struct net_picture *picture)
{
    const size_t layers = picture->network->layers + 1;
    const int fit = (picture->rect.width + LINES) / (COLUMN + LINES);
    picture->column_count = fit < 2 ? 2 : (size_t)fit < layers ? (size_t)fit : layers;
    for (size_t i = 0; i + 1 < picture->column_count; i++)
        picture->layers[i] = i;
    picture->layers[picture->column_count - 1] = layers - 1;
}

void net_arrange(struct net_picture *picture, struct rect inside)
{
    picture->has_names = inside.height >= ROOMY;
    picture->rect = inside;
    picture->rect.y += picture->has_names;
    picture->rect.height -= picture->has_names;
    choose_tile(picture);
    choose_layers(picture);
    const int widest = picture->tile_width > 0 ? WIDEST_LABEL : WIDEST_TEXT;
    const int share = inside.width / ((int)picture->column_count + 1);
    const int least = picture->tile_width > COLUMN ? picture->tile_width : COLUMN;
    picture->last_width = share > widest ? widest : share;
    if (picture->last_width < least)
        picture->last_width = least;
}

int net_pitch(const struct net_picture *picture)
{
    return (picture->rect.width - picture->last_width) / ((int)picture->column_count - 1);
}

int net_column(const struct net_picture *picture, size_t column)
{
    return picture->rect.x + (int)column * net_pitch(picture);
}

static int unit_height(const struct net_picture *picture)
{
    return picture->tile_height > 0 ? picture->tile_height + picture->label_rows : 1;
}

/* Where not all fit, a row says how many more there are. */
size_t net_units(const struct net_picture *picture, size_t column)
{
    const size_t width = picture->network->width[picture->layers[column]];
    const size_t fit = (size_t)(picture->rect.height / unit_height(picture));
    return width <= fit ? width : (size_t)((picture->rect.height - 1) / unit_height(picture));
}

/* A line of text: a bar and a number or two, at most; an input's name and number. */
static int text_width(const struct net_picture *picture, size_t column)
{
    const struct dataset *dataset = picture->problem->dataset;
    const bool has_two = picture->stage == STAGE_FORWARD || picture->stage == STAGE_UPDATE;
    const int share = net_pitch(picture) * (has_two ? 15 : 12) / 20;
    const int most = share < COLUMN ? COLUMN : share;
    int width = WIDEST_TEXT;
    if (column + 1 == picture->column_count)
        return picture->last_width;
    if (column == 0) {
        width = 0;
        for (size_t i = 0; i < net_units(picture, 0); i++) {
            const int name = canvas_text_width(dataset->input_names[i]) + 8;
            width = name > width ? name : width;
        }
    }
    return width < most ? width : most;
}

struct rect net_tile(const struct net_picture *picture, size_t column, size_t unit)
{
    const int units = (int)net_units(picture, column), height = unit_height(picture);
    const bool are_all =
        net_units(picture, column) == picture->network->width[picture->layers[column]];
    const int room = picture->rect.height - !are_all;
    int slot = units > 0 ? room / units : room;
    slot = slot > height + 3 ? height + 3 : slot;
    const int top = picture->rect.y + (room - units * slot) / 2;
    const int width = picture->tile_width > 0 ? picture->tile_width : text_width(picture, column);
    return (struct rect){net_column(picture, column), top + (int)unit * slot + (slot - height) / 2,
                         width, picture->tile_height > 0 ? picture->tile_height : 1};
}
