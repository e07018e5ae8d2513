/* Values to levels, and levels to cells. */
#include "draw/heat.h"

#include <assert.h>
#include <math.h>

static const char ramp[] = " .:-=+*#%@";
static_assert(sizeof ramp - 1 == HEAT_LEVELS, "a character a level");

struct heat_scale heat_scale_fit(const double *values, size_t count, bool logarithmic)
{
    struct heat_scale scale = {HUGE_VAL, -HUGE_VAL, 0};
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i]))
            continue;
        scale.low = fmin(scale.low, values[i]);
        scale.high = fmax(scale.high, values[i]);
    }
    if (scale.low > scale.high)
        return (struct heat_scale){0, 1, 0};
    if (!logarithmic)
        return scale;
    double sum = 0, above = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i]) || values[i] <= scale.low)
            continue;
        sum += log(values[i] - scale.low);
        above++;
    }
    /* log(1 + mean/u) = log(1 + span/u) / 2 has the solution u = mean^2 / (span - 2 mean). */
    double span = scale.high - scale.low, mean = exp(sum / above);
    double unit = mean / (span / mean - 2);
    if (isfinite(unit) && unit > 0)
        scale.unit = unit;
    return scale;
}

double heat_position(struct heat_scale scale, double value)
{
    if (isnan(value))
        return value;
    if (value <= scale.low)
        return 0;
    if (value >= scale.high)
        return 1;
    if (scale.unit > 0)
        return log1p((value - scale.low) / scale.unit) /
               log1p((scale.high - scale.low) / scale.unit);
    /* By halves, as the span of huge numbers may overflow. */
    return (value / 2 - scale.low / 2) / (scale.high / 2 - scale.low / 2);
}

double heat_value(struct heat_scale scale, double position)
{
    if (scale.unit > 0)
        return scale.low +
               scale.unit * expm1(position * log1p((scale.high - scale.low) / scale.unit));
    return scale.low * (1 - position) + scale.high * position;
}

int heat_level(double position)
{
    if (isnan(position))
        return -1;
    double level = floor(position * HEAT_LEVELS);
    return level < 0 ? 0 : level >= HEAT_LEVELS ? HEAT_LEVELS - 1 : (int)level;
}

static uint32_t level_color(const struct theme *theme, double position)
{
    int level = heat_level(position);
    return level < 0 ? theme->background.paper : theme->heat[level];
}

static double cell_mean(double upper, double lower)
{
    if (isnan(upper))
        return lower;
    return isnan(lower) ? upper : (upper + lower) / 2;
}

static void draw_cell(struct canvas *canvas, int x, int y, const struct theme *theme,
                      enum glyphs tier, double upper, double lower)
{
    double mean = cell_mean(upper, lower);
    if (theme->heat_ramp) {
        int level = heat_level(mean);
        struct pen pen = {theme->dim.ink, theme->background.paper, theme->dim.style};
        canvas_put(canvas, x, y, (uint32_t)(level < 0 ? '?' : ramp[level]), pen);
    } else if (tier == GLYPHS_ASCII) {
        canvas_put(canvas, x, y, ' ', (struct pen){theme->text.ink, level_color(theme, mean), 0});
    } else {
        struct pen pixels = {level_color(theme, upper), level_color(theme, lower), STYLE_PIXELS};
        canvas_put(canvas, x, y, 0x2580, pixels); /* ▀ */
    }
}

void heat_draw(struct canvas *canvas, struct rect rect, const struct theme *theme, enum glyphs tier,
               const double *positions)
{
    for (int row = 0; row < rect.height; row++) {
        const double *upper = positions + (size_t)2 * (size_t)row * (size_t)rect.width;
        const double *lower = upper + rect.width;
        for (int column = 0; column < rect.width; column++)
            draw_cell(canvas, rect.x + column, rect.y + row, theme, tier, upper[column],
                      lower[column]);
    }
}
