/* svg.h: the few SVG elements that a diagram is made of. Coordinates are integers in the units of the
 * viewBox: no floats are printed, so no locale can change the bytes. */
#ifndef RESNETC_BASE_SVG_H
#define RESNETC_BASE_SVG_H

#include "text.h"

void svg_escaped(Text *text, const char *string); /* character data or an attribute's value */

/* `anchor` is "start", "middle" or "end"; `attributes` are more of them, each with a space before it, or "".
 */
void svg_text(Text *text, int x, int y, int font_size, const char *anchor, const char *attributes,
              const char *string);
int svg_text_width(const char *string, int font_size);           /* about, in a sans-serif font */
const char *svg_rotate(Arena *arena, int degrees, int x, int y); /* an attribute: rotated about (x, y) */
void svg_line(Text *text, int x1, int y1, int x2, int y2, const char *class);

const char *size_text(Arena *arena, size_t bytes); /* "640 KiB", "5.09 MiB" */

#endif
