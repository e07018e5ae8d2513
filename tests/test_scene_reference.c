/* The reference of scene files: what it says of a key is what the reader does. */
#include "scene/reference.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "scene/scene.h"
#include "suite.h"

#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct scene_keys keys;

/* ---- scenes to set keys in: each says little, so that the rest has its default ---- */

#define GD "optimizers = ( { method = \"gd\"; } );\n"

static const char *const bases[] = {
    "problem = { surface = \"ellipse\"; angle = 0; };\n" GD "view = { };\n",
    "problem = { surface = \"ellipse\"; eigenvalues = ( 1, 25 ); noise = 0.5; };\n" GD,
    "problem = { model = \"mlp\"; hidden = ( 2 ); data = { file = \"points.csv\"; };\n"
    "            init = { }; };\n" GD "view = { plane = \"pca\"; };\n",
    /* ':' is '=' too: here `data` and `inputs` are not mentioned */
    "problem = { model = \"linear\"; data : { file = \"points.csv\"; }; };\n" GD
    "view = { plane = \"pca\"; };\n",
    "problem = { surface = \"bowl\"; };\nlesson = ( { at = 0; } );\n"
    "optimizers = ( { method = \"adamw\"; schedule = { kind = \"linear\"; }; } );\n",
    "problem = { surface = \"bowl\"; };\n"
    "optimizers = ( { method = \"nag\"; schedule = { kind = \"step\"; }; } );\n",
    "problem = { surface = \"bowl\"; };\n"
    "optimizers = ( { method = \"rmsprop\"; schedule = { }; } );\n",
};

static bool write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    const bool ok = fputs(text, file) >= 0;
    return fclose(file) == 0 && ok;
}

/* Whether the scene can be read with one --set, or none where it is NULL; written into `out`. */
static bool read_and_write(const char *base, const char *set, struct text *out)
{
    struct scene scene;
    struct error err = {0};
    ck_assert(write_file("test.scene", base));
    const struct scene_options options = {.set = &set, .set_count = set ? 1 : 0};
    if (!scene_read(&scene, "test.scene", &options, NULL, &err))
        return false;
    scene_write(&scene, out);
    scene_finish(&scene);
    return true;
}

/* "optimizers.[0].lr=VALUE" of the key optimizers.[i].lr. */
static char *setting(const struct scene_key *key, const char *value)
{
    struct text set = {0};
    text_printf(&set, "%s=%s", key->path, value);
    char *index = strstr(set.data, "[i]");
    if (index)
        index[1] = '0';
    return set.data;
}

/* Whether a text has the key with a value. */
static bool mentions(const char *text, const struct scene_key *key)
{
    const char *dot = strrchr(key->path, '.'), *name = dot ? dot + 1 : key->path;
    const size_t length = strlen(name);
    for (const char *at = text; (at = strstr(at, name)); at++)
        if (strncmp(at + length, " =", 2) == 0 && (at == text || !isalnum((unsigned char)at[-1])))
            return true;
    return false;
}

/* ---- what is said ---- */

START_TEST(every_key_says_what_it_is)
{
    const struct scene_key *key = &keys.at[_i];
    ck_assert_msg(key->help && *key->help, "%s has no help", key->path);
    ck_assert_msg(key->type && *key->type, "%s has no type", key->path);
    ck_assert_msg(key->group && *key->group, "%s is of no group", key->path);
    for (size_t i = 0; i < (size_t)_i; i++)
        ck_assert_str_ne(keys.at[i].path, key->path);
}
END_TEST

/* A scene that says the default is the same as one that says nothing. */
START_TEST(default_is_what_holds_without_the_key)
{
    const struct scene_key *key = &keys.at[_i];
    size_t tried = 0;
    if (!key->is_value)
        return;
    char *set = setting(key, key->standard);
    for (size_t b = 0; b < ARRAY_LENGTH(bases); b++) {
        struct text without = {0}, with = {0};
        if (!mentions(bases[b], key) && read_and_write(bases[b], set, &with)) {
            ck_assert(read_and_write(bases[b], NULL, &without));
            ck_assert_msg(strcmp(text_string(&with), text_string(&without)) == 0,
                          "--set %s makes\n%sof\n%s", set, text_string(&with),
                          text_string(&without));
            tried++;
        }
        text_finish(&without);
        text_finish(&with);
    }
    ck_assert_msg(tried > 0, "%s is taken by no scene", set);
    free(set);
}
END_TEST

/* "from 0", "above 0 to 1", "0 to below 1": a number below it is refused. */
START_TEST(number_below_the_range_is_refused)
{
    const struct scene_key *key = &keys.at[_i];
    const bool above = strncmp(key->range, "above ", 6) == 0;
    const bool from = strncmp(key->range, "from ", 5) == 0;
    char number[NUMBER_SIZE];
    double low;
    snprintf(number, sizeof number, "%s", key->range + (above ? 6 : from ? 5 : 0));
    number[strcspn(number, " ")] = '\0';
    if (!strstr(key->type, "number") || !number_parse(number, &low))
        return;
    number_format(number, above ? low : low - 1);
    char *set = setting(key, number);
    struct text out = {0};
    for (size_t b = 0; b < ARRAY_LENGTH(bases); b++)
        ck_assert_msg(!read_and_write(bases[b], set, &out), "--set %s is taken", set);
    text_finish(&out);
    free(set);
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("scene_reference");
    TCase *tests = tcase_create("keys");
    const int count = (int)keys.count;
    tcase_add_loop_test(tests, every_key_says_what_it_is, 0, count);
    tcase_add_loop_test(tests, default_is_what_holds_without_the_key, 0, count);
    tcase_add_loop_test(tests, number_below_the_range_is_refused, 0, count);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    char folder[] = "/tmp/thalweg-XXXXXX";
    scene_keys_init(&keys);
    if (keys.count == 0 || !mkdtemp(folder) || chdir(folder) != 0 ||
        !write_file("points.csv", "x1,x2,y\n1,2,3\n2,3,4\n3,1,0\n4,4,1\n"))
        return 1;
    const int status = suite_main(suite());
    unlink("points.csv");
    unlink("test.scene");
    rmdir(folder);
    scene_keys_finish(&keys);
    return status;
}
