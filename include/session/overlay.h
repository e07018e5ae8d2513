/* What lies over the panes and takes the keys: help, menus, the prompt, the crosshair.
 *
 * An overlay is a row here, in a file of its own (src/session/overlay_*.c), and a row with the same
 * index for its drawing (src/view/overlay.c). What it remembers while it is open is in struct ui.
 */
#ifndef SESSION_OVERLAY_H
#define SESSION_OVERLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "session/session.h"

#define OVERLAY_KEYS 8

/* Keys that do one thing, or the same in several directions. */
struct overlay_keys {
    const char *names; /* as shown: "Down Up", "arrows" */
    const char *label; /* what they do, as shown: "scroll" */
    bool no_hint;      /* not among the hints on the screen */
    /* enum key or code points, 0 after the last one. None at all: the row tells of typed text. */
    uint32_t keys[OVERLAY_KEYS];
    void (*press)(struct session *session, uint32_t key);
};

/* What the mouse does. */
enum overlay_mouse {
    OVERLAY_MOUSE_KEYS, /* the wheel is the keys Up and Down, a click is nothing */
    OVERLAY_MOUSE_MAP,  /* the map is seen: a click chooses a start, the wheel zooms, a drag pans */
};

/* The entries of a menu, and the verb that takes the name of the chosen one. */
struct menu {
    const char *verb;
    size_t (*count)(const struct session *session);
    const char *(*name)(const struct session *session, size_t index);
    /* What else the filter looks into; NULL: the name alone. */
    const char *(*title)(const struct session *session, size_t index);
};

struct overlay_kind {
    const char *name;
    const struct overlay_keys *keys; /* the most wanted hint first; the first is always shown */
    size_t key_count;
    enum overlay_mouse mouse;
    /* Other keys and pasted text edit session->ui.line, and `edited` is called, if there is one. */
    bool has_line;
    void (*edited)(struct session *session);
    const struct menu *menu; /* NULL: it is none */
};

/* The row of an overlay. That of OVERLAY_NONE has no keys: they are session/key.h's bindings. */
const struct overlay_kind *overlay_kind(enum overlay overlay);

/* Open an overlay in place of the one that is open: with an empty line, at its first entry. */
void overlay_open(struct session *session, enum overlay overlay);
void overlay_close(struct session *session);

/* A key for the open overlay. */
void overlay_press(struct session *session, uint32_t key);

/* The entries of the open menu whose name or title has its filter in it, whatever the case and the
 * accents: how many, and their names; NULL behind the last one. */
size_t menu_count(const struct session *session);
const char *menu_name(const struct session *session, size_t index);

#endif
