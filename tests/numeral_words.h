/* The words for numbers in English and Spanish, with what they are worth. */
#ifndef TESTS_NUMERAL_WORDS_H
#define TESTS_NUMERAL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum numeral_kind {
    NO_NUMBER,
    UNIT,    /* 2 to 19, and words that stand alone */
    TENS,    /* 20 to 90: a unit may follow */
    HUNDRED, /* 100: also "two hundred"; a unit or tens may follow */
    POWER,   /* 1000: multiplies what is before it */
    PART,    /* 1/2: multiplies what is before it */
    ORDINAL, /* a part only where its surroundings say so */
};

struct numeral_word {
    const char *text;
    enum numeral_kind kind;
    double value;
};

/* Whether the `length` bytes at `p` are the word, in capitals or not. */
bool numeral_same(const char *p, size_t length, const char *word);

/* The row of the word at `p`; a plural in s has that of its singular. NULL: no number. */
const struct numeral_word *numeral_word_find(bool spanish, const char *p, size_t length,
                                             bool *is_plural);

#endif
