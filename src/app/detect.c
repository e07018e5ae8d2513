/* The environment: NO_COLOR, COLORTERM, TERM and the locale. */
#include "app/detect.h"

#include "base/mem.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

const char *detect_variable(const char *name)
{
    const char *value = getenv(name);
    return value ? value : "";
}

static bool has_prefix(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* tmux and screen pass COLORTERM on from the terminal that they hide. */
enum colors detect_colors(const struct display *display)
{
    if (display->colors_asked)
        return display->colors;
    if (*detect_variable("NO_COLOR"))
        return COLORS_NONE;
    const char *term = detect_variable("TERM"), *colorterm = detect_variable("COLORTERM");
    bool hidden =
        *detect_variable("TMUX") || has_prefix(term, "screen") || has_prefix(term, "tmux");
    bool direct = strcmp(colorterm, "truecolor") == 0 || strcmp(colorterm, "24bit") == 0;
    return (direct && !hidden) || strstr(term, "-direct") ? COLORS_DIRECT : COLORS_256;
}

/* A locale that is not installed, as is often so at the other end of ssh, still tells of UTF-8. */
bool detect_utf8(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    if (!setlocale(LC_CTYPE, "")) {
        const char *name = "";
        for (size_t i = 0; i < ARRAY_LENGTH(variables) && !*name; i++)
            name = detect_variable(variables[i]);
        if (strstr(name, "UTF-8") || strstr(name, "utf8"))
            setlocale(LC_CTYPE, "C.UTF-8");
    }
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* In East Asian locales blocks may be two columns wide. The Linux console's font has no half
 * blocks, a VT none of all this. */
enum glyphs detect_glyphs(const struct display *display, bool utf8)
{
    const char *term = detect_variable("TERM");
    if (!utf8)
        return GLYPHS_ASCII;
    if (display->glyphs_asked)
        return display->glyphs;
    if (strcmp(term, "linux") == 0 || has_prefix(term, "vt") || wcwidth(0x2580) != 1)
        return GLYPHS_ASCII;
    return wcwidth(0x28ff) == 1 ? GLYPHS_BRAILLE : GLYPHS_BLOCK;
}
