#include "network_describe.h"

#include "base/mem.h"
#include "base/text.h"
#include "math/vmath.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Of a network without hidden layers. */
static const char *regression_name(const struct network *network)
{
    if (network->output == ACTIVATION_SOFTMAX)
        return "softmax regression";
    if (network->output == ACTIVATION_SIGMOID)
        return "logistic regression";
    return network->output == ACTIVATION_IDENTITY ? "linear regression" : "perceptron";
}

char *network_title(const struct network *network, const struct dataset *dataset)
{
    struct text text = {0};
    if (network->layers == 1) {
        text_add(&text, regression_name(network));
    } else {
        for (size_t l = 0; l <= network->layers; l++)
            text_printf(&text, l == 0 ? "%zu" : "-%zu", network->width[l]);
        text_add(&text, " network");
    }
    text_printf(&text, " on %s%s", dataset->unit ? "standardized " : "",
                dataset_short_name(dataset));
    return text.data;
}

struct scale_words network_scale_words(enum loss_scale scale)
{
    const bool is_mean = scale == SCALE_MEAN || scale == SCALE_HALF_MEAN;
    const bool is_half = scale == SCALE_HALF_MEAN || scale == SCALE_HALF_SUM;
    return (struct scale_words){is_mean ? "mean" : "sum", is_half ? "/2" : ""};
}

char *network_loss_kind(enum loss loss, enum loss_scale scale)
{
    static const char *const names[] = {
        [LOSS_SQUARED] = "squared error",
        [LOSS_BCE] = "binary cross-entropy",
        [LOSS_CE] = "cross-entropy",
    };
    static_assert(ARRAY_LENGTH(names) == LOSS_COUNT, "a name for each loss");
    const bool is_mean = scale == SCALE_MEAN || scale == SCALE_HALF_MEAN;
    const bool is_half = scale == SCALE_HALF_MEAN || scale == SCALE_HALF_SUM;
    struct text text = {0};
    text_printf(&text, "%s %s%s", is_mean ? "mean" : "sum of", names[loss], is_half ? " / 2" : "");
    return text.data;
}

/* a_L, from the outside in: "W2*tanh(W1*x + b1) + b2". */
static void add_output(struct text *text, const struct network *network)
{
    for (size_t l = network->layers; l > 0; l--) {
        const enum activation activation =
            l == network->layers ? network->output : network->activation;
        if (activation != ACTIVATION_IDENTITY)
            text_add(text, activation_name(activation));
        if (activation != ACTIVATION_IDENTITY || l < network->layers)
            text_add(text, "(");
        if (network->layers > 1)
            text_printf(text, "W%zu*", l);
        else
            text_add(text, network_dim(network) == 2 ? "w*" : "W*");
    }
    text_add(text, "x");
    for (size_t l = 1; l <= network->layers; l++) {
        if (network->layers > 1)
            text_printf(text, " + b%zu", l);
        else
            text_add(text, " + b");
        const bool is_plain = l == network->layers && network->output == ACTIVATION_IDENTITY;
        text_add(text, is_plain ? "" : ")");
    }
}

char *network_formula(const struct network *network)
{
    const struct scale_words words = network_scale_words(network->scale);
    struct text text = {0};
    text_printf(&text, "%s(", words.before);
    if (network->loss != LOSS_SQUARED)
        text_printf(&text, "%s", loss_name((size_t)network->loss));
    text_add(&text, "(");
    add_output(&text, network);
    text_add(&text, network->loss == LOSS_SQUARED ? " - y)^2" : ", y)");
    text_printf(&text, ")%s", words.behind);
    if (network->l2 > 0) {
        text_add(&text, " + ");
        text_add_number(&text, network->l2);
        text_add(&text, network_dim(network) == 2 ? "/2*w^2" : "/2*|W|^2");
    }
    return text.data;
}

/* The span from a to b, widened to at least `least` and a third more on each side, in steps of a
 * tenth of a power of ten. */
static void widen(double a, double b, double least, double window[static 2])
{
    const double half = fmax(fabs(b - a) / 2, least), middle = (a + b) / 2;
    const double decade = floor(vmath_log(half) / vmath_log(10) + 1e-9);
    const double step = decade < 0 ? 1 / vmath_pow(10, 1 - decade) : vmath_pow(10, decade) / 10;
    window[0] = floor((middle - 5 * half / 3) / step) * step;
    window[1] = ceil((middle + 5 * half / 3) / step) * step;
}

void network_window(const double a[static 2], const double b[static 2], double window[static 4])
{
    const double span = fmax(fabs(a[0] - b[0]), fabs(a[1] - b[1]));
    const double least = fmax(span / 4, 0.5);
    widen(a[0], b[0], least, window);
    widen(a[1], b[1], least, window + 2);
}
