#include "race/race.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define ROUND    256                 /* updates of a run at most before the others' turn */
#define FURTHEST 1000000000000000000 /* a last step at most */

void race_init(struct race *race, const struct run_limits *limits)
{
    *race = (struct race){.limits = *limits};
}

void race_finish(struct race *race)
{
    for (size_t i = 0; i < race->count; i++)
        run_destroy(race->runs[i]);
    *race = (struct race){0};
}

struct run *race_add(struct race *race, struct problem *problem,
                     const struct run_settings *settings, const double *start)
{
    assert(race->count < RACE_RUNS);
    return race->runs[race->count++] = run_create(problem, settings, &race->limits, start);
}

void race_remove(struct race *race, size_t index)
{
    assert(index < race->count);
    run_destroy(race->runs[index]);
    race->count--;
    memmove(race->runs + index, race->runs + index + 1, (race->count - index) * sizeof *race->runs);
}

void race_seek(struct race *race, uint64_t step)
{
    race->step = step;
    for (size_t i = 0; i < race->count; i++)
        run_rewind(race->runs[i], step);
}

static bool has_arrived(const struct race *race, const struct run *run)
{
    return run->step >= race->step || run_stopped(run);
}

static uint64_t furthest_step(const struct race *race)
{
    uint64_t furthest = 0;
    for (size_t i = 0; i < race->count; i++)
        if (race->runs[i]->step > furthest)
            furthest = race->runs[i]->step;
    return furthest;
}

uint64_t race_reached(const struct race *race)
{
    uint64_t least = race->step;
    for (size_t i = 0; i < race->count; i++)
        if (!has_arrived(race, race->runs[i]) && race->runs[i]->step < least)
            least = race->runs[i]->step;
    return least;
}

/* Updates of every run that is behind `step`, up to it. Returns how many were made. */
static uint64_t make_round(struct race *race, uint64_t step)
{
    uint64_t made = 0;
    for (size_t i = 0; i < race->count; i++)
        if (race->runs[i]->step < step)
            made += run_advance(race->runs[i], step);
    return made;
}

bool race_work(struct race *race, uint64_t updates)
{
    uint64_t reached;
    while ((reached = race_reached(race)) < race->step) {
        if (updates == 0)
            return false;
        const uint64_t share = updates / race->count, left = race->step - reached;
        const uint64_t round = share < 1 ? 1 : share < ROUND ? share : ROUND;
        const uint64_t made = make_round(race, reached + (round < left ? round : left));
        updates -= made < updates ? made : updates;
    }
    race->step = furthest_step(race);
    return true;
}

void race_go(struct race *race, uint64_t step)
{
    race_seek(race, step);
    while (!race_work(race, UINT64_MAX))
        ;
}

void race_halt(struct race *race)
{
    const uint64_t furthest = furthest_step(race);
    if (furthest < race->step)
        race->step = furthest;
    while (!race_work(race, UINT64_MAX))
        ;
}

double race_progress(const struct race *race)
{
    double made = 0;
    for (size_t i = 0; i < race->count; i++)
        made +=
            has_arrived(race, race->runs[i]) ? 1 : (double)race->runs[i]->step / (double)race->step;
    return race->count > 0 ? made / (double)race->count : 1;
}

/* ---- the end ---- */

/* Where a run is in its epochs. */
struct place {
    uint64_t step, epoch, offset; /* offset: samples of this epoch already used */
};

static uint64_t divide_up(uint64_t a, uint64_t b)
{
    return a / b + (a % b != 0);
}

/* As a row of the trace has it. */
static double epochs_at(const struct place *place, uint64_t n)
{
    return (double)place->epoch + (double)place->offset / (double)n;
}

/* `updates` updates of `batch` samples later; the last batch of an epoch may be shorter. */
static struct place place_after(struct place place, uint64_t n, uint64_t batch, uint64_t updates)
{
    const uint64_t in_epoch = divide_up(n, batch), to_its_end = divide_up(n - place.offset, batch);
    place.step += updates;
    if (updates < to_its_end) {
        place.offset += updates * batch;
        return place;
    }
    updates -= to_its_end;
    place.epoch += 1 + updates / in_epoch;
    place.offset = updates % in_epoch * batch;
    return place;
}

/* How many updates of `batch` samples it takes until `epochs` are made. */
static uint64_t updates_left(const struct place *place, uint64_t n, uint64_t batch, double epochs)
{
    const double left = epochs - epochs_at(place, n), in_epoch = (double)divide_up(n, batch);
    if (left <= 0)
        return 0;
    if ((left + 1) * in_epoch > FURTHEST)
        return FURTHEST;
    uint64_t whole = (uint64_t)epochs, updates = 0;
    struct place at = *place;
    if (at.epoch < whole) {
        updates = divide_up(n - at.offset, batch) + (whole - at.epoch - 1) * divide_up(n, batch);
        at = place_after(at, n, batch, updates);
    }
    /* Into the last epoch by division, which may be off by one by rounding. */
    uint64_t more = (uint64_t)fmax(0, (epochs - epochs_at(&at, n)) * (double)n / (double)batch);
    more -= more > 0;
    for (struct place end; end = place_after(at, n, batch, more), epochs_at(&end, n) < epochs;)
        more++;
    return updates + more;
}

/* The samples of an update by these settings. */
static uint64_t full_batch(const struct run *run, uint64_t batch)
{
    const uint64_t n = run->problem->samples;
    return run->settings.optimizer->full_batch || batch == 0 || batch > n ? n : batch;
}

/* The step at which the run will have made its epochs, with the batches that it was given. */
static uint64_t last_step_of_epochs(const struct run *run)
{
    const uint64_t n = run->problem->samples;
    struct place place = {0};
    uint64_t batch = full_batch(run, run->initial.batch);
    for (size_t i = 0; i < run->change_count; i++) {
        const struct run_change *change = &run->changes[i];
        if (change->setting != RUN_BATCH)
            continue;
        const uint64_t updates = updates_left(&place, n, batch, run->limits.epochs);
        if (place.step + updates <= change->step)
            return place.step + updates;
        place = place_after(place, n, batch, change->step - place.step);
        batch = full_batch(run, (uint64_t)change->value);
    }
    return place.step + updates_left(&place, n, batch, run->limits.epochs);
}

uint64_t race_end(const struct race *race)
{
    uint64_t end = race->limits.steps;
    for (size_t i = 0; i < race->count; i++) {
        const struct run *run = race->runs[i];
        if (run->recorded > end)
            end = run->recorded;
        const uint64_t last = run->limits.epochs > 0 ? last_step_of_epochs(run) : 0;
        if (last > end)
            end = last;
    }
    return end;
}

bool race_is_over(const struct race *race)
{
    for (size_t i = 0; i < race->count; i++)
        if (!run_is_over(race->runs[i]))
            return false;
    return true;
}

size_t race_find(const struct race *race, const char *name)
{
    size_t i = 0;
    while (i < race->count && strcmp(race->runs[i]->settings.name, name) != 0)
        i++;
    return i;
}
