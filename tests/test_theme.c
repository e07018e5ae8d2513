/* What the themes promise of their colours, and the heat map that is drawn in them. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "draw/heat.h"
#include "draw/theme.h"
#include "picture.h"
#include "suite.h"

/* Relative luminance and contrast of WCAG 2.1. */
static double linear(uint32_t value)
{
    double share = value / 255.0;
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t color)
{
    return 0.2126 * linear(color >> 16) + 0.7152 * linear(color >> 8 & 0xff) +
           0.0722 * linear(color & 0xff);
}

static double contrast(uint32_t a, uint32_t b)
{
    double high = fmax(luminance(a), luminance(b)), low = fmin(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

/* What the terminal shows. */
static uint32_t shown(uint32_t color, enum colors colors)
{
    return colors == COLORS_256 ? color_from_256(color_to_256(color)) : color;
}

static const struct {
    const char *name;
    double run_contrast;
} colored[] = {{"dark", 3}, {"light", 4}, {"projector", 4}};

static const enum colors rich[] = {COLORS_256, COLORS_DIRECT};

/* For every theme in colour, in 256 and in direct colours. */
static void each_theme(void (*check)(const struct theme *theme, double run_contrast))
{
    for (size_t i = 0; i < ARRAY_LENGTH(colored); i++) {
        for (size_t k = 0; k < ARRAY_LENGTH(rich); k++) {
            struct theme theme;
            ck_assert(theme_init(&theme, colored[i].name, rich[k]));
            check(&theme, colored[i].run_contrast);
        }
    }
}

static void check_runs_on_heat(const struct theme *theme, double least)
{
    for (size_t run = 0; run < THEME_RUNS; run++) {
        uint32_t ink = shown(theme_run(theme, run).ink, theme->colors);
        ck_assert_double_ge(contrast(ink, shown(theme->background.paper, theme->colors)), 4.5);
        for (int upper = 0; upper < HEAT_LEVELS; upper++) {
            /* A curve's paper is the mean of two pixels, mostly of neighbouring levels. */
            for (int lower = upper; lower < HEAT_LEVELS && lower < upper + 3; lower++) {
                uint32_t paper = color_mix(theme->heat[upper], theme->heat[lower], 0.5);
                ck_assert_double_ge(contrast(ink, shown(paper, theme->colors)), least);
            }
        }
    }
}

START_TEST(runs_are_legible_on_every_heat_level)
{
    each_theme(check_runs_on_heat);
}
END_TEST

static void check_classes(const struct theme *theme, double run_contrast)
{
    (void)run_contrast;
    for (size_t k = 0; k < THEME_CLASSES; k++) {
        const uint32_t ink = shown(theme_class(theme, k).ink, theme->colors);
        ck_assert_double_ge(contrast(ink, shown(theme->background.paper, theme->colors)), 4.5);
        for (size_t region = 0; region < THEME_CLASSES; region++) {
            const uint32_t paper = shown(theme_region(theme, region, 1), theme->colors);
            ck_assert_double_ge(contrast(ink, paper), 3);
            ck_assert(region == k || paper != shown(theme_region(theme, k, 1), theme->colors));
        }
    }
}

START_TEST(points_are_legible_in_every_region)
{
    each_theme(check_classes);
}
END_TEST

/* By lightness alone, one way; in 256 colours neighbours may be the same. */
static void check_signs(const struct theme *theme, double run_contrast)
{
    (void)run_contrast;
    const bool rises = luminance(theme->signed_heat[0]) < luminance(theme->signed_heat[9]);
    for (int i = 1; i < HEAT_LEVELS; i++) {
        const double below = luminance(theme->signed_heat[i - 1]);
        const double level = luminance(theme->signed_heat[i]);
        ck_assert(rises ? level > below : level < below);
    }
    const uint32_t ends[] = {shown(theme->signed_heat[0], theme->colors),
                             shown(theme->signed_heat[HEAT_LEVELS - 1], theme->colors)};
    ck_assert_double_ge(contrast(ends[0], ends[1]), 4);
}

START_TEST(signs_are_told_by_lightness)
{
    each_theme(check_signs);
}
END_TEST

static void check_words(const struct theme *theme, double run_contrast)
{
    (void)run_contrast;
    uint32_t paper = shown(theme->background.paper, theme->colors);
    const struct pen words[] = {theme->dim, theme->title, theme->warning, theme->good, theme->key};
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        ck_assert_double_ge(contrast(shown(words[i].ink, theme->colors), paper), 4.5);
    ck_assert_double_ge(contrast(shown(theme->text.ink, theme->colors), paper), 7);
    ck_assert_double_ge(contrast(shown(theme->selection.ink, theme->colors),
                                 shown(theme->selection.paper, theme->colors)),
                        4.5);
}

START_TEST(words_are_legible)
{
    each_theme(check_words);
}
END_TEST

static void check_heat(const struct theme *theme, double run_contrast)
{
    (void)run_contrast;
    ck_assert(!theme->heat_ramp);
    for (int i = 1; i < HEAT_LEVELS; i++) {
        uint32_t below = shown(theme->heat[i - 1], theme->colors);
        uint32_t level = shown(theme->heat[i], theme->colors);
        ck_assert_double_gt(luminance(level), luminance(below));
        for (int k = 0; k < i; k++)
            ck_assert_uint_ne(level, shown(theme->heat[k], theme->colors));
    }
}

START_TEST(heat_rises_in_distinct_levels)
{
    each_theme(check_heat);
}
END_TEST

static void check_runs_differ(const struct theme *theme, double run_contrast)
{
    (void)run_contrast;
    for (size_t i = 0; i < THEME_RUNS; i++)
        for (size_t k = 0; k < i; k++)
            ck_assert_uint_ne(shown(theme_run(theme, i).ink, theme->colors),
                              shown(theme_run(theme, k).ink, theme->colors));
}

START_TEST(runs_have_nine_colours_and_their_own_letters)
{
    each_theme(check_runs_differ);
    struct theme ansi;
    for (size_t i = 0; i < ARRAY_LENGTH(colored); i++) {
        ck_assert(theme_init(&ansi, colored[i].name, COLORS_16));
        for (size_t run = 0; run < THEME_RUNS; run++)
            for (size_t k = 0; k < run; k++)
                ck_assert_int_ne(color_to_16(ansi.runs[run].ink), color_to_16(ansi.runs[k].ink));
    }
    ck_assert_uint_eq(theme_run(&ansi, THEME_RUNS).ink, theme_run(&ansi, 0).ink);
    ck_assert_uint_eq(theme_letter(0), 'A');
    ck_assert_uint_eq(theme_letter(26), 'a');
    ck_assert_uint_eq(theme_letter(52), '*');
}
END_TEST

/* Sixteen colours are shown by index, and must not depend on which is nearest. */
START_TEST(ansi_themes_use_ansi_colours)
{
    for (size_t i = 0; theme_name(i); i++) {
        struct theme theme;
        ck_assert(theme_init(&theme, theme_name(i), COLORS_16));
        ck_assert(theme.heat_ramp);
        const struct pen pens[] = {theme.background, theme.text,    theme.dim,
                                   theme.frame,      theme.title,   theme.frame_focused,
                                   theme.warning,    theme.good,    theme.selection,
                                   theme.key,        theme.map_line};
        for (size_t k = 0; k < ARRAY_LENGTH(pens) + THEME_RUNS; k++) {
            uint32_t ink =
                k < ARRAY_LENGTH(pens) ? pens[k].ink : theme.runs[k - ARRAY_LENGTH(pens)].ink;
            ck_assert(ink == CANVAS_DEFAULT || ink == color_from_256(color_to_16(ink)));
        }
    }
}
END_TEST

START_TEST(themes_without_colour_have_none)
{
    for (size_t i = 0; theme_name(i); i++) {
        struct theme theme;
        ck_assert(theme_init(&theme, theme_name(i), COLORS_NONE));
        ck_assert_str_eq(theme.name, theme_name(i));
        ck_assert_uint_eq(theme.text.ink, CANVAS_DEFAULT);
        ck_assert_uint_eq(theme.background.paper, CANVAS_DEFAULT);
        ck_assert_uint_eq(theme.selection.style, STYLE_REVERSE);
        ck_assert(theme.heat_ramp);
    }
    struct theme mono;
    ck_assert(theme_init(&mono, "mono", COLORS_DIRECT));
    ck_assert_int_eq(mono.colors, COLORS_NONE);
    ck_assert(!theme_init(&mono, "beige", COLORS_DIRECT));
}
END_TEST

START_TEST(palette_of_256_is_exact_for_its_own_colours)
{
    for (int i = 16; i < 256; i++)
        ck_assert_uint_eq(color_from_256(color_to_256(color_from_256(i))), color_from_256(i));
    for (int i = 0; i < 16; i++)
        ck_assert_int_eq(color_to_16(color_from_256(i)), i);
    /* Published values: 214 is orange, 244 the middle grey. */
    ck_assert_uint_eq(color_from_256(214), 0xffaf00);
    ck_assert_uint_eq(color_from_256(244), 0x808080);
}
END_TEST

/* The nearest by trying all, on a lattice of colours that meets no ties. */
START_TEST(every_grey_has_a_nearest_of_256)
{
    for (uint32_t grey = 0; grey < 256; grey++) {
        const int index = color_to_256(grey * 0x010101);
        ck_assert_msg(index >= 16 && index < 256, "grey %u is colour %d", (unsigned)grey, index);
    }
}
END_TEST

START_TEST(nearest_of_256_is_nearest)
{
    for (uint32_t color = 0x010203; color < 0xffffff; color += 0x01070b) {
        int64_t best = INT64_MAX, taken = 0;
        for (int i = 16; i < 256; i++) {
            uint32_t other = color_from_256(i);
            int64_t distance = 0;
            for (int shift = 0; shift < 24; shift += 8) {
                int64_t apart = (int64_t)(color >> shift & 0xff) - (int64_t)(other >> shift & 0xff);
                distance += apart * apart;
            }
            best = distance < best ? distance : best;
            taken = i == color_to_256(color) ? distance : taken;
        }
        ck_assert_int_eq(taken, best);
    }
}
END_TEST

START_TEST(heat_scale_inverts_and_ends_at_its_ends)
{
    static const double values[] = {3, 2500, 4, 10, 7, 80, 600, 5};
    for (int logarithmic = 0; logarithmic < 2; logarithmic++) {
        struct heat_scale scale = heat_scale_fit(values, ARRAY_LENGTH(values), logarithmic);
        ck_assert((scale.unit > 0) == logarithmic);
        ck_assert(heat_position(scale, 3) == 0 && heat_position(scale, 2500) == 1);
        ck_assert(heat_position(scale, HUGE_VAL) == 1 && heat_position(scale, -HUGE_VAL) == 0);
        ck_assert(isnan(heat_position(scale, nan(""))));
        for (double position = 0.1; position < 1; position += 0.1)
            ck_assert_double_eq_tol(heat_position(scale, heat_value(scale, position)), position,
                                    1e-12);
    }
}
END_TEST

START_TEST(logarithmic_scale_has_the_geometric_mean_in_the_middle)
{
    static const double values[] = {1, 1 + 1, 1 + 10, 1 + 100, 1 + 1000}; /* sqrt(10^3) above 1 */
    struct heat_scale scale = heat_scale_fit(values, ARRAY_LENGTH(values), true);
    ck_assert_double_eq_tol(heat_position(scale, 1 + sqrt(1000)), 0.5, 1e-12);
}
END_TEST

START_TEST(odd_values_make_a_scale)
{
    const double none[] = {nan(""), HUGE_VAL};
    struct heat_scale scale = heat_scale_fit(none, 2, true);
    ck_assert(scale.low == 0 && scale.high == 1);
    const double flat[] = {5, 5, nan("")};
    scale = heat_scale_fit(flat, 3, true);
    ck_assert(heat_position(scale, 5) == 0 && scale.unit == 0);
    const double huge[] = {-1.7e308, 0, 1.7e308};
    scale = heat_scale_fit(huge, 3, true);
    ck_assert_double_eq_tol(heat_position(scale, 0), 0.5, 1e-12);
    ck_assert_double_eq_tol(heat_value(scale, 0.5), 0, 1e292);
}
END_TEST

START_TEST(levels_share_the_range)
{
    ck_assert_int_eq(heat_level(0), 0);
    ck_assert_int_eq(heat_level(0.0999), 0);
    ck_assert_int_eq(heat_level(0.1), 1);
    ck_assert_int_eq(heat_level(1), HEAT_LEVELS - 1);
    ck_assert_int_eq(heat_level(-3), 0);
    ck_assert_int_eq(heat_level(nan("")), -1);
}
END_TEST

/* Two rows of five cells: a slope to the right, and a step down. */
static const double slope[] = {
    0.02, 0.27, 0.47, 0.67, 0.87, 0.12, 0.37, 0.57, 0.77, 0.97, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1,
};

START_TEST(heat_without_colour_is_a_ramp)
{
    struct theme theme;
    theme_init(&theme, "mono", COLORS_NONE);
    double positions[20];
    memcpy(positions, slope, sizeof positions);
    positions[14] = positions[19] = positions[18] = nan("");
    struct canvas canvas;
    canvas_init(&canvas, 6, 3);
    heat_draw(&canvas, (struct rect){1, 1, 5, 2}, &theme, GLYPHS_BRAILLE, positions);
    ASSERT_PICTURE(&canvas, "      \n"
                            "  -+#@\n"
                            " +++ ?\n");
}
END_TEST

START_TEST(heat_in_colour_is_two_pixels_a_cell)
{
    struct theme theme;
    theme_init(&theme, "dark", COLORS_256);
    struct canvas canvas;
    canvas_init(&canvas, 4, 2); /* narrower than the heat: clipped */
    heat_draw(&canvas, (struct rect){0, 0, 5, 2}, &theme, GLYPHS_BLOCK, slope);
    const struct cell *cell = canvas_at(&canvas, 1, 0);
    ck_assert_uint_eq(cell->glyph, 0x2580);
    ck_assert_uint_eq(cell->ink, theme.heat[2]);
    ck_assert_uint_eq(cell->paper, theme.heat[3]);
    ck_assert_uint_eq(cell->style, STYLE_PIXELS);
    heat_draw(&canvas, (struct rect){0, 0, 5, 2}, &theme, GLYPHS_ASCII, slope);
    ck_assert_uint_eq(cell->paper, theme.heat[3]);
    ASSERT_PICTURE(&canvas, "    \n"
                            "    \n");
}
END_TEST

START_TEST(undefined_pixels_show_the_background)
{
    struct theme theme;
    theme_init(&theme, "light", COLORS_DIRECT);
    const double positions[] = {nan(""), 1};
    struct canvas canvas;
    canvas_init(&canvas, 1, 1);
    heat_draw(&canvas, canvas_bounds(&canvas), &theme, GLYPHS_BRAILLE, positions);
    ck_assert_uint_eq(canvas_at(&canvas, 0, 0)->ink, theme.background.paper);
    ck_assert_uint_eq(canvas_at(&canvas, 0, 0)->paper, theme.heat[HEAT_LEVELS - 1]);
    canvas_finish(&canvas);
}
END_TEST

int main(void)
{
    TCase *themes = tcase_create("themes");
    tcase_add_test(themes, runs_are_legible_on_every_heat_level);
    tcase_add_test(themes, points_are_legible_in_every_region);
    tcase_add_test(themes, signs_are_told_by_lightness);
    tcase_add_test(themes, words_are_legible);
    tcase_add_test(themes, heat_rises_in_distinct_levels);
    tcase_add_test(themes, runs_have_nine_colours_and_their_own_letters);
    tcase_add_test(themes, ansi_themes_use_ansi_colours);
    tcase_add_test(themes, themes_without_colour_have_none);
    tcase_add_test(themes, palette_of_256_is_exact_for_its_own_colours);
    tcase_add_test(themes, nearest_of_256_is_nearest);
    tcase_add_test(themes, every_grey_has_a_nearest_of_256);
    TCase *heat = tcase_create("heat");
    tcase_add_test(heat, heat_scale_inverts_and_ends_at_its_ends);
    tcase_add_test(heat, logarithmic_scale_has_the_geometric_mean_in_the_middle);
    tcase_add_test(heat, odd_values_make_a_scale);
    tcase_add_test(heat, levels_share_the_range);
    tcase_add_test(heat, heat_without_colour_is_a_ramp);
    tcase_add_test(heat, heat_in_colour_is_two_pixels_a_cell);
    tcase_add_test(heat, undefined_pixels_show_the_background);
    Suite *suite = suite_create("theme");
    suite_add_tcase(suite, themes);
    suite_add_tcase(suite, heat);
    return suite_main(suite);
}
