/* Tables of characters, UTF-8, and the rule for widths. */
#include "draw/glyphs.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

#include "base/mem.h"

struct pair {
    uint32_t ascii, block;
};

static const struct pair symbols[] = {
    [SYMBOL_RIGHT] = {'>', 0x2192},       /* → */
    [SYMBOL_UP_RIGHT] = {'/', 0x2197},    /* ↗ */
    [SYMBOL_UP] = {'^', 0x2191},          /* ↑ */
    [SYMBOL_UP_LEFT] = {'\\', 0x2196},    /* ↖ */
    [SYMBOL_LEFT] = {'<', 0x2190},        /* ← */
    [SYMBOL_DOWN_LEFT] = {'/', 0x2199},   /* ↙ */
    [SYMBOL_DOWN] = {'v', 0x2193},        /* ↓ */
    [SYMBOL_DOWN_RIGHT] = {'\\', 0x2198}, /* ↘ */
    [SYMBOL_BULLET] = {'*', 0x2022},      /* • */
    [SYMBOL_CROSS] = {'+', 0x253c},       /* ┼ */
    [SYMBOL_MINIMUM] = {'x', 0x00d7},     /* × */
    [SYMBOL_START] = {'o', 0x25cb},       /* ○ */
    [SYMBOL_RULE] = {'-', 0x2500},        /* ─ */
    [SYMBOL_WALL] = {'|', 0x2502},        /* │ */
    [SYMBOL_TICK] = {'+', 0x252c},        /* ┬ */
    [SYMBOL_ELLIPSIS] = {'~', 0x2026},    /* … */
    [SYMBOL_PLAY] = {'>', 0x25b6},        /* ▶ */
    [SYMBOL_PAUSE] = {'"', 0x2016},       /* ‖ */
    [SYMBOL_FULL] = {'#', 0x2588},        /* █ */
    [SYMBOL_EMPTY] = {'-', 0x2591},       /* ░ */
};
static_assert(ARRAY_LENGTH(symbols) == SYMBOL_COUNT, "every symbol has its glyphs");

static const struct {
    const char *ascii, *greek;
} signs[] = {
    [SIGN_BETA] = {"beta", "β"},     [SIGN_GAMMA] = {"gamma", "γ"}, [SIGN_DELTA] = {"delta", "Δ"},
    [SIGN_EPSILON] = {"eps", "ε"},   [SIGN_ETA] = {"eta", "η"},     [SIGN_THETA] = {"theta", "θ"},
    [SIGN_LAMBDA] = {"lambda", "λ"}, [SIGN_OMEGA] = {"omega", "ω"}, [SIGN_RHO] = {"rho", "ρ"},
    [SIGN_TAU] = {"tau", "τ"},       [SIGN_NABLA] = {"grad ", "∇"}, [SIGN_ROOT] = {"sqrt ", "√"},
    [SIGN_TIMES] = {"*", "·"},
};
static_assert(ARRAY_LENGTH(signs) == SIGN_COUNT, "every sign has its spellings");

uint32_t glyph_symbol(enum glyphs tier, enum symbol symbol)
{
    return tier == GLYPHS_ASCII ? symbols[symbol].ascii : symbols[symbol].block;
}

const char *glyph_sign(enum glyphs tier, enum sign sign)
{
    return tier == GLYPHS_ASCII ? signs[sign].ascii : signs[sign].greek;
}

uint32_t glyph_arrow(enum glyphs tier, double dx, double dy)
{
    if (!isfinite(dx) || !isfinite(dy) || (dx == 0 && dy == 0))
        return glyph_symbol(tier, SYMBOL_BULLET);
    const double eighth_turn = 0.78539816339744831;
    long direction = lround(atan2(-2 * dy, dx) / eighth_turn);
    return glyph_symbol(tier, (enum symbol)(SYMBOL_RIGHT + (direction & 7)));
}

static int clamp_eighths(int eighths)
{
    return eighths < 0 ? 0 : eighths > 8 ? 8 : eighths;
}

uint32_t glyph_bar_right(enum glyphs tier, int eighths)
{
    int fill = clamp_eighths(eighths);
    if (tier == GLYPHS_ASCII)
        return (uint32_t) "   -----="[fill];
    return fill == 0 ? ' ' : 0x2590 - (uint32_t)fill; /* ▏▎▍▌▋▊▉█ */
}

uint32_t glyph_decode(const char **text)
{
    const unsigned char *bytes = (const unsigned char *)*text;
    if (bytes[0] == 0)
        return 0;
    *text += 1;
    if (bytes[0] < 0x80)
        return bytes[0];
    size_t length = bytes[0] >= 0xf0 ? 4 : bytes[0] >= 0xe0 ? 3 : bytes[0] >= 0xc0 ? 2 : 0;
    if (length == 0 || bytes[0] > 0xf4)
        return 0xfffd;
    uint32_t glyph = bytes[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xc0) != 0x80)
            return 0xfffd;
        glyph = glyph << 6 | (bytes[i] & 0x3f);
    }
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (glyph < smallest[length] || glyph > 0x10ffff || (glyph >= 0xd800 && glyph < 0xe000))
        return 0xfffd;
    *text += length - 1;
    return glyph;
}

struct range {
    uint32_t first, last;
};

/* Rising, as the search stops early. */
static const struct range zero_width[] = {
    {0x00ad, 0x00ad}, {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd},
    {0x0610, 0x061a}, {0x064b, 0x065f}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
    {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f}, {0x20d0, 0x20ff},
    {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0000, 0xe0fff},
};

static const struct range wide[] = {
    {0x1100, 0x11ff},   {0x231a, 0x231b}, {0x23e9, 0x23f3}, {0x25fd, 0x25fe},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x267f, 0x267f}, {0x2693, 0x2693}, {0x26a1, 0x26a1},   {0x26aa, 0x26ab},
    {0x26bd, 0x26be},   {0x26c4, 0x26c5}, {0x26ce, 0x26ce}, {0x26d4, 0x26d4},   {0x26ea, 0x26ea},
    {0x26f2, 0x26fd},   {0x2705, 0x2705}, {0x270a, 0x270b}, {0x2728, 0x2728},   {0x274c, 0x274e},
    {0x2753, 0x2757},   {0x2795, 0x2797}, {0x27b0, 0x27bf}, {0x2b1b, 0x2b1c},   {0x2b50, 0x2b55},
    {0x2e80, 0xa4cf},   {0xa960, 0xa97f}, {0xac00, 0xd7ff}, {0xf900, 0xfaff},   {0xfe10, 0xfe19},
    {0xfe30, 0xfe6f},   {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x16fe0, 0x1b2ff}, {0x1f000, 0x1ffff},
    {0x20000, 0x3ffff},
};

static bool in_ranges(uint32_t glyph, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count && ranges[i].first <= glyph; i++)
        if (glyph <= ranges[i].last)
            return true;
    return false;
}

uint32_t glyph_printable(uint32_t glyph)
{
    if (glyph < 0x20 || (glyph >= 0x7f && glyph < 0xa0))
        return '?';
    if (glyph < 0xad) /* the common case, before any search */
        return glyph;
    if (in_ranges(glyph, zero_width, ARRAY_LENGTH(zero_width)))
        return 0;
    bool shown = glyph < 0xfff0 || (glyph >= 0x10000 && glyph <= 0x10ffff);
    return shown && !in_ranges(glyph, wide, ARRAY_LENGTH(wide)) ? glyph : '?';
}
