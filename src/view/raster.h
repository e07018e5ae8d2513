/* The losses over the map, two pixels a cell, one over the other, kept from picture to picture.
 *
 * Those of a surface take nanoseconds and are computed when they are drawn. Those of a model may
 * take milliseconds each: they are computed coarse to fine, in slices, while nothing else is to be
 * done. What is not known yet is nan, or after a move of the lens what was there before. */
#ifndef VIEW_RASTER_H
#define VIEW_RASTER_H

#include "cache_key.h"
#include "draw/heat.h"

struct raster {
    double *values;    /* rows x columns, the top row first: the losses */
    double *positions; /* ... and their places on the scale, which is over all that is known */
    struct heat_scale scale;
    size_t columns, rows; /* pixels */

    /* Its own: what the values are of. */
    struct cache_key key; /* its problem is shared, so that no other can have its place */
    struct lens lens;
    bool scaled; /* scale and positions are those of the values */

    /* The work left: the corners of blocks of so many pixels each way, from the `next`-th on. A
     * block has its corner's value until smaller ones divide it; 0: all is known. */
    size_t block, coarsest, next;

    double *before; /* scratch, rows x columns */
    double *theta;  /* scratch, points x dim */
    size_t pixel_capacity, theta_capacity;
};

void raster_finish(struct raster *raster);

/* Whether the problem's losses take so long that they are computed in slices. */
bool raster_is_slow(const struct problem *problem);

/* Bring the raster to the session's lens over columns x rows cells, and what is known of it. */
void raster_update(struct raster *raster, const struct session *session, int columns, int rows);

/* The same, and compute at most `losses` losses. Whether more are left. */
bool raster_work(struct raster *raster, const struct session *session, int columns, int rows,
                 size_t losses);

#endif
