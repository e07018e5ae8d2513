/* Bytes of a terminal to events, in whatever pieces and however late they come. */
#include "app/input.h"

#include "base/mem.h"
#include "session/key.h"
#include "suite.h"

#include <check.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define FAST 0.001 /* seconds between two bytes of a terminal */

static struct input input;
static double now;
static uint32_t keys[64]; /* that came */
static size_t count;

static void enter(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    input_init(&input, NULL, 0);
    now = 100;
    count = 0;
}

static void leave(void)
{
    input_finish(&input);
    setlocale(LC_CTYPE, "C");
}

/* Note the keys of all that came. */
static void take(void)
{
    struct event event;
    while (input_next(&input, now, &event))
        if (event.kind == EVENT_KEY && count < ARRAY_LENGTH(keys))
            keys[count++] = event.key;
}

static void feed(const char *bytes, size_t length)
{
    size_t room;
    unsigned char *at = input_room(&input, &room);
    ck_assert_uint_le(length, room);
    memcpy(at, bytes, length);
    input_add(&input, length);
    take();
}

/* Let time go by as a program does that waits. */
static void wait(double seconds)
{
    const double end = now + seconds;
    for (double patience; (patience = input_patience(&input, now)) <= end - now;) {
        now += patience > 0 ? patience : FAST;
        take();
    }
    now = end;
}

static void expect_keys(const char *sequence, size_t cut, const uint32_t *expected, size_t wanted)
{
    ck_assert_msg(count == wanted, "ESC %s cut at %zu: %zu keys, not %zu; first %#x", sequence + 1,
                  cut, count, wanted, count > 0 ? keys[0] : 0);
    for (size_t i = 0; i < wanted; i++)
        ck_assert_msg(keys[i] == expected[i], "ESC %s cut at %zu: key %zu is %#x", sequence + 1,
                      cut, i, keys[i]);
}

/* ---- what is swallowed ---- */

static const char *const swallowed[] = {
    "\033]11;rgb:1e1e/1e1e/2e2e\007",   /* OSC: the answer to a question for a colour */
    "\033]11;rgb:1e1e/1e1e/2e2e\033\\", /* ... ended by ST */
    "\033]10;rgb:q/r/n\xc2\x9c",        /* ... ended by ST in one character */
    "\033]52;c;cXVpdA==\033\\",         /* the clipboard */
    "\033]0;q\xc3\xb1r\007",            /* a title with other letters */
    "\033P1+r524742=38\033\\",          /* DCS */
    "\033P>|XTerm(379)\033\\",          /* the terminal's name and version */
    "\033_Gi=1;OKq\033\\",              /* APC */
    "\033^q r n\033\\",                 /* PM */
    "\033Xq r n\033\\",                 /* SOS */
    "\302\23511;qrn\007",               /* OSC in one character */
    "\302\220qrn\xc2\x9c",              /* DCS in one character */
    "\302\23312;13R",                   /* a control sequence in one character */
    "\033[?62;1;4c",                    /* device attributes */
    "\033[12;40R",                      /* where the cursor is */
    "\033[?2026;2$y",                   /* a mode */
    "\033[27;3;113~",                   /* Alt-q as xterm may send it */
    "\033[113;3u",                      /* ... as kitty may */
    "\033[1;3A",                        /* Alt-Up */
    "\033[1;5C",                        /* Ctrl-Right */
    "\033[I",                           /* the window has the focus */
    "\033[Mq!r",                        /* the mouse in the old form */
    "\033[20~",                         /* F9 */
    "\033[[B",                          /* F2 of the Linux console */
    "\033OQ",                           /* F2 */
    "\033O5q",                          /* a key of the number pad with Ctrl */
    "\033[99999999999999999999999999999999999999999999999999999999999999999999999999999;1q",
};

/* In two pieces, with a pause that is short or long. A key behind the code is taken. */
START_TEST(codes_are_swallowed_wherever_they_are_cut)
{
    static const double pauses[] = {0, FAST, 0.02, 0.1, 0.9};
    const char *sequence = swallowed[_i];
    const size_t length = strlen(sequence);
    for (size_t p = 0; p < ARRAY_LENGTH(pauses); p++)
        for (size_t cut = 0; cut <= length; cut++) {
            enter();
            feed(sequence, cut);
            wait(pauses[p]);
            feed(sequence + cut, length - cut);
            feed("l", 1);
            wait(5);
            /* A pause behind the ESC makes it a key first. */
            const bool alone = cut == 1 && *sequence == '\033' && pauses[p] > INPUT_CODE;
            const uint32_t expected[] = {KEYS_ESCAPE, 'l'};
            expect_keys(sequence, cut, expected + !alone, 1 + alone);
        }
}
END_TEST

START_TEST(codes_are_swallowed_byte_by_byte)
{
    static const double pauses[] = {FAST, 0.02, 0.05, 0.2};
    const char *sequence = swallowed[_i];
    for (size_t p = 0; p < ARRAY_LENGTH(pauses); p++) {
        enter();
        for (const char *at = sequence; *at; at++) {
            feed(at, 1);
            wait(pauses[p]);
        }
        feed("l", 1);
        wait(5);
        const bool alone = *sequence == '\033' && pauses[p] > INPUT_CODE;
        const uint32_t expected[] = {KEYS_ESCAPE, 'l'};
        expect_keys(sequence, 0, expected + !alone, 1 + alone);
    }
}
END_TEST

/* A string whose end is lost holds keys back for a while only, and Esc ends it at once. */
START_TEST(a_string_without_an_end_does_not_swallow_for_ever)
{
    feed("\033]11;rgb:", 9);
    wait(INPUT_MOST + FAST);
    feed("l", 1);
    feed("\033P1", 3);
    feed("\033OC", 3);
    feed("\033]1\030r", 5);
    const uint32_t expected[] = {'l', KEYS_RIGHT, 'r'};
    expect_keys("strings", 0, expected, 3);
}
END_TEST

/* ---- Alt ---- */

START_TEST(keys_with_alt_do_nothing)
{
    char bytes[8];
    for (int byte = 1; byte < 0x80; byte++) {
        if (strchr("\033[]OPX^_", byte))
            continue;
        enter();
        feed("\033", 1);
        wait(FAST);
        bytes[0] = (char)byte;
        feed(bytes, 1);
        feed("l", 1);
        const uint32_t expected[] = {'l'};
        snprintf(bytes, sizeof bytes, "\033%c", byte);
        expect_keys(bytes, 0, expected, 1);
    }
    enter();
    feed("\033\xc3\xb1l\033\xff"
         "l",
         7);
    const uint32_t expected[] = {'l', 'l'};
    expect_keys("Alt", 0, expected, 2);
}
END_TEST

/* Those that begin a code as well are given up after a while. */
START_TEST(alt_and_a_bracket_do_nothing)
{
    for (const char *byte = "[]OPX^_"; *byte; byte++) {
        enter();
        feed("\033", 1);
        feed(byte, 1);
        wait(INPUT_MOST + FAST);
        feed("l", 1);
        const uint32_t expected[] = {'l'};
        expect_keys("Alt", 0, expected, 1);
    }
}
END_TEST

/* ---- keys ---- */

START_TEST(escape_alone_is_a_key_at_once)
{
    feed("\033", 1);
    ck_assert_uint_eq(count, 0);
    ck_assert_double_le(input_patience(&input, now), INPUT_CODE);
    wait(INPUT_CODE);
    ck_assert_uint_eq(count, 1);
    wait(0.5);
    feed("]", 1); /* and a key that begins a code is one a moment later */
    feed("\033\033\033OC", 5);
    const uint32_t expected[] = {KEYS_ESCAPE, ']', KEYS_ESCAPE, KEYS_ESCAPE, KEYS_RIGHT};
    expect_keys("keys", 0, expected, 5);
}
END_TEST

START_TEST(codes_of_keys_are_keys_wherever_they_are_cut)
{
    static const struct {
        const char *bytes;
        uint32_t key;
    } known[] = {
        {"\033[A", KEYS_UP},           {"\033OB", KEYS_DOWN},    {"\033[1;2C", KEYS_SHIFT_RIGHT},
        {"\033[[A", KEYS_F1},          {"\033[11~", KEYS_F1},    {"\033[5~", KEYS_PAGE_UP},
        {"\033[Z", KEYS_SHIFT_TAB},    {"\xc3\xb1", 0xf1},       {"\xe7\x94\xb7", 0x7537},
        {"\xf0\x9f\x98\x80", 0x1f600}, {"\177", KEYS_BACKSPACE}, {"\r", KEYS_ENTER},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(known); i++)
        for (size_t cut = 0; cut <= strlen(known[i].bytes); cut++) {
            enter();
            feed(known[i].bytes, cut);
            wait(0.02);
            feed(known[i].bytes + cut, strlen(known[i].bytes) - cut);
            expect_keys(known[i].bytes, cut, &known[i].key, 1);
        }
}
END_TEST

START_TEST(the_terminals_own_codes_are_keys)
{
    static const struct input_code codes[] = {{"\033A", KEYS_UP}, {NULL, KEYS_DOWN}};
    input_init(&input, codes, ARRAY_LENGTH(codes));
    feed("\033A\033Bl", 5);
    const uint32_t expected[] = {KEYS_UP, 'l'};
    expect_keys("keys", 0, expected, 2);
}
END_TEST

START_TEST(bytes_that_are_no_characters_are_no_keys)
{
    feed("a\xff\xc3(\xe7\x94z\x80"
         "b\xed\xa0\x80"
         "c\xc2\x85"
         "d",
         17);
    const uint32_t expected[] = {'a', '(', 'z', 'b', 'c', 'd'};
    expect_keys("bytes", 0, expected, 6);
}
END_TEST

static Suite *input_suite(void)
{
    Suite *suite = suite_create("input");
    TCase *tests = tcase_create("input");
    tcase_add_checked_fixture(tests, enter, leave);
    tcase_add_loop_test(tests, codes_are_swallowed_wherever_they_are_cut, 0,
                        (int)ARRAY_LENGTH(swallowed));
    tcase_add_loop_test(tests, codes_are_swallowed_byte_by_byte, 0, (int)ARRAY_LENGTH(swallowed));
    tcase_add_test(tests, a_string_without_an_end_does_not_swallow_for_ever);
    tcase_add_test(tests, keys_with_alt_do_nothing);
    tcase_add_test(tests, alt_and_a_bracket_do_nothing);
    tcase_add_test(tests, escape_alone_is_a_key_at_once);
    tcase_add_test(tests, codes_of_keys_are_keys_wherever_they_are_cut);
    tcase_add_test(tests, the_terminals_own_codes_are_keys);
    tcase_add_test(tests, bytes_that_are_no_characters_are_no_keys);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return suite_main(input_suite());
}
