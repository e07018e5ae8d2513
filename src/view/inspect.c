/* The focused run in full: where it is, its rate and whether that is stable, its rule in symbols
 * and numbers, its state and its settings. The most important comes first; what does not fit is
 * cut. */
#include "page.h"

#include "base/mem.h"
#include "base/number.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define AT_REST 1e-6 /* a gradient norm that is none to the eye */

static const char *lambda_max(const struct page *page)
{
    return page->drawing->style->glyphs == GLYPHS_ASCII ? "lambda_max" : "λmax";
}

static void put_place(struct page *page, const struct run *run)
{
    page_number(page, "f", run->row->loss, 5);
    page_number(page, "|g|", run->row->grad_norm, 3);
    page_number(page, "step", (double)run->step, 15);
    page_end(page);
}

/* The largest eigenvalue that the update meets: weight decay adds to it. False: there is none. */
static bool steepest(const struct run *run, double *highest)
{
    struct curvature curvature;
    if (!problem_curvature(run->problem, run->theta, &curvature) || !(curvature.high > 0))
        return false;
    *highest = curvature.high;
    if (!run->settings.optimizer->decoupled_decay)
        *highest += run->settings.hyper[HYPER_WEIGHT_DECAY];
    return isfinite(*highest);
}

/* The rate beyond which the method diverges on a quadratic with that eigenvalue, and what it is
 * called; adaptive methods have none, and are shown gradient descent's. */
static double rate_limit(const struct page *page, const struct run *run, double highest,
                         char name[static PANE_TITLE])
{
    const char *beta_sign = glyph_sign(page->drawing->style->glyphs, SIGN_BETA);
    const struct optimizer *optimizer = run->settings.optimizer;
    const double beta = run->settings.hyper[HYPER_BETA];
    if (!optimizer_takes(optimizer, HYPER_BETA)) {
        snprintf(name, PANE_TITLE, "2/%s", lambda_max(page));
        return 2 / highest;
    }
    if (!optimizer->look_ahead) {
        snprintf(name, PANE_TITLE, "(2+2%s)/%s", beta_sign, lambda_max(page));
        return (2 + 2 * beta) / highest;
    }
    snprintf(name, PANE_TITLE, "(2+2%s)/(1+2%s)/%s", beta_sign, beta_sign, lambda_max(page));
    return (2 + 2 * beta) / (1 + 2 * beta) / highest;
}

static bool is_adaptive(const struct optimizer *optimizer)
{
    return optimizer->state_count > 0 && !optimizer_takes(optimizer, HYPER_BETA);
}

static void put_rate(struct page *page, const struct run *run)
{
    const struct theme *theme = &page->drawing->style->theme;
    const double rate = pane_rate(run);
    char name[PANE_TITLE], text[2 * PANE_TITLE], numbers[2][NUMBER_SIZE];
    double highest, limit = HUGE_VAL;
    const bool curved = steepest(run, &highest);
    if (curved)
        limit = rate_limit(page, run, highest, name);
    if (rate > limit && !is_adaptive(run->settings.optimizer)) {
        snprintf(text, sizeof text, "! rate above %s: %s > %s", name,
                 number_round(numbers[0], rate, 4), number_round(numbers[1], limit, 3));
        page_text(page, theme->warning, 0, text);
        return;
    }
    page_number(page, glyph_sign(page->drawing->style->glyphs, SIGN_ETA), rate, 4);
    if (rate != run->settings.hyper[HYPER_LR])
        page_number(page, "of", run->settings.hyper[HYPER_LR], 4);
    if (curved)
        page_number(page, name, limit, 3);
    page_end(page);
}

static void put_rest(struct page *page, const struct run *run)
{
    struct curvature curvature;
    char text[PANE_TITLE];
    const double tolerance = fmax(AT_REST, run->limits.tolerance);
    if (!problem_curvature(run->problem, run->theta, &curvature))
        return;
    const enum point_kind kind = point_kind_of(curvature, run->row->grad_norm, tolerance);
    if (kind == POINT_SLOPE)
        return;
    snprintf(text, sizeof text, "at rest: %s", point_kind_name(kind));
    page_text(page,
              kind == POINT_MINIMUM ? page->drawing->style->theme.good
                                    : page->drawing->style->theme.warning,
              0, text);
}

/* ---- the sections behind the rule ---- */

static void put_coordinates(struct page *page, const char *label, const double *values)
{
    const struct theme *theme = &page->drawing->style->theme;
    enum { LABEL = 6 };
    const int half = (page->rect.width - LABEL) / 2, width = half < 16 ? half : 16;
    const int digits = width < 12 ? 4 : width - 8;
    if (!page->dry) {
        canvas_text(page->drawing->canvas, page->rect, 0, page->row, theme->dim, label);
        for (int i = 0; i < 2; i++) {
            char number[NUMBER_SIZE];
            canvas_text(page->drawing->canvas, page->rect, LABEL + i * width, page->row,
                        theme->text, number_round(number, values[i], digits));
        }
    }
    page->row++;
}

/* The gradient of the whole sum where the last update took that of its batch. */
static void whole_gradient(const struct run *run, double g[static 2])
{
    const struct optimizer *optimizer = run->settings.optimizer;
    double point[2];
    memcpy(point, run->before, sizeof point);
    if (optimizer->look_ahead)
        optimizer->look_ahead(2, run->before, run->before + 2, run->settings.hyper, point);
    problem_gradient(run->problem, point, NULL, run->problem->samples, g);
}

static void put_state(struct page *page, const struct run *run)
{
    const enum glyphs tier = page->drawing->style->glyphs;
    const struct optimizer *optimizer = run->settings.optimizer;
    put_coordinates(page, glyph_sign(tier, SIGN_THETA), run->theta);
    put_coordinates(page, tier == GLYPHS_ASCII ? "grad" : "∇f", run->full_g);
    for (size_t k = 0; k < optimizer->state_count; k++)
        put_coordinates(page, optimizer->state[k], run->state + 2 * k);
}

static void put_curvature(struct page *page, const struct run *run)
{
    struct curvature curvature;
    if (!problem_curvature(run->problem, run->theta, &curvature))
        return;
    char text[PANE_TITLE], numbers[2][NUMBER_SIZE];
    snprintf(text, sizeof text, "%s to %s", number_round(numbers[0], curvature.low, 4),
             number_round(numbers[1], curvature.high, 4));
    page_item(page, "curvature", text);
    page_end(page);
}

/* The Greek letter of a paper where there is one, else the name. */
static const char *setting_label(const struct page *page, const struct parameter *parameter)
{
    const bool greek =
        (unsigned char)parameter->symbol[0] >= 0x80 && strchr(parameter->symbol, ' ') == NULL;
    return greek && page->drawing->style->glyphs != GLYPHS_ASCII ? parameter->symbol
                                                                 : parameter->name;
}

static void put_setting(struct page *page, const struct parameter *parameter, double value)
{
    enum { HELP = 22 };
    const char *label = setting_label(page, parameter);
    if (parameter->is_switch)
        page_item(page, label, value > 0 ? "on" : "off");
    else
        page_number(page, label, value, 6);
    if (!page->airy)
        return;
    const int at = page->column > HELP ? page->column : HELP;
    if (!page->dry && at + canvas_text_width(parameter->help) <= page->rect.width)
        canvas_text(page->drawing->canvas, page->rect, at, page->row,
                    page->drawing->style->theme.dim, parameter->help);
    page_end(page);
}

static void put_settings(struct page *page, const struct run *run)
{
    const struct run_settings *settings = &run->settings;
    for (int i = 0; i < RUN_SETTINGS; i++) {
        const double value = run_setting_value(settings, i);
        if (!run_setting_taken(settings, i) || (i == RUN_BATCH && value == 0))
            continue;
        put_setting(page, run_setting_parameter(i), value);
    }
    page_item(page, "schedule", settings->schedule.kind->name);
    page_end(page);
}

/* How far the pass is, and what the batch saw of the gradient. */
static void put_samples(struct page *page, const struct run *run)
{
    const size_t n = run->problem->samples;
    char text[PANE_TITLE];
    page_number(page, "epoch", run->row->epoch, 5);
    page_number(page, "evals", (double)run->evals, 15);
    if (n > 1) {
        snprintf(text, sizeof text, "%llu of %zu", (unsigned long long)run->row->batch, n);
        page_item(page, "batch", text);
    }
    page_end(page);
    if (run->step == 0 || !run->sample)
        return;
    double g[2];
    whole_gradient(run, g);
    page_number(page, "batch |g|", run->batch_grad_norm, 4);
    page_number(page, "whole |g|", hypot(g[0], g[1]), 4);
    page_end(page);
}

static void put_later(struct page *page, const struct run *run)
{
    page_gap(page);
    put_state(page, run);
    put_curvature(page, run);
    page_gap(page);
    put_settings(page, run);
    page_gap(page);
    put_samples(page, run);
    if (!page->airy)
        return;
    page_gap(page);
    page_text(page, page->drawing->style->theme.dim, 0, run->settings.optimizer->help);
    page_text(page, page->drawing->style->theme.dim, 0, run->settings.optimizer->source);
}

static void put_all(struct page *page, const struct run *run)
{
    put_place(page, run);
    put_rate(page, run);
    put_rest(page, run);
    page_gap(page);
    struct page later = *page;
    later.dry = true;
    put_later(&later, run);
    page_rule(page, run, later.row - page->row);
    put_later(page, run);
}

static void inspect_title(const struct drawing *drawing, int width, char title[static PANE_TITLE])
{
    const struct session *session = drawing->session;
    const struct run *run = session_focused(session);
    if (!run) {
        snprintf(title, PANE_TITLE, "inspect");
        return;
    }
    const char *name = run->settings.name, *method = run->settings.optimizer->title;
    const int both = canvas_text_width(name) + canvas_text_width(method) + 11;
    const bool named = strcmp(name, run->settings.optimizer->name) != 0 || both > width;
    if (named && both <= width)
        snprintf(title, PANE_TITLE, "%c %s: %s", session_letter(session->focus), name, method);
    else
        snprintf(title, PANE_TITLE, "%c %s", session_letter(session->focus), named ? name : method);
}

static void inspect_draw(const struct drawing *drawing, struct rect inside)
{
    const struct run *run = session_focused(drawing->session);
    struct page page = {.drawing = drawing, .rect = inside};
    if (!run) {
        page_text(&page, drawing->style->theme.dim, 0, "no runs: m adds one");
        return;
    }
    struct page trial = page; /* with all the room there could be */
    trial.dry = trial.airy = true;
    trial.rect.height = INT_MAX;
    put_all(&trial, run);
    page.airy = trial.row <= inside.height;
    put_all(&page, run);
}

const struct view_pane inspect_pane = {.title = inspect_title, .draw = inspect_draw};
