/* The table of themes, and the ramps of the heat map. */
#include "draw/theme.h"

#include <string.h>

#include "base/mem.h"
#include "draw/color.h"

/* Table shorthands: ink (and style) on the paper that is there. */
#define INK(color)                                                                                 \
    {                                                                                              \
        .ink = (color), .paper = CANVAS_KEEP                                                       \
    }
#define BOLD(color)                                                                                \
    {                                                                                              \
        .ink = (color), .paper = CANVAS_KEEP, .style = STYLE_BOLD                                  \
    }
#define PLAIN(bits)                                                                                \
    {                                                                                              \
        .ink = CANVAS_DEFAULT, .paper = CANVAS_KEEP, .style = (bits)                               \
    }
#define ON(back, color)                                                                            \
    {                                                                                              \
        .ink = (color), .paper = (back)                                                            \
    }

/* All inks are xterm's, so that 256 colours show them exactly. */
static const struct theme dark = {
    .background = ON(0x121212, 0xd0d0d0),
    .text = INK(0xd0d0d0),
    .dim = INK(0x8a8a8a),
    .frame = INK(0x585858),
    .frame_focused = INK(0xffd75f),
    .title = BOLD(0xffffff),
    .warning = BOLD(0xff875f),
    .good = BOLD(0x87d787),
    .selection = ON(0x005f87, 0xffffff),
    .key = INK(0x87d7ff),
    .map_line = INK(0x808080),
    /* yellow, cyan, pink, green, orange, lilac, white, sky, lime */
    .runs = {BOLD(0xffff87), BOLD(0x87ffff), BOLD(0xffafd7), BOLD(0x87ff87), BOLD(0xffaf5f),
             BOLD(0xd7afff), BOLD(0xffffff), BOLD(0xafd7ff), BOLD(0xd7ff5f)},
    /* orange, sky, green, pink, yellow, lilac, white, lime */
    .classes = {BOLD(0xffaf5f), BOLD(0x87d7ff), BOLD(0x87ff87), BOLD(0xffafd7), BOLD(0xffff87),
                BOLD(0xd7afff), BOLD(0xffffff), BOLD(0xd7ff5f)},
    .regions = {0x5f0000, 0x00005f, 0x005f00, 0x5f005f, 0x5f5f00, 0x3a3a3a, 0x4e4e4e, 0x005f5f},
};

/* The runs' inks are as light as a contrast of 4 on the darkest level allows. */
#define PALE_RUNS                                                                                  \
    {                                                                                              \
        BOLD(0x0000d7), BOLD(0x960000), BOLD(0x005000), BOLD(0x5f00af), BOLD(0x00505a),            \
            BOLD(0x000000), BOLD(0x87006e), BOLD(0x5f2d00), BOLD(0x444444)                         \
    }

#define PALE_CLASSES                                                                               \
    {                                                                                              \
        BOLD(0x875f00), BOLD(0x0000af), BOLD(0x005f00), BOLD(0x87005f), BOLD(0x5f5f00),            \
            BOLD(0x5f00af), BOLD(0x000000), BOLD(0x005f5f)                                         \
    }
#define PALE_REGIONS                                                                               \
    {                                                                                              \
        0xffd7af, 0xafd7ff, 0xd7ffd7, 0xffd7ff, 0xffffaf, 0xd7d7ff, 0xe4e4e4, 0xd7ffff             \
    }

static const struct theme light = {
    .background = ON(0xffffff, 0x262626),
    .text = INK(0x262626),
    .dim = INK(0x626262),
    .frame = INK(0xa8a8a8),
    .frame_focused = INK(0x005faf),
    .title = BOLD(0x000000),
    .warning = BOLD(0xaf0000),
    .good = BOLD(0x005f00),
    .selection = ON(0x005faf, 0xffffff),
    .key = INK(0x005f87),
    .map_line = INK(0x949494),
    .runs = PALE_RUNS,
    .classes = PALE_CLASSES,
    .regions = PALE_REGIONS,
};

/* Light, with everything heavier: a beamer eats contrast. */
static const struct theme projector = {
    .background = ON(0xffffff, 0x000000),
    .text = BOLD(0x000000),
    .dim = INK(0x444444),
    .frame = INK(0x767676),
    .frame_focused = BOLD(0x0000af),
    .title = BOLD(0x000000),
    .warning = BOLD(0xaf0000),
    .good = BOLD(0x005f00),
    .selection = ON(0x000000, 0xffffff),
    .key = BOLD(0x0000af),
    .map_line = INK(0x767676),
    .runs = PALE_RUNS,
    .classes = PALE_CLASSES,
    .regions = PALE_REGIONS,
};

static const struct theme dark_ansi = {
    .background = ON(0x000000, 0xe5e5e5),
    .text = INK(0xe5e5e5),
    .dim = INK(0x7f7f7f),
    .frame = INK(0x7f7f7f),
    .frame_focused = INK(0xffff00),
    .title = BOLD(0xffffff),
    .warning = BOLD(0xff0000),
    .good = BOLD(0x00ff00),
    .selection = ON(0xe5e5e5, 0x000000),
    .key = INK(0x00ffff),
    .map_line = INK(0xe5e5e5),
    .runs = {BOLD(0xffff00), BOLD(0x00ffff), BOLD(0xff00ff), BOLD(0x00ff00), BOLD(0xff0000),
             BOLD(0xffffff), BOLD(0x5c5cff), BOLD(0xcdcd00), BOLD(0x00cdcd)},
    .classes = {BOLD(0xffff00), BOLD(0x00ffff), BOLD(0x00ff00), BOLD(0xff00ff), BOLD(0xffffff),
                BOLD(0x5c5cff), BOLD(0xff0000), BOLD(0x00cdcd)},
    .heat_ramp = true,
};

/* The ANSI green and cyan are hardly legible on white, so that good news is blue. */
static const struct theme pale_ansi = {
    .background = ON(0xffffff, 0x000000),
    .text = INK(0x000000),
    .dim = INK(0x7f7f7f),
    .frame = INK(0x7f7f7f),
    .frame_focused = BOLD(0x0000ee),
    .title = BOLD(0x000000),
    .warning = BOLD(0xcd0000),
    .good = BOLD(0x0000ee),
    .selection = ON(0x000000, 0xffffff),
    .key = INK(0xcd00cd),
    .map_line = INK(0x000000),
    .runs = {BOLD(0x0000ee), BOLD(0xcd0000), BOLD(0xcd00cd), BOLD(0x000000), BOLD(0x5c5cff),
             BOLD(0xff0000), BOLD(0xff00ff), BOLD(0x00cd00), BOLD(0x00cdcd)},
    .classes = {BOLD(0xcd0000), BOLD(0x0000ee), BOLD(0xcd00cd), BOLD(0x000000), BOLD(0x5c5cff),
                BOLD(0xff0000), BOLD(0xff00ff), BOLD(0x00cd00)},
    .heat_ramp = true,
};

#define MONO_RUN   PLAIN(STYLE_BOLD)
#define MONO_CLASS PLAIN(0)

static const struct theme mono = {
    .background = {CANVAS_DEFAULT, CANVAS_DEFAULT, 0},
    .text = PLAIN(0),
    .dim = PLAIN(STYLE_DIM),
    .frame = PLAIN(STYLE_DIM),
    .frame_focused = PLAIN(STYLE_BOLD),
    .title = PLAIN(STYLE_BOLD),
    .warning = PLAIN(STYLE_BOLD | STYLE_UNDERLINE),
    .good = PLAIN(STYLE_BOLD),
    .selection = {CANVAS_DEFAULT, CANVAS_DEFAULT, STYLE_REVERSE},
    .key = PLAIN(STYLE_BOLD),
    .map_line = PLAIN(0),
    .runs = {MONO_RUN, MONO_RUN, MONO_RUN, MONO_RUN, MONO_RUN, MONO_RUN, MONO_RUN, MONO_RUN,
             MONO_RUN},
    .classes = {MONO_CLASS, MONO_CLASS, MONO_CLASS, MONO_CLASS, MONO_CLASS, MONO_CLASS, MONO_CLASS,
                MONO_CLASS},
    .heat_ramp = true,
};

/* A heat map is viridis (van der Walt and Smith, matplotlib 2015), dimmed under bright curves or
 * mixed with white under dark ones: on its full range no line colour is legible everywhere. The
 * anchors are evenly spaced. */
static const uint32_t viridis[] = {0x440154, 0x3b528b, 0x21918c, 0x5ec962, 0xfde725};

/* By hand for 256 colours, where the nearest ones would coincide: the cube has too few dark
 * colours for a ramp that rises evenly, but the greys do; among pale ones the cube has enough. */
static const int dark_256[HEAT_LEVELS] = {232, 233, 234, 235, 236, 237, 238, 239, 240, 241};
static const int pale_256[HEAT_LEVELS] = {251, 152, 153, 189, 254, 158, 193, 194, 229, 230};

/* From orange through grey to blue: the lightness rises (or falls) all the way too, so that the
 * sign does not hang on the hue. */
static const uint32_t dark_signed[] = {0x5f0000, 0x4e4e4e, 0x5fafff};
static const uint32_t pale_signed[] = {0xffd787, 0xb2b2b2, 0x005faf};

/* By hand again: the nearest of pale mixtures are of all hues. */
static const int pale_signed_256[HEAT_LEVELS] = {221, 186, 252, 251, 250, 249, 110, 74, 68, 25};

struct row {
    const char *name;
    const struct theme *full, *ansi;
    uint32_t heat_mix; /* what viridis is mixed with, and how much of it */
    double heat_share;
    const int *heat_256;
    const uint32_t *signed_heat; /* at -1, 0 and 1 */
    const int *signed_256;       /* or NULL: the nearest */
};

static const struct row rows[] = {
    {
        .name = "dark",
        .full = &dark,
        .ansi = &dark_ansi,
        .heat_mix = 0x000000,
        .heat_share = 0.55,
        .heat_256 = dark_256,
        .signed_heat = dark_signed,
    },
    {
        .name = "light",
        .full = &light,
        .ansi = &pale_ansi,
        .heat_mix = 0xffffff,
        .heat_share = 0.65,
        .heat_256 = pale_256,
        .signed_heat = pale_signed,
        .signed_256 = pale_signed_256,
    },
    {
        .name = "projector",
        .full = &projector,
        .ansi = &pale_ansi,
        .heat_mix = 0xffffff,
        .heat_share = 0.65,
        .heat_256 = pale_256,
        .signed_heat = pale_signed,
        .signed_256 = pale_signed_256,
    },
    {.name = "mono", .full = &mono, .ansi = &mono},
};

const char *theme_name(size_t index)
{
    return index < ARRAY_LENGTH(rows) ? rows[index].name : NULL;
}

static uint32_t viridis_at(double t)
{
    double place = t * (double)(ARRAY_LENGTH(viridis) - 1);
    size_t below = (size_t)place;
    if (below == ARRAY_LENGTH(viridis) - 1)
        return viridis[below];
    return color_mix(viridis[below], viridis[below + 1], place - (double)below);
}

static uint32_t signed_at(const struct row *row, enum colors colors, int level)
{
    const double t = 2.0 * level / (HEAT_LEVELS - 1) - 1;
    if (colors == COLORS_256 && row->signed_256)
        return color_from_256(row->signed_256[level]);
    return color_mix(row->signed_heat[1], row->signed_heat[t < 0 ? 0 : 2], t < 0 ? -t : t);
}

static void fill_heat(struct theme *theme, const struct row *row)
{
    for (int level = 0; level < HEAT_LEVELS; level++) {
        if (theme->colors == COLORS_256)
            theme->heat[level] = color_from_256(row->heat_256[level]);
        else
            theme->heat[level] = color_mix(viridis_at((double)level / (HEAT_LEVELS - 1)),
                                           row->heat_mix, row->heat_share);
        theme->signed_heat[level] = signed_at(row, theme->colors, level);
    }
}

bool theme_init(struct theme *theme, const char *name, enum colors colors)
{
    const struct row *row = NULL;
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
        if (strcmp(rows[i].name, name) == 0)
            row = &rows[i];
    if (!row)
        return false;
    bool colorless = colors == COLORS_NONE || row->full == &mono;
    *theme = colorless ? mono : colors == COLORS_16 ? *row->ansi : *row->full;
    theme->name = row->name;
    theme->colors = colorless ? COLORS_NONE : colors;
    if (!theme->heat_ramp)
        fill_heat(theme, row);
    return true;
}

struct pen theme_run(const struct theme *theme, size_t run)
{
    return theme->runs[run % THEME_RUNS];
}

struct pen theme_class(const struct theme *theme, size_t index)
{
    return theme->classes[index % THEME_CLASSES];
}

uint32_t theme_region(const struct theme *theme, size_t index, double share)
{
    const double shown = theme->colors != COLORS_256 ? share : share < 0.5 ? 0 : 1;
    return color_mix(theme->background.paper, theme->regions[index % THEME_CLASSES], shown);
}

uint32_t theme_letter(size_t run)
{
    if (run < 26)
        return 'A' + (uint32_t)run;
    return run < 52 ? 'a' + (uint32_t)(run - 26) : '*';
}
