/* A line being typed, and its keys. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "session/key.h"
#include "session/line_edit.h"
#include "suite.h"

#define CTRL(letter) ((letter) - '@')

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
    static const uint32_t keys[] = {
        KEYS_LEFT, KEYS_RIGHT, KEYS_HOME, KEYS_END,         KEYS_BACKSPACE, KEYS_DELETE,
        CTRL('A'), CTRL('E'),  CTRL('U'), CTRL('W'),        CTRL('K'),      KEYS_SHIFT_LEFT,
        CTRL('D'), CTRL('B'),  CTRL('F'), KEYS_SHIFT_RIGHT,
    };
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

/* A line with a cursor, a key, and what it makes of both; '|' is the cursor. */
static const struct {
    const char *before;
    uint32_t key;
    const char *after;
} edits[] = {
    {"step 3|", CTRL('A'), "|step 3"},
    {"st|ep 3", CTRL('E'), "step 3|"},
    {"step| 3", CTRL('U'), "| 3"},
    {"step 3|", CTRL('U'), "|"},
    {"step| 3", CTRL('K'), "step|"},
    {"|step 3", CTRL('K'), "|"},
    {"step 3|", CTRL('K'), "step 3|"},
    {"set lr 0.5|", CTRL('W'), "set lr |"},
    {"set lr   |", CTRL('W'), "set |"},
    {"set l|r", CTRL('W'), "set |r"},
    {"  |", CTRL('W'), "|"},
    {"|lr", CTRL('W'), "|lr"},
    {"focus año|", CTRL('W'), "focus |"},
    {"a|ñb", CTRL('D'), "a|b"},
    {"añ|b", CTRL('B'), "a|ñb"},
    {"a|ñb", CTRL('F'), "añ|b"},
    {"set lr 0.5|", KEYS_SHIFT_LEFT, "set lr |0.5"},
    {"set lr |0.5", KEYS_SHIFT_LEFT, "set |lr 0.5"},
    {"set| lr 0.5", KEYS_SHIFT_RIGHT, "set lr| 0.5"},
    {"set lr 0|.5", KEYS_SHIFT_RIGHT, "set lr 0.5|"},
    {"lr|", 0xA0, "lr |"},
    {"lr|", 0x202F, "lr |"},
};

START_TEST(key_edits_the_line)
{
    char before[64], after[64];
    snprintf(before, sizeof before, "%s", edits[_i].before);
    char *cursor = strchr(before, '|');
    memmove(cursor, cursor + 1, strlen(cursor));
    line_edit_set(&line, before);
    line.cursor = (size_t)(cursor - before);
    press(edits[_i].key);
    snprintf(after, sizeof after, "%.*s|%s", (int)line.cursor, line_edit_string(&line),
             line_edit_string(&line) + line.cursor);
    ck_assert_str_eq(after, edits[_i].after);
    ck_assert_uint_eq(line.text.length, strlen(line_edit_string(&line)));
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
    tcase_add_loop_test(tcase, key_edits_the_line, 0, ARRAY_LENGTH(edits));
    tcase_add_test(tcase, other_keys_are_not_taken);
    tcase_add_test(tcase, line_grows_as_long_as_what_is_typed);
    tcase_add_test(tcase, inserted_text_loses_controls_and_malformed_bytes);
    tcase_add_test(tcase, another_text_takes_the_place_of_the_line);
    suite_add_tcase(suite, tcase);
    return suite_main(suite);
}
