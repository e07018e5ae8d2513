/* The keys of scene files, one row a key; private to the layer.
 *
 * To add a key:
 *   1. a field in its struct in scene/scene.h;
 *   2. its default, where that is not 0, in scene_defaults (scene_build.c), optimizer_defaults
 *      (scene_optimizer.c) or lesson_defaults (scene_build.c);
 *   3. a row in the table of its group: scene_keys and lesson_keys in scene_build.c, problem_keys
 *      and init_keys in scene_problem.c, data_keys in scene_data.c, optimizer_keys and
 *      schedule_keys in scene_optimizer.c, view_keys in scene_view.c. Rows are in the order in
 *      which they are written.
 * From the row come the reading with its mistakes, the writing, the copying and freeing, `thalweg
 * list keys`, and the tables of doc/scenes.md once tests/printed.sh has brought them up to date.
 *
 * A new group is a table of rows and a struct group; a row of type type_group or type_groups (a
 * list of them) puts it where it belongs. Two groups may share rows: a struct group may point into
 * the middle of a table. A value that no type below fits has a struct key_type of its own beside
 * its row. */
#ifndef SCENE_KEY_H
#define SCENE_KEY_H

#include "scene/scene.h"
#include "scene_build.h"
#include "scene_writer.h"
#include "sim/parameter.h"

struct key;
struct group;

/* How values of a type are handled. `group` is the struct that the row's offsets are of. */
struct key_type {
    const char *name; /* for the reference: "number" */
    bool (*read)(const struct reader *reader, const struct node *node, const struct key *key,
                 void *group);
    /* Whether it is another value than in `standard`, a group of the same kind with all defaults.
     */
    bool (*differs)(const struct key *key, const void *group, const void *standard);
    void (*write)(struct writer *writer, const struct key *key, const void *group);
    void (*copy)(const struct key *key, void *group);   /* make owned what was assigned; or NULL */
    void (*finish)(const struct key *key, void *group); /* free what is owned; or NULL */
    void (*range)(const struct key *key, struct text *out); /* for the reference; or NULL */
};

/* Where a key applies. */
struct condition {
    const char *owner; /* what takes it, as in "only an mlp takes 'hidden'" */
    bool (*holds)(const void *group);
};

/* Numbers that sim has a table of, in an array of the group; which of them are taken, and their
 * defaults, is up to an owner: the hyper-parameters of a method, the values of a schedule. */
struct number_owner {
    const char *name;
    unsigned takes; /* bit i: number i */
    const double *defaults;
};

struct numbers {
    size_t count;
    const struct parameter *(*at)(size_t index);
    struct number_owner (*owner)(const void *group);
    size_t (*owner_count)(void);
    struct number_owner (*owner_at)(size_t index);
    const char *owners; /* for the reference: "the method's" */
    unsigned always;    /* bit i: number i is written also where it has its default */
};

struct key {
    const char *name; /* NULL: the row stands for `numbers` */
    const char *help; /* a sentence */
    const struct key_type *type;
    size_t offset; /* of the value in the group */

    /* What the value may be. */
    double low, high; /* of numbers, as in struct parameter */
    bool above_low, below_high;
    const char *(*words)(size_t index); /* of a word; NULL after the last */
    unsigned first_word;                /* the value of words(0), of a word */
    const char *list;                   /* the list that names the values: "surfaces" */
    const struct group *group;          /* of a group or a list of groups */
    const struct numbers *numbers;
    size_t count; /* of a list: offset of its size_t count */
    size_t limit; /* of a list of groups: how many there may be; 0: any number */

    /* When it is read, and whether it may be there. */
    bool is_first;      /* the other keys of the group depend on it: it is read before them */
    const char *needed; /* the mistake of a group without it; NULL: it may be left out */
    bool is_optional;   /* without a default; a bool of the group says whether it was given */
    size_t given;       /* offset of that bool */
    const struct condition *only[2]; /* where it applies; NULL: everywhere */
    /* More than its type checks, with the node of the value; NULL: nothing. */
    bool (*check)(const struct reader *reader, const struct node *node, const struct key *key,
                  void *group);

    /* How it is written: after its line or beside the others, and if it is not the default. */
    bool always; /* also where it has its default */
    bool joined; /* on the line of the key before, in a group with a line a key */
    bool (*when)(const struct scene *scene, const void *group); /* NULL: always */
    const char *otherwise; /* for the reference: what holds without it, where no value says so */
};

/* The keys that a group may have. */
struct group {
    const char *title; /* "an optimizer" */
    const struct key *keys;
    size_t count;
    size_t size;                         /* bytes of its struct; of a list's groups */
    const void *defaults;                /* such a struct; of a list's groups */
    bool (*in_lines)(const void *group); /* written with a line a key; NULL: on one line */
    /* What the keys must be together, before it is checked that each applies; or NULL. */
    bool (*check)(const struct reader *reader, const struct node *node, void *group);
};

/* For group->in_lines: always. */
bool group_in_lines(const void *group);

/* Every member of the node by its key. */
bool group_read(const struct reader *reader, const struct node *node, const struct group *group,
                void *into);

/* One member by its key. */
bool group_read_key(const struct reader *reader, const struct node *node, const struct group *group,
                    void *into);

bool group_differs(const struct group *group, const void *from, const void *standard);

/* The settings alone, without braces; writer->standard is where the defaults are. */
void group_write_settings(struct writer *writer, const struct group *group, const void *from);

/* One setting by its key, whatever its value. */
void group_write_key(struct writer *writer, const struct group *group, const char *name,
                     const void *from);

/* With braces. */
void group_write(struct writer *writer, const struct group *group, const void *from);

/* Make copies of all that `group` points to, after it was assigned; and free it. */
void group_copy(const struct group *group, void *into);
void group_finish(const struct group *group, void *from);

/* The keys of a scene, and a scene with all defaults. */
extern const struct group scene_group;
extern const struct scene scene_defaults;

/* The groups within it, each beside its table, and the type of `data`, which may be a name alone.
 */
extern const struct group problem_group, data_group, optimizer_group, view_group;
extern const struct key_type type_data;

/* More than the group's rows say, once it is read. */
bool check_problem(const struct reader *reader, const struct node *node, const struct key *key,
                   void *group);
bool check_optimizers(const struct reader *reader, const struct node *node, const struct key *key,
                      void *group);

/* ---- types; what each is in the struct ---- */

extern const struct key_type type_real;    /* double; low, high ... */
extern const struct key_type type_count;   /* uint64_t; low, high ... */
extern const struct key_type type_switch;  /* bool */
extern const struct key_type type_word;    /* an enum; words */
extern const struct key_type type_string;  /* char *, owned; NULL: none */
extern const struct key_type type_text;    /* struct scene_text */
extern const struct key_type type_strings; /* char **, owned; count */
extern const struct key_type type_pair;    /* double[2] */
extern const struct key_type type_reals;   /* double *, owned; count */
extern const struct key_type type_group;   /* a struct; group */
extern const struct key_type type_groups;  /* a pointer to structs, owned; group, count, limit */
extern const struct key_type type_numbers; /* double[numbers->count]; numbers */

/* Parts of types, for those made beside their rows. */
bool string_differs(const struct key *key, const void *group, const void *standard);
void string_write(struct writer *writer, const struct key *key, const void *group);
void string_copy(const struct key *key, void *group);
void string_finish(const struct key *key, void *group);
void strings_write(struct writer *writer, const struct key *key, const void *group); /* char ** */
void strings_copy(const struct key *key, void *group);
void strings_finish(const struct key *key, void *group);
bool pointer_differs(const struct key *key, const void *group, const void *standard);
void list_range(const struct key *key, struct text *out); /* "one of 'thalweg list surfaces'" */
bool group_value_read(const struct reader *reader, const struct node *node, const struct key *key,
                      void *group);
bool group_value_differs(const struct key *key, const void *group, const void *standard);
void group_value_write(struct writer *writer, const struct key *key, const void *group);
void group_value_copy(const struct key *key, void *group);
void group_value_finish(const struct key *key, void *group);

/* Where the value of a key is. */
static inline void *value_at(const struct key *key, void *group)
{
    return (char *)group + key->offset;
}

static inline const void *value_of(const struct key *key, const void *group)
{
    return (const char *)group + key->offset;
}

/* How many items the list of a key has. */
static inline size_t *count_at(const struct key *key, void *group)
{
    return (size_t *)(void *)((char *)group + key->count);
}

static inline size_t count_of(const struct key *key, const void *group)
{
    return *(const size_t *)(const void *)((const char *)group + key->count);
}

/* A number's name and range as sim knows them. */
struct parameter key_parameter(const struct key *key, bool is_whole);

/* For the reference: "from 0", "0 to 1". */
void parameter_range(const struct parameter *parameter, struct text *out);

/* The range of seeds, and of batches, wherever they are set. */
#define SEED_RANGE  .low = 0, .high = 9223372036854774784.0 /* below 2^63 */
#define BATCH_RANGE .low = 0, .high = 4294967295.0

#endif
