/* What lies over the panes, as it is drawn: hints from its row, the line being typed. */
#include "frames.h"

#include "session/overlay.h"

static const struct view_scene scenes[] = {
    {"bowl.scene", "problem = { surface = \"bowl\"; };\n"
                   "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n"},
};

static const char *const openers[] = {
    [OVERLAY_HELP] = "help",
    [OVERLAY_TEXT] = "text",
    [OVERLAY_SCENES] = "menu scenes",
    [OVERLAY_METHODS] = "menu methods",
    [OVERLAY_PROMPT] = "prompt",
    [OVERLAY_CROSSHAIR] = "crosshair",
};

#define COLUMNS 80
#define ROWS    24

static struct canvas canvas;

static void set_up(void)
{
    open_scene("bowl");
    canvas_init(&canvas, COLUMNS, ROWS);
}

static void tear_down(void)
{
    canvas_finish(&canvas);
    close_scene();
}

static void draw(void)
{
    const struct view_style style = style_of("dark", GLYPHS_ASCII, COLORS_256);
    view_draw(&view, &session, &canvas, &style);
}

/* The characters of a rect's first row; '?' beyond ASCII. */
static const char *row_text(struct rect rect)
{
    static char text[COLUMNS + 1];
    for (int x = 0; x < rect.width; x++) {
        const uint32_t glyph = canvas_at(&canvas, rect.x + x, rect.y)->glyph;
        text[x] = (char)(glyph < 0x80 ? glyph : '?');
    }
    text[rect.width] = '\0';
    return text;
}

static const char *hints(void)
{
    return row_text(view_layout(&session, COLUMNS, ROWS).hints);
}

static const char *status(void)
{
    return row_text(view_layout(&session, COLUMNS, ROWS).status);
}

static bool shows_hint(const struct overlay_keys *row)
{
    char hint[64];
    snprintf(hint, sizeof hint, "%s:%s", row->names, row->label);
    return strstr(hints(), hint) != NULL;
}

START_TEST(hints_are_those_of_the_overlays_row)
{
    ck_assert_uint_eq(ARRAY_LENGTH(openers), OVERLAY_COUNT);
    for (size_t i = OVERLAY_NONE + 1; i < OVERLAY_COUNT; i++) {
        const struct overlay_kind *kind = overlay_kind((enum overlay)i);
        say(openers[i]);
        draw();
        for (size_t k = 0; k < kind->key_count; k++)
            ck_assert_msg(shows_hint(&kind->keys[k]) != kind->keys[k].no_hint, "%s: %s in |%s|",
                          kind->name, kind->keys[k].names, hints());
    }
}
END_TEST

START_TEST(help_alone_scrolls) /* where a scene has no long texts */
{
    for (size_t i = OVERLAY_NONE; i < OVERLAY_COUNT; i++) {
        if (i != OVERLAY_NONE)
            say(openers[i]);
        ck_assert_msg((view_furthest_scroll(&session, COLUMNS, ROWS) > 0) == (i == OVERLAY_HELP),
                      "%s", overlay_kind((enum overlay)i)->name);
    }
}
END_TEST

static bool is_reversed(int column)
{
    const struct rect rect = view_layout(&session, COLUMNS, ROWS).status;
    return canvas_at(&canvas, rect.x + column, rect.y)->style & STYLE_REVERSE;
}

START_TEST(cursor_of_the_prompt_is_where_it_is_typed)
{
    say("prompt");
    for (const char *key = "seek 10"; *key; key++)
        key_press(&session, (unsigned char)*key);
    draw();
    ck_assert_int_eq(strncmp(status(), ":seek 10 ", 9), 0);
    ck_assert(is_reversed(8));
    key_press(&session, KEYS_HOME);
    draw();
    ck_assert(is_reversed(1));
    ck_assert(!is_reversed(8));
}
END_TEST

START_TEST(end_of_a_long_line_is_seen)
{
    say("prompt");
    for (int i = 0; i < 1000; i++)
        key_press(&session, 'a' + (uint32_t)i % 26);
    draw();
    const char *shown = status();
    ck_assert_msg(strncmp(shown + COLUMNS - 4, "jkl ", 4) == 0, "|%s|", shown); /* 999 % 26: l */
    ck_assert(is_reversed(COLUMNS - 1));
    key_press(&session, KEYS_HOME);
    draw();
    ck_assert_int_eq(strncmp(status(), ":abc", 4), 0);
}
END_TEST

START_TEST(messages_are_in_the_hints_place_while_the_prompt_is_open)
{
    say("prompt");
    session_say(&session, "a message");
    draw();
    ck_assert_int_eq(strncmp(hints(), "a message ", 10), 0);
    ck_assert_int_eq(strncmp(status(), ": ", 2), 0);
    key_press(&session, KEYS_ESCAPE);
    session_say(&session, "a message");
    draw();
    ck_assert_int_eq(strncmp(status(), "a message ", 10), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("view_overlay");
    TCase *tcase = tcase_create("view_overlay");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, hints_are_those_of_the_overlays_row);
    tcase_add_test(tcase, help_alone_scrolls);
    tcase_add_test(tcase, cursor_of_the_prompt_is_where_it_is_typed);
    tcase_add_test(tcase, end_of_a_long_line_is_seen);
    tcase_add_test(tcase, messages_are_in_the_hints_place_while_the_prompt_is_open);
    suite_add_tcase(suite, tcase);
    return view_suite_main(suite, scenes, ARRAY_LENGTH(scenes));
}
