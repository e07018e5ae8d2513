/* Long work that lets its caller look up now and then. */
#ifndef OUT_PROGRESS_H
#define OUT_PROGRESS_H

#include <stdbool.h>

/* `go_on` is told the share of the work that is done, 0 to 1; false stops the work. NULL: nobody
 * looks up. */
struct progress {
    bool (*go_on)(void *context, double share);
    void *context;
};

#endif
