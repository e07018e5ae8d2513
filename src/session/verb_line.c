/* How a line of verbs is taken apart and played, and which lines wait for the race. */
#include "session_parts.h"
#include "verbs.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- taking a line apart ---- */

/* A verb of a line, taken apart. */
struct command {
    const struct verb *verb;
    size_t count; /* arguments, with the verb's name */
    char *arguments[VERB_ARGUMENTS + 1];
    char *copies; /* what the arguments point into */
};

/* Text from web pages has no-break spaces, which look the same. */
size_t verb_blank(const char *at)
{
    static const char *const blanks[] = {" ", "\t", "\u00A0", "\u202F"};
    for (size_t i = 0; i < ARRAY_LENGTH(blanks); i++)
        if (strncmp(at, blanks[i], strlen(blanks[i])) == 0)
            return strlen(blanks[i]);
    return 0;
}

size_t verb_quote(const char *at, char *open)
{
    const bool curly = strncmp(at, "\u201C", 3) == 0 || strncmp(at, "\u201D", 3) == 0;
    const char sort = curly ? 'c' : '"';
    if ((!curly && *at != '"') || (*open != '\0' && *open != sort))
        return 0;
    *open = *open == '\0' ? sort : '\0';
    return curly ? 3 : 1;
}

bool verb_needs_quotes(const char *word)
{
    char open = '\0';
    while (*word != '\0' && *word != ';' && verb_blank(word) == 0 && verb_quote(word, &open) == 0)
        word++;
    return *word != '\0';
}

/* Copy the next argument of a verb from `*line` to `*out`; NULL at the end of the verb. Both move
 * on.
 */
static char *next_argument(const char **line, char **out)
{
    const char *at = *line;
    for (size_t length; (length = verb_blank(at)) > 0;)
        at += length;
    *line = at;
    if (*at == '\0' || *at == ';')
        return NULL;
    char *argument = *out, *end = argument;
    char quote = '\0';
    while (*at != '\0' && (quote != '\0' || (*at != ';' && verb_blank(at) == 0))) {
        const size_t length = verb_quote(at, &quote);
        if (length == 0)
            *end++ = *at;
        at += length > 0 ? length : 1;
    }
    *end = '\0';
    *line = at;
    *out = end + 1;
    return argument;
}

/* What is no verb: "lr=0.1", or a setting, or a word that is called otherwise elsewhere. */
static bool no_verb(const char *name, struct error *err)
{
    char hint[NAMES_HINT_SIZE], key[RUN_NAME_SIZE];
    const char *value;
    if (assignment(name, key, &value) && verb_find(key))
        return error_set(err, "no verb '%s'; write: %s %s", name, key, value);
    for (int setting = 0; setting <= RUN_SCHEDULE_KIND; setting++)
        if (strcmp(name, run_setting_parameter(setting)->name) == 0)
            return error_set(err, "no verb '%s'; say: set %s", name, name);
    return error_set(err, "no verb '%s'%s", name, names_hint(hint, name, verb_count(), verb_name));
}

static bool has_equals_sign(const struct command *command)
{
    bool has = false;
    for (size_t i = 1; i < command->count; i++)
        has = has || strcmp(command->arguments[i], "=") == 0;
    return has;
}

/* Take the next verb off the line; none (verb NULL) is no mistake. Release with free(copies). */
static bool next_command(const char **line, struct command *command, struct error *err)
{
    *command = (struct command){0};
    /* Every argument is followed by a delimiter or the end, so its copy has room for a '\0'. */
    command->copies = mem_alloc(strlen(*line) + 1, 1);
    char *out = command->copies;
    for (char *argument; (argument = next_argument(line, &out)); command->count++) {
        if (command->count > VERB_ARGUMENTS)
            return error_set(err, "more than %d arguments", VERB_ARGUMENTS);
        command->arguments[command->count] = argument;
    }
    *line += **line == ';';
    if (command->count == 0)
        return true;
    const char *name = command->arguments[0];
    const struct verb *verb = command->verb = verb_find(name);
    const size_t arguments = command->count - 1;
    if (!verb)
        return no_verb(name, err);
    if (verb->run_argument > 0 && has_equals_sign(command))
        return error_set(err, "no '=' here; say: %s %s", verb->name, verb->arguments);
    if (arguments < verb->at_least || arguments > verb->at_most)
        return error_set(err, "say: %s %s", verb->name, verb->arguments ? verb->arguments : "");
    return true;
}

/* The line again, for `undo` to tell. */
static char *line_of(const struct command *command)
{
    struct text line = {0};
    for (size_t i = 0; i < command->count; i++)
        text_printf(&line, "%s%s", i > 0 ? " " : "", command->arguments[i]);
    return line.data;
}

/* A change is made where all runs are at the same step. If it fails nothing has changed, and the
 * race goes on. */
static bool play_undoable(struct session *session, const struct command *command, struct error *err)
{
    const struct verb *verb = command->verb;
    const bool halts = session->working && verb->undo == VERB_UNDO_CHANGE;
    const uint64_t goal = session->goal;
    char *line = line_of(command);
    if (halts)
        session_halt(session);
    session_remember(session, verb->undo == VERB_UNDO_VIEW, line);
    free(line);
    if (verb->play(session, command->count - 1, command->arguments + 1, err))
        return true;
    session_cancel(session);
    if (halts)
        session_go(session, goal, session->way);
    return false;
}

static bool play_command(struct session *session, const struct command *command, struct error *err)
{
    const struct verb *verb = command->verb;
    if (!verb)
        return true;
    if (verb->undo != VERB_UNDO_NOTHING && session->actor == ACTOR_USER)
        return play_undoable(session, command, err);
    return verb->play(session, command->count - 1, command->arguments + 1, err);
}

static bool play_next(struct session *session, const char **line, struct error *err)
{
    struct command command;
    const bool ok = next_command(line, &command, err) && play_command(session, &command, err);
    free(command.copies);
    return ok;
}

bool verb_play_now(struct session *session, const char *line, struct error *err)
{
    bool ok = true;
    while (ok && *line != '\0')
        ok = play_next(session, &line, err);
    return ok;
}

/* ---- waiting ---- */

static void wait_at(struct session *session, size_t index, const char *line)
{
    session->queue = mem_resize(session->queue, session->queue_count + 1, sizeof *session->queue);
    memmove(session->queue + index + 1, session->queue + index,
            (session->queue_count - index) * sizeof *session->queue);
    session->queue[index] = mem_string(line);
    session->queue_count++;
}

/* The way of moves: what is said behind them counts on where they lead. */
static bool is_moving(const struct session *session)
{
    return session->working && session->way != WAY_SEEK && session->way != WAY_PLAY;
}

static bool must_wait(const struct session *session, enum verb_turn turn)
{
    const bool others_wait = session->queue_count > 0;
    switch (turn) {
    case VERB_AT_ONCE:
        return false;
    case VERB_TOGGLE:
        return is_moving(session);
    case VERB_IN_ORDER:
        return others_wait;
    case VERB_AFTER_MOVES:
        return others_wait || is_moving(session);
    case VERB_FORWARD:
    case VERB_BACK:
        return others_wait || (session->working && session->way != WAY_PLAY &&
                               session->way != (turn == VERB_BACK ? WAY_BACK : WAY_FORWARD));
    }
    return false;
}

/* Play the first verb of the first line that waits; what is behind it goes on waiting. */
static bool play_waiting(struct session *session, struct error *err)
{
    char *line = session->queue[0];
    const char *rest = line;
    session->queue_count--;
    memmove(session->queue, session->queue + 1, session->queue_count * sizeof *session->queue);
    const bool ok = play_next(session, &rest, err);
    if (ok && *rest != '\0')
        wait_at(session, 0, rest);
    free(line);
    return ok;
}

bool verb_play_queue(struct session *session, struct error *err)
{
    bool ok = true;
    while (ok && session->queue_count > 0 && !session->working && session->request == REQUEST_NONE)
        ok = play_waiting(session, err);
    return ok;
}

bool verb_play(struct session *session, const char *line, struct error *err)
{
    struct command command;
    const char *rest = line;
    bool ok = next_command(&rest, &command, err);
    if (ok && command.verb && must_wait(session, command.verb->turn))
        rest = line;
    else
        ok = ok && play_command(session, &command, err);
    free(command.copies);
    if (!ok)
        return false;
    if (*rest != '\0')
        wait_at(session, session->queue_count, rest);
    return session->working || verb_play_queue(session, err);
}

static bool command_sets(const struct session *session, const struct command *command, size_t focus,
                         size_t run, int setting)
{
    const struct verb *verb = command->verb;
    if (!verb || verb->run_argument == 0)
        return false;
    const size_t arguments = command->count - 1;
    const char *const name = verb->run_argument == 1 ? verb->name : command->arguments[1];
    const char *named =
        arguments > verb->run_argument ? command->arguments[verb->run_argument + 1] : NULL;
    bool chosen[RACE_RUNS] = {false};
    struct error err = {0};
    if (strcmp(name, run_setting_parameter(RUN_SCHEDULE_KIND)->name) == 0) {
        named = schedule_run(session, arguments - 1, command->arguments + 2);
        if (!schedule_sets(arguments - 1, command->arguments + 2, setting))
            return false;
    } else if (run_setting_find(&session->race.runs[run]->settings, name) != setting) {
        return false;
    }
    if (!named)
        return run == focus || (session->all && focus != SIZE_MAX);
    return argument_runs(session, named, chosen, &err) && chosen[run];
}

bool verb_sets(const struct session *session, const char *line, size_t focus, size_t run,
               int setting)
{
    bool sets = false;
    while (!sets && *line != '\0') {
        struct command command;
        struct error err = {0};
        if (!next_command(&line, &command, &err))
            line = "";
        else
            sets = command_sets(session, &command, focus, run, setting);
        free(command.copies);
    }
    return sets;
}

size_t verb_count_said(const char *line, const char *verb, const char *argument)
{
    size_t count = 0;
    while (*line != '\0') {
        struct command command;
        struct error err = {0};
        if (!next_command(&line, &command, &err))
            line = "";
        else if (command.verb && strcmp(command.verb->name, verb) == 0)
            count +=
                !argument || (command.count > 1 && strcmp(command.arguments[1], argument) == 0);
        free(command.copies);
    }
    return count;
}

bool verb_check_scene(const char *line, struct error *err)
{
    bool ok = true;
    while (ok && *line != '\0') {
        struct command command;
        ok = next_command(&line, &command, err);
        if (ok && command.verb && command.verb->not_in_scenes)
            ok = error_set(err, "a scene may not say '%s'; leave it to who plays it",
                           command.verb->name);
        free(command.copies);
    }
    return ok;
}
