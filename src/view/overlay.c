/* The table of what lies over the panes, as it is drawn. */
#include "overlay.h"

#include "base/mem.h"

#include <assert.h>

static const struct view_overlay nothing = {0};

static const struct view_overlay *const views[] = {
    [OVERLAY_NONE] = &nothing,
    [OVERLAY_HELP] = &help_view,
    [OVERLAY_TEXT] = &text_view,
    [OVERLAY_SCENES] = &scenes_view,
    [OVERLAY_METHODS] = &methods_view,
    [OVERLAY_PROMPT] = &prompt_view,
    [OVERLAY_CROSSHAIR] = &crosshair_view,
};
static_assert(ARRAY_LENGTH(views) == OVERLAY_COUNT, "a row for each overlay");

const struct view_overlay *overlay_view(const struct session *session)
{
    return views[session->ui.overlay];
}

size_t view_furthest_scroll(const struct session *session, int columns, int rows)
{
    const struct view_overlay *view = overlay_view(session);
    return view->furthest_scroll ? view->furthest_scroll(session, columns, rows) : 0;
}
