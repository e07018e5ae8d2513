/* The runs in order of their loss, or of what the scene's view ranks them by. Columns drop from the
 * right as the pane narrows, except for the loss. */
#include "pane.h"

#include "base/mem.h"
#include "base/number.h"
#include "race/verdict.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_SIZE   64
#define FIRST       4 /* where the columns begin, behind mark and letter */
#define BETWEEN     2
#define NAME_GROWTH 16 /* columns that names grow by at most */

struct entry {
    const struct run *run;
    const char *label;
    size_t index;
    double key; /* the lower the better */
};

static void name_text(const struct entry *entry, char text[static TEXT_SIZE])
{
    snprintf(text, TEXT_SIZE, "%s", entry->label);
}

static void status_text(const struct entry *entry, char text[static TEXT_SIZE])
{
    const enum run_status status = run_status(entry->run);
    const bool stopped = status == RUN_CONVERGED || status == RUN_DIVERGED;
    snprintf(text, TEXT_SIZE, stopped ? "%s @%llu" : "%s", run_status_name(status),
             (unsigned long long)entry->run->step);
}

static void loss_text(const struct entry *entry, char text[static TEXT_SIZE])
{
    number_round(text, entry->run->row->loss, 4);
}

static void gradient_text(const struct entry *entry, char text[static TEXT_SIZE])
{
    number_round(text, entry->run->row->grad_norm, 3);
}

static void rate_text(const struct entry *entry, char text[static TEXT_SIZE])
{
    number_round(text, run_rate(entry->run), 3);
}

static void distance_text(const struct entry *entry, char text[static TEXT_SIZE])
{
    size_t index;
    double distance;
    text[0] = '\0';
    if (problem_nearest_minimum(entry->run->problem, entry->run->theta, &index, &distance))
        number_round(text, distance, 3);
}

/* An accuracy in percent, R² as it is. Beside another score there is no room for more than a word.
 */
static void score_text(const struct entry *entry, bool test, char text[static TEXT_SIZE])
{
    const bool split = problem_has_test(entry->run->problem);
    double score;
    const enum run_score kind = run_score(entry->run, test, &score);
    if (kind != SCORE_VALUE)
        snprintf(text, TEXT_SIZE, "%s",
                 kind == SCORE_TIED && split ? "tied" : run_score_words(entry->run, kind));
    else if (entry->run->problem->dataset->classes > 0)
        snprintf(text, TEXT_SIZE, "%.1f%%", 100 * score);
    else
        snprintf(text, TEXT_SIZE, "%.3f", fabs(score) < 0.0005 ? 0 : score);
}

static void train_text(const struct entry *entry, char text[static TEXT_SIZE])
{
    score_text(entry, false, text);
}

static void test_text(const struct entry *entry, char text[static TEXT_SIZE])
{
    score_text(entry, true, text);
}

static bool always(const struct problem *problem)
{
    (void)problem;
    return true;
}

static bool has_score_alone(const struct problem *problem)
{
    return problem->score_name && !problem_has_test(problem);
}

static bool has_minimum(const struct problem *problem)
{
    return problem->minima_count > 0;
}

static const struct column {
    const char *heading; /* "": what the score is called */
    int width;
    bool number; /* flush right */
    bool (*is_of)(const struct problem *problem);
    void (*text)(const struct entry *entry, char text[static TEXT_SIZE]);
} columns[] = {
    {"run", 9, false, always, name_text},
    {"loss f", 10, true, always, loss_text},
    {"", 8, true, has_score_alone, train_text},
    {"train", 6, true, problem_has_test, train_text},
    {"test", 6, true, problem_has_test, test_text},
    {"status", 14, false, always, status_text},
    {"|g|", 9, true, always, gradient_text},
    {"rate", 8, true, always, rate_text},
    {"to minimum", 10, true, has_minimum, distance_text},
};

/* The best first; where there is nothing to go by, last. */
static int by_key(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (isnan(a->key) != isnan(b->key))
        return isnan(a->key) ? 1 : -1;
    if (a->key < b->key || a->key > b->key)
        return a->key < b->key ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* What ranks the runs if the scene does not say it. Losses of different kinds cannot be compared,
 * but scores can. */
static enum rank_kind rank_kind(const struct session *session)
{
    const struct scene_view *view = &session->scene.view;
    const struct problem *problem = session_problem(session);
    const bool has_test = problem_has_test(problem);
    if (view->has_rank && (view->rank != RANK_TEST || has_test) &&
        (view->rank == RANK_LOSS || problem->score_name))
        return view->rank;
    if (!session_losses_differ(session))
        return RANK_LOSS;
    return has_test ? RANK_TEST : RANK_SCORE;
}

static double rank_key(enum rank_kind kind, const struct run *run)
{
    const struct problem_scores *scores = &run->row->scores;
    return kind == RANK_LOSS   ? run->row->loss
           : kind == RANK_TEST ? -scores->test_score
                               : -scores->train_score;
}

static size_t take_entries(const struct session *session, struct entry entries[static RACE_RUNS])
{
    const size_t count = session->race.count;
    const enum rank_kind kind = rank_kind(session);
    for (size_t i = 0; i < count; i++) {
        const struct run *run = session->race.runs[i];
        const char *label = scene_label_of(&session->scene, i, session->language);
        entries[i] = (struct entry){run, label, i, rank_key(kind, run)};
    }
    qsort(entries, count, sizeof *entries, by_key);
    return count;
}

/* Behind how many columns there is no more room, and what is left for longer names. */
static size_t fit_columns(const struct problem *problem, int width, int *room)
{
    size_t count = 0;
    *room = width - FIRST;
    for (; count < ARRAY_LENGTH(columns); count++) {
        if (!columns[count].is_of(problem))
            continue;
        if (*room < columns[count].width)
            break;
        *room -= columns[count].width + BETWEEN;
    }
    *room += BETWEEN;
    *room = *room < 0 ? 0 : *room > NAME_GROWTH ? NAME_GROWTH : *room;
    return count;
}

static void put_cell(const struct drawing *drawing, struct rect cell, struct pen pen,
                     const char *text, bool right)
{
    const int length = canvas_text_width(text);
    const int from = right && length < cell.width ? cell.width - length : 0;
    canvas_text(drawing->canvas, cell, from, 0, pen, text);
    if (length > cell.width)
        canvas_put(drawing->canvas, cell.x + cell.width - 1, cell.y,
                   glyph_symbol(drawing->style->glyphs, SYMBOL_ELLIPSIS), pen);
}

/* The cells of a line. `entry` NULL: the headings. */
static void draw_cells(const struct drawing *drawing, struct rect line, struct pen pen,
                       const struct entry *entry)
{
    const struct problem *problem = session_problem(drawing->session);
    int room;
    const size_t count = fit_columns(problem, line.width, &room);
    struct rect cell = {line.x + FIRST, line.y, 0, 1};
    for (size_t i = 0; i < count; i++) {
        char text[TEXT_SIZE];
        if (!columns[i].is_of(problem))
            continue;
        snprintf(text, sizeof text, "%s",
                 columns[i].heading[0] ? columns[i].heading : problem->score_name);
        if (entry)
            columns[i].text(entry, text);
        cell.width = columns[i].width + (i == 0 ? room : 0);
        put_cell(drawing, cell, pen, text, columns[i].number);
        cell.x += cell.width + BETWEEN;
    }
}

static void draw_entry(const struct drawing *drawing, struct rect line, const struct entry *entry)
{
    const struct theme *theme = &drawing->style->theme;
    const struct session *session = drawing->session;
    const bool focused = entry->index == session->focus;
    const bool diverged = run_status(entry->run) == RUN_DIVERGED;
    const struct pen pen = focused ? theme->selection : diverged ? theme->warning : theme->text;
    if (focused)
        canvas_fill(drawing->canvas, line, ' ', pen);
    draw_cells(drawing, line, pen, entry);
    if (focused)
        canvas_text(drawing->canvas, line, 0, 0, pen, ">");
    if (session->all)
        canvas_text(drawing->canvas, line, 1, 0, pen, "*");
    struct pen letter = theme_run(theme, entry->index);
    if (focused)
        letter = theme->selection;
    canvas_put(drawing->canvas, line.x + 2, line.y, theme_letter(entry->index), letter);
}

static void rank_title(const struct drawing *drawing, int width, char title[static PANE_TITLE])
{
    static const char *const bests[] = {
        [RANK_LOSS] = ", best first",
        [RANK_SCORE] = ", best score first",
        [RANK_TEST] = ", best test score first",
    };
    static_assert(ARRAY_LENGTH(bests) == RANK_KINDS, "one for each");
    const struct problem *problem = session_problem(drawing->session);
    const bool test = problem_has_test(problem);
    const char *best = bests[rank_kind(drawing->session)];
    snprintf(title, PANE_TITLE, "runs%s%s%s%s", width < 40 ? "" : best, test ? ", " : "",
             test ? problem->score_name : "", drawing->session->all ? " (* keys act on all)" : "");
}

/* With few rows, the heading gives way, and the lines scroll so that the focused run is seen. */
static void rank_draw(const struct drawing *drawing, struct rect inside)
{
    struct entry entries[RACE_RUNS];
    const size_t count = take_entries(drawing->session, entries);
    const int heading = inside.height > (int)count || inside.height > 6;
    const size_t shown = inside.height > heading ? (size_t)(inside.height - heading) : 0;
    size_t focused = 0, first = 0;
    while (focused + 1 < count && entries[focused].index != drawing->session->focus)
        focused++;
    if (focused >= shown && shown > 0)
        first = focused + 1 - shown;
    struct rect line = {inside.x, inside.y, inside.width, 1};
    if (heading) {
        draw_cells(drawing, line, drawing->style->theme.dim, NULL);
        line.y++;
    }
    for (size_t i = first; i < count && i < first + shown; i++, line.y++)
        draw_entry(drawing, line, &entries[i]);
}

/* A line for each run, a heading and the frame. */
static int rank_rows(const struct session *session)
{
    return (int)session->race.count + 3;
}

const struct view_pane rank_pane = {
    .title = rank_title,
    .draw = rank_draw,
    .place = PLACE_RUNS,
    .priority = 20,
    .least = {20, 3},
    .count_rows = rank_rows,
};
