#include "app/options.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/number.h"
#include "base/text.h"
#include "draw/theme.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEPS_MAX  UINT64_C(1000000000000000)
#define FRAMES_MAX 60   /* a second */
#define CELLS_MAX  1000 /* in each direction, of a frame that goes to no terminal */
#define NAMES_MAX  16   /* words that a value may be */

/* ---- values ---- */

/* "csv, jsonl or json" */
static void add_choices(struct text *text, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_printf(text, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", names[i]);
}

static bool take_choice(const char *value, const char *const *names, size_t count, size_t *choice,
                        struct error *err)
{
    for (*choice = 0; *choice < count; ++*choice)
        if (strcmp(value, names[*choice]) == 0)
            return true;
    struct text text = {0};
    add_choices(&text, names, count);
    error_set(err, "takes %s, not '%s'", text_string(&text), value);
    text_finish(&text);
    return false;
}

static bool take_count(const char *value, uint64_t most, uint64_t *count, struct error *err)
{
    if (number_parse_count(value, count) && *count >= 1 && *count <= most)
        return true;
    char hint[NUMBER_HINT_SIZE];
    return error_set(err, "takes a whole number from 1 to %" PRIu64 ", not '%s'%s", most, value,
                     number_count_hint(hint, value));
}

static bool take_tolerance(const char *value, double *tolerance, struct error *err)
{
    if (number_parse(value, tolerance) && *tolerance >= 0)
        return true;
    char hint[NUMBER_HINT_SIZE];
    return error_set(err, "takes a number of 0 or more, such as 1e-9, not '%s'%s", value,
                     number_hint(hint, value));
}

static void add_word(struct words *words, const char *word)
{
    words->at = mem_resize(words->at, words->count + 1, sizeof *words->at);
    words->at[words->count++] = word;
}

/* ---- an option each ---- */

static bool take_steps(struct options *options, const char *value, struct error *err)
{
    return take_count(value, STEPS_MAX, &options->steps, err);
}

static bool take_every(struct options *options, const char *value, struct error *err)
{
    return take_count(value, STEPS_MAX, &options->every, err);
}

static bool take_run_format(struct options *options, const char *value, struct error *err)
{
    static const char *const names[] = {
        [FORMAT_CSV] = "csv",
        [FORMAT_JSON_LINES] = "jsonl",
        [FORMAT_JSON] = "json",
        [FORMAT_SUMMARY] = "summary",
    };
    size_t choice;
    if (!take_choice(value, names, ARRAY_LENGTH(names), &choice, err))
        return false;
    options->format = (enum output_format)choice;
    return true;
}

static bool take_list_format(struct options *options, const char *value, struct error *err)
{
    static const char *const names[] = {"text", "jsonl", "markdown"};
    static const enum output_format formats[] = {FORMAT_TEXT, FORMAT_JSON_LINES, FORMAT_MARKDOWN};
    static_assert(ARRAY_LENGTH(names) == ARRAY_LENGTH(formats), "a format for each name");
    size_t choice;
    if (!take_choice(value, names, ARRAY_LENGTH(names), &choice, err))
        return false;
    options->format = formats[choice];
    return true;
}

static bool take_output(struct options *options, const char *value, struct error *err)
{
    (void)err;
    options->output = value;
    return true;
}

static bool take_set(struct options *options, const char *value, struct error *err)
{
    (void)err;
    add_word(&options->set, value);
    return true;
}

static bool take_verbs(struct options *options, const char *value, struct error *err)
{
    (void)err;
    add_word(&options->verbs, value);
    return true;
}

static bool take_params(struct options *options, const char *value, struct error *err)
{
    static const char *const names[] = {"all"};
    size_t choice;
    options->all_params = take_choice(value, names, ARRAY_LENGTH(names), &choice, err);
    return options->all_params;
}

static bool take_reproducible(struct options *options, const char *value, struct error *err)
{
    (void)value, (void)err;
    options->reproducible = true;
    return true;
}

static bool take_expect(struct options *options, const char *value, struct error *err)
{
    (void)err;
    options->expect = value;
    return true;
}

static bool take_rtol(struct options *options, const char *value, struct error *err)
{
    return take_tolerance(value, &options->rtol, err);
}

static bool take_atol(struct options *options, const char *value, struct error *err)
{
    return take_tolerance(value, &options->atol, err);
}

static bool take_color(struct options *options, const char *value, struct error *err)
{
    static const char *const names[] = {"auto", "never", "16", "256", "direct"};
    static const enum colors colors[] = {COLORS_NONE, COLORS_NONE, COLORS_16, COLORS_256,
                                         COLORS_DIRECT};
    static_assert(ARRAY_LENGTH(names) == ARRAY_LENGTH(colors), "colours for each name");
    size_t choice;
    if (!take_choice(value, names, ARRAY_LENGTH(names), &choice, err))
        return false;
    options->display.colors_asked = choice > 0;
    options->display.colors = colors[choice];
    return true;
}

static bool take_glyphs(struct options *options, const char *value, struct error *err)
{
    static const char *const names[] = {"auto", "ascii", "block", "braille"};
    size_t choice;
    if (!take_choice(value, names, ARRAY_LENGTH(names), &choice, err))
        return false;
    options->display.glyphs_asked = choice > 0;
    options->display.glyphs = choice > 0 ? (enum glyphs)(choice - 1) : GLYPHS_ASCII;
    return true;
}

static bool take_theme(struct options *options, const char *value, struct error *err)
{
    const char *names[NAMES_MAX];
    size_t count = 0, choice;
    while (count < NAMES_MAX && theme_name(count)) {
        names[count] = theme_name(count);
        count++;
    }
    if (!take_choice(value, names, count, &choice, err))
        return false;
    snprintf(options->display.theme, sizeof options->display.theme, "%s", value);
    return true;
}

static bool take_no_mouse(struct options *options, const char *value, struct error *err)
{
    (void)value, (void)err;
    options->display.mouse = false;
    return true;
}

static bool take_fps(struct options *options, const char *value, struct error *err)
{
    uint64_t count;
    if (!take_count(value, FRAMES_MAX, &count, err))
        return false;
    options->display.fps = (int)count;
    return true;
}

static bool take_size(struct options *options, const char *value, struct error *err)
{
    int columns, rows, length = 0;
    const bool plain = strspn(value, "0123456789x") == strlen(value) && strlen(value) <= 9;
    if (!plain || sscanf(value, "%dx%d%n", &columns, &rows, &length) != 2 || value[length] ||
        columns < 1 || rows < 1 || columns > CELLS_MAX || rows > CELLS_MAX)
        return error_set(err, "takes COLUMNSxROWS, such as 120x40, up to %dx%d, not '%s'",
                         CELLS_MAX, CELLS_MAX, value);
    options->display.columns = columns;
    options->display.rows = rows;
    return true;
}

static bool take_help(struct options *options, const char *value, struct error *err)
{
    (void)value, (void)err;
    options->help = true;
    return true;
}

static bool take_version(struct options *options, const char *value, struct error *err)
{
    (void)value, (void)err;
    options->version = true;
    return true;
}

/* ---- the table ---- */

#define PLAY (1u << COMMAND_PLAY)
#define RUN  (1u << COMMAND_RUN)
#define LIST (1u << COMMAND_LIST)

static const struct option table[] = {
    {.name = "--steps",
     .argument = "N",
     .help = "make N updates, whatever the scene says",
     .commands = RUN,
     .take = take_steps},
    {.name = "--every",
     .argument = "K",
     .help = "rows of every K-th step, and of the last",
     .commands = RUN,
     .take = take_every},
    {.name = "--format",
     .argument = "FORMAT",
     .help = "csv (the default), jsonl: rows; json, summary: results",
     .commands = RUN,
     .take = take_run_format},
    {.name = "--format",
     .argument = "FORMAT",
     .help = "text (the default), jsonl: an object a line, or markdown",
     .commands = LIST,
     .take = take_list_format},
    {.name = "--output",
     .letter = 'o',
     .argument = "FILE",
     .help = "write to FILE, replacing it when all is written; -: stdout",
     .commands = RUN,
     .take = take_output},
    {.name = "--set",
     .argument = "PATH=VALUE",
     .help = "change the scene: steps=50, optimizers.[0].lr=0.1",
     .commands = PLAY | RUN,
     .take = take_set},
    {.name = "--do",
     .argument = "VERBS",
     .help = "play verbs first, divided by ';': \"step 10; lr up all\"",
     .commands = PLAY | RUN,
     .take = take_verbs},
    {.name = "--params",
     .argument = "all",
     .help = "all parameters in the rows, also beyond 16",
     .commands = RUN,
     .take = take_params},
    {.name = "--reproducible",
     .help = "the same bits on every machine, also of wide networks",
     .commands = RUN,
     .take = take_reproducible},
    {.name = "--expect",
     .argument = "FILE",
     .help = "compare with the rows of a CSV file; exit 1 if one differs",
     .commands = RUN,
     .take = take_expect},
    {.name = "--rtol",
     .argument = "R",
     .help = "relative tolerance of --expect, 1e-9 by default",
     .commands = RUN,
     .take = take_rtol},
    {.name = "--atol",
     .argument = "A",
     .help = "absolute tolerance of --expect, 1e-12 by default",
     .commands = RUN,
     .take = take_atol},
    {.name = "--color",
     .argument = "WHICH",
     .help = "auto, never, 16, 256 or direct",
     .commands = PLAY,
     .is_configurable = true,
     .take = take_color},
    {.name = "--glyphs",
     .argument = "WHICH",
     .help = "auto, ascii, block or braille: what the font can show",
     .commands = PLAY,
     .is_configurable = true,
     .take = take_glyphs},
    {.name = "--theme",
     .argument = "NAME",
     .help = "dark, light, projector or mono",
     .commands = PLAY,
     .is_configurable = true,
     .take = take_theme},
    {.name = "--no-mouse",
     .help = "leave the mouse to the terminal",
     .commands = PLAY,
     .take = take_no_mouse},
    {.name = "--fps",
     .argument = "N",
     .help = "frames a second at most, 1 to 60",
     .commands = PLAY,
     .is_configurable = true,
     .take = take_fps},
    {.name = "--size",
     .argument = "COLSxROWS",
     .help = "of the frame, where stdout is no terminal; default 80x24",
     .commands = PLAY,
     .take = take_size},
    {.name = "--help", .help = "this text", .commands = PLAY | RUN | LIST, .take = take_help},
    {.name = "--version", .help = "the version", .commands = PLAY, .take = take_version},
};

const struct option *options_next(enum command command, const struct option *after)
{
    for (const struct option *row = after ? after + 1 : table; row < table + ARRAY_LENGTH(table);
         row++)
        if (row->commands & 1u << command)
            return row;
    return NULL;
}

/* ---- subcommands ---- */

static const char *const command_words[] = {
    [COMMAND_PLAY] = "thalweg", [COMMAND_RUN] = "run", [COMMAND_LIST] = "list"};
static_assert(ARRAY_LENGTH(command_words) == COMMAND_COUNT, "a word for each");

const char *command_name(enum command command)
{
    static const char *const names[] = {
        [COMMAND_PLAY] = "thalweg", [COMMAND_RUN] = "thalweg run", [COMMAND_LIST] = "thalweg list"};
    static_assert(ARRAY_LENGTH(names) == COMMAND_COUNT, "a name for each");
    return names[command];
}

/* The subcommand is the first word; any other first word belongs to `thalweg` itself. */
static enum command find_command(int argc, char **argv)
{
    for (int c = COMMAND_PLAY + 1; argc > 1 && c < COMMAND_COUNT; c++)
        if (strcmp(argv[1], command_words[c]) == 0)
            return (enum command)c;
    return COMMAND_PLAY;
}

void options_init(struct options *options, int argc, char **argv)
{
    *options = (struct options){
        .command = find_command(argc, argv),
        .display = {.mouse = true, .fps = 30, .columns = 80, .rows = 24},
        .every = 1,
        .rtol = 1e-9,
        .atol = 1e-12,
    };
    options->format = options->command == COMMAND_LIST ? FORMAT_TEXT : FORMAT_CSV;
}

void options_finish(struct options *options)
{
    free(options->set.at);
    free(options->verbs.at);
    *options = (struct options){0};
}

/* ---- the command line ---- */

/* The option that an argument begins with, of this subcommand; NULL with the message. */
static const struct option *find_option(enum command command, const char *argument, size_t length,
                                        struct error *err)
{
    const char *names[ARRAY_LENGTH(table)];
    char hint[NAMES_HINT_SIZE], word[64];
    size_t count = 0;
    snprintf(word, sizeof word, "%.*s", (int)length, argument);
    for (const struct option *row = NULL; (row = options_next(command, row));) {
        if (strcmp(row->name, word) == 0 || (length == 2 && row->letter && row->letter == word[1]))
            return row;
        names[count++] = row->name;
    }
    for (size_t i = 0; i < ARRAY_LENGTH(table); i++)
        for (int c = 0; c < COMMAND_COUNT; c++)
            if (strcmp(table[i].name, word) == 0 && table[i].commands & 1u << c) {
                error_set(err, "%s is an option of '%s'", word, command_name((enum command)c));
                return NULL;
            }
    error_set(err, "no option '%s'%s", word, names_hint_in(hint, word, count, names));
    return NULL;
}

/* Take the option argv[0] and, where it is not part of it, its value argv[1]. Returns how many
 * arguments that were; 0: a mistake. */
static int read_option(struct options *options, char **argv, struct error *err)
{
    const char *argument = argv[0];
    const bool is_long = argument[1] == '-';
    const size_t length = is_long ? strcspn(argument, "=") : 2;
    const struct option *row = find_option(options->command, argument, length, err);
    if (!row)
        return 0;
    const bool attached = argument[length] != '\0';
    const char *value = attached ? argument + length + is_long : argv[1];
    if (!row->argument && attached) {
        error_set(err, "%s takes no value", row->name);
        return 0;
    }
    if (row->argument && !value) {
        error_set(err, "%s needs a value: %.*s %s", row->name, (int)length, argument,
                  row->argument);
        return 0;
    }
    if (!row->take(options, value, err)) {
        error_prefix(err, "%s ", row->name);
        return 0;
    }
    return row->argument && !attached ? 2 : 1;
}

static bool take_name(struct options *options, const char *name, struct error *err)
{
    if (options->name)
        return error_set(err, "'%s' is one too many; '%s --help' tells what goes where", name,
                         command_name(options->command));
    options->name = name;
    return true;
}

bool options_read(struct options *options, int argc, char **argv, struct error *err)
{
    bool no_options = false;
    int i = options->command == COMMAND_PLAY ? 1 : 2;
    while (i < argc && !options->help && !options->version) {
        const bool is_option = !no_options && argv[i][0] == '-' && argv[i][1];
        if (is_option && strcmp(argv[i], "--") == 0) {
            no_options = true;
            i++;
        } else if (is_option) {
            const int taken = read_option(options, argv + i, err);
            if (taken == 0)
                return false;
            i += taken;
        } else if (!take_name(options, argv[i++], err)) {
            return false;
        }
    }
    return true;
}

/* ---- the configuration file ---- */

static bool take_mouse(struct options *options, const char *value, struct error *err)
{
    static const char *const names[] = {"off", "on"};
    size_t choice;
    if (!take_choice(value, names, ARRAY_LENGTH(names), &choice, err))
        return false;
    options->display.mouse = choice == 1;
    return true;
}

bool options_configure(struct options *options, const char *key, const char *value,
                       struct error *err)
{
    const char *names[ARRAY_LENGTH(table) + 1] = {"mouse"};
    size_t count = 1;
    char hint[NAMES_HINT_SIZE];
    bool (*take)(struct options *, const char *, struct error *) =
        strcmp(key, "mouse") == 0 ? take_mouse : NULL;
    for (size_t i = 0; i < ARRAY_LENGTH(table); i++)
        if (table[i].is_configurable) {
            names[count] = table[i].name + 2;
            if (strcmp(names[count++], key) == 0)
                take = table[i].take;
        }
    if (!take)
        return error_set(err, "no setting '%s'%s", key, names_hint_in(hint, key, count, names));
    if (take(options, value, err))
        return true;
    error_prefix(err, "%s ", key);
    return false;
}
