/* Verbs for models: the plane of the map, the stages of an update, what is shown of the data. */
#include "verbs.h"

#include "base/number.h"

#include <string.h>

static bool need_model(const struct session *session, struct error *err)
{
    return problem_has_data(session_problem(session)) ||
           error_set(err, "a surface has no data; open a scene with a model");
}

/* ---- the plane ---- */

/* Two different parameters of the problem. */
static bool read_axes(const struct session *session, char *const *arguments,
                      uint64_t axes[static 2], struct error *err)
{
    const size_t dim = session_problem(session)->dim;
    for (size_t i = 0; i < 2; i++)
        if (!number_parse_count(arguments[i], &axes[i]) || axes[i] >= dim)
            return error_set(err, "'%s' is no parameter; they are numbered 0 to %zu", arguments[i],
                             dim - 1);
    return axes[0] != axes[1] || error_set(err, "a plane needs two different parameters");
}

bool verb_plane(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    size_t kind = (size_t)session->look.plane_kind;
    uint64_t axes[2];
    memcpy(axes, session->look.axes, sizeof axes);
    if (!problem_needs_plane(session_problem(session)))
        return error_set(err, "the map shows both parameters as they are");
    if (count > 0 && strcmp(arguments[0], "next") == 0)
        kind = (kind + 1) % SCENE_PLANES;
    else if (count > 0 && !argument_choice(arguments[0], plane_choice, &kind, err))
        return false;
    if (count == 2 || (count == 3 && kind != SCENE_PLANE_AXES))
        return error_set(err, "say: plane axes I J");
    if (count == 3 && !read_axes(session, arguments + 1, axes, err))
        return false;
    memcpy(session->look.axes, axes, sizeof axes);
    session->look.plane_kind = (enum scene_plane)kind;
    session_refit_plane(session);
    session_say(session, "plane: %s", plane_choice(kind));
    return true;
}

/* ---- stages ---- */

bool verb_stage(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count, (void)arguments;
    if (!need_model(session, err))
        return false;
    session->playing = false;
    const bool was_shown = session->look.stage == STAGE_UPDATE;
    const enum stage next = was_shown ? STAGE_FORWARD : (enum stage)(session->look.stage + 1);
    if (next == STAGE_UPDATE)
        session_step(session, 1);
    session->look.stage = next;
    session_say(session, "stage: %s", stage_name(next));
    return true;
}

/* ---- data ---- */

bool verb_data(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    size_t choice = (size_t)session->look.data_style;
    if (!need_model(session, err) ||
        !argument_next_choice(count, arguments, data_choice, DATA_STYLES, &choice, err))
        return false;
    session->look.data_style = (enum data_style)choice;
    session_say(session, "data: %s", data_choice(choice));
    return true;
}

/* The next of the pairs (0, 1), (0, 2) ... (1, 2) ... and round again. */
static void next_pair(size_t inputs, size_t pair[static 2])
{
    if (++pair[1] < inputs)
        return;
    if (++pair[0] + 1 >= inputs)
        pair[0] = 0;
    pair[1] = pair[0] + 1;
}

bool verb_inputs(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    if (!need_model(session, err))
        return false;
    const size_t inputs = session_problem(session)->dataset->inputs;
    uint64_t pair[2] = {1, 2};
    if (inputs < 3)
        return error_set(err, "there %s: nothing to choose",
                         inputs == 1 ? "is one input" : "are two inputs");
    if (count == 0) {
        next_pair(inputs, session->look.inputs);
    } else {
        for (size_t i = 0; i < 2; i++)
            if (i >= count || !number_parse_count(arguments[i], &pair[i]) || pair[i] < 1 ||
                pair[i] > inputs)
                return error_set(err, "say two inputs, from 1 to %zu", inputs);
        if (pair[0] == pair[1])
            return error_set(err, "say two different inputs");
        session->look.inputs[0] = (size_t)pair[0] - 1;
        session->look.inputs[1] = (size_t)pair[1] - 1;
    }
    char *const *names = session_problem(session)->dataset->input_names;
    session_say(session, "inputs: %s, %s", names[session->look.inputs[0]],
                names[session->look.inputs[1]]);
    return true;
}

bool verb_reload(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count, (void)arguments;
    if (!need_model(session, err))
        return false;
    if (!scene_reload(session_own_scene(session), err))
        return false;
    session_adopt_settings(session);
    scene_clamp_batches(session_own_scene(session));
    session_restart(session);
    const struct dataset *dataset = session_problem(session)->dataset;
    session_say(session, "%s, read again: %zu samples%s%s", dataset_short_name(dataset),
                dataset->n + dataset->test_n, dataset->note_count > 0 ? "; " : "",
                dataset->note_count > 0 ? dataset->notes[0] : "");
    return true;
}
