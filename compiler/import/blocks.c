/* blocks.c: which block, how wide: from the shapes of each stage's first one. */
#include "look.h"

static const Tensor *block_conv(const Look *l, int stage, int index) {
    return look(l, "layer%d.0.conv%d.weight", stage + 1, index);
}

static BlockKind likely_block(const Look *l) {
    if (block_conv(l, 0, 3)) return BLOCK_BOTTLENECK;
    bool third = look(l, "layer1.0.bn3.running_mean") || look(l, "layer1.0.bn3.weight");
    return third ? BLOCK_IR : BLOCK_BASIC;
}

int stage_channels(const Look *l, const Spec *spec, int stage) {
    if (stage < 0) return spec->stem.width;
    return dimension(block_conv(l, stage, spec->block == BLOCK_BOTTLENECK ? 3 : 2), 0);
}

/* ---- Two 3x3: the first one's channels are the width ---- */

static void imply_two_3x3(const Look *l, Spec *spec) {
    for (int s = 0; s < spec->stages; s++) spec->widths[s] = dimension(block_conv(l, s, 1), 0);
    spec->expansion = spec->widths[0] ? stage_channels(l, spec, 0) / spec->widths[0] : 1;
    if (spec->expansion < 1) spec->expansion = 1;
}

/* ---- Bottleneck: several of expansion, widths and width_per_group make the same shapes ---- */

/* From which to which width per group a stage's 3x3 gets so many channels a group. */
typedef struct {
    int64_t low, high;
} Range;

static Range narrowed(Range range, int width, int group) {
    int64_t low = (64 * (int64_t)group + width - 1) / width, high = (64 * ((int64_t)group + 1) - 1) / width;
    return (Range){ low > range.low ? low : range.low, high < range.high ? high : range.high };
}

/* Keys that would be written. */
static int written_keys(const Spec *spec) {
    bool usual = true;
    for (int s = 0; s < spec->stages; s++) usual = usual && spec->widths[s] == 64 << s;
    return (spec->expansion != 4) + (spec->width_per_group != 64) + !usual;
}

/* The spec with that expansion, or with expansion 0 where there is none. */
static Spec with_expansion(const Look *l, const Spec *from, int expansion) {
    Spec spec = *from;
    Range range = { 1, 65536 };
    spec.expansion = 0;
    for (int s = 0; s < spec.stages; s++) {
        int out = stage_channels(l, from, s), group = dimension(block_conv(l, s, 2), 0) / spec.groups;
        if (out < 1 || out % expansion) return spec;
        spec.widths[s] = out / expansion;
        range = narrowed(range, spec.widths[s], group);
    }
    if (range.low > range.high) return spec;
    spec.expansion = expansion;
    spec.width_per_group = range.low <= 64 && 64 <= range.high ? 64 : (int)range.low;
    return spec;
}

static void imply_bottleneck(const Look *l, Spec *spec) {
    enum { MOST = 64 };
    const Tensor *first = block_conv(l, 0, 1), *second = block_conv(l, 0, 2);
    int groups = dimension(second, 1) ? dimension(first, 0) / dimension(second, 1) : 1;
    spec->groups = groups < 1 ? 1 : groups;
    spec->reduce_first = dimension(first, 0) ? dimension(second, 0) / dimension(first, 0) : 1;
    if (spec->reduce_first < 1) spec->reduce_first = 1;
    Spec best = with_expansion(l, spec, 4);
    for (int expansion = 1; expansion <= MOST; expansion++) {
        Spec other = with_expansion(l, spec, expansion);
        if (other.expansion && (!best.expansion || written_keys(&other) < written_keys(&best))) best = other;
    }
    if (best.expansion) *spec = best;
}

void imply_blocks(const Look *l, Spec *spec) {
    spec->block = likely_block(l);
    spec->expansion = spec->block == BLOCK_BOTTLENECK ? 4 : 1;
    spec->groups = spec->reduce_first = 1;
    spec->width_per_group = 64;
    for (int s = 0; s < spec->stages; s++) spec->widths[s] = 64 << s, spec->dilations[s] = 1;
    if (spec->block == BLOCK_BOTTLENECK)
        imply_bottleneck(l, spec);
    else
        imply_two_3x3(l, spec);
    bool first = look(l, "bn1.running_mean") || look(l, "bn1.weight");
    spec->preactivation = !first && spec->norm != NORM_NONE && spec->block != BLOCK_IR;
}
