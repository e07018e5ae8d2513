/* The colours and styles of a canvas as text: the second part of a golden frame.
 *
 *     ink
 *     t d0d0d0                 the legend: a letter, its colour, and bold, reverse ...
 *     T ffffff bold
 *     0   0:T 12:t             row 0: T from column 0 on, t from column 12 on
 *     1-3 0:f                  rows that are alike share a line
 *     paper
 *     . 121212
 *     3 0a0a0a
 *     4 upper 0:. 2:3 38:.     a row of half blocks has two rows of pixels
 *     4 lower 0:. 2:4 38:.
 *
 * What the theme has a name for keeps its letter in every frame, so that a change of one colour is
 * a change of few lines: see ink_roles(). The ink of a blank cell is not seen, and not written. */
#ifndef TESTS_INK_H
#define TESTS_INK_H

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "draw/canvas.h"
#include "draw/theme.h"

#define INK_LETTERS 128

struct ink_letter {
    char letter;
    uint32_t color;
    uint8_t style;
    bool used;
};

/* One of the two lists of a frame: the letters, and the rows so far. */
struct ink_list {
    struct ink_letter letters[INK_LETTERS];
    size_t count;
    const char *others; /* letters for what the theme does not name, in order of appearance */
    struct text rows, waiting;
    int first, last; /* the rows that `waiting` is for */
};

static inline void ink_name(struct ink_list *list, char letter, uint32_t color, uint8_t style)
{
    ck_assert_msg(list->count < INK_LETTERS, "too many colours in a frame");
    list->letters[list->count++] = (struct ink_letter){letter, color, style, false};
}

static inline char ink_letter(struct ink_list *list, uint32_t color, uint8_t style)
{
    for (size_t i = 0; i < list->count; i++) {
        struct ink_letter *known = &list->letters[i];
        if (known->color != color || known->style != style)
            continue;
        known->used = true;
        return known->letter;
    }
    ck_assert_msg(*list->others != '\0', "too many colours in a frame");
    ink_name(list, *list->others++, color, style);
    list->letters[list->count - 1].used = true;
    return list->letters[list->count - 1].letter;
}

/* Letters of the theme: runs A to I, classes 1 to 8, and the rest by their initials. */
static inline void ink_roles(struct ink_list *list, const struct theme *theme)
{
    const struct {
        char letter;
        struct pen pen;
    } roles[] = {
        {'t', theme->text},          {'d', theme->dim},       {'f', theme->frame},
        {'F', theme->frame_focused}, {'T', theme->title},     {'w', theme->warning},
        {'g', theme->good},          {'s', theme->selection}, {'k', theme->key},
        {'l', theme->map_line},
    };
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        ink_name(list, roles[i].letter, roles[i].pen.ink, roles[i].pen.style);
    for (int i = 0; i < THEME_RUNS; i++)
        ink_name(list, (char)('A' + i), theme->runs[i].ink, theme->runs[i].style);
    for (int i = 0; i < THEME_CLASSES; i++)
        ink_name(list, (char)('1' + i), theme->classes[i].ink, theme->classes[i].style);
    list->others = "abcehijmnopqruvxyzJKLMNOPQRSUVWXYZ!#$%&*+";
}

/* The background is a dot; levels of heat are 0 to 9, those of numbers with a sign A to J. */
static inline void paper_roles(struct ink_list *list, const struct theme *theme)
{
    ink_name(list, '.', theme->background.paper, 0);
    ink_name(list, '=', theme->selection.paper, 0);
    for (int level = 0; level < HEAT_LEVELS && !theme->heat_ramp; level++)
        ink_name(list, (char)('0' + level), theme->heat[level], 0);
    for (int level = 0; level < HEAT_LEVELS && !theme->heat_ramp; level++)
        ink_name(list, (char)('A' + level), theme->signed_heat[level], 0);
    list->others = "abcdefghijklmnopqrstuvwxyzKLMNOPQRSTUVWXYZ!#$%&*+";
}

/* The rows that wait are the same lines, but for their number. */
static inline void ink_flush(struct ink_list *list)
{
    for (const char *line = text_string(&list->waiting); *line;) {
        const size_t length = strcspn(line, "\n");
        text_printf(&list->rows, "%d", list->first);
        if (list->last > list->first)
            text_printf(&list->rows, "-%d", list->last);
        text_printf(&list->rows, "%.*s\n", (int)length, line);
        line += length + 1;
    }
    text_finish(&list->waiting);
}

static inline void ink_add_row(struct ink_list *list, int row, struct text *lines)
{
    if (list->waiting.length == 0 || strcmp(text_string(lines), text_string(&list->waiting)) != 0) {
        ink_flush(list);
        list->first = row;
        text_add(&list->waiting, text_string(lines));
    }
    list->last = row;
    text_finish(lines);
}

static inline void ink_end(struct ink_list *list, const char *title, struct text *out)
{
    static const struct {
        uint8_t bit;
        const char *name;
    } styles[] = {{STYLE_BOLD, " bold"},
                  {STYLE_REVERSE, " reverse"},
                  {STYLE_UNDERLINE, " underline"},
                  {STYLE_DIM, " dim"}};
    ink_flush(list);
    text_printf(out, "%s\n", title);
    for (size_t i = 0; i < list->count; i++) {
        const struct ink_letter *letter = &list->letters[i];
        if (!letter->used)
            continue;
        if (letter->color == CANVAS_DEFAULT)
            text_printf(out, "%c default", letter->letter);
        else
            text_printf(out, "%c %06x", letter->letter, (unsigned)letter->color);
        for (size_t s = 0; s < sizeof styles / sizeof *styles; s++)
            if (letter->style & styles[s].bit)
                text_add(out, styles[s].name);
        text_add(out, "\n");
    }
    text_add(out, text_string(&list->rows));
    text_finish(&list->rows);
}

/* Whether the ink of the cell is paper to the eye: two pixels of a picture. */
static inline bool ink_is_pixels(const struct cell *cell)
{
    return cell->style & STYLE_PIXELS;
}

static inline bool ink_is_seen(const struct cell *cell)
{
    return !ink_is_pixels(cell) &&
           (cell->glyph != ' ' || cell->style & (STYLE_REVERSE | STYLE_UNDERLINE));
}

static inline void ink_rows(const struct canvas *canvas, struct ink_list *list)
{
    for (int y = 0; y < canvas->rows; y++) {
        struct text line = {0};
        char before = '\0';
        for (int x = 0; x < canvas->columns; x++) {
            const struct cell *cell = canvas_at(canvas, x, y);
            if (!ink_is_seen(cell))
                continue;
            const char letter = ink_letter(list, cell->ink, cell->style);
            if (letter != before)
                text_printf(&line, " %d:%c", x, letter);
            before = letter;
        }
        text_add(&line, "\n");
        ink_add_row(list, y, &line);
    }
}

/* One row of pixels: the upper or the lower halves of a row of cells. */
static inline void paper_pixels(const struct canvas *canvas, int y, bool upper,
                                struct ink_list *list, struct text *line)
{
    char before = '\0';
    for (int x = 0; x < canvas->columns; x++) {
        const struct cell *cell = canvas_at(canvas, x, y);
        const bool is_ink = upper && ink_is_pixels(cell);
        const char letter = ink_letter(list, is_ink ? cell->ink : cell->paper, 0);
        if (letter != before)
            text_printf(line, " %d:%c", x, letter);
        before = letter;
    }
    text_add(line, "\n");
}

static inline void paper_rows(const struct canvas *canvas, struct ink_list *list)
{
    for (int y = 0; y < canvas->rows; y++) {
        struct text upper = {0}, lower = {0}, lines = {0};
        paper_pixels(canvas, y, true, list, &upper);
        paper_pixels(canvas, y, false, list, &lower);
        if (strcmp(text_string(&upper), text_string(&lower)) == 0)
            text_add(&lines, text_string(&upper));
        else
            text_printf(&lines, " upper%s lower%s", text_string(&upper), text_string(&lower));
        ink_add_row(list, y, &lines);
        text_finish(&upper);
        text_finish(&lower);
    }
}

/* Append both lists. */
static inline void ink(const struct canvas *canvas, const struct theme *theme, struct text *out)
{
    struct ink_list inks = {0}, papers = {0};
    ink_roles(&inks, theme);
    paper_roles(&papers, theme);
    ink_rows(canvas, &inks);
    paper_rows(canvas, &papers);
    ink_end(&inks, "ink", out);
    ink_end(&papers, "paper", out);
}

#endif
