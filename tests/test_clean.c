/* Nothing that anybody brings reaches a person's terminal raw: nasty strings by every way into the
 * program, and every byte that comes out looked at.
 *
 *     test_clean THALWEG
 *
 * THALWEG_LATIN is a folder with the locale es_ES.ISO-8859-1, where nothing may be written in
 * UTF-8. */
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

#include <check.h>
#include <cjson/cJSON.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program, *locales;
static char directory[] = "/tmp/thalweg-test-XXXXXX";

/* No NUL and no '/', so that all of them may be names of files. */
static const char *const nasty[] = {
    "a\033[31m\033]0;b\007\001\037\177", /* ESC, C0, DEL */
    "a\nb",
    "a\rb\tc",
    "a\302\23331m\302\200\302\235b",                 /* C1 as characters */
    "a\23331m\377\376\351b\303",                     /* no UTF-8, and a character cut short */
    "a\300\257\355\240\200\364\220\200\200b",        /* overlong, a surrogate, beyond the last */
    "a\u202eb\u202c\u2066c\u2069\u200e\u200f\u061c", /* marks of direction */
    "a\u2028b\u2029\u200bc\u200d\u2060\ufeff",       /* separators; of zero width */
    "a\U000e0041\U000e007f\u00ad\uffff\U0010ffff",   /* tags, a soft hyphen, no characters */
    "\u7537 \u00e9e\u0301 \u2264",                   /* all of this is to be seen */
    "%s%n%d'\"\\",
};

/* ---- running ---- */

struct result {
    int status;
    struct text out, err;
};

#define ARGUMENTS 16

static void read_back(const char *path, struct text *text)
{
    struct error err = {0};
    ck_assert_msg(file_read(path, 1 << 24, text, &err), "%s", err.text);
    unlink(path);
}

static void direct(const char *path, int to)
{
    const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    dup2(file, to);
    close(file);
}

static char language[64] = "LC_ALL=C.UTF-8";
static bool is_utf8 = true;

/* Run the program with the arguments up to NULL, and "NAME=VALUE" in its environment, or NULL. */
static struct result run(const char *variable, const char *const arguments[])
{
    struct result result = {0};
    const pid_t child = fork();
    if (child == 0) {
        char *argv[ARGUMENTS] = {mem_string("thalweg")};
        for (size_t i = 0; arguments[i]; i++)
            argv[i + 1] = mem_string(arguments[i]);
        putenv(language);
        if (variable)
            putenv(mem_string(variable));
        direct(".out", STDOUT_FILENO);
        direct(".err", STDERR_FILENO);
        execv(program, argv);
        _exit(127);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) <= 2, "%s ...: status %d", arguments[0],
                  status);
    result.status = WEXITSTATUS(status);
    read_back(".out", &result.out);
    read_back(".err", &result.err);
    return result;
}

static void result_finish(struct result *result)
{
    text_finish(&result->out);
    text_finish(&result->err);
}

/* ---- what may come out ---- */

/* Said here once more, by ranges, not to ask the code about itself. */
static bool is_shown(uint32_t code)
{
    static const uint32_t hidden[][2] = {
        {0, 0x9},         {0xb, 0x1f},        {0x7f, 0x9f},         {0xad, 0xad},
        {0x61c, 0x61c},   {0x200b, 0x200f},   {0x2028, 0x202e},     {0x2060, 0x206f},
        {0xd800, 0xdfff}, {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},     {0xfff0, 0xfffc},
        {0xfffd, 0xffff}, {0xe0000, 0xe0fff}, {0x10fffe, 0x10ffff},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(hidden); i++)
        if (code >= hidden[i][0] && code <= hidden[i][1])
            return false;
    return true;
}

static void expect_clean(const struct text *text, const char *what, const char *string)
{
    ck_assert_msg(strlen(text_string(text)) == text->length, "%s: a NUL", what);
    for (const char *at = text_string(text); *at;) {
        const char *here = at;
        const uint32_t code = text_next(&at);
        ck_assert_msg(is_shown(code) && (is_utf8 || code < 0x80),
                      "%s with %s gives the byte %#x (character %#x) in\n%s", what, string,
                      (unsigned char)*here, code, text_string(text));
    }
}

static void expect_valid(const struct text *text, const char *what)
{
    for (const char *at = text_string(text); *at;) {
        const size_t length = text_character(at, strlen(at));
        ck_assert_msg(length > 0, "%s gives the byte %#x", what, (unsigned char)*at);
        at += length;
    }
}

static void expect_json(const struct text *text, const char *what)
{
    expect_valid(text, what);
    for (const char *line = text_string(text); *line;) {
        const size_t length = strcspn(line, "\n");
        struct text one = {0};
        text_add_bytes(&one, line, length);
        cJSON *value = cJSON_ParseWithOpts(one.data, NULL, true);
        ck_assert_msg(value, "%s gives no JSON: %s", what, one.data);
        cJSON_Delete(value);
        text_finish(&one);
        line += length + (line[length] == '\n');
    }
}

/* ---- ways in ---- */

enum reader { PEOPLE, JSON, ROWS };

/* A command line, and files. In both '@' stands for the string; in files that are scenes as
 * libconfig writes it. */
static const struct way {
    const char *arguments[ARGUMENTS], *variable;
    struct {
        const char *path, *content;
    } files[3];
    enum reader reader; /* of standard output */
} ways[] = {
#define GOOD  "problem = { surface = \"bowl\"; }; steps = 3;\n"
#define GD    "optimizers = ( { method = \"gd\"; lr = 0.5; } );\n"
#define MODEL "problem = { model = \"softmax\"; data = { file = \"a.csv\"; "
#define FIT   "}; }; steps = 1; " GD
#define HALF                                                                                       \
    {                                                                                              \
        "half.scene", GOOD GD                                                                      \
    }
    /* command lines */
    {.arguments = {"@"}},
    {.arguments = {"run", "@"}},
    {.arguments = {"run", "@.scene"}},
    {.arguments = {"run", "no/@"}},
    {.arguments = {"list", "@"}},
    {.arguments = {"list", "--format", "@"}},
    {.arguments = {"run", "half.scene", "@"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--@"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--@=3"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "-@"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--steps", "@"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--rtol", "@"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--format=@"}, .files = {HALF}},
    {.arguments = {"half.scene", "--theme=@"}, .files = {HALF}},
    {.arguments = {"half.scene", "--size=@"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "-o", "no/@"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--expect", "@"}, .files = {HALF}},
    /* --set */
    {.arguments = {"run", "half.scene", "--set", "@"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--set", "@=3"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--set", "steps=@"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--set", "problem.surface=@"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--set", "optimizers.[0].@=1"}, .files = {HALF}},
    {.arguments = {"half.scene", "--set", "title=@"}, .files = {HALF}},
    {.arguments = {"half.scene", "--set", "about=@"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--set", "optimizers.[0].name=@", "--format", "json"},
     .files = {HALF},
     .reader = JSON},
    {.arguments = {"run", "half.scene", "--set", "optimizers.[0].name=@"},
     .files = {HALF},
     .reader = ROWS},
    /* --do */
    {.arguments = {"run", "half.scene", "--do", "@"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--do", "step @"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--do", "lr 0.1 @"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--do", "focus @"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--do", "scene @"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--do", "save no/@"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--do", "export @"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--do", "export no/@.csv"}, .files = {HALF}},
    {.arguments = {"run", "half.scene", "--do", "add sgd name=@", "--format", "jsonl"},
     .files = {HALF},
     .reader = JSON},
    {.arguments = {"half.scene", "--do", "add sgd name=@"}, .files = {HALF}},
    /* names of files */
    {.arguments = {"run", "@.scene", "--format", "json"},
     .files = {{"@.scene", GOOD GD}},
     .reader = JSON},
    {.arguments = {"run", "@.scene", "--format", "summary"}, .files = {{"@.scene", GOOD GD}}},
    {.arguments = {"@.scene"}, .files = {{"@.scene", GOOD GD}}},
    {.arguments = {"run", "@.scene"}, .files = {{"@.scene", GOOD "stps = 3;\n" GD}}},
    {.arguments = {"run", "@.scene"}, .files = {{"@.scene", "steps = ;"}}},
    {.arguments = {"list", "scenes"}, .files = {{"scenes/@.scene", GOOD GD}}},
    {.arguments = {"list", "scenes"}, .files = {{"scenes/@.scene", "steps = ;"}}},
    {.arguments = {"list", "scenes", "--format", "jsonl"},
     .files = {{"scenes/@.scene", GOOD GD}},
     .reader = JSON},
    {.arguments = {"run", "@x"}, .files = {{"scenes/@.scene", GOOD GD}}},
    {.arguments = {"run", "half.scene", "--expect", "@.csv"},
     .files = {HALF, {"@.csv", "run,step,loss\ngd,1,9\n"}}},
    /* scenes */
    {.arguments = {"a.scene"}, .files = {{"a.scene", "title = \"@\"; about = \"@\";\n" GOOD GD}}},
    {.arguments = {"a.scene", "--do", "step 1"},
     .files = {{"a.scene", "lesson = ( { at = 0; text = \"@\"; } );\n" GOOD GD}}},
    {.arguments = {"list", "scenes"}, .files = {{"scenes/a.scene", "title = \"@\";\n" GOOD GD}}},
    {.arguments = {"list", "scenes", "--format", "jsonl"},
     .files = {{"scenes/a.scene", "title = \"@\";\n" GOOD GD}},
     .reader = JSON},
    {.arguments = {"run", "a.scene"}, .files = {{"a.scene", "@ = 3;\n" GOOD GD}}},
    {.arguments = {"run", "a.scene"},
     .files = {{"a.scene", "problem = { surface = \"@\"; };\n" GD}}},
    {.arguments = {"run", "a.scene"},
     .files = {{"a.scene", "problem = { expression = \"x + @\"; };\n" GD}}},
    {.arguments = {"run", "a.scene"},
     .files = {{"a.scene", GOOD "optimizers = ( { method = \"@\"; } );"}}},
    {.arguments = {"a.scene"},
     .files = {{"a.scene", GOOD "optimizers = ( { method = \"gd\"; name = \"@\"; } );"}}},
    {.arguments = {"run", "a.scene", "--format", "summary"},
     .files = {{"a.scene", GOOD "optimizers = ( { method = \"gd\"; name = \"@\"; } );"}}},
    {.arguments = {"run", "a.scene", "--format", "jsonl"},
     .files = {{"a.scene", GOOD "optimizers = ( { method = \"gd\"; name = \"@\"; } );"}},
     .reader = JSON},
    {.arguments = {"run", "a.scene", "--do", "export a.txt"},
     .files = {{"a.scene", GOOD "optimizers = ( { method = \"gd\"; name = \"@\"; } );"}},
     .reader = ROWS},
    {.arguments = {"run", "a.scene"},
     .files = {{"a.scene", GOOD "lesson = ( { at = 1; do = \"@\"; } );\n" GD}}},
    /* data */
    {.arguments = {"run", "a.scene"},
     .files = {{"a.scene", "problem = { model = \"linear\"; data = { file = \"@.csv\"; }; };" GD}}},
    {.arguments = {"run", "a.scene"},
     .files = {{"a.scene", MODEL "inputs = ( \"@\" ); target = \"y\"; " FIT},
               {"a.csv", "x,y\n1,a\n2,b\n3,c\n"}}},
    {.arguments = {"a.scene"},
     .files = {{"a.scene", MODEL FIT}, {"a.csv", "\"@\",\"y@\"\n1,a\n2,b\n3,c\n"}}},
    {.arguments = {"a.scene", "--do", "pane max data"},
     .files = {{"a.scene", MODEL FIT}, {"a.csv", "x,y\n1,\"@\"\n2,\"b@\"\n3,\"c@\"\n"}}},
    {.arguments = {"a.scene"},
     .files = {{"a.scene", MODEL FIT}, {"a.csv", "x,y\n1,a\n\"@\",b\n3,c\n"}}},
    /* --expect */
    {.arguments = {"run", "half.scene", "--expect", "a.csv"},
     .files = {HALF, {"a.csv", "run,step,\"@\"\ngd,1,9\n"}}},
    {.arguments = {"run", "half.scene", "--expect", "a.csv"},
     .files = {HALF, {"a.csv", "run,step,loss\n\"@\",1,9\n"}}},
    {.arguments = {"run", "half.scene", "--expect", "a.csv"},
     .files = {HALF, {"a.csv", "run,step,loss\ngd,\"@\",9\n"}}},
    {.arguments = {"run", "half.scene", "--expect", "a.csv"},
     .files = {HALF, {"a.csv", "run,step,loss\ngd,1,\"@\"\n"}}},
    /* configuration and environment */
    {.arguments = {"half.scene"}, .files = {HALF, {"thalweg/config", "@ = 3\n"}}},
    {.arguments = {"half.scene"}, .files = {HALF, {"thalweg/config", "theme = @\n"}}},
    {.arguments = {"half.scene"}, .files = {HALF, {"thalweg/config", "@"}}},
    {.arguments = {"half.scene"},
     .variable = "XDG_CONFIG_HOME=./@",
     .files = {HALF, {"@/thalweg/config", "no\n"}}},
    {.arguments = {"half.scene"}, .variable = "HOME=@", .files = {HALF}},
    {.arguments = {"half.scene"}, .variable = "LANG=@", .files = {HALF}},
    {.arguments = {"half.scene"}, .variable = "LC_MESSAGES=@", .files = {HALF}},
    {.arguments = {"half.scene"}, .variable = "TERM=@", .files = {HALF}},
    {.arguments = {"half.scene"}, .variable = "COLORTERM=@", .files = {HALF}},
};

/* The text with the string in it. "./" at the front of a value is this folder. */
static char *filled(const char *text, const char *string, bool quoted)
{
    struct text out = {0};
    text_add(&out, "");
    for (; *text; text++)
        if (*text != '@')
            text_add_bytes(&out, text, 1);
        else
            for (const char *at = string; *at; at++) {
                if (quoted && strchr("\"\\", *at))
                    text_add(&out, "\\");
                text_add_bytes(&out, at, 1);
            }
    return out.data;
}

static void make_folders(const char *path)
{
    for (const char *slash = path; (slash = strchr(slash, '/')); slash++) {
        char *folder = mem_string(path);
        folder[slash - path] = '\0';
        mkdir(folder, 0777);
        free(folder);
    }
}

static void put_files(const struct way *way, const char *string)
{
    for (size_t i = 0; i < ARRAY_LENGTH(way->files) && way->files[i].path; i++) {
        const size_t length = strlen(way->files[i].path);
        const bool is_scene = strcmp(way->files[i].path + length - 5, "scene") == 0;
        char *path = filled(way->files[i].path, string, false);
        char *content = filled(way->files[i].content, string, is_scene);
        make_folders(path);
        FILE *stream = fopen(path, "wb");
        ck_assert_msg(stream, "%s", path);
        fputs(content, stream);
        ck_assert_int_eq(fclose(stream), 0);
        free(path);
        free(content);
    }
}

/* A folder of its own for every run, in one that is removed at the end. */
static void enter(void)
{
    static int count;
    char name[32];
    snprintf(name, sizeof name, "%d", count++);
    ck_assert_int_eq(chdir(directory), 0);
    ck_assert_int_eq(mkdir(name, 0777), 0);
    ck_assert_int_eq(chdir(name), 0);
    char here[4096];
    ck_assert_ptr_nonnull(getcwd(here, sizeof here));
    setenv("XDG_CONFIG_HOME", here, 1);
}

static void try_way(const struct way *way, const char *string)
{
    enter();
    const char *arguments[ARGUMENTS] = {0};
    struct text what = {0};
    char *variable = NULL;
    put_files(way, string);
    for (size_t i = 0; way->arguments[i]; i++) {
        arguments[i] = filled(way->arguments[i], string, false);
        text_printf(&what, "%s ", way->arguments[i]);
    }
    if (way->variable) {
        char *value = filled(way->variable, string, false), *relative = strstr(value, "=./");
        struct text whole = {0};
        text_printf(&whole, "%.*s%s%s", relative ? (int)(relative - value + 1) : 0, value,
                    relative ? getenv("XDG_CONFIG_HOME") : "", relative ? relative + 2 : value);
        variable = whole.data;
        free(value);
    }
    struct result result = run(variable, arguments);
    expect_clean(&result.err, text_string(&what), string);
    size_t lines = 0;
    for (const char *at = text_string(&result.err); *at; at++)
        lines += *at == '\n';
    ck_assert_msg(lines <= (result.status == 0 ? 3 : 1), "%s with %s says\n%s", what.data, string,
                  text_string(&result.err));
    if (way->reader == PEOPLE)
        expect_clean(&result.out, text_string(&what), string);
    else if (way->reader == JSON)
        expect_json(&result.out, text_string(&what));
    else
        expect_valid(&result.out, text_string(&what));
    if (access("a.txt", F_OK) == 0) {
        struct text exported = {0};
        read_back("a.txt", &exported);
        expect_clean(&exported, "a.txt", string);
        text_finish(&exported);
    }
    for (size_t i = 0; arguments[i]; i++)
        free((void *)(uintptr_t)arguments[i]);
    free(variable);
    result_finish(&result);
    text_finish(&what);
}

START_TEST(people_get_only_what_can_be_shown)
{
    for (size_t i = 0; i < ARRAY_LENGTH(nasty); i++)
        try_way(&ways[_i], nasty[i]);
}
END_TEST

/* The locale is named, so that only its own ways of writing are tried. */
static void try_in(const char *locale, const struct way *way)
{
    snprintf(language, sizeof language, "LC_ALL=%s", locale);
    is_utf8 = false;
    for (size_t i = 3; i < ARRAY_LENGTH(nasty); i += 3)
        try_way(way, nasty[i]);
    is_utf8 = true;
    snprintf(language, sizeof language, "LC_ALL=C.UTF-8");
}

START_TEST(without_utf8_people_get_ascii)
{
    try_in("C", &ways[_i]);
    if (!locales)
        return;
    setenv("LOCPATH", locales, 1);
    try_in("es_ES.ISO-8859-1", &ways[_i]);
    unsetenv("LOCPATH");
}
END_TEST

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    program = realpath(argv[1], NULL);
    locales = getenv("THALWEG_LATIN");
    if (!program || !mkdtemp(directory))
        return 2;
    Suite *suite = suite_create("clean");
    TCase *tests = tcase_create("clean");
    tcase_set_timeout(tests, 300);
    tcase_add_loop_test(tests, people_get_only_what_can_be_shown, 0, (int)ARRAY_LENGTH(ways));
    tcase_add_loop_test(tests, without_utf8_people_get_ascii, 0, (int)ARRAY_LENGTH(ways));
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    char line[64];
    snprintf(line, sizeof line, "rm -rf %s", directory);
    return failed > 0 || system(line) != 0; /* NOLINT */
}
