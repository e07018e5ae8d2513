/* Scenes as a course: their places in menus and lists, and the names by which people know runs. */
#include "frames.h"

#include "out/list.h"
#include "session/overlay.h"

#define RUNS                                                                                       \
    "problem = { surface = \"bowl\"; };\nsteps = 20;\n"                                            \
    "optimizers = ( { method = \"gd\"; lr = 0.1; name = \"slow\";\n"                               \
    "                 label = { en = \"small\"; es = \"pequeña\"; }; },\n"                        \
    "               { method = \"momentum\"; lr = 0.1; } );\n"

static const struct view_scene scenes[] = {
    {"no-place.scene", "title = \"Learning\";\n" RUNS},
    {"b-second.scene", "lecture = 2; order = 1;\n"
                       "title = { en = \"A ravine\"; es = \"Un barranco\"; };\n"
                       "topic = { en = \"momentum\"; es = \"momentum\"; };\n" RUNS},
    {"c-first.scene", "lecture = 1; order = 2; claims = ( \"1.4\", \"1.11\" );\n"
                      "title = { en = \"Mini-batches\"; es = \"Épocas y minilotes\"; };\n"
                      "topic = \"batches\";\n" RUNS},
    {"a-first.scene", "lecture = 1;\n" RUNS},
    {"z-first.scene", "lecture = 1; order = 0;\n" RUNS},
    {"d-tenth.scene", "lecture = 10; order = 0;\n" RUNS},
    {"not-read.scene", "title = ;\n"},
};

/* As they are listed. */
static const char *const in_order[] = {"z-first", "c-first",  "a-first", "b-second",
                                       "d-tenth", "no-place", "not-read"};

static void set_up(void)
{
    open_scene("no-place");
    session.language = "es";
}

static void tear_down(void)
{
    close_scene();
}

static void type(const char *text)
{
    for (; *text; text++)
        key_press(&session, (unsigned char)*text);
}

/* ---- order ---- */

START_TEST(scenes_go_by_lecture_then_order_then_name)
{
    ck_assert_uint_eq(library.count, ARRAY_LENGTH(in_order));
    for (size_t i = 0; i < library.count; i++)
        ck_assert_str_eq(library.names[i], in_order[i]);
    say("menu scenes");
    for (size_t i = 0; i < library.count; i++)
        ck_assert_str_eq(menu_name(&session, i), in_order[i]);
}
END_TEST

START_TEST(next_and_previous_go_by_it)
{
    say("scene z-first");
    for (size_t i = 1; i < library.count - 1; i++) { /* the last one cannot be read */
        say("next");
        ck_assert_str_eq(session.scene.path, library.paths[i]);
    }
    for (size_t i = library.count - 2; i-- > 0;) {
        say("previous");
        ck_assert_str_eq(session.scene.path, library.paths[i]);
    }
}
END_TEST

START_TEST(list_tells_the_place_of_a_scene)
{
    struct text table = {0}, json = {0}, markdown = {0};
    list_text(LIST_SCENES, &library, "es", &table);
    ck_assert_ptr_nonnull(strstr(table.data, "name      lecture  topic     title"));
    const char *first = strstr(table.data, "z-first"), *last = strstr(table.data, "no-place");
    ck_assert(first && last && first < last);
    ck_assert_ptr_nonnull(strstr(table.data, "b-second  2        momentum  Un barranco"));
    list_json_lines(LIST_SCENES, &library, "en", &json);
    ck_assert_ptr_nonnull(strstr(json.data, "\"lecture\":1,\"order\":2,\"topic\":\"batches\","
                                            "\"claims\":[\"1.4\",\"1.11\"]"));
    list_markdown(LIST_SCENES, &library, "en", &markdown);
    ck_assert_ptr_nonnull(strstr(markdown.data, "| `b-second` | 2 | momentum | A ravine |"));
    text_finish(&table);
    text_finish(&json);
    text_finish(&markdown);
}
END_TEST

/* ---- the menu ---- */

static const struct {
    const char *typed;
    size_t count;
    const char *first;
} filters[] = {
    {"barranco", 1, "b-second"}, {"BARRANCO", 1, "b-second"}, {"minilote", 1, "c-first"},
    {"epoca", 1, "c-first"},     {"learning", 1, "no-place"}, {"first", 3, "z-first"},
    {"-place", 1, "no-place"},   {"ravine", 0, NULL}, /* its title is in Spanish now */
};

START_TEST(filter_looks_into_titles_and_names_without_case_and_accents)
{
    say("menu scenes");
    type(filters[_i].typed);
    ck_assert_msg(menu_count(&session) == filters[_i].count, "%s: %zu", filters[_i].typed,
                  menu_count(&session));
    ck_assert_pstr_eq(menu_name(&session, 0), filters[_i].first);
}
END_TEST

START_TEST(accents_may_be_typed)
{
    say("menu scenes");
    key_press(&session, 0xC9); /* É */
    type("POC");
    ck_assert_uint_eq(menu_count(&session), 1);
    ck_assert_str_eq(menu_name(&session, 0), "c-first");
}
END_TEST

/* ---- what is seen ---- */

static void draw(struct text *shown, int columns, int rows)
{
    const struct view_style style = style_of("dark", GLYPHS_BLOCK, COLORS_256);
    struct canvas canvas;
    canvas_init(&canvas, columns, rows);
    view_draw(&view, &session, &canvas, &style);
    picture(&canvas, shown);
    canvas_finish(&canvas);
}

static void expect_shown(const char *what, int columns, int rows)
{
    struct text shown = {0};
    draw(&shown, columns, rows);
    ck_assert_msg(strstr(shown.data, what) != NULL, "no '%s' in\n%s", what, shown.data);
    text_finish(&shown);
}

START_TEST(menu_shows_lecture_title_and_name)
{
    say("menu scenes");
    expect_shown("> L1   z-first", 80, 24);
    expect_shown("  L1   Épocas y minilotes                                             c-first",
                 80, 24);
    expect_shown("  L10  d-tenth", 80, 24);
    expect_shown("       Learning", 80, 24);
    expect_shown("  L1   Épocas y minilotes", 40, 20);
}
END_TEST

START_TEST(label_is_shown_in_the_users_language)
{
    expect_shown(" A pequeña ", 80, 24);         /* in the ranks */
    expect_shown("A pequeña: Gradient", 80, 24); /* over the inspector */
    say("lr 0.2");
    expect_shown("A pequeña: lr 0.2", 80, 24);
    say("focus 2; focus 1");
    expect_shown("focus: A pequeña", 80, 24);
    session.language = "en";
    expect_shown(" A small ", 80, 24);
    say("remove A");
    expect_shown("small is out", 80, 24);
}
END_TEST

START_TEST(name_stays_what_verbs_and_files_know)
{
    struct error err = {0};
    say("lr 0.2 slow");
    ck_assert(!verb_play(&session, "lr 0.2 \"small\"", &err));
    ck_assert_str_eq(session.race.runs[0]->settings.name, "slow");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("course");
    TCase *tcase = tcase_create("course");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, scenes_go_by_lecture_then_order_then_name);
    tcase_add_test(tcase, next_and_previous_go_by_it);
    tcase_add_test(tcase, list_tells_the_place_of_a_scene);
    tcase_add_loop_test(tcase, filter_looks_into_titles_and_names_without_case_and_accents, 0,
                        ARRAY_LENGTH(filters));
    tcase_add_test(tcase, accents_may_be_typed);
    tcase_add_test(tcase, menu_shows_lecture_title_and_name);
    tcase_add_test(tcase, label_is_shown_in_the_users_language);
    tcase_add_test(tcase, name_stays_what_verbs_and_files_know);
    suite_add_tcase(suite, tcase);
    return view_suite_main(suite, scenes, ARRAY_LENGTH(scenes));
}
