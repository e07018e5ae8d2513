/* What the user asked of the screen's looks, by options, environment and configuration file, and
 * what the terminal can give. */
#ifndef APP_DISPLAY_H
#define APP_DISPLAY_H

#include <stdbool.h>

#include "draw/color.h"
#include "draw/glyphs.h"

struct display {
    bool colors_asked, glyphs_asked; /* else by what the terminal can show */
    enum colors colors;
    enum glyphs glyphs;
    char theme[16]; /* "": dark */
    bool mouse;
    int fps;           /* frames a second at most, 1 ... 60; 30 by default */
    int columns, rows; /* of a frame that goes to no terminal; 80 x 24 by default */
};

#endif
