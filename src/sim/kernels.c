#include "sim/kernels.h"

#include <cblas.h>

const char *kernels_library(void)
{
    return openblas_get_config();
}
