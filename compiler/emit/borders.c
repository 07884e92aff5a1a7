/* borders.c: what knows of borders round values: the one that zeroes them, the one that leaves them out. */
#include "parts.h"

static void emit_fill_words(Out *out) {
    block(out, "static inline void fill_words(unsigned short *to, int value, size_t count)") {
        line(out, "for (size_t i = 0; i < count; i++) to[i] = (unsigned short)value;");
    }
}

void emit_zero_border(Out *out, NumberKind number) {
    const bool integers = number_types[number].integers;
    const char *type = type_of(number),
               *fill = integers ? element_text(out->text.arena, number, "zero") : "0";
    const bool words = integers && number_types[number].unit > 1; /* memset is of bytes */
    const char *set = words ? "fill_words" : "memset",
               *size = words ? "" : arena_printf(out->text.arena, " * sizeof(%s)", type);
    if (words) emit_fill_words(out);
    line(out,
         "/* Zeroes the border of blocks of height x width pixels, and the tail behind each image: memory "
         "that had another role before. The right border of a row and the left one of the next lie side by "
         "side. */");
    block(out,
          "static void zero_border%s(%s *value, size_t images, size_t blocks, size_t height, size_t width, "
          "size_t halo, size_t lanes, size_t tail%s)",
          number_suffix(out->text.arena, number), type, integers ? ", int zero" : "") {
        line(out, "const size_t row = (width + 2 * halo) * lanes, side = halo * lanes;");
        block(out, "for (size_t n = 0; n < images; n++, value += tail)") {
            block(out, "for (size_t b = 0; b < blocks; b++, value += (height + 2 * halo) * row)") {
                line(out, "%s(value, %s, (halo * row + side)%s);", set, fill, size);
                line(out, "for (size_t i = halo + 1; i < halo + height; i++)");
                line(out, "    %s(value + i * row - side, %s, 2 * side%s);", set, fill, size);
                line(out, "%s(value + (halo + height) * row - side, %s, (halo * row + side)%s);", set, fill,
                     size);
            }
            line(out, "memset(value, 0, tail * sizeof(%s));", type);
        }
    }
    blank(out);
}

void emit_to_nchw(Out *out, NumberKind number) {
    Arena *arena = out->text.arena;
    line(out, "/* A value in our layout, [images][blocks][halo + height + halo][halo + width + halo][lanes] "
              "with a tail behind each image, as NCHW. */");
    block(out,
          "static void to_nchw%s(const %s *x, float *y, size_t images, size_t channels, size_t height, "
          "size_t width, size_t halo, size_t lanes, size_t tail%s)",
          number_suffix(arena, number), type_of(number),
          number_types[number].integers ? ", float scale, int zero" : "") {
        line(out, "const size_t row = (width + 2 * halo) * lanes, plane = (height + 2 * halo) * row;");
        line(out, "const size_t image = (channels + lanes - 1) / lanes * plane + tail;");
        line(out, "x += halo * (row + lanes);");
        line(out, "for (size_t n = 0; n < images; n++)");
        line(out, "    for (size_t c = 0; c < channels; c++)");
        line(out, "        for (size_t i = 0; i < height; i++)");
        line(out, "            for (size_t j = 0; j < width; j++)");
        const char *element =
            single_text(arena, number, "x[n * image + c / lanes * plane + i * row + j * lanes + c % lanes]");
        line(out,
             number_types[number].integers ? "                *y++ = (float)(%s - zero) * scale;"
                                           : "                *y++ = %s;",
             element);
    }
    blank(out);
}
