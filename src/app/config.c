#include "app/config.h"

#include "app/detect.h"
#include "base/file.h"

#include <string.h>
#include <unistd.h>

#define CONFIG_LIMIT (1u << 16) /* bytes */

/* Relative paths in XDG_CONFIG_HOME do not count (XDG Base Directory Specification). */
static void add_path(struct text *path)
{
    const char *folder = detect_variable("XDG_CONFIG_HOME");
    if (folder[0] == '/')
        text_printf(path, "%s/thalweg/config", folder);
    else
        text_printf(path, "%s/.config/thalweg/config", detect_variable("HOME"));
}

/* Cut blanks off both ends. */
static char *trim(char *word)
{
    word += strspn(word, " \t\r");
    char *end = word + strlen(word);
    while (end > word && strchr(" \t\r", end[-1]))
        end--;
    *end = '\0';
    return word;
}

static bool read_line(struct options *options, char *line, struct error *err)
{
    line[strcspn(line, "#")] = '\0';
    char *key = trim(line);
    if (!*key)
        return true;
    char *equals = strchr(key, '=');
    if (!equals)
        return error_set(err, "write KEY = VALUE, as in theme = light");
    *equals = '\0';
    return options_configure(options, trim(key), trim(equals + 1), err);
}

static bool read_lines(struct options *options, char *lines, const char *path, struct error *err)
{
    for (int number = 1; lines; number++) {
        char *line = lines;
        lines = strchr(line, '\n');
        if (lines)
            *lines++ = '\0';
        if (!read_line(options, line, err)) {
            error_prefix(err, "%s:%d: ", path, number);
            return false;
        }
    }
    return true;
}

bool config_read(struct options *options, struct error *err)
{
    struct text path = {0}, text = {0};
    add_path(&path);
    bool ok = true;
    if (access(path.data, F_OK) == 0)
        ok = file_read(path.data, CONFIG_LIMIT, &text, err) &&
             (text.length == 0 || read_lines(options, text.data, path.data, err));
    text_finish(&path);
    text_finish(&text);
    return ok;
}
