/* shortcut.c: what a block adds to its branch where that is not what it reads. */
#include "builder.h"

bool has_shortcut(const Builder *b, int in, int out_channels, int stride) {
    return stride != 1 || channels_of(b, in) != out_channels || b->spec->shortcut == SHORTCUT_PROJECTION_ALL;
}

static int add_zero_pad(Builder *b, int in, int out_channels, int stride) {
    int value = add_op(b, OP_ZERO_PAD, "shortcut", in, out_channels);
    b->ops[value].stride = stride;
    return value;
}

/* ResNet-D (He et al. 2019). What is dilated keeps its size, so that the average has a stride of 1 then. */
static int add_average(Builder *b, int in, int stride, int dilation) {
    int value = add_window(b, OP_WINDOW_AVERAGE, "downsample.0", in, 2, stride, 0);
    bool same = stride == 1 && dilation > 1;
    b->ops[value].ceil = !same;
    b->ops[value].same = b->ops[value].zeros = same;
    return value;
}

static int add_average_down(Builder *b, int in, int out_channels, int stride, bool with_norm) {
    int dilation = b->spec->dilations[b->stage];
    ConvShape shape = { out_channels, 1, 1, 1, 1 };
    if (stride > 1 || dilation > 1) in = add_average(b, in, stride, dilation);
    int value = add_conv(b, "downsample.1", in, shape);
    return with_norm ? add_norm(b, "downsample.2", value) : value;
}

/* timm's kernel is 1 where nothing gets smaller, and dilated as the block's first 3x3. */
static int add_projection(Builder *b, int in, int out_channels, int stride, bool with_norm) {
    const Spec *spec = b->spec;
    int before = spec->dilations[b->stage ? b->stage - 1 : 0];
    bool wide = b->stage > 0 && spec->down_kernel > 1 && (stride > 1 || spec->dilations[b->stage] > 1);
    ConvShape shape = { out_channels, wide ? spec->down_kernel : 1, stride, wide ? before : 1, 1 };
    int value = add_conv(b, "downsample.0", in, shape);
    return with_norm ? add_norm(b, "downsample.1", value) : value;
}

int add_shortcut(Builder *b, int in, int out_channels, int stride, bool with_norm) {
    bool widens = out_channels >= channels_of(b, in);
    if (b->spec->shortcut == SHORTCUT_ZERO_PAD && widens) return add_zero_pad(b, in, out_channels, stride);
    if (b->spec->shortcut == SHORTCUT_AVG_DOWN)
        return add_average_down(b, in, out_channels, stride, with_norm);
    return add_projection(b, in, out_channels, stride, with_norm);
}
