/* Curves in dots, by tier, and whatever coordinates a diverging run may have. */
#include <check.h>
#include <float.h>
#include <math.h>

#include "draw/dots.h"
#include "picture.h"
#include "suite.h"

static const struct pen pen = {0xffffff, CANVAS_KEEP, 0};

/* A circle, as 96 lines; 16 x 8 cells. The radius keeps it off the borders between dots. */
static void circle(struct canvas *canvas, enum glyphs tier)
{
    canvas_init(canvas, 16, 8);
    struct dots dots = {0};
    dots_begin(&dots, canvas_bounds(canvas), tier);
    const double slice = 3.14159265358979323846 / 48;
    for (int i = 0; i < 96; i++)
        dots_line(&dots, 8 + 7.3 * cos(i * slice), 4 + 3.65 * sin(i * slice),
                  8 + 7.3 * cos((i + 1) * slice), 4 + 3.65 * sin((i + 1) * slice), pen);
    dots_flush(&dots, canvas);
    dots_finish(&dots);
}

START_TEST(circle_in_braille)
{
    struct canvas canvas;
    circle(&canvas, GLYPHS_BRAILLE);
    ASSERT_PICTURE(&canvas, "   ⢀⡠⠤⠒⠒⠒⠒⠤⢄⡀   \n"
                            " ⢀⡰⠊        ⠑⢆⡀ \n"
                            " ⡎            ⢱ \n"
                            "⢸              ⡇\n"
                            "⢸              ⡇\n"
                            " ⢇            ⡸ \n"
                            " ⠈⠱⢄        ⡠⠎⠁ \n"
                            "   ⠈⠑⠒⠤⠤⠤⠤⠒⠊⠁   \n");
}
END_TEST

START_TEST(circle_in_blocks)
{
    struct canvas canvas;
    circle(&canvas, GLYPHS_BLOCK);
    ASSERT_PICTURE(&canvas, "   ▗▄▄▀▀▀▀▄▄▖   \n"
                            " ▗▟▀        ▀▙▖ \n"
                            " ▛            ▜ \n"
                            "▐              ▌\n"
                            "▐              ▌\n"
                            " ▙            ▟ \n"
                            " ▝▜▄        ▄▛▘ \n"
                            "   ▝▀▀▄▄▄▄▀▀▘   \n");
}
END_TEST

START_TEST(circle_in_ascii)
{
    struct canvas canvas;
    circle(&canvas, GLYPHS_ASCII);
    ASSERT_PICTURE(&canvas, "   ,,,'''',,,   \n"
                            " ,;'        ';, \n"
                            " ;            ; \n"
                            ";              ;\n"
                            ";              ;\n"
                            " ;            ; \n"
                            " ';,        ,;' \n"
                            "   ''',,,,'''   \n");
}
END_TEST

START_TEST(each_dot_of_a_cell_has_its_place)
{
    /* A dot in the middle of each eighth of a cell, and U+2800 plus its bit of the Unicode chart.
     */
    static const uint8_t bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    struct canvas canvas;
    canvas_init(&canvas, 1, 1);
    struct dots dots = {0};
    for (int down = 0; down < 4; down++) {
        for (int across = 0; across < 2; across++) {
            dots_begin(&dots, canvas_bounds(&canvas), GLYPHS_BRAILLE);
            dots_point(&dots, 0.25 + 0.5 * across, 0.125 + 0.25 * down, pen);
            dots_flush(&dots, &canvas);
            ck_assert_uint_eq(canvas_at(&canvas, 0, 0)->glyph, 0x2800u + bits[down][across]);
        }
    }
    dots_finish(&dots);
    canvas_finish(&canvas);
}
END_TEST

START_TEST(lines_are_clipped_to_their_rect)
{
    struct canvas canvas;
    canvas_init(&canvas, 8, 4);
    struct dots dots = {0};
    dots_begin(&dots, (struct rect){2, 1, 4, 2}, GLYPHS_BLOCK);
    dots_line(&dots, -10, 1.75, 20, 1.75, pen); /* across */
    dots_line(&dots, 0.25, -3, 0.25, 5, pen);   /* down */
    dots_line(&dots, -3, -1, -1, 5, pen);       /* beside */
    dots_flush(&dots, &canvas);
    dots_finish(&dots);
    ASSERT_PICTURE(&canvas, "        \n"
                            "  ▌     \n"
                            "  ▙▄▄▄  \n"
                            "        \n");
}
END_TEST

START_TEST(far_ends_keep_the_slope)
{
    /* y = 2 - x/2 from within the rect to where a run may diverge to. */
    static const double ends[] = {100, 1e6, 1e15, 1e150, 1e300, 1.7e308};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct canvas canvas;
        canvas_init(&canvas, 4, 2);
        struct dots dots = {0};
        dots_begin(&dots, canvas_bounds(&canvas), GLYPHS_BLOCK);
        dots_line(&dots, ends[i], 2 - ends[i] / 2, 0.25, 1.875, pen);
        dots_flush(&dots, &canvas);
        dots_finish(&dots);
        ASSERT_PICTURE(&canvas, "  ▄▀\n"
                                "▄▀  \n");
    }
}
END_TEST

START_TEST(line_between_far_ends_crosses)
{
    /* As between two steps of an oscillating divergence. */
    struct canvas canvas;
    canvas_init(&canvas, 4, 2);
    struct dots dots = {0};
    dots_begin(&dots, canvas_bounds(&canvas), GLYPHS_BLOCK);
    dots_line(&dots, -1.7e308, 0.25, 1.7e308, 2.25, pen);
    dots_line(&dots, 0.75, 1e20, 0.75, -1e20, pen);
    dots_flush(&dots, &canvas);
    dots_finish(&dots);
    ASSERT_PICTURE(&canvas, "▐   \n"
                            "▜▀▀▀\n");
}
END_TEST

START_TEST(step_without_coordinates_does_nothing)
{
    static const double odd[] = {0,       -1,       0.5,     4,      2,    1e300, -1e300,
                                 DBL_MAX, -DBL_MAX, DBL_MIN, 5e-324, -0.0, 1e9,   -2147483649.0};
    const size_t count = sizeof odd / sizeof odd[0];
    struct canvas canvas;
    canvas_init(&canvas, 4, 2);
    for (int tier = GLYPHS_ASCII; tier <= GLYPHS_BRAILLE; tier++) {
        struct dots dots = {0};
        dots_begin(&dots, canvas_bounds(&canvas), (enum glyphs)tier);
        for (size_t i = 0; i < count * count * count * count; i++)
            dots_line(&dots, odd[i % count], odd[i / count % count], odd[i / count / count % count],
                      odd[i / count / count / count], pen);
        dots_flush(&dots, &canvas);
        dots_finish(&dots);
    }
    canvas_finish(&canvas);
}
END_TEST

START_TEST(nothing_is_drawn_for_what_is_not_finite)
{
    struct canvas canvas;
    canvas_init(&canvas, 2, 1);
    struct dots dots = {0};
    dots_begin(&dots, canvas_bounds(&canvas), GLYPHS_BRAILLE);
    dots_point(&dots, nan(""), 0, pen);
    dots_line(&dots, 0, 0, HUGE_VAL, 0, pen);
    dots_line(&dots, 0, -HUGE_VAL, 0, 1, pen);
    dots_flush(&dots, &canvas);
    dots_finish(&dots);
    ASSERT_PICTURE(&canvas, "  \n");
}
END_TEST

START_TEST(edges_belong_to_the_last_dots)
{
    struct canvas canvas;
    canvas_init(&canvas, 2, 1);
    struct dots dots = {0};
    dots_begin(&dots, canvas_bounds(&canvas), GLYPHS_BLOCK);
    dots_point(&dots, 2, 1, pen);
    dots_point(&dots, 0, 0, pen);
    dots_point(&dots, 2.01, 0, pen);
    dots_flush(&dots, &canvas);
    dots_finish(&dots);
    ASSERT_PICTURE(&canvas, "▘▗\n");
}
END_TEST

START_TEST(dots_add_up_and_the_last_ink_wins)
{
    struct canvas canvas;
    canvas_init(&canvas, 1, 1);
    canvas_put(&canvas, 0, 0, 0x2580, (struct pen){0x000000, 0x202020, STYLE_PIXELS});
    struct dots dots = {0};
    dots_begin(&dots, canvas_bounds(&canvas), GLYPHS_BLOCK);
    dots_point(&dots, 0.1, 0.1, (struct pen){0xff0000, CANVAS_KEEP, 0});
    dots_point(&dots, 0.9, 0.1, (struct pen){0x00ff00, CANVAS_KEEP, STYLE_BOLD});
    dots_flush(&dots, &canvas);
    const struct cell *cell = canvas_at(&canvas, 0, 0);
    ck_assert_uint_eq(cell->glyph, 0x2580);
    ck_assert_uint_eq(cell->ink, 0x00ff00);
    ck_assert_uint_eq(cell->paper, 0x101010);
    /* Its upper half is dots now, no pixel: a second picture on top keeps the paper as it is. */
    dots_flush(&dots, &canvas);
    ck_assert_uint_eq(cell->paper, 0x101010);
    dots_finish(&dots);
    canvas_finish(&canvas);
}
END_TEST

START_TEST(memory_is_kept_from_picture_to_picture)
{
    struct dots dots = {0};
    dots_begin(&dots, (struct rect){0, 0, 10, 10}, GLYPHS_BRAILLE);
    const uint8_t *masks = dots.masks;
    dots_point(&dots, 1, 1, pen);
    dots_begin(&dots, (struct rect){3, 3, 5, 20}, GLYPHS_BRAILLE);
    ck_assert_ptr_eq(dots.masks, masks);
    for (int i = 0; i < 100; i++)
        ck_assert_uint_eq(dots.masks[i], 0);
    dots_finish(&dots);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("dots");
    tcase_add_test(tests, circle_in_braille);
    tcase_add_test(tests, circle_in_blocks);
    tcase_add_test(tests, circle_in_ascii);
    tcase_add_test(tests, each_dot_of_a_cell_has_its_place);
    tcase_add_test(tests, lines_are_clipped_to_their_rect);
    tcase_add_test(tests, far_ends_keep_the_slope);
    tcase_add_test(tests, line_between_far_ends_crosses);
    tcase_add_test(tests, step_without_coordinates_does_nothing);
    tcase_add_test(tests, nothing_is_drawn_for_what_is_not_finite);
    tcase_add_test(tests, edges_belong_to_the_last_dots);
    tcase_add_test(tests, dots_add_up_and_the_last_ink_wins);
    tcase_add_test(tests, memory_is_kept_from_picture_to_picture);
    Suite *suite = suite_create("dots");
    suite_add_tcase(suite, tests);
    return suite_main(suite);
}
