/* Numbers as text, always with a decimal point: the program never sets LC_NUMERIC. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NUMBER_SIZE 40

/* The shortest decimal form that reads back to the same bits: 0.1, 1e-08, -1.5, nan, inf, -inf.
 * Returns `buffer`. */
char *number_format(char buffer[static NUMBER_SIZE], double value);

/* For the screen: at most `digits` significant digits. Returns `buffer`. */
char *number_round(char buffer[static NUMBER_SIZE], double value, int digits);

/* The whole of `text` as a finite number; false otherwise (nan, inf, 1e999, trailing letters). */
bool number_parse(const char *text, double *value);

/* How a number is written. */
struct number_form {
    char mark;            /* between whole digits and decimals; '\0': none */
    size_t whole, digits; /* digits before the mark, and all */
    bool leads_zero;      /* the first of them is 0 */
    bool has_exponent;
};

/* The same of a text whose mark may be '.' or `mark`, and how the number is written. */
bool number_read(const char *text, char mark, struct number_form *form, double *value);

/* For a text that number_parse() refuses but people write for a number: "0,05", "1,000,000", a true
 * minus sign, "10%", "10^-3". What to write, ready to be put behind a message, "; write 0.05", or
 * "" into `buffer`. Returns `buffer`. */
#define NUMBER_HINT_SIZE 128
char *number_hint(char buffer[static NUMBER_HINT_SIZE], const char *text);

/* The same where a whole number belongs: "1,000" is 1000 there, and "1e3" too. */
char *number_count_hint(char buffer[static NUMBER_HINT_SIZE], const char *text);

/* The whole of `text` as decimal digits that fit 64 bits. */
bool number_parse_count(const char *text, uint64_t *value);

#endif
