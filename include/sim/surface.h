/* Test functions of two variables: the table of the surfaces that thalweg knows.
 *
 * To add one: a function in sim/surface_template.h, its name in the list there, and a row in
 * src/sim/surface.c. The formula is shown to the user, and
 * parsed by math/expr in a test that holds the function to it, so it is written in that grammar.
 * The Hessian of a surface is its formula's (math/expr), exact. */
#ifndef SIM_SURFACE_H
#define SIM_SURFACE_H

#include <stddef.h>

struct surface {
    const char *name, *title;
    const char *formula; /* in x and y, in the grammar of math/expr.h */
    const char *source;  /* author, year */
    const char *help;    /* one sentence: what it is good for */
    double window[4];    /* x from, x to, y from, y to: what is first shown */
    double start[2];     /* worth watching from here */
    size_t minima_count; /* the global and local minima known in closed form or to 10 digits */
    double minima[4][2]; /* the global ones first */

    /* f(p), and its gradient into g. */
    double (*evaluate)(const double p[static 2], double g[static 2]);
};

size_t surface_count(void);
const struct surface *surface_at(size_t index);
const char *surface_name(size_t index);
const struct surface *surface_find(const char *name); /* NULL: no such surface */

#endif
