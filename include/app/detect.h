/* What the environment says of the terminal: its colours, characters and font. */
#ifndef APP_DETECT_H
#define APP_DETECT_H

#include <stdbool.h>

#include "app/display.h"

/* The value of an environment variable; "" where it is not set. */
const char *detect_variable(const char *name);

/* The colours to aim at: what the user asked for, or else what NO_COLOR, COLORTERM and TERM say.
 * The terminal may turn out to have fewer. */
enum colors detect_colors(const struct display *display);

/* Take the characters of the user's locale, and nothing else of it: numbers are written the same
 * everywhere. Whether it is UTF-8. */
bool detect_utf8(void);

/* The characters to draw with, in the locale taken by detect_utf8(): what the user asked for, or
 * what most fonts of such terminals have. Only ASCII where `utf8` is false. */
enum glyphs detect_glyphs(const struct display *display, bool utf8);

#endif
