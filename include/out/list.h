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
    LIST_SCENES,
    LIST_VERBS,
    LIST_KEYS,
    LIST_COUNT,
};

const char *list_name(size_t list); /* "optimizers", "schedules" ... */

/* An aligned table for people. `language` chooses among the titles of scenes. */
void list_text(enum list list, const struct library *library, const char *language,
               struct text *out);

/* A JSON object a line. Every object has the key "kind": "optimizer", "schedule" ... */
void list_json_lines(enum list list, const struct library *library, const char *language,
                     struct text *out);

#endif
