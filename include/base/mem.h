/* Memory that is always there: running out ends the program with a message, as nothing useful
 * can be done about it. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#define ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* `count` zeroed items of `size` bytes; release with free(). Never NULL, also for a count of 0. */
void *mem_alloc(size_t count, size_t size);

/* `pointer` grown or shrunk to `count` items of `size` bytes; what is new is not zeroed. */
void *mem_resize(void *pointer, size_t count, size_t size);

/* A copy of a string; of NULL, NULL. */
char *mem_string(const char *text);

#endif
