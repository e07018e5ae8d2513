/* A scene as a file. Left out is what a reader would fill in with the same value, but for the
 * numbers that a race cannot be understood without. */
#include "scene/scene.h"

#include "base/file.h"
#include "base/number.h"

#include <inttypes.h>
#include <math.h>
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

static void write_problem(struct text *out, const struct surface_spec *problem)
{
    text_add(out, "problem = { ");
    if (problem->surface) {
        text_printf(out, "surface = \"%s\"; ", problem->surface->name);
    } else {
        text_add(out, "expression = ");
        write_string(out, problem->expression);
        text_add(out, "; ");
    }
    if (problem->shaped) {
        text_add(out, "eigenvalues = ");
        write_list(out, problem->eigenvalues, 2);
        text_add(out, "; angle = ");
        write_number(out, problem->angle);
        text_add(out, "; ");
    }
    if (problem->noise > 0) {
        text_add(out, "noise = ");
        write_number(out, problem->noise);
        text_add(out, "; samples = ");
        write_count(out, problem->samples);
        text_add(out, "; ");
    }
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

static void write_view(struct text *out, const struct scene_view *view)
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
    text_printf(out, "levels = \"%s\"; };\n", view->levels == SCENE_LEVELS_LOG ? "log" : "linear");
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
    write_problem(out, &scene->problem.surface);
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
    write_view(out, &scene->view);
    if (scene->lesson_count > 0)
        write_lessons(out, scene);
}

bool scene_save(const struct scene *scene, const char *path, struct error *err)
{
    struct file_writer writer;
    if (!file_open(&writer, path, err))
        return false;
    struct text text = {0};
    scene_write(scene, &text);
    fwrite(text_string(&text), 1, text.length, writer.stream);
    text_finish(&text);
    return file_close(&writer, err);
}
