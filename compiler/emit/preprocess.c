/* preprocess.c: --emit-preprocess: C that makes a network's input of a decoded picture: resized, cropped,
 * normalised, byte for byte as runtime/media does it. Only what the crop shows is computed. */
#include "emit.h"

typedef struct {
    const Spec *spec;
    bool pixels;       /* the input is pixels */
    bool cubic;        /* the filter is; some weights are negative then */
    bool padded;       /* the crop may be larger than the resized picture: black surrounds it then */
    const char *input; /* its type */
} Preparation;

static Preparation preparation_of(const Spec *spec) {
    const bool pixels = takes_pixels(spec);
    const int resize = spec->preprocess.resize;
    return (Preparation){ .spec = spec,
                          .pixels = pixels,
                          .cubic = spec->preprocess.filter == FILTER_BICUBIC,
                          .padded = resize < spec->height || resize < spec->width,
                          .input = pixels ? "unsigned char" : "float" };
}

/* ---- The sides of a picture ---- */

static void emit_sizes(Out *out, const Preparation *p) {
    const Spec *s = p->spec;
    line(out, "enum { CHANNELS = %d, HEIGHT = %d, WIDTH = %d, ROW = WIDTH * CHANNELS };", s->channels,
         s->height, s->width);
    line(out, "enum { RESIZE = %d }; /* the short side */", s->preprocess.resize);
    line(out, "enum { MOST_PIXELS = 1 << 28 }; /* of a picture, and of a resized one */");
    line(out, "enum { REACH = %d }; /* of the filter, in pixels */", p->cubic ? 2 : 1);
    line(out, "enum { BITS = 22 }; /* of a weight, behind the point */");
    blank(out);
}

static void emit_side(Out *out, const Preparation *p) {
    line(out,
         "/* One side of a picture: %s of the resized one are shown from `start` on. Of these, pixel i has "
         "its "
         "middle at (i + 1/2) * scale of the picture's own. */",
         p->padded ? "`count` pixels" : "the crop's pixels");
    open_block(out, "typedef struct");
    line(out, "int size, start;");
    if (p->padded) line(out, "int count, before; /* before: black pixels of the crop */");
    line(out, "double scale, stretch; /* stretch: of the filter, where pixels become fewer */");
    line(out, "int most; /* pixels that one becomes of, at the most */");
    close_type(out, "Side");
    blank(out);
    line(out, "/* The crop is in the middle; half a pixel goes to the even side. */");
    block(out, "static Side side_of(int size, int resized, int crop)") {
        line(out, "const int spare = resized - crop;");
        line(out, "Side s;");
        line(out, "s.size = size;");
        line(out, "s.start = %sspare / 2 + (spare %% 2 && spare / 2 %% 2);",
             p->padded ? "spare < 0 ? 0 : " : "");
        if (p->padded) line(out, "s.count = spare < 0 ? resized : crop;");
        if (p->padded) line(out, "s.before = spare < 0 ? -spare / 2 : 0;");
        line(out, "s.scale = (double)size / resized;");
        line(out, "s.stretch = s.scale < 1.0 ? 1.0 : s.scale;");
        line(out, "s.most = (int)(2 * REACH * s.stretch) + 2;");
        line(out, "return s;");
    }
    blank(out);
}

static void emit_sides(Out *out) {
    line(out, "/* The short side becomes RESIZE pixels, the other one keeps the proportion, rounded down. 0 "
              "where there "
              "are too few pixels, or too many. */");
    block(out, "static int sides_of(int width, int height, Side *across, Side *down)") {
        line(out, "const int upright = width <= height, near = upright ? width : height, far = upright ? "
                  "height : width;");
        line(out, "if (near < 1 || far > MOST_PIXELS / near) return 0;");
        line(out, "const long long length = (long long)RESIZE * far / near;");
        line(out, "if (length > MOST_PIXELS / RESIZE) return 0;");
        line(out, "*across = side_of(width, upright ? RESIZE : (int)length, WIDTH);");
        line(out, "*down = side_of(height, upright ? (int)length : RESIZE, HEIGHT);");
        line(out, "return 1;");
    }
    blank(out);
}

/* ---- Weights ---- */

static void emit_reach(Out *out) {
    block(out, "static int clamp(double at, int most)") {
        line(out, "return at < 0 ? 0 : at > most ? most : (int)at;");
    }
    blank(out);
    line(out,
         "/* The picture's pixels that pixel i becomes of: from the first one to the one before the end. */");
    static const char *const ends[][2] = { { "first", "-" }, { "end", "+" } };
    for (int i = 0; i < COUNT_OF(ends); i++) {
        block(out, "static int %s_of(const Side *s, int i)", ends[i][0]) {
            line(out, "return clamp((i + 0.5) * s->scale %s REACH * s->stretch + 0.5, s->size);", ends[i][1]);
        }
        blank(out);
    }
}

static void emit_filter(Out *out, const Preparation *p) {
    line(out, p->cubic ? "/* Keys' cubic convolution with a = -1/2, at a distance x. */"
                       : "/* A triangle, at a distance x. */");
    block(out, "static double filter(double x)") {
        if (p->cubic) {
            line(out, "if (x < 1.0) return (1.5 * x - 2.5) * x * x + 1.0;");
            line(out, "if (x < 2.0) return (((x - 5.0) * x + 8.0) * x - 4.0) * -0.5;");
            line(out, "return 0.0;");
        } else {
            line(out, "return x < 1.0 ? 1.0 - x : 0.0;");
        }
    }
    blank(out);
    block(out, "static double weight_of(const Side *s, int i, int pixel)") {
        line(out, "const double x = (pixel - (i + 0.5) * s->scale + 0.5) * (1.0 / s->stretch);");
        line(out, "return filter(x < 0 ? -x : x);");
    }
    blank(out);
}

static void emit_weigh(Out *out, const Preparation *p) {
    line(out, "/* The weights of these pixels: their sum is 1 << BITS, but for rounding. */");
    block(out, "static void weigh(const Side *s, int i, int *weights)") {
        line(out, "const int first = first_of(s, i), end = end_of(s, i);");
        line(out, "double sum = 0;");
        line(out, "for (int pixel = first; pixel < end; pixel++) sum += weight_of(s, i, pixel);");
        block(out, "for (int pixel = first; pixel < end; pixel++)") {
            line(out, "const double weight = weight_of(s, i, pixel) / sum;");
            line(out, "*weights++ = (int)(weight * (1 << BITS) + %s);",
                 p->cubic ? "(weight < 0 ? -0.5 : 0.5)" : "0.5");
        }
    }
    blank(out);
}

/* ---- Rows ---- */

static void emit_resize_row(Out *out, const Preparation *p) {
    block(out, "static unsigned char to_byte(int sum)") {
        line(out, "sum >>= BITS;");
        line(out, "return (unsigned char)(sum < 0 ? 0 : sum > 255 ? 255 : sum);");
    }
    blank(out);
    line(out, "/* A row of the picture, as wide as the crop. */");
    block(out, "static void resize_row(const Side *s, const int *weights, const unsigned char *from, "
               "unsigned char *to)") {
        block(out, "for (int x = 0; x < %s; x++, weights += s->most)", p->padded ? "s->count" : "WIDTH") {
            line(out,
                 "const int first = first_of(s, s->start + x), count = end_of(s, s->start + x) - first;");
            block(out, "for (int c = 0; c < CHANNELS; c++)") {
                line(out, "const unsigned char *pixel = from + (size_t)first * CHANNELS + c;");
                line(out, "int sum = 1 << (BITS - 1);");
                line(out, "for (int i = 0; i < count; i++, pixel += CHANNELS) sum += weights[i] * *pixel;");
                line(out, "*to++ = to_byte(sum);");
            }
        }
    }
    blank(out);
}

static void emit_mix_rows(Out *out, const Preparation *p) {
    line(out, "/* A row of the crop: the sum of `count` such rows. */");
    block(
        out,
        "static void mix_rows(const unsigned char *rows, const int *weights, int count, %sunsigned char *to)",
        p->padded ? "int bytes, " : "") {
        block(out, "for (int i = 0; i < %s; i++)", p->padded ? "bytes" : "ROW") {
            line(out, "int sum = 1 << (BITS - 1);");
            line(out,
                 "for (int y = 0; y < count; y++) sum += weights[y] * rows[(size_t)y * ROW + (size_t)i];");
            line(out, "to[i] = to_byte(sum);");
        }
    }
    blank(out);
}

static void emit_normalise(Out *out, const Preparation *p) {
    const Preprocess *preprocess = &p->spec->preprocess;
    Arena *arena = out->text.arena;
    line(out, "/* A row of the crop into the planes of the input%s. */",
         preprocess->bgr ? ", of which the first is blue" : "");
    block(out, "static void normalise(const unsigned char *row, float *input)") {
        line(out, "static const float mean[] = %s;",
             float_constants(arena, preprocess->mean, p->spec->channels));
        line(out, "static const float std[] = %s;",
             float_constants(arena, preprocess->std, p->spec->channels));
        line(out, "for (int c = 0; c < CHANNELS; c++, input += (size_t)HEIGHT * WIDTH)");
        line(out, "    for (int x = 0; x < WIDTH; x++)");
        line(out,
             "        input[x] = ((float)row[x * CHANNELS + %s] / 255.0f - "
             "mean[c]) / std[c];",
             preprocess->bgr ? "CHANNELS - 1 - c" : "c");
    }
    blank(out);
}

/* ---- The functions that are called ---- */

/* first, end: rows of the picture that the crop needs. */
static void emit_band(Out *out, const Preparation *p) {
    line(out, "const int first = first_of(&down, down.start), end = end_of(&down, down.start + %s - 1);",
         p->padded ? "down.count" : "HEIGHT");
}

static void emit_room(Out *out) {
    line(out, "/* Weights of a row's pixels; then of one row after another. */");
    block(out, "static size_t weights_in(const Side *across, const Side *down)") {
        line(out, "const size_t most = (size_t)WIDTH * (size_t)across->most;");
        line(out, "return most > (size_t)down->most ? most : (size_t)down->most;");
    }
    blank(out);
}

static void emit_bytes(Out *out, const Preparation *p) {
    block(out, "size_t %s_preprocess_bytes(int width, int height)", p->spec->name) {
        line(out, "Side across, down;");
        line(out, "if (!sides_of(width, height, &across, &down)) return 0;");
        emit_band(out, p);
        line(out, "return weights_in(&across, &down) * sizeof(int) + (size_t)(end - first%s) * ROW;",
             p->pixels ? "" : " + 1");
    }
    blank(out);
}

static const char *parameters(Arena *arena, const Preparation *p) {
    return arena_printf(
        arena,
        "const unsigned char *pixels, int width, int height, size_t stride, void *workspace, %s *input",
        p->input);
}

/* Row y of the crop. */
static void emit_crop_row(Out *out, const Preparation *p) {
    const char *to = p->padded ? "row + across.before * CHANNELS" : "row";
    if (p->pixels) line(out, "unsigned char *row = input + (size_t)y * ROW;");
    if (p->padded) {
        line(out, "const int i = y - down.before; /* of those that are not black */");
        line(out, "memset(row, 0, ROW);");
        open_block(out, "if (i >= 0 && i < down.count)");
        line(out, "const int from = first_of(&down, down.start + i), count = end_of(&down, down.start + i) - "
                  "from;");
        line(out, "weigh(&down, down.start + i, weights);");
    } else {
        line(out, "const int from = first_of(&down, down.start + y), count = end_of(&down, down.start + y) - "
                  "from;");
        line(out, "weigh(&down, down.start + y, weights);");
    }
    line(out, "mix_rows(rows + (size_t)(from - first) * ROW, weights, count, %s%s);",
         p->padded ? "across.count * CHANNELS, " : "", to);
    if (p->padded) close_block(out);
    if (!p->pixels) line(out, "normalise(row, input + (size_t)y * WIDTH);");
}

static void emit_preprocess(Out *out, const Preparation *p) {
    block(out, "int %s_preprocess(%s)", p->spec->name, parameters(out->text.arena, p)) {
        line(out, "Side across, down;");
        line(out, "if (!sides_of(width, height, &across, &down)) return 0;");
        emit_band(out, p);
        line(out, "int *weights = (int *)workspace;");
        line(out, "unsigned char *rows = (unsigned char *)(weights + weights_in(&across, &down));");
        if (!p->pixels) line(out, "unsigned char *row = rows + (size_t)(end - first) * ROW;");
        line(out, "for (int x = 0; x < %s; x++)", p->padded ? "across.count" : "WIDTH");
        line(out, "    weigh(&across, across.start + x, weights + (size_t)x * (size_t)across.most);");
        line(out, "for (int y = first; y < end; y++)");
        line(out, "    resize_row(&across, weights, pixels + (size_t)y * stride, rows + (size_t)(y - first) "
                  "* ROW);");
        block(out, "for (int y = 0; y < HEIGHT; y++)") { emit_crop_row(out, p); }
        line(out, "return 1;");
    }
}

/* ---- The two files ---- */

/* Fused, products and sums would round otherwise. */
static void emit_contraction(Out *out) {
    label_line(out, "#ifdef __clang__ /* multiply-adds are not fused: the bytes are the same everywhere */");
    label_line(out, "#pragma STDC FP_CONTRACT OFF");
    label_line(out, "#elif defined __GNUC__");
    label_line(out, "#pragma GCC optimize(\"fp-contract=off\")");
    label_line(out, "#endif");
    blank(out);
}

static void emit_about(Out *out, const Preparation *p) {
    const Preprocess *preprocess = &p->spec->preprocess;
    line(out, "/* %s_preprocess: from a decoded picture to the input of %s, made by resnetc %s.",
         p->spec->name, p->spec->name, RESNETC_VERSION);
    line(out, " *");
    line(out, " * The short side becomes %d pixels, %s and antialiased; of that the middle %dx%d%s.",
         preprocess->resize, filter_names[preprocess->filter], p->spec->height, p->spec->width,
         p->pixels ? "" : ", as (pixel / 255 - mean) / std");
    line(out, " */");
}

const char *emit_preprocess_c(Arena *arena, const Spec *spec, const char *header_file) {
    Out out = { .text = { .arena = arena } };
    const Preparation p = preparation_of(spec);
    emit_about(&out, &p);
    label_line(&out, "#include \"%s\"", header_file);
    if (p.padded) blank(&out);
    if (p.padded) label_line(&out, "#include <string.h>");
    blank(&out);
    emit_contraction(&out);
    emit_sizes(&out, &p);
    emit_side(&out, &p);
    emit_sides(&out);
    emit_reach(&out);
    emit_filter(&out, &p);
    emit_weigh(&out, &p);
    emit_resize_row(&out, &p);
    emit_mix_rows(&out, &p);
    if (!p.pixels) emit_normalise(&out, &p);
    emit_room(&out);
    emit_bytes(&out, &p);
    emit_preprocess(&out, &p);
    return out.text.bytes;
}

static void emit_declarations(Out *out, const Preparation *p) {
    const Spec *s = p->spec;
    line(out, "/* Bytes of workspace that a picture of this size takes. 0: it has no pixels, or it or what "
              "it is resized "
              "to has more than 2^28. */");
    line(out, "size_t %s_preprocess_bytes(int width, int height);", s->name);
    blank(out);
    line(out,
         "/* pixels: %s, rows `stride` bytes apart, the upper one first; workspace: so many bytes, aligned "
         "as an int; "
         "input: one image of %s_run's, %s. Allocates nothing. Returns 1; 0 where bytes() is 0. */",
         s->channels == 3   ? "red, green, blue, a byte each"
         : s->channels == 1 ? "grey, a byte each"
                            : arena_printf(out->text.arena, "%d channels, a byte each", s->channels),
         s->name,
         p->pixels ? arena_printf(out->text.arena, "[%d][%d][%d] bytes", s->height, s->width, s->channels)
                   : arena_printf(out->text.arena, "[%d][%d][%d] floats", s->channels, s->height, s->width));
    line(out, "int %s_preprocess(%s);", s->name, parameters(out->text.arena, p));
}

const char *emit_preprocess_header(Arena *arena, const Spec *spec) {
    Out out = { .text = { .arena = arena } };
    const Preparation p = preparation_of(spec);
    const char *macro = upper_case(arena, spec->name);
    emit_about(&out, &p);
    label_line(&out, "#ifndef %s_PREPROCESS_H", macro);
    label_line(&out, "#define %s_PREPROCESS_H", macro);
    blank(&out);
    label_line(&out, "#include <stddef.h>");
    blank(&out);
    label_line(&out, "#ifdef __cplusplus");
    label_line(&out, "extern \"C\" {");
    label_line(&out, "#endif");
    blank(&out);
    emit_declarations(&out, &p);
    blank(&out);
    label_line(&out, "#ifdef __cplusplus");
    label_line(&out, "}");
    label_line(&out, "#endif");
    blank(&out);
    label_line(&out, "#endif");
    return out.text.bytes;
}
