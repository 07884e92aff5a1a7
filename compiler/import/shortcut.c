/* shortcut.c: what blocks add to their branch, and the strides that can be seen by it. */
#include "look.h"

/* A projection behind an average has the next number: downsample.1. */
static const Tensor *projection(const Look *l, int stage, int block, int *part) {
    for (*part = 0; *part < 2; ++*part) {
        const Tensor *conv = look(l, "layer%d.%d.downsample.%d.weight", stage + 1, block, *part);
        if (is_conv(conv)) return conv;
    }
    return NULL;
}

static bool changes_channels(const Look *l, const Spec *spec, int stage) {
    return stage_channels(l, spec, stage - 1) != stage_channels(l, spec, stage);
}

/* timm's ResNetV2 calls both kinds downsample.conv; those with a deep stem have the average. */
static bool is_averaged(const Look *l, const Spec *spec, int part) {
    return part == 1 || (spec->stem.deep && looks_like(l, ".downsample.conv."));
}

static void imply_projection(const Look *l, Spec *spec, int stage) {
    int part;
    const Tensor *conv = projection(l, stage, 0, &part);
    if (!conv) {
        if (changes_channels(l, spec, stage)) spec->shortcut = SHORTCUT_ZERO_PAD;
        return;
    }
    if (is_averaged(l, spec, part)) spec->shortcut = SHORTCUT_AVG_DOWN;
    if (stage > 0 && dimension(conv, 2) > 1) spec->down_kernel = dimension(conv, 2);
    const char *norm = arena_printf(l->arena, "layer%d.0.downsample.%d", stage + 1, part + 1);
    bool normed = look(l, "%s.running_mean", norm) || look(l, "%s.weight", norm);
    if (!normed && spec->norm != NORM_NONE && !spec->preactivation) spec->shortcut_norm = false;
}

static bool all_project(const Look *l, const Spec *spec) {
    int part;
    for (int s = 0; s < spec->stages; s++)
        for (int b = 0; b < spec->repeats[s]; b++)
            if (!projection(l, s, b, &part) || part) return false;
    return true;
}

/* Whether some stage's blocks go on without one. */
static bool some_repeat(const Spec *spec) {
    for (int s = 0; s < spec->stages; s++)
        if (spec->repeats[s] > 1) return true;
    return false;
}

/* Where channels stay, only a stride needs a projection. */
static int likely_stride(const Look *l, const Spec *spec, int stage) {
    int part, usual = stage ? 2 : 1;
    if (spec->shortcut == SHORTCUT_ZERO_PAD || spec->shortcut == SHORTCUT_PROJECTION_ALL) return usual;
    if (changes_channels(l, spec, stage)) return usual;
    return projection(l, stage, 0, &part) ? 2 : 1;
}

void imply_shortcut(const Look *l, Spec *spec) {
    spec->shortcut = SHORTCUT_PROJECTION;
    spec->shortcut_norm = true;
    spec->down_kernel = 1;
    for (int s = 0; s < spec->stages; s++) imply_projection(l, spec, s);
    if (some_repeat(spec) && all_project(l, spec)) spec->shortcut = SHORTCUT_PROJECTION_ALL;
    for (int s = 0; s < spec->stages; s++) spec->strides[s] = likely_stride(l, spec, s);
}
