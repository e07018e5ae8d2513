/* Completion of a line of verbs, by Tab. */
#include "session/verb.h"

#include <stdio.h>
#include <string.h>

/* Where the last word begins, and how many words of its verb stand before it. */
struct place {
    size_t word;
    const struct verb *verb; /* the first of those words, if it is one */
    size_t words;
};

static struct place find_place(const char *line)
{
    struct place place = {0};
    const char *semicolon = strrchr(line, ';');
    const char *at = semicolon ? semicolon + 1 : line;
    at += strspn(at, " ");
    for (const char *space; (space = strchr(at, ' ')); at = space + strspn(space, " ")) {
        char name[32];
        snprintf(name, sizeof name, "%.*s", (int)(space - at), at);
        if (place.words++ == 0)
            place.verb = verb_find(name);
    }
    place.word = (size_t)(at - line);
    return place;
}

static const char *word_at(const struct session *session, const struct place *place, size_t index)
{
    if (place->words == 0)
        return index < verb_count() ? verb_name(index) : NULL;
    if (!place->verb || !place->verb->word)
        return NULL;
    return place->verb->word(session, place->words - 1, index);
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
    char *typed = line + place.word;
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
    const size_t room = PROMPT_SIZE - place.word;
    if (count == 1)
        snprintf(typed, room, strchr(first, ' ') ? "\"%s\" " : "%s ", first);
    else if (count > 1)
        snprintf(typed, room, "%.*s", (int)certain, first);
    return count;
}
