/* The menus, of scenes and of methods: the entries that pass the filter, and what the selected one
 * is about. */
#include "overlay.h"

#include "base/mem.h"
#include "base/number.h"
#include "formula.h"
#include "page.h"
#include "session/overlay.h"
#include "sim/rule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIST_WIDTH 24

/* The scene's texts, read when another one is selected. */
static void read_about(struct view *view, const struct session *session, const char *name)
{
    const struct library *library = session->library;
    const size_t index = library_find(library, name);
    if (index == library->count)
        return;
    const char *path = library->paths[index];
    if (view->about_path && strcmp(view->about_path, path) == 0)
        return;
    free(view->about_path);
    free(view->title);
    free(view->about);
    struct scene scene;
    struct text warnings = {0};
    struct error err = {0};
    view->about_path = mem_string(path);
    if (scene_read(&scene, path, NULL, &warnings, &err)) {
        view->title = mem_string(scene_text_pick(&scene.title, session->language));
        view->about = mem_string(scene_text_pick(&scene.about, session->language));
        scene_finish(&scene);
    } else {
        view->title = mem_string("! cannot be read");
        view->about = mem_string(err.text);
    }
    text_finish(&warnings);
}

static void put_scene(struct page *page, const char *name)
{
    const struct drawing *drawing = page->drawing;
    const struct theme *theme = &drawing->style->theme;
    read_about(drawing->view, drawing->session, name);
    if (!drawing->view->title)
        return;
    page_text(page, theme->title, 0, drawing->view->title);
    page->row++;
    page_text(page, theme->text, 0, drawing->view->about);
}

/* The lines of the rule that hold with the defaults, late in a race. */
static size_t play_defaults(const struct optimizer *optimizer,
                            struct rule_played played[static OPTIMIZER_LINES])
{
    const struct rule_update update = {
        .optimizer = optimizer, .hyper = optimizer->defaults, .t = 1000, .g = 1};
    return rule_play(&update, 3, played);
}

static void put_method(struct page *page, const char *name)
{
    const struct theme *theme = &page->drawing->style->theme;
    const enum glyphs tier = page->drawing->style->glyphs;
    const struct optimizer *optimizer = optimizer_find(name);
    char formula[FORMULA_SIZE];
    page_text(page, theme->title, 0, optimizer->title);
    page_text(page, theme->dim, 0, optimizer->source);
    page->row++;
    page_text(page, theme->text, 0, optimizer->help);
    page->row++;
    struct rule_played played[OPTIMIZER_LINES];
    const size_t count = play_defaults(optimizer, played);
    for (size_t i = 0; i < count; i++)
        page_text(page, theme->key, 0, formula_pretty(formula, tier, played[i].text, " "));
    page->row++;
    for (int h = 0; h < HYPER_COUNT; h++) {
        const struct parameter *parameter = hyper_parameter((enum hyper)h);
        const double value = optimizer->defaults[h];
        if (!optimizer_takes(optimizer, (enum hyper)h))
            continue;
        if (parameter->is_switch)
            page_item(page, parameter->name, value > 0 ? "on" : "off");
        else
            page_number(page, parameter->name, value, 6);
    }
    page_end(page);
}

/* ---- the box ---- */

static void draw_filter(const struct drawing *drawing, struct rect rect)
{
    const struct theme *theme = &drawing->style->theme;
    struct pen cursor = theme->text;
    cursor.style ^= STYLE_REVERSE;
    int column = canvas_text(drawing->canvas, rect, 0, 0, theme->dim, "filter: ");
    column += canvas_text(drawing->canvas, rect, column, 0, theme->text,
                          line_edit_string(&drawing->session->ui.line));
    canvas_text(drawing->canvas, rect, column, 0, cursor, " ");
}

/* The names, scrolled so that the selected one is seen. */
static void draw_list(const struct drawing *drawing, struct rect rect)
{
    const struct session *session = drawing->session;
    const struct theme *theme = &drawing->style->theme;
    const size_t count = menu_count(session), rows = rect.height > 0 ? (size_t)rect.height : 0;
    const size_t selected = session->ui.selected;
    const size_t first = selected >= rows ? selected + 1 - rows : 0;
    if (count == 0)
        canvas_text(drawing->canvas, rect, 2, 0, theme->dim, "no match");
    for (size_t i = first; i < count && i < first + rows; i++) {
        const int row = (int)(i - first);
        const struct pen pen = i == selected ? theme->selection : theme->text;
        if (i == selected)
            canvas_fill(drawing->canvas, (struct rect){rect.x, rect.y + row, rect.width, 1}, ' ',
                        pen);
        canvas_printf(drawing->canvas, rect, 0, row, pen, "%s %s", i == selected ? ">" : " ",
                      menu_name(session, i));
    }
}

/* The list on the left and the text on its right, or in a narrow window below. */
static void menu_draw(const struct drawing *drawing, const char *title,
                      void (*put_about)(struct page *page, const char *name))
{
    const struct session *session = drawing->session;
    const struct theme *theme = &drawing->style->theme;
    const struct rect box = layout_overlay(drawing);
    const bool wide = box.width >= 2 * LIST_WIDTH;
    canvas_fill(drawing->canvas, box, ' ', theme->background);
    struct rect list = canvas_box(drawing->canvas, box, drawing->style->glyphs, true,
                                  theme->frame_focused, theme->title, title);
    draw_filter(drawing, list);
    list.y += 2;
    list.height -= 2;
    struct rect about = list;
    if (wide) {
        list.width = LIST_WIDTH;
        about.x += LIST_WIDTH + 2;
        about.width -= LIST_WIDTH + 3;
    } else {
        list.height = list.height > 8 ? list.height / 2 : list.height;
        about.y += list.height + 1;
        about.height -= list.height + 1;
    }
    draw_list(drawing, list);
    const char *name = menu_name(session, session->ui.selected);
    struct page page = {.drawing = drawing, .rect = about};
    if (name && about.height > 0)
        put_about(&page, name);
}

static void scenes_draw(const struct drawing *drawing)
{
    menu_draw(drawing, "play a scene", put_scene);
}

static void methods_draw(const struct drawing *drawing)
{
    menu_draw(drawing, "add a method", put_method);
}

const struct view_overlay scenes_view = {.draw = scenes_draw};
const struct view_overlay methods_view = {.draw = methods_draw};
