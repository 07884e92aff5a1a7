/* stem.c: what stands before the stages. */
#include "builder.h"

int add_antialias(Builder *b, const char *name, int in, int stride) {
    if (b->spec->antialias == ANTIALIAS_BLUR) return add_window(b, OP_BLUR, name, in, 3, stride, 1);
    return add_window(b, OP_WINDOW_AVERAGE, name, in, stride, stride, 0);
}

/* In place of a max pool: the same without its stride and then the blur, or the average alone. */
static int add_antialiased_pool(Builder *b, int in, const StemPool *pool) {
    if (b->spec->antialias == ANTIALIAS_AVERAGE) return add_antialias(b, "maxpool", in, pool->stride);
    in = add_window(b, OP_MAX_POOL, "maxpool.0", in, pool->kernel, 1, pool->before);
    return add_antialias(b, "maxpool.1", in, pool->stride);
}

static int add_max_pool(Builder *b, int in, const StemPool *pool) {
    if (b->spec->antialias) return add_antialiased_pool(b, in, pool);
    int value = add_window(b, OP_MAX_POOL, "maxpool", in, pool->kernel, pool->stride, pool->before);
    b->ops[value].behind = pool->behind;
    b->ops[value].zeros = pool->zeros;
    b->ops[value].same = b->spec->same_padding && !pool->zeros;
    return value;
}

/* As in timm: the anti-aliasing stands before the norm here. */
static int add_conv_pool(Builder *b, int in, const StemPool *pool) {
    int channels = channels_of(b, in), part = 0;
    bool apart = b->spec->antialias != ANTIALIAS_NONE;
    ConvShape shape = { channels, pool->kernel, apart ? 1 : pool->stride, 1, 1 };
    int value = add_conv(b, arena_printf(b->arena, "maxpool.%d", part++), in, shape);
    if (apart) value = add_antialias(b, arena_printf(b->arena, "maxpool.%d", part++), value, pool->stride);
    if (b->spec->norm != NORM_NONE) value = add_norm(b, arena_printf(b->arena, "maxpool.%d", part++), value);
    return add_activation(b, arena_printf(b->arena, "maxpool.%d", part), value);
}

/* Three convolutions, "conv1.0" to "conv1.6": norms and activations stand between them. */
static int add_deep(Builder *b, int in) {
    const Stem *stem = &b->spec->stem;
    int value = in, part = 0;
    for (int i = 0; i < 3; i++) {
        ConvShape shape = { stem->widths[i], stem->kernel, i == 0 ? stem->stride : 1, 1, 1 };
        value = add_conv(b, arena_printf(b->arena, "conv1.%d", part++), value, shape);
        if (i == 2) break;
        if (b->spec->norm != NORM_NONE)
            value = add_norm(b, arena_printf(b->arena, "conv1.%d", part++), value);
        value = add_activation(b, arena_printf(b->arena, "conv1.%d", part++), value);
    }
    return value;
}

static int add_plain(Builder *b, int in) {
    const Stem *stem = &b->spec->stem;
    return add_conv(b, "conv1", in, (ConvShape){ stem->width, stem->kernel, stem->stride, 1, 1 });
}

/* Blocks that begin with a norm want what the convolution leaves. */
int add_stem(Builder *b, int in) {
    const Stem *stem = &b->spec->stem;
    bool ir = b->spec->block == BLOCK_IR && b->spec->activation == ACTIVATION_PRELU;
    int value = stem->deep ? add_deep(b, in) : add_plain(b, in);
    if (!b->spec->preactivation) {
        value = add_norm(b, "bn1", value);
        value = add_activation(b, ir ? "prelu" : activation_name(b, 1, true), value);
    }
    if (stem->pool.kind == STEM_POOL_MAX) return add_max_pool(b, value, &stem->pool);
    return stem->pool.kind == STEM_POOL_CONV ? add_conv_pool(b, value, &stem->pool) : value;
}
