/* Completion of the names of files, from the folder that was typed. */
#include "session/complete.h"

#include "base/mem.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool ends_with(const char *name, const char *suffix)
{
    const size_t length = strlen(name), suffix_length = strlen(suffix);
    return length > suffix_length && strcmp(name + length - suffix_length, suffix) == 0;
}

static bool fits(const char *name, const char *const *suffixes)
{
    for (; suffixes && *suffixes; suffixes++)
        if (ends_with(name, *suffixes))
            return true;
    return !suffixes;
}

/* `path` is a folder's, or a file's: offer it. */
static void offer_path(struct completion *c, struct text *path, const char *const *suffixes)
{
    struct stat status;
    if (stat(text_string(path), &status) != 0)
        return;
    if (S_ISDIR(status.st_mode)) {
        text_add(path, "/");
        completion_offer_part(c, text_string(path));
    } else if (S_ISREG(status.st_mode) && fits(text_string(path), suffixes)) {
        completion_offer(c, text_string(path));
    }
}

/* Whether an entry of the folder is for somebody who typed `beginning`, and can be typed. */
static bool is_wanted(const char *name, const char *beginning)
{
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || (*name == '.' && *beginning != '.'))
        return false;
    return strncmp(name, beginning, strlen(beginning)) == 0 && !strpbrk(name, "\"\t\n") &&
           !text_bad_byte(name, strlen(name));
}

static int by_word(const void *a, const void *b)
{
    return strcmp(((const struct candidate *)a)->word, ((const struct candidate *)b)->word);
}

void completion_offer_files(struct completion *completion, const char *const *suffixes)
{
    const char *typed = text_string(&completion->typed), *slash = strrchr(typed, '/');
    const size_t length = slash ? (size_t)(slash - typed) + 1 : 0,
                 first = completion->candidate_count;
    struct text folder = {0}, path = {0};
    text_add_bytes(&folder, typed, length);
    DIR *directory = opendir(length > 0 ? text_string(&folder) : ".");
    for (const struct dirent *entry; directory && (entry = readdir(directory));) {
        if (!is_wanted(entry->d_name, typed + length))
            continue;
        text_clear(&path);
        text_printf(&path, "%s%s", text_string(&folder), entry->d_name);
        offer_path(completion, &path, suffixes);
    }
    if (directory)
        closedir(directory);
    if (completion->candidate_count > first + 1)
        qsort(completion->candidates + first, completion->candidate_count - first,
              sizeof *completion->candidates, by_word);
    text_finish(&folder);
    text_finish(&path);
}
