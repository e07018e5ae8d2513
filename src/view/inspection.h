/* What the inspector says of a model and what takes time to compute: kept for the focused run at
 * its step. */
#ifndef VIEW_INSPECTION_H
#define VIEW_INSPECTION_H

#include "cache_key.h"
#include "math/lanczos.h"

enum steepest {
    STEEPEST_UNKNOWN, /* so far */
    STEEPEST_KNOWN,
    STEEPEST_LEAST, /* it is no smaller: more time would not tell much more */
    STEEPEST_NONE,  /* the problem has no Hessian, or curves nowhere upwards */
};

struct inspection {
    /* The largest eigenvalue of the Hessian of the whole sum: from `highest` to `highest` +
     * `error`. That far it is known to INSPECTION_DIGITS digits, or of STEEPEST_LEAST to `digits`.
     */
    enum steepest steepest;
    double highest, error;
    int digits;
    size_t products; /* of the Hessian with a vector, that it took */

    /* The whole sum's gradient where the last update took its batch's. */
    bool has_gradient;
    double whole_norm, angle; /* between the two, in degrees; nan where one of them is 0 */

    /* Of a method that looks ahead: where it takes its next gradient, and the whole sum's there. */
    bool has_ahead;
    double *ahead, *ahead_g; /* dim each */

    /* Its own: of whom it is, and the iteration. */
    struct cache_key key;
    double *hv, *point, *whole; /* dim each, in one allocation */
    size_t dim;                 /* that there is room for */
    struct lanczos lanczos;
};

#define INSPECTION_DIGITS 4 /* of the largest eigenvalue, and of what it limits */

void inspection_finish(struct inspection *inspection);

/* Take the focused run as it is now, and forget what was of another state. */
void inspection_sync(struct inspection *inspection, const struct session *session);

/* Fill in what is of the gradient, after an update with a batch. */
void inspection_take_gradient(struct inspection *inspection, const struct run *run);

/* Fill in what is of the look-ahead, of an optimizer that has one. */
void inspection_look_ahead(struct inspection *inspection, const struct run *run);

/* Whether the largest eigenvalue is looked for, here: not of problems that tell their curvature. */
bool inspection_wanted(const struct run *run);

/* While the race is paused, look for it by as many products as take about as long as `losses`
 * losses, one at least. Whether there is more to do. */
bool inspection_work(struct inspection *inspection, const struct session *session, size_t losses);

#endif
