/* The user's configuration file, XDG_CONFIG_HOME/thalweg/config or ~/.config/thalweg/config:
 *
 *     # how it looks on my projector
 *     theme = projector
 *     mouse = off
 *
 * A line a setting: color, glyphs, theme, fps as the options of these names, and mouse (on or
 * off). */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include "app/options.h"
#include "base/error.h"

/* Take the file's settings; no file is no mistake. The message names file and line. */
bool config_read(struct options *options, struct error *err);

#endif
