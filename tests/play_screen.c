#include "play_screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

struct screen *screen;
const char *program, *scene;

void start_program(int columns, int rows, const char *const argv[], const char *variable)
{
    char locales[4096];
    const char *path = getenv("LOCPATH");
    snprintf(locales, sizeof locales, "LOCPATH=%s", path ? path : "");
    const char *spanish[] = {locales, "LC_ALL=es_ES.UTF-8", variable, NULL};
    const char *usual[] = {variable, NULL};
    screen = screen_start(columns, rows, argv, path ? spanish : usual);
}

void start_with(const char *variable)
{
    const char *argv[] = {program, scene, NULL};
    start_program(80, 24, argv, variable);
}

void start(void)
{
    start_with(NULL);
    screen_expect(screen, TITLE);
    screen_expect(screen, "?:help"); /* the last line */
}

void finish(void)
{
    screen_destroy(screen);
    screen = NULL;
}

void press(const char *keys, const char *expected)
{
    screen_send(screen, keys);
    screen_expect(screen, expected);
}

/* Where `bytes` were written last; 0 where they never were. */
static size_t last_written(const char *bytes)
{
    const char *log = text_string(&screen->log);
    size_t last = 0;
    for (const char *at = log; (at = strstr(at, bytes)); at++)
        last = (size_t)(at - log) + 1;
    return last;
}

void expect_restored(void)
{
    ck_assert(screen_modes_restored(screen));
    ck_assert(!screen->alternate);
    ck_assert(screen->cursor_visible);
    /* libvterm shows the cursor again when the alternate screen is left; others do not. */
    ck_assert_uint_ge(last_written("\033[?25h"), last_written("\033[?25l"));
    ck_assert_int_eq(screen->mouse, VTERM_PROP_MOUSE_NONE);
    ck_assert_uint_ge(last_written("\033[?2004l"), last_written("\033[?2004h"));
}

void expect_exit_code(int code)
{
    int status = screen_expect_exit(screen);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), code);
    expect_restored();
}

void expect_killed_by(int signal_number)
{
    int status = screen_expect_exit(screen);
    ck_assert(WIFSIGNALED(status));
    ck_assert_int_eq(WTERMSIG(status), signal_number);
}

int play_screen_run(Suite *suite, int argc, char **argv)
{
    if (argc != 3)
        return 2;
    program = argv[1];
    scene = argv[2];
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
