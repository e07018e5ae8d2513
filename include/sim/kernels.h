/* The matrix products of networks come from OpenBLAS; this is the layer's door to it. */
#ifndef SIM_KERNELS_H
#define SIM_KERNELS_H

/* What the library says of itself: "OpenBLAS 0.3.21 ...". */
const char *kernels_library(void);

#endif
