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

bool output_open(struct output *output, const char *path, struct error *err)
{
    *output = (struct output){0};
    if (!file_open(&output->writer, path ? path : "-", err))
        return false;
    output->is_open = true;
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

static bool add_bytes(struct output *output, const struct text *text, struct error *err)
{
    const size_t written = fwrite(text_string(text), 1, text->length, output->writer.stream);
    return written == text->length || output_fail(output, err);
}

bool output_add(struct output *output, const struct text *text, enum audience audience,
                struct error *err)
{
    if (audience == FOR_PROGRAMS)
        return add_bytes(output, text, err);
    struct text clean = {0};
    text_add_clean(&clean, text_string(text));
    const bool ok = add_bytes(output, &clean, err);
    text_finish(&clean);
    return ok;
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
    *output = (struct output){0};
}

bool output_text(const struct text *text, enum audience audience, struct error *err)
{
    struct output output;
    if (!output_open(&output, NULL, err))
        return false;
    return output_add(&output, text, audience, err) && output_close(&output, err);
}

void output_tell(const char *line)
{
    struct text clean = {0};
    text_add_clean(&clean, line);
    fprintf(stderr, "thalweg: %s\n", text_string(&clean));
    text_finish(&clean);
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
    return true;
}

struct progress ticker_progress(struct ticker *ticker)
{
    return (struct progress){.go_on = tick, .context = ticker};
}
