/* Where runs are on the map: at their parameters, or of more than two, at their place on the plane.
 */
#ifndef VIEW_TRAIL_H
#define VIEW_TRAIL_H

#include "cache_key.h"
#include "plot.h"

/* The place of theta in the coordinates of the lens; of one parameter, halfway up. */
void trail_place(const struct session *session, const double *theta, double at[static 2]);

/* The paths of all runs: first futures and ghosts, above them what is past. */
void trails_draw(const struct drawing *drawing, const struct plot *plot);

/* Whether a run is off the plane: its loss differs from the plane's loss at its place by more than
 * a tenth. Kept in view->plane_errors. */
struct plane_error {
    struct cache_key key;
    bool is_large;
};

bool trail_off_plane(const struct drawing *drawing, size_t run);

#endif
