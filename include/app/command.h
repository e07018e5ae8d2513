/* The subcommands, and what they have in common. */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include <stdbool.h>

#include "app/options.h"
#include "base/error.h"
#include "scene/library.h"
#include "session/session.h"

struct command_context {
    struct options options;
    struct library library;
    const char *language; /* "en", "es" */
};

bool command_play(const struct command_context *context, struct error *err);
bool command_run(const struct command_context *context, struct error *err);
bool command_list(const struct command_context *context, struct error *err);

/* Find the scenes: in ./scenes, those of the source tree that the program was built in, and the
 * installed ones. */
void command_library(struct library *library);

/* The user's language by LC_ALL, LC_MESSAGES or LANG; two letters into `language`. */
#define LANGUAGE_SIZE 3
void command_language(char language[static LANGUAGE_SIZE]);

/* False where the first word of the command line is nearly a subcommand, and no scene or file is so
 * called: then that is the mistake, whatever follows. */
bool command_is_spelled(const struct library *library, const char *word, struct error *err);

/* Read the scene of the command line, tell its warnings on standard error, and begin a session with
 * the theme that was asked for. */
bool command_open(const struct command_context *context, struct session *session,
                  struct error *err);

#endif
