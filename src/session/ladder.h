/* The ladder of 1, 2, 5, 10, 20, 50 ... that rates and speeds are moved on; private to the layer.
 */
#ifndef SESSION_LADDER_H
#define SESSION_LADDER_H

#include <stdbool.h>

/* If `word` is "up" or "down", move the positive value to the next rung above or below it, as the
 * nearest double to that decimal number; 0 goes up to 1e-9, and the highest rung stays. False for
 * any other word. */
bool ladder_move(const char *word, double *value);

#endif
