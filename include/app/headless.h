/* A session played without a screen. */
#ifndef APP_HEADLESS_H
#define APP_HEADLESS_H

#include <stdbool.h>

#include "app/options.h"
#include "base/error.h"
#include "out/progress.h"
#include "session/session.h"

/* Play lines of verbs, one after the other; the race arrives after each, and exports are written
 * at once; what the scene itself requested as it was opened is dropped. Stops at `quit`, which sets
 * *quit. False on a mistake, or, without a message, where `progress` did not want to go on. */
bool headless_verbs(struct session *session, const struct words *lines,
                    const struct progress *progress, bool *quit, struct error *err);

/* Play on to the race's end, past lessons that pause, or until one says `quit`. */
bool headless_finish(struct session *session, const struct progress *progress, struct error *err);

#endif
