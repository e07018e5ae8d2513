#include "app/headless.h"

#include "base/text.h"
#include "out/export.h"
#include "session/verb.h"

#include <stdint.h>
#include <string.h>

#define SLICE 4096 /* updates between two looks at the progress */

/* Do what a verb requested; `quit` stays, for those who play. */
static bool handle_request(struct session *session, struct error *err)
{
    const enum request request = session->request;
    if (request == REQUEST_QUIT)
        return true;
    session->request = REQUEST_NONE;
    return request != REQUEST_EXPORT || export_session(session, session->request_path, err);
}

/* How far the race is on its way to its end. */
static double share(const struct session *session)
{
    const uint64_t end = race_end(&session->race), step = session->race.step;
    return race_progress(&session->race) * (step < end ? (double)step / (double)end : 1);
}

/* Let the race arrive where it is going. */
static bool arrive(struct session *session, const struct progress *progress, struct error *err)
{
    bool done = false;
    while (!done && session->request != REQUEST_QUIT) {
        done = session_work(session, SLICE, err);
        if (err->kind != ERROR_NONE || !handle_request(session, err) ||
            !progress->go_on(progress->context, share(session)))
            return false;
    }
    return true;
}

bool headless_verbs(struct session *session, const struct words *lines,
                    const struct progress *progress, bool *quit, struct error *err)
{
    *quit = false;
    for (size_t i = 0; i < lines->count && !*quit; i++) {
        if (!verb_play(session, lines->at[i], err) || !arrive(session, progress, err)) {
            error_prefix(err, "--do: ");
            return false;
        }
        *quit = session->request == REQUEST_QUIT;
    }
    session->request = REQUEST_NONE;
    return true;
}

static bool is_over(const struct race *race)
{
    bool all_stopped = true;
    for (size_t i = 0; i < race->count; i++)
        all_stopped &= run_stopped(race->runs[i]);
    return all_stopped || race->step >= race_end(race);
}

bool headless_finish(struct session *session, const struct progress *progress, struct error *err)
{
    /* A lesson may stop the race, or send it back, once. */
    size_t tries = session->scene.lesson_count + 1;
    while (!is_over(&session->race) && session->request != REQUEST_QUIT) {
        if (tries-- == 0)
            return error_set(err, "%s: the lessons never let the race end", session->scene.path);
        session_seek(session, race_end(&session->race));
        if (!arrive(session, progress, err)) {
            error_prefix(err, "%s: ", session->scene.path);
            return false;
        }
    }
    session->request = REQUEST_NONE;
    return true;
}
