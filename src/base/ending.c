/* Pointers that a handler of signals may find half way through a change: each is set in one piece.
 */
#include "base/ending.h"

#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

static const char *_Atomic files[ENDING_FILES_MAX];
static void (*_Atomic terminal)(void);

void ending_note_file(const char *path)
{
    for (size_t i = 0; i < ENDING_FILES_MAX; i++)
        if (!files[i]) {
            files[i] = path;
            return;
        }
}

void ending_forget_file(const char *path)
{
    for (size_t i = 0; i < ENDING_FILES_MAX; i++)
        if (files[i] == path)
            files[i] = NULL;
}

void ending_note_terminal(void (*give_back)(void))
{
    terminal = give_back;
}

void ending_restore(void)
{
    void (*give_back)(void) = atomic_exchange(&terminal, NULL);
    for (size_t i = 0; i < ENDING_FILES_MAX; i++) {
        const char *path = atomic_exchange(&files[i], NULL);
        if (path)
            unlink(path);
    }
    if (give_back)
        give_back();
}

void ending_hold_signals(sigset_t *before)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, before);
}

void ending_let_signals(const sigset_t *before)
{
    sigprocmask(SIG_SETMASK, before, NULL);
}
