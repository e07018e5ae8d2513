#include "score.h"

#include <math.h>

struct score_part score_part_of(const struct dataset *dataset, size_t first, size_t count)
{
    struct score_part part = {.first = first, .count = count};
    const size_t outputs = dataset->outputs;
    const double *y = dataset->y + first * outputs;
    for (size_t k = 0; k < outputs; k++) {
        double mean = 0;
        for (size_t s = 0; s < count; s++)
            mean += y[s * outputs + k] / (double)count;
        for (size_t s = 0; s < count; s++)
            part.spread += (y[s * outputs + k] - mean) * (y[s * outputs + k] - mean);
    }
    return part;
}

const char *score_name(const struct dataset *dataset)
{
    return dataset->classes > 0 ? "accuracy" : "R²";
}

void score_add(struct score *score, const struct dataset *dataset, size_t first, size_t m,
               const double *a, size_t stride)
{
    const size_t outputs = dataset->outputs;
    const double *y = dataset->y + first * outputs;
    if (dataset->classes > 0) {
        for (size_t s = 0; s < m; s++) {
            score->right += dataset_class_of(dataset, a + s, stride) == dataset->label[first + s];
            score->tied += dataset_is_tied(dataset, a + s, stride);
        }
        return;
    }
    for (size_t s = 0; s < m; s++)
        for (size_t k = 0; k < outputs; k++) {
            const double error = a[k * stride + s] - y[s * outputs + k];
            score->squares += error * error;
        }
}

double score_value(const struct score *score, const struct dataset *dataset,
                   const struct score_part *part)
{
    if (part->count == 0 || (dataset->classes > 0 && score->tied == part->count))
        return (double)NAN;
    if (dataset->classes > 0)
        return (double)score->right / (double)part->count;
    return part->spread > 0 ? 1 - score->squares / part->spread : (double)NAN;
}
