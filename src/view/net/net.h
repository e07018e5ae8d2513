/* What the net pane's files share: the network, a sample that passed through it, and where its
 * units are on the screen. */
#ifndef VIEW_NET_H
#define VIEW_NET_H

#include "draw/axis.h"
#include "view/cache_key.h"
#include "view/pane.h"

/* Kept from picture to picture. */
struct net_memory {
    struct network_pass pass;
    double *theta, *g; /* dim each */
    struct cache_key key;
};

void net_memory_finish(struct net_memory *memory);

struct net_picture {
    const struct drawing *drawing;
    struct problem *problem;
    const struct network *network;
    const struct run *run;
    enum stage stage;
    const double *theta; /* where the next gradient is taken; after an update, what it led to */
    size_t sample;       /* the row of the data that passed through the network, */
    size_t batch;        /* ... the first of so many, */
    const uint32_t *batch_samples;
    struct network_pass *pass; /* ... and what it left behind */
    double *g;                 /* dim: the gradient of its loss, in the stage backward */

    struct rect rect; /* of the units; a row for the names of the layers lies above */
    bool has_names;
    size_t column_count;               /* layers shown, */
    size_t layers[NETWORK_LAYERS + 1]; /* ... and which */
    int tile_width, tile_height;       /* of a unit's picture; 0: it is a line of text */
    int label_rows;                    /* below the picture */
    int last_width;                    /* of the last column */
};

/* Choose tiles and layers for the rect. */
void net_arrange(struct net_picture *picture, struct rect inside);

int net_column(const struct net_picture *picture, size_t column);   /* its x, in the canvas */
int net_pitch(const struct net_picture *picture);                   /* to the next one */
size_t net_units(const struct net_picture *picture, size_t column); /* shown, of a layer's */
struct rect net_tile(const struct net_picture *picture, size_t column, size_t unit);

/* Let the sample pass through the network; backward too in that stage. */
void net_pass(struct net_picture *picture);

/* A number of at most three digits. Returns `buffer`. */
char *net_number(char buffer[static AXIS_LABEL], double value);

/* "old→new", or where the digits do not tell them apart "old +change". */
void net_change(const struct net_picture *picture, double before, double after,
                char text[static PANE_TITLE]);

/* The units' activations over the input as pictures. They use the pass: the sample's is gone. */
void net_pictures_draw(const struct net_picture *picture);

/* The weights as lines. */
void net_lines_draw(const struct net_picture *picture);

/* Names of the layers, and the numbers at units and weights. */
void net_labels_draw(const struct net_picture *picture);
void net_weights_draw(const struct net_picture *picture);

/* The two-parameter model, which is no network. */
void net_gabor_draw(const struct drawing *drawing, struct run *run, struct rect inside);

#endif
