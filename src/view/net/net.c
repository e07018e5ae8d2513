/* The net pane: the network of the focused run with a sample in it, the first of the next update;
 * and that update stage by stage. Forward shows what each unit computes, loss what comes of it,
 * backward the derivatives, update what the weights become. */
#include "view/net/net.h"

#include "base/mem.h"
#include "session/batch.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void net_memory_finish(struct net_memory *memory)
{
    network_pass_finish(&memory->pass);
    free(memory->theta);
    free(memory->g);
    *memory = (struct net_memory){0};
}

/* ---- the sample's way ---- */

/* Where the method takes its gradient: for some not at theta but ahead of it. */
static void take_theta(struct net_picture *picture, double *ahead)
{
    const struct run *run = picture->run;
    const struct optimizer *optimizer = run->settings.optimizer;
    picture->theta = run->theta;
    if (!optimizer->look_ahead || picture->stage == STAGE_UPDATE || picture->stage == STAGE_NONE)
        return;
    optimizer->look_ahead(run->problem->dim, run->theta, run->state, run->settings.hyper, ahead);
    picture->theta = ahead;
}

static void reserve(struct net_memory *memory, const struct session *session)
{
    struct problem *problem = session_problem(session);
    const struct cache_key key = {.problem = problem, .race = session->race_version};
    if (cache_key_equal(&key, &memory->key))
        return;
    net_memory_finish(memory);
    network_pass_init(&memory->pass, problem->network, NETWORK_CHUNK);
    memory->theta = mem_alloc(problem->dim, sizeof *memory->theta);
    memory->g = mem_alloc(problem->dim, sizeof *memory->g);
    memory->key = key;
}

static struct net_picture picture_of(const struct drawing *drawing, struct run *run)
{
    struct net_memory *memory = drawing->view->net;
    const struct session *session = drawing->session;
    const bool has_updated =
        run->step > 0 && (!session->working || run->step == session->race.step);
    reserve(memory, session);
    struct net_picture picture = {
        .drawing = drawing,
        .problem = session_problem(session),
        .network = session_problem(session)->network,
        .run = run,
        .stage = session->look.stage,
        .pass = &memory->pass,
        .g = memory->g,
    };
    if (picture.stage == STAGE_UPDATE && !has_updated)
        picture.stage = STAGE_NONE;
    picture.batch_samples = session_batch(session, run, &picture.batch);
    picture.sample = session_example(session, run, picture.batch_samples);
    take_theta(&picture, memory->theta);
    return picture;
}

void net_pass(struct net_picture *picture)
{
    const struct dataset *dataset = picture->problem->dataset;
    network_load(picture->network, picture->pass, 1, dataset->x + picture->sample * dataset->inputs,
                 dataset->y + picture->sample * dataset->outputs, NULL);
    network_forward(picture->network, picture->theta, picture->pass);
    if (picture->stage != STAGE_BACKWARD)
        return;
    memset(picture->g, 0, picture->problem->dim * sizeof *picture->g);
    network_backward(picture->network, picture->theta, network_factor(picture->network, 1),
                     picture->pass, picture->g);
}

/* ---- what the stage is about ---- */

static const char *loss_formula(enum loss loss)
{
    static const char *const formulas[] = {
        [LOSS_SQUARED] = "(a - y)^2",
        [LOSS_BCE] = "-y ln a - (1 - y) ln(1 - a)",
        [LOSS_CE] = "-ln a of the class",
    };
    return formulas[loss];
}

static void loss_line(const struct net_picture *picture, char line[static PANE_TITLE])
{
    const struct dataset *dataset = picture->problem->dataset;
    char one[AXIS_LABEL], all[AXIS_LABEL], y[AXIS_LABEL];
    const struct network *network = picture->network;
    const double sample = network_factor(network, 1) * network_loss_sum(network, picture->pass);
    const double batch = problem_gradient(picture->problem, picture->theta, picture->batch_samples,
                                          picture->batch, picture->g);
    snprintf(line, PANE_TITLE, "loss %s, of %s %zu %s%s; y %s; %s; sample %zu",
             net_number(one, sample), picture->batch_samples ? "the batch of" : "all",
             picture->batch, net_number(all, batch), network->l2 > 0 ? " with l2" : "",
             dataset->outputs > 1 ? dataset->class_names[dataset->label[picture->sample]]
                                  : net_number(y, dataset->y[picture->sample]),
             loss_formula(network->loss), picture->sample + 1);
}

static void stage_line(const struct net_picture *picture, char line[static PANE_TITLE])
{
    const bool ascii = picture->drawing->style->glyphs == GLYPHS_ASCII;
    const char *activation = activation_name(
        picture->network->layers > 1 ? picture->network->activation : picture->network->output);
    char rate[AXIS_LABEL];
    switch (picture->stage) {
    case STAGE_FORWARD:
        snprintf(line, PANE_TITLE, "z = W a + b, a = %s(z); sample %zu", activation,
                 picture->sample + 1);
        break;
    case STAGE_LOSS:
        loss_line(picture, line);
        break;
    case STAGE_BACKWARD:
        snprintf(line, PANE_TITLE,
                 ascii ? "d = dL/dz, dw = dL/dw = d a; of sample %zu, the update takes its %zu"
                       : "δ = ∂L/∂z, dw = ∂L/∂w = δ a; of sample %zu, the update takes its %zu",
                 picture->sample + 1, picture->batch);
        break;
    case STAGE_UPDATE:
        snprintf(line, PANE_TITLE, "%s; %s on its %zu samples; rate %s",
                 ascii ? "old -> new" : "old → new", picture->run->settings.optimizer->name,
                 picture->run->sample_count, net_number(rate, picture->run->row->lr));
        break;
    default:
        snprintf(line, PANE_TITLE, "sample %zu of the next update; %s: its stages",
                 picture->sample + 1, pane_key("stage"));
        break;
    }
}

/* What stands behind the last ';' matters least. */
static void cut_line(char line[static PANE_TITLE], int width)
{
    char *end;
    while (canvas_text_width(line) > width && (end = strrchr(line, ';')) != NULL)
        *end = '\0';
}

/* ---- the pane ---- */

static void net_title(const struct drawing *drawing, int width, char title[static PANE_TITLE])
{
    static const char standardized[] = ", of standardized inputs";
    const struct session *session = drawing->session;
    const struct network *network = session_problem(session)->network;
    int length = snprintf(title, PANE_TITLE, "net ");
    if (!network) {
        snprintf(title, PANE_TITLE, "net: gabor");
        return;
    }
    for (size_t l = 0; l <= network->layers; l++)
        length += snprintf(title + length, PANE_TITLE - (size_t)length, l > 0 ? "-%zu" : "%zu",
                           network->width[l]);
    if (length + 4 > width)
        length = snprintf(title, PANE_TITLE, "net");
    if (session->look.stage != STAGE_NONE)
        length += snprintf(title + length, PANE_TITLE - (size_t)length, ": %s",
                           stage_name(session->look.stage));
    if (session_problem(session)->dataset->unit && length + (int)sizeof standardized + 3 <= width)
        snprintf(title + length, PANE_TITLE - (size_t)length, "%s", standardized);
}

static void net_draw(const struct drawing *drawing, struct rect inside)
{
    struct run *run = session_focused(drawing->session);
    const struct theme *theme = &drawing->style->theme;
    if (!run) {
        canvas_text(drawing->canvas, inside, 0, 0, theme->dim, "no runs: m adds one");
        return;
    }
    if (!run->problem->network) {
        net_gabor_draw(drawing, run, inside);
        return;
    }
    struct net_picture picture = picture_of(drawing, run);
    char line[PANE_TITLE];
    const struct rect bottom = {inside.x, inside.y + inside.height - 1, inside.width, 1};
    inside.height -= inside.height > 3;
    net_arrange(&picture, inside);
    net_lines_draw(&picture);
    net_pictures_draw(&picture);
    net_pass(&picture);
    net_labels_draw(&picture);
    net_weights_draw(&picture);
    stage_line(&picture, line);
    cut_line(line, bottom.width);
    if (bottom.y >= inside.y + inside.height)
        canvas_text(drawing->canvas, bottom, 0, 0,
                    picture.stage == STAGE_NONE ? theme->dim : theme->title, line);
}

static bool is_in_stages(const struct session *session)
{
    return session->look.stage != STAGE_NONE;
}

const struct view_pane net_pane = {
    .title = net_title,
    .draw = net_draw,
    .place = PLACE_NET,
    .priority = 50,
    .least = {36, 6},
    .goes_first = is_in_stages,
};
