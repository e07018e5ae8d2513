/* The types of keys that are texts. */
#include "scene_key.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* ---- a string ---- */

static bool string_read(const struct reader *reader, const struct node *node, const struct key *key,
                        void *group)
{
    return read_string(reader, node, value_at(key, group));
}

bool string_differs(const struct key *key, const void *group, const void *standard)
{
    const char *a = *(const char *const *)value_of(key, group);
    const char *b = *(const char *const *)value_of(key, standard);
    return a && b ? strcmp(a, b) != 0 : a != b;
}

void string_write(struct writer *writer, const struct key *key, const void *group)
{
    const char *string = *(const char *const *)value_of(key, group);
    write_string(writer, string ? string : "");
}

void string_copy(const struct key *key, void *group)
{
    char **string = value_at(key, group);
    *string = mem_string(*string);
}

void string_finish(const struct key *key, void *group)
{
    free(*(char **)value_at(key, group));
}

const struct key_type type_string = {
    .name = "text",
    .read = string_read,
    .differs = string_differs,
    .write = string_write,
    .copy = string_copy,
    .finish = string_finish,
};

/* ---- a list of strings ---- */

/* The list is complete also where it has a mistake, so that it can be freed. */
static bool strings_read(const struct reader *reader, const struct node *node,
                         const struct key *key, void *group)
{
    if (!read_kind(reader, node, NODE_LIST))
        return false;
    char **strings = *(char ***)value_at(key, group) = mem_alloc(node->count, sizeof *strings);
    for (size_t i = 0; i < node->count; i++) {
        if (node->members[i].kind != NODE_TEXT)
            return reader_error(reader, node, "%s must be a list of texts, as in ( \"2.20\" )",
                                node->name);
        if (!read_string(reader, &node->members[i], &strings[i]))
            return false;
        ++*count_at(key, group);
    }
    return true;
}

void strings_write(struct writer *writer, const struct key *key, const void *group)
{
    const char *const *strings = *(const char *const *const *)value_of(key, group);
    text_add(writer->out, "( ");
    for (size_t i = 0; i < count_of(key, group); i++) {
        text_add(writer->out, i > 0 ? ", " : "");
        write_string(writer, strings[i]);
    }
    text_add(writer->out, " )");
}

void strings_copy(const struct key *key, void *group)
{
    char ***strings = value_at(key, group), *const *from = *strings;
    if (!from)
        return;
    *strings = mem_alloc(count_of(key, group), sizeof **strings);
    for (size_t i = 0; i < count_of(key, group); i++)
        (*strings)[i] = mem_string(from[i]);
}

void strings_finish(const struct key *key, void *group)
{
    char **strings = *(char ***)value_at(key, group);
    for (size_t i = 0; i < count_of(key, group); i++)
        free(strings[i]);
    free(strings);
}

const struct key_type type_strings = {
    .name = "list of texts",
    .read = strings_read,
    .differs = pointer_differs,
    .write = strings_write,
    .copy = strings_copy,
    .finish = strings_finish,
};

/* ---- a text in one language or several ---- */

static bool text_read(const struct reader *reader, const struct node *node, const struct key *key,
                      void *group)
{
    return read_text(reader, node, value_at(key, group));
}

static bool text_differs(const struct key *key, const void *group, const void *standard)
{
    const struct scene_text *text = value_of(key, group);
    (void)standard;
    return text->count > 0;
}

/* A string, or a group of languages. */
static void text_write(struct writer *writer, const struct key *key, const void *group)
{
    const struct scene_text *text = value_of(key, group);
    if (text->count == 0 || (text->count == 1 && text->version[0].code[0] == '\0')) {
        write_string(writer, text->count == 0 ? "" : text->version[0].text);
        return;
    }
    text_add(writer->out, "{");
    writer->indent += 4;
    for (size_t i = 0; i < text->count; i++) {
        write_begin(writer, text->version[i].code, false);
        write_string(writer, text->version[i].text);
        write_end(writer);
    }
    writer->indent -= 4;
    if (writer->in_line)
        text_add(writer->out, " ");
    else
        write_line(writer);
    text_add(writer->out, "}");
}

static void text_copy(const struct key *key, void *group)
{
    struct scene_text *text = value_at(key, group);
    for (size_t i = 0; i < text->count; i++) {
        text->version[i].code = mem_string(text->version[i].code);
        text->version[i].text = mem_string(text->version[i].text);
    }
}

static void text_finish_all(const struct key *key, void *group)
{
    struct scene_text *text = value_at(key, group);
    for (size_t i = 0; i < text->count; i++) {
        free(text->version[i].code);
        free(text->version[i].text);
    }
}

const struct key_type type_text = {
    .name = "text, or { en = \"...\"; es = \"...\"; }",
    .read = text_read,
    .differs = text_differs,
    .write = text_write,
    .copy = text_copy,
    .finish = text_finish_all,
};
