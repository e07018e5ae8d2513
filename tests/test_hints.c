/* What a word that is known elsewhere leads to: the table of such words against all lists of names,
 * and the messages of verbs. */
#include <check.h>
#include <ctype.h>
#include <string.h>

#include "base/names.h"
#include "played.h"
#include "scene/reference.h"
#include "sim/network.h"

/* ---- every row ---- */

#define LISTS_MOST 128

/* Names that are asked for together. */
struct list {
    const char *names[64];
    size_t count;
};

static struct list lists[LISTS_MOST];
static size_t list_count;
static struct scene_keys keys;

static struct list *new_list(void)
{
    ck_assert_uint_lt(list_count, LISTS_MOST);
    return &lists[list_count++];
}

static void put_name(struct list *list, const char *name)
{
    ck_assert_uint_lt(list->count, ARRAY_LENGTH(list->names));
    list->names[list->count++] = name;
}

static void put_list(size_t count, const char *(*name_at)(size_t index))
{
    struct list *list = new_list();
    for (size_t i = 0; i < count; i++)
        put_name(list, name_at(i));
}

/* The settings that a method takes, without a schedule and with each. */
static void put_settings(const struct optimizer *optimizer)
{
    for (size_t k = 0; k < schedule_count(); k++) {
        struct run_settings settings;
        struct list *list = new_list();
        run_settings_init(&settings, optimizer);
        settings.schedule.kind = schedule_at(k);
        for (int i = 0; i < RUN_SETTINGS; i++)
            if (run_setting_taken(&settings, i))
                put_name(list, run_setting_parameter(i)->name);
        put_name(list, "schedule");
    }
}

/* The keys of each group of a scene, and the words that a key may be. */
static void put_keys(void)
{
    scene_keys_init(&keys);
    struct list *list = NULL;
    for (size_t i = 0; i < keys.count; i++) {
        const struct scene_key *key = &keys.at[i];
        const char *dot = strrchr(key->path, '.');
        if (i == 0 || strcmp(key->group, keys.at[i - 1].group) != 0)
            list = new_list();
        put_name(list, dot ? dot + 1 : key->path);
        if (strcmp(key->type, "word") != 0)
            continue;
        struct list *words = new_list();
        for (char *word = strtok(key->range, ", "); word; word = strtok(NULL, ", "))
            put_name(words, word);
    }
}

static const char *const functions[] = {"abs",  "sqrt", "exp",  "log",  "sin",  "cos",
                                        "tan",  "asin", "acos", "atan", "sinh", "cosh",
                                        "tanh", "sign", "min",  "max",  "pow"};
static const char *const printed[] = {"optimizers", "schedules", "surfaces", "datasets", "scenes",
                                      "verbs",      "bindings",  "keys",     "panes"};

static const char *const options[] = {"--steps", "--every", "--output", "--set", "--do"};

static const char *option_name(size_t index)
{
    return options[index];
}

static const char *function_name(size_t index)
{
    return functions[index];
}

static const char *printed_name(size_t index)
{
    return printed[index];
}

static void put_lists(void)
{
    list_count = 0;
    memset(lists, 0, sizeof lists);
    put_list(optimizer_count(), optimizer_name);
    put_list(schedule_count(), schedule_name);
    put_list(surface_count(), surface_name);
    put_list(dataset_count(), dataset_name);
    put_list(verb_count(), verb_name);
    put_list(ARRAY_LENGTH(functions), function_name);
    put_list(ARRAY_LENGTH(printed), printed_name);
    put_list(ARRAY_LENGTH(options), option_name);
    for (size_t i = 0; i < optimizer_count(); i++)
        put_settings(optimizer_at(i));
    put_keys();
}

static bool has(const struct list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->names[i], name) == 0)
            return true;
    return false;
}

/* Whether there is a list for which the row is the hint, and the word is no name there. */
static bool is_of_use(const struct names_elsewhere *row)
{
    for (size_t l = 0; l < list_count; l++) {
        char hint[NAMES_HINT_SIZE], wanted[NAMES_HINT_SIZE] = "";
        const struct list *list = &lists[l];
        names_hint_elsewhere(hint, row->word, list->count, list->names);
        if (row->say)
            snprintf(wanted, sizeof wanted, "; %s", row->say);
        else if (row->names[0])
            snprintf(wanted, sizeof wanted, "; here that is '%s'", row->names[0]);
        const bool is_here = row->among ? has(list, row->among) : *wanted != '\0';
        if (is_here && !has(list, row->word) && strncmp(hint, wanted, strlen(wanted) - 1) == 0)
            return true;
    }
    return false;
}

START_TEST(every_word_leads_to_names_that_there_are)
{
    put_lists();
    for (size_t i = 0; i < names_elsewhere_count(); i++) {
        const struct names_elsewhere *row = names_elsewhere_at(i);
        for (const char *c = row->word; *c; c++)
            ck_assert_msg(!isupper((unsigned char)*c) && !strchr("_-. ", *c), "%s", row->word);
        if (row->names[0] || row->say)
            ck_assert_msg(is_of_use(row), "row %zu: '%s' is of no use", i, row->word);
        ck_assert_msg(!row->say || strlen(row->say) < NAMES_HINT_SIZE - 3, "%s", row->say);
    }
    scene_keys_finish(&keys);
}
END_TEST

/* A hint never names what is not among the names. */
START_TEST(no_hint_names_what_is_not_there)
{
    put_lists();
    for (size_t l = 0; l < list_count; l++)
        for (size_t i = 0; i < names_elsewhere_count(); i++) {
            const struct names_elsewhere *row = names_elsewhere_at(i);
            char hint[NAMES_HINT_SIZE];
            names_hint_in(hint, row->word, lists[l].count, lists[l].names);
            const char *quoted = strstr(hint, "that is '");
            if (!quoted)
                continue;
            char name[64];
            ck_assert_int_eq(sscanf(quoted, "that is '%63[^']", name), 1);
            ck_assert_msg(has(&lists[l], name), "%s: %s", row->word, hint);
        }
    scene_keys_finish(&keys);
}
END_TEST

/* ---- what verbs say ---- */

static const struct {
    const char *line, *message;
} refused[] = {
    {"lr=0.1", "no verb 'lr=0.1'; write: lr 0.1"},
    {"lr = 0.1", "no '=' here; say: lr up|down|X [RUN|all]"},
    {"set lr = 0.1", "no '=' here; say: set KEY VALUE [RUN|all]"},
    {"beta 0.9", "no verb 'beta'; say: set beta"},
    {"schedule cosine", "no verb 'schedule'; say: set schedule"},
    {"start 0.5, 1", "'0.5,' is no number; write 0.5"},
    {"axis x epochs",
     "'epochs' is not one of step, epoch, evals, log or linear; did you mean 'epoch'?"},
    {"theme drak", "'drak' is not one of dark, light, projector or mono; did you mean 'dark'?"},
    {"add adam betas=0.9", "adam takes no 'betas'; here that is 'beta1' and 'beta2'"},
    {"add lion betas=0.9", "lion takes no 'betas'; here that is 'beta1' and 'beta2'"},
    {"add adam learning_rate=1", "adam takes no 'learning_rate'; here that is 'lr'"},
    {"add adam lr_rate=1", "adam takes no 'lr_rate'; here that is 'lr'"},
    {"add adam eta=1", "adam takes no 'eta'; here that is 'lr'"},
    {"add adam alpha=1", "adam takes no 'alpha'; here that is 'lr'"},
    {"add rmsprop alpha=0.9", "rmsprop takes no 'alpha'; here that is 'rho'"},
    {"add adam epsilon=1", "adam takes no 'epsilon'; here that is 'eps'"},
    {"add sgd epsilon=1", "sgd takes no 'epsilon'; it takes lr, weight_decay, clip, warmup, batch, "
                          "schedule, name, start, seed"},
    {"add sgd momentum=0.9",
     "sgd takes no 'momentum'; the methods momentum and nag have one, beta"},
    {"add gd momentum=0.9", "gd takes no 'momentum'; the methods momentum and nag have one, beta"},
    {"add nag momentum=0.9", "nag takes no 'momentum'; here that is 'beta'"},
    {"add adam momentum=0.9", "adam takes no 'momentum'; here that is 'beta1'"},
    {"add rmsprop decay=0.9", "rmsprop takes no 'decay'; here that is 'rho'"},
    {"add adam decay=0.9",
     "adam takes no 'decay'; weight_decay is the weights', a rate decays by a "
     "schedule"},
    {"add adam weight-decay=1", "adam takes no 'weight-decay'; it takes lr, beta1, beta2, eps, "
                                "eps_inside, bias_correction, weight_decay, clip, warmup, batch, "
                                "schedule, name, start, seed"},
    {"add adam wd=1", "adam takes no 'wd'; here that is 'weight_decay'"},
    {"add adam rho=1", "adam takes no 'rho'; here that is 'beta2'"},
    {"add momentum rho=1", "momentum takes no 'rho'; here that is 'beta'"},
    {"add rmsprop beta=1", "rmsprop takes no 'beta'; here that is 'rho'"},
    {"add adam gamma=1", "adam takes no 'gamma'; it is of the schedules step and exponential"},
    {"add momentum gamma=1", "momentum takes no 'gamma'; here that is 'beta'"},
    {"add sgd nesterov=true", "sgd takes no 'nesterov'; Nesterov's momentum is the method nag"},
    {"add adam amsgrad=true", "adam takes no 'amsgrad'; AMSGrad is the method amsgrad"},
    {"add adam batch_size=3", "adam takes no 'batch_size'; here that is 'batch'"},
    {"add adam steps=3", "adam takes no 'steps'; steps and epochs are the scene's, the same for "
                         "every run"},
    {"add nesterov", "no optimizer 'nesterov'; here that is 'nag'"},
    {"add gd schedule=CosineAnnealingLR", "no schedule 'CosineAnnealingLR'; here that is 'cosine'"},
    {"add gd schedule=cosine T_max=3", "gd takes no 'T_max'; here that is 'tau'"},
    {"set schedule cosine T_max=3", "cosine takes no 'T_max'; here that is 'tau'"},
    {"set schedule step tau=3", "step takes no 'tau'; it takes gamma, period, warmup"},
    {"set tau 5", "'tau' is of the schedules linear, inverse, cosine; say which, as in schedule "
                  "linear"},
    {"set learning_rate 5", "gd takes no 'learning_rate'; here that is 'lr'"},
    {"set momentum 0.5", "gd takes no 'momentum'; the methods momentum and nag have one, beta"},
    {"q", "no verb 'q'; here that is 'quit'"},
    {"q!", "no verb 'q!'; quit leaves; so does q in the prompt"},
    {"wq", "no verb 'wq'; 'save FILE' writes the scene, 'quit' leaves"},
    {"goto 5", "no verb 'goto'; here that is 'seek'"},

    {"lr 0,05", "'0,05' is no number; write 0.05"},
    {"lr \u22120.05", "'\u22120.05' is no number; write -0.05"},
    {"set clip 0,05", "'0,05' is no number; write 0.05"},
    {"speed 0,5", "'0,5' is no number; write 0.5"},
    {"zoom 1,5", "'1,5' is no number; write 1.5"},
    {"pan 0,5 0", "'0,5' is no number; write 0.5"},
    {"start 0,5 1", "'0,5' is no number; write 0.5"},
    {"step 1,000,000", "'1,000,000' is no whole number; write 1000000"},
    {"batch 1,000", "this surface is one sample, so there are no batches; a scene with noise has "
                    "them"},
    {"step 1e3", "'1e3' is no whole number; write 1000"},
    {"add gd seed=1,000", "'1,000' is no seed; say a whole number; write 1000"},
    {"seek 1,000,000", "'1,000,000' is no step; say a number, start or end; write 1000000"},
    {"add gd lr=0,05", "'0,05' is no number; write 0.05"},
    {"add gd start=0,5,1", "start takes 2 numbers, as in start=0.5,1, not 3; ',' divides them, '.' "
                           "is for decimals"},
};

START_TEST(refused_word_leads_to_the_right_one)
{
    struct error err = {0};
    open_scene("bowl");
    ck_assert_msg(!verb_play(&session, refused[_i].line, &err), "%s was played", refused[_i].line);
    ck_assert_str_eq(err.text, refused[_i].message);
    session_finish(&session);
}
END_TEST

/* No-break spaces divide as the blanks that they look like. */
START_TEST(no_break_spaces_are_blanks)
{
    open_scene("bowl");
    say("lr\u00a00.5\u202fall;\u00a0step\u00a0\u00a03");
    ck_assert_double_eq(session.race.runs[2]->settings.hyper[HYPER_LR], 0.5);
    ck_assert_uint_eq(session.race.step, 3);
    session_finish(&session);
}
END_TEST

/* Text from web pages and word processors has curly quotes. */
START_TEST(curly_quotes_are_quotes)
{
    open_scene("bowl");
    say("add sgd name=\u201ctwo words\u201d; lr 0.25 \u201ctwo words\u201d");
    const struct run *run = session.race.runs[session.race.count - 1];
    ck_assert_str_eq(run->settings.name, "two words");
    ck_assert_double_eq(run->settings.hyper[HYPER_LR], 0.25);
    say("add sgd name=\"\u201cas it is\u201d\"");
    ck_assert_str_eq(session.race.runs[session.race.count - 1]->settings.name,
                     "\u201cas it is\u201d");
    ck_assert(verb_needs_quotes("\u201cas\u201d"));
    session_finish(&session);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hints");
    TCase *tests = tcase_create("hints");
    tcase_add_test(tests, every_word_leads_to_names_that_there_are);
    tcase_add_test(tests, no_hint_names_what_is_not_there);
    tcase_add_loop_test(tests, refused_word_leads_to_the_right_one, 0, ARRAY_LENGTH(refused));
    tcase_add_test(tests, no_break_spaces_are_blanks);
    tcase_add_test(tests, curly_quotes_are_quotes);
    suite_add_tcase(suite, tests);
    return played_suite_main(suite);
}
