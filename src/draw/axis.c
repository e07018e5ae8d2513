/* Ticks: the smallest step of 1, 2 or 5 times a power of ten that gives few enough of them. */
#include "draw/axis.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Beyond this, spans and steps would leave the range of a double. */
#define HUGEST 1e300

/* Ends closer than this share of their size are one: labels could not tell their ticks apart. */
#define CLOSEST 1e-10

#define DIGITS_MAX 12 /* what AXIS_LABEL has room for, with sign, point and exponent */

static bool has_place(double value, bool logarithmic)
{
    return isfinite(value) && (!logarithmic || value > 0);
}

struct axis axis_make(double low, double high, bool logarithmic)
{
    bool low_known = has_place(low, logarithmic), high_known = has_place(high, logarithmic);
    if (!low_known && !high_known)
        high = 1;
    if (!low_known)
        low = logarithmic ? high / 10 : high - 1;
    else if (!high_known)
        high = logarithmic ? low * 10 : low + 1;
    double lowest = logarithmic ? 1 / HUGEST : -HUGEST;
    low = fmin(fmax(low, lowest), HUGEST);
    high = fmin(fmax(high, lowest), HUGEST);
    double span = fabs(high - low), size = fmax(fabs(low), fabs(high));
    if (span < 1 / HUGEST || span <= CLOSEST * size) {
        double margin = size < 1 / HUGEST ? 1 : 0.1 * size;
        low = logarithmic ? low / 2 : low - margin;
        high = logarithmic ? high * 2 : high + margin;
    }
    return (struct axis){low, high, logarithmic};
}

double axis_position(struct axis axis, double value)
{
    if (!axis.logarithmic)
        return (value - axis.low) / (axis.high - axis.low);
    if (!(value > 0))
        return nan("");
    return (log(value) - log(axis.low)) / (log(axis.high) - log(axis.low));
}

double axis_value(struct axis axis, double position)
{
    if (!axis.logarithmic)
        return axis.low * (1 - position) + axis.high * position;
    return exp(log(axis.low) * (1 - position) + log(axis.high) * position);
}

/* Steps of 1, 2 or 5 times a power of ten. */
struct step {
    int mantissa, exponent;
};

static struct step next_step(struct step step)
{
    if (step.mantissa == 5)
        return (struct step){1, step.exponent + 1};
    return (struct step){step.mantissa == 1 ? 2 : 5, step.exponent};
}

/* `count` steps: a quotient where the step is a fraction, so that 3 steps of 1e-1 are 0.3. */
static double steps_value(struct step step, double count)
{
    double scale = pow(10, abs(step.exponent));
    return step.exponent < 0 ? count * step.mantissa / scale : count * step.mantissa * scale;
}

/* The steps that lie in low ... high (low < high), from *first on; with some room for rounding. */
static double steps_within(struct step step, double low, double high, double *first)
{
    double size = steps_value(step, 1), room = 1e-9;
    *first = ceil(low / size - room);
    return floor(high / size + room) - *first + 1;
}

/* The round values in low ... high, `wanted` at most, with the smallest step from `step` on that
 * has so few. Returns their count. */
static size_t round_values(double low, double high, struct step *step, size_t wanted,
                           double values[static AXIS_TICKS])
{
    double first, count = steps_within(*step, low, high, &first);
    while (count > (double)wanted) {
        struct step wider = next_step(*step);
        double wider_first, wider_count = steps_within(wider, low, high, &wider_first);
        if (wider_count < 1) /* rather the first few than none */
            break;
        *step = wider;
        first = wider_first;
        count = wider_count;
    }
    size_t kept = count > (double)wanted ? wanted : (size_t)fmax(count, 0);
    for (size_t i = 0; i < kept; i++)
        values[i] = steps_value(*step, first + (double)i) + 0.0; /* no -0 */
    return kept;
}

/* The significant digits that tell values up to `size` apart when they are a step apart. */
static int digits_needed(double size, struct step step)
{
    return (int)floor(log10(size)) - step.exponent + 1;
}

/* A decimal fraction without the zeros at its end. */
static void trim_zeros(char *number)
{
    if (!strchr(number, '.'))
        return;
    size_t length = strlen(number);
    while (number[length - 1] == '0')
        length--;
    if (number[length - 1] == '.')
        length--;
    number[length] = '\0';
}

/* Into `number`, which has room: a finite value other than 0, rounded before its exponent is
 * known, as that of 9.99 depends on the digits. Returns what stands behind it. */
static const char *shorten(char *number, size_t room, double value, int digits,
                           char power[static 8])
{
    snprintf(number, room, "%.*e", digits - 1, value);
    char *mark = strchr(number, 'e');
    int exponent = atoi(mark + 1);
    if (exponent < -3 || exponent >= 9) {
        *mark = '\0';
        snprintf(power, 8, "e%d", exponent);
        return power;
    }
    double rounded = strtod(number, NULL);
    int shift = exponent >= 6 ? 6 : exponent >= 4 ? 3 : 0;
    int decimals = digits - 1 - exponent + shift;
    snprintf(number, room, "%.*f", decimals > 0 ? decimals : 0, rounded / pow(10, shift));
    return shift == 6 ? "M" : shift == 3 ? "k" : "";
}

char *axis_label(char buffer[static AXIS_LABEL], double value, int digits)
{
    char number[64], power[8];
    if (value == 0) {
        snprintf(buffer, AXIS_LABEL, "0");
    } else if (!isfinite(value)) {
        snprintf(buffer, AXIS_LABEL, "%s", isnan(value) ? "nan" : value > 0 ? "inf" : "-inf");
    } else {
        digits = digits < 1 ? 1 : digits > DIGITS_MAX ? DIGITS_MAX : digits;
        const char *unit = shorten(number, sizeof number, value, digits, power);
        trim_zeros(number);
        snprintf(buffer, AXIS_LABEL, "%.14s%.5s", number, unit);
    }
    return buffer;
}

/* The decades of a logarithmic axis; none where it spans less than two and less than two lie
 * within. */
static size_t decades_within(double low, double high, size_t wanted,
                             double values[static AXIS_TICKS])
{
    struct step step = {1, 0};
    size_t count = round_values(log10(low), log10(high), &step, wanted, values);
    if (count < 2 && high / low < 100)
        return 0;
    for (size_t i = 0; i < count; i++)
        values[i] = steps_value((struct step){1, (int)values[i]}, 1);
    return count;
}

size_t axis_ticks(struct axis axis, size_t wanted, struct tick ticks[static AXIS_TICKS])
{
    double low = fmin(axis.low, axis.high), high = fmax(axis.low, axis.high);
    double values[AXIS_TICKS];
    size_t count = 0;
    int digits = 1;
    wanted = wanted < AXIS_TICKS ? wanted : AXIS_TICKS;
    if (wanted == 0)
        return 0;
    if (axis.logarithmic)
        count = decades_within(low, high, wanted, values);
    if (count == 0) {
        double widest = high / (double)wanted - low / (double)wanted;
        struct step step = {1, (int)floor(log10(widest)) - 1};
        count = round_values(low, high, &step, wanted, values);
        digits = digits_needed(fmax(fabs(low), fabs(high)), step);
    }
    for (size_t i = 0; i < count; i++) {
        ticks[i].value = values[i];
        ticks[i].position = axis_position(axis, values[i]);
        axis_label(ticks[i].label, values[i], digits);
    }
    return count;
}
