/* The help: every key and every verb, from their tables, and what the marks mean. It scrolls. */
#include "overlay.h"

#include "base/text.h"
#include "scroll.h"
#include "session/key.h"
#include "session/verb.h"

#include <stdio.h>
#include <string.h>

#define KEYS_WIDTH 13
#define LINE_WIDTH 15

static void put_heading(struct page *page, const char *text)
{
    if (!page->measure_only)
        canvas_text(page->drawing->canvas, page->rect, 0, page->row,
                    page->drawing->style->theme.title, text);
    page->row++;
}

/* A name in `width` columns, and its meaning beside it. */
static void put_entry(struct page *page, int column, int width, const char *name,
                      const char *meaning)
{
    const struct theme *theme = &page->drawing->style->theme;
    const struct rect rect = page->rect;
    const int at = column + width;
    const struct rect room = {rect.x + at, rect.y, rect.width - at, rect.height};
    struct canvas *canvas = page->measure_only ? NULL : page->drawing->canvas;
    if (canvas)
        canvas_text(canvas, rect, column, page->row, column == 0 ? theme->key : theme->dim, name);
    const int rows = canvas_wrap(canvas, room, page->row, theme->text, meaning);
    page->row += rows > 0 ? rows : 1;
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

static void put_keys(struct page *page)
{
    const bool wide = page->rect.width >= KEYS_WIDTH + LINE_WIDTH + 30;
    put_heading(page, "Keys");
    for (size_t i = 0; i < key_count(); i++) {
        const struct key_binding *binding = key_at(i);
        char names[PANE_TITLE], word[PANE_TITLE];
        if (!join_keys(i, names))
            continue;
        snprintf(word, sizeof word, "%.*s", (int)strcspn(binding->verb, " "), binding->verb);
        const struct verb *verb = verb_find(word);
        if (wide && !page->measure_only)
            canvas_text(page->drawing->canvas, page->rect, KEYS_WIDTH, page->row,
                        page->drawing->style->theme.dim,
                        is_digit_key(binding) ? "focus N" : binding->verb);
        put_entry(page, 0, wide ? KEYS_WIDTH + LINE_WIDTH : KEYS_WIDTH, names,
                  verb ? verb->help : "");
    }
}

static void put_verbs(struct page *page)
{
    put_heading(page, "");
    put_heading(page, "Verbs, for the prompt, lessons and --do");
    for (size_t i = 0; i < verb_count(); i++) {
        const struct verb *verb = verb_at(i);
        char usage[PANE_TITLE];
        snprintf(usage, sizeof usage, "%s%s%s", verb->name, verb->arguments ? " " : "",
                 verb->arguments ? verb->arguments : "");
        const int width = KEYS_WIDTH + LINE_WIDTH;
        if (canvas_text_width(usage) < width && page->rect.width >= width + 30) {
            put_entry(page, 0, width, usage, verb->help);
        } else {
            put_entry(page, 0, page->rect.width, usage, "");
            put_entry(page, 2, 0, "", verb->help);
        }
    }
}

static void put_marks(struct page *page)
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
    put_heading(page, "");
    put_heading(page, "Marks");
    put_entry(page, 0, KEYS_WIDTH, "A B C ...", "runs: where they are");
    put_entry(page, 0, KEYS_WIDTH, "a faint line", "what is recorded beyond the present");
    put_entry(page, 0, KEYS_WIDTH, "faint dots", "the branch that a change left");
    put_entry(page, 0, KEYS_WIDTH, "bright dots", "the loss of the samples kept aside for a test");
    put_entry(page, 0, KEYS_WIDTH, "~", "beside a letter: the run is off the plane of the map");
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        char glyph[TEXT_CHARACTER];
        text_encode(glyph_symbol(page->drawing->style->glyphs, marks[i].symbol), glyph);
        put_entry(page, 0, KEYS_WIDTH, glyph, marks[i].meaning);
    }
}

static void put_all(struct page *page)
{
    put_keys(page);
    put_verbs(page);
    put_marks(page);
}

static size_t furthest_scroll(const struct session *session, int columns, int rows)
{
    return scroll_furthest(session, columns, rows, put_all);
}

static void help_draw(const struct drawing *drawing)
{
    scroll_draw(drawing, "help", put_all);
}

const struct view_overlay help_view = {.draw = help_draw, .furthest_scroll = furthest_scroll};
