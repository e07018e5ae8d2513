/* A string that grows, and the characters of UTF-8.
 *
 * Invariants: a zeroed struct is the empty text; once anything was added, data[length] is '\0'.
 * Read it through text_string(), which never returns NULL. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
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

/* ---- characters ----
 *
 * Text is UTF-8. Malformed are: bytes that begin no character, characters cut short, overlong
 * forms, surrogates, and what is beyond U+10FFFF. */

#define TEXT_CHARACTER 5      /* bytes of a character at most, with a final '\0' */
#define TEXT_MALFORMED 0xFFFD /* the code point that stands for a malformed byte */

/* The UTF-8 of a code point, with a final '\0'; surrogates and what is beyond U+10FFFF become '?'.
 * Returns the length without the '\0'. */
size_t text_encode(uint32_t code, char out[static TEXT_CHARACTER]);

/* The code point that a string begins with; the string moves on behind it. 0 at the end, where it
 * stays. A malformed byte counts alone, as TEXT_MALFORMED. */
uint32_t text_next(const char **string);

/* The bytes of the character that `text` begins with, of `left` > 0 bytes; 0: malformed. */
size_t text_character(const char *text, size_t left);

/* The first byte that is not UTF-8 text in printable characters, newlines and tabs; NULL: all is.
 */
const char *text_bad_byte(const char *text, size_t length);

/* Whether a character may be shown to people. These may not: control characters, what is shown as
 * nothing but changes what stands around it (marks of direction, of zero width, separators of lines
 * and paragraphs), surrogates, and what is no character yet. */
bool text_is_printable(uint32_t code);

/* Make a line fit to be shown: what is not printable, newlines and malformed bytes become '?' each;
 * marks that choose between two looks of a character (U+FE0F) are left out. Never longer. */
void text_clean(char *line);

/* Add a string as it is written to people: clean, but with its newlines, and in ASCII
 * (text_ascii()) where the characters of the user's locale (LC_CTYPE) are not UTF-8. */
void text_add_clean(struct text *out, const char *string);

/* Add a string with every malformed byte as U+FFFD: valid UTF-8, and else what it was. */
void text_add_valid(struct text *out, const char *string);

/* The bytes of a string to keep where there is room for `most`, so that its last character is
 * whole: all of them where they fit, else `most` or up to 3 less. As a precision it cuts a format's
 * argument: printf("%.*s", (int)text_cut(name, 40), name). */
size_t text_cut(const char *string, size_t most);

/* The columns of a terminal that a character takes: 0 (combining marks, controls), 1, or 2 (CJK,
 * emoji); and those of a string, in which a malformed byte takes 1. */
int text_code_columns(uint32_t code);
int text_columns(const char *string);

/* A character and a mark behind it in one character, as e and an acute accent make one; 0: there is
 * none. */
uint32_t text_compose(uint32_t code, uint32_t mark);

/* The bytes of a string that fit so many columns; no character is cut. */
size_t text_fit(const char *string, int columns);

/* Add a string as it is compared: in small letters, without accents; malformed bytes stay out. */
void text_fold(struct text *out, const char *string);

/* Whether `part`, both folded, is in `string`. "" is in every string. */
bool text_contains(const char *string, const char *part);

#define TEXT_ASCII 8 /* bytes of a spelling at most, with a final '\0' */

/* A character as it is spelled where there is only ASCII: without its accents ("n" of "ñ"), by
 * sense ("sqrt " of "√"), as nothing ("¿", combining marks), or where there is no such spelling as
 * '?'. ASCII stays. Returns the length. */
size_t text_ascii(uint32_t code, char out[static TEXT_ASCII]);

#endif
