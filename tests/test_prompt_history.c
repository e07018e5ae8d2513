/* The lines that were entered in the prompt. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "session/prompt_history.h"
#include "suite.h"

static struct prompt_history history;

static void tear_down(void)
{
    prompt_history_finish(&history);
}

static void add_all(size_t count, const char *const *lines)
{
    for (size_t i = 0; i < count; i++)
        prompt_history_add(&history, lines[i]);
}

START_TEST(zeroed_history_has_no_line)
{
    ck_assert_ptr_null(prompt_history_older(&history, "st"));
    ck_assert_ptr_null(prompt_history_newer(&history, "st"));
    prompt_history_leave(&history);
}
END_TEST

START_TEST(blank_lines_and_repeated_ones_are_not_added)
{
    static const char *const lines[] = {"", "  ", "step", "step", "lr up", "step"};
    add_all(ARRAY_LENGTH(lines), lines);
    ck_assert_uint_eq(history.count, 3);
    ck_assert_str_eq(history.lines[2], "step");
}
END_TEST

START_TEST(lines_lose_control_characters_and_what_is_no_text)
{
    prompt_history_add(&history, "a\x1b[2Jb\r\n\xff\xc2\x9b"
                                 "c\xc3\xb1");
    ck_assert_str_eq(history.lines[0], "a[2Jbc\xc3\xb1");
    prompt_history_add(&history, "\x01\x02");
    ck_assert_uint_eq(history.count, 1);
}
END_TEST

START_TEST(only_the_newest_lines_are_kept)
{
    for (int i = 0; i < PROMPT_LINES + 10; i++) {
        char line[32];
        snprintf(line, sizeof line, "step %d", i);
        prompt_history_add(&history, line);
        if (i == 4)
            history.kept = history.count;
    }
    ck_assert_uint_eq(history.count, PROMPT_LINES);
    ck_assert_str_eq(history.lines[0], "step 10");
    ck_assert_uint_eq(history.kept, 0);
}
END_TEST

/* Only lines that begin with what was typed, each once in a row; behind them is what was typed. */
START_TEST(lines_that_begin_with_what_was_typed_are_found)
{
    static const char *const lines[] = {"lr 1", "step 2", "lr 3", "step 2", "lr 3", "add gd"};
    add_all(ARRAY_LENGTH(lines), lines);
    ck_assert_str_eq(prompt_history_older(&history, "lr"), "lr 3");
    ck_assert_str_eq(prompt_history_older(&history, "lr 3"), "lr 1");
    ck_assert_ptr_null(prompt_history_older(&history, "lr 1"));
    ck_assert_str_eq(prompt_history_newer(&history, "lr 1"), "lr 3");
    ck_assert_str_eq(prompt_history_newer(&history, "lr 3"), "lr");
    ck_assert_ptr_null(prompt_history_newer(&history, "lr"));
}
END_TEST

START_TEST(changed_line_is_what_was_typed)
{
    static const char *const lines[] = {"step 10", "step 1", "lr 3"};
    add_all(ARRAY_LENGTH(lines), lines);
    ck_assert_str_eq(prompt_history_older(&history, ""), "lr 3");
    ck_assert_str_eq(prompt_history_older(&history, "st"), "step 1");
    ck_assert_ptr_null(prompt_history_newer(&history, "step 1!"));
    ck_assert_str_eq(prompt_history_older(&history, "step 1"), "step 10");
    prompt_history_leave(&history);
    ck_assert_str_eq(prompt_history_older(&history, ""), "lr 3");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("prompt_history");
    TCase *tcase = tcase_create("prompt_history");
    tcase_add_checked_fixture(tcase, NULL, tear_down);
    tcase_add_test(tcase, zeroed_history_has_no_line);
    tcase_add_test(tcase, blank_lines_and_repeated_ones_are_not_added);
    tcase_add_test(tcase, lines_lose_control_characters_and_what_is_no_text);
    tcase_add_test(tcase, only_the_newest_lines_are_kept);
    tcase_add_test(tcase, lines_that_begin_with_what_was_typed_are_found);
    tcase_add_test(tcase, changed_line_is_what_was_typed);
    suite_add_tcase(suite, tcase);
    return suite_main(suite);
}
