/* The samples that are shown of a run: of the update whose stages are shown, or else of the next.
 */
#ifndef SESSION_BATCH_H
#define SESSION_BATCH_H

#include "session/session.h"

/* Their indices; NULL is all. `count` is how many. */
const uint32_t *session_batch(const struct session *session, struct run *run, size_t *count);

/* The one of `batch` that is shown as an example: its first; of all samples, as many as the run has
 * made updates, so that each update has another. */
size_t session_example(const struct session *session, const struct run *run, const uint32_t *batch);

#endif
