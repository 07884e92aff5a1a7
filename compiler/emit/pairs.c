/* pairs.c: what tiles do that multiply in pairs (Winograd, "A new algorithm for inner product", 1968):
 *
 *     x0 w0 + x1 w1 = (x0 + w1) (x1 + w0) - x0 x1 - w0 w1
 *
 * is one multiplication for two, and two additions more. Cores whose adders stand beside their multipliers
 * (Zen 5: two and two) are faster by it where half of the channels go in pairs, so that both have work: by
 * 1.24, of 1.33 that the multipliers would allow. x0 x1 is the same for all output channels, w0 w1 for all
 * pixels. Every other pair is taken off instead, -(x0 - w1) (x1 - w0) = x0 w0 + x1 w1 - x0 x1 - w0 w1, so
 * that these sums stay small. Values and weights are floats (suits_pairs). */
#include "tile.h"

/* Channels `index` and index + 1: c += (w' + x) (w + x'), or with minus thrice. */
static void emit_pair(Out *out, const ConvKernel *k, Size size, int index, char sign) {
    line(out, "const vec %s;", load_weights(out, k, "w", index));
    line(out, "const vec %s;", load_weights(out, k, "v", index + 1));
    for (int p = 0; p < size.rows * size.columns; p++) {
        const char *x0 = value_text(out, k, size, p, index, number(1));
        const char *x1 = value_text(out, k, size, p, index + 1, number(1));
        Text sums = { .arena = out->text.arena };
        for (int v = 0; v < k->weights.vectors; v++)
            text_printf(&sums, "%sc%d_%d %c= (v%d %c %s) * (w%d %c %s);", v ? " " : "", p, v, sign, v, sign,
                        x0, v, sign, x1);
        line(out, "%s", sums.bytes);
    }
}

void emit_pair_steps(Out *out, const ConvKernel *k, Size size) {
    int half = PAIR_PERIOD / 2;
    block(out, "for (int l = 0; l < %d; l += %d, p += %d, w += %d)", k->sum.in_lanes, PAIR_PERIOD,
          PAIR_PERIOD, PAIR_PERIOD * k->weights.vectors * k->target->lanes) {
        for (int i = 0; i < PAIR_PERIOD; i += half) {
            block(out, "%s", "") { emit_pair(out, k, size, i, i ? '-' : '+'); }
            for (int j = i + 2; j < i + half; j++) block(out, "%s", "") {
                    emit_step(out, k, size, j, number(1));
                }
        }
    }
}

/* ---- What the pixels' own values multiply to ---- */

enum { SQUARES = 4 }; /* sums of squares under way, against their latency */

static int squares(Size size) {
    return size.rows * size.columns < SQUARES ? size.rows * size.columns : SQUARES;
}

/* "t0 = ZERO, t1 = ZERO" */
static const char *zeros_text(Arena *arena, const char *variable, int count) {
    Text text = { .arena = arena };
    text_printf(&text, "%s0 = ZERO", variable);
    for (int i = 1; i < count; i++) text_printf(&text, ", %s%d = ZERO", variable, i);
    return text.bytes;
}

/* "q0 + q1 + q2" */
static const char *terms_sum(Arena *arena, const char *variable, int count) {
    Text text = { .arena = arena };
    for (int i = 0; i < count; i++) text_printf(&text, "%s%s%d", i ? " + " : "", variable, i);
    return text.bytes;
}

static void emit_block_products(Out *out, const ConvKernel *k, Size size) {
    for (int p = 0; p < size.rows * size.columns; p++)
        line(out, "ADD_OWN(t%d, q%d, p%s);", p, p % squares(size), pixel_offset(out, k, size, p));
}

/* In lane 8 i of t is the sum of the pixel's x0 x1, in lane 8 i + 4 that of its x4 x5. */
static const char *lanes_text(Arena *arena, const ConvKernel *k, int pixel) {
    Text text = { .arena = arena };
    for (int lane = 0; lane < k->sum.in_lanes; lane += PAIR_PERIOD / 2)
        text_printf(&text, "%st%d[%d]", !lane ? "" : lane % PAIR_PERIOD ? " - " : " + ", pixel, lane);
    return text.bytes;
}

static void emit_flag(Out *out, const ConvKernel *k, Size size) {
    Arena *arena = out->text.arena;
    Extent channels = product(out, number((size_t)k->sum.in_lanes), k->sum.in_blocks);
    channels = product(out, channels, product(out, k->sum.kernel, k->sum.kernel));
    channels = product(out, channels, number((size_t)(size.rows * size.columns)));
    line(out, "const float square = total(%s) / (float)(%s);", terms_sum(arena, "q", squares(size)),
         extent_text(out, channels));
    line(out, "s[%d] = square >= limits[0] && square <= limits[1];", PAIR_FLAG);
}

static void emit_sums_body(Out *out, const ConvKernel *k, Size size) {
    int pixels = size.rows * size.columns;
    line(out, "vec %s;", zeros_text(out->text.arena, "t", pixels));
    line(out, "vec %s;", zeros_text(out->text.arena, "q", squares(size)));
    open_reduction(out, k, false);
    emit_block_products(out, k, size);
    close_reduction(out, k);
    for (int p = 0; p < pixels; p++) line(out, "s[%d] = %s;", p, lanes_text(out->text.arena, k, p));
    emit_flag(out, k, size);
}

TileFunction emit_pair_sums(Out *out, const ConvKernel *k, Size size) {
    Arena *arena = out->text.arena;
    const ConvKernel shared = with_shared_sizes(out, k);
    const char *about = arena_printf(arena,
                                     "/* What multiplying in pairs adds to the sums of each of %d x %d "
                                     "pixels; and whether their mean square is "
                                     "within the limits between which pairs are accurate. */",
                                     size.rows, size.columns);
    Out body = new_body(out);
    emit_sums_body(&body, &shared, size);
    return share_function_of(out, k, about, arena_printf(arena, "sums_%dx%d", size.rows, size.columns),
                             "const float *x, const float *limits, float *s", &body);
}

void emit_catalogue_sums(Out *out, const char *name, const ConvKernel *k, int columns) {
    block(out, "static void %s(const Conv *k, const float *x, const float *limits, float *s)", name) {
        emit_sums_body(out, k, (Size){ 1, columns });
    }
    blank(out);
}

/* ---- Where pairs are not accurate ---- */

/* One pixel and one vector of channels; four sums, against the latency of adding to one. */
static void emit_one(Out *out, const Target *target) {
    block(out, "static vec one_sum(const Conv *k, const float *x, const float *w)") {
        line(out, "vec c0 = ZERO, c1 = ZERO, c2 = ZERO, c3 = ZERO;");
        line(out, "for (long b = 0; b < k->in_blocks; b++)");
        line(out, "    for (long i = 0; i < k->kernel; i++)");
        block(out, "        for (long j = 0; j < k->kernel; j++)") {
            line(out, "const float *p = x + b * k->x_block + i * k->tap_row + j * k->tap_column;");
            block(out, "for (int l = 0; l < %d; l += 4, p += 4, w += 4 * k->channels)", target->lanes) {
                for (int i = 0; i < 4; i++) {
                    const Term step = { { "k->channels", 0 }, (size_t)i };
                    line(out, "c%d += LOAD(w%s) * p[%d];", i, offset_text(out, 1, &step), i);
                }
            }
        }
        line(out, "return (c0 + c1) + (c2 + c3);");
    }
    blank(out);
}

static void emit_one_by_one(Out *out, const Target *target, ActivationSet activations) {
    line(
        out,
        "/* A tile of a convolution that multiplies in pairs, but not so: for values that are much larger or "
        "smaller than its weights are scaled for. Slower. */");
    block(out, "NOINLINE static void one_by_one(const Conv *k, int rows, int columns, const float *x, const "
               "float *w, "
               "const float *bias, const float *r, float *y)") {
        line(out, "for (int row = 0; row < rows; row++)");
        line(out, "    for (int column = 0; column < columns; column++)");
        block(out, "        for (long c = 0; c < k->channels; c += %d)", target->lanes) {
            line(out,
                 "const long at = c / %d * k->y_block + row * k->y_row + column * "
                 "k->y_column;",
                 target->lanes);
            line(out, "const vec scale = LOAD(bias + 2 * k->all_channels + c);");
            line(out, "vec sum = one_sum(k, x + row * k->x_row + column * k->x_column, w + c) * "
                      "scale + "
                      "LOAD(bias + c);");
            line(out, "STORE(y + at, %s);",
                 ended_sum(out, activations, NUMBER_F32, "r + at", "bias + k->slopes + c"));
        }
    }
    blank(out);
}

void emit_pair_helpers(Out *out, const Target *target, ActivationSet activations) {
    Text lanes = { .arena = out->text.arena };
    for (int lane = 0; lane < target->lanes; lane++) text_printf(&lanes, ", %d", lane ^ 1);
    line(out, "#define SWAP(v) __builtin_shufflevector(v, v%s)", lanes.bytes);
    line(out, "/* A pixel's values times their neighbours, and times themselves. */");
    line(out, "#define ADD_OWN(products, squares, p) \\");
    line(out, "    { const vec v = LOAD(p); products += v * SWAP(v); squares += v * v; }");
    blank(out);
    block(out, "static inline float total(vec v)") {
        line(out, "float sum = 0;");
        line(out, "for (int l = 0; l < %d; l++) sum += v[l];", target->lanes);
        line(out, "return sum;");
    }
    blank(out);
    emit_one(out, target);
    emit_one_by_one(out, target, activations);
}
