#include "cache_key.h"

struct cache_key cache_key_of_state(const struct session *session, size_t run)
{
    const struct run *of = session->race.runs[run];
    return (struct cache_key){
        .problem = of->problem,
        .race = session->race_version,
        .run = run + 1,
        .branches = of->branches,
        .step = of->step,
    };
}

bool cache_key_equal(const struct cache_key *a, const struct cache_key *b)
{
    return a->problem == b->problem && a->plane == b->plane && a->race == b->race &&
           a->run == b->run && a->branches == b->branches && a->step == b->step &&
           a->stride == b->stride;
}
