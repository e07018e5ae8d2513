#include "out/summary.h"

#include "base/mem.h"
#include "base/number.h"
#include "json.h"
#include "out/columns.h"
#include "out/table.h"
#include "race/verdict.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define DIGITS 6

/* The known minimum nearest to where a run is: NULL if there is none, or theta is not finite. */
static const double *nearest_minimum(const struct run *run, double *distance)
{
    size_t index;
    const bool known = problem_nearest_minimum(run->problem, run->theta, &index, distance);
    return known && isfinite(*distance) ? run->problem->minima + index * run->problem->dim : NULL;
}

/* ---- for people ---- */

/* Nothing for nan, which stands for what there is not. */
static void add_number(struct columns *columns, double value)
{
    char buffer[NUMBER_SIZE];
    columns_add(columns, isnan(value) ? "" : number_round(buffer, value, DIGITS));
}

/* One parameter or two; NULL is nothing. */
static void add_point(struct columns *columns, size_t dim, const double *point)
{
    char x[NUMBER_SIZE], y[NUMBER_SIZE];
    if (!point)
        columns_add(columns, "");
    else if (dim == 1)
        columns_add(columns, number_round(x, point[0], DIGITS));
    else
        columns_printf(columns, "(%s, %s)", number_round(x, point[0], DIGITS),
                       number_round(y, point[1], DIGITS));
}

static void add_status(struct columns *columns, const struct run *run)
{
    const enum run_status status = run_status(run);
    if (status == RUN_CONVERGED || status == RUN_DIVERGED)
        columns_printf(columns, "%s at step %" PRIu64, run_status_name(status), run->step);
    else
        columns_add(columns, run_status_name(status));
}

static void add_place(struct columns *columns, const struct run *run)
{
    double distance;
    const double *minimum = nearest_minimum(run, &distance);
    const bool is_point = !problem_needs_plane(run->problem);
    add_point(columns, run->problem->dim, is_point ? run->theta : NULL);
    add_point(columns, run->problem->dim, is_point ? minimum : NULL);
    add_number(columns, minimum ? distance : nan(""));
}

static void add_score(struct columns *columns, const struct run *run, bool test)
{
    double score;
    const char *words = run_score_words(run, run_score(run, test, &score));
    if (words)
        columns_add(columns, words);
    else
        add_number(columns, score);
}

/* What the Hessian tells of a point where the run is at rest. */
static void add_kind(struct columns *columns, const struct run *run)
{
    const enum point_kind kind = run_point_kind(run);
    columns_add(columns, kind == POINT_SLOPE ? "" : point_kind_name(kind));
}

#define COLUMNS 15
#define NUMBERS 0x7f0 /* the columns from steps to the scores */

static void add_headings(struct columns *columns, const struct problem *problem)
{
    static const char *const headings[] = {"",       "run",   "method", "status", "steps",
                                           "epochs", "evals", "loss",   "|grad|"};
    const char *score = problem->score_name ? problem->score_name : "";
    for (size_t c = 0; c < ARRAY_LENGTH(headings); c++)
        columns_add(columns, headings[c]);
    columns_add(columns, score);
    columns_printf(columns, "test %s", score);
    columns_add(columns, "theta");
    columns_add(columns, "nearest minimum");
    columns_add(columns, "distance");
    columns_add(columns, "point");
}

void summary_text(const struct session *session, struct text *out)
{
    struct columns columns = {.count = COLUMNS, .right = NUMBERS, .headed = true};
    add_headings(&columns, session_problem(session));
    for (size_t i = 0; i < session->race.count; i++) {
        const struct run *run = session->race.runs[i];
        char loss[NUMBER_SIZE], grad_norm[NUMBER_SIZE];
        columns_printf(&columns, "%c", session_letter(i));
        columns_add(&columns, run->settings.name);
        columns_add(&columns, run->settings.optimizer->name);
        add_status(&columns, run);
        columns_printf(&columns, "%" PRIu64, run->step);
        add_number(&columns, run->row->epoch);
        columns_printf(&columns, "%" PRIu64, run->evals);
        columns_add(&columns, number_round(loss, run->row->loss, DIGITS));
        columns_add(&columns, number_round(grad_norm, run->row->grad_norm, DIGITS));
        add_score(&columns, run, false);
        add_score(&columns, run, true);
        add_place(&columns, run);
        add_kind(&columns, run);
    }
    columns_write(&columns, "", out);
    columns_finish(&columns);
    if (session_problem(session)->note)
        text_printf(out, "%s\n", session_problem(session)->note);
}

/* ---- for programs ---- */

/* A low R² is a number to a program. */
static bool has_score(enum run_score kind)
{
    return kind == SCORE_VALUE || kind == SCORE_LOW;
}

static cJSON *run_object(const struct run *run, bool all_params)
{
    cJSON *object = json_object();
    const size_t dim = run->problem->dim;
    const bool has_points = all_params || dim <= TABLE_DIM;
    double distance, score;
    const double *minimum = nearest_minimum(run, &distance);
    json_add_string(object, "run", run->settings.name);
    json_add_string(object, "method", run->settings.optimizer->name);
    json_add_string(object, "status", run_status_name(run_status(run)));
    cJSON_AddItemToObject(object, "steps", json_number((double)run->step));
    cJSON_AddItemToObject(object, "epochs", json_number(run->row->epoch));
    cJSON_AddItemToObject(object, "evals", json_number((double)run->evals));
    cJSON_AddItemToObject(object, "loss", json_number(run->row->loss));
    cJSON_AddItemToObject(object, "grad_norm", json_number(run->row->grad_norm));
    if (has_points)
        cJSON_AddItemToObject(object, "p", json_numbers(run->theta, dim));
    if (minimum && has_points)
        cJSON_AddItemToObject(object, "nearest_minimum", json_numbers(minimum, dim));
    if (minimum)
        cJSON_AddItemToObject(object, "distance", json_number(distance));
    if (has_score(run_score(run, false, &score)))
        cJSON_AddItemToObject(object, "train_score", json_number(score));
    if (has_score(run_score(run, true, &score)))
        cJSON_AddItemToObject(object, "test_score", json_number(score));
    return object;
}

/* The scene as it is called: its file's name without folder and ".scene". */
static void add_scene_name(cJSON *object, const struct scene *scene)
{
    const char *path = scene->path ? scene->path : "";
    const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;
    const char *suffix = strstr(file, ".scene");
    struct text name = {0};
    text_add_bytes(&name, file, suffix ? (size_t)(suffix - file) : strlen(file));
    json_add_string(object, "scene", name.data);
    text_finish(&name);
}

void summary_json(const struct session *session, bool all_params, struct text *out)
{
    cJSON *object = json_object();
    add_scene_name(object, &session->scene);
    cJSON *runs = cJSON_AddArrayToObject(object, "runs");
    for (size_t i = 0; i < session->race.count; i++)
        cJSON_AddItemToArray(runs, run_object(session->race.runs[i], all_params));
    json_print(object, out);
    text_add(out, "\n");
}
