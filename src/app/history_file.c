/* The file is read, added to and replaced while its folder is locked, so that sessions that run at
 * the same time do not lose each other's lines. */
#include "app/history_file.h"

#include "app/detect.h"
#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define FILE_LIMIT ((size_t)PROMPT_LINES * (HISTORY_LINE + 1)) /* bytes */
#define LOCK_TRIES 50
#define LOCK_PAUSE 4000000 /* nanoseconds between them */

/* The folder of the file; "" where there is none. Relative paths in XDG_STATE_HOME do not count
 * (XDG Base Directory Specification). */
static void add_folder(struct text *path)
{
    const char *state = detect_variable("XDG_STATE_HOME"), *home = detect_variable("HOME");
    if (state[0] == '/')
        text_printf(path, "%s/thalweg", state);
    else if (home[0] == '/')
        text_printf(path, "%s/.local/state/thalweg", home);
}

/* Make the folder, and those that it is in. */
static bool make_folder(const char *path)
{
    struct text part = {0};
    bool ok = true;
    for (const char *end = path; ok && *end != '\0';) {
        end += 1 + strcspn(end + 1, "/");
        text_clear(&part);
        text_add_bytes(&part, path, (size_t)(end - path));
        ok = mkdir(text_string(&part), 0700) == 0 || errno == EEXIST;
    }
    text_finish(&part);
    return ok;
}

/* Put the lines of a file behind those of the history. False: it is none that could be written. */
static bool read_lines(const char *path, struct prompt_history *history)
{
    struct stat status;
    struct text text = {0};
    if (stat(path, &status) != 0)
        return errno == ENOENT;
    const bool ok = S_ISREG(status.st_mode) && file_read(path, FILE_LIMIT, &text, NULL);
    const char *line = text_string(&text);
    for (size_t length; ok && *line != '\0'; line += length + (line[length] == '\n')) {
        struct text copy = {0};
        length = strcspn(line, "\n");
        text_add_bytes(&copy, line, length);
        prompt_history_add(history, text_string(&copy));
        text_finish(&copy);
    }
    text_finish(&text);
    return ok;
}

static bool write_lines(const char *path, const struct prompt_history *history)
{
    struct file_writer writer;
    if (!file_open(&writer, path, NULL))
        return false;
    bool ok = fchmod(fileno(writer.stream), 0600) == 0;
    for (size_t i = 0; i < history->count; i++)
        fprintf(writer.stream, "%s\n", history->lines[i]);
    if (ok)
        return file_close(&writer, NULL);
    file_discard(&writer);
    return false;
}

/* The folder, locked until it is closed; -1: it is not there, or others hold it for long. */
static int lock_folder(const char *folder)
{
    const struct timespec pause = {.tv_nsec = LOCK_PAUSE};
    const int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int i = 0; descriptor >= 0 && i < LOCK_TRIES; i++) {
        if (flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            return descriptor;
        nanosleep(&pause, NULL);
    }
    if (descriptor >= 0)
        close(descriptor);
    return -1;
}

/* Add the new lines to those of the file. */
static bool add_to_file(const char *path, const struct prompt_history *history)
{
    struct prompt_history all = {0};
    bool ok = read_lines(path, &all);
    for (size_t i = history->kept; i < history->count; i++)
        if (strlen(history->lines[i]) <= HISTORY_LINE)
            prompt_history_add(&all, history->lines[i]);
    ok = ok && write_lines(path, &all);
    prompt_history_finish(&all);
    return ok;
}

void history_load(struct prompt_history *history)
{
    struct text path = {0};
    add_folder(&path);
    if (path.length > 0) {
        text_add(&path, "/history");
        read_lines(text_string(&path), history);
    }
    history->kept = history->count;
    text_finish(&path);
}

void history_keep(struct prompt_history *history)
{
    struct text path = {0};
    if (history->kept == history->count)
        return;
    add_folder(&path);
    if (path.length > 0 && make_folder(text_string(&path))) {
        const int lock = lock_folder(text_string(&path));
        text_add(&path, "/history");
        if (lock >= 0 && add_to_file(text_string(&path), history))
            history->kept = history->count;
        if (lock >= 0)
            close(lock);
    }
    text_finish(&path);
}
