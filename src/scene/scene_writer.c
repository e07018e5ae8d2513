#include "scene_writer.h"

#include "base/number.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Whole numbers of more than 32 bits are floats to libconfig, and so is -0. */
void write_number(struct writer *writer, double value)
{
    char buffer[NUMBER_SIZE];
    number_format(buffer, value);
    text_add(writer->out, buffer);
    const bool whole_form = !strpbrk(buffer, ".e");
    if (whole_form && (fabs(value) > INT32_MAX || (value == 0 && signbit(value))))
        text_add(writer->out, ".0");
}

void write_count(struct writer *writer, uint64_t value)
{
    text_printf(writer->out, "%" PRIu64 "%s", value, value > INT32_MAX ? "L" : "");
}

void write_switch(struct writer *writer, bool value)
{
    text_add(writer->out, value ? "true" : "false");
}

void write_string(struct writer *writer, const char *string)
{
    struct text *out = writer->out;
    text_add(out, "\"");
    for (; *string; string++) {
        if (*string == '"' || *string == '\\')
            text_printf(out, "\\%c", *string);
        else if (*string == '\n')
            text_add(out, "\\n");
        else if (*string == '\r')
            text_add(out, "\\r");
        else if (*string == '\t')
            text_add(out, "\\t");
        else
            text_add_bytes(out, string, 1);
    }
    text_add(out, "\"");
}

void write_line(struct writer *writer)
{
    text_printf(writer->out, "\n%*s", writer->indent, "");
}

void write_begin(struct writer *writer, const char *name, bool joined)
{
    if (writer->in_line || joined)
        text_add(writer->out, " ");
    else if (writer->begun)
        write_line(writer);
    writer->begun = true;
    text_printf(writer->out, "%s = ", name);
}

void write_end(struct writer *writer)
{
    text_add(writer->out, ";");
}
