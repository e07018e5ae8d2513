/* Time that goes on evenly, whatever is done to the time of day. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

/* Seconds since a moment that stays the same while the program runs. */
double clock_now(void);

#endif
