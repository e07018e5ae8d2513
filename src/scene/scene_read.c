/* Scene files through libconfig: the text is checked, parsed, taken over into a tree of nodes with
 * what --set asks for, and given to scene_build(). */
#include "scene/scene.h"

#include "base/file.h"
#include "base/mem.h"
#include "scene_build.h"
#include "scene_lex.h"
#include "scene_node.h"

#include <libconfig.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- libconfig's tree to ours ---- */

static void take_over(struct node *node, const config_setting_t *setting, const char *set)
{
    node->line = config_setting_source_line(setting);
    node->set = set;
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT:
        node_set_whole(node, config_setting_get_int(setting));
        break;
    case CONFIG_TYPE_INT64:
        node_set_whole(node, config_setting_get_int64(setting));
        break;
    case CONFIG_TYPE_FLOAT:
        node_set_number(node, config_setting_get_float(setting));
        break;
    case CONFIG_TYPE_BOOL:
        node->kind = NODE_SWITCH;
        node->number = config_setting_get_bool(setting);
        break;
    case CONFIG_TYPE_STRING:
        node->kind = NODE_TEXT;
        node->text = mem_string(config_setting_get_string(setting));
        break;
    default:
        node->kind = config_setting_is_group(setting) ? NODE_GROUP : NODE_LIST;
        for (int i = 0; i < config_setting_length(setting); i++) {
            const config_setting_t *member = config_setting_get_elem(setting, (unsigned)i);
            take_over(node_add(node, config_setting_name(member)), member, set);
        }
    }
}

/* What libconfig has to say once lex_check() is content. */
static const char *in_our_words(const char *message)
{
    if (strcmp(message, "duplicate setting name") == 0)
        return "this key is there twice";
    if (strcmp(message, "mismatched element type in array") == 0)
        return "an array [ ] holds values of one kind; write a list ( )";
    return "syntax error; is an '=', a ',' or a ';' missing?";
}

/* Parse `text` into the empty node. On a mistake *line is where. */
static bool parse(const char *text, const char *set, struct node *node, unsigned *line,
                  struct error *err)
{
    struct text lines = {0};
    config_t config;
    text_add(&lines, text);
    lex_plain(lines.data);
    if (!lex_check(text_string(&lines), line, err)) {
        text_finish(&lines);
        return false;
    }
    text_add(&lines, "\n"); /* libconfig wants one behind a comment */
    config_init(&config);
    const bool ok = config_read_string(&config, text_string(&lines)) == CONFIG_TRUE;
    if (ok) {
        take_over(node, config_root_setting(&config), set);
    } else {
        *line = (unsigned)config_error_line(&config);
        error_set(err, "%s", in_our_words(config_error_text(&config)));
    }
    config_destroy(&config);
    text_finish(&lines);
    return ok;
}

/* ---- the file ---- */

static unsigned line_of(const char *text, const char *at)
{
    unsigned line = 1;
    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

static bool read_text_of_file(const char *path, const char *text, size_t length, struct node *root,
                              struct error *err)
{
    const char *bad = text_bad_byte(text, length);
    unsigned line;
    if (bad)
        return error_set(err, "%s:%u: this is not text in UTF-8", path, line_of(text, bad));
    const bool marked = strncmp(text, "\xEF\xBB\xBF", 3) == 0; /* a byte-order mark */
    if (parse(marked ? text + 3 : text, NULL, root, &line, err))
        return true;
    error_prefix(err, "%s:%u: ", path, line);
    return false;
}

static bool read_file(const char *path, struct node *root, struct error *err)
{
    struct text file = {0};
    const bool ok = file_read(path, SCENE_FILE_LIMIT, &file, err) &&
                    read_text_of_file(path, text_string(&file), file.length, root, err);
    text_finish(&file);
    return ok;
}

/* ---- --set PATH=VALUE ---- */

/* VALUE is in libconfig's syntax. A bare word is a text, and so is whatever is no value and does
 * not begin like one: a formula. */
static bool is_bare_text(const char *value)
{
    const bool letter = (*value >= 'a' && *value <= 'z') || (*value >= 'A' && *value <= 'Z');
    return letter && strcasecmp(value, "true") != 0 && strcasecmp(value, "false") != 0;
}

/* Parse the value into the empty node; *line means nothing here. */
static bool parse_value(struct node *node, const char *value, const char *set, struct error *err)
{
    struct text text = {0};
    struct node group = {0};
    unsigned line;
    text_printf(&text, "value = %s", value);
    bool ok = parse(text_string(&text), set, &group, &line, err);
    if (ok && group.count != 1)
        ok = error_set(err, "one value at a time");
    if (ok) {
        char *name = node->name;
        free(group.members[0].name);
        *node = group.members[0];
        node->name = name;
        group.count = 0;
    }
    node_clear(&group);
    text_finish(&text);
    return ok;
}

/* Put the value into the empty node. */
static bool set_value(struct node *node, const char *value, const char *set, struct error *err)
{
    struct error mistake = {0};
    if (*value == '\0')
        return error_set(err, "a value is missing");
    if (!is_bare_text(value)) {
        if (parse_value(node, value, set, &mistake))
            return true;
        if (strchr("\"({[", *value) || lex_like_number(value))
            return error_set(err, "%s", mistake.text);
    }
    node->kind = NODE_TEXT;
    node->set = set;
    node->text = mem_string(value);
    return true;
}

static bool apply_set(struct node *root, const char *set, struct error *err)
{
    const char *equals = strchr(set, '=');
    if (!equals)
        return error_set(err, "write PATH=VALUE, as in steps=50");
    if (text_bad_byte(set, strlen(set)))
        return error_set(err, "this is not text in UTF-8");
    char *path = mem_string(set);
    path[equals - set] = '\0';
    struct node *node = node_at_path(root, path, set, err);
    free(path);
    if (!node)
        return false;
    node_clear(node);
    return set_value(node, equals + 1, set, err);
}

bool scene_read(struct scene *scene, const char *path, const struct scene_options *options,
                struct text *warnings, struct error *err)
{
    static const struct scene_options none = {0};
    struct node root = {0};
    options = options ? options : &none;
    *scene = (struct scene){0};
    bool ok = read_file(path, &root, err);
    for (size_t i = 0; ok && i < options->set_count; i++) {
        ok = apply_set(&root, options->set[i], err);
        if (!ok)
            error_prefix(err, "--set %s: ", options->set[i]);
    }
    ok = ok && scene_build(scene, &root, path, options, warnings, err);
    node_clear(&root);
    return ok;
}
