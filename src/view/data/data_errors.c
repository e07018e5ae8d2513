/* What a model gets wrong: bars of probabilities or errors in rising order, the classes it
 * confuses, its numbers against those of the data. */
#include "view/data/data.h"

#include "base/mem.h"
#include "base/number.h"
#include "race/verdict.h"
#include "view/curve.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- bars ---- */

/* The probability that the model gives to the sample's class, or by how much its number is too
 * high. */
static double outcome(const struct data_picture *picture, size_t i)
{
    const struct dataset *dataset = picture->dataset;
    const double *a = picture->outputs + i * dataset->outputs;
    if (dataset->classes == 0)
        return a[0] - data_y(picture, i)[0];
    if (dataset->outputs == 1)
        return data_label(picture, i) == 1 ? a[0] : 1 - a[0];
    return a[data_label(picture, i)];
}

static int by_value(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    if (isnan(a) || isnan(b))
        return isnan(b) - isnan(a);
    return (a > b) - (a < b);
}

static const double *sorted_outcomes(const struct data_picture *picture)
{
    struct data_memory *memory = picture->drawing->view->data;
    if (picture->train > memory->sorted_capacity) {
        memory->sorted = mem_resize(memory->sorted, picture->train, sizeof *memory->sorted);
        memory->sorted_capacity = picture->train;
    }
    for (size_t i = 0; i < picture->train; i++)
        memory->sorted[i] = outcome(picture, i);
    qsort(memory->sorted, picture->train, sizeof *memory->sorted, by_value);
    return memory->sorted;
}

static struct axis outcome_axis(const struct data_picture *picture, const double *sorted)
{
    if (picture->dataset->classes > 0)
        return axis_make(0, 1, false);
    const double most = fmax(fabs(sorted[0]), fabs(sorted[picture->train - 1]));
    return axis_make(-most, most, false);
}

/* A bar for each sample, or where there are too many for one in so many. */
static void draw_bars(const struct data_picture *picture, const struct plot *plot,
                      const double *sorted)
{
    const struct drawing *drawing = picture->drawing;
    const struct theme *theme = &drawing->style->theme;
    struct dots *dots = &drawing->view->dots;
    const bool classes = picture->dataset->classes > 0;
    const double zero = plot_row(plot, 0);
    const size_t bars = 2 * (size_t)plot->rect.width;
    dots_begin(dots, plot->rect, drawing->style->glyphs);
    for (size_t bar = 0; bar < bars; bar++) {
        const double value = sorted[bar * picture->train / bars];
        const bool is_bad = classes ? value < 0.5 : value < 0;
        const double x = ((double)bar + 0.5) / 2;
        dots_line(dots, x, zero, x, plot_row(plot, value), is_bad ? theme->warning : theme->good);
    }
    dots_flush(dots, drawing->canvas);
}

static size_t count_wrong(const struct data_picture *picture, size_t first, size_t last)
{
    size_t wrong = 0;
    for (size_t i = first; i < last; i++)
        wrong += data_is_wrong(picture, i);
    return wrong;
}

/* Above the bars: what they are. */
static void bars_legend(const struct data_picture *picture, struct rect *inside)
{
    const struct drawing *drawing = picture->drawing;
    const struct rect line = {inside->x, inside->y, inside->width, 1};
    const struct pen pen = drawing->style->theme.dim;
    if (inside->height < 4)
        return;
    if (picture->is_tied)
        canvas_printf(drawing->canvas, line, 0, 0, pen, "p(true class); %s",
                      run_score_words(picture->run, SCORE_TIED));
    else if (picture->dataset->classes > 0)
        canvas_printf(drawing->canvas, line, 0, 0, pen, "p(true class); %zu of %zu wrong",
                      count_wrong(picture, 0, picture->train), picture->train);
    else
        canvas_text(drawing->canvas, line, 0, 0, pen, "prediction - target");
    inside->y++;
    inside->height--;
}

void data_errors_draw(const struct data_picture *picture, struct rect inside)
{
    const struct drawing *drawing = picture->drawing;
    const double *sorted = sorted_outcomes(picture);
    bars_legend(picture, &inside);
    struct plot plot = {inside, axis_make(0, (double)picture->train, false),
                        outcome_axis(picture, sorted)};
    const int gutter = plot_gutter(plot.y, inside.height);
    if (inside.width <= gutter + 2)
        return;
    plot.rect.x += gutter;
    plot.rect.width -= gutter;
    plot_labels_y(drawing, &plot, gutter);
    plot_labels_x(drawing, &plot);
    draw_bars(picture, &plot, sorted);
}

/* ---- against the target ---- */

static double target(const struct data_picture *picture, size_t i)
{
    return data_y(picture, i)[0];
}

static void place_against(const struct data_picture *picture, size_t i, double at[static 2])
{
    at[0] = target(picture, i);
    at[1] = picture->outputs[i];
}

void data_against_draw(const struct data_picture *picture, struct rect inside)
{
    const struct drawing *drawing = picture->drawing;
    const struct axis axis = data_axis(picture, target, 0.08);
    const struct rect line = inside;
    struct plot plot = {inside, axis, axis};
    if (inside.height >= 4) {
        canvas_text(drawing->canvas, line, 0, 0, drawing->style->theme.dim,
                    "prediction over target");
        plot.rect.y++;
        plot.rect.height--;
    }
    const int gutter = plot_gutter(axis, plot.rect.height);
    if (inside.width <= gutter + 2)
        return;
    plot.rect.x += gutter;
    plot.rect.width -= gutter;
    plot_labels_y(drawing, &plot, gutter);
    plot_labels_x(drawing, &plot);
    dots_begin(&drawing->view->dots, plot.rect, drawing->style->glyphs);
    curve_begin(drawing->view);
    curve_add(drawing->view, axis.low, axis.low);
    curve_add(drawing->view, axis.high, axis.high);
    curve_draw(drawing, &plot, drawing->style->theme.dim, false);
    dots_flush(&drawing->view->dots, drawing->canvas);
    data_points(picture, &plot, place_against);
}

/* ---- confusion: a row for each class, a column for each that is predicted ---- */

struct matrix {
    const struct data_picture *picture;
    struct rect rect;
    size_t shown;             /* classes that there is room for */
    int first, width, height; /* where the columns begin; of a cell */
    const double *counts;     /* shown x shown, the same of test samples, then shown: training
                               * samples of each class, whatever they are taken for */
};

#define NARROWEST_CELL 5

static double *count_pairs(const struct data_picture *picture, size_t shown)
{
    const size_t outputs = picture->dataset->outputs;
    double *counts = pane_scratch(picture->drawing, 2 * shown * shown + shown);
    double *sizes = counts + 2 * shown * shown;
    for (size_t i = 0; i < 2 * shown * shown + shown; i++)
        counts[i] = 0;
    for (size_t i = 0; i < picture->count; i++) {
        const size_t row = data_label(picture, i);
        const size_t column = dataset_class_of(picture->dataset, picture->outputs + i * outputs, 1);
        const size_t part = i < picture->train ? 0 : shown * shown;
        if (row < shown && part == 0)
            sizes[row]++;
        if (row < shown && column < shown)
            counts[part + row * shown + column]++;
    }
    return counts;
}

/* A name, cut to the width. */
static void put_name(const struct matrix *matrix, int column, int row, int width, const char *name,
                     struct pen pen)
{
    const struct drawing *drawing = matrix->picture->drawing;
    const struct rect room = {matrix->rect.x + column, matrix->rect.y + row, width, 1};
    if (column + width > matrix->rect.width || row >= matrix->rect.height)
        return;
    canvas_text(drawing->canvas, room, 0, 0, pen, name);
    if (canvas_text_width(name) > width)
        canvas_put(drawing->canvas, room.x + width - 1, room.y,
                   glyph_symbol(drawing->style->glyphs, SYMBOL_ELLIPSIS), pen);
}

/* In the colour of the class that is said, the stronger the larger the share. */
static void shade(const struct matrix *matrix, struct rect cell, size_t column, double share)
{
    const struct theme *theme = &matrix->picture->drawing->style->theme;
    struct pen pen = theme->text;
    if (theme->heat_ramp)
        return;
    pen.paper = theme_region(theme, column, share);
    canvas_fill(matrix->picture->drawing->canvas, cell, ' ', pen);
}

static void put_counts(const struct matrix *matrix, size_t row, size_t column)
{
    const struct drawing *drawing = matrix->picture->drawing;
    const struct theme *theme = &drawing->style->theme;
    const size_t at = row * matrix->shown + column;
    const double train = matrix->counts[at];
    const double test = matrix->counts[matrix->shown * matrix->shown + at];
    const bool has_test = matrix->picture->train < matrix->picture->count;
    struct rect cell = {matrix->rect.x + matrix->first + (int)column * matrix->width,
                        matrix->rect.y + 1 + (int)row * matrix->height, matrix->width - 1,
                        matrix->height > 1 ? matrix->height - 1 : 1};
    const double size = matrix->counts[2 * matrix->shown * matrix->shown + row];
    shade(matrix, cell, column, size > 0 ? train / size : 0);
    cell.y += (cell.height - 1) / 2;
    cell.x += cell.width > 6;
    struct pen pen = row == column ? theme->title : train > 0 ? theme->warning : theme->dim;
    const int width = canvas_printf(drawing->canvas, cell, 0, 0, pen, "%.0f", train);
    pen = row == column ? theme->text : test > 0 ? theme->warning : theme->dim;
    if (has_test)
        canvas_printf(drawing->canvas, cell, width, 0, pen, " +%.0f", test);
}

static void put_shares(const struct matrix *matrix, int row)
{
    const struct data_picture *picture = matrix->picture;
    const struct pen pen = picture->drawing->style->theme.dim;
    const struct run *run = session_focused(picture->drawing->session);
    const size_t test = picture->count - picture->train;
    char text[PANE_TITLE];
    double score;
    const char *words = run_score_words(run, run_score(run, false, &score));
    if (words) {
        snprintf(text, sizeof text, "%s%s", *words ? "right: " : "", words);
        canvas_text(picture->drawing->canvas, matrix->rect, 0, row, pen, text);
        return;
    }
    const double right =
        1 - (double)count_wrong(picture, 0, picture->train) / (double)picture->train;
    int length = snprintf(text, sizeof text, "right: %.1f%%", 100 * right);
    if (test > 0)
        length +=
            snprintf(text + length, sizeof text - (size_t)length, "; of the +test %.1f%%",
                     100 - 100 * (double)count_wrong(picture, picture->train, picture->count) /
                               (double)test);
    if (picture->every > 1)
        length += snprintf(text + length, sizeof text - (size_t)length, " (one sample in %zu)",
                           picture->every);
    if (matrix->shown < picture->dataset->classes)
        snprintf(text + length, sizeof text - (size_t)length, "; %zu more classes",
                 picture->dataset->classes - matrix->shown);
    canvas_text(picture->drawing->canvas, matrix->rect, 0, row, pen, text);
}

void data_confusion_draw(const struct data_picture *picture, struct rect inside)
{
    const struct dataset *dataset = picture->dataset;
    const struct theme *theme = &picture->drawing->style->theme;
    struct matrix matrix = {.picture = picture, .rect = inside, .shown = dataset->classes};
    const int names = inside.width / 4 < 14 ? inside.width / 4 : 14;
    matrix.first = names + 1;
    const int columns = (inside.width - matrix.first) / NARROWEST_CELL, rows = inside.height - 2;
    if (columns < 1 || rows < 1)
        return;
    matrix.shown = matrix.shown > (size_t)columns ? (size_t)columns : matrix.shown;
    matrix.shown = matrix.shown > (size_t)rows ? (size_t)rows : matrix.shown;
    matrix.width = (inside.width - matrix.first) / (int)matrix.shown;
    matrix.width = matrix.width < 16 ? matrix.width : 16;
    matrix.height = rows / (int)matrix.shown;
    matrix.height = matrix.height < 4 ? matrix.height : 4;
    matrix.counts = count_pairs(picture, matrix.shown);
    put_name(&matrix, 0, 0, names, "true \\ said", theme->dim);
    for (size_t k = 0; k < matrix.shown; k++) {
        const char *name = dataset->class_names[k];
        put_name(&matrix, matrix.first + (int)k * matrix.width, 0, matrix.width - 1, name,
                 theme_class(theme, k));
        put_name(&matrix, 0, 1 + (int)k * matrix.height + (matrix.height - 1) / 3, names, name,
                 theme_class(theme, k));
        for (size_t column = 0; column < matrix.shown; column++)
            put_counts(&matrix, k, column);
    }
    put_shares(&matrix, inside.height - 1);
}
