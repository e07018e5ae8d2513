#include "app/help.h"

#include "base/mem.h"
#include "math/kernels.h"
#include "out/columns.h"

#include <stdio.h>

/* How a subcommand is called, what for, and examples of it. */
static const struct usage {
    const char *arguments, *purpose, *about;
    struct {
        const char *line, *purpose;
    } examples[5];
} usages[COMMAND_COUNT] = {
    [COMMAND_PLAY] =
        {
            .arguments = "[SCENE]",
            .purpose = "play a scene; without one, Rosenbrock's valley",
            .about = "thalweg shows how optimizers learn: races of optimizers on loss surfaces,\n"
                     "step by step, forward and back. A scene is a file, or the bare name of one\n"
                     "that 'thalweg list scenes' shows. In the program, ? shows the keys.",
            .examples =
                {
                    {"thalweg", "the race down Rosenbrock's valley"},
                    {"thalweg my.scene", "a scene of your own"},
                    {"thalweg rosenbrock --do \"step 100\"", "100 updates already made"},
                    {"thalweg rosenbrock | less", "one frame as text, and a summary"},
                },
        },
    [COMMAND_RUN] =
        {
            .arguments = "SCENE",
            .purpose = "play a scene without a screen, and write what happened",
            .about = "Plays a scene's steps and writes a row a step, with numbers that read back\n"
                     "exactly: run,method,step,epoch,evals,lr,batch,loss,grad_norm,p0,p1,...\n"
                     "In a summary a run is running, converged, diverged, growing (its loss is\n"
                     "above 1e6 times the first one, and rising) or done.\n"
                     "Exit status: 0 done; 1 --expect found a difference, or writing failed;\n"
                     "2 a mistake in the command line or in a file.",
            .examples =
                {
                    {"thalweg run rosenbrock > trace.csv", "every row of every run"},
                    {"thalweg run rosenbrock --format summary", "what became of each run"},
                    {"thalweg run my.scene --set steps=50 --every 10", "fewer of them"},
                    {"thalweg run my.scene --do \"step 10; lr up all\"",
                     "with a change on the way"},
                    {"thalweg run my.scene --expect trace.csv", "the same as before?"},
                },
        },
    [COMMAND_LIST] =
        {
            .arguments = "[WHAT]",
            .purpose = "what there is: optimizers, surfaces, scenes, verbs ...",
            .about =
                "WHAT is one of optimizers, schedules, surfaces, datasets, activations, scenes,\n"
                "verbs, bindings (of the keyboard), keys (of scene files) and panes; without\n"
                "it, all of them are listed.",
            .examples =
                {
                    {"thalweg list surfaces", "the loss surfaces"},
                    {"thalweg list optimizers --format jsonl", "with rules and defaults"},
                    {"thalweg list keys", "what a scene file may say"},
                },
        },
};

static void add_usage(enum command only, struct text *out)
{
    struct columns columns = {.count = 2};
    for (int c = 0; c < COMMAND_COUNT; c++)
        if (only == COMMAND_PLAY || only == (enum command)c) {
            columns_printf(&columns, "%s %s", command_name((enum command)c), usages[c].arguments);
            columns_add(&columns, usages[c].purpose);
        }
    text_add(out, "Usage:\n");
    columns_write(&columns, "  ", out);
    columns_finish(&columns);
}

static void add_options(enum command command, struct text *out)
{
    struct columns columns = {.count = 2};
    for (const struct option *option = NULL; (option = options_next(command, option));) {
        char letter[8] = "";
        if (option->letter)
            snprintf(letter, sizeof letter, "-%c, ", option->letter);
        columns_printf(&columns, "%s%s%s%s", letter, option->name, option->argument ? " " : "",
                       option->argument ? option->argument : "");
        columns_add(&columns, option->help);
    }
    text_add(out, "\nOptions:\n");
    columns_write(&columns, "  ", out);
    columns_finish(&columns);
}

static void add_examples(enum command command, struct text *out)
{
    const struct usage *usage = &usages[command];
    struct columns columns = {.count = 2};
    for (size_t i = 0; i < ARRAY_LENGTH(usage->examples) && usage->examples[i].line; i++) {
        columns_add(&columns, usage->examples[i].line);
        columns_add(&columns, usage->examples[i].purpose);
    }
    text_add(out, "\nExamples:\n");
    columns_write(&columns, "  ", out);
    columns_finish(&columns);
}

void help_text(enum command command, struct text *out)
{
    add_usage(command, out);
    text_printf(out, "\n%s\n", usages[command].about);
    add_options(command, out);
    add_examples(command, out);
    if (command == COMMAND_PLAY)
        text_add(out, "\n'thalweg run --help' and 'thalweg list --help' tell more.\n");
}

void version_text(struct text *out)
{
    text_printf(out, "thalweg %s\nbuilt with %s\nlinked with %s\n", VERSION, BUILT_WITH,
                kernels_library());
}
