/* thalweg on a screen: what the end-to-end tests of the interactive program share.
 *
 * The programs are started as PROGRAM SCENE, the program being thalweg and the scene
 * tests/terminal.scene. Under LOCPATH (tests/locale.sh) thalweg runs in the Spanish locale, and
 * everything is expected to look the same. */
#ifndef PLAY_SCREEN_H
#define PLAY_SCREEN_H

#include <check.h>

#include "screen.h"

/* The status line at first. */
#define TITLE "The terminal's scene: Two runs"

/* The screen of the running test, and the two arguments. */
extern struct screen *screen;
extern const char *program, *scene;

void start_program(int columns, int rows, const char *const argv[], const char *variable);

/* thalweg with the scene, 80 x 24, with an environment variable set, "NAME=VALUE", or NULL. */
void start_with(const char *variable);
void start(void); /* and the first frame is there */
void finish(void);

/* Send keys, and expect a text on a line of the screen. */
void press(const char *keys, const char *expected);

void expect_exit_code(int code); /* and the terminal restored */
void expect_killed_by(int signal_number);

/* The terminal is as it was found: modes, screen, cursor, mouse, no marks around pasted text. */
void expect_restored(void);

/* Run the suite: to be returned from main(). */
int play_screen_run(Suite *suite, int argc, char **argv);

#endif
