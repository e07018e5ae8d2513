/* Completion of a line of verbs, by Tab. */
#include "session/verb.h"

#include <stdio.h>
#include <string.h>

/* Where the last word begins, and how many words of its verb stand before it. */
struct place {
    size_t word;             /* its first byte, the '"' before it included */
    const struct verb *verb; /* the first of those words, if it is one */
    size_t words;
};

static struct place find_place(const char *line)
{
    struct place place = {0};
    bool quoted = false, between = true;
    for (size_t i = 0; line[i] != '\0'; i++) {
        if (line[i] == '"')
            quoted = !quoted;
        if (!quoted && line[i] == ';') {
            place = (struct place){.word = i + 1};
            between = true;
        } else if (!quoted && line[i] == ' ') {
            if (!between && place.words++ == 0) {
                char name[32];
                snprintf(name, sizeof name, "%.*s", (int)(i - place.word), line + place.word);
                place.verb = verb_find(name);
            }
            between = true;
        } else if (between) {
            place.word = i;
            between = false;
        }
        if (between)
            place.word = i + 1;
    }
    return place;
}

static const char *word_at(const struct session *session, const struct place *place, size_t index)
{
    if (place->words == 0)
        return index < verb_count() ? verb_name(index) : NULL;
    if (!place->verb || !place->verb->choice)
        return NULL;
    return place->verb->choice(session, place->words - 1, index);
}

static size_t common_length(const char *a, const char *b, size_t limit)
{
    size_t length = 0;
    while (length < limit && a[length] == b[length])
        length++;
    return length;
}

size_t verb_complete(const struct session *session, char *line, const char **candidates,
                     size_t limit)
{
    const struct place place = find_place(line);
    char *place_to_write = line + place.word;
    const char *typed = place_to_write + (*place_to_write == '"');
    const size_t typed_length = strlen(typed);
    const char *first = NULL, *word;
    size_t count = 0, certain = 0;
    for (size_t i = 0; (word = word_at(session, &place, i)); i++) {
        if (strncmp(word, typed, typed_length) != 0)
            continue;
        first = first ? first : word;
        certain = common_length(first, word, first == word ? strlen(word) : certain);
        if (count < limit)
            candidates[count] = word;
        count++;
    }
    if (!first)
        return 0;
    const bool quoted = typed > place_to_write || memchr(first, ' ', certain);
    snprintf(place_to_write, PROMPT_SIZE - place.word, "%s%.*s%s%s", quoted ? "\"" : "",
             (int)certain, first, quoted && count == 1 ? "\"" : "", count == 1 ? " " : "");
    return count;
}
