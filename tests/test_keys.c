/* Every key of the table: what it changes; and the keys that move the cross-hair. */
#include "played.h"

/* A key, pressed in a scene after a line of verbs, and what it changes. */
struct expectation {
    uint32_t key;
    const char *scene, *before, *changes;
};

static const struct expectation expectations[] = {
    {' ', "bowl", "", "playing=1"},
    {KEYS_RIGHT, "bowl", "step 20", "step=21"},
    {'l', "bowl", "step 20", "step=21"},
    {KEYS_LEFT, "bowl", "step 20", "step=19"},
    {'h', "bowl", "step 20", "step=19"},
    {'L', "bowl", "step 20", "step=30"},
    {'H', "bowl", "step 20", "step=10"},
    {'g', "bowl", "step 20", "step=0"},
    {KEYS_HOME, "bowl", "step 20", "step=0"},
    {'G', "bowl", "step 20", "step=100"},
    {KEYS_END, "bowl", "step 20", "step=100"},
    {'>', "bowl", "", "speed=50"},
    {'<', "bowl", "", "speed=10"},
    {'+', "bowl", "", "A.lr=0.2"},
    {'=', "bowl", "", "A.lr=0.2"},
    {'-', "bowl", "", "A.lr=0.05"},
    {']', "noisy", "", "A.batch=20"},
    {'[', "noisy", "", "A.batch=5"},
    {KEYS_TAB, "bowl", "", "focus=B"},
    {KEYS_SHIFT_TAB, "bowl", "", "focus=C"},
    {'1', "nine", "focus 2", "focus=A"},
    {'2', "nine", "", "focus=B"},
    {'3', "nine", "", "focus=C"},
    {'4', "nine", "", "focus=D"},
    {'5', "nine", "", "focus=E"},
    {'6', "nine", "", "focus=F"},
    {'7', "nine", "", "focus=G"},
    {'8', "nine", "", "focus=H"},
    {'9', "nine", "", "focus=I"},
    {'*', "bowl", "", "all=1"},
    {'m', "bowl", "", "over=methods"},
    {'s', "bowl", "", "over=crosshair, crosshair=1 -1"},
    {'r', "bowl", "step 20", "step=0"},
    {'n', "noisy", "step 20", "seed=2, step=0"},
    {'o', "bowl", "", "over=scenes"},
    {'/', "bowl", "", "over=scenes"},
    {KEYS_PAGE_DOWN, "nine", "scene bowl; step 20",
     "scene=flowers.scene, step=0, runs=1, A=sgd, A.batch=30, A.start=-0.1108 -0.4489, "
     "lens=-1.111..0.8892 -1.449..0.5511, plane=axes, x=epoch"},
    {KEYS_PAGE_UP, "flowers", "",
     "scene=bowl.scene, runs=3, A=gd, A.start=1 -1, B=momentum, B.lr=0.02, B.batch=0, B.beta=0.9, "
     "B.start=1 -1, C=slow gd, C.lr=0.05, C.start=1 -1, lens=-2..2 -4..4, plane=pca, x=step"},
    {'z', "bowl", "", "lens=-1..1 -2..2"},
    {'Z', "bowl", "", "lens=-4..4 -8..8"},
    {KEYS_SHIFT_LEFT, "bowl", "", "lens=-2.4..1.6 -4..4"},
    {KEYS_SHIFT_RIGHT, "bowl", "", "lens=-1.6..2.4 -4..4"},
    {KEYS_SHIFT_UP, "bowl", "", "lens=-2..2 -3.2..4.8"},
    {KEYS_SHIFT_DOWN, "bowl", "", "lens=-2..2 -4.8..3.2"},
    {'0', "bowl", "zoom 7; pan 0.3 0.2", "lens=-2..2 -4..4"},
    {'x', "bowl", "", "x=epoch"},
    {'y', "bowl", "", "y=linear"},
    {'c', "bowl", "", "map=heat"},
    {'f', "bowl", "", "arrows=1"},
    {'p', "flowers", "pan 0.5 0.5", "lens=-1.111..0.8892 -1.449..0.5511"},
    {'P', "flowers", "plane random; plane axes 0 2", "lens=-1..1 -1..1, plane=random"},
    {'b', "flowers", "", "stage=forward"},
    {'d', "flowers", "", "data=residuals"},
    {'i', "flowers", "", "inputs=1 3"},
    {'t', "bowl", "", "theme=light"},
    {'w', "bowl", "", "pane=loss"},
    {KEYS_ENTER, "bowl", "", "alone=1"},
    {'v', "bowl", "", "alone=1"},
    {'u', "bowl", "lr 0.7", "A.lr=0.1"},
    {'S', "bowl", "", "over=prompt, typed=save "},
    {'E', "bowl", "", "over=prompt, typed=export "},
    {':', "bowl", "", "over=prompt"},
    {'%', "bowl", "", "mouse=0"},
    {'X', "bowl", "", "over=text"},
    {'?', "bowl", "", "over=help"},
    {KEYS_F1, "bowl", "", "over=help"},
    {'L' - '@', "bowl", "", "request=redraw"},
    {'q', "bowl", "", "request=quit"},
};

START_TEST(every_key_has_an_expectation)
{
    for (size_t i = 0; i < key_count(); i++) {
        size_t found = 0;
        for (size_t e = 0; e < ARRAY_LENGTH(expectations); e++)
            found += expectations[e].key == key_at(i)->key;
        ck_assert_msg(found > 0, "add what '%s' does to tests/test_keys.c", key_at(i)->name);
    }
}
END_TEST

static const char *name_of(uint32_t key)
{
    for (size_t i = 0; i < key_count(); i++)
        if (key_at(i)->key == key)
            return key_at(i)->name;
    ck_abort_msg("no key %u in the table", (unsigned)key);
}

static void press(uint32_t key, struct text *changed)
{
    struct text before = {0}, after = {0};
    struct error err = {0};
    state(&before);
    key_press(&session, key);
    session_settle(&session, &err);
    state(&after);
    changes(before.data, after.data, changed);
    text_finish(&before);
    text_finish(&after);
}

START_TEST(key_changes_what_it_is_for_and_nothing_else)
{
    const struct expectation *expected = &expectations[_i];
    const char *name = name_of(expected->key);
    struct text changed = {0};
    open_scene(expected->scene);
    if (expected->before[0])
        say(expected->before);
    press(expected->key, &changed);
    ck_assert_msg(strcmp(text_string(&changed), expected->changes) == 0,
                  "%s\nexpected %s\nchanged  %s", name, expected->changes, text_string(&changed));
    text_finish(&changed);
    session_finish(&session);
}
END_TEST

/* The window is 4 wide and 8 high: 80 steps across, 40 up; with Shift 8 at a time. */
static const struct {
    uint32_t key;
    const char *changes;
} crosshair_keys[] = {
    {KEYS_LEFT, "crosshair=0.95 -1"},
    {'h', "crosshair=0.95 -1"},
    {KEYS_RIGHT, "crosshair=1.05 -1"},
    {'l', "crosshair=1.05 -1"},
    {KEYS_UP, "crosshair=1 -0.8"},
    {'k', "crosshair=1 -0.8"},
    {KEYS_DOWN, "crosshair=1 -1.2"},
    {'j', "crosshair=1 -1.2"},
    {KEYS_SHIFT_LEFT, "crosshair=0.6 -1"},
    {KEYS_SHIFT_RIGHT, "crosshair=1.4 -1"},
    {KEYS_SHIFT_UP, "crosshair=1 0.6"},
    {KEYS_SHIFT_DOWN, "crosshair=1 -2.6"},
    {KEYS_ESCAPE, "over="},
    {'z', ""},
};

START_TEST(crosshair_goes_where_the_key_points)
{
    struct text changed = {0};
    open_scene("bowl");
    say("crosshair");
    press(crosshair_keys[_i].key, &changed);
    ck_assert_str_eq(text_string(&changed), crosshair_keys[_i].changes);
    text_finish(&changed);
    session_finish(&session);
}
END_TEST

/* A click says the start, the wheel zooms about its point, a drag pans. */
START_TEST(mouse_acts_on_the_map)
{
    struct text before = {0}, clicked = {0}, changed = {0};
    open_scene("bowl");
    state(&before);
    key_click(&session, 0.5, 2);
    session_settle(&session, NULL);
    state(&clicked);
    changes(before.data, clicked.data, &changed);
    ck_assert_str_eq(text_string(&changed), "A.start=0.5 2, B.start=0.5 2, C.start=0.5 2");
    key_wheel(&session, -2, -4, 2);
    ck_assert_double_eq_tol(session.look.lens.x[0], -2, 1e-12);
    ck_assert_double_eq_tol(session.look.lens.x[1], 0, 1e-12);
    ck_assert_double_eq_tol(session.look.lens.y[1], 0, 1e-12);
    key_drag(&session, 1, -1);
    ck_assert_double_eq_tol(session.look.lens.x[0], -1, 1e-12);
    ck_assert_double_eq_tol(session.look.lens.y[0], -5, 1e-12);
    text_finish(&before);
    text_finish(&clicked);
    text_finish(&changed);
    session_finish(&session);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("keys");
    TCase *tests = tcase_create("keys");
    tcase_add_test(tests, every_key_has_an_expectation);
    tcase_add_loop_test(tests, key_changes_what_it_is_for_and_nothing_else, 0,
                        (int)ARRAY_LENGTH(expectations));
    tcase_add_loop_test(tests, crosshair_goes_where_the_key_points, 0,
                        (int)ARRAY_LENGTH(crosshair_keys));
    tcase_add_test(tests, mouse_acts_on_the_map);
    suite_add_tcase(suite, tests);
    return played_suite_main(suite);
}
