/* The table of verbs, and how a line of them is taken apart and played. */
#include "session_parts.h"
#include "verbs.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- the table ---- */

static const struct verb verbs[] = {
    {.name = "toggle", .help = "run or pause", .turn = VERB_TOGGLE, .play = verb_toggle},
    {.name = "run", .help = "run", .turn = VERB_AFTER_MOVES, .play = verb_run},
    {.name = "pause", .help = "pause", .turn = VERB_AT_ONCE, .play = verb_pause},
    {.name = "step",
     .arguments = "[N]",
     .help = "one update of every run, or N",
     .at_most = 1,
     .turn = VERB_FORWARD,
     .play = verb_step},
    {.name = "back",
     .arguments = "[N]",
     .help = "one update back, or N",
     .at_most = 1,
     .turn = VERB_BACK,
     .play = verb_back},
    {.name = "seek",
     .arguments = "N|start|end",
     .help = "go to a step of the past or the future",
     .at_least = 1,
     .at_most = 1,
     .choice = seek_choices,
     .play = verb_seek},
    {.name = "speed",
     .arguments = "up|down|X",
     .help = "steps a second while running",
     .at_least = 1,
     .at_most = 1,
     .choice = speed_choices,
     .play = verb_speed},
    {.name = "lr",
     .arguments = "up|down|X [RUN|all]",
     .help = "the learning rate, on a ladder of 1, 2, 5",
     .undo = VERB_UNDO_CHANGE,
     .turn = VERB_AFTER_MOVES,
     .at_least = 1,
     .at_most = 2,
     .choice = lr_choices,
     .run_argument = 1,
     .play = verb_lr},
    {.name = "batch",
     .arguments = "up|down|N [RUN|all]",
     .help = "the batch size: doubled, halved or N; 0 is all",
     .undo = VERB_UNDO_CHANGE,
     .turn = VERB_AFTER_MOVES,
     .at_least = 1,
     .at_most = 2,
     .choice = batch_choices,
     .run_argument = 1,
     .play = verb_batch},
    {.name = "set",
     .arguments = "KEY VALUE [RUN|all]",
     .help = "any setting of a run: beta, eps ...; set schedule cosine tau=200",
     .undo = VERB_UNDO_CHANGE,
     .turn = VERB_AFTER_MOVES,
     .at_least = 2,
     .at_most = VERB_ARGUMENTS,
     .choice = set_choices,
     .run_argument = 2,
     .play = verb_set},
    {.name = "focus",
     .arguments = "next|prev|RUN|*",
     .help = "the focused run; *: keys act on it or on all",
     .at_least = 1,
     .at_most = 1,
     .choice = focus_choices,
     .play = verb_focus},
    {.name = "add",
     .arguments = "METHOD [KEY=VALUE ...]",
     .help = "another run joins: add adam lr=0.05 start=0.5,1 schedule=cosine tau=200",
     .undo = VERB_UNDO_CHANGE,
     .turn = VERB_AFTER_MOVES,
     .at_least = 1,
     .at_most = VERB_ARGUMENTS,
     .choice = add_choices,
     .play = verb_add},
    {.name = "remove",
     .arguments = "[RUN]",
     .help = "a run leaves the race",
     .undo = VERB_UNDO_CHANGE,
     .turn = VERB_AFTER_MOVES,
     .at_most = 1,
     .choice = remove_choices,
     .play = verb_remove},
    {.name = "start",
     .arguments = "X Y",
     .help = "restart from another point",
     .undo = VERB_UNDO_CHANGE,
     .turn = VERB_AFTER_MOVES,
     .at_least = 1,
     .at_most = 2,
     .play = verb_start},
    {.name = "crosshair",
     .help = "choose the start on the map",
     .turn = VERB_AT_ONCE,
     .play = verb_crosshair},
    {.name = "restart",
     .help = "begin again with the settings as they are",
     .undo = VERB_UNDO_CHANGE,
     .turn = VERB_AFTER_MOVES,
     .play = verb_restart},
    {.name = "seed",
     .arguments = "N|next",
     .help = "begin again with another order of the samples, and other noise",
     .undo = VERB_UNDO_CHANGE,
     .turn = VERB_AFTER_MOVES,
     .at_least = 1,
     .at_most = 1,
     .choice = seed_choices,
     .play = verb_seed},
    {.name = "reload",
     .help = "read the file of the data again, and begin again with them",
     .undo = VERB_UNDO_CHANGE,
     .turn = VERB_AFTER_MOVES,
     .play = verb_reload},
    {.name = "scene",
     .arguments = "NAME",
     .help = "play another scene",
     .undo = VERB_UNDO_CHANGE,
     .turn = VERB_AFTER_MOVES,
     .at_least = 1,
     .at_most = 1,
     .choice = scene_choices,
     .not_in_scenes = true,
     .play = verb_scene},
    {.name = "next",
     .help = "the next scene",
     .undo = VERB_UNDO_CHANGE,
     .turn = VERB_AFTER_MOVES,
     .not_in_scenes = true,
     .play = verb_next},
    {.name = "previous",
     .help = "the scene before",
     .undo = VERB_UNDO_CHANGE,
     .turn = VERB_AFTER_MOVES,
     .not_in_scenes = true,
     .play = verb_previous},
    {.name = "menu",
     .arguments = "scenes|methods",
     .help = "choose a scene, or a method to add",
     .at_least = 1,
     .at_most = 1,
     .choice = menu_choices,
     .turn = VERB_AT_ONCE,
     .play = verb_menu},
    {.name = "zoom",
     .arguments = "F",
     .help = "F times closer on the map",
     .at_least = 1,
     .at_most = 1,
     .undo = VERB_UNDO_VIEW,
     .play = verb_zoom},
    {.name = "pan",
     .arguments = "X Y",
     .help = "move the map's window by a share of its size",
     .at_least = 2,
     .at_most = 2,
     .undo = VERB_UNDO_VIEW,
     .play = verb_pan},
    {.name = "lens",
     .arguments = "reset",
     .help = "the map's window as the scene has it",
     .at_least = 1,
     .at_most = 1,
     .choice = lens_choices,
     .undo = VERB_UNDO_VIEW,
     .play = verb_lens},
    {.name = "axis",
     .arguments = "x|y [step|epoch|evals] [log|linear]",
     .help = "the axes of the loss plot",
     .at_least = 1,
     .at_most = 3,
     .choice = axis_choices,
     .undo = VERB_UNDO_VIEW,
     .play = verb_axis},
    {.name = "map",
     .arguments = "[both|heat|lines]",
     .help = "how the map is drawn",
     .at_most = 1,
     .choice = map_choices,
     .undo = VERB_UNDO_VIEW,
     .play = verb_map},
    {.name = "arrows",
     .arguments = "[on|off]",
     .help = "arrows of the negative gradient",
     .at_most = 1,
     .choice = switch_choices,
     .undo = VERB_UNDO_VIEW,
     .play = verb_arrows},
    {.name = "plane",
     .arguments = "[pca|random|axes I J|next]",
     .help = "refit the plane of a model's map",
     .at_most = 3,
     .choice = plane_choices,
     .undo = VERB_UNDO_VIEW,
     .play = verb_plane},
    {.name = "stage",
     .help = "an update in its stages: forward, loss, backward, update",
     .play = verb_stage},
    {.name = "data",
     .arguments = "[fit|residuals|confusion]",
     .help = "what is shown of the data",
     .at_most = 1,
     .choice = data_choices,
     .undo = VERB_UNDO_VIEW,
     .play = verb_data},
    {.name = "inputs",
     .arguments = "[I J]",
     .help = "which two inputs of the data are shown",
     .at_most = 2,
     .undo = VERB_UNDO_VIEW,
     .choice = inputs_choices,
     .play = verb_inputs},
    {.name = "theme",
     .arguments = "[NAME]",
     .help = "colours: dark, light, projector or mono",
     .at_most = 1,
     .choice = theme_choices,
     .undo = VERB_UNDO_VIEW,
     .play = verb_theme},
    {.name = "pane",
     .arguments = "NAME|next|max|all|hide NAME",
     .help = "the focused pane; max: alone on the screen; all, hide: what is shown",
     .at_least = 1,
     .at_most = 2,
     .choice = pane_choices,
     .undo = VERB_UNDO_VIEW,
     .play = verb_pane},
    {.name = "undo",
     .help = "take back the last change, of a run or of the view",
     .turn = VERB_AFTER_MOVES,
     .not_in_scenes = true,
     .play = verb_undo},
    {.name = "save",
     .arguments = "FILE",
     .help = "write the scene as it is now",
     .at_least = 1,
     .at_most = 1,
     .turn = VERB_AFTER_MOVES,
     .not_in_scenes = true,
     .choice = save_choices,
     .play = verb_save},
    {.name = "export",
     .arguments = "FILE",
     .help = "write the traces: .csv, .jsonl, .json or .txt",
     .at_least = 1,
     .at_most = 1,
     .turn = VERB_AFTER_MOVES,
     .not_in_scenes = true,
     .choice = export_choices,
     .play = verb_export},
    {.name = "prompt",
     .arguments = "[VERB]",
     .help = "type a verb; Tab completes",
     .at_most = 1,
     .turn = VERB_AT_ONCE,
     .choice = prompt_choices,
     .play = verb_prompt},
    {.name = "mouse",
     .arguments = "[on|off]",
     .help = "off: the terminal selects text",
     .at_most = 1,
     .choice = switch_choices,
     .turn = VERB_AT_ONCE,
     .play = verb_mouse},
    {.name = "text",
     .help = "what the scene is about, and its lessons, in full",
     .turn = VERB_AT_ONCE,
     .play = verb_text},
    {.name = "help", .help = "this help", .turn = VERB_AT_ONCE, .play = verb_help},
    {.name = "redraw", .help = "draw the screen again", .turn = VERB_AT_ONCE, .play = verb_redraw},
    {.name = "quit",
     .help = "leave",
     .turn = VERB_AT_ONCE,
     .not_in_scenes = true,
     .play = verb_quit},
};

size_t verb_count(void)
{
    return ARRAY_LENGTH(verbs);
}

const struct verb *verb_at(size_t index)
{
    return &verbs[index];
}

const char *verb_name(size_t index)
{
    return verbs[index].name;
}

const struct verb *verb_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(verbs); i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}

/* ---- lines ---- */

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
