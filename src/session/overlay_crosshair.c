/* The crosshair: a start being chosen on the map. */
#include "overlays.h"
#include "verbs.h"

#include "base/mem.h"
#include "session/key.h"

#include <string.h>

/* Steps across the map's window. */
#define STEPS_X 80
#define STEPS_Y 40

static const struct {
    uint32_t key;
    int x, y; /* steps to the right and up */
} moves[] = {
    {.key = KEYS_LEFT, .x = -1},       {.key = 'h', .x = -1},
    {.key = KEYS_RIGHT, .x = 1},       {.key = 'l', .x = 1},
    {.key = KEYS_UP, .y = 1},          {.key = 'k', .y = 1},
    {.key = KEYS_DOWN, .y = -1},       {.key = 'j', .y = -1},
    {.key = KEYS_SHIFT_LEFT, .x = -8}, {.key = KEYS_SHIFT_RIGHT, .x = 8},
    {.key = KEYS_SHIFT_UP, .y = 8},    {.key = KEYS_SHIFT_DOWN, .y = -8},
};

static void press_move(struct session *session, uint32_t key)
{
    const struct lens *lens = &session->look.lens;
    double *at = session->ui.crosshair;
    const double dx = (lens->x[1] - lens->x[0]) / STEPS_X;
    const double dy = (lens->y[1] - lens->y[0]) / STEPS_Y;
    for (size_t i = 0; i < ARRAY_LENGTH(moves); i++)
        if (moves[i].key == key) {
            at[0] += moves[i].x * dx;
            at[1] += moves[i].y * dy;
        }
}

static void press_enter(struct session *session, uint32_t key)
{
    (void)key;
    overlay_close(session);
    key_start(session, session->ui.crosshair[0], session->ui.crosshair[1]);
}

static const struct overlay_keys keys[] = {
    {.names = "Esc", .label = "cancel", .keys = {KEYS_ESCAPE}, .press = overlay_leave},
    {.names = "Enter", .label = "start here", .keys = {KEYS_ENTER}, .press = press_enter},
    {.names = "arrows",
     .label = "move",
     .keys = {KEYS_LEFT, 'h', KEYS_RIGHT, 'l', KEYS_UP, 'k', KEYS_DOWN, 'j'},
     .press = press_move},
    {.names = "Shift-arrows",
     .label = "far",
     .keys = {KEYS_SHIFT_LEFT, KEYS_SHIFT_RIGHT, KEYS_SHIFT_UP, KEYS_SHIFT_DOWN},
     .press = press_move},
};

const struct overlay_kind crosshair_overlay = {
    .name = "crosshair",
    .keys = keys,
    .key_count = ARRAY_LENGTH(keys),
    .mouse = OVERLAY_MOUSE_MAP,
};

bool verb_crosshair(struct session *session, size_t count, char *const *arguments,
                    struct error *err)
{
    (void)count, (void)arguments;
    const struct run *run = session_focused(session);
    if (session_problem(session)->dim != 2)
        return error_set(err, "a start is chosen on the map of two parameters");
    overlay_open(session, OVERLAY_CROSSHAIR);
    memcpy(session->ui.crosshair, run->start, sizeof session->ui.crosshair);
    return true;
}
