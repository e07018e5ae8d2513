/* thalweg run: a race without a screen. */
#include "app/command.h"
#include "app/headless.h"
#include "app/output.h"
#include "out/expect.h"
#include "out/summary.h"
#include "out/table.h"

#include <string.h>

struct job {
    const struct options *options;
    struct session session;
    struct output output;
    struct ticker ticker;
    bool played; /* the race has been played to where it shall end */
};

static bool writes_rows(const struct options *options)
{
    return options->format == FORMAT_CSV || options->format == FORMAT_JSON_LINES;
}

/* Rows of a race that nothing happens to need not be played first: they are played while they are
 * written. */
static bool play_first(struct job *job, struct error *err)
{
    const struct options *options = job->options;
    const struct progress progress = ticker_progress(&job->ticker);
    bool quit;
    const struct scene *scene = &job->session.scene;
    if (writes_rows(options) && options->verbs.count == 0 && scene->lesson_count == 0 &&
        scene->event_count == 0)
        return true;
    job->played = true;
    return headless_verbs(&job->session, &options->verbs, &progress, &quit, err) &&
           (quit || headless_finish(&job->session, &progress, err));
}

static bool write_rows(struct job *job)
{
    const struct options *options = job->options;
    const struct table table = {
        .format = options->format == FORMAT_CSV ? TABLE_CSV : TABLE_JSON_LINES,
        .every = options->every,
        .all_params = options->all_params,
        .to_the_end = !job->played,
        .progress = ticker_progress(&job->ticker),
    };
    return table_write(&table, &job->session.race, job->output.writer.stream);
}

static bool write_summary(struct job *job, struct error *err)
{
    struct text text = {0};
    const bool is_json = job->options->format == FORMAT_JSON;
    for (size_t i = 0; i < job->session.race.count; i++)
        run_evaluate(job->session.race.runs[i]);
    if (is_json)
        summary_json(&job->session, job->options->all_params, &text);
    else
        summary_text(&job->session, &text);
    const bool ok = output_add(&job->output, &text, is_json ? FOR_PROGRAMS : FOR_PEOPLE, err);
    text_finish(&text);
    return ok;
}

static bool write_output(struct job *job, struct error *err)
{
    if (!writes_rows(job->options)) {
        if (!write_summary(job, err))
            return false;
    } else if (!write_rows(job)) {
        return output_fail(&job->output, err);
    }
    ticker_stop(&job->ticker);
    return output_close(&job->output, err);
}

static bool compare(struct job *job, struct error *err)
{
    const struct options *options = job->options;
    const struct expectation expectation = {
        .path = options->expect,
        .rtol = options->rtol,
        .atol = options->atol,
        .to_the_end = !job->played,
        .progress = ticker_progress(&job->ticker),
    };
    return expect_trace(&expectation, &job->session.race, err);
}

/* The output is opened first: a place that cannot be written to is better known at once. */
static bool run(struct job *job, struct error *err)
{
    const struct options *options = job->options;
    const bool writes = options->output || !options->expect;
    if (writes && !output_open(&job->output, options->output, err))
        return false;
    if (!play_first(job, err) || (writes && !write_output(job, err)))
        return false;
    return !options->expect || compare(job, err);
}

bool command_run(const struct command_context *context, struct error *err)
{
    struct job job = {.options = &context->options};
    if (!context->options.name)
        return error_set(err, "which scene? for example: thalweg run rosenbrock");
    if (!command_open(context, &job.session, err))
        return false;
    ticker_start(&job.ticker);
    const bool ok = run(&job, err);
    ticker_stop(&job.ticker);
    output_discard(&job.output);
    session_finish(&job.session);
    return ok;
}
