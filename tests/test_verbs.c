/* Every verb of the table: what it changes, and that `undo` takes back what it should. */
#include "played.h"

/* A line, played in a scene after another line, and what it changes. Some verbs have several. */
struct expectation {
    const char *verb, *scene, *before, *line, *changes;
};

static const struct expectation expectations[] = {
    {"toggle", "bowl", "", "toggle", "playing=1"},
    {"toggle", "bowl", "run", "toggle", "playing=0"},
    {"run", "bowl", "", "run", "playing=1"},
    {"pause", "bowl", "run", "pause", "playing=0"},
    {"step", "bowl", "", "step", "step=1"},
    {"step", "bowl", "step 2", "step 5", "step=7"},
    {"back", "bowl", "step 7", "back", "step=6"},
    {"back", "bowl", "step 7", "back 5", "step=2"},
    {"back", "bowl", "step 7", "back 8", "step=0"},
    {"seek", "bowl", "step 7", "seek 3", "step=3"},
    {"seek", "bowl", "step 7", "seek start", "step=0"},
    {"seek", "bowl", "step 7", "seek end", "step=100"},
    {"speed", "bowl", "", "speed up", "speed=50"},
    {"speed", "bowl", "", "speed down", "speed=10"},
    {"speed", "bowl", "", "speed 0.3", "speed=0.3"},
    {"lr", "bowl", "step 4", "lr up", "A.lr=0.2"},
    {"lr", "bowl", "step 4", "lr down", "A.lr=0.05"},
    {"lr", "bowl", "step 4; step 9; back 9", "lr 0.3", "A.lr=0.3"},
    {"lr", "bowl", "step 4", "lr up all", "A.lr=0.2, B.lr=0.05, C.lr=0.1"},
    {"lr", "bowl", "step 4", "lr up B", "B.lr=0.05"},
    {"lr", "bowl", "lr 0", "lr up", "A.lr=1e-09"},
    {"lr", "bowl", "lr 0", "lr down", ""},
    {"batch", "noisy", "step 4", "batch up", "A.batch=20"},
    {"batch", "noisy", "step 4", "batch down all", "A.batch=5, B.batch=5"},
    {"batch", "noisy", "step 4", "batch 7 2", "B.batch=7"},
    {"batch", "noisy", "step 4", "batch 100", "A.batch=40"},
    {"set", "bowl", "step 4", "set beta 0.5 momentum", "B.beta=0.5"},
    {"set", "bowl", "step 4", "set lr 0.5 all", "A.lr=0.5, B.lr=0.5, C.lr=0.5"},
    {"focus", "bowl", "", "focus next", "focus=B"},
    {"focus", "bowl", "", "focus prev", "focus=C"},
    {"focus", "bowl", "", "focus 3", "focus=C"},
    {"focus", "bowl", "", "focus \"slow gd\"", "focus=C"},
    {"focus", "bowl", "", "focus *", "all=1"},
    {"add", "bowl", "step 4", "add sgd lr=0.3 name=new",
     "runs=4, focus=D, D=new, D.lr=0.3, D.batch=0, D.start=1 -1"},
    {"remove", "bowl", "step 4", "remove B", "runs=2, B=slow gd, B.lr=0.05"},
    {"remove", "bowl", "step 4; focus 3", "remove", "runs=2, focus=B"},
    {"start", "bowl", "step 4", "start 0.5 3",
     "step=0, A.start=0.5 3, B.start=0.5 3, C.start=0.5 3"},
    {"crosshair", "bowl", "", "crosshair", "over=crosshair, crosshair=1 -1"},
    {"restart", "bowl", "step 4; lr 0.5", "restart", "step=0"},
    {"seed", "noisy", "step 4", "seed 9", "seed=9, step=0"},
    {"seed", "noisy", "step 4", "seed next", "seed=2, step=0"},
    {"reload", "measured", "step 4", "reload", "step=0"},
    {"scene", "bowl", "step 4", "scene noisy",
     "scene=noisy.scene, step=0, runs=2, A=sgd, A.batch=10, B=sgd 2, B.lr=0.2, "
     "B.batch=10, lens=-2..2 -2..2"},
    {"next", "bowl", "step 4", "next",
     "scene=flowers.scene, step=0, runs=1, A=sgd, A.batch=30, A.start=-0.1108 -0.4489, "
     "lens=-1.111..0.8892 -1.449..0.5511, plane=axes, x=epoch"},
    {"previous", "bowl", "step 4", "previous",
     "scene=noisy.scene, step=0, runs=2, A=sgd, A.batch=10, B=sgd 2, B.lr=0.2, "
     "B.batch=10, lens=-2..2 -2..2"},
    {"menu", "bowl", "", "menu scenes", "over=scenes"},
    {"menu", "bowl", "", "menu methods", "over=methods"},
    {"zoom", "bowl", "", "zoom 2", "lens=-1..1 -2..2"},
    {"zoom", "bowl", "", "zoom 0.5", "lens=-4..4 -8..8"},
    {"pan", "bowl", "", "pan 0.5 -0.25", "lens=0..4 -6..2"},
    {"lens", "bowl", "zoom 3; pan 1 1", "lens reset", "lens=-2..2 -4..4"},
    {"axis", "bowl", "", "axis x", "x=epoch"},
    {"axis", "bowl", "", "axis x evals", "x=evals"},
    {"axis", "bowl", "axis x evals", "axis x", "x=step"},
    {"axis", "bowl", "", "axis x log", "xlog=1"},
    {"axis", "bowl", "axis x epoch log", "axis x evals linear", "x=evals, xlog=0"},
    {"axis", "bowl", "axis x log", "axis x", "x=epoch"},
    {"axis", "bowl", "", "axis y", "y=linear"},
    {"map", "bowl", "", "map", "map=heat"},
    {"map", "bowl", "", "map lines", "map=lines"},
    {"arrows", "bowl", "", "arrows", "arrows=1"},
    {"arrows", "bowl", "arrows on", "arrows off", "arrows=0"},
    {"plane", "flowers", "step 4", "plane random",
     "lens=-0.06161..0.2446 -0.07698..0.08567, plane=random"},
    {"plane", "flowers", "step 4", "plane next",
     "lens=-0.06161..0.2446 -0.07698..0.08567, plane=random"},
    {"stage", "flowers", "", "stage", "stage=forward"},
    {"stage", "flowers", "stage; stage", "stage", "stage=backward"},
    {"stage", "flowers", "stage; stage; stage", "stage", "step=1, stage=update"},
    {"data", "flowers", "", "data", "data=residuals"},
    {"data", "flowers", "", "data confusion", "data=confusion"},
    {"inputs", "flowers", "", "inputs", "inputs=1 3"},
    {"inputs", "flowers", "", "inputs 4 2", "inputs=4 2"},
    {"theme", "bowl", "", "theme", "theme=light"},
    {"theme", "bowl", "", "theme mono", "theme=mono"},
    {"pane", "bowl", "", "pane next", "pane=loss"},
    {"pane", "bowl", "", "pane rank", "pane=rank"},
    {"pane", "bowl", "", "pane max", "alone=1"},
    {"pane", "bowl", "", "pane hide loss", "hidden=2"},
    {"pane", "bowl", "", "pane hide map", "pane=loss, hidden=1"},
    {"pane", "bowl", "pane hide loss; pane hide inspect", "pane next", "pane=rank"},
    {"pane", "bowl", "pane hide loss; pane hide inspect", "pane loss", "pane=loss, hidden=4"},
    {"pane", "bowl", "pane hide loss; pane hide inspect", "pane all", "hidden=0"},
    {"undo", "bowl", "step 4; lr 0.7", "undo", "A.lr=0.1"},
    {"save", "bowl", "step 4", "save saved.scene", "saved=1"},
    {"export", "bowl", "step 4", "export rows.csv", "request=export, path=rows.csv"},
    {"prompt", "bowl", "", "prompt", "over=prompt"},
    {"prompt", "bowl", "", "prompt save", "over=prompt, typed=save "},
    {"mouse", "bowl", "", "mouse", "mouse=0"},
    {"mouse", "bowl", "mouse off", "mouse on", "mouse=1"},
    {"text", "bowl", "", "text", "over=text"},
    {"help", "bowl", "", "help", "over=help"},
    {"redraw", "bowl", "", "redraw", "request=redraw"},
    {"quit", "bowl", "", "quit", "request=quit"},
};

static void open_for(const struct expectation *expected)
{
    unlink("saved.scene");
    open_scene(expected->scene);
    if (expected->before[0])
        say(expected->before);
}

START_TEST(every_verb_has_an_expectation)
{
    for (size_t i = 0; i < verb_count(); i++) {
        size_t found = 0;
        for (size_t e = 0; e < ARRAY_LENGTH(expectations); e++)
            found += strcmp(expectations[e].verb, verb_name(i)) == 0;
        ck_assert_msg(found > 0, "add what '%s' does to tests/test_verbs.c", verb_name(i));
    }
    for (size_t e = 0; e < ARRAY_LENGTH(expectations); e++)
        ck_assert_msg(verb_find(expectations[e].verb) != NULL, "no verb '%s'",
                      expectations[e].verb);
}
END_TEST

START_TEST(verb_changes_what_it_says_and_nothing_else)
{
    const struct expectation *expected = &expectations[_i];
    struct text before = {0}, after = {0}, changed = {0};
    open_for(expected);
    state(&before);
    say(expected->line);
    state(&after);
    changes(before.data, after.data, &changed);
    ck_assert_msg(strcmp(text_string(&changed), expected->changes) == 0,
                  "%s\nexpected %s\nchanged  %s", expected->line, expected->changes,
                  text_string(&changed));
    text_finish(&before);
    text_finish(&after);
    text_finish(&changed);
    session_finish(&session);
}
END_TEST

/* The lens is moved in between, so that undo has something to bring back. */
START_TEST(undo_takes_back_changes)
{
    const struct expectation *expected = &expectations[_i];
    struct text before = {0}, after = {0};
    if (verb_find(expected->verb)->undo != VERB_UNDO_CHANGE)
        return;
    open_for(expected);
    say("step 3");
    state_to_undo(&before);
    say(expected->line);
    say("zoom 2; pan 0.25 0.25; step 2");
    say("undo; undo; undo");
    state_to_undo(&after);
    ck_assert_msg(strcmp(before.data, after.data) == 0, "%s\nbefore\n%s\nafter\n%s", expected->line,
                  before.data, after.data);
    text_finish(&before);
    text_finish(&after);
    session_finish(&session);
}
END_TEST

/* And leaves the race where it is. */
START_TEST(undo_takes_back_views)
{
    const struct expectation *expected = &expectations[_i];
    struct look before;
    if (verb_find(expected->verb)->undo != VERB_UNDO_VIEW)
        return;
    open_for(expected);
    look_copy(&before, &session.look);
    say(expected->line);
    ck_assert_msg(!look_same(&before, &session.look), "%s changes nothing", expected->line);
    say("step 3; undo");
    ck_assert_msg(look_same(&before, &session.look), "%s is not undone", expected->line);
    ck_assert_uint_ge(session.race.step, 3);
    look_finish(&before);
    session_finish(&session);
}
END_TEST

/* "undone: " and the line, the newest first. */
START_TEST(undo_says_what_it_took_back)
{
    static const char *const lines[] = {"lr 0.2 all", "zoom 2", "start 0 1", "theme light",
                                        "axis x evals"};
    open_scene("bowl");
    for (size_t i = 0; i < ARRAY_LENGTH(lines); i++)
        say(lines[i]);
    for (size_t i = ARRAY_LENGTH(lines); i-- > 0;) {
        char message[64];
        snprintf(message, sizeof message, "undone: %s", lines[i]);
        say("undo");
        ck_assert_str_eq(session.ui.message, message);
    }
    session_finish(&session);
}
END_TEST

/* Where one only moved or looked there is nothing to undo. */
START_TEST(undo_leaves_the_rest)
{
    const struct expectation *expected = &expectations[_i];
    struct error err = {0};
    if (verb_find(expected->verb)->undo != VERB_UNDO_NOTHING || strcmp(expected->verb, "undo") == 0)
        return;
    open_for(expected);
    const size_t count = session.undo_count;
    say(expected->line);
    ck_assert_uint_eq(session.undo_count, count);
    ck_assert_msg(count > 0 || !verb_play(&session, "undo", &err), "%s can be undone",
                  expected->line);
    if (count == 0)
        ck_assert_str_eq(err.text, "nothing to undo");
    session_finish(&session);
}
END_TEST

/* Too few arguments and too many are told before anything is played. */
START_TEST(verbs_count_their_arguments)
{
    const struct verb *verb = verb_at((size_t)_i);
    struct text few = {0}, many = {0};
    struct error err = {0};
    text_add(&few, verb->name);
    for (size_t i = 1; i < verb->at_least; i++)
        text_add(&few, " 1");
    text_add(&many, verb->name);
    for (size_t i = 0; i < verb->at_most + 1; i++)
        text_add(&many, " 1");
    if (verb->at_least > 0)
        ck_assert_msg(!verb_check_scene(few.data, &err), "%s", few.data);
    err = (struct error){0};
    ck_assert_msg(!verb_check_scene(many.data, &err), "%s", many.data);
    text_finish(&few);
    text_finish(&many);
}
END_TEST

/* ---- bounds ---- */

START_TEST(window_keeps_within_its_bounds)
{
    static const struct {
        const char *line, *message;
    } cases[] = {
        {"pan 1e12 0", "that is as far as it goes"},  {"pan -1e12 0", "that is as far as it goes"},
        {"pan 0 1e12", "that is as far as it goes"},  {"pan 0 -1e12", "that is as far as it goes"},
        {"zoom 1e13", "that is as close as it goes"}, {"zoom 1e-13", "that is as far as it goes"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct text before = {0}, after = {0};
        struct error err = {0};
        open_scene("bowl");
        state(&before);
        ck_assert_msg(!verb_play(&session, cases[i].line, &err), "%s", cases[i].line);
        ck_assert_str_eq(err.text, cases[i].message);
        state(&after);
        ck_assert_str_eq(before.data, after.data);
        text_finish(&before);
        text_finish(&after);
        session_finish(&session);
    }
}
END_TEST

int main(void)
{
    const int count = (int)ARRAY_LENGTH(expectations);
    Suite *suite = suite_create("verbs");
    TCase *tests = tcase_create("verbs");
    tcase_add_test(tests, every_verb_has_an_expectation);
    tcase_add_loop_test(tests, verb_changes_what_it_says_and_nothing_else, 0, count);
    tcase_add_loop_test(tests, undo_takes_back_changes, 0, count);
    tcase_add_loop_test(tests, undo_takes_back_views, 0, count);
    tcase_add_test(tests, undo_says_what_it_took_back);
    tcase_add_loop_test(tests, undo_leaves_the_rest, 0, count);
    tcase_add_loop_test(tests, verbs_count_their_arguments, 0, (int)verb_count());
    tcase_add_test(tests, window_keeps_within_its_bounds);
    suite_add_tcase(suite, tests);
    return played_suite_main(suite);
}
