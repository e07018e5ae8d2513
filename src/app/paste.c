#include "app/paste.h"

#include <string.h>

static const char last_mark[] = "\033[201~";

void paste_open(struct paste *paste)
{
    text_clear(&paste->text);
    *paste = (struct paste){.text = paste->text};
}

static void keep(struct paste *paste, char byte)
{
    if (byte == '\0')
        return;
    if (paste->text.length >= PASTE_LIMIT)
        paste->cut = true;
    else
        text_add_bytes(&paste->text, &byte, 1);
}

bool paste_add(struct paste *paste, char byte)
{
    if (byte != last_mark[paste->matched]) { /* what looked like the mark was text */
        for (size_t i = 0; i < paste->matched; i++)
            keep(paste, last_mark[i]);
        paste->matched = 0;
    }
    if (byte == last_mark[paste->matched])
        paste->matched++;
    else
        keep(paste, byte);
    return paste->matched == strlen(last_mark);
}

void paste_finish(struct paste *paste)
{
    text_finish(&paste->text);
    *paste = (struct paste){0};
}
