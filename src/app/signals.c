/* Signals: handlers that only write, to a pipe or to the terminal. */
#include "app/signals.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* What to do on a signal. */
enum answer { TELL, END, CRASH };

static const struct {
    int number;
    enum answer answer;
} handled[] = {
    {SIGWINCH, TELL}, {SIGTSTP, TELL}, {SIGCONT, TELL}, {SIGINT, END},
    {SIGTERM, END},   {SIGHUP, END},   {SIGQUIT, END},  {SIGSEGV, CRASH},
    {SIGBUS, CRASH},  {SIGFPE, CRASH}, {SIGILL, CRASH}, {SIGABRT, CRASH},
};

/* A terminal in the middle of an escape sequence drops it at the first byte (CAN). Mouse off, marks
 * around pasted text off, plain colours, the keypad's and the cursor keys' usual codes, cursor on,
 * alternate screen left. A terminal ignores those of them that it does not know. */
static const char restore[] = "\030\033[?1002l\033[?1006l\033[?1000l\033[?2004l\033[m\033[?1l\033>"
                              "\033[?25h\033[?1049l";

/* The terminal to give back. A handler has no other way to it than a global. */
static struct {
    volatile sig_atomic_t active;
    volatile sig_atomic_t suspended; /* the continuation is seen without the pipe */
    volatile sig_atomic_t ending;    /* a request to end was told */
    int pipe[2];                     /* from, to */
    struct termios modes;
    struct sigaction before[ARRAY_LENGTH(handled)];
} terminal;

/* Safe in a handler. */
static void give_back(void)
{
    if (!terminal.active)
        return;
    terminal.active = false;
    ssize_t written = write(STDOUT_FILENO, restore, sizeof restore - 1);
    (void)written;
    tcsetattr(STDIN_FILENO, TCSANOW, &terminal.modes);
}

static void tell(int number)
{
    int kept = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t written = write(terminal.pipe[1], &byte, 1); /* a full pipe wakes the reader as well */
    (void)written;
    errno = kept;
}

static void die(int number)
{
    give_back();
    sigaction(number, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    raise(number); /* delivered when the handler returns */
}

static void on_tell(int number)
{
    if (number != SIGCONT || !terminal.suspended)
        tell(number);
}

static void on_end(int number)
{
    if (terminal.ending) {
        die(number);
        return;
    }
    terminal.ending = true;
    tell(number);
}

static void install(size_t index)
{
    static void (*const handlers[])(int) = {[TELL] = on_tell, [END] = on_end, [CRASH] = die};
    struct sigaction action = {.sa_handler = handlers[handled[index].answer],
                               .sa_flags = SA_RESTART | SA_ONSTACK};
    sigfillset(&action.sa_mask); /* SIGTTOU too: modes are restored from the background as well */
    struct sigaction *before = &terminal.before[index];
    sigaction(handled[index].number, NULL, before);
    if (before->sa_handler != SIG_IGN || handled[index].answer == CRASH)
        sigaction(handled[index].number, &action, NULL);
}

/* A crash by a stack that overflowed has none left for its handler. */
static void set_stack(void)
{
    static char stack[32768];
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
}

int signals_start(struct error *err)
{
    static bool registered;
    if (tcgetattr(STDIN_FILENO, &terminal.modes) != 0 || pipe(terminal.pipe) != 0) {
        error_fail(err, "cannot watch the terminal: %s", strerror(errno));
        return -1;
    }
    for (int end = 0; end < 2; end++) {
        fcntl(terminal.pipe[end], F_SETFL, O_NONBLOCK);
        fcntl(terminal.pipe[end], F_SETFD, FD_CLOEXEC);
    }
    if (!registered)
        atexit(give_back);
    registered = true;
    terminal.ending = terminal.suspended = false;
    terminal.active = true;
    set_stack();
    for (size_t i = 0; i < ARRAY_LENGTH(handled); i++)
        install(i);
    return terminal.pipe[0];
}

int signals_next(void)
{
    unsigned char number;
    return read(terminal.pipe[0], &number, 1) == 1 ? number : 0;
}

void signals_suspend(void)
{
    struct sigaction ours;
    terminal.suspended = true;
    terminal.active = false;
    sigaction(SIGTSTP, &(struct sigaction){.sa_handler = SIG_DFL}, &ours);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
    terminal.active = true;
    terminal.suspended = false;
}

void signals_stop(void)
{
    for (size_t i = 0; i < ARRAY_LENGTH(handled); i++)
        sigaction(handled[i].number, &terminal.before[i], NULL);
    terminal.active = false;
    close(terminal.pipe[0]);
    close(terminal.pipe[1]);
}

_Noreturn void signals_end(int signal_number)
{
    sigaction(signal_number, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    raise(signal_number);
    exit(128 + signal_number); /* a signal that is blocked */
}
