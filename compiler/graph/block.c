/* block.c: a stage's blocks. */
#include "builder.h"

/* What a block consists of. */
typedef struct {
    int count;
    ConvShape convs[3];
    int out_channels, stride;
} Block;

/* The first block's 3x3 with the stride uses the previous stage's dilation, as in torchvision. */
static int first_dilation(const Builder *b) {
    return b->block > 0 || b->stage == 0 ? b->spec->dilations[b->stage] : b->spec->dilations[b->stage - 1];
}

static Block two_3x3(const Builder *b, int stride) {
    const Spec *spec = b->spec;
    int width = spec->widths[b->stage], out_channels = width * spec->expansion;
    int first = width / spec->reduce_first, dilation = spec->dilations[b->stage];
    if (spec->block == BLOCK_IR)
        return (Block){ 2,
                        { { first, 3, 1, first_dilation(b), 1 }, { out_channels, 3, stride, dilation, 1 } },
                        out_channels,
                        stride };
    return (Block){ 2,
                    { { first, 3, stride, first_dilation(b), 1 }, { out_channels, 3, 1, dilation, 1 } },
                    out_channels,
                    stride };
}

static Block bottleneck(const Builder *b, int stride) {
    const Spec *spec = b->spec;
    int inner = inner_channels(spec, b->stage), out_channels = spec->widths[b->stage] * spec->expansion;
    int first = spec->stride_in_1x1 ? stride : 1, second = spec->stride_in_1x1 ? 1 : stride;
    return (Block){ 3,
                    { { inner / spec->reduce_first, 1, first, 1, 1 },
                      { inner, 3, second, first_dilation(b), spec->groups },
                      { out_channels, 1, 1, 1, 1 } },
                    out_channels,
                    stride };
}

static const char *indexed(const Builder *b, const char *what, int index) {
    return arena_printf(b->arena, "%s%d", what, index);
}

/* timm's: where the size changes, or the dilation. */
static bool is_antialiased(const Builder *b, const ConvShape *conv) {
    bool changes = b->block == 0 && first_dilation(b) != b->spec->dilations[b->stage] && conv->kernel == 3 &&
                   conv->dilation == first_dilation(b);
    return b->spec->antialias && conv->kernel == 3 && (conv->stride == 2 || changes);
}

static int add_block_conv(Builder *b, int in, int index, const ConvShape *conv) {
    ConvShape shape = *conv;
    if (is_antialiased(b, conv)) shape.stride = 1;
    return add_conv(b, indexed(b, "conv", index), in, shape);
}

static int add_block_antialias(Builder *b, int in, const ConvShape *conv) {
    return is_antialiased(b, conv) ? add_antialias(b, "aa", in, conv->stride) : in;
}

/* Convolution, norm, activation; the last activation stands behind the sum. */
static int add_branch(Builder *b, int in, const Block *block) {
    int value = in;
    for (int i = 0; i < block->count; i++) {
        value = add_block_conv(b, value, i + 1, &block->convs[i]);
        value = add_norm(b, indexed(b, "bn", i + 1), value);
        if (i + 1 < block->count) value = add_activation(b, activation_name(b, i + 1, false), value);
        value = add_block_antialias(b, value, &block->convs[i]);
    }
    return add_attention(b, value);
}

static int add_sum(Builder *b, int branch, int shortcut) {
    return add_binary(b, OP_ADD, "add", branch, shortcut);
}

static int add_usual_block(Builder *b, int in, const Block *block) {
    int branch = add_branch(b, in, block), shortcut = in;
    if (has_shortcut(b, in, block->out_channels, block->stride))
        shortcut = add_shortcut(b, in, block->out_channels, block->stride, b->spec->shortcut_norm);
    return add_activation(b, activation_name(b, block->count, true), add_sum(b, branch, shortcut));
}

/* He et al. 2016, "Identity mappings": norm, activation, convolution; what projects reads the first two, too.
 */
static int add_preactivated_block(Builder *b, int in, const Block *block) {
    int value = in, shortcut = in;
    for (int i = 0; i < block->count; i++) {
        value = add_norm(b, indexed(b, "bn", i + 1), value);
        value = add_activation(b, activation_name(b, i + 1, false), value);
        if (i > 0) value = add_block_antialias(b, value, &block->convs[i - 1]);
        if (i == 0 && has_shortcut(b, in, block->out_channels, block->stride))
            shortcut = add_shortcut(b, value, block->out_channels, block->stride, false);
        value = add_block_conv(b, value, i + 1, &block->convs[i]);
    }
    return add_sum(b, add_attention(b, value), shortcut);
}

/* IResNet's (Duta et al. 2021): norm, 3x3, norm, activation, 3x3, norm; nothing behind the sum. */
static int add_ir_block(Builder *b, int in, const Block *block) {
    const char *activation = b->spec->activation == ACTIVATION_PRELU ? "prelu" : activation_name(b, 1, true);
    int value = add_norm(b, "bn1", in), shortcut = in;
    value = add_conv(b, "conv1", value, block->convs[0]);
    value = add_activation(b, activation, add_norm(b, "bn2", value));
    value = add_norm(b, "bn3", add_block_conv(b, value, 2, &block->convs[1]));
    value = add_attention(b, add_block_antialias(b, value, &block->convs[1]));
    if (has_shortcut(b, in, block->out_channels, block->stride))
        shortcut = add_shortcut(b, in, block->out_channels, block->stride, b->spec->shortcut_norm);
    return add_sum(b, value, shortcut);
}

static int add_block(Builder *b, int in) {
    const Spec *spec = b->spec;
    int stride = b->block ? 1 : spec->strides[b->stage];
    Block block = spec->block == BLOCK_BOTTLENECK ? bottleneck(b, stride) : two_3x3(b, stride);
    b->prefix = arena_printf(b->arena, "layer%d.%d.", b->stage + 1, b->block);
    if (spec->block == BLOCK_IR) return add_ir_block(b, in, &block);
    return spec->preactivation ? add_preactivated_block(b, in, &block) : add_usual_block(b, in, &block);
}

int add_stage(Builder *b, int in, int stage) {
    b->stage = stage;
    for (b->block = 0; b->block < b->spec->repeats[stage]; b->block++) in = add_block(b, in);
    b->stage = b->block = -1;
    b->prefix = "";
    return in;
}
