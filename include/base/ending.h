/* What is put right however the program ends: by exit(), by a signal, or as memory ran out.
 *
 * A file that is not whole yet is removed, and the terminal is given back. A handler of signals has
 * no other way to them than what is kept here, and all of it is safe in one. */
#ifndef BASE_ENDING_H
#define BASE_ENDING_H

#include <signal.h>

/* A file to be removed. The path stays where it is until ending_forget_file(). Beyond
 * ENDING_FILES_MAX at a time they are not noted. */
#define ENDING_FILES_MAX 16
void ending_note_file(const char *path);
void ending_forget_file(const char *path);

/* How to give the terminal back; NULL: it is not taken. */
void ending_note_terminal(void (*give_back)(void));

/* Do it all. */
void ending_restore(void);

/* No signal in between, as while a file is there that is not noted. */
void ending_hold_signals(sigset_t *before);
void ending_let_signals(const sigset_t *before);

#endif
