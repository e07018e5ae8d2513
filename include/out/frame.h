/* A canvas as lines of plain text. */
#ifndef OUT_FRAME_H
#define OUT_FRAME_H

#include "base/text.h"
#include "draw/canvas.h"

/* UTF-8, a line a row, without spaces at the end. Colours and weights are lost. */
void frame_text(const struct canvas *canvas, struct text *out);

#endif
