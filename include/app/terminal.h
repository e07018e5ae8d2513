/* The terminal: shows canvases, reads keys and the mouse. It is the only one who knows curses.
 *
 * The terminal is taken by terminal_open() and given back by terminal_close(), and also when the
 * program crashes, exits or is stopped by ^Z (app/signals.h). */
#ifndef APP_TERMINAL_H
#define APP_TERMINAL_H

#include <stdbool.h>
#include <stdint.h>

#include "app/display.h"
#include "app/paste.h"
#include "base/error.h"
#include "draw/canvas.h"

struct terminal {
    /* For the caller to read. */
    int columns, rows;
    enum colors colors; /* what it shows: what was asked for, as far as it can */
    enum glyphs glyphs;

    /* Its own. */
    struct canvas shown; /* what curses was told last */
    int signals;         /* where signals are waited for */
    bool utf8, mouse, hung_up, pairs_full;
    bool pressed, dragged; /* the first button, and the mouse since then */
    int at_column, at_row; /* where it was last */
    struct paste paste;
};

enum event_kind {
    EVENT_KEY,
    EVENT_CLICK,
    EVENT_WHEEL,
    EVENT_DRAG,
    EVENT_PASTE,
    EVENT_RESIZE, /* or the screen was lost: it has to be shown again */
    EVENT_END,    /* by a signal, or SIGHUP because the terminal is gone */
};

struct event {
    enum event_kind kind;
    uint32_t key;              /* EVENT_KEY: see session/key.h */
    int column, row;           /* of the mouse */
    int from_column, from_row; /* EVENT_DRAG: where it was before */
    bool up;                   /* EVENT_WHEEL */
    const char *text;          /* EVENT_PASTE: see app/paste.h; until the next event */
    bool cut;                  /* ... its end is missing */
    int signal;                /* EVENT_END: for signals_end() */
};

/* Take the terminal on standard input and output. An input error where it cannot show a screen. */
bool terminal_open(struct terminal *terminal, const struct display *display, struct error *err);
void terminal_close(struct terminal *terminal);

/* Wait until there may be an event, `seconds` at most; below 0: as long as it takes. Whether there
 * may be one. */
bool terminal_wait(struct terminal *terminal, double seconds);

/* The next event that is there. False: none. */
bool terminal_next(struct terminal *terminal, struct event *event);

/* Show the canvas; only cells that changed since the last time cost. */
void terminal_show(struct terminal *terminal, const struct canvas *canvas);

/* Other programs wrote on the screen: the next terminal_show() paints every cell. */
void terminal_repaint(struct terminal *terminal);

/* Have the mouse reported, or leave it to the terminal, which then selects text with it. */
void terminal_set_mouse(struct terminal *terminal, bool on);

#endif
