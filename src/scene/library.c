/* Folders of scenes, read once. */
#include "scene/library.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/text.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SUFFIX ".scene"

struct entry {
    char *name, *path;
    struct scene scene;
};

struct entries {
    struct entry *at;
    size_t count;
};

/* The length of a file's name without ".scene"; 0 if it does not end so. */
static size_t stem_length(const char *name)
{
    const size_t length = strlen(name), suffix = strlen(SUFFIX);
    return length > suffix && strcmp(name + length - suffix, SUFFIX) == 0 ? length - suffix : 0;
}

static bool has_entry(const struct entries *entries, const char *name)
{
    for (size_t i = 0; i < entries->count; i++)
        if (strcmp(entries->at[i].name, name) == 0)
            return true;
    return false;
}

/* Of a regular file alone: others may make whoever opens them wait. */
static void read_texts(struct scene *scene, const char *path)
{
    const struct scene_options options = {.texts_only = true};
    struct error err = {0};
    struct stat status;
    if (stat(path, &status) == 0 && S_ISREG(status.st_mode))
        scene_read(scene, path, &options, NULL, &err);
}

static void add_entry(struct entries *entries, const char *folder, const char *file)
{
    struct text name = {0}, path = {0};
    text_add_bytes(&name, file, stem_length(file));
    if (has_entry(entries, name.data)) {
        text_finish(&name);
        return;
    }
    text_printf(&path, "%s/%s", folder, file);
    entries->at = mem_resize(entries->at, entries->count + 1, sizeof *entries->at);
    struct entry *entry = &entries->at[entries->count++];
    *entry = (struct entry){.name = name.data, .path = path.data};
    read_texts(&entry->scene, path.data);
}

static void add_folder(struct entries *entries, const char *folder)
{
    DIR *directory = opendir(folder);
    if (!directory)
        return;
    for (const struct dirent *file; (file = readdir(directory));)
        if (file->d_name[0] != '.' && stem_length(file->d_name) > 0)
            add_entry(entries, folder, file->d_name);
    closedir(directory);
}

/* What is not said goes behind all that is. */
static int compare_places(bool a_has, uint64_t a, bool b_has, uint64_t b)
{
    if (!a_has || !b_has)
        return b_has - a_has;
    return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b)
{
    const struct entry *p = a, *q = b;
    const struct scene *s = &p->scene, *t = &q->scene;
    int order = compare_places(s->lecture > 0, s->lecture, t->lecture > 0, t->lecture);
    if (order == 0)
        order = compare_places(s->has_order, s->order, t->has_order, t->order);
    return order != 0 ? order : strcmp(p->name, q->name);
}

void library_init(struct library *library, const char *const *folders)
{
    struct entries entries = {0};
    for (; *folders; folders++)
        add_folder(&entries, *folders);
    if (entries.count > 0)
        qsort(entries.at, entries.count, sizeof *entries.at, by_place);

    library->count = entries.count;
    library->names = mem_alloc(entries.count, sizeof *library->names);
    library->paths = mem_alloc(entries.count, sizeof *library->paths);
    library->scenes = mem_alloc(entries.count, sizeof *library->scenes);
    for (size_t i = 0; i < entries.count; i++) {
        library->names[i] = entries.at[i].name;
        library->paths[i] = entries.at[i].path;
        library->scenes[i] = entries.at[i].scene;
    }
    free(entries.at);
}

void library_finish(struct library *library)
{
    for (size_t i = 0; i < library->count; i++) {
        free(library->names[i]);
        free(library->paths[i]);
        scene_finish(&library->scenes[i]);
    }
    free(library->names);
    free(library->paths);
    free(library->scenes);
    *library = (struct library){0};
}

size_t library_find(const struct library *library, const char *name)
{
    size_t i = 0;
    while (i < library->count && strcmp(library->names[i], name) != 0)
        i++;
    return i;
}

/* Neither a file nor a scene is so called: what may have been meant? */
static char *not_found(const struct library *library, const char *scene, struct error *err)
{
    const char *slash = strrchr(scene, '/'), *file = slash ? slash + 1 : scene;
    struct text stem = {0};
    text_add_bytes(&stem, file, stem_length(file) > 0 ? stem_length(file) : strlen(file));
    if (library_find(library, stem.data) < library->count)
        error_set(err, "no file '%s'; there is a scene '%s'", scene, stem.data);
    else {
        char hint[NAMES_HINT_SIZE];
        error_set(
            err, "no scene or file '%s'%s", scene,
            names_hint_in(hint, stem.data, library->count, (const char *const *)library->names));
    }
    text_finish(&stem);
    return NULL;
}

char *library_resolve(const struct library *library, const char *scene, struct error *err)
{
    const size_t i = library_find(library, scene);
    if (i < library->count)
        return mem_string(library->paths[i]);
    struct stat status;
    if (stat(scene, &status) != 0)
        return not_found(library, scene, err);
    if (!S_ISDIR(status.st_mode))
        return mem_string(scene);
    error_set(err, "%s: is a directory; name a scene file in it", scene);
    return NULL;
}
