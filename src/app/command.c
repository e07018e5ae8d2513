#include "app/command.h"

#include "app/detect.h"
#include "app/output.h"
#include "base/names.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_SCENE "rosenbrock"
#define PATH_LIMIT    4096

/* ---- where scenes are ---- */

/* The folder that the program lies in, with a '/' at its end; "" where the system does not tell. */
static void program_folder(char folder[static PATH_LIMIT])
{
    const ssize_t length = readlink("/proc/self/exe", folder, PATH_LIMIT - 1);
    folder[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[1] = '\0';
}

void command_library(struct library *library)
{
    char folder[PATH_LIMIT];
    struct text source_tree = {0}, moved = {0};
    program_folder(folder);
    text_printf(&source_tree, "%s../scenes", folder);
    text_printf(&moved, "%s../share/thalweg/scenes", folder);
    const char *const folders[] = {"scenes", source_tree.data, moved.data, INSTALLED_SCENES, NULL};
    library_init(library, folders);
    text_finish(&source_tree);
    text_finish(&moved);
}

/* ---- language ---- */

void command_language(char language[static LANGUAGE_SIZE])
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *name = "";
    for (size_t i = 0; i < sizeof variables / sizeof variables[0] && !*name; i++)
        name = detect_variable(variables[i]);
    const size_t letters = strspn(name, "abcdefghijklmnopqrstuvwxyz");
    snprintf(language, LANGUAGE_SIZE, "%s", letters == 2 ? name : "en");
}

/* ---- opening a scene ---- */

/* Each of the lines. */
static void tell(struct text *lines)
{
    char *line = lines->data;
    for (char *end; line && (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        output_tell(line);
    }
}

static const char *subcommand_name(size_t index)
{
    return strrchr(command_name((enum command)(index + 1)), ' ') + 1;
}

bool command_is_spelled(const struct library *library, const char *word, struct error *err)
{
    const char *meant = names_nearest(word, COMMAND_COUNT - 1, subcommand_name);
    if (!meant || strcmp(meant, word) == 0)
        return true;
    struct error unknown = {0};
    char *path = library_resolve(library, word, &unknown);
    const bool is_scene = path != NULL;
    free(path);
    return is_scene || error_set(err, "no command or scene '%s'; did you mean '%s'?", word, meant);
}

bool command_open(const struct command_context *context, struct session *session, struct error *err)
{
    const struct options *options = &context->options;
    struct scene scene;
    struct text warnings = {0};
    const char *name = options->name ? options->name : DEFAULT_SCENE;
    char *path = library_resolve(&context->library, name, err);
    if (!path)
        return false;
    const struct scene_options reading = {
        .set = (const char *const *)options->set.at,
        .set_count = options->set.count,
        .reproducible = options->reproducible,
    };
    const bool ok = scene_read(&scene, path, &reading, &warnings, err);
    tell(&warnings);
    text_finish(&warnings);
    free(path);
    if (!ok)
        return false;
    if (options->steps > 0) {
        scene.steps = options->steps;
        scene.epochs = 0;
    }
    if (scene.problem.model != SCENE_NO_MODEL && scene.tolerance <= 0)
        scene.every = options->every;
    if (!session_init(session, &scene, &context->library, context->language, err))
        return false;
    for (size_t i = 0; display_theme_name(i); i++)
        if (strcmp(display_theme_name(i), options->display.theme) == 0)
            look_give_theme(session, (enum display_theme)i);
    return true;
}
