/* Sessions: verbs, keys, lessons, time and undo. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "session/key.h"
#include "session/overlay.h"
#include "session/session.h"
#include "session/verb.h"
#include "suite.h"

static const char bowl[] = "title = \"Bowl\";\n"
                           "problem = { surface = \"bowl\"; };\n"
                           "start = ( 1.0, -1.0 );\n"
                           "steps = 100;\n"
                           "optimizers = (\n"
                           "    { method = \"gd\"; lr = 0.1; },\n"
                           "    { method = \"momentum\"; lr = 0.02; },\n"
                           "    { method = \"adam\"; lr = 0.05; name = \"adam fast\"; }\n"
                           ");\n";

static const char noisy[] =
    "problem = { surface = \"bowl\"; noise = 0.5; samples = 64; };\n"
    "start = ( 1.0, -1.0 );\n"
    "batch = 8;\n"
    "optimizers = ( { method = \"sgd\"; lr = 0.1; }, { method = \"gd\"; } );\n";

static const char lesson[] = "problem = { surface = \"bowl\"; };\n"
                             "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n"
                             "steps = 60;\n"
                             "lesson = (\n"
                             "    { at = 0; text = \"Watch.\"; },\n"
                             "    { at = 10; text = \"Faster now.\"; do = \"lr up\"; },\n"
                             "    { at = 20; text = \"Look.\"; pause = true; }\n"
                             ");\n";

static char folder[] = "/tmp/thalweg-session-XXXXXX";
static struct library library;
static struct session session;

static void write_scene(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s.scene", folder, name);
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) == EOF || fclose(file) != 0)
        perror(path);
}

static void open_scene(const char *name)
{
    struct scene scene;
    struct error err = {0};
    char *path = library_resolve(&library, name, &err);
    ck_assert_msg(path && scene_read(&scene, path, NULL, NULL, &err) &&
                      session_init(&session, &scene, &library, "en", &err),
                  "%s", err.text);
    free(path);
}

static void set_up(void)
{
    open_scene("bowl");
}

static void tear_down(void)
{
    session_finish(&session);
}

static void say(const char *line)
{
    struct error err = {0};
    session.ui.message_is_error = false;
    ck_assert_msg(verb_play(&session, line, &err), "%s: %s", line, err.text);
    session_settle(&session, NULL);
    ck_assert_msg(!session.ui.message_is_error, "%s: %s", line, session.ui.message);
}

static void refuse(const char *line, const char *message)
{
    struct error err = {0};
    const double lr = session.race.runs[0]->settings.hyper[HYPER_LR];
    const uint64_t step = session.race.step;
    const size_t undo_count = session.undo_count;
    ck_assert_msg(!verb_play(&session, line, &err), "%s was played", line);
    ck_assert_str_eq(err.text, message);
    ck_assert_double_eq(session.race.runs[0]->settings.hyper[HYPER_LR], lr);
    ck_assert_uint_eq(session.race.step, step);
    ck_assert_uint_eq(session.undo_count, undo_count);
}

static double rate_of(size_t run)
{
    return session.race.runs[run]->settings.hyper[HYPER_LR];
}

static void type(const char *text)
{
    for (; *text; text++)
        key_press(&session, (unsigned char)*text);
}

/* ---- time ---- */

START_TEST(steps_go_there_and_back)
{
    say("step");
    ck_assert_uint_eq(session.race.step, 1);
    say("step 10; back 3");
    ck_assert_uint_eq(session.race.step, 8);
    ck_assert_uint_eq(session.race.runs[2]->step, 8);
    say("seek 50; seek start");
    ck_assert_uint_eq(session.race.step, 0);
    say("back 5");
    ck_assert_uint_eq(session.race.step, 0);
    say("seek end");
    ck_assert_uint_eq(session.race.step, 100);
}
END_TEST

START_TEST(time_makes_updates_while_playing)
{
    say("speed 100");
    session_tick(&session, 1);
    ck_assert_uint_eq(session.race.step, 0);
    say("run");
    session_tick(&session, 0.1);
    session_settle(&session, NULL);
    ck_assert_uint_eq(session.race.step, 11); /* the first at once */
    session_tick(&session, 0.005);
    session_settle(&session, NULL);
    session_tick(&session, 0.005);
    session_settle(&session, NULL);
    ck_assert_uint_eq(session.race.step, 12);
}
END_TEST

START_TEST(playing_ends_with_the_scenes_steps_and_goes_on_when_asked)
{
    say("speed 1000; run");
    session_tick(&session, 10);
    session_settle(&session, NULL);
    ck_assert_uint_eq(session.race.step, 100);
    ck_assert(!session.playing);
    ck_assert_ptr_nonnull(strstr(session.ui.message, "100 steps"));
    say("run");
    session_tick(&session, 0.01);
    session_settle(&session, NULL);
    ck_assert_uint_gt(session.race.step, 100);
}
END_TEST

START_TEST(speed_moves_on_the_ladder)
{
    ck_assert_double_eq(session.speed, 20);
    say("speed up; speed up");
    ck_assert_double_eq(session.speed, 100);
    say("speed down");
    ck_assert_double_eq(session.speed, 50);
}
END_TEST

/* ---- rates, batches, settings ---- */

START_TEST(rate_moves_on_the_ladder)
{
    const double rungs[] = {0.2, 0.5, 1, 2, 5};
    for (size_t i = 0; i < ARRAY_LENGTH(rungs); i++) {
        say("lr up");
        ck_assert_double_eq(rate_of(0), rungs[i]);
    }
    say("lr 0.03; lr down");
    ck_assert_double_eq(rate_of(0), 0.02);
    say("lr 0.03; lr up");
    ck_assert_double_eq(rate_of(0), 0.05);
    say("lr 1e308; lr up");
    ck_assert_double_eq(rate_of(0), 1e308);
    say("lr 5e-324; lr down; lr up");
    say("lr 1e-8; lr down");
    ck_assert_double_eq(rate_of(0), 5e-9);
}
END_TEST

START_TEST(verbs_name_runs_by_name_letter_number_and_all)
{
    say("lr 1 \"adam fast\"; lr 2 B; lr 3 1");
    ck_assert_double_eq(rate_of(2), 1);
    ck_assert_double_eq(rate_of(1), 2);
    ck_assert_double_eq(rate_of(0), 3);
    say("lr 4 all");
    ck_assert_double_eq(rate_of(0), 4);
    ck_assert_double_eq(rate_of(2), 4);
}
END_TEST

START_TEST(star_makes_verbs_act_on_all)
{
    say("focus *; lr 0.5");
    ck_assert_double_eq(rate_of(0), 0.5);
    ck_assert_double_eq(rate_of(2), 0.5);
    say("focus *; focus momentum; lr 0.25");
    ck_assert_double_eq(rate_of(0), 0.5);
    ck_assert_double_eq(rate_of(1), 0.25);
}
END_TEST

START_TEST(any_setting_can_be_set)
{
    say("set beta 0.5 momentum; set bias_correction false C; set clip 2 all");
    ck_assert_double_eq(session.race.runs[1]->settings.hyper[HYPER_BETA], 0.5);
    ck_assert_double_eq(session.race.runs[2]->settings.hyper[HYPER_BIAS_CORRECTION], 0);
    ck_assert_double_eq(session.race.runs[0]->settings.hyper[HYPER_CLIP], 2);
}
END_TEST

START_TEST(batch_doubles_and_halves_up_to_n)
{
    session_finish(&session);
    open_scene("noisy");
    const struct run_settings *sgd = &session.race.runs[0]->settings;
    say("batch up");
    ck_assert_uint_eq(sgd->batch, 16);
    say("batch up; batch up; batch up");
    ck_assert_uint_eq(sgd->batch, 64);
    say("batch down; batch 5; batch down; batch down; batch down");
    ck_assert_uint_eq(sgd->batch, 1);
    refuse("batch 4 gd", "gd always takes all samples; sgd takes batches");
}
END_TEST

START_TEST(mistakes_change_nothing_and_say_what_would_help)
{
    refuse("stepp", "no verb 'stepp'; did you mean 'step'?");
    refuse("lr", "say: lr up|down|X [RUN|all]");
    refuse("lr fast", "'fast' is no number");
    refuse("lr -1", "lr is -1, but must be a number from 0");
    refuse("lr nan", "'nan' is no number");
    refuse("lr 0.1 Z", "no run 'Z'; there are A gd, B momentum, C adam fast");
    refuse("set beta 1 momentum", "beta is 1, but must be at least 0 and below 1");
    refuse("set beta 0.5", "gd takes no 'beta'; it takes lr, weight_decay, clip, warmup, schedule");
    refuse("step -1", "'-1' is no whole number");
    refuse("seek nowhere", "'nowhere' is no step; say a number, start or end");
    refuse("batch 2", "this surface is one sample, so there are no batches; a scene with noise has "
                      "them");
    refuse("add adm", "no optimizer 'adm'; did you mean 'adam'?");
    refuse("add adam beta3=1",
           "adam takes no 'beta3'; it takes lr, beta1, beta2, eps, eps_inside, bias_correction, "
           "weight_decay, clip, warmup, batch, schedule, name, start, seed");
    refuse("start 1 x", "'x' is no number");
    refuse("axis z", "'z' is no axis; say x or y");
    refuse("axis x loss", "'loss' is not one of step, epoch, evals, log or linear");
    refuse("axis y log linear", "say: axis y log|linear");
    refuse("pane hide", "say: pane hide NAME, or pane NAME, next, max or all");
    refuse("pane loss map", "say: pane hide NAME, or pane NAME, next, max or all");
    refuse("pane hide net", "the pane net is for models; this is a surface");
    refuse("theme pink", "'pink' is not one of dark, light, projector or mono");
    refuse("zoom 0", "zoom is 0, but must be above 0: 2 is twice as close");
    refuse("undo", "nothing to undo");
}
END_TEST

/* ---- runs, start, seed ---- */

START_TEST(added_run_catches_up)
{
    say("step 30; add rmsprop lr=0.02 name=late");
    ck_assert_uint_eq(session.race.count, 4);
    ck_assert_uint_eq(session.race.runs[3]->step, 30);
    ck_assert_str_eq(session.race.runs[3]->settings.name, "late");
    ck_assert_uint_eq(session.focus, 3);
    say("add gd");
    ck_assert_str_eq(session.race.runs[4]->settings.name, "gd 2");
}
END_TEST

START_TEST(removed_run_is_gone_and_the_last_one_stays)
{
    say("remove momentum; remove gd");
    ck_assert_uint_eq(session.race.count, 1);
    ck_assert_str_eq(session.scene.optimizers[0].settings.name, "adam fast");
    refuse("remove", "the last run stays; add another first");
}
END_TEST

START_TEST(start_restarts_from_there_with_the_settings_as_they_are)
{
    say("step 5; lr 0.5; start -1.5 0.25");
    ck_assert_uint_eq(session.race.step, 0);
    ck_assert_double_eq(session.race.runs[1]->theta[0], -1.5);
    ck_assert_double_eq(session.race.runs[1]->theta[1], 0.25);
    ck_assert_double_eq(rate_of(0), 0.5);
}
END_TEST

START_TEST(seed_changes_the_noise)
{
    session_finish(&session);
    open_scene("noisy");
    say("step 10");
    const double theta = session.race.runs[0]->theta[0];
    say("seed next; step 10");
    ck_assert_uint_eq(session.scene.seed, 2);
    ck_assert_double_ne(session.race.runs[0]->theta[0], theta);
    say("seed 1; step 10");
    ck_assert_double_eq(session.race.runs[0]->theta[0], theta);
}
END_TEST

/* ---- undo ---- */

START_TEST(undo_brings_back_changes_and_the_future_they_cut)
{
    say("step 80");
    const double theta = session.race.runs[0]->theta[0];
    say("seek 20; lr 1; step 3; undo");
    ck_assert_uint_eq(session.race.step, 20);
    ck_assert_double_eq(rate_of(0), 0.1);
    ck_assert_uint_eq(session.race.runs[0]->recorded, 80);
    say("seek 80");
    ck_assert_double_eq(session.race.runs[0]->theta[0], theta);
}
END_TEST

START_TEST(undo_brings_back_runs_start_and_scene)
{
    say("step 7; remove momentum; undo");
    ck_assert_uint_eq(session.race.count, 3);
    ck_assert_uint_eq(session.race.step, 7);
    say("start 0 0; undo");
    ck_assert_double_eq(session.race.runs[0]->start[0], 1);
    ck_assert_uint_eq(session.race.step, 7);
    say("scene noisy; undo");
    ck_assert_uint_eq(session.race.count, 3);
    ck_assert_uint_eq(session.race.step, 7);
}
END_TEST

START_TEST(undo_does_not_hold_up_the_keys)
{
    say("seek 100000; lr 1");
    struct error err = {0};
    ck_assert(verb_play(&session, "undo", &err));
    ck_assert(session.working);
    ck_assert(!session_work(&session, 10, NULL));
    session_settle(&session, NULL);
    ck_assert_uint_eq(session.race.step, 100000);
}
END_TEST

/* ---- while the race is on its way ---- */

START_TEST(change_on_the_way_is_made_at_one_step)
{
    struct error err = {0};
    say("focus *");
    ck_assert(verb_play(&session, "seek 1000000", &err));
    session_work(&session, 5000, NULL);
    ck_assert(verb_play(&session, "lr 0.25", &err));
    ck_assert(!session.working);
    for (size_t i = 0; i < session.race.count; i++) {
        const struct run *run = session.race.runs[i];
        ck_assert_uint_eq(run->changes[0].step, session.race.step);
    }
}
END_TEST

START_TEST(escape_and_space_stop_a_long_way)
{
    const uint32_t stops[] = {KEYS_ESCAPE, ' '};
    for (size_t i = 0; i < ARRAY_LENGTH(stops); i++) {
        struct error err = {0};
        ck_assert(verb_play(&session, "seek 1000000000000; step 3", &err));
        ck_assert(!session_work(&session, 3000, NULL));
        key_press(&session, stops[i]);
        ck_assert(session_work(&session, 1, NULL));
        ck_assert_uint_lt(session.race.step, 10000);
        ck_assert(!session.playing);
        ck_assert_uint_eq(session.queue_count, 0);
    }
}
END_TEST

START_TEST(line_waits_for_the_race_to_arrive)
{
    struct error err = {0};
    ck_assert(verb_play(&session, "step 50; lr 0.5; step 10", &err));
    ck_assert_double_eq(rate_of(0), 0.1);
    session_settle(&session, NULL);
    ck_assert_double_eq(rate_of(0), 0.5);
    ck_assert_uint_eq(session.race.step, 60);
    ck_assert_uint_eq(session.race.runs[0]->changes[0].step, 50);
    ck_assert(verb_play(&session, "step 5; lr -1; step 5", &err));
    session_settle(&session, &err);
    ck_assert_str_eq(err.text, "lr is -1, but must be a number from 0");
    ck_assert_uint_eq(session.race.step, 65);
}
END_TEST

/* ---- lessons ---- */

START_TEST(lessons_act_once_and_pause)
{
    session_finish(&session);
    open_scene("lesson");
    ck_assert_str_eq(scene_text_pick(&session_lesson(&session)->text, "en"), "Watch.");
    say("speed 1000; run");
    session_tick(&session, 1);
    session_settle(&session, NULL);
    ck_assert_uint_eq(session.race.step, 20);
    ck_assert(!session.playing);
    ck_assert_double_eq(rate_of(0), 0.2);
    say("seek 10");
    ck_assert_double_eq(session.race.runs[0]->row->lr, 0.1);
    say("seek 11");
    ck_assert_double_eq(session.race.runs[0]->row->lr, 0.2);
    say("seek 5; seek 15");
    ck_assert_double_eq(rate_of(0), 0.2);
    ck_assert_str_eq(scene_text_pick(&session_lesson(&session)->text, "en"), "Faster now.");
    say("seek 60");
    ck_assert_uint_eq(session.race.step, 60);
}
END_TEST

/* The lesson at 10 makes the rate 0.2; a change at 3 leaves that future on every run. */
START_TEST(lesson_acts_once_on_every_branch)
{
    session_finish(&session);
    open_scene("lesson");
    say("add gd lr=0.1 name=other; focus *; seek 15; seek 3; set clip 5 other; seek 15");
    ck_assert_double_eq(rate_of(0), 0.2);
    ck_assert_double_eq(rate_of(1), 0.2);
}
END_TEST

START_TEST(mistake_in_a_lesson_is_known_before_it_is_reached)
{
    struct error err = {0};
    write_scene("wrong",
                "problem = { surface = \"bowl\"; };\noptimizers = ( { method = \"gd\"; } );\n"
                "lesson = ( { at = 5; text = \"x\"; do = \"step; lrr up\"; } );\n");
    char path[128];
    snprintf(path, sizeof path, "%s/wrong.scene", folder);
    struct scene scene;
    ck_assert(scene_read(&scene, path, NULL, NULL, &err));
    struct session other;
    ck_assert(!session_init(&other, &scene, &library, "en", &err));
    ck_assert_ptr_nonnull(strstr(err.text, "lesson at 5: no verb 'lrr'; did you mean 'lr'?"));
    unlink(path);
}
END_TEST

START_TEST(restart_begins_a_lesson_again)
{
    session_finish(&session);
    open_scene("lesson");
    say("seek 20; restart");
    ck_assert_double_eq(rate_of(0), 0.1);
    say("seek 15");
    ck_assert_double_eq(rate_of(0), 0.2);
}
END_TEST

/* ---- looking ---- */

START_TEST(lens_zooms_pans_and_comes_back)
{
    say("zoom 2");
    ck_assert_double_eq(session.look.lens.x[0], -1);
    ck_assert_double_eq(session.look.lens.x[1], 1);
    say("pan 0.5 -0.5");
    ck_assert_double_eq(session.look.lens.x[0], 0);
    ck_assert_double_eq(session.look.lens.y[0], -2);
    say("lens reset");
    ck_assert_double_eq(session.look.lens.x[0], -2);
    ck_assert_double_eq(session.look.lens.y[1], 2);
}
END_TEST

START_TEST(wheel_keeps_the_point_under_it)
{
    key_wheel(&session, 1, -1, 2);
    const struct lens *lens = &session.look.lens;
    ck_assert_double_eq_tol((1 - lens->x[0]) / (lens->x[1] - lens->x[0]), 0.75, 1e-12);
    ck_assert_double_eq_tol((-1 - lens->y[0]) / (lens->y[1] - lens->y[0]), 0.25, 1e-12);
}
END_TEST

/* A drag is many events; a turn of the wheel is two verbs. */
START_TEST(undo_takes_back_a_whole_drag)
{
    key_drag(&session, 0.5, 0);
    key_drag(&session, 0.5, 0.25);
    key_drag(&session, 0.5, 0.25);
    ck_assert_double_eq(session.look.lens.x[0], -0.5);
    key_wheel(&session, 1, -1, 2);
    say("undo");
    ck_assert_double_eq(session.look.lens.x[0], -0.5);
    say("undo");
    ck_assert_double_eq(session.look.lens.x[0], -2);
    refuse("undo", "nothing to undo");
}
END_TEST

/* ---- keys ---- */

START_TEST(every_key_says_a_line_that_is_understood)
{
    for (size_t i = 0; i < key_count(); i++) {
        char verb[32];
        snprintf(verb, sizeof verb, "%.*s", (int)strcspn(key_at(i)->verb, " "), key_at(i)->verb);
        ck_assert_msg(verb_find(verb) != NULL, "%s: %s", key_at(i)->name, verb);
        for (size_t j = 0; j < i; j++)
            ck_assert_uint_ne(key_at(i)->key, key_at(j)->key);
    }
}
END_TEST

START_TEST(prompt_plays_what_is_typed)
{
    type(":lr 0.25");
    ck_assert_int_eq(session.ui.overlay, OVERLAY_PROMPT);
    key_press(&session, KEYS_ENTER);
    ck_assert_int_eq(session.ui.overlay, OVERLAY_NONE);
    ck_assert_double_eq(rate_of(0), 0.25);
}
END_TEST

START_TEST(prompt_edits_utf8_by_characters)
{
    type(":a");
    key_press(&session, 0xF1);
    key_press(&session, 0x20AC);
    key_press(&session, 0x1F600);
    type("b");
    ck_assert_str_eq(line_edit_string(&session.ui.line), "a\xC3\xB1\xE2\x82\xAC\xF0\x9F\x98\x80"
                                        "b");
    key_press(&session, KEYS_LEFT);
    key_press(&session, KEYS_BACKSPACE);
    key_press(&session, KEYS_LEFT);
    key_press(&session, KEYS_DELETE);
    ck_assert_str_eq(line_edit_string(&session.ui.line), "a\xC3\xB1"
                                        "b");
    key_press(&session, KEYS_HOME);
    key_press(&session, KEYS_DELETE);
    key_press(&session, KEYS_END);
    type("c");
    ck_assert_str_eq(line_edit_string(&session.ui.line), "\xC3\xB1"
                                        "bc");
}
END_TEST

START_TEST(mistake_in_the_prompt_is_told)
{
    type(":lr -3");
    key_press(&session, KEYS_ENTER);
    ck_assert(session.ui.message_is_error);
    ck_assert_str_eq(session.ui.message, "lr is -3, but must be a number from 0");
    ck_assert_double_eq(rate_of(0), 0.1);
}
END_TEST

START_TEST(tab_completes_what_is_certain)
{
    type(":fo");
    key_press(&session, KEYS_TAB);
    ck_assert_str_eq(line_edit_string(&session.ui.line), "focus ");
    type("ad");
    key_press(&session, KEYS_TAB);
    ck_assert_str_eq(line_edit_string(&session.ui.line), "focus \"adam fast\" ");
    key_press(&session, KEYS_ESCAPE);
    type(":step 3; re");
    key_press(&session, KEYS_TAB);
    ck_assert_str_eq(line_edit_string(&session.ui.line), "step 3; re");
    ck_assert_str_eq(session.ui.message, "remove restart reload redraw ");
    type("s");
    key_press(&session, KEYS_TAB);
    ck_assert_str_eq(line_edit_string(&session.ui.line), "step 3; restart ");
    key_press(&session, KEYS_ESCAPE);
    type(":add gd \"name=adam slow\"");
    key_press(&session, KEYS_ENTER);
    type(":focus ad");
    key_press(&session, KEYS_TAB);
    ck_assert_str_eq(line_edit_string(&session.ui.line), "focus \"adam ");
    type("s");
    key_press(&session, KEYS_TAB);
    ck_assert_str_eq(line_edit_string(&session.ui.line), "focus \"adam slow\" ");
    key_press(&session, KEYS_ENTER);
    ck_assert_uint_eq(session.focus, 3);
    type(":set c");
    key_press(&session, KEYS_TAB);
    ck_assert_str_eq(line_edit_string(&session.ui.line), "set clip ");
}
END_TEST

START_TEST(menu_filters_and_chooses)
{
    type("omno");
    ck_assert_uint_eq(menu_count(&session), 0);
    key_press(&session, KEYS_ESCAPE);
    type("o");
    ck_assert_uint_eq(menu_count(&session), 3);
    type("no");
    ck_assert_uint_eq(menu_count(&session), 1);
    ck_assert_str_eq(menu_name(&session, 0), "noisy");
    key_press(&session, KEYS_ENTER);
    ck_assert_uint_eq(session.race.count, 2);
    type("m");
    key_press(&session, KEYS_DOWN);
    key_press(&session, KEYS_ENTER);
    ck_assert_uint_eq(session.race.count, 3);
    ck_assert_str_eq(session.race.runs[2]->settings.name, "sgd 2");
}
END_TEST

START_TEST(crosshair_chooses_a_start)
{
    type("s");
    key_press(&session, KEYS_RIGHT);
    key_press(&session, KEYS_UP);
    key_press(&session, KEYS_ENTER);
    ck_assert_double_eq_tol(session.race.runs[0]->start[0], 1.05, 1e-12);
    ck_assert_double_eq_tol(session.race.runs[0]->start[1], -0.9, 1e-12);
}
END_TEST

START_TEST(escape_closes_and_never_quits)
{
    const char *const openers[] = {"?", "o", "m", ":", "s", ""};
    for (size_t i = 0; i < ARRAY_LENGTH(openers); i++) {
        type(openers[i]);
        key_press(&session, KEYS_ESCAPE);
        ck_assert_int_eq(session.ui.overlay, OVERLAY_NONE);
        ck_assert_int_eq(session.request, REQUEST_NONE);
    }
    type("q");
    ck_assert_int_eq(session.request, REQUEST_QUIT);
}
END_TEST

START_TEST(next_and_previous_go_round_the_library)
{
    say("next");
    ck_assert_ptr_nonnull(strstr(session.scene.path, "lesson.scene"));
    say("previous; previous");
    ck_assert_ptr_nonnull(strstr(session.scene.path, "noisy.scene"));
}
END_TEST

START_TEST(saved_scene_reads_back_as_it_is_played)
{
    char line[256];
    snprintf(line, sizeof line, "step 3; lr 0.75; start 0.1 0.2; save %s/saved.scene", folder);
    say(line);
    struct scene scene;
    struct error err = {0};
    snprintf(line, sizeof line, "%s/saved.scene", folder);
    ck_assert_msg(scene_read(&scene, line, NULL, NULL, &err), "%s", err.text);
    ck_assert_double_eq(scene.optimizers[0].settings.hyper[HYPER_LR], 0.75);
    ck_assert_double_eq(scene.start[1], 0.2);
    scene_finish(&scene);
    unlink(line);
}
END_TEST

static TCase *group(Suite *suite, const char *name)
{
    TCase *tcase = tcase_create(name);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    suite_add_tcase(suite, tcase);
    return tcase;
}

static Suite *session_suite(void)
{
    Suite *suite = suite_create("session");
    TCase *time = group(suite, "time");
    tcase_add_test(time, steps_go_there_and_back);
    tcase_add_test(time, time_makes_updates_while_playing);
    tcase_add_test(time, playing_ends_with_the_scenes_steps_and_goes_on_when_asked);
    tcase_add_test(time, speed_moves_on_the_ladder);
    TCase *settings = group(suite, "settings");
    tcase_add_test(settings, rate_moves_on_the_ladder);
    tcase_add_test(settings, verbs_name_runs_by_name_letter_number_and_all);
    tcase_add_test(settings, star_makes_verbs_act_on_all);
    tcase_add_test(settings, any_setting_can_be_set);
    tcase_add_test(settings, batch_doubles_and_halves_up_to_n);
    tcase_add_test(settings, mistakes_change_nothing_and_say_what_would_help);
    TCase *runs = group(suite, "runs");
    tcase_add_test(runs, added_run_catches_up);
    tcase_add_test(runs, removed_run_is_gone_and_the_last_one_stays);
    tcase_add_test(runs, start_restarts_from_there_with_the_settings_as_they_are);
    tcase_add_test(runs, seed_changes_the_noise);
    TCase *undo = group(suite, "undo");
    tcase_add_test(undo, undo_brings_back_changes_and_the_future_they_cut);
    tcase_add_test(undo, undo_brings_back_runs_start_and_scene);
    tcase_add_test(undo, undo_does_not_hold_up_the_keys);
    TCase *way = group(suite, "way");
    tcase_add_test(way, change_on_the_way_is_made_at_one_step);
    tcase_add_test(way, escape_and_space_stop_a_long_way);
    tcase_add_test(way, line_waits_for_the_race_to_arrive);
    TCase *lessons = group(suite, "lessons");
    tcase_add_test(lessons, lessons_act_once_and_pause);
    tcase_add_test(lessons, restart_begins_a_lesson_again);
    tcase_add_test(lessons, lesson_acts_once_on_every_branch);
    tcase_add_test(lessons, mistake_in_a_lesson_is_known_before_it_is_reached);
    TCase *looking = group(suite, "looking");
    tcase_add_test(looking, lens_zooms_pans_and_comes_back);
    tcase_add_test(looking, undo_takes_back_a_whole_drag);
    tcase_add_test(looking, wheel_keeps_the_point_under_it);
    TCase *keys = group(suite, "keys");
    tcase_add_test(keys, every_key_says_a_line_that_is_understood);
    tcase_add_test(keys, prompt_plays_what_is_typed);
    tcase_add_test(keys, prompt_edits_utf8_by_characters);
    tcase_add_test(keys, mistake_in_the_prompt_is_told);
    tcase_add_test(keys, tab_completes_what_is_certain);
    tcase_add_test(keys, menu_filters_and_chooses);
    tcase_add_test(keys, crosshair_chooses_a_start);
    tcase_add_test(keys, escape_closes_and_never_quits);
    TCase *scenes = group(suite, "scenes");
    tcase_add_test(scenes, next_and_previous_go_round_the_library);
    tcase_add_test(scenes, saved_scene_reads_back_as_it_is_played);
    return suite;
}

int main(void)
{
    if (!mkdtemp(folder))
        return EXIT_FAILURE;
    const char *const folders[] = {folder, NULL};
    write_scene("bowl", bowl);
    write_scene("noisy", noisy);
    write_scene("lesson", lesson);
    library_init(&library, folders);

    const int status = suite_main(session_suite());

    for (size_t i = 0; i < library.count; i++)
        unlink(library.paths[i]);
    rmdir(folder);
    library_finish(&library);
    return status;
}
