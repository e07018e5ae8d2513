/* Numbers to text and back, through the C library in its "C" locale. */
#include "base/number.h"

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

char *number_format(char buffer[static NUMBER_SIZE], double value)
{
    if (format_special(buffer, value))
        return buffer;
    /* Every decimal of up to 15 digits survives the way through a normal double, so that %.15g
     * finds it and drops its zeros. Denormal numbers hold fewer digits. */
    int digits = fabs(value) < DBL_MIN ? 1 : DBL_DIG;
    char text[NUMBER_SIZE];
    do
        snprintf(text, sizeof text, "%.*g", digits, value);
    while (strtod(text, NULL) != value && ++digits <= DBL_DECIMAL_DIG);
    return strcpy(buffer, text);
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

bool number_parse(const char *text, double *value)
{
    /* strtod also takes leading blanks, hexadecimal, nan and inf. */
    if (!*text || text[strspn(text, "0123456789+-.eE")])
        return false;
    char *end;
    double number = strtod(text, &end);
    if (end == text || *end || !isfinite(number))
        return false;
    *value = number;
    return true;
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
