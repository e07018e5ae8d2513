/* What went wrong, in one line for a person.
 *
 * A function that can fail takes a `struct error *` last and returns false (or NULL) when it
 * does. Start from a zeroed struct; the first error wins, later ones are ignored. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

enum error_kind {
    ERROR_NONE,
    ERROR_INPUT,   /* a mistake of the user: exit status 2 */
    ERROR_RUNTIME, /* the world refused, as a full disk does: exit status 1 */
};

struct error {
    enum error_kind kind;
    char text[512]; /* UTF-8, no newline; clean (base/text.h); cut if longer */
};

/* Record the user's mistake. Always returns false, so that `return error_set(...)` reads well.
 * `err` may be NULL where the caller only wants the verdict. */
__attribute__((format(printf, 2, 3))) bool error_set(struct error *err, const char *format, ...);

/* The same for a failure at run time. */
__attribute__((format(printf, 2, 3))) bool error_fail(struct error *err, const char *format, ...);

/* Put `prefix` (such as "scenes/x.scene:12: ") before the text of an error that is set. */
__attribute__((format(printf, 2, 3))) void error_prefix(struct error *err, const char *format, ...);

/* What the system says of an errno, beginning as the rest of a sentence does: "no such file or
 * directory". Returns `buffer`. */
#define ERROR_REASON_SIZE 128
const char *error_reason(char buffer[static ERROR_REASON_SIZE], int code);

#endif
