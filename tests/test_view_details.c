/* Single cells of the picture that a frame is too coarse for, or too large. */
#include "frames.h"

#include <math.h>

#include "base/text.h"

static const struct view_scene scenes[] = {
    /* At x < 0 there is no logarithm. */
    {"nowhere.scene",
     "problem = { expression = \"log(x)^2 + y^2\"; };\n"
     "start = ( 2.0, 1.0 );\n"
     "optimizers = ( { method = \"gd\"; name = \"lost\"; start = ( -1.0, 1.0 ); },\n"
     "               { method = \"gd\"; name = \"found\"; } );\n"},
    /* x goes from 1 to -1 and back for ever. */
    {"zigzag.scene", "problem = { surface = \"bowl\"; };\n"
                     "start = ( 1.0, 0.0 );\n"
                     "optimizers = ( { method = \"gd\"; lr = 2.0; } );\n"},
    {"full.scene", "problem = { model = \"mlp\"; hidden = ( 3 ); data = \"xor\"; };\n"
                   "optimizers = ( { method = \"gd\"; lr = 0.5; } );\n"},
    /* The first fits the training samples best, the second the test samples, and the third has the
     * lowest loss, which is of another kind. */
    {"overfit.scene",
     "problem = { model = \"mlp\"; hidden = ( 12 );\n"
     "    data = { name = \"moons\"; n = 60; noise = 0.4; test = 0.5; }; };\n"
     "steps = 200;\n"
     "optimizers = (\n"
     "    { method = \"adam\"; lr = 0.2; name = \"train\"; problem = { scale = \"sum\"; }; },\n"
     "    { method = \"adam\"; lr = 0.01; name = \"test\"; problem = { scale = \"sum\"; }; },\n"
     "    { method = \"gd\"; lr = 0.1; name = \"slow\"; problem = { scale = \"half-mean\"; }; } "
     ");\n"},
};

/* The picture of the session as it is, as text. */
static void draw(struct canvas *canvas, struct text *shown)
{
    const struct view_style style = style_of("dark", GLYPHS_BRAILLE, COLORS_256);
    while (view_work(&view, &session, canvas->columns, canvas->rows, 1000))
        ;
    view_draw(&view, &session, canvas, &style);
    picture(canvas, shown);
}

START_TEST(runs_without_a_loss_come_last)
{
    struct canvas canvas;
    struct text shown = {0};
    open_scene("nowhere");
    say("pane rank; pane max");
    canvas_init(&canvas, 80, 24);
    draw(&canvas, &shown);
    const char *lost = strstr(shown.data, "A lost"), *found = strstr(shown.data, "B found");
    ck_assert_msg(lost && found && found < lost, "%s", shown.data);
    text_finish(&shown);
    canvas_finish(&canvas);
    close_scene();
}
END_TEST

static const struct {
    bool has_rank; /* without one, losses of different kinds are not compared */
    enum rank_kind rank;
    const char *title, *first;
} ranks[] = {
    {true, RANK_LOSS, "runs, best first", "C slow"},
    {true, RANK_SCORE, "runs, best score first", "A train"},
    {true, RANK_TEST, "runs, best test score first", "B test"},
    {false, RANK_LOSS, "runs, best test score first", "B test"},
};

START_TEST(runs_are_ranked_as_the_scene_says)
{
    struct canvas canvas;
    struct text shown = {0};
    open_scene("overfit");
    session.scene.view.has_rank = ranks[_i].has_rank;
    session.scene.view.rank = ranks[_i].rank;
    say("seek end; pane rank; pane max");
    canvas_init(&canvas, 80, 24);
    draw(&canvas, &shown);
    const char *first = strstr(shown.data, ranks[_i].first);
    ck_assert_msg(strstr(shown.data, ranks[_i].title) && first, "%s", shown.data);
    for (size_t i = 0; i < ARRAY_LENGTH(ranks); i++)
        ck_assert_msg(first <= strstr(shown.data, ranks[i].first), "%s", shown.data);
    text_finish(&shown);
    canvas_finish(&canvas);
    close_scene();
}
END_TEST

/* The start has a place at the edge of a logarithmic axis, and the first update another one. */
START_TEST(start_is_at_the_edge_of_a_logarithmic_axis)
{
    static const char *const axes[] = {"axis x step log", "axis x epoch log", "axis x evals log"};
    const struct view_style style = style_of("dark", GLYPHS_ASCII, COLORS_NONE);
    int columns[3];
    open_scene("zigzag");
    say(axes[_i]);
    say("lr 0.3; pane loss; pane max; step 100");
    for (int step = 0; step < 3; step++) {
        struct canvas canvas;
        columns[step] = 0;
        session_seek(&session, (uint64_t)(step < 2 ? step : 100));
        session_settle(&session, NULL);
        canvas_init(&canvas, 80, 24);
        view_draw(&view, &session, &canvas, &style);
        for (int y = 1; y < 20; y++)
            for (int x = 1; x < 79; x++)
                if (canvas_at(&canvas, x, y)->glyph == 'A')
                    columns[step] = x;
        if (step == 0) {
            const int bottom = view_layout(&session, 80, 24).pane[PANE_LOSS].height - 1;
            ck_assert_int_eq(canvas_at(&canvas, columns[0], bottom)->glyph, '0');
        }
        canvas_finish(&canvas);
    }
    ck_assert_int_lt(columns[0], columns[1]);
    ck_assert_int_lt(columns[1], 20);
    ck_assert_int_gt(columns[2], 70);
    close_scene();
}
END_TEST

/* Long enough for the trail to be thinned: more than 2000 points. */
START_TEST(thinned_trail_keeps_its_zigzag)
{
    const struct view_style style = style_of("dark", GLYPHS_BRAILLE, COLORS_256);
    struct canvas canvas;
    struct text shown = {0};
    open_scene("zigzag");
    say("map heat; step 5000");
    canvas_init(&canvas, 80, 24);
    draw(&canvas, &shown);
    const struct rect map = view_layout(&session, 80, 24).map;
    int of_the_trail = 0;
    for (int y = map.y; y < map.y + map.height; y++)
        for (int x = map.x; x < map.x + map.width; x++)
            of_the_trail += canvas_at(&canvas, x, y)->ink == style.theme.runs[0].ink;
    ck_assert_msg(of_the_trail > 5, "%d cells\n%s", of_the_trail, shown.data);
    text_finish(&shown);
    canvas_finish(&canvas);
    close_scene();
}
END_TEST

/* The activations, as far as they are seen: "a 0.646". */
static void shown_activations(struct text *found)
{
    struct canvas canvas;
    struct text shown = {0};
    canvas_init(&canvas, 120, 40);
    draw(&canvas, &shown);
    for (const char *at = shown.data; (at = strstr(at, "x1 ")); at++)
        text_add_bytes(found, at, strcspn(at + 3, " ") + 3);
    for (const char *at = shown.data; (at = strstr(at, "x2 ")); at++)
        text_add_bytes(found, at, strcspn(at + 3, " ") + 3);
    text_finish(&shown);
    canvas_finish(&canvas);
}

START_TEST(update_is_shown_with_the_sample_of_its_stages)
{
    open_scene("full");
    say("pane net; pane max; step 2; stage; stage; stage");
    struct text before = {0}, after = {0};
    shown_activations(&before);
    say("stage");
    shown_activations(&after);
    ck_assert_uint_gt(before.length, 0);
    ck_assert_str_eq(before.data, after.data);
    text_finish(&before);
    text_finish(&after);
    close_scene();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("view_details");
    TCase *tests = tcase_create("cells");
    tcase_add_test(tests, runs_without_a_loss_come_last);
    tcase_add_loop_test(tests, runs_are_ranked_as_the_scene_says, 0, ARRAY_LENGTH(ranks));
    tcase_add_loop_test(tests, start_is_at_the_edge_of_a_logarithmic_axis, 0, 3);
    tcase_add_test(tests, thinned_trail_keeps_its_zigzag);
    tcase_add_test(tests, update_is_shown_with_the_sample_of_its_stages);
    suite_add_tcase(suite, tests);
    return view_suite_main(suite, scenes, ARRAY_LENGTH(scenes));
}
