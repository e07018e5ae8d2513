#include "race/run_part.h"

bool run_part_range(const struct run *run, const struct history *records, enum run_part part,
                    size_t *first, size_t *last)
{
    if (records->count == 0)
        return false;
    const size_t present = history_before(records, run->step);
    *first = part == PART_PAST     ? 0
             : part == PART_FUTURE ? present + 1
                                   : history_before(records, run->ghost_from);
    *last = part == PART_PAST ? present : records->count - 1;
    return *first <= *last;
}
