/* A session's traces as a file, in the format that its suffix says. */
#ifndef OUT_EXPORT_H
#define OUT_EXPORT_H

#include <stdbool.h>

#include "base/error.h"
#include "session/session.h"

/* .csv and .jsonl: every row that was recorded; .json and .txt: the summary. Any other suffix is an
 * input error. The race stands where it stood afterwards. */
bool export_session(struct session *session, const char *path, struct error *err);

#endif
