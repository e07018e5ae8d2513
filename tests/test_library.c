/* Folders of scenes: which names they give, and which file a name stands for. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "scene/library.h"
#include "suite.h"

static char folder[] = "/tmp/thalweg-library-XXXXXX";
static char near[64], far[64], missing[64];

/* In both folders a file is empty: nothing here reads it. */
static const char *const files[] = {
    "near/both.scene", "near/mine.scene", "near/notes.txt", "near/.hidden.scene",
    "far/both.scene",  "far/more.scene",  "far/.scene",
};

static void set_up(void)
{
    if (!mkdtemp(folder) || chdir(folder) != 0)
        perror(folder);
    snprintf(near, sizeof near, "%s/near", folder);
    snprintf(far, sizeof far, "%s/far", folder);
    snprintf(missing, sizeof missing, "%s/missing", folder);
    mkdir(near, 0700);
    mkdir(far, 0700);
    for (size_t i = 0; i < ARRAY_LENGTH(files); i++) {
        FILE *file = fopen(files[i], "w");
        if (!file || fclose(file) != 0)
            perror(files[i]);
    }
}

static void tear_down(void)
{
    for (size_t i = 0; i < ARRAY_LENGTH(files); i++)
        unlink(files[i]);
    rmdir(near);
    rmdir(far);
    if (chdir("/") != 0 || rmdir(folder) != 0)
        perror(folder);
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
}

static void expect_path(const struct library *library, const char *name, const char *end)
{
    struct error err = {0};
    char *path = library_resolve(library, name, &err);
    ck_assert_msg(path && strlen(path) >= strlen(end), "%s: %s", name, err.text);
    ck_assert_str_eq(path + strlen(path) - strlen(end), end);
    free(path);
}

START_TEST(scenes_of_all_folders_are_sorted_by_name)
{
    static const char *const names[] = {"both", "mine", "more"};
    const char *const folders[] = {missing, near, far, NULL};
    struct library library;
    library_init(&library, folders);
    ck_assert_uint_eq(library.count, ARRAY_LENGTH(names));
    for (size_t i = 0; i < library.count; i++)
        ck_assert_str_eq(library.names[i], names[i]);
    library_finish(&library);
}
END_TEST

START_TEST(earlier_folder_wins)
{
    const char *const folders[] = {near, far, NULL}, *const other_way[] = {far, near, NULL};
    struct library library;
    library_init(&library, folders);
    expect_path(&library, "both", "/near/both.scene");
    expect_path(&library, "more", "/far/more.scene");
    library_finish(&library);
    library_init(&library, other_way);
    expect_path(&library, "both", "/far/both.scene");
    library_finish(&library);
}
END_TEST

START_TEST(name_goes_before_a_file_and_a_file_is_its_own_path)
{
    const char *const folders[] = {near, NULL};
    struct library library;
    struct error err = {0};
    library_init(&library, folders);
    expect_path(&library, "./far/more.scene", "./far/more.scene");
    ck_assert_ptr_null(library_resolve(&library, "min", &err));
    ck_assert_str_eq(err.text, "no scene or file 'min'; did you mean 'mine'?");
    err = (struct error){0};
    ck_assert_ptr_null(library_resolve(&library, "elsewhere/mine.scene", &err));
    ck_assert_str_eq(err.text, "no file 'elsewhere/mine.scene'; there is a scene 'mine'");
    library_finish(&library);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("library");
    TCase *tests = tcase_create("library");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, scenes_of_all_folders_are_sorted_by_name);
    tcase_add_test(tests, earlier_folder_wins);
    tcase_add_test(tests, name_goes_before_a_file_and_a_file_is_its_own_path);
    suite_add_tcase(suite, tests);
    return suite_main(suite);
}
