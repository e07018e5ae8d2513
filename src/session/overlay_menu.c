/* The menus, of scenes and of methods: entries that pass a filter, one of which is chosen. */
#include "overlays.h"
#include "verbs.h"

#include "base/mem.h"
#include "base/text.h"
#include "session/key.h"
#include "sim/optimizer.h"

#define PAGE 10 /* entries */

/* ---- the entries ---- */

static size_t scene_count(const struct session *session)
{
    return session->library->count;
}

static const char *scene_name(const struct session *session, size_t index)
{
    return session->library->names[index];
}

static const char *scene_title(const struct session *session, size_t index)
{
    return scene_text_pick(&session->library->scenes[index].title, session->language);
}

static size_t method_count(const struct session *session)
{
    (void)session;
    return optimizer_count();
}

static const char *method_name(const struct session *session, size_t index)
{
    (void)session;
    return optimizer_name(index);
}

static const char *method_title(const struct session *session, size_t index)
{
    (void)session;
    return optimizer_at(index)->title;
}

static const struct menu *open_menu(const struct session *session)
{
    return overlay_kind(session->ui.overlay)->menu;
}

static bool passes(const struct session *session, const struct menu *menu, size_t index)
{
    const char *filter = line_edit_string(&session->ui.line);
    return *filter == '\0' || text_contains(menu->name(session, index), filter) ||
           (menu->title && text_contains(menu->title(session, index), filter));
}

const char *menu_name(const struct session *session, size_t index)
{
    const struct menu *menu = open_menu(session);
    for (size_t i = 0; menu && i < menu->count(session); i++)
        if (passes(session, menu, i) && index-- == 0)
            return menu->name(session, i);
    return NULL;
}

size_t menu_count(const struct session *session)
{
    const struct menu *menu = open_menu(session);
    size_t count = 0;
    for (size_t i = 0; menu && i < menu->count(session); i++)
        count += passes(session, menu, i);
    return count;
}

/* ---- the keys ---- */

static void move_down(struct session *session, size_t entries)
{
    struct ui *ui = &session->ui;
    const size_t count = menu_count(session), last = count > 0 ? count - 1 : 0;
    ui->selected = ui->selected + entries < last ? ui->selected + entries : last;
}

static void move_up(struct session *session, size_t entries)
{
    struct ui *ui = &session->ui;
    ui->selected -= ui->selected > entries ? entries : ui->selected;
}

static void press_move(struct session *session, uint32_t key)
{
    if (key == KEYS_UP)
        move_up(session, 1);
    else
        move_down(session, 1);
}

static void press_page(struct session *session, uint32_t key)
{
    if (key == KEYS_PAGE_UP)
        move_up(session, PAGE);
    else
        move_down(session, PAGE);
}

static void press_choose(struct session *session, uint32_t key)
{
    (void)key;
    const char *name = menu_name(session, session->ui.selected);
    struct text line = {0};
    if (!name)
        return;
    text_printf(&line, "%s \"%s\"", open_menu(session)->verb, name);
    overlay_close(session);
    key_play(session, text_string(&line));
    text_finish(&line);
}

/* The filter is another one. */
static void select_first(struct session *session)
{
    session->ui.selected = 0;
}

static const struct overlay_keys keys[] = {
    {.names = "Esc", .label = "close", .keys = {KEYS_ESCAPE}, .press = overlay_leave},
    {.names = "Enter", .label = "choose", .keys = {KEYS_ENTER}, .press = press_choose},
    {.names = "Down Up", .label = "move", .keys = {KEYS_DOWN, KEYS_UP}, .press = press_move},
    {.names = "letters", .label = "filter"},
    LINE_EDIT_ROW,
    {.names = "PgDn PgUp",
     .label = "move by ten",
     .no_hint = true,
     .keys = {KEYS_PAGE_DOWN, KEYS_PAGE_UP},
     .press = press_page},
};

static const struct menu scenes_menu = {
    .verb = "scene",
    .count = scene_count,
    .name = scene_name,
    .title = scene_title,
};

static const struct menu methods_menu = {
    .verb = "add",
    .count = method_count,
    .name = method_name,
    .title = method_title,
};

const struct overlay_kind scenes_overlay = {
    .name = "scenes",
    .keys = keys,
    .key_count = ARRAY_LENGTH(keys),
    .has_line = true,
    .edited = select_first,
    .menu = &scenes_menu,
};

const struct overlay_kind methods_overlay = {
    .name = "methods",
    .keys = keys,
    .key_count = ARRAY_LENGTH(keys),
    .has_line = true,
    .edited = select_first,
    .menu = &methods_menu,
};

bool verb_menu(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count;
    size_t choice;
    if (!argument_choice(arguments[0], menu_choice, &choice, err))
        return false;
    overlay_open(session, choice == 0 ? OVERLAY_SCENES : OVERLAY_METHODS);
    return true;
}
