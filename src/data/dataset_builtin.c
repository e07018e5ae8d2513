/* The built-in sets: a function that makes one sample, and the table of them.
 *
 * Noise is added to what a function makes: to the target of numbers, to the inputs of classes. All
 * numbers are drawn by seed and index alone, so that sample i is the same whatever n is. */
#include "data/dataset.h"

#include "base/mem.h"
#include "base/names.h"
#include "base/number.h"
#include "dataset_source.h"
#include "math/random.h"
#include "math/vmath.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#define INPUTS    4
#define CLASSES   3
#define NOISE_MAX 1e6

static const double pi = 3.14159265358979323846;

/* One sample without noise: fills x and returns y, the value or the index of the class. */
typedef double sample_function(uint64_t seed, uint64_t i, double *x);

/* A place along a curve, uniform on [from, to). */
static double place(uint64_t seed, uint64_t i, double from, double to)
{
    return from + (to - from) * rng_uniform(seed, RNG_DATA, 0, i);
}

/* Classes take turns: balanced, and mixed in batches in file order. */
static uint64_t class_of(uint64_t i)
{
    return i % 2;
}

/* (0, 0) -> 0, (0, 1) -> 1, (1, 0) -> 1, (1, 1) -> 0. */
static double exclusive_or(uint64_t seed, uint64_t i, double *x)
{
    (void)seed;
    const uint64_t a = i / 2, b = i % 2;
    x[0] = (double)a;
    x[1] = (double)b;
    return (double)(a ^ b);
}

static double iris(uint64_t seed, uint64_t i, double *x)
{
    (void)seed;
    memcpy(x, dataset_iris[i], sizeof dataset_iris[i]);
    return (double)(i / 50);
}

static double line(uint64_t seed, uint64_t i, double *x)
{
    x[0] = place(seed, i, -2, 2);
    return 2 * x[0] + 1;
}

static double sine(uint64_t seed, uint64_t i, double *x)
{
    x[0] = place(seed, i, -pi, pi);
    return vmath_sin(x[0]);
}

/* The upper half of the unit circle, and its lower half moved by (1, 0.5). */
static double moons(uint64_t seed, uint64_t i, double *x)
{
    const double angle = place(seed, i, 0, pi);
    x[0] = vmath_cos(angle);
    x[1] = vmath_sin(angle);
    if (class_of(i) == 1) {
        x[0] = 1 - x[0];
        x[1] = 0.5 - x[1];
    }
    return (double)class_of(i);
}

static double circles(uint64_t seed, uint64_t i, double *x)
{
    const double angle = place(seed, i, 0, 2 * pi), radius = class_of(i) == 0 ? 1 : 0.5;
    x[0] = radius * vmath_cos(angle);
    x[1] = radius * vmath_sin(angle);
    return (double)class_of(i);
}

/* Archimedes' spiral over a turn and a quarter, and the same rotated by half a turn. */
static double spirals(uint64_t seed, uint64_t i, double *x)
{
    const double angle = place(seed, i, 0.5 * pi, 3 * pi);
    const double radius = (class_of(i) == 0 ? angle : -angle) / (1.5 * pi);
    x[0] = radius * vmath_cos(angle);
    x[1] = radius * vmath_sin(angle);
    return (double)class_of(i);
}

/* Two centres; all the rest is noise. */
static double blobs(uint64_t seed, uint64_t i, double *x)
{
    (void)seed;
    x[0] = x[1] = class_of(i) == 0 ? -1 : 1;
    return (double)class_of(i);
}

/* y = sin(z) exp(-z^2/32), z = a + 0.06 b x, with a = 0 and b = 16.6: a model of two parameters
 * whose loss has many minima (Prince, Understanding Deep Learning, 2023, section 6.1). */
static double gabor(uint64_t seed, uint64_t i, double *x)
{
    x[0] = place(seed, i, -15, 15);
    const double z = 0.06 * 16.6 * x[0];
    return vmath_sin(z) * vmath_exp(-(z * z) / 32);
}

struct row {
    struct dataset_kind kind;
    sample_function *sample;
    uint64_t rows; /* of a set whose n is fixed */
    const char *target, *inputs[INPUTS], *classes[CLASSES];
};

static const struct row rows[] = {
    {
        .kind = {.name = "xor",
                 .title = "Exclusive or",
                 .help =
                     "The four points (0,0) (0,1) (1,0) (1,1) with their exclusive or, which no "
                     "straight line tells apart.",
                 .inputs = 2,
                 .classes = 2},
        .sample = exclusive_or,
        .rows = 4,
        .target = "y",
        .inputs = {"x1", "x2"},
        .classes = {"0", "1"},
    },
    {
        .kind = {.name = "iris",
                 .title = "Fisher's irises",
                 .help = "Sepals and petals of 150 irises of three species, in centimetres.",
                 .inputs = 4,
                 .classes = 3},
        .sample = iris,
        .rows = DATASET_IRIS_ROWS,
        .target = "species",
        .inputs = {"sepal_length", "sepal_width", "petal_length", "petal_width"},
        .classes = {"setosa", "versicolor", "virginica"},
    },
    {
        .kind = {.name = "line",
                 .title = "A line",
                 .help = "y = 2 x + 1 and noise, for x from -2 to 2.",
                 .n = 40,
                 .noise = 0.5,
                 .inputs = 1},
        .sample = line,
        .target = "y",
        .inputs = {"x"},
    },
    {
        .kind = {.name = "sine",
                 .title = "A sine",
                 .help = "y = sin(x) and noise, for x over one period, from -pi to pi.",
                 .n = 64,
                 .noise = 0.1,
                 .inputs = 1},
        .sample = sine,
        .target = "y",
        .inputs = {"x"},
    },
    {
        .kind = {.name = "moons",
                 .title = "Two moons",
                 .help = "Two half circles of radius 1, each reaching into the other.",
                 .n = 200,
                 .noise = 0.15,
                 .inputs = 2,
                 .classes = 2},
        .sample = moons,
        .target = "y",
        .inputs = {"x1", "x2"},
        .classes = {"0", "1"},
    },
    {
        .kind = {.name = "circles",
                 .title = "Two circles",
                 .help = "A circle of radius 1 around one of radius 0.5.",
                 .n = 200,
                 .noise = 0.08,
                 .inputs = 2,
                 .classes = 2},
        .sample = circles,
        .target = "y",
        .inputs = {"x1", "x2"},
        .classes = {"0", "1"},
    },
    {
        .kind = {.name = "spirals",
                 .title = "Two spirals",
                 .help = "Two arms around each other, over a turn and a quarter: hard to tell "
                         "apart.",
                 .n = 200,
                 .noise = 0.05,
                 .inputs = 2,
                 .classes = 2},
        .sample = spirals,
        .target = "y",
        .inputs = {"x1", "x2"},
        .classes = {"0", "1"},
    },
    {
        .kind = {.name = "blobs",
                 .title = "Two blobs",
                 .help = "Normal deviates around (-1,-1) and (1,1): a straight line is the best "
                         "there is.",
                 .n = 100,
                 .noise = 0.7,
                 .inputs = 2,
                 .classes = 2},
        .sample = blobs,
        .target = "y",
        .inputs = {"x1", "x2"},
        .classes = {"0", "1"},
    },
    {
        .kind = {.name = "gabor",
                 .title = "A Gabor function",
                 .help =
                     "y = sin(z) exp(-z^2/32) with z = 0.06 * 16.6 x, and noise, for x from -15 "
                     "to 15.",
                 .n = 28,
                 .noise = 0.1,
                 .inputs = 1},
        .sample = gabor,
        .target = "y",
        .inputs = {"x"},
    },
};

size_t dataset_count(void)
{
    return ARRAY_LENGTH(rows);
}

const struct dataset_kind *dataset_at(size_t index)
{
    assert(index < ARRAY_LENGTH(rows));
    return &rows[index].kind;
}

const char *dataset_name(size_t index)
{
    return dataset_at(index)->name;
}

static const struct row *find_row(const char *name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
        if (strcmp(rows[i].kind.name, name) == 0)
            return &rows[i];
    return NULL;
}

static bool check(const struct dataset_spec *spec, const struct dataset_kind *kind,
                  struct error *err)
{
    char number[NUMBER_SIZE];
    if (spec->input_count > 0 || spec->target)
        return error_set(err, "inputs and target are columns of a file; '%s' has its own",
                         kind->name);
    if (kind->n == 0 && (spec->n > 0 || spec->noise > 0))
        return error_set(err, "'%s' is always the same; leave out n and noise", kind->name);
    if (spec->n == 1 || spec->n > DATASET_ROWS)
        return error_set(err, "n is %" PRIu64 "; it may be from 2 to %d", spec->n, DATASET_ROWS);
    if (!(spec->noise <= NOISE_MAX))
        return error_set(err, "noise is %s; it may be from 0 to %.0f",
                         number_format(number, spec->noise), NOISE_MAX);
    if (spec->classify && kind->classes == 0)
        return error_set(err, "'%s' has numbers to fit and no classes; take 'moons', for example",
                         kind->name);
    return true;
}

static char **copy_names(const char *const *names, size_t count)
{
    char **copy = mem_alloc(count, sizeof *copy);
    for (size_t i = 0; i < count; i++)
        copy[i] = mem_string(names[i]);
    return copy;
}

static void name_columns(const struct row *row, struct dataset *d)
{
    d->name = mem_string(row->kind.name);
    d->inputs = row->kind.inputs;
    d->input_names = copy_names(row->inputs, d->inputs);
    d->target_name = mem_string(row->target);
    d->classes = row->kind.classes;
    if (d->classes > 0)
        d->class_names = copy_names(row->classes, d->classes);
}

/* The noise of column j: substream 0 is the place's. */
static double deviate(uint64_t seed, size_t j, uint64_t i)
{
    return random_normal(seed, RNG_DATA, j + 1, i);
}

static void make_samples(const struct row *row, double noise, uint64_t seed, struct dataset *d)
{
    d->x = mem_alloc(d->n * d->inputs, sizeof *d->x);
    d->y = mem_alloc(d->n, sizeof *d->y);
    for (size_t i = 0; i < d->n; i++) {
        double *x = d->x + i * d->inputs;
        d->y[i] = row->sample(seed, i, x);
        if (d->classes == 0)
            d->y[i] += noise * deviate(seed, 0, i);
        else
            for (size_t j = 0; j < d->inputs; j++)
                x[j] += noise * deviate(seed, j, i);
    }
}

bool dataset_make(const struct dataset_spec *spec, struct dataset *dataset, struct error *err)
{
    const struct row *row = find_row(spec->name);
    char hint[NAMES_HINT_SIZE];
    if (!row)
        return error_set(err, "no data set '%s'%s", spec->name,
                         names_hint(hint, spec->name, dataset_count(), dataset_name));
    const struct dataset_kind *kind = &row->kind;
    if (!check(spec, kind, err))
        return false;
    dataset->n = kind->n == 0 ? row->rows : spec->n > 0 ? (size_t)spec->n : (size_t)kind->n;
    name_columns(row, dataset);
    make_samples(row, spec->noise < 0 ? kind->noise : spec->noise, spec->seed, dataset);
    return true;
}
