#include "app/headless.h"

#include "app/request.h"
#include "base/text.h"
#include "session/verb.h"

#include <stdint.h>
#include <string.h>

#define SLICE 4096 /* updates between two looks at the progress */

/* There is no screen to redraw. */
static bool handle_request(struct session *session, bool *quit, struct error *err)
{
    *quit |= request_handle(session, err) == REQUEST_QUIT;
    return err->kind == ERROR_NONE;
}

/* How far the race is on its way to its end. */
static double share(const struct session *session)
{
    const uint64_t end = race_end(&session->race), step = session->race.step;
    return race_progress(&session->race) * (step < end ? (double)step / (double)end : 1);
}

/* Let the race arrive where it is going, or stop at `quit`. */
static bool arrive(struct session *session, const struct progress *progress, bool *quit,
                   struct error *err)
{
    bool done = false;
    if (!handle_request(session, quit, err))
        return false;
    while (!done && !*quit) {
        done = session_work(session, SLICE, err);
        if (err->kind != ERROR_NONE || !handle_request(session, quit, err) ||
            !progress->go_on(progress->context, share(session)))
            return false;
    }
    return true;
}

/* What verbs name is written into files. */
static bool is_text(const char *line, struct error *err)
{
    return !text_bad_byte(line, strlen(line)) || error_set(err, "this is not text in UTF-8");
}

bool headless_verbs(struct session *session, const struct words *lines,
                    const struct progress *progress, bool *quit, struct error *err)
{
    *quit = false;
    session->request = REQUEST_NONE; /* a scene may not write files or quit as it is opened */
    for (size_t i = 0; i < lines->count && !*quit; i++)
        if (!is_text(lines->at[i], err) || !verb_play(session, lines->at[i], err) ||
            !arrive(session, progress, quit, err)) {
            error_prefix(err, "--do: ");
            return false;
        }
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
    bool quit = false;
    while (!is_over(&session->race) && !quit) {
        if (tries-- == 0)
            return error_set(err, "%s: the lessons never let the race end", session->scene.path);
        session_seek(session, race_end(&session->race));
        if (!arrive(session, progress, &quit, err)) {
            error_prefix(err, "%s: ", session->scene.path);
            return false;
        }
    }
    return true;
}
