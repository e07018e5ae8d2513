#include "app/output.h"

#include "base/mem.h"

#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE      0.5 /* seconds until a line of progress appears */
#define PERIOD        0.1 /* seconds between two of them */
#define PROGRESS_LINE "\rthalweg: %3d %%"
#define ERASE_LINE    "\r               \r"

/* ---- files ---- */

static const int ending[] = {SIGHUP, SIGINT, SIGTERM};

/* Signals that end the program; not those that it was started to ignore, as nohup does. */
static void add_ending_signals(sigset_t *set)
{
    for (size_t i = 0; i < ARRAY_LENGTH(ending); i++) {
        struct sigaction action;
        if (sigaction(ending[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(set, ending[i]);
    }
}

bool output_open(struct output *output, const char *path, struct error *err)
{
    *output = (struct output){0};
    if (!file_open(&output->writer, path ? path : "-", err))
        return false;
    output->is_open = true;
    sigemptyset(&output->held);
    if (output->writer.temporary) /* nothing else is left half done */
        add_ending_signals(&output->held);
    sigprocmask(SIG_BLOCK, &output->held, &output->before);
    return true;
}

static bool reader_is_gone(FILE *stream)
{
    struct pollfd end = {.fd = fileno(stream), .events = POLLOUT};
    return poll(&end, 1, 0) == 1 && end.revents & POLLERR;
}

bool output_close(struct output *output, struct error *err)
{
    struct error own = {0};
    const bool gone = reader_is_gone(output->writer.stream);
    const bool well = file_close(&output->writer, &own);
    if (!well)
        error_fail(err, "%s", gone ? "" : own.text);
    output_discard(output);
    return well;
}

void output_discard(struct output *output)
{
    if (!output->is_open)
        return;
    file_discard(&output->writer);
    output->is_open = false;
    sigprocmask(SIG_SETMASK, &output->before, NULL);
}

bool output_go_on(const struct output *output)
{
    sigset_t waiting;
    if (!output->is_open || !output->writer.temporary)
        return true;
    sigpending(&waiting);
    for (size_t i = 0; i < ARRAY_LENGTH(ending); i++)
        if (sigismember(&waiting, ending[i]) == 1 && sigismember(&output->held, ending[i]) == 1)
            return false;
    return true;
}

bool output_text(const struct text *text, struct error *err)
{
    struct output output;
    if (!output_open(&output, NULL, err))
        return false;
    fputs(text_string(text), output.writer.stream); /* a failure is found by closing */
    return output_close(&output, err);
}

/* ---- progress ---- */

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void ticker_start(struct ticker *ticker, const struct output *output)
{
    *ticker = (struct ticker){
        .output = output,
        .is_terminal = isatty(STDERR_FILENO) == 1,
        .start = now(),
    };
}

void ticker_stop(struct ticker *ticker)
{
    if (ticker->shown)
        fputs(ERASE_LINE, stderr);
    ticker->shown = false;
}

static void show_share(struct ticker *ticker, double share)
{
    const double time = now();
    if (time < ticker->start + PATIENCE || time < ticker->last + PERIOD)
        return;
    fprintf(stderr, PROGRESS_LINE, (int)(100 * share));
    ticker->last = time;
    ticker->shown = true;
}

static bool tick(void *context, double share)
{
    struct ticker *ticker = context;
    if (ticker->is_terminal)
        show_share(ticker, share);
    return !ticker->output || output_go_on(ticker->output);
}

struct progress ticker_progress(struct ticker *ticker)
{
    return (struct progress){.go_on = tick, .context = ticker};
}
