/* The focused run in full: where it is, its rate and whether that is stable, its rule in symbols
 * and numbers, its state and its settings. The most important comes first; what does not fit is
 * cut. */
#include "page.h"

#include "base/mem.h"
#include "base/number.h"
#include "formula.h"
#include "inspection.h"
#include "race/verdict.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_ascii(const struct page *page)
{
    return page->drawing->style->glyphs == GLYPHS_ASCII;
}

static const char *lambda_max(const struct page *page)
{
    return is_ascii(page) ? "lambda_max" : "λmax";
}

/* For what is not known yet. */
static const char *ellipsis(const struct page *page)
{
    return is_ascii(page) ? "..." : "…";
}

static void put_place(struct page *page, const struct run *run)
{
    page_number(page, "f", run->row->loss, 5);
    page_number(page, "|g|", run->row->grad_norm, 3);
    page_number(page, "step", (double)run->step, 15);
    page_end(page);
}

/* The largest eigenvalue that the update meets, to which weight decay adds: it lies in *low ...
 * *high. */
static enum steepest steepest(const struct page *page, const struct run *run, double *low,
                              double *high)
{
    struct inspection *inspection = page->drawing->view->inspection;
    struct curvature curvature;
    enum steepest known = STEEPEST_NONE;
    if (inspection_wanted(run)) {
        inspection_sync(inspection, page->drawing->session);
        known = inspection->steepest;
        *low = inspection->highest;
        *high = inspection->highest + inspection->error;
    } else if (problem_curvature(run->problem, run->theta, &curvature) && curvature.high > 0) {
        known = STEEPEST_KNOWN;
        *low = *high = curvature.high;
    }
    const double decay =
        run->settings.optimizer->decoupled_decay ? 0 : run->settings.hyper[HYPER_WEIGHT_DECAY];
    *low += decay;
    *high += decay;
    return isfinite(*high) ? known : STEEPEST_NONE;
}

/* A positive number cut after so many digits, not rounded up: what is shown as a limit is none that
 * is too high. */
static char *cut(char buffer[static NUMBER_SIZE], double value, int digits)
{
    const double unit = pow(10, floor(log10(value)) - digits + 1);
    const double units = floor(value / unit + 1e-9);
    return number_round(buffer, isfinite(units * unit) ? units * unit : value, digits);
}

/* Of an eigenvalue that is not known to all digits. */
static int digits_of(const struct page *page)
{
    const int digits = page->drawing->view->inspection->digits;
    return digits > 0 ? digits : 1;
}

/* Beyond its limit a method diverges, which is a warning in place of the rate. */
static void put_rate(struct page *page, const struct run *run)
{
    const enum glyphs tier = page->drawing->style->glyphs;
    const struct rate_limit *limit = &run->settings.optimizer->limit;
    const double rate = run_rate(run);
    char name[FORMULA_SIZE], text[FORMULA_SIZE + PANE_TITLE], numbers[2][NUMBER_SIZE];
    double low = 0, high = 0;
    const enum steepest known = limit->factor ? steepest(page, run, &low, &high) : STEEPEST_NONE;
    const bool is_limited = known == STEEPEST_KNOWN || known == STEEPEST_LEAST;
    const double factor = limit->factor ? limit->factor(run->settings.hyper) : 0;
    if (limit->factor)
        formula_pretty(name, tier, limit->text, "");
    if (is_limited && rate > factor / low) {
        snprintf(text, sizeof text, "! rate above %s: %s > %s", name,
                 number_round(numbers[0], rate, INSPECTION_DIGITS),
                 cut(numbers[1], factor / low, INSPECTION_DIGITS));
        page_text(page, page->drawing->style->theme.warning, 0, text);
        return;
    }
    page_number(page, glyph_sign(tier, SIGN_ETA), rate, 4);
    if (rate != run->settings.hyper[HYPER_LR])
        page_number(page, "of", run->settings.hyper[HYPER_LR], 4);
    if (known == STEEPEST_KNOWN) {
        page_item(page, name, cut(numbers[0], factor / high, INSPECTION_DIGITS));
    } else if (known == STEEPEST_LEAST) {
        snprintf(text, sizeof text, "%s %s", is_ascii(page) ? "<=" : "≤",
                 cut(numbers[0], factor / low, digits_of(page)));
        page_item(page, name, text);
    } else if (known == STEEPEST_UNKNOWN) {
        page_item(page, name, ellipsis(page));
    }
    page_end(page);
}

static void put_rest(struct page *page, const struct run *run)
{
    const struct theme *theme = &page->drawing->style->theme;
    const enum run_status status = run_status(run);
    const enum point_kind kind = run_point_kind(run);
    char text[PANE_TITLE];
    if (status == RUN_DIVERGED || status == RUN_GROWING)
        page_text(page, theme->warning, 0, run_status_name(status));
    if (kind == POINT_SLOPE)
        return;
    snprintf(text, sizeof text, "at rest: %s", point_kind_name(kind));
    page_text(page, kind == POINT_MINIMUM ? theme->good : theme->warning, 0, text);
}

/* ---- the sections behind the rule ---- */

/* A line of a table: a label and one number or two. */
static void put_numbers(struct page *page, int label_width, const char *label, size_t count,
                        const double *numbers)
{
    const struct theme *theme = &page->drawing->style->theme;
    const int half = (page->rect.width - label_width) / 2, width = half < 16 ? half : 16;
    const int digits = width < 12 ? 4 : width - 8;
    if (!page->measure_only) {
        struct canvas *canvas = page->drawing->canvas;
        canvas_text(canvas, page->rect, 0, page->row, theme->dim, label);
        for (size_t i = 0; i < count; i++) {
            char text[NUMBER_SIZE];
            canvas_text(canvas, page->rect, label_width + (int)i * width, page->row, theme->text,
                        number_round(text, numbers[i], digits));
        }
    }
    page->row++;
}

static double norm(size_t n, const double *v)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i] * v[i];
    return sqrt(sum);
}

/* What the look-ahead tells, up to date; NULL of a method that has none. */
static const struct inspection *look_ahead(const struct page *page, const struct run *run)
{
    struct inspection *inspection = page->drawing->view->inspection;
    if (!run->settings.optimizer->look_ahead)
        return NULL;
    inspection_sync(inspection, page->drawing->session);
    inspection_look_ahead(inspection, run);
    return inspection;
}

/* How large theta and the gradient are, layer by layer. */
static void put_layers(struct page *page, const struct run *run)
{
    enum { LABEL = 12 };
    const struct network *network = run->problem->network;
    const int half = (page->rect.width - LABEL) / 2, width = half < 16 ? half : 16;
    const char *theta = glyph_sign(page->drawing->style->glyphs, SIGN_THETA);
    if (!page->measure_only) {
        const struct pen pen = page->drawing->style->theme.dim;
        struct canvas *canvas = page->drawing->canvas;
        canvas_text(canvas, page->rect, 0, page->row, pen, "norms");
        canvas_printf(canvas, page->rect, LABEL, page->row, pen, "|%s|", theta);
        canvas_text(canvas, page->rect, LABEL + width, page->row, pen, "|g|");
    }
    page->row++;
    for (size_t l = 0; l < network->layers; l++) {
        const size_t in = network->width[l], out = network->width[l + 1];
        const size_t weights = network_weights(network, l), biases = network_biases(network, l);
        char label[PANE_TITLE];
        snprintf(label, sizeof label, "W%zu %zux%zu", l + 1, out, in);
        const double of_weights[] = {norm(out * in, run->theta + weights),
                                     norm(out * in, run->full_g + weights)};
        put_numbers(page, LABEL, label, 2, of_weights);
        snprintf(label, sizeof label, "b%zu %zu", l + 1, out);
        const double of_biases[] = {norm(out, run->theta + biases),
                                    norm(out, run->full_g + biases)};
        put_numbers(page, LABEL, label, 2, of_biases);
    }
    const struct inspection *ahead = look_ahead(page, run);
    if (!ahead)
        return;
    page_number(page, "|g|", norm(run->problem->dim, run->full_g), 4);
    page_number(page, is_ascii(page) ? "|g(theta + beta v)|" : "|g(θ + βv)|",
                norm(run->problem->dim, ahead->ahead_g), 4);
    page_end(page);
}

/* Of one parameter or two. */
static void put_state(struct page *page, const struct run *run)
{
    enum { LABEL = 6, WIDE_LABEL = 11 };
    const bool ascii = is_ascii(page);
    const char *theta = glyph_sign(page->drawing->style->glyphs, SIGN_THETA);
    const struct optimizer *optimizer = run->settings.optimizer;
    const struct inspection *ahead = look_ahead(page, run);
    const size_t dim = run->problem->dim;
    const int label = ahead ? WIDE_LABEL : LABEL;
    put_numbers(page, label, theta, dim, run->theta);
    put_numbers(page, label, ascii ? "grad" : ahead ? "∇f(θ)" : "∇f", dim, run->full_g);
    if (ahead) {
        put_numbers(page, label, ascii ? "ahead" : "θ + βv", dim, ahead->ahead);
        put_numbers(page, label, ascii ? "grad ahead" : "∇f(θ + βv)", dim, ahead->ahead_g);
    }
    for (size_t k = 0; k < optimizer->state_count; k++)
        put_numbers(page, label, optimizer->state[k], dim, run->state + k * dim);
}

/* The largest eigenvalue of a model, as far as it is known. */
static void put_steepest(struct page *page)
{
    struct inspection *inspection = page->drawing->view->inspection;
    char text[PANE_TITLE], number[NUMBER_SIZE];
    inspection_sync(inspection, page->drawing->session);
    switch (inspection->steepest) {
    case STEEPEST_KNOWN:
        page_number(page, lambda_max(page), inspection->highest, INSPECTION_DIGITS);
        break;
    case STEEPEST_LEAST:
        snprintf(text, sizeof text, "%s %s", is_ascii(page) ? ">=" : "≥",
                 cut(number, inspection->highest, digits_of(page)));
        page_item(page, lambda_max(page), text);
        break;
    default:
        page_item(page, lambda_max(page),
                  inspection->steepest == STEEPEST_NONE ? "none" : ellipsis(page));
    }
    if (page->spacious) {
        snprintf(text, sizeof text, "exact H v, Lanczos (%zu times)", inspection->products);
        page_item(page, "by", text);
    }
    page_end(page);
}

static void put_curvature(struct page *page, const struct run *run)
{
    struct curvature curvature;
    if (inspection_wanted(run))
        put_steepest(page);
    if (!problem_curvature(run->problem, run->theta, &curvature))
        return;
    char text[PANE_TITLE] = "undefined here", numbers[2][NUMBER_SIZE];
    if (run_status(run) == RUN_DIVERGED)
        return;
    if (isfinite(curvature.low) && isfinite(curvature.high))
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
    if (!page->spacious)
        return;
    const int at = page->column > HELP ? page->column : HELP;
    if (!page->measure_only && at + canvas_text_width(parameter->help) <= page->rect.width)
        canvas_text(page->drawing->canvas, page->rect, at, page->row,
                    page->drawing->style->theme.dim, parameter->help);
    page_end(page);
}

/* Whether a setting is off, as it is by default: it takes no room where there is little. */
static bool is_off(const struct run_settings *settings, int setting)
{
    struct run_settings defaults;
    run_settings_init(&defaults, settings->optimizer);
    const bool can_be_off = setting == HYPER_WEIGHT_DECAY || setting == HYPER_CLIP ||
                            setting == RUN_SCHEDULE + SCHEDULE_WARMUP;
    return can_be_off && run_setting_value(settings, setting) == 0 &&
           run_setting_value(&defaults, setting) == 0;
}

/* How the rate follows from k, the updates made before. */
static void put_schedule(struct page *page, const struct schedule *schedule)
{
    const bool warms_up = schedule->value[SCHEDULE_WARMUP] > 0;
    char text[PANE_TITLE];
    if (schedule->kind == schedule_at(0) && !warms_up)
        return;
    snprintf(text, sizeof text, "%s = %s", glyph_sign(page->drawing->style->glyphs, SIGN_ETA),
             schedule->kind->formula);
    page_text(page, page->drawing->style->theme.dim, 0, text);
    if (warms_up)
        page_text(page, page->drawing->style->theme.dim, 2, "times min(1, (k + 1)/warmup)");
}

static void put_settings(struct page *page, const struct run *run)
{
    const struct run_settings *settings = &run->settings;
    for (int i = 0; i < RUN_SETTINGS; i++) {
        const double value = run_setting_value(settings, i);
        if (!run_setting_taken(settings, i) || (i == RUN_BATCH && value == 0) ||
            (!page->spacious && is_off(settings, i)))
            continue;
        put_setting(page, run_setting_parameter(i), value);
    }
    page_item(page, "schedule", settings->schedule.kind->name);
    page_end(page);
    if (page->spacious)
        put_schedule(page, &settings->schedule);
}

/* The gradient of the whole sum, and of a model its angle to that of the batch. On its way back to
 * a step, a run does not know its last update. */
static void put_whole_gradient(struct page *page, const struct run *run)
{
    struct inspection *inspection = page->drawing->view->inspection;
    const struct session *session = page->drawing->session;
    char text[PANE_TITLE];
    if (session->working && run->step != session->race.step)
        return;
    inspection_sync(inspection, session);
    inspection_take_gradient(inspection, run);
    page_number(page, "whole |g|", inspection->whole_norm, 4);
    if (isnan(inspection->angle) || !problem_has_data(run->problem))
        return;
    snprintf(text, sizeof text, "%.0f%s", inspection->angle, is_ascii(page) ? " deg" : "°");
    page_item(page, "angle", text);
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
    page_number(page, "batch |g|", run_batch_norm(run), 4);
    put_whole_gradient(page, run);
    page_end(page);
}

static void put_later(struct page *page, const struct run *run)
{
    page_gap(page);
    if (!problem_needs_plane(run->problem))
        put_state(page, run);
    else if (run->problem->network)
        put_layers(page, run);
    put_curvature(page, run);
    page_gap(page);
    put_settings(page, run);
    page_gap(page);
    put_samples(page, run);
    if (!page->spacious)
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
    later.measure_only = true;
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
    const char *name = scene_label_of(&session->scene, session->focus, session->language);
    const char *method = run->settings.optimizer->title;
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
    trial.measure_only = trial.spacious = true;
    trial.rect.height = INT_MAX;
    put_all(&trial, run);
    page.spacious = trial.row <= inside.height;
    put_all(&page, run);
}

const struct view_pane inspect_pane = {
    .title = inspect_title,
    .draw = inspect_draw,
    .place = PLACE_DETAIL,
    .priority = 30,
    .least = {24, 6},
};
