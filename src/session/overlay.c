/* The table of what lies over the panes. */
#include "overlays.h"

#include "base/mem.h"

#include <assert.h>

static const struct overlay_kind no_overlay = {.name = "none", .mouse = OVERLAY_MOUSE_MAP};

static const struct overlay_kind *const kinds[] = {
    [OVERLAY_NONE] = &no_overlay,
    [OVERLAY_HELP] = &help_overlay,
    [OVERLAY_TEXT] = &text_overlay,
    [OVERLAY_SCENES] = &scenes_overlay,
    [OVERLAY_METHODS] = &methods_overlay,
    [OVERLAY_PROMPT] = &prompt_overlay,
    [OVERLAY_CROSSHAIR] = &crosshair_overlay,
};
static_assert(ARRAY_LENGTH(kinds) == OVERLAY_COUNT, "a row for each overlay");

const struct overlay_kind *overlay_kind(enum overlay overlay)
{
    return kinds[overlay];
}

void overlay_open(struct session *session, enum overlay overlay)
{
    struct ui *ui = &session->ui;
    ui->overlay = overlay;
    line_edit_set(&ui->line, NULL);
    ui->selected = ui->scroll = 0;
}

void overlay_close(struct session *session)
{
    session->ui.overlay = OVERLAY_NONE;
}

void overlay_leave(struct session *session, uint32_t key)
{
    (void)key;
    overlay_close(session);
}

static bool has_key(const struct overlay_keys *row, uint32_t key)
{
    for (size_t i = 0; i < OVERLAY_KEYS && row->keys[i] != 0; i++)
        if (row->keys[i] == key)
            return true;
    return false;
}

void overlay_press(struct session *session, uint32_t key)
{
    const struct overlay_kind *kind = overlay_kind(session->ui.overlay);
    for (size_t i = 0; i < kind->key_count; i++)
        if (has_key(&kind->keys[i], key)) {
            kind->keys[i].press(session, key);
            return;
        }
    if (kind->has_line && line_edit_key(&session->ui.line, key) && kind->edited)
        kind->edited(session);
}
