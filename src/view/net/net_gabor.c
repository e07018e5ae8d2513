/* The two-parameter model gabor in the net pane: its formula and its numbers, stage by stage. */
#include "view/net/net.h"

#include "session/batch.h"

#include <stdarg.h>
#include <stdio.h>

struct lines {
    const struct drawing *drawing;
    struct rect rect;
    int row;
};

__attribute__((format(printf, 3, 4))) static void put(struct lines *lines, struct pen pen,
                                                      const char *format, ...)
{
    char text[PANE_TITLE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    lines->row += canvas_wrap(lines->drawing->canvas, lines->rect, lines->row, pen, text);
}

/* One sample: what goes in and what comes out. */
static void put_forward(struct lines *lines, const struct run *run, size_t sample)
{
    const struct theme *theme = &lines->drawing->style->theme;
    const struct dataset *dataset = run->problem->dataset;
    char numbers[4][AXIS_LABEL];
    const double x = dataset->x[sample], u = run->theta[0] + 0.06 * run->theta[1] * x;
    double f;
    problem_predict(run->problem, run->theta, 1, &x, &f);
    put(lines, theme->text, "sample %zu: x %s, u %s, f %s, y %s", sample + 1,
        net_number(numbers[0], x), net_number(numbers[1], u), net_number(numbers[2], f),
        net_number(numbers[3], dataset->y[sample]));
}

static void put_gradient(struct lines *lines, const struct run *run, const uint32_t *samples,
                         size_t count)
{
    const struct session *session = lines->drawing->session;
    const struct theme *theme = &lines->drawing->style->theme;
    const uint32_t first = (uint32_t)session_example(session, run, samples);
    const char *d = lines->drawing->style->glyphs == GLYPHS_ASCII ? "d" : "∂";
    const char *whole = samples ? "the batch" : "all";
    double one[2], all[2];
    char numbers[4][AXIS_LABEL];
    const double loss = problem_gradient(run->problem, run->theta, &first, 1, one);
    const double batch = problem_gradient(run->problem, run->theta, samples, count, all);
    put(lines, theme->text, "loss %s, of %s %zu %s", net_number(numbers[0], loss),
        samples ? "the batch of" : "all", count, net_number(numbers[1], batch));
    if (session->look.stage < STAGE_BACKWARD)
        return;
    put(lines, theme->text, "%sL/%sa %s, of %s %s", d, d, net_number(numbers[0], one[0]), whole,
        net_number(numbers[1], all[0]));
    put(lines, theme->text, "%sL/%sb %s, of %s %s", d, d, net_number(numbers[2], one[1]), whole,
        net_number(numbers[3], all[1]));
}

static void put_update(struct lines *lines, const struct run *run)
{
    const char *arrow = lines->drawing->style->glyphs == GLYPHS_ASCII ? "->" : "→";
    char numbers[2][AXIS_LABEL];
    for (size_t i = 0; i < 2; i++)
        put(lines, lines->drawing->style->theme.text, "%c %s %s %s", "ab"[i],
            axis_label(numbers[0], run->before[i], 4), arrow,
            axis_label(numbers[1], run->theta[i], 4));
}

void net_gabor_draw(const struct drawing *drawing, struct run *run, struct rect inside)
{
    const struct theme *theme = &drawing->style->theme;
    const bool ascii = drawing->style->glyphs == GLYPHS_ASCII;
    struct lines lines = {drawing, inside, 0};
    const enum stage stage = drawing->session->look.stage;
    char numbers[2][AXIS_LABEL];
    size_t count;
    const uint32_t *samples = session_batch(drawing->session, run, &count);
    put(&lines, theme->title, ascii ? "f(x) = sin(u) exp(-u^2/32)" : "f(x) = sin(u) exp(-u²/32)");
    put(&lines, theme->title, "u = a + 0.06 b x");
    put(&lines, theme->text, "a = %s, b = %s", axis_label(numbers[0], run->theta[0], 4),
        axis_label(numbers[1], run->theta[1], 4));
    lines.row += inside.height >= 10;
    if (stage == STAGE_UPDATE && run->step > 0) {
        put_update(&lines, run);
        return;
    }
    put_forward(&lines, run, session_example(drawing->session, run, samples));
    if (stage >= STAGE_LOSS)
        put_gradient(&lines, run, samples, count);
}
