/* From a source's samples to a model's: classes as outputs, samples kept aside, inputs
 * standardized.
 */
#include "data/dataset.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/rng.h"
#include "dataset_source.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TIE 1e-4 /* outputs closer than this share of their size are equal in four digits */

const char *dataset_missing_name(size_t missing)
{
    static const char *const names[] = {
        [DATASET_REFUSE] = "refuse", [DATASET_SKIP] = "skip", [DATASET_MEAN] = "mean"};
    static_assert(ARRAY_LENGTH(names) == DATASET_MISSINGS, "a name for each");
    return missing < DATASET_MISSINGS ? names[missing] : NULL;
}

const char *dataset_encoding_name(size_t encoding)
{
    static const char *const names[] = {[DATASET_TWO_WORDS] = "two", [DATASET_ONE_HOT] = "onehot"};
    static_assert(ARRAY_LENGTH(names) == DATASET_ENCODINGS, "a name for each");
    return encoding < DATASET_ENCODINGS ? names[encoding] : NULL;
}

/* Until here y is one number a sample: with classes, the index of its class. */
static void encode_classes(struct dataset *d)
{
    d->outputs = d->classes > 2 ? d->classes : 1;
    if (d->classes == 0)
        return;
    double *y = mem_alloc(d->n * d->outputs, sizeof *y);
    d->label = mem_alloc(d->n, sizeof *d->label);
    for (size_t i = 0; i < d->n; i++) {
        d->label[i] = (uint32_t)d->y[i];
        if (d->outputs == 1)
            y[i] = d->y[i];
        else
            y[i * d->outputs + d->label[i]] = 1;
    }
    free(d->y);
    d->y = y;
}

/* rows x width, reordered: row i becomes what row order[i] was. */
static double *reorder(double *rows, size_t width, size_t n, const size_t *order)
{
    double *out = mem_alloc(n * width, sizeof *out);
    for (size_t i = 0; i < n; i++)
        memcpy(out + i * width, rows + order[i] * width, width * sizeof *out);
    free(rows);
    return out;
}

/* Keep test_n of all samples aside, every choice of them as likely as any other (selection
 * sampling: Fan, Muller & Rezucha 1962; Knuth, volume 2, algorithm 3.4.2S). */
static void split(struct dataset *d, size_t test_n, uint64_t seed)
{
    const size_t n = d->n;
    size_t *order = mem_alloc(n, sizeof *order);
    size_t train = 0, test = 0;
    for (size_t i = 0; i < n; i++) {
        if (rng_below(seed, RNG_SPLIT, 0, i, n - i) < test_n - test)
            order[n - test_n + test++] = i;
        else
            order[train++] = i;
    }

    d->x = reorder(d->x, d->inputs, n, order);
    d->y = reorder(d->y, d->outputs, n, order);
    if (d->label) {
        uint32_t *label = mem_alloc(n, sizeof *label);
        for (size_t i = 0; i < n; i++)
            label[i] = d->label[order[i]];
        free(d->label);
        d->label = label;
    }
    free(order);
    d->n = train;
    d->test_n = test;
}

static size_t test_samples(size_t n, double share)
{
    const size_t count = (size_t)floor(share * (double)n + 0.5);
    if (share == 0)
        return 0;
    return count < 1 ? 1 : count > n - 1 ? n - 1 : count;
}

/* Mean and population deviation of column j over the training samples. The mean is taken from the
 * first value on, so that a column of one value has a deviation of exactly 0. */
static void describe(const struct dataset *d, size_t j, double *mean, double *deviation)
{
    const double first = d->x[j], n = (double)d->n;
    double sum = 0;
    for (size_t i = 0; i < d->n; i++)
        sum += d->x[i * d->inputs + j] - first;
    *mean = first + sum / n;
    double squares = 0;
    for (size_t i = 0; i < d->n; i++) {
        const double difference = d->x[i * d->inputs + j] - *mean;
        squares += difference * difference;
    }
    *deviation = sqrt(squares / n);
}

static bool standardize(struct dataset *d, struct error *err)
{
    d->shift = mem_alloc(d->inputs, sizeof *d->shift);
    d->unit = mem_alloc(d->inputs, sizeof *d->unit);
    for (size_t j = 0; j < d->inputs; j++) {
        describe(d, j, &d->shift[j], &d->unit[j]);
        if (!isfinite(d->shift[j]) || !isfinite(d->unit[j]))
            return error_set(err, "%s: the numbers of column '%s' are too large to be standardized",
                             d->name, d->input_names[j]);
        if (d->unit[j] == 0)
            d->unit[j] = 1;
        for (size_t i = 0; i < d->n + d->test_n; i++) {
            double *x = &d->x[i * d->inputs + j];
            *x = (*x - d->shift[j]) / d->unit[j];
        }
    }
    return true;
}

/* From samples as they were read to a dataset by the rest of the spec. */
static bool finish(struct dataset *d, const struct dataset_spec *spec, struct error *err)
{
    encode_classes(d);
    if (spec->test > 0)
        split(d, test_samples(d->n, spec->test), spec->seed);
    return !spec->standardize || standardize(d, err);
}

static char **copy_names(char *const *names, size_t count)
{
    if (!names)
        return NULL;
    char **copy = mem_alloc(count, sizeof *copy);
    for (size_t i = 0; i < count; i++)
        copy[i] = mem_string(names[i]);
    return copy;
}

static double *copy_numbers(const double *numbers, size_t count)
{
    double *copy = mem_alloc(count, sizeof *copy);
    memcpy(copy, numbers, count * sizeof *copy);
    return copy;
}

/* A dataset on the way from samples that are kept as they are. */
static struct dataset *copy_source(struct dataset *source)
{
    struct dataset *d = mem_alloc(1, sizeof *d);
    *d = (struct dataset){
        .owners = 1,
        .name = mem_string(source->name),
        .n = source->n,
        .inputs = source->inputs,
        .classes = source->classes,
        .x = copy_numbers(source->x, source->n * source->inputs),
        .y = copy_numbers(source->y, source->n),
        .input_names = copy_names(source->input_names, source->inputs),
        .target_name = mem_string(source->target_name),
        .class_names = copy_names(source->class_names, source->classes),
        .notes = copy_names(source->notes, source->note_count),
        .note_count = source->note_count,
        .source = source,
    };
    return d;
}

/* The dataset by the rest of the spec; NULL on a mistake, when it is released. */
static struct dataset *finished(struct dataset *dataset, const struct dataset_spec *spec,
                                struct error *err)
{
    if (finish(dataset, spec, err))
        return dataset;
    dataset_release(dataset);
    return NULL;
}

struct dataset *dataset_create(const struct dataset_spec *spec, struct error *err)
{
    assert(!spec->name != !spec->file);
    char number[NUMBER_SIZE];
    if (!(spec->test >= 0 && spec->test < 1)) {
        error_set(err, "test is %s; it is a share of the samples, from 0 to less than 1",
                  number_format(number, spec->test));
        return NULL;
    }
    struct dataset *dataset = mem_alloc(1, sizeof *dataset);
    dataset->owners = 1;
    if (spec->name ? !dataset_make(spec, dataset, err) : !dataset_read(spec, dataset, err)) {
        dataset_release(dataset);
        return NULL;
    }
    if (spec->reseeds && spec->file && spec->test > 0)
        dataset = copy_source(dataset);
    return finished(dataset, spec, err);
}

struct dataset *dataset_reseed(struct dataset *dataset, const struct dataset_spec *spec,
                               struct error *err)
{
    if (dataset->source)
        return finished(copy_source(dataset_share(dataset->source)), spec, err);
    return spec->file ? dataset_share(dataset) : dataset_create(spec, err);
}

struct dataset *dataset_share(struct dataset *dataset)
{
    dataset->owners++;
    return dataset;
}

static void free_names(char **names, size_t count)
{
    for (size_t i = 0; names && i < count; i++)
        free(names[i]);
    free(names);
}

void dataset_release(struct dataset *dataset)
{
    if (!dataset || --dataset->owners > 0)
        return;
    dataset_release(dataset->source);
    free(dataset->name);
    free(dataset->x);
    free(dataset->y);
    free(dataset->label);
    free_names(dataset->input_names, dataset->inputs);
    free(dataset->target_name);
    free_names(dataset->class_names, dataset->classes);
    free_names(dataset->notes, dataset->note_count);
    free(dataset->shift);
    free(dataset->unit);
    free(dataset);
}

const char *dataset_short_name(const struct dataset *dataset)
{
    const char *slash = strrchr(dataset->name, '/');
    return slash ? slash + 1 : dataset->name;
}

double dataset_in_units(const struct dataset *dataset, size_t input, double x)
{
    return dataset->unit ? x * dataset->unit[input] + dataset->shift[input] : x;
}

double dataset_for_model(const struct dataset *dataset, size_t input, double value)
{
    return dataset->unit ? (value - dataset->shift[input]) / dataset->unit[input] : value;
}

size_t dataset_class_of(const struct dataset *dataset, const double *a, size_t stride)
{
    if (dataset->outputs == 1)
        return a[0] >= 0.5;
    size_t best = 0;
    for (size_t k = 1; k < dataset->outputs; k++)
        if (a[k * stride] > a[best * stride])
            best = k;
    return best;
}

bool dataset_is_tied(const struct dataset *dataset, const double *a, size_t stride)
{
    if (dataset->outputs == 1)
        return fabs(a[0] - 0.5) <= TIE * 0.5;
    const size_t best = dataset_class_of(dataset, a, stride);
    const double highest = a[best * stride];
    for (size_t k = 0; k < dataset->outputs; k++)
        if (k != best && highest - a[k * stride] <= TIE * fabs(highest))
            return true;
    return false;
}
