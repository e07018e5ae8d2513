/* Settings by name: `set schedule ...` on the way, and `add` with whatever a run takes. */
#include "played.h"

static const struct run *run_at(size_t index)
{
    return session.race.runs[index];
}

/* ---- add ---- */

static const struct {
    const char *line, *changes;
} added[] = {
    {"add sgd start=0.5,1", "runs=4, focus=D, D=sgd, D.lr=0.01, D.batch=0, D.start=0.5 1"},
    {"add sgd start=(0.5,1)", "runs=4, focus=D, D=sgd, D.lr=0.01, D.batch=0, D.start=0.5 1"},
    {"add sgd \"start=[ 0.5, 1 ]\"", "runs=4, focus=D, D=sgd, D.lr=0.01, D.batch=0, D.start=0.5 1"},
    {"add sgd \"start=-1e-2 2\"", "runs=4, focus=D, D=sgd, D.lr=0.01, D.batch=0, D.start=-0.01 2"},
    {"add gd lr=1 name=new seed=7", "runs=4, focus=D, D=new, D.lr=1, D.start=1 -1"},
};

START_TEST(run_joins_with_what_was_said)
{
    struct text before = {0}, after = {0}, changed = {0};
    open_scene("bowl");
    state(&before);
    say(added[_i].line);
    state(&after);
    changes(before.data, after.data, &changed);
    ck_assert_str_eq(text_string(&changed), added[_i].changes);
    text_finish(&before);
    text_finish(&after);
    text_finish(&changed);
    session_finish(&session);
}
END_TEST

START_TEST(schedule_and_its_values_may_stand_in_any_order)
{
    static const char *const lines[] = {"add adam schedule=cosine tau=200 warmup=10 final=0.001",
                                        "add adam final=0.001 warmup=10 tau=200 schedule=cosine"};
    for (size_t i = 0; i < ARRAY_LENGTH(lines); i++) {
        open_scene("bowl");
        say(lines[i]);
        const struct schedule *schedule = &run_at(3)->settings.schedule;
        ck_assert_str_eq(schedule->kind->name, "cosine");
        ck_assert_double_eq(schedule->value[SCHEDULE_TAU], 200);
        ck_assert_double_eq(schedule->value[SCHEDULE_WARMUP], 10);
        ck_assert_double_eq(schedule->value[SCHEDULE_FINAL], 0.001);
        session_finish(&session);
    }
}
END_TEST

/* Its own seed stays its own when the scene gets another; the order of its samples differs. */
START_TEST(seed_of_a_run_is_its_own)
{
    open_scene("noisy");
    say("add sgd lr=0.1 batch=10 seed=5 name=other; add sgd lr=0.1 batch=10 name=same; step 3");
    ck_assert_uint_eq(run_at(2)->settings.seed, 5);
    ck_assert_double_ne(run_at(2)->theta[0], run_at(0)->theta[0]);
    ck_assert_double_eq(run_at(3)->theta[0], run_at(0)->theta[0]);
    say("seed 9");
    ck_assert_uint_eq(run_at(2)->settings.seed, 5);
    ck_assert_uint_eq(run_at(3)->settings.seed, 9);
    session_finish(&session);
}
END_TEST

START_TEST(start_of_a_model_is_its_whole_list)
{
    struct text line = {0};
    struct error err = {0};
    open_scene("flowers");
    text_add(&line, "add sgd start=0");
    for (size_t i = 1; i < run_at(0)->problem->dim; i++)
        text_printf(&line, ",%zu", i);
    say(text_string(&line));
    ck_assert_double_eq(run_at(1)->start[14], 14);
    ck_assert(!verb_play(&session, "add sgd start=0.5,1", &err));
    ck_assert_str_eq(err.text,
                     "start takes 15 numbers, not 2; ',' divides them, '.' is for decimals");
    text_finish(&line);
    session_finish(&session);
}
END_TEST

/* ---- set schedule ---- */

START_TEST(schedule_changes_on_the_way)
{
    open_scene("bowl");
    say("step 10; set schedule cosine tau=20 final=0.01");
    ck_assert_str_eq(session.ui.message, "schedule of A gd: cosine tau 20 final 0.01");
    ck_assert_uint_eq(run_at(0)->change_count, 3);
    say("step 20");
    ck_assert_double_eq(run_at(0)->row->lr, schedule_rate(&run_at(0)->settings.schedule, 0.1, 29));
    ck_assert_double_eq(run_rate(run_at(0)), 0.01);
    say("seek 5");
    ck_assert_double_eq(run_rate(run_at(0)), 0.1);
    session_finish(&session);
}
END_TEST

START_TEST(schedule_is_set_of_one_run_or_of_all)
{
    open_scene("bowl");
    say("set schedule step gamma=0.1 period=5 \"slow gd\"");
    ck_assert_str_eq(run_at(0)->settings.schedule.kind->name, "constant");
    ck_assert_str_eq(run_at(2)->settings.schedule.kind->name, "step");
    say("set schedule cosine tau=200 all");
    for (size_t i = 0; i < 3; i++) {
        ck_assert_str_eq(run_at(i)->settings.schedule.kind->name, "cosine");
        ck_assert_double_eq(run_at(i)->settings.schedule.value[SCHEDULE_TAU], 200);
    }
    say("add gd name=a=b; set schedule inverse tau=3 a=b; focus 1");
    ck_assert_str_eq(run_at(3)->settings.schedule.kind->name, "inverse");
    ck_assert_str_eq(run_at(0)->settings.schedule.kind->name, "cosine");
    session_finish(&session);
}
END_TEST

/* What is not said of the schedule has its default, whatever it was before. */
START_TEST(schedule_is_set_as_a_whole)
{
    open_scene("bowl");
    say("set schedule cosine tau=200 warmup=5; set warmup 7; set schedule cosine final=0.01");
    const struct schedule *schedule = &run_at(0)->settings.schedule;
    ck_assert_double_eq(schedule->value[SCHEDULE_TAU], 100);
    ck_assert_double_eq(schedule->value[SCHEDULE_WARMUP], 0);
    ck_assert_double_eq(schedule->value[SCHEDULE_FINAL], 0.01);
    say("set tau 50");
    ck_assert_double_eq(schedule->value[SCHEDULE_TAU], 50);
    session_finish(&session);
}
END_TEST

/* The same one again leaves the recorded future alone. */
START_TEST(same_schedule_again_is_no_change)
{
    open_scene("bowl");
    say("set schedule cosine tau=20; step 30; seek 0; set schedule cosine tau=20");
    ck_assert_uint_eq(run_at(0)->recorded, 30);
    ck_assert_uint_eq(run_at(0)->branches, 0);
    session_finish(&session);
}
END_TEST

/* Back, forward and undone it is the same to the bit; written and read, the same schedule. */
START_TEST(changed_schedule_is_replayed_undone_and_written)
{
    struct text before = {0}, after = {0};
    struct scene scene;
    struct error err = {0};
    open_scene("bowl");
    say("step 10");
    state_to_undo(&before);
    say("set schedule exponential gamma=0.9 all; step 40");
    const double theta = run_at(0)->theta[0];
    say("seek 0; seek 50");
    ck_assert_double_eq(run_at(0)->theta[0], theta);
    say("save saved.scene");
    ck_assert_msg(scene_read(&scene, "saved.scene", NULL, NULL, &err), "%s", err.text);
    scene_finish(&scene);
    say("undo");
    state_to_undo(&after);
    ck_assert_str_eq(before.data, after.data);
    say("set schedule exponential gamma=0.9 all; step 40");
    ck_assert_double_eq(run_at(0)->theta[0], theta);
    text_finish(&before);
    text_finish(&after);
    session_finish(&session);
}
END_TEST

/* ---- mistakes ---- */

static const struct {
    const char *line, *message;
} refused[] = {
    {"set schedule", "say: set KEY VALUE [RUN|all]"},
    {"set schedule cosin", "no schedule 'cosin'; did you mean 'cosine'?"},
    {"set schedule cosine tau=0", "tau is 0, but must be a number above 0"},
    {"set schedule cosine final=0.1 tau=x", "'x' is no number"},
    {"set schedule cosine tau=5 tau=6", "tau is given twice"},
    {"set schedule cosine tau=5 nobody", "no run 'nobody'; there are A gd, B momentum, C slow gd"},
    {"set schedule cosine all tau=5", "'all' is not KEY=VALUE"},
    {"set schedule step tau=5 all", "step takes no 'tau'; it takes gamma, period, warmup"},
    {"set schedule step tau", "no run 'tau'; there are A gd, B momentum, C slow gd"},
    {"set clip 1 gd all", "say: set KEY VALUE [RUN|all]"},
    {"set lr 1 gd all", "say: set KEY VALUE [RUN|all]"},
    {"add gd lr", "'lr' is not KEY=VALUE"},
    {"add gd =1", "'=1' is not KEY=VALUE"},
    {"add gd lr=1 lr=2", "lr is given twice"},
    {"add gd name=", "a name is one line of 1 to 47 bytes"},
    {"add gd \"name=a\tb\"", "a name is one line of 1 to 47 bytes"},
    {"add gd seed=-1", "'-1' is no seed; say a whole number"},
    {"add gd seed=9223372036854775808", "seeds go up to 9223372036854775807"},
    {"add gd start=1", "start takes 2 numbers, as in start=0.5,1, not 1; ',' divides them, '.' is "
                       "for decimals"},
    {"add gd start=", "start takes 2 numbers, as in start=0.5,1, not 0; ',' divides them, '.' is "
                      "for decimals"},
    {"add gd start=1,y", "'y' is no number"},
    {"add gd start=(1,2", "'(1' is no number; write 1"},
    {"add gd start=1,2 tau=3", "'tau' is of the schedules linear, inverse, cosine; say which, as "
                               "in schedule linear"},
};

START_TEST(line_that_fails_changes_nothing)
{
    struct text before = {0}, after = {0};
    struct error err = {0};
    open_scene("bowl");
    say("step 5; lr 0.2; step 5; seek 7");
    state_to_undo(&before);
    const size_t undo_count = session.undo_count;
    ck_assert_msg(!verb_play(&session, refused[_i].line, &err), "%s was played", refused[_i].line);
    ck_assert_str_eq(err.text, refused[_i].message);
    state_to_undo(&after);
    ck_assert_str_eq(before.data, after.data);
    ck_assert_uint_eq(session.undo_count, undo_count);
    ck_assert_uint_eq(session.scene.optimizer_count, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_str_eq(run_at(i)->settings.schedule.kind->name, "constant");
    text_finish(&before);
    text_finish(&after);
    session_finish(&session);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("settings");
    TCase *tests = tcase_create("settings");
    tcase_add_loop_test(tests, run_joins_with_what_was_said, 0, ARRAY_LENGTH(added));
    tcase_add_test(tests, schedule_and_its_values_may_stand_in_any_order);
    tcase_add_test(tests, seed_of_a_run_is_its_own);
    tcase_add_test(tests, start_of_a_model_is_its_whole_list);
    tcase_add_test(tests, schedule_changes_on_the_way);
    tcase_add_test(tests, schedule_is_set_of_one_run_or_of_all);
    tcase_add_test(tests, schedule_is_set_as_a_whole);
    tcase_add_test(tests, same_schedule_again_is_no_change);
    tcase_add_test(tests, changed_schedule_is_replayed_undone_and_written);
    tcase_add_loop_test(tests, line_that_fails_changes_nothing, 0, ARRAY_LENGTH(refused));
    suite_add_tcase(suite, tests);
    return played_suite_main(suite);
}
