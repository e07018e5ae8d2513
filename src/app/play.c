/* The event loop: keys and the mouse go to the session, time and work too, and its picture to the
 * terminal, a limited number of times a second. Where nothing is to be done it sleeps. */
#include "app/play.h"

#include "app/history_file.h"
#include "app/request.h"
#include "app/signals.h"
#include "app/terminal.h"
#include "base/clock.h"
#include "session/key.h"
#include "session/overlay.h"
#include "view/view.h"

#include <math.h>
#include <stdint.h>

struct player {
    struct session *session;
    struct terminal terminal;
    struct canvas canvas;
    struct view view;
    double period;     /* seconds a frame, at least */
    double next_frame; /* when it may be shown */
    double ticked;     /* up to when the session knows of time */
    uint64_t slice;    /* updates that take about SLICE_SECONDS, */
    size_t losses;     /* ... and losses for the picture */
    bool incomplete;   /* the picture of late lacks something */
    bool changed;      /* since the last frame */
    bool ended;
    int signal; /* that ended it; or 0 */
};

#define SLICE_SECONDS 0.002
#define LONGEST_TICK  0.25 /* seconds: after a stop the race does not leap */

static void show(struct player *player)
{
    const struct session *session = player->session;
    struct terminal *terminal = &player->terminal;
    player->next_frame = clock_now() + player->period;
    struct view_style style = {.glyphs = terminal->glyphs};
    if (!theme_init(&style.theme, session->look.theme, terminal->colors))
        theme_init(&style.theme, theme_name(0), terminal->colors);
    if (player->canvas.columns != terminal->columns || player->canvas.rows != terminal->rows)
        canvas_resize(&player->canvas, terminal->columns, terminal->rows);
    view_draw(&player->view, session, &player->canvas, &style);
    terminal_show(terminal, &player->canvas);
    player->changed = false;
}

/* On the map. A drag moves it along with the mouse. */
static void use_map(struct player *player, const struct event *event)
{
    struct session *session = player->session;
    struct view_layout layout =
        view_layout(session, player->terminal.columns, player->terminal.rows);
    double x, y, from_x, from_y;
    if (!view_map_point(session, &layout, event->column, event->row, &x, &y))
        return;
    if (event->kind == EVENT_CLICK)
        key_click(session, x, y);
    else if (event->kind == EVENT_WHEEL)
        key_wheel(session, x, y, event->up ? 1.25 : 0.8);
    else if (view_map_point(session, &layout, event->from_column, event->from_row, &from_x,
                            &from_y))
        key_drag(session, from_x - x, from_y - y);
}

/* What lies over the map may hide it from the mouse. */
static void use_mouse(struct player *player, const struct event *event)
{
    struct session *session = player->session;
    switch (overlay_kind(session->ui.overlay)->mouse) {
    case OVERLAY_MOUSE_MAP:
        use_map(player, event);
        break;
    case OVERLAY_MOUSE_KEYS:
        if (event->kind == EVENT_WHEEL)
            key_press(session, event->up ? KEYS_UP : KEYS_DOWN);
        break;
    }
}

/* What is scrolled ends where its last line is seen, which only the screen knows. */
static void limit_scroll(struct player *player)
{
    struct ui *ui = &player->session->ui;
    const size_t furthest =
        view_furthest_scroll(player->session, player->terminal.columns, player->terminal.rows);
    if (ui->scroll > furthest)
        ui->scroll = furthest;
}

static void answer(struct player *player, const struct event *event)
{
    player->changed = true;
    switch (event->kind) {
    case EVENT_KEY:
        key_press(player->session, event->key);
        if (event->key == KEYS_ENTER)
            history_keep(&player->session->ui.history);
        break;
    case EVENT_PASTE:
        key_paste(player->session, event->text, event->cut);
        break;
    case EVENT_CLICK:
    case EVENT_WHEEL:
    case EVENT_DRAG:
        use_mouse(player, event);
        break;
    case EVENT_RESIZE:
        break;
    case EVENT_END:
        player->ended = true;
        player->signal = event->signal;
        break;
    }
}

static void handle_request(struct player *player)
{
    struct session *session = player->session;
    struct error err = {0};
    switch (request_handle(session, &err)) {
    case REQUEST_NONE:
        break;
    case REQUEST_QUIT:
        player->ended = true;
        break;
    case REQUEST_REDRAW:
        terminal_repaint(&player->terminal);
        break;
    case REQUEST_EXPORT:
        if (err.kind == ERROR_NONE)
            session_say(session, "exported: %s", session->request_path);
        else
            session_tell(session, &err);
        break;
    }
}

static void take_events(struct player *player)
{
    struct event event;
    while (!player->ended && terminal_next(&player->terminal, &event)) {
        answer(player, &event);
        limit_scroll(player);
        handle_request(player);
    }
}

/* Give the session the time that went by. */
static void tick(struct player *player)
{
    double time = clock_now(), seconds = time - player->ticked;
    player->ticked = time;
    session_tick(player->session, seconds < LONGEST_TICK ? seconds : LONGEST_TICK);
}

/* Work until the frame is due, or for half a frame when it already is, in slices short enough to
 * notice, and to notice events. Whether nothing is left to be done. */
static bool work(struct player *player)
{
    bool done;
    double start = clock_now(), end = fmax(player->next_frame, start + player->period / 2);
    do {
        struct error err = {0};
        done = session_work(player->session, player->slice, &err);
        if (err.kind != ERROR_NONE)
            session_tell(player->session, &err);
        double time = clock_now(), taken = time - start;
        if (!done && taken < SLICE_SECONDS / 2 && player->slice < UINT64_MAX / 2)
            player->slice *= 2;
        else if (taken > SLICE_SECONDS && player->slice > 1)
            player->slice /= 2;
        player->changed |= !done;
        start = time;
    } while (!done && start < end && !terminal_wait(&player->terminal, 0));
    return done;
}

/* Compute what the picture still lacks, in the same way; only a slice of it while there is other
 * work to be done. Whether it lacks nothing. */
static bool complete(struct player *player, bool idle)
{
    const struct terminal *terminal = &player->terminal;
    const bool was_incomplete = player->incomplete;
    double start = clock_now(), end = fmax(player->next_frame, start + player->period / 2);
    do {
        player->incomplete = view_work(&player->view, player->session, terminal->columns,
                                       terminal->rows, player->losses);
        double time = clock_now(), taken = time - start;
        if (player->incomplete && taken < SLICE_SECONDS / 2 && player->losses < SIZE_MAX / 2)
            player->losses *= 2;
        else if (taken > SLICE_SECONDS && player->losses > 1)
            player->losses /= 2;
        start = time;
    } while (player->incomplete && idle && start < end && !terminal_wait(&player->terminal, 0));
    player->changed |= player->incomplete || was_incomplete;
    return !player->incomplete;
}

/* How long nothing will happen by itself. */
static double idle_seconds(const struct player *player, bool done)
{
    double left = player->next_frame - clock_now();
    if (!done)
        return 0;
    if (player->changed || (player->session->playing && left > 0))
        return left > 0 ? left : 0;
    return player->session->playing ? player->period : -1;
}

static void loop(struct player *player)
{
    const struct session *session = player->session;
    while (!player->ended) {
        bool playing = session->playing;
        uint64_t step = session->race.step;
        if (playing)
            tick(player);
        bool done = work(player);
        done = complete(player, done) && done;
        player->changed |= session->race.step != step || session->playing != playing;
        handle_request(player);
        terminal_set_mouse(&player->terminal, session->ui.mouse);
        if (player->changed && clock_now() >= player->next_frame)
            show(player);
        terminal_wait(&player->terminal, idle_seconds(player, done));
        if (!playing)
            player->ticked = clock_now(); /* time does not count while paused */
        take_events(player);
    }
}

bool play(struct session *session, const struct display *display, struct error *err)
{
    struct player player = {
        .session = session, .period = 1.0 / display->fps, .slice = 1, .losses = 1};
    if (!terminal_open(&player.terminal, display, err))
        return false;
    session->ui.mouse = session->ui.mouse && display->mouse;
    player.changed = true;
    history_load(&session->ui.history);
    loop(&player);
    history_keep(&session->ui.history);
    terminal_close(&player.terminal);
    view_finish(&player.view);
    canvas_finish(&player.canvas);
    if (player.signal)
        signals_end(player.signal);
    return true;
}
