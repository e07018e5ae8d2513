/* What a person sees, held to frames of text in tests/frames. */
#include "frames.h"

static const struct view_scene scenes[] = {
    {"ravine.scene",
     "title = \"The ravine\";\n"
     "about = \"Why plain descent crawls along the valley floor.\";\n"
     "problem = { surface = \"rosenbrock\"; };\n"
     "steps = 1000;\n"
     "optimizers = (\n"
     "    { method = \"gd\"; lr = 0.001; },\n"
     "    { method = \"momentum\"; lr = 0.0005; },\n"
     "    { method = \"adam\"; lr = 0.05; name = \"adam fast\";\n"
     "      schedule = { kind = \"cosine\"; tau = 500; }; }\n"
     ");\n"
     "lesson = (\n"
     "    { at = 30; text = \"The floor is nearly flat: across it the gradient is a hundred times "
     "the one along it, and so plain descent zigzags.\"; },\n"
     "    { at = 200; text = \"Now raise the rate.\"; pause = true; }\n"
     ");\n"},
    {"too-fast.scene", "title = \"Too fast\";\n"
                       "problem = { surface = \"ellipse\"; };\n"
                       "steps = 400;\n"
                       "optimizers = (\n"
                       "    { method = \"gd\"; lr = 0.082; },\n"
                       "    { method = \"momentum\"; lr = 0.2; },\n"
                       "    { method = \"nag\"; lr = 0.02; },\n"
                       "    { method = \"sgd\"; lr = 1.0; }\n"
                       ");\n"},
    {"at-the-saddle.scene", "title = \"At the saddle\";\n"
                            "problem = { surface = \"double_well\"; };\n"
                            "start = ( -1.0, 0.0 );\n"
                            "steps = 500;\n"
                            "tolerance = 1e-6;\n"
                            "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n"},
    {"noisy.scene", "problem = { surface = \"himmelblau\"; noise = 30.0; samples = 64; };\n"
                    "batch = 8; epochs = 50;\n"
                    "optimizers = (\n"
                    "    { method = \"sgd\"; lr = 0.01; }, { method = \"radam\"; lr = 0.05; },\n"
                    "    { method = \"adagrad\"; lr = 0.5; }, { method = \"lion\"; lr = 0.01; },\n"
                    "    { method = \"adadelta\"; }\n"
                    ");\n"},
    {"below-zero.scene", "problem = { surface = \"six_hump_camel\"; };\n"
                         "optimizers = ( { method = \"gd\"; lr = 0.05; } );\n"},
    {"no-minimum.scene", "problem = { surface = \"saddle\"; };\n"
                         "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n"},
    {"line.scene", "problem = { model = \"linear\"; data = \"line\"; };\n"
                   "start = ( -1.0, -1.0 );\n"
                   "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n"},
    {"flowers.scene", "title = \"Three irises\";\n"
                      "problem = { model = \"softmax\";\n"
                      "    data = { name = \"iris\"; standardize = true; test = 0.3; }; };\n"
                      "batch = 16; steps = 200;\n"
                      "optimizers = ( { method = \"gd\"; lr = 0.5; },\n"
                      "    { method = \"sgd\"; lr = 0.1; weight_decay = 0.01; },\n"
                      "    { method = \"nag\"; lr = 0.02; } );\n"},
    {"moons.scene", "problem = { model = \"mlp\"; hidden = ( 8 ); data = \"moons\"; };\n"
                    "steps = 200;\n"
                    "optimizers = ( { method = \"momentum\"; lr = 0.1; },\n"
                    "    { method = \"adam\"; lr = 0.05; } );\n"},
};

/* ---- golden frames ---- */

static const struct frame frames[] = {
    {"start-80x24", "ravine", 80, 24, GLYPHS_BRAILLE, COLORS_256, "", ""},
    {"step-40-80x24", "ravine", 80, 24, GLYPHS_BRAILLE, COLORS_256, "step 40", ""},
    {"step-40-80x24-block", "ravine", 80, 24, GLYPHS_BLOCK, COLORS_256, "step 40; focus 2", ""},
    {"step-40-80x24-ascii", "ravine", 80, 24, GLYPHS_ASCII, COLORS_256, "step 40; focus 3", ""},
    {"step-40-80x24-mono", "ravine", 80, 24, GLYPHS_ASCII, COLORS_NONE, "step 40; focus *", ""},
    {"start-160x45", "ravine", 160, 45, GLYPHS_BLOCK, COLORS_256, "focus 3", ""},
    {"step-40-160x45", "ravine", 160, 45, GLYPHS_BRAILLE, COLORS_DIRECT, "step 40; focus 3", ""},
    {"step-40-160x22", "ravine", 160, 22, GLYPHS_BRAILLE, COLORS_256, "step 40; focus 2", ""},
    {"step-40-60x20", "ravine", 60, 20, GLYPHS_BRAILLE, COLORS_256, "step 40; pane inspect", ""},
    {"step-40-50x40", "ravine", 50, 40, GLYPHS_BLOCK, COLORS_NONE, "step 40; pane rank", ""},
    {"start-40x12", "ravine", 40, 12, GLYPHS_BRAILLE, COLORS_256, "", ""},
    {"step-40-40x12-ascii", "ravine", 40, 12, GLYPHS_ASCII, COLORS_16, "step 40; pane loss", ""},
    {"timeline-40x12", "ravine", 40, 12, GLYPHS_BLOCK, COLORS_256, "step 40; pane timeline", ""},
    {"too-small-20x5", "ravine", 20, 5, GLYPHS_BRAILLE, COLORS_256, "", ""},
    {"smallest-20x6", "ravine", 20, 6, GLYPHS_BRAILLE, COLORS_256, "step 40", ""},
    {"alone-inspect-80x24", "ravine", 80, 24, GLYPHS_BRAILLE, COLORS_256,
     "step 40; focus 3; pane inspect; pane max", ""},
    {"alone-map-40x12", "ravine", 40, 12, GLYPHS_BLOCK, COLORS_NONE,
     "step 40; map lines; arrows on; pane max", ""},
    {"branch-80x24", "ravine", 80, 24, GLYPHS_BRAILLE, COLORS_256,
     "focus 2; step 60; seek 20; lr 0.001; step 20; back 5", ""},
    {"changed-80x24", "ravine", 80, 24, GLYPHS_BRAILLE, COLORS_256,
     "focus 2; step 40; set beta 0.5", ""},
    {"warning-80x24", "too-fast", 80, 24, GLYPHS_BRAILLE, COLORS_256, "step 20", ""},
    {"warning-momentum-80x24", "too-fast", 80, 24, GLYPHS_ASCII, COLORS_256, "step 3; focus 2", ""},
    {"diverged-80x24", "too-fast", 80, 24, GLYPHS_BRAILLE, COLORS_256, "focus 4; seek end", ""},
    {"saddle-80x24", "at-the-saddle", 80, 24, GLYPHS_BLOCK, COLORS_256, "seek end", ""},
    {"batch-100x40", "noisy", 100, 40, GLYPHS_BRAILLE, COLORS_256, "step 20; axis x epoch", ""},
    {"radam-100x40", "noisy", 100, 40, GLYPHS_BRAILLE, COLORS_256, "step 20; focus 2", ""},
    {"below-zero-80x24", "below-zero", 80, 24, GLYPHS_BRAILLE, COLORS_256, "step 40", ""},
    {"no-minimum-80x24", "no-minimum", 80, 24, GLYPHS_BRAILLE, COLORS_256, "step 40", ""},
    {"help-80x24", "ravine", 80, 24, GLYPHS_BRAILLE, COLORS_256, "", "?"},
    {"help-end-80x24", "ravine", 80, 24, GLYPHS_ASCII, COLORS_256, "",
     "?                              "},
    {"methods-80x24", "ravine", 80, 24, GLYPHS_BRAILLE, COLORS_256, "", "mada"},
    {"methods-40x12", "ravine", 40, 12, GLYPHS_ASCII, COLORS_256, "", "m"},
    {"scenes-80x24", "ravine", 80, 24, GLYPHS_BRAILLE, COLORS_256, "", "oravine"},
    {"prompt-80x24", "ravine", 80, 24, GLYPHS_BRAILLE, COLORS_256, "step 40", ":lr 0.0"},
    {"crosshair-80x24", "ravine", 80, 24, GLYPHS_BRAILLE, COLORS_256, "step 40", "shhhkkkk"},
    {"mistake-80x24", "ravine", 80, 24, GLYPHS_BRAILLE, COLORS_256, "", "u"},

    /* A pane at a time of models: what stands beside it is another matter. */
    {"model-two-map-80x24", "line", 80, 24, GLYPHS_BRAILLE, COLORS_256, "step 20; pane max", ""},
    {"model-random-map-80x24", "moons", 80, 24, GLYPHS_BLOCK, COLORS_256,
     "plane random; step 60; pane max", ""},
    {"model-pca-map-80x24", "moons", 80, 24, GLYPHS_BRAILLE, COLORS_256, "step 60; plane; pane max",
     ""},
    {"model-pca-map-160x45", "moons", 160, 45, GLYPHS_BRAILLE, COLORS_256,
     "step 60; plane; lr 0.01; seek 30; lr 0.2; step 30; back 10; pane max", ""},
    {"model-axes-map-80x24", "flowers", 80, 24, GLYPHS_ASCII, COLORS_NONE,
     "step 60; plane axes 3 12; arrows on; pane max", ""},
    {"model-end-map-80x24", "flowers", 80, 24, GLYPHS_BRAILLE, COLORS_256, "seek end; pane max",
     ""},
    {"model-inspect-80x24", "flowers", 80, 24, GLYPHS_BRAILLE, COLORS_256,
     "step 20; focus 2; pane inspect; pane max", ""},
    {"model-inspect-40x24", "flowers", 40, 24, GLYPHS_ASCII, COLORS_256,
     "step 20; focus 3; pane inspect", ""},
    {"model-inspect-160x45", "moons", 160, 45, GLYPHS_BRAILLE, COLORS_256,
     "step 20; pane inspect; pane max", ""},
    {"model-warning-80x24", "moons", 80, 24, GLYPHS_BRAILLE, COLORS_256,
     "lr 20; step 1; pane inspect; pane max", ""},
    {"model-loss-80x24", "flowers", 80, 24, GLYPHS_BRAILLE, COLORS_256,
     "step 80; back 30; pane loss; pane max", ""},
    {"log-x-80x24", "ravine", 80, 24, GLYPHS_BRAILLE, COLORS_256,
     "step 40; axis x evals log; pane hide inspect; pane hide rank; pane hide timeline", ""},
    {"model-rank-80x24", "flowers", 80, 24, GLYPHS_BRAILLE, COLORS_256,
     "step 80; pane rank; pane max", ""},
    {"model-rank-40x12", "line", 40, 12, GLYPHS_BRAILLE, COLORS_256, "step 80; pane rank", ""},
};

START_TEST(frame_is_as_before)
{
    check_frame(&frames[_i]);
}
END_TEST

START_TEST(progress_is_shown_while_working)
{
    const struct view_style style = style_of("dark", GLYPHS_ASCII, COLORS_256);
    struct canvas canvas;
    struct text shown = {0};
    open_scene("too-fast");
    struct error err = {0};
    session_step(&session, 100);
    session_work(&session, 100, NULL); /* of 4 x 100: one run has arrived */
    ck_assert(verb_play(&session, "lr up", &err));
    canvas_init(&canvas, 80, 24);
    view_draw(&view, &session, &canvas, &style);
    picture(&canvas, &shown);
    ck_assert_ptr_nonnull(strstr(text_string(&shown), "working 25%, 1 waiting  Esc:stop"));
    canvas_finish(&canvas);
    text_finish(&shown);
    close_scene();
}
END_TEST

/* ---- claims for every size ---- */

static const char *const looks[] = {
    "step 30",
    "pane inspect",
    "pane timeline; pane max",
    "pane hide map; pane hide inspect; step 30; axis x log",
    "pane max; menu methods",
    "menu scenes",
    "help",
    "prompt step",
    "crosshair",
};

START_TEST(every_size_is_drawn_without_overlap)
{
    open_scene("ravine");
    say(looks[_i]);
    check_every_size();
    close_scene();
}
END_TEST

START_TEST(random_keys_never_break_the_picture)
{
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(scenes[_i].name, "."), scenes[_i].name);
    check_random_keys(name, 12345 + (uint32_t)_i);
}
END_TEST

START_TEST(every_cell_of_the_map_has_its_point)
{
    open_scene("ravine"); /* x from -2 to 2, y from -1 to 3 */
    const struct view_layout layout = view_layout(&session, 80, 24);
    const struct rect map = layout.map;
    double x, y;
    ck_assert(view_map_point(&session, &layout, map.x, map.y, &x, &y));
    ck_assert_double_eq_tol(x, -2 + 2.0 / map.width, 1e-12); /* half a cell from the edge */
    ck_assert_double_eq_tol(y, 3 - 2.0 / map.height, 1e-12);
    ck_assert(
        view_map_point(&session, &layout, map.x + map.width - 1, map.y + map.height - 1, &x, &y));
    ck_assert_double_eq_tol(x, 2 - 2.0 / map.width, 1e-12);
    ck_assert_double_eq_tol(y, -1 + 2.0 / map.height, 1e-12);
    ck_assert(!view_map_point(&session, &layout, map.x - 1, map.y, &x, &y));
    ck_assert(!view_map_point(&session, &layout, map.x, map.y + map.height, &x, &y));
    close_scene();
}
END_TEST

START_TEST(same_session_gives_same_cells)
{
    const struct view_style style = style_of("light", GLYPHS_BRAILLE, COLORS_256);
    struct canvas first, second;
    struct view fresh = {0};
    open_scene("noisy");
    say("step 25");
    canvas_init(&first, 120, 40);
    canvas_init(&second, 120, 40);
    view_draw(&view, &session, &first, &style);
    view_draw(&fresh, &session, &second, &style);
    for (int y = 0; y < 40; y++)
        for (int x = 0; x < 120; x++) {
            const struct cell *a = canvas_at(&first, x, y), *b = canvas_at(&second, x, y);
            ck_assert_uint_eq(a->glyph, b->glyph);
            ck_assert_uint_eq(a->ink, b->ink);
            ck_assert_uint_eq(a->paper, b->paper);
            ck_assert_uint_eq(a->style, b->style);
        }
    canvas_finish(&first);
    canvas_finish(&second);
    view_finish(&fresh);
    close_scene();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("view");
    TCase *tests = tcase_create("view");
    suite_add_tcase(suite, tests);
    tcase_add_loop_test(tests, frame_is_as_before, 0, ARRAY_LENGTH(frames));
    tcase_add_loop_test(tests, every_size_is_drawn_without_overlap, 0, ARRAY_LENGTH(looks));
    tcase_add_loop_test(tests, random_keys_never_break_the_picture, 0, ARRAY_LENGTH(scenes));
    tcase_add_test(tests, progress_is_shown_while_working);
    tcase_add_test(tests, every_cell_of_the_map_has_its_point);
    tcase_add_test(tests, same_session_gives_same_cells);
    return view_suite_main(suite, scenes, ARRAY_LENGTH(scenes));
}
