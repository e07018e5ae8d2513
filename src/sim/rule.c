/* Plays a rule line by line over a small set of named values. The names are the rule's own, the
 * common ones (theta, g, eta, t) and the hyper-parameters; a line's left side joins them. */
#include "sim/rule.h"

#include "base/mem.h"
#include "base/number.h"
#include "math/expr.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define NAME_SIZE 24
#define TEXT_SIZE 160
#define NAMES     (5 + OPTIMIZER_STATES + HYPER_COUNT + OPTIMIZER_LINES)

struct names {
    char name[NAMES][NAME_SIZE];
    double value[NAMES];
    size_t count;
};

static void names_set(struct names *names, const char *name, size_t length, double value)
{
    assert(length < NAME_SIZE);
    size_t i = 0;
    while (i < names->count &&
           (strncmp(names->name[i], name, length) != 0 || names->name[i][length] != '\0'))
        i++;
    if (i == names->count) {
        assert(i < NAMES);
        memcpy(names->name[i], name, length);
        names->name[i][length] = '\0';
        names->count++;
    }
    names->value[i] = value;
}

static void names_init(struct names *names, const struct rule_update *update)
{
    *names = (struct names){0};
    names_set(names, "theta", 5, update->theta);
    names_set(names, "g", 1, update->g);
    names_set(names, "norm", 4, update->norm);
    names_set(names, "eta", 3, update->eta);
    names_set(names, "t", 1, (double)update->t);
    for (size_t k = 0; k < update->optimizer->state_count; k++) {
        const char *name = update->optimizer->state[k];
        names_set(names, name, strlen(name), update->state[k]);
    }
    for (int h = 0; h < HYPER_COUNT; h++) {
        const char *name = hyper_parameter((enum hyper)h)->name;
        names_set(names, name, strlen(name), update->hyper[h]);
    }
}

static size_t name_length(const char *text)
{
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) || text[length] == '_')
        length++;
    return length;
}

/* Behind the place where a gradient was taken, "(theta + beta*v)" of "g(theta + beta*v)"; where
 * `text` is if the name before it is no g, or has no place. */
static const char *behind_place(const char *name, size_t length, const char *text)
{
    int depth = 0;
    if (length != 1 || *name != 'g' || *text != '(')
        return text;
    do
        depth += (*text == '(') - (*text == ')');
    while (*text++ && depth > 0);
    return text;
}

/* The formula with every g(place) as g. */
static void leave_places_out(char out[static TEXT_SIZE], const char *formula)
{
    size_t used = 0;
    while (*formula) {
        const size_t length = name_length(formula), plain = length > 0 ? length : 1;
        assert(used + plain < TEXT_SIZE);
        memcpy(out + used, formula, plain);
        used += plain;
        formula = behind_place(formula, length, formula + plain);
    }
    out[used] = '\0';
}

static double names_value(const struct names *names, const char *formula)
{
    char plain[TEXT_SIZE];
    leave_places_out(plain, formula);
    const char *variables[NAMES];
    for (size_t i = 0; i < names->count; i++)
        variables[i] = names->name[i];
    struct error err = {0};
    struct expr *expr = expr_create(plain, variables, names->count, &err);
    assert(expr && "a rule of the table compiles");
    const double value = expr_value(expr, names->value);
    expr_destroy(expr);
    return value;
}

/* The line with every known name replaced by its number. */
static void put_numbers(const struct names *names, const char *text, int digits, char *out,
                        size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    while (*text && used + NUMBER_SIZE + 2 < size) {
        const size_t length = isalpha((unsigned char)*text) ? name_length(text) : 0;
        size_t i = 0;
        while (i < names->count &&
               (strlen(names->name[i]) != length || strncmp(names->name[i], text, length) != 0))
            i++;
        if (length > 0 && i < names->count) {
            char number[NUMBER_SIZE];
            number_round(number, names->value[i], digits);
            const bool negative = number[0] == '-';
            used += (size_t)snprintf(out + used, size - used, negative ? "(%s)" : "%s", number);
            text = behind_place(text, length, text + length);
        } else {
            const size_t plain = length > 0 ? length : 1;
            used += (size_t)snprintf(out + used, size - used, "%.*s", (int)plain, text);
            text += plain;
        }
    }
}

static bool line_holds(const struct names *names, const struct rule_line *line)
{
    return (!line->when || names_value(names, line->when) > 0) &&
           !(line->unless && names_value(names, line->unless) > 0);
}

size_t rule_play(const struct rule_update *update, int digits,
                 struct rule_played played[static OPTIMIZER_LINES])
{
    struct names names;
    names_init(&names, update);
    size_t count = 0;
    for (size_t i = 0; i < OPTIMIZER_LINES && update->optimizer->rule[i].text; i++) {
        const struct rule_line *line = &update->optimizer->rule[i];
        if (!line_holds(&names, line))
            continue;
        const char *formula = strstr(line->text, "= ") + 2;
        struct rule_played *out = &played[count++];
        out->text = line->text;
        out->value = names_value(&names, formula);
        put_numbers(&names, formula, digits, out->numbers, sizeof out->numbers);
        names_set(&names, line->text, name_length(line->text), out->value);
    }
    return count;
}
