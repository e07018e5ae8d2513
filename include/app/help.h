/* The texts of --help and --version. */
#ifndef APP_HELP_H
#define APP_HELP_H

#include "app/options.h"
#include "base/text.h"

void help_text(enum command command, struct text *out);
void version_text(struct text *out);

#endif
