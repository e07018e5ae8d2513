/* The interactive program from end to end: keys and the mouse in, screen out. */
#include "play_screen.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint32_t glyph_at(int column, int row)
{
    VTermScreenCell cell;
    VTermPos position = {.row = row, .col = column};
    vterm_screen_get_cell(vterm_obtain_screen(screen->vterm), position, &cell);
    return cell.chars[0];
}

/* The first cell of the map, inside its frame, that shows the glyph. */
static bool find_on_map(uint32_t glyph, int *column, int *row)
{
    for (*row = 1; *row < 15; ++*row)
        for (*column = 5; *column < 42; ++*column)
            if (glyph_at(*column, *row) == glyph)
                return true;
    return false;
}

/* What a terminal sends for the mouse: button 0 is the left one, 32 says that it moves, 64 and 65
 * are the wheel; M is a press, m a release. */
static void send_mouse(int button, int column, int row, char end)
{
    char bytes[32];
    snprintf(bytes, sizeof bytes, "\033[<%d;%d;%d%c", button, column + 1, row + 1, end);
    screen_send(screen, bytes);
}

/* ---- keys ---- */

START_TEST(the_first_frame_shows_scene_and_hints)
{
    start();
    screen_expect(screen, "step 0/400");
    screen_expect(screen, "?:help");
    screen_expect(screen, "Space:run");
    ck_assert(screen->alternate && !screen->cursor_visible);
}
END_TEST

START_TEST(right_steps_and_left_goes_back)
{
    start();
    press("\033OC", "step 1/400");
    press("\033[C", "step 2/400");
    press("l", "step 3/400");
    press("\033OD", "step 2/400");
    press("hh", "step 0/400");
}
END_TEST

/* However the keys come, every one counts: step 3, the rate, step 4. */
START_TEST(keys_in_a_burst_all_count)
{
    start();
    press("lll+l", "A gd: lr 0.002");
    screen_expect(screen, "step 4/400");
    press("\033[C\033[C\033[D\033[C", "step 6/400");
    press("LLLHH", "step 16/400");
    press(":set clip 3; step 2\rll-", "A gd: lr 0.001");
    screen_expect(screen, "step 20/400");
    press("u", "undone: lr down");
}
END_TEST

START_TEST(home_and_end_go_to_the_ends_however_they_are_sent)
{
    static const char *const home[] = {"\033OH", "\033[H", "\033[1~", "\033[7~"};
    static const char *const end[] = {"\033OF", "\033[F", "\033[4~", "\033[8~"};
    start();
    for (size_t i = 0; i < ARRAY_LENGTH(home); i++) {
        press(end[i], "step 400/400");
        press(home[i], "step 0/400");
    }
}
END_TEST

START_TEST(plus_raises_the_rate_of_the_focused_run)
{
    start();
    screen_expect(screen, "0.001");
    press("+", "A gd: lr 0.002");
    press("-", "A gd: lr 0.001");
    press("\t", "> B sgd");
    press("=", "B sgd: lr 0.002");
    press("\033[Z", "> A gd");
}
END_TEST

START_TEST(a_bracket_changes_the_batch)
{
    start();
    press("2", "> B sgd");
    press("]", "B sgd: batch 16");
    press("[[", "B sgd: batch 4");
}
END_TEST

START_TEST(space_plays_to_the_end)
{
    start();
    press(":speed 500\r", "speed: 500 steps a second");
    press(" ", "the scene's 400 steps are made");
    screen_expect(screen, "400/400");
}
END_TEST

START_TEST(keys_are_answered_while_playing)
{
    start();
    press(":speed 1\r", "speed: 1 steps a second");
    press(" ", "step 1/400");
    press("+", "A gd: lr 0.002");
    press(" ", "Space:run");
}
END_TEST

START_TEST(the_crosshair_sets_the_start)
{
    start();
    press("s", "start at x = -1.2, y = 1,");
    press("\033OC", "start at x = -1.15, y = 1,");
    press("\033OA", "start at x = -1.15, y = 1.1,");
    press("\033[1;2D", "start at x = -1.55, y = 1.1,");
    press("\r", "start: -1.55, 1.1");
}
END_TEST

START_TEST(the_prompt_completes_and_plays_a_line)
{
    start();
    press(":bat", ":bat");
    press("\t", ":batch");
    press("32 sgd\r", "B sgd: batch 32");
    press(":", "Enter:do it");
    press("\033OA", ":batch 32 sgd");
    screen_send(screen, "\033");
    screen_expect(screen, TITLE);
}
END_TEST

/* Also with the keys of shells: ^U, ^W, and Up after the beginning of a line. */
START_TEST(lines_of_the_prompt_are_kept_between_sessions)
{
    char state[] = "/tmp/thalweg-play-XXXXXX", variable[64], path[64];
    ck_assert_ptr_nonnull(mkdtemp(state));
    snprintf(variable, sizeof variable, "XDG_STATE_HOME=%s", state);
    for (int session = 0; session < 2; session++) {
        start_with(variable);
        screen_expect(screen, "?:help");
        if (session == 0) {
            press(":speed 7\r", "speed: 7");
            press(":step 3\r", "step 3/400");
        }
        press(":", "Enter:do it");
        press("sp\033[A", ":speed 7");
        press("\027", ":speed ");
        screen_expect_gone(screen, ":speed 7");
        press("\025\033[A", ":step 3");
        screen_send(screen, "\033");
        screen_expect(screen, TITLE);
        press("q", "");
        expect_exit_code(0);
        finish();
    }
    snprintf(path, sizeof path, "%s/thalweg/history", state);
    ck_assert_int_eq(remove(path), 0);
    snprintf(path, sizeof path, "%s/thalweg", state);
    ck_assert_int_eq(remove(path), 0);
    ck_assert_int_eq(remove(state), 0);
}
END_TEST

START_TEST(letters_beyond_ascii_can_be_typed)
{
    start();
    press(":\303\261\342\202\254", ":\303\261\342\202\254");
    press("\177", ":\303\261");
    screen_expect_gone(screen, "\342\202\254");
}
END_TEST

START_TEST(a_wrong_verb_is_told_and_changes_nothing)
{
    start();
    char *before = mem_string(screen_dump(screen));
    press(":lrr 3\r", "! no verb 'lrr'; did you mean 'lr'?");
    press("\033", TITLE);
    ck_assert_msg(strcmp(screen_dump(screen), before) == 0, "the screen is not what it was");
    free(before);
}
END_TEST

START_TEST(escape_closes_the_help_and_never_quits)
{
    start();
    press("?", "Esc:close");
    screen_expect(screen, "one update of every run");
    press("\033", TITLE);
    screen_expect_gone(screen, "one update of every run");
    press("\033OP", "one update of every run");
    press("\033", TITLE);
    screen_send(screen, "\033\033");
    press("\033OC", "step 1/400");
}
END_TEST

START_TEST(the_help_does_not_scroll_past_its_end)
{
    start();
    press("?", " 0% ");
    press("                                        ", " 100% ");
    screen_send(screen, "k");
    screen_expect_gone(screen, " 100% ");
}
END_TEST

START_TEST(the_menu_of_scenes_opens_and_closes)
{
    start();
    press("o", "play a scene");
    press("zzzz", "no match");
    screen_send(screen, "\033");
    screen_expect_gone(screen, "play a scene");
    screen_expect(screen, TITLE);
}
END_TEST

START_TEST(the_code_of_an_unknown_key_is_no_key)
{
    start();
    screen_send(screen, "\033[99;9:2u\033Oz\033[M qq");
    press("\033OC", "step 1/400");
    screen_expect(screen, "> A gd");
}
END_TEST

START_TEST(ctrl_s_does_not_freeze_the_screen)
{
    start();
    screen_send(screen, "\023");
    press("\033OC", "step 1/400");
}
END_TEST

START_TEST(ctrl_l_paints_everything_again)
{
    start();
    press("?", "Esc:close");
    press("\033", TITLE);
    size_t painted = screen->log.length;
    screen_send(screen, "\f");
    press("\033OC", "step 1/400");
    ck_assert_ptr_nonnull(strstr(screen->log.data + painted, "Rosenbrock"));
}
END_TEST

START_TEST(an_export_is_written)
{
    char directory[] = "/tmp/test_terminal.XXXXXX", line[256], path[64];
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/a.csv", directory);
    snprintf(line, sizeof line, ":export %s\r", path);
    start();
    press(line, "exported: ");
    ck_assert_int_eq(access(path, R_OK), 0);
    unlink(path);
    snprintf(line, sizeof line, ":export %s/none/a.csv\r", directory);
    press(line, "! ");
    screen_expect(screen, "none/a.csv");
    rmdir(directory);
}
END_TEST

START_TEST(theme_verb_overrides_the_theme_option)
{
    const char *argv[] = {program, "--theme=mono", "--do", "theme light", scene, NULL};
    start_program(80, 24, argv, NULL);
    press("t", "theme: projector");
}
END_TEST

/* ---- mouse ---- */

START_TEST(a_click_on_the_map_sets_the_start)
{
    start();
    press("%", "mouse: off");
    ck_assert_int_eq(screen->mouse, VTERM_PROP_MOUSE_NONE);
    press("%", "mouse: on");
    ck_assert_int_eq(screen->mouse, VTERM_PROP_MOUSE_DRAG);
    ck_assert_uint_ne(glyph_at(30, 10), 'A');
    send_mouse(0, 30, 10, 'M');
    send_mouse(0, 30, 10, 'm');
    screen_expect(screen, "start: ");
    ck_assert_uint_eq(glyph_at(30, 10), 'A');
}
END_TEST

START_TEST(a_drag_moves_the_map_along)
{
    start();
    int column, row, moved_column, moved_row;
    ck_assert(find_on_map('A', &column, &row));
    send_mouse(0, 20, 10, 'M');
    send_mouse(32, 23, 10, 'M');
    send_mouse(32, 27, 10, 'M');
    send_mouse(0, 27, 10, 'm');
    press("\033OC", "step 1/400");
    press("\033OD", "step 0/400");
    ck_assert(find_on_map('A', &moved_column, &moved_row));
    ck_assert_int_eq(moved_column, column + 7);
    ck_assert_int_eq(moved_row, row);
}
END_TEST

START_TEST(the_wheel_zooms_and_zero_resets)
{
    start();
    char *before = mem_string(screen_line(screen, 15)); /* the map's labels along x */
    send_mouse(64, 20, 8, 'M');
    screen_expect_gone(screen, before);
    press("0", before);
    free(before);
}
END_TEST

START_TEST(the_mouse_does_not_reach_through_the_help)
{
    start();
    int column, row;
    ck_assert(find_on_map('A', &column, &row));
    press("?", " Keys ");
    send_mouse(0, 30, 10, 'M');
    send_mouse(0, 30, 10, 'm');
    send_mouse(65, 30, 10, 'M');
    screen_expect_gone(screen, " Keys "); /* the wheel scrolls */
    press("\033", TITLE);
    press("\033OC", "step 1/400");
    press("\033OD", "step 0/400");
    ck_assert_uint_eq(glyph_at(column, row), 'A');
}
END_TEST

START_TEST(without_mouse_nothing_is_reported)
{
    const char *argv[] = {program, "--no-mouse", scene, NULL};
    start_program(80, 24, argv, NULL);
    screen_expect(screen, TITLE);
    press("\033OC", "step 1/400");
    ck_assert_int_eq(screen->mouse, VTERM_PROP_MOUSE_NONE);
}
END_TEST

static void add_keys(Suite *suite)
{
    TCase *keys = tcase_create("keys");
    tcase_add_checked_fixture(keys, NULL, finish);
    tcase_set_timeout(keys, 60);
    tcase_add_test(keys, the_first_frame_shows_scene_and_hints);
    tcase_add_test(keys, right_steps_and_left_goes_back);
    tcase_add_test(keys, keys_in_a_burst_all_count);
    tcase_add_test(keys, home_and_end_go_to_the_ends_however_they_are_sent);
    tcase_add_test(keys, plus_raises_the_rate_of_the_focused_run);
    tcase_add_test(keys, a_bracket_changes_the_batch);
    tcase_add_test(keys, space_plays_to_the_end);
    tcase_add_test(keys, keys_are_answered_while_playing);
    tcase_add_test(keys, the_crosshair_sets_the_start);
    tcase_add_test(keys, the_prompt_completes_and_plays_a_line);
    tcase_add_test(keys, lines_of_the_prompt_are_kept_between_sessions);
    tcase_add_test(keys, letters_beyond_ascii_can_be_typed);
    tcase_add_test(keys, a_wrong_verb_is_told_and_changes_nothing);
    tcase_add_test(keys, escape_closes_the_help_and_never_quits);
    tcase_add_test(keys, the_help_does_not_scroll_past_its_end);
    tcase_add_test(keys, the_menu_of_scenes_opens_and_closes);
    tcase_add_test(keys, the_code_of_an_unknown_key_is_no_key);
    tcase_add_test(keys, ctrl_s_does_not_freeze_the_screen);
    tcase_add_test(keys, ctrl_l_paints_everything_again);
    tcase_add_test(keys, an_export_is_written);
    tcase_add_test(keys, theme_verb_overrides_the_theme_option);
    tcase_add_test(keys, a_click_on_the_map_sets_the_start);
    tcase_add_test(keys, a_drag_moves_the_map_along);
    tcase_add_test(keys, the_wheel_zooms_and_zero_resets);
    tcase_add_test(keys, the_mouse_does_not_reach_through_the_help);
    tcase_add_test(keys, without_mouse_nothing_is_reported);
    suite_add_tcase(suite, keys);
}

int main(int argc, char **argv)
{
    Suite *suite = suite_create("play");
    add_keys(suite);
    return play_screen_run(suite, argc, argv);
}
