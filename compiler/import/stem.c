/* stem.c: one convolution or three; a 3x3 alone is CIFAR's. */
#include "look.h"

static const StemPool no_pool = { .kind = STEM_POOL_NONE },
                      max_pool = { .kind = STEM_POOL_MAX,
                                   .kernel = 3,
                                   .stride = 2,
                                   .before = 1,
                                   .behind = 1 },
                      conv_pool = { .kind = STEM_POOL_CONV, .kernel = 3, .stride = 2 };

/* Norms and activations stand between them. */
static void imply_deep(const Look *l, Spec *spec) {
    int step = spec->norm == NORM_NONE ? 2 : 3;
    spec->stem = (Stem){ .deep = true, .kernel = 3, .stride = 2, .pool = max_pool };
    for (int i = 0; i < 3; i++) spec->stem.widths[i] = dimension(look(l, "conv1.%d.weight", i * step), 0);
    spec->stem.width = spec->stem.widths[2];
}

/* timm's, which replaces the max pool; a blur between the convolution and its norm has no parameters. */
static void imply_pool(const Look *l, Spec *spec) {
    if (!is_conv(look(l, "maxpool.0.weight"))) return;
    spec->stem.pool = conv_pool;
    if (look(l, "maxpool.2.weight") && !look(l, "maxpool.1.weight")) spec->antialias = ANTIALIAS_BLUR;
}

void imply_stem(const Look *l, Spec *spec) {
    const Tensor *deep = look(l, "conv1.0.weight"), *conv = look(l, "conv1.weight");
    int kernel = dimension(conv, 2);
    spec->channels = dimension(deep ? deep : conv, 1);
    spec->stem = (Stem){ .kernel = kernel, .stride = 2, .width = dimension(conv, 0), .pool = max_pool };
    if (kernel == 3) spec->stem.stride = 1, spec->stem.pool = no_pool;
    if (deep) imply_deep(l, spec);
    imply_pool(l, spec);
}
