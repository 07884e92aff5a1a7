/* parameters.c: the sizes that functions take which serve many layers, each once. Strides and steps are in
 * floats. */
#include "parameters.h"

#include <ctype.h>
#include <string.h>

#define ROW(parameter, kernel, member, text, of)                                                             \
    { .name = parameter, .offset = offsetof(kernel, member), .about = text, .use = of }
#define CONV(name, member, about, of) ROW(#name, ConvKernel, member, about, of)
#define WINOGRAD(member, about, of)   ROW(#member, WinogradKernel, member, about, of)
#define STEM(member, about)           ROW(#member, StemKernel, member, about, OF_LOOPS)
#define POOL(member, about)           ROW(#member, PoolKernel, member, about, OF_LOOPS)
/* Of a kernel that begins with a pool's sizes: theirs; its own. */
#define POOLED(type, member, about) ROW(#member, type, pool.member, about, OF_LOOPS)
#define OWN(type, member, about)    ROW(#member, type, member, about, OF_LOOPS)
#define SOFTMAX(member, about)      ROW(#member, SoftmaxKernel, member, about, OF_LOOPS)
#define POINTWISE(member, about)    ROW(#member, PointwiseKernel, member, about, OF_LOOPS)
#define GROUP_NORM(member, about)   ROW(#member, GroupNormKernel, member, about, OF_LOOPS)
#define CHANNEL_CONV(member, about) ROW(#member, ChannelConvKernel, member, about, OF_LOOPS)

/* Of what adds up integers. */
#define ZERO(kernel, member) ROW("zero", kernel, member, "integers: what stands for 0", OF_LOOPS)
#define INTEGERS(kernel, ending, text)                                                                       \
    ROW("all_channels", kernel, ending.all_channels, "integers: " text, OF_LOOPS)

#define SLOPES(kernel, of)                                                                                   \
    {                                                                                                        \
        .name = "slopes", .offset = offsetof(kernel, ending.slopes),                                         \
        .about = "from a channel's bias to its slope", .use = of, .slopes = true                             \
    }

/* What a kernel ends with. */
#define ENDING(kernel, of_adds, of_slopes)                                                                   \
    ROW("adds", kernel, ending.adds, "whether r is added", of_adds),                                         \
        ROW("activation", kernel, ending.number, "the number of the one that follows; 0: none", OF_LOOPS),   \
        SLOPES(kernel, of_slopes)

/* A convolution's plane is cut into tiles of one row: `tiles` of them a row, the first `big_tiles` of `tile`
 * pixels, the others of one less. */
static const Parameter conv[] = {
    CONV(images, plane.images, "images, or points of a transform", OF_LOOPS),
    CONV(panels, weights.panels, "of output channels", OF_LOOPS),
    ROW("rows", ConvKernel, plane.rows.count, "of output pixels", OF_LOOPS),
    ROW("tiles", ConvKernel, plane.columns.count, "in a row", OF_LOOPS),
    ROW("big_tiles", ConvKernel, plane.columns.big_count, "of them of `tile` pixels, the others of one less",
        OF_LOOPS),
    ROW("tile", ConvKernel, plane.columns.big, "pixels", OF_LOOPS),
    CONV(in_blocks, sum.in_blocks, "blocks of input channels that a panel reads", OF_TILES),
    CONV(kernel, sum.kernel, "taps in each direction", OF_PAIRS),
    CONV(run, sum.run, "integers: numbers of a tap, or of a row of taps", OF_LOOPS),
    CONV(across, sum.across, "and how many a row has of such", OF_LOOPS),
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
    CONV(all_channels, ending.all_channels,
         "pairs: from the biases to those for pairs, and on to the scales; integers: to the factors",
         OF_TILES),
    CONV(times, ending.times, "to what the residual is multiplied by; 0: none", OF_LOOPS),
    CONV(below, ending.below, "to the factors of sums below 0; 0: none", OF_LOOPS),
    CONV(table, ending.table, "to the table; 0: none", OF_LOOPS),
    CONV(floats, ending.floats, "whether sums become floats", OF_LOOPS),
    ENDING(ConvKernel, OF_TILES, OF_TILES),
    ROW(NULL, ConvKernel, ending.activates, NULL, OF_TILES), /* a flag an activation (expanded) */
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
    ROW("all_channels", WinogradKernel, ending.all_channels, "integers: from the biases to the factors",
        OF_TILES),
    ENDING(WinogradKernel, OF_LOOPS, OF_TILES),
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
    ENDING(StemKernel, OF_LOOPS, OF_LOOPS),
};

static const Parameter pool[] = {
    POOL(images, ""),
    POOL(blocks, "of channels"),
    POOL(rows, "of output pixels; of input pixels where the whole image is averaged"),
    POOL(columns, ""),
    POOL(pixels, "averaged"),
    INTEGERS(PoolKernel, ending, "from the first numbers to the factors"),
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
    ZERO(WindowKernel, pool.zero),
    INTEGERS(WindowKernel, pool.ending, "from the first numbers to the factors"),
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
    ZERO(ShortcutKernel, pool.zero),
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
    INTEGERS(GlobalKernel, pool.ending, "from the first numbers to the factors"),
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

#define PASS(name, kernel, member, about) ROW(#name, kernel, member, about, OF_LOOPS)
/* Of both kinds of passes; at: what its members stand behind. */
#define PASS_ROWS(kernel, at)                                                                                \
    PASS(images, kernel, at images, ""),                                                                     \
        PASS(rows, kernel, at rows, "of pixels; 1 where no border stands between them"),                     \
        PASS(columns, kernel, at columns, ""), PASS(blocks, kernel, at blocks, "of channels, of a span"),    \
        PASS(x_image, kernel, at x_image, "input: from an image to the next"),                               \
        PASS(x_block, kernel, at x_block, "from a block of channels to the next"),                           \
        PASS(x_row, kernel, at x_row, "from a row to the next"),                                             \
        PASS(y_image, kernel, at y_image, "output, and residual"), PASS(y_block, kernel, at y_block, ""),    \
        PASS(y_row, kernel, at y_row, ""),                                                                   \
        PASS(slopes, kernel, at ending.slopes, "from a channel's bias to its slope")

static const Parameter pointwise[] = {
    PASS_ROWS(PointwiseKernel, ),
    POINTWISE(gate_image, "gate: from an image's to the next one's"),
    ZERO(PointwiseKernel, zero),
    INTEGERS(PointwiseKernel, ending, "from a channel's first number to the next one"),
};

static const Parameter group_norm[] = {
    PASS_ROWS(GroupNormKernel, pass.),
    GROUP_NORM(spans, "in each, groups and blocks end together"),
    GROUP_NORM(channels, "of all spans"),
    GROUP_NORM(group, "channels of a group"),
};

static const Parameter channel_conv[] = {
    CHANNEL_CONV(images, ""),
    CHANNEL_CONV(channels, ""),
    CHANNEL_CONV(padded, "with those that fill the last block"),
    CHANNEL_CONV(taps, ""),
    ZERO(ChannelConvKernel, zero),
    INTEGERS(ChannelConvKernel, ending, "from a channel's first number to the next one"),
};

const Parameters conv_parameters = { "Conv", conv, COUNT_OF(conv) },
                 winograd_parameters = { "Winograd", winograd, COUNT_OF(winograd) },
                 stem_parameters = { "Stem", stem, COUNT_OF(stem) },
                 pool_parameters = { "Pool", pool, COUNT_OF(pool) },
                 window_parameters = { "Window", window, COUNT_OF(window) },
                 shortcut_parameters = { "Shortcut", shortcut, COUNT_OF(shortcut) },
                 global_parameters = { "Global", global, COUNT_OF(global) },
                 softmax_parameters = { "Softmax", softmax, COUNT_OF(softmax) },
                 pointwise_parameters = { "Pointwise", pointwise, COUNT_OF(pointwise) },
                 group_norm_parameters = { "GroupNorm", group_norm, COUNT_OF(group_norm) },
                 channel_conv_parameters = { "ChannelConv", channel_conv, COUNT_OF(channel_conv) };

static Parameter flag_of(Arena *arena, const Parameter *flags, Activation activation) {
    const ActivationRow *row = activation_row(activation);
    return (Parameter){ .name = row->name,
                        .offset = flags->offset + (size_t)activation * sizeof(Extent),
                        .about = arena_printf(arena, "whether %s follows", row->title),
                        .use = flags->use,
                        .flag = activation };
}

/* All of them: the row without a name becomes a flag an activation. */
static Parameters expanded(Arena *arena, const Parameters *parameters) {
    Parameter *all = arena_array(arena, Parameter, parameters->count + ACTIVATION_COUNT);
    int count = 0;
    for (int i = 0; i < parameters->count; i++) {
        const Parameter *p = &parameters->parameters[i];
        if (p->name) all[count++] = *p;
        for (Activation a = ACTIVATION_NONE + 1; !p->name && a < ACTIVATION_COUNT; a++)
            all[count++] = flag_of(arena, p, a);
    }
    return (Parameters){ parameters->type, all, count };
}

/* What only some activations need is left out where there are none of them. */
static bool is_needed(const Parameter *p, ActivationSet set) {
    return p->slopes ? has_sloped(set) : !p->flag || set.has[p->flag];
}

void name_parameters(Arena *arena, const Parameters *parameters, const char *before, void *kernel) {
    const Parameters all = expanded(arena, parameters);
    for (int i = 0; i < all.count; i++) {
        const Parameter *p = &all.parameters[i];
        const Extent extent = { arena_printf(arena, "%s%s", before, p->name), 0 };
        memcpy((char *)kernel + p->offset, &extent, sizeof extent);
    }
}

void name_shared_sizes(Arena *arena, const Parameters *parameters, ParameterUse use, void *kernel) {
    const Parameters all = expanded(arena, parameters);
    for (int i = 0; i < all.count; i++) {
        const Parameter *p = &all.parameters[i];
        Extent extent;
        memcpy(&extent, (char *)kernel + p->offset, sizeof extent);
        if (p->use < use || is_number(extent, 0) || is_number(extent, 1)) continue;
        extent = (Extent){ arena_printf(arena, "k->%s", p->name), 0 };
        memcpy((char *)kernel + p->offset, &extent, sizeof extent);
    }
}

/* Whether "k->member" stands there. */
static bool reads_member(const char *text, const char *member) {
    const size_t length = strlen(member);
    while ((text = strstr(text, "k->"))) {
        text += strlen("k->");
        if (!strncmp(text, member, length) && !isalnum((unsigned char)text[length]) && text[length] != '_')
            return true;
    }
    return false;
}

const char *sizes_read(Arena *arena, const char *text) {
    const Parameters *const shared[] = { &conv_parameters, &winograd_parameters };
    Text names = { .arena = arena };
    text_printf(&names, " ");
    for (int s = 0; s < COUNT_OF(shared); s++) {
        const Parameters all = expanded(arena, shared[s]);
        for (int i = 0; i < all.count; i++)
            if (reads_member(text, all.parameters[i].name))
                text_printf(&names, "%s ", all.parameters[i].name);
    }
    return names.bytes;
}

static bool prints_member(Out *out, const Parameter *p, ParameterUse use) {
    if (p->use < use) return false;
    return !out->read || strstr(out->read, arena_printf(out->text.arena, " %s ", p->name));
}

void emit_shared_type(Out *out, const Parameters *parameters, ParameterUse use) {
    const Parameters all = expanded(out->text.arena, parameters);
    line(out, "/* Sizes of a layer for functions that layers share. Steps are in floats. */");
    open_block(out, "typedef struct");
    for (int i = 0; i < all.count; i++) {
        const Parameter *p = &all.parameters[i];
        if (prints_member(out, p, use))
            line(out, *p->about ? "int %s; /* %s */" : "int %s;", p->name, p->about);
    }
    close_type(out, parameters->type);
    blank(out);
}

void emit_shared_sizes(Out *out, const Parameters *parameters, ParameterUse use, const void *kernel) {
    Text text = { .arena = out->text.arena };
    const Parameters all = expanded(out->text.arena, parameters);
    for (int i = 0; i < all.count; i++) {
        const Parameter *p = &all.parameters[i];
        Extent extent;
        memcpy(&extent, (const char *)kernel + p->offset, sizeof extent);
        if (!prints_member(out, p, use) || is_number(extent, 0)) continue;
        text_printf(&text, "%s.%s = %s", text.length ? ", " : "", p->name, extent_text(out, extent));
    }
    line(out, "static const %s sizes = { %s };", parameters->type, text.length ? text.bytes : "0");
}

static void emit_members(Out *out, const Parameters *parameters) {
    const Parameters all = expanded(out->text.arena, parameters);
    for (int i = 0; i < all.count; i++) {
        const Parameter *p = &all.parameters[i];
        if (!is_needed(p, catalogue_activations())) continue;
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
           *const eps[] = { "double eps;", NULL },
           *const tiles[] = { "const int *first_block; /* [panels]: where its input begins; 0: all at 0 */",
                              "ConvTile *big, *small;", "PairTile *pairs_big, *pairs_small;",
                              "PairSums *sums_big, *sums_small;", NULL },
           *const transforms[] = { "WinogradInput *input;", "WinogradOutput *output;",
                                   "FilterTiles *big, *small; /* of raw filters; else 0 */",
                                   "Conv products; /* their images are the points */", NULL },
           *const stems[] = { "StemInput *input;", "StemOutput *output;", "StemPool *pool; /* 0: none */",
                              "Conv products; /* their images are the points */", NULL };

static void emit_tile_type(Out *out, NumberKind values) {
    const char *x = type_of(values), *w = type_of(number_types[values].weights);
    if (values == NUMBER_BF16) {
        line(out, "typedef void FirstTile(const Conv *k, const float *next, const float *x, const float *w,");
        line(out, "                       const float *bias, const %s *r, %s *y);", x, x);
    }
    line(out, "typedef void ConvTile(const Conv *k, const %s *next, %sconst %s *x, const %s *w,", w,
         number_types[values].integers ? "const unsigned char *table, " : "", x, w);
    line(out, "                      const float *bias, const %s *r, %s *y);", x, x);
}

void emit_parameter_types(Out *out, NumberKind values) {
    static const char *const names[] = { "Conv",      "Winograd",  "Stem",       "Pool",
                                         "Window",    "Shortcut",  "Global",     "Softmax",
                                         "Pointwise", "GroupNorm", "ChannelConv" };
    for (int i = 0; i < COUNT_OF(names); i++) line(out, "typedef struct %s %s;", names[i], names[i]);
    emit_tile_type(out, values);
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
    emit_type(out, &pointwise_parameters, none);
    emit_type(out, &group_norm_parameters, eps);
    emit_type(out, &channel_conv_parameters, none);
}

void emit_parameter_values(Out *out, const Parameters *parameters, const void *kernel) {
    const Parameters all = expanded(out->text.arena, parameters);
    for (int i = 0; i < all.count; i++) {
        const Parameter *p = &all.parameters[i];
        Extent extent;
        memcpy(&extent, (const char *)kernel + p->offset, sizeof extent);
        if (!is_number(extent, 0) && is_needed(p, catalogue_activations()))
            line(out, ".%s = %s,", p->name, extent_text(out, extent));
    }
}
