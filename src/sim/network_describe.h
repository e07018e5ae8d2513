/* What a network is called, and what it looks like at first. Private to the sim layer. */
#ifndef SIM_NETWORK_DESCRIBE_H
#define SIM_NETWORK_DESCRIBE_H

#include "data/dataset.h"
#include "sim/network.h"

/* "2-16-1 network on moons", "linear regression on line". The caller frees. */
char *network_title(const struct network *network, const struct dataset *dataset);

/* The loss in the data's letters: "mean((w*x + b - y)^2)". The caller frees. */
char *network_formula(const struct network *network);

/* "mean(...)", "sum(...)/2": what stands before and behind the loss of a sample. */
struct scale_words {
    const char *before, *behind;
};
struct scale_words network_scale_words(enum loss_scale scale);

/* What the loss is: "mean squared error", "sum of binary cross-entropy / 2". The caller frees. */
char *network_loss_kind(enum loss loss, enum loss_scale scale);

/* A window (x from, x to, y from, y to) of round numbers that shows both points with room around.
 */
void network_window(const double a[static 2], const double b[static 2], double window[static 4]);

#endif
