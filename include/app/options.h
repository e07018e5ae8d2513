/* The command line: which subcommand, and what was asked of it.
 *
 * To add an option: a function that takes its value and a row in src/app/options.c; the parser, the
 * hints and --help take it from there. */
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/display.h"
#include "base/error.h"

enum command { COMMAND_PLAY, COMMAND_RUN, COMMAND_LIST, COMMAND_COUNT };

/* "thalweg", "thalweg run", "thalweg list" */
const char *command_name(enum command command);

/* What `run` and `list` write. */
enum output_format {
    FORMAT_CSV,
    FORMAT_JSON_LINES,
    FORMAT_JSON,
    FORMAT_SUMMARY,
    FORMAT_TEXT,
    FORMAT_MARKDOWN,
};

/* Options that may be given again and again. */
struct words {
    const char **at;
    size_t count;
};

/* Strings are borrowed from the command line. */
struct options {
    enum command command;
    bool help, version;
    const char *name; /* the scene, or what to list; NULL: not given */
    struct display display;
    struct words set;   /* --set */
    struct words verbs; /* --do */
    uint64_t steps;     /* 0: the scene's */
    uint64_t every;
    enum output_format format;
    const char *output; /* NULL: standard output */
    const char *expect; /* or NULL */
    double rtol, atol;
    bool all_params, reproducible;
};

/* Everything as it is if nothing is said, for the subcommand that the command line names. */
void options_init(struct options *options, int argc, char **argv);
void options_finish(struct options *options);

/* Take what the command line says. It ends at --help and --version. */
bool options_read(struct options *options, int argc, char **argv, struct error *err);

/* Take a setting of the configuration file: "color", "glyphs", "theme", "mouse", "fps". */
bool options_configure(struct options *options, const char *key, const char *value,
                       struct error *err);

/* For --help: the options of a subcommand, one after the other; NULL at the end. */
struct option {
    const char *name;
    char letter;          /* 'o' for -o; 0: none */
    const char *argument; /* NULL: takes no value */
    const char *help;
    unsigned commands;    /* bit c: for enum command c */
    bool is_configurable; /* by its name without the dashes */
    bool (*take)(struct options *options, const char *value, struct error *err);
};
const struct option *options_next(enum command command, const struct option *after);

#endif
