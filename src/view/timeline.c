/* The race in time: the step, how much is played, what is recorded beyond it, where lessons come
 * and where the focused run's branch began. With more rows, the lessons are listed below. */
#include "pane.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>

struct span {
    uint64_t step, recorded, end;
};

static struct span take_span(const struct session *session)
{
    const struct race *race = &session->race;
    struct span span = {.step = race_reached(race), .end = race_end(race)};
    for (size_t i = 0; i < race->count; i++) {
        const struct run *run = race->runs[i];
        span.recorded = run->recorded > span.recorded ? run->recorded : span.recorded;
    }
    if (race->step > span.end)
        span.end = race->step;
    return span;
}

static int column_of(const struct span *span, uint64_t step, int width)
{
    if (span->end == 0)
        return 0;
    const int column = (int)((double)step / (double)span->end * width);
    return column < width ? column : width - 1;
}

static void put_mark(const struct drawing *drawing, struct rect bar, const struct span *span,
                     uint64_t step, enum symbol symbol)
{
    if (step <= span->end)
        canvas_put(drawing->canvas, bar.x + column_of(span, step, bar.width), bar.y,
                   glyph_symbol(drawing->style->glyphs, symbol), drawing->style->theme.title);
}

static void draw_bar(const struct drawing *drawing, struct rect bar, const struct span *span)
{
    const struct session *session = drawing->session;
    const struct theme *theme = &drawing->style->theme;
    const enum glyphs tier = drawing->style->glyphs;
    const uint32_t recorded = tier == GLYPHS_ASCII ? '=' : 0x2592; /* ▒ */
    const int played = column_of(span, span->step, bar.width);
    const int last = column_of(span, span->recorded, bar.width);
    for (int x = 0; x < bar.width; x++) {
        const bool is_played = span->step > 0 && x <= played;
        const bool is_recorded = span->recorded > 0 && x <= last;
        canvas_put(drawing->canvas, bar.x + x, bar.y,
                   is_played     ? glyph_symbol(tier, SYMBOL_FULL)
                   : is_recorded ? recorded
                                 : glyph_symbol(tier, SYMBOL_EMPTY),
                   is_played     ? theme->key
                   : is_recorded ? theme->dim
                                 : theme->frame);
    }
    for (size_t i = 0; i < session->scene.lesson_count; i++)
        put_mark(drawing, bar, span, session->scene.lessons[i].at, SYMBOL_BULLET);
    const struct run *run = session_focused(session);
    if (run && run->ghost.count > 0)
        put_mark(drawing, bar, span, run->ghost_from, SYMBOL_CROSS);
}

/* At the start, what starts it. */
static void draw_invitation(const struct drawing *drawing, struct rect bar)
{
    char text[PANE_TITLE];
    snprintf(text, sizeof text, " %s: run ", pane_key("toggle"));
    const int width = canvas_text_width(text);
    if (width <= bar.width)
        canvas_text(drawing->canvas, bar, (bar.width - width) / 2, 0,
                    drawing->style->theme.selection, text);
}

static void draw_line(const struct drawing *drawing, struct rect line)
{
    const struct session *session = drawing->session;
    const struct theme *theme = &drawing->style->theme;
    const struct span span = take_span(session);
    char speed[NUMBER_SIZE + 4] = "", number[NUMBER_SIZE];
    if (line.width >= 40)
        snprintf(speed, sizeof speed, " %s/s", number_round(number, session->speed, 3));
    const bool focused = session->look.pane == PANE_TIMELINE;
    canvas_put(drawing->canvas, line.x, line.y,
               glyph_symbol(drawing->style->glyphs, session->playing ? SYMBOL_PLAY : SYMBOL_PAUSE),
               focused ? theme->selection : theme->title);
    const bool over = race_is_over(&session->race);
    const char *state = session->playing ? "running" : over ? "over" : "paused";
    int column = 2;
    if (line.width >= 72)
        column += canvas_printf(drawing->canvas, line, column, 0, theme->title, "%s  ", state);
    column += canvas_printf(drawing->canvas, line, column, 0, theme->text, "%s%llu/%llu ",
                            line.width >= 50 ? "step " : "", (unsigned long long)span.step,
                            (unsigned long long)span.end);
    const int behind = canvas_text_width(speed);
    const struct rect bar = {line.x + column, line.y, line.width - column - behind, 1};
    if (bar.width < 4)
        return;
    draw_bar(drawing, bar, &span);
    canvas_text(drawing->canvas, line, line.width - behind, 0, theme->dim, speed);
    if (span.step == 0 && !session->playing)
        draw_invitation(drawing, bar);
}

/* From the lesson that is shown on. */
static void draw_lessons(const struct drawing *drawing, struct rect rect)
{
    const struct scene *scene = &drawing->session->scene;
    const struct theme *theme = &drawing->style->theme;
    const struct scene_lesson *shown = session_lesson(drawing->session);
    int row = 0;
    for (size_t i = shown ? (size_t)(shown - scene->lessons) : 0; i < scene->lesson_count; i++) {
        const struct scene_lesson *lesson = &scene->lessons[i];
        const int label = canvas_printf(drawing->canvas, rect, 0, row, theme->key, "%llu ",
                                        (unsigned long long)lesson->at);
        const struct rect room = {rect.x + label, rect.y, rect.width - label, rect.height};
        const int rows =
            canvas_wrap(drawing->canvas, room, row, lesson == shown ? theme->title : theme->text,
                        scene_text_pick(&lesson->text, drawing->session->language));
        row += rows > 0 ? rows : 1;
    }
    if (row > rect.height)
        put_more(drawing, rect, theme->text);
}

static void timeline_title(const struct drawing *drawing, int width, char title[static PANE_TITLE])
{
    (void)drawing, (void)width;
    snprintf(title, PANE_TITLE, "timeline");
}

static void timeline_draw(const struct drawing *drawing, struct rect inside)
{
    struct rect line = inside, rest = inside;
    line.height = 1;
    rest.y += 2;
    rest.height -= 2;
    draw_line(drawing, line);
    if (rest.height > 0)
        draw_lessons(drawing, rest);
}

const struct view_pane timeline_pane = {
    .title = timeline_title,
    .draw = timeline_draw,
    .place = PLACE_BAR,
    .priority = 10,
    .least = {20, 1},
};
