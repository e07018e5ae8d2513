/* Values out of nodes, each with a message that says where, what is there, and what belongs there.
 */
#include "scene_build.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MESSAGE_SIZE 400

/* ---- messages ---- */

/* Where the node was written, ready to be put before a message. */
static void add_place(const struct reader *reader, const struct node *at, struct text *out)
{
    if (at->set)
        text_printf(out, "--set %s: ", at->set);
    else if (at->line > 0)
        text_printf(out, "%s:%u: ", reader->path, at->line);
    else
        text_printf(out, "%s: ", reader->path);
}

void reader_place(const struct reader *reader, const struct node *at)
{
    struct text place = {0};
    add_place(reader, at, &place);
    error_prefix(reader->err, "%s", text_string(&place));
    text_finish(&place);
}

bool reader_error(const struct reader *reader, const struct node *at, const char *format, ...)
{
    char message[MESSAGE_SIZE];
    struct text place = {0};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    add_place(reader, at, &place);
    error_set(reader->err, "%s%s", text_string(&place), message);
    text_finish(&place);
    return false;
}

void reader_warn(const struct reader *reader, const struct node *at, const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (!reader->warnings)
        return;
    struct text line = {0};
    add_place(reader, at, &line);
    text_add(&line, message);
    text_clean(line.data); /* one line, whatever the file is called */
    text_printf(reader->warnings, "%s\n", line.data);
    text_finish(&line);
}

bool read_kind(const struct reader *reader, const struct node *node, enum node_kind kind)
{
    if (node->kind == kind)
        return true;
    if (!node->name)
        return reader_error(reader, node, "%s where %s belongs", node_kind_name(node->kind),
                            node_kind_name(kind));
    return reader_error(reader, node, "%s must be %s, not %s", node->name, node_kind_name(kind),
                        node_kind_name(node->kind));
}

/* ---- numbers ---- */

bool read_parameter(const struct reader *reader, const struct node *node,
                    const struct parameter *range, double *value)
{
    struct error mistake = {0};
    char hint[NUMBER_HINT_SIZE];
    if (!range->is_switch && node->kind == NODE_TEXT && *number_hint(hint, node->text))
        return reader_error(reader, node, "%s must be a number, and '%s' is none%s",
                            node->name ? node->name : "it", node->text, hint);
    if (!read_kind(reader, node, range->is_switch ? NODE_SWITCH : NODE_NUMBER))
        return false;
    if (range->is_whole && floor(node->number) != node->number)
        return reader_error(reader, node, "%s must be a whole number", range->name);
    if (!parameter_check(range, node->number, &mistake))
        return reader_error(reader, node, "%s", mistake.text);
    *value = node->number;
    return true;
}

static bool are_numbers(const struct node *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->members[i].kind != NODE_NUMBER || !isfinite(list->members[i].number))
            return false;
    return true;
}

bool read_pair(const struct reader *reader, const struct node *node, double value[static 2])
{
    if (node->kind != NODE_LIST || node->count != 2 || !are_numbers(node))
        return reader_error(reader, node, "%s must be two numbers, as in ( 1, 2.5 )", node->name);
    value[0] = node->members[0].number;
    value[1] = node->members[1].number;
    return true;
}

bool read_reals(const struct reader *reader, const struct node *node, double **values,
                size_t *count)
{
    if (node->kind != NODE_LIST || !are_numbers(node))
        return reader_error(reader, node, "%s must be a list of numbers, as in ( 1, 2.5 )",
                            node->name);
    *values = mem_alloc(node->count, sizeof **values);
    *count = node->count;
    for (size_t i = 0; i < node->count; i++)
        (*values)[i] = node->members[i].number;
    return true;
}

/* ---- texts ---- */

bool read_string(const struct reader *reader, const struct node *node, char **text)
{
    if (!read_kind(reader, node, NODE_TEXT))
        return false;
    if (text_bad_byte(node->text, strlen(node->text)))
        return reader_error(reader, node, "%s is not text in UTF-8 without control characters",
                            node->name);
    *text = mem_string(node->text);
    return true;
}

static bool is_language(const char *code)
{
    const size_t length = strlen(code);
    return (length == 2 || length == 3) && code[strspn(code, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

static bool read_version(const struct reader *reader, const struct node *node, const char *code,
                         struct scene_text *text)
{
    char *version;
    if (!read_string(reader, node, &version))
        return false;
    text->version[text->count].code = mem_string(code);
    text->version[text->count++].text = version;
    return true;
}

bool read_text(const struct reader *reader, const struct node *node, struct scene_text *text)
{
    if (node->kind == NODE_TEXT)
        return read_version(reader, node, "", text);
    if (node->kind != NODE_GROUP || node->count == 0)
        return reader_error(reader, node,
                            "%s must be a text or a group of languages { en = \"...\"; }",
                            node->name);
    if (node->count > SCENE_LANGUAGES)
        return reader_error(reader, node, "%s is in %zu languages; %d are the most", node->name,
                            node->count, SCENE_LANGUAGES);
    for (size_t i = 0; i < node->count; i++) {
        const struct node *member = &node->members[i];
        if (!is_language(member->name))
            return reader_error(reader, member, "'%s' is no language's code; write en, es ...",
                                member->name);
        if (!read_version(reader, member, member->name, text))
            return false;
    }
    return true;
}

bool check_line(const struct reader *reader, const struct node *node, const struct scene_text *text)
{
    for (size_t i = 0; i < text->count; i++) {
        const char *line = text->version[i].text;
        const size_t length = strlen(line);
        if (length == 0 || length >= RUN_NAME_SIZE || strpbrk(line, "\n\r\t"))
            return reader_error(reader, node, "%s is one line of 1 to %d bytes", node->name,
                                RUN_NAME_SIZE - 1);
    }
    return true;
}

bool read_name(const struct reader *reader, const struct node *node, const char *what, size_t count,
               const char *(*name_at)(size_t index))
{
    char hint[NAMES_HINT_SIZE];
    if (!read_kind(reader, node, NODE_TEXT))
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(name_at(i), node->text) == 0)
            return true;
    names_hint(hint, node->text, count, name_at);
    if (*hint)
        return reader_error(reader, node, "no %s '%s'%s", what, node->text, hint);
    return reader_error(reader, node, "no %s '%s'; 'thalweg list %ss' names them", what, node->text,
                        what);
}

bool read_word(const struct reader *reader, const struct node *node, const char *name,
               const char *(*words)(size_t index), unsigned *value)
{
    char hint[NAMES_HINT_SIZE];
    size_t count = 0;
    if (!read_kind(reader, node, NODE_TEXT))
        return false;
    for (const char *word; (word = words(count)); count++)
        if (strcmp(word, node->text) == 0) {
            *value = (unsigned)count;
            return true;
        }
    if (count == 2)
        return reader_error(reader, node, "%s must be \"%s\" or \"%s\"", name, words(0), words(1));
    names_hint(hint, node->text, count, words);
    if (*hint)
        return reader_error(reader, node, "no %s '%s'%s", name, node->text, hint);
    struct text list = {0};
    for (size_t i = 0; i < count; i++)
        text_printf(&list, "%s%s", i > 0 ? ", " : "", words(i));
    reader_error(reader, node, "no %s '%s'; there are %s", name, node->text, text_string(&list));
    text_finish(&list);
    return false;
}
