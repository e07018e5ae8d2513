/* Themes: which colour, weight or letter says what.
 *
 * A theme is made for a number of colours. Without colour, every meaning is carried by bold, dim,
 * underline and reverse; with 16 or none, the heat map is a ramp of characters. */
#ifndef DRAW_THEME_H
#define DRAW_THEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "draw/canvas.h"
#include "draw/color.h"

#define HEAT_LEVELS 10 /* bands of the heat map, low to high: they read as contours */
#define THEME_RUNS                                                                                 \
    9 /* colours of runs; the tenth run has the first one's colour, not its letter                 \
       */

#define THEME_CLASSES 8 /* colours of classes; the ninth has the first one's */

/* Pens keep the paper below, but for `background` and `selection`. */
struct theme {
    const char *name;
    enum colors colors;
    struct pen background; /* for canvas_clear(), and what undefined parts of a map show */
    struct pen text, dim, frame, frame_focused, title, warning, good, selection, key;
    struct pen map_line;         /* isolines and axes on the map */
    struct pen runs[THEME_RUNS]; /* see theme_run() */
    uint32_t heat[HEAT_LEVELS];  /* meaningless where heat_ramp, as are regions and signed_heat */

    /* Of data: the points of a class, and what is behind them where it is predicted. Of numbers
     * with a sign, the first is that of negative ones, the second of positive ones. */
    struct pen classes[THEME_CLASSES];
    uint32_t regions[THEME_CLASSES];
    uint32_t signed_heat[HEAT_LEVELS]; /* of values from -1 to 1 */

    bool heat_ramp; /* levels are shown by characters in the pen `dim` */
};

/* The themes, for lists and for the key that goes through them: dark, light, projector, mono.
 * NULL beyond the last one. */
const char *theme_name(size_t index);

/* The theme of that name. COLORS_NONE makes any of them mono. False where there is no such name. */
bool theme_init(struct theme *theme, const char *name, enum colors colors);

/* The pen of a run's trail, curve and letter. Contrast (WCAG 2) of its ink on every heat level and
 * on the background: at least 3 in dark, at least 4 in light and projector. */
struct pen theme_run(const struct theme *theme, size_t run);

struct pen theme_class(const struct theme *theme, size_t index);

/* The region's colour, mixed with the background to a share from 0 to 1. In 256 colours it is one
 * or the other, as mixtures of two would be of other hues. */
uint32_t theme_region(const struct theme *theme, size_t index, double share);

/* The run's letter: A ... Z, a ... z, then '*'. */
uint32_t theme_letter(size_t run);

#endif
