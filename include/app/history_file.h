/* The lines of the prompt, kept between sessions in $XDG_STATE_HOME/thalweg/history, which is
 * ~/.local/state/thalweg/history where that is not set: a line each, the newest last.
 *
 * Nothing of it is an error: without the file the history begins empty, and where it cannot be
 * written the lines are those of this session alone. */
#ifndef APP_HISTORY_FILE_H
#define APP_HISTORY_FILE_H

#include "session/prompt_history.h"

/* Bytes of a line, at most: longer ones are not kept. */
#define HISTORY_LINE 4096

/* Put the lines of the file into the empty history. */
void history_load(struct prompt_history *history);

/* Write the new ones behind those of the file, which other sessions may have written to since. The
 * file is replaced when whole, and readable by its owner alone. */
void history_keep(struct prompt_history *history);

#endif
