/* What the terminal sends for keys and the mouse, and what styles it is sent. */
#include "play_screen.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The map's window is 4 x 4 about (0, 1); with Shift the cross-hair moves by 8 of 80 steps across
 * and of 40 up. */
static const struct {
    const char *bytes, *start;
} arrows[] = {
    {"\033[1;2A", "start: -1.2, 1.8"}, {"\033[1;2B", "start: -1.2, 0.2"},
    {"\033[1;2C", "start: -0.8, 1"},   {"\033[1;2D", "start: -1.6, 1"},
    {"\033[a", "start: -1.2, 1.8"},    {"\033[b", "start: -1.2, 0.2"},
    {"\033[c", "start: -0.8, 1"},      {"\033[d", "start: -1.6, 1"},
    {"\033[A", "start: -1.2, 1.1"},    {"\033[B", "start: -1.2, 0.9"},
    {"\033OC", "start: -1.15, 1"},     {"\033OD", "start: -1.25, 1"},
};

START_TEST(arrows_go_where_they_point)
{
    char keys[32];
    start();
    press("s", "Enter");
    snprintf(keys, sizeof keys, "%s\r", arrows[_i].bytes);
    press(keys, arrows[_i].start);
}
END_TEST

/* ---- codes that are no keys ---- */

static const char *const swallowed[] = {
    "\033]11;rgb:1e1e/rrrr/qqqq\007",
    "\033]10;rgb:qqqq/rrrr/nnnn\033\\",
    "\033P>|q r n(379)\033\\",
    "\033_Gi=1;qrn\033\\",
    "\033^qrn\033\\",
    "\033Xqrn\033\\",
    "\033[?62;1;4c",
    "\033[27;3;113~",
    "\033q",
    "\033 ",
    "\033n",
    "\0333",
    "\033\303\261",
};

/* In two pieces; the rate and the step tell whether any byte was a key. */
START_TEST(what_is_no_key_does_nothing_wherever_it_is_cut)
{
    const char *sequence = swallowed[_i];
    char first[64];
    start();
    press("\033OC", "step 1/400");
    for (size_t cut = 0; sequence[cut]; cut++) {
        snprintf(first, sizeof first, "%.*s", (int)cut, sequence);
        screen_send(screen, first);
        screen_send(screen, sequence + cut);
    }
    screen_paste(screen, "q");
    screen_expect(screen, "pasted text is taken in the prompt alone");
    screen_expect(screen, "step 1/400");
    press("\033OC", "step 2/400");
}
END_TEST

/* ---- the mouse ---- */

/* An event of the mouse: button, and a cell from 0. */
static void mouse(int button, int column, int row, char kind)
{
    char bytes[32];
    snprintf(bytes, sizeof bytes, "\033[<%d;%d;%d%c", button, column + 1, row + 1, kind);
    screen_send(screen, bytes);
}

/* The point on the map under a cell, as a click tells it. */
static void point_under(int column, int row, double *x, double *y)
{
    press("\033OC", "step 1/400"); /* takes the last message away */
    screen_expect_gone(screen, "start: ");
    mouse(0, column, row, 'M');
    mouse(0, column, row, 'm');
    screen_expect(screen, "start: ");
    for (int line = 0; line < screen->rows; line++) {
        const char *at = strstr(screen_line(screen, line), "start: ");
        if (at && sscanf(at, "start: %lf, %lf", x, y) == 2)
            return;
    }
    ck_abort_msg("no start:\n%s", screen_dump(screen));
}

START_TEST(wheel_up_is_closer)
{
    double left[2], right[2], x, y;
    start();
    point_under(10, 6, &left[0], &left[1]);
    point_under(30, 6, &right[0], &right[1]);
    ck_assert_double_lt(left[0], right[0]);
    mouse(64, 10, 6, 'M');
    point_under(10, 6, &x, &y);
    ck_assert_double_eq_tol(x, left[0], 1e-4);
    point_under(30, 6, &x, &y);
    ck_assert_double_eq_tol(x - left[0], (right[0] - left[0]) / 1.25, 1e-4);
    mouse(65, 10, 6, 'M');
    point_under(30, 6, &x, &y);
    ck_assert_double_eq_tol(x, right[0], 1e-4);
}
END_TEST

START_TEST(map_follows_a_mouse_that_is_pressed)
{
    double before[2], x, y;
    start();
    point_under(20, 6, &before[0], &before[1]);
    mouse(32, 10, 4, 'M');
    mouse(32, 30, 8, 'M');
    point_under(20, 6, &x, &y);
    ck_assert_double_eq_tol(x, before[0], 1e-4);
    ck_assert_double_eq_tol(y, before[1], 1e-4);
    mouse(0, 10, 4, 'M');
    mouse(32, 20, 6, 'M');
    mouse(0, 20, 6, 'm');
    point_under(30, 8, &x, &y);
    ck_assert_double_eq_tol(x, before[0], 1e-4);
    ck_assert_double_eq_tol(y, before[1], 1e-4);
}
END_TEST

/* ---- styles ---- */

static VTermScreenCell cell_at(int row, int column)
{
    VTermScreenCell cell;
    vterm_screen_get_cell(vterm_obtain_screen(screen->vterm), (VTermPos){.row = row, .col = column},
                          &cell);
    return cell;
}

/* The title of the map is bold, its frame is not, and the cursor of the prompt is reversed. */
START_TEST(bold_and_reverse_reach_the_terminal)
{
    start();
    ck_assert_int_eq(cell_at(0, 2).attrs.bold, 1);
    ck_assert_int_eq(cell_at(0, 0).attrs.bold, 0);
    press(":lr", ":lr");
    screen_shows(screen, "what never comes", 100);
    int reversed = 0;
    for (int row = 0; row < screen->rows; row++)
        for (int column = 0; column < screen->cols; column++)
            reversed += row >= screen->rows - 3 && cell_at(row, column).attrs.reverse;
    ck_assert_int_eq(reversed, 1);
}
END_TEST

/* Dark: light ink on dark paper. */
START_TEST(ink_is_not_paper)
{
    start();
    VTermScreenCell cell = cell_at(0, 0);
    vterm_screen_convert_color_to_rgb(vterm_obtain_screen(screen->vterm), &cell.fg);
    vterm_screen_convert_color_to_rgb(vterm_obtain_screen(screen->vterm), &cell.bg);
    ck_assert_int_gt(cell.fg.rgb.red, 200);
    ck_assert_int_lt(cell.bg.rgb.red, 50);
}
END_TEST

int main(int argc, char **argv)
{
    Suite *suite = suite_create("terminal_keys");
    TCase *tests = tcase_create("terminal");
    tcase_add_checked_fixture(tests, NULL, finish);
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, arrows_go_where_they_point, 0, sizeof arrows / sizeof *arrows);
    tcase_add_loop_test(tests, what_is_no_key_does_nothing_wherever_it_is_cut, 0,
                        (int)(sizeof swallowed / sizeof *swallowed));
    tcase_add_test(tests, wheel_up_is_closer);
    tcase_add_test(tests, map_follows_a_mouse_that_is_pressed);
    tcase_add_test(tests, bold_and_reverse_reach_the_terminal);
    tcase_add_test(tests, ink_is_not_paper);
    suite_add_tcase(suite, tests);
    return play_screen_run(suite, argc, argv);
}
