/* parameters.c: the sizes that functions take which serve many layers, each once. Strides and steps are in
 * floats. */
#include "parameters.h"

#include <string.h>

#define CONV(name, member, about, ...)                                                                       \
    { #name, offsetof(ConvKernel, member), about, __VA_ARGS__ }
#define WINOGRAD(member, about, ...)                                                                         \
    { #member, offsetof(WinogradKernel, member), about, __VA_ARGS__ }
#define STEM(member, about)                                                                                  \
    { #member, offsetof(StemKernel, member), about, OF_LOOPS }
#define POOL(member, about)                                                                                  \
    { #member, offsetof(PoolKernel, member), about, OF_LOOPS }
/* Of a kernel that begins with a pool's sizes: theirs; its own. */
#define POOLED(type, member, about)                                                                          \
    { #member, offsetof(type, pool.member), about, OF_LOOPS }
#define OWN(type, member, about)                                                                             \
    { #member, offsetof(type, member), about, OF_LOOPS }
#define SOFTMAX(member, about)                                                                               \
    { #member, offsetof(SoftmaxKernel, member), about, OF_LOOPS }

/* A convolution's plane is cut into tiles of one row: `tiles` of them a row, the first `big_tiles` of `tile`
 * pixels, the others of one less. */
static const Parameter conv[] = {
    CONV(images, plane.images, "images, or points of a transform", OF_LOOPS),
    CONV(panels, weights.panels, "of output channels", OF_LOOPS),
    { "rows", offsetof(ConvKernel, plane.rows.count), "of output pixels", OF_LOOPS },
    { "tiles", offsetof(ConvKernel, plane.columns.count), "in a row", OF_LOOPS },
    { "big_tiles", offsetof(ConvKernel, plane.columns.big_count),
      "of them of `tile` pixels, the others of one less", OF_LOOPS },
    { "tile", offsetof(ConvKernel, plane.columns.big), "pixels", OF_LOOPS },
    CONV(in_blocks, sum.in_blocks, "blocks of input channels that a panel reads", OF_TILES),
    CONV(kernel, sum.kernel, "taps in each direction", OF_PAIRS),
    CONV(x_image, plane.x_image, "input: from an image to the next", OF_LOOPS),
    CONV(x_block, plane.x_block, "from a block of channels to the next", OF_TILES),
    CONV(x_row, plane.x_row, "from an output pixel to the one below", OF_TILES),
    CONV(x_column, plane.x_column, "to the one on the right", OF_PAIRS),
    CONV(tap_row, sum.tap_row, "from a tap to the one below", OF_TILES),
    CONV(tap_column, sum.tap_column, "to the one on the right", OF_PAIRS),
    CONV(y_image, plane.y_image, "output, and residual", OF_LOOPS),
    CONV(y_block, plane.y_block, "from a block of channels to the next", OF_TILES),
    CONV(y_row, plane.y_row, "from a pixel to the one below", OF_TILES),
    CONV(y_column, plane.y_column, "to the one on the right", OF_PAIRS),
    CONV(y_panel, plane.y_panel, "from a panel's to the next one's", OF_LOOPS),
    CONV(channels, weights.channels, "of a panel", OF_PAIRS),
    CONV(panel_floats, weights.panel_units, "weights: from a panel to the next", OF_LOOPS),
    CONV(w_image, weights.w_image, "from a point's to the next one's", OF_LOOPS),
    CONV(all_channels, ending.all_channels, "pairs: from the biases to those for pairs, and on to the scales",
         OF_TILES),
    CONV(adds, ending.adds, "whether r is added", OF_TILES),
    CONV(relu, ending.activates[ACTIVATION_RELU], "whether ReLU follows", OF_TILES),
    CONV(prefetch, fetch.lines, "lines of the next panel that a tile fetches at each block and tap",
         OF_TILES),
    CONV(halved, fetch.halved, "whether another thread fetches half of them", OF_TILES),
    CONV(passing, fetch.passing, "whether they need not stay in the last cache", OF_TILES),
    CONV(next_row, fetch.next_row, "from where a tile's share of them begins to that of the tile below",
         OF_LOOPS),
    CONV(next_column, fetch.next_column, "to that of the tile on the right", OF_LOOPS),
};

static const Parameter winograd[] = {
    WINOGRAD(images, "passes over `span` images each", OF_LOOPS),
    WINOGRAD(span, "", OF_LOOPS),
    WINOGRAD(height, "of the output", OF_LOOPS),
    WINOGRAD(width, "", OF_LOOPS),
    WINOGRAD(tile_rows, "image tiles", OF_LOOPS),
    WINOGRAD(tile_columns, "", OF_LOOPS),
    WINOGRAD(in_step, "input pixels from an image tile to the next", OF_LOOPS),
    WINOGRAD(out_step, "output pixels, m of F(m, 3)", OF_LOOPS),
    WINOGRAD(strip, "rows of image tiles transformed at once", OF_LOOPS),
    WINOGRAD(strips, "how many times", OF_LOOPS),
    WINOGRAD(in_blocks, "blocks of input channels", OF_LOOPS),
    WINOGRAD(groups, "of panels", OF_LOOPS),
    WINOGRAD(out_blocks, "blocks of output channels of a group", OF_LOOPS),
    WINOGRAD(x_image, "input: from an image to the next", OF_LOOPS),
    WINOGRAD(x_block, "from a block of channels to the next", OF_LOOPS),
    WINOGRAD(x_row, "from a row to the next", OF_TILES),
    WINOGRAD(y_image, "output, and residual", OF_LOOPS),
    WINOGRAD(y_block, "", OF_LOOPS),
    WINOGRAD(y_row, "", OF_TILES),
    WINOGRAD(strip_floats, "of scratch for the transformed input; behind it are the products", OF_LOOPS),
    WINOGRAD(scratch, "floats of scratch of each thread", OF_LOOPS),
    WINOGRAD(v_plane, "transformed input: from a point to the next", OF_TILES),
    WINOGRAD(v_block, "from a block of channels to the next", OF_LOOPS),
    WINOGRAD(m_plane, "products: from a point to the next", OF_TILES),
    WINOGRAD(m_block, "from a block of channels to the next", OF_LOOPS),
    WINOGRAD(w_group, "weights: from a group's to the next one's", OF_LOOPS),
    WINOGRAD(m_floats, "raw filters: of a panel's products", OF_LOOPS),
    WINOGRAD(chunk, "raw filters: blocks of input channels multiplied at once", OF_LOOPS),
    WINOGRAD(chunks, "how many times", OF_LOOPS),
};

static const Parameter stem[] = {
    STEM(images, ""),
    STEM(channels, "of the input"),
    STEM(blocks, "of channels of the output"),
    STEM(phases, "the stride"),
    STEM(kernel, "taps in each direction"),
    STEM(height, "of the convolution's result"),
    STEM(width, ""),
    STEM(out_width, "pooled"),
    STEM(tiles, "along a row"),
    STEM(row_steps, "of the reduction: channels x phases of an input row"),
    STEM(pairs, "of rows of the convolution's result"),
    STEM(strip, "pairs computed at once"),
    STEM(strips, "how many times"),
    STEM(v_plane, "transformed input: from a point to the next"),
    STEM(v_floats, "of all points"),
    STEM(m_plane, "products: from a point to the next"),
    STEM(m_floats, "of all points"),
    STEM(ring_row, "a row of the convolution with its border, all channels, for the pool"),
    STEM(ring_block, "a block of it"),
    STEM(scratch, "floats of scratch for each thread"),
    STEM(x_image, "input: from an image to the next"),
    STEM(x_plane, "from a channel to the next"),
    STEM(x_row, "from a row to the next"),
    STEM(y_image, "output"),
    STEM(y_block, ""),
    STEM(y_row, ""),
};

static const Parameter pool[] = {
    POOL(images, ""),
    POOL(blocks, "of channels"),
    POOL(rows, "of output pixels; of input pixels where the whole image is averaged"),
    POOL(columns, ""),
    POOL(pixels, "averaged"),
    POOL(x_image, "input: from an image to the next"),
    POOL(x_block, "from a block of channels to the next"),
    POOL(x_row, "from an output pixel's first to that of the one below"),
    POOL(x_column, "to that of the one on the right"),
    POOL(tap_row, "from a value of the window to the one below"),
    POOL(tap_column, "to the one on the right"),
    POOL(y_image, "output"),
    POOL(y_block, ""),
    POOL(y_row, ""),
    POOL(y_column, ""),
    POOL(whole_rows, "so many windows end within the image: those of the first rows"),
    POOL(whole_columns, "those of the first columns"),
};

static const Parameter window[] = {
    POOLED(WindowKernel, images, ""),
    POOLED(WindowKernel, blocks, "of channels"),
    POOLED(WindowKernel, rows, "of output pixels"),
    POOLED(WindowKernel, columns, ""),
    OWN(WindowKernel, height, "of the input"),
    OWN(WindowKernel, width, ""),
    OWN(WindowKernel, kernel, "pixels of a window in each direction"),
    OWN(WindowKernel, stride, ""),
    OWN(WindowKernel, top, "the first window begins so many pixels above the image"),
    OWN(WindowKernel, left, "and to the left of it"),
    POOLED(WindowKernel, x_image, "input: from an image to the next"),
    POOLED(WindowKernel, x_block, "from a block of channels to the next"),
    POOLED(WindowKernel, x_row, "from an output pixel's middle to that of the one below"),
    POOLED(WindowKernel, x_column, "to that of the one on the right"),
    POOLED(WindowKernel, tap_row, "from a pixel to the one below"),
    POOLED(WindowKernel, tap_column, "to the one on the right"),
    POOLED(WindowKernel, y_image, "output"),
    POOLED(WindowKernel, y_block, ""),
    POOLED(WindowKernel, y_row, ""),
    POOLED(WindowKernel, y_column, ""),
    POOLED(WindowKernel, whole_rows, "blur: so many pixels have one below"),
    POOLED(WindowKernel, whole_columns, "one on the right"),
};

static const Parameter shortcut[] = {
    POOLED(ShortcutKernel, images, ""),
    POOLED(ShortcutKernel, blocks, "of output channels"),
    POOLED(ShortcutKernel, rows, "of output pixels"),
    POOLED(ShortcutKernel, columns, ""),
    OWN(ShortcutKernel, before, "zeros before the input's: blocks or channels"),
    OWN(ShortcutKernel, inside, "how many are the input's"),
    POOLED(ShortcutKernel, x_image, "input: from an image to the next"),
    POOLED(ShortcutKernel, x_block, "from a block of channels to the next"),
    POOLED(ShortcutKernel, x_row, "from an output pixel's to that of the one below"),
    POOLED(ShortcutKernel, x_column, "to that of the one on the right"),
    POOLED(ShortcutKernel, y_image, "output"),
    POOLED(ShortcutKernel, y_block, ""),
    POOLED(ShortcutKernel, y_row, ""),
    POOLED(ShortcutKernel, y_column, ""),
};

static const Parameter global[] = {
    POOLED(GlobalKernel, images, ""),
    POOLED(GlobalKernel, blocks, "of input channels"),
    POOLED(GlobalKernel, rows, "of input pixels"),
    POOLED(GlobalKernel, columns, ""),
    POOLED(GlobalKernel, pixels, "of them all"),
    OWN(GlobalKernel, channels, "of the input: from an average to its maximum"),
    OWN(GlobalKernel, last, "of the last block"),
    OWN(GlobalKernel, behind, "floats of the output behind the maxima"),
    POOLED(GlobalKernel, x_image, "input: from an image to the next"),
    POOLED(GlobalKernel, x_block, "from a block of channels to the next"),
    POOLED(GlobalKernel, x_row, "from a pixel to the one below"),
    POOLED(GlobalKernel, x_column, "to the one on the right"),
    POOLED(GlobalKernel, y_image, "output"),
    POOLED(GlobalKernel, y_block, ""),
};

static const Parameter softmax[] = {
    SOFTMAX(images, ""),
    SOFTMAX(classes, ""),
    SOFTMAX(stride, "from an image's values to the next one's"),
};

const Parameters conv_parameters = { "Conv", conv, COUNT_OF(conv) },
                 winograd_parameters = { "Winograd", winograd, COUNT_OF(winograd) },
                 stem_parameters = { "Stem", stem, COUNT_OF(stem) },
                 pool_parameters = { "Pool", pool, COUNT_OF(pool) },
                 window_parameters = { "Window", window, COUNT_OF(window) },
                 shortcut_parameters = { "Shortcut", shortcut, COUNT_OF(shortcut) },
                 global_parameters = { "Global", global, COUNT_OF(global) },
                 softmax_parameters = { "Softmax", softmax, COUNT_OF(softmax) };

void name_parameters(Arena *arena, const Parameters *parameters, const char *before, void *kernel) {
    for (int i = 0; i < parameters->count; i++) {
        const Parameter *p = &parameters->parameters[i];
        const Extent extent = { arena_printf(arena, "%s%s", before, p->name), 0 };
        memcpy((char *)kernel + p->offset, &extent, sizeof extent);
    }
}

void name_shared_sizes(Arena *arena, const Parameters *parameters, ParameterUse use, void *kernel) {
    for (int i = 0; i < parameters->count; i++) {
        const Parameter *p = &parameters->parameters[i];
        Extent extent;
        memcpy(&extent, (char *)kernel + p->offset, sizeof extent);
        if (p->use < use || is_number(extent, 0) || is_number(extent, 1)) continue;
        extent = (Extent){ arena_printf(arena, "k->%s", p->name), 0 };
        memcpy((char *)kernel + p->offset, &extent, sizeof extent);
    }
}

void emit_shared_type(Out *out, const Parameters *parameters, ParameterUse use) {
    line(out, "/* Sizes of a layer for functions that layers share. Steps are in floats. */");
    open_block(out, "typedef struct");
    for (int i = 0; i < parameters->count; i++) {
        const Parameter *p = &parameters->parameters[i];
        if (p->use >= use) line(out, *p->about ? "int %s; /* %s */" : "int %s;", p->name, p->about);
    }
    close_type(out, parameters->type);
    blank(out);
}

void emit_shared_sizes(Out *out, const Parameters *parameters, ParameterUse use, const void *kernel) {
    Text text = { .arena = out->text.arena };
    for (int i = 0; i < parameters->count; i++) {
        const Parameter *p = &parameters->parameters[i];
        Extent extent;
        memcpy(&extent, (const char *)kernel + p->offset, sizeof extent);
        if (p->use < use || is_number(extent, 0)) continue;
        text_printf(&text, "%s.%s = %s", text.length ? ", " : "", p->name, extent_text(out, extent));
    }
    line(out, "static const %s sizes = { %s };", parameters->type, text.bytes);
}

static void emit_members(Out *out, const Parameters *parameters) {
    for (int i = 0; i < parameters->count; i++) {
        const Parameter *p = &parameters->parameters[i];
        line(out, *p->about ? "long %s; /* %s */" : "long %s;", p->name, p->about);
    }
}

static void emit_type(Out *out, const Parameters *parameters, const char *const *others) {
    line(out, "struct %s {", parameters->type);
    out->depth++;
    emit_members(out, parameters);
    for (; *others; others++) line(out, "%s", *others);
    out->depth--;
    line(out, "};");
    blank(out);
}

/* What is no size stands behind the sizes. */
static const char
    *const none[] = { NULL },
           *const tiles[] = { "const int *first_block; /* [panels]: where its input begins; 0: all at 0 */",
                              "ConvTile *big, *small;", "PairTile *pairs_big, *pairs_small;",
                              "PairSums *sums_big, *sums_small;", NULL },
           *const transforms[] = { "WinogradInput *input;", "WinogradOutput *output;",
                                   "FilterTiles *big, *small; /* of raw filters; else 0 */",
                                   "Conv products; /* their images are the points */", NULL },
           *const stems[] = { "StemInput *input;", "StemOutput *output;", "StemPool *pool; /* 0: none */",
                              "Conv products; /* their images are the points */", NULL };

void emit_parameter_types(Out *out) {
    static const char *const names[] = { "Conv",   "Winograd", "Stem",   "Pool",
                                         "Window", "Shortcut", "Global", "Softmax" };
    for (int i = 0; i < COUNT_OF(names); i++) line(out, "typedef struct %s %s;", names[i], names[i]);
    line(out, "typedef void ConvTile(const Conv *k, const float *next, const float *x, const float *w,");
    line(out, "                      const float *bias, const float *r, float *y);");
    line(out, "typedef void PairTile(const Conv *k, const float *next, const float *s, const float *x, const "
              "float *w,");
    line(out, "                      const float *bias, const float *r, float *y);");
    line(out, "typedef void PairSums(const Conv *k, const float *x, const float *limits, float *s);");
    line(out, "typedef void WinogradInput(const Winograd *k, const float *x, float *v);");
    line(out, "typedef void WinogradOutput(const Winograd *k, const float *m, const float *bias, const float "
              "*r, float *y,");
    line(out, "                            int rows, int columns);");
    line(out,
         "typedef void FilterTiles(const Winograd *k, size_t ahead, const float *x, const float *w, float "
         "*m);");
    line(out, "typedef void StemInput(const Stem *k, const float *x, float *v);");
    line(out, "typedef void StemOutput(const Stem *k, const float *m, const float *bias, float *y);");
    line(out,
         "typedef void StemPool(const Stem *k, const float *above, const float *row, const float *below,");
    line(out, "                      float *y);");
    blank(out);
    emit_type(out, &conv_parameters, tiles);
    emit_type(out, &winograd_parameters, transforms);
    emit_type(out, &stem_parameters, stems);
    emit_type(out, &pool_parameters, none);
    emit_type(out, &window_parameters, none);
    emit_type(out, &shortcut_parameters, none);
    emit_type(out, &global_parameters, none);
    emit_type(out, &softmax_parameters, none);
}

void emit_parameter_values(Out *out, const Parameters *parameters, const void *kernel) {
    for (int i = 0; i < parameters->count; i++) {
        const Parameter *p = &parameters->parameters[i];
        Extent extent;
        memcpy(&extent, (const char *)kernel + p->offset, sizeof extent);
        if (!is_number(extent, 0)) line(out, ".%s = %s,", p->name, extent_text(out, extent));
    }
}
