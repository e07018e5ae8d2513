/* Rows and summaries of models and slopes: what is shown is of the point that is shown. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/number.h"
#include "base/text.h"
#include "out/summary.h"
#include "out/table.h"
#include "session/session.h"
#include "suite.h"

static char directory[] = "/tmp/thalweg-rows-XXXXXX";
static struct library no_scenes;

static void open_session(struct session *session, const char *text, uint64_t every)
{
    struct scene scene;
    struct error err = {0};
    FILE *file = fopen("test.scene", "w");
    ck_assert(file && fputs(text, file) != EOF && fclose(file) == 0);
    ck_assert_msg(scene_read(&scene, "test.scene", NULL, NULL, &err), "%s", err.text);
    scene.every = every;
    ck_assert_msg(session_init(session, &scene, &no_scenes, "en", &err), "%s", err.text);
}

/* The last line of the table of a scene of one run. */
static void last_row(const char *scene, uint64_t every, char row[static 512])
{
    struct session session;
    open_session(&session, scene, every);
    FILE *stream = fopen("rows.csv", "w+");
    const struct table table = {.every = every, .to_the_end = true};
    ck_assert(stream && table_write(&table, &session.race, stream));
    rewind(stream);
    while (fgets(row, 512, stream))
        ;
    fclose(stream);
    session_finish(&session);
}

/* 25 updates, of which the last is at none of the steps 0, 10, 20 where the sum is evaluated. */
START_TEST(last_row_is_evaluated_where_it_stands)
{
    static const char scene[] =
        "problem = { model = \"logistic\"; data = { name = \"blobs\"; n = 20; }; }; steps = 25;"
        "optimizers = ( { method = \"sgd\"; lr = 0.1; batch = 4; } );";
    char seldom[512], always[512];
    last_row(scene, 10, seldom);
    last_row(scene, 1, always);
    ck_assert_ptr_nonnull(strstr(seldom, "sgd,sgd,25,"));
    ck_assert_str_eq(seldom, always);
}
END_TEST

static void expect_summary(const char *start, bool is_minimum)
{
    struct session session;
    struct text text = {0}, scene = {0};
    text_printf(&scene,
                "problem = { surface = \"bowl\"; }; start = ( %s, 0.0 ); steps = 1;"
                "optimizers = ( { method = \"gd\"; lr = 0.001; } );",
                start);
    open_session(&session, scene.data, 1);
    summary_text(&session, &text);
    ck_assert_msg((strstr(text.data, "  minimum\n") != NULL) == is_minimum, "%s", text.data);
    text_finish(&text);
    text_finish(&scene);
    session_finish(&session);
}

/* The gradient norm of the bowl is the distance from 0. */
START_TEST(only_a_vanishing_gradient_makes_a_minimum)
{
    expect_summary("9e-7", true);
    expect_summary("2e-6", false);
    expect_summary("0.01", false);
}
END_TEST

int main(void)
{
    if (!mkdtemp(directory) || chdir(directory) != 0)
        return EXIT_FAILURE;
    Suite *suite = suite_create("out_rows");
    TCase *tests = tcase_create("rows");
    tcase_add_test(tests, last_row_is_evaluated_where_it_stands);
    tcase_add_test(tests, only_a_vanishing_gradient_makes_a_minimum);
    suite_add_tcase(suite, tests);
    const int status = suite_main(suite);
    unlink("test.scene");
    unlink("rows.csv");
    if (chdir("/") != 0 || rmdir(directory) != 0)
        return EXIT_FAILURE;
    return status;
}
