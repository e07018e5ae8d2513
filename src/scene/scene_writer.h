/* The text of a scene file, value by value; private to the layer. */
#ifndef SCENE_WRITER_H
#define SCENE_WRITER_H

#include "scene/scene.h"

struct writer {
    struct text *out;
    const struct scene *scene;
    const void *standard; /* a group like the one that is written, with all defaults */
    int indent;           /* of the lines of the group that is written */
    bool in_line;         /* within a group that is on one line */
    bool begun;           /* something is written */
};

/* Numbers in their shortest form that reads back exactly. */
void write_number(struct writer *writer, double value);
void write_count(struct writer *writer, uint64_t value);
void write_switch(struct writer *writer, bool value);

/* In quotes. Newlines are written out, so that a text is a line of the file. */
void write_string(struct writer *writer, const char *string);

/* " NAME = " up to the value, or a new line with it; the value; then ";". */
void write_begin(struct writer *writer, const char *name, bool joined);
void write_end(struct writer *writer);

/* A new line, indented. */
void write_line(struct writer *writer);

#endif
