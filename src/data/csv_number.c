/* Fields as numbers, and which mark their decimals have. */
#include "base/number.h"
#include "csv_parts.h"
#include "data/cell.h"

#include <stdio.h>
#include <string.h>

/* With blanks around it, which may be more than those that the reader takes off. */
static bool read_trimmed(const char *text, char mark, struct number_form *form, double *value)
{
    char copy[CSV_FIELD_MAX + 1];
    return strlen(text) <= CSV_FIELD_MAX &&
           number_read(cell_trim(strcpy(copy, text)), mark, form, value);
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
static void learn(struct csv *csv, const struct number_form *form, size_t field)
{
    struct csv_marks *marks = &csv->marks;
    const bool grouped = form->digits == form->whole + 3 && form->whole > 0 && form->whole <= 3 &&
                         !form->leads_zero && !form->has_exponent;
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
    struct number_form form;
    if (!number_read(text, mark, &form, value) && !read_trimmed(text, mark, &form, value))
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
