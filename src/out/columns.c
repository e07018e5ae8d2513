#include "out/columns.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define CELL_SIZE 512

void columns_add(struct columns *columns, const char *cell)
{
    columns->cells = mem_resize(columns->cells, columns->cell_count + 1, sizeof *columns->cells);
    struct text clean = {0};
    text_add_clean(&clean, cell);
    columns->cells[columns->cell_count++] = clean.data ? clean.data : mem_string("");
}

void columns_printf(struct columns *columns, const char *format, ...)
{
    char cell[CELL_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(cell, sizeof cell, format, arguments);
    va_end(arguments);
    columns_add(columns, cell);
}

/* The width of a column; 0 if there is nothing to show. */
static int column_width(const struct columns *columns, size_t column)
{
    int widest = 0;
    bool filled = false;
    for (size_t i = column; i < columns->cell_count; i += columns->count) {
        const int width = text_columns(columns->cells[i]);
        filled |= width > 0 && (!columns->headed || i >= columns->count);
        if (width > widest)
            widest = width;
    }
    return filled ? widest : 0;
}

static void trim_spaces(struct text *out)
{
    while (out->length > 0 && out->data[out->length - 1] == ' ')
        out->data[--out->length] = '\0';
}

void columns_write(const struct columns *columns, const char *indent, struct text *out)
{
    int *widths = mem_alloc(columns->count, sizeof *widths);
    for (size_t c = 0; c < columns->count; c++)
        widths[c] = column_width(columns, c);
    for (size_t row = 0; row < columns->cell_count; row += columns->count) {
        const char *gap = indent;
        for (size_t c = 0; c < columns->count; c++) {
            if (widths[c] == 0)
                continue;
            const char *cell = columns->cells[row + c];
            const int padding = widths[c] - text_columns(cell);
            const bool right = columns->right & 1u << c;
            text_printf(out, "%s%*s%s%*s", gap, right ? padding : 0, "", cell, right ? 0 : padding,
                        "");
            gap = "  ";
        }
        trim_spaces(out);
        text_add(out, "\n");
    }
    free(widths);
}

void columns_finish(struct columns *columns)
{
    for (size_t i = 0; i < columns->cell_count; i++)
        free(columns->cells[i]);
    free(columns->cells);
    *columns = (struct columns){0};
}
