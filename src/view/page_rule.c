/* A rule in symbols and in numbers. What fits decides how: first the digits give way, then a "1 -
 * b" is worked out, then lines break; last, numbers are left to their result. */
#include "page.h"

#include "base/number.h"
#include "formula.h"
#include "sim/rule.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FEWEST_DIGITS 3 /* 0.999 with less would be 1 */
#define MOST_DIGITS   5

enum detail {
    DETAIL_SYMBOLS, /* m = β1 m + (1 - β1) g */
    DETAIL_RESULT,  /* ... = 6.5 */
    DETAIL_ONE,     /* the numbers below, of one parameter */
    DETAIL_TWO,     /* of two */
};

/* The parameters whose numbers are shown: all of one or two, or of more the one with the largest
 * gradient, and another. */
struct choice {
    const struct run *run;
    size_t parameter[2], count;
    int name_width; /* columns for the longer name, with a space behind it */
};

static struct choice choose(const struct run *run)
{
    const size_t dim = run->problem->dim;
    struct choice choice = {.run = run, .parameter = {0, 1}, .count = dim < 2 ? dim : 2};
    size_t largest = 0;
    if (problem_needs_plane(run->problem)) {
        for (size_t i = 1; i < dim; i++)
            if (fabs(run->g[i]) > fabs(run->g[largest]))
                largest = i;
        choice.parameter[0] = largest;
        choice.parameter[1] = largest > 0 ? 0 : 1;
    }
    for (size_t i = 0; i < choice.count; i++) {
        char name[PROBLEM_PARAMETER];
        const int width =
            (int)strlen(problem_parameter(run->problem, choice.parameter[i], name)) + 1;
        choice.name_width = width > choice.name_width ? width : choice.name_width;
    }
    return choice;
}

/* Whether names stand before the numbers. One of many is named once, above all lines. */
static bool is_named(const struct choice *choice, enum detail detail)
{
    return !problem_needs_plane(choice->run->problem) || detail == DETAIL_TWO;
}

/* The last update, or at step 0 the one to come. */
static size_t play(const struct run *run, size_t coordinate, int digits,
                   struct rule_played played[static OPTIMIZER_LINES])
{
    const struct optimizer *optimizer = run->settings.optimizer;
    const size_t dim = run->problem->dim;
    struct rule_update update = {
        .optimizer = optimizer,
        .hyper = run->step > 0 ? run->last_hyper : run->settings.hyper,
        .eta = run->row->lr,
    };
    if (run->step == 0) {
        update.t = 1;
        update.theta = run->theta[coordinate];
        update.g = run->full_g[coordinate];
        update.norm = run->row->grad_norm;
    } else {
        update.t = run->step;
        update.theta = run->before[coordinate];
        update.g = run->taken[coordinate];
        update.norm = run_batch_norm(run);
        for (size_t k = 0; k < optimizer->state_count; k++)
            update.state[k] = run->before[(k + 1) * dim + coordinate];
    }
    return rule_play(&update, digits, played);
}

/* "(1 - 0.9)" as "0.1", where no power follows. */
static void work_out(char *text, int digits)
{
    char *at = text;
    while ((at = strstr(at, "(1 - ")) != NULL) {
        char *behind, number[NUMBER_SIZE];
        const double value = 1 - strtod(at + 5, &behind);
        if (*behind != ')' || behind[1] == '^') {
            at += 5;
            continue;
        }
        const size_t length = strlen(number_round(number, value, digits));
        if (at + length > behind) /* never longer than what it replaces */
            return;
        memcpy(at, number, length);
        memmove(at + length, behind + 1, strlen(behind + 1) + 1);
    }
}

/* A formula may begin with a negative number, which needs no parentheses there. */
static void bare_start(char *text)
{
    char *close = strchr(text, ')');
    if (strncmp(text, "(-", 2) != 0 || !close || close[1] == '^')
        return;
    memmove(close, close + 1, strlen(close + 1) + 1);
    memmove(text, text + 1, strlen(text));
}

static void set_numbers(char out[static FORMULA_SIZE], enum glyphs tier,
                        const struct rule_played *played, int digits, bool worked_out)
{
    char raw[sizeof played->numbers], number[NUMBER_SIZE];
    memcpy(raw, played->numbers, sizeof raw);
    bare_start(raw);
    if (worked_out)
        work_out(raw, digits);
    formula_pretty(out, tier, raw, glyph_sign(tier, SIGN_TIMES));
    number_round(number, played->value, digits);
    if (strcmp(out, number) == 0) /* "mh = m" needs no "6.5 = 6.5" */
        return;
    const size_t used = strlen(out);
    snprintf(out + used, FORMULA_SIZE - used, " = %s", number);
}

/* The numbers of a line in the most digits that fit the width. */
static void fit_numbers(char out[static FORMULA_SIZE], const struct page *page,
                        const struct run *run, size_t coordinate, size_t line, int width)
{
    const enum glyphs tier = page->drawing->style->glyphs;
    struct rule_played played[OPTIMIZER_LINES];
    for (int digits = MOST_DIGITS; digits >= FEWEST_DIGITS; digits--) {
        play(run, coordinate, digits, played);
        set_numbers(out, tier, &played[line], digits, false);
        if (canvas_text_width(out) <= width)
            return;
    }
    set_numbers(out, tier, &played[line], FEWEST_DIGITS, true);
}

static void put_numbers(struct page *page, const struct choice *choice, size_t line,
                        enum detail detail, size_t which)
{
    const struct theme *theme = &page->drawing->style->theme;
    const size_t parameter = choice->parameter[which];
    const bool named = is_named(choice, detail);
    const int indent = named ? choice->name_width : 2;
    char numbers[FORMULA_SIZE], name[PROBLEM_PARAMETER];
    fit_numbers(numbers, page, choice->run, parameter, line, page->rect.width - indent);
    if (!page->measure_only && named)
        canvas_text(page->drawing->canvas, page->rect, 0, page->row, theme->dim,
                    problem_parameter(choice->run->problem, parameter, name));
    page_text(page, theme->text, indent, numbers);
}

static void put_line(struct page *page, const struct choice *choice,
                     const struct rule_played *played, size_t line, enum detail detail)
{
    const enum glyphs tier = page->drawing->style->glyphs;
    char text[FORMULA_SIZE], number[NUMBER_SIZE];
    formula_pretty(text, tier, played[line].text, " ");
    const size_t used = strlen(text);
    for (int digits = MOST_DIGITS; detail == DETAIL_RESULT && digits >= FEWEST_DIGITS; digits--) {
        snprintf(text + used, sizeof text - used, " = %s",
                 number_round(number, played[line].value, digits));
        if (canvas_text_width(text) <= page->rect.width)
            break;
    }
    page_text(page, page->drawing->style->theme.key, 0, text);
    for (size_t i = 0; detail >= DETAIL_ONE && i < (detail == DETAIL_TWO ? choice->count : 1); i++)
        put_numbers(page, choice, line, detail, i);
}

static void put_heading(struct page *page, const struct choice *choice, enum detail detail)
{
    char name[PROBLEM_PARAMETER], text[2 * PANE_TITLE];
    if (is_named(choice, detail) || detail == DETAIL_SYMBOLS)
        return;
    problem_parameter(choice->run->problem, choice->parameter[0], name);
    snprintf(text, sizeof text, "%s (largest |g|):", name);
    page_text(page, page->drawing->style->theme.dim, 0, text);
}

/* The lines, the first `results` of them with their result only. Returns the rows. */
static int put_lines(struct page *page, const struct choice *choice, enum detail detail,
                     size_t results)
{
    struct rule_played played[OPTIMIZER_LINES];
    const int first = page->row;
    const size_t count = play(choice->run, choice->parameter[0], FEWEST_DIGITS, played);
    put_heading(page, choice, detail);
    for (size_t line = 0; line < count; line++)
        put_line(page, choice, played, line, line < results ? DETAIL_RESULT : detail);
    return page->row - first;
}

/* On its way back to a step, a run does not know the update that led there. */
static bool knows_numbers(const struct page *page, const struct run *run)
{
    const struct session *session = page->drawing->session;
    return run->step > 0 && !(session->working && run->step != session->race.step);
}

void page_rule(struct page *page, const struct run *run, int later)
{
    const int rows = page->rect.height - page->row;
    const struct choice choice = choose(run);
    struct page trial = *page;
    trial.measure_only = true;
    enum detail detail = DETAIL_TWO;
    size_t results = 0;
    if (!knows_numbers(page, run))
        detail = DETAIL_SYMBOLS;
    else if (put_lines(&trial, &choice, DETAIL_TWO, 0) + later > rows)
        detail = DETAIL_ONE;
    while (detail == DETAIL_ONE && results < OPTIMIZER_LINES &&
           put_lines(&trial, &choice, detail, results) > rows)
        results++;
    put_lines(page, &choice, detail, results);
    if (run->step == 0)
        page_text(page, page->drawing->style->theme.dim, 0, "one step shows the numbers");
}
