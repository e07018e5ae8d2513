/* The figures of the scenes from a to l. */
#include "figures.h"

#include <math.h>

/* Of the bowl, whose curvature is 1: a step leaves |1 - lr| of the distance. */
static double bowl_rate_that_arrives(struct figure_scene *scene, const struct figure *row)
{
    return limit_of_rate(scene, row) / 2;
}

static double bowl_covered(struct figure_scene *scene, const struct figure *row)
{
    return 1 - distance_left(scene, row);
}

const struct figure figures_a_l[] = {
    {"betas", "about", "four", "cuatro", runs},
    {"betas", "about", "0.9", "0.9", setting, "beta 0.9", .key = "beta"},
    {"betas", "about", "0.99", "0.99", setting, "beta 0.99", .key = "beta"},

    {"bowl", "about", "tenth", "décima", bowl_covered, .step = 1},
    {"bowl", "lesson 10", "ten", "diez", step_shown, .step = 10},
    {"bowl", "lesson 10", "0.9", "0.9", distance_left, .step = 1},
    {"bowl", "lesson 10", "10", "10", step_shown, .step = 10},
    {"bowl", "lesson 10", "third", "tercio", distance_left, .step = 10, .to = 0.1},
    {"bowl", "lesson 30", "0.5", "0.5", lesson_verb, .step = 30},
    {"bowl", "lesson 30", "halves", "mitad", distance_left, .step = 1,
     .set = {"optimizers.[0].lr=0.5"}},
    {"bowl", "lesson 30", "1", "1", bowl_rate_that_arrives},
    {"bowl", "lesson 30", "2", "2", limit_of_rate},
    {0},
};
