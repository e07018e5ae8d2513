/* Verbs that move through the race. */
#include "verbs.h"

#include "base/number.h"
#include "ladder.h"

#include <math.h>
#include <string.h>

#define SPEED_MOST 1e9 /* updates a second */

bool verb_run(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count, (void)arguments, (void)err;
    session->playing = true;
    session->due = 1;
    return true;
}

bool verb_pause(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count, (void)arguments, (void)err;
    session->playing = false;
    if (session->working || session->queue_count > 0)
        session_halt(session);
    session_follow_plane(session);
    return true;
}

bool verb_toggle(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    return session->playing || session->working ? verb_pause(session, count, arguments, err)
                                                : verb_run(session, count, arguments, err);
}

bool verb_step(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    uint64_t updates;
    if (!argument_count(count, arguments, 0, 1, &updates, err))
        return false;
    session_step(session, updates);
    return true;
}

bool verb_back(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    uint64_t updates;
    if (!argument_count(count, arguments, 0, 1, &updates, err))
        return false;
    session_step_back(session, updates);
    return true;
}

bool verb_seek(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    char hint[NUMBER_HINT_SIZE];
    uint64_t step = 0;
    if (strcmp(arguments[0], "end") == 0)
        step = race_end(&session->race);
    else if (strcmp(arguments[0], "start") != 0 && !number_parse_count(arguments[0], &step))
        return error_set(err, "'%s' is no step; say a number, start or end%s", arguments[0],
                         number_count_hint(hint, arguments[0]));
    (void)count;
    session->playing = false;
    session_seek(session, step);
    return true;
}

bool verb_speed(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count;
    double speed = session->speed;
    if (!ladder_move(arguments[0], &speed) && !argument_number(arguments[0], &speed, err))
        return false;
    if (!(speed > 0 && speed <= SPEED_MOST))
        return error_set(err, "speed is %s, but must be above 0 and at most 1e9 steps a second",
                         arguments[0]);
    session->speed = speed;
    char number[NUMBER_SIZE];
    session_say(session, "speed: %s steps a second", number_round(number, speed, 3));
    return true;
}
