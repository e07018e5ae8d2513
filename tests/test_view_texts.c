/* Texts of scenes on the screen: those that do not fit are told so and can be read in full, a
 * lesson's text is seen beside what its verbs say, and without UTF-8 letters lose their accents. */
#include "frames.h"

#include "session/overlay.h"

#define ABOUT                                                                                      \
    "The first of many sentences, so that no status of a few lines has room for all of them. The " \
    "second one goes on and on about descent. The third one is about rates, and says too much. "   \
    "The fourth one tells of valleys, walls and floors, one after the other, at length, and then " \
    "again from the beginning, because it can. The last sentence ends in an arrival."
#define RUNS                                                                                       \
    "problem = { surface = \"bowl\"; };\nstart = ( -1.5, 1.0 ); steps = 60;\n"                     \
    "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n"

static const struct view_scene scenes[] = {
    {"long.scene", "title = \"A long story\";\nabout = \"" ABOUT "\";\n" RUNS},
    {"short.scene", "title = \"Short\";\nabout = \"All of it.\";\n" RUNS},
    {"colon.scene", "title = \"Rates: four\";\nabout = \"All of them.\";\n" RUNS},
    {"question.scene", "title = \"Adam or SGD?\";\nabout = \"Both of them.\";\n" RUNS},
    {"lesson.scene",
     "title = \"A lesson\";\nabout = \"What it is about.\";\n" RUNS
     "lesson = ( { at = 0; text = \"One step follows the gradient.\"; },\n"
     "           { at = 3; text = \"Now the rate is 0.5.\"; do = \"lr 0.5\"; pause = true; },\n"
     "           { at = 9; text = \"And here it ends.\"; } );\n"},
    {"accents.scene", "title = \"Raíz de un año\";\n"
                      "about = \"¿Así? La raíz √2, «pequeña» – y 1/√t.\";\n" RUNS},
};

static char *shown;

static void tear_down(void)
{
    free(shown);
    shown = NULL;
    close_scene();
}

/* Draw, and keep the picture in `shown`. */
static void draw(int columns, int rows, enum glyphs glyphs)
{
    const struct view_style style = style_of("dark", glyphs, COLORS_256);
    struct canvas canvas;
    struct text text = {0};
    canvas_init(&canvas, columns, rows);
    view_draw(&view, &session, &canvas, &style);
    picture(&canvas, &text);
    canvas_finish(&canvas);
    free(shown);
    shown = text.data;
}

#define SHOWN(what)  ck_assert_msg(strstr(shown, what) != NULL, "no '%s' in\n%s", what, shown)
#define HIDDEN(what) ck_assert_msg(strstr(shown, what) == NULL, "'%s' in\n%s", what, shown)

static void press(const char *keys)
{
    for (; *keys; keys++) {
        key_press(&session, (unsigned char)*keys);
        session_settle(&session, NULL);
    }
}

/* ---- texts that do not fit ---- */

START_TEST(text_that_is_cut_names_the_key_that_shows_it)
{
    open_scene("long");
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("A long story: The first");
    SHOWN("… X:text");
    draw(60, 20, GLYPHS_ASCII);
    SHOWN("... X:text");
    press("l");
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("… X:text\n");
}
END_TEST

START_TEST(text_that_fits_has_no_mark)
{
    open_scene("short");
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("Short: All of it.");
    HIDDEN("X:text");
    press("l");
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("Short: All of it.");
    HIDDEN("X:text");
}
END_TEST

START_TEST(whole_text_is_read_at_any_step)
{
    open_scene("long");
    press("lllX");
    ck_assert_int_eq(session.ui.overlay, OVERLAY_TEXT);
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("A long story");
    SHOWN("The first of many");
    SHOWN("arrival.");
}
END_TEST

START_TEST(text_scrolls_where_it_is_longer_than_the_screen)
{
    open_scene("long");
    say("text");
    draw(40, 8, GLYPHS_BLOCK);
    SHOWN("The first of many");
    HIDDEN("arrival.");
    for (int i = 0; i < 5; i++)
        key_press(&session, KEYS_PAGE_DOWN);
    draw(40, 8, GLYPHS_BLOCK);
    HIDDEN("The first of many");
    SHOWN("arrival.");
    ck_assert_uint_gt(view_furthest_scroll(&session, 40, 8), 0);
    ck_assert_uint_eq(view_furthest_scroll(&session, 80, 24), 0);
}
END_TEST

START_TEST(lessons_are_among_the_texts)
{
    open_scene("lesson");
    press("lllX");
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("What it is about.");
    SHOWN("One step follows the gradient.");
    SHOWN("step 3 ");
    SHOWN("Now the rate is 0.5.");
    SHOWN("And here it ends.");
}
END_TEST

START_TEST(menu_tells_where_a_text_goes_on)
{
    open_scene("short");
    say("menu scenes");
    press("long");
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("arrival.");
    draw(40, 16, GLYPHS_BLOCK);
    HIDDEN("arrival.");
    SHOWN("…┃\n┗");
}
END_TEST

START_TEST(title_with_a_colon_ends_in_a_full_stop)
{
    open_scene("colon");
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("Rates: four. All of them.");
}
END_TEST

START_TEST(title_that_asks_keeps_its_own_mark)
{
    open_scene("question");
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("Adam or SGD? Both of them.");
}
END_TEST

/* ---- lessons that act ---- */

START_TEST(lesson_is_seen_beside_what_its_verbs_say)
{
    open_scene("lesson");
    press("lll");
    ck_assert_uint_eq(session.race.step, 3);
    ck_assert_str_eq(session.ui.message, "A gd: lr 0.5");
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("Now the rate is 0.5.");
    SHOWN("A gd: lr 0.5");
    press("+");
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("Now the rate is 0.5.");
    SHOWN("A gd: lr 1 ");
    draw(20, 6, GLYPHS_ASCII);
    SHOWN("Now the rate is 0.5.");
    SHOWN("A gd: lr 1 ");
    press("l");
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("Now the rate is 0.5.");
    SHOWN(":help");
}
END_TEST

START_TEST(mistake_takes_the_place_of_a_lesson)
{
    open_scene("lesson");
    press("lll");
    press("uuuu");
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("! ");
    SHOWN(":help");
}
END_TEST

/* ---- without UTF-8 ---- */

START_TEST(letters_lose_their_accents_in_ascii)
{
    open_scene("accents");
    draw(80, 24, GLYPHS_ASCII);
    SHOWN("Raiz de un ano: Asi? La raiz sqrt 2, \"pequena\" - y 1/sqrt t.");
    for (const char *at = shown; *at; at++)
        ck_assert_msg((unsigned char)*at < 0x80, "%s", shown);
    draw(80, 24, GLYPHS_BLOCK);
    SHOWN("Raíz de un año: ¿Así? La raíz √2, «pequeña» – y 1/√t.");
    say("text");
    draw(80, 24, GLYPHS_ASCII);
    SHOWN("Asi? La raiz sqrt 2");
    say("menu scenes");
    draw(80, 24, GLYPHS_ASCII);
    SHOWN("Raiz de un ano");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("view_texts");
    TCase *tcase = tcase_create("view_texts");
    tcase_add_checked_fixture(tcase, NULL, tear_down);
    tcase_add_test(tcase, text_that_is_cut_names_the_key_that_shows_it);
    tcase_add_test(tcase, text_that_fits_has_no_mark);
    tcase_add_test(tcase, whole_text_is_read_at_any_step);
    tcase_add_test(tcase, text_scrolls_where_it_is_longer_than_the_screen);
    tcase_add_test(tcase, lessons_are_among_the_texts);
    tcase_add_test(tcase, menu_tells_where_a_text_goes_on);
    tcase_add_test(tcase, title_with_a_colon_ends_in_a_full_stop);
    tcase_add_test(tcase, title_that_asks_keeps_its_own_mark);
    tcase_add_test(tcase, lesson_is_seen_beside_what_its_verbs_say);
    tcase_add_test(tcase, mistake_takes_the_place_of_a_lesson);
    tcase_add_test(tcase, letters_lose_their_accents_in_ascii);
    suite_add_tcase(suite, tcase);
    return view_suite_main(suite, scenes, ARRAY_LENGTH(scenes));
}
