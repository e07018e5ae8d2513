/* Fields as numbers, and which mark their decimals have. */
#include "base/number.h"
#include "csv_parts.h"
#include "data/cell.h"

#include <stdio.h>
#include <string.h>

#define SHORT_DIGITS                                                                               \
    15 /* so many make an integer that a double holds exactly, as it does 10^15                    \
        */

/* How a number is written. */
struct form {
    char mark;            /* '.', ',' or '\0': none */
    size_t whole, digits; /* digits before the mark, and all */
    bool leads_zero;
};

/* The common case, faster than strtod: a few digits with at most one mark, as in -12.5. Integer and
 * power of ten are exact, so that their quotient is rounded once, to the double nearest to the
 * decimal (Clinger, "How to read floating point numbers accurately", 1990, section 4). Returns
 * false for anything else, number or not. */
static bool short_number(const char *text, char mark, struct form *form, double *value)
{
    static const double powers[SHORT_DIGITS + 1] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const bool negative = *text == '-';
    int64_t integer = 0;
    size_t digits = 0, whole = SIZE_MAX; /* whole: digits before the mark */
    char found = '\0';
    text += negative;
    form->leads_zero = *text == '0';
    for (; *text; text++) {
        if (*text >= '0' && *text <= '9' && digits < SHORT_DIGITS) {
            integer = 10 * integer + (*text - '0');
            digits++;
        } else if (whole == SIZE_MAX && (*text == '.' || *text == mark)) {
            whole = digits;
            found = *text;
        } else {
            return false;
        }
    }
    if (digits == 0)
        return false;
    form->mark = found;
    form->digits = digits;
    form->whole = whole == SIZE_MAX ? digits : whole;
    const double size = (double)integer / powers[digits - form->whole];
    *value = negative ? -size : size;
    return true;
}

/* Any other number, with blanks around it and with either mark. */
static bool long_number(const char *text, char mark, struct form *form, double *value)
{
    char copy[CSV_FIELD_MAX + 1];
    *form = (struct form){.mark = mark == ',' && strchr(text, '.') ? '.' : '\0'};
    if (number_parse(text, value))
        return true;
    if (strlen(text) > CSV_FIELD_MAX)
        return false;
    cell_trim(strcpy(copy, text));
    char *comma = mark == ',' ? strchr(copy, ',') : NULL;
    const bool both = comma && strchr(copy, '.');
    *form = (struct form){.mark = comma ? ',' : strchr(copy, '.') ? '.' : '\0'};
    if (comma)
        *comma = '.';
    if (!both && short_number(copy, '.', form, value)) {
        form->mark = comma ? ',' : form->mark;
        return true;
    }
    return !both && number_parse(copy, value);
}

static void doubt(const struct csv *csv, struct csv_doubt *first, size_t field)
{
    if (*first->number)
        return;
    first->line = csv->line;
    first->field = field;
    snprintf(first->number, sizeof first->number, "%s", csv->fields[field]);
}

/* 1.500 leaves a doubt, 0.5 shows that '.' is a decimal mark. */
static void learn(struct csv *csv, const struct form *form, size_t field)
{
    struct csv_marks *marks = &csv->marks;
    const bool grouped =
        form->digits == form->whole + 3 && form->whole > 0 && form->whole <= 3 && !form->leads_zero;
    const bool comma = form->mark == ',';
    if (grouped)
        doubt(csv, comma ? &marks->comma : &marks->point, field);
    else
        *(comma ? &marks->has_comma : &marks->has_point) = true;
}

bool csv_number(struct csv *csv, size_t field, double *value)
{
    const char *text = csv->fields[field];
    const char mark = csv->separator == ',' ? '.' : ',';
    struct form form;
    text += text[0] == '+' && text[1] >= '0' && text[1] <= '9';
    if (!short_number(text, mark, &form, value) && !long_number(text, mark, &form, value))
        return false;
    if (form.mark && mark == ',')
        learn(csv, &form, field);
    return true;
}

static bool settle(struct csv *csv, const struct csv_doubt *doubt, bool own, bool other,
                   bool is_usual, struct error *err)
{
    char column[CSV_COLUMN_SIZE];
    if (!*doubt->number || (own && !other) || (!own && !other && is_usual))
        return true;
    csv->line = doubt->line;
    return csv_mistake(csv, err,
                       "'%s' in column %s may be a number of thousands; write it without "
                       "separators of thousands, and all numbers with the same decimal mark",
                       doubt->number, csv_column(csv, doubt->field, column));
}

/* Files of ';' come from places where the comma is the decimal mark. */
bool csv_settle_marks(struct csv *csv, struct error *err)
{
    const struct csv_marks *marks = &csv->marks;
    const bool comma_is_usual = csv->separator == ';';
    return settle(csv, &marks->point, marks->has_point, marks->has_comma, !comma_is_usual, err) &&
           settle(csv, &marks->comma, marks->has_comma, marks->has_point, comma_is_usual, err);
}
