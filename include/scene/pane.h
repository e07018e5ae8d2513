/* The panes by name: one row each, and from it the verb `pane`, its completion, the key `panes` of
 * scenes and the lists.
 *
 * To add a pane: a row here, and a file in src/view that defines NAME_pane (src/view/pane.h), which
 * is how it is drawn, and where. */
#ifndef SCENE_PANE_H
#define SCENE_PANE_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/problem.h"

/* ROW(constant, name, title, help, fits, of): the verb takes the name; `fits` tells whether there
 * is anything to show of a problem, NULL: always; `of` says of which problems, for a message where
 * it does not. The verb `pane next` goes from row to row. */
#define PANES(ROW)                                                                                 \
    ROW(MAP, map, "Map", "the loss over the parameters, and the paths of the runs", NULL, "")      \
    ROW(LOSS, loss, "Loss", "the loss of every run over steps, epochs or evaluations", NULL, "")   \
    ROW(INSPECT, inspect, "Inspector", "the focused run: its rule in numbers, its settings", NULL, \
        "")                                                                                        \
    ROW(RANK, rank, "Runs", "the runs, best first", NULL, "")                                      \
    ROW(TIMELINE, timeline, "Timeline", "the steps so far and to come, and the lessons", NULL, "") \
    ROW(DATA, data, "Data", "the samples, and what the focused run makes of them",                 \
        problem_has_data, "models; this is a surface")                                             \
    ROW(NET, net, "Network", "the model with a sample in it, stage by stage", problem_has_data,    \
        "models; this is a surface")

#define PANE_CONSTANT(constant, name, title, help, fits, of) PANE_##constant,
enum pane { PANES(PANE_CONSTANT) PANE_COUNT };
#undef PANE_CONSTANT

struct pane_row {
    const char *name, *title, *help;
    bool (*fits)(const struct problem *problem);
    const char *of;
};

const struct pane_row *pane_row(enum pane pane);
const char *pane_name(size_t pane); /* NULL behind the last */

/* Whether the pane has anything to show of the problem. */
bool pane_fits(enum pane pane, const struct problem *problem);

#endif
