/* The figures in the texts of the scenes: every numeral has a computation beside it (figures_*.c),
 * and is what that gives. The scenes' folder, SCENES, is given by the build. */
#include "figures.h"
#include "numerals.h"
#include "suite.h"

#include "base/mem.h"
#include "scene/library.h"

#include <check.h>
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NUMERALS = 64 };

static struct library library;

static bool is_scene(const char *word, size_t length)
{
    for (size_t i = 0; i < library.count; i++)
        if (strlen(library.names[i]) == length && strncmp(library.names[i], word, length) == 0)
            return true;
    return false;
}

/* ---- numerals ---- */

static const struct {
    const char *text;
    bool spanish;
    const char *found; /* the numerals, parted by | */
    double value;      /* of the last one */
} numerals[] = {
    {"the rate 0.05, beta 0.9.", false, "0.05|0.9", 0.9},
    {"biases of -4", false, "-4", -4},
    {"at (0, -1)", false, "0|-1", -1},
    {"below 1e-9 near 14000", false, "1e-9|14000", 14000},
    {"after 10,000 steps (1, 200)", false, "10,000|1|200", 200},
    {"a loss of 1/4", false, "1/4", 0.25},
    {"a rate 5% smaller", false, "5%", 0.05},
    {"una tasa un 5 % menor", true, "5 %", 0.05},
    {"stays at ln 2 = 0.693", false, "ln 2|0.693", 0.693},
    {"0.9^10, a third", false, "0.9|10|third", 1.0 / 3},
    {"a 2-3-1 network", false, "2|3|1", 1},
    {"Four starts, two hundred and one", false, "Four|two hundred", 200},
    {"twenty-five of three thousand two hundred", false, "twenty-five|three thousand two hundred",
     3200},
    {"nine in ten", false, "nine|ten", 10},
    {"one ten-thousandth off", false, "ten-thousandth", 1e-4},
    {"a few hundredths", false, "hundredths", 0.01},
    {"three quarters, then half", false, "three quarters|half", 0.5},
    {"each step halves it; twice", false, "halves|twice", 2},
    {"treinta y cinco y cinco", true, "treinta y cinco|cinco", 5},
    {"Cuatro, doscientas, dos mil", true, "Cuatro|doscientas|dos mil", 2000},
    {"un quinto, la décima parte, la mitad", true, "quinto|décima|mitad", 0.5},
    {"una diezmilésima; dos tercios; el triple", true, "diezmilésima|dos tercios|triple", 3},
    {"dieciséis quiebres, veintidós", true, "dieciséis|veintidós", 22},
    {"one-third, an eighth, a third of it", false, "third|eighth|third", 1.0 / 3},
    {"about a tenth of four, tenth of it", false, "tenth|four|tenth", 0.1},
    {"two twelfths, a fiftieth, three millionths", false, "two twelfths|fiftieth|three millionths",
     3e-6},
    {"1/10th, 3/4ths", false, "1/10|3/4", 0.75},
    {"½ of it, 3½, ⅓", false, "½|3|½|⅓", 1.0 / 3},
    {"halving, doubling, tripled, quadruples, tenfold", false,
     "halving|doubling|tripled|quadruples|tenfold", 10},
    {"two billion", false, "two billion", 2e9},
    {"at 10^5, 3x, 8-10, 15 to 25, 1e-8, 1/3", false, "10|5|3|8|10|15|25|1e-8|1/3", 1.0 / 3},
    {"veintiuna, una docena, dos decenas, un centenar", true,
     "veintiuna|docena|dos|decenas|centenar", 100},
    {"se duplicó, duplicar, triplicó, dobles, el quíntuple", true,
     "duplicó|duplicar|triplicó|dobles|quíntuple", 5},
    {"un doceavo, dos veinteavos, un tercio", true, "doceavo|dos veinteavos|tercio", 1.0 / 3},
    {"once, 70 %, de 15 a 25", true, "once|70 %|15|25", 25},
    /* No numerals. */
    {"one fifth place, the third, a second one", false, "fifth", 0.2},
    {"una media, el quinto, la tercera y un segundo", true, "", 0},
    {"W1 and b2, l2, x^2, 1/k, 1/2m, 1/√t, 2/λmax, beta2", false, "", 0},
    {"see sine-16, two-cycle and bowl", false, "", 0},
    {"often, tension, alone, atwo, dosis", false, "", 0},
    {"a second time, 1/2m, a third one, the tenth step", false, "third", 1.0 / 3},
    {"la octava, el noveno paso, un poco", true, "", 0},
};

START_TEST(numerals_are_found)
{
    struct numeral found[NUMERALS];
    struct text all = {0};
    const size_t count =
        numerals_find(numerals[_i].text, numerals[_i].spanish, is_scene, found, NUMERALS);
    for (size_t i = 0; i < count; i++) {
        text_add(&all, i > 0 ? "|" : "");
        text_add_bytes(&all, found[i].text, found[i].length);
    }
    ck_assert_str_eq(text_string(&all), numerals[_i].found);
    if (count > 0)
        ck_assert_double_eq_tol(found[count - 1].value, numerals[_i].value, 1e-12);
    text_finish(&all);
}
END_TEST

/* ---- the texts of a scene ---- */

/* One scene that is checked: its rows, and for each whether a text of either language has it. */
struct check {
    struct figure_scene scene;
    const struct figure *rows;
    size_t count;
    bool (*met)[2];
    struct text faults;
};

static bool is_row_of(const struct figure *row, const char *where)
{
    return strcmp(row->where, where) == 0;
}

/* The value rounded to the numeral's last digit is the numeral. A part in words, 0 and a setting of
 * the scene are exact, up to what the row says. */
static bool agrees(const struct figure *row, const struct numeral *numeral, double value)
{
    const bool exact = row->value == setting || numeral->value == 0;
    const double unit = row->to > 0 ? row->to : exact ? 0 : numeral->unit;
    switch (row->is) {
    case BELOW:
        return value < numeral->value;
    case ABOVE:
        return value > numeral->value;
    default:
        return fabs(value - numeral->value) <= unit / 2 * (1 + 1e-9) + 1e-9 * fabs(value);
    }
}

static const struct {
    const char *text;
    struct figure row;
    double value;
    bool agrees;
} roundings[] = {
    {"0.35", {.to = 0}, 0.354, true},     {"0.35", {.to = 0}, 0.346, true},
    {"0.35", {.to = 0}, 0.356, false},    {"-4", {.to = 0}, 4, false},
    {"14000", {.to = 0}, 14368, false},   {"14000", {.to = 1000}, 14368, true},
    {"four", {.to = 0}, 4, true},         {"four", {.to = 0}, 5, false},
    {"half", {.to = 0}, 0.501, false},    {"half", {.to = 0.1}, 0.52, true},
    {"28 %", {.to = 0}, 0.2833, true},    {"28 %", {.to = 0}, 0.2867, false},
    {"1e-9", {.is = BELOW}, 2e-11, true}, {"1e-9", {.is = BELOW}, 2e-9, false},
    {"90 %", {.is = ABOVE}, 0.91, true},  {"90 %", {.is = ABOVE}, 0.89, false},
    {"0", {.to = 0}, 0.1, false},         {"5", {.value = setting}, 5.1, false},
    {"7", {.to = 0}, (double)NAN, false}, {"7", {.is = BELOW}, (double)NAN, false},
};

START_TEST(numeral_is_the_rounded_value)
{
    struct numeral found;
    ck_assert_uint_eq(numerals_find(roundings[_i].text, false, is_scene, &found, 1), 1);
    ck_assert_int_eq(agrees(&roundings[_i].row, &found, roundings[_i].value), roundings[_i].agrees);
}
END_TEST

/* The row for a numeral in a language, not yet used; NULL: none. */
static const struct figure *take_row(struct check *check, const char *where,
                                     const struct numeral *numeral, bool spanish)
{
    for (size_t i = 0; i < check->count; i++) {
        const struct figure *row = &check->rows[i];
        const char *written = spanish ? row->es : row->en;
        if (!check->met[i][spanish] && written && is_row_of(row, where) &&
            strlen(written) == numeral->length &&
            strncasecmp(written, numeral->text, numeral->length) == 0) {
            check->met[i][spanish] = true;
            return row;
        }
    }
    return NULL;
}

/* What the row computes, from the scene as it is or with the row's settings. */
static double compute(struct check *check, const struct figure *row)
{
    if (!row->set[0])
        return row->value(&check->scene, row);
    struct figure_scene other;
    figure_scene_open(&other, row->scene, row->set);
    const double value = row->value(&other, row);
    figure_scene_close(&other);
    return value;
}

/* A numeral of a text has its row, and is what that computes. */
static void check_numeral(struct check *check, const char *where, const struct numeral *numeral,
                          bool spanish)
{
    const struct figure *row = take_row(check, where, numeral, spanish);
    const double value = row ? compute(check, row) : 0;
    if (row && agrees(row, numeral, value))
        return;
    text_printf(&check->faults, "%s, %s, %s: '%.*s': ", check->scene.name, where,
                spanish ? "es" : "en", (int)numeral->length, numeral->text);
    if (row)
        text_printf(&check->faults, "computed: %.10g\n", value);
    else
        text_add(&check->faults, "no row computes it\n");
}

static void check_text(struct check *check, const char *where, const char *text, bool spanish)
{
    struct numeral found[NUMERALS];
    const size_t count = numerals_find(text, spanish, is_scene, found, NUMERALS);
    ck_assert_uint_lt(count, NUMERALS);
    for (size_t i = 0; i < count; i++)
        check_numeral(check, where, &found[i], spanish);
}

static void check_texts(struct check *check, const char *where, const struct scene_text *text)
{
    check_text(check, where, scene_text_pick(text, "en"), false);
    check_text(check, where, scene_text_pick(text, "es"), true);
}

/* ---- names of runs ---- */

/* The word before a numeral: "lr" of "lr 0.005". */
static void word_before(const char *text, const char *numeral, char word[static RUN_NAME_SIZE])
{
    const char *end = numeral;
    while (end > text && !isalnum((unsigned char)end[-1]))
        end--;
    const char *from = end;
    while (from > text && (isalnum((unsigned char)from[-1]) || from[-1] == '_'))
        from--;
    snprintf(word, RUN_NAME_SIZE, "%.*s", (int)(end - from), from);
}

/* The words that names have for settings, besides their keys. */
static const struct {
    const char *word, *key;
} setting_words[] = {
    {"lote", "batch"},
    {"recorte", "clip"},
    {"semilla", "seed"},
};

/* Whether the numeral of a name is a setting of its run, by the word before it. */
static bool is_setting(const struct run *run, const char *name, const struct numeral *found,
                       size_t index)
{
    char word[RUN_NAME_SIZE];
    word_before(name, found[index].text, word);
    for (size_t i = 0; i < ARRAY_LENGTH(setting_words); i++)
        if (strcmp(word, setting_words[i].word) == 0)
            snprintf(word, sizeof word, "%s", setting_words[i].key);
    const int setting = run_setting_find(&run->settings, word);
    if (setting >= 0)
        return run_setting_value(&run->settings, setting) == found[index].value;
    if (strcmp(word, "seed") == 0)
        return (double)run->settings.seed == found[index].value;
    return (name[0] == '(' || strncmp(name, "start (", 7) == 0) && index < run->problem->dim &&
           run->start[index] == found[index].value;
}

/* A name or a label: its numerals are settings, or have rows. */
static void check_name(struct check *check, const struct run *run, const char *name, bool spanish)
{
    struct numeral found[NUMERALS];
    const size_t count = numerals_find(name, spanish, is_scene, found, NUMERALS);
    struct text where = {0};
    text_printf(&where, "run %s", run->settings.name);
    for (size_t i = 0; i < count; i++)
        if (!is_setting(run, name, found, i))
            check_numeral(check, text_string(&where), &found[i], spanish);
    text_finish(&where);
}

static void check_names(struct check *check)
{
    const struct scene *scene = &check->scene.scene;
    for (size_t i = 0; i < scene->optimizer_count; i++) {
        const struct run *run = check->scene.race.runs[i];
        check_name(check, run, scene_label_of(scene, i, "en"), false);
        if (scene->optimizers[i].label.count > 0) {
            check_name(check, run, scene_label_of(scene, i, "es"), true);
            check_name(check, run, run->settings.name, false);
        }
    }
}

/* ---- size and place ---- */

enum { COLUMNS = 80, ROWS = 4 }; /* for title and about, on a screen of 80 by 24 */

static int columns_of(const char *text, size_t length)
{
    char part[COLUMNS * 4 + 1];
    snprintf(part, sizeof part, "%.*s", (int)length, text);
    return text_columns(part);
}

/* The rows that a text takes, its words not cut. */
static int rows_of_text(const char *text)
{
    int rows = 1, column = 0;
    while (*text) {
        const size_t length = strcspn(text, " ");
        const int width = columns_of(text, length);
        if (column > 0 && column + 1 + width > COLUMNS) {
            rows++;
            column = 0;
        }
        column += width + (column > 0);
        text += length + strspn(text + length, " ");
    }
    return rows;
}

/* Title and about fit on the smaller screens, and the scene has its place in the course. */
static void check_size_and_place(struct check *check)
{
    static const char *const languages[] = {"en", "es"};
    const struct scene *scene = &check->scene.scene;
    for (size_t i = 0; i < ARRAY_LENGTH(languages); i++) {
        struct text text = {0};
        text_printf(&text, "%s: %s", scene_text_pick(&scene->title, languages[i]),
                    scene_text_pick(&scene->about, languages[i]));
        const int rows = rows_of_text(text_string(&text));
        if (rows > ROWS)
            text_printf(&check->faults, "%s: %d rows of title and about in %s\n", check->scene.name,
                        rows, languages[i]);
        text_finish(&text);
    }
    if (scene->lecture == 0 || !scene->has_order || scene->topic.count == 0)
        text_printf(&check->faults, "%s: no lecture, order or topic\n", check->scene.name);
}

/* ---- every scene ---- */

static const struct figure *const tables[] = {figures_a_l, figures_m_r, figures_s_z};

/* The rows of a scene, in one place of a table. */
static size_t rows_of(const char *name, const struct figure **rows)
{
    size_t count = 0;
    *rows = NULL;
    for (size_t t = 0; t < ARRAY_LENGTH(tables); t++)
        for (const struct figure *row = tables[t]; row->scene; row++) {
            if (strcmp(row->scene, name) != 0)
                continue;
            if (count++ == 0)
                *rows = row;
            ck_assert_msg(row == *rows + count - 1, "%s: its rows are in one place", name);
        }
    return count;
}

static void check_all_met(struct check *check)
{
    for (size_t i = 0; i < check->count; i++) {
        const struct figure *row = &check->rows[i];
        if (row->en && !check->met[i][false])
            text_printf(&check->faults, "%s, %s, en: no numeral '%s'\n", row->scene, row->where,
                        row->en);
        if (row->es && !check->met[i][true])
            text_printf(&check->faults, "%s, %s, es: no numeral '%s'\n", row->scene, row->where,
                        row->es);
    }
}

START_TEST(every_figure_of_a_scene_is_what_is_computed)
{
    struct check check = {0};
    const char *name = library.names[_i];
    check.count = rows_of(name, &check.rows);
    check.met = mem_alloc(check.count + 1, sizeof *check.met);
    figure_scene_open(&check.scene, name, NULL);
    const struct scene *scene = &check.scene.scene;
    check_texts(&check, "title", &scene->title);
    check_texts(&check, "about", &scene->about);
    check_texts(&check, "topic", &scene->topic);
    for (size_t i = 0; i < scene->lesson_count; i++) {
        struct text where = {0};
        text_printf(&where, "lesson %llu", (unsigned long long)scene->lessons[i].at);
        check_texts(&check, text_string(&where), &scene->lessons[i].text);
        text_finish(&where);
    }
    check_names(&check);
    check_size_and_place(&check);
    check_all_met(&check);
    ck_assert_msg(check.faults.length == 0, "\n%s", text_string(&check.faults));
    figure_scene_close(&check.scene);
    text_finish(&check.faults);
    free(check.met);
}
END_TEST

/* In a menu titles are all that tells scenes apart. */
START_TEST(no_two_titles_are_alike)
{
    static const char *const languages[] = {"en", "es"};
    struct scene *scenes = mem_alloc(library.count, sizeof *scenes);
    struct error err = {0};
    for (size_t i = 0; i < library.count; i++)
        ck_assert(scene_read(&scenes[i], library.paths[i], NULL, NULL, &err));
    for (size_t k = 0; k < ARRAY_LENGTH(languages); k++)
        for (size_t i = 0; i < library.count; i++)
            for (size_t j = 0; j < i; j++)
                ck_assert_str_ne(scene_text_pick(&scenes[i].title, languages[k]),
                                 scene_text_pick(&scenes[j].title, languages[k]));
    for (size_t i = 0; i < library.count; i++)
        scene_finish(&scenes[i]);
    free(scenes);
}
END_TEST

START_TEST(every_row_is_of_a_scene)
{
    for (size_t t = 0; t < ARRAY_LENGTH(tables); t++)
        for (const struct figure *row = tables[t]; row->scene; row++)
            ck_assert_msg(is_scene(row->scene, strlen(row->scene)), "no scene '%s'", row->scene);
}
END_TEST

static Suite *suite(void)
{
    TCase *tests = tcase_create("figures");
    tcase_add_loop_test(tests, numerals_are_found, 0, ARRAY_LENGTH(numerals));
    tcase_add_loop_test(tests, numeral_is_the_rounded_value, 0, ARRAY_LENGTH(roundings));
    tcase_add_test(tests, every_row_is_of_a_scene);
    tcase_add_test(tests, no_two_titles_are_alike);
    tcase_add_loop_test(tests, every_figure_of_a_scene_is_what_is_computed, 0, (int)library.count);
    tcase_set_timeout(tests, 120);
    Suite *suite = suite_create("figures");
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    static const char *const folders[] = {SCENES, NULL};
    library_init(&library, folders);
    const int status = suite_main(suite());
    library_finish(&library);
    return status;
}
