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

/* To the start of the word before the cursor; words are divided by blanks, as those of verbs. */
static void move_word_left(struct line_edit *line)
{
    const char *text = line_edit_string(line);
    while (line->cursor > 0 && text[line->cursor - 1] == ' ')
        line->cursor--;
    while (line->cursor > 0 && text[line->cursor - 1] != ' ')
        line->cursor--;
}

static void move_word_right(struct line_edit *line)
{
    const char *text = line_edit_string(line);
    while (text[line->cursor] == ' ')
        line->cursor++;
    while (text[line->cursor] != ' ' && text[line->cursor] != '\0')
        line->cursor++;
}

/* Delete what a move goes over. */
static void delete_over(struct line_edit *line, void (*move)(struct line_edit *line))
{
    const size_t from = line->cursor;
    move(line);
    const size_t first = line->cursor < from ? line->cursor : from;
    const size_t behind = line->cursor < from ? from : line->cursor;
    if (behind > first)
        memmove(line->text.data + first, line->text.data + behind, line->text.length - behind + 1);
    line->text.length -= behind - first;
    line->cursor = first;
}

static void delete_right(struct line_edit *line)
{
    delete_over(line, move_right);
}

static void delete_left(struct line_edit *line)
{
    delete_over(line, move_left);
}

static void delete_to_start(struct line_edit *line)
{
    delete_over(line, move_to_start);
}

static void delete_to_end(struct line_edit *line)
{
    delete_over(line, move_to_end);
}

static void delete_word_left(struct line_edit *line)
{
    delete_over(line, move_word_left);
}

#define CTRL(letter) ((letter) - '@')

static const struct {
    uint32_t key;
    void (*edit)(struct line_edit *line);
} keys[] = {
    {.key = KEYS_LEFT, .edit = move_left},
    {.key = CTRL('B'), .edit = move_left},
    {.key = KEYS_RIGHT, .edit = move_right},
    {.key = CTRL('F'), .edit = move_right},
    {.key = KEYS_SHIFT_LEFT, .edit = move_word_left},
    {.key = KEYS_SHIFT_RIGHT, .edit = move_word_right},
    {.key = KEYS_HOME, .edit = move_to_start},
    {.key = CTRL('A'), .edit = move_to_start},
    {.key = KEYS_END, .edit = move_to_end},
    {.key = CTRL('E'), .edit = move_to_end},
    {.key = KEYS_BACKSPACE, .edit = delete_left},
    {.key = KEYS_DELETE, .edit = delete_right},
    {.key = CTRL('D'), .edit = delete_right},
    {.key = CTRL('U'), .edit = delete_to_start},
    {.key = CTRL('K'), .edit = delete_to_end},
    {.key = CTRL('W'), .edit = delete_word_left},
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
    /* A no-break space, easily typed by mistake, looks like the blank that was meant. */
    char bytes[TEXT_CHARACTER];
    insert(line, bytes, text_encode(key == 0xA0 || key == 0x202F ? ' ' : key, bytes));
    return true;
}
