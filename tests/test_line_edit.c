/* A line being typed, and its keys. */
#include <check.h>
#include <string.h>

#include "base/mem.h"
#include "session/key.h"
#include "session/line_edit.h"
#include "suite.h"

static struct line_edit line;

static void tear_down(void)
{
    line_edit_finish(&line);
}

static void expect(const char *text, size_t cursor)
{
    ck_assert_str_eq(line_edit_string(&line), text);
    ck_assert_uint_eq(line.text.length, strlen(text));
    ck_assert_uint_eq(line.cursor, cursor);
}

static void press(uint32_t key)
{
    ck_assert_msg(line_edit_key(&line, key), "key 0x%x does not edit", (unsigned)key);
}

START_TEST(zeroed_line_is_empty_and_takes_every_key)
{
    static const uint32_t keys[] = {KEYS_LEFT, KEYS_RIGHT,     KEYS_HOME,
                                    KEYS_END,  KEYS_BACKSPACE, KEYS_DELETE};
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++) {
        press(keys[i]);
        expect("", 0);
    }
    line_edit_finish(&line);
    expect("", 0);
}
END_TEST

START_TEST(typed_text_is_inserted_at_the_cursor)
{
    press('a');
    press('c');
    press(KEYS_LEFT);
    press('b');
    expect("abc", 2);
    press(KEYS_HOME);
    press('>');
    press(KEYS_END);
    press('<');
    expect(">abc<", 5);
}
END_TEST

START_TEST(cursor_moves_by_whole_characters)
{
    line_edit_set(&line, "a\xC3\xB1\xE2\x82\xAC\xF0\x9F\x98\x80");
    static const size_t places[] = {6, 3, 1, 0, 0};
    ck_assert_uint_eq(line.cursor, 10);
    for (size_t i = 0; i < ARRAY_LENGTH(places); i++) {
        press(KEYS_LEFT);
        ck_assert_uint_eq(line.cursor, places[i]);
    }
    static const size_t back[] = {1, 3, 6, 10, 10};
    for (size_t i = 0; i < ARRAY_LENGTH(back); i++) {
        press(KEYS_RIGHT);
        ck_assert_uint_eq(line.cursor, back[i]);
    }
}
END_TEST

START_TEST(whole_characters_are_deleted_on_both_sides)
{
    line_edit_set(&line, "a\xC3\xB1\xE2\x82\xACz");
    press(KEYS_LEFT);
    press(KEYS_BACKSPACE);
    expect("a\xC3\xB1z", 3);
    press(KEYS_LEFT);
    press(KEYS_DELETE);
    expect("az", 1);
    press(KEYS_END);
    press(KEYS_DELETE);
    expect("az", 2);
    press(KEYS_HOME);
    press(KEYS_BACKSPACE);
    expect("az", 0);
}
END_TEST

START_TEST(characters_beyond_ascii_are_typed_as_utf8)
{
    press(0xF1);
    press(0x20AC);
    press(0x1F600);
    expect("\xC3\xB1\xE2\x82\xAC\xF0\x9F\x98\x80", 9);
}
END_TEST

START_TEST(other_keys_are_not_taken)
{
    static const uint32_t keys[] = {KEYS_ENTER, KEYS_TAB,     KEYS_UP, KEYS_ESCAPE,
                                    KEYS_F1,    KEYS_PAGE_UP, 0x7F,    'L' - '@'};
    line_edit_set(&line, "ab");
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++)
        ck_assert(!line_edit_key(&line, keys[i]));
    expect("ab", 2);
}
END_TEST

START_TEST(line_grows_as_long_as_what_is_typed)
{
    for (int i = 0; i < 10000; i++)
        press(0x20AC);
    ck_assert_uint_eq(line.text.length, 30000);
    for (int i = 0; i < 10000; i++)
        press(KEYS_BACKSPACE);
    expect("", 0);
}
END_TEST

START_TEST(inserted_text_loses_controls_and_malformed_bytes)
{
    line_edit_set(&line, "<>");
    press(KEYS_LEFT);
    line_edit_insert_text(&line, "a\r\n\tb\x01\x7F\xC3\xB1\xFF\xC2\x9B\xE2\x82");
    expect("<ab\xC3\xB1>", 5);
    line_edit_insert_text(&line, "\n\n");
    line_edit_insert_text(&line, "");
    expect("<ab\xC3\xB1>", 5);
}
END_TEST

START_TEST(another_text_takes_the_place_of_the_line)
{
    line_edit_set(&line, "a long line");
    press(KEYS_HOME);
    line_edit_set(&line, "short");
    expect("short", 5);
    line_edit_set(&line, NULL);
    expect("", 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("line_edit");
    TCase *tcase = tcase_create("line_edit");
    tcase_add_checked_fixture(tcase, NULL, tear_down);
    tcase_add_test(tcase, zeroed_line_is_empty_and_takes_every_key);
    tcase_add_test(tcase, typed_text_is_inserted_at_the_cursor);
    tcase_add_test(tcase, cursor_moves_by_whole_characters);
    tcase_add_test(tcase, whole_characters_are_deleted_on_both_sides);
    tcase_add_test(tcase, characters_beyond_ascii_are_typed_as_utf8);
    tcase_add_test(tcase, other_keys_are_not_taken);
    tcase_add_test(tcase, line_grows_as_long_as_what_is_typed);
    tcase_add_test(tcase, inserted_text_loses_controls_and_malformed_bytes);
    tcase_add_test(tcase, another_text_takes_the_place_of_the_line);
    suite_add_tcase(suite, tcase);
    return suite_main(suite);
}
