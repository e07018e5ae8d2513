/* The prompt's lines between sessions: what is written where, and what is not. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/history_file.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "suite.h"

static char root[] = "/tmp/thalweg-history-XXXXXX";
static char folder[sizeof root + 32], path[sizeof folder + 32];

/* Lines entered in a session of their own. */
static void enter(size_t count, const char *const *lines)
{
    struct prompt_history history = {0};
    history_load(&history);
    for (size_t i = 0; i < count; i++)
        prompt_history_add(&history, lines[i]);
    history_keep(&history);
    prompt_history_finish(&history);
}

static void enter_one(const char *line)
{
    enter(1, &line);
}

static void write_file(const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static void expect_file(const char *expected)
{
    struct text text = {0};
    struct error err = {0};
    ck_assert_msg(file_read(path, 1u << 22, &text, &err), "%s", err.text);
    ck_assert_str_eq(text_string(&text), expected);
    text_finish(&text);
}

static void set_up(void)
{
    setenv("XDG_STATE_HOME", root, 1);
    snprintf(folder, sizeof folder, "%s/thalweg", root);
    snprintf(path, sizeof path, "%s/history", folder);
}

static void tear_down(void)
{
    unlink(path);
    rmdir(folder);
}

START_TEST(lines_are_there_in_the_next_session)
{
    static const char *const lines[] = {"step", "step", "lr 0.1"};
    struct prompt_history history = {0};
    enter(ARRAY_LENGTH(lines), lines);
    expect_file("step\nlr 0.1\n");
    history_load(&history);
    ck_assert_uint_eq(history.count, 2);
    ck_assert_str_eq(prompt_history_older(&history, ""), "lr 0.1");
    prompt_history_finish(&history);
    enter_one("lr 0.1");
    enter_one("undo");
    expect_file("step\nlr 0.1\nundo\n");
}
END_TEST

START_TEST(file_is_its_owners_alone)
{
    struct stat status;
    enter_one("step");
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0600);
    ck_assert_int_eq(chmod(path, 0644), 0);
    enter_one("undo");
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0600);
}
END_TEST

START_TEST(nothing_is_written_where_nothing_was_entered)
{
    enter(0, NULL);
    ck_assert_int_ne(access(folder, F_OK), 0);
}
END_TEST

START_TEST(two_sessions_at_once_lose_no_line)
{
    struct prompt_history a = {0}, b = {0};
    enter_one("first");
    history_load(&a);
    history_load(&b);
    prompt_history_add(&a, "of a");
    history_keep(&a);
    prompt_history_add(&b, "of b");
    history_keep(&b);
    prompt_history_add(&a, "of a again");
    history_keep(&a);
    history_keep(&b);
    expect_file("first\nof a\nof b\nof a again\n");
    prompt_history_finish(&a);
    prompt_history_finish(&b);
}
END_TEST

START_TEST(processes_at_once_lose_no_line)
{
    enum { PROCESSES = 4, LINES = 20 };
    for (int p = 0; p < PROCESSES; p++) {
        if (fork() != 0)
            continue;
        for (int i = 0; i < LINES; i++) {
            struct prompt_history history = {0};
            char line[32];
            snprintf(line, sizeof line, "step %d%02d", p, i);
            prompt_history_add(&history, line);
            while (history.kept < history.count) /* others hold the folder */
                history_keep(&history);
            prompt_history_finish(&history);
        }
        _exit(0);
    }
    while (wait(NULL) > 0)
        ;
    struct prompt_history history = {0};
    history_load(&history);
    ck_assert_uint_eq(history.count, PROCESSES * LINES);
    prompt_history_finish(&history);
}
END_TEST

START_TEST(newest_lines_are_kept)
{
    struct prompt_history history = {0};
    for (int i = 0; i < 2 * PROMPT_LINES; i++) {
        char line[32];
        snprintf(line, sizeof line, "step %d", i);
        prompt_history_add(&history, line);
    }
    history_keep(&history);
    prompt_history_finish(&history);
    enter_one("undo");
    history_load(&history);
    ck_assert_uint_eq(history.count, PROMPT_LINES);
    ck_assert_str_eq(history.lines[0], "step 501");
    ck_assert_str_eq(history.lines[PROMPT_LINES - 1], "undo");
    prompt_history_finish(&history);
}
END_TEST

START_TEST(long_lines_are_not_kept)
{
    struct text line = {0};
    while (line.length <= HISTORY_LINE)
        text_add(&line, "step;");
    enter_one(text_string(&line));
    enter_one("undo");
    expect_file("undo\n");
    text_finish(&line);
}
END_TEST

START_TEST(lines_of_the_file_are_cleaned)
{
    enter_one("step");
    write_file("a\x1b]0;x\a b\r\n\n\xff\xfe\nlast without an end");
    struct prompt_history history = {0};
    history_load(&history);
    ck_assert_uint_eq(history.count, 2);
    ck_assert_str_eq(history.lines[0], "a]0;x b");
    ck_assert_str_eq(history.lines[1], "last without an end");
    prompt_history_finish(&history);
}
END_TEST

/* What is there stays as it is, and nobody waits for a pipe. */
START_TEST(what_is_no_file_is_left_alone)
{
    struct stat status;
    enter_one("step");
    unlink(path);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    enter_one("undo");
    ck_assert(stat(path, &status) == 0 && S_ISFIFO(status.st_mode));
    unlink(path);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    enter_one("undo");
    ck_assert(stat(path, &status) == 0 && S_ISDIR(status.st_mode));
    rmdir(path);
}
END_TEST

START_TEST(file_that_is_too_long_is_left_alone)
{
    enter_one("step");
    ck_assert_int_eq(truncate(path, 100 << 20), 0);
    enter_one("undo");
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(status.st_size, 100 << 20);
}
END_TEST

START_TEST(folder_that_cannot_be_made_is_no_error)
{
    struct prompt_history history = {0};
    setenv("XDG_STATE_HOME", "/dev/null", 1);
    history_load(&history);
    prompt_history_add(&history, "step");
    history_keep(&history);
    ck_assert_uint_eq(history.kept, 0);
    ck_assert_str_eq(prompt_history_older(&history, ""), "step");
    prompt_history_finish(&history);
}
END_TEST

START_TEST(home_is_used_where_no_state_folder_is_named)
{
    static const char *const parts[] = {".local/state/thalweg/history", ".local/state/thalweg",
                                        ".local/state", ".local"};
    char home_path[sizeof path + 32];
    setenv("HOME", root, 1);
    for (int i = 0; i < 2; i++) {
        if (i == 0)
            unsetenv("XDG_STATE_HOME");
        else
            setenv("XDG_STATE_HOME", "relative", 1);
        enter_one("step");
        snprintf(home_path, sizeof home_path, "%s/%s", root, parts[0]);
        ck_assert_int_eq(access(home_path, R_OK), 0);
        ck_assert_int_ne(access("relative", F_OK), 0);
        for (size_t p = 0; p < ARRAY_LENGTH(parts); p++) {
            snprintf(home_path, sizeof home_path, "%s/%s", root, parts[p]);
            ck_assert_int_eq(remove(home_path), 0);
        }
    }
}
END_TEST

int main(void)
{
    if (!mkdtemp(root))
        return EXIT_FAILURE;
    Suite *suite = suite_create("history_file");
    TCase *tcase = tcase_create("history_file");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, lines_are_there_in_the_next_session);
    tcase_add_test(tcase, file_is_its_owners_alone);
    tcase_add_test(tcase, nothing_is_written_where_nothing_was_entered);
    tcase_add_test(tcase, two_sessions_at_once_lose_no_line);
    tcase_add_test(tcase, processes_at_once_lose_no_line);
    tcase_add_test(tcase, newest_lines_are_kept);
    tcase_add_test(tcase, long_lines_are_not_kept);
    tcase_add_test(tcase, lines_of_the_file_are_cleaned);
    tcase_add_test(tcase, what_is_no_file_is_left_alone);
    tcase_add_test(tcase, file_that_is_too_long_is_left_alone);
    tcase_add_test(tcase, folder_that_cannot_be_made_is_no_error);
    tcase_add_test(tcase, home_is_used_where_no_state_folder_is_named);
    suite_add_tcase(suite, tcase);
    const int status = suite_main(suite);
    rmdir(root);
    return status;
}
