#include "field.h"

#include "base/mem.h"

#define ROW_FIELD(function, member)                                                                \
    static double function(const struct run *run)                                                  \
    {                                                                                              \
        return (double)run->row->member;                                                           \
    }

ROW_FIELD(step_of, step)
ROW_FIELD(epoch_of, epoch)
ROW_FIELD(evals_of, evals)
ROW_FIELD(lr_of, lr)
ROW_FIELD(batch_of, batch)
ROW_FIELD(loss_of, loss)
ROW_FIELD(grad_norm_of, grad_norm)
ROW_FIELD(test_loss_of, scores.test_loss)
ROW_FIELD(train_score_of, scores.train_score)
ROW_FIELD(test_score_of, scores.test_score)

static const struct field fields[] = {
    {.name = "step", .value = step_of},
    {.name = "epoch", .value = epoch_of},
    {.name = "evals", .value = evals_of},
    {.name = "lr", .value = lr_of},
    {.name = "batch", .value = batch_of},
    {.name = "loss", .value = loss_of},
    {.name = "grad_norm", .value = grad_norm_of},
    {.name = "test_loss", .value = test_loss_of, .is_split = true},
    {.name = "train_score", .value = train_score_of, .is_split = true},
    {.name = "test_score", .value = test_score_of, .is_split = true},
};

size_t field_count(void)
{
    return ARRAY_LENGTH(fields);
}

const struct field *field_at(size_t index)
{
    return &fields[index];
}

const char *field_name(size_t index)
{
    return fields[index].name;
}

bool field_applies(const struct field *field, const struct problem *problem)
{
    return !field->is_split || problem_has_test(problem);
}
