/* A run: one optimizer's descent on a problem, with its past.
 *
 * A run moves one update at a time and can be put back to any step of its past, bit for bit: a
 * state is a pure function of the settings, the changes made on the way and the step. It keeps
 * keyframes (theta, the optimizer's state, the place in the epoch), thinned so that memory stays
 * bounded, and replays from the nearest. Its trace, a row a step, is thinned in the same way.
 *
 * Changing a setting in the past starts a branch: what was recorded after it becomes the ghost. */
#ifndef RACE_RUN_H
#define RACE_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "race/history.h"
#include "sim/descent.h"
#include "sim/optimizer.h"
#include "sim/problem.h"
#include "sim/schedule.h"

#define RUN_NAME_SIZE       48
#define RUN_TRACE_DIM       16          /* problems up to this dim have theta in their trace */
#define RUN_ROWS            131072      /* of the trace, and of the ghost's, at most, */
#define RUN_ROWS_MEMORY     (12u << 20) /* ... in no more bytes */
#define RUN_KEYFRAME_MEMORY (40u << 20) /* 12 + 12 + 40 + 4 = 68 MiB a run */
#define RUN_REPLAY          100000  /* multiplications that may lie between two keyframes, where */
                                    /* theta is in the rows */
#define RUN_GHOST_THETAS 256        /* of the ghost's path, at most, */
#define RUN_GHOST_MEMORY (4u << 20) /* ... in no more bytes, if two of them fit */
#define RUN_THETA_LIMIT  1e150      /* a run whose theta goes beyond has diverged */
#define RUN_GROWTH       1e6        /* a loss above its first one by this factor grows, if it */
#define RUN_FIRST_LOSS   1e-6       /* rises; a first loss closer to 0 than this counts as this */

/* What can be set of a run while it runs: the hyper-parameters by enum hyper, then these. */
enum run_setting {
    RUN_SCHEDULE = HYPER_COUNT, /* + enum schedule_value */
    RUN_BATCH = RUN_SCHEDULE + SCHEDULE_VALUES,
    RUN_SETTINGS, /* how many numbers there are */

    /* No number but a choice, by its index in sim/schedule.h. A schedule of another kind begins
     * with the defaults of that kind, all of them. */
    RUN_SCHEDULE_KIND = RUN_SETTINGS,
};

struct run_settings {
    char name[RUN_NAME_SIZE];
    const struct optimizer *optimizer;
    double hyper[HYPER_COUNT];
    struct schedule schedule;
    uint64_t batch; /* samples of an update; 0: all */
    uint64_t seed;  /* of the order of the samples */
};

/* When a run ends, and how it reads its samples: the same for every run of a race. */
struct run_limits {
    uint64_t steps;   /* updates; 0: no limit */
    double epochs;    /* passes over the samples; 0: no limit */
    double tolerance; /* converged when |full gradient| is below; 0: never */
    bool in_order;    /* samples in their own order, not permuted */
    uint64_t every;   /* evaluate the full problem at every so many updates; 0 and 1: at each. What
                       * a row says of the full problem is then as old as the last evaluation. */
};

enum run_status {
    RUN_RUNNING,
    RUN_CONVERGED,
    RUN_DIVERGED,
    RUN_GROWING, /* far above its first loss, and rising: see RUN_GROWTH */
    RUN_DONE,    /* at the last step of its limits */
    RUN_STATUSES,
};
const char *run_status_name(enum run_status status); /* "running", "converged" ... */

/* A row of the trace: the full problem at theta, and the update that led there (step 0: the first
 * update to come). */
struct trace_row {
    uint64_t step, evals; /* evals: gradients of single samples taken so far */
    double epoch;         /* passes over the samples so far, with fractions */
    double lr;            /* scheduled */
    uint64_t batch;       /* samples of that update */
    double loss, grad_norm;
    struct problem_scores scores; /* of a model; nan of a surface */
    double p[];                   /* theta, where dim <= RUN_TRACE_DIM */
};

struct run_change {
    uint64_t step;  /* holds from the update after this step */
    int setting;    /* enum hyper or enum run_setting */
    double value;   /* a change of the schedule's kind stands before those of its values */
    bool by_lesson; /* it comes again by itself when the scene is played again */
};

struct run {
    struct problem *problem; /* shared */
    struct run_limits limits;
    struct run_settings initial, settings; /* at step 0, and at this step */
    struct run_change *changes;            /* in order of step */
    size_t change_count;

    uint64_t step;   /* updates made */
    uint64_t epoch;  /* whole passes made */
    uint64_t offset; /* samples of this pass already used */
    uint64_t evals;
    double *start;         /* dim */
    double *theta, *state; /* dim; state_count x dim */
    double *full_g;        /* dim: the full problem's gradient at theta */
    struct trace_row *row; /* of this step */
    double loss[2];        /* of the last two steps at which the full problem was evaluated */

    /* The last update, for those who show it: where it is known, which is not at step 0 nor
     * where the run was put back to a keyframe. */
    bool knows_update;
    double *before;      /* theta, then state, as they were */
    const double *taken; /* the gradient as it was taken, at theta or at the look-ahead */
    double *g;           /* ... and as the step function got it: clipped and decayed */
    double last_hyper[HYPER_COUNT];
    double batch_loss;
    const uint32_t *sample; /* its samples; NULL: all */
    size_t sample_count;

    uint64_t recorded;              /* the furthest step reached on this branch */
    struct history rows, keyframes; /* rows: see race/record.h */
    struct history ghost;           /* rows of the branch that was left; empty: none */
    uint64_t ghost_from;            /* the step at which it was left */
    double *ghost_theta;            /* its path, where its rows have no theta: */
    size_t ghost_count;             /* ... count x dim, evenly from ghost_from to its end */
    double *tip;       /* dim: theta at the step `recorded`, where the run is before it */
    uint64_t branches; /* left so far: together with the step this names a state */
    uint32_t *order;   /* samples: the permutation of pass order_epoch */
    uint64_t order_epoch;
    double *point;  /* dim: where the gradient is taken */
    void *keyframe; /* scratch */
    void *record;   /* likewise */
    double *copy;   /* dim: what `taken` was, where g is another */
    struct rule_powers powers;
    descent_loop *loop; /* that makes many updates at once; NULL: there is none */
};

/* Bytes that a run takes for what is as long as its parameters and its order of samples, beside
 * what is bounded anyway. */
double run_memory(const struct problem *problem, const struct optimizer *optimizer);

/* `start` holds dim numbers. The run shares the problem. */
struct run *run_create(struct problem *problem, const struct run_settings *settings,
                       const struct run_limits *limits, const double *start);
void run_destroy(struct run *run);

/* One update. Nothing happens once the run has stopped. Whether it moved. */
bool run_step(struct run *run);

/* Updates up to `step`, or to where the run stops before it: the same as by run_step(), in a
 * fraction of the time where many can be made at once. Returns how many were made. */
uint64_t run_advance(struct run *run, uint64_t step);

/* Make the row tell of the full problem as it is now, also between two evaluations (limits.every).
 */
void run_evaluate(struct run *run);

/* Put the run where run_step() leads to `step` soonest: to a keyframe before it, or leave it where
 * it is if that is nearer. Only at step 0 nothing is left to replay. */
void run_rewind(struct run *run, uint64_t step);

/* Both in one: to `step`, or to where the run stopped before it. */
void run_seek(struct run *run, uint64_t step);

/* Change a setting from this step on, as a lesson does or somebody else. The value must be in the
 * setting's range. */
void run_change(struct run *run, int setting, double value);
void run_change_by_lesson(struct run *run, int setting, double value);

/* Leave the recorded future to the ghost, with the changes made in it. */
void run_branch(struct run *run);

/* Take over the changes of another run with the same settings. Only before the first update. */
void run_take_changes(struct run *run, const struct run_change *changes, size_t count);

/* The samples that the next update will use; NULL is all. */
const uint32_t *run_next_samples(struct run *run, size_t *count);

/* The norm of the gradient that the last update was made with, as it was taken. */
double run_batch_norm(const struct run *run);

/* The rate of the next update, as the schedule has it. */
double run_rate(const struct run *run);

/* Where thetas of the past are: the rows where they hold theta, else the keyframes; and theta
 * there, from the oldest. */
const struct history *run_thetas(const struct run *run);
const double *run_theta_at(const struct run *run, size_t index);

enum run_status run_status(const struct run *run);

/* Whether run_step() would do nothing: the run has converged, diverged or made its epochs. The
 * limit of steps stops nobody: it is for those who play the run. */
bool run_stopped(const struct run *run);

/* Whether it has stopped, or stands at the limit of steps. Beyond that it runs on. */
bool run_is_over(const struct run *run);

/* Settings by name: "lr", "batch", "tau" ...; -1 if the run's optimizer and schedule have no such
 * setting. */
int run_setting_find(const struct run_settings *settings, const char *name);
double run_setting_value(const struct run_settings *settings, int setting);
const struct parameter *run_setting_parameter(int setting);
bool run_setting_taken(const struct run_settings *settings, int setting);
void run_settings_put(struct run_settings *settings, int setting, double value);

/* Whether a setting is the kind of the schedule, or one of its values. */
bool run_setting_is_of_schedule(int setting);

/* A setting and its value as the verb `set` takes them: "lr 0.1", "eps_inside true", "schedule
 * cosine". */
void run_setting_words(int setting, double value, struct text *out);

/* The method's defaults: a run named after it, full batch. */
void run_settings_init(struct run_settings *settings, const struct optimizer *optimizer);

#endif
