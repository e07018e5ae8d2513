/* What lies over the panes, and what is typed and said there. */
#ifndef SESSION_UI_H
#define SESSION_UI_H

#include <stdbool.h>
#include <stddef.h>

#include "session/line_edit.h"
#include "session/prompt_history.h"

/* What lies over the panes and takes the keys; see session/overlay.h. */
enum overlay {
    OVERLAY_NONE,
    OVERLAY_HELP,
    OVERLAY_TEXT,      /* the texts of the scene */
    OVERLAY_SCENES,    /* a menu of the library */
    OVERLAY_METHODS,   /* a menu of the optimizers, to add one */
    OVERLAY_PROMPT,    /* a line of verbs being typed */
    OVERLAY_CROSSHAIR, /* a point being chosen on the map */
    OVERLAY_COUNT,
};

#define MESSAGE_SIZE 512 /* of a struct error's text, so that none is cut */

struct ui {
    enum overlay overlay;
    struct line_edit line;         /* the prompt's line, or a menu's filter */
    struct prompt_history history; /* the lines entered in the prompt */
    size_t selected;               /* of a menu, among the entries that pass the filter */
    size_t scroll;                 /* of the help and the texts, in lines */
    double crosshair[2];           /* in the problem's coordinates */
    bool drags;                    /* the map was dragged last: more of it is undone at once */
    bool mouse;                    /* clicks and the wheel are taken */
    char message[MESSAGE_SIZE];    /* what was said last, by session_say(); UTF-8 */
    bool message_is_error;
};

void ui_finish(struct ui *ui);

#endif
