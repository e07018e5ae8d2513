/* What lies over the panes, and what is typed and said there. */
#ifndef SESSION_UI_H
#define SESSION_UI_H

#include <stdbool.h>
#include <stddef.h>

/* What lies over the panes and takes the keys; Esc closes it. */
enum overlay {
    OVERLAY_NONE,
    OVERLAY_HELP,
    OVERLAY_SCENES,    /* a menu of the library */
    OVERLAY_METHODS,   /* a menu of the optimizers, to add one */
    OVERLAY_PROMPT,    /* a line being typed */
    OVERLAY_CROSSHAIR, /* a point being chosen on the map */
};

#define PROMPT_SIZE 256

struct ui {
    enum overlay overlay;
    char prompt[PROMPT_SIZE];    /* the prompt's line, or a menu's filter; UTF-8 */
    char last_line[PROMPT_SIZE]; /* the line entered before: Up brings it back */
    size_t cursor;               /* bytes before it */
    size_t selected;             /* of a menu, among the entries that pass the filter */
    size_t scroll;               /* of the help, in lines */
    double crosshair[2];         /* in the problem's coordinates */
    bool mouse;                  /* clicks and the wheel are taken */
    char message[256];           /* what was said last */
    bool message_is_error;
};

#endif
