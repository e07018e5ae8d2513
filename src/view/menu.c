/* The menus, of scenes and of methods: the entries that pass the filter, and what the selected one
 * is about. Scenes are shown by their titles, with the lecture before and the name behind. */
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

#define LIST_WIDTH    24 /* of methods */
#define LECTURE_WIDTH 5
#define WIDE          56 /* a scene's title and name fit side by side */
#define ABOUT_ROWS    7

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
    if (page->rect.width < WIDE)
        page_text(page, theme->dim, 0, name);
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

/* ---- the filter ---- */

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

/* ---- the entries ---- */

/* An entry on a row of its own, its mark already there. */
typedef void put_entry_fn(const struct drawing *drawing, struct rect row, struct pen pen,
                          const char *name);

/* The entries, scrolled so that the selected one is seen. */
static void draw_list(const struct drawing *drawing, struct rect rect, put_entry_fn *put_entry)
{
    const struct session *session = drawing->session;
    const struct theme *theme = &drawing->style->theme;
    const size_t count = menu_count(session), rows = rect.height > 0 ? (size_t)rect.height : 0;
    const size_t selected = session->ui.selected;
    const size_t first = selected >= rows ? selected + 1 - rows : 0;
    if (count == 0)
        canvas_text(drawing->canvas, rect, 2, 0, theme->dim, "no match");
    for (size_t i = first; i < count && i < first + rows; i++) {
        const struct rect row = {rect.x, rect.y + (int)(i - first), rect.width, 1};
        const struct pen pen = i == selected ? theme->selection : theme->text;
        if (i == selected)
            canvas_fill(drawing->canvas, row, ' ', pen);
        canvas_text(drawing->canvas, row, 0, 0, pen, i == selected ? ">" : " ");
        put_entry(drawing, (struct rect){row.x + 2, row.y, row.width - 2, 1}, pen,
                  menu_name(session, i));
    }
}

/* The longest name of a scene, up to where little would be left for titles. */
static int name_width(const struct library *library, int room)
{
    int width = 0;
    for (size_t i = 0; i < library->count; i++) {
        const int columns = canvas_text_width(library->names[i]);
        width = columns > width ? columns : width;
    }
    return width < room ? width : room;
}

/* Its lecture, its title, and where there is room for both its name. */
static void put_scene_entry(const struct drawing *drawing, struct rect row, struct pen pen,
                            const char *name)
{
    const struct session *session = drawing->session;
    const struct library *library = session->library;
    const struct scene *scene = &library->scenes[library_find(library, name)];
    const char *title = scene_text_pick(&scene->title, session->language);
    if (row.width >= WIDE) {
        const int width = name_width(library, row.width / 3);
        row.width -= width;
        put_cut(drawing, (struct rect){row.x + row.width, row.y, width, 1}, pen, name);
        row.width -= 2;
    }
    if (scene->lecture > 0)
        canvas_printf(drawing->canvas, row, 0, 0, pen, "L%d", (int)scene->lecture);
    row.x += LECTURE_WIDTH;
    row.width -= LECTURE_WIDTH;
    put_cut(drawing, row, pen, *title ? title : name);
}

static void put_method_entry(const struct drawing *drawing, struct rect row, struct pen pen,
                             const char *name)
{
    put_cut(drawing, row, pen, name);
}

/* ---- the box ---- */

/* The empty box with its filter; what is left of its inside. */
static struct rect draw_box(const struct drawing *drawing, const char *title)
{
    const struct theme *theme = &drawing->style->theme;
    const struct rect box = layout_overlay(drawing);
    canvas_fill(drawing->canvas, box, ' ', theme->background);
    struct rect inside = canvas_box(drawing->canvas, box, drawing->style->glyphs, true,
                                    theme->frame_focused, theme->title, title);
    draw_filter(drawing, inside);
    inside.y += 2;
    inside.height -= 2;
    return inside;
}

/* The list, and below it as many rows as there are of the text on the selected entry. */
static void draw_above(const struct drawing *drawing, struct rect inside, int below,
                       put_entry_fn *put_entry,
                       void (*put_about)(struct page *page, const char *name))
{
    const char *name = menu_name(drawing->session, drawing->session->ui.selected);
    struct page page = {.drawing = drawing, .rect = inside};
    const bool both = inside.height > 8;
    if (both) {
        page.rect.height = inside.height > 2 * below ? below : inside.height / 2;
        inside.height -= page.rect.height + 1;
        page.rect.y = inside.y + inside.height + 1;
    }
    draw_list(drawing, inside, put_entry);
    if (name && both)
        put_about(&page, name);
    if (page.row > page.rect.height)
        put_ellipsis(drawing, page.rect, drawing->style->theme.text);
}

static void scenes_draw(const struct drawing *drawing)
{
    draw_above(drawing, draw_box(drawing, "play a scene"), ABOUT_ROWS, put_scene_entry, put_scene);
}

/* The names on the left and the text on their right, or in a narrow window below. */
static void methods_draw(const struct drawing *drawing)
{
    struct rect list = draw_box(drawing, "add a method"), about = list;
    if (list.width + 2 < 2 * LIST_WIDTH) {
        draw_above(drawing, list, list.height, put_method_entry, put_method);
        return;
    }
    list.width = LIST_WIDTH;
    about.x += LIST_WIDTH + 2;
    about.width -= LIST_WIDTH + 3;
    draw_list(drawing, list, put_method_entry);
    const char *name = menu_name(drawing->session, drawing->session->ui.selected);
    struct page page = {.drawing = drawing, .rect = about};
    if (name && about.height > 0)
        put_method(&page, name);
}

const struct view_overlay scenes_view = {.draw = scenes_draw};
const struct view_overlay methods_view = {.draw = methods_draw};
