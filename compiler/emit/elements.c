/* elements.c: steps of register tiles whose multiply-adds take an element of a vector for all lanes
 * (AArch64): pixels' values are loaded as they lie, several channels or pixels a vector, and nothing is
 * spread.
 *
 * An element has 32 bits: a float, two of bf16, four bytes. A pixel's elements in a block, one after another,
 * are the steps of it. */
#include "tile.h"

#include <assert.h>

enum { MOST_PIXELS = 32, VECTOR_BYTES = 16, ELEMENT_BYTES = 4 };

static bool dots_in(const ConvKernel *k) { return k->target->extensions[k->weights.number].dots; }

bool takes_elements(const ConvKernel *k) {
    if (!k->target->by_element || k->catalogue) return false;
    return k->sum.runs || k->sum.in_lanes == k->target->lanes;
}

/* ---- Where the tile's values are held ---- */

typedef struct {
    int pixel, bytes; /* loaded from that pixel on */
} Load;

typedef struct {
    int pixel_bytes; /* of a pixel's values */
    int count;       /* of vectors x0, x1, ... */
    Load loads[MOST_PIXELS];
    int vector[MOST_PIXELS], first[MOST_PIXELS]; /* a pixel's first element, and in which vector it is */
} Held;

/* Floats, or what becomes such: a block a vector. Else a block as it lies; of a run of taps an element. */
static int pixel_bytes(const ConvKernel *k) {
    if (!dots_in(k)) return VECTOR_BYTES;
    return k->sum.runs ? ELEMENT_BYTES : k->sum.in_lanes * number_types[k->x].unit;
}

/* Bytes from a pixel to its neighbour; 0 where they cannot be in one vector. */
static int pixel_distance(const ConvKernel *k) {
    int bytes = (int)k->plane.x_column.value * number_types[k->x].unit;
    return k->plane.x_column.name || bytes % ELEMENT_BYTES || bytes == 0 ? 0 : bytes;
}

/* Of so many pixels those that a load of so many bytes holds; 0 where it would read beyond the last one. */
static int pixels_in(int bytes, int pixel, int distance, int left) {
    int end = (left - 1) * distance + pixel, count = (bytes - pixel) / distance + 1;
    return bytes > end ? 0 : count < left ? count : left;
}

/* From pixel p on, of `left` in the row. Returns how many are in the vector. */
static int hold_some(Held *held, int p, int left, int distance) {
    int bytes = held->pixel_bytes, count = 1;
    for (int wide = VECTOR_BYTES; distance && wide > held->pixel_bytes && count == 1; wide /= 2) {
        int more = pixels_in(wide, held->pixel_bytes, distance, left);
        if (more > 1) bytes = wide, count = more;
    }
    for (int i = 0; i < count; i++) {
        held->vector[p + i] = held->count;
        held->first[p + i] = i * distance / ELEMENT_BYTES;
    }
    held->loads[held->count++] = (Load){ p, bytes };
    return count;
}

static Held hold_pixels(const ConvKernel *k, Size size) {
    Held held = { .pixel_bytes = pixel_bytes(k) };
    assert(size.rows * size.columns <= MOST_PIXELS);
    for (int row = 0; row < size.rows; row++)
        for (int column = 0; column < size.columns;)
            column += hold_some(&held, row * size.columns + column, size.columns - column, pixel_distance(k));
    return held;
}

/* "bytes_16(p + 32)" */
static const char *loaded(Out *out, const ConvKernel *k, Size size, const Load *load) {
    Arena *arena = out->text.arena;
    const char *at = arena_printf(arena, "p%s", pixel_offset(out, k, size, load->pixel));
    if (!dots_in(k)) return load_text(arena, k->x, at);
    return arena_printf(arena, "%s_%d(%s)", number_texts[k->weights.number].dots, load->bytes, at);
}

static const char *values_type(const ConvKernel *k) {
    return dots_in(k) ? number_texts[k->weights.number].both : "vec";
}

static void emit_values(Out *out, const ConvKernel *k, Size size, const Held *held) {
    Text text = { .arena = out->text.arena };
    for (int i = 0; i < held->count; i++)
        text_printf(&text, "%sx%d = %s", i ? ", " : "", i, loaded(out, k, size, &held->loads[i]));
    line(out, "const %s %s;", values_type(k), text.bytes);
}

/* ---- Steps: a vector of weights meets all pixels, then the next one, so that one register is enough for
 * them ---- */

static bool comes_in_halves(const ConvKernel *k) { return k->weights.number == NUMBER_BF16 && !dots_in(k); }

/* "even_halves(w + 8)": vector v of a step's weights. */
static const char *weights_text(Out *out, const ConvKernel *k, int step, int v) {
    Arena *arena = out->text.arena;
    const int halves = comes_in_halves(k) ? 2 : 1, index = step / halves * k->weights.vectors + v;
    const int at = index * k->target->lanes * k->sum.together;
    const char *from = at ? arena_printf(arena, "w + %d", at) : "w";
    if (comes_in_halves(k)) return arena_printf(arena, "%s_halves(%s)", step % 2 ? "odd" : "even", from);
    return dots_in(k) ? arena_printf(arena, "load_%s(%s)", number_texts[k->weights.number].dots, from)
                      : load_text(arena, k->weights.number, from);
}

/* "c2_0 = add_product_1(c2_0, x0, w0);" */
static const char *sum_text(Arena *arena, const ConvKernel *k, const Held *held, int p, int v, int step) {
    int x = held->vector[p], element = held->first[p] + step;
    const char *function =
        dots_in(k) ? arena_printf(arena, "dot_%s", number_texts[k->weights.number].dots) : "add_product";
    return arena_printf(arena, "c%d_%d = %s_%d(c%d_%d, x%d, w%d);", p, v, function, element, p, v, x, v);
}

enum { SUMS_A_LINE = 3 };

static void emit_vector(Out *out, const ConvKernel *k, const Held *held, int pixels, int v, int step) {
    Arena *arena = out->text.arena;
    block(out, "%s", "") {
        line(out, "const %s w%d = %s;", values_type(k), v, weights_text(out, k, step, v));
        for (int p = 0; p < pixels; p += SUMS_A_LINE) {
            Text sums = { .arena = arena };
            for (int i = p; i < p + SUMS_A_LINE && i < pixels; i++)
                text_printf(&sums, "%s%s", i > p ? " " : "", sum_text(arena, k, held, i, v, step));
            line(out, "%s", sums.bytes);
        }
    }
}

/* Where dots take what has been picked, it serves all vectors. */
static bool picks(const ConvKernel *k) {
    return number_types[k->weights.number].integers && k->target->idioms->pick_bytes;
}

static void emit_picked(Out *out, const ConvKernel *k, const Held *held, int pixels, int step) {
    Text weights = { .arena = out->text.arena };
    for (int v = 0; v < k->weights.vectors; v++)
        text_printf(&weights, "%sw%d = %s", v ? ", " : "", v, weights_text(out, k, step, v));
    line(out, "const %s %s;", values_type(k), weights.bytes);
    for (int p = 0; p < pixels; p++) block(out, "%s", "") {
            Text sums = { .arena = out->text.arena };
            for (int v = 0; v < k->weights.vectors; v++)
                text_printf(&sums, " c%d_%d = dot_bytes(c%d_%d, q, w%d);", p, v, p, v, v);
            line(out, "const Bytes q = pick_bytes_%d(x%d);%s", held->first[p] + step, held->vector[p],
                 sums.bytes);
        }
}

static void emit_elements(Out *out, const ConvKernel *k, Size size) {
    const Held held = hold_pixels(k, size);
    const int pixels = size.rows * size.columns, halves = comes_in_halves(k) ? 2 : 1;
    emit_values(out, k, size, &held);
    for (int step = 0; step < held.pixel_bytes / ELEMENT_BYTES; step += halves) {
        if (picks(k)) block(out, "%s", "") {
                emit_picked(out, k, &held, pixels, step);
            }
        for (int v = 0; v < k->weights.vectors && !picks(k); v++)
            for (int half = 0; half < halves; half++) emit_vector(out, k, &held, pixels, v, step + half);
    }
}

void emit_element_steps(Out *out, const ConvKernel *k, Size size) {
    const int channels = k->weights.vectors * k->target->lanes, together = k->sum.together;
    if (k->sum.runs) {
        block(out, "for (int l = 0; l < %d; l += %d, p += %d, w += %d)", k->sum.in_lanes, together, together,
              channels * together) {
            emit_elements(out, k, size);
        }
    } else {
        emit_elements(out, k, size);
        line(out, "w += %d;", channels * k->sum.in_lanes);
    }
}

/* ---- What they call ---- */

void emit_add_products(Out *out, const Target *target) {
    line(out, "/* c + w times one element of x, in all lanes. */");
    emit_element_dots(out, "UNUSED INLINE vec add_product_%d(vec c, vec x, vec w)",
                      target->idioms->add_product, target->lanes);
}

static const char *const loads[] = { [4] = "load_element(p)",
                                     [8] = "(ivec)(longs){ *(const unaligned_long *)p }",
                                     [16] = "*(const unaligned_ivec *)p" };

/* So many bytes as the first ones of a vector, whatever is behind them. */
static void emit_load(Out *out, const char *type, const char *name, const char *from, int bytes) {
    block(out, "UNUSED INLINE %s %s_%d(const %s *p)", type, name, bytes, from) {
        line(out, "return %s;", loads[bytes]);
    }
}

void emit_element_loads(Out *out, const Target *target, NumberKind weights) {
    const NumberText *text = &number_texts[weights];
    const NumberKind values = number_types[weights].integers ? target_bytes(target) : weights;
    const int least = target->lanes * number_types[values].unit;
    line(out, "typedef long long unaligned_long __attribute__((may_alias, aligned(1)));");
    line(out, "typedef long long longs __attribute__((vector_size(%d), may_alias));", VECTOR_BYTES);
    line(out, "typedef ivec unaligned_ivec __attribute__((may_alias, aligned(1)));");
    block(out, "UNUSED INLINE ivec load_element(const void *p)") { lines(out, target->idioms->load_element); }
    for (int bytes = least; bytes <= VECTOR_BYTES; bytes *= 2)
        emit_load(out, text->both, text->dots, type_of(values), bytes);
}

void emit_element_dots(Out *out, const char *head, const char *idiom, int elements) {
    for (int element = 0; element < elements; element++) block(out, head, element) {
            lines(out, arena_printf(out->text.arena, idiom, element, element, element, element));
        }
}
