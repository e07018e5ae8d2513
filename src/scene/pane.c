#include "scene/pane.h"

#define PANE_ROW(constant, row_name, row_title, row_help, row_fits, row_of)                        \
    [PANE_##constant] = {                                                                          \
        .name = #row_name,                                                                         \
        .title = row_title,                                                                        \
        .help = row_help,                                                                          \
        .fits = row_fits,                                                                          \
        .of = row_of,                                                                              \
    },
static const struct pane_row rows[] = {PANES(PANE_ROW)};
#undef PANE_ROW

const struct pane_row *pane_row(enum pane pane)
{
    return &rows[pane];
}

const char *pane_name(size_t pane)
{
    return pane < PANE_COUNT ? rows[pane].name : NULL;
}

bool pane_fits(enum pane pane, const struct problem *problem)
{
    return !rows[pane].fits || rows[pane].fits(problem);
}
