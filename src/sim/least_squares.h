/* The minimum of a linear model with the squared loss, in closed form. Private to the sim layer. */
#ifndef SIM_LEAST_SQUARES_H
#define SIM_LEAST_SQUARES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "sim/dataset.h"
#include "sim/network.h"

/* Whether the network is one for which there is a closed form. */
bool least_squares_applies(const struct network *network);

/* The gradient of the full loss at theta (dim) into g (dim). */
typedef void least_squares_gradient(void *context, const double *theta, double *g);

/* theta (dim, zeroed) becomes the minimum; false if the data do not fix it, and `why` says so. */
bool least_squares(const struct network *network, const struct dataset *dataset,
                   least_squares_gradient *gradient, void *context, double *theta,
                   struct text *why);

#endif
