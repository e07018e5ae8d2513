#include "app/output.h"

#include "base/clock.h"
#include "base/mem.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#define PATIENCE      0.5 /* seconds until a line of progress appears */
#define PERIOD        0.1 /* seconds between two of them */
#define PROGRESS_LINE "\rthalweg: %3d %%"
#define ERASE_LINE    "\r               \r"

/* ---- files ---- */

static const int ending[OUTPUT_SIGNALS] = {SIGHUP, SIGINT, SIGTERM};

/* The one that came; 0: none. A handler has nothing else to tell it by: blocking signals would not
 * do, as a library may have threads that take them. */
static volatile sig_atomic_t ending_signal;

static void note_signal(int signal_number)
{
    ending_signal = signal_number;
}

/* Signals that the program was started to ignore, as nohup does, stay ignored. */
static void note_signals(struct output *output)
{
    struct sigaction note = {.sa_handler = note_signal, .sa_flags = SA_RESTART};
    sigemptyset(&note.sa_mask);
    for (size_t i = 0; i < OUTPUT_SIGNALS; i++) {
        sigaction(ending[i], NULL, &output->before[i]);
        if (output->before[i].sa_handler != SIG_IGN)
            sigaction(ending[i], &note, NULL);
    }
}

static void restore_signals(const struct output *output)
{
    for (size_t i = 0; i < OUTPUT_SIGNALS; i++)
        sigaction(ending[i], &output->before[i], NULL);
    if (ending_signal != 0)
        raise(ending_signal);
}

bool output_open(struct output *output, const char *path, struct error *err)
{
    *output = (struct output){0};
    if (!file_open(&output->writer, path ? path : "-", err))
        return false;
    output->is_open = true;
    output->notes_signals = output->writer.temporary != NULL; /* nothing else is left half done */
    if (output->notes_signals)
        note_signals(output);
    return true;
}

static bool reader_is_gone(FILE *stream)
{
    struct pollfd end = {.fd = fileno(stream), .events = POLLOUT};
    return poll(&end, 1, 0) == 1 && end.revents & POLLERR;
}

bool output_fail(struct output *output, struct error *err)
{
    char reason[ERROR_REASON_SIZE];
    if (errno == EPIPE)
        error_fail(err, "%s", "");
    else
        error_fail(err, "%s: %s", output->writer.path, error_reason(reason, errno));
    output_discard(output);
    return false;
}

bool output_add(struct output *output, const struct text *text, struct error *err)
{
    const size_t written = fwrite(text_string(text), 1, text->length, output->writer.stream);
    return written == text->length || output_fail(output, err);
}

bool output_close(struct output *output, struct error *err)
{
    struct error own = {0};
    const bool gone = reader_is_gone(output->writer.stream);
    const bool ok = file_close(&output->writer, &own);
    if (!ok)
        error_fail(err, "%s", gone ? "" : own.text);
    output_discard(output);
    return ok;
}

void output_discard(struct output *output)
{
    if (!output->is_open)
        return;
    file_discard(&output->writer);
    if (output->notes_signals)
        restore_signals(output);
    *output = (struct output){0};
}

bool output_go_on(void)
{
    return ending_signal == 0;
}

bool output_text(const struct text *text, struct error *err)
{
    struct output output;
    if (!output_open(&output, NULL, err))
        return false;
    return output_add(&output, text, err) && output_close(&output, err);
}

/* ---- progress ---- */

void ticker_start(struct ticker *ticker)
{
    *ticker = (struct ticker){
        .is_terminal = isatty(STDERR_FILENO) == 1,
        .start = clock_now(),
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
    const double time = clock_now();
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
    return output_go_on();
}

struct progress ticker_progress(struct ticker *ticker)
{
    return (struct progress){.go_on = tick, .context = ticker};
}
