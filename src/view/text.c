/* The texts of the scene in full: its title, what it is about, and the lessons that were reached.
 */
#include "overlay.h"

#include "scroll.h"
#include "session/session.h"

#include <inttypes.h>
#include <stdio.h>

/* The lessons, each under its step; those to come are faint. */
static void put_lessons(struct page *page)
{
    const struct session *session = page->drawing->session;
    const struct theme *theme = &page->drawing->style->theme;
    const struct scene_lesson *shown = session_lesson(session);
    for (size_t i = 0; i < session->scene.lesson_count; i++) {
        const struct scene_lesson *lesson = &session->scene.lessons[i];
        const char *text = scene_text_pick(&lesson->text, session->language);
        char heading[32];
        if (!*text)
            continue;
        snprintf(heading, sizeof heading, "step %" PRIu64, lesson->at);
        page->row++;
        page_text(page, lesson == shown ? theme->title : theme->key, 0, heading);
        page_text(page, lesson->at <= session->race.step ? theme->text : theme->dim, 0, text);
    }
}

static void put_texts(struct page *page)
{
    const struct session *session = page->drawing->session;
    const struct theme *theme = &page->drawing->style->theme;
    const char *title = scene_text_pick(&session->scene.title, session->language);
    const char *about = scene_text_pick(&session->scene.about, session->language);
    const char *note = session_problem(session)->note;
    page_text(page, theme->title, 0, *title ? title : "this scene has no title");
    page->row++;
    page_text(page, theme->text, 0, about);
    if (note)
        page_text(page, theme->dim, 0, note);
    put_lessons(page);
}

static size_t furthest_scroll(const struct session *session, int columns, int rows)
{
    return scroll_furthest(session, columns, rows, put_texts);
}

static void text_draw(const struct drawing *drawing)
{
    scroll_draw(drawing, "text", put_texts);
}

const struct view_overlay text_view = {.draw = text_draw, .furthest_scroll = furthest_scroll};
