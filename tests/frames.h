/* What the tests of the view share: scenes to play, frames to hold the picture to, and claims for
 * every size and for any keys.
 *
 * A frame is the text of the screen, then its ink: see the head of tests/ink.h. After a wanted
 * change of the picture, THALWEG_RENEW=1 writes the frames anew:
 *
 *     THALWEG_RENEW=1 meson test -C build view view_models && git diff tests/frames
 *
 * and the difference is read before it is committed. */
#ifndef TESTS_FRAMES_H
#define TESTS_FRAMES_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "ink.h"
#include "picture.h"
#include "session/key.h"
#include "session/verb.h"
#include "suite.h"
#include "view/view.h"

/* A file in the folder of scenes. */
struct view_scene {
    const char *name, *text;
};

static char folder[] = "/tmp/thalweg-view-XXXXXX";
static struct library library;
static struct session session;
static struct view view;

static inline void write_scenes(const struct view_scene *scenes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, scenes[i].name);
        FILE *file = fopen(path, "w");
        if (!file || fputs(scenes[i].text, file) == EOF || fclose(file) != 0)
            perror(path);
    }
}

static inline void remove_scenes(const struct view_scene *scenes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, scenes[i].name);
        unlink(path);
    }
    rmdir(folder);
}

/* The suite, among the scenes. */
static inline int view_suite_main(Suite *suite, const struct view_scene *scenes, size_t count)
{
    const char *const folders[] = {folder, NULL};
    if (!mkdtemp(folder))
        return EXIT_FAILURE;
    write_scenes(scenes, count);
    library_init(&library, folders);
    const int status = suite_main(suite);
    library_finish(&library);
    remove_scenes(scenes, count);
    return status;
}

static inline void open_scene(const char *name)
{
    struct scene scene;
    struct error err = {0};
    char *path = library_resolve(&library, name, &err);
    ck_assert_msg(path && scene_read(&scene, path, NULL, NULL, &err) &&
                      session_init(&session, &scene, &library, "en", &err),
                  "%s: %s", name, err.text);
    free(path);
}

static inline void say(const char *line)
{
    struct error err = {0};
    ck_assert_msg(verb_play(&session, line, &err), "%s: %s", line, err.text);
    session_settle(&session, NULL);
}

/* A view is of one session. */
static inline void close_scene(void)
{
    view_finish(&view);
    session_finish(&session);
}

static inline struct view_style style_of(const char *theme, enum glyphs glyphs, enum colors colors)
{
    struct view_style style = {.glyphs = glyphs};
    ck_assert(theme_init(&style.theme, theme, colors));
    return style;
}

/* ---- golden frames ---- */

struct frame {
    const char *name, *scene;
    int columns, rows;
    enum glyphs glyphs;
    enum colors colors;
    const char *verbs, *keys; /* said, then typed */
};

static inline void draw_frame(const struct frame *frame, struct text *out)
{
    const struct view_style style = style_of("dark", frame->glyphs, frame->colors);
    struct canvas canvas;
    open_scene(frame->scene);
    if (frame->verbs[0])
        say(frame->verbs);
    for (const char *key = frame->keys; *key; key++)
        key_press(&session, (uint32_t)(unsigned char)*key);
    canvas_init(&canvas, frame->columns, frame->rows);
    while (view_work(&view, &session, frame->columns, frame->rows, 1000))
        ;
    view_draw(&view, &session, &canvas, &style);
    picture(&canvas, out);
    ink(&canvas, &style.theme, out);
    canvas_finish(&canvas);
    close_scene();
}

static inline void renew(const char *path, const struct text *shown)
{
    FILE *file = fopen(path, "w");
    ck_assert_msg(file && fputs(text_string(shown), file) != EOF && fclose(file) == 0, "%s", path);
}

/* The lines that differ, one under the other. */
static inline void tell_difference(const char *name, const char *expected, const char *shown)
{
    for (int line = 1; *expected || *shown; line++) {
        const size_t e = strcspn(expected, "\n"), s = strcspn(shown, "\n");
        if (e != s || strncmp(expected, shown, e) != 0)
            fprintf(stderr, "%s line %2d expected |%.*s|\n%s line %2d shown    |%.*s|\n", name,
                    line, (int)e, expected, name, line, (int)s, shown);
        expected += e + (expected[e] != '\0');
        shown += s + (shown[s] != '\0');
    }
}

static inline void check_frame(const struct frame *frame)
{
    const char *tests = getenv("THALWEG_TESTS"), *renewal = getenv("THALWEG_RENEW");
    struct text shown = {0}, expected = {0};
    struct error err = {0};
    char path[1024];
    ck_assert_msg(tests != NULL, "THALWEG_TESTS is the folder of the tests");
    snprintf(path, sizeof path, "%s/frames/%s.txt", tests, frame->name);
    draw_frame(frame, &shown);
    if (renewal && strcmp(renewal, "1") == 0)
        renew(path, &shown);
    ck_assert_msg(file_read(path, 1u << 20, &expected, &err), "%s", err.text);
    if (strcmp(text_string(&shown), text_string(&expected)) != 0) {
        tell_difference(frame->name, text_string(&expected), text_string(&shown));
        ck_abort_msg("%s is not as before; see the head of tests/frames.h", frame->name);
    }
    text_finish(&shown);
    text_finish(&expected);
}

/* ---- claims for every size ---- */

static inline bool within(struct rect rect, int columns, int rows)
{
    return rect.x >= 0 && rect.y >= 0 && rect.width >= 0 && rect.height >= 0 &&
           rect.x + rect.width <= columns && rect.y + rect.height <= rows;
}

static inline void check_layout(int columns, int rows)
{
    const struct view_layout layout = view_layout(&session, columns, rows);
    struct rect rects[PANE_COUNT + 2];
    memcpy(rects, layout.pane, sizeof layout.pane);
    rects[PANE_COUNT] = layout.status;
    rects[PANE_COUNT + 1] = layout.hints;
    for (size_t i = 0; i < ARRAY_LENGTH(rects); i++) {
        ck_assert_msg(within(rects[i], columns, rows), "%dx%d: rect %zu", columns, rows, i);
        for (size_t j = 0; j < i; j++) {
            const struct rect both = rect_intersect(rects[i], rects[j]);
            ck_assert_msg(both.width == 0 || both.height == 0, "%dx%d: rects %zu and %zu overlap",
                          columns, rows, i, j);
        }
    }
    ck_assert_int_eq(layout.too_small, columns < 20 || rows < 6);
}

/* Of the session as it is. */
static inline void check_every_size(void)
{
    const struct view_style styles[] = {
        style_of("dark", GLYPHS_BRAILLE, COLORS_256),
        style_of("light", GLYPHS_BLOCK, COLORS_DIRECT),
        style_of("projector", GLYPHS_ASCII, COLORS_16),
        style_of("mono", GLYPHS_ASCII, COLORS_NONE),
    };
    struct canvas canvas;
    canvas_init(&canvas, 0, 0);
    size_t turn = 0;
    for (int rows = 0; rows <= 60; rows += rows < 30 ? 1 : 7)
        for (int columns = 0; columns <= 200; columns += columns < 90 ? 5 : 17) {
            check_layout(columns, rows);
            canvas_resize(&canvas, columns, rows);
            view_draw(&view, &session, &canvas, &styles[turn++ % ARRAY_LENGTH(styles)]);
        }
    canvas_finish(&canvas);
}

/* Keys from all over the table, and letters; the prompt is never entered, as it could write files.
 */
static inline uint32_t some_key(uint32_t random)
{
    static const uint32_t others[] = {KEYS_UP,    KEYS_DOWN,      KEYS_ESCAPE,  KEYS_ENTER,
                                      KEYS_LEFT,  KEYS_BACKSPACE, KEYS_PAGE_UP, KEYS_DELETE,
                                      KEYS_RIGHT, KEYS_HOME,      0xe9 /* é */, KEYS_TAB};
    if (random % 4 == 0)
        return others[random / 4 % ARRAY_LENGTH(others)];
    if (session.ui.overlay == OVERLAY_PROMPT && random % 4 == 1)
        return KEYS_ESCAPE;
    return key_at(random / 4 % key_count())->key;
}

static inline void check_random_keys(const char *scene, uint32_t random)
{
    const struct view_style style = style_of("dark", GLYPHS_BRAILLE, COLORS_256);
    struct canvas canvas;
    open_scene(scene);
    canvas_init(&canvas, 80, 24);
    for (int i = 0; i < 300; i++) {
        random = random * 1664525 + 1013904223; /* Numerical Recipes' quick generator */
        const uint32_t key = some_key(random >> 8);
        if (!(session.ui.overlay == OVERLAY_PROMPT && key == KEYS_ENTER))
            key_press(&session, key);
        session_tick(&session, 0.1);
        session_work(&session, 100, NULL);
        check_layout(80, 24);
        view_draw(&view, &session, &canvas, &style);
    }
    canvas_finish(&canvas);
    close_scene();
}

#endif
