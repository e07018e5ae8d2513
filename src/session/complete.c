/* Completion of a line of verbs, by Tab. */
#include "session/verb.h"

#include <stdio.h>
#include <string.h>

/* What is being completed: the name of a verb, or one of its arguments. */
struct place {
    size_t start;            /* its first byte, the '"' before it included */
    const struct verb *verb; /* of an argument; NULL where there is no such verb */
    size_t before;           /* how many of the command stand before it: 0 for the verb's name */
};

static struct place find_place(const char *line)
{
    struct place place = {0};
    bool quoted = false, between = true;
    for (size_t i = 0; line[i] != '\0'; i++) {
        if (line[i] == '"')
            quoted = !quoted;
        if (!quoted && line[i] == ';') {
            place = (struct place){.start = i + 1};
            between = true;
        } else if (!quoted && line[i] == ' ') {
            if (!between && place.before++ == 0) {
                char name[32];
                snprintf(name, sizeof name, "%.*s", (int)(i - place.start), line + place.start);
                place.verb = verb_find(name);
            }
            between = true;
        } else if (between) {
            place.start = i;
            between = false;
        }
        if (between)
            place.start = i + 1;
    }
    return place;
}

/* What may stand there, index after index. */
static const char *candidate_at(const struct session *session, const struct place *place,
                                size_t index)
{
    if (place->before == 0)
        return index < verb_count() ? verb_name(index) : NULL;
    if (!place->verb || !place->verb->choice)
        return NULL;
    return place->verb->choice(session, place->before - 1, index);
}

/* The bytes that two names begin with alike, at most `limit`, in whole characters. */
static size_t common_length(const char *a, const char *b, size_t limit)
{
    size_t length = 0;
    while (length < limit && a[length] == b[length])
        length++;
    while (((unsigned char)a[length] & 0xC0) == 0x80)
        length--;
    return length;
}

size_t verb_complete(const struct session *session, struct text *line, const char **candidates,
                     size_t limit)
{
    const struct place place = find_place(text_string(line));
    const char *typed = text_string(line) + place.start;
    const bool was_quoted = *typed == '"';
    typed += was_quoted;
    const size_t typed_length = strlen(typed);
    const char *first = NULL, *name;
    size_t count = 0, certain = 0;
    for (size_t i = 0; (name = candidate_at(session, &place, i)); i++) {
        if (strncmp(name, typed, typed_length) != 0)
            continue;
        first = first ? first : name;
        certain = common_length(first, name, first == name ? strlen(name) : certain);
        if (count < limit)
            candidates[count] = name;
        count++;
    }
    if (!first)
        return 0;
    const bool quoted = was_quoted || memchr(first, ' ', certain);
    struct text completed = {0};
    text_add_bytes(&completed, text_string(line), place.start);
    text_printf(&completed, "%s%.*s%s%s", quoted ? "\"" : "", (int)certain, first,
                quoted && count == 1 ? "\"" : "", count == 1 ? " " : "");
    text_finish(line);
    *line = completed;
    return count;
}
