/* Formulas as they are written by hand. */
#ifndef VIEW_FORMULA_H
#define VIEW_FORMULA_H

#include "draw/glyphs.h"

#define FORMULA_SIZE 512

/* A formula of math/expr.h as it is written by hand: θ, η, β1, √, squares raised, `times` for *. In
 * the ASCII tier it stays as it is. Returns `out`. */
char *formula_pretty(char out[static FORMULA_SIZE], enum glyphs tier, const char *text,
                     const char *times);

#endif
