/* Where panes are, at every size: nothing overlaps, nothing leaves the screen, and every pane of
 * the table can be reached and is drawn. */
#include "frames.h"

static const struct view_scene scenes[] = {
    {"surface.scene", "title = \"The ravine\";\n"
                      "about = \"Why plain descent crawls along the valley floor.\";\n"
                      "problem = { surface = \"rosenbrock\"; };\n"
                      "optimizers = ( { method = \"gd\"; lr = 0.001; } );\n"},
    {"model.scene", "problem = { model = \"mlp\"; data = \"xor\"; hidden = ( 3 ); };\n"
                    "optimizers = ( { method = \"gd\"; lr = 0.5; } );\n"},
};
#define PANES_OF_SCENES (ARRAY_LENGTH(scenes) * PANE_COUNT)

static void open_with_runs(size_t scene, size_t runs)
{
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(scenes[scene].name, "."), scenes[scene].name);
    open_scene(name);
    while (session.race.count < runs)
        say("add gd");
}

static bool fits(enum pane pane)
{
    return pane_fits(pane, session_problem(&session));
}

static void focus_pane(enum pane pane)
{
    char line[64];
    snprintf(line, sizeof line, "pane %s", pane_name((size_t)pane));
    say(line);
}

static bool overlap(struct rect a, struct rect b)
{
    const struct rect both = rect_intersect(a, b);
    return both.width > 0 && both.height > 0;
}

/* Whether all is on the screen, apart from each other, and the focused pane among it. Asserts for
 * millions of layouts would take long. */
static bool is_sound(enum pane focused, int columns, int rows)
{
    const struct view_layout layout = view_layout(&session, columns, rows);
    struct rect rects[PANE_COUNT + 2] = {layout.status, layout.hints};
    memcpy(rects + 2, layout.pane, sizeof layout.pane);
    for (size_t i = 0; i < ARRAY_LENGTH(rects); i++) {
        if (!within(rects[i], columns, rows))
            return false;
        for (size_t j = 0; j < i; j++)
            if (overlap(rects[i], rects[j]))
                return false;
    }
    return layout.pane[focused].width > 0 && layout.pane[focused].height > 0;
}

static void check_all_sizes(enum pane focused)
{
    for (int rows = 6; rows <= 100; rows++)
        for (int columns = 20; columns <= 300; columns++)
            if (!is_sound(focused, columns, rows))
                ck_abort_msg("%dx%d, focus on %s", columns, rows, pane_name((size_t)focused));
}

START_TEST(no_panes_overlap_at_any_size)
{
    static const size_t runs[] = {1, 5, 26};
    const size_t scene = (size_t)_i / PANE_COUNT;
    const enum pane focused = (enum pane)((size_t)_i % PANE_COUNT);
    for (size_t i = 0; i < ARRAY_LENGTH(runs); i++) {
        open_with_runs(scene, runs[i]);
        if (fits(focused)) {
            focus_pane(focused);
            check_all_sizes(focused);
        }
        close_scene();
    }
}
END_TEST

/* ---- hidden panes ---- */

static int cells(struct rect rect)
{
    return rect.width * rect.height;
}

/* Whether nothing is left blank, and of the panes only those that are shown are there. */
static bool is_full(int columns, int rows)
{
    const struct view_layout layout = view_layout(&session, columns, rows);
    int taken = cells(layout.status) + cells(layout.hints);
    for (size_t i = 0; i < PANE_COUNT; i++) {
        taken += cells(layout.pane[i]);
        if (cells(layout.pane[i]) > 0 &&
            !look_shows(&session.look, (enum pane)i, session_problem(&session)))
            return false;
    }
    return taken == columns * rows;
}

/* Every set of panes. */
START_TEST(panes_that_are_shown_fill_the_screen)
{
    for (unsigned hidden = 0; hidden < 1u << PANE_COUNT; hidden++) {
        open_with_runs((size_t)_i, 3);
        session.look.hidden = hidden;
        look_fit_panes(&session.look, session_problem(&session));
        for (int rows = 6; rows <= 60; rows += 3)
            for (int columns = 20; columns <= 200; columns += 9)
                if (!is_sound(session.look.pane, columns, rows) || !is_full(columns, rows))
                    ck_abort_msg("%dx%d, hidden %#x", columns, rows, hidden);
        close_scene();
    }
}
END_TEST

/* A point is chosen on the map, also where it is hidden else. */
START_TEST(crosshair_shows_a_hidden_map)
{
    open_with_runs((size_t)_i, 1);
    say("pane hide map");
    ck_assert_int_eq(view_layout(&session, 80, 24).map.width, 0);
    if (_i == 0) {
        say("crosshair");
        ck_assert_int_gt(view_layout(&session, 80, 24).map.width, 0);
    }
    close_scene();
}
END_TEST

/* draw knows the colours of what the scene layer has the words of. */
START_TEST(themes_of_scenes_can_be_drawn)
{
    for (size_t i = 0; display_theme_name(i) || theme_name(i); i++)
        ck_assert_pstr_eq(display_theme_name(i), theme_name(i));
}
END_TEST

/* Cells inside of the frame that are not blank. */
static size_t drawn_cells(const struct canvas *canvas, struct rect rect)
{
    size_t count = 0;
    for (int y = rect.y + 1; y < rect.y + rect.height - 1; y++)
        for (int x = rect.x + 1; x < rect.x + rect.width - 1; x++)
            count += canvas_at(canvas, x, y)->glyph != ' ';
    return count;
}

START_TEST(every_pane_that_fits_is_reached_and_drawn)
{
    const struct view_style style = style_of("dark", GLYPHS_BRAILLE, COLORS_256);
    const enum pane pane = (enum pane)((size_t)_i % PANE_COUNT);
    struct canvas canvas;
    struct error err = {0};
    char line[64];
    open_with_runs((size_t)_i / PANE_COUNT, 2);
    snprintf(line, sizeof line, "pane %s", pane_name((size_t)pane));
    ck_assert_int_eq(verb_play(&session, line, &err), fits(pane));
    ck_assert_int_eq(session.look.pane, fits(pane) ? pane : PANE_MAP);
    say("step 3; pane max");
    canvas_init(&canvas, 80, 24);
    view_draw(&view, &session, &canvas, &style);
    const struct rect rect = view_layout(&session, 80, 24).pane[session.look.pane];
    ck_assert_int_eq(rect.width, 80);
    ck_assert_int_ge(rect.height, 20);
    ck_assert_uint_gt(drawn_cells(&canvas, rect), 0);
    canvas_finish(&canvas);
    close_scene();
}
END_TEST

START_TEST(pane_next_visits_every_pane_that_fits)
{
    size_t visits[PANE_COUNT] = {0}, expected = 0, count = 0;
    open_with_runs((size_t)_i, 1);
    for (size_t i = 0; i < PANE_COUNT; i++)
        expected += fits((enum pane)i);
    do {
        say("pane next");
        visits[session.look.pane]++;
        count++;
    } while (session.look.pane != PANE_MAP && count < 2 * PANE_COUNT);
    ck_assert_uint_eq(count, expected);
    for (size_t i = 0; i < PANE_COUNT; i++)
        ck_assert_uint_eq(visits[i], fits((enum pane)i));
    close_scene();
}
END_TEST

START_TEST(rows_of_panes_are_complete)
{
    const struct pane_row *row = pane_row((enum pane)_i);
    ck_assert_str_ne(row->name, "");
    ck_assert_str_ne(row->title, "");
    ck_assert_str_ne(row->help, "");
    ck_assert_msg(!row->fits || row->of[0], "%s says of which problems it is", row->name);
    for (int i = 0; i < _i; i++)
        ck_assert_str_ne(pane_name((size_t)i), row->name);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("layout");
    TCase *tests = tcase_create("layout");
    suite_add_tcase(suite, tests);
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, no_panes_overlap_at_any_size, 0, PANES_OF_SCENES);
    tcase_add_loop_test(tests, every_pane_that_fits_is_reached_and_drawn, 0, PANES_OF_SCENES);
    tcase_add_loop_test(tests, pane_next_visits_every_pane_that_fits, 0, ARRAY_LENGTH(scenes));
    tcase_add_loop_test(tests, panes_that_are_shown_fill_the_screen, 0, ARRAY_LENGTH(scenes));
    tcase_add_loop_test(tests, crosshair_shows_a_hidden_map, 0, ARRAY_LENGTH(scenes));
    tcase_add_test(tests, themes_of_scenes_can_be_drawn);
    tcase_add_loop_test(tests, rows_of_panes_are_complete, 0, PANE_COUNT);
    return view_suite_main(suite, scenes, ARRAY_LENGTH(scenes));
}
