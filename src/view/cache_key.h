/* What something costly was computed for, so that it is kept as long as that holds. Whoever keeps
 * something fills in what it depends on; the rest stays 0. */
#ifndef VIEW_CACHE_KEY_H
#define VIEW_CACHE_KEY_H

#include "session/session.h"

struct cache_key {
    struct problem *problem;
    uint64_t plane;                  /* session->look.plane_version */
    uint64_t race;                   /* session->race_version */
    uint64_t run;                    /* its index, from 1 */
    uint64_t branches, step, stride; /* of the run, and of its record */
};

/* The run's state as it is now. */
struct cache_key cache_key_of_state(const struct session *session, size_t run);

bool cache_key_equal(const struct cache_key *a, const struct cache_key *b);

#endif
