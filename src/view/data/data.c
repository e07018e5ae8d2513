/* The data pane: which picture of the data is shown, its samples, and how they become points.
 *
 * With classes, each has its letter (o x + * ...) and colour; a sample that is put into the wrong
 * class is a capital, a test sample a smaller sign. The samples of the next update are in reverse.
 */
#include "view/data/data.h"

#include "base/mem.h"
#include "base/text.h"
#include "race/verdict.h"
#include "session/batch.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SAMPLES 4096
#define PRODUCTS     40000000 /* multiplications that a picture may take */
#define FEWEST       64

void data_memory_finish(struct data_memory *memory)
{
    free(memory->outputs);
    free(memory->sorted);
    free(memory->in_batch);
    *memory = (struct data_memory){0};
}

size_t data_affordable(size_t dim)
{
    const size_t points = PRODUCTS / dim;
    return points < FEWEST ? FEWEST : points;
}

/* ---- the samples ---- */

const double *data_x(const struct data_picture *picture, size_t i)
{
    return picture->dataset->x + i * picture->every * picture->dataset->inputs;
}

double data_input(const struct data_picture *picture, size_t i, size_t input)
{
    return dataset_in_units(picture->dataset, input, data_x(picture, i)[input]);
}

const double *data_y(const struct data_picture *picture, size_t i)
{
    return picture->dataset->y + i * picture->every * picture->dataset->outputs;
}

size_t data_label(const struct data_picture *picture, size_t i)
{
    return picture->dataset->label[i * picture->every];
}

bool data_is_wrong(const struct data_picture *picture, size_t i)
{
    const double *outputs = picture->outputs + i * picture->dataset->outputs;
    return picture->dataset->classes > 0 && !dataset_is_tied(picture->dataset, outputs, 1) &&
           dataset_class_of(picture->dataset, outputs, 1) != data_label(picture, i);
}

struct axis data_axis(const struct data_picture *picture,
                      double (*value)(const struct data_picture *picture, size_t i), double margin)
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = 0; i < picture->count; i++) {
        low = fmin(low, value(picture, i));
        high = fmax(high, value(picture, i));
    }
    const double around = high > low ? margin * (high - low) : 1;
    return axis_make(low - around, high + around, false);
}

static void mark_batch(struct data_picture *picture, struct run *run)
{
    struct data_memory *memory = picture->drawing->view->data;
    size_t count;
    const uint32_t *sample = session_batch(picture->drawing->session, run, &count);
    if (picture->count > memory->sample_capacity) {
        memory->in_batch = mem_resize(memory->in_batch, picture->count, sizeof *memory->in_batch);
        memory->sample_capacity = picture->count;
    }
    memset(memory->in_batch, 0, picture->count * sizeof *memory->in_batch);
    for (size_t i = 0; sample && i < count; i++)
        if (sample[i] % picture->every == 0)
            memory->in_batch[sample[i] / picture->every] = true;
    picture->in_batch = memory->in_batch;
}

/* The outputs for the samples shown. */
static void predict(struct data_picture *picture)
{
    const struct dataset *dataset = picture->dataset;
    struct data_memory *memory = picture->drawing->view->data;
    const size_t numbers = picture->count * dataset->outputs;
    const double *x = dataset->x;
    if (numbers > memory->output_capacity) {
        memory->outputs = mem_resize(memory->outputs, numbers, sizeof *memory->outputs);
        memory->output_capacity = numbers;
    }
    if (picture->every > 1) {
        double *some = pane_scratch(picture->drawing, picture->count * dataset->inputs);
        for (size_t i = 0; i < picture->count; i++)
            memcpy(some + i * dataset->inputs, data_x(picture, i), dataset->inputs * sizeof *some);
        x = some;
    }
    problem_predict(picture->problem, picture->run->theta, picture->count, x, memory->outputs);
    picture->outputs = memory->outputs;
}

static bool is_tied(const struct data_picture *picture)
{
    const struct dataset *dataset = picture->dataset;
    for (size_t i = 0; i < picture->count; i++)
        if (!dataset_is_tied(dataset, picture->outputs + i * dataset->outputs, 1))
            return false;
    return dataset->classes > 0;
}

static struct data_picture picture_of(const struct drawing *drawing, struct run *run)
{
    struct problem *problem = session_problem(drawing->session);
    const struct dataset *dataset = problem->dataset;
    const size_t n = dataset->n + dataset->test_n;
    size_t most = data_affordable(problem->dim);
    most = most < MOST_SAMPLES ? most : MOST_SAMPLES;
    struct data_picture picture = {
        .drawing = drawing, .dataset = dataset, .problem = problem, .run = run};
    picture.every = (n + most - 1) / most;
    picture.count = (n + picture.every - 1) / picture.every;
    picture.train = (dataset->n + picture.every - 1) / picture.every;
    mark_batch(&picture, run);
    predict(&picture);
    picture.is_tied = is_tied(&picture);
    return picture;
}

/* ---- points ---- */

static const char letters[] = "ox+*vszn", capitals[] = "OX#%VSZN", small[] = ".:\"^~`=-";

/* Of numbers: no character of a heat map or of a line. */
static uint32_t number_glyph(enum glyphs tier, bool is_test)
{
    if (tier == GLYPHS_ASCII)
        return is_test ? 'o' : 'O';
    return glyph_symbol(tier, is_test ? SYMBOL_START : SYMBOL_BULLET);
}

static uint32_t point_glyph(const struct data_picture *picture, size_t i)
{
    const bool is_test = i >= picture->train;
    if (picture->dataset->classes == 0)
        return number_glyph(picture->drawing->style->glyphs, is_test);
    const size_t letter = data_label(picture, i) % (sizeof letters - 1);
    if (data_is_wrong(picture, i) && !is_test)
        return (uint32_t)capitals[letter];
    return (uint32_t)(is_test ? small : letters)[letter];
}

static struct pen point_pen(const struct data_picture *picture, size_t i)
{
    const struct theme *theme = &picture->drawing->style->theme;
    const bool is_test = i >= picture->train;
    struct pen pen = is_test ? theme->dim : theme->text;
    if (picture->dataset->classes > 0)
        pen = theme_class(theme, data_label(picture, i));
    if (is_test)
        pen.style &= (uint8_t)~STYLE_BOLD;
    if (data_is_wrong(picture, i) && !is_test)
        pen.style |= STYLE_UNDERLINE;
    if (picture->in_batch[i])
        pen.style |= STYLE_BOLD | STYLE_REVERSE;
    return pen;
}

/* What lies above what, where points meet. */
static int point_height(const struct data_picture *picture, size_t i)
{
    return i >= picture->train ? 0 : picture->in_batch[i] ? 3 : data_is_wrong(picture, i) ? 2 : 1;
}

void data_points(const struct data_picture *picture, const struct plot *plot,
                 void (*place)(const struct data_picture *picture, size_t i, double at[static 2]))
{
    const struct rect rect = plot->rect;
    for (int height = 0; height <= 3; height++)
        for (size_t i = 0; i < picture->count; i++) {
            double at[2];
            if (point_height(picture, i) != height)
                continue;
            place(picture, i, at);
            const double x = plot_column(plot, at[0]), y = plot_row(plot, at[1]);
            if (x >= 0 && y >= 0 && x < rect.width && y < rect.height)
                canvas_put(picture->drawing->canvas, rect.x + (int)x, rect.y + (int)y,
                           point_glyph(picture, i), point_pen(picture, i));
        }
}

/* ---- the legend ---- */

int data_legend_item(const struct data_picture *picture, struct rect line, int column,
                     uint32_t glyph, struct pen pen, const char *text)
{
    const struct drawing *drawing = picture->drawing;
    const int width = canvas_text_width(text) + 2;
    if (column + width > line.width)
        return 0;
    canvas_put(drawing->canvas, line.x + column, line.y, glyph, pen);
    canvas_text(drawing->canvas, line, column + 2, 0, drawing->style->theme.dim, text);
    return width + 2;
}

static void class_legend(const struct data_picture *picture, struct rect line)
{
    const struct theme *theme = &picture->drawing->style->theme;
    const struct dataset *dataset = picture->dataset;
    int column = 0;
    for (size_t k = 0; k < dataset->classes && k < sizeof letters - 1; k++)
        column += data_legend_item(picture, line, column, (uint32_t)letters[k],
                                   theme_class(theme, k), dataset->class_names[k]);
    column += picture->is_tied ? data_legend_item(picture, line, column, ' ', theme->dim,
                                                  run_score_words(picture->run, SCORE_TIED))
                               : data_legend_item(picture, line, column, (uint32_t)capitals[0],
                                                  theme_class(theme, 0), "wrong");
    if (picture->train < picture->count)
        data_legend_item(picture, line, column, (uint32_t)small[0], theme_class(theme, 0), "test");
}

#define ROOM_FOR_LEGEND 8

void data_legend(const struct data_picture *picture, struct rect *inside)
{
    if (inside->height < ROOM_FOR_LEGEND)
        return;
    const struct rect line = {inside->x, inside->y, inside->width, 1};
    inside->y++;
    inside->height--;
    if (picture->dataset->classes > 0) {
        class_legend(picture, line);
        return;
    }
    const enum glyphs tier = picture->drawing->style->glyphs;
    const struct theme *theme = &picture->drawing->style->theme;
    const int column = data_legend_item(picture, line, 0, number_glyph(tier, false), theme->text,
                                        picture->train < picture->count ? "training" : "data");
    if (picture->train < picture->count)
        data_legend_item(picture, line, column, number_glyph(tier, true), theme->dim, "test");
}

/* ---- the pane ---- */

/* Add a part if the title then still fits the frame. Whether it does. */
static bool add_part(char title[static PANE_TITLE], int width, const char *part)
{
    const size_t length = strlen(title);
    if (canvas_text_width(title) + canvas_text_width(part) + 4 > width)
        return false;
    snprintf(title + length, PANE_TITLE - length, "%s", part);
    return true;
}

/* What the picture has up over what it has across; of long names only the first letters. */
static void add_axes(const struct drawing *drawing, int width, char title[static PANE_TITLE])
{
    enum { SHORT = 7, LONG = 40 };
    const struct session *session = drawing->session;
    const struct dataset *dataset = session_problem(session)->dataset;
    const char *across = dataset->input_names[0], *up = dataset->target_name;
    char part[PANE_TITLE];
    if (dataset->inputs > 1) {
        across = dataset->input_names[session->look.inputs[0]];
        up = dataset->input_names[session->look.inputs[1]];
    }
    for (size_t i = 0; i < 2; i++) {
        const size_t most = i == 0 ? LONG : SHORT;
        snprintf(part, sizeof part, ", %.*s over %.*s", (int)text_cut(up, most), up,
                 (int)text_cut(across, most), across);
        if (add_part(title, width, part))
            return;
    }
}

static void data_title(const struct drawing *drawing, int width, char title[static PANE_TITLE])
{
    const struct session *session = drawing->session;
    const struct dataset *dataset = session_problem(session)->dataset;
    char part[PANE_TITLE];
    const char *name = dataset_short_name(dataset);
    snprintf(title, PANE_TITLE, "%.*s", (int)text_cut(name, 60), name);
    snprintf(part, sizeof part, ": %s", data_style_name(session->look.data_style));
    add_part(title, width, part);
    if (session->look.data_style == DATA_FIT)
        add_axes(drawing, width, title);
    snprintf(part, sizeof part, "  n %zu", dataset->n);
    add_part(title, width, part);
    snprintf(part, sizeof part, " + %zu test", dataset->test_n);
    if (dataset->test_n > 0)
        add_part(title, width, part);
}

#define ROOM_FOR_NOTE 8

/* Above the picture: what the reader of the file left out, filled in or took for what; of several
 * the first, and how many there are. */
static void draw_note(const struct drawing *drawing, const struct dataset *dataset,
                      struct rect *inside)
{
    const struct pen pen = drawing->style->theme.dim;
    if (dataset->note_count == 0 || inside->height < ROOM_FOR_NOTE)
        return;
    const struct rect line = {inside->x, inside->y, inside->width, 1};
    inside->y++;
    inside->height--;
    int column = 0;
    if (dataset->note_count > 1)
        column =
            canvas_printf(drawing->canvas, line, 0, 0, pen, "(1 of %zu) ", dataset->note_count);
    canvas_text(drawing->canvas, line, column, 0, pen, dataset->notes[0]);
    if (column + canvas_text_width(dataset->notes[0]) > line.width)
        canvas_put(drawing->canvas, line.x + line.width - 1, line.y,
                   glyph_symbol(drawing->style->glyphs, SYMBOL_ELLIPSIS), pen);
}

static void data_draw(const struct drawing *drawing, struct rect inside)
{
    struct run *run = session_focused(drawing->session);
    if (!run) {
        canvas_text(drawing->canvas, inside, 0, 0, drawing->style->theme.dim,
                    "no runs: m adds one");
        return;
    }
    const struct data_picture picture = picture_of(drawing, run);
    const struct dataset *dataset = picture.dataset;
    const enum data_style style = drawing->session->look.data_style;
    draw_note(drawing, dataset, &inside);
    if (style == DATA_CONFUSION && dataset->classes > 0)
        data_confusion_draw(&picture, inside);
    else if (style == DATA_CONFUSION)
        data_against_draw(&picture, inside);
    else if (style == DATA_RESIDUALS && (dataset->inputs > 1 || dataset->classes > 0))
        data_errors_draw(&picture, inside);
    else if (dataset->inputs == 1)
        data_fit_draw(&picture, inside, style == DATA_RESIDUALS);
    else
        data_plane_draw(&picture, inside);
}

const struct view_pane data_pane = {
    .title = data_title,
    .draw = data_draw,
    .place = PLACE_DATA,
    .priority = 60,
    .least = {24, 6},
};
