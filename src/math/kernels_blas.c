/* The library is found by the name that programs are linked with. */
#define _DEFAULT_SOURCE /* for MAP_ANONYMOUS */
#include "kernels_blas.h"

#include "base/mem.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Bytes that it takes: its code, and a buffer that it maps with its first product and keeps. Where
 * it cannot map it, it tries for ever. */
#define ROOM ((size_t)256 << 20)

static bool has_room(void)
{
    void *room = mmap(NULL, ROOM, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED)
        return false;
    munmap(room, ROOM);
    return true;
}

static void *open_library(void)
{
    static const char *const names[] = {"libopenblas.so.0", OPENBLAS_FOLDER "/libopenblas.so"};
    void *library = NULL;
    for (size_t i = 0; i < ARRAY_LENGTH(names) && !library; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

/* A function of the library. ISO C has no conversion of a pointer to an object to one to a
 * function; POSIX says that they look the same. */
#define FIND(function, name) find(library, name, &(function), sizeof(function))

static bool find(void *library, const char *name, void *function, size_t size)
{
    void *found = dlsym(library, name);
    memcpy(function, &found, size);
    return found != NULL;
}

/* Map the buffer now, while there is room for it. */
static void warm_up(const struct blas *blas)
{
    enum { N = 64 };
    double *a = mem_alloc((size_t)N * N, sizeof *a);
    blas->dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, N, N, N, 0, a, N, a, N, 1, a, N);
    free(a);
}

static bool load(struct blas *blas)
{
    if (!has_room())
        return false;
    setenv("OPENBLAS_NUM_THREADS", "1", 1); /* read as it is loaded */
    void *library = open_library();
    if (!library || !FIND(blas->dgemm, "cblas_dgemm") || !FIND(blas->dpotrf, "dpotrf_") ||
        !FIND(blas->dpotrs, "dpotrs_") || !FIND(blas->dpocon, "dpocon_") ||
        !FIND(blas->get_config, "openblas_get_config") ||
        !FIND(blas->set_num_threads, "openblas_set_num_threads"))
        return false;
    blas->set_num_threads(1); /* for builds that read another variable */
    warm_up(blas);
    return true;
}

const struct blas *blas_get(void)
{
    static struct blas blas;
    static bool tried, loaded;
    if (!tried)
        loaded = load(&blas);
    tried = true;
    return loaded ? &blas : NULL;
}
