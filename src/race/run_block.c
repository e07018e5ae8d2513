/* Blocks of updates of a run on a surface. A block is short: it ends at the next keyframe, at the
 * next change of a setting, and where the powers of beta do. What must be looked at more closely,
 * or be shown, is left to run_step(). */
#include "run_block.h"

#include "race/record.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static_assert(sizeof(struct descent_row) == sizeof(struct trace_record) + 2 * sizeof(double),
              "the loops write what is kept of a row");

/* The step to which the next block may go. */
static uint64_t block_end(const struct run *run, uint64_t step)
{
    uint64_t end = run->step / RULE_POWERS * RULE_POWERS + RULE_POWERS;
    const uint64_t keyframe = run->keyframes.count * run->keyframes.stride;
    if (keyframe > run->step && keyframe < end)
        end = keyframe;
    if (step - 1 < end)
        end = step - 1;
    const double epochs = run->limits.epochs;
    if (epochs > 0 && (double)end >= epochs) /* an update is an epoch */
        end = (uint64_t)ceil(epochs) - 1;
    for (size_t i = 0; i < run->change_count; i++)
        if (run->changes[i].step > run->step && run->changes[i].step < end)
            end = run->changes[i].step;
    return end;
}

static struct descent descent_of(struct run *run, const double *eta, struct descent_row *rows)
{
    struct descent descent = {
        .hyper = run->settings.hyper,
        .decoupled_decay = run->settings.optimizer->decoupled_decay,
        .tolerance = run->limits.tolerance,
        .eta = eta,
        .t = run->step + 1,
        .powers = &run->powers,
        .grad_norm = run->row->grad_norm,
        .row = rows,
    };
    memcpy(descent.theta, run->theta, sizeof descent.theta);
    memcpy(descent.g, run->full_g, sizeof descent.g);
    for (size_t i = 0; i < 2 * run->settings.optimizer->state_count; i++)
        descent.state[i] = run->state[i];
    return descent;
}

/* Put the run behind the block. */
static void take_over(struct run *run, const struct descent *descent, size_t count)
{
    const struct descent_row *last = &descent->row[count - 1];
    struct trace_row *row = run->row;
    run->loss[0] = count > 1 ? last[-1].loss : run->loss[1];
    run->loss[1] = last->loss;
    run->step += count;
    run->evals += count;
    run->epoch += count;
    run->knows_update = false;
    memcpy(run->theta, descent->theta, sizeof descent->theta);
    memcpy(run->full_g, descent->g, sizeof descent->g);
    for (size_t i = 0; i < 2 * run->settings.optimizer->state_count; i++)
        run->state[i] = descent->state[i];

    row->step = run->step;
    row->evals = run->evals;
    row->epoch = (double)run->epoch;
    row->lr = descent->eta[count - 1];
    row->batch = 1;
    row->loss = last->loss;
    row->grad_norm = last->grad_norm;
    memcpy(row->p, run->theta, sizeof descent->theta);
    if (run->step > run->recorded)
        run->recorded = run->step;
    if (history_wants(&run->keyframes, run->step))
        run_keep_keyframe(run);
    run_apply_changes(run);
}

bool run_make_block(struct run *run, uint64_t step)
{
    double eta[RULE_POWERS];
    struct descent_row rows[RULE_POWERS]; /* where not all of them are kept */
    if (step <= run->step + 1 || run_stopped(run))
        return false;
    const uint64_t end = block_end(run, step);
    if (end <= run->step)
        return false;
    const size_t asked = (size_t)(end - run->step);
    schedule_rates(&run->settings.schedule, run->settings.hyper[HYPER_LR], run->step, asked, eta);
    struct descent_row *kept = history_room(&run->rows, run->step + 1, asked);
    struct descent descent = descent_of(run, eta, kept ? kept : rows);
    const size_t made = run->loop(&descent, asked);
    if (made == 0)
        return false;
    if (made < asked) {
        descent = descent_of(run, eta, kept ? kept : rows);
        run->loop(&descent, made);
    }
    if (kept)
        history_filled(&run->rows, made);
    else
        history_add_wanted(&run->rows, run->step + 1, made, rows);
    take_over(run, &descent, made);
    return true;
}
