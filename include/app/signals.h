/* Signals.
 *
 * Every signal that ends a program by default first puts right what base/ending.h holds: files that
 * are not whole are removed, and the terminal is given back, which leaves the alternate screen,
 * switches the mouse and the marks around pasted text off and the cursor on, and restores the modes
 * that signals_start() found. Then the program ends by the signal. exit() does the same. Two
 * signals come for a write of the program itself, SIGPIPE and SIGXFSZ: these do nothing, and the
 * write fails.
 *
 * While the program owns the terminal, those that the event loop answers (a resize, ^Z, the request
 * to end the program) come out of a pipe that can be waited for instead; a second request to end
 * is not told, it ends.
 *
 * One terminal at a time. What was ignored when the program started (nohup, a shell without job
 * control) stays ignored. */
#ifndef APP_SIGNALS_H
#define APP_SIGNALS_H

#include "base/error.h"

/* From now on, until the program ends. */
void signals_init(void);

/* The terminal is taken. Returns the end of the pipe to wait at, -1 on failure. */
int signals_start(struct error *err);

/* The next signal that came: SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM, SIGHUP or SIGQUIT. 0:
 * none. */
int signals_next(void);

/* Stop as ^Z does, once the terminal was given back; returns when continued. */
void signals_suspend(void);

/* The terminal was given back: signals do again what they did before. */
void signals_stop(void);

/* End as the signal would have ended the program, so that whoever waits for it sees so. */
_Noreturn void signals_end(int signal_number);

#endif
