/* thalweg list: what there is to choose from. */
#include "out/list.h"
#include "app/command.h"
#include "app/output.h"
#include "base/names.h"

#include <string.h>

static void add_list(const struct command_context *context, enum list list, bool with_heading,
                     struct text *out)
{
    if (context->options.format == FORMAT_JSON_LINES) {
        list_json_lines(list, &context->library, context->language, out);
        return;
    }
    const bool markdown = context->options.format == FORMAT_MARKDOWN;
    if (with_heading)
        text_printf(out, "%s%s%s\n\n", out->length > 0 ? "\n" : "", markdown ? "# " : "",
                    list_name(list));
    if (markdown)
        list_markdown(list, &context->library, context->language, out);
    else
        list_text(list, &context->library, context->language, out);
}

bool command_list(const struct command_context *context, struct error *err)
{
    const char *name = context->options.name;
    char hint[NAMES_HINT_SIZE];
    const bool is_text = context->options.format == FORMAT_TEXT;
    const enum audience audience = is_text ? FOR_PEOPLE : FOR_PROGRAMS;
    struct text text = {0};
    bool found = false;
    for (size_t i = 0; i < LIST_COUNT; i++) {
        const bool is_it = name && strcmp(list_name(i), name) == 0;
        if (is_it || !name)
            add_list(context, (enum list)i, !name, &text);
        found |= is_it;
    }
    bool ok = true;
    if (name && !found)
        ok = error_set(err, "no list '%s'%s", name, names_hint(hint, name, LIST_COUNT, list_name));
    else
        ok = output_text(&text, audience, err);
    text_finish(&text);
    return ok;
}
