#include "race/race.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define ROUND 256 /* updates of a run at most before the others' turn */

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
        while (race->runs[i]->step < step && run_step(race->runs[i]))
            made++;
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

/* The step at which the run will have made its epochs if its batch stays as it is. */
static uint64_t last_step_of_epochs(const struct run *run)
{
    const double n = (double)run->problem->samples;
    const double batch = (double)run->settings.batch;
    const bool all = run->settings.optimizer->full_batch || batch <= 0 || batch > n;
    const double left = fmax(0, run->limits.epochs - run->row->epoch);
    return run->step + (uint64_t)(ceil(left) * (all ? 1 : ceil(n / batch)));
}

uint64_t race_end(const struct race *race)
{
    uint64_t end = race->limits.steps;
    for (size_t i = 0; i < race->count; i++) {
        const struct run *run = race->runs[i];
        if (run->recorded > end)
            end = run->recorded;
        if (run->limits.epochs > 0 && last_step_of_epochs(run) > end)
            end = last_step_of_epochs(run);
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
