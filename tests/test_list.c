/* Lists as Markdown: tables whose rows are as wide as their headings. */
#include "out/list.h"

#include "suite.h"

#include <check.h>
#include <stdbool.h>
#include <string.h>

static const struct library no_scenes = {0};

/* The bars of a line that divide cells: those without a backslash. */
static size_t bars(const char *line)
{
    size_t count = 0;
    for (; *line && *line != '\n'; line++) {
        if (*line == '\\' && line[1])
            line++;
        else
            count += *line == '|';
    }
    return count;
}

static const char *next_line(const char *line)
{
    const char *end = strchr(line, '\n');
    ck_assert_ptr_nonnull(end);
    return end + 1;
}

static size_t count_lines(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == '\n';
    return count;
}

START_TEST(every_row_is_as_wide_as_its_heading)
{
    struct text json = {0}, markdown = {0};
    list_json_lines((enum list)_i, &no_scenes, "en", &json);
    list_markdown((enum list)_i, &no_scenes, "en", &markdown);
    size_t entries = 0, width = 0;
    for (const char *line = text_string(&markdown); *line; line = next_line(line)) {
        const bool is_row = line[0] == '|';
        const char *after = next_line(line);
        if (is_row && width == 0) { /* a heading */
            width = bars(line);
            ck_assert_uint_ge(width, 2);
            ck_assert_msg(strncmp(after, "|---|", 5) == 0, "%s", after);
            ck_assert_uint_eq(bars(after), width);
            line = after;
        } else if (is_row) {
            ck_assert_msg(bars(line) == width, "%s", line);
            entries++;
        } else {
            width = 0;
        }
    }
    ck_assert_uint_eq(entries, count_lines(text_string(&json)));
    text_finish(&json);
    text_finish(&markdown);
}
END_TEST

static void check_contains(enum list list, const char *row)
{
    struct text markdown = {0};
    list_markdown(list, &no_scenes, "en", &markdown);
    ck_assert_msg(strstr(text_string(&markdown), row), "%s\nis not in\n%s", row,
                  text_string(&markdown));
    text_finish(&markdown);
}

START_TEST(markup_in_cells_is_not_taken_for_markup)
{
    check_contains(LIST_ACTIVATIONS, "| `leaky_relu` |\n");
    check_contains(LIST_KEYS, "identity, relu, leaky\\_relu, abs");
    check_contains(LIST_BINDINGS, "| `*` | `focus *` |");
}
END_TEST

START_TEST(keys_have_a_table_for_each_group)
{
    check_contains(LIST_KEYS, "\n## The data\n\n| path | type | range | default | for | help |\n"
                              "|---|---|---|---|---|---|\n| `problem.data.name` |");
    check_contains(LIST_KEYS, "\n| `problem.data.test` | number | 0 to below 1 | 0 | |");
}
END_TEST

/* A program that reads the rules knows which lines hold. */
START_TEST(a_line_of_a_rule_has_its_condition)
{
    struct text json = {0};
    list_json_lines(LIST_OPTIMIZERS, &no_scenes, "en", &json);
    static const char *const parts[] = {
        "{\"line\":\"mh = m/(1 - beta1^t)\",\"when\":\"bias_correction\"}",
        "{\"line\":\"mh = m\",\"unless\":\"bias_correction\"}",
        "{\"line\":\"g = g + weight_decay*theta\",\"when\":\"weight_decay\"}",
        "{\"line\":\"theta = theta + v\"}",
        "\"when\":\"rho_t - 5\",\"unless\":\"eps_inside\"",
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        ck_assert_msg(strstr(text_string(&json), parts[i]) != NULL, "%s", parts[i]);
    text_finish(&json);
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("list");
    TCase *tests = tcase_create("markdown");
    tcase_add_loop_test(tests, every_row_is_as_wide_as_its_heading, 0, LIST_COUNT);
    tcase_add_test(tests, a_line_of_a_rule_has_its_condition);
    tcase_add_test(tests, markup_in_cells_is_not_taken_for_markup);
    tcase_add_test(tests, keys_have_a_table_for_each_group);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return suite_main(suite());
}
