/* What became of every run, at the step where it stands. */
#ifndef OUT_SUMMARY_H
#define OUT_SUMMARY_H

#include <stdbool.h>

#include "base/text.h"
#include "session/session.h"

/* An aligned table for people. */
void summary_text(const struct session *session, struct text *out);

/* One JSON object for programs:
 *
 *     {"scene", "runs": [{"run", "method", "status", "steps", "epochs", "evals", "loss",
 *                         "grad_norm", "p", "nearest_minimum", "distance", "train_score",
 *                         "test_score"}]}
 *
 * A key is absent where it means nothing: p and nearest_minimum for more than 16 parameters
 * (unless all_params), nearest_minimum and distance where no minimum is known, scores of surfaces.
 * What is not finite is null. */
void summary_json(const struct session *session, bool all_params, struct text *out);

#endif
