#include "race/record.h"

#include <math.h>
#include <string.h>

enum { MORE = 2, EVALS = 0, TEST_LOSS = 1 }; /* the numbers behind p, if there are any */

static size_t p_count(const struct problem *problem)
{
    return problem->dim <= RUN_TRACE_DIM ? problem->dim : 0;
}

static size_t more_count(const struct problem *problem)
{
    return problem_has_batches(problem) || problem_has_data(problem) ? MORE : 0;
}

size_t record_size(const struct problem *problem)
{
    return sizeof(struct trace_record) + (p_count(problem) + more_count(problem)) * sizeof(double);
}

void record_write(const struct problem *problem, const struct trace_row *row, void *to)
{
    struct trace_record *record = to;
    const size_t count = p_count(problem);
    record->loss = row->loss;
    record->grad_norm = row->grad_norm;
    for (size_t i = 0; i < count; i++)
        record->p[i] = row->p[i];
    if (more_count(problem) > 0) {
        record->p[count + EVALS] = (double)row->evals;
        record->p[count + TEST_LOSS] = row->scores.test_loss;
    }
}

double record_loss(const struct history *rows, size_t index)
{
    const struct trace_record *record = history_at(rows, index);
    return record->loss;
}

double record_test_loss(const struct history *rows, size_t index)
{
    const double *numbers = history_at(rows, index);
    return numbers[rows->size / sizeof *numbers - MORE + TEST_LOSS];
}

const double *record_theta(const struct history *rows, size_t index)
{
    const struct trace_record *record = history_at(rows, index);
    return record->p;
}

void record_read(const struct run *run, const struct history *rows, size_t index,
                 struct trace_row *row)
{
    const struct trace_record *record = history_at(rows, index);
    const size_t count = p_count(run->problem);
    *row = (struct trace_row){.scores = {(double)NAN, (double)NAN, (double)NAN}};
    const bool has_more = more_count(run->problem) > 0;
    const uint64_t samples = run->problem->samples, step = history_step(rows, index);
    const uint64_t evals = has_more ? (uint64_t)record->p[count + EVALS] : step;
    row->step = step;
    row->evals = evals;
    row->epoch = (double)(evals / samples) + (double)(evals % samples) / (double)samples;
    row->loss = record->loss;
    row->grad_norm = record->grad_norm;
    if (has_more)
        row->scores.test_loss = record->p[count + TEST_LOSS];
}
