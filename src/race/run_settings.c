/* The settings of a run as one list: the optimizer's hyper-parameters, the schedule's values, the
 * batch size. */
#include "race/run.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct parameter batch_parameter = {
    .name = "batch",
    .symbol = "B",
    .help = "samples of an update; 0: all",
    .low = 0,
    .high = 4294967295.0,
    .is_whole = true,
};

void run_settings_init(struct run_settings *settings, const struct optimizer *optimizer)
{
    *settings = (struct run_settings){.optimizer = optimizer, .seed = 1};
    settings->schedule.kind = schedule_at(0);
    memcpy(settings->hyper, optimizer->defaults, sizeof settings->hyper);
    snprintf(settings->name, sizeof settings->name, "%s", optimizer->name);
}

const struct parameter *run_setting_parameter(int setting)
{
    if (setting < HYPER_COUNT)
        return hyper_parameter((enum hyper)setting);
    if (setting < RUN_BATCH)
        return schedule_parameter((enum schedule_value)(setting - RUN_SCHEDULE));
    return &batch_parameter;
}

bool run_setting_taken(const struct run_settings *settings, int setting)
{
    if (setting < HYPER_COUNT)
        return optimizer_takes(settings->optimizer, (enum hyper)setting);
    if (setting < RUN_BATCH)
        return schedule_takes(settings->schedule.kind,
                              (enum schedule_value)(setting - RUN_SCHEDULE));
    return !settings->optimizer->full_batch;
}

int run_setting_find(const struct run_settings *settings, const char *name)
{
    for (int i = 0; i < RUN_SETTINGS; i++)
        if (run_setting_taken(settings, i) && strcmp(run_setting_parameter(i)->name, name) == 0)
            return i;
    return -1;
}

double run_setting_value(const struct run_settings *settings, int setting)
{
    if (setting < HYPER_COUNT)
        return settings->hyper[setting];
    if (setting < RUN_BATCH)
        return settings->schedule.value[setting - RUN_SCHEDULE];
    return (double)settings->batch;
}

void run_settings_put(struct run_settings *settings, int setting, double value)
{
    if (setting < HYPER_COUNT)
        settings->hyper[setting] = value;
    else if (setting < RUN_BATCH)
        settings->schedule.value[setting - RUN_SCHEDULE] = value;
    else
        settings->batch = (uint64_t)value;
}
