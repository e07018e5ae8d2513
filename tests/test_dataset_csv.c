/* CSV files: what is read from them, and the exact message for each mistake. The tests run in a
 * directory of their own. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "data/dataset.h"
#include "suite.h"

static char directory[] = "/tmp/thalweg-test-XXXXXX";

static void enter(void)
{
    memcpy(directory + strlen(directory) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_eq(chdir(directory), 0);
}

static void leave(void)
{
    unlink("points.csv");
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(directory), 0);
}

static void put_bytes(const char *content, size_t length)
{
    FILE *stream = fopen("points.csv", "wb");
    ck_assert_ptr_nonnull(stream);
    ck_assert_uint_eq(fwrite(content, 1, length, stream), length);
    ck_assert_int_eq(fclose(stream), 0);
}

static void put(const char *content)
{
    put_bytes(content, strlen(content));
}

static const struct dataset_spec points = {.file = "points.csv"};

static struct dataset *read_points(const struct dataset_spec *spec)
{
    struct error err = {0};
    struct dataset *dataset = dataset_create(spec, &err);
    ck_assert_msg(dataset, "%s", err.text);
    ck_assert_str_eq(dataset->name, "points.csv");
    return dataset;
}

static void expect_numbers(const double *values, const double *expected, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ck_assert_double_eq(values[i], expected[i]);
}

static void expect_mistake(const struct dataset_spec *spec, const char *text)
{
    struct error err = {0};
    ck_assert_ptr_null(dataset_create(spec, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, text);
}

/* ---- what is read ---- */

/* All of these say x = (1.5, -2), y = (30, 4). */
static const struct {
    const char *content, *input, *target;
} same[] = {
    {"x,y\n1.5,30\n-2,4\n", "x", "y"},
    {"x,y\n1.5,30\n-2,4", "x", "y"},
    {"x,y\r\n1.5,30\r\n-2,4\r\n", "x", "y"},
    {"x,y\r1.5,30\r-2,4\r", "x", "y"},
    {"\xEF\xBB\xBFx,y\n1.5,30\n-2,4\n", "x", "y"},
    {"\n\nx,y\n\n1.5,30\n  \n-2,4\n\n", "x", "y"},
    {" x , y \n 1.5,\t30\n-2 ,4 \n", "x", "y"},
    {"\"x\",\"y\"\n\"1.5\",\"30\"\n\"-2\",\"4\"\n", "x", "y"},
    {"\"x, the \"\"input\"\"\",\"y\nbelow\"\n1.5,3e1\n-2,+4.0\n", "x, the \"input\"", "y below"},
    {"x;y\n1,5;30\n-2;4\n", "x", "y"},
    {"x;y\n1.5;30,0\n-2,00;4\n", "x", "y"},
    {"\n\r\nx;y\n1,5;30\n-2;4\n", "x", "y"},
    {"1,5;30\n-2;4\n", "1", "2"},
    {"\xEF\xBB\xBF\"x;1\",\"y\"\r\n1.5,30\r\n-2,4", "x;1", "y"},
    {"1.5,30\n-2,4\n", "1", "2"},
    {"\"1.5\",30\n-2,4\n", "1", "2"},
    {",y\n1.5,30\n-2,4\n", "1", "y"},
    {"a\xC3\xB1o,y\n1.5,30\n-2,4\n", "a\xC3\xB1o", "y"},
};

START_TEST(the_same_table_is_read_from_all_its_forms)
{
    put(same[_i].content);
    struct dataset *d = read_points(&points);
    ck_assert_uint_eq(d->n, 2);
    ck_assert_uint_eq(d->inputs, 1);
    ck_assert_uint_eq(d->outputs, 1);
    ck_assert_uint_eq(d->classes, 0);
    ck_assert_ptr_null(d->label);
    ck_assert_str_eq(d->input_names[0], same[_i].input);
    ck_assert_str_eq(d->target_name, same[_i].target);
    expect_numbers(d->x, (const double[]){1.5, -2}, 2);
    expect_numbers(d->y, (const double[]){30, 4}, 2);
    dataset_release(d);
}
END_TEST

START_TEST(columns_are_chosen_by_name_or_number)
{
    put("a,b,what,c\n1,2,one,3\n4,5,two,6\n");
    const char *const inputs[] = {"c", "1"};
    const struct dataset_spec spec = {
        .file = "points.csv", .inputs = inputs, .input_count = 2, .target = "b"};
    struct dataset *d = read_points(&spec);
    ck_assert_uint_eq(d->inputs, 2);
    ck_assert_str_eq(d->input_names[0], "c");
    ck_assert_str_eq(d->input_names[1], "a");
    expect_numbers(d->x, (const double[]){3, 1, 6, 4}, 4);
    expect_numbers(d->y, (const double[]){2, 5}, 2);
    dataset_release(d);
}
END_TEST

START_TEST(a_target_in_the_middle_leaves_the_others_as_inputs)
{
    put("a,y,b\n1,2,3\n4,5,6\n");
    const struct dataset_spec spec = {.file = "points.csv", .target = "y"};
    struct dataset *d = read_points(&spec);
    expect_numbers(d->x, (const double[]){1, 3, 4, 6}, 4);
    expect_numbers(d->y, (const double[]){2, 5}, 2);
    dataset_release(d);
}
END_TEST

START_TEST(words_are_classes_in_order_of_appearance)
{
    put("x,kind\n1,pear\n2,apple\n3,fig\n4,pear\n");
    struct dataset *d = read_points(&points);
    ck_assert_uint_eq(d->classes, 3);
    ck_assert_uint_eq(d->outputs, 3);
    ck_assert_str_eq(d->class_names[0], "pear");
    ck_assert_str_eq(d->class_names[1], "apple");
    ck_assert_str_eq(d->class_names[2], "fig");
    ck_assert_mem_eq(d->label, ((const uint32_t[]){0, 1, 2, 0}), 4 * sizeof *d->label);
    expect_numbers(d->y, (const double[]){1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0}, 12);
    dataset_release(d);
}
END_TEST

START_TEST(two_classes_make_one_output)
{
    put("x,kind\n1,pear\n2,fig\n3,pear\n");
    struct dataset *d = read_points(&points);
    ck_assert_uint_eq(d->outputs, 1);
    ck_assert_str_eq(d->class_names[1], "fig");
    expect_numbers(d->y, (const double[]){0, 1, 0}, 3);
    dataset_release(d);
}
END_TEST

START_TEST(a_classifier_takes_numbers_as_classes_in_rising_order)
{
    put("x,y\n1,2\n2,-0.5\n3,-0\n4,0\n5,2\n");
    const struct dataset_spec spec = {.file = "points.csv", .classify = true};
    struct dataset *d = read_points(&spec);
    ck_assert_uint_eq(d->classes, 3);
    ck_assert_str_eq(d->class_names[0], "-0.5");
    ck_assert_str_eq(d->class_names[1], "0");
    ck_assert_str_eq(d->class_names[2], "2");
    ck_assert_mem_eq(d->label, ((const uint32_t[]){2, 0, 1, 1, 2}), 5 * sizeof *d->label);
    dataset_release(d);
}
END_TEST

/* UCI's iris.data has no names of columns; its first row is a flower. */
START_TEST(a_first_row_with_a_number_is_a_sample)
{
    put("5.1,3.5,Iris-setosa\n4.9,3,Iris-setosa\n7,3.2,Iris-versicolor\n");
    struct dataset *d = read_points(&points);
    ck_assert_uint_eq(d->n, 3);
    ck_assert_uint_eq(d->classes, 2);
    ck_assert_str_eq(d->target_name, "3");
    expect_numbers(d->x, (const double[]){5.1, 3.5, 4.9, 3, 7, 3.2}, 6);
    dataset_release(d);
}
END_TEST

START_TEST(blocks_are_joined)
{
    char content[60000]; /* several blocks, whose borders fall on every part of a row */
    size_t length = 0, n = 0;
    while (length + 40 < sizeof content) {
        const char *end = n % 2 ? "\r\n" : "\n";
        length += (size_t)snprintf(content + length, sizeof content - length, "%zu,\"%zu.25\"%s", n,
                                   3 * n, end);
        n++;
    }
    put_bytes(content, length);
    struct dataset *d = read_points(&points);
    ck_assert_uint_eq(d->n, n);
    for (size_t i = 0; i < n; i++) {
        ck_assert_double_eq(d->x[i], (double)i);
        ck_assert_double_eq(d->y[i], 3 * (double)i + 0.25);
    }
    dataset_release(d);

    char text[100];
    strcpy(content + length, "1,2,3");
    put(content);
    sprintf(text, "points.csv:%zu: the number of fields is 3, but 2 in line 1; make them the same",
            n + 1);
    expect_mistake(&points, text);
}
END_TEST

START_TEST(a_column_of_one_value_is_only_shifted)
{
    put("a,b,y\n0.1,1,1\n0.1,2,2\n0.1,6,3\n");
    const struct dataset_spec spec = {.file = "points.csv", .standardize = true};
    struct dataset *d = read_points(&spec);
    expect_numbers(d->shift, (const double[]){0.1, 3}, 2);
    ck_assert_double_eq(d->unit[0], 1);
    ck_assert_double_eq_tol(d->unit[1], sqrt(14.0 / 3), 1e-15);
    for (size_t i = 0; i < 3; i++)
        ck_assert_double_eq(d->x[2 * i], 0);
    expect_numbers(d->y, (const double[]){1, 2, 3}, 3);
    dataset_release(d);
}
END_TEST

/* ---- mistakes ---- */

#define NOT_FINITE " is not a finite number; correct it or take another column"
#define FILL       "; fill it in, or write missing = \"skip\" or \"mean\""
#define MISSING    " is a missing value" FILL
#define GROUPED                                                                                    \
    " is not a finite number; write it without separators of thousands, and with a decimal point"
#define OUT_OF_PLACE                                                                               \
    "a '\"' is out of place; put quotes around a whole field, and write one within it twice"
#define EMPTY "points.csv: the file is empty; it needs names of columns, and rows of numbers"

static const struct {
    const char *content, *text;
} mistakes[] = {
    {"", EMPTY},
    {"\xEF\xBB\xBF\r\n \n", EMPTY},
    {"x,y\n", "points.csv: samples: 0; at least 2 are needed"},
    {"x,y\n1,2\n", "points.csv: samples: 1; at least 2 are needed"},
    {"1,2", "points.csv: samples: 1; at least 2 are needed"},
    {"x\n1\n2\n", "points.csv:1: one column alone; an input and a target are needed (the key "
                  "separator says what separates them)"},
    {"x,y\n1,2\n3\n",
     "points.csv:3: the number of fields is 1, but 2 in line 1; make them the same"},
    {"\nx,y\n\n1,2\n3,4,5\n",
     "points.csv:5: the number of fields is 3, but 2 in line 2; make them the same"},
    {"x,y\n1,2\nabc,3\n", "points.csv:3: 'abc' in column 'x'" NOT_FINITE},
    {"x,y\r\n\r\n1,2\r\nabc,3\r\n", "points.csv:4: 'abc' in column 'x'" NOT_FINITE},
    {"x,y\r1,2\rabc,3\r", "points.csv:3: 'abc' in column 'x'" NOT_FINITE},
    {"x,y\n1,2\n3,four\n",
     "points.csv:3: 'four' in column 'y'" NOT_FINITE ", or write classes = true"},
    {"x,y\n\"1\",\"2\"\n\"3\n4\",5\n6,7\n", "points.csv:3: '3 4' in column 'x'" NOT_FINITE},
    {"\"x\n1\",y\n1,2\nabc,3\n", "points.csv:4: 'abc' in column 'x 1'" NOT_FINITE},
    {"1,2\nx,y\n", "points.csv:2: 'x' in column '1'" NOT_FINITE},
    {"x,y\n1,2\nnan,3\n", "points.csv:3: 'nan' in column 'x'" MISSING},
    {"x,y\n1,nan\n2,3\n", "points.csv:2: 'nan' in column 'y'" MISSING},
    {"x,y\n1,-Infinity\n2,3\n",
     "points.csv:2: '-Infinity' in column 'y' is not a finite number; correct it, or leave it "
     "empty and write missing = \"skip\", or write classes = true"},
    {"x,y\n1e999,2\n2,3\n", "points.csv:2: '1e999' in column 'x'" NOT_FINITE},
    {"x,y\n0x10,2\n2,3\n",
     "points.csv:2: '0x10' in column 'x' is not a finite number; write hexadecimal numbers as "
     "decimal ones"},
    {"x,y\n1,2\n\"1,5\",3\n", "points.csv:3: '1,5' in column 'x'" GROUPED},
    {"x;y\n1;2\n1.000,5;3\n", "points.csv:3: '1.000,5' in column 'x'" GROUPED},
    {"x,y\n1,2\n,3\n", "points.csv:3: nothing in column 'x'" FILL},
    {"x,y\n1,\n2,3\n", "points.csv:2: nothing in column 'y'" FILL},
    {"x,y\n1,a\n2,\n", "points.csv:3: nothing in column 'y'" FILL},
    {"a long name of a column that nobody reads on,y\n1,2\nand one field that is too long to be "
     "sh\xC3\xB3wn,3\n",
     "points.csv:3: 'and one field that is too long to be sh...' in column 'a long name of a "
     "column "
     "that nobody read...'" NOT_FINITE},
    {"x,y\n1,a\n2,a\n",
     "points.csv: every sample is of the class 'a' in column 'y'; at least 2 classes are needed"},
    {"x,y\n1,\"a\n2,b\n3,c\n", "points.csv:2: a quoted field has no end; close it with a '\"'"},
    {"x,y\n1,2\n\"3,4\n5,6\n\"7,8\n", "points.csv:3: " OUT_OF_PLACE},
    {"x,y\n1,5\" tall\n", "points.csv:2: " OUT_OF_PLACE},
    {"a\xF1o,y\n1,2\n3,4\n",
     "points.csv:1: this is not text in UTF-8; if it is of Windows, convert it: iconv -f CP1252 "
     "-t UTF-8 'points.csv' > utf8.csv"},
    {"x,y\n1,2\n\x1B[31m,4\n", "points.csv:3: a control character; save the file as text in UTF-8"},
};

START_TEST(each_mistake_has_its_message)
{
    put(mistakes[_i].content);
    expect_mistake(&points, mistakes[_i].text);
}
END_TEST

START_TEST(a_classifier_wants_two_classes)
{
    const struct dataset_spec spec = {.file = "points.csv", .classify = true};
    put("x,y\n1,7\n2,7\n");
    expect_mistake(&spec, "points.csv: every sample is of the class '7' in column 'y'; at least 2 "
                          "classes are needed");
    dataset_release(read_points(&points)); /* a model of numbers may fit it */
}
END_TEST

static const struct {
    const char *input, *target, *text;
} choices[] = {
    {"width", "y",
     "points.csv:1: no column 'width'; there are 5: 'length', 'height', 'x', 'x', "
     "'y'"},
    {"lenght", "y", "points.csv:1: no column 'lenght'; did you mean 'length'?"},
    {"length", "z", "points.csv:1: no column 'z'; there are 5: 'length', 'height', 'x', 'x', 'y'"},
    {"6", "y", "points.csv:1: no column '6'; there are 5: 'length', 'height', 'x', 'x', 'y'"},
    {"\xF1", "y", "points.csv:1: no column '...'; there are 5: 'length', 'height', 'x', 'x', 'y'"},
    {"0", "y", "points.csv:1: no column '0'; there are 5: 'length', 'height', 'x', 'x', 'y'"},
    {"y", NULL, "points.csv:1: column 'y' is the target and cannot be an input too"},
    {"2", "height", "points.csv:1: column 'height' is the target and cannot be an input too"},
    {"length", "x", "points.csv:1: 2 columns are named 'x'; give the number of one"},
    {"1", "y", "points.csv:1: column 'length' is twice among the inputs; take one out"},
};

START_TEST(columns_that_cannot_be_taken_are_told)
{
    put("length,height,x,x,y\n1,2,3,4,5\n6,7,8,9,10\n");
    const char *const inputs[] = {choices[_i].input, "length"};
    const struct dataset_spec spec = {
        .file = "points.csv", .inputs = inputs, .input_count = 2, .target = choices[_i].target};
    expect_mistake(&spec, choices[_i].text);
}
END_TEST

START_TEST(a_file_that_cannot_be_read_is_told)
{
    struct dataset_spec spec = points;
    expect_mistake(&spec,
                   "points.csv: no such file or directory; name a CSV file that can be read");
    spec.file = ".";
    expect_mistake(&spec, ".: is a directory; name a CSV file that can be read");
}
END_TEST

/* Bytes of all values, among them '\0', in an order without rhyme: the first mistake is told. */
START_TEST(random_bytes_are_no_table)
{
    for (uint32_t seed = 0; seed < 50; seed++) {
        char bytes[5000];
        uint32_t state = seed;
        for (size_t i = 0; i < sizeof bytes; i++) {
            state = state * 1664525 + 1013904223;
            bytes[i] = (char)(state >> 24);
        }
        put_bytes(bytes, sizeof bytes);
        struct error err = {0};
        ck_assert_ptr_null(dataset_create(&points, &err));
        ck_assert_msg(strncmp(err.text, "points.csv:", 11) == 0, "%s", err.text);
    }
    put_bytes("\0\0\0\0", 4);
    expect_mistake(&points, "points.csv:1: a control character; save the file as text in UTF-8");
}
END_TEST

/* `count` times `piece` after `begin`. */
static void put_repeated(const char *begin, const char *piece, size_t count, const char *end)
{
    FILE *stream = fopen("points.csv", "wb");
    ck_assert_ptr_nonnull(stream);
    fputs(begin, stream);
    for (size_t i = 0; i < count; i++)
        fputs(piece, stream);
    fputs(end, stream);
    ck_assert_int_eq(fclose(stream), 0);
}

START_TEST(a_million_samples_are_read_and_no_more)
{
    put_repeated("x,y\n", "1,2\n", DATASET_ROWS, "");
    struct dataset *d = read_points(&points);
    ck_assert_uint_eq(d->n, DATASET_ROWS);
    dataset_release(d);
    put_repeated("x,y\n", "1,2\n", DATASET_ROWS + 1, "");
    expect_mistake(&points, "points.csv:1000002: more than 1000000 samples; take a part of them");
}
END_TEST

START_TEST(ten_thousand_columns_are_read_and_no_more)
{
    put_repeated("1", ",1", 9999, "\n");
    FILE *stream = fopen("points.csv", "ab");
    for (int i = 0; i < 10000; i++)
        fputs(i > 0 ? ",2" : "2", stream);
    ck_assert_int_eq(fclose(stream), 0);
    struct dataset *d = read_points(&points);
    ck_assert_uint_eq(d->inputs, 9999);
    dataset_release(d);
    put_repeated("1", ",1", 10000, "\n");
    expect_mistake(&points, "points.csv:1: more than 10000 columns; take a part of them");
}
END_TEST

START_TEST(a_field_of_4096_bytes_is_read_and_no_longer)
{
    static const char text[] =
        "points.csv:2: a field is longer than 4096 bytes; shorten it, or close its quotes";
    put_repeated("x,y\n1,", "a", 4096, "\n2,b\n");
    struct dataset *d = read_points(&points);
    ck_assert_uint_eq(strlen(d->class_names[0]), 4096);
    dataset_release(d);
    put_repeated("x,y\n1,", "a", 4097, "\n2,b\n");
    expect_mistake(&points, text);
    put_repeated("x,y\n1,\"", "3,4\n", 4000, "");
    expect_mistake(&points, text);
}
END_TEST

START_TEST(there_are_at_most_256_classes)
{
    struct dataset_spec spec = points;
    for (int classes = 256; classes <= 257; classes++) {
        FILE *stream = fopen("points.csv", "wb");
        for (int i = 0; i < classes; i++)
            fprintf(stream, "%d,%d\n", i, (i * 7) % classes);
        ck_assert_int_eq(fclose(stream), 0);
        spec.classify = true;
        if (classes == 256) {
            struct dataset *d = read_points(&spec);
            ck_assert_uint_eq(d->classes, 256);
            ck_assert_uint_eq(d->label[1], 7);
            dataset_release(d);
        } else {
            expect_mistake(&spec, "points.csv: more than 256 classes in column '2'; take a target "
                                  "of fewer different numbers");
        }
        spec.classify = false; /* numbers to fit */
        dataset_release(read_points(&spec));
    }

    FILE *stream = fopen("points.csv", "wb");
    for (int i = 0; i < 257; i++)
        fprintf(stream, "%d,c%d\n", i, i);
    ck_assert_int_eq(fclose(stream), 0);
    expect_mistake(&spec, "points.csv:257: more than 256 classes; take a target of fewer different "
                          "words");
}
END_TEST

START_TEST(numbers_too_large_to_be_standardized_are_told)
{
    put("x,y\n1e300,1\n-1e300,2\n");
    struct dataset_spec spec = points;
    dataset_release(read_points(&spec));
    spec.standardize = true;
    expect_mistake(&spec, "points.csv: the numbers of column 'x' are too large to be standardized");
}
END_TEST

static Suite *dataset_csv_suite(void)
{
    Suite *suite = suite_create("dataset_csv");
    TCase *reading = tcase_create("reading");
    tcase_add_checked_fixture(reading, enter, leave);
    tcase_add_loop_test(reading, the_same_table_is_read_from_all_its_forms, 0, ARRAY_LENGTH(same));
    tcase_add_test(reading, columns_are_chosen_by_name_or_number);
    tcase_add_test(reading, a_target_in_the_middle_leaves_the_others_as_inputs);
    tcase_add_test(reading, words_are_classes_in_order_of_appearance);
    tcase_add_test(reading, two_classes_make_one_output);
    tcase_add_test(reading, a_classifier_takes_numbers_as_classes_in_rising_order);
    tcase_add_test(reading, a_first_row_with_a_number_is_a_sample);
    tcase_add_test(reading, blocks_are_joined);
    tcase_add_test(reading, a_column_of_one_value_is_only_shifted);
    suite_add_tcase(suite, reading);

    TCase *mistake = tcase_create("mistake");
    tcase_add_checked_fixture(mistake, enter, leave);
    tcase_set_timeout(mistake, 60);
    tcase_add_loop_test(mistake, each_mistake_has_its_message, 0, ARRAY_LENGTH(mistakes));
    tcase_add_test(mistake, a_classifier_wants_two_classes);
    tcase_add_loop_test(mistake, columns_that_cannot_be_taken_are_told, 0, ARRAY_LENGTH(choices));
    tcase_add_test(mistake, a_file_that_cannot_be_read_is_told);
    tcase_add_test(mistake, random_bytes_are_no_table);
    tcase_add_test(mistake, a_million_samples_are_read_and_no_more);
    tcase_add_test(mistake, ten_thousand_columns_are_read_and_no_more);
    tcase_add_test(mistake, a_field_of_4096_bytes_is_read_and_no_longer);
    tcase_add_test(mistake, there_are_at_most_256_classes);
    tcase_add_test(mistake, numbers_too_large_to_be_standardized_are_told);
    suite_add_tcase(suite, mistake);
    return suite;
}

int main(void)
{
    return suite_main(dataset_csv_suite());
}
