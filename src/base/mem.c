/* Allocation that ends the program when memory runs out: the one exit outside of `app`. */
#include "base/mem.h"

#include "base/ending.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void out_of_memory(void)
{
    ending_restore(); /* the message would be lost with the screen that it is written on */
    fputs("thalweg: out of memory\n", stderr);
    exit(EXIT_FAILURE);
}

void *mem_alloc(size_t count, size_t size)
{
    void *pointer = calloc(count ? count : 1, size ? size : 1);
    if (!pointer)
        out_of_memory();
    return pointer;
}

void *mem_resize(void *pointer, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        out_of_memory();
    size_t bytes = count * size;
    void *resized = realloc(pointer, bytes ? bytes : 1);
    if (!resized)
        out_of_memory();
    return resized;
}

char *mem_string(const char *text)
{
    if (!text)
        return NULL;
    size_t size = strlen(text) + 1;
    return memcpy(mem_resize(NULL, size, 1), text, size);
}
