/* What networks are made of: activations and losses, over arrays. Private to the sim layer. */
#ifndef SIM_NETWORK_PARTS_H
#define SIM_NETWORK_PARTS_H

#include <stddef.h>

#include "sim/network.h"

/* An element-wise activation a = f(z). The derivatives multiply what is in d: by f'(z), by f''(z).
 * At the kink of relu, leaky_relu and abs, and for abs everywhere else, f'' is 0; f' at 0 is 0, of
 * leaky_relu 0.01. */
struct activation_kind {
    const char *name;
    void (*value)(size_t n, const double *restrict z, double *restrict a);
    void (*first)(size_t n, const double *restrict z, const double *restrict a, double *restrict d);
    void (*second)(size_t n, const double *restrict z, const double *restrict a,
                   double *restrict d);
};

/* Of softmax, which is not element-wise, only the name is there. */
const struct activation_kind *activation_at(enum activation activation);

/* The columns of a are the softmax of those of z (rows x stride); `scratch` holds 2 x stride. */
void activation_softmax(size_t rows, size_t stride, const double *z, double *a, double *scratch);

/* delta of the output layer for `factor` times the sum of the losses; 0 in columns without a
 * sample. */
void loss_delta(const struct network *network, double factor, struct network_pass *pass);

/* r->delta of the output layer: what the R operator makes of it, from r->z and r->a there; of a
 * softmax it makes r->a, too. */
void loss_delta_r(const struct network *network, double factor, struct network_pass *pass,
                  struct network_pass *r);

#endif
