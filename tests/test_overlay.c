/* What lies over the panes: every row of its table, and the messages that are said there. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "session/key.h"
#include "session/overlay.h"
#include "session/verb.h"
#include "suite.h"

/* Verbs that open the overlays. */
static const char *const openers[] = {
    [OVERLAY_HELP] = "help",
    [OVERLAY_TEXT] = "text",
    [OVERLAY_SCENES] = "menu scenes",
    [OVERLAY_METHODS] = "menu methods",
    [OVERLAY_PROMPT] = "prompt",
    [OVERLAY_CROSSHAIR] = "crosshair",
};

static char folder[] = "/tmp/thalweg-overlay-XXXXXX";
static const char *const scenes[] = {"bowl", "cup", "dish"}; /* the same one, three times */
static struct library library;
static struct session session;

static void set_up(void)
{
    struct scene scene;
    struct error err = {0};
    const char *path = library.paths[0];
    ck_assert_msg(scene_read(&scene, path, NULL, NULL, &err) &&
                      session_init(&session, &scene, &library, "en", &err),
                  "%s", err.text);
}

static void tear_down(void)
{
    session_finish(&session);
}

static void say(const char *line)
{
    struct error err = {0};
    ck_assert_msg(verb_play(&session, line, &err), "%s: %s", line, err.text);
}

static const struct overlay_kind *open_overlay(size_t overlay)
{
    say(openers[overlay]);
    ck_assert_uint_eq((size_t)session.ui.overlay, overlay);
    return overlay_kind(session.ui.overlay);
}

static void settle(void)
{
    struct error err = {0};
    session_settle(&session, &err);
    ck_assert_msg(err.kind == ERROR_NONE, "%s", err.text);
}

static void type(const char *text)
{
    for (; *text; text++)
        key_press(&session, (unsigned char)*text);
}

/* ---- every row ---- */

START_TEST(every_overlay_has_a_verb_that_opens_it_and_is_closed_by_escape)
{
    ck_assert_uint_eq(ARRAY_LENGTH(openers), OVERLAY_COUNT);
    for (size_t i = OVERLAY_NONE + 1; i < OVERLAY_COUNT; i++) {
        open_overlay(i);
        key_press(&session, KEYS_ESCAPE);
        ck_assert_msg(session.ui.overlay == OVERLAY_NONE, "%s", openers[i]);
        ck_assert_int_eq(session.request, REQUEST_NONE);
        ck_assert_uint_eq(session.race.step, 0);
    }
}
END_TEST

START_TEST(every_row_of_keys_says_what_it_does)
{
    for (size_t i = OVERLAY_NONE + 1; i < OVERLAY_COUNT; i++) {
        const struct overlay_kind *kind = overlay_kind((enum overlay)i);
        ck_assert_msg(kind->name && kind->key_count > 0, "overlay %zu", i);
        ck_assert_msg(!kind->keys[0].no_hint, "%s: the first hint is always shown", kind->name);
        for (size_t k = 0; k < kind->key_count; k++) {
            const struct overlay_keys *row = &kind->keys[k];
            ck_assert_msg(row->names && row->label, "%s: row %zu", kind->name, k);
            ck_assert_msg(row->keys[0] ? row->press != NULL : kind->has_line, "%s: %s does nothing",
                          kind->name, row->names);
        }
    }
}
END_TEST

/* How often a key is in the rows of an overlay. */
static size_t times_taken(const struct overlay_kind *kind, uint32_t key)
{
    size_t times = 0;
    for (size_t k = 0; k < kind->key_count; k++)
        for (size_t i = 0; i < OVERLAY_KEYS && kind->keys[k].keys[i]; i++)
            times += kind->keys[k].keys[i] == key;
    return times;
}

START_TEST(no_overlay_takes_a_key_twice)
{
    for (size_t o = OVERLAY_NONE + 1; o < OVERLAY_COUNT; o++) {
        const struct overlay_kind *kind = overlay_kind((enum overlay)o);
        for (size_t k = 0; k < kind->key_count; k++)
            for (size_t i = 0; i < OVERLAY_KEYS && kind->keys[k].keys[i]; i++)
                ck_assert_msg(times_taken(kind, kind->keys[k].keys[i]) == 1, "%s: %s", kind->name,
                              kind->keys[k].names);
    }
}
END_TEST

/* An overlay with something to change in every direction. */
static void open_with_something(size_t overlay)
{
    const struct overlay_kind *kind = open_overlay(overlay);
    prompt_history_add(&session.ui.history, "crosshairs");
    prompt_history_add(&session.ui.history, "crosshair");
    if (kind->has_line && !kind->menu) {
        type("cross");
        key_press(&session, KEYS_UP); /* the line is completed by Tab, played by Enter */
    }
    session.ui.selected = session.ui.scroll = 1;
}

/* The state that keys of overlays change, but for the line. */
static bool is_same(const struct ui *a, const struct ui *b)
{
    return a->overlay == b->overlay && a->selected == b->selected && a->scroll == b->scroll &&
           memcmp(a->crosshair, b->crosshair, sizeof a->crosshair) == 0;
}

static bool has_effect(size_t overlay, uint32_t key)
{
    open_with_something(overlay);
    const struct ui before = session.ui;
    char *line = mem_string(line_edit_string(&session.ui.line));
    overlay_press(&session, key);
    const bool changed =
        !is_same(&session.ui, &before) || strcmp(line_edit_string(&session.ui.line), line) != 0;
    free(line);
    return changed;
}

START_TEST(every_key_of_an_overlay_has_an_effect)
{
    for (size_t o = OVERLAY_NONE + 1; o < OVERLAY_COUNT; o++) {
        const struct overlay_kind *kind = overlay_kind((enum overlay)o);
        for (size_t k = 0; k < kind->key_count; k++)
            for (size_t i = 0; i < OVERLAY_KEYS && kind->keys[k].keys[i]; i++)
                ck_assert_msg(has_effect(o, kind->keys[k].keys[i]), "%s: %s does nothing",
                              kind->name, kind->keys[k].names);
    }
}
END_TEST

/* ---- typed and pasted text ---- */

START_TEST(pasted_text_goes_where_there_is_a_line)
{
    for (size_t i = OVERLAY_NONE; i < OVERLAY_COUNT; i++) {
        const struct overlay_kind *kind = overlay_kind((enum overlay)i);
        if (i != OVERLAY_NONE)
            open_overlay(i);
        key_paste(&session, "so\nme", false);
        ck_assert_str_eq(line_edit_string(&session.ui.line), kind->has_line ? "some" : "");
        ck_assert_int_eq(session.ui.message[0] == '\0', kind->has_line);
        overlay_open(&session, OVERLAY_NONE);
    }
}
END_TEST

START_TEST(text_that_was_cut_is_told)
{
    say("prompt");
    key_paste(&session, "step", true);
    ck_assert_str_eq(line_edit_string(&session.ui.line), "step");
    ck_assert_ptr_nonnull(strstr(session.ui.message, "too long"));
}
END_TEST

START_TEST(pasted_text_selects_the_first_entry_again)
{
    say("menu methods");
    key_press(&session, KEYS_DOWN);
    ck_assert_uint_eq(session.ui.selected, 1);
    key_paste(&session, "ada", false);
    ck_assert_uint_eq(session.ui.selected, 0);
    ck_assert_str_eq(menu_name(&session, 0), "adagrad");
}
END_TEST

START_TEST(prompt_holds_a_line_of_any_length)
{
    struct text line = {0};
    for (int i = 0; i < 1000; i++)
        text_add(&line, "step;");
    say("prompt");
    type(text_string(&line));
    ck_assert_str_eq(line_edit_string(&session.ui.line), text_string(&line));
    key_press(&session, KEYS_ENTER);
    settle();
    ck_assert_uint_eq(session.race.step, 1000);
    say("prompt");
    key_press(&session, KEYS_UP);
    ck_assert_str_eq(line_edit_string(&session.ui.line), text_string(&line));
    text_finish(&line);
}
END_TEST

START_TEST(up_without_an_earlier_line_leaves_what_was_typed)
{
    say("prompt save");
    key_press(&session, KEYS_UP);
    ck_assert_str_eq(line_edit_string(&session.ui.line), "save ");
}
END_TEST

static void enter(const char *line)
{
    say("prompt");
    key_paste(&session, line, false);
    key_press(&session, KEYS_ENTER);
    settle();
}

START_TEST(up_and_down_go_through_the_lines_that_were_entered)
{
    enter("lr 0.2");
    enter("nonsense");
    enter("step");
    say("prompt");
    static const struct {
        uint32_t key;
        const char *line;
    } presses[] = {
        {KEYS_UP, "step"},       {KEYS_UP, "nonsense"}, {KEYS_UP, "lr 0.2"}, {KEYS_UP, "lr 0.2"},
        {KEYS_DOWN, "nonsense"}, {KEYS_DOWN, "step"},   {KEYS_DOWN, ""},     {KEYS_DOWN, ""},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(presses); i++) {
        key_press(&session, presses[i].key);
        ck_assert_str_eq(line_edit_string(&session.ui.line), presses[i].line);
    }
}
END_TEST

/* vi's habits: a second ':' does no harm, q quits, and the others are told what to say. */
START_TEST(colon_q_quits)
{
    static const struct {
        const char *line;
        bool quits;
        const char *message;
    } lines[] = {
        {"q", true, ""},
        {":q", true, ""},
        {":q ", true, ""},
        {":quit", true, ""},
        {"quit", true, ""},
        {":q!", false, "no verb 'q!'; quit leaves; so does q in the prompt"},
        {":wq", false, "no verb 'wq'; 'save FILE' writes the scene, 'quit' leaves"},
        {"wq", false, "no verb 'wq'; 'save FILE' writes the scene, 'quit' leaves"},
        {":exit", false, "no verb 'exit'; here that is 'quit'"},
        {"q 5", false, "no verb 'q'; here that is 'quit'"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(lines); i++) {
        session.request = REQUEST_NONE;
        session.ui.message[0] = '\0';
        enter(lines[i].line);
        ck_assert_msg((session.request == REQUEST_QUIT) == lines[i].quits, "%s", lines[i].line);
        ck_assert_str_eq(session.ui.message, lines[i].message);
    }
}
END_TEST

START_TEST(backspace_closes_an_empty_prompt)
{
    say("prompt");
    type("a");
    key_press(&session, KEYS_BACKSPACE);
    ck_assert_int_eq(session.ui.overlay, OVERLAY_PROMPT);
    key_press(&session, KEYS_BACKSPACE);
    ck_assert_int_eq(session.ui.overlay, OVERLAY_NONE);
}
END_TEST

START_TEST(completion_never_ends_inside_a_character)
{
    say("add gd \"name=\xC3\xA9\"; add gd \"name=\xC3\xB1\"; prompt focus"); /* é, ñ */
    settle();
    type("\"");
    key_press(&session, KEYS_TAB);
    ck_assert_ptr_null(strchr(line_edit_string(&session.ui.line), '\xC3'));
}
END_TEST

/* ---- menus ---- */

START_TEST(where_no_menu_is_open_there_are_no_entries)
{
    ck_assert_uint_eq(menu_count(&session), 0);
    say("prompt");
    ck_assert_ptr_null(menu_name(&session, 0));
}
END_TEST

START_TEST(selection_stays_within_the_entries)
{
    say("menu methods");
    const size_t count = menu_count(&session);
    for (size_t i = 0; i < count + 3; i++)
        key_press(&session, KEYS_DOWN);
    ck_assert_uint_eq(session.ui.selected, count - 1);
    key_press(&session, KEYS_PAGE_UP);
    ck_assert_uint_eq(session.ui.selected, count - 11);
    key_press(&session, KEYS_PAGE_DOWN);
    key_press(&session, KEYS_PAGE_DOWN);
    ck_assert_uint_eq(session.ui.selected, count - 1);
    for (size_t i = 0; i < count + 3; i++)
        key_press(&session, KEYS_UP);
    ck_assert_uint_eq(session.ui.selected, 0);
    type("zzz");
    key_press(&session, KEYS_DOWN);
    ck_assert_uint_eq(session.ui.selected, 0);
    key_press(&session, KEYS_ENTER);
    ck_assert_int_eq(session.ui.overlay, OVERLAY_METHODS); /* there is nothing to choose */
}
END_TEST

/* ---- messages and requests ---- */

START_TEST(long_message_is_cut_at_a_whole_character)
{
    struct text text = {0};
    for (int i = 0; i < MESSAGE_SIZE; i++)
        text_add(&text, "\xE2\x82\xAC");
    for (size_t shift = 0; shift < 3; shift++) {
        session_say(&session, "%.*s%s", (int)shift, "ab", text_string(&text));
        const size_t length = strlen(session.ui.message);
        ck_assert_uint_gt(length, MESSAGE_SIZE - 4);
        ck_assert_uint_eq((length - shift) % 3, 0);
    }
    text_finish(&text);
}
END_TEST

START_TEST(whole_error_is_told)
{
    struct error err = {0};
    struct text text = {0};
    while (text.length < sizeof err.text)
        text_add(&text, "mistake ");
    error_set(&err, "%s", text_string(&text));
    session_tell(&session, &err);
    ck_assert_str_eq(session.ui.message, err.text);
    ck_assert(session.ui.message_is_error);
    session_say(&session, "fine");
    ck_assert(!session.ui.message_is_error);
    text_finish(&text);
}
END_TEST

START_TEST(path_of_an_export_is_kept_whole)
{
    struct text line = {0};
    text_add(&line, "export ");
    for (int i = 0; i < 1000; i++)
        text_add(&line, "/folder");
    say("export a.csv");
    session.request = REQUEST_NONE;
    say(text_string(&line));
    ck_assert_int_eq(session.request, REQUEST_EXPORT);
    ck_assert_str_eq(session.request_path, text_string(&line) + strlen("export "));
    text_finish(&line);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, every_overlay_has_a_verb_that_opens_it_and_is_closed_by_escape);
    tcase_add_test(tcase, every_row_of_keys_says_what_it_does);
    tcase_add_test(tcase, no_overlay_takes_a_key_twice);
    tcase_add_test(tcase, every_key_of_an_overlay_has_an_effect);
    tcase_add_test(tcase, pasted_text_goes_where_there_is_a_line);
    tcase_add_test(tcase, text_that_was_cut_is_told);
    tcase_add_test(tcase, pasted_text_selects_the_first_entry_again);
    tcase_add_test(tcase, prompt_holds_a_line_of_any_length);
    tcase_add_test(tcase, up_without_an_earlier_line_leaves_what_was_typed);
    tcase_add_test(tcase, up_and_down_go_through_the_lines_that_were_entered);
    tcase_add_test(tcase, colon_q_quits);
    tcase_add_test(tcase, backspace_closes_an_empty_prompt);
    tcase_add_test(tcase, completion_never_ends_inside_a_character);
    tcase_add_test(tcase, where_no_menu_is_open_there_are_no_entries);
    tcase_add_test(tcase, selection_stays_within_the_entries);
    tcase_add_test(tcase, long_message_is_cut_at_a_whole_character);
    tcase_add_test(tcase, whole_error_is_told);
    tcase_add_test(tcase, path_of_an_export_is_kept_whole);
}

static void scene_path(char path[static 64], const char *name)
{
    snprintf(path, 64, "%s/%s.scene", folder, name);
}

static bool write_scene(const char *name)
{
    char path[64];
    scene_path(path, name);
    FILE *file = fopen(path, "w");
    if (!file)
        return false;
    fputs("problem = { surface = \"bowl\"; };\n"
          "start = ( 1.0, -1.0 );\n"
          "steps = 100;\n"
          "optimizers = ( { method = \"gd\"; lr = 0.1; } );\n",
          file);
    return fclose(file) == 0;
}

int main(void)
{
    const char *const folders[] = {folder, NULL};
    bool ok = mkdtemp(folder) != NULL;
    for (size_t i = 0; i < ARRAY_LENGTH(scenes); i++)
        ok = ok && write_scene(scenes[i]);
    if (!ok)
        return EXIT_FAILURE;
    library_init(&library, folders);
    Suite *suite = suite_create("overlay");
    TCase *tcase = tcase_create("overlay");
    add_tests(tcase);
    suite_add_tcase(suite, tcase);
    const int status = suite_main(suite);
    library_finish(&library);
    for (size_t i = 0; i < ARRAY_LENGTH(scenes); i++) {
        char path[64];
        scene_path(path, scenes[i]);
        unlink(path);
    }
    rmdir(folder);
    return status;
}
