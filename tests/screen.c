/* A pseudo-terminal, a leader that plays the shell, and libvterm; see screen.h.
 *
 * The leader tells of a stop, a continuation or the exit twice: an event goes into a pipe, then a
 * NUL goes to the terminal. Bytes of a terminal keep their order, so once the NUL is read
 * everything that the program wrote before has been drawn. A NUL with no event in the pipe is the
 * program's own. */
#include "screen.h"

#include "base/mem.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The environment of a test is its own, not that of the terminal it was started from. */
static void set_environment(const char *const env[])
{
    static const char *const foreign[] = {
        "COLORTERM", "COLUMNS",  "LANG", "LANGUAGE",     "LC_CTYPE", "LC_NUMERIC",      "LINES",
        "LOCPATH",   "NO_COLOR", "STY",  "TERM_PROGRAM", "TMUX",     "XDG_CONFIG_HOME",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(foreign); i++)
        unsetenv(foreign[i]);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("XDG_STATE_HOME", "/dev/null", 1); /* nothing is kept */
    for (; env && *env; env++) {
        char *name = mem_string(*env);
        char *value = strchr(name, '=');
        if (value) {
            *value = '\0';
            setenv(name, value + 1, 1);
        } else {
            unsetenv(name);
        }
        free(name);
    }
}

/* In the program's process: its own foreground job, with nothing inherited from the test. */
static _Noreturn void run_program(const char *const argv[], const char *const env[])
{
    setpgid(0, 0);
    tcsetpgrp(STDIN_FILENO, getpid());
    for (int signal_number = 1; signal_number < 32; signal_number++)
        signal(signal_number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    set_environment(env);

    size_t count = 0;
    while (argv[count])
        count++;
    char **copy = mem_alloc(count + 1, sizeof *copy); /* exec wants strings that are not const */
    for (size_t i = 0; i < count; i++)
        copy[i] = mem_string(argv[i]);
    execvp(copy[0], copy);
    _exit(127);
}

/* A write whose failure needs no answer: the other end is gone, and its owner knows. */
static void tell(int fd, const void *data, size_t size)
{
    ssize_t written = write(fd, data, size);
    (void)written;
}

static pid_t job; /* the leader's one job, for its signal handler */

/* A shell passes a hang-up on to its jobs. */
static void pass_on(int signal_number)
{
    kill(-job, signal_number);
}

/* An event is a wait status, or this. */
enum { CONTINUED = -1 };

static void report(int events, int event)
{
    tell(events, &event, sizeof event);
    tell(STDOUT_FILENO, "", 1);
}

/* In the leader's process: take the terminal, run the program in it, and tell of each stop and of
 * the end. A byte on `commands` continues a stopped program; the pipe's end is the end of all. */
static _Noreturn void lead(const char *terminal, int events, int commands, const char *const argv[],
                           const char *const env[])
{
    setsid();
    int tty = open(terminal, O_RDWR);
    if (tty < 0 || ioctl(tty, TIOCSCTTY, 0) != 0)
        _exit(1);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        dup2(tty, fd);
    close(tty);
    signal(SIGTTOU, SIG_IGN); /* a background process gives and takes the foreground */

    job = fork();
    if (job == 0)
        run_program(argv, env);
    setpgid(job, job);
    tcsetpgrp(STDIN_FILENO, job);
    sigaction(SIGHUP, &(struct sigaction){.sa_handler = pass_on}, NULL);
    tell(events, &job, sizeof job);

    for (;;) {
        int status = 0;
        while (waitpid(job, &status, WUNTRACED) < 0 && errno == EINTR) {
        }
        tcsetpgrp(STDIN_FILENO, getpgrp());
        report(events, status);
        char command;
        ssize_t got;
        while ((got = read(commands, &command, 1)) < 0 && errno == EINTR) {
        }
        if (got <= 0) {
            kill(-job, SIGKILL);
            _exit(0);
        }
        tcsetpgrp(STDIN_FILENO, job);
        kill(-job, SIGCONT);
        report(events, CONTINUED);
    }
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    struct screen *screen = user;
    if (property == VTERM_PROP_ALTSCREEN)
        screen->alternate = value->boolean;
    if (property == VTERM_PROP_CURSORVISIBLE)
        screen->cursor_visible = value->boolean;
    if (property == VTERM_PROP_MOUSE)
        screen->mouse = value->number;
    return 1;
}

/* The terminal's answer to a query is input to the program. */
static void on_answer(const char *bytes, size_t length, void *user)
{
    struct screen *screen = user;
    text_add_bytes(&screen->typed, bytes, length);
}

static void create_vterm(struct screen *screen)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = on_property};
    screen->vterm = vterm_new(screen->rows, screen->cols);
    vterm_set_utf8(screen->vterm, 1);
    vterm_output_set_callback(screen->vterm, on_answer, screen);
    VTermScreen *cells = vterm_obtain_screen(screen->vterm);
    vterm_screen_enable_altscreen(cells, 1);
    vterm_screen_set_callbacks(cells, &callbacks, screen);
    vterm_screen_reset(cells, 1);
    /* libvterm 0.1.4 never returns from a "repeat the last glyph" before the first glyph. */
    vterm_input_write(screen->vterm, " \r", 2);
}

/* The window size as the terminal's driver keeps it. */
static void set_size(const struct screen *screen)
{
    struct winsize size = {.ws_row = (unsigned short)screen->rows,
                           .ws_col = (unsigned short)screen->cols};
    ioctl(screen->master, TIOCSWINSZ, &size);
}

struct screen *screen_start(int cols, int rows, const char *const argv[], const char *const env[])
{
    struct screen *screen = mem_alloc(1, sizeof *screen);
    screen->cols = cols;
    screen->rows = rows;
    screen->master = posix_openpt(O_RDWR | O_NOCTTY);
    ck_assert(grantpt(screen->master) == 0 && unlockpt(screen->master) == 0);
    const char *terminal = ptsname(screen->master);
    screen->tty = open(terminal, O_RDWR | O_NOCTTY);
    ck_assert(tcgetattr(screen->tty, &screen->modes) == 0);
    set_size(screen);
    create_vterm(screen);

    int events[2], commands[2];
    ck_assert(pipe(events) == 0 && pipe(commands) == 0);
    signal(SIGPIPE, SIG_IGN);
    screen->leader = fork();
    ck_assert(screen->leader >= 0);
    if (screen->leader == 0) {
        close(screen->master);
        close(screen->tty);
        close(events[0]);
        close(commands[1]);
        fcntl(events[1], F_SETFD, FD_CLOEXEC);
        fcntl(commands[0], F_SETFD, FD_CLOEXEC);
        lead(terminal, events[1], commands[0], argv, env);
    }
    close(events[1]);
    close(commands[0]);
    screen->events = events[0];
    screen->commands = commands[1];
    ck_assert(read(screen->events, &screen->program, sizeof screen->program) ==
              sizeof screen->program);
    fcntl(screen->events, F_SETFL, O_NONBLOCK);
    fcntl(screen->master, F_SETFL, O_RDWR | O_NONBLOCK);
    return screen;
}

static void close_terminal(struct screen *screen)
{
    if (screen->master >= 0)
        close(screen->master);
    if (screen->tty >= 0)
        close(screen->tty);
    screen->master = screen->tty = -1;
}

void screen_destroy(struct screen *screen)
{
    if (!screen)
        return;
    if (!screen->exited)
        kill(-screen->program, SIGKILL);
    close_terminal(screen);
    close(screen->events);
    close(screen->commands);
    waitpid(screen->leader, NULL, 0);
    vterm_free(screen->vterm);
    text_finish(&screen->log);
    text_finish(&screen->typed);
    text_finish(&screen->shown);
    free(screen);
}

static void read_event(struct screen *screen)
{
    int event;
    if (read(screen->events, &event, sizeof event) != sizeof event)
        return;
    screen->stopped = event != CONTINUED && WIFSTOPPED(event);
    screen->exited = event != CONTINUED && !WIFSTOPPED(event);
    if (event != CONTINUED)
        screen->status = event;
}

static void draw(struct screen *screen, const char *bytes, size_t length)
{
    for (;;) {
        const char *mark = memchr(bytes, '\0', length);
        size_t part = mark ? (size_t)(mark - bytes) : length;
        text_add_bytes(&screen->log, bytes, part);
        vterm_input_write(screen->vterm, bytes, part);
        if (!mark)
            return;
        read_event(screen);
        bytes += part + 1;
        length -= part + 1;
    }
}

static void push_typed(struct screen *screen)
{
    struct text *typed = &screen->typed;
    ssize_t written = write(screen->master, typed->data, typed->length);
    if (written > 0) {
        typed->length -= (size_t)written;
        memmove(typed->data, typed->data + written, typed->length + 1);
    }
}

/* Wait up to `ms` for the program to write or read, and let it. */
static void pump(struct screen *screen, int ms)
{
    struct pollfd fd = {.fd = screen->master, .events = POLLIN};
    if (screen->master < 0)
        fd.fd = screen->events;
    else if (screen->typed.length > 0)
        fd.events |= POLLOUT;
    if (poll(&fd, 1, ms) <= 0)
        return;
    if (screen->master < 0) {
        read_event(screen);
        return;
    }
    if (fd.revents & POLLOUT)
        push_typed(screen);
    char bytes[16384]; /* libvterm overflows the stack on a huge write */
    ssize_t got = read(screen->master, bytes, sizeof bytes);
    if (got > 0)
        draw(screen, bytes, (size_t)got);
}

static long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Wait until the condition holds. A program that has ended will not write any more. */
static bool wait_until(struct screen *screen, bool (*holds)(struct screen *, const char *),
                       const char *text, int ms)
{
    long deadline = now_ms() + ms;
    while (!holds(screen, text)) {
        long left = deadline - now_ms();
        if (left <= 0 || screen->exited)
            return false;
        pump(screen, (int)left);
    }
    return true;
}

/* Like wait_until, but the test fails if the condition does not come to hold. */
static void expect(struct screen *screen, bool (*holds)(struct screen *, const char *),
                   const char *text, const char *complaint)
{
    if (wait_until(screen, holds, text, SCREEN_DEADLINE))
        return;
    fputs(screen_dump(screen), stderr);
    ck_abort_msg("%s%s%s", complaint, text ? ": " : "", text ? text : "");
}

static void add_line(struct screen *screen, int row)
{
    struct text *shown = &screen->shown;
    VTermScreen *cells = vterm_obtain_screen(screen->vterm);
    VTermRect rect = {.start_row = row, .end_row = row + 1, .end_col = screen->cols};
    size_t size = (size_t)screen->cols * VTERM_MAX_CHARS_PER_CELL * 4; /* UTF-8 */
    char *line = mem_alloc(size, 1);
    size_t length = vterm_screen_get_text(cells, line, size, rect);
    while (length > 0 && line[length - 1] == ' ')
        length--;
    text_add_bytes(shown, line, length);
    free(line);
}

const char *screen_line(struct screen *screen, int row)
{
    text_clear(&screen->shown);
    add_line(screen, row);
    return text_string(&screen->shown);
}

const char *screen_dump(struct screen *screen)
{
    struct text *shown = &screen->shown;
    text_clear(shown);
    for (int row = 0; row < screen->rows; row++) {
        text_add(shown, "| ");
        add_line(screen, row);
        text_add(shown, "\n");
    }
    text_printf(shown, "%dx%d, %s screen, cursor %s, mouse %d, ", screen->cols, screen->rows,
                screen->alternate ? "alternate" : "normal",
                screen->cursor_visible ? "visible" : "hidden", screen->mouse);
    if (screen->exited && WIFEXITED(screen->status))
        text_printf(shown, "exited with %d\n", WEXITSTATUS(screen->status));
    else if (screen->exited)
        text_printf(shown, "ended by signal %d\n", WTERMSIG(screen->status));
    else
        text_add(shown, screen->stopped ? "stopped\n" : "running\n");
    return text_string(shown);
}

static bool shows(struct screen *screen, const char *text)
{
    for (int row = 0; row < screen->rows; row++)
        if (strstr(screen_line(screen, row), text))
            return true;
    return false;
}

static bool is_gone(struct screen *screen, const char *text)
{
    return !shows(screen, text);
}

static bool has_stopped(struct screen *screen, const char *text)
{
    (void)text;
    return screen->stopped;
}

static bool goes_on(struct screen *screen, const char *text)
{
    (void)text;
    return !screen->stopped;
}

static bool has_exited(struct screen *screen, const char *text)
{
    (void)text;
    return screen->exited;
}

static bool has_read_all(struct screen *screen, const char *text)
{
    (void)text;
    return screen->typed.length == 0;
}

bool screen_shows(struct screen *screen, const char *text, int ms)
{
    return wait_until(screen, shows, text, ms);
}

void screen_expect(struct screen *screen, const char *text)
{
    expect(screen, shows, text, "not on the screen");
}

void screen_expect_gone(struct screen *screen, const char *text)
{
    expect(screen, is_gone, text, "still on the screen");
}

void screen_expect_stop(struct screen *screen)
{
    expect(screen, has_stopped, NULL, "the program has not stopped");
}

int screen_expect_exit(struct screen *screen)
{
    expect(screen, has_exited, NULL, "the program has not ended");
    return screen->status;
}

void screen_send(struct screen *screen, const char *keys)
{
    text_add(&screen->typed, keys);
    expect(screen, has_read_all, NULL, "the program does not read");
}

void screen_paste(struct screen *screen, const char *text)
{
    vterm_keyboard_start_paste(screen->vterm);
    text_add(&screen->typed, text);
    vterm_keyboard_end_paste(screen->vterm);
    expect(screen, has_read_all, NULL, "the program does not read");
}

void screen_resize(struct screen *screen, int cols, int rows)
{
    screen->cols = cols;
    screen->rows = rows;
    vterm_set_size(screen->vterm, rows, cols);
    set_size(screen);
}

void screen_signal(struct screen *screen, int signal)
{
    kill(screen->program, signal);
}

void screen_resume(struct screen *screen)
{
    tell(screen->commands, "", 1);
    expect(screen, goes_on, NULL, "the program has not continued");
}

void screen_hang_up(struct screen *screen)
{
    close_terminal(screen);
}

bool screen_modes_restored(const struct screen *screen)
{
    struct termios now;
    return tcgetattr(screen->tty, &now) == 0 && now.c_iflag == screen->modes.c_iflag &&
           now.c_oflag == screen->modes.c_oflag && now.c_cflag == screen->modes.c_cflag &&
           now.c_lflag == screen->modes.c_lflag &&
           memcmp(now.c_cc, screen->modes.c_cc, sizeof now.c_cc) == 0;
}
