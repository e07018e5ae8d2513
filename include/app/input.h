/* What the bytes mean that a terminal sends: keys, reports of the mouse, pasted text.
 *
 * Bytes may come in any pieces, and late. Codes that nobody here knows are swallowed whole, as are
 * answers to questions that another program asked: control sequences (ESC [), single shifts
 * (ESC O), and the strings OSC, DCS, APC, PM and SOS up to their end. So is a key with Alt, which
 * comes as ESC and the key. An ESC behind which nothing follows is the key Escape.
 *
 * Times are in seconds, as from clock_now(). */
#ifndef APP_INPUT_H
#define APP_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#include "app/paste.h"

#define INPUT_CODE 0.025 /* seconds within which a key's code begins to follow its ESC */
#define INPUT_LATE 0.25  /* ... or the rest of a code whose ESC was taken for the key Escape, */
#define INPUT_REST 1.0   /* ... several bytes of it, or the rest of what nobody can have typed */
#define INPUT_MOST 3.0   /* seconds of silence after which the end of a string will not come */

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

/* A key of this terminal. */
struct input_code {
    const char *bytes; /* begins with ESC; NULL: the terminal has no such key */
    uint32_t key;
};

enum input_state {
    INPUT_GROUND,
    INPUT_CHARACTER, /* of several bytes */
    INPUT_ESCAPE,    /* ESC came */
    INPUT_CONTROL,   /* ESC [ */
    INPUT_SHIFT,     /* ESC O */
    INPUT_STRING,
    INPUT_STRING_ESCAPE, /* an ESC in it, that of its end or of another code */
    INPUT_OLD_MOUSE,     /* three bytes after ESC [ M */
    INPUT_PASTE,
};

#define INPUT_SEQUENCE 64   /* bytes that are kept of a code */
#define INPUT_BUFFER   4096 /* bytes that may wait */

struct input {
    const struct input_code *codes; /* the terminal's own, beside those that all have */
    size_t code_count;

    /* Its own. */
    enum input_state state;
    bool alt;                          /* the character that has begun is a key with Alt */
    double heard;                      /* when the last byte was taken */
    double escaped;                    /* when an ESC was, that was then the key Escape */
    char sequence[INPUT_SEQUENCE + 1]; /* what has begun */
    size_t length;
    mbstate_t shift; /* of the character that has begun */
    struct paste paste;
    bool pressed, dragged; /* the first button, and the mouse since then */
    int at_column, at_row; /* where it was last */
    unsigned char waiting[INPUT_BUFFER];
    size_t first, count;
};

void input_init(struct input *input, const struct input_code *codes, size_t count);
void input_finish(struct input *input);

/* Where bytes may be read to, and how many; input_add() tells how many were. */
unsigned char *input_room(struct input *input, size_t *room);
void input_add(struct input *input, size_t count);

/* The next event of the bytes that came, or of the time that went by. False: none. */
bool input_next(struct input *input, double now, struct event *event);

/* Seconds until there may be an event without another byte: 0, more, or infinity. */
double input_patience(const struct input *input, double now);

/* The buttons of the mouse are not reported any more. */
void input_forget_mouse(struct input *input);

#endif
