/* A scene as a file. Left out is what a reader would fill in with the same value, but for the
 * numbers that a race cannot be understood without. */
#include "scene/scene.h"

#include "base/file.h"
#include "base/number.h"
#include "scene_model.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- values ---- */

/* Whole numbers of more than 32 bits are floats to libconfig, and so is -0. */
static void write_number(struct text *out, double value)
{
    char buffer[NUMBER_SIZE];
    number_format(buffer, value);
    text_add(out, buffer);
    const bool whole_form = !strpbrk(buffer, ".e");
    if (whole_form && (fabs(value) > INT32_MAX || (value == 0 && signbit(value))))
        text_add(out, ".0");
}

static void write_count(struct text *out, uint64_t value)
{
    text_printf(out, "%" PRIu64 "%s", value, value > INT32_MAX ? "L" : "");
}

static void write_parameter(struct text *out, const struct parameter *parameter, double value)
{
    text_printf(out, "%s = ", parameter->name);
    if (parameter->is_switch)
        text_add(out, value > 0 ? "true" : "false");
    else
        write_number(out, value);
    text_add(out, "; ");
}

static void write_list(struct text *out, const double *values, size_t count)
{
    text_add(out, "( ");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_add(out, ", ");
        write_number(out, values[i]);
    }
    text_add(out, " )");
}

/* In quotes. Newlines are written out, so that a text is a line of the file. */
static void write_string(struct text *out, const char *string)
{
    text_add(out, "\"");
    for (; *string; string++) {
        if (*string == '"' || *string == '\\')
            text_printf(out, "\\%c", *string);
        else if (*string == '\n')
            text_add(out, "\\n");
        else if (*string == '\r')
            text_add(out, "\\r");
        else if (*string == '\t')
            text_add(out, "\\t");
        else
            text_add_bytes(out, string, 1);
    }
    text_add(out, "\"");
}

/* The value of a text: a string, or a group of languages, each on a line that begins with `indent`
 * spaces. */
static void write_text(struct text *out, const struct scene_text *text, int indent)
{
    if (text->count == 1 && text->version[0].code[0] == '\0') {
        write_string(out, text->version[0].text);
        return;
    }
    text_add(out, "{\n");
    for (size_t i = 0; i < text->count; i++) {
        text_printf(out, "%*s    %s = ", indent, "", text->version[i].code);
        write_string(out, text->version[i].text);
        text_add(out, ";\n");
    }
    text_printf(out, "%*s}", indent, "");
}

/* ---- parts ---- */

static void write_surface(struct text *out, const struct surface_spec *surface)
{
    if (surface->surface) {
        text_printf(out, "surface = \"%s\"; ", surface->surface->name);
    } else {
        text_add(out, "expression = ");
        write_string(out, surface->expression);
        text_add(out, "; ");
    }
    if (surface->shaped) {
        text_add(out, "eigenvalues = ");
        write_list(out, surface->eigenvalues, 2);
        text_add(out, "; angle = ");
        write_number(out, surface->angle);
        text_add(out, "; ");
    }
    if (surface->noise > 0) {
        text_add(out, "noise = ");
        write_number(out, surface->noise);
        text_add(out, "; samples = ");
        write_count(out, surface->samples);
        text_add(out, "; ");
    }
}

static void write_setting(struct text *out, const char *name, const char *string)
{
    text_printf(out, "%s = ", name);
    write_string(out, string);
    text_add(out, "; ");
}

static void write_columns(struct text *out, const struct scene_data *data)
{
    if (data->input_count > 0) {
        text_add(out, "inputs = ( ");
        for (size_t i = 0; i < data->input_count; i++) {
            if (i > 0)
                text_add(out, ", ");
            write_string(out, data->inputs[i]);
        }
        text_add(out, " ); ");
    }
    if (data->target)
        write_setting(out, "target", data->target);
}

static void write_data(struct text *out, const struct scene_data *data)
{
    text_add(out, "    data = { ");
    write_setting(out, data->name ? "name" : "file", data->name ? data->name : data->file);
    write_columns(out, data);
    if (data->n > 0) {
        text_add(out, "n = ");
        write_count(out, data->n);
        text_add(out, "; ");
    }
    if (data->noise >= 0) {
        text_add(out, "noise = ");
        write_number(out, data->noise);
        text_add(out, "; ");
    }
    if (data->standardize)
        text_add(out, "standardize = true; ");
    if (data->test > 0) {
        text_add(out, "test = ");
        write_number(out, data->test);
        text_add(out, "; ");
    }
    text_add(out, "};\n");
}

static void write_layers(struct text *out, const struct scene_problem *problem)
{
    text_add(out, "    hidden = ( ");
    for (size_t i = 0; i < problem->hidden_count; i++) {
        if (i > 0)
            text_add(out, ", ");
        write_count(out, problem->hidden[i]);
    }
    text_printf(out, " ); activation = \"%s\";\n", activation_name(problem->activation));
}

static void write_model(struct text *out, const struct scene_problem *problem)
{
    text_printf(out, "    model = \"%s\";\n", scene_model_name(problem->model));
    write_data(out, &problem->data);
    if (problem->hidden_count > 0)
        write_layers(out, problem);
    text_printf(out, "    loss = \"%s\"; scale = \"%s\";\n", loss_name(problem->loss),
                loss_scale_name(problem->scale));
    if (problem->model == SCENE_GABOR)
        return;
    text_add(out, "    l2 = ");
    write_number(out, problem->l2);
    text_printf(out, "; init = { scheme = \"%s\"; gain = ", init_scheme_name(problem->init));
    write_number(out, problem->gain);
    text_add(out, "; };\n");
}

static void write_problem(struct text *out, const struct scene_problem *problem)
{
    const bool is_model = problem->model != SCENE_NO_MODEL;
    text_add(out, is_model ? "problem = {\n" : "problem = { ");
    if (is_model)
        write_model(out, problem);
    else
        write_surface(out, &problem->surface);
    text_add(out, "};\n");
}

static void write_schedule(struct text *out, const struct schedule *schedule)
{
    const struct schedule_kind *kind = schedule->kind;
    bool is_default = kind == schedule_at(0);
    for (int i = 0; i < SCHEDULE_VALUES; i++)
        is_default = is_default && schedule->value[i] == kind->defaults[i];
    if (is_default)
        return;
    text_printf(out, "schedule = { kind = \"%s\"; ", kind->name);
    for (int i = 0; i < SCHEDULE_VALUES; i++)
        if (schedule_takes(kind, (enum schedule_value)i))
            write_parameter(out, schedule_parameter((enum schedule_value)i), schedule->value[i]);
    text_add(out, "}; ");
}

static void write_optimizer(struct text *out, const struct scene_optimizer *optimizer)
{
    const struct run_settings *settings = &optimizer->settings;
    const struct optimizer *method = settings->optimizer;
    text_printf(out, "    { method = \"%s\"; name = ", method->name);
    write_string(out, settings->name);
    text_add(out, "; ");
    for (int i = 0; i < HYPER_COUNT; i++)
        if (optimizer_takes(method, (enum hyper)i) &&
            (i == HYPER_LR || settings->hyper[i] != method->defaults[i]))
            write_parameter(out, hyper_parameter((enum hyper)i), settings->hyper[i]);
    write_schedule(out, &settings->schedule);
    if (optimizer->has_batch) {
        text_add(out, "batch = ");
        write_count(out, settings->batch);
        text_add(out, "; ");
    }
    if (optimizer->has_seed) {
        text_add(out, "seed = ");
        write_count(out, settings->seed);
        text_add(out, "; ");
    }
    if (optimizer->start) {
        text_add(out, "start = ");
        write_list(out, optimizer->start, optimizer->start_count);
        text_add(out, "; ");
    }
    text_add(out, "}");
}

static void write_optimizers(struct text *out, const struct scene *scene)
{
    text_add(out, "optimizers = (\n");
    for (size_t i = 0; i < scene->optimizer_count; i++) {
        write_optimizer(out, &scene->optimizers[i]);
        text_add(out, i + 1 < scene->optimizer_count ? ",\n" : "\n");
    }
    text_add(out, ");\n");
}

/* A plane is of models alone. */
static void write_view(struct text *out, const struct scene_view *view, bool plane)
{
    text_add(out, "view = { ");
    if (view->has_x) {
        text_add(out, "x = ");
        write_list(out, view->x, 2);
        text_add(out, "; ");
    }
    if (view->has_y) {
        text_add(out, "y = ");
        write_list(out, view->y, 2);
        text_add(out, "; ");
    }
    text_printf(out, "levels = \"%s\"; ", view->levels == SCENE_LEVELS_LOG ? "log" : "linear");
    if (plane)
        text_printf(out, "plane = \"%s\"; axes = ( %" PRIu64 ", %" PRIu64 " ); ",
                    scene_plane_name(view->plane), view->axes[0], view->axes[1]);
    text_add(out, "};\n");
}

static void write_lesson(struct text *out, const struct scene_lesson *lesson)
{
    text_add(out, "    {\n        at = ");
    write_count(out, lesson->at);
    text_add(out, ";\n");
    if (lesson->text.count > 0) {
        text_add(out, "        text = ");
        write_text(out, &lesson->text, 8);
        text_add(out, ";\n");
    }
    if (lesson->pause)
        text_add(out, "        pause = true;\n");
    if (lesson->verbs) {
        text_add(out, "        do = ");
        write_string(out, lesson->verbs);
        text_add(out, ";\n");
    }
    text_add(out, "    }");
}

static void write_lessons(struct text *out, const struct scene *scene)
{
    text_add(out, "lesson = (\n");
    for (size_t i = 0; i < scene->lesson_count; i++) {
        write_lesson(out, &scene->lessons[i]);
        text_add(out, i + 1 < scene->lesson_count ? ",\n" : "\n");
    }
    text_add(out, ");\n");
}

/* ---- the whole ---- */

static void write_named_text(struct text *out, const char *name, const struct scene_text *text)
{
    if (text->count == 0)
        return;
    text_printf(out, "%s = ", name);
    write_text(out, text, 0);
    text_add(out, ";\n");
}

void scene_write(const struct scene *scene, struct text *out)
{
    write_named_text(out, "title", &scene->title);
    write_named_text(out, "about", &scene->about);
    write_problem(out, &scene->problem);
    if (scene->start) {
        text_add(out, "start = ");
        write_list(out, scene->start, scene->start_count);
        text_add(out, ";\n");
    }
    text_add(out, "seed = ");
    write_count(out, scene->seed);
    text_add(out, ";\nbatch = ");
    write_count(out, scene->batch);
    text_printf(out, ";\nshuffle = %s;\n", scene->shuffle ? "true" : "false");
    if (scene->epochs > 0) {
        text_add(out, "epochs = ");
        write_number(out, scene->epochs);
    } else {
        text_add(out, "steps = ");
        write_count(out, scene->steps);
    }
    text_add(out, ";\ntolerance = ");
    write_number(out, scene->tolerance);
    text_add(out, ";\n");
    write_optimizers(out, scene);
    write_view(out, &scene->view, scene->problem.model != SCENE_NO_MODEL);
    if (scene->lesson_count > 0)
        write_lessons(out, scene);
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
    fwrite(text_string(&text), 1, text.length, writer.stream);
    text_finish(&text);
    free(file);
    return file_close(&writer, err);
}
