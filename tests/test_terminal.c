/* The interactive program and its terminal, from end to end: sizes, stopping and ending with the
 * terminal given back, kinds of terminals and locales. */
#include "play_screen.h"

#include "base/mem.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A scene in the folder of the other; until the next call. */
static const char *beside(const char *name)
{
    static char path[4096];
    const char *slash = strrchr(scene, '/');
    snprintf(path, sizeof path, "%.*s%s", slash ? (int)(slash - scene + 1) : 0, scene, name);
    return path;
}

/* ---- sizes ---- */

START_TEST(the_screen_follows_the_terminals_size)
{
    start();
    screen_resize(screen, 40, 12);
    screen_expect(screen, " 0/400");
    screen_expect_gone(screen, "runs, best first");
    screen_expect(screen, "?:help");
    screen_resize(screen, 19, 5);
    screen_expect(screen, "too small");
    screen_resize(screen, 80, 24);
    screen_expect(screen, TITLE);
    screen_expect(screen, "> A gd");
    press("\033OC", "step 1/400");
}
END_TEST

/* Remains of other sizes may show the hints elsewhere. */
static void expect_hints_on_line(int line)
{
    for (int tries = 0; tries < 500 && !strstr(screen_line(screen, line), "?:help"); tries++)
        screen_shows(screen, "what never comes", 20);
    ck_assert_ptr_nonnull(strstr(screen_line(screen, line), "?:help"));
}

/* As a shell has them that was started in another terminal. */
START_TEST(the_environment_does_not_beat_the_terminals_size)
{
    const char *argv[] = {"sh", "-c", "LINES=5 COLUMNS=30 exec \"$@\"", "sh", program, scene, NULL};
    start_program(80, 24, argv, NULL);
    screen_expect(screen, TITLE);
    expect_hints_on_line(23);
    ck_assert_ptr_nonnull(strstr(screen_line(screen, 23), "o:scenes")); /* not within 30 columns */
    screen_resize(screen, 100, 30);
    expect_hints_on_line(29);
}
END_TEST

START_TEST(many_resizes_end_in_the_last_size)
{
    start();
    for (int i = 0; i < 200; i++)
        screen_resize(screen, 30 + i % 90, 8 + i % 30);
    screen_resize(screen, 100, 30);
    press("\033OC", "step 1/400");
    expect_hints_on_line(29);
}
END_TEST

/* ---- stopping and ending ---- */

START_TEST(a_stop_gives_the_terminal_back_and_fg_redraws)
{
    start();
    press("\033OC", "step 1/400");
    for (int i = 0; i < 2; i++) {
        screen_send(screen, "\032");
        screen_expect_stop(screen);
        expect_restored();
        size_t stopped = screen->log.length;
        screen_resume(screen);
        press("\033OC", i == 0 ? "step 2/400" : "step 3/400");
        ck_assert(screen->alternate && !screen->cursor_visible);
        ck_assert_int_eq(screen->mouse, VTERM_PROP_MOUSE_DRAG);
        ck_assert_ptr_nonnull(strstr(screen->log.data + stopped, "Rosenbrock"));
        screen_paste(screen, "q");
        screen_expect(screen, "pasted text is taken in the prompt alone");
    }
}
END_TEST

/* The shell goes on below the line on which fg was typed. */
START_TEST(the_cursor_is_where_the_shell_left_it)
{
    start();
    screen_send(screen, "\032");
    screen_expect_stop(screen);
    ssize_t written = write(screen->tty, "fg\r\n", 4);
    ck_assert_int_eq((int)written, 4);
    screen_expect(screen, "fg");
    screen_resume(screen);
    screen_expect(screen, TITLE);
    screen_send(screen, "q");
    expect_exit_code(0);
    VTermPos cursor;
    vterm_state_get_cursorpos(vterm_obtain_state(screen->vterm), &cursor);
    ck_assert_int_eq(cursor.row, 1);
}
END_TEST

/* The terminal tells only the program in the foreground. */
START_TEST(a_resize_during_a_stop_is_noticed)
{
    start();
    screen_send(screen, "\032");
    screen_expect_stop(screen);
    screen_resize(screen, 100, 30);
    screen_resume(screen);
    expect_hints_on_line(29);
}
END_TEST

START_TEST(sigstop_and_sigcont_keep_the_session)
{
    start();
    screen_signal(screen, SIGSTOP);
    screen_expect_stop(screen);
    size_t stopped = screen->log.length;
    screen_resume(screen);
    press("\033OC", "step 1/400");
    ck_assert_ptr_nonnull(strstr(screen->log.data + stopped, "Rosenbrock"));
}
END_TEST

START_TEST(q_quits_with_status_0)
{
    start();
    screen_send(screen, "q");
    expect_exit_code(0);
}
END_TEST

START_TEST(ctrl_c_ends_the_program)
{
    start();
    screen_send(screen, "\003");
    expect_killed_by(SIGINT);
    expect_restored();
}
END_TEST

/* Those that end a program by default, but SIGKILL; of the real-time ones the first and the last.
 */
static const int deadly[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGILL,  SIGTRAP,   SIGABRT,
                             SIGBUS,  SIGFPE,  SIGUSR1, SIGSEGV, SIGUSR2,   SIGPIPE,
                             SIGALRM, SIGTERM, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF,
                             SIGPOLL, SIGSYS,  0,       -1};

START_TEST(deadly_signals_give_the_terminal_back)
{
    const int number = deadly[_i] == 0 ? SIGRTMIN : deadly[_i] < 0 ? SIGRTMAX : deadly[_i];
    start();
    press("%%\033OC", "step 1/400");
    screen_signal(screen, number);
    expect_killed_by(number);
    expect_restored();
}
END_TEST

START_TEST(a_hang_up_ends_the_program)
{
    start();
    screen_hang_up(screen);
    expect_killed_by(SIGHUP);
}
END_TEST

START_TEST(the_end_of_input_ends_a_program_that_ignores_hang_ups)
{
    const char *argv[] = {"sh", "-c", "trap '' HUP; exec \"$@\"", "sh", program, scene, NULL};
    start_program(80, 24, argv, NULL);
    screen_expect(screen, TITLE);
    screen_hang_up(screen);
    expect_killed_by(SIGHUP);
}
END_TEST

/* User and system time of the program's first thread, in clock ticks; those of OpenBLAS spin for a
 * while when they start. */
static unsigned long cpu_time(void)
{
    char path[64], stat[1024];
    int pid = (int)screen->program;
    snprintf(path, sizeof path, "/proc/%d/task/%d/stat", pid, pid);
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    size_t length = fread(stat, 1, sizeof stat - 1, file);
    fclose(file);
    stat[length] = '\0';
    unsigned long user = 0, system = 0;
    const char *fields = strrchr(stat, ')'); /* the name may hold anything */
    ck_assert_ptr_nonnull(fields);
    ck_assert_int_eq(
        sscanf(fields + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system),
        2);
    return user + system;
}

/* Spinning for half a second would take some 50 ticks, and a third of that on a busy machine. */
START_TEST(paused_program_uses_no_cpu)
{
    start();
    press("\033OC", "step 1/400");
    unsigned long before = cpu_time();
    ck_assert(!screen_shows(screen, "what never comes", 500));
    ck_assert_uint_le(cpu_time() - before, 5);
}
END_TEST

/* ---- pasted text ---- */

#define REFUSAL "pasted text is taken in the prompt alone; : opens it"

/* What was sent so far is read alone. */
static void let_read(void)
{
    ck_assert(!screen_shows(screen, "what never comes", 100));
}

START_TEST(pasted_text_is_no_keys)
{
    static const char *const texts[] = {"nice quip", "q", "q\rq\nq\tq\001", "\033OA\033q\033[20q",
                                        "é"};
    start();
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        screen_paste(screen, texts[i]);
        screen_expect(screen, REFUSAL);
        press("\033OC", "step 1/400");
        press("\033OD", "step 0/400");
        screen_expect_gone(screen, REFUSAL);
    }
    press("s", "start at x = -1.2, y = 1,");
    screen_paste(screen, "l\r");
    press("\033OC", "start at x = -1.15, y = 1,");
}
END_TEST

START_TEST(text_is_pasted_into_the_prompt)
{
    start();
    press(":32", ":32");
    press("\033OH", ":32");
    screen_paste(screen, "ba\r\n\tt\001ch\177\377 ");
    screen_expect(screen, ":batch 32");
    screen_send(screen, "\033OF");
    screen_paste(screen, " sgd\r");
    screen_expect(screen, ":batch 32 sgd");
    press("\r", "B sgd: batch 32");
    press("o", "play a scene");
    screen_paste(screen, "zz\nzz");
    screen_expect(screen, "filter: zzzz");
}
END_TEST

START_TEST(pasted_text_may_come_in_pieces)
{
    static const char *const pieces[] = {"\033[20", "0",    "~\303", "\261\033[20",
                                         "x\033",   "[201", "~"};
    start();
    press(":", "Enter:do it");
    for (size_t i = 0; i < ARRAY_LENGTH(pieces); i++) {
        screen_send(screen, pieces[i]);
        let_read();
    }
    screen_expect(screen, ":\303\261[20x");
    press("\033", TITLE);
    press(":\033[200~batch\033[201~ 32 sgd\r", "B sgd: batch 32"); /* keys on both sides */
}
END_TEST

START_TEST(a_paste_whose_end_does_not_come_ends_by_itself)
{
    start();
    press(":", "Enter:do it");
    press("\033[200~batch 3", ":batch 3");
    press("2 sgd\r", "B sgd: batch 32");
    press("\033[201~\033OC", "step 1/400");
}
END_TEST

START_TEST(a_megabyte_is_pasted)
{
    struct text text = {0};
    while (text.length < 1 << 20)
        text_add(&text, "quit\nq\r\303\261");
    start();
    screen_paste(screen, text.data);
    screen_expect(screen, REFUSAL);
    press(":", "Enter:do it");
    screen_paste(screen, text.data);
    screen_expect(screen, "the pasted text is too long: the rest of it is left out");
    press("\r", "! no verb");
    press("\033OC", "step 1/400");
    text_finish(&text);
}
END_TEST

START_TEST(a_terminal_of_other_codes_is_not_asked_to_mark_pasted_text)
{
    start_with("TERM=vt52");
    screen_send(screen, "q");
    expect_exit_code(0);
    ck_assert_ptr_nonnull(strstr(text_string(&screen->log), "\033Y")); /* places the cursor */
    ck_assert_ptr_null(strstr(screen->log.data, "2004"));
}
END_TEST

/* ---- terminals and locales ---- */

static bool log_is_ascii(void)
{
    for (size_t i = 0; i < screen->log.length; i++)
        if ((unsigned char)screen->log.data[i] >= 0x80)
            return false;
    return true;
}

/* Whether any "ESC [ ... m" sets a colour: 30 to 49 or 90 to 107 among its numbers. */
static bool log_has_colors(void)
{
    for (const char *at = text_string(&screen->log); (at = strstr(at, "\033[")); at++) {
        const char *end = at + 2 + strspn(at + 2, "0123456789;:");
        if (*end != 'm')
            continue;
        for (const char *number = at + 2; number < end; number += strcspn(number, ";:m") + 1) {
            long value = strtol(number, NULL, 10);
            if ((value >= 30 && value < 50) || (value >= 90 && value < 108))
                return true;
        }
    }
    return false;
}

START_TEST(colours_are_256_by_default)
{
    start();
    press("\033OC", "step 1/400");
    ck_assert(log_has_colors());
    ck_assert_ptr_nonnull(strstr(screen->log.data, "38;5;"));
    ck_assert(!log_is_ascii());
}
END_TEST

START_TEST(no_color_means_no_colour)
{
    start_with("NO_COLOR=1");
    screen_expect(screen, TITLE);
    press("\033OC", "step 1/400");
    screen_send(screen, "q");
    expect_exit_code(0);
    ck_assert(!log_has_colors());
}
END_TEST

START_TEST(in_the_c_locale_everything_is_ascii)
{
    start_with("LC_ALL=C");
    screen_expect(screen, TITLE);
    press("?", "Esc:close");
    press("\033", TITLE);
    press("\033OC", "step 1/400");
    screen_send(screen, "\303\251"); /* and such keys do no harm */
    press("\033OC", "step 2/400");
    ck_assert(log_is_ascii());
}
END_TEST

/* A Latin-1 terminal would show each byte of UTF-8 as a letter. */
START_TEST(in_a_latin_1_locale_everything_is_ascii)
{
    const char *folder = getenv("THALWEG_LATIN"), *wide[] = {program, beside("wide.scene"), NULL};
    char locpath[4096];
    snprintf(locpath, sizeof locpath, "LOCPATH=%s", folder ? folder : "");
    const char *env[] = {locpath, "LC_ALL=es_ES.ISO-8859-1", NULL};
    if (!folder)
        return;
    screen = screen_start(80, 24, wide, env);
    screen_expect(screen, "?:help");
    press("?", "Esc:close");
    press("\033", "step 0/40");
    screen_send(screen, "\351"); /* a letter that this keyboard has */
    press("\033OC", "step 1/40");
    screen_send(screen, "\2351;q\007"); /* and an OSC whose first byte is its own */
    press("\033OC", "step 2/40");
    ck_assert(log_is_ascii());
}
END_TEST

/* ---- wide characters ---- */

static uint32_t glyph_at(int row, int column)
{
    VTermScreenCell cell;
    vterm_screen_get_cell(vterm_obtain_screen(screen->vterm), (VTermPos){.row = row, .col = column},
                          &cell);
    return cell.chars[0];
}

static int row_with(const char *text)
{
    for (int row = 0; row < screen->rows; row++)
        if (strstr(screen_line(screen, row), text))
            return row;
    ck_abort_msg("no %s:\n%s", text, screen_dump(screen));
    return -1;
}

/* In the list of runs, what stands behind a wide name is where it is behind a narrow one, and what
 * is painted bit by bit is the same as painted at once. */
START_TEST(wide_characters_take_two_columns)
{
    const char *argv[] = {program, beside("wide.scene"), NULL};
    start_program(80, 24, argv, NULL);
    screen_expect(screen, "\u7537\u3068\u5973 \U0001f600");
    screen_expect(screen, "B \u5973x\u5973");
    const int first = row_with("A \u7537 "), second = row_with("B \u5973x\u5973");
    int border = 2;
    while (border < screen->cols && glyph_at(first, border) != 0x2502 &&
           glyph_at(first, border) != 0x2503)
        border++;
    ck_assert_int_lt(border, screen->cols);
    ck_assert_uint_eq(glyph_at(second, border), glyph_at(first, border));
    press("\t", "> B");
    press("v", "step 0/40");
    press("v", "A \u7537 ");
    press("?", "Esc:close");
    press("\033", "step 0/40");
    press("\033OC", "step 1/40");
    press("\033OC", "step 2/40");
    press("\033OD", "step 1/40");
    ck_assert(!screen_shows(screen, "what never comes", 200)); /* the frame is whole */
    char *before = mem_string(screen_dump(screen));
    screen_send(screen, "\f");
    press("\033OC", "step 2/40");
    press("\033OD", "step 1/40");
    for (int tries = 0; tries < 500 && strcmp(screen_dump(screen), before) != 0; tries++)
        screen_shows(screen, "what never comes", 20);
    if (strcmp(screen_dump(screen), before) != 0) {
        fprintf(stderr, "%s%s", before, screen_dump(screen));
        ck_abort_msg("not the same");
    }
    free(before);
}
END_TEST

START_TEST(wide_characters_are_typed_and_deleted)
{
    start();
    press(":add gd name=\u7537\u5973", ":add gd name=\u7537\u5973");
    press("\033[D\177x", ":add gd name=x\u5973");
    press("\033[F\u6f22\r", "C x\u5973\u6f22");
}
END_TEST

START_TEST(blocks_asked_for_in_the_c_locale_are_not_drawn)
{
    const char *argv[] = {program, "--glyphs=braille", scene, NULL};
    start_program(80, 24, argv, "LC_ALL=C");
    screen_expect(screen, TITLE);
    ck_assert(!screen_shows(screen, "??", 0));
    screen_expect(screen, "+ runs");
}
END_TEST

START_TEST(a_vt100_is_enough)
{
    start_with("TERM=vt100");
    screen_expect(screen, TITLE);
    press("\033OC", "step 1/400");
    screen_send(screen, "q");
    expect_exit_code(0);
    ck_assert(log_is_ascii() && !log_has_colors());
}
END_TEST

START_TEST(linux_console_gets_no_block_glyphs)
{
    start_with("TERM=linux");
    screen_expect(screen, TITLE);
    press("\033[C", "step 1/400");
    press("\033[[A", "one update of every run");
    screen_send(screen, "\033");
    screen_expect_gone(screen, "one update of every run"); /* or this would be Alt-q */
    screen_send(screen, "q");
    expect_exit_code(0);
    ck_assert(log_is_ascii() && log_has_colors());
}
END_TEST

START_TEST(a_dumb_terminal_is_refused)
{
    start_with("TERM=dumb");
    expect_exit_code(2);
    ck_assert(screen_shows(screen, "thalweg: the terminal 'dumb' (TERM) cannot place", 0));
    ck_assert_ptr_null(strstr(screen->log.data, "\033[?1049h"));
}
END_TEST

START_TEST(an_unknown_terminal_is_taken_for_an_xterm)
{
    static const char *const terms[] = {"TERM=no-such-terminal", "TERM=", "TERM"};
    for (size_t i = 0; i < ARRAY_LENGTH(terms); i++) {
        start_with(terms[i]);
        screen_expect(screen, TITLE);
        press("\033OC", "step 1/400");
        screen_send(screen, "q");
        expect_exit_code(0);
        finish();
    }
}
END_TEST

static void add_terminal(Suite *suite)
{
    TCase *terminal = tcase_create("terminal");
    tcase_add_checked_fixture(terminal, NULL, finish);
    tcase_set_timeout(terminal, 60);
    tcase_add_test(terminal, the_screen_follows_the_terminals_size);
    tcase_add_test(terminal, the_environment_does_not_beat_the_terminals_size);
    tcase_add_test(terminal, many_resizes_end_in_the_last_size);
    tcase_add_test(terminal, a_stop_gives_the_terminal_back_and_fg_redraws);
    tcase_add_test(terminal, the_cursor_is_where_the_shell_left_it);
    tcase_add_test(terminal, a_resize_during_a_stop_is_noticed);
    tcase_add_test(terminal, sigstop_and_sigcont_keep_the_session);
    tcase_add_test(terminal, q_quits_with_status_0);
    tcase_add_test(terminal, ctrl_c_ends_the_program);
    tcase_add_loop_test(terminal, deadly_signals_give_the_terminal_back, 0,
                        (int)ARRAY_LENGTH(deadly));
    tcase_add_test(terminal, a_hang_up_ends_the_program);
    tcase_add_test(terminal, the_end_of_input_ends_a_program_that_ignores_hang_ups);
    tcase_add_test(terminal, paused_program_uses_no_cpu);
    tcase_add_test(terminal, pasted_text_is_no_keys);
    tcase_add_test(terminal, text_is_pasted_into_the_prompt);
    tcase_add_test(terminal, pasted_text_may_come_in_pieces);
    tcase_add_test(terminal, a_paste_whose_end_does_not_come_ends_by_itself);
    tcase_add_test(terminal, a_megabyte_is_pasted);
    tcase_add_test(terminal, a_terminal_of_other_codes_is_not_asked_to_mark_pasted_text);
    tcase_add_test(terminal, colours_are_256_by_default);
    tcase_add_test(terminal, no_color_means_no_colour);
    tcase_add_test(terminal, in_the_c_locale_everything_is_ascii);
    tcase_add_test(terminal, in_a_latin_1_locale_everything_is_ascii);
    tcase_add_test(terminal, wide_characters_take_two_columns);
    tcase_add_test(terminal, wide_characters_are_typed_and_deleted);
    tcase_add_test(terminal, blocks_asked_for_in_the_c_locale_are_not_drawn);
    tcase_add_test(terminal, a_vt100_is_enough);
    tcase_add_test(terminal, linux_console_gets_no_block_glyphs);
    tcase_add_test(terminal, a_dumb_terminal_is_refused);
    tcase_add_test(terminal, an_unknown_terminal_is_taken_for_an_xterm);
    suite_add_tcase(suite, terminal);
}

int main(int argc, char **argv)
{
    Suite *suite = suite_create("terminal");
    add_terminal(suite);
    return play_screen_run(suite, argc, argv);
}
