/* The numerals of a text for people, English or Spanish.
 *
 * A numeral is
 *   - digits, with a sign, a decimal point, thousands (10,000), an exponent (1e-8), as a fraction
 *     (1/4, ½, 1/10th), as a percentage (5 %) or as a logarithm (ln 2); of 10^5 and of a range
 *     (15 to 25, 8-10) both numbers;
 *   - a number in words: zero, two to nineteen, the tens, hundred, thousand and their compounds
 *     (twenty-five, treinta y cinco, two hundred), dozen, decena, twice, double, triplicar,
 * tenfold;
 *   - a part in words: half, quarter, third, tenth, ten-thousandth (mitad, quinto, diezmilésima),
 *     also of a number (three quarters), and the verbs (halves, doubles).
 *
 * No numeral is
 *   - one, un, una: in most places an article or a pronoun; and media, medio, which mean a mean;
 *   - first, second, tercero: ordinals. Third, fourth, quinto and so on are parts where a word
 *     before them says so (a third, un quinto, two fifths), they are plural, or "parte", "of" or
 *     "de" follows;
 *   - digits of a name (W1, L2, beta2, sine-16: the name of a scene) or of a formula in letters
 *     (1/k, 1/2m, x^2).
 */
#ifndef TESTS_NUMERALS_H
#define TESTS_NUMERALS_H

#include <stdbool.h>
#include <stddef.h>

struct numeral {
    const char *text; /* in the text itself: `length` bytes */
    size_t length;
    double value;
    double unit; /* of its last digit: 0.01 of 0.25; 1 of a number in words; 0: exact, a part */
};

/* The numerals of `text` in order, `room` at most, into `found`. `is_name` tells of a word with
 * hyphens whether it is the name of a scene. */
size_t numerals_find(const char *text, bool spanish,
                     bool (*is_name)(const char *word, size_t length), struct numeral *found,
                     size_t room);

#endif
