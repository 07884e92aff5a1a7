/* group_norm.c: (x - mean) / sqrt(variance + eps) * gamma + beta, mean and variance those of a group of
 * channels of an image (Wu, He 2018).
 *
 * A span of blocks, in which groups and blocks end together, is read once for the sums of x and x^2 of each
 * channel, and then, while it is in the cache, once more to be written. Sums are about the mean of the
 * channel's first row: so little is lost where a mean is far larger than the deviation, and nothing where all
 * numbers are one. */
#include "pointwise.h"

#include <string.h>

void emit_group_scales(Out *out) {
    line(
        out,
        "/* Group norm. Of each channel: where its sums of x and x^2 are taken about, and these sums over so "
        "many pixels, become what is done with x, (x - centre) * scale + shift. w, bias: [channels]; "
        "padded: with those that fill the last block. */");
    block(out, "static void group_scales(float *centres, float *scales, float *shifts, const float *w, const "
               "float *bias, int padded, int channels, int group, double pixels, double eps)") {
        line(out, "const double share = 1 / pixels;");
        block(out, "for (int first = 0; first < channels; first += group)") {
            line(out, "double mean = 0, variance = 0;");
            line(out, "for (int c = first; c < first + group; c++)");
            line(out, "    mean += centres[c] + scales[c] * share;");
            line(out, "mean /= group;");
            block(out, "for (int c = first; c < first + group; c++)") {
                line(out, "const double off = scales[c] * share, distance = centres[c] + off - mean;");
                line(out, "variance += shifts[c] * share - off * off + distance * distance;");
            }
            line(out, "const double factor = 1 / sqrt((variance < 0 ? 0 : variance / group) + eps);");
            block(out, "for (int c = first; c < first + group; c++)") {
                line(out, "const double scale = w[c] * factor;");
                line(out, "centres[c] = (float)mean;");
                line(out, "scales[c] = (float)scale;");
                line(out, "shifts[c] = (float)(bias[c] + (centres[c] - mean) * scale);");
            }
        }
        line(out, "for (int c = channels; c < padded; c++)");
        line(out, "    centres[c] = scales[c] = shifts[c] = 0;");
    }
    blank(out);
}

typedef struct {
    const GroupNormKernel *k;
    Loop image, span, blocks; /* blocks: of a span */
} Nest;

static const char *lanes_text(Out *out, const GroupNormKernel *k, const char *base, const char *block) {
    const Index index = { block, number((size_t)k->pass.target->lanes) };
    return index_text(out, base, 1, &index);
}

/* Opens the loop over the blocks of a span. Returns the block among all of the image's. */
static const char *open_blocks(Out *out, Nest *nest) {
    Loop *blocks[] = { &nest->blocks };
    open_loops(out, SERIAL, 1, blocks);
    if (!strcmp(nest->blocks.variable, "0")) return nest->span.variable;
    if (!strcmp(nest->span.variable, "0")) return nest->blocks.variable;
    line(out, "const int block = %s + %s;", scaled_text(out, nest->span.variable, nest->blocks.count),
         nest->blocks.variable);
    return "block";
}

static void close_blocks(Out *out, Nest *nest) {
    Loop *blocks[] = { &nest->blocks };
    close_loops(out, 1, blocks);
}

/* ---- The sums ---- */

static const char *value_at(Out *out, const PointwiseKernel *k, const char *offset) {
    return load_text(out->text.arena, k->x, arena_printf(out->text.arena, "t%s", offset));
}

/* `behind` pixels behind pixel j. */
static const char *pixel_at(Out *out, const PointwiseKernel *k, size_t behind) {
    const size_t lanes = (size_t)k->target->lanes;
    const Term term = { number(lanes), behind };
    return value_at(out, k, arena_printf(out->text.arena, " + j * %zu%s", lanes, offset_text(out, 1, &term)));
}

/* The mean of the first row, at t. */
static void emit_middle(Out *out, const PointwiseKernel *k) {
    const char *columns = extent_text(out, k->columns);
    if (is_number(k->columns, 1)) {
        line(out, "const vec middle = %s;", value_at(out, k, ""));
        return;
    }
    line(out, "const vec first = %s;", value_at(out, k, ""));
    line(out, "vec row = ZERO;");
    line(out, "for (int j = 1; j < %s; j++)", columns);
    line(out, "    row += %s - first;", pixel_at(out, k, 0));
    line(out, "const vec middle = first + row * (1.0f / %s);", columns);
}

static void emit_pairs(Out *out, const PointwiseKernel *k, const char *last) {
    block(out, "for (int j = 0; j < %s; j += 2)", last) {
        line(out, "const vec left = %s - middle, right = %s - middle;", pixel_at(out, k, 0),
             pixel_at(out, k, 1));
        line(out, "sum0 += left, sum1 += right;");
        line(out, "square0 += left * left, square1 += right * right;");
    }
}

static void emit_last(Out *out, const PointwiseKernel *k) {
    const size_t lanes = (size_t)k->target->lanes;
    const Term before = { number((k->columns.value - 1) * lanes), 1 };
    const char *offset = k->columns.name
                             ? arena_printf(out->text.arena, " + (%s - 1) * %zu", k->columns.name, lanes)
                             : offset_text(out, 1, &before);
    line(out, "const vec single = %s - middle;", value_at(out, k, offset));
    line(out, "sum0 += single;");
    line(out, "square0 += single * single;");
}

/* Two pixels at a time: additions wait for each other. */
static void emit_row_sums(Out *out, const PointwiseKernel *k) {
    const Extent columns = k->columns;
    const char *last = columns.name ? arena_printf(out->text.arena, "(%s - 1)", columns.name)
                                    : extent_text(out, number(columns.value - 1));
    line(out, "vec sum0 = ZERO, sum1 = ZERO, square0 = ZERO, square1 = ZERO;");
    if (!is_number(columns, 1)) emit_pairs(out, k, last);
    if (columns.name) {
        block(out, "if (%s %% 2)", columns.name) { emit_last(out, k); }
    } else if (columns.value % 2) {
        emit_last(out, k);
    }
    line(out, "sum += sum0 + sum1;");
    line(out, "square += square0 + square1;");
}

/* By rows, so that a large image loses no accuracy. */
static void emit_sums(Out *out, Nest *nest) {
    const GroupNormKernel *k = nest->k;
    const char *block = open_blocks(out, nest);
    const Index x[] = { { nest->image.variable, k->pass.x_image }, { block, k->pass.x_block } };
    line(out, "const %s *t = %s;", type_of(k->pass.x), index_text(out, "x", COUNT_OF(x), x));
    emit_middle(out, &k->pass);
    line(out, "vec sum = ZERO, square = ZERO;");
    if (is_number(k->pass.rows, 1))
        emit_row_sums(out, &k->pass);
    else
        block(out, "for (int i = 0; i < %s; i++, t += %s)", extent_text(out, k->pass.rows),
              extent_text(out, k->pass.x_row)) {
            emit_row_sums(out, &k->pass);
        }
    line(out, "STORE(%s, middle);", lanes_text(out, k, "centres", nest->blocks.variable));
    line(out, "STORE(%s, sum);", lanes_text(out, k, "scales", nest->blocks.variable));
    line(out, "STORE(%s, square);", lanes_text(out, k, "shifts", nest->blocks.variable));
    close_blocks(out, nest);
}

/* ---- What becomes of them ---- */

/* How many channels a span has: the last one may have fewer. */
static const char *channels_text(Out *out, const Nest *nest, Extent span) {
    const Extent channels = nest->k->channels;
    if (is_number(nest->k->spans, 1)) return extent_text(out, channels);
    if (!channels.name && channels.value % span.value == 0) return extent_text(out, span);
    const char *lanes = extent_text(out, span);
    line(out, "const int rest = %s - span * %s;",
         channels.name ? "(int)k->channels" : extent_text(out, channels), lanes);
    return arena_printf(out->text.arena, "rest < %s ? rest : %s", lanes, lanes);
}

static void emit_scales(Out *out, const Nest *nest) {
    const GroupNormKernel *k = nest->k;
    const Extent span = product(out, k->pass.blocks, number((size_t)k->pass.target->lanes));
    const Index offset = { nest->span.variable, span };
    const char *channels = channels_text(out, nest, span);
    const char *pixels = extent_text(out, product(out, k->pass.rows, k->pass.columns));
    const char *eps = k->pass.catalogue ? "k->eps" : arena_printf(out->text.arena, "%.15g", k->eps);
    line(out, "group_scales(centres, scales, shifts, %s, %s, %s, %s, %s, %s, %s);",
         index_text(out, "w", 1, &offset), index_text(out, "bias", 1, &offset), extent_text(out, span),
         channels, extent_text(out, k->group), pixels, eps);
}

static void emit_writing(Out *out, Nest *nest) {
    const PointwiseKernel *k = &nest->k->pass;
    const char *block = open_blocks(out, nest), *here = nest->blocks.variable;
    Loop row = whole_loop("i", k->rows);
    Loop *rows[] = { &row };
    EndingTerms terms = block_terms(out, k, &nest->image, block);
    terms.scale = "scale";
    terms.bias = "shift";
    line(out, "const vec centre = LOAD(%s), scale = LOAD(%s), shift = LOAD(%s);",
         lanes_text(out, nest->k, "centres", here), lanes_text(out, nest->k, "scales", here),
         lanes_text(out, nest->k, "shifts", here));
    open_loops(out, SERIAL, 1, rows);
    emit_row_pointers(out, k, &nest->image, block, row.variable);
    emit_pixels(out, k, "(%s - centre)", terms);
    close_loops(out, 1, rows);
    close_blocks(out, nest);
}

static void emit_counts(Out *out, const GroupNormKernel *k) {
    const Extent span = product(out, k->pass.blocks, number((size_t)k->pass.target->lanes));
    const Term one[] = { { span, 1 } }, two[] = { { span, 2 } };
    const bool shared = !k->pass.catalogue && !k->pass.serial; /* then each thread has its own */
    line(out, "float *const centres = scratch%s, *const scales = centres%s, *const shifts = centres%s;",
         shared ? arena_printf(out->text.arena, " + THREAD * %zu", 3 * span.value) : "",
         offset_text(out, 1, one), offset_text(out, 1, two));
}

void emit_group_norm(Out *out, const char *name, const char *about, const GroupNormKernel *k) {
    Nest nest = { k, whole_loop("n", k->pass.images), whole_loop("span", k->spans),
                  whole_loop("b", k->pass.blocks) };
    Loop *loops[] = { &nest.image, &nest.span };
    line(out, "%s", about);
    block(out, "NOINLINE static void %s(%s, float *scratch)", name,
          pass_parameters(out->text.arena, &k->pass, "GroupNorm", true)) {
        emit_counts(out, k);
        open_loops(out, k->pass.catalogue || k->pass.serial ? SERIAL : SHARED, COUNT_OF(loops), loops);
        emit_sums(out, &nest);
        emit_scales(out, &nest);
        emit_writing(out, &nest);
        close_loops(out, COUNT_OF(loops), loops);
    }
    blank(out);
}
