/* head.c: the classifier, and from it, or from the stem, the input. */
#include "look.h"

/* Of what is flattened: the pixels that the last stage leaves are as square as they can be. */
static void imply_flattened_input(Spec *spec, int pixels) {
    enum { BEYOND = 1 << 20 }; /* all inputs */
    int height = 1, stride = spec->stem.stride * (spec->stem.pool.kind == STEM_POOL_NONE ? 1 : 2);
    for (int h = 1; h <= pixels / h; h++)
        if (pixels % h == 0) height = h;
    for (int s = 0; s < spec->stages; s++) stride *= spec->strides[s];
    int width = pixels / height;
    spec->height = height < BEYOND ? height * stride : BEYOND;
    spec->width = width < BEYOND ? width * stride : BEYOND;
}

/* Pictures are normalised as the projects with such networks do; timm resizes them bicubically. */
static void imply_preprocess(const Look *l, Spec *spec) {
    static const double imagenet_mean[] = { 0.485, 0.456, 0.406 }, imagenet_std[] = { 0.229, 0.224, 0.225 },
                        half[] = { 0.5, 0.5, 0.5 };
    bool timm = spec->stem.deep || spec->attention || looks_like(l, "stages.0.blocks.0.");
    bool halves = spec->block == BLOCK_IR || looks_like(l, "stages.0.blocks.0.");
    spec->preprocess = (Preprocess){ .mean = halves ? half : imagenet_mean,
                                     .std = halves ? half : imagenet_std,
                                     .filter = timm ? FILTER_BICUBIC : FILTER_BILINEAR,
                                     .plain = spec->channels != 3 };
}

void imply_head(const Look *l, Spec *spec) {
    const Tensor *fc = look(l, "fc.weight");
    int channels = stage_channels(l, spec, spec->stages - 1), read = dimension(fc, 1);
    bool features = look(l, "features.running_mean") || look(l, "features.weight");
    int times = channels && read % channels == 0 ? read / channels : 1;
    spec->classes = dimension(fc, 0);
    spec->head = features || times > 2 ? HEAD_FLATTEN : times == 2 ? HEAD_CONCATENATED : HEAD_AVERAGE;
    spec->head_norm = features;
    spec->height = spec->width = spec->stem.pool.kind == STEM_POOL_NONE && spec->stem.stride == 1 ? 32 : 224;
    if (spec->head == HEAD_FLATTEN) imply_flattened_input(spec, times);
    imply_preprocess(l, spec);
}
