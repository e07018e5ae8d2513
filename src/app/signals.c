/* Signals: handlers that only write, to a pipe or to the terminal, and remove files. */
#include "app/signals.h"

#include "base/ending.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* Those that the event loop answers, and whether they are requests to end. */
static const struct {
    int number;
    bool ends;
} told[] = {
    {SIGWINCH, false}, {SIGTSTP, false}, {SIGCONT, false}, {SIGINT, true},
    {SIGTERM, true},   {SIGHUP, true},   {SIGQUIT, true},
};

/* A terminal in the middle of an escape sequence drops it at the first byte (CAN). Mouse off, marks
 * around pasted text off, plain colours, the keypad's and the cursor keys' usual codes, cursor on,
 * alternate screen left. A terminal ignores those of them that it does not know. */
static const char restore[] = "\030\033[?1002l\033[?1006l\033[?1000l\033[?2004l\033[m\033[?1l\033>"
                              "\033[?25h\033[?1049l";

/* The terminal to give back. A handler has no other way to it than a global. */
static struct {
    volatile sig_atomic_t suspended; /* the continuation is seen without the pipe */
    volatile sig_atomic_t ending;    /* a request to end was told */
    int pipe[2];                     /* from, to */
    struct termios modes;
    struct sigaction before[ARRAY_LENGTH(told)];
} terminal;

/* Safe in a handler. */
static void give_back(void)
{
    ssize_t written = write(STDOUT_FILENO, restore, sizeof restore - 1);
    (void)written;
    tcsetattr(STDIN_FILENO, TCSANOW, &terminal.modes);
}

/* ---- those that end the program ---- */

static void die(int number)
{
    ending_restore();
    sigaction(number, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    raise(number); /* delivered when the handler returns */
}

/* The system sends some for a write of our own, which then fails, and is told of as a full disk is.
 */
static void on_signal(int number, siginfo_t *info, void *context)
{
    (void)context;
    const bool by_a_write = number == SIGPIPE || number == SIGXFSZ;
    if (!by_a_write || info->si_pid != getpid())
        die(number);
}

static bool ends_by_default(int number)
{
    static const int others[] = {SIGCHLD, SIGCONT, SIGSTOP,  SIGTSTP, SIGTTIN,
                                 SIGTTOU, SIGURG,  SIGWINCH, SIGKILL};
    for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
        if (others[i] == number)
            return false;
    return true;
}

static bool is_crash(int number)
{
    return number == SIGSEGV || number == SIGBUS || number == SIGFPE || number == SIGILL ||
           number == SIGABRT;
}

/* A crash by a stack that overflowed has none left for its handler. */
static void set_stack(void)
{
    static char stack[32768];
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
}

void signals_init(void)
{
    struct sigaction action = {.sa_sigaction = on_signal,
                               .sa_flags = SA_RESTART | SA_ONSTACK | SA_SIGINFO},
                     before;
    sigfillset(&action.sa_mask); /* SIGTTOU too: modes are restored from the background as well */
    atexit(ending_restore);
    set_stack();
    for (int number = 1; number <= SIGRTMAX; number++)
        if (ends_by_default(number) && sigaction(number, NULL, &before) == 0 &&
            (before.sa_handler != SIG_IGN || is_crash(number)))
            sigaction(number, &action, NULL);
}

/* ---- those that the event loop answers ---- */

static void tell(int number)
{
    int kept = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t written = write(terminal.pipe[1], &byte, 1); /* a full pipe wakes the reader as well */
    (void)written;
    errno = kept;
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
    struct sigaction action = {.sa_handler = told[index].ends ? on_end : on_tell,
                               .sa_flags = SA_RESTART | SA_ONSTACK};
    sigfillset(&action.sa_mask);
    struct sigaction *before = &terminal.before[index];
    sigaction(told[index].number, NULL, before);
    if (before->sa_handler != SIG_IGN)
        sigaction(told[index].number, &action, NULL);
}

int signals_start(struct error *err)
{
    if (tcgetattr(STDIN_FILENO, &terminal.modes) != 0 || pipe(terminal.pipe) != 0) {
        error_fail(err, "cannot watch the terminal: %s", strerror(errno));
        return -1;
    }
    for (int end = 0; end < 2; end++) {
        fcntl(terminal.pipe[end], F_SETFL, O_NONBLOCK);
        fcntl(terminal.pipe[end], F_SETFD, FD_CLOEXEC);
    }
    terminal.ending = terminal.suspended = false;
    ending_note_terminal(give_back);
    for (size_t i = 0; i < ARRAY_LENGTH(told); i++)
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
    ending_note_terminal(NULL);
    sigaction(SIGTSTP, &(struct sigaction){.sa_handler = SIG_DFL}, &ours);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
    ending_note_terminal(give_back);
    terminal.suspended = false;
}

void signals_stop(void)
{
    for (size_t i = 0; i < ARRAY_LENGTH(told); i++)
        sigaction(told[i].number, &terminal.before[i], NULL);
    ending_note_terminal(NULL);
    close(terminal.pipe[0]);
    close(terminal.pipe[1]);
}

_Noreturn void signals_end(int signal_number)
{
    sigaction(signal_number, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    raise(signal_number);
    exit(128 + signal_number); /* a signal that is blocked */
}
