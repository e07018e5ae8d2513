/* Where runs are on the map: at their parameters, or of more than two, at their place on the plane.
 */
#ifndef VIEW_TRAIL_H
#define VIEW_TRAIL_H

#include "plot.h"

/* The place of theta in the coordinates of the lens; of one parameter, halfway up. */
void trail_place(const struct session *session, const double *theta, double at[static 2]);

/* The paths of all runs: first futures and ghosts, above them what is past. */
void trails_draw(const struct drawing *drawing, const struct plot *plot);

/* Whether the loss on the plane, where the run's place is, differs from its own by more than a
 * tenth: kept in view->shadows. */
struct shadow {
    uint64_t race_version, plane_version, branches, step; /* of what it is known */
    bool off_plane;
};

bool trail_off_plane(const struct drawing *drawing, size_t run);

#endif
