/* The help: every key and every verb, from their tables, and what the marks mean. It scrolls. */
#include "overlay.h"

#include "base/text.h"
#include "session/key.h"
#include "session/verb.h"

#include <stdio.h>
#include <string.h>

#define KEYS_WIDTH 13
#define LINE_WIDTH 15

/* Rows one after the other, of which a part is seen. */
struct sheet {
    const struct drawing *drawing;
    struct rect rect;
    int row;           /* the next one; rows above the rect are negative */
    bool measure_only; /* nothing is drawn */
};

static void put_heading(struct sheet *sheet, const char *text)
{
    if (!sheet->measure_only)
        canvas_text(sheet->drawing->canvas, sheet->rect, 0, sheet->row,
                    sheet->drawing->style->theme.title, text);
    sheet->row++;
}

/* A name in `width` columns, and its meaning beside it. */
static void put_entry(struct sheet *sheet, int column, int width, const char *name,
                      const char *meaning)
{
    const struct theme *theme = &sheet->drawing->style->theme;
    const struct rect rect = sheet->rect;
    const int at = column + width;
    const struct rect room = {rect.x + at, rect.y, rect.width - at, rect.height};
    struct canvas *canvas = sheet->measure_only ? NULL : sheet->drawing->canvas;
    if (canvas)
        canvas_text(canvas, rect, column, sheet->row, column == 0 ? theme->key : theme->dim, name);
    const int rows = canvas_wrap(canvas, room, sheet->row, theme->text, meaning);
    sheet->row += rows > 0 ? rows : 1;
}

static bool is_digit_key(const struct key_binding *binding)
{
    return binding->key >= '1' && binding->key <= '9';
}

/* Every key of the same verb line on one line, told at the first of them; the digits as one. */
static bool join_keys(size_t index, char names[static PANE_TITLE])
{
    const struct key_binding *binding = key_at(index);
    if (is_digit_key(binding)) {
        snprintf(names, PANE_TITLE, "1-9");
        return binding->key == '1';
    }
    names[0] = '\0';
    for (size_t i = 0; i < key_count(); i++) {
        if (strcmp(key_at(i)->verb, binding->verb) != 0)
            continue;
        if (i < index)
            return false;
        const size_t used = strlen(names);
        snprintf(names + used, PANE_TITLE - used, "%s%s", used ? " " : "", key_at(i)->name);
    }
    return true;
}

static void put_keys(struct sheet *sheet)
{
    const bool wide = sheet->rect.width >= KEYS_WIDTH + LINE_WIDTH + 30;
    put_heading(sheet, "Keys");
    for (size_t i = 0; i < key_count(); i++) {
        const struct key_binding *binding = key_at(i);
        char names[PANE_TITLE], word[PANE_TITLE];
        if (!join_keys(i, names))
            continue;
        snprintf(word, sizeof word, "%.*s", (int)strcspn(binding->verb, " "), binding->verb);
        const struct verb *verb = verb_find(word);
        if (wide && !sheet->measure_only)
            canvas_text(sheet->drawing->canvas, sheet->rect, KEYS_WIDTH, sheet->row,
                        sheet->drawing->style->theme.dim,
                        is_digit_key(binding) ? "focus N" : binding->verb);
        put_entry(sheet, 0, wide ? KEYS_WIDTH + LINE_WIDTH : KEYS_WIDTH, names,
                  verb ? verb->help : "");
    }
}

static void put_verbs(struct sheet *sheet)
{
    put_heading(sheet, "");
    put_heading(sheet, "Verbs, for the prompt, lessons and --do");
    for (size_t i = 0; i < verb_count(); i++) {
        const struct verb *verb = verb_at(i);
        char usage[PANE_TITLE];
        snprintf(usage, sizeof usage, "%s%s%s", verb->name, verb->arguments ? " " : "",
                 verb->arguments ? verb->arguments : "");
        const int width = KEYS_WIDTH + LINE_WIDTH;
        if (canvas_text_width(usage) < width && sheet->rect.width >= width + 30) {
            put_entry(sheet, 0, width, usage, verb->help);
        } else {
            put_entry(sheet, 0, sheet->rect.width, usage, "");
            put_entry(sheet, 2, 0, "", verb->help);
        }
    }
}

static void put_marks(struct sheet *sheet)
{
    static const struct {
        enum symbol symbol;
        const char *meaning;
    } marks[] = {
        {SYMBOL_START, "where runs start"},
        {SYMBOL_MINIMUM, "a known minimum"},
        {SYMBOL_AHEAD, "theta + beta v, where the focused nag takes its next gradient"},
        {SYMBOL_UP_RIGHT, "beside a letter: the run is off the map, this way"},
        {SYMBOL_BULLET, "on the timeline: a lesson"},
        {SYMBOL_CROSS, "on the timeline: the focused run's branch begins"},
    };
    put_heading(sheet, "");
    put_heading(sheet, "Marks");
    put_entry(sheet, 0, KEYS_WIDTH, "A B C ...", "runs: where they are");
    put_entry(sheet, 0, KEYS_WIDTH, "a faint line", "what is recorded beyond the present");
    put_entry(sheet, 0, KEYS_WIDTH, "faint dots", "the branch that a change left");
    put_entry(sheet, 0, KEYS_WIDTH, "bright dots", "the loss of the samples kept aside for a test");
    put_entry(sheet, 0, KEYS_WIDTH, "~", "beside a letter: the run is off the plane of the map");
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        char glyph[TEXT_CHARACTER];
        text_encode(glyph_symbol(sheet->drawing->style->glyphs, marks[i].symbol), glyph);
        put_entry(sheet, 0, KEYS_WIDTH, glyph, marks[i].meaning);
    }
}

static void put_all(struct sheet *sheet)
{
    put_keys(sheet);
    put_verbs(sheet);
    put_marks(sheet);
}

/* The inside of the help, and the lines by which what is in it may be scrolled. */
static struct sheet measure(const struct drawing *drawing, struct rect box, int *furthest)
{
    struct sheet sheet = {
        .drawing = drawing,
        .rect = {box.x + 2, box.y + 1, box.width - 4, box.height - 2},
        .measure_only = true,
    };
    put_all(&sheet);
    *furthest = sheet.row > sheet.rect.height ? sheet.row - sheet.rect.height : 0;
    return sheet;
}

static size_t furthest_scroll(const struct session *session, int columns, int rows)
{
    const struct view_layout layout = view_layout(session, columns, rows);
    const struct view_style style = {.glyphs = GLYPHS_ASCII};
    if (layout.too_small)
        return 0;
    struct canvas canvas = {.columns = columns, .rows = rows}; /* nothing is drawn */
    const struct drawing drawing = {
        .session = session, .canvas = &canvas, .style = &style, .layout = &layout};
    int furthest;
    measure(&drawing, layout_overlay(&drawing), &furthest);
    return (size_t)furthest;
}

static void help_draw(const struct drawing *drawing)
{
    const struct theme *theme = &drawing->style->theme;
    const struct rect box = layout_overlay(drawing);
    int furthest;
    struct sheet sheet = measure(drawing, box, &furthest);
    canvas_fill(drawing->canvas, box, ' ', theme->background);
    canvas_box(drawing->canvas, box, drawing->style->glyphs, true, theme->frame_focused,
               theme->title, "help");
    const size_t scroll = drawing->session->ui.scroll;
    const int first = scroll < (size_t)furthest ? (int)scroll : furthest;
    if (furthest > 0)
        canvas_printf(drawing->canvas, box, box.width - 12, box.height - 1, theme->dim, " %d%% ",
                      100 * first / furthest);
    sheet.row = -first;
    sheet.measure_only = false;
    put_all(&sheet);
}

const struct view_overlay help_view = {.draw = help_draw, .furthest_scroll = furthest_scroll};
