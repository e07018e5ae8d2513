/* The end-to-end harness itself, with the shell for a program. */
#include "screen.h"
#include "suite.h"

#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static struct screen *screen;

static void start(const char *script)
{
    const char *argv[] = {"sh", "-c", script, NULL};
    screen = screen_start(80, 24, argv, NULL);
}

static void finish(void)
{
    screen_destroy(screen);
    screen = NULL;
}

static void expect_exit_code(int code)
{
    int status = screen_expect_exit(screen);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), code);
}

START_TEST(what_is_written_is_shown)
{
    start("printf 'one\\n  two \\342\\226\\200\\342\\243\\277\\033[20;70Hfar'; read x");
    screen_expect(screen, "far");
    ck_assert_str_eq(screen_line(screen, 0), "one");
    ck_assert_str_eq(screen_line(screen, 1), "  two \u2580\u28ff");
    ck_assert_str_eq(screen_line(screen, 2), "");
    ck_assert_ptr_nonnull(strstr(screen_dump(screen), "| one\n|   two"));
    ck_assert_ptr_nonnull(strstr(screen_dump(screen), "80x24, normal screen, cursor visible"));
}
END_TEST

START_TEST(what_is_not_written_is_not_shown)
{
    start("echo here; read x");
    screen_expect(screen, "here");
    ck_assert(!screen_shows(screen, "elsewhere", 0));
    ck_assert(!screen_shows(screen, "elsewhere", 20));
}
END_TEST

START_TEST(keys_reach_the_program)
{
    start("read x; echo \"<$x>\"; read x; clear; exit 3");
    screen_send(screen, "abc\n");
    screen_expect(screen, "<abc>");
    screen_send(screen, "\n");
    screen_expect_gone(screen, "<abc>");
    expect_exit_code(3);
}
END_TEST

START_TEST(more_keys_than_the_terminal_holds_reach_the_program)
{
    char keys[20001];
    memset(keys, 'k', sizeof keys - 1);
    keys[sizeof keys - 1] = '\0';
    start("stty raw -echo; echo ready; dd bs=1 count=20000 2>&- | wc -c");
    screen_expect(screen, "ready");
    screen_send(screen, keys);
    screen_expect(screen, "20000");
}
END_TEST

START_TEST(queries_are_answered)
{
    start("stty raw -echo; printf '\\033[5;9H\\033[6n'; dd bs=1 count=6 2>&- | od -An -c");
    screen_expect(screen, "033   [   5   ;   9   R");
}
END_TEST

START_TEST(the_environment_is_the_tests_own)
{
    const char *argv[] = {"sh", "-c", "echo \"$TERM,$LC_ALL,${TMUX-no},$A,${HOME-no}.\"", NULL};
    const char *env[] = {"A=b=c", "HOME", NULL};
    setenv("TMUX", "from outside", 1);
    screen = screen_start(80, 24, argv, env);
    screen_expect(screen, "xterm-256color,C.UTF-8,no,b=c,no.");
}
END_TEST

START_TEST(the_state_of_the_terminal_is_followed)
{
    start("printf '\\033[?1049h\\033[?25l\\033[?1002h\\033[?1006hin'; read x;"
          "printf '\\033[?1006l\\033[?1002l\\033[?25h\\033[?1049l'");
    screen_expect(screen, "in");
    ck_assert(screen->alternate && !screen->cursor_visible);
    ck_assert_int_eq(screen->mouse, VTERM_PROP_MOUSE_DRAG);
    screen_send(screen, "\n");
    expect_exit_code(0);
    ck_assert(!screen->alternate && screen->cursor_visible);
    ck_assert_int_eq(screen->mouse, VTERM_PROP_MOUSE_NONE);
    ck_assert_ptr_nonnull(strstr(text_string(&screen->log), "\033[?1006l\033[?1002l"));
}
END_TEST

START_TEST(modes_left_behind_are_seen)
{
    start("stty raw -echo; echo raw; dd bs=1 count=1 2>&-; stty sane; echo sane; read x");
    screen_expect(screen, "raw");
    ck_assert(!screen_modes_restored(screen));
    finish();
    start("modes=$(stty -g); stty raw -echo; stty $modes; echo restored");
    expect_exit_code(0);
    ck_assert(screen_modes_restored(screen));
}
END_TEST

START_TEST(a_resize_reaches_the_program)
{
    start("trap 'stty size' WINCH; stty size; while :; do sleep 0.02; done");
    screen_expect(screen, "24 80");
    screen_resize(screen, 100, 30);
    screen_expect(screen, "30 100");
    screen_resize(screen, 40, 12);
    screen_expect(screen, "12 40");
}
END_TEST

START_TEST(a_suspended_program_goes_on)
{
    start("echo ready; read x; echo \"<$x>\"; read x");
    screen_expect(screen, "ready");
    for (int i = 0; i < 2; i++) {
        screen_send(screen, "\032");
        screen_expect_stop(screen);
        ck_assert_int_eq(WSTOPSIG(screen->status), SIGTSTP);
        screen_resume(screen);
    }
    screen_send(screen, "on\n");
    screen_expect(screen, "<on>");
    ck_assert(!screen->stopped);
}
END_TEST

START_TEST(a_signal_ends_the_program)
{
    start("echo ready; read x");
    screen_expect(screen, "ready");
    screen_signal(screen, SIGTERM);
    int status = screen_expect_exit(screen);
    ck_assert(WIFSIGNALED(status));
    ck_assert_int_eq(WTERMSIG(status), SIGTERM);
}
END_TEST

START_TEST(a_hang_up_reaches_the_program)
{
    start("trap 'exit 7' HUP; echo ready; while :; do sleep 0.02; done");
    screen_expect(screen, "ready");
    screen_hang_up(screen);
    expect_exit_code(7);
}
END_TEST

START_TEST(a_suspended_program_can_be_destroyed)
{
    start("echo ready; read x");
    screen_expect(screen, "ready");
    screen_send(screen, "\032");
    screen_expect_stop(screen);
}
END_TEST

/* 300 KB are more than any buffer on the way; the end of it must not be lost when the program is
 * gone before it is read. */
START_TEST(all_that_was_written_before_the_exit_is_shown)
{
    start("yes 0123456789 | head -c 300000; echo; echo last");
    expect_exit_code(0);
    ck_assert(screen_shows(screen, "last", 0));
    const char *log = text_string(&screen->log);
    ck_assert_uint_gt(screen->log.length, 300000);
    ck_assert_str_eq(log + screen->log.length - 6, "last\r\n");
}
END_TEST

START_TEST(a_repeat_before_any_glyph_does_not_hang)
{
    start("printf '\\033[3b\\r\\nalive'; read x");
    screen_expect(screen, "alive");
}
END_TEST

START_TEST(a_missing_program_exits_with_127)
{
    const char *argv[] = {"./no-such-program", NULL};
    screen = screen_start(80, 24, argv, NULL);
    expect_exit_code(127);
}
END_TEST

static Suite *screen_suite(void)
{
    Suite *suite = suite_create("screen");
    TCase *harness = tcase_create("harness");
    tcase_add_checked_fixture(harness, NULL, finish);
    tcase_set_timeout(harness, 60);
    tcase_add_test(harness, what_is_written_is_shown);
    tcase_add_test(harness, what_is_not_written_is_not_shown);
    tcase_add_test(harness, keys_reach_the_program);
    tcase_add_test(harness, more_keys_than_the_terminal_holds_reach_the_program);
    tcase_add_test(harness, queries_are_answered);
    tcase_add_test(harness, the_environment_is_the_tests_own);
    tcase_add_test(harness, the_state_of_the_terminal_is_followed);
    tcase_add_test(harness, modes_left_behind_are_seen);
    tcase_add_test(harness, a_resize_reaches_the_program);
    tcase_add_test(harness, a_suspended_program_goes_on);
    tcase_add_test(harness, a_signal_ends_the_program);
    tcase_add_test(harness, a_hang_up_reaches_the_program);
    tcase_add_test(harness, a_suspended_program_can_be_destroyed);
    tcase_add_test(harness, all_that_was_written_before_the_exit_is_shown);
    tcase_add_test(harness, a_repeat_before_any_glyph_does_not_hang);
    tcase_add_test(harness, a_missing_program_exits_with_127);
    suite_add_tcase(suite, harness);
    return suite;
}

int main(void)
{
    return suite_main(screen_suite());
}
