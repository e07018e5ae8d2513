/* The panes of models: data and networks, held to frames of text in tests/frames and to numbers
 * worked out by hand. */
#include "frames.h"

static const struct view_scene scenes[] = {
    {"xor.scene", "title = \"Exclusive or\";\n"
                  "problem = { model = \"mlp\"; data = \"xor\"; hidden = ( 3 ); };\n"
                  "steps = 200;\n"
                  "optimizers = ( { method = \"gd\"; lr = 0.5; },\n"
                  "    { method = \"nag\"; lr = 0.2; },\n"
                  "    { method = \"adam\"; lr = 0.05; batch = 3; } );\n"},
    {"layers.scene", "problem = { model = \"mlp\"; hidden = ( 8, 8 );\n"
                     "    data = { name = \"moons\"; n = 80; test = 0.25; }; };\n"
                     "batch = 10; steps = 200;\n"
                     "optimizers = ( { method = \"sgd\"; lr = 0.1; },\n"
                     "    { method = \"adam\"; lr = 0.02; } );\n"},
    {"flowers.scene", "problem = { model = \"softmax\";\n"
                      "    data = { name = \"iris\"; standardize = true; test = 0.3; }; };\n"
                      "batch = 16; steps = 200;\n"
                      "optimizers = ( { method = \"sgd\"; lr = 0.1; } );\n"},
    {"line.scene", "problem = { model = \"linear\"; data = \"line\"; };\n"
                   "start = ( -1.0, -1.0 ); batch = 8;\n"
                   "optimizers = ( { method = \"sgd\"; lr = 0.1; },\n"
                   "    { method = \"gd\"; lr = 0.02; } );\n"},
    {"bend.scene", "problem = { model = \"mlp\"; hidden = ( 4 ); activation = \"relu\";\n"
                   "    data = { name = \"sine\"; n = 32; test = 0.25; }; };\n"
                   "steps = 300;\n"
                   "optimizers = ( { method = \"adam\"; lr = 0.02; } );\n"},
    {"hill.scene", "problem = { model = \"mlp\"; hidden = ( 6 );\n"
                   "    data = { file = \"hill.csv\"; }; };\n"
                   "optimizers = ( { method = \"adam\"; lr = 0.05; } );\n"},
    {"hill.csv",
     "east,north,height\n0,0,1\n0,1,2\n1,0,2\n1,1,4\n2,0,1\n2,1,2\n0,2,1\n1,2,2\n2,2,1\n"},
    {"one.scene", "problem = { model = \"softmax\"; data = { file = \"one.csv\"; }; };\n"
                  "optimizers = ( { method = \"gd\"; lr = 1; } );\n"},
    {"one.csv", "size,kind\n1,mouse\n1.5,mouse\n2,cat\n2.5,cat\n4,dog\n5,dog\n"},
    {"gabor.scene", "problem = { model = \"gabor\"; };\n"
                    "start = ( 1.0, 12.0 ); batch = 7;\n"
                    "optimizers = ( { method = \"sgd\"; lr = 2; } );\n"},
    {"wide.scene", "problem = { model = \"mlp\"; data = \"iris\"; activation = \"relu\";\n"
                   "    hidden = ( 40, 30, 20, 20, 20, 20, 20, 20 ); };\n"
                   "batch = 5;\n"
                   "optimizers = ( { method = \"adam\"; lr = 0.001; } );\n"},
    {"shapes.scene",
     "problem = { model = \"mlp\"; data = \"xor\"; hidden = ( 2 ); };\n"
     "optimizers = ( { method = \"gd\"; lr = 0.5; },\n"
     "    { method = \"gd\"; problem = { hidden = ( 9, 7 ); }; name = \"wide\"; } );\n"},
    {"empty.scene", "problem = { model = \"logistic\"; data = \"blobs\"; };\n"
                    "optimizers = ( { method = \"gd\"; lr = 1e6; } );\n"},
    {"hand.scene", "problem = { model = \"linear\"; data = { file = \"hand.csv\"; };\n"
                   "    loss = \"squared\"; scale = \"mean\"; };\n"
                   "start = ( 0.5, 0.25 );\n"
                   "optimizers = ( { method = \"gd\"; lr = 0.2; } );\n"},
    {"hand.csv", "x,y\n1,3\n2,5\n"},
    /* Standardized for the model, and shown as they are: y is x / 10 + 1. */
    {"units.scene", "problem = { model = \"linear\"; data = { file = \"units.csv\";\n"
                    "    standardize = true; missing = \"skip\"; }; };\n"
                    "optimizers = ( { method = \"gd\"; lr = 0.4; } );\n"},
    {"units.csv", "x;y\n100;11\n120,0;13,0\n140;15\n?;2\n160;17\n180;19\n200;21\n;;\n"},
    {"fields.scene", "problem = { model = \"logistic\"; data = { file = \"fields.csv\";\n"
                     "    standardize = true; }; };\n"
                     "optimizers = ( { method = \"gd\"; lr = 1; } );\n"},
    {"fields.csv", "area,share,kind\n1000,0.01,a\n1200,0.03,a\n1100,0.02,a\n1300,0.01,a\n"
                   "3000,0.02,b\n3200,0.03,b\n3100,0.01,b\n3300,0.02,b\n"},
};

#define DATA    "pane data; pane max; "
#define NET     "pane net; pane max; "
#define FORWARD "stage; "
#define LOSS    FORWARD FORWARD
#define BACK    FORWARD FORWARD FORWARD
#define UPDATE  FORWARD FORWARD FORWARD FORWARD

static const struct frame frames[] = {
    /* The whole screen. */
    {"xor-80x24", "xor", 80, 24, GLYPHS_BRAILLE, COLORS_256, "step 40", ""},
    {"xor-stage-80x24", "xor", 80, 24, GLYPHS_BRAILLE, COLORS_256, "step 40; " BACK, ""},
    {"xor-inspect-80x24", "xor", 80, 24, GLYPHS_BRAILLE, COLORS_256, "step 40; pane inspect", ""},
    {"layers-120x36", "layers", 120, 36, GLYPHS_BLOCK, COLORS_256, "step 60; focus 2", ""},
    {"layers-160x45", "layers", 160, 45, GLYPHS_BRAILLE, COLORS_DIRECT, "step 60; focus 2", ""},
    {"layers-160x22", "layers", 160, 22, GLYPHS_BRAILLE, COLORS_256, "step 60; focus 2", ""},
    {"flowers-160x45", "flowers", 160, 45, GLYPHS_ASCII, COLORS_NONE, "step 60", ""},
    {"layers-60x18", "layers", 60, 18, GLYPHS_BRAILLE, COLORS_256, "step 60", ""},
    {"layers-50x40", "layers", 50, 40, GLYPHS_BRAILLE, COLORS_256, "step 60", ""},

    /* Data. */
    {"data-line-80x24", "line", 80, 24, GLYPHS_BRAILLE, COLORS_256, DATA "step 20", ""},
    {"data-line-80x24-ascii", "line", 80, 24, GLYPHS_ASCII, COLORS_NONE, DATA "step 20", ""},
    {"data-residuals-80x24", "line", 80, 24, GLYPHS_BLOCK, COLORS_256,
     DATA "data residuals; step 4", ""},
    {"data-bend-160x45", "bend", 160, 45, GLYPHS_BLOCK, COLORS_256, DATA "step 200", ""},
    {"data-against-80x24", "bend", 80, 24, GLYPHS_BRAILLE, COLORS_256,
     DATA "data confusion; step 50", ""},
    {"data-layers-80x24", "layers", 80, 24, GLYPHS_BRAILLE, COLORS_256, DATA "focus 2; step 60",
     ""},
    {"data-layers-80x24-block", "layers", 80, 24, GLYPHS_BLOCK, COLORS_256, DATA "focus 2; step 60",
     ""},
    {"data-layers-80x24-mono", "layers", 80, 24, GLYPHS_ASCII, COLORS_NONE, DATA "focus 2; step 60",
     ""},
    {"data-layers-160x45", "layers", 160, 45, GLYPHS_BRAILLE, COLORS_256, DATA "focus 2; step 90",
     ""},
    {"data-layers-160x45-ascii", "layers", 160, 45, GLYPHS_ASCII, COLORS_16,
     DATA "focus 2; step 90", ""},
    {"data-hill-80x24", "hill", 80, 24, GLYPHS_ASCII, COLORS_NONE, DATA "step 60", ""},
    {"data-hill-errors-80x24", "hill", 80, 24, GLYPHS_BRAILLE, COLORS_256,
     DATA "data residuals; step 60", ""},
    {"data-one-80x24", "one", 80, 24, GLYPHS_BRAILLE, COLORS_256, DATA "step 60", ""},
    {"data-flowers-80x24", "flowers", 80, 24, GLYPHS_BRAILLE, COLORS_256,
     DATA "step 20; inputs 3 4", ""},
    {"data-flowers-160x45", "flowers", 160, 45, GLYPHS_BLOCK, COLORS_256, DATA "step 20; inputs",
     ""},
    {"data-confusion-80x24", "flowers", 80, 24, GLYPHS_ASCII, COLORS_256,
     DATA "step 20; data confusion", ""},
    {"data-confusion-38x12", "flowers", 38, 12, GLYPHS_BRAILLE, COLORS_256,
     DATA "step 20; data confusion", ""},
    {"data-sure-80x24", "flowers", 80, 24, GLYPHS_BLOCK, COLORS_256, DATA "step 20; data residuals",
     ""},
    {"data-units-80x24", "units", 80, 24, GLYPHS_BRAILLE, COLORS_256, DATA "step 40", ""},
    {"data-units-residuals-80x24", "units", 80, 24, GLYPHS_BRAILLE, COLORS_256,
     DATA "data residuals; step", ""},
    {"data-fields-80x24", "fields", 80, 24, GLYPHS_BRAILLE, COLORS_256, DATA "step 40", ""},
    {"net-units-80x24", "units", 80, 24, GLYPHS_BRAILLE, COLORS_256, NET "step 40", ""},
    {"units-80x24", "units", 80, 24, GLYPHS_BRAILLE, COLORS_256, "", ""},
    {"data-40x12", "layers", 40, 12, GLYPHS_BRAILLE, COLORS_256, DATA "step 60", ""},

    /* Networks. */
    {"net-xor-80x24", "xor", 80, 24, GLYPHS_BRAILLE, COLORS_256, NET "step 60", ""},
    {"net-xor-forward-80x24", "xor", 80, 24, GLYPHS_BRAILLE, COLORS_256,
     NET "focus 3; step 60; " FORWARD, ""},
    {"net-xor-loss-80x24-block", "xor", 80, 24, GLYPHS_BLOCK, COLORS_256,
     NET "focus 3; step 60; " LOSS, ""},
    {"net-xor-backward-80x24-ascii", "xor", 80, 24, GLYPHS_ASCII, COLORS_NONE,
     NET "focus 2; step 60; " BACK, ""},
    {"net-xor-update-160x45", "xor", 160, 45, GLYPHS_BRAILLE, COLORS_256,
     NET "focus 3; step 60; " UPDATE, ""},
    {"net-layers-80x24", "layers", 80, 24, GLYPHS_BRAILLE, COLORS_256, NET "step 60", ""},
    {"net-layers-forward-80x24", "layers", 80, 24, GLYPHS_BLOCK, COLORS_256,
     NET "step 60; " FORWARD, ""},
    {"net-layers-160x45-block", "layers", 160, 45, GLYPHS_BLOCK, COLORS_256, NET "step 60", ""},
    {"net-layers-160x45-mono", "layers", 160, 45, GLYPHS_ASCII, COLORS_NONE,
     NET "step 60; " FORWARD, ""},
    {"net-bend-80x24", "bend", 80, 24, GLYPHS_BRAILLE, COLORS_256, NET "step 200", ""},
    {"net-flowers-80x24", "flowers", 80, 24, GLYPHS_BRAILLE, COLORS_256, NET "step 60", ""},
    {"net-flowers-backward-80x24", "flowers", 80, 24, GLYPHS_BLOCK, COLORS_256,
     NET "step 60; " BACK, ""},
    {"net-wide-80x24", "wide", 80, 24, GLYPHS_BRAILLE, COLORS_256, NET "step 2; " FORWARD, ""},
    {"net-gabor-80x24", "gabor", 80, 24, GLYPHS_BRAILLE, COLORS_256, NET "step 5; " BACK, ""},
    {"net-gabor-update-40x12", "gabor", 40, 12, GLYPHS_ASCII, COLORS_256, NET UPDATE, ""},
    {"net-60x18", "xor", 60, 18, GLYPHS_BRAILLE, COLORS_256, "pane net; step 60; " FORWARD, ""},
    {"net-40x14", "layers", 40, 14, GLYPHS_BRAILLE, COLORS_256, "pane net; step 60; " FORWARD, ""},
};

START_TEST(frame_is_as_before)
{
    check_frame(&frames[_i]);
}
END_TEST

/* ---- claims ---- */

/* Whether the net pane, alone on a large screen, shows the text. */
static bool shows(const char *text)
{
    const struct view_style style = style_of("dark", GLYPHS_BRAILLE, COLORS_256);
    struct canvas canvas;
    struct text shown = {0};
    canvas_init(&canvas, 100, 30);
    view_draw(&view, &session, &canvas, &style);
    picture(&canvas, &shown);
    const bool found = strstr(text_string(&shown), text) != NULL;
    canvas_finish(&canvas);
    text_finish(&shown);
    return found;
}

/* a = 0.5 x + 0.25 at (1, 3) and (2, 5): errors -2.25 and -3.75, losses 5.0625 and 14.0625. For the
 * first, delta = 2 error = dL/dw = -4.5. The mean gradient is (-9.75, -6), so w = 0.5 + 0.2 9.75
 * and b = 0.25 + 0.2 6. */
START_TEST(stages_show_the_numbers_by_hand)
{
    open_scene("hand");
    say(NET FORWARD);
    ck_assert(shows("z 0.75 a 0.75"));
    ck_assert(shows("+0.5"));
    say("stage");
    ck_assert(shows("loss 5.06, of all 2 9.56; y 3"));
    say("stage");
    ck_assert(shows("δ -4.5"));
    ck_assert(shows("dw -4.5"));
    say("stage");
    ck_assert(shows("0.5→2.45"));
    ck_assert(shows("b 0.25→1.45"));
    close_scene();
}
END_TEST

/* nag takes its gradient at theta + beta v: after a step from rest v = (1.95, 1.2), so at
 * w = 2.45 + 0.5 1.95 and b = 1.45 + 0.5 1.2, which makes 2 w + b of the second sample. */
START_TEST(look_ahead_is_where_the_gradient_is)
{
    open_scene("hand");
    say("add nag lr=0.2 beta=0.5; focus 2; step 1; " NET FORWARD);
    ck_assert(shows("a 8.9"));
    close_scene();
}
END_TEST

static void draw_with(struct view *drawn_by, struct text *shown)
{
    const struct view_style style = style_of("dark", GLYPHS_BRAILLE, COLORS_256);
    struct canvas canvas;
    canvas_init(&canvas, 100, 40);
    view_draw(drawn_by, &session, &canvas, &style);
    picture(&canvas, shown);
    canvas_finish(&canvas);
}

/* What is kept of one network must not be used for another. */
START_TEST(focus_on_another_network_draws_it)
{
    struct text kept = {0}, fresh = {0};
    struct view other = {0};
    open_scene("shapes");
    say("step 5; " NET BACK);
    draw_with(&view, &kept);
    say("focus wide");
    text_finish(&kept);
    draw_with(&view, &kept);
    draw_with(&other, &fresh);
    ck_assert_ptr_nonnull(strstr(text_string(&kept), "2-9-7-1"));
    ck_assert_str_eq(text_string(&kept), text_string(&fresh));
    text_finish(&kept);
    text_finish(&fresh);
    view_finish(&other);
    close_scene();
}
END_TEST

START_TEST(place_is_shared_by_what_is_looked_at)
{
    open_scene("xor");
    ck_assert_int_gt(view_layout(&session, 80, 24).pane[PANE_DATA].width, 0);
    say("stage");
    ck_assert_int_gt(view_layout(&session, 80, 24).pane[PANE_NET].width, 0);
    ck_assert_int_eq(view_layout(&session, 80, 24).pane[PANE_DATA].width, 0);
    say("pane inspect");
    ck_assert_int_gt(view_layout(&session, 80, 24).pane[PANE_INSPECT].width, 0);
    for (size_t pane = 0; pane < PANE_COUNT; pane++)
        ck_assert_int_gt(view_layout(&session, 160, 45).pane[pane].width, 0);
    close_scene();
}
END_TEST

START_TEST(many_samples_are_drawn_from_some)
{
    struct canvas canvas;
    const struct view_style style = style_of("dark", GLYPHS_BRAILLE, COLORS_256);
    struct scene scene;
    struct error err = {0};
    char *path = library_resolve(&library, "layers", &err);
    const char *const more[] = {"problem.data.n=20000", "batch=0"};
    const struct scene_options options = {.set = more, .set_count = 2};
    ck_assert_msg(path && scene_read(&scene, path, &options, NULL, &err) &&
                      session_init(&session, &scene, &library, "en", &err),
                  "%s", err.text);
    free(path);
    say("pane data; pane max; data confusion");
    canvas_init(&canvas, 80, 24);
    view_draw(&view, &session, &canvas, &style);
    canvas_finish(&canvas);
    ck_assert(shows("one sample in 5"));
    close_scene();
}
END_TEST

static const struct {
    const char *scene, *verbs;
} looks[] = {
    {"xor", "step 30"},
    {"layers", "focus 2; step 30; stage; pane net"},
    {"layers", NET "step 30"},
    {"flowers", "step 10; pane data; data confusion"},
    {"flowers", DATA "data residuals; stage; stage"},
    {"bend", "step 30; pane net"},
    {"bend", DATA "data residuals"},
    {"hill", DATA "step 10"},
    {"hill", DATA "data confusion"},
    {"one", DATA "step 10"},
    {"gabor", "pane net; stage; stage; stage"},
    {"wide", NET BACK},
    {"wide", NET UPDATE},
    {"empty", "step 100; pane data"}, /* diverged */
};

START_TEST(every_size_is_drawn_without_overlap)
{
    open_scene(looks[_i].scene);
    say(looks[_i].verbs);
    check_every_size();
    close_scene();
}
END_TEST

static const char *const played[] = {"xor", "layers", "flowers", "line", "bend", "gabor"};

START_TEST(random_keys_never_break_the_picture)
{
    check_random_keys(played[_i], 54321 + (uint32_t)_i);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("view_models");
    TCase *tests = tcase_create("view_models");
    suite_add_tcase(suite, tests);
    tcase_add_loop_test(tests, frame_is_as_before, 0, ARRAY_LENGTH(frames));
    tcase_add_test(tests, stages_show_the_numbers_by_hand);
    tcase_add_test(tests, look_ahead_is_where_the_gradient_is);
    tcase_add_test(tests, focus_on_another_network_draws_it);
    tcase_add_test(tests, place_is_shared_by_what_is_looked_at);
    tcase_add_test(tests, many_samples_are_drawn_from_some);
    tcase_add_loop_test(tests, every_size_is_drawn_without_overlap, 0, ARRAY_LENGTH(looks));
    tcase_add_loop_test(tests, random_keys_never_break_the_picture, 0, ARRAY_LENGTH(played));
    return view_suite_main(suite, scenes, ARRAY_LENGTH(scenes));
}
