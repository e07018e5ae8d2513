/* What people write for numbers, and how it is written here. */
#include "base/number.h"

#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 40 /* bytes of what is taken for a number */

/* Characters that stand for others, or for nothing. */
static const struct {
    const char *written, *meant;
} characters[] = {
    {"\xE2\x88\x92", "-"}, /* minus sign */
    {"\xE2\x80\x93", "-"}, /* en dash */
    {"\xC2\xA0", ""},      /* no-break space */
    {"\xE2\x80\xAF", ""},  /* narrow no-break space */
    {"\xE2\x80\x89", ""},  /* thin space */
    {"'", ""},
    {"_", ""},
};

/* Copy `text` without what stands for nothing. Returns the length. */
static size_t plain(char out[static LONGEST + 1], const char *text)
{
    size_t length = 0;
    while (*text && length < LONGEST) {
        size_t i = 0;
        while (i < ARRAY_LENGTH(characters) &&
               strncmp(text, characters[i].written, strlen(characters[i].written)) != 0)
            i++;
        const bool known = i < ARRAY_LENGTH(characters);
        text += known ? strlen(characters[i].written) : 0;
        if (!known || characters[i].meant[0] != '\0')
            out[length++] = known ? characters[i].meant[0] : *text++;
    }
    out[length] = '\0';
    return length;
}

/* "(0.5," is a part of "(0.5, 1)". What is whole within parentheses is left as it is. Returns the
 * length. */
static size_t without_brackets(char *text, size_t length)
{
    const bool opens = *text == '(' || *text == '[';
    const bool closes = length > 0 && strchr(")]", text[length - 1]);
    if (opens && closes)
        return length;
    while (length > 0 && strchr(",;)]", text[length - 1]))
        length--;
    memmove(text, text + opens, length);
    length -= opens && length > 0;
    text[length] = '\0';
    return length;
}

static size_t count_of(const char *text, char c)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == c;
    return count;
}

static void leave_out(char *text, char c)
{
    char *out = text;
    for (; *text; text++)
        if (*text != c)
            *out++ = *text;
    *out = '\0';
}

static size_t digits_at(const char *text)
{
    return strspn(text, "0123456789");
}

/* Whether the only comma may be one of thousands: "1,500", but not "0,500" or "1500,000". */
static bool may_be_thousands(const char *text, const char *comma)
{
    text += *text == '-' || *text == '+';
    const size_t before = (size_t)(comma - text);
    return before >= 1 && before <= 3 && digits_at(text) == before && *text != '0' &&
           digits_at(comma + 1) == 3 && comma[4] == '\0';
}

static char *write_instead(char buffer[static NUMBER_HINT_SIZE], const char *number)
{
    snprintf(buffer, NUMBER_HINT_SIZE, "; write %s", number);
    return buffer;
}

/* One sort of comma and point parts off thousands, the other the decimals. */
static void settle_commas(char *text)
{
    const char *comma = strrchr(text, ','), *point = strrchr(text, '.');
    const bool decimal_comma = point ? comma > point : count_of(text, ',') == 1;
    leave_out(text, decimal_comma ? '.' : ',');
    char *decimals = strchr(text, ',');
    if (decimals)
        *decimals = '.';
}

/* "10^-3" is 1e-3. */
static bool is_power_of_ten(const char *text, const char **exponent)
{
    if (strncmp(text, "10^", 3) != 0 && strncmp(text, "10**", 4) != 0)
        return false;
    *exponent = text + (text[2] == '^' ? 3 : 4);
    return digits_at(*exponent + (**exponent == '-')) > 0;
}

char *number_hint(char buffer[static NUMBER_HINT_SIZE], const char *text)
{
    char number[LONGEST + 1], shown[NUMBER_SIZE];
    const char *exponent;
    double value;
    size_t length = without_brackets(number, plain(number, text));
    buffer[0] = '\0';
    if (strlen(text) > LONGEST)
        return buffer;
    if (is_power_of_ten(number, &exponent)) {
        snprintf(shown, sizeof shown, "1e%s", exponent);
        return number_parse(shown, &value) ? write_instead(buffer, shown) : buffer;
    }
    const bool percent = length > 1 && number[length - 1] == '%';
    if (percent)
        number[length - 1] = '\0';
    const char *comma = strchr(number, ',');
    if (!percent && comma && count_of(number, ',') == 1 && may_be_thousands(number, comma)) {
        snprintf(buffer, NUMBER_HINT_SIZE, "; write %.*s.%s, or %.*s%s for the thousands",
                 (int)(comma - number), number, comma + 1, (int)(comma - number), number,
                 comma + 1);
        return buffer;
    }
    if (comma)
        settle_commas(number);
    if (!number_parse(number, &value) || strcmp(number, text) == 0)
        return buffer;
    return write_instead(buffer, percent ? number_format(shown, value / 100) : number);
}

/* Whether commas, or points, part off groups of three digits, as in "1,000,000". */
static bool is_in_groups(const char *text)
{
    const char divider = text[digits_at(text)];
    size_t length = digits_at(text);
    if (length < 1 || length > 3 || (divider != ',' && divider != '.'))
        return false;
    for (text += length; *text == divider && digits_at(text + 1) == 3; text += 4)
        ;
    return *text == '\0';
}

char *number_count_hint(char buffer[static NUMBER_HINT_SIZE], const char *text)
{
    char number[LONGEST + 1];
    double value;
    uint64_t count;
    plain(number, text);
    buffer[0] = '\0';
    if (strlen(text) > LONGEST)
        return buffer;
    if (is_in_groups(number)) {
        leave_out(number, ',');
        leave_out(number, '.');
    }
    if (number_parse_count(number, &count))
        return strcmp(number, text) == 0 ? buffer : write_instead(buffer, number);
    if (!number_parse(number, &value) || value < 0 || value > 1e15 || floor(value) != value)
        return buffer;
    snprintf(buffer, NUMBER_HINT_SIZE, "; write %.0f", value);
    return buffer;
}
