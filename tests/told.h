/* A scene as text, and what the screen and the summaries say of it. */
#ifndef TESTS_TOLD_H
#define TESTS_TOLD_H

#include "frames.h"
#include "out/summary.h"

static inline void open_text(const char *text)
{
    const struct view_scene file = {"told.scene", text};
    write_scenes(&file, 1);
    open_scene("told");
}

/* The whole screen as text, with all that is computed in the pauses. To be finished. */
static inline struct text screen_text(int columns, int rows, const char *theme)
{
    const struct view_style style = style_of(theme, GLYPHS_BRAILLE, COLORS_256);
    struct canvas canvas;
    struct text text = {0};
    canvas_init(&canvas, columns, rows);
    while (view_work(&view, &session, columns, rows, 1000))
        ;
    view_draw(&view, &session, &canvas, &style);
    picture(&canvas, &text);
    canvas_finish(&canvas);
    return text;
}

static inline bool shows(const char *part)
{
    struct text text = screen_text(160, 45, "dark");
    const bool found = strstr(text_string(&text), part) != NULL;
    text_finish(&text);
    return found;
}

static inline bool summary_says(const char *part)
{
    struct text text = {0};
    summary_text(&session, &text);
    const bool found = strstr(text_string(&text), part) != NULL;
    text_finish(&text);
    return found;
}

static inline bool json_says(const char *part)
{
    struct text text = {0};
    summary_json(&session, false, &text);
    const bool found = strstr(text_string(&text), part) != NULL;
    text_finish(&text);
    return found;
}

static inline int told_main(Suite *suite)
{
    static const struct view_scene file = {"told.scene", ""};
    return view_suite_main(suite, &file, 1);
}

#endif
