/* The activations: a row each of name, value and derivatives. To add one: three inline functions, a
 * line that makes loops of them, a row, and its word in enum activation. */
#include "sim/network.h"

#include "base/mem.h"
#include "math/clones.h"
#include "math/vmath_parts.h"
#include "network_parts.h"

#include <assert.h>
#include <math.h>

/* The loops over arrays of NAME_value(z), NAME_first(z, a) and NAME_second(z, a), where a is the
 * value at z. */
#define LOOPS(name)                                                                                \
    CLONES static void name##_values(size_t n, const double *restrict z, double *restrict a)       \
    {                                                                                              \
        for (size_t i = 0; i < n; i++)                                                             \
            a[i] = name##_value(z[i]);                                                             \
    }                                                                                              \
    CLONES static void name##_firsts(size_t n, const double *restrict z, const double *restrict a, \
                                     double *restrict d)                                           \
    {                                                                                              \
        for (size_t i = 0; i < n; i++)                                                             \
            d[i] *= name##_first(z[i], a[i]);                                                      \
    }                                                                                              \
    CLONES static void name##_seconds(size_t n, const double *restrict z,                          \
                                      const double *restrict a, double *restrict d)                \
    {                                                                                              \
        for (size_t i = 0; i < n; i++)                                                             \
            d[i] *= name##_second(z[i], a[i]);                                                     \
    }

static inline double flat(double z, double a)
{
    (void)z, (void)a;
    return 0;
}

static inline double identity_value(double z)
{
    return z;
}

static inline double identity_first(double z, double a)
{
    (void)z, (void)a;
    return 1;
}

#define identity_second flat
LOOPS(identity)

static inline double relu_value(double z)
{
    return z <= 0 ? 0 : z; /* nan stays */
}

static inline double relu_first(double z, double a)
{
    (void)a;
    return z > 0 ? 1 : 0;
}

#define relu_second flat
LOOPS(relu)

#define LEAK 0.01

static inline double leaky_relu_value(double z)
{
    return z * (z > 0 ? 1 : LEAK);
}

static inline double leaky_relu_first(double z, double a)
{
    (void)a;
    return z > 0 ? 1 : LEAK;
}

#define leaky_relu_second flat
LOOPS(leaky_relu)

static inline double abs_value(double z)
{
    return fabs(z);
}

static inline double abs_first(double z, double a)
{
    (void)a;
    return (z > 0 ? 1.0 : 0.0) - (z < 0 ? 1.0 : 0.0);
}

#define abs_second flat
LOOPS(abs)

static inline double sigmoid_value(double z)
{
    return sigmoid_inline(z);
}

static inline double sigmoid_first(double z, double a)
{
    (void)z;
    return a * (1 - a);
}

static inline double sigmoid_second(double z, double a)
{
    (void)z;
    return a * (1 - a) * (1 - 2 * a);
}

LOOPS(sigmoid)

static inline double tanh_value(double z)
{
    return tanh_inline(z);
}

static inline double tanh_first(double z, double a)
{
    (void)z;
    return 1 - a * a;
}

static inline double tanh_second(double z, double a)
{
    (void)z;
    return -2 * a * (1 - a * a);
}

LOOPS(tanh)

#define ROW(word)                                                                                  \
    {                                                                                              \
        .name = #word, .value = word##_values, .first = word##_firsts, .second = word##_seconds    \
    }

static const struct activation_kind kinds[] = {
    [ACTIVATION_IDENTITY] = ROW(identity),      [ACTIVATION_RELU] = ROW(relu),
    [ACTIVATION_LEAKY_RELU] = ROW(leaky_relu),  [ACTIVATION_ABS] = ROW(abs),
    [ACTIVATION_SIGMOID] = ROW(sigmoid),        [ACTIVATION_TANH] = ROW(tanh),
    [ACTIVATION_SOFTMAX] = {.name = "softmax"},
};
static_assert(ARRAY_LENGTH(kinds) == ACTIVATION_COUNT, "a row for each activation");

const struct activation_kind *activation_at(enum activation activation)
{
    return &kinds[activation];
}

const char *activation_name(size_t index)
{
    return index < ACTIVATION_COUNT ? kinds[index].name : NULL;
}

/* exp(z - largest z) over their sum: no exponent is above 0, and one is 0. */
CLONES void activation_softmax(size_t rows, size_t stride, const double *z, double *a,
                               double *scratch)
{
    double *restrict largest = scratch, *restrict sum = scratch + stride;
    for (size_t s = 0; s < stride; s++) {
        largest[s] = z[s];
        sum[s] = 0;
    }
    for (size_t k = 1; k < rows; k++)
        for (size_t s = 0; s < stride; s++)
            largest[s] = z[k * stride + s] > largest[s] ? z[k * stride + s] : largest[s];
    for (size_t k = 0; k < rows; k++)
        for (size_t s = 0; s < stride; s++) {
            a[k * stride + s] = exp_scaled(z[k * stride + s] - largest[s], 0, 0);
            sum[s] += a[k * stride + s];
        }
    for (size_t k = 0; k < rows; k++)
        for (size_t s = 0; s < stride; s++)
            a[k * stride + s] /= sum[s];
}
