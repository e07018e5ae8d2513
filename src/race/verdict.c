#include "race/verdict.h"

#include <math.h>

static double norm(size_t n, const double *v, const double *less)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        const double x = v[i] - (less ? less[i] : 0);
        sum += x * x;
    }
    return sqrt(sum);
}

bool run_at_rest(const struct run *run)
{
    const size_t dim = run->problem->dim;
    const double tolerance = fmax(RUN_REST, run->limits.tolerance);
    if (run_status(run) == RUN_DIVERGED || !(run->row->grad_norm <= tolerance))
        return false;
    if (run->step == 0)
        return true;
    const struct optimizer *optimizer = run->settings.optimizer;
    const double size = fmax(1, norm(dim, run->theta, NULL));
    if (optimizer->state_count == 0 && optimizer->full_batch)
        return run_rate(run) * run->row->grad_norm <= tolerance * size;
    return run->knows_update && norm(dim, run->theta, run->before) <= tolerance * size;
}

enum point_kind run_point_kind(const struct run *run)
{
    struct curvature curvature;
    if (!run_at_rest(run) || !problem_curvature(run->problem, run->theta, &curvature))
        return POINT_SLOPE;
    const bool has_kink = !isfinite(curvature.low) || !isfinite(curvature.high);
    return has_kink ? POINT_SLOPE : point_kind_of(curvature, 0, 0);
}

enum run_score run_score(const struct run *run, bool test, double *value)
{
    const struct problem *problem = run->problem;
    const struct problem_scores *scores = &run->row->scores;
    *value = (test ? scores->test_score : scores->train_score) + 0.0;
    if (!problem->score_name || (test && !problem_has_test(problem)) ||
        run_status(run) == RUN_DIVERGED)
        return SCORE_NONE;
    if (problem->dataset->classes > 0)
        return isnan(*value) ? SCORE_TIED : SCORE_VALUE;
    return isnan(*value) ? SCORE_NONE : *value < -1 ? SCORE_LOW : SCORE_VALUE;
}

const char *run_score_words(const struct run *run, enum run_score kind)
{
    switch (kind) {
    case SCORE_NONE:
        return "";
    case SCORE_TIED:
        return run->problem->dataset->outputs == 1 ? "all 0.5" : "all tied";
    case SCORE_LOW:
        return "< -1";
    default:
        return NULL;
    }
}
