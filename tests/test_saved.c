/* A saved session: opened and sought to the same step it is the same, whatever was done; and undo
 * leads back to where it began. */
#include "played.h"

#include "base/rng.h"

static const struct {
    const char *name, *text;
} own_scenes[] = {
    {"table.csv", "a,b,y\n1,2,3.5\n2,1,4\n0,1,1.5\n3,3,7\n1,0,2\n2,2,5.5\n4,1,6\n0,3,2.5\n"},
    {"line.scene",
     "problem = { model = \"linear\"; data = { file = \"table.csv\"; inputs = ( \"a\", \"b\" ); }; "
     "};\n"
     "batch = 3;\n"
     "epochs = 20;\n"
     "optimizers = ( { method = \"sgd\"; lr = 0.05; }, { method = \"nag\"; lr = 0.01; },\n"
     "    { method = \"rmsprop\"; name = \"a \\\"quoted\\\" name\"; } );\n"},
    {"network.scene",
     "problem = { model = \"mlp\"; hidden = ( 3 ); data = { name = \"moons\"; n = 12; test = 0.25; "
     "}; };\n"
     "batch = 4;\n"
     "steps = 60;\n"
     "optimizers = ( { method = \"momentum\"; lr = 0.1; batch = 2; }, { method = \"adam\"; },\n"
     "    { method = \"sgd\"; lr = 0.3; problem = { hidden = ( 2 ); }; name = \"small\"; } );\n"},
    {"joined.scene",
     "problem = { surface = \"bowl\"; };\n"
     "steps = 20;\n"
     "optimizers = ( { method = \"gd\"; lr = 0.1; }, { method = \"momentum\"; } );\n"
     "lesson = ( { at = 3; do = \"add nag; remove momentum\"; } );\n"},
    {"views.scene",
     "problem = { surface = \"bowl\"; };\n"
     "steps = 20;\n"
     "optimizers = ( { method = \"gd\"; lr = 0.1; }, { method = \"adam\"; } );\n"
     "lesson = ( { at = 0; do = \"zoom 2\"; }, { at = 2; do = \"focus next\"; },\n"
     "    { at = 3; do = \"zoom 2; pan 0.1 0; arrows; theme; axis x; axis y; map; speed up;\"\n"
     "        \" pane next; pane hide rank; pane max; focus *\"; } );\n"},
    {"wide.scene",
     "problem = { model = \"mlp\"; hidden = ( 200, 200 ); data = { name = \"xor\"; }; };\n"
     "steps = 2;\n"
     "optimizers = ( { method = \"gd\"; } );\n"},
    {"lesson.scene",
     "problem = { surface = \"bowl\"; noise = 0.5; samples = 20; };\n"
     "batch = 5;\n"
     "steps = 60;\n"
     "optimizers = ( { method = \"sgd\"; lr = 0.1; }, { method = \"adam\"; lr = 0.1; } );\n"
     "lesson = ( { at = 0; text = \"a\"; do = \"lr up\"; }, { at = 6; text = \"b\"; pause = true; "
     "},\n"
     "    { at = 9; text = \"c\"; do = \"lr down all; batch up\"; },\n"
     "    { at = 12; do = \"set schedule exponential gamma=0.9\"; } );\n"},
};

/* Every verb of the table is in one of them. */
static const char *const lines[] = {
    "toggle",
    "run",
    "pause",
    "step",
    "step",
    "step 3",
    "step 7",
    "back",
    "back 4",
    "seek 2",
    "seek start",
    "seek 11",
    "speed up",
    "speed 10",
    "lr up",
    "lr down",
    "lr up all",
    "lr 0.03",
    "lr 0.5 1",
    "batch up",
    "batch down",
    "batch 3 all",
    "batch 0",
    "set clip 2",
    "set warmup 5 all",
    "set weight_decay 0.01",
    "set beta 0.7",
    "set eps 1e-5",
    "set bias_correction false",
    "set schedule cosine tau=20",
    "set schedule step gamma=0.7 period=2 all",
    "set schedule inverse 1",
    "set tau 9",
    "set schedule constant",
    "focus next",
    "focus prev",
    "focus 1",
    "focus *",
    "add adam",
    "add sgd lr=0.2 name=\"two words\"",
    "add nag lr=0.02 name=\"no\u00a0break\"",
    "add nag batch=2 schedule=cosine",
    "add adagrad tau=9 schedule=linear seed=4 start=0.5,1",
    "remove",
    "remove 2",
    "start 0.5 -0.25",
    "start 1",
    "crosshair",
    "restart",
    "seed next",
    "seed 3",
    "reload",
    "menu scenes",
    "menu methods",
    "zoom 2",
    "zoom 0.7",
    "pan 0.2 -0.1",
    "lens reset",
    "axis x",
    "axis x evals",
    "axis y",
    "map",
    "map lines",
    "arrows",
    "plane pca",
    "plane random",
    "plane axes 1 0",
    "plane next",
    "stage",
    "stage",
    "data",
    "data residuals",
    "inputs",
    "theme",
    "theme light",
    "pane next",
    "pane rank",
    "pane max",
    "undo",
    "undo",
    "save saved.scene",
    "export rows.csv",
    "prompt",
    "prompt lr",
    "mouse",
    "help",
    "redraw",
    "reload",
    "text",
    "quit",
    "step 2; lr up; step 2",
    "seek 5; batch down; back 2",
    "lr nothing",
    "start x y",
    "add adam lr=-1",
    "seed -1",
    "zoom 0",
};

static const char *const scene_lines[] = {"scene noisy", "next", "previous"};

/* A session that plays a saved scene, as far as this one went. */
static struct session again;

static void open_again(const char *path, uint64_t step)
{
    struct scene scene;
    struct error err = {0};
    ck_assert_msg(scene_read(&scene, path, NULL, NULL, &err) &&
                      session_init(&again, &scene, &library, "en", &err),
                  "%s", err.text);
    session_seek(&again, step);
    session_settle(&again, &err);
    ck_assert_msg(err.kind == ERROR_NONE, "%s", err.text);
}

static bool same_numbers(const double *a, const double *b, size_t count)
{
    return memcmp(a, b, count * sizeof *a) == 0;
}

static bool same_row(const struct history *a, const struct history *b, size_t index)
{
    return a->size == b->size && memcmp(history_at(a, index), history_at(b, index), a->size) == 0;
}

/* The rows up to the step, and what the run is there. */
static void check_run(const struct run *run, const struct run *other, const char *line)
{
    ck_assert_str_eq(run->settings.name, other->settings.name);
    ck_assert_msg(run->step == other->step, "%s: %s: step %llu, not %llu", line, run->settings.name,
                  (unsigned long long)other->step, (unsigned long long)run->step);
    ck_assert_uint_eq(run->problem->dim, other->problem->dim);
    ck_assert_msg(run->row->evals == other->row->evals && run->row->batch == other->row->batch &&
                      same_numbers(&run->row->lr, &other->row->lr, 1),
                  "%s: the update of %s", line, run->settings.name);
    ck_assert_msg(same_numbers(run->theta, other->theta, run->problem->dim), "%s: theta of %s",
                  line, run->settings.name);
    ck_assert_msg(same_numbers(run->settings.hyper, other->settings.hyper, HYPER_COUNT),
                  "%s: settings of %s", line, run->settings.name);
    ck_assert_msg(run->settings.schedule.kind == other->settings.schedule.kind &&
                      same_numbers(run->settings.schedule.value, other->settings.schedule.value,
                                   SCHEDULE_VALUES),
                  "%s: schedule of %s", line, run->settings.name);
    ck_assert_msg(run->settings.batch == other->settings.batch, "%s: batch of %s", line,
                  run->settings.name);
    for (size_t i = 0; i < run->rows.count && history_step(&run->rows, i) <= run->step; i++)
        ck_assert_msg(same_row(&run->rows, &other->rows, i), "%s: row %zu of %s", line, i,
                      run->settings.name);
}

/* A plane depends on the step at which it was laid. */
static void check_look(const char *line)
{
    struct look look;
    look_copy(&look, &session.look);
    look.stage = again.look.stage;
    if (problem_needs_plane(session_problem(&session))) {
        look.lens = again.look.lens;
        plane_finish(&look.plane);
        plane_finish(&again.look.plane);
    }
    ck_assert_msg(session.focus == again.focus, "%s: focus", line);
    ck_assert_msg(session.all == again.all, "%s: focus on all", line);
    ck_assert_msg(session.speed == again.speed, "%s: speed", line);
    ck_assert_msg(look_same(&look, &again.look), "%s: view", line);
    look_finish(&look);
}

static void check_saved(const char *line)
{
    static const char path[] = "kept.scene";
    struct text text = {0};
    struct scene scene;
    session_scene(&session, &scene);
    scene_write(&scene, &text); /* and not scene_save(), which waits for the disk */
    scene_finish(&scene);
    FILE *file = fopen(path, "w");
    ck_assert(file && fputs(text.data, file) >= 0 && fclose(file) == 0);
    text_finish(&text);
    open_again(path, session.race.step);
    ck_assert_uint_eq(again.race.count, session.race.count);
    check_look(line);
    for (size_t i = 0; i < session.race.count; i++)
        check_run(session.race.runs[i], again.race.runs[i], line);
    session_finish(&again);
    unlink(path);
}

/* The same, and what is still to come: changes, lessons and events ahead. */
static void check_future(const char *line)
{
    struct error err = {0};
    const uint64_t step = session.race.step + 30;
    say("save saved.scene");
    open_again("saved.scene", step);
    session_seek(&session, step);
    session_settle(&session, &err);
    ck_assert_uint_eq(again.race.count, session.race.count);
    for (size_t i = 0; i < session.race.count; i++)
        check_run(session.race.runs[i], again.race.runs[i], line);
    session_finish(&again);
}

/* A line, mistakes and all; time goes by while it plays. */
static void play_line(const char *line)
{
    struct error err = {0};
    verb_play(&session, line, &err);
    session_settle(&session, &err);
    session_tick(&session, 0.1);
    session_settle(&session, &err);
    session.request = REQUEST_NONE;
    if (session.ui.overlay != OVERLAY_NONE)
        key_press(&session, KEYS_ESCAPE);
}

static const char *const scenes[] = {"bowl",         "noisy",           "flowers",
                                     "./line.scene", "./network.scene", "./lesson.scene"};

#define SEEDS 20
#define LINES 100 /* a scene and seed */

static void play_any(uint64_t seed, const char *name)
{
    const uint64_t which = 100 * seed + strlen(name);
    char said[128];
    open_scene(name);
    for (uint64_t i = 0; i < LINES; i++) {
        const char *line = lines[rng_below(which, RNG_ORDER, 0, i, ARRAY_LENGTH(lines))];
        play_line(line);
        snprintf(said, sizeof said, "%s, line %llu: %s", name, (unsigned long long)i, line);
        check_saved(said);
    }
    check_future(name);
}

START_TEST(saved_session_opens_as_it_is)
{
    for (size_t i = 0; i < ARRAY_LENGTH(scenes); i++) {
        play_any((uint64_t)_i, scenes[i]);
        session_finish(&session);
    }
}
END_TEST

/* How far the runs have been is no change; the plane of their paths goes by it. */
static void state_but_recorded(struct text *out)
{
    struct text all = {0};
    const bool follows = session.look.plane.dim > 0 && session.look.plane_kind == SCENE_PLANE_PCA;
    state_to_undo(&all);
    for (const char *line = all.data; *line; line += strcspn(line, "\n") + 1)
        if (strncmp(line, "recorded=", 9) != 0 && !(follows && strncmp(line, "lens=", 5) == 0))
            text_printf(out, "%.*s\n", (int)strcspn(line, "\n"), line);
    text_finish(&all);
}

/* As often as there were changes, to where the session began. */
START_TEST(undo_leads_back_to_the_first_state)
{
    for (size_t i = 0; i < ARRAY_LENGTH(scenes); i++) {
        struct text first = {0}, last = {0};
        open_scene(scenes[i]);
        say("step 3");
        state_but_recorded(&first);
        const uint64_t which = 100 * (uint64_t)_i + i;
        for (uint64_t j = 0; j < LINES; j++) {
            const bool opens = rng_below(which, RNG_ORDER, 1, j, 10) == 0;
            const size_t count = opens ? ARRAY_LENGTH(scene_lines) : ARRAY_LENGTH(lines);
            play_line((opens ? scene_lines : lines)[rng_below(which, RNG_ORDER, 0, j, count)]);
        }
        say("pause; focus 1");
        while (session.undo_count > 0)
            say("undo");
        say("focus 1; seek 3");
        state_but_recorded(&last);
        ck_assert_str_eq(last.data, first.data);
        text_finish(&first);
        text_finish(&last);
        session_finish(&session);
    }
}
END_TEST

/* The run comes again by itself, and the user's changes to it as events behind it. */
START_TEST(changes_of_a_lessons_run_are_saved)
{
    open_scene("./joined.scene");
    say("step 3; lr 0.2 nag; step 2; set beta 0.5 nag; lr up all; step 2");
    check_saved("changes of a run that a lesson added");
    check_future("changes of a run that a lesson added");
    say("seek 4; lr 0.3 nag; seek 12");
    check_saved("a branch of it");
    session_finish(&session);
}
END_TEST

/* ... again, on the view that was saved; behind it the view is as it was. */
START_TEST(views_of_lessons_are_not_doubled)
{
    static const char *const before[] = {"step 5", "step 5; zoom 3; arrows; theme light",
                                         "step 5; seek 2", "step 1", "step 5; focus 1"};
    for (size_t i = 0; i < ARRAY_LENGTH(before); i++) {
        open_scene("./views.scene");
        say(before[i]);
        check_saved(before[i]);
        session_finish(&session);
    }
}
END_TEST

START_TEST(every_verb_is_played)
{
    for (size_t v = 0; v < verb_count(); v++) {
        size_t found = 0;
        for (size_t i = 0; i < ARRAY_LENGTH(lines) + ARRAY_LENGTH(scene_lines); i++) {
            const char *line =
                i < ARRAY_LENGTH(lines) ? lines[i] : scene_lines[i - ARRAY_LENGTH(lines)];
            const size_t length = strcspn(line, " ;");
            found += strlen(verb_name(v)) == length && strncmp(verb_name(v), line, length) == 0;
        }
        ck_assert_msg(found > 0, "add '%s' to tests/test_saved.c", verb_name(v));
    }
}
END_TEST

/* ---- cases ---- */

static void expect_saved(const char *text)
{
    struct text out = {0};
    struct scene scene;
    session_scene(&session, &scene);
    scene_write(&scene, &out);
    ck_assert_msg(strstr(out.data, text) != NULL, "no %s in\n%s", text, out.data);
    text_finish(&out);
    scene_finish(&scene);
}

START_TEST(changes_on_the_way_are_events)
{
    open_scene("bowl");
    say("lr 0.3; step 10; lr 0.04 all; step 2; set beta 0.5 momentum; set clip 2 \"slow gd\"; step "
        "5");
    expect_saved("{ method = \"gd\"; name = \"gd\"; lr = 0.3; }");
    expect_saved("{ at = 10; do = \"lr 0.04 gd\"; }");
    expect_saved("{ at = 10; do = \"lr 0.04 momentum\"; }");
    expect_saved("{ at = 12; do = \"set beta 0.5 momentum\"; }");
    expect_saved("{ at = 12; do = \"set clip 2 \\\"slow gd\\\"\"; }");
    check_saved("");
    session_finish(&session);
}
END_TEST

/* A change in a future that was gone back from is still to come. */
START_TEST(changes_ahead_are_saved_too)
{
    open_scene("bowl");
    say("step 10; lr 0.02; step 5; seek 4");
    expect_saved("{ at = 10; do = \"lr 0.02 gd\"; }");
    session_finish(&session);
}
END_TEST

/* As in the session that was saved: a change leaves the changes ahead, of its run alone. */
START_TEST(change_before_an_event_drops_it)
{
    open_scene("bowl");
    say("step 10; lr 0.3 gd; lr 0.4 momentum; seek start; step 4; save saved.scene; set clip 2 gd");
    session_finish(&session);
    open_scene("./saved.scene");
    say("step 4; set clip 2 gd; step 10");
    ck_assert_double_eq(session.race.runs[0]->settings.hyper[HYPER_LR], 0.1);
    ck_assert_double_eq(session.race.runs[1]->settings.hyper[HYPER_LR], 0.4);
    session_finish(&session);
}
END_TEST

/* What a lesson does comes again by itself. */
START_TEST(changes_of_lessons_are_not_saved)
{
    open_scene("./lesson.scene");
    ck_assert_double_eq(session.race.runs[0]->settings.hyper[HYPER_LR], 0.2);
    say("step 12");
    ck_assert_double_eq(session.race.runs[1]->settings.hyper[HYPER_LR], 0.05);
    expect_saved("name = \"sgd\"; lr = 0.1; }");
    expect_saved("name = \"adam\"; lr = 0.1; }");
    struct scene scene;
    session_scene(&session, &scene);
    ck_assert_uint_eq(scene.event_count, 0);
    scene_finish(&scene);
    check_saved("step 12");
    for (int i = 0; i < 3; i++) {
        say("seed next; seek 12");
        ck_assert_double_eq(session.race.runs[0]->settings.hyper[HYPER_LR], 0.1);
        ck_assert_double_eq(session.race.runs[1]->settings.hyper[HYPER_LR], 0.05);
        ck_assert_uint_eq(session.race.runs[0]->settings.batch, 10);
    }
    say("lr 0.7; restart");
    expect_saved("name = \"sgd\"; lr = 0.7; }");
    session_finish(&session);
}
END_TEST

/* Also what a lesson has not done yet, to the run in focus or to all of them. */
START_TEST(lesson_ahead_acts_on_the_same_runs)
{
    static const char *const before[] = {
        "step 3",           "focus *; step 3",           "focus 2; step 3",
        "step 10; focus *", "focus *; step 10; focus *", "step 10; focus 2; seek 3",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(before); i++) {
        open_scene("./lesson.scene");
        say(before[i]);
        say("save saved.scene; seek 14");
        open_again("saved.scene", 14);
        check_look(before[i]);
        for (size_t run = 0; run < session.race.count; run++)
            check_run(session.race.runs[run], again.race.runs[run], before[i]);
        session_finish(&again);
        session_finish(&session);
    }
}
END_TEST

/* A run that a lesson adds is not the user's, one that it removes is. */
START_TEST(runs_of_lessons_are_not_saved)
{
    open_scene("./joined.scene");
    say("step 5");
    ck_assert_uint_eq(session.race.step, 5);
    ck_assert_uint_eq(session.race.count, 2);
    ck_assert_str_eq(session.race.runs[1]->settings.name, "nag");
    ck_assert_uint_eq(session.race.runs[1]->step, 5);
    say("add rmsprop name=mine");
    say("restart");
    ck_assert_uint_eq(session.race.count, 3);
    ck_assert_str_eq(session.race.runs[1]->settings.name, "momentum");
    say("step 5");
    ck_assert_uint_eq(session.race.count, 3);
    ck_assert_str_eq(session.race.runs[1]->settings.name, "mine");
    say("remove mine; seed next; seek 5");
    ck_assert_uint_eq(session.race.count, 2);
    say("undo; undo");
    ck_assert_uint_eq(session.race.count, 3);
    say("restart; start 3 3; step 5");
    ck_assert_uint_eq(session.race.count, 3);
    session_finish(&session);
}
END_TEST

START_TEST(verb_that_fails_is_not_saved)
{
    open_scene("./line.scene");
    struct text before = {0}, after = {0};
    struct scene scene;
    session_scene(&session, &scene);
    scene_write(&scene, &before);
    scene_finish(&scene);
    for (size_t i = 0; i < 3; i++) {
        static const char *const wrong[] = {"start 3 3", "add adam lr=-1",
                                            "seed 99999999999999999999"};
        struct error err = {0};
        ck_assert(!verb_play(&session, wrong[i], &err));
    }
    session_scene(&session, &scene);
    scene_write(&scene, &after);
    scene_finish(&scene);
    ck_assert_str_eq(after.data, before.data);
    text_finish(&before);
    text_finish(&after);
    session_finish(&session);
}
END_TEST

/* Whatever it is said in, and before anything is played. */
START_TEST(scene_may_not_write)
{
    static const char *const refused[] = {
        "save x.scene", "export x.csv", "quit", "scene bowl",
        "next",         "previous",     "undo", "lr up; save x.scene"};
    static const char *const kinds[] = {"lesson", "events"};
    for (size_t i = 0; i < ARRAY_LENGTH(refused) * ARRAY_LENGTH(kinds); i++) {
        const char *verbs = refused[i % ARRAY_LENGTH(refused)];
        FILE *file = fopen("writes.scene", "w");
        ck_assert_ptr_nonnull(file);
        fprintf(file,
                "problem = { surface = \"bowl\"; };\noptimizers = ( { method = \"gd\"; } );\n"
                "%s = (\n    { at = 2; do = \"%s\"; } );\n",
                kinds[i / ARRAY_LENGTH(refused)], verbs);
        fclose(file);
        struct scene scene;
        struct error err = {0};
        ck_assert_msg(scene_read(&scene, "writes.scene", NULL, NULL, &err), "%s", err.text);
        ck_assert_msg(!session_init(&again, &scene, &library, "en", &err), "%s", verbs);
        ck_assert_msg(strncmp(err.text, "writes.scene:4: ", 16) == 0, "%s", err.text);
        ck_assert_msg(strstr(err.text, "at 2: a scene may not say '") != NULL, "%s", err.text);
    }
    unlink("writes.scene");
}
END_TEST

/* 64 MiB, and not a number of changes. */
START_TEST(undo_is_limited_by_memory)
{
    open_scene("bowl");
    for (int i = 0; i < 300; i++)
        say("lr up; lr down");
    ck_assert_uint_eq(session.undo_count, 600);
    ck_assert_uint_lt(session.undo_bytes, 64u << 20);
    session_finish(&session);
    open_scene("./wide.scene");
    for (int i = 0; i < 150; i++)
        say("zoom 1.1");
    ck_assert_uint_le(session.undo_bytes, 64u << 20);
    ck_assert_uint_gt(session.undo_bytes, 60u << 20);
    ck_assert_uint_lt(session.undo_count, 150);
    say("undo");
    session_finish(&session);
}
END_TEST

static void write_scenes(void)
{
    for (size_t i = 0; i < ARRAY_LENGTH(own_scenes); i++) {
        FILE *file = fopen(own_scenes[i].name, "w");
        if (!file || fputs(own_scenes[i].text, file) == EOF || fclose(file) != 0)
            perror(own_scenes[i].name);
    }
}

static void unlink_scenes(void)
{
    for (size_t i = 0; i < ARRAY_LENGTH(own_scenes); i++)
        unlink(own_scenes[i].name);
}

int main(void)
{
    Suite *suite = suite_create("saved");
    TCase *tests = tcase_create("saved");
    tcase_set_timeout(tests, 120);
    tcase_add_unchecked_fixture(tests, write_scenes, unlink_scenes);
    tcase_add_test(tests, every_verb_is_played);
    tcase_add_test(tests, changes_on_the_way_are_events);
    tcase_add_test(tests, changes_ahead_are_saved_too);
    tcase_add_test(tests, change_before_an_event_drops_it);
    tcase_add_test(tests, changes_of_lessons_are_not_saved);
    tcase_add_test(tests, lesson_ahead_acts_on_the_same_runs);
    tcase_add_test(tests, runs_of_lessons_are_not_saved);
    tcase_add_test(tests, views_of_lessons_are_not_doubled);
    tcase_add_test(tests, changes_of_a_lessons_run_are_saved);
    tcase_add_test(tests, verb_that_fails_is_not_saved);
    tcase_add_test(tests, scene_may_not_write);
    tcase_add_test(tests, undo_is_limited_by_memory);
    tcase_add_loop_test(tests, saved_session_opens_as_it_is, 0, SEEDS);
    tcase_add_loop_test(tests, undo_leads_back_to_the_first_state, 0, SEEDS);
    suite_add_tcase(suite, tests);
    return played_suite_main(suite);
}
