/* Files through POSIX: reads bounded by a limit, writes made whole by a rename. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ending.h"
#include "base/mem.h"

#define LINKS_MAX 40 /* as in Linux: more symbolic links in a row are a loop */

static ssize_t read_some(int descriptor, char *buffer, size_t size)
{
    ssize_t count;
    do
        count = read(descriptor, buffer, size);
    while (count < 0 && errno == EINTR);
    return count;
}

/* Whether somebody writes, or has written, to the pipe that was opened without waiting. A byte that
 * is there has to be taken to know. */
static bool has_writer(int descriptor, struct text *taken)
{
    char byte;
    const ssize_t count = read_some(descriptor, &byte, 1);
    if (count > 0)
        text_add_bytes(taken, &byte, 1);
    return count != 0;
}

/* Open without waiting for whoever is to write: a pipe without is ENXIO, as it is for a reader.
 * Bytes that were taken already go to `taken`. Returns -1 with errno. */
static int open_to_read(const char *path, struct text *taken)
{
    struct stat status;
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (descriptor < 0)
        return -1;
    if (fstat(descriptor, &status) == 0 && S_ISFIFO(status.st_mode) &&
        !has_writer(descriptor, taken)) {
        close(descriptor);
        errno = ENXIO;
        return -1;
    }
    fcntl(descriptor, F_SETFL, O_RDONLY);
    return descriptor;
}

FILE *file_stream(const char *path)
{
    struct text taken = {0};
    const int descriptor = open_to_read(path, &taken);
    FILE *stream = descriptor < 0 ? NULL : fdopen(descriptor, "rb");
    if (stream && taken.length > 0)
        ungetc((unsigned char)taken.data[0], stream);
    const int code = errno;
    if (!stream && descriptor >= 0)
        close(descriptor);
    text_finish(&taken);
    errno = code;
    return stream;
}

/* Returns an error code, or 0; sets *too_long where there is more than `limit`. */
static int read_all(int descriptor, size_t limit, struct text *out, bool *too_long)
{
    char chunk[16384];
    for (;;) {
        size_t wanted = limit < sizeof chunk ? limit + 1 : sizeof chunk;
        ssize_t count = read_some(descriptor, chunk, wanted);
        if (count < 0)
            return errno;
        if (count == 0)
            return 0;
        if ((size_t)count > limit) {
            *too_long = true;
            return 0;
        }
        text_add_bytes(out, chunk, (size_t)count);
        limit -= (size_t)count;
    }
}

bool file_read(const char *path, size_t limit, struct text *out, struct error *err)
{
    char buffer[ERROR_REASON_SIZE];
    size_t before = out->length;
    int descriptor = open_to_read(path, out);
    if (descriptor < 0)
        return error_set(err, "%s: %s", path, error_reason(buffer, errno));

    const size_t taken = out->length - before;
    bool too_long = taken > limit;
    int code = too_long ? 0 : read_all(descriptor, limit - taken, out, &too_long);
    close(descriptor);
    if (code == 0 && !too_long)
        return true;

    out->length = before;
    if (out->data)
        out->data[before] = '\0';
    if (too_long)
        return error_set(err, "%s: longer than %zu bytes", path, limit);
    return error_set(err, "%s: %s", path, error_reason(buffer, code));
}

/* The directory part of a path, up to and with its last slash: its length in bytes. */
static size_t directory_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Where a chain of symbolic links ends, whether or not something is there: to be freed. */
static char *follow_links(const char *path)
{
    char *place = mem_string(path);
    for (int i = 0; i < LINKS_MAX; i++) {
        char target[4096];
        ssize_t length = readlink(place, target, sizeof target);
        if (length < 0 || (size_t)length == sizeof target)
            break;
        struct text next = {0};
        if (target[0] != '/')
            text_add_bytes(&next, place, directory_length(place));
        text_add_bytes(&next, target, (size_t)length);
        free(place);
        place = next.data;
    }
    return place;
}

static mode_t permissions_of_a_new_file(void)
{
    mode_t mask = umask(0); /* there is no way to ask without setting it */
    umask(mask);
    return 0666 & ~mask;
}

/* A temporary file beside writer->path, open for writing. Returns an error code, or 0. */
static int open_beside(struct file_writer *writer, mode_t mode)
{
    struct text name = {0};
    size_t directory = directory_length(writer->path);
    text_add_bytes(&name, writer->path, directory);
    const char *file = writer->path + directory;
    text_printf(&name, ".%.*s.XXXXXX", (int)text_cut(file, 200), file); /* names end at 255 bytes */

    sigset_t before;
    ending_hold_signals(&before);
    int descriptor = mkstemp(name.data), code = errno;
    if (descriptor >= 0)
        ending_note_file(name.data);
    ending_let_signals(&before);
    if (descriptor < 0) {
        text_finish(&name);
        return code;
    }
    writer->temporary = name.data;
    if (fchmod(descriptor, mode) == 0)
        writer->stream = fdopen(descriptor, "wb");
    if (writer->stream)
        return 0;
    code = errno;
    close(descriptor);
    return code;
}

/* A device or a pipe, without waiting for whoever is to read. Returns an error code, or 0. */
static int open_directly(struct file_writer *writer)
{
    const int descriptor = open(writer->path, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (descriptor < 0)
        return errno;
    fcntl(descriptor, F_SETFL, O_WRONLY);
    writer->stream = fdopen(descriptor, "wb");
    const int code = errno;
    if (!writer->stream)
        close(descriptor);
    return writer->stream ? 0 : code;
}

/* Returns an error code, or 0. */
static int open_writer(struct file_writer *writer, const char *path)
{
    struct stat status;
    bool exists = stat(path, &status) == 0;
    if (exists && !S_ISREG(status.st_mode)) {
        writer->path = mem_string(path);
        return open_directly(writer);
    }
    if (exists && access(path, W_OK) != 0) /* a rename would not ask */
        return errno;
    writer->path = follow_links(path);
    return open_beside(writer, exists ? status.st_mode & 0777 : permissions_of_a_new_file());
}

bool file_open(struct file_writer *writer, const char *path, struct error *err)
{
    *writer = (struct file_writer){0};
    if (strcmp(path, "-") == 0) {
        writer->path = mem_string("standard output");
        writer->stream = stdout;
        return true;
    }
    int code = open_writer(writer, path);
    if (code == 0)
        return true;
    file_discard(writer);
    char buffer[ERROR_REASON_SIZE];
    return error_fail(err, "%s: %s", path, error_reason(buffer, code));
}

/* Flush what is buffered down to the disk. Returns an error code, or 0. */
static int flush_stream(const struct file_writer *writer)
{
    if (writer->code != 0)
        return writer->code;
    if (fflush(writer->stream) != 0)
        return errno;
    if (ferror(writer->stream)) /* an earlier write, whose code nobody kept */
        return EIO;
    if (writer->temporary && fsync(fileno(writer->stream)) != 0)
        return errno;
    return 0;
}

static void forget_temporary(struct file_writer *writer)
{
    ending_forget_file(writer->temporary);
    free(writer->temporary);
    writer->temporary = NULL;
}

bool file_close(struct file_writer *writer, struct error *err)
{
    int code = flush_stream(writer);
    if (writer->stream != stdout) {
        if (fclose(writer->stream) != 0 && code == 0)
            code = errno;
        writer->stream = NULL;
    }
    if (code == 0 && writer->temporary) {
        if (rename(writer->temporary, writer->path) == 0)
            forget_temporary(writer);
        else
            code = errno;
    }
    char buffer[ERROR_REASON_SIZE];
    if (code != 0)
        error_fail(err, "%s: %s", writer->path, error_reason(buffer, code));
    file_discard(writer);
    return code == 0;
}

void file_discard(struct file_writer *writer)
{
    if (writer->stream && writer->stream != stdout)
        fclose(writer->stream);
    if (writer->temporary)
        unlink(writer->temporary);
    forget_temporary(writer);
    free(writer->path);
    *writer = (struct file_writer){0};
}
