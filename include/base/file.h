/* Files read whole, and files written whole or not at all. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/error.h"
#include "base/text.h"

/* Append the file's bytes to `out`. Fails (an input error that names the path) on a missing file,
 * a directory, a pipe that nobody writes to, and anything longer than `limit` bytes, without
 * reading past the limit. */
bool file_read(const char *path, size_t limit, struct text *out, struct error *err);

/* Open a file to be read, as fopen() does, and fail in the same way; but do not wait for a pipe
 * that nobody writes to: that is ENXIO. */
FILE *file_stream(const char *path);

/* A file being written: beside its place, and renamed to it when whole. "-" is standard output;
 * a device or a pipe is written to directly, where somebody reads it. A signal that ends the
 * program removes the temporary file (base/ending.h). */
struct file_writer {
    FILE *stream;
    char *path, *temporary; /* temporary: NULL where written to directly */
    int code;               /* for whoever writes: the errno of a write that failed, or 0 */
};

bool file_open(struct file_writer *writer, const char *path, struct error *err);

/* Flush, sync and rename. On failure (a run-time error), also that of an earlier write, the
 * temporary file is gone and an older file at the path is untouched. */
bool file_close(struct file_writer *writer, struct error *err);

/* Give up: remove the temporary file. Harmless after file_close() and on a zeroed struct. */
void file_discard(struct file_writer *writer);

#endif
