/* What is written: rows, summaries, frames, lists and exports; and what is compared. */
#include "base/file.h"
#include "base/mem.h"
#include "base/number.h"
#include "draw/canvas.h"
#include "out/columns.h"
#include "out/expect.h"
#include "out/export.h"
#include "out/frame.h"
#include "out/list.h"
#include "out/summary.h"
#include "out/table.h"
#include "session/session.h"
#include "session/verb.h"
#include "suite.h"

#include <check.h>
#include <cjson/cJSON.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Gradient descent on (x^2 + y^2)/2 halves theta with every update: all of it is exact. */
#define HALVING                                                                                    \
    "problem = { surface = \"bowl\"; }; start = ( 1.0, 0.0 ); steps = 3;"                          \
    "optimizers = ( { name = \"gd\"; method = \"gd\"; lr = 0.5; } );"

#define HEADER "run,method,step,epoch,evals,lr,batch,loss,grad_norm,p0,p1\n"

static char directory[] = "/tmp/thalweg-test-XXXXXX";
static struct library no_scenes;

static void put(const char *path, const char *content)
{
    FILE *stream = fopen(path, "wb");
    ck_assert_ptr_nonnull(stream);
    fputs(content, stream);
    ck_assert_int_eq(fclose(stream), 0);
}

static void open_session(struct session *session, const char *scene_text)
{
    struct scene scene;
    struct error err = {0};
    put("test.scene", scene_text);
    ck_assert_msg(scene_read(&scene, "test.scene", NULL, NULL, &err), "%s", err.text);
    ck_assert_msg(session_init(session, &scene, &no_scenes, "en", &err), "%s", err.text);
}

/* What table_write() writes, by way of a file. */
static char *written(struct session *session, const struct table *table)
{
    struct text rows = {0};
    struct error err = {0};
    FILE *stream = fopen("rows.csv", "wb");
    ck_assert(table_write(table, &session->race, stream));
    fclose(stream);
    ck_assert(file_read("rows.csv", 1 << 30, &rows, &err));
    unlink("rows.csv");
    return rows.data;
}

static void expect_table(const char *scene, const struct table *table, const char *expected)
{
    struct session session;
    open_session(&session, scene);
    char *rows = written(&session, table);
    ck_assert_str_eq(rows, expected);
    free(rows);
    session_finish(&session);
}

/* ---- rows ---- */

START_TEST(csv_has_a_row_a_step)
{
    expect_table(HALVING, &(struct table){.every = 1, .to_the_end = true},
                 HEADER "gd,gd,0,0,0,0.5,1,0.5,1,1,0\n"
                        "gd,gd,1,1,1,0.5,1,0.125,0.5,0.5,0\n"
                        "gd,gd,2,2,2,0.5,1,0.03125,0.25,0.25,0\n"
                        "gd,gd,3,3,3,0.5,1,0.0078125,0.125,0.125,0\n");
}
END_TEST

START_TEST(every_second_row_and_always_the_last)
{
    expect_table(HALVING, &(struct table){.every = 2, .to_the_end = true},
                 HEADER "gd,gd,0,0,0,0.5,1,0.5,1,1,0\n"
                        "gd,gd,2,2,2,0.5,1,0.03125,0.25,0.25,0\n"
                        "gd,gd,3,3,3,0.5,1,0.0078125,0.125,0.125,0\n");
}
END_TEST

START_TEST(json_lines_have_the_same_keys)
{
    expect_table(HALVING,
                 &(struct table){.format = TABLE_JSON_LINES, .every = 3, .to_the_end = true},
                 "{\"run\":\"gd\",\"method\":\"gd\",\"step\":0,\"epoch\":0,\"evals\":0,\"lr\":0.5,"
                 "\"batch\":1,\"loss\":0.5,\"grad_norm\":1,\"p0\":1,\"p1\":0}\n"
                 "{\"run\":\"gd\",\"method\":\"gd\",\"step\":3,\"epoch\":3,\"evals\":3,\"lr\":0.5,"
                 "\"batch\":1,\"loss\":0.0078125,\"grad_norm\":0.125,\"p0\":0.125,\"p1\":0}\n");
}
END_TEST

START_TEST(names_are_quoted_where_csv_needs_it)
{
    expect_table("problem = { surface = \"bowl\"; }; start = ( 1.0, 0.0 ); steps = 1;"
                 "optimizers = ( { name = \"a, \\\"b\\\"\"; method = \"gd\"; lr = 1.0; } );",
                 &(struct table){.every = 1, .to_the_end = true},
                 HEADER "\"a, \"\"b\"\"\",gd,0,0,0,1,1,0.5,1,1,0\n"
                        "\"a, \"\"b\"\"\",gd,1,1,1,1,1,0,0,0,0\n");
}
END_TEST

START_TEST(blanks_around_a_name_are_kept)
{
    static const char scene[] =
        "problem = { surface = \"bowl\"; }; start = ( 1.0, 0.0 ); steps = 1;"
        "optimizers = ( { name = \" a\"; method = \"gd\"; lr = 1.0; },"
        "               { name = \"a\"; method = \"gd\"; lr = 0.5; } );";
    static const char rows[] = HEADER "\" a\",gd,0,0,0,1,1,0.5,1,1,0\n"
                                      "\" a\",gd,1,1,1,1,1,0,0,0,0\n"
                                      "a,gd,0,0,0,0.5,1,0.5,1,1,0\n"
                                      "a,gd,1,1,1,0.5,1,0.125,0.5,0.5,0\n";
    struct session session;
    struct error err = {0};
    expect_table(scene, &(struct table){.every = 1, .to_the_end = true}, rows);
    open_session(&session, scene);
    put("trace.csv", rows);
    const struct expectation same = {.path = "trace.csv", .to_the_end = true};
    ck_assert_msg(expect_trace(&same, &session.race, &err), "%s", err.text);
    session_finish(&session);
}
END_TEST

/* A rate of 1e200 leaves the doubles within two updates: theta 1e200, loss inf. */
START_TEST(what_is_not_finite_is_null_in_json_and_named_in_csv)
{
    const char *scene = "problem = { surface = \"bowl\"; }; start = ( 1.0, 0.0 ); steps = 5;"
                        "optimizers = ( { name = \"gd\"; method = \"gd\"; lr = 1e200; } );";
    expect_table(scene, &(struct table){.format = TABLE_JSON_LINES, .every = 9, .to_the_end = true},
                 "{\"run\":\"gd\",\"method\":\"gd\",\"step\":0,\"epoch\":0,\"evals\":0,"
                 "\"lr\":1e+200,\"batch\":1,\"loss\":0.5,\"grad_norm\":1,\"p0\":1,\"p1\":0}\n"
                 "{\"run\":\"gd\",\"method\":\"gd\",\"step\":1,\"epoch\":1,\"evals\":1,"
                 "\"lr\":1e+200,\"batch\":1,\"loss\":null,\"grad_norm\":1e+200,\"p0\":-1e+200,"
                 "\"p1\":0}\n");
    expect_table(scene, &(struct table){.every = 9, .to_the_end = true},
                 HEADER "gd,gd,0,0,0,1e+200,1,0.5,1,1,0\n"
                        "gd,gd,1,1,1,1e+200,1,inf,1e+200,-1e+200,0\n");
}
END_TEST

/* The changes made on the way are played again with the rows, and a branch has no old future. */
START_TEST(rows_follow_the_changes_that_were_made)
{
    struct session session;
    struct error err = {0};
    open_session(&session, HALVING);
    ck_assert(verb_play(&session, "seek end; seek 1; lr 1; step", &err));
    session_settle(&session, NULL);
    char *rows = written(&session, &(struct table){.every = 1});
    ck_assert_str_eq(rows, HEADER "gd,gd,0,0,0,0.5,1,0.5,1,1,0\n"
                                  "gd,gd,1,1,1,0.5,1,0.125,0.5,0.5,0\n"
                                  "gd,gd,2,2,2,1,1,0,0,0,0\n");
    free(rows);
    session_finish(&session);
}
END_TEST

/* 200,000 rows of 72 bytes are beyond what a run remembers of its past (12 MiB). */
START_TEST(a_long_past_is_written_without_gaps)
{
    struct session session;
    open_session(&session, "problem = { surface = \"rosenbrock\"; }; steps = 200000;"
                           "optimizers = ( { method = \"gd\"; lr = 0.001; } );");
    race_go(&session.race, 200000);
    ck_assert_uint_gt(session.race.runs[0]->rows.stride, 1);
    char *rows = written(&session, &(struct table){.every = 1});
    unsigned long step = 0;
    for (const char *line = strchr(rows, '\n') + 1; *line; line = strchr(line, '\n') + 1)
        ck_assert_uint_eq(strtoul(line + strlen("gd,gd,"), NULL, 10), step++);
    ck_assert_uint_eq(step, 200001);
    free(rows);
    session_finish(&session);
}
END_TEST

static bool refuse(void *context, double share)
{
    *(double *)context = share;
    return false;
}

START_TEST(writing_stops_when_progress_says_so)
{
    struct session session;
    double share = -1;
    open_session(&session, HALVING);
    const struct table table = {
        .every = 1, .to_the_end = true, .progress = {.go_on = refuse, .context = &share}};
    FILE *stream = fopen("/dev/null", "wb");
    ck_assert(!table_write(&table, &session.race, stream));
    ck_assert(!ferror(stream));
    ck_assert_double_eq(share, 0);
    fclose(stream);
    session_finish(&session);
}
END_TEST

START_TEST(a_full_disk_is_noticed)
{
    struct session session;
    open_session(&session, HALVING);
    FILE *stream = fopen("/dev/full", "wb");
    setvbuf(stream, NULL, _IONBF, 0);
    ck_assert(!table_write(&(struct table){.every = 1}, &session.race, stream));
    ck_assert(ferror(stream));
    fclose(stream);
    session_finish(&session);
}
END_TEST

/* ---- expectations ---- */

/* Compare the halving race with a file; "" where it agrees. */
static const char *compared(const char *file, double rtol, double atol, enum error_kind *kind)
{
    static struct error err;
    struct session session;
    err = (struct error){0};
    open_session(&session, HALVING);
    put("trace.csv", file);
    const struct expectation expectation = {
        .path = "trace.csv", .rtol = rtol, .atol = atol, .to_the_end = true};
    const bool agrees = expect_trace(&expectation, &session.race, &err);
    ck_assert_int_eq(agrees, err.kind == ERROR_NONE);
    *kind = err.kind;
    session_finish(&session);
    return err.text;
}

static const struct {
    const char *file;
    enum error_kind kind;
    const char *message;
} comparisons[] = {
    {"run,step,loss\ngd,0,0.5\ngd,3,0.0078125\n", ERROR_NONE, ""},
    /* any order of columns and rows; quotes, CRLF, a byte-order mark, no newline at the end */
    {"\xEF\xBB\xBFloss,\"step\",run\r\n0.0078125,3,\"gd\"\r\n\r\n0.5,0.0,gd", ERROR_NONE, ""},
    /* a line end of one '\r', decimal commas, blanks around fields */
    {"run;step;loss;p1\rgd;1,0;0,125;0\rgd ; 2 ; 0,03125 ;\t0\r", ERROR_NONE, ""},
    {"run;step;loss\ngd;1;0,126\n", ERROR_RUNTIME,
     "trace.csv:2: run 'gd', step 1, loss: 0.125 here, 0.126 expected"},
    {"run,step,method,epoch,evals,lr,batch,grad_norm,p1\ngd,2,gd,2,2,0.5,1,0.25,0\n", ERROR_NONE,
     ""},
    {"run,step,loss\ngd,1,0.126\ngd,2,7\n", ERROR_RUNTIME,
     "trace.csv:2: run 'gd', step 1, loss: 0.125 here, 0.126 expected"},
    {"run,step,p0\ngd,2,0.25\ngd,1,nan\n", ERROR_RUNTIME,
     "trace.csv:3: run 'gd', step 1, p0: 0.5 here, nan expected"},
    {"run,step,p0\ngd,1,inf\n", ERROR_RUNTIME,
     "trace.csv:2: run 'gd', step 1, p0: 0.5 here, inf expected"},
    {"run,step,method\ngd,1,sgd\n", ERROR_RUNTIME,
     "trace.csv:2: run 'gd', step 1, method: gd here, sgd expected"},
    {"run,step\ngs,1\n", ERROR_RUNTIME, "trace.csv:2: no run 'gs'; did you mean 'gd'?"},
    {"run,step\ngd,4\n", ERROR_RUNTIME, "trace.csv:2: run 'gd', step 4: the run ends at step 3"},
    {"", ERROR_INPUT, "trace.csv:1: no header"},
    {"run,step\n", ERROR_INPUT, "trace.csv:2: no rows to compare"},
    {"run,loss\ngd,1\n", ERROR_INPUT, "trace.csv:1: no column 'step'"},
    /* of the only run; with an index, of pandas or R; aligned; below a comment; as numpy writes it
     */
    {"step,loss\n1,0.125\n", ERROR_NONE, ""},
    {"step,loss\n1,1\n", ERROR_RUNTIME,
     "trace.csv:2: run 'gd', step 1, loss: 0.125 here, 1 expected"},
    {",step,loss\n0,1,0.125\n1,2,0.03125\n", ERROR_NONE, ""},
    {"Unnamed: 0,step,loss\n0,1,0.126\n", ERROR_RUNTIME,
     "trace.csv:2: run 'gd', step 1, loss: 0.125 here, 0.126 expected"},
    {"  step    loss\n     1   0.125\n     2  0.03125\n", ERROR_NONE, ""},
    {"step\tloss\n1\t0,126\n", ERROR_RUNTIME,
     "trace.csv:2: run 'gd', step 1, loss: 0.125 here, 0.126 expected"},
    {"# made by hand\nstep,loss\n# half\n1,0.125\n", ERROR_NONE, ""},
    {"# step loss\n1.0e+00 1.26e-01\n", ERROR_RUNTIME,
     "trace.csv:2: run 'gd', step 1, loss: 0.125 here, 0.126 expected"},
    {"\"# step\", \"loss\"\n1,0.125\n", ERROR_NONE, ""},
    {"sep=;\nstep;loss;;\n1;0,125;;\n;;;\n", ERROR_NONE, ""},
    {"step,loss\n1,0.125,\n2,NA,\n", ERROR_NONE, ""}, /* a missing value is not compared */
    {"step;loss;p0\n1;0,125;1.500\n", ERROR_RUNTIME,
     "trace.csv:2: run 'gd', step 1, p0: 0.5 here, 1.5 expected"},
    {"step;loss;p0\n1;0,125;0,500\n2;0.031,250;0,25\n", ERROR_INPUT,
     "trace.csv:3: column 'loss': '0.031,250' is no number"},
    {"run,step,los\n", ERROR_INPUT, "trace.csv:1: no column 'los'; did you mean 'loss'?"},
    {"run,step,p2\n", ERROR_INPUT, "trace.csv:1: no column 'p2': the problem has 2 parameters"},
    {"run,step,step\n", ERROR_INPUT, "trace.csv:1: two columns 'step'"},
    {"run,step,loss\ngd,1\n", ERROR_INPUT, "trace.csv:2: 2 fields where the header has 3"},
    {"run,step,loss\ngd,1,0x1\n", ERROR_INPUT, "trace.csv:2: column 'loss': '0x1' is no number"},
    {"run,step,loss\ngd,1,\n", ERROR_NONE, ""}, /* an empty cell is not compared */
    {"run,step\ngd,1.5\n", ERROR_INPUT, "trace.csv:2: column 'step': '1.5' is no step"},
    {"run,step\ngd,-1\n", ERROR_INPUT, "trace.csv:2: column 'step': '-1' is no step"},
    {"run,step\n\"gd,1\n", ERROR_INPUT,
     "trace.csv:2: a quoted field has no end; close it with a '\"'"},
    {"run,step\n\"gd\"x,1\n", ERROR_INPUT,
     "trace.csv:2: a '\"' is out of place; put quotes around a whole field, and write one within "
     "it twice"},
    {"run,step\ngd\xFF,1\n", ERROR_INPUT,
     "trace.csv:2: this is not text in UTF-8; if it is of Windows, convert it: iconv -f CP1252 -t "
     "UTF-8 'trace.csv' > utf8.csv"},
    {"run,step\n\ngd\n,1\n", ERROR_INPUT, "trace.csv:3: 1 fields where the header has 2"},
};

START_TEST(a_trace_is_compared_or_refused)
{
    enum error_kind kind;
    const char *message = compared(comparisons[_i].file, 1e-9, 1e-12, &kind);
    ck_assert_str_eq(message, comparisons[_i].message);
    ck_assert_int_eq(kind, comparisons[_i].kind);
}
END_TEST

START_TEST(a_trace_of_several_runs_names_them)
{
    struct session session;
    struct error err = {0};
    open_session(&session, "problem = { surface = \"bowl\"; }; start = ( 1.0, 0.0 ); steps = 5;"
                           "optimizers = ( { method = \"gd\"; }, { method = \"adam\"; } );");
    const struct expectation expectation = {.path = "trace.csv", .rtol = 1e-9, .to_the_end = true};
    put("trace.csv", "step,loss\n1,0.5\n");
    ck_assert(!expect_trace(&expectation, &session.race, &err));
    ck_assert_str_eq(err.text, "trace.csv:1: no column 'run', and the scene has 2 runs; name the "
                               "run of each row");
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    session_finish(&session);
}
END_TEST

/* |0.125 - 0.1| = 0.025 = 0.25 * 0.1 */
START_TEST(tolerances_are_relative_to_the_expected_value_and_absolute)
{
    enum error_kind kind;
    const char *file = "run,step,loss\ngd,1,0.1\n";
    ck_assert_str_eq(compared(file, 0.2501, 0, &kind), "");
    ck_assert_str_ne(compared(file, 0.2499, 0, &kind), "");
    ck_assert_str_eq(compared(file, 0, 0.0251, &kind), "");
    ck_assert_str_ne(compared(file, 0, 0.0249, &kind), "");
    ck_assert_str_eq(compared(file, 0.15, 0.0101, &kind), "");
    ck_assert_str_eq(compared("run,step,loss\ngd,1,0.125\n", 0, 0, &kind), "");
}
END_TEST

START_TEST(nan_agrees_with_nan_and_inf_with_inf)
{
    struct session session;
    struct error err = {0};
    open_session(&session, "problem = { surface = \"bowl\"; }; start = ( 1.0, 0.0 ); steps = 5;"
                           "optimizers = ( { name = \"gd\"; method = \"gd\"; lr = 1e200; } );");
    struct expectation expectation = {.path = "trace.csv", .rtol = 1e-9, .to_the_end = true};
    put("trace.csv", "run,step,loss\ngd,1,Inf\n");
    ck_assert_msg(expect_trace(&expectation, &session.race, &err), "%s", err.text);
    put("trace.csv", "run,step,loss\ngd,1,1e308\n");
    ck_assert(!expect_trace(&expectation, &session.race, &err));
    err = (struct error){0};
    session.race.runs[0]->row->loss = nan("");
    put("trace.csv", "run,step,loss\ngd,1,NaN\n");
    ck_assert_msg(expect_trace(&expectation, &session.race, &err), "%s", err.text);
    session_finish(&session);
}
END_TEST

/* ---- summaries ---- */

#define THREE                                                                                      \
    "problem = { surface = \"bowl\"; }; start = ( 1.0, 0.0 ); steps = 3; tolerance = 1e-8;"        \
    "optimizers = ( { name = \"there at once\"; method = \"gd\"; lr = 1.0; },"                     \
    "               { method = \"gd\"; lr = 0.5; },"                                               \
    "               { name = \"off\"; method = \"gd\"; lr = 1e200; } );"

START_TEST(the_summary_tells_what_became_of_each_run)
{
    struct session session;
    struct text text = {0};
    open_session(&session, THREE);
    race_go(&session.race, 3);
    summary_text(&session, &text);
    ck_assert_str_eq(
        text.data,
        "   run            method  status               steps  epochs  evals       loss  |grad|"
        "  theta        nearest minimum  distance  point\n"
        "A  there at once  gd      converged at step 1      1       1      1          0       0"
        "  (0, 0)       (0, 0)           0         minimum\n"
        "B  gd             gd      done                     3       3      3  0.0078125   0.125"
        "  (0.125, 0)   (0, 0)           0.125\n"
        "C  off            gd      diverged at step 1       1       1      1        inf   1e200"
        "  (-1e200, 0)\n");
    text_finish(&text);
    session_finish(&session);
}
END_TEST

static const char *string_of(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItem(object, key);
    ck_assert_msg(cJSON_IsString(item), "%s", key);
    return item->valuestring;
}

START_TEST(json_is_one_object_with_the_promised_keys)
{
    struct session session;
    struct text text = {0};
    open_session(&session, THREE);
    race_go(&session.race, 3);
    summary_json(&session, false, &text);
    cJSON *object = cJSON_Parse(text.data);
    ck_assert_ptr_nonnull(object);
    ck_assert_str_eq(string_of(object, "scene"), "test");
    const cJSON *runs = cJSON_GetObjectItem(object, "runs");
    ck_assert_int_eq(cJSON_GetArraySize(runs), 3);
    static const char *const status[] = {"converged", "done", "diverged"};
    for (int i = 0; i < 3; i++)
        ck_assert_str_eq(string_of(cJSON_GetArrayItem(runs, i), "status"), status[i]);
    ck_assert_ptr_nonnull(
        strstr(text.data, "{\"run\":\"gd\",\"method\":\"gd\",\"status\":\"done\",\"steps\":3,"
                          "\"epochs\":3,\"evals\":3,\"loss\":0.0078125,\"grad_norm\":0.125,"
                          "\"p\":[0.125,0],\"nearest_minimum\":[0,0],\"distance\":0.125}"));
    ck_assert(cJSON_IsNull(cJSON_GetObjectItem(cJSON_GetArrayItem(runs, 2), "loss")));
    cJSON_Delete(object);
    text_finish(&text);
    session_finish(&session);
}
END_TEST

START_TEST(json_leaves_out_a_minimum_that_is_not_known)
{
    struct session session;
    struct text text = {0};
    open_session(&session, "problem = { surface = \"saddle\"; }; steps = 1;"
                           "optimizers = ( { method = \"gd\"; } );");
    summary_json(&session, false, &text);
    ck_assert_ptr_nonnull(strstr(text.data, "\"status\":\"running\""));
    ck_assert_ptr_null(strstr(text.data, "nearest_minimum"));
    ck_assert_ptr_null(strstr(text.data, "distance"));
    text_finish(&text);
    session_finish(&session);
}
END_TEST

/* ---- columns and frames ---- */

START_TEST(columns_are_aligned_by_width_not_by_bytes)
{
    static const char *const cells[] = {"name", "n", "", "sin\xCF\x80", "1", "", "x", "20", ""};
    struct columns columns = {.count = 3, .right = 1 << 1, .headed = true};
    struct text text = {0};
    setlocale(LC_CTYPE, "C.UTF-8");
    for (size_t i = 0; i < ARRAY_LENGTH(cells); i++)
        columns_add(&columns, cells[i]);
    columns_write(&columns, "> ", &text);
    setlocale(LC_CTYPE, "C");
    ck_assert_str_eq(text.data, "> name   n\n> sin\xCF\x80   1\n> x     20\n");
    text_finish(&text);
    columns_finish(&columns);
}
END_TEST

static void expect_columns(const char *locale, const char *expected)
{
    struct text text = {0};
    struct columns columns = {.count = 2};
    static const char *const cells[] = {"\u6f22\u5b57",     "1", "a\u202eb\xff", "2",
                                        "\u00e9\u2026\033", "3"};
    setlocale(LC_CTYPE, locale);
    for (size_t i = 0; i < ARRAY_LENGTH(cells); i++)
        columns_add(&columns, cells[i]);
    columns_write(&columns, "", &text);
    setlocale(LC_CTYPE, "C");
    ck_assert_str_eq(text_string(&text), expected);
    text_finish(&text);
    columns_finish(&columns);
}

START_TEST(cells_are_clean_and_as_wide_as_they_are_shown)
{
    expect_columns("C.UTF-8", "\u6f22\u5b57  1\na?b?  2\n\u00e9\u2026?   3\n");
    expect_columns("C", "??     1\na?b?   2\ne...?  3\n");
}
END_TEST

START_TEST(a_wide_character_is_written_once)
{
    struct canvas canvas;
    struct text text = {0};
    const struct pen pen = {.ink = CANVAS_DEFAULT, .paper = CANVAS_DEFAULT};
    canvas_init(&canvas, 6, 2);
    canvas_text(&canvas, canvas_bounds(&canvas), 1, 0, pen, "\u7537.");
    canvas_text(&canvas, canvas_bounds(&canvas), 4, 1, pen, "\u5973");
    frame_text(&canvas, &text);
    ck_assert_str_eq(text.data, " \u7537.\n    \u5973\n");
    text_finish(&text);
    canvas_finish(&canvas);
}
END_TEST

START_TEST(a_frame_has_no_spaces_at_the_end_of_lines)
{
    struct canvas canvas;
    struct text text = {0};
    const struct pen pen = {.ink = CANVAS_DEFAULT, .paper = CANVAS_DEFAULT};
    canvas_init(&canvas, 5, 3);
    canvas_put(&canvas, 1, 0, 0x28FF, pen);
    canvas_put(&canvas, 4, 2, 'x', pen);
    frame_text(&canvas, &text);
    ck_assert_str_eq(text.data, " \xE2\xA3\xBF\n\n    x\n");
    text_finish(&text);
    canvas_finish(&canvas);
}
END_TEST

/* ---- lists ---- */

START_TEST(every_list_is_json_and_text)
{
    struct text json = {0}, table = {0};
    list_json_lines((enum list)_i, &no_scenes, "en", &json);
    list_text((enum list)_i, &no_scenes, "en", &table);
    size_t objects = 0, rows = 0;
    for (char *line = json.length > 0 ? strtok(json.data, "\n") : NULL; line;
         line = strtok(NULL, "\n"), objects++) {
        cJSON *object = cJSON_Parse(line);
        ck_assert_msg(cJSON_IsObject(object), "%s", line);
        const char *kind = string_of(object, "kind");
        ck_assert_msg(strncmp(list_name((size_t)_i), kind, strlen(kind)) == 0, "%s", kind);
        cJSON_Delete(object);
    }
    for (const char *at = text_string(&table); *at; at++)
        rows += *at == '\n';
    if (_i == LIST_KEYS) /* three lines each, in place of a heading and a line each */
        ck_assert_uint_eq(rows, 3 * objects);
    else
        ck_assert_uint_eq(rows, objects > 0 ? objects + 1 : rows);
    ck_assert_int_eq(objects > 0, _i != LIST_SCENES);
    text_finish(&json);
    text_finish(&table);
}
END_TEST

START_TEST(an_unreadable_scene_is_listed_with_its_mistake)
{
    struct library library;
    struct text text = {0};
    put("bad.scene", "steps = 1;");
    put("good.scene", "title = { en = \"A bowl\"; es = \"Un cuenco\"; };" HALVING);
    unlink("test.scene");
    library_init(&library, (const char *const[]){".", NULL});
    list_text(LIST_SCENES, &library, "es", &text);
    ck_assert_ptr_nonnull(strstr(text.data, "good  Un cuenco"));
    ck_assert_ptr_nonnull(strstr(text.data, "bad              ./bad.scene"));
    text_finish(&text);
    library_finish(&library);
    unlink("bad.scene");
    unlink("good.scene");
}
END_TEST

/* ---- exports ---- */

static void expect_file(const char *path, const char *expected)
{
    struct text text = {0};
    struct error err = {0};
    ck_assert_msg(file_read(path, 1 << 20, &text, &err), "%s", err.text);
    ck_assert_str_eq(text_string(&text), expected);
    text_finish(&text);
    unlink(path);
}

START_TEST(an_export_leaves_the_race_where_it_stood)
{
    struct session session;
    struct error err = {0};
    open_session(&session, THREE);
    race_go(&session.race, 3);
    race_go(&session.race, 2);
    const struct run *run = session.race.runs[1];
    const double theta = run->theta[0], before = run->before[0];
    ck_assert_msg(export_session(&session, "trace.csv", &err), "%s", err.text);
    ck_assert_uint_eq(session.race.step, 2);
    ck_assert_uint_eq(run->step, 2);
    ck_assert_double_eq(run->theta[0], theta);
    ck_assert_double_eq(run->before[0], before);
    ck_assert_uint_eq(session.race.runs[0]->step, 1);
    session_finish(&session);
    unlink("trace.csv");
}
END_TEST

START_TEST(an_export_writes_what_was_recorded)
{
    struct session session;
    struct error err = {0};
    open_session(&session, HALVING);
    race_go(&session.race, 1);
    ck_assert(export_session(&session, "a.csv", &err));
    expect_file("a.csv", HEADER "gd,gd,0,0,0,0.5,1,0.5,1,1,0\n"
                                "gd,gd,1,1,1,0.5,1,0.125,0.5,0.5,0\n");
    struct text json = {0};
    summary_json(&session, false, &json);
    ck_assert(export_session(&session, "a.json", &err));
    expect_file("a.json", json.data);
    struct text table = {0};
    summary_text(&session, &table);
    ck_assert(export_session(&session, "a.txt", &err));
    expect_file("a.txt", table.data);
    ck_assert(export_session(&session, "a.jsonl", &err));
    unlink("a.jsonl");
    text_finish(&json);
    text_finish(&table);
    session_finish(&session);
}
END_TEST

START_TEST(another_suffix_is_a_mistake)
{
    struct session session;
    struct error err = {0};
    open_session(&session, HALVING);
    ck_assert(!export_session(&session, "a.xls", &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text,
                     "cannot export 'a.xls': a file ends with .csv, .jsonl, .json or .txt");
    ck_assert_int_ne(access("a.xls", F_OK), 0);
    session_finish(&session);
}
END_TEST

static void enter(void)
{
    memcpy(directory + strlen(directory) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_eq(chdir(directory), 0);
}

static void leave(void)
{
    unlink("test.scene");
    unlink("trace.csv");
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_msg(rmdir(directory) == 0, "a file was left behind in %s", directory);
}

static TCase *new_case(Suite *suite, const char *name)
{
    TCase *tests = tcase_create(name);
    tcase_add_checked_fixture(tests, enter, leave);
    suite_add_tcase(suite, tests);
    return tests;
}

int main(void)
{
    Suite *suite = suite_create("out");
    TCase *rows = new_case(suite, "rows");
    tcase_add_test(rows, csv_has_a_row_a_step);
    tcase_add_test(rows, every_second_row_and_always_the_last);
    tcase_add_test(rows, json_lines_have_the_same_keys);
    tcase_add_test(rows, names_are_quoted_where_csv_needs_it);
    tcase_add_test(rows, blanks_around_a_name_are_kept);
    tcase_add_test(rows, what_is_not_finite_is_null_in_json_and_named_in_csv);
    tcase_add_test(rows, rows_follow_the_changes_that_were_made);
    tcase_add_test(rows, a_long_past_is_written_without_gaps);
    tcase_add_test(rows, writing_stops_when_progress_says_so);
    tcase_add_test(rows, a_full_disk_is_noticed);

    TCase *expectations = new_case(suite, "expectations");
    tcase_add_loop_test(expectations, a_trace_is_compared_or_refused, 0,
                        (int)ARRAY_LENGTH(comparisons));
    tcase_add_test(expectations, a_trace_of_several_runs_names_them);
    tcase_add_test(expectations, tolerances_are_relative_to_the_expected_value_and_absolute);
    tcase_add_test(expectations, nan_agrees_with_nan_and_inf_with_inf);

    TCase *summaries = new_case(suite, "summaries");
    tcase_add_test(summaries, the_summary_tells_what_became_of_each_run);
    tcase_add_test(summaries, json_is_one_object_with_the_promised_keys);
    tcase_add_test(summaries, json_leaves_out_a_minimum_that_is_not_known);
    tcase_add_test(summaries, columns_are_aligned_by_width_not_by_bytes);
    tcase_add_test(summaries, a_wide_character_is_written_once);
    tcase_add_test(summaries, cells_are_clean_and_as_wide_as_they_are_shown);
    tcase_add_test(summaries, a_frame_has_no_spaces_at_the_end_of_lines);

    TCase *lists = new_case(suite, "lists");
    tcase_add_loop_test(lists, every_list_is_json_and_text, 0, LIST_COUNT);
    tcase_add_test(lists, an_unreadable_scene_is_listed_with_its_mistake);

    TCase *exports = new_case(suite, "exports");
    tcase_add_test(exports, an_export_leaves_the_race_where_it_stood);
    tcase_add_test(exports, an_export_writes_what_was_recorded);
    tcase_add_test(exports, another_suffix_is_a_mistake);

    return suite_main(suite);
}
