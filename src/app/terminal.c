/* The terminal through curses: it diffs the cells and knows the codes of keys. The mouse's reports
 * are read here, as curses keeps only eight of them and hands out the newest first. */
#define NCURSES_WIDECHAR 1

#include "app/terminal.h"

#include "app/detect.h"
#include "app/signals.h"
#include "base/mem.h"
#include "session/key.h"

#include <curses.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#undef columns /* term.h names a capability so */

#define ESCAPE  27   /* as a character */
#define CODE_MS 25   /* within which a key's code begins to follow its ESC */
#define REST_MS 1000 /* ... and the rest of one that nobody can have typed */

enum usable { UNKNOWN, USELESS, USABLE };

static enum usable terminal_usable(const char *name)
{
    int found;
    if (setupterm(name, STDOUT_FILENO, &found) != OK)
        return UNKNOWN;
    enum usable usable = cursor_address && clear_screen ? USABLE : USELESS;
    del_curterm(cur_term);
    return usable;
}

/* The terminal's name to curses, which decides between direct colours and 256. Nearly all
 * terminals that are new enough to be unknown understand what xterm does. */
static const char *choose_name(enum colors wanted)
{
    const char *term = detect_variable("TERM");
    bool direct = strstr(term, "-direct");
    if (terminal_usable(term) == UNKNOWN)
        return "xterm-256color";
    if (wanted == COLORS_DIRECT && !direct && terminal_usable("xterm-direct") == USABLE)
        return "xterm-direct";
    return wanted != COLORS_DIRECT && direct ? "xterm-256color" : term;
}

static bool start_curses(enum colors wanted, struct error *err)
{
    const char *name = choose_name(wanted);
    if (terminal_usable(name) != USABLE)
        return error_set(
            err, "the terminal '%s' (TERM) cannot place the cursor; 'thalweg run' needs none",
            name);
    if (!newterm(name, stdout, stdin))
        return error_set(err, "the terminal '%s' (TERM) cannot be used", name);
    return true;
}

/* Curses' own limit may be lower than what is wanted. */
static enum colors start_colors(enum colors wanted)
{
    if (wanted == COLORS_NONE || !has_colors() || start_color() == ERR ||
        use_default_colors() == ERR)
        return COLORS_NONE;
    enum colors most = COLORS > 256 ? COLORS_DIRECT : COLORS == 256 ? COLORS_256 : COLORS_16;
    return wanted < most ? wanted : most;
}

/* What terminals send besides what terminfo says they do. */
static const struct {
    const char *sequence;
    int key;
} more_sequences[] = {
    {"\033[A", KEY_UP},     {"\033OA", KEY_UP},        {"\033[B", KEY_DOWN},
    {"\033OB", KEY_DOWN},   {"\033[C", KEY_RIGHT},     {"\033OC", KEY_RIGHT},
    {"\033[D", KEY_LEFT},   {"\033OD", KEY_LEFT},      {"\033[1;2A", KEY_SR},
    {"\033[1;2B", KEY_SF},  {"\033[1;2C", KEY_SRIGHT}, {"\033[1;2D", KEY_SLEFT},
    {"\033[a", KEY_SR},     {"\033[b", KEY_SF},        {"\033[c", KEY_SRIGHT},
    {"\033[d", KEY_SLEFT},  {"\033[H", KEY_HOME},      {"\033OH", KEY_HOME},
    {"\033[1~", KEY_HOME},  {"\033[7~", KEY_HOME},     {"\033[F", KEY_END},
    {"\033OF", KEY_END},    {"\033[4~", KEY_END},      {"\033[8~", KEY_END},
    {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE},    {"\033[3~", KEY_DC},
    {"\033[Z", KEY_BTAB},   {"\033OM", KEY_ENTER},     {"\033OP", KEY_F(1)},
    {"\033[11~", KEY_F(1)}, {"\033[[A", KEY_F(1)},
};

/* Signals stay as the kernel makes them of ^C and ^Z, but ^S is a key like others, where it would
 * freeze the screen. */
static void set_modes(void)
{
    struct termios modes;
    cbreak();
    noecho();
    nonl();
    if (tcgetattr(STDIN_FILENO, &modes) == 0) {
        modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
        modes.c_lflag &= ~(tcflag_t)IEXTEN;
        tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
        def_prog_mode();
    }
    nodelay(stdscr, TRUE);
    keypad(stdscr, TRUE);
    set_escdelay(CODE_MS);
    for (size_t i = 0; i < ARRAY_LENGTH(more_sequences); i++)
        define_key(more_sequences[i].sequence, more_sequences[i].key);
    if (key_mouse)
        define_key(key_mouse, 0); /* read here: curses' own queue is short and loses order */
    curs_set(0);
}

/* Past curses, which knows nothing of such modes. */
static void set_private_modes(const char *sequence)
{
    const ssize_t written = write(STDOUT_FILENO, sequence, strlen(sequence));
    (void)written;
}

/* Have pasted text marked. Terminals with other codes than ANSI's would print this. */
static void mark_pastes(bool on)
{
    if (strncmp(cursor_address, "\033[", 2) == 0)
        set_private_modes(on ? "\033[?2004h" : "\033[?2004l");
}

/* No cell of a canvas has glyph 0, so that all of them count as changed. */
static void forget_shown(struct terminal *terminal)
{
    terminal->columns = COLS;
    terminal->rows = LINES;
    canvas_resize(&terminal->shown, COLS, LINES);
    canvas_fill(&terminal->shown, canvas_bounds(&terminal->shown), 0, (struct pen){0});
}

bool terminal_open(struct terminal *terminal, const struct display *display, struct error *err)
{
    *terminal = (struct terminal){0};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return error_set(err, "standard input and output are no terminal");
    enum colors wanted = detect_colors(display);
    terminal->utf8 = detect_utf8();
    terminal->signals = signals_start(err);
    if (terminal->signals < 0)
        return false;
    if (!start_curses(wanted, err)) {
        signals_stop();
        return false;
    }
    set_modes();
    mark_pastes(true);
    terminal->colors = start_colors(wanted);
    terminal->glyphs = detect_glyphs(display, terminal->utf8);
    forget_shown(terminal);
    return true;
}

void terminal_close(struct terminal *terminal)
{
    terminal_set_mouse(terminal, false);
    mark_pastes(false);
    endwin();
    delscreen(set_term(NULL));
    signals_stop();
    canvas_finish(&terminal->shown);
    paste_finish(&terminal->paste);
}

/* A colour's number to curses. With 8 colours the bright ones are the others in bold. */
static int color_number(const struct terminal *terminal, uint32_t color, attr_t *bright)
{
    int number;
    if (color == CANVAS_DEFAULT)
        return -1;
    switch (terminal->colors) {
    case COLORS_DIRECT:
        return color < 8 ? 0 : (int)color; /* the first 8 are ANSI's */
    case COLORS_256:
        return color_to_256(color);
    default:
        number = color_to_16(color);
        if (COLORS >= 16 || number < 8)
            return number;
        *bright = A_BOLD;
        return number - 8;
    }
}

static int pair_number(struct terminal *terminal, const struct cell *cell, attr_t *attributes)
{
    attr_t unused;
    if (terminal->colors == COLORS_NONE)
        return 0;
    int pair = alloc_pair(color_number(terminal, cell->ink, attributes),
                          color_number(terminal, cell->paper, &unused));
    if (pair < 0) { /* there are few: this picture does without, the next one begins afresh */
        terminal->pairs_full = true;
        return 0;
    }
    return pair;
}

static cchar_t to_curses(struct terminal *terminal, const struct cell *cell)
{
    static const struct {
        enum style style;
        attr_t attribute;
    } styles[] = {
        {STYLE_BOLD, A_BOLD},
        {STYLE_REVERSE, A_REVERSE},
        {STYLE_UNDERLINE, A_UNDERLINE},
        {STYLE_DIM, A_DIM},
    };
    attr_t attributes = 0, bright = 0;
    for (size_t i = 0; i < ARRAY_LENGTH(styles); i++)
        if (cell->style & styles[i].style)
            attributes |= styles[i].attribute;
    int pair = pair_number(terminal, cell, &bright);
    wchar_t glyph = (wchar_t)cell->glyph;
    bool shown = cell->glyph < 0x7f || (terminal->utf8 && wcwidth(glyph) == 1);
    cchar_t result;
    setcchar(&result, (wchar_t[]){shown ? glyph : L'?', 0}, attributes | bright, 0, &pair);
    return result;
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return a->glyph == b->glyph && a->ink == b->ink && a->paper == b->paper && a->style == b->style;
}

static void show_row(struct terminal *terminal, const struct canvas *canvas, int row)
{
    for (int column = 0; column < terminal->columns; column++) {
        const struct cell *cell = canvas_at(canvas, column, row);
        struct cell *shown = canvas_at(&terminal->shown, column, row);
        if (!cell || same_cell(cell, shown))
            continue;
        cchar_t character = to_curses(terminal, cell);
        mvadd_wchnstr(row, column, &character, 1);
        *shown = *cell;
    }
}

void terminal_show(struct terminal *terminal, const struct canvas *canvas)
{
    if (terminal->pairs_full) {
        reset_color_pairs();
        forget_shown(terminal);
        terminal->pairs_full = false;
    }
    for (int row = 0; row < terminal->rows; row++)
        show_row(terminal, canvas, row);
    refresh();
}

void terminal_repaint(struct terminal *terminal)
{
    (void)terminal;
    clearok(curscr, TRUE);
}

/* Presses, releases, and where the mouse is between them, in numbers that go beyond column 223. */
static void report_mouse(bool on)
{
    if (key_mouse)
        set_private_modes(on ? "\033[?1000h\033[?1002h\033[?1006h"
                             : "\033[?1006l\033[?1002l\033[?1000l");
}

void terminal_set_mouse(struct terminal *terminal, bool on)
{
    if (on == terminal->mouse)
        return;
    terminal->mouse = on;
    terminal->pressed = false;
    report_mouse(on);
}

bool terminal_wait(struct terminal *terminal, double seconds)
{
    struct pollfd sources[] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = terminal->signals, .events = POLLIN},
    };
    if (terminal->paste.open && (seconds < 0 || seconds > PASTE_PATIENCE))
        seconds = PASTE_PATIENCE;
    int ms = seconds < 0 ? -1 : (int)ceil(seconds * 1000);
    if (poll(sources, ARRAY_LENGTH(sources), ms) <= 0)
        return false;
    int waiting = 1;
    if (sources[0].revents & POLLIN)
        ioctl(STDIN_FILENO, FIONREAD, &waiting);
    /* Something to read that has no bytes is the end of the file. */
    if (sources[0].revents & (POLLHUP | POLLERR | POLLNVAL) || waiting == 0)
        terminal->hung_up = true;
    return true;
}

static void follow_size(struct terminal *terminal)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
        resizeterm(size.ws_row, size.ws_col);
    forget_shown(terminal);
}

/* After a stop, who knows what is on the screen and which modes are set. */
static void come_back(struct terminal *terminal)
{
    if (!isendwin()) /* a second time would move the shell's cursor */
        endwin();
    follow_size(terminal);
    clearok(curscr, TRUE);
    refresh();
    report_mouse(terminal->mouse);
    mark_pastes(true);
}

static bool next_signal(struct terminal *terminal, struct event *event)
{
    int number = signals_next();
    switch (number) {
    case 0:
        return false;
    case SIGTSTP:
        report_mouse(false);
        mark_pastes(false);
        endwin();
        signals_suspend();
        come_back(terminal);
        break;
    case SIGCONT:
        come_back(terminal);
        break;
    case SIGWINCH:
        follow_size(terminal);
        break;
    default:
        *event = (struct event){.kind = EVENT_END, .signal = number};
        return true;
    }
    *event = (struct event){.kind = EVENT_RESIZE};
    return true;
}

static bool key_event(struct event *event, uint32_t key)
{
    *event = (struct event){.kind = EVENT_KEY, .key = key};
    return true;
}

/* A report of the mouse: `button` has 0 for the left one in its lowest two bits, 32 for a move, 64
 * for the wheel. */
static bool mouse_event(struct terminal *terminal, struct event *event, const int report[static 3],
                        bool released)
{
    int button = report[0], column = report[1] - 1, row = report[2] - 1;
    *event = (struct event){.column = column,
                            .row = row,
                            .from_column = terminal->at_column,
                            .from_row = terminal->at_row};
    bool moved = column != terminal->at_column || row != terminal->at_row;
    terminal->at_column = column;
    terminal->at_row = row;
    if (button & 64) {
        event->kind = EVENT_WHEEL;
        event->up = (button & 3) == 0;
        return (button & 3) < 2; /* the others are sideways */
    }
    if ((button & 3) != 0)
        return false;
    if (released) { /* a click is a press that is let go where it was */
        event->kind = EVENT_CLICK;
        bool clicked = terminal->pressed && !terminal->dragged;
        terminal->pressed = false;
        return clicked;
    }
    if (!(button & 32)) {
        terminal->pressed = true;
        terminal->dragged = false;
        return false;
    }
    event->kind = EVENT_DRAG;
    terminal->dragged |= moved;
    return terminal->pressed && moved;
}

static bool special_key(struct event *event, wint_t code)
{
    static const struct {
        wint_t code;
        enum key key;
    } keys[] = {
        {KEY_LEFT, KEYS_LEFT},      {KEY_RIGHT, KEYS_RIGHT},      {KEY_UP, KEYS_UP},
        {KEY_DOWN, KEYS_DOWN},      {KEY_SLEFT, KEYS_SHIFT_LEFT}, {KEY_SRIGHT, KEYS_SHIFT_RIGHT},
        {KEY_SR, KEYS_SHIFT_UP},    {KEY_SF, KEYS_SHIFT_DOWN},    {KEY_HOME, KEYS_HOME},
        {KEY_END, KEYS_END},        {KEY_PPAGE, KEYS_PAGE_UP},    {KEY_NPAGE, KEYS_PAGE_DOWN},
        {KEY_BTAB, KEYS_SHIFT_TAB}, {KEY_ENTER, KEYS_ENTER},      {KEY_BACKSPACE, KEYS_BACKSPACE},
        {KEY_DC, KEYS_DELETE},      {KEY_F(1), KEYS_F1},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++)
        if (keys[i].code == code)
            return key_event(event, keys[i].key);
    return false;
}

/* The rest of a code that began with ESC and `[`: numbers, and the letter that ends it. It is a
 * report of the mouse, the mark before pasted text, or the code of a key that nobody here knows,
 * whose letters are not to be taken for keys. */
static bool control_sequence(struct terminal *terminal, struct event *event)
{
    int numbers[3] = {0};
    size_t count = 0;
    bool is_mouse = false;
    wint_t next = 0;
    timeout(CODE_MS);
    while (get_wch(&next) == OK && next < '@') {
        timeout(REST_MS);
        if (next == '<')
            is_mouse = true;
        else if (next == ';')
            count++;
        else if (next >= '0' && next <= '9' && count < 3 && numbers[count] < 10000)
            numbers[count] = 10 * numbers[count] + (int)(next - '0');
    }
    /* A report in the old form, which nobody asked for, has three bytes more. */
    if (next == 'M' && !is_mouse)
        for (int i = 0; i < 3; i++)
            get_wch(&next);
    timeout(0);
    if (next == '~' && !is_mouse && numbers[0] == 200)
        paste_open(&terminal->paste);
    return is_mouse && count == 2 && mouse_event(terminal, event, numbers, next == 'm');
}

/* ESC came: the key, if it comes alone. */
static bool escape_key(struct terminal *terminal, struct event *event)
{
    wint_t next;
    int got = get_wch(&next);
    if (got == OK && next == '[')
        return control_sequence(terminal, event);
    if (got == OK && next == 'O') {
        get_wch(&next);
        return false;
    }
    if (got == OK)
        unget_wch((wchar_t)next);
    else if (got == KEY_CODE_YES)
        ungetch((int)next);
    return key_event(event, KEYS_ESCAPE);
}

static bool character_key(struct terminal *terminal, struct event *event, wint_t character)
{
    switch (character) {
    case 0:
        return false;
    case ESCAPE:
        return escape_key(terminal, event);
    case '\t':
        return key_event(event, KEYS_TAB);
    case '\r':
    case '\n':
        return key_event(event, KEYS_ENTER);
    case '\b':
    case 127:
        return key_event(event, KEYS_BACKSPACE);
    default:
        return key_event(event, character);
    }
}

bool terminal_next(struct terminal *terminal, struct event *event)
{
    if (next_signal(terminal, event))
        return true;
    if (terminal->hung_up) {
        *event = (struct event){.kind = EVENT_END, .signal = SIGHUP};
        return true;
    }
    /* Bytes that are no character fail once, with keys behind them. */
    for (int failures = 0; failures < 2 && !terminal->paste.open;) {
        wint_t code;
        int got = get_wch(&code);
        if (got == ERR)
            failures++;
        else if (got == KEY_CODE_YES ? special_key(event, code)
                                     : character_key(terminal, event, code))
            return true;
    }
    struct paste *paste = &terminal->paste;
    if (!paste->open || !paste_read(paste, STDIN_FILENO))
        return false;
    *event = (struct event){
        .kind = EVENT_PASTE, .text = text_string(&paste->text), .cut = paste->cut};
    return true;
}
