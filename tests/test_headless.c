/* Requests to the program around a session, and sessions played without a screen. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/headless.h"
#include "app/request.h"
#include "base/mem.h"
#include "session/verb.h"
#include "suite.h"

static char folder[] = "/tmp/thalweg-headless-XXXXXX";
static char file[sizeof folder + 16];
static struct library library;
static struct session session;

static void set_up(void)
{
    struct scene scene;
    struct error err = {0};
    ck_assert_msg(scene_read(&scene, SCENES "/rosenbrock.scene", NULL, NULL, &err) &&
                      session_init(&session, &scene, &library, "en", &err),
                  "%s", err.text);
}

static void tear_down(void)
{
    session_finish(&session);
    unlink(file);
}

static bool is_written(void)
{
    return access(file, F_OK) == 0;
}

/* ---- requests ---- */

static enum request handle(const char *line, struct error *err)
{
    ck_assert_msg(verb_play(&session, line, err), "%s", err->text);
    const enum request request = request_handle(&session, err);
    ck_assert_int_eq(session.request, REQUEST_NONE);
    return request;
}

START_TEST(what_only_a_screen_can_do_is_returned)
{
    struct error err = {0};
    ck_assert_int_eq(handle("arrows", &err), REQUEST_NONE);
    ck_assert_int_eq(handle("redraw", &err), REQUEST_REDRAW);
    ck_assert_int_eq(handle("quit", &err), REQUEST_QUIT);
    ck_assert_int_eq(err.kind, ERROR_NONE);
}
END_TEST

START_TEST(export_is_written)
{
    struct error err = {0};
    char line[64];
    snprintf(line, sizeof line, "export %s", file);
    ck_assert_int_eq(handle(line, &err), REQUEST_EXPORT);
    ck_assert_msg(err.kind == ERROR_NONE, "%s", err.text);
    ck_assert(is_written());
    ck_assert_str_eq(session.request_path, file);
}
END_TEST

START_TEST(export_that_fails_leaves_its_error)
{
    struct error err = {0};
    ck_assert_int_eq(handle("export rows.xyz", &err), REQUEST_EXPORT);
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_ptr_nonnull(strstr(err.text, "rows.xyz"));
}
END_TEST

/* ---- without a screen ---- */

static bool go_on(void *context, double share)
{
    (void)context, (void)share;
    return true;
}

static const struct progress progress = {.go_on = go_on};

static bool play(const char *line, bool *quit, struct error *err)
{
    const struct words lines = {.at = &line, .count = 1};
    return headless_verbs(&session, &lines, &progress, quit, err);
}

START_TEST(line_goes_on_after_an_export)
{
    struct error err = {0};
    bool quit;
    char line[128];
    snprintf(line, sizeof line, "step 2; redraw; export %s; step 3", file);
    ck_assert_msg(play(line, &quit, &err), "%s", err.text);
    ck_assert(!quit);
    ck_assert(is_written());
    ck_assert_uint_eq(session.race.step, 5);
}
END_TEST

START_TEST(quit_ends_the_line)
{
    struct error err = {0};
    bool quit;
    ck_assert_msg(play("step 2; quit; step 3", &quit, &err), "%s", err.text);
    ck_assert(quit);
    ck_assert_uint_eq(session.race.step, 2);
}
END_TEST

START_TEST(mistakes_end_the_line_wherever_they_are)
{
    static const char *const lines[] = {"step 2 3", "step 2; lr -1; step 3",
                                        "step 2; export rows.xyz; step 3", "export rows.xyz"};
    for (size_t i = 0; i < ARRAY_LENGTH(lines); i++) {
        struct error err = {0};
        bool quit;
        session_halt(&session); /* what the last line left */
        ck_assert_msg(!play(lines[i], &quit, &err), "%s", lines[i]);
        ck_assert_msg(strncmp(err.text, "--do: ", 6) == 0, "%s: %s", lines[i], err.text);
    }
    ck_assert_uint_eq(session.race.step, 4);
}
END_TEST

START_TEST(what_a_scene_requests_as_it_is_opened_is_dropped)
{
    struct error err = {0};
    bool quit = true;
    session.request = REQUEST_QUIT;
    ck_assert(headless_verbs(&session, &(struct words){0}, &progress, &quit, &err));
    ck_assert(!quit);
    ck_assert_int_eq(session.request, REQUEST_NONE);
}
END_TEST

START_TEST(session_is_played_to_its_end)
{
    struct error err = {0};
    ck_assert_msg(headless_finish(&session, &progress, &err), "%s", err.text);
    ck_assert_uint_eq(session.race.step, race_end(&session.race));
}
END_TEST

int main(void)
{
    if (!mkdtemp(folder))
        return EXIT_FAILURE;
    snprintf(file, sizeof file, "%s/rows.csv", folder);
    Suite *suite = suite_create("headless");
    TCase *tcase = tcase_create("headless");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, what_only_a_screen_can_do_is_returned);
    tcase_add_test(tcase, export_is_written);
    tcase_add_test(tcase, export_that_fails_leaves_its_error);
    tcase_add_test(tcase, line_goes_on_after_an_export);
    tcase_add_test(tcase, quit_ends_the_line);
    tcase_add_test(tcase, mistakes_end_the_line_wherever_they_are);
    tcase_add_test(tcase, what_a_scene_requests_as_it_is_opened_is_dropped);
    tcase_add_test(tcase, session_is_played_to_its_end);
    suite_add_tcase(suite, tcase);
    const int status = suite_main(suite);
    rmdir(folder);
    return status;
}
