#include "app/paste.h"

#include "base/clock.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define READS 10000 /* at once, so that an endless text holds nobody up */

static const char last_mark[] = "\033[201~";

void paste_open(struct paste *paste)
{
    text_clear(&paste->text);
    *paste = (struct paste){.open = true, .text = paste->text, .heard = clock_now()};
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

static void add(struct paste *paste, char byte)
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
}

bool paste_read(struct paste *paste, int file)
{
    const size_t whole = strlen(last_mark);
    int waiting;
    for (int i = 0; i < READS && paste->matched < whole; i++) {
        if (ioctl(file, FIONREAD, &waiting) != 0 || waiting == 0)
            break;
        /* What the mark still lacks, at most: what lies behind it are keys, for curses. */
        char bytes[sizeof last_mark];
        const ssize_t count = read(file, bytes, whole - paste->matched);
        for (ssize_t at = 0; at < count; at++)
            add(paste, bytes[at]);
        paste->heard = clock_now();
    }
    paste->open = paste->matched < whole && clock_now() - paste->heard < PASTE_PATIENCE;
    return !paste->open;
}

void paste_finish(struct paste *paste)
{
    text_finish(&paste->text);
    *paste = (struct paste){0};
}
