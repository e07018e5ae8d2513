/* Numbers to text and back; decimal.h has the mathematics. What is left to the C library is done in
 * its "C" locale. */
#include "base/number.h"

#include "base/decimal.h"
#include "base/mem.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* nan has a sign that printf would show; only the value is of interest. */
static bool format_special(char buffer[static NUMBER_SIZE], double value)
{
    if (isfinite(value))
        return false;
    strcpy(buffer, isnan(value) ? "nan" : value < 0 ? "-inf" : "inf");
    return true;
}

/* ---- to text ---- */

#define WHOLE_LIMIT 1e15 /* whole numbers below are their own digits */
#define DIGITS_SIZE 20   /* of any 64 bits */

/* The digits of a number above 0, without zeros at the end; moves the exponent to the last of them.
 * Sets how many. */
static const char *write_digits(char buffer[static DIGITS_SIZE], struct decimal *decimal,
                                int *count)
{
    char *begin = buffer + DIGITS_SIZE, *end = begin;
    for (uint64_t rest = decimal->digits; rest > 0; rest /= 10)
        *--begin = (char)('0' + rest % 10);
    while (end - begin > 1 && end[-1] == '0')
        end--;
    decimal->exponent += (int)(buffer + DIGITS_SIZE - end);
    *count = (int)(end - begin);
    return begin;
}

static char *write_zeros(char *out, int count)
{
    memset(out, '0', (size_t)count);
    return out + count;
}

static char *write_bytes(char *out, const char *bytes, int count)
{
    memcpy(out, bytes, (size_t)count);
    return out + count;
}

/* 0.00012, 1.2, 120: the first digit is that of 10^first. Returns the end. */
static char *write_fixed(char *out, const char *digits, int count, int first)
{
    if (first < 0) {
        out = write_bytes(out, "0.", 2);
        return write_bytes(write_zeros(out, -1 - first), digits, count);
    }
    if (first >= count - 1)
        return write_zeros(write_bytes(out, digits, count), first - (count - 1));
    out = write_bytes(out, digits, first + 1);
    *out++ = '.';
    return write_bytes(out, digits + first + 1, count - first - 1);
}

/* 1.2e-05: the exponent has two digits at least. Returns the end. */
static char *write_scientific(char *out, const char *digits, int count, int first)
{
    *out++ = digits[0];
    if (count > 1) {
        *out++ = '.';
        out = write_bytes(out, digits + 1, count - 1);
    }
    const int size = first < 0 ? -first : first;
    *out++ = 'e';
    *out++ = first < 0 ? '-' : '+';
    if (size >= 100)
        *out++ = (char)('0' + size / 100);
    *out++ = (char)('0' + size / 10 % 10);
    *out++ = (char)('0' + size % 10);
    return out;
}

/* As printf's %g lays it out with 15 digits asked for, or more where they are needed: with an
 * exponent if that is below -4, or not below the digits that are asked for. */
char *number_format(char buffer[static NUMBER_SIZE], double value)
{
    if (format_special(buffer, value))
        return buffer;
    const double size = fabs(value);
    char *out = buffer, space[DIGITS_SIZE];
    int count;
    if (signbit(value))
        *out++ = '-';
    if (size == 0) {
        strcpy(out, "0");
        return buffer;
    }
    const uint64_t whole = size < WHOLE_LIMIT ? (uint64_t)size : 0;
    struct decimal decimal =
        size == (double)whole ? (struct decimal){whole, 0} : decimal_shortest(size);
    const char *digits = write_digits(space, &decimal, &count);
    const int first = decimal.exponent + count - 1;
    const bool is_fixed = first >= -4 && first < (count > DBL_DIG ? count : DBL_DIG);
    out = (is_fixed ? write_fixed : write_scientific)(out, digits, count, first);
    *out = '\0';
    return buffer;
}

/* 1e-08 becomes 1e-8, 1e+20 becomes 1e20. */
static void shorten_exponent(char *text)
{
    char *write = strchr(text, 'e');
    if (!write)
        return;
    const char *read = ++write;
    if (*read == '-')
        write++;
    read++;
    while (*read == '0')
        read++;
    memmove(write, read, strlen(read) + 1);
}

char *number_round(char buffer[static NUMBER_SIZE], double value, int digits)
{
    if (format_special(buffer, value))
        return buffer;
    if (digits < 1)
        digits = 1;
    if (digits > DBL_DECIMAL_DIG)
        digits = DBL_DECIMAL_DIG;
    snprintf(buffer, NUMBER_SIZE, "%.*g", digits, value + 0.0); /* -0 is shown as 0 */
    shorten_exponent(buffer);
    return buffer;
}

/* ---- from text ---- */

#define DIGITS_MOST   19      /* so many fit 64 bits, whatever they are */
#define ZEROS_MOST    100000  /* in front of them, or the exponent could make up for them */
#define EXPONENT_MOST 1000000 /* about; beyond every number is 0 or infinite */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number in parts, as it is read from left to right. */
struct scan {
    const char *at;
    uint64_t digits; /* modulo 2^64 */
};

/* Digits in a row; returns how many. */
static size_t scan_digits(struct scan *scan)
{
    const char *begin = scan->at;
    for (; is_digit(*scan->at); scan->at++)
        scan->digits = 10 * scan->digits + (uint64_t)(*scan->at - '0');
    return (size_t)(scan->at - begin);
}

/* What follows an 'e'. */
static bool scan_exponent(struct scan *scan, int *exponent)
{
    int size = 0;
    const bool negative = *scan->at == '-';
    scan->at += negative || *scan->at == '+';
    if (!is_digit(*scan->at))
        return false;
    for (; is_digit(*scan->at); scan->at++)
        if (size < EXPONENT_MOST)
            size = 10 * size + (*scan->at - '0');
    *exponent = negative ? -size : size;
    return true;
}

/* How many of the digits are worth something: all but the zeros in front. */
static size_t count_significant(const char *text, size_t digits)
{
    for (; digits > 0 && !(*text >= '1' && *text <= '9'); text++)
        digits -= *text == '0';
    return digits;
}

/* What is a number, but too long for 64 bits, or half way between two doubles. */
static bool read_slowly(const char *text, char mark, double *value)
{
    char *copy = mem_string(text);
    char *decimals = mark ? strchr(copy, mark) : NULL;
    if (decimals)
        *decimals = '.';
    const double number = strtod(copy, NULL);
    free(copy);
    if (isfinite(number))
        *value = number;
    return isfinite(number);
}

bool number_read(const char *text, char mark, struct number_form *form, double *value)
{
    struct scan scan = {.at = text};
    const bool negative = *text == '-';
    int exponent = 0;
    scan.at += negative || *text == '+';
    const char *const begin = scan.at;
    *form = (struct number_form){.leads_zero = *begin == '0'};
    form->digits = form->whole = scan_digits(&scan);
    if (*scan.at == '.' || (*scan.at == mark && mark)) {
        form->mark = *scan.at++;
        form->digits += scan_digits(&scan);
    }
    if (form->digits == 0)
        return false;
    form->has_exponent = *scan.at == 'e' || *scan.at == 'E';
    if (form->has_exponent) {
        scan.at++;
        if (!scan_exponent(&scan, &exponent))
            return false;
    }
    if (*scan.at)
        return false;

    const struct decimal decimal = {scan.digits, exponent - (int)(form->digits - form->whole)};
    const bool fits =
        form->digits <= DIGITS_MOST ||
        (form->digits <= ZEROS_MOST && count_significant(begin, form->digits) <= DIGITS_MOST);
    double size = 0;
    if (!fits || (decimal.digits > 0 && !decimal_nearest(decimal, &size)))
        return read_slowly(text, form->mark, value);
    *value = negative ? -size : size;
    return true;
}

bool number_parse(const char *text, double *value)
{
    struct number_form form;
    return number_read(text, '.', &form, value);
}

bool number_parse_count(const char *text, uint64_t *value)
{
    if (!*text)
        return false;
    uint64_t number = 0;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        uint64_t digit = (uint64_t)(*text - '0');
        if (number > (UINT64_MAX - digit) / 10)
            return false;
        number = 10 * number + digit;
    }
    *value = number;
    return true;
}
