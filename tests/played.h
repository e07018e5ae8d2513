/* What the tests of verbs and keys share: a session among scenes, and its state as text, so that an
 * expectation is what changed: "step=3, A.lr=0.2". Only the
 * functions of the state know the fields of a session. */
#ifndef TESTS_PLAYED_H
#define TESTS_PLAYED_H

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "session/key.h"
#include "session/session.h"
#include "session/verb.h"
#include "suite.h"

/* In this order in the library. */
static const struct {
    const char *name, *text;
} played_scenes[] = {
    {"bowl", "problem = { surface = \"bowl\"; };\n"
             "start = ( 1.0, -1.0 );\n"
             "steps = 100;\n"
             "optimizers = (\n"
             "    { method = \"gd\"; lr = 0.1; },\n"
             "    { method = \"momentum\"; lr = 0.02; },\n"
             "    { method = \"gd\"; lr = 0.05; name = \"slow gd\"; }\n"
             ");\n"
             "view = { x = ( -2.0, 2.0 ); y = ( -4.0, 4.0 ); };\n"},
    {"flowers", "problem = { model = \"softmax\"; data = \"iris\"; };\n"
                "batch = 30;\n"
                "steps = 40;\n"
                "optimizers = ( { method = \"sgd\"; lr = 0.1; } );\n"
                "view = { plane = \"axes\"; };\n"},
    {"measured", "problem = { model = \"linear\"; data = { file = \"measured.csv\"; }; };\n"
                 "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n"},
    {"nine",
     "problem = { surface = \"bowl\"; };\n"
     "optimizers = ( { method = \"gd\"; }, { method = \"sgd\"; }, { method = \"adam\"; },\n"
     "    { method = \"nag\"; }, { method = \"adagrad\"; }, { method = \"adadelta\"; },\n"
     "    { method = \"rmsprop\"; }, { method = \"radam\"; }, { method = \"adamw\"; } );\n"},
    {"noisy",
     "problem = { surface = \"bowl\"; noise = 1.0; samples = 40; };\n"
     "start = ( 1.0, -1.0 );\n"
     "batch = 10;\n"
     "steps = 30;\n"
     "optimizers = ( { method = \"sgd\"; lr = 0.1; }, { method = \"sgd\"; lr = 0.2; } );\n"},
};

static char folder[] = "/tmp/thalweg-played-XXXXXX";
static struct library library;
static struct session session;

static inline void open_scene(const char *name)
{
    struct scene scene;
    struct error err = {0};
    char *path = library_resolve(&library, name, &err);
    ck_assert_msg(path && scene_read(&scene, path, NULL, NULL, &err) &&
                      session_init(&session, &scene, &library, "en", &err),
                  "%s: %s", name, err.text);
    free(path);
}

/* Play a line to its end; a mistake fails the test. */
static inline void say(const char *line)
{
    struct error err = {0};
    const bool ok = verb_play(&session, line, &err);
    if (ok)
        session_settle(&session, &err);
    ck_assert_msg(ok && err.kind == ERROR_NONE, "%s: %s", line, err.text);
}

/* ---- the state ---- */

/* A line "key=value". */
__attribute__((format(printf, 3, 4))) static void add(struct text *out, const char *key,
                                                      const char *format, ...)
{
    char value[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(value, sizeof value, format, arguments);
    va_end(arguments);
    text_printf(out, "%s=%s\n", key, value);
}

static inline void add_run(struct text *out, size_t index, const struct run *run)
{
    static const int shown[] = {HYPER_LR, RUN_BATCH, HYPER_BETA};
    char key[32];
    snprintf(key, sizeof key, "%c", session_letter(index));
    add(out, key, "%s", run->settings.name);
    for (size_t i = 0; i < ARRAY_LENGTH(shown); i++) {
        if (!run_setting_taken(&run->settings, shown[i]))
            continue;
        snprintf(key, sizeof key, "%c.%s", session_letter(index),
                 run_setting_parameter(shown[i])->name);
        add(out, key, "%g", run_setting_value(&run->settings, shown[i]));
    }
    snprintf(key, sizeof key, "%c.start", session_letter(index));
    add(out, key, "%.4g %.4g", run->start[0], run->start[1]);
}

static inline void add_look(struct text *out, const struct look *look)
{
    add(out, "lens", "%.4g..%.4g %.4g..%.4g", look->lens.x[0], look->lens.x[1], look->lens.y[0],
        look->lens.y[1]);
    add(out, "plane", "%s", scene_plane_name((size_t)look->plane_kind));
    add(out, "x", "%s", axis_x_name(look->axis_x));
    add(out, "xlog", "%d", look->log_x);
    add(out, "y", "%s", axis_y_name(look->axis_y));
    add(out, "map", "%s", map_style_name(look->map_style));
    add(out, "arrows", "%d", look->arrows);
    add(out, "theme", "%s", look->theme);
    add(out, "data", "%s", data_style_name(look->data_style));
    add(out, "inputs", "%zu %zu", look->inputs[0] + 1, look->inputs[1] + 1);
    add(out, "stage", "%s", stage_name(look->stage));
    add(out, "pane", "%s", pane_name(look->pane));
    add(out, "alone", "%d", look->maximized);
    add(out, "hidden", "%u", look->hidden);
}

static inline void add_ui(struct text *out, const struct ui *ui)
{
    static const char *const overlays[] = {
        [OVERLAY_NONE] = "",
        [OVERLAY_HELP] = "help",
        [OVERLAY_TEXT] = "text",
        [OVERLAY_SCENES] = "scenes",
        [OVERLAY_METHODS] = "methods",
        [OVERLAY_PROMPT] = "prompt",
        [OVERLAY_CROSSHAIR] = "crosshair",
    };
    add(out, "over", "%s", overlays[ui->overlay]);
    add(out, "typed", "%s", line_edit_string(&ui->line));
    add(out, "crosshair", "%.6g %.6g", ui->crosshair[0], ui->crosshair[1]);
    add(out, "mouse", "%d", ui->mouse);
    add(out, "mistake", "%s", ui->message_is_error ? ui->message : "");
}

static inline void state(struct text *out)
{
    static const char *const requests[] = {
        [REQUEST_NONE] = "",
        [REQUEST_QUIT] = "quit",
        [REQUEST_REDRAW] = "redraw",
        [REQUEST_EXPORT] = "export",
    };
    const char *path = session.scene.path ? session.scene.path : "", *slash = strrchr(path, '/');
    add(out, "scene", "%s", slash ? slash + 1 : path);
    add(out, "seed", "%llu", (unsigned long long)session.scene.seed);
    add(out, "step", "%llu", (unsigned long long)session.race.step);
    add(out, "playing", "%d", session.playing);
    add(out, "speed", "%g", session.speed);
    add(out, "runs", "%zu", session.race.count);
    add(out, "focus", "%c", session_letter(session.focus));
    add(out, "all", "%d", session.all);
    for (size_t i = 0; i < session.race.count; i++)
        add_run(out, i, session.race.runs[i]);
    add_look(out, &session.look);
    add_ui(out, &session.ui);
    add(out, "request", "%s", requests[session.request]);
    add(out, "path", "%s", session.request_path);
    add(out, "saved", "%d", access("saved.scene", R_OK) == 0);
}

/* What `undo` has to bring back: the runs to the bit, and where the user was. */
static inline void state_to_undo(struct text *out)
{
    const struct lens *lens = &session.look.lens;
    add(out, "step", "%llu", (unsigned long long)session.race.step);
    add(out, "scene", "%s", session.scene.path);
    add(out, "seed", "%llu", (unsigned long long)session.scene.seed);
    add(out, "focus", "%zu", session.focus);
    add(out, "lens", "%a %a %a %a", lens->x[0], lens->x[1], lens->y[0], lens->y[1]);
    for (size_t i = 0; i < session.race.count; i++) {
        const struct run *run = session.race.runs[i];
        add_run(out, i, run);
        add(out, "recorded", "%llu", (unsigned long long)run->recorded);
        for (size_t p = 0; p < run->problem->dim; p++)
            add(out, "theta", "%a", run->theta[p]);
    }
}

/* Whether a text of lines has this one. */
static inline bool has_line(const char *lines, const char *line, size_t length)
{
    for (; *lines; lines += strcspn(lines, "\n") + 1)
        if (strncmp(lines, line, length) == 0 && lines[length] == '\n')
            return true;
    return false;
}

/* The lines of `after` that `before` has not, divided by ", ". */
static inline void changes(const char *before, const char *after, struct text *out)
{
    for (; *after; after += strcspn(after, "\n") + 1) {
        const size_t length = strcspn(after, "\n");
        if (!has_line(before, after, length))
            text_printf(out, "%s%.*s", out->length > 0 ? ", " : "", (int)length, after);
    }
}

/* ---- the suite ---- */

static inline void played_write(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    if (!file || fputs(text, file) == EOF || fclose(file) != 0)
        perror(name);
}

static inline int played_suite_main(Suite *suite)
{
    const char *const folders[] = {folder, NULL};
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return EXIT_FAILURE;
    for (size_t i = 0; i < ARRAY_LENGTH(played_scenes); i++) {
        char name[32];
        snprintf(name, sizeof name, "%s.scene", played_scenes[i].name);
        played_write(name, played_scenes[i].text);
    }
    played_write("measured.csv", "x,y\n0,1\n1,3.5\n2,5\n");
    library_init(&library, folders);
    const int status = suite_main(suite);
    for (size_t i = 0; i < library.count; i++)
        unlink(library.paths[i]);
    library_finish(&library);
    unlink("saved.scene");
    unlink("measured.csv");
    if (chdir("/") != 0 || rmdir(folder) != 0)
        perror(folder);
    return status;
}

#endif
