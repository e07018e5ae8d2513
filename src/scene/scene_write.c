/* A scene as a file. Left out is what a reader would fill in with the same value, but for the
 * numbers that a race cannot be understood without. */
#include "scene/scene.h"

#include "base/file.h"
#include "scene_key.h"
#include "scene_model.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void scene_write(const struct scene *scene, struct text *out)
{
    struct writer writer = {.out = out, .scene = scene, .standard = &scene_defaults};
    group_write_settings(&writer, &scene_group, scene);
    text_add(out, "\n");
}

/* The folder of a file that may not exist yet, without links on the way; NULL: there is none. */
static char *folder_of(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    struct text folder = {0};
    if (slash)
        text_add_bytes(&folder, path, (size_t)(slash - path) + 1);
    else
        text_add(&folder, ".");
    char *real = realpath(text_string(&folder), NULL);
    text_finish(&folder);
    return real;
}

/* The complete path of the file of data, where the one in the scene would not lead there from
 * `path`; NULL elsewhere. */
static char *moved_data(const struct scene *scene, const char *path)
{
    char *old = folder_of(scene->path), *new = folder_of(path), *file = model_data_path(scene);
    const bool moved = file && !(old && new &&strcmp(old, new) == 0);
    char *complete = moved ? realpath(file, NULL) : NULL;
    free(old);
    free(new);
    free(file);
    return complete;
}

bool scene_save(const struct scene *scene, const char *path, struct error *err)
{
    struct file_writer writer;
    if (!file_open(&writer, path, err))
        return false;
    struct scene moved = *scene;
    char *file = moved_data(scene, path);
    if (file)
        moved.problem.data.file = file;
    struct text text = {0};
    scene_write(&moved, &text);
    if (fwrite(text_string(&text), 1, text.length, writer.stream) < text.length)
        writer.code = errno;
    text_finish(&text);
    free(file);
    return file_close(&writer, err);
}
