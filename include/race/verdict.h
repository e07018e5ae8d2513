/* What may be said of where a run stands, for every place that says it: the inspector, the ranking,
 * the summaries. Whatever is only rounding is not said as a number. */
#ifndef RACE_VERDICT_H
#define RACE_VERDICT_H

#include "race/run.h"

#define RUN_REST 1e-6 /* a gradient or an update no longer than this is none to the eye */

/* Whether the gradient is 0 to the eye (or below the run's tolerance), and the last update as well,
 * measured in units of |theta| where that is above 1: momentum that passes a minimum is not at
 * rest. Gradient descent, which keeps nothing of what was, is judged by the update to come. A run
 * that diverged never is at rest, and one that was just put back does not know its last update. */
bool run_at_rest(const struct run *run);

/* What kind of point the run is at rest at; POINT_SLOPE where it is not, or where the problem does
 * not tell its curvature. */
enum point_kind run_point_kind(const struct run *run);

enum run_score {
    SCORE_NONE,  /* there is none: no data, none kept aside, or the run diverged */
    SCORE_VALUE, /* it is a number that means something */
    SCORE_TIED,  /* every sample's highest outputs are equal in 4 digits */
    SCORE_LOW,   /* R² below -1: worse than the mean by more than all there was to explain */
};

/* What there is to say of the score of the samples trained on, or of those kept aside. The value
 * is never -0. */
enum run_score run_score(const struct run *run, bool test, double *value);

/* The words for what is no number: "", "all 0.5", "all tied", "< -1"; NULL for SCORE_VALUE. */
const char *run_score_words(const struct run *run, enum run_score kind);

#endif
