/* thalweg: how optimizers learn, in a terminal. */
#include "app/command.h"
#include "app/config.h"
#include "app/detect.h"
#include "app/help.h"
#include "app/output.h"
#include "app/signals.h"

static bool play_command(struct command_context *context, struct error *err)
{
    static bool (*const commands[])(const struct command_context *, struct error *) = {
        [COMMAND_PLAY] = command_play,
        [COMMAND_RUN] = command_run,
        [COMMAND_LIST] = command_list,
    };
    char language[LANGUAGE_SIZE];
    command_language(language);
    context->language = language;
    return commands[context->options.command](context, err);
}

static bool print_text(const struct options *options, struct error *err)
{
    struct text text = {0};
    if (options->help)
        help_text(options->command, &text);
    else
        version_text(&text);
    const bool ok = output_text(&text, FOR_PEOPLE, err);
    text_finish(&text);
    return ok;
}

/* The configuration file is what the command line starts from, so that is read a second time. */
static bool read_options(struct options *options, int argc, char **argv, struct error *err)
{
    options_init(options, argc, argv);
    if (!options_read(options, argc, argv, err))
        return false;
    if (options->command != COMMAND_PLAY || options->help || options->version)
        return true;
    options_finish(options);
    options_init(options, argc, argv);
    return config_read(options, err) && options_read(options, argc, argv, err);
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct command_context context = {0};
    signals_init();
    detect_utf8();
    command_library(&context.library);
    const bool is_spelled = argc < 2 || command_is_spelled(&context.library, argv[1], &err);
    if (is_spelled && read_options(&context.options, argc, argv, &err)) {
        if (context.options.help || context.options.version)
            print_text(&context.options, &err);
        else
            play_command(&context, &err);
    }
    options_finish(&context.options);
    library_finish(&context.library);
    if (err.kind != ERROR_NONE && err.text[0])
        output_tell(err.text);
    return err.kind == ERROR_INPUT ? 2 : err.kind == ERROR_RUNTIME ? 1 : 0;
}
