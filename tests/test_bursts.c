/* Lines that come faster than the race moves: they lead to the same as slow ones, at any speed. */
#include "played.h"

#include "base/rng.h"

/* Play a line and let the race work only so much, as when keys come in a burst. */
static void hurry(const char *line, uint64_t updates)
{
    struct error err = {0};
    verb_play(&session, line, &err);
    if (updates > 0)
        session_work(&session, updates, &err);
}

static void settle(void)
{
    struct error err = {0};
    session_settle(&session, &err);
    ck_assert_msg(err.kind == ERROR_NONE, "%s", err.text);
}

/* ---- moves ---- */

START_TEST(steps_add_up)
{
    for (uint64_t work = 0; work < 4; work++) {
        open_scene("bowl");
        for (int i = 0; i < 7; i++)
            hurry("step", work);
        hurry("step 10", work);
        settle();
        ck_assert_uint_eq(session.race.step, 17);
        for (int i = 0; i < 5; i++)
            hurry("back", work);
        settle();
        ck_assert_uint_eq(session.race.step, 12);
        hurry("step 2", 1);
        hurry("back 10", 1);
        hurry("step", 1);
        settle();
        ck_assert_uint_eq(session.race.step, 5);
        session_finish(&session);
    }
}
END_TEST

/* Past what a lesson does on the way, and past its pauses. */
START_TEST(steps_add_up_past_lessons)
{
    FILE *file = fopen("lesson.scene", "w");
    ck_assert_ptr_nonnull(file);
    fputs("problem = { surface = \"bowl\"; };\noptimizers = ( { method = \"gd\"; lr = 0.1; } );\n"
          "lesson = ( { at = 2; text = \"a\"; pause = true; }, { at = 7; do = \"lr up\"; } );\n",
          file);
    fclose(file);
    for (uint64_t work = 0; work < 4; work++) {
        open_scene("./lesson.scene");
        for (int i = 0; i < 3; i++)
            hurry("step 5", work);
        settle();
        ck_assert_uint_eq(session.race.step, 15);
        ck_assert_double_eq(session.race.runs[0]->settings.hyper[HYPER_LR], 0.2);
        session_finish(&session);
    }
    unlink("lesson.scene");
}
END_TEST

/* Every run stops on the way: the steps that were asked for beyond are none. */
START_TEST(steps_back_count_from_where_the_runs_stopped)
{
    for (uint64_t work = 0; work < 4; work++) {
        open_scene("bowl");
        say("lr 1e10 all");
        for (int i = 0; i < 300; i++)
            hurry("step", work);
        hurry("back", work);
        hurry("back", work);
        settle();
        say("lr 1");
        const uint64_t step = session.race.step;
        say("undo; seek end");
        ck_assert_uint_eq(step, session.race.step - 2);
        session_finish(&session);
    }
}
END_TEST

START_TEST(change_acts_where_the_moves_lead)
{
    for (uint64_t work = 0; work < 4; work++) {
        open_scene("bowl");
        hurry("step", work);
        hurry("step", work);
        hurry("step", work);
        hurry("lr up", work);
        hurry("step", work);
        settle();
        const struct run *run = session.race.runs[0];
        ck_assert_uint_eq(session.race.step, 4);
        ck_assert_uint_eq(run->change_count, 1);
        ck_assert_uint_eq(run->changes[0].step, 3);
        session_finish(&session);
    }
}
END_TEST

START_TEST(change_acts_at_once_behind_a_seek_and_while_playing)
{
    open_scene("bowl");
    hurry("seek 1000000", 1000);
    hurry("lr up", 0);
    ck_assert(!session.working);
    ck_assert_uint_lt(session.race.step, 1000);
    ck_assert_uint_eq(session.race.runs[0]->changes[0].step, session.race.step);
    session_finish(&session);
    open_scene("bowl");
    say("speed 1e6; run");
    session_tick(&session, 1);
    session_work(&session, 50, NULL);
    hurry("lr up", 0);
    ck_assert(!session.working);
    ck_assert(session.playing);
    session_finish(&session);
}
END_TEST

/* A move behind a seek waits for it. */
START_TEST(moves_behind_a_seek_count_from_there)
{
    open_scene("bowl");
    hurry("seek 500", 10);
    hurry("back", 10);
    hurry("back", 0);
    hurry("lr up", 0);
    settle();
    ck_assert_uint_eq(session.race.step, 498);
    ck_assert_uint_eq(session.race.runs[0]->changes[0].step, 498);
    session_finish(&session);
}
END_TEST

START_TEST(escape_drops_what_waits)
{
    open_scene("bowl");
    hurry("step 100000", 50);
    hurry("lr up", 0);
    hurry("step", 0);
    key_press(&session, KEYS_ESCAPE);
    ck_assert(session_work(&session, 1, NULL));
    ck_assert_uint_lt(session.race.step, 1000);
    ck_assert_uint_eq(session.race.runs[0]->change_count, 0);
    session_finish(&session);
}
END_TEST

START_TEST(space_behind_steps_plays_where_they_lead)
{
    open_scene("bowl");
    hurry("step", 0);
    hurry("step", 0);
    hurry("toggle", 0);
    ck_assert(!session.playing);
    settle();
    ck_assert(session.playing);
    ck_assert_uint_eq(session.race.step, 2);
    session_finish(&session);
}
END_TEST

/* What fails behind a move ends its own line and no other. */
START_TEST(mistake_that_waited_leaves_the_lines_behind)
{
    struct error err = {0};
    open_scene("bowl");
    hurry("step 3", 0);
    hurry("lr -1; step 50", 0);
    hurry("step 4", 0);
    session_settle(&session, &err);
    ck_assert_str_eq(err.text, "lr is -1, but must be a number from 0");
    ck_assert_uint_eq(session.race.step, 7);
    session_finish(&session);
}
END_TEST

/* ---- what fails ---- */

START_TEST(line_that_fails_does_not_stop_the_race)
{
    open_scene("bowl");
    hurry("seek 5000", 100);
    hurry("lr fast", 0);
    hurry("zoom 0", 0);
    hurry("add nothing", 0);
    settle();
    ck_assert_uint_eq(session.race.step, 5000);
    ck_assert_uint_eq(session.undo_count, 0);
    session_finish(&session);
}
END_TEST

/* ---- any lines, at any speed ---- */

static const char *const lines[] = {
    "step",
    "step",
    "step",
    "step 10",
    "back",
    "back",
    "back 10",
    "lr up",
    "lr down",
    "lr up all",
    "batch up",
    "batch down all",
    "focus next",
    "focus prev",
    "undo",
    "zoom 2",
    "pan 0.1 0.2",
    "axis x",
    "add adam",
    "remove",
    "start 1 0.5",
    "restart",
    "seed next",
    "arrows",
    "step; lr up; step",
    "theme",
    "set clip 3",
    "lr nothing",
    "step 3; lr -1; step 9",
};

static void play_lines(uint64_t seed, bool fast, struct text *out)
{
    open_scene("noisy");
    for (uint64_t i = 0; i < 60; i++) {
        const char *line = lines[rng_below(seed, RNG_ORDER, 0, i, ARRAY_LENGTH(lines))];
        hurry(line, fast ? rng_below(seed, RNG_ORDER, 1, i, 8) : 0);
        if (!fast)
            session_settle(&session, NULL);
    }
    session_settle(&session, NULL);
    state_to_undo(out);
    state(out);
    session_finish(&session);
}

START_TEST(fast_lines_lead_where_slow_ones_do)
{
    struct text slow = {0}, fast = {0};
    play_lines((uint64_t)_i, false, &slow);
    play_lines((uint64_t)_i, true, &fast);
    ck_assert_str_eq(fast.data, slow.data);
    text_finish(&slow);
    text_finish(&fast);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bursts");
    TCase *tests = tcase_create("bursts");
    tcase_add_test(tests, steps_add_up);
    tcase_add_test(tests, steps_add_up_past_lessons);
    tcase_add_test(tests, steps_back_count_from_where_the_runs_stopped);
    tcase_add_test(tests, change_acts_where_the_moves_lead);
    tcase_add_test(tests, change_acts_at_once_behind_a_seek_and_while_playing);
    tcase_add_test(tests, moves_behind_a_seek_count_from_there);
    tcase_add_test(tests, escape_drops_what_waits);
    tcase_add_test(tests, space_behind_steps_plays_where_they_lead);
    tcase_add_test(tests, mistake_that_waited_leaves_the_lines_behind);
    tcase_add_test(tests, line_that_fails_does_not_stop_the_race);
    tcase_add_loop_test(tests, fast_lines_lead_where_slow_ones_do, 0, 100);
    suite_add_tcase(suite, tests);
    return played_suite_main(suite);
}
