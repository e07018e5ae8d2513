/* A machine that takes a byte at a time, as those in terminals do (ECMA-48; Williams, "A parser for
 * DEC's ANSI-compatible video terminals"). Bytes wait in a buffer until it is asked for an event.
 */
#include "app/input.h"

#include "base/mem.h"
#include "session/key.h"

#include <math.h>
#include <string.h>

#define ESCAPE '\033'
#define CANCEL '\030' /* end a code that has begun, */
#define SUBST  '\032' /* ... and so does this */
#define BELL   '\007'

/* ---- the terminal's codes ---- */

/* What terminals send besides what terminfo says they do. */
static const struct input_code common[] = {
    {"\033[A", KEYS_UP},
    {"\033OA", KEYS_UP},
    {"\033[B", KEYS_DOWN},
    {"\033OB", KEYS_DOWN},
    {"\033[C", KEYS_RIGHT},
    {"\033OC", KEYS_RIGHT},
    {"\033[D", KEYS_LEFT},
    {"\033OD", KEYS_LEFT},
    {"\033[1;2A", KEYS_SHIFT_UP},
    {"\033[1;2B", KEYS_SHIFT_DOWN},
    {"\033[1;2C", KEYS_SHIFT_RIGHT},
    {"\033[1;2D", KEYS_SHIFT_LEFT},
    {"\033[a", KEYS_SHIFT_UP},
    {"\033[b", KEYS_SHIFT_DOWN},
    {"\033[c", KEYS_SHIFT_RIGHT},
    {"\033[d", KEYS_SHIFT_LEFT},
    {"\033[H", KEYS_HOME},
    {"\033OH", KEYS_HOME},
    {"\033[1~", KEYS_HOME},
    {"\033[7~", KEYS_HOME},
    {"\033[F", KEYS_END},
    {"\033OF", KEYS_END},
    {"\033[4~", KEYS_END},
    {"\033[8~", KEYS_END},
    {"\033[5~", KEYS_PAGE_UP},
    {"\033[6~", KEYS_PAGE_DOWN},
    {"\033[3~", KEYS_DELETE},
    {"\033[Z", KEYS_SHIFT_TAB},
    {"\033OM", KEYS_ENTER},
    {"\033OP", KEYS_F1},
    {"\033[11~", KEYS_F1},
    {"\033[[A", KEYS_F1},
};

/* Whether the sequence is a key's code; *begins: or the beginning of one. */
static bool find_code(const struct input *input, const struct input_code *codes, size_t count,
                      uint32_t *key, bool *begins)
{
    for (size_t i = 0; i < count; i++) {
        if (!codes[i].bytes || strncmp(codes[i].bytes, input->sequence, input->length) != 0)
            continue;
        if (codes[i].bytes[input->length] == '\0') {
            *key = codes[i].key;
            return true;
        }
        *begins = true;
    }
    return false;
}

static bool is_code(const struct input *input, uint32_t *key, bool *begins)
{
    *begins = false;
    return find_code(input, input->codes, input->code_count, key, begins) ||
           find_code(input, common, ARRAY_LENGTH(common), key, begins);
}

/* ---- events ---- */

static void rest(struct input *input)
{
    input->state = INPUT_GROUND;
    input->length = 0;
    input->alt = false;
}

static bool key_event(struct input *input, struct event *event, uint32_t key)
{
    const bool alt = input->alt; /* no key is bound with it */
    rest(input);
    *event = (struct event){.kind = EVENT_KEY, .key = key};
    return !alt;
}

/* A report of the mouse: `button` has 0 for the left one in its lowest two bits, 32 for a move, 64
 * for the wheel. */
static bool mouse_event(struct input *input, struct event *event, const int report[static 3],
                        bool released)
{
    int button = report[0], column = report[1] - 1, row = report[2] - 1;
    *event = (struct event){
        .column = column, .row = row, .from_column = input->at_column, .from_row = input->at_row};
    bool moved = column != input->at_column || row != input->at_row;
    input->at_column = column;
    input->at_row = row;
    if (button & 64) {
        event->kind = EVENT_WHEEL;
        event->up = (button & 3) == 0;
        return (button & 3) < 2; /* the others are sideways */
    }
    if ((button & 3) != 0)
        return false;
    if (released) { /* a click is a press that is let go where it was */
        event->kind = EVENT_CLICK;
        bool clicked = input->pressed && !input->dragged;
        input->pressed = false;
        return clicked;
    }
    if (!(button & 32)) {
        input->pressed = true;
        input->dragged = false;
        return false;
    }
    event->kind = EVENT_DRAG;
    input->dragged |= moved;
    return input->pressed && moved;
}

static bool paste_event(struct input *input, struct event *event)
{
    rest(input);
    *event = (struct event){
        .kind = EVENT_PASTE, .text = text_string(&input->paste.text), .cut = input->paste.cut};
    return true;
}

/* ---- characters ---- */

/* Control characters beyond ASCII: the same as ESC and a letter, or nothing. */
static bool take_control(struct input *input, uint32_t code);

static bool take_character(struct input *input, struct event *event, uint32_t code)
{
    switch (code) {
    case 0:
        rest(input);
        return false;
    case '\t':
        return key_event(input, event, KEYS_TAB);
    case '\r':
    case '\n':
        return key_event(input, event, KEYS_ENTER);
    case '\b':
    case 127:
        return key_event(input, event, KEYS_BACKSPACE);
    default:
        return key_event(input, event, code);
    }
}

static bool take_byte(struct input *input, unsigned char byte, struct event *event);

/* A byte of a character in the user's locale. Bytes that are no character are left out. */
static bool add_to_character(struct input *input, unsigned char byte, struct event *event)
{
    wchar_t code = 0;
    if (input->length == 0)
        input->shift = (mbstate_t){0};
    const bool goes_on = input->length++ > 0;
    const size_t length = mbrtowc(&code, (const char *)&byte, 1, &input->shift);
    if (length == (size_t)-2) {
        input->state = INPUT_CHARACTER;
        return false;
    }
    if (length == (size_t)-1) {
        rest(input);
        return goes_on && take_byte(input, byte, event);
    }
    const uint32_t character = (uint32_t)code;
    if (character >= 0x80 && character < 0xa0)
        return take_control(input, character);
    if (character >= 0xd800 && character < 0xe000) {
        rest(input);
        return false;
    }
    return take_character(input, event, character);
}

/* ---- codes ---- */

static void begin_escape(struct input *input)
{
    rest(input);
    input->state = INPUT_ESCAPE;
    input->sequence[0] = ESCAPE;
    input->sequence[1] = '\0';
    input->length = 1;
}

/* Of a longer code only the end counts, by its last byte. */
static void keep(struct input *input, unsigned char byte)
{
    if (input->length < INPUT_SEQUENCE) {
        input->sequence[input->length++] = (char)byte;
        input->sequence[input->length] = '\0';
    }
}

/* What a code is by the first byte behind its ESC; INPUT_GROUND: none. */
static enum input_state state_after_escape(unsigned char byte)
{
    switch (byte) {
    case '[':
        return INPUT_CONTROL;
    case 'O':
        return INPUT_SHIFT;
    case 'P': /* DCS */
    case 'X': /* SOS */
    case ']': /* OSC */
    case '^': /* PM */
    case '_': /* APC */
        return INPUT_STRING;
    default:
        return INPUT_GROUND;
    }
}

static bool take_control(struct input *input, uint32_t code)
{
    const unsigned char letter = (unsigned char)(code - 0x40);
    const enum input_state state = state_after_escape(letter);
    rest(input);
    if (state == INPUT_CONTROL || state == INPUT_STRING) {
        begin_escape(input);
        keep(input, letter);
        input->state = state;
    }
    return false;
}

static bool take_after_escape(struct input *input, unsigned char byte, struct event *event)
{
    uint32_t key;
    bool begins;
    if (byte == ESCAPE) { /* the first one was the key */
        key_event(input, event, KEYS_ESCAPE);
        begin_escape(input);
        return true;
    }
    keep(input, byte);
    if (is_code(input, &key, &begins))
        return key_event(input, event, key);
    const enum input_state state = state_after_escape(byte);
    if (state != INPUT_GROUND) {
        input->state = state;
        return false;
    }
    if (begins)
        return false;
    input->length = 0;
    input->alt = true;
    return add_to_character(input, byte, event);
}

/* A control sequence is whole: numbers, and the letter that ends it. It is a report of the mouse,
 * the mark before pasted text, or nothing that anybody here knows. */
static bool finish_control(struct input *input, unsigned char last, struct event *event)
{
    int numbers[3] = {0};
    size_t count = 0;
    const char *at = input->sequence + 2;
    const bool is_mouse = *at == '<';
    for (at += is_mouse; *at; at++)
        if (*at == ';')
            count++;
        else if (*at >= '0' && *at <= '9' && count < 3 && numbers[count] < 10000)
            numbers[count] = 10 * numbers[count] + (*at - '0');
    rest(input);
    if (last == 'M' && !is_mouse) { /* a report in the old form, which nobody asked for */
        input->state = INPUT_OLD_MOUSE;
        return false;
    }
    if (last == '~' && !is_mouse && numbers[0] == 200) {
        paste_open(&input->paste);
        input->state = INPUT_PASTE;
        return false;
    }
    return is_mouse && count == 2 && (last == 'M' || last == 'm') &&
           mouse_event(input, event, numbers, last == 'm');
}

/* A byte that ends whatever code has begun, and begins something itself. */
static bool breaks_off(unsigned char byte)
{
    return byte < ' ' || byte >= 0x7f;
}

static bool take_in_control(struct input *input, unsigned char byte, struct event *event)
{
    uint32_t key;
    bool begins;
    if (breaks_off(byte)) {
        rest(input);
        return byte != CANCEL && byte != SUBST && take_byte(input, byte, event);
    }
    keep(input, byte);
    if (is_code(input, &key, &begins))
        return key_event(input, event, key);
    return byte >= '@' && !begins && finish_control(input, byte, event);
}

static bool take_in_shift(struct input *input, unsigned char byte, struct event *event)
{
    uint32_t key;
    bool begins;
    if (breaks_off(byte)) {
        rest(input);
        return byte != CANCEL && byte != SUBST && take_byte(input, byte, event);
    }
    keep(input, byte);
    if (is_code(input, &key, &begins))
        return key_event(input, event, key);
    if (!begins && byte >= '@') /* numbers say which keys were held as well */
        rest(input);
    return false;
}

/* U+009C ends a string, too: in UTF-8 as two bytes, elsewhere as one, which within a character of
 * UTF-8 means nothing. */
static bool ends_string(const struct input *input, unsigned char byte)
{
    if (byte != 0x9c)
        return byte == BELL || byte == CANCEL || byte == SUBST;
    wchar_t code;
    mbstate_t fresh = {0};
    const bool alone = mbrtowc(&code, "\x9c", 1, &fresh) == 1;
    return alone || input->sequence[0] == '\xc2';
}

static void take_in_string(struct input *input, unsigned char byte)
{
    if (byte == ESCAPE)
        input->state = INPUT_STRING_ESCAPE;
    else if (ends_string(input, byte))
        rest(input);
    input->sequence[0] = (char)byte;
}

static bool take_after_string(struct input *input, unsigned char byte, struct event *event)
{
    begin_escape(input);
    if (byte != '\\')
        return take_after_escape(input, byte, event);
    rest(input);
    return false;
}

/* ---- the machine ---- */

/* Whether a byte goes on with a code whose ESC came some time ago and was taken for a key: it comes
 * soon, or others come with it, faster than anybody types. */
static bool is_late(const struct input *input, unsigned char byte)
{
    const double since = input->heard - input->escaped;
    return state_after_escape(byte) != INPUT_GROUND &&
           (since < INPUT_LATE || (since < INPUT_REST && input->count > 0));
}

static bool take_byte(struct input *input, unsigned char byte, struct event *event)
{
    switch (input->state) {
    case INPUT_GROUND:
        if (byte == ESCAPE) {
            begin_escape(input);
            return false;
        }
        if (is_late(input, byte)) {
            begin_escape(input);
            input->escaped = -INPUT_REST;
            return take_after_escape(input, byte, event);
        }
        return add_to_character(input, byte, event);
    case INPUT_CHARACTER:
        return add_to_character(input, byte, event);
    case INPUT_ESCAPE:
        return take_after_escape(input, byte, event);
    case INPUT_CONTROL:
        return take_in_control(input, byte, event);
    case INPUT_SHIFT:
        return take_in_shift(input, byte, event);
    case INPUT_STRING:
        take_in_string(input, byte);
        return false;
    case INPUT_STRING_ESCAPE:
        return take_after_string(input, byte, event);
    case INPUT_OLD_MOUSE:
        if (++input->length == 3)
            rest(input);
        return false;
    case INPUT_PASTE:
        return paste_add(&input->paste, (char)byte) && paste_event(input, event);
    }
    return false;
}

/* How long the state waits for another byte. */
static double patience(enum input_state state)
{
    switch (state) {
    case INPUT_GROUND:
        return HUGE_VAL;
    case INPUT_ESCAPE:
        return INPUT_CODE;
    case INPUT_STRING:
    case INPUT_PASTE:
        return INPUT_MOST;
    default:
        return INPUT_REST;
    }
}

/* The rest of what has begun does not come. */
static bool give_up(struct input *input, struct event *event)
{
    const enum input_state state = input->state;
    if (state == INPUT_PASTE)
        return paste_event(input, event);
    rest(input);
    if (state != INPUT_ESCAPE && state != INPUT_STRING_ESCAPE)
        return false;
    input->escaped = input->heard;
    return key_event(input, event, KEYS_ESCAPE);
}

void input_init(struct input *input, const struct input_code *codes, size_t count)
{
    *input = (struct input){.codes = codes, .code_count = count, .escaped = -INPUT_REST};
}

void input_finish(struct input *input)
{
    paste_finish(&input->paste);
}

void input_forget_mouse(struct input *input)
{
    input->pressed = false;
}

unsigned char *input_room(struct input *input, size_t *room)
{
    memmove(input->waiting, input->waiting + input->first, input->count);
    input->first = 0;
    *room = INPUT_BUFFER - input->count;
    return input->waiting + input->count;
}

void input_add(struct input *input, size_t count)
{
    input->count += count;
}

/* Bytes that wait came in time. */
bool input_next(struct input *input, double now, struct event *event)
{
    while (input->count > 0) {
        const unsigned char byte = input->waiting[input->first++];
        input->count--;
        input->heard = now;
        if (take_byte(input, byte, event))
            return true;
    }
    return now - input->heard >= patience(input->state) && give_up(input, event);
}

double input_patience(const struct input *input, double now)
{
    const double left = patience(input->state) - (now - input->heard);
    return input->count > 0 || left < 0 ? 0 : left;
}
