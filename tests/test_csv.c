/* The reader of CSV files: records, their lines, and the exact message for each mistake. The tests
 * run in a directory of their own. */
#include <check.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/text.h"
#include "data/csv.h"
#include "suite.h"

#define BLOCK 16384 /* bytes that csv.c takes from a file at once */

static char directory[] = "/tmp/thalweg-test-XXXXXX";

static void enter(void)
{
    memcpy(directory + strlen(directory) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_eq(chdir(directory), 0);
}

static void leave(void)
{
    unlink("a.csv");
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(directory), 0);
}

static void put_bytes(const char *content, size_t length)
{
    FILE *stream = fopen("a.csv", "wb");
    ck_assert_ptr_nonnull(stream);
    ck_assert_uint_eq(fwrite(content, 1, length, stream), length);
    ck_assert_int_eq(fclose(stream), 0);
}

static void put(const char *content)
{
    put_bytes(content, strlen(content));
}

/* `count` times `piece` between `begin` and `end`. */
static void put_repeated(const char *begin, const char *piece, size_t count, const char *end)
{
    struct text text = {0};
    text_add(&text, begin);
    for (size_t i = 0; i < count; i++)
        text_add(&text, piece);
    text_add(&text, end);
    put_bytes(text_string(&text), text.length);
    text_finish(&text);
}

static void open_file(struct csv *csv)
{
    struct error err = {0};
    ck_assert_msg(csv_open(csv, "a.csv", '\0', &err), "%s", err.text);
}

/* The records of the file as "LINE[field][field] ..." in *out. */
static void read_all(struct csv *csv, struct text *out, struct error *err)
{
    open_file(csv);
    while (csv_next(csv, err)) {
        text_printf(out, "%s%" PRIu64, out->length > 0 ? " " : "", csv->line);
        for (size_t i = 0; i < csv->count; i++)
            text_printf(out, "[%s]", csv->fields[i]);
    }
}

/* ---- records ---- */

static const struct {
    const char *content, *records;
} files[] = {
    {"", ""},
    {"\n\r\n\r \t\n", ""},
    {"a", "1[a]"},
    {"a,b\n1,2\n", "1[a][b] 2[1][2]"},
    {"a,b\n1,2", "1[a][b] 2[1][2]"},
    {"a,b\n1\n1,2,3\n", "1[a][b] 2[1] 3[1][2][3]"},
    {",\n,,\na,\n", "3[a][]"}, /* rows of empty fields are none */
    {"a,b,\n", "1[a][b][]"},
    {"\xC3\xB1,\xE2\x82\xAC\n", "1[\xC3\xB1][\xE2\x82\xAC]"},
    /* line ends */
    {"a,b\r\n1,2\r\n", "1[a][b] 2[1][2]"},
    {"a,b\r1,2\r", "1[a][b] 2[1][2]"},
    {"a\nb\rc\r\nd\n\re", "1[a] 2[b] 3[c] 4[d] 6[e]"},
    {"\n\na\n\n  \nb\n", "3[a] 6[b]"},
    {"\r\n\r\na\r\n\r\nb\r\n", "3[a] 5[b]"},
    /* a byte-order mark, at the very beginning alone */
    {"\xEF\xBB\xBF"
     "a,b\n",
     "1[a][b]"},
    {"\xEF\xBB\xBF\"a\";b\n", "1[a][b]"},
    {"\xEF\xBB\xBF", ""},
    {"a,\xEF\xBB\xBF\n", "1[a][\xEF\xBB\xBF]"},
    /* blanks around fields, but not in quotes */
    {" a , b c \t,\td\n", "1[a][b c][d]"},
    {" \" a \" ,\"\"\n", "1[ a ][]"},
    /* quotes */
    {"\"a\",\"b\"\n", "1[a][b]"},
    {"\"a,b\",\"c;d\"\n", "1[a,b][c;d]"},
    {"\"say \"\"a\"\"\",\"\"\"\"\n", "1[say \"a\"][\"]"},
    {"\"a\nb\",c\nd,e\n", "1[a\nb][c] 3[d][e]"},
    {"\"a\r\nb\r\n\",c\r\nd,\"e\rf\"\rg,h\n", "1[a\r\nb\r\n][c] 4[d][e\rf] 6[g][h]"},
    {"\n\"a\n\n\nb\",\"c\n\"\n\nd,e", "2[a\n\n\nb][c\n] 8[d][e]"},
    /* ';' separates where the first line that is not empty has one outside quotes */
    {"a;b\n1,5;2\n", "1[a][b] 2[1,5][2]"},
    {"a,b;c\n", "1[a,b][c]"},
    {"\n\r\na;b\n", "3[a][b]"},
    {"\"a\nb\";c\n", "1[a\nb][c]"},
    {"\"a;b\",c\n1,2;3\n", "1[a;b][c] 2[1][2;3]"},
    {"a,b\n1;2,3\n", "1[a][b] 2[1;2][3]"},
    /* tabs, bars, and as many blanks as there are */
    {"a\tb c\n\t2\n", "1[a][b c] 2[][2]"},
    {"a|b\n1|2\n", "1[a][b] 2[1][2]"},
    {"  a  b\t\n 1    2\n", "1[a][b] 2[1][2]"},
    {"1 \"a  b\"\n2   c\n", "1[1][a  b] 2[2][c]"},
    {"1 2  \r\n3 4\r\n \r\n5 6", "1[1][2] 2[3][4] 4[5][6]"},
    {"sep=|\na|b;c;d\n1|2\n", "2[a][b;c;d] 3[1][2]"},
    {"\"sep=;\"\r\na,b;c\r\n", "2[a,b][c]"},
    /* comments */
    {"# c\na,b\n#1,2\n1,2\n", "2[a][b] 4[1][2]"},
    {"a,b\r\n# c\r\n\"#1\",\"\n# 2\"\r\n", "1[a][b] 3[#1][\n# 2]"},
    {"a,b\n#N/A,1\n1,2\n# \"", "1[a][b] 2[#N/A][1] 3[1][2]"},
};

START_TEST(records_and_their_lines_are_read)
{
    struct csv csv;
    struct text records = {0};
    struct error err = {0};
    put(files[_i].content);
    read_all(&csv, &records, &err);
    ck_assert_str_eq(text_string(&records), files[_i].records);
    ck_assert(!csv.failed);
    ck_assert_int_eq(err.kind, ERROR_NONE);
    ck_assert(!csv_next(&csv, &err)); /* the end stays the end */
    ck_assert_uint_eq(csv.count, 0);
    csv_close(&csv);
    text_finish(&records);
}
END_TEST

static const struct {
    const char *content;
    char separator;
} separators[] = {
    {"", ','},
    {"a\n1;2\n", ';'},
    {"a,b\n", ','},
    {"\"a;b\"\n", ','},
    {"a;b\n", ';'},
    {"\n\na,b;c", ';'},
    {"\xEF\xBB\xBF;", ';'},
    {"a\tb\n1,5\t2,5\n", '\t'},
    {"a|b\n1;2|3;4\n", '|'},
    {"a b\n1,5 2,5\n", ' '},
    {"a b,c\n1,2\n", ','},
    {"x;y\n1,5;2,5\n3,5;4\n", ';'},
    {"# a;b;c\nx,y\n1,2\n", ','},
    {"sep=;\na,b\n", ';'},
};

START_TEST(the_separator_is_told)
{
    struct csv csv;
    put(separators[_i].content);
    open_file(&csv);
    ck_assert_int_eq(csv.separator, separators[_i].separator);
    csv_close(&csv);
}
END_TEST

START_TEST(the_line_behind_the_last_record_is_the_end_of_the_file)
{
    struct csv csv;
    put("a\n\"b\nc\"\n\n");
    open_file(&csv);
    while (csv_next(&csv, NULL))
        ;
    ck_assert_uint_eq(csv.line, 5);
    csv_close(&csv);
}
END_TEST

/* A field so long that the border of two blocks falls on each byte of what follows it in turn. */
START_TEST(blocks_are_joined)
{
    static const char rest[] = ",\"b\"\"\xE2\x82\xAC\r\n\"\r\nc\r\r\nd";
    for (size_t shift = 0; shift <= sizeof rest; shift++) {
        struct csv csv;
        struct text text = {0};
        struct error err = {0};
        const size_t begin = BLOCK - shift, long_lines = begin / 1024, left = begin % 1024;
        for (size_t i = 0; i < long_lines; i++)
            text_printf(&text, "%01023d\n", 0);
        for (size_t i = 0; i < left; i++)
            text_add(&text, "a");
        text_add(&text, rest);
        put_bytes(text_string(&text), text.length);

        open_file(&csv);
        for (size_t i = 0; i < long_lines; i++)
            ck_assert(csv_next(&csv, &err) && csv.count == 1 && strlen(csv.fields[0]) == 1023);
        ck_assert_msg(csv_next(&csv, &err), "%s", err.text);
        ck_assert_uint_eq(csv.line, long_lines + 1);
        ck_assert_uint_eq(csv.count, 2);
        ck_assert_uint_eq(strlen(csv.fields[0]), left);
        ck_assert_str_eq(csv.fields[1], "b\"\xE2\x82\xAC\r\n");
        ck_assert(csv_next(&csv, &err));
        ck_assert_uint_eq(csv.line, long_lines + 3);
        ck_assert_str_eq(csv.fields[0], "c");
        ck_assert(csv_next(&csv, &err));
        ck_assert_uint_eq(csv.line, long_lines + 5);
        ck_assert_str_eq(csv.fields[0], "d");
        ck_assert(!csv_next(&csv, &err) && !csv.failed);
        csv_close(&csv);
        text_finish(&text);
    }
}
END_TEST

/* Lines without quotes do not go through libcsv, those with a quote do. */
START_TEST(lines_without_quotes_are_divided_as_libcsv_does)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    static const char *const pieces[] = {" ", " ", "\t", "1.5", "a", "\xC3\xB1", "\xC2\xA0", "#"};
    const char separator = ",;\t|"[_i];
    struct text plain = {0}, quoted = {0}, of_plain = {0}, of_quoted = {0};
    struct csv csv;
    struct error err = {0};
    text_printf(&plain, "sep=%c\n", separator);
    text_printf(&quoted, "sep=%c\n", separator);
    for (uint64_t i = 0; i < 20000; i++) {
        struct text line = {0};
        text_add(&line, i % 3 ? "" : "b");
        for (uint64_t j = rng_below(1, RNG_DATA, 0, i, 10); j-- > 0;) {
            const uint64_t k = rng_below(2, RNG_DATA, j, i, ARRAY_LENGTH(pieces) + 4);
            text_add_bytes(&line, &separator, k >= ARRAY_LENGTH(pieces));
            text_add(&line, k < ARRAY_LENGTH(pieces) ? pieces[k] : "");
        }
        const char *end = ends[i % ARRAY_LENGTH(ends)];
        text_printf(&plain, "%s%cx%s", text_string(&line), separator, end);
        text_printf(&quoted, "%s%c\"x\"%s", text_string(&line), separator, end);
        text_finish(&line);
    }
    put_bytes(plain.data, plain.length);
    read_all(&csv, &of_plain, &err);
    ck_assert_msg(!csv.failed, "%s", err.text);
    csv_close(&csv);
    put_bytes(quoted.data, quoted.length);
    read_all(&csv, &of_quoted, &err);
    ck_assert_msg(!csv.failed, "%s", err.text);
    csv_close(&csv);
    ck_assert(of_plain.length > 20000 && strcmp(of_plain.data, of_quoted.data) == 0);
    text_finish(&plain);
    text_finish(&quoted);
    text_finish(&of_plain);
    text_finish(&of_quoted);
}
END_TEST

/* A comment and a run of blanks that are longer than a block. */
START_TEST(long_lines_are_joined)
{
    struct csv csv;
    struct text records = {0};
    struct error err = {0};
    put_repeated("a b\n#", "x", 2 * BLOCK, "\n1 2\n");
    read_all(&csv, &records, &err);
    ck_assert_str_eq(text_string(&records), "1[a][b] 3[1][2]");
    ck_assert_uint_eq(csv.comments, 1);
    csv_close(&csv);
    text_clear(&records);
    put_repeated("a b\n1", " ", 2 * BLOCK, "2\n3 4\n");
    read_all(&csv, &records, &err);
    ck_assert_str_eq(text_string(&records), "1[a][b] 2[1][2] 3[3][4]");
    csv_close(&csv);
    text_finish(&records);
}
END_TEST

/* ---- the marks of decimals ---- */

static const struct {
    const char *content;
    uint64_t line; /* of the number that may be thousands; 0: none is */
} marks[] = {
    {"a;b\n1.500;2\n", 2},     {"a;b\n1.500;0.5\n", 0},         {"a;b\n1;1\n1.500;0,5\n", 3},
    {"a;b\n1,500;2\n", 0},     {"a;b\n1,500;0.5\n", 2},         {"a;b\n1.5;2,5\n1.500;1\n", 3},
    {"a\tb\n1.500\t2\n", 0},   {"a\tb\n1,500\t2\n", 2},         {"a\tb\n1,500\t0,5\n", 0},
    {"a\tb\n1.500\t0,5\n", 2}, {"a,b\n1.500,2\n", 0},           {"a;b\n-12.500;2\n", 2},
    {"a;b\n+12.500;2\n", 2},   {"a;b\n1234.500;2\n", 0},        {"a;b\n0.500;2\n", 0},
    {"a;b\n1.5000;2\n", 0},    {"a;b\n 1.500;\"1.500 \"\n", 2},
};

START_TEST(a_number_that_may_be_thousands_is_told)
{
    struct csv csv;
    struct error err = {0};
    char begin[20];
    double value;
    put(marks[_i].content);
    open_file(&csv);
    while (csv_next(&csv, &err))
        for (size_t i = 0; i < csv.count; i++)
            ck_assert(csv_number(&csv, i, &value) || csv.line == 1);
    snprintf(begin, sizeof begin, "a.csv:%" PRIu64 ": '", marks[_i].line);
    ck_assert(csv.failed == (marks[_i].line > 0));
    if (csv.failed)
        ck_assert_msg(strncmp(err.text, begin, strlen(begin)) == 0, "%s", err.text);
    csv_close(&csv);
}
END_TEST

START_TEST(fields_may_be_changed)
{
    struct csv csv;
    put("abc,d\nef,g\n");
    open_file(&csv);
    ck_assert(csv_next(&csv, NULL));
    memset(csv.fields[0], 'x', 3);
    ck_assert_str_eq(csv.fields[1], "d");
    ck_assert(csv_next(&csv, NULL));
    ck_assert_str_eq(csv.fields[0], "ef");
    csv_close(&csv);
}
END_TEST

START_TEST(the_share_rises_from_0_to_1)
{
    struct csv csv;
    put_repeated("", "0123456789,0123\n", 4000, "");
    open_file(&csv);
    ck_assert_double_eq(csv_share(&csv), 0);
    for (int i = 1; i <= 4000; i++) {
        ck_assert(csv_next(&csv, NULL));
        ck_assert_double_eq(csv_share(&csv), i / 4000.0);
    }
    csv_close(&csv);
    ck_assert(csv_open(&csv, "/dev/null", '\0', NULL));
    ck_assert_double_eq(csv_share(&csv), 0);
    csv_close(&csv);
}
END_TEST

/* ---- numbers ---- */

static const struct {
    const char *field;
    char separator;
    bool ok;
    double value;
} numbers[] = {
    {"0", ',', true, 0},
    {"17", ',', true, 17},
    {"+17", ',', true, 17},
    {"-12.5", ',', true, -12.5},
    {".5", ',', true, 0.5},
    {"5.", ',', true, 5},
    {"0.1", ',', true, 0.1},
    {"123456789012345", ',', true, 123456789012345},
    {"1234567890123456", ',', true, 1234567890123456},
    {"0.00000000000001", ',', true, 1e-14},
    {"0.000000000000001", ',', true, 1e-15},
    {"1e3", ',', true, 1000},
    {"-2.5E-3", ',', true, -0.0025},
    {"1,5", ';', true, 1.5},
    {"1.5", ';', true, 1.5},
    {"-,5", ';', true, -0.5},
    {"1,25e2", ';', true, 125},
    {"1,5", '\t', true, 1.5},
    {" 1,5 ", ' ', true, 1.5},
    {" 17\xC2\xA0", ',', true, 17},
    {"1,5", ',', false, 0},
    {"1.000,5", ';', false, 0},
    {"1,000,5", ';', false, 0},
    {"1,000.5", ';', false, 0},
    {"1.2.3", ',', false, 0},
    {"", ',', false, 0},
    {"-", ',', false, 0},
    {".", ',', false, 0},
    {",", ';', false, 0},
    {"--1", ',', false, 0},
    {"+-1", ',', false, 0},
    {"1 2", ',', false, 0},
    {"1x", ',', false, 0},
    {"0x10", ',', false, 0},
    {"nan", ',', false, 0},
    {"inf", ',', false, 0},
    {"1e999", ',', false, 0},
};

START_TEST(numbers_are_read_as_the_file_writes_them)
{
    char field[40];
    struct csv csv = {.separator = numbers[_i].separator, .fields = (char *[]){field}, .count = 1};
    double value = 0;
    strcpy(field, numbers[_i].field);
    ck_assert(csv_number(&csv, 0, &value) == numbers[_i].ok);
    ck_assert_double_eq(value, numbers[_i].value);
    ck_assert_str_eq(field, numbers[_i].field);
}
END_TEST

START_TEST(minus_zero_has_its_sign)
{
    struct csv csv = {.separator = ',', .fields = (char *[]){(char[]){"-0.0"}}, .count = 1};
    double value;
    ck_assert(csv_number(&csv, 0, &value));
    ck_assert(value == 0 && signbit(value));
}
END_TEST

/* Digits drawn at random, with a point anywhere among them: the same bits as through strtod. */
START_TEST(short_numbers_are_the_nearest_doubles)
{
    char field[32];
    struct csv csv = {.separator = ',', .fields = (char *[]){field}, .count = 1};
    uint64_t state = 1;
    for (int i = 0; i < 200000; i++) {
        size_t length = 0;
        state = state * 6364136223846793005u + 1442695040888963407u;
        const size_t digits = 1 + (size_t)(state >> 33) % 18, point = (size_t)(state >> 40) % 20;
        if (state >> 63)
            field[length++] = '-';
        for (size_t d = 0; d < digits; d++) {
            if (d == point)
                field[length++] = '.';
            state = state * 6364136223846793005u + 1442695040888963407u;
            field[length++] = (char)('0' + (state >> 33) % 10);
        }
        field[length] = '\0';
        double value = 1;
        const double nearest = strtod(field, NULL);
        if (!csv_number(&csv, 0, &value) || memcmp(&value, &nearest, sizeof value) != 0)
            ck_abort_msg("%s", field);
    }
}
END_TEST

/* ---- mistakes ---- */

#define NO_TEXT                                                                                    \
    "this is not text in UTF-8; if it is of Windows, convert it: iconv -f CP1252 -t UTF-8 "        \
    "'a.csv' > utf8.csv"
#define CONTROL "a control character; save the file as text in UTF-8"
#define OUT_OF_PLACE                                                                               \
    "a '\"' is out of place; put quotes around a whole field, and write one within it twice"
#define NO_END "a quoted field has no end; close it with a '\"'"

static const struct {
    const char *content, *before, *text;
} mistakes[] = {
    {"a\xF1o,b\n", "", "a.csv:1: " NO_TEXT},
    {"a,b\n1,\xC0\xAF\n", "1[a][b]", "a.csv:2: " NO_TEXT},
    {"a,b\n1,\xED\xA0\x80\n", "1[a][b]", "a.csv:2: " NO_TEXT},
    {"a,b\n1,\xE2\x82", "1[a][b]", "a.csv:2: " NO_TEXT},
    {"a,b\n\x1B[31m,2\n", "1[a][b]", "a.csv:2: " CONTROL},
    {"a,b\n\n\"1\n2\",3\n4,\x7F\n", "1[a][b] 3[1\n2][3]", "a.csv:5: " CONTROL},
    {"\"a\n\xFF\",b\n", "", "a.csv:1: " NO_TEXT}, /* the line of the record */
    {"a,b\n1,5\" tall\n", "1[a][b]", "a.csv:2: " OUT_OF_PLACE},
    {"a,b\n\"1\"2,3\n", "1[a][b]", "a.csv:2: " OUT_OF_PLACE},
    {"a,b\r\n\r\n1,2\r\n\"3\" \"4\",5\r\n", "1[a][b] 3[1][2]", "a.csv:4: " OUT_OF_PLACE},
    {"a,b\n\"3,4\n5,6\n\"7,8\n", "1[a][b]", "a.csv:2: " OUT_OF_PLACE},
    {"a,b\n1,\"a\n2,b\n3,c\n", "1[a][b]", "a.csv:2: " NO_END},
    {"\"", "", "a.csv:1: " NO_END},
    {"\n\"\"\"\"\"", "", "a.csv:2: " NO_END},
};

/* What was read before the mistake, and its message, which the next call does not replace. */
static void expect_mistake(const char *before, const char *text)
{
    struct csv csv;
    struct text records = {0};
    struct error err = {0};
    read_all(&csv, &records, &err);
    ck_assert_str_eq(text_string(&records), before);
    ck_assert(csv.failed);
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, text);
    ck_assert(!csv_next(&csv, &err) && csv.failed);
    csv_close(&csv);
    text_finish(&records);
}

START_TEST(each_mistake_has_its_message)
{
    put(mistakes[_i].content);
    expect_mistake(mistakes[_i].before, mistakes[_i].text);
}
END_TEST

START_TEST(a_zero_byte_is_no_text)
{
    put_bytes("a,b\n1,2\0003\n", 10);
    expect_mistake("1[a][b]", "a.csv:2: " CONTROL);
}
END_TEST

START_TEST(a_field_of_4096_bytes_is_read_and_no_longer)
{
    static const char text[] =
        "a.csv:2: a field is longer than 4096 bytes; shorten it, or close its quotes";
    struct csv csv;
    put_repeated("a\n", "x", CSV_FIELD_MAX, "\n");
    open_file(&csv);
    ck_assert(csv_next(&csv, NULL) && csv_next(&csv, NULL));
    ck_assert_uint_eq(strlen(csv.fields[0]), CSV_FIELD_MAX);
    csv_close(&csv);
    put_repeated("a\n", "x", CSV_FIELD_MAX + 1, "\n");
    expect_mistake("1[a]", text);
    put_repeated("a\n1,\"", "3,4\n", 100000, ""); /* told long before the end of the file */
    expect_mistake("1[a]", text);
}
END_TEST

START_TEST(a_million_fields_are_read_and_no_more)
{
    struct csv csv;
    put_repeated("a\n", "1,", CSV_FIELDS_MAX - 1, "1\n");
    open_file(&csv);
    ck_assert(csv_next(&csv, NULL) && csv_next(&csv, NULL));
    ck_assert_uint_eq(csv.count, CSV_FIELDS_MAX);
    csv_close(&csv);
    put_repeated("a\n", "1,", CSV_FIELDS_MAX, "1\n");
    expect_mistake("1[a]", "a.csv:2: more than 1000000 fields; take a part of them");
}
END_TEST

START_TEST(a_mistake_of_the_caller_has_the_place_too)
{
    struct csv csv;
    struct error err = {0};
    put("a\n\nb\n");
    open_file(&csv);
    ck_assert(csv_next(&csv, &err) && csv_next(&csv, &err));
    ck_assert(!csv_mistake(&csv, &err, "no '%s'", csv.fields[0]));
    ck_assert_str_eq(err.text, "a.csv:3: no 'b'");
    csv_close(&csv);
}
END_TEST

START_TEST(a_file_that_cannot_be_read_is_told)
{
    static const struct {
        const char *path, *text;
    } rows[] = {
        {"none.csv", "none.csv: no such file or directory; name a CSV file that can be read"},
        {".", ".: is a directory; name a CSV file that can be read"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct csv csv;
        struct error err = {0};
        ck_assert(!csv_open(&csv, rows[i].path, '\0', &err));
        ck_assert_int_eq(err.kind, ERROR_INPUT);
        ck_assert_str_eq(err.text, rows[i].text);
        csv_close(&csv); /* harmless */
    }
}
END_TEST

static Suite *csv_suite(void)
{
    Suite *suite = suite_create("csv");
    TCase *tests = tcase_create("csv");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, enter, leave);
    tcase_add_loop_test(tests, records_and_their_lines_are_read, 0, ARRAY_LENGTH(files));
    tcase_add_loop_test(tests, the_separator_is_told, 0, ARRAY_LENGTH(separators));
    tcase_add_test(tests, the_line_behind_the_last_record_is_the_end_of_the_file);
    tcase_add_test(tests, blocks_are_joined);
    tcase_add_loop_test(tests, lines_without_quotes_are_divided_as_libcsv_does, 0, 4);
    tcase_add_test(tests, long_lines_are_joined);
    tcase_add_loop_test(tests, a_number_that_may_be_thousands_is_told, 0, ARRAY_LENGTH(marks));
    tcase_add_test(tests, fields_may_be_changed);
    tcase_add_test(tests, the_share_rises_from_0_to_1);
    tcase_add_loop_test(tests, numbers_are_read_as_the_file_writes_them, 0, ARRAY_LENGTH(numbers));
    tcase_add_test(tests, minus_zero_has_its_sign);
    tcase_add_test(tests, short_numbers_are_the_nearest_doubles);
    tcase_add_loop_test(tests, each_mistake_has_its_message, 0, ARRAY_LENGTH(mistakes));
    tcase_add_test(tests, a_zero_byte_is_no_text);
    tcase_add_test(tests, a_field_of_4096_bytes_is_read_and_no_longer);
    tcase_add_test(tests, a_million_fields_are_read_and_no_more);
    tcase_add_test(tests, a_mistake_of_the_caller_has_the_place_too);
    tcase_add_test(tests, a_file_that_cannot_be_read_is_told);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return suite_main(csv_suite());
}
