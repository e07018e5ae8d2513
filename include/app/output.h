/* What the program writes beside the screen: results, and how far they are. */
#ifndef APP_OUTPUT_H
#define APP_OUTPUT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "out/progress.h"

/* A file being written, or standard output. */
struct output {
    struct file_writer writer;
    bool is_open;
};

/* A path of NULL or "-" is standard output. */
bool output_open(struct output *output, const char *path, struct error *err);

/* On failure the message is empty where nobody reads the pipe any more: that is no news. */
bool output_close(struct output *output, struct error *err);

/* Who reads it: people get it clean (base/text.h), and where their locale is not UTF-8 in ASCII;
 * programs get the bytes. */
enum audience { FOR_PEOPLE, FOR_PROGRAMS };

/* Write a text. What does not fail here may fail in output_close(). */
bool output_add(struct output *output, const struct text *text, enum audience audience,
                struct error *err);

/* Writing has just failed, for the reason that errno tells. Always returns false. */
bool output_fail(struct output *output, struct error *err);

/* Harmless after output_close() and on a zeroed struct. */
void output_discard(struct output *output);

/* A whole text on standard output. */
bool output_text(const struct text *text, enum audience audience, struct error *err);

/* A line on standard error, for people, with the program's name before it. */
void output_tell(const char *line);

/* A line on standard error, if that is a terminal, while something takes long. */
struct ticker {
    bool is_terminal, shown;
    double start, last; /* seconds */
};

void ticker_start(struct ticker *ticker);
void ticker_stop(struct ticker *ticker); /* erases the line */

/* For the `progress` of long work. */
struct progress ticker_progress(struct ticker *ticker);

#endif
