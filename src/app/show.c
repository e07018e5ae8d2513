/* thalweg SCENE: on a terminal, or, where standard output is none, as one frame of text. */
#include "app/command.h"
#include "app/detect.h"
#include "app/headless.h"
#include "app/output.h"
#include "app/play.h"
#include "out/frame.h"
#include "out/summary.h"
#include "view/view.h"

#include <stdlib.h>
#include <unistd.h>

#define LOSSES_AT_ONCE 64
#define MOST_PRODUCTS  4e9 /* multiplications for a map: that of a larger model is coarser */

/* How many losses may be computed for the picture: all that it takes, but of very large models. */
static size_t losses_worth(const struct session *session)
{
    const struct problem *problem = session_problem(session);
    const double products = (double)problem->dim * (double)problem->samples;
    return LOSSES_AT_ONCE + (size_t)(MOST_PRODUCTS / products);
}

static void add_frame(const struct session *session, const struct display *display,
                      struct text *out)
{
    struct view_style style = {.glyphs = detect_glyphs(display, detect_utf8())};
    struct view view = {0};
    struct canvas canvas;
    theme_init(&style.theme, theme_name(0), COLORS_NONE);
    canvas_init(&canvas, display->columns, display->rows);
    for (size_t left = losses_worth(session);
         left > 0 && view_work(&view, session, display->columns, display->rows, LOSSES_AT_ONCE);)
        left -= left < LOSSES_AT_ONCE ? left : LOSSES_AT_ONCE;
    view_draw(&view, session, &canvas, &style);
    frame_text(&canvas, out);
    view_finish(&view);
    canvas_finish(&canvas);
}

/* The scene's steps are played, what they led to is printed. */
static bool print_frame(struct session *session, const struct display *display,
                        const struct progress *progress, struct error *err)
{
    struct text text = {0};
    if (!headless_finish(session, progress, err))
        return false;
    add_frame(session, display, &text);
    text_add(&text, "\n");
    summary_text(session, &text);
    const bool ok = output_text(&text, FOR_PEOPLE, err);
    text_finish(&text);
    return ok;
}

bool command_play(const struct command_context *context, struct error *err)
{
    const struct display *display = &context->options.display;
    struct session session;
    struct ticker ticker;
    bool quit;
    if (!command_open(context, &session, err))
        return false;
    ticker_start(&ticker);
    const struct progress progress = ticker_progress(&ticker);
    bool ok = headless_verbs(&session, &context->options.verbs, &progress, &quit, err);
    ticker_stop(&ticker);
    if (ok && !quit)
        ok = isatty(STDOUT_FILENO) == 1 ? play(&session, display, err)
                                        : print_frame(&session, display, &progress, err);
    ticker_stop(&ticker);
    session_finish(&session);
    return ok;
}
