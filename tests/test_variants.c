/* Runs that vary the scene's problem: what they share, where they start, and how they are shown. */
#include "../src/view/raster.h"
#include "frames.h"
#include "out/expect.h"
#include "out/table.h"

static const struct view_scene scenes[] = {
    {"moons.scene",
     "problem = { model = \"mlp\"; hidden = ( 4 ); data = \"moons\"; };\n"
     "batch = 20; steps = 40;\n"
     "optimizers = (\n"
     "    { method = \"adam\"; lr = 0.05; },\n"
     "    { method = \"sgd\"; lr = 0.05; name = \"plain\"; },\n"
     "    { method = \"adam\"; lr = 0.05; name = \"wide\"; problem = { hidden = ( 5, 3 ); }; },\n"
     "    { method = \"adam\"; lr = 0.05; name = \"relu\"; problem = { activation = \"relu\"; }; },\n"
     "    { method = \"adam\"; lr = 0.05; name = \"he\";\n"
     "      problem = { init = { scheme = \"he\"; seed = 9; }; }; }\n"
     ");\n"},
    {"losses.scene",
     "problem = { model = \"mlp\"; hidden = ( 4 ); data = \"moons\"; };\n"
     "steps = 60;\n"
     "optimizers = (\n"
     "    { method = \"gd\"; lr = 0.001; },\n"
     "    { method = \"adam\"; lr = 0.05; name = \"squares\"; problem = { loss = \"squared\";\n"
     "      scale = \"sum\"; }; }\n"
     ");\n"},
    {"flowers.scene", "problem = { model = \"softmax\"; data = \"iris\"; };\n"
                      "optimizers = ( { method = \"gd\"; } );\n"},
    {"noise.scene",
     "problem = { surface = \"bowl\"; };\n"
     "batch = 10;\n"
     "optimizers = (\n"
     "    { method = \"sgd\"; lr = 0.1; },\n"
     "    { method = \"sgd\"; lr = 0.1; name = \"noisy\"; problem = { noise = 2; }; }\n"
     ");\n"},
};

static const struct run *run_at(size_t index)
{
    return session.race.runs[index];
}

static bool shows(const char *part, int columns, int rows)
{
    const struct view_style style = style_of("dark", GLYPHS_BRAILLE, COLORS_256);
    struct canvas canvas;
    struct text text = {0};
    canvas_init(&canvas, columns, rows);
    while (view_work(&view, &session, columns, rows, 1000))
        ;
    view_draw(&view, &session, &canvas, &style);
    picture(&canvas, &text);
    const bool found = strstr(text_string(&text), part) != NULL;
    text_finish(&text);
    canvas_finish(&canvas);
    return found;
}

/* ---- the race ---- */

START_TEST(runs_that_vary_nothing_share_one_problem)
{
    open_scene("moons");
    ck_assert_ptr_eq(run_at(0)->problem, run_at(1)->problem);
    for (size_t i = 2; i < 5; i++)
        ck_assert_ptr_ne(run_at(0)->problem, run_at(i)->problem);
    for (size_t i = 1; i < 5; i++) /* the data are everybody's */
        ck_assert_ptr_eq(run_at(0)->problem->dataset, run_at(i)->problem->dataset);
    ck_assert_uint_eq(run_at(2)->problem->dim, 2 * 5 + 5 + 5 * 3 + 3 + 3 + 1);
    close_scene();
}
END_TEST

START_TEST(a_run_starts_by_its_own_init_or_shape)
{
    open_scene("moons");
    const size_t bytes = run_at(0)->problem->dim * sizeof(double);
    ck_assert_mem_eq(run_at(0)->start, run_at(3)->start, bytes);
    ck_assert_mem_ne(run_at(0)->start, run_at(4)->start, bytes);
    ck_assert_mem_eq(run_at(2)->start, run_at(2)->problem->start,
                     run_at(2)->problem->dim * sizeof(double));
    close_scene();
}
END_TEST

START_TEST(noise_varies_the_sum_and_not_the_surface)
{
    open_scene("noise");
    ck_assert_uint_eq(run_at(0)->problem->samples, 1);
    ck_assert_uint_eq(run_at(1)->problem->samples, 100);
    ck_assert_double_eq(run_at(0)->row->loss, run_at(1)->row->loss);
    say("step 3");
    ck_assert_double_ne(run_at(0)->row->loss, run_at(1)->row->loss);
    close_scene();
}
END_TEST

START_TEST(variants_come_back_from_restart_undo_and_file)
{
    char line[100];
    struct scene again;
    struct error err = {0};
    open_scene("moons");
    say("step 20");
    const double before = run_at(2)->row->loss;
    say("restart; remove relu; seed 5; step 4; undo; undo; undo");
    ck_assert_uint_eq(session.race.count, 5);
    ck_assert_double_eq(run_at(2)->row->loss, before);
    snprintf(line, sizeof line, "save %s/saved.scene", folder);
    say(line);
    ck_assert_msg(scene_read(&again, line + 5, NULL, NULL, &err), "%s", err.text);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_uint_eq(again.optimizers[i].varied, session.scene.optimizers[i].varied);
        ck_assert_str_eq(scene_problem_of(&again, i)->formula, run_at(i)->problem->formula);
    }
    scene_finish(&again);
    unlink(line + 5);
    close_scene();
}
END_TEST

/* ---- rows ---- */

START_TEST(rows_have_empty_cells_beyond_a_runs_own_parameters)
{
    struct text rows = {0};
    struct error err = {0};
    char path[100];
    const struct table table = {.every = 1, .all_params = true};
    open_scene("moons");
    say("step 2");
    snprintf(path, sizeof path, "%s/rows.csv", folder);
    FILE *stream = fopen(path, "w");
    ck_assert(table_write(&table, &session.race, stream));
    fclose(stream);
    ck_assert(file_read(path, 1 << 20, &rows, &err));
    size_t commas = 0;
    for (const char *c = text_string(&rows); *c != '\n'; c++)
        commas += *c == ',';
    ck_assert_uint_eq(commas, 8 + 37); /* run ... grad_norm, and p0 to p36 of the widest */
    ck_assert_ptr_nonnull(strstr(text_string(&rows), ",,,,,,,,,,,,,,,,,,,,\nplain,"));
    const struct expectation expectation = {.path = path, .rtol = 0, .atol = 0};
    ck_assert_msg(expect_trace(&expectation, &session.race, &err), "%s", err.text);
    text_finish(&rows);
    unlink(path);
    close_scene();
}
END_TEST

/* ---- the screen ---- */

START_TEST(the_map_is_the_focused_runs)
{
    open_scene("moons");
    say("step 10; pane map; pane max");
    ck_assert(shows("C not on this map", 100, 30));
    const size_t dim = session.look.plane.dim;
    say("focus wide");
    ck_assert_uint_ne(session.look.plane.dim, dim);
    ck_assert(shows("A B D E not on this map", 100, 30));
    say("focus he");
    ck_assert_uint_eq(session.look.plane.dim, dim);
    close_scene();
}
END_TEST

START_TEST(undo_shows_the_shape_it_goes_back_to)
{
    open_scene("moons");
    say("step 4; focus wide; add nag; undo");
    ck_assert_uint_eq(session.look.plane.dim, session_problem(&session)->dim);
    ck_assert(shows("A B D E not on this map", 100, 30) || session.focus != 2);
    say("remove; undo");
    ck_assert_uint_eq(session.look.plane.dim, session_problem(&session)->dim);
    close_scene();
}
END_TEST

START_TEST(undo_shows_inputs_that_are_there)
{
    open_scene("flowers");
    say("scene moons; scene flowers; inputs 3 4; undo; undo");
    ck_assert_uint_lt(session.look.inputs[0], 2);
    ck_assert_uint_lt(session.look.inputs[1], 2);
    ck_assert(shows("moons", 160, 45));
    close_scene();
}
END_TEST

/* The same shape with another activation has another loss at the same place. */
START_TEST(focus_on_another_problem_draws_its_losses)
{
    open_scene("moons");
    say("step 10; pane map; pane max");
    shows("", 100, 30);
    const double before = view.raster->values[0];
    say("focus relu");
    shows("", 100, 30);
    ck_assert_double_ne(view.raster->values[0], before);
    say("focus plain");
    shows("", 100, 30);
    ck_assert_double_eq(view.raster->values[0], before);
    close_scene();
}
END_TEST

START_TEST(losses_of_different_kinds_are_ranked_by_score)
{
    open_scene("losses");
    say("seek end");
    ck_assert_double_gt(run_at(1)->row->loss, run_at(0)->row->loss);
    ck_assert_double_gt(run_at(1)->row->scores.train_score, run_at(0)->row->scores.train_score);
    ck_assert(shows("loss of different kinds", 120, 36));
    say("pane rank; pane max");
    ck_assert(shows("best score first", 100, 8));
    ck_assert(!shows("> A", 100, 4)); /* the first place is the other's */
    close_scene();

    open_scene("noise");
    ck_assert(!shows("different kinds", 120, 36));
    close_scene();
}
END_TEST

static Suite *variants_suite(void)
{
    Suite *suite = suite_create("variants");
    TCase *tests = tcase_create("variants");
    tcase_add_test(tests, runs_that_vary_nothing_share_one_problem);
    tcase_add_test(tests, a_run_starts_by_its_own_init_or_shape);
    tcase_add_test(tests, noise_varies_the_sum_and_not_the_surface);
    tcase_add_test(tests, variants_come_back_from_restart_undo_and_file);
    tcase_add_test(tests, rows_have_empty_cells_beyond_a_runs_own_parameters);
    tcase_add_test(tests, the_map_is_the_focused_runs);
    tcase_add_test(tests, undo_shows_the_shape_it_goes_back_to);
    tcase_add_test(tests, undo_shows_inputs_that_are_there);
    tcase_add_test(tests, focus_on_another_problem_draws_its_losses);
    tcase_add_test(tests, losses_of_different_kinds_are_ranked_by_score);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return view_suite_main(variants_suite(), scenes, ARRAY_LENGTH(scenes));
}
