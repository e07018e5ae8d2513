/* Files read whole, and files written whole or not at all. Each test has a directory to itself. */
#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "suite.h"

static char directory[] = "/tmp/thalweg-test-XXXXXX";

static void enter(void)
{
    memcpy(directory + strlen(directory) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_eq(chdir(directory), 0);
    umask(022);
}

static void leave(void)
{
    ck_assert_int_eq(chdir("/"), 0);
    pid_t child = fork();
    if (child == 0) {
        execlp("rm", "rm", "-rf", directory, (char *)NULL);
        _exit(127);
    }
    waitpid(child, NULL, 0);
}

static void put(const char *path, const char *content)
{
    FILE *stream = fopen(path, "wb");
    ck_assert_ptr_nonnull(stream);
    fputs(content, stream);
    ck_assert_int_eq(fclose(stream), 0);
}

static void expect_content(const char *path, const char *content)
{
    struct text text = {0};
    struct error err = {0};
    ck_assert_msg(file_read(path, 1000, &text, &err), "%s", err.text);
    ck_assert_str_eq(text_string(&text), content);
    text_finish(&text);
}

/* The names in the test's directory: a temporary file left behind would be one too many. */
static int count_files(void)
{
    DIR *here = opendir(".");
    ck_assert_ptr_nonnull(here);
    int count = -2; /* without . and .. */
    while (readdir(here))
        count++;
    closedir(here);
    return count;
}

static mode_t permissions(const char *path)
{
    struct stat status;
    ck_assert_int_eq(lstat(path, &status), 0);
    return status.st_mode & 07777;
}

static void write_file(const char *path, const char *content)
{
    struct file_writer writer;
    struct error err = {0};
    ck_assert_msg(file_open(&writer, path, &err), "%s", err.text);
    fputs(content, writer.stream);
    ck_assert_msg(file_close(&writer, &err), "%s", err.text);
    ck_assert_ptr_null(writer.stream);
}

static void expect_unreadable(const char *path, size_t limit, const char *message)
{
    struct text text = {0};
    text_add(&text, "before");
    struct error err = {0};
    ck_assert(!file_read(path, limit, &text, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, message);
    ck_assert_uint_eq(text.length, 6);
    ck_assert_str_eq(text_string(&text), "before");
    text_finish(&text);
}

START_TEST(file_read_appends)
{
    put("a", "one\n");
    struct text text = {0};
    text_add(&text, "zero\n");
    ck_assert(file_read("a", 4, &text, NULL));
    ck_assert_str_eq(text_string(&text), "zero\none\n");
    text_finish(&text);
    put("empty", "");
    expect_content("empty", "");
}
END_TEST

START_TEST(long_files_are_read_whole)
{
    FILE *stream = fopen("a", "wb");
    for (int i = 0; i < 20000; i++)
        fprintf(stream, "%05d", i);
    fclose(stream);
    struct text text = {0};
    ck_assert(file_read("a", 100000, &text, NULL));
    ck_assert_uint_eq(text.length, 100000);
    ck_assert_int_eq(memcmp(text.data + 99990, "1999819999", 11), 0);
    text_finish(&text);
    expect_unreadable("a", 99999, "a: longer than 99999 bytes");
}
END_TEST

START_TEST(unreadable_files_are_named)
{
    expect_unreadable("scenes/x.scene", 10, "scenes/x.scene: no such file or directory");
    expect_unreadable(".", 10, ".: is a directory");
    put("a", "12345");
    expect_unreadable("a", 4, "a: longer than 4 bytes");
    expect_unreadable("a", 0, "a: longer than 0 bytes");
    expect_unreadable("a/b", 10, "a/b: not a directory");
}
END_TEST

START_TEST(endless_input_ends_at_the_limit)
{
    expect_unreadable("/dev/zero", 100000, "/dev/zero: longer than 100000 bytes");
}
END_TEST

/* A pipe gives a little at a time, and must be left with what is beyond the limit. */
START_TEST(pipes_are_read_to_the_limit_and_one_byte)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    ck_assert_int_eq(write(ends[1], "123456789", 9), 9);
    struct text text = {0};
    ck_assert(!file_read(path, 4, &text, NULL));
    char rest[8] = {0};
    ck_assert_int_eq(read(ends[0], rest, sizeof rest - 1), 4);
    ck_assert_str_eq(rest, "6789");

    pid_t child = fork();
    if (child == 0) {
        for (const char *c = "slowly"; *c; c++) {
            if (write(ends[1], c, 1) != 1)
                _exit(1);
            nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        }
        _exit(0);
    }
    close(ends[1]);
    ck_assert(file_read(path, 100, &text, NULL));
    ck_assert_str_eq(text_string(&text), "slowly");
    text_finish(&text);
    close(ends[0]);
    waitpid(child, NULL, 0);
}
END_TEST

START_TEST(written_file_appears_when_closed)
{
    struct file_writer writer;
    ck_assert(file_open(&writer, "a.csv", NULL));
    fputs("new\n", writer.stream);
    fflush(writer.stream);
    ck_assert_int_ne(access("a.csv", F_OK), 0);
    ck_assert(file_close(&writer, NULL));
    expect_content("a.csv", "new\n");
    ck_assert_int_eq(count_files(), 1);
    ck_assert_uint_eq(permissions("a.csv"), 0644);
}
END_TEST

START_TEST(file_is_replaced_only_when_complete)
{
    put("a.csv", "old\n");
    ck_assert_int_eq(chmod("a.csv", 0600), 0);
    struct file_writer writer;
    ck_assert(file_open(&writer, "a.csv", NULL));
    fputs("new\n", writer.stream);
    expect_content("a.csv", "old\n");
    ck_assert(file_close(&writer, NULL));
    expect_content("a.csv", "new\n");
    ck_assert_uint_eq(permissions("a.csv"), 0600);
    ck_assert_int_eq(count_files(), 1);
}
END_TEST

START_TEST(discarded_file_leaves_nothing)
{
    put("a.csv", "old\n");
    struct file_writer writer;
    ck_assert(file_open(&writer, "a.csv", NULL));
    fputs("new\n", writer.stream);
    file_discard(&writer);
    file_discard(&writer);
    expect_content("a.csv", "old\n");
    ck_assert_int_eq(count_files(), 1);
}
END_TEST

START_TEST(unwritable_places_are_named)
{
    struct file_writer writer;
    struct error err = {0};
    ck_assert(!file_open(&writer, "missing/a.csv", &err));
    ck_assert_int_eq(err.kind, ERROR_RUNTIME);
    ck_assert_str_eq(err.text, "missing/a.csv: no such file or directory");
    err = (struct error){0};
    ck_assert(!file_open(&writer, ".", &err));
    ck_assert_str_eq(err.text, ".: is a directory");
    file_discard(&writer);
}
END_TEST

START_TEST(read_only_file_is_not_replaced)
{
    if (geteuid() == 0)
        return; /* root may write everything */
    put("a.csv", "old\n");
    chmod("a.csv", 0444);
    struct file_writer writer;
    struct error err = {0};
    ck_assert(!file_open(&writer, "a.csv", &err));
    ck_assert_str_eq(err.text, "a.csv: permission denied");
}
END_TEST

START_TEST(failed_rename_leaves_nothing)
{
    struct file_writer writer;
    struct error err = {0};
    ck_assert(file_open(&writer, "a.csv", NULL));
    ck_assert_int_eq(mkdir("a.csv", 0700), 0);
    ck_assert(!file_close(&writer, &err));
    ck_assert_int_eq(err.kind, ERROR_RUNTIME);
    ck_assert_str_eq(err.text, "a.csv: is a directory");
    ck_assert_int_eq(count_files(), 1);
}
END_TEST

START_TEST(symbolic_links_are_followed)
{
    ck_assert_int_eq(mkdir("data", 0700), 0);
    put("data/real.csv", "old\n");
    ck_assert_int_eq(symlink("real.csv", "data/link.csv"), 0);
    ck_assert_int_eq(symlink("data/link.csv", "a.csv"), 0);
    write_file("a.csv", "new\n");
    expect_content("data/real.csv", "new\n");
    char target[32] = {0};
    ck_assert_int_gt(readlink("a.csv", target, sizeof target - 1), 0);
    ck_assert_str_eq(target, "data/link.csv");

    ck_assert_int_eq(symlink("data/fresh.csv", "dangling"), 0);
    write_file("dangling", "fresh\n");
    expect_content("data/fresh.csv", "fresh\n");
}
END_TEST

START_TEST(full_disk_is_a_failure_at_run_time)
{
    struct file_writer writer;
    struct error err = {0};
    ck_assert(file_open(&writer, "/dev/full", &err));
    ck_assert_ptr_null(writer.temporary);
    fputs("lost", writer.stream);
    ck_assert(!file_close(&writer, &err));
    ck_assert_int_eq(err.kind, ERROR_RUNTIME);
    ck_assert_str_eq(err.text, "/dev/full: no space left on device");
}
END_TEST

START_TEST(early_failure_is_not_forgotten)
{
    struct file_writer writer;
    struct error err = {0};
    ck_assert(file_open(&writer, "/dev/full", &err));
    fputs("lost", writer.stream);
    ck_assert_int_ne(fflush(writer.stream), 0);
    ck_assert(!file_close(&writer, &err));
    ck_assert_int_eq(err.kind, ERROR_RUNTIME);
}
END_TEST

START_TEST(pipes_are_written_to_directly)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
    write_file(path, "through");
    char buffer[16] = {0};
    ck_assert_int_eq(read(ends[0], buffer, sizeof buffer - 1), 7);
    ck_assert_str_eq(buffer, "through");

    struct file_writer writer;
    struct error err = {0};
    ck_assert(file_open(&writer, path, &err));
    close(ends[0]);
    signal(SIGPIPE, SIG_IGN);
    fputs("nobody reads", writer.stream);
    ck_assert(!file_close(&writer, &err));
    ck_assert_int_eq(err.kind, ERROR_RUNTIME);
    ck_assert_ptr_nonnull(strstr(err.text, ": broken pipe"));
    close(ends[1]);
}
END_TEST

START_TEST(standard_output_is_flushed_and_stays_open)
{
    fflush(stdout);
    int saved = dup(STDOUT_FILENO);
    int file = open("out", O_WRONLY | O_CREAT, 0600);
    ck_assert_int_ge(dup2(file, STDOUT_FILENO), 0);
    write_file("-", "one\n");
    write_file("-", "two\n");
    struct file_writer writer;
    ck_assert(file_open(&writer, "-", NULL));
    file_discard(&writer);
    ck_assert_int_ge(dup2(saved, STDOUT_FILENO), 0);
    close(saved);
    close(file);
    expect_content("out", "one\ntwo\n");
    ck_assert_int_eq(count_files(), 1);
}
END_TEST

#define NOBODY "a pipe or a socket with nobody at its other end"

START_TEST(pipes_without_another_end_are_not_waited_for)
{
    struct text text = {0};
    struct error err = {0};
    struct file_writer writer;
    ck_assert_int_eq(mkfifo("fifo", 0666), 0);
    ck_assert(!file_read("fifo", 1000, &text, &err));
    ck_assert_str_eq(err.text, "fifo: " NOBODY);
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_ptr_null(file_stream("fifo"));
    err = (struct error){0};
    ck_assert(!file_open(&writer, "fifo", &err));
    ck_assert_str_eq(err.text, "fifo: " NOBODY);
    ck_assert_int_eq(err.kind, ERROR_RUNTIME);
    text_finish(&text);
}
END_TEST

/* A writer that opens the pipe first waits for its reader, and is waited for. */
START_TEST(a_pipe_with_a_writer_is_read_whole)
{
    for (int way = 0; way < 2; way++) {
        int ready[2];
        char bytes[16] = "";
        ck_assert(pipe(ready) == 0 && mkfifo("fifo", 0666) == 0);
        const int keep = open("fifo", O_RDWR);
        const pid_t child = fork();
        if (child == 0) {
            const int fifo = open("fifo", O_WRONLY);
            close(keep);
            _exit(write(ready[1], "", 1) != 1 || read(ready[0], bytes, 0) != 0 ||
                  nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL) != 0 ||
                  write(fifo, "content", 7) != 7);
        }
        ck_assert_int_eq((int)read(ready[0], bytes, 1), 1);
        if (way == 0) {
            struct text text = {0};
            struct error err = {0};
            close(keep);
            ck_assert_msg(file_read("fifo", 1000, &text, &err), "%s", err.text);
            ck_assert_str_eq(text_string(&text), "content");
            text_finish(&text);
        } else {
            FILE *stream = file_stream("fifo");
            close(keep);
            ck_assert_ptr_nonnull(stream);
            ck_assert_uint_eq(fread(bytes, 1, sizeof bytes, stream), 7);
            ck_assert_int_eq(memcmp(bytes, "content", 7), 0);
            fclose(stream);
        }
        ck_assert_int_eq(waitpid(child, NULL, 0), child);
        close(ready[0]);
        close(ready[1]);
        unlink("fifo");
    }
}
END_TEST

static Suite *file_suite(void)
{
    Suite *suite = suite_create("file");
    TCase *read = tcase_create("read");
    tcase_add_checked_fixture(read, enter, leave);
    tcase_add_test(read, file_read_appends);
    tcase_add_test(read, long_files_are_read_whole);
    tcase_add_test(read, unreadable_files_are_named);
    tcase_add_test(read, endless_input_ends_at_the_limit);
    tcase_add_test(read, pipes_are_read_to_the_limit_and_one_byte);
    tcase_add_test(read, pipes_without_another_end_are_not_waited_for);
    tcase_add_test(read, a_pipe_with_a_writer_is_read_whole);
    suite_add_tcase(suite, read);

    TCase *write = tcase_create("write");
    tcase_add_checked_fixture(write, enter, leave);
    tcase_add_test(write, written_file_appears_when_closed);
    tcase_add_test(write, file_is_replaced_only_when_complete);
    tcase_add_test(write, discarded_file_leaves_nothing);
    tcase_add_test(write, unwritable_places_are_named);
    tcase_add_test(write, read_only_file_is_not_replaced);
    tcase_add_test(write, failed_rename_leaves_nothing);
    tcase_add_test(write, symbolic_links_are_followed);
    tcase_add_test(write, full_disk_is_a_failure_at_run_time);
    tcase_add_test(write, early_failure_is_not_forgotten);
    tcase_add_test(write, pipes_are_written_to_directly);
    tcase_add_test(write, standard_output_is_flushed_and_stays_open);
    suite_add_tcase(suite, write);
    return suite;
}

int main(void)
{
    return suite_main(file_suite());
}
