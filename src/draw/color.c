/* Nearest colours by squared distance in RGB. */
#include "draw/color.h"

#include <math.h>
#include <stdlib.h>

#define CUBE  16 /* first index of the cube */
#define GREYS 232

static const int cube_shades[6] = {0, 95, 135, 175, 215, 255};

/* xterm's defaults. */
static const uint32_t ansi[16] = {
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
    0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
};

static int channel(uint32_t color, int shift)
{
    return (int)(color >> shift & 0xff);
}

static uint32_t mix_channel(uint32_t from, uint32_t to, int shift, double t)
{
    double value = (1 - t) * channel(from, shift) + t * channel(to, shift);
    return (uint32_t)lround(value) << shift;
}

uint32_t color_mix(uint32_t from, uint32_t to, double t)
{
    return mix_channel(from, to, 16, t) | mix_channel(from, to, 8, t) | mix_channel(from, to, 0, t);
}

static int distance(uint32_t a, uint32_t b)
{
    int red = channel(a, 16) - channel(b, 16);
    int green = channel(a, 8) - channel(b, 8);
    int blue = channel(a, 0) - channel(b, 0);
    return red * red + green * green + blue * blue;
}

static int nearest_shade(int value)
{
    int best = 0;
    for (int i = 1; i < 6; i++)
        if (abs(cube_shades[i] - value) < abs(cube_shades[best] - value))
            best = i;
    return best;
}

int color_to_256(uint32_t color)
{
    int red = channel(color, 16), green = channel(color, 8), blue = channel(color, 0);
    int cube = CUBE + 36 * nearest_shade(red) + 6 * nearest_shade(green) + nearest_shade(blue);
    int step = ((red + green + blue) / 3 - 3) / 10; /* greys are 8, 18, ... 238 */
    int grey = GREYS + (step > 23 ? 23 : step);
    return distance(color, color_from_256(grey)) < distance(color, color_from_256(cube)) ? grey
                                                                                         : cube;
}

int color_to_16(uint32_t color)
{
    int best = 0;
    for (int i = 1; i < 16; i++)
        if (distance(color, ansi[i]) < distance(color, ansi[best]))
            best = i;
    return best;
}

uint32_t color_from_256(int index)
{
    if (index < CUBE)
        return ansi[index];
    if (index >= GREYS)
        return (uint32_t)(8 + 10 * (index - GREYS)) * 0x010101;
    int cube = index - CUBE;
    return (uint32_t)cube_shades[cube / 36] << 16 | (uint32_t)cube_shades[cube / 6 % 6] << 8 |
           (uint32_t)cube_shades[cube % 6];
}
