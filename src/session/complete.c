/* Completion: the line is taken apart, the verb offers what may follow, and what all of that begins
 * with is put into the line. */
#include "session/complete.h"

#include "base/mem.h"
#include "session/verb.h"

#include <stdlib.h>
#include <string.h>

/* ---- the line ---- */

static void forget_words(struct completion *c)
{
    for (size_t i = 0; i < c->count; i++)
        free(c->words[i]);
    c->count = 0;
}

static void end_word(struct completion *c)
{
    c->words = mem_resize(c->words, c->count + 1, sizeof *c->words);
    c->words[c->count++] = mem_string(text_string(&c->typed));
    text_clear(&c->typed);
    c->quoted = false;
}

/* As verbs are parted: by ';', their words by blanks, with "..." around what holds these. */
static void take_apart(struct completion *c, const char *line)
{
    bool in_word = false;
    char quote = '\0';
    size_t at = 0;
    while (line[at] != '\0') {
        const size_t blank = quote != '\0' ? 0 : verb_blank(line + at);
        const bool divides = blank > 0 || (quote == '\0' && line[at] == ';');
        if (divides && in_word)
            end_word(c);
        if (divides && line[at] == ';')
            forget_words(c);
        if (!divides && !in_word)
            c->start = at;
        in_word = !divides;
        const size_t quoted = verb_quote(line + at, &quote);
        if (quoted > 0)
            c->quoted = true;
        else if (!divides)
            text_add_bytes(&c->typed, line + at, 1);
        at += blank > 0 ? blank : quoted > 0 ? quoted : 1;
    }
    if (!in_word)
        c->start = at;
}

/* ---- the candidates ---- */

static void offer(struct completion *c, const char *word, bool is_part)
{
    if (strncmp(word, text_string(&c->typed), c->typed.length) != 0 || strchr(word, '"'))
        return;
    for (size_t i = 0; i < c->candidate_count; i++)
        if (strcmp(c->candidates[i].word, word) == 0)
            return;
    c->candidates = mem_resize(c->candidates, c->candidate_count + 1, sizeof *c->candidates);
    c->candidates[c->candidate_count++] =
        (struct candidate){.word = mem_string(word), .is_part = is_part};
}

void completion_offer(struct completion *completion, const char *word)
{
    offer(completion, word, false);
}

void completion_offer_part(struct completion *completion, const char *word)
{
    offer(completion, word, true);
}

static void offer_verbs(struct completion *c)
{
    for (size_t i = 0; i < verb_count(); i++)
        completion_offer(c, verb_name(i));
}

void completion_init(struct completion *completion, const struct session *session, const char *line)
{
    *completion = (struct completion){.session = session};
    take_apart(completion, line);
    if (completion->count == 0) {
        offer_verbs(completion);
        return;
    }
    const struct verb *verb = verb_find(completion->words[0]);
    if (verb && verb->choice && completion->count <= verb->at_most)
        verb->choice(completion);
}

void completion_finish(struct completion *completion)
{
    forget_words(completion);
    free(completion->words);
    for (size_t i = 0; i < completion->candidate_count; i++)
        free(completion->candidates[i].word);
    free(completion->candidates);
    text_finish(&completion->typed);
    *completion = (struct completion){0};
}

/* ---- the line, completed ---- */

/* How many bytes all candidates begin with, in whole characters. */
static size_t certain_length(const struct completion *c)
{
    const char *first = c->candidates[0].word;
    size_t certain = strlen(first);
    for (size_t i = 1; i < c->candidate_count; i++) {
        size_t length = 0;
        while (length < certain && first[length] == c->candidates[i].word[length])
            length++;
        certain = length;
    }
    return text_cut(first, certain);
}

void completion_apply(const struct completion *completion, struct text *line)
{
    if (completion->candidate_count == 0)
        return;
    const struct candidate *first = &completion->candidates[0];
    const size_t certain = certain_length(completion);
    const bool whole = completion->candidate_count == 1 && !first->is_part;
    struct text completed = {0};
    text_add_bytes(&completed, first->word, certain);
    const bool quoted = completion->quoted || verb_needs_quotes(text_string(&completed));
    text_clear(&completed);
    text_add_bytes(&completed, text_string(line), completion->start);
    text_printf(&completed, "%s%.*s%s", quoted ? "\"" : "", (int)certain, first->word,
                !whole   ? ""
                : quoted ? "\" "
                         : " ");
    text_finish(line);
    *line = completed;
}
