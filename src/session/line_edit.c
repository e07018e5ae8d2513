/* Inserting, moving and deleting by whole UTF-8 characters; the keys that do so are a table. */
#include "session/line_edit.h"

#include "base/mem.h"
#include "session/key.h"

#include <string.h>

const char *line_edit_string(const struct line_edit *line)
{
    return text_string(&line->text);
}

void line_edit_set(struct line_edit *line, const char *text)
{
    text_clear(&line->text);
    text_add(&line->text, text ? text : "");
    line->cursor = line->text.length;
}

void line_edit_finish(struct line_edit *line)
{
    text_finish(&line->text);
    line->cursor = 0;
}

static void insert(struct line_edit *line, const char *bytes, size_t length)
{
    const size_t behind = line->text.length - line->cursor;
    text_add_bytes(&line->text, bytes, length); /* makes the room */
    char *at = line->text.data + line->cursor;
    memmove(at + length, at, behind);
    memcpy(at, bytes, length);
    line->cursor += length;
}

void line_edit_insert_text(struct line_edit *line, const char *text)
{
    struct text taken = {0};
    for (size_t left = strlen(text), length; left > 0; text += length, left -= length) {
        length = text_character(text, left);
        length += length == 0; /* a malformed byte is bad, as control characters are */
        if (!text_bad_byte(text, length) && !strchr("\t\n\r", *text))
            text_add_bytes(&taken, text, length);
    }
    if (taken.length > 0)
        insert(line, taken.data, taken.length);
    text_finish(&taken);
}

/* ---- the keys ---- */

static void move_left(struct line_edit *line)
{
    if (line->cursor > 0)
        line->cursor = text_cut(line_edit_string(line), line->cursor - 1);
}

static void move_right(struct line_edit *line)
{
    const char *at = line_edit_string(line) + line->cursor;
    text_next(&at);
    line->cursor = (size_t)(at - line_edit_string(line));
}

static void move_to_start(struct line_edit *line)
{
    line->cursor = 0;
}

static void move_to_end(struct line_edit *line)
{
    line->cursor = line->text.length;
}

static void delete_right(struct line_edit *line)
{
    const size_t from = line->cursor;
    move_right(line);
    const size_t removed = line->cursor - from;
    if (removed > 0)
        memmove(line->text.data + from, line->text.data + line->cursor,
                line->text.length - line->cursor + 1);
    line->text.length -= removed;
    line->cursor = from;
}

static void delete_left(struct line_edit *line)
{
    if (line->cursor == 0)
        return;
    move_left(line);
    delete_right(line);
}

static const struct {
    uint32_t key;
    void (*edit)(struct line_edit *line);
} keys[] = {
    {.key = KEYS_LEFT, .edit = move_left},        {.key = KEYS_RIGHT, .edit = move_right},
    {.key = KEYS_HOME, .edit = move_to_start},    {.key = KEYS_END, .edit = move_to_end},
    {.key = KEYS_BACKSPACE, .edit = delete_left}, {.key = KEYS_DELETE, .edit = delete_right},
};

bool line_edit_key(struct line_edit *line, uint32_t key)
{
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++)
        if (keys[i].key == key) {
            keys[i].edit(line);
            return true;
        }
    if (key < ' ' || key == 0x7F || key >= KEYS_SPECIAL)
        return false;
    char bytes[TEXT_CHARACTER];
    insert(line, bytes, text_encode(key, bytes));
    return true;
}
