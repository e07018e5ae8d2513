/* The program as a shell sees it: arguments in; output, messages and exit status out.
 *
 *     test_cli THALWEG SCENES
 *
 * Every test runs in a directory of its own, with the folder of scenes linked as ./scenes. */
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

#include <check.h>
#include <cjson/cJSON.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define HALVING                                                                                    \
    "problem = { surface = \"bowl\"; }; start = ( 1.0, 0.0 ); steps = 3;\n"                        \
    "optimizers = ( { name = \"gd\"; method = \"gd\"; lr = 0.5; } );\n"

#define HEADER        "run,method,step,epoch,evals,lr,batch,loss,grad_norm,p0,p1\n"
#define OUT_OF_MEMORY "thalweg: out of memory\n"

#define ROW_0 "gd,gd,0,0,0,0.5,1,0.5,1,1,0\n"
#define ROW_1 "gd,gd,1,1,1,0.5,1,0.125,0.5,0.5,0\n"
#define ROW_2 "gd,gd,2,2,2,0.5,1,0.03125,0.25,0.25,0\n"
#define ROW_3 "gd,gd,3,3,3,0.5,1,0.0078125,0.125,0.125,0\n"

static const char *scenes; /* the folder given on the command line */
static char directory[] = "/tmp/thalweg-test-XXXXXX";

/* ---- running ---- */

struct result {
    int status; /* of exit; 128 + N for signal N, as a shell has it */
    struct text out, err;
};

static void read_back(const char *path, struct text *text)
{
    struct error err = {0};
    ck_assert_msg(file_read(path, 1 << 24, text, &err), "%s", err.text);
    unlink(path);
}

/* Run a line of shell in which $THALWEG is the program. */
static struct result shell(const char *format, ...) __attribute__((format(printf, 1, 2)));
static struct result shell(const char *format, ...)
{
    struct result result = {0};
    struct text line = {0};
    char command[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    text_printf(&line, "{ %s\n} >.out 2>.err </dev/null", command);
    const int status = system(line.data); /* NOLINT: a shell is what this is about */
    ck_assert_int_ne(status, -1);
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    read_back(".out", &result.out);
    read_back(".err", &result.err);
    text_finish(&line);
    return result;
}

static void result_finish(struct result *result)
{
    text_finish(&result->out);
    text_finish(&result->err);
}

/* The line of shell gives just this. */
static void expect(const char *line, int status, const char *out, const char *err)
{
    struct result result = shell("%s", line);
    ck_assert_msg(strcmp(text_string(&result.err), err) == 0, "%s\nsays:\n%s", line,
                  text_string(&result.err));
    ck_assert_msg(result.status == status, "%s\nexits with %d", line, result.status);
    ck_assert_msg(strcmp(text_string(&result.out), out) == 0, "%s\nprints:\n%s", line,
                  text_string(&result.out));
    result_finish(&result);
}

static void put(const char *path, const char *content)
{
    FILE *stream = fopen(path, "wb");
    ck_assert_ptr_nonnull(stream);
    fputs(content, stream);
    ck_assert_int_eq(fclose(stream), 0);
}

static void enter(void)
{
    memcpy(directory + strlen(directory) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_eq(chdir(directory), 0);
    ck_assert_int_eq(symlink(scenes, "scenes"), 0);
    setenv("XDG_CONFIG_HOME", directory, 1);
    put("half.scene", HALVING);
}

static void leave(void)
{
    ck_assert_int_eq(chdir("/"), 0);
    char line[64];
    snprintf(line, sizeof line, "rm -rf %s", directory);
    ck_assert_int_eq(system(line), 0); /* NOLINT */
}

/* ---- mistakes ---- */

static const struct {
    const char *arguments, *message;
} mistakes[] = {
    {"rosenbrok", "no scene or file 'rosenbrok'; did you mean 'rosenbrock'?"},
    {"lits", "no command or scene 'lits'; did you mean 'list'?"},
    {"runn bowl", "no command or scene 'runn'; did you mean 'run'?"},
    {"rum half.scene --steps 3 -o x.csv", "no command or scene 'rum'; did you mean 'run'?"},
    {"half.scene runn", "'runn' is one too many; 'thalweg --help' tells what goes where"},
    {"quite-another-name", "no scene or file 'quite-another-name'"},
    {"run", "which scene? for example: thalweg run rosenbrock"},
    {"run rosenbrok", "no scene or file 'rosenbrok'; did you mean 'rosenbrock'?"},
    {"run rosenbrock.scene", "no file 'rosenbrock.scene'; there is a scene 'rosenbrock'"},
    {"run elsewhere/rosenbrok.scene",
     "no scene or file 'elsewhere/rosenbrok.scene'; did you mean 'rosenbrock'?"},
    {"run .", ".: is a directory; name a scene file in it"},
    {"run half.scene more", "'more' is one too many; 'thalweg run --help' tells what goes where"},
    {"run half.scene --step 3", "no option '--step'; did you mean '--steps'?"},
    {"run half.scene -x", "no option '-x'"},
    {"run half.scene --theme mono", "--theme is an option of 'thalweg'"},
    {"half.scene --expect a.csv", "--expect is an option of 'thalweg run'"},
    {"run half.scene --steps", "--steps needs a value: --steps N"},
    {"run half.scene -o", "--output needs a value: -o FILE"},
    {"run half.scene --reproducible=1", "--reproducible takes no value"},
    {"run half.scene --steps -3",
     "--steps takes a whole number from 1 to 1000000000000000, not '-3'"},
    {"run half.scene --steps=1e99",
     "--steps takes a whole number from 1 to 1000000000000000, not '1e99'"},
    {"run half.scene --steps 0",
     "--steps takes a whole number from 1 to 1000000000000000, not '0'"},
    {"run half.scene --steps 99999999999999999999999",
     "--steps takes a whole number from 1 to 1000000000000000, not '99999999999999999999999'"},
    {"run half.scene --every 0.5",
     "--every takes a whole number from 1 to 1000000000000000, not '0.5'"},
    {"run half.scene --format xml", "--format takes csv, jsonl, json or summary, not 'xml'"},
    {"run half.scene --params some", "--params takes all, not 'some'"},
    {"run half.scene --rtol -1", "--rtol takes a number of 0 or more, such as 1e-9, not '-1'"},
    {"run half.scene --atol nan", "--atol takes a number of 0 or more, such as 1e-9, not 'nan'"},
    {"run half.scene --set steps", "--set steps: write PATH=VALUE, as in steps=50"},
    {"run half.scene --set stps=5",
     "--set stps=5: no key 'stps' in a scene; did you mean 'steps'?"},
    {"run half.scene --do stp", "--do: no verb 'stp'; did you mean 'step'?"},
    {"run half.scene --do 'step 1; export a.xls'",
     "--do: cannot export 'a.xls': a file ends with .csv, .jsonl, .json or .txt"},
    {"run half.scene --expect none.csv",
     "none.csv: no such file or directory; name a CSV file that can be read"},
    {"list optimizer", "no list 'optimizer'; did you mean 'optimizers'?"},
    {"list --format csv", "--format takes text, jsonl or markdown, not 'csv'"},
    {"half.scene --color=blue", "--color takes auto, never, 16, 256 or direct, not 'blue'"},
    {"half.scene --glyphs=tiny", "--glyphs takes auto, ascii, block or braille, not 'tiny'"},
    {"half.scene --theme=pink", "--theme takes dark, light, projector or mono, not 'pink'"},
    {"half.scene --fps 61", "--fps takes a whole number from 1 to 60, not '61'"},
    {"half.scene --size 80x",
     "--size takes COLUMNSxROWS, such as 120x40, up to 1000x1000, not '80x'"},
    {"half.scene --size 80x9999",
     "--size takes COLUMNSxROWS, such as 120x40, up to 1000x1000, not '80x9999'"},
};

START_TEST(a_mistake_is_told_with_its_remedy)
{
    struct text line = {0}, message = {0};
    text_printf(&line, "\"$THALWEG\" %s", mistakes[_i].arguments);
    text_printf(&message, "thalweg: %s\n", mistakes[_i].message);
    expect(line.data, 2, "", message.data);
    text_finish(&line);
    text_finish(&message);
}
END_TEST

/* ---- run ---- */

START_TEST(run_prints_a_row_a_step)
{
    expect("\"$THALWEG\" run half.scene", 0, HEADER ROW_0 ROW_1 ROW_2 ROW_3, "");
    expect("\"$THALWEG\" run half.scene --steps=1 --reproducible", 0, HEADER ROW_0 ROW_1, "");
    expect("\"$THALWEG\" run half.scene --every 2", 0, HEADER ROW_0 ROW_2 ROW_3, "");
    put("-dash.scene", HALVING);
    expect("\"$THALWEG\" run --set steps=2 -- -dash.scene", 0, HEADER ROW_0 ROW_1 ROW_2, "");
    expect("\"$THALWEG\" run half.scene --format jsonl --steps 1 | tail -n 1", 0,
           "{\"run\":\"gd\",\"method\":\"gd\",\"step\":1,\"epoch\":1,\"evals\":1,\"lr\":0.5,"
           "\"batch\":1,\"loss\":0.125,\"grad_norm\":0.5,\"p0\":0.5,\"p1\":0}\n",
           "");
}
END_TEST

START_TEST(verbs_are_played_first)
{
    expect("\"$THALWEG\" run half.scene --do 'step; lr 1'", 0,
           HEADER ROW_0 ROW_1 "gd,gd,2,2,2,1,1,0,0,0,0\n"
                              "gd,gd,3,3,3,1,1,0,0,0,0\n",
           "");
    expect("\"$THALWEG\" run half.scene --do 'step 2; quit; step'", 0, HEADER ROW_0 ROW_1 ROW_2,
           "");
    expect("\"$THALWEG\" run half.scene --do 'step 4' | tail -n 1", 0,
           "gd,gd,4,4,4,0.5,1,0.001953125,0.0625,0.0625,0\n", "");
}
END_TEST

START_TEST(exports_are_written_as_the_verbs_come)
{
    expect("\"$THALWEG\" run half.scene -o all.csv --do 'step; export \"a; b.csv\"; step; export "
           "c.csv; seek start'",
           0, "", "");
    expect("cat 'a; b.csv'", 0, HEADER ROW_0 ROW_1, "");
    expect("cat c.csv", 0, HEADER ROW_0 ROW_1 ROW_2, "");
    expect("cat all.csv", 0, HEADER ROW_0 ROW_1 ROW_2 ROW_3, "");
}
END_TEST

START_TEST(lessons_act_and_do_not_hold_the_race)
{
    put("lesson.scene",
        HALVING "lesson = ( { at = 1; text = \"a\"; pause = true; do = \"lr 1\"; } );");
    expect("\"$THALWEG\" run lesson.scene", 0,
           HEADER ROW_0 ROW_1 "gd,gd,2,2,2,1,1,0,0,0,0\n"
                              "gd,gd,3,3,3,1,1,0,0,0,0\n",
           "");
    put("round.scene", HALVING "lesson = ( { at = 1; text = \"a\"; do = \"restart\"; } );");
    expect("\"$THALWEG\" run round.scene", 2, "",
           "thalweg: round.scene: the lessons never let the race end\n");
}
END_TEST

START_TEST(what_is_left_out_of_data_is_told)
{
    put("people.csv", "x;y\n1,5;2\n\xC2\xA0;\n2;?\n3;4\n");
    put("people.scene", "problem = { model = \"linear\"; data = { file = \"people.csv\"; }; };\n"
                        "optimizers = ( { method = \"gd\"; } );\n");
    expect(
        "$THALWEG run people.scene", 2, "",
        "thalweg: people.scene:1: people.csv:4: '?' in column 'y' is a missing value; fill it in, "
        "or write missing = \"skip\" or \"mean\"\n");
    struct result result = shell("$THALWEG run people.scene --steps 1 --format summary "
                                 "--set problem.data.missing=skip");
    ck_assert_int_eq(result.status, 0);
    ck_assert_str_eq(text_string(&result.err),
                     "thalweg: people.scene:1: people.csv: 1 row with missing values left out\n"
                     "thalweg: people.scene:1: people.csv: 1 row of empty cells left out\n");
    ck_assert_ptr_nonnull(strstr(text_string(&result.out),
                                 "\npeople.csv: 1 row with missing values left out; 1 row of "
                                 "empty cells left out\n"));
    result_finish(&result);
}
END_TEST

START_TEST(json_is_one_object)
{
    struct result result = shell("\"$THALWEG\" run half.scene --format json");
    cJSON *object = cJSON_Parse(text_string(&result.out));
    ck_assert_int_eq(result.status, 0);
    ck_assert_str_eq(cJSON_GetStringValue(cJSON_GetObjectItem(object, "scene")), "half");
    const cJSON *run = cJSON_GetArrayItem(cJSON_GetObjectItem(object, "runs"), 0);
    ck_assert_str_eq(cJSON_GetStringValue(cJSON_GetObjectItem(run, "status")), "done");
    ck_assert_double_eq(cJSON_GetNumberValue(cJSON_GetObjectItem(run, "loss")), 0.0078125);
    cJSON_Delete(object);
    result_finish(&result);
}
END_TEST

START_TEST(summary_is_a_table)
{
    expect("\"$THALWEG\" run half.scene --format summary", 0,
           "   run  method  status  steps  epochs  evals       loss  |grad|  theta       "
           "nearest minimum  distance\n"
           "A  gd   gd      done        3       3      3  0.0078125   0.125  (0.125, 0)  "
           "(0, 0)           0.125\n",
           "");
}
END_TEST

/* ---- expect ---- */

START_TEST(expect_is_silent_where_all_agrees)
{
    expect("\"$THALWEG\" run half.scene > same.csv", 0, "", "");
    expect("\"$THALWEG\" run half.scene --expect same.csv", 0, "", "");
    expect("\"$THALWEG\" run half.scene --expect same.csv --rtol 0 --atol 0", 0, "", "");
    expect("\"$THALWEG\" run half.scene --expect same.csv --format csv -o -", 0,
           HEADER ROW_0 ROW_1 ROW_2 ROW_3, "");
}
END_TEST

START_TEST(expect_tells_the_first_difference)
{
    put("other.csv", "run,step,loss\ngd,0,0.5\ngd,1,0.126\ngd,2,9\n");
    expect("\"$THALWEG\" run half.scene --expect other.csv", 1, "",
           "thalweg: other.csv:3: run 'gd', step 1, loss: 0.125 here, 0.126 expected\n");
    expect("\"$THALWEG\" run half.scene --expect other.csv --rtol 0.01", 1, "",
           "thalweg: other.csv:4: run 'gd', step 2, loss: 0.03125 here, 9 expected\n");
    expect("\"$THALWEG\" run half.scene --expect other.csv --rtol 0.01 --atol 9", 0, "", "");
    expect("\"$THALWEG\" run half.scene --expect other.csv --do 'lr 1'", 1, "",
           "thalweg: other.csv:3: run 'gd', step 1, loss: 0 here, 0.126 expected\n");
    put("other.csv", "run,step,loss\ngd,2,x\n");
    expect("\"$THALWEG\" run half.scene --expect other.csv", 2, "",
           "thalweg: other.csv:2: column 'loss': 'x' is no number\n");
}
END_TEST

/* By default numbers agree to 9 digits: 0.125 is the loss at step 1. */
START_TEST(expect_is_strict_unless_asked)
{
    put("other.csv", "run,step,loss\ngd,1,0.1250000001\n");
    expect("\"$THALWEG\" run half.scene --expect other.csv", 0, "", "");
    put("other.csv", "run,step,loss\ngd,1,0.12500001\n");
    expect("\"$THALWEG\" run half.scene --expect other.csv", 1, "",
           "thalweg: other.csv:2: run 'gd', step 1, loss: 0.125 here, 0.12500001 expected\n");
    expect("\"$THALWEG\" run half.scene --expect other.csv --rtol 1e-6", 0, "", "");
}
END_TEST

/* ---- files ---- */

START_TEST(output_is_whole_or_not_there)
{
    put("old.csv", "old\n");
    put("plain", "");
    expect("\"$THALWEG\" run half.scene -o new.csv --steps 1 && cat new.csv", 0, HEADER ROW_0 ROW_1,
           "");
    expect("\"$THALWEG\" run half.scene --do 'lr none' -o old.csv", 2, "",
           "thalweg: --do: 'none' is no number\n");
    expect("\"$THALWEG\" run half.scene -o plain/new.csv", 1, "",
           "thalweg: plain/new.csv: not a directory\n");
    expect("\"$THALWEG\" run half.scene -o none/new.csv", 1, "",
           "thalweg: none/new.csv: no such file or directory\n");
    expect("cat old.csv; LC_ALL=C ls -A", 0,
           "old\n.err\n.out\nhalf.scene\nnew.csv\nold.csv\nplain\nscenes\n", "");
}
END_TEST

START_TEST(a_full_disk_is_a_failure)
{
    static const char *const lines[] = {
        "\"$THALWEG\" run half.scene --steps 10000 >/dev/full",
        "\"$THALWEG\" run half.scene --format json >/dev/full",
        "\"$THALWEG\" list >/dev/full",
        "\"$THALWEG\" --help >/dev/full",
        "\"$THALWEG\" --version >/dev/full",
        "\"$THALWEG\" half.scene >/dev/full",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(lines); i++)
        expect(lines[i], 1, "", "thalweg: standard output: no space left on device\n");
    expect("\"$THALWEG\" run half.scene -o /dev/full --steps 10000", 1, "",
           "thalweg: /dev/full: no space left on device\n");
}
END_TEST

/* A file may not grow beyond 4096 bytes: SIGXFSZ comes with the write that fails. */
START_TEST(a_file_that_may_not_grow_is_a_failure)
{
    expect("ulimit -f 8; \"$THALWEG\" run half.scene --steps 10000 -o a.csv", 1, "",
           "thalweg: a.csv: file too large\n");
    expect("ulimit -f 8; \"$THALWEG\" run half.scene --do 'step 10000; export a.csv'", 1, "",
           "thalweg: --do: a.csv: file too large\n");
    expect("LC_ALL=C ls -A", 0, ".err\n.out\nhalf.scene\nscenes\n", "");
}
END_TEST

START_TEST(exports_and_saves_to_a_full_disk_are_failures)
{
    static const char *const files[] = {"full.csv", "full.jsonl", "full.json", "full.txt"};
    char line[128], message[128];
    for (size_t i = 0; i < ARRAY_LENGTH(files); i++) {
        ck_assert_int_eq(symlink("/dev/full", files[i]), 0);
        snprintf(line, sizeof line, "\"$THALWEG\" run half.scene --do 'step 10000; export %s'",
                 files[i]);
        snprintf(message, sizeof message, "thalweg: --do: %s: no space left on device\n", files[i]);
        expect(line, 1, "", message);
    }
    expect("\"$THALWEG\" run half.scene --do 'save /dev/full'", 1, "",
           "thalweg: --do: /dev/full: no space left on device\n");
}
END_TEST

START_TEST(sigpipe_ends_quietly)
{
    expect("{ \"$THALWEG\" run half.scene --steps 100000; echo $? >&2; } | head -n 1", 0, HEADER,
           "1\n");
    /* So few rows are written at the end alone, when nobody is left. */
    expect("{ sleep 0.1; \"$THALWEG\" run half.scene; echo $? >&2; } | true", 0, "", "1\n");
}
END_TEST

START_TEST(closed_standard_streams_take_nothing_into_files)
{
    expect("\"$THALWEG\" run half.scene --steps 1 -o a.csv <&- >&- 2>&-; cat a.csv", 0,
           HEADER ROW_0 ROW_1, "");
    expect("\"$THALWEG\" run nothing -o b.csv <&- >&- 2>&-; ls b.csv 2>/dev/null", 2, "", "");
    expect("\"$THALWEG\" run half.scene >&-", 1, "",
           "thalweg: standard output: bad file descriptor\n");
}
END_TEST

/* Those that end a program by default, but SIGKILL. */
static const int deadly[] = {SIGHUP,  SIGINT,  SIGQUIT,   SIGILL,  SIGTRAP, SIGABRT, SIGBUS,
                             SIGFPE,  SIGUSR1, SIGSEGV,   SIGUSR2, SIGPIPE, SIGALRM, SIGTERM,
                             SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGPOLL, SIGSYS};

/* The rows of 10^12 steps would never end: the signal comes on the way. */
START_TEST(signal_leaves_no_partial_file)
{
    const int number = _i < (int)ARRAY_LENGTH(deadly) ? deadly[_i] : SIGRTMIN;
    struct stat status;
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGPIPE, SIG_DFL);
        alarm(20); /* the end of a program that does not listen */
        execl(getenv("THALWEG"), "thalweg", "run", "half.scene", "--steps", "1000000000000", "-o",
              "big.csv", (char *)NULL);
        _exit(127);
    }
    /* The temporary file is there as soon as the signals are taken care of, and a row later. */
    for (int i = 0; i < 1000; i++) {
        struct result result = shell("stat -c %%s .big.csv.* 2>/dev/null");
        const long size = strtol(text_string(&result.out), NULL, 10);
        result_finish(&result);
        if (size > 0)
            break;
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
    int ended;
    ck_assert_int_eq(kill(child, number), 0);
    ck_assert_int_eq(waitpid(child, &ended, 0), child);
    ck_assert(WIFSIGNALED(ended));
    ck_assert_int_eq(WTERMSIG(ended), number);
    ck_assert_int_ne(stat("big.csv", &status), 0);
    expect("LC_ALL=C ls -A", 0, ".err\n.out\nhalf.scene\nscenes\n", "");
}
END_TEST

/* `timeout` ends a program that waits, with status 124. */
START_TEST(a_pipe_that_nobody_writes_to_is_not_waited_for)
{
    static const struct {
        const char *arguments, *message;
    } pipes[] = {
        {"run fifo", "fifo: "},
        {"fifo", "fifo: "},
        {"run half.scene --expect fifo", "fifo: "},
        {"run fit.scene", "fit.scene:1: fifo: "},
        {"run half.scene --do 'scene fifo'", "--do: fifo: "},
        {"half.scene", "thalweg/config: "}, /* the last: a folder for it is made then */
    };
    ck_assert_int_eq(mkfifo("fifo", 0666), 0);
    put("fit.scene", "problem = { model = \"linear\"; data = { file = \"fifo\"; }; };\n"
                     "optimizers = ( { method = \"gd\"; } );\n");
    for (size_t i = 0; i < ARRAY_LENGTH(pipes); i++) {
        if (i + 1 == ARRAY_LENGTH(pipes))
            ck_assert(mkdir("thalweg", 0777) == 0 && mkfifo("thalweg/config", 0666) == 0);
        struct result result = shell("timeout 5 \"$THALWEG\" %s", pipes[i].arguments);
        ck_assert_int_eq(result.status, 2);
        ck_assert_msg(strstr(text_string(&result.err), pipes[i].message), "%s", result.err.data);
        ck_assert_ptr_nonnull(strstr(result.err.data, "nobody at its other end"));
        ck_assert_str_eq(strchr(result.err.data, '\n'), "\n");
        result_finish(&result);
    }
    expect("timeout 5 \"$THALWEG\" run half.scene -o fifo", 1, "",
           "thalweg: fifo: a pipe or a socket with nobody at its other end\n");
    expect("cat half.scene | timeout 5 \"$THALWEG\" run /dev/stdin --steps 1", 0,
           HEADER ROW_0 ROW_1, "");
}
END_TEST

/* The address sanitizer takes terabytes of address space, so that memory cannot be limited. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

#ifndef SANITIZED
/* In kilobytes of address space. What is too little even for the system's loader is not tried. */
START_TEST(little_memory_is_enough_or_told)
{
    static const int limits[] = {20000,  40000,  50000,  60000,  80000,
                                 100000, 150000, 200000, 300000, 500000};
    put("wide.scene", "problem = { model = \"mlp\"; data = { name = \"moons\"; n = 50; };\n"
                      "    hidden = ( 64, 64 ); };\n"
                      "steps = 3; optimizers = ( { method = \"gd\"; } );\n");
    put("line.scene", "problem = { model = \"linear\"; data = \"line\"; };\n"
                      "steps = 3; optimizers = ( { method = \"gd\"; } );\n");
    for (size_t i = 0; i < ARRAY_LENGTH(limits); i++) {
        const char *line = "ulimit -v %d; timeout 20 \"$THALWEG\" run %s.scene --format summary";
        struct result half = shell(line, limits[i], "half"), fit = shell(line, limits[i], "line");
        struct result wide = shell(line, limits[i], "wide");
        ck_assert_msg(half.status == 0 && half.err.length == 0, "%d", limits[i]);
        ck_assert_msg(fit.status == 0 && fit.err.length == 0, "%d", limits[i]);
        ck_assert_msg(wide.status == 0 ? wide.err.length == 0
                                       : strcmp(text_string(&wide.err), OUT_OF_MEMORY) == 0,
                      "%d: %d %s", limits[i], wide.status, text_string(&wide.err));
        result_finish(&half);
        result_finish(&fit);
        result_finish(&wide);
    }
}
END_TEST

/* What would take all memory is refused before it does. */
START_TEST(a_race_that_takes_too_much_memory_is_refused)
{
    static const struct {
        const char *problem, *optimizers, *message;
    } races[] = {
        {"model = \"mlp\"; data = \"moons\"; hidden = ( 2000, 2000 );", "{ method = \"gd\"; }",
         "large.scene:2: the runs would take 444 MB of memory or more, and 256 are the most; make "
         "hidden smaller, or race fewer runs"},
        {"model = \"mlp\"; data = \"moons\"; hidden = ( 1000, 1000 );",
         "{ method = \"adam\"; }, { method = \"adam\"; }",
         "large.scene:2: the runs would take 367 MB of memory or more, and 256 are the most; make "
         "hidden smaller, or race fewer runs"},
        {"model = \"mlp\"; data = \"moons\"; hidden = ( 2 );",
         "{ method = \"gd\"; problem = { hidden = ( 50000 ); }; },\n"
         "{ method = \"gd\"; problem = { hidden = ( 50000 ); }; }",
         "large.scene:3: the runs would take 448 MB of memory or more, and 256 are the most; make "
         "hidden smaller, or race fewer runs"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(races); i++) {
        struct text scene = {0}, message = {0};
        text_printf(&scene, "problem = { %s }; steps = 1;\noptimizers = ( %s );\n",
                    races[i].problem, races[i].optimizers);
        text_printf(&message, "thalweg: %s\n", races[i].message);
        put("large.scene", scene.data);
        expect("ulimit -v 700000; \"$THALWEG\" run large.scene", 2, "", message.data);
        text_finish(&scene);
        text_finish(&message);
    }
    expect(
        "\"$THALWEG\" run large.scene --set 'optimizers=({method=\"gd\";})' "
        "--set 'problem.hidden=(1000,1000)' --do 'add adam; add adam' -o x",
        2, "",
        "thalweg: --do: the runs would take 287 MB of memory or more, and 256 are the most; make "
        "hidden smaller, or race fewer runs\n");
}
END_TEST
#endif

/* ---- without a terminal ---- */

START_TEST(a_pipe_gets_one_frame_and_a_summary)
{
    struct result result = shell("\"$THALWEG\" half.scene --glyphs ascii --size 60x20");
    ck_assert_str_eq(text_string(&result.err), "");
    ck_assert_int_eq(result.status, 0);
    size_t lines = 0;
    for (const char *at = result.out.data; *at; at++) {
        ck_assert_msg((unsigned char)*at < 0x80, "only ASCII was asked for");
        lines += *at == '\n';
    }
    ck_assert_uint_eq(lines, 20 + 1 + 2); /* the frame, an empty line, heading and run */
    ck_assert_ptr_nonnull(strstr(result.out.data, "step 3/3"));
    ck_assert_ptr_nonnull(strstr(result.out.data, "A  gd   gd      done"));
    result_finish(&result);
}
END_TEST

START_TEST(no_scene_is_the_race_down_rosenbrocks_valley)
{
    struct result result = shell("LC_ALL=C.UTF-8 \"$THALWEG\"");
    ck_assert_int_eq(result.status, 0);
    ck_assert_ptr_nonnull(strstr(text_string(&result.out), "Rosenbrock"));
    ck_assert_ptr_nonnull(strstr(result.out.data, "(1, 1)"));
    result_finish(&result);
}
END_TEST

START_TEST(same_command_gives_the_same_bytes)
{
    expect("\"$THALWEG\" rosenbrock >a; \"$THALWEG\" rosenbrock >b; cmp a b; "
           "\"$THALWEG\" run ackley >a; \"$THALWEG\" run ackley >b; cmp a b",
           0, "", "");
}
END_TEST

/* ---- lists, help, configuration ---- */

START_TEST(every_list_is_printed)
{
    static const char *const lists[] = {"optimizers",  "schedules", "surfaces", "datasets",
                                        "activations", "scenes",    "verbs",    "bindings",
                                        "keys",        "panes"};
    static const char *const entries[] = {"radam",   "cosine",     "ackley",
                                          "iris",    "leaky_relu", "rosenbrock",
                                          "undo",    "PgDn",       "problem.data.noise",
                                          "timeline"};
    for (size_t i = 0; i < ARRAY_LENGTH(lists); i++) {
        struct result table = shell("\"$THALWEG\" list %s", lists[i]);
        struct result json = shell("\"$THALWEG\" list %s --format jsonl", lists[i]);
        struct result markdown = shell("\"$THALWEG\" list %s --format markdown", lists[i]);
        ck_assert_int_eq(table.status, 0);
        ck_assert_int_eq(json.status, 0);
        ck_assert_msg(strstr(text_string(&table.out), entries[i]), "%s", lists[i]);
        ck_assert_msg(strstr(text_string(&json.out), entries[i]), "%s", lists[i]);
        ck_assert_msg(strstr(text_string(&markdown.out), entries[i]), "%s", lists[i]);
        ck_assert_int_eq(json.out.data[0], '{');
        ck_assert_ptr_nonnull(strstr(text_string(&markdown.out), "|---|"));
        ck_assert_str_eq(text_string(&table.err), "");
        result_finish(&table);
        result_finish(&json);
        result_finish(&markdown);
    }
}
END_TEST

START_TEST(help_fits_80_columns_and_names_every_option)
{
    static const char *const commands[] = {"", "run", "list"};
    static const char *const options[] = {"--theme", "--expect", "--format"};
    for (size_t i = 0; i < ARRAY_LENGTH(commands); i++) {
        struct result result = shell("\"$THALWEG\" %s --help", commands[i]);
        ck_assert_int_eq(result.status, 0);
        ck_assert_ptr_nonnull(strstr(text_string(&result.out), options[i]));
        for (const char *line = result.out.data; *line; line += strcspn(line, "\n") + 1)
            ck_assert_msg(strcspn(line, "\n") <= 80, "%s", line);
        result_finish(&result);
    }
}
END_TEST

START_TEST(version_tells_the_libraries)
{
    static const char *const libraries[] = {"ncurses", "libconfig", "cJSON", "OpenBLAS"};
    struct result result = shell("\"$THALWEG\" --version");
    ck_assert_int_eq(result.status, 0);
    ck_assert_int_eq(strncmp(text_string(&result.out), "thalweg ", strlen("thalweg ")), 0);
    for (size_t i = 0; i < ARRAY_LENGTH(libraries); i++)
        ck_assert_ptr_nonnull(strstr(result.out.data, libraries[i]));
    result_finish(&result);
}
END_TEST

static const struct {
    const char *config, *message;
} configurations[] = {
    {"# mine\ntheme = light\n\n mouse=off # here\r\nfps = 60\ncolor = never\nglyphs=ascii\n", ""},
    {"theme = light\ncolour = never\n", "2: no setting 'colour'; did you mean 'color'?"},
    {"theme = pink", "1: theme takes dark, light, projector or mono, not 'pink'"},
    {"mouse = maybe", "1: mouse takes off or on, not 'maybe'"},
    {"\nlight\n", "2: write KEY = VALUE, as in theme = light"},
    {"steps = 3", "1: no setting 'steps'"},
};

START_TEST(the_configuration_file_is_read_or_refused)
{
    struct text message = {0};
    ck_assert_int_eq(mkdir("thalweg", 0777), 0);
    put("thalweg/config", configurations[_i].config);
    if (configurations[_i].message[0])
        text_printf(&message, "thalweg: %s/thalweg/config:%s\n", directory,
                    configurations[_i].message);
    expect("\"$THALWEG\" half.scene >frame", message.length > 0 ? 2 : 0, "", text_string(&message));
    expect("\"$THALWEG\" run half.scene --steps 1 && \"$THALWEG\" --help >frame", 0,
           HEADER ROW_0 ROW_1, "");
    text_finish(&message);
}
END_TEST

START_TEST(the_command_line_overrides_the_configuration_file)
{
    ck_assert_int_eq(mkdir("thalweg", 0777), 0);
    put("thalweg/config", "glyphs = ascii\n");
    expect("LC_ALL=C.UTF-8; export LC_ALL; \"$THALWEG\" half.scene | grep -c '┃\\|│'", 1, "0\n",
           "");
    struct result result =
        shell("LC_ALL=C.UTF-8 \"$THALWEG\" half.scene --glyphs=braille | grep -c '┃'");
    ck_assert_int_eq(result.status, 0);
    result_finish(&result);
}
END_TEST

START_TEST(theme_verb_moves_on_from_the_theme_option)
{
    ck_assert_int_eq(mkdir("thalweg", 0777), 0);
    put("thalweg/config", "theme = light\n");
    expect("\"$THALWEG\" half.scene --do theme | grep -o 'theme: .*'", 0, "theme: projector\n", "");
    expect("\"$THALWEG\" half.scene --theme projector --do theme | grep -o 'theme: .*'", 0,
           "theme: mono\n", "");
}
END_TEST

START_TEST(theme_option_goes_before_the_scenes)
{
    expect("\"$THALWEG\" half.scene --set view.theme=light --do theme | grep -o 'theme: .*'", 0,
           "theme: projector\n", "");
    expect("\"$THALWEG\" half.scene --set view.theme=light --theme=projector --do theme |"
           " grep -o 'theme: .*'",
           0, "theme: mono\n", "");
}
END_TEST

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    char *program = realpath(argv[1], NULL), *folder = realpath(argv[2], NULL);
    if (!program || !folder)
        return 2;
    setenv("THALWEG", program, 1);
    scenes = folder;

    Suite *suite = suite_create("cli");
    TCase *tests = tcase_create("cli");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, enter, leave);
    tcase_add_loop_test(tests, a_mistake_is_told_with_its_remedy, 0, (int)ARRAY_LENGTH(mistakes));
    tcase_add_test(tests, run_prints_a_row_a_step);
    tcase_add_test(tests, verbs_are_played_first);
    tcase_add_test(tests, exports_are_written_as_the_verbs_come);
    tcase_add_test(tests, lessons_act_and_do_not_hold_the_race);
    tcase_add_test(tests, what_is_left_out_of_data_is_told);
    tcase_add_test(tests, json_is_one_object);
    tcase_add_test(tests, summary_is_a_table);
    tcase_add_test(tests, expect_is_silent_where_all_agrees);
    tcase_add_test(tests, expect_tells_the_first_difference);
    tcase_add_test(tests, expect_is_strict_unless_asked);
    tcase_add_test(tests, output_is_whole_or_not_there);
    tcase_add_test(tests, a_full_disk_is_a_failure);
    tcase_add_test(tests, a_file_that_may_not_grow_is_a_failure);
    tcase_add_test(tests, exports_and_saves_to_a_full_disk_are_failures);
    tcase_add_test(tests, sigpipe_ends_quietly);
    tcase_add_test(tests, closed_standard_streams_take_nothing_into_files);
    tcase_add_loop_test(tests, signal_leaves_no_partial_file, 0, (int)ARRAY_LENGTH(deadly) + 1);
#ifndef SANITIZED
    tcase_add_test(tests, a_race_that_takes_too_much_memory_is_refused);
    tcase_add_test(tests, little_memory_is_enough_or_told);
#endif
    tcase_add_test(tests, a_pipe_that_nobody_writes_to_is_not_waited_for);
    tcase_add_test(tests, a_pipe_gets_one_frame_and_a_summary);
    tcase_add_test(tests, no_scene_is_the_race_down_rosenbrocks_valley);
    tcase_add_test(tests, same_command_gives_the_same_bytes);
    tcase_add_test(tests, every_list_is_printed);
    tcase_add_test(tests, help_fits_80_columns_and_names_every_option);
    tcase_add_test(tests, version_tells_the_libraries);
    tcase_add_loop_test(tests, the_configuration_file_is_read_or_refused, 0,
                        (int)ARRAY_LENGTH(configurations));
    tcase_add_test(tests, the_command_line_overrides_the_configuration_file);
    tcase_add_test(tests, theme_verb_moves_on_from_the_theme_option);
    tcase_add_test(tests, theme_option_goes_before_the_scenes);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    free(program);
    free(folder);
    return failed > 0;
}
