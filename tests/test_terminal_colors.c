/* The interactive program on terminals of few and many colours, and time that passes while it is
 * stopped. */
#include "play_screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Terminals that not every system knows: one of direct colours, and one with enough pairs of
 * colours for a picture (about 50, and curses loses 30 when they are reset), but not for all
 * themes. */
static const char terminals[] =
    "xterm-direct,\n"
    "\tRGB, colors#0x1000000, pairs#0x7fff, op=\\E[39;49m,\n"
    "\tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e38\\:2\\:\\:%p1%{65536}%/%d\\:%p1%{256}%/%{255}%&%d\\:"
    "%p1%{255}%&%d%;m,\n"
    "\tsetab=\\E[%?%p1%{8}%<%t4%p1%d%e48\\:2\\:\\:%p1%{65536}%/%d\\:%p1%{256}%/%{255}%&%d\\:"
    "%p1%{255}%&%d%;m,\n"
    "\tuse=xterm-256color,\n"
    "few-pairs,\n"
    "\tpairs#81, use=xterm-256color,\n";

static char folder[] = "/tmp/thalweg-terminfo-XXXXXX";

static void make_terminals(void)
{
    char path[64], command[256];
    snprintf(path, sizeof path, "%s/source", folder);
    FILE *file = fopen(path, "w");
    snprintf(command, sizeof command, "tic -x -o '%s' '%s'", folder, path);
    if (!file || fputs(terminals, file) == EOF || fclose(file) != 0 || system(command) != 0)
        perror(path);
}

static void remove_terminals(void)
{
    char command[64];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    if (system(command) != 0)
        perror(folder);
}

/* thalweg with these terminals, and two more variables of the environment or NULL. */
static void start_among(const char *first, const char *second)
{
    char terminfo[64];
    const char *argv[8] = {"env", terminfo};
    size_t count = 2;
    snprintf(terminfo, sizeof terminfo, "TERMINFO=%s", folder);
    if (first)
        argv[count++] = first;
    if (second)
        argv[count++] = second;
    argv[count++] = program;
    argv[count] = scene;
    start_program(80, 24, argv, NULL);
    screen_expect(screen, TITLE);
    screen_expect(screen, "?:help");
}

/* tmux and screen hand the variable on from the terminal that they hide. */
static const struct {
    const char *first, *second;
    bool direct;
} environments[] = {
    {NULL, NULL, false},
    {"COLORTERM=truecolor", NULL, true},
    {"COLORTERM=24bit", NULL, true},
    {"COLORTERM=yes", NULL, false},
    {"COLORTERM=truecolor", "TMUX=/tmp/tmux-1000/default,1,0", false},
    {"COLORTERM=truecolor", "TERM=screen-256color", false},
    {"COLORTERM=truecolor", "TERM=tmux-256color", false},
};

START_TEST(colorterm_is_believed_outside_of_tmux_alone)
{
    start_among(environments[_i].first, environments[_i].second);
    const bool direct = strstr(text_string(&screen->log), "48:2::") != NULL;
    ck_assert_int_eq(direct, environments[_i].direct);
}
END_TEST

/* Without a pair of its own a cell has the terminal's colours. */
static bool is_colored(int row, int column)
{
    VTermScreenCell cell;
    vterm_screen_get_cell(vterm_obtain_screen(screen->vterm), (VTermPos){.row = row, .col = column},
                          &cell);
    return !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
}

START_TEST(colour_pairs_do_not_run_out)
{
    char step[32];
    start_among("TERM=few-pairs", NULL);
    for (int i = 1; i <= 6; i++) { /* round the four themes, and on to the third */
        press("t", "theme: ");
        snprintf(step, sizeof step, "step %d/400", i);
        press("\033OC", step);
    }
    screen_expect_gone(screen, "theme: ");
    int plain = 0;
    for (int row = 0; row < screen->rows; row++)
        for (int column = 0; column < screen->cols; column++)
            plain += !is_colored(row, column);
    ck_assert_msg(plain == 0, "%d cells have no colour\n%s", plain, screen_dump(screen));
}
END_TEST

/* The step on the status line. */
static long shown_step(void)
{
    for (int row = 0; row < 24; row++) {
        const char *at = strstr(screen_line(screen, row), "step ");
        const char *slash = at ? strstr(at, "/400") : NULL;
        if (slash)
            return strtol(at + 5, NULL, 10);
    }
    return -1;
}

/* Three seconds at 20 updates a second would be 60. */
START_TEST(race_does_not_leap_after_a_stop)
{
    start();
    press(" ", "20/s");
    screen_expect_gone(screen, "paused");
    const long before = shown_step();
    screen_send(screen, "\032");
    screen_expect_stop(screen);
    screen_shows(screen, "what never comes", 3000);
    screen_resume(screen);
    screen_expect(screen, "?:help");
    press(" ", "paused");
    const long after = shown_step();
    ck_assert_int_ge(before, 0);
    ck_assert_msg(after >= before && after < before + 45, "from %ld to %ld", before, after);
}
END_TEST

int main(int argc, char **argv)
{
    Suite *suite = suite_create("terminal_colors");
    TCase *tests = tcase_create("terminal");
    tcase_add_checked_fixture(tests, NULL, finish);
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, colorterm_is_believed_outside_of_tmux_alone, 0,
                        sizeof environments / sizeof *environments);
    tcase_add_test(tests, colour_pairs_do_not_run_out);
    tcase_add_test(tests, race_does_not_leap_after_a_stop);
    suite_add_tcase(suite, tests);
    if (!mkdtemp(folder))
        return EXIT_FAILURE;
    make_terminals();
    const int status = play_screen_run(suite, argc, argv);
    remove_terminals();
    return status;
}
