/* What thalweg knows, listed from the tables that hold it. */
#ifndef OUT_LIST_H
#define OUT_LIST_H

#include <stddef.h>

#include "base/text.h"
#include "scene/library.h"

enum list {
    LIST_OPTIMIZERS,
    LIST_SCHEDULES,
    LIST_SURFACES,
    LIST_DATASETS,
    LIST_ACTIVATIONS,
    LIST_SCENES,
    LIST_VERBS,
    LIST_BINDINGS, /* keys of the keyboard, with their verbs */
    LIST_KEYS,     /* of scene files */
    LIST_PANES,
    LIST_COUNT,
};

const char *list_name(size_t list); /* "optimizers", "schedules" ... */

/* An aligned table for people. `language` chooses among the titles of scenes. */
void list_text(enum list list, const struct library *library, const char *language,
               struct text *out);

/* A JSON object a line. Every object has the key "kind": "optimizer", "schedule" ... */
void list_json_lines(enum list list, const struct library *library, const char *language,
                     struct text *out);

/* A table of Markdown, or one for each part of the list with a heading before it. */
void list_markdown(enum list list, const struct library *library, const char *language,
                   struct text *out);

#endif
