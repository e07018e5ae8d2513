#include "race/history.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void history_init(struct history *h, size_t size, size_t memory)
{
    const size_t limit = memory / size;
    *h = (struct history){.size = size, .limit = limit < 2 ? 2 : limit, .stride = 1};
}

void history_finish(struct history *h)
{
    free(h->data);
    *h = (struct history){0};
}

void history_copy(struct history *to, const struct history *from)
{
    free(to->data);
    *to = *from;
    to->capacity = from->count;
    to->data = mem_alloc(to->capacity, to->size);
    if (to->count > 0)
        memcpy(to->data, from->data, to->count * to->size);
}

/* Keep every second record. */
static void thin(struct history *h)
{
    for (size_t i = 1; 2 * i < h->count; i++)
        memcpy(h->data + i * h->size, h->data + 2 * i * h->size, h->size);
    h->count = (h->count + 1) / 2;
    h->stride *= 2;
}

bool history_wants(const struct history *h, uint64_t step)
{
    return step == h->count * h->stride;
}

void history_add(struct history *h, uint64_t step, const void *record)
{
    assert(history_wants(h, step));
    history_add_wanted(h, step, 1, record);
}

/* Room for one record more at least, within the limit. */
static void grow(struct history *h)
{
    h->capacity = h->capacity ? 2 * h->capacity : 64;
    if (h->capacity > h->limit)
        h->capacity = h->limit;
    h->data = mem_resize(h->data, h->capacity, h->size);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

void history_add_wanted(struct history *h, uint64_t first, size_t count, const void *records)
{
    for (;;) {
        const uint64_t next = h->count * h->stride; /* the step that is wanted */
        if (next < first || next - first >= count)
            return;
        if (h->count == h->limit) {
            thin(h);
            continue;
        }
        if (h->count == h->capacity)
            grow(h);
        const size_t from = (size_t)(next - first), room = h->capacity - h->count;
        const size_t n = h->stride == 1 ? least(count - from, room) : 1;
        memcpy(h->data + h->count * h->size, (const char *)records + from * h->size, n * h->size);
        h->count += n;
    }
}

void *history_room(struct history *h, uint64_t first, size_t count)
{
    if (!history_wants(h, first) || (count > 1 && h->stride > 1) || count > h->limit - h->count)
        return NULL;
    while (count > h->capacity - h->count)
        grow(h);
    return h->data + h->count * h->size;
}

void history_filled(struct history *h, size_t count)
{
    h->count += count;
}

void history_truncate(struct history *h, uint64_t step)
{
    const uint64_t keep = step / h->stride + 1;
    if (keep < h->count)
        h->count = (size_t)keep;
}

const void *history_at(const struct history *h, size_t index)
{
    assert(index < h->count);
    return h->data + index * h->size;
}

uint64_t history_step(const struct history *h, size_t index)
{
    return index * h->stride;
}

size_t history_before(const struct history *h, uint64_t step)
{
    assert(h->count > 0);
    const uint64_t index = step / h->stride;
    return index < h->count ? (size_t)index : h->count - 1;
}
