/* JSON values as cJSON builds them, with numbers that read back exactly. */
#ifndef OUT_JSON_H
#define OUT_JSON_H

#include <stddef.h>

#include "base/text.h"

struct cJSON;

/* An empty object; the first thing to be made. Running out of memory ends the program, so that no
 * call fails. */
struct cJSON *json_object(void);

/* A member that is a string. JSON is UTF-8: malformed bytes, which names of files may have, become
 * U+FFFD. */
void json_add_string(struct cJSON *object, const char *key, const char *value);

/* In the shortest form that reads back exactly; null for what is not finite. */
struct cJSON *json_number(double value);
struct cJSON *json_numbers(const double *values, size_t count);

/* The value on one line, without a newline; it is freed. */
void json_print(struct cJSON *value, struct text *out);

#endif
