/* The help and the texts of the scene, which scroll. They end where their last line is seen, which
 * only the screen knows: see view_furthest_scroll(). */
#include "overlays.h"
#include "verbs.h"

#include "base/mem.h"
#include "session/key.h"

#define PAGE 10 /* lines */

static void scroll_down(struct session *session, size_t lines)
{
    session->ui.scroll += lines;
}

static void scroll_up(struct session *session, size_t lines)
{
    struct ui *ui = &session->ui;
    ui->scroll -= ui->scroll > lines ? lines : ui->scroll;
}

static void press_line(struct session *session, uint32_t key)
{
    if (key == KEYS_UP || key == 'k')
        scroll_up(session, 1);
    else
        scroll_down(session, 1);
}

static void press_page(struct session *session, uint32_t key)
{
    if (key == KEYS_PAGE_UP)
        scroll_up(session, PAGE);
    else
        scroll_down(session, PAGE);
}

static void press_home(struct session *session, uint32_t key)
{
    (void)key;
    session->ui.scroll = 0;
}

static const struct overlay_keys keys[] = {
    {.names = "Esc",
     .label = "close",
     .keys = {KEYS_ESCAPE, KEYS_ENTER, KEYS_F1, '?', 'X', 'q'},
     .press = overlay_leave},
    {.names = "Down Up",
     .label = "scroll",
     .keys = {KEYS_DOWN, 'j', KEYS_UP, 'k'},
     .press = press_line},
    {.names = "PgDn PgUp",
     .label = "scroll by a page",
     .no_hint = true,
     .keys = {KEYS_PAGE_DOWN, ' ', KEYS_PAGE_UP},
     .press = press_page},
    {.names = "Home",
     .label = "to the start",
     .no_hint = true,
     .keys = {KEYS_HOME},
     .press = press_home},
};

const struct overlay_kind help_overlay = {
    .name = "help", .keys = keys, .key_count = ARRAY_LENGTH(keys)};

const struct overlay_kind text_overlay = {
    .name = "text", .keys = keys, .key_count = ARRAY_LENGTH(keys)};

bool verb_help(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count, (void)arguments, (void)err;
    overlay_open(session, OVERLAY_HELP);
    return true;
}

bool verb_text(struct session *session, size_t count, char *const *arguments, struct error *err)
{
    (void)count, (void)arguments, (void)err;
    overlay_open(session, OVERLAY_TEXT);
    return true;
}
