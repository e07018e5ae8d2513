/* A string that grows.
 *
 * Invariants: a zeroed struct is the empty text; once anything was added, data[length] is '\0'.
 * Read it through text_string(), which never returns NULL. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stddef.h>
#include <stdint.h>

struct text {
    char *data;
    size_t length, capacity; /* bytes, without and with the final '\0' */
};

void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t length);
__attribute__((format(printf, 2, 3))) void text_printf(struct text *text, const char *format, ...);

/* The number in the shortest form that reads back exactly; see base/number.h. */
void text_add_number(struct text *text, double value);

const char *text_string(const struct text *text);
void text_clear(struct text *text); /* empty, the memory is kept */
void text_finish(struct text *text);

#define TEXT_CHARACTER 5 /* bytes of a UTF-8 character at most, with a final '\0' */

/* The UTF-8 of a code point, with a final '\0'; surrogates and what is beyond U+10FFFF become '?'.
 * Returns the length without the '\0'. */
size_t text_encode(uint32_t code, char out[static TEXT_CHARACTER]);

/* The bytes of the UTF-8 character that `text` begins with, of `left` > 0 bytes; 0: malformed. */
size_t text_character(const char *text, size_t left);

/* The first byte that is not UTF-8 text in printable characters, newlines and tabs; NULL: all is.
 */
const char *text_bad_byte(const char *text, size_t length);

#endif
