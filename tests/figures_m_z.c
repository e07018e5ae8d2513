/* The figures of the scenes from m to z. */
#include "figures.h"

static double between_the_starts(struct figure_scene *scene, const struct figure *row)
{
    const struct run *other = figure_run_at(scene, row->run, START);
    return figure_distance(figure_run_at(scene, NULL, START), other->start[0], other->start[1]);
}

const struct figure figures_m_z[] = {
    {"watershed", "about", "two", "dos", runs},
    {"watershed", "about", "0.05", "0.05", between_the_starts, "right"},
    {0},
};
