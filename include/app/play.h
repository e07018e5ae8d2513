/* The interactive program: a session on a terminal. */
#ifndef APP_PLAY_H
#define APP_PLAY_H

#include "app/display.h"
#include "base/error.h"
#include "session/session.h"

/* Play until the user quits. False on a terminal that cannot be used or a failure; the terminal is
 * given back in every case. */
bool play(struct session *session, const struct display *display, struct error *err);

#endif
