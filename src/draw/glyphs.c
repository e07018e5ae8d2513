/* Tables of characters, and what a canvas shows of any other. */
#include "draw/glyphs.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

#include "base/mem.h"
#include "base/text.h"

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
    [SYMBOL_AHEAD] = {'&', 0x25c7},       /* ◇ */
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

uint32_t glyph_printable(uint32_t glyph)
{
    if (glyph >= 0x20 && glyph < 0x7f) /* the common case, before any table */
        return glyph;
    if (glyph < 0xa0 || glyph == TEXT_MALFORMED)
        return '?';
    if (glyph == 0xad || text_code_columns(glyph) == 0) /* terminals differ about a soft hyphen */
        return 0;
    return text_is_printable(glyph) ? glyph : '?';
}

int glyph_columns(uint32_t glyph)
{
    const uint32_t shown = glyph_printable(glyph);
    return shown < 0x7f ? shown != 0 : text_code_columns(shown);
}
