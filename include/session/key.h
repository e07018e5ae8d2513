/* Keys: the table that binds them to verbs. While something lies over the panes it has keys of its
 * own; see session/overlay.h.
 *
 * A key is a code point, or one of enum key for those that are none; which bytes of a terminal make
 * it is the terminal's business (app/terminal.h). */
#ifndef SESSION_KEY_H
#define SESSION_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "session/session.h"

enum key {
    KEYS_SPECIAL = 0x110000, /* beyond the last code point */
    KEYS_LEFT,
    KEYS_RIGHT,
    KEYS_UP,
    KEYS_DOWN,
    KEYS_SHIFT_LEFT,
    KEYS_SHIFT_RIGHT,
    KEYS_SHIFT_UP,
    KEYS_SHIFT_DOWN,
    KEYS_HOME,
    KEYS_END,
    KEYS_PAGE_UP,
    KEYS_PAGE_DOWN,
    KEYS_TAB,
    KEYS_SHIFT_TAB,
    KEYS_ENTER,
    KEYS_ESCAPE,
    KEYS_BACKSPACE,
    KEYS_DELETE,
    KEYS_F1,
};

struct key_binding {
    uint32_t key;
    const char *name; /* as shown: "Space", "Right", "+" */
    const char *verb; /* a line for verb_play() */
};

size_t key_count(void);
const struct key_binding *key_at(size_t index);

/* A key was pressed. Mistakes are told by session->ui.message. */
void key_press(struct session *session, uint32_t key);

/* Text was pasted: into the line of the prompt or the filter of a menu, without newlines and other
 * control characters. Anywhere else it does nothing. That is told, and also that the text's end is
 * missing, if it was cut. */
void key_paste(struct session *session, const char *text, bool cut);

/* The mouse, in the problem's coordinates on the map: a click sets the start, the wheel zooms about
 * the point (factor > 1: closer), a drag pans by the difference. */
void key_click(struct session *session, double x, double y);
void key_wheel(struct session *session, double x, double y, double factor);
void key_drag(struct session *session, double dx, double dy);

#endif
