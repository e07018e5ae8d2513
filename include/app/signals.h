/* Signals while the program owns the terminal.
 *
 * Those that the event loop answers (a resize, ^Z, the request to end the program) come out of a
 * pipe that can be waited for. Those that kill it (a crash, an abort, and a second request to end),
 * and exit(), give the terminal back first: they leave the alternate screen, switch the mouse and
 * the marks around pasted text off and the cursor on, and restore the modes that signals_start()
 * found.
 *
 * One terminal at a time. What was ignored when the program started (nohup, a shell without job
 * control) stays ignored. */
#ifndef APP_SIGNALS_H
#define APP_SIGNALS_H

#include "base/error.h"

/* From now on. Returns the end of the pipe to wait at, -1 on failure. */
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
