/* The terminal: shows canvases, reads keys and the mouse. It is the only one who knows curses.
 *
 * The terminal is taken by terminal_open() and given back by terminal_close(), and also when the
 * program crashes, exits or is stopped by ^Z (app/signals.h). */
#ifndef APP_TERMINAL_H
#define APP_TERMINAL_H

#include <stdbool.h>
#include <stdint.h>

#include "app/display.h"
#include "app/input.h"
#include "base/error.h"
#include "draw/canvas.h"

#define TERMINAL_KEYS 17

struct terminal {
    /* For the caller to read. */
    int columns, rows;
    enum colors colors; /* what it shows: what was asked for, as far as it can */
    enum glyphs glyphs;

    /* Its own. */
    struct canvas shown; /* what curses was told last */
    int signals;         /* where signals are waited for */
    bool utf8, mouse, hung_up, pairs_full;
    struct input_code codes[TERMINAL_KEYS]; /* of keys, as terminfo has them */
    struct input input;
};

/* Take the terminal on standard input and output. An input error where it cannot show a screen. */
bool terminal_open(struct terminal *terminal, const struct display *display, struct error *err);
void terminal_close(struct terminal *terminal);

/* Wait until there may be an event, `seconds` at most; below 0: as long as it takes. Whether there
 * may be one. */
bool terminal_wait(struct terminal *terminal, double seconds);

/* The next event that is there; see app/input.h. False: none. */
bool terminal_next(struct terminal *terminal, struct event *event);

/* Show the canvas; only cells that changed since the last time cost. */
void terminal_show(struct terminal *terminal, const struct canvas *canvas);

/* Other programs wrote on the screen: the next terminal_show() paints every cell. */
void terminal_repaint(struct terminal *terminal);

/* Have the mouse reported, or leave it to the terminal, which then selects text with it. */
void terminal_set_mouse(struct terminal *terminal, bool on);

#endif
