/* A terminal for end-to-end tests: a program runs in a pseudo-terminal, libvterm keeps the screen.
 *
 * The model is a shell with one job. A leader process owns the terminal and runs the program as its
 * foreground job; it notices when the program stops or ends, and can continue it, so that ^Z works
 * as it does under a shell. What the program writes is drawn, and its queries (DSR, DA) answered,
 * while one of the functions below waits.
 *
 * Nothing sleeps for a fixed time: a function waits for what it is asked for, at most
 * SCREEN_DEADLINE. Functions that expect something end the Check test when it does not come, with
 * a picture of the screen on stderr. One screen at a time: a second would hold the first one's
 * terminal open, and the first could not be hung up. */
#ifndef SCREEN_H
#define SCREEN_H

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

#include "base/text.h"

enum { SCREEN_DEADLINE = 10000 }; /* ms */

struct screen {
    /* For tests to read; up to date with what has been waited for. After screen_expect_stop and
     * screen_expect_exit that is all that the program wrote before it stopped or ended. */
    int cols, rows;
    bool alternate; /* the alternate screen is shown */
    bool cursor_visible;
    int mouse; /* what is reported: VTERM_PROP_MOUSE_NONE, _CLICK, _DRAG or _MOVE */
    bool stopped;
    bool exited;
    int status; /* as from waitpid, of the last stop or the exit */
    pid_t program;
    struct text log; /* every byte written, but for NUL */

    /* The harness's own. */
    VTerm *vterm;
    pid_t leader;
    int master, tty;      /* the two ends of the pseudo-terminal; -1 once hung up */
    int events, commands; /* pipes from and to the leader */
    struct termios modes; /* as the program found them */
    struct text typed;    /* on its way to the program */
    struct text shown;    /* what the functions that return text point into */
};

/* Run argv, which ends with NULL and is looked for in PATH, on a screen of cols x rows cells. The
 * environment is the caller's without what speaks of its terminal and language, then
 * TERM=xterm-256color, LC_ALL=C.UTF-8 and no folder to keep state in, then `env`: "NAME=VALUE"
 * sets, "NAME" unsets, NULL ends; `env` itself may be NULL. A program that cannot be run exits with
 * 127. */
struct screen *screen_start(int cols, int rows, const char *const argv[], const char *const env[]);

/* Kill the program if it still runs, and free everything; takes NULL. */
void screen_destroy(struct screen *screen);

/* Type: bytes as the terminal would send them, such as "q", "\033OA" for Up, "\032" for ^Z. */
void screen_send(struct screen *screen, const char *keys);

/* Paste: the text, between marks if the program asked for them. */
void screen_paste(struct screen *screen, const char *text);

void screen_resize(struct screen *screen, int cols, int rows); /* the program gets SIGWINCH */
void screen_signal(struct screen *screen, int signal);
void screen_resume(struct screen *screen);  /* as the shell's fg does to a stopped program */
void screen_hang_up(struct screen *screen); /* the terminal is gone: SIGHUP, then end of file */

/* Whether `text` comes to stand on one line of the screen within `ms`; 0 looks at what is there. */
bool screen_shows(struct screen *screen, const char *text, int ms);

void screen_expect(struct screen *screen, const char *text);
void screen_expect_gone(struct screen *screen, const char *text);
void screen_expect_stop(struct screen *screen);
int screen_expect_exit(struct screen *screen); /* returns the status, as from waitpid */

/* One line (from 0), without the blanks at its end; or all of them, framed, and the state of the
 * terminal. The text lasts until the next function is called. */
const char *screen_line(struct screen *screen, int row);
const char *screen_dump(struct screen *screen);

/* Whether the terminal's modes (echo, line editing, signals, ...) are as the program found them. */
bool screen_modes_restored(const struct screen *screen);

#endif
