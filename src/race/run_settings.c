/* The settings of a run as one list: the optimizer's hyper-parameters, the schedule's values, the
 * batch size; and the kind of the schedule, which is a choice. */
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

static const struct parameter kind_parameter = {
    .name = "schedule",
    .help = "how the learning rate changes with the updates",
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
    return setting == RUN_BATCH ? &batch_parameter : &kind_parameter;
}

bool run_setting_taken(const struct run_settings *settings, int setting)
{
    if (setting < HYPER_COUNT)
        return optimizer_takes(settings->optimizer, (enum hyper)setting);
    if (setting < RUN_BATCH)
        return schedule_takes(settings->schedule.kind,
                              (enum schedule_value)(setting - RUN_SCHEDULE));
    return setting == RUN_SCHEDULE_KIND || !settings->optimizer->full_batch;
}

int run_setting_find(const struct run_settings *settings, const char *name)
{
    for (int i = 0; i < RUN_SETTINGS; i++)
        if (run_setting_taken(settings, i) && strcmp(run_setting_parameter(i)->name, name) == 0)
            return i;
    return -1;
}

bool run_setting_is_of_schedule(int setting)
{
    return setting == RUN_SCHEDULE_KIND || (setting >= RUN_SCHEDULE && setting < RUN_BATCH);
}

static double kind_index(const struct schedule_kind *kind)
{
    size_t index = 0;
    while (schedule_at(index) != kind)
        index++;
    return (double)index;
}

double run_setting_value(const struct run_settings *settings, int setting)
{
    if (setting < HYPER_COUNT)
        return settings->hyper[setting];
    if (setting < RUN_BATCH)
        return settings->schedule.value[setting - RUN_SCHEDULE];
    if (setting == RUN_BATCH)
        return (double)settings->batch;
    return kind_index(settings->schedule.kind);
}

static void put_kind(struct schedule *schedule, const struct schedule_kind *kind)
{
    schedule->kind = kind;
    memcpy(schedule->value, kind->defaults, sizeof schedule->value);
}

void run_settings_put(struct run_settings *settings, int setting, double value)
{
    if (setting < HYPER_COUNT)
        settings->hyper[setting] = value;
    else if (setting < RUN_BATCH)
        settings->schedule.value[setting - RUN_SCHEDULE] = value;
    else if (setting == RUN_BATCH)
        settings->batch = (uint64_t)value;
    else
        put_kind(&settings->schedule, schedule_at((size_t)value));
}

void run_setting_words(int setting, double value, struct text *out)
{
    const struct parameter *parameter = run_setting_parameter(setting);
    text_printf(out, "%s ", parameter->name);
    if (setting == RUN_SCHEDULE_KIND)
        text_add(out, schedule_name((size_t)value));
    else if (parameter->is_switch)
        text_add(out, value > 0 ? "true" : "false");
    else
        text_add_number(out, value);
}
