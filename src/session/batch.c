#include "session/batch.h"

static bool is_update_shown(const struct session *session, const struct run *run)
{
    return session->look.stage == STAGE_UPDATE && run->step > 0;
}

const uint32_t *session_batch(const struct session *session, struct run *run, size_t *count)
{
    if (!is_update_shown(session, run))
        return run_next_samples(run, count);
    *count = run->sample_count;
    return run->sample;
}

size_t session_example(const struct session *session, const struct run *run, const uint32_t *batch)
{
    const uint64_t made = is_update_shown(session, run);
    return batch ? batch[0] : (size_t)((run->step - made) % run->problem->samples);
}
