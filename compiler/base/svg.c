/* svg.c: the few SVG elements that a diagram is made of. */
#include "svg.h"

#include <string.h>

static const char *entity(char c) {
    switch (c) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

void svg_escaped(Text *text, const char *string) {
    for (; *string; string++) {
        const char *name = entity(*string);
        text_append(text, name ? name : string, name ? strlen(name) : 1);
    }
}

void svg_text(Text *text, int x, int y, int font_size, const char *anchor, const char *attributes,
              const char *string) {
    text_printf(text, "<text x=\"%d\" y=\"%d\" font-size=\"%d\" text-anchor=\"%s\"%s>", x, y, font_size,
                anchor, attributes);
    svg_escaped(text, string);
    text_printf(text, "</text>\n");
}

/* A glyph is 0.6 of the font size wide, on average. */
int svg_text_width(const char *string, int font_size) { return (int)strlen(string) * font_size * 6 / 10; }

const char *svg_rotate(Arena *arena, int degrees, int x, int y) {
    return arena_printf(arena, " transform=\"rotate(%d %d %d)\"", degrees, x, y);
}

void svg_line(Text *text, int x1, int y1, int x2, int y2, const char *class) {
    text_printf(text, "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n", class, x1, y1, x2,
                y2);
}

/* Rounded to hundredths, in whole numbers. */
const char *size_text(Arena *arena, size_t bytes) {
    bool large = bytes >= 1u << 20;
    double unit = large ? 1u << 20 : 1u << 10;
    unsigned long hundredths = (unsigned long)((double)bytes / unit * 100 + 0.5);
    const char *name = bytes == 0 ? "" : large ? " MiB" : " KiB";
    if (hundredths % 100 == 0) return arena_printf(arena, "%lu%s", hundredths / 100, name);
    return arena_printf(arena, "%lu.%02lu%s", hundredths / 100, hundredths % 100, name);
}
