/* Errors, texts, numbers, names and memory. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/number.h"
#include "base/rng.h"
#include "base/text.h"
#include "suite.h"

START_TEST(error_set_records_and_returns_false)
{
    struct error err = {0};
    ck_assert(!error_set(&err, "no %s '%s'", "optimizer", "adm"));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, "no optimizer 'adm'");
}
END_TEST

START_TEST(error_fail_is_a_failure_at_run_time)
{
    struct error err = {0};
    ck_assert(!error_fail(&err, "disk full"));
    ck_assert_int_eq(err.kind, ERROR_RUNTIME);
}
END_TEST

START_TEST(first_error_wins)
{
    struct error err = {0};
    error_set(&err, "first");
    ck_assert(!error_fail(&err, "second"));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, "first");
}
END_TEST

START_TEST(no_error_struct_is_accepted)
{
    ck_assert(!error_set(NULL, "lost"));
    ck_assert(!error_fail(NULL, "lost"));
    error_prefix(NULL, "lost");
}
END_TEST

START_TEST(error_prefix_comes_before_the_text)
{
    struct error err = {0};
    error_prefix(&err, "a.scene:%d: ", 3);
    ck_assert_int_eq(err.kind, ERROR_NONE);
    ck_assert_str_eq(err.text, "");
    error_set(&err, "unknown key");
    error_prefix(&err, "a.scene:%d: ", 12);
    ck_assert_str_eq(err.text, "a.scene:12: unknown key");
}
END_TEST

START_TEST(long_error_is_cut_at_a_whole_character)
{
    char word[600] = {0};
    for (size_t i = 0; i + 3 < sizeof word; i += 3)
        memcpy(word + i, "\u20ac", 3);
    /* The 511 bytes hold 170 characters of three bytes and one byte over. */
    struct error err = {0};
    error_set(&err, "%s", word);
    ck_assert_uint_eq(strlen(err.text), 510);
    error_prefix(&err, "a");
    ck_assert_uint_eq(strlen(err.text), 511);
    error_prefix(&err, "b");
    ck_assert_uint_eq(strlen(err.text), 509);
    ck_assert_int_eq(strncmp(err.text, "ba\u20ac", 5), 0);
    error_prefix(&err, "%s", word);
    ck_assert_uint_eq(strlen(err.text), 511);
}
END_TEST

START_TEST(error_text_has_no_control_characters)
{
    struct error err = {0};
    error_set(&err, "no file '%s'", "a\nb\033[2Jc\177");
    ck_assert_str_eq(err.text, "no file 'a?b?[2Jc?'");
}
END_TEST

START_TEST(zeroed_text_is_the_empty_string)
{
    struct text text = {0};
    ck_assert_str_eq(text_string(&text), "");
    text_clear(&text);
    text_finish(&text);
    ck_assert_str_eq(text_string(&text), "");
}
END_TEST

START_TEST(text_grows_by_all_kinds_of_pieces)
{
    struct text text = {0};
    text_add(&text, "lr ");
    text_add_number(&text, 0.1);
    text_add_bytes(&text, ", tauXX", 5);
    text_printf(&text, " = %d%%", 500);
    ck_assert_str_eq(text_string(&text), "lr 0.1, tau = 500%");
    ck_assert_uint_eq(text.length, strlen(text.data));
    text_finish(&text);
}
END_TEST

START_TEST(text_keeps_zero_bytes)
{
    struct text text = {0};
    text_add_bytes(&text, "a\0b", 3);
    ck_assert_uint_eq(text.length, 3);
    ck_assert_int_eq(memcmp(text.data, "a\0b", 4), 0);
    text_finish(&text);
}
END_TEST

START_TEST(long_text_stays_whole)
{
    struct text text = {0};
    for (int i = 0; i < 20000; i++)
        text_printf(&text, "%05d", i);
    ck_assert_uint_eq(text.length, 100000);
    for (int i = 0; i < 20000; i += 777) {
        char expected[8];
        snprintf(expected, sizeof expected, "%05d", i);
        ck_assert_int_eq(memcmp(text.data + 5 * i, expected, 5), 0);
    }
    text_finish(&text);
}
END_TEST

START_TEST(text_always_has_room_for_its_end)
{
    struct text text = {0};
    for (size_t i = 0; i < 200; i++) {
        text_add_bytes(&text, "x", 1);
        ck_assert_uint_gt(text.capacity, text.length);
        ck_assert_uint_eq(strlen(text.data), i + 1);
    }
    text_finish(&text);
}
END_TEST

START_TEST(cleared_text_keeps_its_memory)
{
    struct text text = {0};
    text_add(&text, "something");
    const char *data = text.data;
    text_clear(&text);
    ck_assert_str_eq(text_string(&text), "");
    text_add(&text, "else");
    ck_assert_ptr_eq(text.data, data);
    ck_assert_str_eq(text_string(&text), "else");
    text_finish(&text);
}
END_TEST

/* The place of the first bad byte; the length of the text where there is none. */
static size_t bad_byte(const char *text)
{
    const char *bad = text_bad_byte(text, strlen(text));
    return bad ? (size_t)(bad - text) : strlen(text);
}

START_TEST(text_is_well_formed_and_printable)
{
    ck_assert_ptr_null(text_bad_byte("a\tb\r\n\xC3\xB1 \xE2\x82\xAC \xF0\x9F\x8C\x8A", 16));
    ck_assert_uint_eq(bad_byte("a\x1B[m"), 1);
    ck_assert_uint_eq(bad_byte("ab\x7F"), 2);
    ck_assert_uint_eq(bad_byte("a\xC2\x9B"), 1);         /* a control character of two bytes */
    ck_assert_uint_eq(bad_byte("a\xF1o"), 1);            /* Latin-1 */
    ck_assert_uint_eq(bad_byte("a\xE2\x82"), 1);         /* cut short */
    ck_assert_uint_eq(bad_byte("a\xC0\xAF"), 1);         /* longer than it need be */
    ck_assert_uint_eq(bad_byte("a\xED\xA0\x80"), 1);     /* half of a surrogate pair */
    ck_assert_uint_eq(bad_byte("a\xF4\x90\x80\x80"), 1); /* beyond U+10FFFF */
    ck_assert_ptr_nonnull(text_bad_byte("a\0b", 3));
}
END_TEST

/* Many bytes are looked at in one go. */
START_TEST(one_bad_byte_is_found_wherever_it_is)
{
    char text[20];
    for (size_t length = 1; length <= sizeof text; length++)
        for (size_t place = 0; place < length; place++)
            for (int byte = 0; byte < 256; byte++) {
                const bool is_ok =
                    (byte >= ' ' && byte < 0x7F) || byte == '\t' || byte == '\n' || byte == '\r';
                memset(text, byte % 2 ? ' ' : '~', sizeof text);
                text[place] = (char)byte;
                ck_assert_ptr_eq(text_bad_byte(text, length), is_ok ? NULL : text + place);
            }
}
END_TEST

START_TEST(every_code_point_survives_utf8)
{
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        if (code >= 0xD800 && code < 0xE000)
            continue;
        char bytes[TEXT_CHARACTER];
        const size_t length = text_encode(code, bytes);
        const char *end = bytes;
        const bool same = text_next(&end) == code && end == bytes + length &&
                          text_character(bytes, length) == length;
        const bool stays = text_next(&end) == 0 && end == bytes + length;
        if (!same || !stays) /* an assertion for each would take seconds */
            ck_abort_msg("U+%04X", (unsigned)code);
    }
}
END_TEST

START_TEST(what_is_no_code_point_is_written_as_a_question_mark)
{
    static const uint32_t codes[] = {0xD800, 0xDFFF, 0x110000, 0x7FFFFFFF, UINT32_MAX};
    for (size_t i = 0; i < ARRAY_LENGTH(codes); i++) {
        char bytes[TEXT_CHARACTER];
        ck_assert_uint_eq(text_encode(codes[i], bytes), 1);
        ck_assert_str_eq(bytes, "?");
    }
}
END_TEST

static const char *const malformed[] = {
    "\x80",
    "\xBF",
    "\xFE",
    "\xFF", /* begins no character */
    "\xC3",
    "\xE2\x96",
    "\xF0\x9F\x8C", /* cut short */
    "\xC3(",
    "\xE2\x96(",
    "\xF0\x9F\x8C(", /* interrupted */
    "\xC0\xAF",
    "\xC1\xBF",
    "\xE0\x80\xAF", /* overlong */
    "\xE0\x9F\xBF",
    "\xF0\x80\x80\xAF",
    "\xF0\x8F\xBF\xBF", /* overlong */
    "\xED\xA0\x80",
    "\xED\xBF\xBF", /* surrogates */
    "\xF4\x90\x80\x80",
    "\xF5\x80\x80\x80",
    "\xF8\x88\x80\x80\x80", /* beyond U+10FFFF */
};

START_TEST(each_malformed_byte_counts_alone)
{
    const char *at = malformed[_i];
    ck_assert_uint_eq(text_character(at, strlen(at)), 0);
    ck_assert_uint_eq(bad_byte(at), 0);
    while (*at) {
        const char *before = at;
        const bool plain = *at == '(';
        ck_assert_uint_eq(text_next(&at), plain ? '(' : TEXT_MALFORMED);
        ck_assert_ptr_eq(at, before + 1);
    }
    ck_assert_int_eq(text_columns(malformed[_i]), (int)strlen(malformed[_i]));
}
END_TEST

START_TEST(a_character_does_not_reach_behind_the_text)
{
    ck_assert_uint_eq(text_character("\xE2\x82\xAC", 2), 0);
    ck_assert_uint_eq(text_character("\xE2\x82\xAC", 3), 3);
    ck_assert_ptr_nonnull(text_bad_byte("\xE2\x82\xAC", 2));
}
END_TEST

static const struct {
    const char *string;
    size_t most, kept;
} cuts[] = {
    {"", 0, 0},
    {"", 5, 0},
    {"abc", 0, 0},
    {"abc", 2, 2},
    {"abc", 3, 3},
    {"abc", 9, 3},
    {"a\u20ac", 1, 1},
    {"a\u20ac", 2, 1},
    {"a\u20ac", 3, 1},
    {"a\u20ac", 4, 4},
    {"\u00f1b", 1, 0},
    {"\u00f1b", 2, 2},
    {"\u00f1b", 3, 3},
    {"\U0001f30a", 3, 0},
    {"\U0001f30a", 4, 4},
    {"a\xE2\x82", 3, 1}, /* already cut */
    {"a\xE2\x82", 4, 3}, /* it fits, whatever it is */
    {"\xF0"
     "abc",
     3, 3},                         /* no character: nothing goes on */
    {"\x80\x80\x80\x80\x80", 4, 4}, /* no character begins */
};

START_TEST(a_cut_keeps_characters_whole)
{
    ck_assert_uint_eq(text_cut(cuts[_i].string, cuts[_i].most), cuts[_i].kept);
}
END_TEST

START_TEST(characters_take_no_column_one_or_two)
{
    ck_assert_int_eq(text_code_columns('a'), 1);
    ck_assert_int_eq(text_code_columns(0x3B8), 1);
    ck_assert_int_eq(text_code_columns(0x2588), 1);
    ck_assert_int_eq(text_code_columns(0x301), 0);
    ck_assert_int_eq(text_code_columns('\t'), 0);
    ck_assert_int_eq(text_code_columns(0x6F22), 2);
    ck_assert_int_eq(text_code_columns(0x1F30A), 2);
    ck_assert_int_eq(text_code_columns(0x110000), 0);
    ck_assert_int_eq(text_columns(""), 0);
    ck_assert_int_eq(text_columns("a\u6f22e\u0301\xFF."), 6);
}
END_TEST

static const struct {
    const char *text, *folded, *ascii;
} letters[] = {
    {"Épocas, MÁS y Ñandú", "epocas, mas y nandu", "Epocas, MAS y Nandu"},
    {"e\u0301 \u00fc \u00e7", "e u c", "e u c"},
    {"\u00bfraíz o \u221ax?", "\u00bfraiz o \u221ax?", "raiz o sqrt x?"},
    {"\u201ca\u201d \u2013 \u2018b\u2019 \u2026", "\u201ca\u201d \u2013 \u2018b\u2019 ...",
     "\"a\" - 'b' ..."},
    {"x\u00b2 \u2264 \u03bb\u00b7\u03b7 \u2192 \u221e",
     "x2 \u2264 \u03bb\u00b7\u03b7 \u2192 \u221e", "x^2 <= lambda*eta -> inf"},
    {"stra\u00dfe \ufb01n", "strasse fin", "strasse fin"},
    {"\u6f22 \u0436", "\u6f22 \u0436", "? ?"},
    {"a\xff"
     "b",
     "ab", "a?b"},
};

START_TEST(letters_lose_accents_where_they_are_compared_or_have_no_place)
{
    struct text text = {0};
    text_fold(&text, letters[_i].text);
    ck_assert_str_eq(text_string(&text), letters[_i].folded);
    text_clear(&text);
    for (const char *at = letters[_i].text; *at;) {
        char spelling[TEXT_ASCII];
        const uint32_t code = text_next(&at);
        text_add_bytes(&text, spelling, text_ascii(code, spelling));
    }
    ck_assert_str_eq(text_string(&text), letters[_i].ascii);
    text_finish(&text);
}
END_TEST

START_TEST(every_character_has_a_spelling_in_ascii)
{
    size_t bad = 0;
    for (uint32_t code = 1; code < 0x110000; code++) {
        char spelling[TEXT_ASCII];
        const size_t length = text_ascii(code, spelling);
        bad += length >= TEXT_ASCII || spelling[length] != '\0';
        for (size_t i = 0; i < length; i++)
            bad += (unsigned char)spelling[i] >= 0x80;
    }
    ck_assert_uint_eq(bad, 0);
}
END_TEST

START_TEST(text_is_found_whatever_its_case_and_accents)
{
    ck_assert(text_contains("Un BARRANCO y una época", "barranco"));
    ck_assert(text_contains("Un barranco y una época", "EPOCA"));
    ck_assert(text_contains("una epoca", "é"));
    ck_assert(text_contains("", ""));
    ck_assert(!text_contains("una época", "epocas"));
}
END_TEST

static void expect_format(double value, const char *expected)
{
    char buffer[NUMBER_SIZE];
    ck_assert_str_eq(number_format(buffer, value), expected);
}

START_TEST(number_format_is_the_shortest_form)
{
    expect_format(0, "0");
    expect_format(-0.0, "-0");
    expect_format(-1.5, "-1.5");
    expect_format(0.1, "0.1");
    expect_format(0.1 + 0.2, "0.30000000000000004");
    expect_format(1.0 / 3, "0.3333333333333333");
    expect_format(1e-8, "1e-08");
    expect_format(1e15, "1e+15");
    expect_format(123456789012345, "123456789012345");
    expect_format(DBL_MAX, "1.7976931348623157e+308");
    expect_format(DBL_MIN, "2.2250738585072014e-308");
    expect_format(5e-324, "5e-324");
    expect_format(2.5e-322, "2.5e-322");
}
END_TEST

START_TEST(number_format_shows_no_sign_of_nan)
{
    expect_format((double)NAN, "nan");
    expect_format(copysign((double)NAN, -1), "nan");
    expect_format(HUGE_VAL, "inf");
    expect_format(-HUGE_VAL, "-inf");
}
END_TEST

START_TEST(number_format_reads_back_to_the_same_bits)
{
    for (uint64_t i = 0; i < 200000; i++) {
        uint64_t bits = rng_bits(1, RNG_NOISE, 0, i);
        if (i % 4 == 0)
            bits &= 0x800FFFFFFFFFFFFF; /* denormal */
        double value, back;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        char buffer[NUMBER_SIZE];
        ck_assert(number_parse(number_format(buffer, value), &back));
        ck_assert_msg(memcmp(&value, &back, sizeof value) == 0, "%s is not %a", buffer, value);
    }
}
END_TEST

static void expect_round(double value, int digits, const char *expected)
{
    char buffer[NUMBER_SIZE];
    ck_assert_str_eq(number_round(buffer, value, digits), expected);
}

START_TEST(number_round_keeps_so_many_digits)
{
    expect_round(1.0 / 3, 4, "0.3333");
    expect_round(0.5, 4, "0.5");
    expect_round(1234567, 3, "1.23e6");
    expect_round(-1e-8, 4, "-1e-8");
    expect_round(1e20, 4, "1e20");
    expect_round(1e-100, 4, "1e-100");
    expect_round(99999, 4, "1e5");
    expect_round(0, 4, "0");
    expect_round(-0.0, 4, "0");
    expect_round(-DBL_MAX, 99, "-1.7976931348623157e308");
    expect_round(2, 0, "2");
    expect_round((double)NAN, 4, "nan");
    expect_round(-HUGE_VAL, 4, "-inf");
}
END_TEST

START_TEST(number_parse_takes_finite_decimal_numbers)
{
    static const struct {
        const char *text;
        double value;
    } good[] = {
        {"0", 0},      {"1.5", 1.5},   {"-1.5", -1.5}, {"+2", 2},       {".5", 0.5}, {"5.", 5},
        {"1e3", 1000}, {"1E-2", 0.01}, {"1e-400", 0},  {"-1e+2", -100}, {"007", 7},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(good); i++) {
        double value = -77;
        ck_assert_msg(number_parse(good[i].text, &value), "'%s' is refused", good[i].text);
        ck_assert_double_eq(value, good[i].value);
    }
}
END_TEST

START_TEST(number_parse_refuses_everything_else)
{
    static const char *const bad[] = {
        "",   " ",  " 1", "1 ",  "nan", "inf", "-inf",  "infinity", "1e999", "0x10", "1,5",
        "1x", "1e", "e5", "--1", ".",   "-",   "1.2.3", "1e5.5",    "1_000", "1\n",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
        double value = -77;
        ck_assert_msg(!number_parse(bad[i], &value), "'%s' is taken", bad[i]);
        ck_assert_double_eq(value, -77);
    }
}
END_TEST

static const struct {
    const char *text, *hint;
} written[] = {
    {"0,05", "; write 0.05"},
    {"-0,05", "; write -0.05"},
    {"1,5e-3", "; write 1.5e-3"},
    {",5", "; write .5"},
    {"0,500", "; write 0.500"},
    {"1500,250", "; write 1500.250"},
    {"1,500", "; write 1.500, or 1500 for the thousands"},
    {"-12,345", "; write -12.345, or -12345 for the thousands"},
    {"1,000,000", "; write 1000000"},
    {"1,234.5", "; write 1234.5"},
    {"1.234,5", "; write 1234.5"},
    {"1_000", "; write 1000"},
    {"1'000", "; write 1000"},
    {"1\u00a0000", "; write 1000"},
    {"\u22120.5", "; write -0.5"},
    {"1e\u22123", "; write 1e-3"},
    {"10%", "; write 0.1"},
    {"2,5%", "; write 0.025"},
    {"0.5,", "; write 0.5"},
    {"(0.5,", "; write 0.5"},
    {"1)", "; write 1"},
    {"[-2;", "; write -2"},
    {"0,5,", "; write 0.5"},
    {"(5)", ""}, /* of an accountant it is negative */
    {"10^-3", "; write 1e-3"},
    {"10**4", "; write 1e4"},
    {"0.05", ""},
    {"1e999", ""},
    {"nan", ""},
    {"", ""},
    {",", ""},
    {"%", ""},
    {"a,b", ""},
    {"1,2,x", ""},
    {"10^", ""},
    {"10^-3x", ""},
    {"12345678901234567890123456789012345678901,5", ""},
};

START_TEST(number_hint_says_what_to_write)
{
    char hint[NUMBER_HINT_SIZE];
    ck_assert_msg(strcmp(number_hint(hint, written[_i].text), written[_i].hint) == 0,
                  "'%s' gives '%s'", written[_i].text, hint);
}
END_TEST

static const struct {
    const char *text, *hint;
} written_counts[] = {
    {"1,000", "; write 1000"},
    {"1.000", "; write 1000"},
    {"1,000,000", "; write 1000000"},
    {"12'345", "; write 12345"},
    {"1\u00a0000", "; write 1000"},
    {"1e3", "; write 1000"},
    {"5.0", "; write 5"},
    {"1000", ""},
    {"0,5", ""},
    {"1,00", ""},
    {"1,000.5", ""},
    {"-3", ""},
    {"1.5", ""},
    {"1e300", ""},
    {"", ""},
    {",000", ""},
};

START_TEST(number_count_hint_says_what_to_write)
{
    char hint[NUMBER_HINT_SIZE];
    number_count_hint(hint, written_counts[_i].text);
    ck_assert_msg(strcmp(hint, written_counts[_i].hint) == 0, "'%s' gives '%s'",
                  written_counts[_i].text, hint);
}
END_TEST

START_TEST(number_parse_count_takes_what_fits_64_bits)
{
    uint64_t value;
    ck_assert(number_parse_count("0", &value));
    ck_assert_uint_eq(value, 0);
    ck_assert(number_parse_count("0042", &value));
    ck_assert_uint_eq(value, 42);
    ck_assert(number_parse_count("18446744073709551615", &value));
    ck_assert(value == UINT64_MAX);

    static const char *const bad[] = {"",
                                      "-1",
                                      "+1",
                                      " 1",
                                      "1 ",
                                      "1.0",
                                      "1e3",
                                      "0x1",
                                      "18446744073709551616",
                                      "99999999999999999999"};
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        ck_assert_msg(!number_parse_count(bad[i], &value), "'%s' is taken", bad[i]);
}
END_TEST

static const char *const methods[] = {"gd", "sgd", "momentum", "adagrad", "adam", "adamw"};

static const char *method_at(size_t index)
{
    return methods[index];
}

static const char *nearest(const char *word)
{
    return names_nearest(word, ARRAY_LENGTH(methods), method_at);
}

START_TEST(nearest_name_forgives_a_slip)
{
    ck_assert_str_eq(nearest("adm"), "adam");          /* a letter left out */
    ck_assert_str_eq(nearest("adaam"), "adam");        /* one too many */
    ck_assert_str_eq(nearest("bdam"), "adam");         /* a wrong one */
    ck_assert_str_eq(nearest("adma"), "adam");         /* two swapped */
    ck_assert_str_eq(nearest("ADAM"), "adam");         /* case */
    ck_assert_str_eq(nearest("monentun"), "momentum"); /* two in a longer word */
    ck_assert_str_eq(nearest("gsd"), "gd");            /* as near as sgd, and first */
}
END_TEST

static const char *letter_at(size_t index)
{
    return index == 0 ? "x" : "y";
}

START_TEST(nearest_name_of_something_else_is_none)
{
    ck_assert_ptr_null(names_nearest("z", 2, letter_at));
    ck_assert_ptr_null(nearest("lion"));
    ck_assert_ptr_null(nearest("xyz"));
    ck_assert_ptr_null(nearest(""));
    ck_assert_ptr_null(names_nearest("adam", 0, method_at));
    char word[200];
    memset(word, 'a', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    ck_assert_ptr_null(nearest(word));
}
END_TEST

START_TEST(hint_is_ready_for_a_message)
{
    char buffer[NAMES_HINT_SIZE];
    ck_assert_str_eq(names_hint(buffer, "adm", ARRAY_LENGTH(methods), method_at),
                     "; did you mean 'adam'?");
    ck_assert_str_eq(names_hint(buffer, "xyz", ARRAY_LENGTH(methods), method_at), "");
    ck_assert_str_eq(names_hint_in(buffer, "momentun", ARRAY_LENGTH(methods), methods),
                     "; did you mean 'momentum'?");
    ck_assert_str_eq(names_hint_in(buffer, "xyz", ARRAY_LENGTH(methods), methods), "");
}
END_TEST

START_TEST(memory_is_zeroed_and_never_null)
{
    double *numbers = mem_alloc(100, sizeof *numbers);
    for (int i = 0; i < 100; i++)
        ck_assert_double_eq(numbers[i], 0);
    numbers[99] = 7;
    numbers = mem_resize(numbers, 1000, sizeof *numbers);
    ck_assert_double_eq(numbers[99], 7);
    numbers = mem_resize(numbers, 0, sizeof *numbers);
    ck_assert_ptr_nonnull(numbers);
    free(numbers);
    void *nothing = mem_alloc(0, 8);
    ck_assert_ptr_nonnull(nothing);
    free(nothing);
}
END_TEST

START_TEST(mem_string_copies)
{
    const char *original = "adam";
    char *copy = mem_string(original);
    ck_assert_str_eq(copy, original);
    ck_assert_ptr_ne(copy, original);
    free(copy);
    ck_assert_ptr_null(mem_string(NULL));
}
END_TEST

START_TEST(out_of_memory_ends_with_a_message)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        free(mem_resize(NULL, SIZE_MAX / 4 + 2, 4)); /* wraps round to 4 */
        _exit(0);
    }
    close(ends[1]);
    char message[64] = {0};
    ssize_t length = read(ends[0], message, sizeof message - 1);
    close(ends[0]);
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_gt(length, 0);
    ck_assert_str_eq(message, "thalweg: out of memory\n");
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 1);
}
END_TEST

/* ---- the clock ---- */

START_TEST(the_clock_counts_seconds)
{
    const double before = clock_now();
    ck_assert_int_eq(nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL), 0);
    const double passed = clock_now() - before;
    ck_assert_double_ge(passed, 0.02);
    ck_assert_double_lt(passed, 20); /* however busy the machine is */
}
END_TEST

static Suite *base_suite(void)
{
    Suite *suite = suite_create("base");
    TCase *error = tcase_create("error");
    tcase_add_test(error, error_set_records_and_returns_false);
    tcase_add_test(error, error_fail_is_a_failure_at_run_time);
    tcase_add_test(error, first_error_wins);
    tcase_add_test(error, no_error_struct_is_accepted);
    tcase_add_test(error, error_prefix_comes_before_the_text);
    tcase_add_test(error, long_error_is_cut_at_a_whole_character);
    tcase_add_test(error, error_text_has_no_control_characters);
    suite_add_tcase(suite, error);

    TCase *text = tcase_create("text");
    tcase_add_test(text, zeroed_text_is_the_empty_string);
    tcase_add_test(text, text_grows_by_all_kinds_of_pieces);
    tcase_add_test(text, text_keeps_zero_bytes);
    tcase_add_test(text, long_text_stays_whole);
    tcase_add_test(text, text_always_has_room_for_its_end);
    tcase_add_test(text, cleared_text_keeps_its_memory);
    tcase_add_test(text, text_is_well_formed_and_printable);
    tcase_add_test(text, one_bad_byte_is_found_wherever_it_is);
    tcase_add_test(text, every_code_point_survives_utf8);
    tcase_add_test(text, what_is_no_code_point_is_written_as_a_question_mark);
    tcase_add_loop_test(text, each_malformed_byte_counts_alone, 0, ARRAY_LENGTH(malformed));
    tcase_add_test(text, a_character_does_not_reach_behind_the_text);
    tcase_add_loop_test(text, a_cut_keeps_characters_whole, 0, ARRAY_LENGTH(cuts));
    tcase_add_test(text, characters_take_no_column_one_or_two);
    tcase_add_loop_test(text, letters_lose_accents_where_they_are_compared_or_have_no_place, 0,
                        ARRAY_LENGTH(letters));
    tcase_add_test(text, every_character_has_a_spelling_in_ascii);
    tcase_add_test(text, text_is_found_whatever_its_case_and_accents);
    suite_add_tcase(suite, text);

    TCase *number = tcase_create("number");
    tcase_set_timeout(number, 60);
    tcase_add_test(number, number_format_is_the_shortest_form);
    tcase_add_test(number, number_format_shows_no_sign_of_nan);
    tcase_add_test(number, number_format_reads_back_to_the_same_bits);
    tcase_add_test(number, number_round_keeps_so_many_digits);
    tcase_add_test(number, number_parse_takes_finite_decimal_numbers);
    tcase_add_test(number, number_parse_refuses_everything_else);
    tcase_add_test(number, number_parse_count_takes_what_fits_64_bits);
    tcase_add_loop_test(number, number_hint_says_what_to_write, 0, ARRAY_LENGTH(written));
    tcase_add_loop_test(number, number_count_hint_says_what_to_write, 0,
                        ARRAY_LENGTH(written_counts));
    suite_add_tcase(suite, number);

    TCase *names = tcase_create("names");
    tcase_add_test(names, nearest_name_forgives_a_slip);
    tcase_add_test(names, nearest_name_of_something_else_is_none);
    tcase_add_test(names, hint_is_ready_for_a_message);
    suite_add_tcase(suite, names);

    TCase *mem = tcase_create("mem");
    tcase_add_test(mem, memory_is_zeroed_and_never_null);
    tcase_add_test(mem, mem_string_copies);
    tcase_add_test(mem, out_of_memory_ends_with_a_message);
    suite_add_tcase(suite, mem);

    TCase *clock = tcase_create("clock");
    tcase_add_test(clock, the_clock_counts_seconds);
    suite_add_tcase(suite, clock);
    return suite;
}

int main(void)
{
    return suite_main(base_suite());
}
