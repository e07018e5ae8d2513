/* A run's way forward, and back. What a run is at a step is restored from a keyframe and replayed;
 * nothing else remembers, so there is nothing to get out of step. */
#include "race/run.h"

#include "base/mem.h"
#include "math/norm.h"
#include "math/random.h"
#include "race/record.h"
#include "run_block.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The head of a keyframe; theta and the state follow it. */
struct keyframe {
    uint64_t epoch, offset, evals;
    double loss_before; /* run->loss[0] */
    double values[];
};

static size_t state_length(const struct run *run)
{
    return run->settings.optimizer->state_count * run->problem->dim;
}

static size_t trace_dim(const struct run *run)
{
    return run->problem->dim <= RUN_TRACE_DIM ? run->problem->dim : 0;
}

/* ---- samples ---- */

/* How many samples the next update uses: a batch, cut short by the end of the pass. */
static size_t next_count(const struct run *run)
{
    const uint64_t left = run->problem->samples - run->offset;
    const uint64_t batch = run->settings.batch;
    const bool all = run->settings.optimizer->full_batch || batch == 0 || batch > left;
    return (size_t)(all ? left : batch);
}

const uint32_t *run_next_samples(struct run *run, size_t *count)
{
    const size_t n = run->problem->samples;
    *count = next_count(run);
    if (*count == n)
        return NULL;
    if (!run->order) {
        run->order = mem_alloc(n, sizeof *run->order);
        run->order_epoch = UINT64_MAX;
        for (size_t i = 0; i < n; i++)
            run->order[i] = (uint32_t)i;
    }
    if (!run->limits.in_order && run->order_epoch != run->epoch) {
        random_permutation(run->settings.seed, run->epoch, n, run->order);
        run->order_epoch = run->epoch;
    }
    return run->order + run->offset;
}

static void count_samples(struct run *run, size_t count)
{
    run->evals += count;
    run->offset += count;
    if (run->offset == run->problem->samples) {
        run->offset = 0;
        run->epoch++;
    }
}

/* ---- the record ---- */

/* Whether the full problem is evaluated in this step. */
static bool is_evaluated(const struct run *run)
{
    return run->limits.every < 2 || run->step % run->limits.every == 0;
}

static double next_rate(const struct run *run)
{
    return schedule_rate(&run->settings.schedule, run->settings.hyper[HYPER_LR], run->step);
}

void run_evaluate(struct run *run)
{
    struct trace_row *row = run->row;
    row->loss = problem_evaluate(run->problem, run->theta, run->full_g, &row->scores);
    row->grad_norm = norm(run->problem->dim, run->full_g);
}

/* Fill the row of this step. `lr` and `batch` are of the update that led here. */
static void write_row(struct run *run, double lr, size_t batch)
{
    struct trace_row *row = run->row;
    row->step = run->step;
    row->evals = run->evals;
    row->epoch = (double)run->epoch + (double)run->offset / (double)run->problem->samples;
    row->lr = lr;
    row->batch = batch;
    if (is_evaluated(run)) {
        run_evaluate(run);
        run->loss[0] = run->loss[1];
        run->loss[1] = row->loss;
    }
    memcpy(row->p, run->theta, trace_dim(run) * sizeof(double));
}

static void record(struct run *run)
{
    if (run->step > run->recorded)
        run->recorded = run->step;
    if (history_wants(&run->rows, run->step)) {
        void *room = history_room(&run->rows, run->step, 1);
        record_write(run->problem, run->row, room ? room : run->record);
        if (room)
            history_filled(&run->rows, 1);
        else
            history_add(&run->rows, run->step, run->record);
    }
    if (history_wants(&run->keyframes, run->step))
        run_keep_keyframe(run);
}

void run_keep_keyframe(struct run *run)
{
    void *room = history_room(&run->keyframes, run->step, 1);
    struct keyframe *k = room ? room : run->keyframe;
    *k = (struct keyframe){.epoch = run->epoch,
                           .offset = run->offset,
                           .evals = run->evals,
                           .loss_before = run->loss[0]};
    memcpy(k->values, run->theta, run->problem->dim * sizeof(double));
    memcpy(k->values + run->problem->dim, run->state, state_length(run) * sizeof(double));
    if (room)
        history_filled(&run->keyframes, 1);
    else
        history_add(&run->keyframes, run->step, k);
}

/* The first row tells of the first update, whose settings may still change. */
static void record_start(struct run *run)
{
    write_row(run, next_rate(run), next_count(run));
    run->loss[0] = run->loss[1];
    run->rows.count = run->keyframes.count = 0;
    record(run);
}

/* ---- the settings on the way ---- */

/* The settings as they are at this step, after every change made up to it. */
static void settle(struct run *run)
{
    run->settings = run->initial;
    for (size_t i = 0; i < run->change_count && run->changes[i].step <= run->step; i++)
        run_settings_put(&run->settings, run->changes[i].setting, run->changes[i].value);
}

void run_apply_changes(struct run *run)
{
    for (size_t i = 0; i < run->change_count; i++)
        if (run->changes[i].step == run->step)
            run_settings_put(&run->settings, run->changes[i].setting, run->changes[i].value);
}

static const double *keyframe_theta(const struct run *run, size_t index)
{
    const struct keyframe *k = history_at(&run->keyframes, index);
    return k->values;
}

/* The path of the branch that is being left: from here, over the keyframes behind, to its tip. */
static void keep_path(struct run *run)
{
    const size_t dim = run->problem->dim;
    const size_t fit = RUN_GHOST_MEMORY / (dim * sizeof(double));
    const size_t most = fit < 2 ? 2 : fit < RUN_GHOST_THETAS ? fit : RUN_GHOST_THETAS;
    const size_t between = most - 2;
    const size_t here = history_before(&run->keyframes, run->step);
    const size_t behind = run->keyframes.count - 1 - here;
    const size_t kept = behind < between ? behind : between;
    run->ghost_theta = mem_resize(run->ghost_theta, (kept + 2) * dim, sizeof(double));
    run->ghost_count = kept + 2;
    memcpy(run->ghost_theta, run->theta, dim * sizeof(double));
    for (size_t i = 1; i <= kept; i++)
        memcpy(run->ghost_theta + i * dim, keyframe_theta(run, here + i * behind / kept),
               dim * sizeof(double));
    memcpy(run->ghost_theta + (kept + 1) * dim, run->tip, dim * sizeof(double));
}

void run_branch(struct run *run)
{
    if (run->step == run->recorded)
        return;
    history_copy(&run->ghost, &run->rows);
    if (trace_dim(run) == 0)
        keep_path(run);
    run->ghost_from = run->step;
    run->branches++;
    history_truncate(&run->rows, run->step);
    history_truncate(&run->keyframes, run->step);
    while (run->change_count > 0 && run->changes[run->change_count - 1].step > run->step)
        run->change_count--;
    run->recorded = run->step;
}

/* A schedule of another kind leaves nothing of the changes made to it at this step. */
static void forget_schedule(struct run *run)
{
    size_t kept = 0;
    for (size_t i = 0; i < run->change_count; i++) {
        const struct run_change *change = &run->changes[i];
        if (change->step != run->step || !run_setting_is_of_schedule(change->setting))
            run->changes[kept++] = *change;
    }
    run->change_count = kept;
}

/* Add the change, or mend the one made to the same setting at the same step. */
static void note_change(struct run *run, const struct run_change *change)
{
    if (change->setting == RUN_SCHEDULE_KIND)
        forget_schedule(run);
    size_t i = run->change_count;
    while (i > 0 && run->changes[i - 1].step == change->step)
        if (run->changes[--i].setting == change->setting) {
            run->changes[i] = *change;
            return;
        }
    run->changes = mem_resize(run->changes, run->change_count + 1, sizeof *run->changes);
    run->changes[run->change_count++] = *change;
}

/* Whether the settings have the value; a schedule of that kind may have others than its defaults.
 */
static bool is_set(const struct run_settings *settings, int setting, double value)
{
    const struct schedule *schedule = &settings->schedule;
    return run_setting_value(settings, setting) == value &&
           (setting != RUN_SCHEDULE_KIND ||
            memcmp(schedule->value, schedule->kind->defaults, sizeof schedule->value) == 0);
}

static void change(struct run *run, int setting, double value, bool by_lesson)
{
    if (is_set(&run->settings, setting, value))
        return;
    run_branch(run);
    note_change(run, &(struct run_change){run->step, setting, value, by_lesson});
    run_settings_put(&run->settings, setting, value);
    if (run->step == 0)
        record_start(run);
}

void run_change(struct run *run, int setting, double value)
{
    change(run, setting, value, false);
}

void run_change_by_lesson(struct run *run, int setting, double value)
{
    change(run, setting, value, true);
}

void run_take_changes(struct run *run, const struct run_change *changes, size_t count)
{
    assert(run->step == 0 && run->recorded == 0);
    run->changes = mem_resize(run->changes, count, sizeof *changes);
    memcpy(run->changes, changes, count * sizeof *changes);
    run->change_count = count;
    settle(run);
    record_start(run);
}

/* ---- forward ---- */

/* The gradient as the step function gets it. It is copied before it is changed. */
static void clip_and_decay(struct run *run, const double *point)
{
    const double *hyper = run->settings.hyper;
    const bool clips = hyper[HYPER_CLIP] > 0;
    const bool decays = hyper[HYPER_WEIGHT_DECAY] > 0 && !run->settings.optimizer->decoupled_decay;
    const size_t dim = run->problem->dim;
    run->taken = run->g;
    if (!clips && !decays)
        return;
    memcpy(run->copy, run->g, dim * sizeof(double));
    run->taken = run->copy;
    const double factor = clips ? rule_clip(hyper, run_batch_norm(run)) : 1;
    for (size_t i = 0; i < dim; i++)
        run->g[i] =
            rule_gradient(run->g[i], point[i], factor, decays ? hyper[HYPER_WEIGHT_DECAY] : 0);
}

double run_batch_norm(const struct run *run)
{
    return norm(run->problem->dim, run->taken);
}

bool run_step(struct run *run)
{
    if (run_stopped(run))
        return false;
    const struct optimizer *optimizer = run->settings.optimizer;
    const size_t dim = run->problem->dim;
    const double *hyper = run->settings.hyper, *point = run->theta;

    memcpy(run->last_hyper, hyper, sizeof run->last_hyper);
    memcpy(run->before, run->theta, dim * sizeof(double));
    memcpy(run->before + dim, run->state, state_length(run) * sizeof(double));
    if (optimizer->look_ahead) {
        optimizer->look_ahead(dim, run->theta, run->state, hyper, run->point);
        point = run->point;
    }
    size_t count;
    run->sample = run_next_samples(run, &count);
    run->sample_count = count;
    if (!run->sample && point == run->theta && is_evaluated(run)) {
        memcpy(run->g, run->full_g, dim * sizeof(double));
        run->batch_loss = run->row->loss;
    } else {
        run->batch_loss = problem_gradient(run->problem, point, run->sample, count, run->g);
    }
    clip_and_decay(run, point);

    const double eta = next_rate(run);
    const struct optimizer_step step = {
        .hyper = hyper, .eta = eta, .t = run->step + 1, .powers = &run->powers};
    optimizer->step(dim, run->g, run->theta, run->state, &step);
    run->step++;
    run->knows_update = true;
    count_samples(run, count);
    write_row(run, eta, count);
    record(run);
    run_apply_changes(run);
    return true;
}

uint64_t run_advance(struct run *run, uint64_t step)
{
    const uint64_t first = run->step;
    do {
        while (run->loop && run_make_block(run, step))
            ;
    } while (run->step < step && run_step(run));
    return run->step - first;
}

/* ---- back ---- */

static void restore(struct run *run, size_t index)
{
    const struct keyframe *k = history_at(&run->keyframes, index);
    if (run->step == run->recorded)
        memcpy(run->tip, run->theta, run->problem->dim * sizeof(double));
    run->step = history_step(&run->keyframes, index);
    run->epoch = k->epoch;
    run->offset = k->offset;
    run->evals = k->evals;
    run->knows_update = false;
    memcpy(run->theta, k->values, run->problem->dim * sizeof(double));
    memcpy(run->state, k->values + run->problem->dim, state_length(run) * sizeof(double));
    settle(run);
    write_row(run, next_rate(run), next_count(run));
    run->loss[0] = k->loss_before;
}

const struct history *run_thetas(const struct run *run)
{
    return trace_dim(run) > 0 ? &run->rows : &run->keyframes;
}

const double *run_theta_at(const struct run *run, size_t index)
{
    return trace_dim(run) > 0 ? record_theta(&run->rows, index) : keyframe_theta(run, index);
}

void run_rewind(struct run *run, uint64_t step)
{
    if (step == run->step)
        return;
    const uint64_t last = step < run->recorded ? step : run->recorded;
    const size_t index = history_before(&run->keyframes, last > 0 ? last - 1 : 0);
    if (step < run->step || history_step(&run->keyframes, index) > run->step)
        restore(run, index);
}

void run_seek(struct run *run, uint64_t step)
{
    run_rewind(run, step);
    run_advance(run, step);
}

/* ---- status ---- */

static bool has_diverged(const struct run *run)
{
    return !isfinite(run->row->loss) || !isfinite(run->row->grad_norm) ||
           !all_within(run->problem->dim, run->theta, RUN_THETA_LIMIT) ||
           !all_within(state_length(run), run->state, DBL_MAX);
}

static bool has_converged(const struct run *run)
{
    return run->row->grad_norm < run->limits.tolerance;
}

/* Between two evaluations of the full problem, what the last one said holds. */
static bool is_growing(const struct run *run)
{
    const double first = record_loss(&run->rows, 0);
    return run->loss[1] > RUN_GROWTH * fmax(fabs(first), RUN_FIRST_LOSS) &&
           run->loss[1] > run->loss[0];
}

static bool out_of_epochs(const struct run *run)
{
    return run->limits.epochs > 0 && run->row->epoch >= run->limits.epochs;
}

enum run_status run_status(const struct run *run)
{
    if (has_diverged(run))
        return RUN_DIVERGED;
    if (has_converged(run))
        return RUN_CONVERGED;
    if (is_growing(run))
        return RUN_GROWING;
    return run_is_over(run) ? RUN_DONE : RUN_RUNNING;
}

bool run_stopped(const struct run *run)
{
    return has_diverged(run) || has_converged(run) || out_of_epochs(run);
}

bool run_is_over(const struct run *run)
{
    return run_stopped(run) || (run->limits.steps > 0 && run->step == run->limits.steps);
}

const char *run_status_name(enum run_status status)
{
    static const char *const names[] = {
        [RUN_RUNNING] = "running", [RUN_CONVERGED] = "converged", [RUN_DIVERGED] = "diverged",
        [RUN_GROWING] = "growing", [RUN_DONE] = "done",
    };
    static_assert(ARRAY_LENGTH(names) == RUN_STATUSES, "a name for each status");
    return names[status];
}

/* ---- life ---- */

/* Vectors of run_create(), and the two keyframes that there are at least. */
double run_memory(const struct problem *problem, const struct optimizer *optimizer)
{
    const double states = (double)optimizer->state_count;
    const double vectors = 6 + states + 4 * (1 + states);
    return vectors * (double)problem->dim * sizeof(double) +
           (double)problem->samples * sizeof(uint32_t);
}

struct run *run_create(struct problem *problem, const struct run_settings *settings,
                       const struct run_limits *limits, const double *start)
{
    const size_t dim = problem->dim, states = settings->optimizer->state_count * dim;
    struct run *run = mem_alloc(1, sizeof *run);
    run->problem = problem_share(problem);
    run->limits = *limits;
    run->initial = run->settings = *settings;

    const size_t row_size = sizeof(struct trace_row) + trace_dim(run) * sizeof(double);
    const size_t kept_size = record_size(problem);
    const size_t keyframe_size = sizeof(struct keyframe) + (dim + states) * sizeof(double);
    run->start = mem_alloc(dim, sizeof(double));
    run->theta = mem_alloc(dim, sizeof(double));
    run->state = mem_alloc(states, sizeof(double));
    run->full_g = mem_alloc(dim, sizeof(double));
    run->before = mem_alloc(dim + states, sizeof(double));
    run->tip = mem_alloc(dim, sizeof(double));
    run->copy = mem_alloc(dim, sizeof(double));
    run->g = mem_alloc(dim, sizeof(double));
    run->taken = run->g;
    run->point = mem_alloc(dim, sizeof(double));
    run->row = mem_alloc(1, row_size);
    run->keyframe = mem_alloc(1, keyframe_size);
    run->record = mem_alloc(1, kept_size);
    history_init(&run->rows, kept_size,
                 kept_size * RUN_ROWS < RUN_ROWS_MEMORY ? kept_size * RUN_ROWS : RUN_ROWS_MEMORY);
    history_init(&run->keyframes, keyframe_size, RUN_KEYFRAME_MEMORY);
    if (limits->every > 1)
        run->rows.stride = run->keyframes.stride = limits->every;
    else if (problem->surface)
        run->loop = descent_find(settings->optimizer, problem->surface);
    if (limits->every < 2 && trace_dim(run) > 0 && problem_cost(problem) * RULE_POWERS < RUN_REPLAY)
        run->keyframes.stride = RULE_POWERS;

    memcpy(run->start, start, dim * sizeof(double));
    memcpy(run->theta, start, dim * sizeof(double));
    record_start(run);
    return run;
}

void run_destroy(struct run *run)
{
    if (!run)
        return;
    void *const owned[] = {run->record, run->tip,   run->copy,  run->ghost_theta, run->changes,
                           run->start,  run->theta, run->state, run->full_g,      run->row,
                           run->before, run->g,     run->order, run->point,       run->keyframe};
    for (size_t i = 0; i < ARRAY_LENGTH(owned); i++)
        free(owned[i]);
    history_finish(&run->rows);
    history_finish(&run->keyframes);
    history_finish(&run->ghost);
    problem_release(run->problem);
    free(run);
}

double run_rate(const struct run *run)
{
    return schedule_rate(&run->settings.schedule, run->settings.hyper[HYPER_LR], run->step);
}
