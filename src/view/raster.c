#include "raster.h"

#include "base/mem.h"
#include "draw/axis.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COST_AT_ONCE 1     /* multiplications of a loss: more are computed in slices */
#define COARSEST     16    /* pixels: a power of two */
#define CHUNK        256   /* losses at once, at most, */
#define NUMBERS      65536 /* ... of thetas with no more numbers than these, if there are several */

void raster_finish(struct raster *raster)
{
    free(raster->values);
    free(raster->positions);
    free(raster->before);
    free(raster->theta);
    problem_release(raster->key.problem);
    *raster = (struct raster){0};
}

static void forget(struct raster *raster)
{
    for (size_t i = 0; i < raster->columns * raster->rows; i++)
        raster->values[i] = (double)NAN;
    raster->scaled = false;
}

/* ---- what it is of ---- */

bool raster_is_slow(const struct problem *problem)
{
    return problem_cost(problem) > COST_AT_ONCE;
}

/* The coordinates on the plane of the middle of a pixel. */
static void pixel_point(const struct lens *lens, size_t columns, size_t rows, size_t column,
                        size_t row, double point[static 2])
{
    const struct axis x = axis_make(lens->x[0], lens->x[1], false);
    const struct axis y = axis_make(lens->y[0], lens->y[1], false);
    point[0] = axis_value(x, ((double)column + 0.5) / (double)columns);
    point[1] = axis_value(y, 1 - ((double)row + 0.5) / (double)rows);
}

/* The value that the raster has at a point; nan where it has none. */
static double value_at(const struct raster *raster, const double *values,
                       const double point[static 2])
{
    const struct lens *lens = &raster->lens;
    const struct axis x = axis_make(lens->x[0], lens->x[1], false);
    const struct axis y = axis_make(lens->y[0], lens->y[1], false);
    const double column = axis_position(x, point[0]) * (double)raster->columns;
    const double row = (1 - axis_position(y, point[1])) * (double)raster->rows;
    if (!(column >= 0 && row >= 0 && column < (double)raster->columns &&
          row < (double)raster->rows))
        return (double)NAN;
    return values[(size_t)row * raster->columns + (size_t)column];
}

static void reserve(struct raster *raster, size_t pixels)
{
    if (pixels <= raster->pixel_capacity)
        return;
    raster->values = mem_resize(raster->values, pixels, sizeof *raster->values);
    raster->positions = mem_resize(raster->positions, pixels, sizeof *raster->positions);
    raster->before = mem_resize(raster->before, pixels, sizeof *raster->before);
    raster->pixel_capacity = pixels;
}

/* Another lens, another size or a slice that moved: what is known of the same plane is shown until
 * it is known better. */
static void carry_over(struct raster *raster, const struct lens *lens, size_t columns, size_t rows)
{
    double *values = raster->before;
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++) {
            double point[2];
            pixel_point(lens, columns, rows, column, row, point);
            values[row * columns + column] = value_at(raster, raster->values, point);
        }
    raster->before = raster->values;
    raster->values = values;
    raster->scaled = false;
}

/* Take what the session shows now; all the work is to be done if that is something else. */
static void sync(struct raster *raster, const struct session *session, size_t columns, size_t rows)
{
    struct problem *problem = session_problem(session);
    const struct cache_key key = {
        .problem = problem,
        .plane = problem_needs_plane(problem) ? session->look.plane_version : 0,
    };
    const bool is_same = cache_key_equal(&key, &raster->key);
    const bool same_plane = key.problem == raster->key.problem &&
                            (is_same || raster->key.plane >= session->look.plane_turned);
    const bool same_window = raster->columns == columns && raster->rows == rows &&
                             memcmp(&raster->lens, &session->look.lens, sizeof raster->lens) == 0;
    if (is_same && same_window)
        return;
    reserve(raster, columns * rows);
    if (same_plane)
        carry_over(raster, &session->look.lens, columns, rows);
    problem_share(problem);
    problem_release(raster->key.problem);
    raster->key = key;
    raster->lens = session->look.lens;
    raster->columns = columns;
    raster->rows = rows;
    raster->block = raster->coarsest = raster_is_slow(session_problem(session)) ? COARSEST : 1;
    raster->next = 0;
    if (!same_plane)
        forget(raster);
}

/* ---- the work ---- */

/* Corners of blocks, by rows. */
static size_t corners_across(const struct raster *raster)
{
    return (raster->columns + raster->block - 1) / raster->block;
}

static size_t corner_count(const struct raster *raster)
{
    return corners_across(raster) * ((raster->rows + raster->block - 1) / raster->block);
}

static void next_level(struct raster *raster)
{
    raster->block /= 2;
    raster->next = 0;
}

/* The next corners of this level, `most` of them if there are so many; those of the level before
 * are known. */
static size_t take_corners(struct raster *raster, size_t most, size_t pixels[static CHUNK])
{
    const size_t block = raster->block, across = corners_across(raster);
    const size_t all = corner_count(raster);
    size_t count = 0;
    for (; raster->next < all && count < most; raster->next++) {
        const size_t row = raster->next / across, column = raster->next % across;
        if (block < raster->coarsest && row % 2 == 0 && column % 2 == 0)
            continue;
        pixels[count++] = row * block * raster->columns + column * block;
    }
    return count;
}

static void take_thetas(struct raster *raster, const struct session *session, const size_t *pixels,
                        size_t count)
{
    const size_t dim = session_problem(session)->dim;
    if (count * dim > raster->theta_capacity) {
        raster->theta_capacity = count * dim;
        raster->theta = mem_resize(raster->theta, count * dim, sizeof *raster->theta);
    }
    for (size_t i = 0; i < count; i++) {
        double point[2], *theta = raster->theta + i * dim;
        pixel_point(&raster->lens, raster->columns, raster->rows, pixels[i] % raster->columns,
                    pixels[i] / raster->columns, point);
        if (!problem_needs_plane(session_problem(session)))
            memcpy(theta, point, dim * sizeof *theta);
        else
            plane_point(&session->look.plane, point[0], point[1], theta);
    }
}

static void fill_block(struct raster *raster, size_t pixel, double value)
{
    const size_t row = pixel / raster->columns, column = pixel % raster->columns;
    for (size_t r = row; r < row + raster->block && r < raster->rows; r++)
        for (size_t c = column; c < column + raster->block && c < raster->columns; c++)
            raster->values[r * raster->columns + c] = value;
}

bool raster_work(struct raster *raster, const struct session *session, int columns, int rows,
                 size_t losses)
{
    struct problem *problem = session_problem(session);
    if (columns < 1 || rows < 1)
        return false;
    sync(raster, session, (size_t)columns, 2 * (size_t)rows);
    while (raster->block > 0 && losses > 0) {
        size_t pixels[CHUNK], most = NUMBERS / problem->dim;
        double loss[CHUNK];
        most = most < 1 ? 1 : most > CHUNK ? CHUNK : most;
        most = most > losses ? losses : most;
        const size_t count = take_corners(raster, most, pixels);
        take_thetas(raster, session, pixels, count);
        problem_loss(problem, count, raster->theta, loss);
        for (size_t i = 0; i < count; i++)
            fill_block(raster, pixels[i], loss[i]);
        raster->scaled = false;
        losses -= count;
        if (raster->next == corner_count(raster))
            next_level(raster);
    }
    return raster->block > 0;
}

void raster_update(struct raster *raster, const struct session *session, int columns, int rows)
{
    const bool logarithmic = session->scene.view.levels == SCENE_LEVELS_LOG;
    raster_work(raster, session, columns, rows,
                raster_is_slow(session_problem(session)) ? 0 : SIZE_MAX);
    const size_t pixels = raster->columns * raster->rows;
    if (raster->scaled)
        return;
    raster->scale = heat_scale_fit(raster->values, pixels, logarithmic);
    for (size_t i = 0; i < pixels; i++)
        raster->positions[i] = heat_position(raster->scale, raster->values[i]);
    raster->scaled = true;
}
