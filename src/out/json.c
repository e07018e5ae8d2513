#include "json.h"

#include "base/mem.h"
#include "base/number.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>

static void *allocate(size_t size)
{
    return mem_alloc(1, size);
}

struct cJSON *json_object(void)
{
    cJSON_InitHooks(&(cJSON_Hooks){.malloc_fn = allocate, .free_fn = free});
    return cJSON_CreateObject();
}

void json_add_string(struct cJSON *object, const char *key, const char *value)
{
    struct text valid = {0};
    text_add_valid(&valid, value);
    cJSON_AddStringToObject(object, key, text_string(&valid));
    text_finish(&valid);
}

struct cJSON *json_number(double value)
{
    char buffer[NUMBER_SIZE];
    return isfinite(value) ? cJSON_CreateRaw(number_format(buffer, value)) : cJSON_CreateNull();
}

struct cJSON *json_numbers(const double *values, size_t count)
{
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < count; i++)
        cJSON_AddItemToArray(array, json_number(values[i]));
    return array;
}

void json_print(struct cJSON *value, struct text *out)
{
    char *line = cJSON_PrintUnformatted(value);
    text_add(out, line);
    free(line);
    cJSON_Delete(value);
}
