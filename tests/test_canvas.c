/* The canvas clips, measures and wraps; glyphs. */
#include <check.h>
#include <limits.h>
#include <math.h>

#include "base/text.h"
#include "picture.h"
#include "suite.h"

static const struct pen plain = {CANVAS_DEFAULT, CANVAS_DEFAULT, 0};

START_TEST(new_canvas_is_blank)
{
    struct canvas canvas;
    canvas_init(&canvas, 3, 2);
    ck_assert_uint_eq(canvas_at(&canvas, 2, 1)->ink, CANVAS_DEFAULT);
    ck_assert_uint_eq(canvas_at(&canvas, 2, 1)->paper, CANVAS_DEFAULT);
    ck_assert_ptr_null(canvas_at(&canvas, 3, 1));
    ck_assert_ptr_null(canvas_at(&canvas, 0, -1));
    canvas_put(&canvas, 1, 1, 'x', plain);
    canvas_resize(&canvas, 2, 2);
    ASSERT_PICTURE(&canvas, "  \n"
                            "  \n");
}
END_TEST

START_TEST(canvas_without_cells_takes_drawing)
{
    struct canvas canvas;
    canvas_init(&canvas, -4, 7);
    ck_assert_int_eq(canvas.columns, 0);
    canvas_put(&canvas, 0, 0, 'x', plain);
    canvas_box(&canvas, (struct rect){0, 0, 5, 5}, GLYPHS_BLOCK, true, plain, plain, "title");
    ck_assert_int_eq(canvas_text(&canvas, canvas_bounds(&canvas), 0, 0, plain, "abc"), 3);
    canvas_finish(&canvas);
}
END_TEST

START_TEST(text_is_clipped_to_its_rect_on_all_sides)
{
    struct canvas canvas;
    canvas_init(&canvas, 8, 4);
    struct rect rect = {2, 1, 4, 2};
    canvas_fill(&canvas, canvas_bounds(&canvas), '.', plain);
    ck_assert_int_eq(canvas_text(&canvas, rect, -2, 0, plain, "abcdefghij"), 10);
    ck_assert_int_eq(canvas_text(&canvas, rect, 3, 1, plain, "xyz"), 3);
    canvas_text(&canvas, rect, 0, -1, plain, "above");
    canvas_text(&canvas, rect, 0, 2, plain, "below");
    ASSERT_PICTURE(&canvas, "........\n"
                            "..cdef..\n"
                            ".....x..\n"
                            "........\n");
}
END_TEST

START_TEST(absurd_rects_are_clipped)
{
    struct canvas canvas;
    canvas_init(&canvas, 3, 2);
    canvas_fill(&canvas, (struct rect){INT_MIN, INT_MIN, INT_MAX, INT_MAX}, 'a', plain);
    canvas_fill(&canvas, (struct rect){2, 1, INT_MAX, INT_MAX}, 'b', plain);
    canvas_fill(&canvas, (struct rect){0, 0, -5, 3}, 'c', plain);
    canvas_text(&canvas, (struct rect){INT_MAX, 0, INT_MAX, 1}, 1, 0, plain, "d");
    struct rect apart =
        rect_intersect((struct rect){0, 0, 2, 2}, (struct rect){INT_MAX, 1, INT_MAX, 1});
    ck_assert_int_eq(apart.width, 0);
    ASSERT_PICTURE(&canvas, "   \n"
                            "  b\n");
}
END_TEST

START_TEST(text_advances_by_columns_not_bytes)
{
    struct canvas canvas;
    canvas_init(&canvas, 8, 1);
    int column = canvas_text(&canvas, canvas_bounds(&canvas), 0, 0, plain, "θ=½");
    column += canvas_printf(&canvas, canvas_bounds(&canvas), column, 0, plain, "|%d", 42);
    ck_assert_int_eq(column, 6);
    ASSERT_PICTURE(&canvas, "θ=½|42  \n");
}
END_TEST

START_TEST(odd_characters_take_one_column_or_none)
{
    struct canvas canvas;
    canvas_init(&canvas, 9, 1);
    /* tab, escape, a stray byte, an overlong '/', a wide character, e with a combining acute */
    const char *text = "\t\x1b\xff\xc0\xaf漢e\u0301.";
    ck_assert_int_eq(canvas_text_width(text), 9);
    canvas_text(&canvas, canvas_bounds(&canvas), 0, 0, plain, text);
    ASSERT_PICTURE(&canvas, "?????漢\u00e9.\n");
}
END_TEST

START_TEST(wide_characters_take_two_cells)
{
    struct canvas canvas;
    canvas_init(&canvas, 9, 1);
    ck_assert_int_eq(canvas_text_width("a男 女😀"), 8);
    ck_assert_int_eq(canvas_text(&canvas, canvas_bounds(&canvas), 0, 0, plain, "a男 女😀"), 8);
    ck_assert_uint_eq(canvas_at(&canvas, 1, 0)->glyph, 0x7537);
    ck_assert_uint_eq(canvas_at(&canvas, 2, 0)->glyph, CANVAS_TAIL);
    ASSERT_PICTURE(&canvas, "a男 女😀 \n");
}
END_TEST

/* "男女" in cells 1 to 4, and something put over each of them. */
START_TEST(no_half_of_a_wide_character_is_left)
{
    static const char *const pictures[] = {"x男女.\n", ".x 女.\n", ". x女.\n",
                                           ".男x .\n", ".男 x.\n", ".男女x\n"};
    for (int x = 0; x < 6; x++) {
        struct canvas canvas;
        canvas_init(&canvas, 6, 1);
        canvas_fill(&canvas, canvas_bounds(&canvas), '.', plain);
        canvas_text(&canvas, canvas_bounds(&canvas), 1, 0, plain, "男女");
        canvas_put(&canvas, x, 0, 'x', plain);
        ASSERT_PICTURE(&canvas, pictures[x]);
    }
    for (int x = 0; x < 5; x++) { /* and by one that is wide, too */
        static const char *const over[] = {"漢 女.\n", ".漢女.\n", ". 漢 .\n", ".男漢.\n",
                                           ".男 漢\n"};
        struct canvas canvas;
        canvas_init(&canvas, 6, 1);
        canvas_fill(&canvas, canvas_bounds(&canvas), '.', plain);
        canvas_text(&canvas, canvas_bounds(&canvas), 1, 0, plain, "男女");
        canvas_text(&canvas, canvas_bounds(&canvas), x, 0, plain, "漢");
        ASSERT_PICTURE(&canvas, over[x]);
    }
}
END_TEST

START_TEST(a_wide_character_is_cut_whole)
{
    struct canvas canvas;
    canvas_init(&canvas, 7, 3);
    canvas_fill(&canvas, canvas_bounds(&canvas), '.', plain);
    canvas_text(&canvas, (struct rect){1, 0, 5, 1}, 0, 0, plain, "男女漢");
    canvas_text(&canvas, (struct rect){1, 1, 5, 1}, -1, 0, plain, "男女漢");
    canvas_text(&canvas, canvas_bounds(&canvas), 6, 2, plain, "男");
    ASSERT_PICTURE(&canvas, ".男女 .\n"
                            ". 女漢.\n"
                            "...... \n");
    canvas_init(&canvas, 5, 3);
    ck_assert_int_eq(canvas_wrap(&canvas, canvas_bounds(&canvas), 0, plain, "男女漢字 a漢"), 3);
    ASSERT_PICTURE(&canvas, "男女 \n"
                            "漢字 \n"
                            "a漢  \n");
    canvas_init(&canvas, 1, 2);
    ck_assert_int_eq(canvas_wrap(&canvas, canvas_bounds(&canvas), 0, plain, "男女"), 2);
    ASSERT_PICTURE(&canvas, " \n \n");
}
END_TEST

START_TEST(marks_go_into_the_character_before)
{
    struct canvas canvas;
    canvas_init(&canvas, 6, 1);
    ck_assert_int_eq(canvas_text(&canvas, canvas_bounds(&canvas), 0, 0, plain,
                                 "\u0301n\u0303ox\u0303o\u0302\u0301"),
                     4);
    ASSERT_PICTURE(&canvas, "\u00f1ox\u1ed1  \n");
    canvas_init(&canvas, 2, 1);
    canvas.ascii = true;
    ck_assert_int_eq(canvas_text(&canvas, canvas_bounds(&canvas), 0, 0, plain, "n\u0303."), 2);
    ASSERT_PICTURE(&canvas, "n.\n");
}
END_TEST

START_TEST(background_is_kept_and_pixels_become_their_mean)
{
    struct canvas canvas;
    canvas_init(&canvas, 2, 1);
    canvas_put(&canvas, 0, 0, 0x2580, (struct pen){0x204060, 0x406020, STYLE_PIXELS});
    canvas_put(&canvas, 1, 0, 0x2580, (struct pen){0x204060, 0x406020, 0});
    for (int x = 0; x < 2; x++)
        canvas_put(&canvas, x, 0, 'A', (struct pen){0xffffff, CANVAS_KEEP, STYLE_BOLD});
    ck_assert_uint_eq(canvas_at(&canvas, 0, 0)->paper, 0x305040);
    ck_assert_uint_eq(canvas_at(&canvas, 1, 0)->paper, 0x406020);
    ck_assert_uint_eq(canvas_at(&canvas, 0, 0)->style, STYLE_BOLD);
    canvas_finish(&canvas);
}
END_TEST

START_TEST(words_wrap_at_spaces)
{
    struct canvas canvas;
    canvas_init(&canvas, 10, 7);
    const char *text = "A narrow valley,\n\n  incomprehensibly steep";
    ck_assert_int_eq(canvas_wrap(&canvas, canvas_bounds(&canvas), 0, plain, text), 7);
    ck_assert_int_eq(canvas_wrap(NULL, canvas_bounds(&canvas), 0, plain, text), 7);
    ASSERT_PICTURE(&canvas, "A narrow  \n"
                            "valley,   \n"
                            "          \n"
                            "          \n"
                            "incomprehe\n"
                            "nsibly    \n"
                            "steep     \n");
}
END_TEST

START_TEST(wrapped_text_scrolls)
{
    struct canvas canvas;
    canvas_init(&canvas, 5, 2);
    ck_assert_int_eq(canvas_wrap(&canvas, canvas_bounds(&canvas), -1, plain, "one two three four"),
                     4);
    ASSERT_PICTURE(&canvas, "two  \n"
                            "three\n");
}
END_TEST

START_TEST(wrapping_always_ends)
{
    struct rect thin = {0, 0, 1, 9};
    ck_assert_int_eq(canvas_wrap(NULL, thin, 0, plain, "ab c\u0301"), 3);
    ck_assert_int_eq(canvas_wrap(NULL, thin, 0, plain, "   "), 1);
    ck_assert_int_eq(canvas_wrap(NULL, thin, 0, plain, "\n\n"), 2);
    ck_assert_int_eq(canvas_wrap(NULL, thin, 0, plain, ""), 0);
    thin.width = 0;
    ck_assert_int_eq(canvas_wrap(NULL, thin, 0, plain, "abc"), 0);
}
END_TEST

static void boxes(struct canvas *canvas, enum glyphs tier)
{
    canvas_init(canvas, 22, 3);
    struct rect inside =
        canvas_box(canvas, (struct rect){0, 0, 10, 3}, tier, false, plain, plain, "map");
    ck_assert_int_eq(inside.width, 8);
    ck_assert_int_eq(inside.height, 1);
    canvas_text(canvas, inside, 0, 0, plain, "overlong line");
    canvas_box(canvas, (struct rect){11, 0, 9, 3}, tier, true, plain, plain, "loss plot");
    canvas_box(canvas, (struct rect){20, 0, 2, 2}, tier, false, plain, plain, NULL);
}

START_TEST(box_frames_in_ascii)
{
    struct canvas canvas;
    boxes(&canvas, GLYPHS_ASCII);
    ASSERT_PICTURE(&canvas, "+ map ---+ + loss~ +++\n"
                            "|overlong| |       |++\n"
                            "+--------+ +=======+  \n");
}
END_TEST

START_TEST(box_frames_in_lines_heavier_when_focused)
{
    struct canvas canvas;
    boxes(&canvas, GLYPHS_BLOCK);
    ASSERT_PICTURE(&canvas, "┌ map ───┐ ┏ loss… ┓┌┐\n"
                            "│overlong│ ┃       ┃└┘\n"
                            "└────────┘ ┗━━━━━━━┛  \n");
}
END_TEST

START_TEST(box_too_small_for_its_title_has_none)
{
    struct canvas canvas;
    canvas_init(&canvas, 4, 2);
    canvas_box(&canvas, canvas_bounds(&canvas), GLYPHS_ASCII, false, plain, plain, "map");
    struct rect inside =
        canvas_box(&canvas, (struct rect){0, 0, 1, 1}, GLYPHS_ASCII, false, plain, plain, "map");
    ck_assert_int_eq(inside.width, 0);
    ASSERT_PICTURE(&canvas, "+--+\n"
                            "+--+\n");
}
END_TEST

START_TEST(only_what_can_be_shown_is_drawn_as_it_is)
{
    static const struct {
        uint32_t glyph, shown;
    } rows[] = {
        {'a', 'a'},       {0xf1, 0xf1},       {0x3b8, 0x3b8},   {0x2588, 0x2588},
        {0x28ff, 0x28ff}, {0x1d703, 0x1d703},                                  /* one column */
        {'\n', '?'},      {0x7f, '?'},        {0x9b, '?'},      {0xfffd, '?'}, /* none to show */
        {0x6f22, 0x6f22}, {0xac00, 0xac00},   {0xff21, 0xff21}, {0x1f30a, 0x1f30a}, /* two */
        {0x378, '?'},     {0xffff, '?'},      {0x115f, '?'},    {0x301, 0},
        {0x200b, 0},      {0xfe0f, 0},        {0x20d7, 0},      {0xad, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_uint_eq(glyph_printable(rows[i].glyph), rows[i].shown);
}
END_TEST

START_TEST(a_formatted_line_is_cut_at_a_whole_character)
{
    char word[1100];
    memset(word, 'x', sizeof word);
    strcpy(word + 1022, "\u20ac."); /* its first byte is the last of 1023 */
    struct canvas canvas;
    canvas_init(&canvas, 2, 1);
    ck_assert_int_eq(canvas_printf(&canvas, canvas_bounds(&canvas), 0, 0, plain, "%s", word), 1022);
    canvas_finish(&canvas);
}
END_TEST

START_TEST(every_symbol_is_one_column_and_plain_in_ascii)
{
    for (int i = 0; i < SYMBOL_COUNT; i++) {
        uint32_t ascii = glyph_symbol(GLYPHS_ASCII, (enum symbol)i);
        uint32_t block = glyph_symbol(GLYPHS_BLOCK, (enum symbol)i);
        ck_assert(ascii > ' ' && ascii < 0x7f);
        ck_assert_uint_ge(block, 0x80);
        ck_assert_uint_eq(glyph_printable(block), block);
    }
    for (int i = 0; i < SIGN_COUNT; i++) {
        for (const char *c = glyph_sign(GLYPHS_ASCII, (enum sign)i); *c; c++)
            ck_assert(*c >= ' ' && *c < 0x7f);
        ck_assert_int_eq(canvas_text_width(glyph_sign(GLYPHS_BLOCK, (enum sign)i)), 1);
    }
}
END_TEST

START_TEST(arrows_point_where_they_should)
{
    /* A cell is twice as high as wide: two columns and a row make a diagonal. */
    static const struct {
        double dx, dy;
        char ascii;
    } cases[] = {
        {1, 0, '>'},  {2, -1, '/'}, {0, -1, '^'}, {-2, -1, '\\'}, {-1, 0, '<'},
        {-2, 1, '/'}, {0, 1, 'v'},  {2, 1, '\\'}, {0, 0, '*'},    {HUGE_VAL, 1, '*'},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_int_eq((int)glyph_arrow(GLYPHS_ASCII, cases[i].dx, cases[i].dy), cases[i].ascii);
    ck_assert_uint_eq(glyph_arrow(GLYPHS_BRAILLE, 10, -3), 0x2197); /* ↗ */
}
END_TEST

START_TEST(bars_fill_in_eighths)
{
    struct canvas canvas;
    canvas_init(&canvas, 11, 1);
    for (int i = -1; i < 10; i++)
        canvas_put(&canvas, i + 1, 0, glyph_bar_right(GLYPHS_BLOCK, i), plain);
    ASSERT_PICTURE(&canvas, "  ▏▎▍▌▋▊▉██\n");
    ck_assert_uint_eq(glyph_bar_right(GLYPHS_ASCII, 8), '=');
    ck_assert_uint_eq(glyph_bar_right(GLYPHS_ASCII, 0), ' ');
}
END_TEST

int main(void)
{
    TCase *cells = tcase_create("cells");
    tcase_add_test(cells, new_canvas_is_blank);
    tcase_add_test(cells, canvas_without_cells_takes_drawing);
    tcase_add_test(cells, text_is_clipped_to_its_rect_on_all_sides);
    tcase_add_test(cells, absurd_rects_are_clipped);
    tcase_add_test(cells, text_advances_by_columns_not_bytes);
    tcase_add_test(cells, odd_characters_take_one_column_or_none);
    tcase_add_test(cells, wide_characters_take_two_cells);
    tcase_add_test(cells, no_half_of_a_wide_character_is_left);
    tcase_add_test(cells, a_wide_character_is_cut_whole);
    tcase_add_test(cells, marks_go_into_the_character_before);
    tcase_add_test(cells, background_is_kept_and_pixels_become_their_mean);
    tcase_add_test(cells, words_wrap_at_spaces);
    tcase_add_test(cells, wrapped_text_scrolls);
    tcase_add_test(cells, wrapping_always_ends);
    tcase_add_test(cells, box_frames_in_ascii);
    tcase_add_test(cells, box_frames_in_lines_heavier_when_focused);
    tcase_add_test(cells, box_too_small_for_its_title_has_none);
    TCase *glyphs = tcase_create("glyphs");
    tcase_add_test(glyphs, only_what_can_be_shown_is_drawn_as_it_is);
    tcase_add_test(glyphs, a_formatted_line_is_cut_at_a_whole_character);
    tcase_add_test(glyphs, every_symbol_is_one_column_and_plain_in_ascii);
    tcase_add_test(glyphs, arrows_point_where_they_should);
    tcase_add_test(glyphs, bars_fill_in_eighths);
    Suite *suite = suite_create("canvas");
    suite_add_tcase(suite, cells);
    suite_add_tcase(suite, glyphs);
    return suite_main(suite);
}
