/* input_bytes.c: the caller's input as integers, a pixel's channels side by side (calibrate/quantized.h), and
 * the border around it. */
#include "parts.h"
#include "walk.h"

/* ---- The functions ---- */

static const char place_parameters[] = "*y, size_t images, size_t channels, size_t height, size_t width, "
                                       "size_t halo, size_t tail";

static void emit_strides(Out *out) {
    line(out, "const size_t row = (width + 2 * halo) * channels, size = (height + 2 * halo) * row + tail;");
    line(out, "y += halo * (row + channels);");
}

/* Threads share rows of images. */
static void open_rows(Out *out, NumberKind number, bool team) {
    if (team) line(out, "SHARED((int)height, (int)images, (int)height)");
    open_block(out, team ? "ITEMS(item, 0)" : "for (size_t n = 0; n < images; n++)");
    if (team) line(out, "const size_t n = (size_t)item;");
    open_block(out, team ? "for (size_t i = (size_t)share.tile; i < (size_t)share.end_tile; i++)"
                         : "for (size_t i = 0; i < height; i++)");
    line(out, "%s *to = y + n * size + i * row;", type_of(number));
}

static void close_rows(Out *out) {
    close_block(out);
    close_block(out);
}

/* NaN is less than nothing: it becomes the least. */
static void emit_pixels_of(Out *out, const Target *target) {
    line(out, "/* value * factor to the nearest integer, plus the offset, in 256ths; NaN as the least. */");
    block(out, "%s ivec pixels_of(vec value, float factor, int offset)",
          target->prelude == PRELUDE_PLAIN ? "static inline" : "INLINE") {
        line(out, "const vec scaled = value * factor, most = ZERO + 1073741824.0f, least = ZERO - most;");
        line(out, "const vec low = PICK(scaled < most, scaled, most);");
        line(out, "return (rounded(PICK(scaled > least, low, least)) + offset) >> 8;");
    }
    blank(out);
}

static void emit_row_of_floats(Out *out, NumberKind number, int lanes) {
    line(out, "const float *from = x + ((n * channels + c) * height + i) * width;");
    block(out, "for (size_t j = 0; j < width; j += %d)", lanes) {
        line(out, "const size_t count = width - j < %d ? width - j : %d;", lanes, lanes);
        line(out, "%s;", array_text(out->text.arena, number, "pixels", lanes));
        line(out, "vec v = ZERO;");
        line(out, "if (count == %d)", lanes);
        line(out, "    memcpy(&v, from + j, sizeof v);");
        line(out, "else");
        line(out, "    memcpy(&v, from + j, count * sizeof *from);");
        line(out, "store_u8(pixels, pixels_of(v, factors[c], offsets[c]));");
        line(out, "for (size_t l = 0; l < count; l++) to[(j + l) * channels + c] = pixels[l];");
    }
}

void emit_copy_input_bytes(Out *out, const Target *target, NumberKind number, bool team) {
    emit_pixels_of(out, target);
    line(out, "/* The user's planes as pixels, the channels of each side by side; they have a border, and "
              "behind each image a tail. */");
    block(out, "static void copy_input%s(%sconst float *x, %s %s, const float *factors, const int *offsets)",
          number_suffix(out->text.arena, number), team ? "Line *team, " : "", type_of(number),
          place_parameters) {
        emit_strides(out);
        open_rows(out, number, team);
        block(out, "for (size_t c = 0; c < channels; c++)") {
            emit_row_of_floats(out, number, target->lanes);
        }
        close_rows(out);
    }
    blank(out);
}

void emit_read_pixel_bytes(Out *out, NumberKind number, bool team) {
    const char *one = element_text(out->text.arena, number, "from[j]"),
               *other = element_text(out->text.arena, number, "from[j * channels + channels - 1 - c]");
    const bool as_they_are = number_types[number].unit == 1 && !number_types[number].flipped;
    line(out, "/* The user's pixels, [images][height][width][channels], as they are, but for a border. */");
    block(out, "static void read_pixels%s(%sconst unsigned char *x, %s %s, int bgr)",
          number_suffix(out->text.arena, number), team ? "Line *team, " : "", type_of(number),
          place_parameters) {
        emit_strides(out);
        open_rows(out, number, team);
        line(out, "const unsigned char *from = x + (n * height + i) * width * channels;");
        if (as_they_are)
            line(out, "if (!bgr) memcpy(to, from, width * channels);");
        else
            line(out, "for (size_t j = 0; !bgr && j < width * channels; j++) to[j] = %s;", one);
        line(out, "for (size_t j = 0; bgr && j < width; j++)");
        line(out, "    for (size_t c = 0; c < channels; c++)");
        line(out, "        to[j * channels + c] = %s;", other);
        close_rows(out);
    }
    blank(out);
}

static void emit_fill(Out *out, const char *type) {
    block(out, "static inline void fill_pixels(%s *to, size_t count, size_t channels, const %s *zeros)", type,
          type) {
        line(out,
             "for (size_t i = 0; i < count; i++) memcpy(to + i * channels, zeros, channels * sizeof *to);");
    }
}

void emit_border_of_pixels(Out *out, NumberKind number) {
    const char *type = type_of(number);
    emit_fill(out, type);
    line(out, "/* Fills the border with what stands for 0, a byte a channel, and the tail with zeros. */");
    block(out,
          "static void zero_border_of_pixels(%s *value, size_t images, size_t channels, "
          "size_t height, size_t width, size_t halo, size_t tail, const %s *zeros)",
          type, type) {
        line(out, "const size_t pixels = width + 2 * halo, row = pixels * channels;");
        block(out, "for (size_t n = 0; n < images; n++, value += (height + 2 * halo) * row + tail)") {
            line(out, "fill_pixels(value, halo * pixels + halo, channels, zeros);");
            line(out, "for (size_t i = halo + 1; i < halo + height; i++)");
            line(out, "    fill_pixels(value + i * row - halo * channels, 2 * halo, channels, zeros);");
            line(out, "fill_pixels(value + (halo + height) * row - halo * channels, halo * pixels + halo, "
                      "channels, zeros);");
            line(out, "memset(value + (height + 2 * halo) * row, 0, tail * sizeof *value);");
        }
    }
    blank(out);
}

/* ---- The calls ---- */

static const char *ints(Arena *arena, const int *values, int count) {
    Text text = { .arena = arena };
    for (int i = 0; i < count; i++) text_printf(&text, "%s%d", i ? ", " : "{ ", values[i]);
    text_printf(&text, " }");
    return text.bytes;
}

static void emit_numbers(Out *out, const Quantum *quantum, int channels) {
    Arena *arena = out->text.arena;
    double *factors = arena_array(arena, double, channels);
    for (int c = 0; c < channels; c++) factors[c] = quantum->factors[c];
    line(out, "static const float factors[] = %s;", float_constants(arena, factors, channels));
    line(out, "static const int offsets[] = %s;", ints(arena, quantum->offsets, channels));
}

void emit_input_bytes(Out *out, const Emission *e, int v) {
    Arena *arena = out->text.arena;
    const Plan *plan = e->plan;
    const Shape shape = plan->layers->layers[v].shape;
    const Layout *l = &plan->layouts[v];
    const bool pixels = takes_pixels(plan->spec);
    if (!pixels) emit_numbers(out, &plan->quantized->quanta[v], shape.channels);
    line(out, "%s%s(%sinput%s, %s, %d, %d, %d, %d, %d, %zu, %s);", pixels ? "read_pixels" : "copy_input",
         number_suffix(arena, l->number), e->workspace.team ? "LINES(memory), " : "",
         image_offset(arena, plan, shape_floats(shape)), value_name(arena, plan, v), l->run, shape.channels,
         shape.height, shape.width, l->halo, l->tail,
         !pixels                      ? "factors, offsets"
         : plan->spec->preprocess.bgr ? "1"
                                      : "0");
}

void emit_border_bytes(Out *out, const Emission *e, int v) {
    Arena *arena = out->text.arena;
    const Plan *plan = e->plan;
    const Shape shape = plan->layers->layers[v].shape;
    const Layout *l = &plan->layouts[v];
    int *zeros = arena_array(arena, int, shape.channels);
    for (int c = 0; c < shape.channels; c++)
        zeros[c] = plan->quantized->quanta[v].zeros[c] ^ number_types[l->number].flipped;
    line(out, "static const %s zeros[] = %s;", type_of(l->number), ints(arena, zeros, shape.channels));
    line(out, "%szero_border_of_pixels(%s, %d, %d, %d, %d, %d, %zu, zeros);", alone(e),
         value_name(arena, plan, v), l->run, shape.channels, shape.height, shape.width, l->halo, l->tail);
}
