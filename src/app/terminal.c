/* The terminal through curses, which diffs the cells and knows the codes of keys. Bytes are read
 * past it, as it takes those of codes that it does not know for keys. */
#define NCURSES_WIDECHAR 1

#include "app/terminal.h"

#include "app/detect.h"
#include "app/signals.h"
#include "base/clock.h"
#include "base/mem.h"
#include "session/key.h"

#include <assert.h>
#include <curses.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#undef columns /* term.h names a capability so */

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

/* Curses believes LINES and COLUMNS first, which may be those of another terminal. */
static void trust_the_terminals_size(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
        return;
    unsetenv("LINES");
    unsetenv("COLUMNS");
}

static bool start_curses(enum colors wanted, struct error *err)
{
    const char *name = choose_name(wanted);
    if (terminal_usable(name) != USABLE)
        return error_set(
            err, "the terminal '%s' (TERM) cannot place the cursor; 'thalweg run' needs none",
            name);
    trust_the_terminals_size();
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

/* The codes of keys by terminfo. Those of one byte are characters, which are known. */
static void find_codes(struct terminal *terminal)
{
    const struct input_code codes[] = {
        {key_left, KEYS_LEFT},
        {key_right, KEYS_RIGHT},
        {key_up, KEYS_UP},
        {key_down, KEYS_DOWN},
        {key_sleft, KEYS_SHIFT_LEFT},
        {key_sright, KEYS_SHIFT_RIGHT},
        {key_sr, KEYS_SHIFT_UP},
        {key_sf, KEYS_SHIFT_DOWN},
        {key_home, KEYS_HOME},
        {key_end, KEYS_END},
        {key_ppage, KEYS_PAGE_UP},
        {key_npage, KEYS_PAGE_DOWN},
        {key_btab, KEYS_SHIFT_TAB},
        {key_enter, KEYS_ENTER},
        {key_backspace, KEYS_BACKSPACE},
        {key_dc, KEYS_DELETE},
        {key_f1, KEYS_F1},
    };
    static_assert(ARRAY_LENGTH(codes) == TERMINAL_KEYS, "room for every key");
    for (size_t i = 0; i < TERMINAL_KEYS; i++) {
        terminal->codes[i] = codes[i];
        if (codes[i].bytes && (codes[i].bytes[0] != '\033' || !codes[i].bytes[1]))
            terminal->codes[i].bytes = NULL;
    }
    input_init(&terminal->input, terminal->codes, TERMINAL_KEYS);
}

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
    keypad(stdscr, TRUE); /* the terminal is to send the codes that terminfo has */
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
    find_codes(terminal);
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
    input_finish(&terminal->input);
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

/* Columns of a glyph as the C library, and with it curses, has them; 0: it cannot be shown. */
static int columns_shown(const struct terminal *terminal, uint32_t glyph)
{
    if (glyph < 0x7f)
        return 1;
    const int columns = terminal->utf8 && glyph != CANVAS_TAIL ? wcwidth((wchar_t)glyph) : 0;
    return columns == glyph_columns(glyph) ? columns : 0;
}

static wchar_t glyph_to_show(const struct terminal *terminal, const struct cell *cell)
{
    if (cell->glyph == CANVAS_TAIL)
        return L' ';
    return columns_shown(terminal, cell->glyph) > 0 ? (wchar_t)cell->glyph : L'?';
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
    cchar_t result;
    setcchar(&result, (wchar_t[]){glyph_to_show(terminal, cell), 0}, attributes | bright, 0, &pair);
    return result;
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return a->glyph == b->glyph && a->ink == b->ink && a->paper == b->paper && a->style == b->style;
}

/* The second half of a wide character comes with the first. */
static void show_row(struct terminal *terminal, const struct canvas *canvas, int row)
{
    const struct cell *before = NULL;
    for (int column = 0; column < terminal->columns; column++) {
        const struct cell *cell = canvas_at(canvas, column, row);
        struct cell *shown = canvas_at(&terminal->shown, column, row);
        const bool comes_along = cell && cell->glyph == CANVAS_TAIL && before &&
                                 columns_shown(terminal, before->glyph) == 2;
        before = cell;
        if (!cell || same_cell(cell, shown))
            continue;
        cchar_t character = to_curses(terminal, cell);
        if (!comes_along)
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
    input_forget_mouse(&terminal->input);
    report_mouse(on);
}

bool terminal_wait(struct terminal *terminal, double seconds)
{
    struct pollfd sources[] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = terminal->signals, .events = POLLIN},
    };
    const double patience = input_patience(&terminal->input, clock_now());
    if (seconds < 0 || seconds > patience)
        seconds = patience;
    int ms = isinf(seconds) ? -1 : (int)ceil(seconds * 1000);
    if (poll(sources, ARRAY_LENGTH(sources), ms) <= 0)
        return input_patience(&terminal->input, clock_now()) <= 0;
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

/* Take the bytes that are there. */
static void read_input(struct terminal *terminal)
{
    size_t room;
    int waiting = 0;
    unsigned char *bytes = input_room(&terminal->input, &room);
    if (room == 0 || ioctl(STDIN_FILENO, FIONREAD, &waiting) != 0 || waiting <= 0)
        return;
    const ssize_t count = read(STDIN_FILENO, bytes, room);
    if (count > 0)
        input_add(&terminal->input, (size_t)count);
}

bool terminal_next(struct terminal *terminal, struct event *event)
{
    if (next_signal(terminal, event))
        return true;
    if (terminal->hung_up) {
        *event = (struct event){.kind = EVENT_END, .signal = SIGHUP};
        return true;
    }
    read_input(terminal);
    return input_next(&terminal->input, clock_now(), event);
}
