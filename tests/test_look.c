/* What is shown of a session: its copies and their comparison. */
#include "played.h"

#include "session/look.h"

static void set_up(void)
{
    open_scene("flowers");
    say("step 3; plane random");
}

static void tear_down(void)
{
    session_finish(&session);
}

START_TEST(copy_is_the_same_and_keeps_what_it_has)
{
    struct look copy;
    look_copy(&copy, &session.look);
    ck_assert_uint_gt(copy.plane.dim, 2);
    ck_assert(look_same(&copy, &session.look));
    ck_assert_ptr_ne(copy.plane.u, session.look.plane.u);
    say("step 3; plane pca; zoom 2");
    ck_assert(!look_same(&copy, &session.look));
    look_finish(&copy);
}
END_TEST

/* Each line changes one thing that is shown. */
static const char *const changes_of_look[] = {
    "zoom 2",     "pan 1 0",   "pan 0 1",  "axis x", "axis y",
    "map",        "arrows",    "theme",    "data",   "inputs 3 2",
    "inputs 1 4", "pane loss", "pane max", "stage",  "plane axes 0 1",
};

START_TEST(every_change_makes_a_difference)
{
    struct look before, again;
    look_copy(&before, &session.look);
    say(changes_of_look[_i]);
    ck_assert_msg(!look_same(&before, &session.look), "%s", changes_of_look[_i]);
    look_copy(&again, &session.look);
    ck_assert_msg(look_same(&again, &session.look), "%s", changes_of_look[_i]);
    look_finish(&before);
    look_finish(&again);
}
END_TEST

/* Fitted again at the same step, a plane is another one in memory alone. */
START_TEST(plane_made_again_is_the_same)
{
    struct look before;
    look_copy(&before, &session.look);
    session_refit_plane(&session);
    ck_assert_uint_ne(before.plane_version, session.look.plane_version);
    ck_assert(look_same(&before, &session.look));
    session.look.plane.v[0] = -session.look.plane.v[0];
    ck_assert(!look_same(&before, &session.look));
    look_finish(&before);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("look");
    TCase *tests = tcase_create("look");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, copy_is_the_same_and_keeps_what_it_has);
    tcase_add_loop_test(tests, every_change_makes_a_difference, 0,
                        (int)ARRAY_LENGTH(changes_of_look));
    tcase_add_test(tests, plane_made_again_is_the_same);
    suite_add_tcase(suite, tests);
    return played_suite_main(suite);
}
